//! Places where a kept wording stands as it is, and how far the words around them agree with
//! the words that stood around it.

use super::Selector;
use super::align::{Wording, lay, likeness};
use super::words::{Word, words};
use crate::span::Span;

/// Returns the places of `needle` in order, overlapping ones too; `None` if it is empty or
/// stands more than `most` times. O(n + most · needle).
pub(crate) fn occurrences(text: &str, needle: &str, most: usize) -> Option<Vec<Span>> {
    let step = needle.chars().next()?.len_utf8();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(needle)) {
        if found.len() == most {
            return None;
        }
        let start = from + at;
        found.push(Span::new(start, start + needle.len()));
        from = start + step;
    }
    Some(found)
}

/// Returns the places where the words of `needle` stand one after the other, whatever their
/// marks, spaces and capitals, as indexes of the first word; `None` if there are no words or
/// more than `most` places. O(n) (Knuth, Morris, Pratt).
pub(crate) fn wordings(text: &[Word], needle: &[Word], most: usize) -> Option<Vec<usize>> {
    let same = |at: usize, word: &Word| needle.get(at).is_some_and(|n| n.hash == word.hash);
    let mut borders: Vec<usize> = Vec::with_capacity(needle.len());
    let fall_back = |borders: &[usize], mut matched: usize, word: &Word| {
        while matched > 0 && !same(matched, word) {
            matched = borders.get(matched - 1).copied().unwrap_or(0);
        }
        matched + usize::from(same(matched, word))
    };
    needle.first()?;
    borders.push(0);
    let mut matched = 0;
    for word in needle.iter().skip(1) {
        matched = fall_back(&borders, matched, word);
        borders.push(matched);
    }
    let mut found = Vec::new();
    matched = 0;
    for (index, word) in text.iter().enumerate() {
        matched = fall_back(&borders, matched, word);
        if matched == needle.len() {
            if found.len() == most {
                return None;
            }
            found.push(index + 1 - needle.len());
        }
    }
    Some(found)
}

/// Returns how far the words around `place` agree with the selector's context, from 0 to 1:
/// the mean of the sides that were kept; `None` if none was. O(context²).
pub(crate) fn agreement(text: &str, place: Span, selector: &Selector) -> Option<f64> {
    let room = |kept: &str| kept.len() + kept.len() / 2 + 32;
    let before = text.get(..place.start).unwrap_or("");
    let cut = floor(text, before.len().saturating_sub(room(&selector.prefix)));
    let before = before.get(cut..).unwrap_or("");
    let after = text.get(place.end..).unwrap_or("");
    let after = after.get(..floor(after, room(&selector.suffix))).unwrap_or("");
    match (side(&selector.prefix, before, true), side(&selector.suffix, after, false)) {
        (Some(before), Some(after)) => Some(f64::midpoint(before, after)),
        (one, other) => one.or(other),
    }
}

/// Returns the start of the character that holds byte `at`, or the end of the text.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Returns the end of the character that holds the byte before `at`, or the end of the text.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Compares one side: words between the passage and the first that agrees count against it.
fn side(kept: &str, near: &str, before: bool) -> Option<f64> {
    let (kept_words, near_words) = (words(kept), words(near));
    if kept_words.is_empty() {
        return None;
    }
    let shift = near_words.len().cast_signed() - kept_words.len().cast_signed();
    let diagonal = if before { shift } else { 0 };
    let pairs = lay(&kept_words, &near_words, diagonal, kept_words.len() / 4 + 4);
    let first = pairs.iter().flatten().next().copied();
    let last = pairs.iter().flatten().next_back().copied();
    let (from, to) = match (first, last) {
        (Some(first), Some(_)) if before => (first, near_words.len()),
        (Some(_), Some(last)) => (0, last + 1),
        _ => return Some(0.0),
    };
    let found = Wording { text: near, words: near_words.get(from..to).unwrap_or(&[]) };
    Some(likeness(Wording { text: kept, words: &kept_words }, &pairs, found, from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_once() {
        for (text, needle, most, expected) in [
            ("ha ha ha", "ha ha", 9, Some(vec![0, 3])),
            ("aaaa", "aa", 9, Some(vec![0, 1, 2])),
            ("aaaa", "aa", 2, None),
            ("æææ", "ææ", 9, Some(vec![0, 2])),
            ("a", "b", 9, Some(vec![])),
            ("a", "", 9, None),
        ] {
            let found = occurrences(text, needle, most)
                .map(|all| all.iter().map(|span| span.start).collect::<Vec<_>>());
            assert_eq!(found, expected, "{needle} in {text}");
        }
    }

    #[test]
    fn wordings_disregard_marks_and_case() {
        for (text, needle, expected) in [
            ("He said: “We — go.”", "we go", Some(vec![2])),
            ("a b a b a c", "a b a c", Some(vec![2])),
            ("a b a b a", "a b a", Some(vec![0, 2])),
            ("a b", "—", None),
            ("a b", "c", Some(vec![])),
        ] {
            assert_eq!(wordings(&words(text), &words(needle), 9), expected, "{needle} in {text}");
        }
    }

    fn agrees(before: &str, after: &str, text: &str) -> Option<u32> {
        let at = text.find("[]").unwrap();
        let text = text.replace("[]", "");
        let selector = Selector {
            exact: String::new(),
            prefix: before.to_owned(),
            suffix: after.to_owned(),
            start: 0,
            end: 0,
            paragraph: 0,
            sha256: String::new(),
            loader: 1,
        };
        agreement(&text, Span::new(at, at), &selector).map(|value| (value * 100.0) as u32)
    }

    #[test]
    fn context_agrees_by_its_words() {
        let (before, after) = ("The port reopened when ", " and the ferries sailed.");
        for (text, expected) in [
            ("Old. The port reopened when [] and the ferries sailed. New.", Some(100)),
            ("The port reopened when [] as nobody knew.", Some(50)),
            ("Nobody knew that [] was here.", Some(0)),
            ("[]", Some(0)),
            ("The port closed when [] and the ferries sailed.", Some(78)),
        ] {
            assert_eq!(agrees(before, after, text), expected, "{text}");
        }
        assert_eq!(agrees("", "", "a [] b"), None);
        assert_eq!(agrees("", " b", "a [] b"), Some(100));
    }
}
