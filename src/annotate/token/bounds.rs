//! Where words begin and end: the rules of Unicode (UAX #29) with a short way for plain text.
//!
//! Nearly all of an English text is letters, digits and marks whose rules fit in a table. A
//! stretch between blanks that holds anything else is left to `unicode-segmentation`; both ways
//! give the same words.

use super::key::Letters;
use unicode_segmentation::UnicodeSegmentation;

/// How a character stands between others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// Joins letters and digits (“_”).
    Joiner,
    /// Joins letters to letters (“:”).
    InLetters,
    /// Joins digits to digits (“,”).
    InDigits,
    /// Does both (“.”, “'”).
    InBoth,
    /// Stands alone.
    Mark,
    /// A blank that parts whatever stands around it.
    Blank,
    /// Has rules of its own.
    Other,
}

const ASCII: [Kind; 128] = {
    let mut kinds = [Kind::Mark; 128];
    let mut rest: &mut [Kind] = &mut kinds;
    let mut byte = 0;
    while let [first, behind @ ..] = rest {
        *first = ascii(byte);
        rest = behind;
        byte += 1;
    }
    kinds
};

const fn ascii(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
        b'0'..=b'9' => Kind::Digit,
        b'_' => Kind::Joiner,
        b':' => Kind::InLetters,
        b',' | b';' => Kind::InDigits,
        b'.' | b'\'' => Kind::InBoth,
        _ if is_blank(&byte) => Kind::Blank,
        0..0x20 | 0x7f => Kind::Other,
        _ => Kind::Mark,
    }
}

fn kind(c: char) -> Kind {
    match ASCII.get(c as usize) {
        Some(&kind) => kind,
        None => match c {
            '×' | '÷' => Kind::Other,
            'À'..='ſ' => Kind::Letter,
            '’' | '‘' => Kind::InBoth,
            '“' | '”' | '–' | '—' | '…' => Kind::Mark,
            _ => Kind::Other,
        },
    }
}

/// What stands between two word bounds.
pub(super) struct Piece<'t> {
    pub(super) at: usize,
    pub(super) text: &'t str,
    /// It is a word of letters of ASCII alone, behind a blank or the start.
    pub(super) letters: Option<Letters>,
}

impl<'t> Piece<'t> {
    fn new(at: usize, text: &'t str) -> Self {
        Self { at, text, letters: None }
    }
}

/// Calls `each` with every piece between two word bounds; of blanks some are left out.
pub(super) fn words<'t>(text: &'t str, mut each: impl FnMut(Piece<'t>)) {
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        at += rest.bytes().take_while(is_blank).count();
        let behind = text.get(at..).unwrap_or("");
        if behind.is_empty() {
            break;
        }
        // Most are words of small letters and capitals alone, and most others one mark longer.
        let letters = Letters::of(behind);
        let (word, further) = behind.split_at_checked(letters.len).unwrap_or_default();
        if !word.is_empty() {
            let (mark, parted) = match further.as_bytes() {
                [] => (0, true),
                [first, ..] if is_blank(first) => (0, true),
                [mark] => (1, parts(*mark)),
                [mark, second, ..] => (1, parts(*mark) && is_blank(second)),
            };
            if parted {
                each(Piece { at, text: word, letters: Some(letters) });
                if let Some(mark) = further.get(..mark).filter(|mark| !mark.is_empty()) {
                    each(Piece::new(at + letters.len, mark));
                }
                at += letters.len + mark;
                continue;
            }
        }
        let mut plain = true;
        let end = further.char_indices().find(|&(_, c)| {
            let kind = kind(c);
            plain &= kind != Kind::Other;
            kind == Kind::Blank
        });
        let len = end.map_or(behind.len(), |(further, _)| letters.len + further);
        let stretch = behind.get(..len).unwrap_or("");
        if plain {
            pieces(stretch, |offset, piece| each(Piece::new(at + offset, piece)));
        } else {
            // An accent joins the blank before it.
            let from = at - usize::from(at > 0);
            let stretch = text.get(from..at + len).unwrap_or("");
            let pieces = stretch.split_word_bound_indices();
            pieces.for_each(|(offset, piece)| each(Piece::new(from + offset, piece)));
        }
        at += len;
    }
}

const fn is_blank(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Tells whether a byte between a letter and a blank is a piece of its own.
fn parts(byte: u8) -> bool {
    use Kind::{InBoth, InDigits, InLetters, Mark};
    let kind = ASCII.get(usize::from(byte));
    kind.is_some_and(|kind| matches!(kind, InLetters | InDigits | InBoth | Mark))
}

/// Cuts up a stretch without blanks and characters with rules of their own.
fn pieces<'t>(stretch: &'t str, mut each: impl FnMut(usize, &'t str)) {
    let mut at = 0;
    let mut rest = stretch;
    while let Some(first) = rest.chars().next() {
        let len = match kind(first) {
            Kind::Letter | Kind::Digit | Kind::Joiner => word_len(rest),
            _ => first.len_utf8(),
        };
        let Some((piece, behind)) = rest.split_at_checked(len) else { break };
        each(at, piece);
        at += len;
        rest = behind;
    }
}

/// Returns the length of the word that `text` begins with.
fn word_len(text: &str) -> usize {
    let mut chars = text.chars();
    let mut last = Kind::Mark;
    loop {
        let behind = chars.as_str();
        let Some(kind) = chars.next().map(kind) else { break };
        match kind {
            Kind::Letter | Kind::Digit | Kind::Joiner => last = kind,
            _ => {
                let next = chars.clone().next().map_or(Kind::Mark, self::kind);
                let joins = match kind {
                    Kind::InLetters => last == Kind::Letter,
                    Kind::InDigits => last == Kind::Digit,
                    Kind::InBoth => matches!(last, Kind::Letter | Kind::Digit),
                    _ => false,
                };
                if !joins || next != last {
                    return text.len() - behind.len();
                }
            }
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        words(text, |piece| found.push((piece.at, piece.text)));
        found.retain(|(_, word)| !word.starts_with(char::is_whitespace));
        found
    }

    fn expected(text: &str) -> Vec<(usize, &str)> {
        let words = text.split_word_bound_indices();
        words.filter(|(_, word)| !word.starts_with(char::is_whitespace)).collect()
    }

    proptest! {
        #[test]
        fn words_are_those_of_unicode(text in "[a-cA1-3_:;,.'’‘“”—…\"é×\u{301}\u{200d}\u{b7}\u{a0}日アא \t\n\r-]{0,24}") {
            prop_assert_eq!(found(&text), expected(&text));
        }

        #[test]
        fn words_of_any_text_are_those_of_unicode(text in "\\PC{0,60}") {
            prop_assert_eq!(found(&text), expected(&text));
        }
    }
}
