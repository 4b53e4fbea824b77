//! From the terminal's key events to the reader's keys.

use crate::app::key::{Key, KeyCode};
use crossterm::event::{self, KeyEvent, KeyEventKind, KeyModifiers};

/// Returns the key that was pressed; `None` for releases and for keys that mean nothing here.
#[must_use]
pub fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        event::KeyCode::Char(c) => KeyCode::Char(c),
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Escape,
        event::KeyCode::Tab | event::KeyCode::BackTab => KeyCode::Tab,
        event::KeyCode::Backspace => KeyCode::Backspace,
        event::KeyCode::Delete => KeyCode::Delete,
        event::KeyCode::Up => KeyCode::Up,
        event::KeyCode::Down => KeyCode::Down,
        event::KeyCode::Left => KeyCode::Left,
        event::KeyCode::Right => KeyCode::Right,
        event::KeyCode::Home => KeyCode::Home,
        event::KeyCode::End => KeyCode::End,
        event::KeyCode::PageUp => KeyCode::PageUp,
        event::KeyCode::PageDown => KeyCode::PageDown,
        event::KeyCode::F(number) => KeyCode::Function(number),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let is_char = matches!(code, KeyCode::Char(_));
    Some(Key {
        code,
        control: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: !is_char && (held(KeyModifiers::SHIFT) || event.code == event::KeyCode::BackTab),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_reader() {
        let plain = |code| Key::from(code);
        let check = |code, modifiers, expected: Option<Key>| {
            assert_eq!(key(KeyEvent::new(code, modifiers)), expected, "{code:?} {modifiers:?}");
        };
        use event::KeyCode as Code;
        let none = KeyModifiers::NONE;
        check(Code::Char('j'), none, Some(plain(KeyCode::Char('j'))));
        check(Code::Char('G'), KeyModifiers::SHIFT, Some(plain(KeyCode::Char('G'))));
        let control = Key { control: true, ..plain(KeyCode::Char('d')) };
        check(Code::Char('d'), KeyModifiers::CONTROL, Some(control));
        let back = Key { shift: true, ..plain(KeyCode::Tab) };
        check(Code::BackTab, none, Some(back));
        check(Code::BackTab, KeyModifiers::SHIFT, Some(back));
        let left = Key { alt: true, ..plain(KeyCode::Left) };
        check(Code::Left, KeyModifiers::ALT, Some(left));
        check(Code::F(1), none, Some(plain(KeyCode::Function(1))));
        check(Code::CapsLock, none, None);
    }

    #[test]
    fn a_release_is_no_key() {
        let mut event = KeyEvent::new(event::KeyCode::Char('j'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(key(event), None);
    }
}
