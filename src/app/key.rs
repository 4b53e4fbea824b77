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

/// Names of the keys that are no characters, the canonical one of each first.
const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("CR", KeyCode::Enter),
    ("Esc", KeyCode::Escape),
    ("Tab", KeyCode::Tab),
    ("BS", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
    ("lt", KeyCode::Char('<')),
];

/// Reads blank-separated keys: a character stands for itself, names in `<…>` (`<Enter>`,
/// `<Space>`, `<lt>`), modifiers before a hyphen (`<C-d>`, `<S-Tab>`, `<A-Left>`).
///
/// # Errors
///
/// Returns a sentence that names the key that is not known.
pub fn parse_keys(keys: &str) -> Result<Vec<Key>, String> {
    keys.split_whitespace().map(parse_key).collect()
}

fn parse_key(token: &str) -> Result<Key, String> {
    if let Some(c) = only_char(token) {
        return Ok(Key::from(KeyCode::Char(c)));
    }
    let Some(mut name) = token.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
        return Err(format!(
            "“{token}” is not a key: part keys by blanks and write names as <Enter>."
        ));
    };
    let mut key = Key::from(KeyCode::Escape);
    while let Some((modifier, rest)) = name.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        match modifier {
            "C" => key.control = true,
            "A" => key.alt = true,
            "S" => key.shift = true,
            _ => return Err(format!("“{token}” is not a key: modifiers are C-, A- and S-.")),
        }
        name = rest;
    }
    key.code = code(name).ok_or_else(|| {
        format!("“{token}” is not a key: names are <Enter>, <Space>, <lt>, <PageDown>, <F1>, ….")
    })?;
    if key.shift && matches!(key.code, KeyCode::Char(_)) {
        return Err(format!("“{token}” is not a key: write the character as shift makes it."));
    }
    Ok(key)
}

fn code(name: &str) -> Option<KeyCode> {
    if let Some(c) = only_char(name) {
        return Some(KeyCode::Char(c));
    }
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number = name.strip_prefix(['F', 'f'])?;
    (1..=12).find(|n: &u8| n.to_string() == number).map(KeyCode::Function)
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name);
        let plain = !self.control && !self.alt && !self.shift;
        if let (KeyCode::Char(c), None, true) = (self.code, name, plain) {
            return write!(f, "{c}");
        }
        f.write_str("<")?;
        for (held, modifier) in [(self.control, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                f.write_str(modifier)?;
            }
        }
        match (self.code, name) {
            (_, Some(name)) => f.write_str(name)?,
            (KeyCode::Char(c), None) => write!(f, "{c}")?,
            (KeyCode::Function(n), None) => write!(f, "F{n}")?,
            // Every other key has a name.
            _ => {}
        }
        f.write_str(">")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(keys: &str, expected: &str) {
        let shown = match parse_keys(keys) {
            Ok(keys) => keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" "),
            Err(message) => message,
        };
        assert_eq!(shown, expected, "{keys}");
    }

    #[test]
    fn keys_are_read_and_written() {
        check("j G é 本 ?", "j G é 本 ?");
        check("  <Space>\t<lt> < - > ", "<Space> <lt> <lt> - >");
        check("<C-d> <C-Space> <C-lt> <C--> <A-Left>", "<C-d> <C-Space> <C-lt> <C--> <A-Left>");
        check("<S-Tab> <C-S-Up> <S-C-Up>", "<S-Tab> <C-S-Up> <C-S-Up>");
        check("<BS> <Del> <enter> <CR> <F1> <f12>", "<BS> <Del> <Enter> <Enter> <F1> <F12>");
        check("", "");
    }

    #[test]
    fn what_is_no_key_is_named() {
        check("j gg", "“gg” is not a key: part keys by blanks and write names as <Enter>.");
        check(
            "<Foo>",
            "“<Foo>” is not a key: names are <Enter>, <Space>, <lt>, <PageDown>, <F1>, ….",
        );
        check(
            "<F13>",
            "“<F13>” is not a key: names are <Enter>, <Space>, <lt>, <PageDown>, <F1>, ….",
        );
        check("<X-a>", "“<X-a>” is not a key: modifiers are C-, A- and S-.");
        check("<S-a>", "“<S-a>” is not a key: write the character as shift makes it.");
    }

    fn any_code() -> impl Strategy<Value = KeyCode> {
        prop_oneof![
            any::<char>().prop_filter("typed", |c| !c.is_whitespace()).prop_map(KeyCode::Char),
            (1u8..=12).prop_map(KeyCode::Function),
            proptest::sample::select(NAMES).prop_map(|(_, code)| code),
        ]
    }

    proptest! {
        #[test]
        fn keys_come_back_as_written(
            code in any_code(), control: bool, alt: bool, shift: bool, count in 1usize..4,
        ) {
            let shift = shift && !matches!(code, KeyCode::Char(_));
            let keys = vec![Key { code, control, alt, shift }; count];
            let text = keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
            prop_assert_eq!(parse_keys(&text), Ok(keys));
        }

        #[test]
        fn reading_keys_never_panics(text in "\\PC{0,40}") {
            let _ = parse_keys(&text);
        }
    }
}
