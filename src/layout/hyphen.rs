//! Where a long word may be parted at the end of a row, by the patterns of English.
//!
//! A row that ends so shows a hyphen; the text has none, and so nothing that is copied, searched
//! or flagged has one.

use super::measure::width;
use hypher::{Lang, hyphenate};

/// What is shown at the end of a row whose last word goes on in the next.
pub const HYPHEN: &str = "-";

/// Bytes of the words that may be parted.
const WORDS: std::ops::RangeInclusive<usize> = 5..=40;

/// Returns the byte at which a word with what is set around it is parted, so that what is before
/// it is as long as may be, and no wider than `room`; `None` if it stays whole. O(word).
pub(super) fn cut(piece: &str, room: u16) -> Option<usize> {
    let is_letter = |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c);
    let behind = piece.trim_start_matches(|c| !is_letter(c));
    let word = behind.trim_end_matches(|c| !is_letter(c));
    if !WORDS.contains(&word.len()) || !word.chars().all(is_letter) {
        return None;
    }
    let before = piece.len() - behind.len();
    let mut end = before;
    let ends = hyphenate(word, Lang::English).map(|syllable| {
        end += syllable.len();
        end
    });
    let fits = |end: &usize| piece.get(..*end).is_some_and(|head| width(head) <= room);
    ends.filter(|end| *end < before + word.len()).take_while(fits).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(piece: &str, room: u16, expected: &str) {
        let cut = cut(piece, room).map(|at| piece.split_at(at));
        let shown = cut.map_or(piece.to_owned(), |(head, tail)| format!("{head}-{tail}"));
        assert_eq!(shown, expected, "{piece} in {room}");
    }

    #[test]
    fn words_are_parted_as_far_behind_as_may_be() {
        check("international", 8, "interna-tional");
        check("international", 6, "inter-national");
        check("international", 99, "interna-tional");
        check("“international,”", 7, "“inter-national,”");
        check("international", 1, "international");
        for whole in ["fog", "don’t", "x1y2z3a4b5", "хлебопекарня", "", "-----", "well-known-fact"]
        {
            check(whole, 99, whole);
        }
    }
}
