//! How far a terminal sequence goes (ECMA-48 and what terminals make of it).

use super::class::{self, Class, ESC};

/// The most characters that a control string without an end swallows.
pub(super) const UNTERMINATED: usize = 1024;
/// The most parameter bytes of one sequence.
const PARAMETERS: usize = 256;

/// Returns the length in bytes of the sequence that `text` begins with; its first character is
/// an introducer. Never reaches over a line break. Looks at no more than what it returns, but
/// for a control string without an end, where it looks on to the next control character.
pub(super) fn len(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    let (kind, head) = match first {
        ESC => match chars.next() {
            Some(second) => (second, ESC.len_utf8() + second.len_utf8()),
            None => return ESC.len_utf8(),
        },
        // An 8-bit introducer stands for ESC and the character 0x40 below it.
        c1 => (char::from_u32(u32::from(c1) - 0x40).unwrap_or('['), c1.len_utf8()),
    };
    let rest = chars.as_str();
    match kind {
        '[' => head + csi(rest),
        ']' | 'P' | 'X' | '^' | '_' => head + string(rest),
        ' '..='/' => {
            let more = count(rest, |byte| matches!(byte, b' '..=b'/'));
            let ends = rest.as_bytes().get(more).is_some_and(|byte| matches!(byte, b'0'..=b'~'));
            if ends { head + more + 1 } else { first.len_utf8() }
        }
        '0'..='~' => head,
        _ => first.len_utf8(),
    }
}

fn csi(rest: &str) -> usize {
    let parameters = count(rest, |byte| matches!(byte, b'0'..=b'?'));
    let behind = rest.get(parameters..).unwrap_or("");
    let intermediates = count(behind, |byte| matches!(byte, b' '..=b'/'));
    let end = parameters + intermediates;
    let ends = rest.as_bytes().get(end).is_some_and(|byte| matches!(byte, b'@'..=b'~'));
    if ends { end + 1 } else { parameters }
}

fn string(rest: &str) -> usize {
    let mut swallowed = rest.len();
    for (index, (at, c)) in rest.char_indices().enumerate() {
        if index == UNTERMINATED {
            swallowed = at;
        }
        match c {
            '\u{7}' | '\u{9c}' => return at + c.len_utf8(),
            ESC if rest.get(at + 1..).is_some_and(|rest| rest.starts_with('\\')) => return at + 2,
            _ if matches!(class::of(c), Class::Break | Class::Introducer | Class::Control) => {
                return at.min(swallowed);
            }
            _ => {}
        }
    }
    swallowed
}

fn count(text: &str, test: fn(&u8) -> bool) -> usize {
    text.bytes().take(PARAMETERS).take_while(test).count()
}
