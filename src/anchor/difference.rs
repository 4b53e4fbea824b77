//! What a passage has become, word by word.

use super::align::lay_between;
use super::words::{Word, tokens};
use crate::span::Span;

/// A run of words that stood in the passage, stand there now, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// What became of them.
    pub fate: Fate,
    /// The words, with their marks and the spaces between them.
    pub text: &'t str,
}

/// What became of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// They stood there and stand there.
    Kept,
    /// They stood there.
    Removed,
    /// They stand there now.
    Added,
}

impl Fate {
    /// Returns its name in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// Returns what was kept, removed and added between the words of a passage and those that stand
/// in its place, in order; what was removed comes before what was added there. Marks count,
/// spaces do not. O(kept · found), or all is removed and added beyond a few thousand words.
#[must_use]
pub fn difference<'t>(kept: &'t str, found: &'t str) -> Vec<Piece<'t>> {
    let (old, new) = (tokens(kept), tokens(found));
    let same = |a: &Word, b: &Word| a.hash == b.hash;
    let head = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let rest = old.len().min(new.len()) - head;
    let behind = old.iter().rev().zip(new.iter().rev()).take(rest);
    let tail = behind.take_while(|(a, b)| same(a, b)).count();
    let old_middle = old.get(head..old.len() - tail).unwrap_or(&[]);
    let new_middle = new.get(head..new.len() - tail).unwrap_or(&[]);
    let pairs = lay_between(old_middle, new_middle);
    let mut runs: Vec<(Fate, Span)> = Vec::new();
    let mut push = |fate: Fate, words: &[Word]| {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let span = first.span().hull(last.span());
        match runs.last_mut() {
            Some((before, run)) if *before == fate => *run = run.hull(span),
            _ => runs.push((fate, span)),
        }
    };
    push(Fate::Kept, old.get(..head).unwrap_or(&[]));
    let (mut old_done, mut new_done) = (0, 0);
    for (index, pair) in pairs.iter().enumerate() {
        let (Some(at), Some(word)) = (*pair, old_middle.get(index)) else { continue };
        if !new_middle.get(at).is_some_and(|other| same(word, other)) {
            continue;
        }
        push(Fate::Removed, old_middle.get(old_done..index).unwrap_or(&[]));
        push(Fate::Added, new_middle.get(new_done..at).unwrap_or(&[]));
        push(Fate::Kept, std::slice::from_ref(word));
        (old_done, new_done) = (index + 1, at + 1);
    }
    push(Fate::Removed, old_middle.get(old_done..).unwrap_or(&[]));
    push(Fate::Added, new_middle.get(new_done..).unwrap_or(&[]));
    push(Fate::Kept, old.get(old.len() - tail..).unwrap_or(&[]));
    let piece = |(fate, span): (Fate, Span)| Piece {
        fate,
        text: span.of(if fate == Fate::Added { found } else { kept }),
    };
    runs.into_iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shows what was removed as `[-…-]`, what was added as `{+…+}`.
    fn shown(kept: &str, found: &str) -> String {
        let piece = |piece: &Piece<'_>| match piece.fate {
            Fate::Kept => piece.text.to_owned(),
            Fate::Removed => format!("[-{}-]", piece.text),
            Fate::Added => format!("{{+{}+}}", piece.text),
        };
        difference(kept, found).iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_told_apart_with_their_marks() {
        for (kept, found, expected) in [
            ("nine boats were lost", "ten boats were lost", "[-nine-] {+ten+} boats were lost"),
            ("boats were lost", "boats were all lost", "boats were {+all+} lost"),
            ("boats were all lost", "boats were lost", "boats were [-all-] lost"),
            ("We can’t,", "We can't,", "We [-can’t,-] {+can't,+}"),
            ("a b c d e", "a x c y e", "a [-b-] {+x+} c [-d-] {+y+} e"),
            ("one two", "three four", "[-one two-] {+three four+}"),
            ("the same\nwords", "the same words", "the same\nwords"),
            ("", "new", "{+new+}"),
            ("a a a", "a a", "a a [-a-]"),
            ("", "", ""),
        ] {
            assert_eq!(shown(kept, found), expected, "{kept} → {found}");
        }
    }

    proptest! {
        #[test]
        fn each_side_can_be_read_off(kept in "[ab, ]{0,24}", found in "[ab, ]{0,24}") {
            let words = |fate: Fate| {
                let pieces = difference(&kept, &found);
                let own = pieces.iter().filter(|it| it.fate == Fate::Kept || it.fate == fate);
                let words: Vec<String> =
                    own.flat_map(|it| it.text.split_whitespace()).map(str::to_owned).collect();
                words.join(" ")
            };
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(Fate::Removed), plain(&kept));
            prop_assert_eq!(words(Fate::Added), plain(&found));
        }
    }
}
