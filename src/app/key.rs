//! Keys, as `render --keys`, the config and the help write them.

use std::fmt;

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What was pressed.
    pub code: KeyCode,
    /// Control was held.
    pub control: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held with a key that is not a character.
    pub shift: bool,
}

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character as typed, shift applied.
    Char(char),
    /// `<Enter>`.
    Enter,
    /// `<Esc>`.
    Escape,
    /// `<Tab>`; `<S-Tab>` is this with `shift`.
    Tab,
    /// `<BS>`.
    Backspace,
    /// `<Del>`.
    Delete,
    /// `<Up>`.
    Up,
    /// `<Down>`.
    Down,
    /// `<Left>`.
    Left,
    /// `<Right>`.
    Right,
    /// `<Home>`.
    Home,
    /// `<End>`.
    End,
    /// `<PageUp>`.
    PageUp,
    /// `<PageDown>`.
    PageDown,
    /// `<F1>` … `<F12>`.
    Function(u8),
}

impl From<KeyCode> for Key {
    fn from(code: KeyCode) -> Self {
        Self { code, control: false, alt: false, shift: false }
    }
}

/// Reads blank-separated keys: a character stands for itself, names in `<…>` (`<Enter>`,
/// `<Space>`, `<lt>`), modifiers before a hyphen (`<C-d>`, `<S-Tab>`, `<A-Left>`).
///
/// # Errors
///
/// Returns a sentence that names the key that is not known.
pub fn parse_keys(_keys: &str) -> Result<Vec<Key>, String> {
    Err("not yet".to_owned())
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.code)
    }
}
