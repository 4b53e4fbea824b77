//! Places where a kept wording stands as it is, and how far the words around them agree with
//! the words that stood around it.

use super::align::{Wording, lay, likeness};
use super::concordance::Concordance;
use super::fuzzy::with_marks;
use super::words::{Word, letters, words};
use super::{SHORT, Selector};
use crate::span::Span;
use memchr::memmem;

/// Returns the places of `needle` in order, overlapping ones too; `None` if it is empty or
/// stands more than `most` times (fewer for a needle of megabytes). O(n), since each place costs
/// no more than the needle's length.
pub(crate) fn occurrences(text: &str, needle: &str, most: usize) -> Option<Vec<Span>> {
    const COMPARED: usize = 16 << 20;
    let most = most.min(COMPARED / needle.len().max(1)).max(1);
    let step = needle.chars().next()?.len_utf8();
    let finder = memmem::Finder::new(needle);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
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
/// more than `most` places. O(n) at the most (Knuth, Morris, Pratt): looked at is what lies around
/// the places of its rarest word.
pub(crate) fn wordings(text: &Concordance, needle: &[Word], most: usize) -> Option<Vec<usize>> {
    let same = |at: usize, word: &Word| needle.get(at).is_some_and(|n| n.hash == word.hash);
    let mut borders: Vec<usize> = Vec::with_capacity(needle.len());
    let fall_back = |borders: &[usize], mut matched: usize, word: &Word| {
        while matched > 0 && !same(matched, word) {
            matched = borders.get(matched - 1).copied().unwrap_or(0);
        }
        matched + usize::from(same(matched, word))
    };
    let counted = |(at, word): (usize, &Word)| (text.places(word.hash).len(), at, word.hash);
    let (_, before, rarest) = needle.iter().enumerate().map(counted).min()?;
    borders.push(0);
    let mut matched = 0;
    for word in needle.iter().skip(1) {
        matched = fall_back(&borders, matched, word);
        borders.push(matched);
    }
    let mut found = Vec::new();
    let mut done = 0;
    let starts = text.places(rarest).iter().filter_map(|&at| (at as usize).checked_sub(before));
    for start in starts {
        if start >= done {
            (matched, done) = (0, start);
        }
        let end = start + needle.len();
        let Some(around) = text.words().get(done..end) else { break };
        for (index, word) in (done..).zip(around) {
            matched = fall_back(&borders, matched, word);
            if matched == needle.len() {
                if found.len() == most {
                    return None;
                }
                found.push(index + 1 - needle.len());
            }
        }
        done = end;
    }
    Some(found)
}

/// Returns the places where the passage stands, be it but for marks, spaces and capitals, in
/// order; `None` if there are more than `most`. O(n).
pub(crate) fn standing(
    text: &str,
    text_words: &Concordance,
    exact: &str,
    most: usize,
) -> Option<Vec<Span>> {
    let mut found = if exact.is_empty() { Vec::new() } else { occurrences(text, exact, most)? };
    let exact_words = words(exact);
    let starts = match exact_words.is_empty() {
        true => Vec::new(),
        false => wordings(text_words, &exact_words, most)?,
    };
    let place = |start: usize| {
        let first = text_words.words().get(start)?.span();
        let last = text_words.words().get(start + exact_words.len() - 1)?.span();
        Some(with_marks(text, first.hull(last), exact))
    };
    let to_the_letter = found.clone();
    let mut letters = to_the_letter.iter().peekable();
    for place in starts.into_iter().filter_map(place) {
        while letters.next_if(|span| span.end <= place.start).is_some() {}
        if !letters.peek().is_some_and(|span| span.overlaps(place)) {
            found.push(place);
        }
    }
    found.sort_unstable();
    Some(found)
}

/// Returns how far the words around `place` agree with the selector's context, from 0 to 1:
/// the mean of the sides that were kept; `None` if none was. Where the passage stood at an end
/// of the text, standing there is agreement, unless it is so short that anything may. O(context²).
pub(crate) fn agreement(text: &str, place: Span, selector: &Selector) -> Option<f64> {
    let at_end = |kept: &str, near: Option<&str>| {
        let both = kept.trim().is_empty() && near.is_some_and(|near| near.trim().is_empty());
        (both && letters(&selector.exact) >= SHORT).then_some(1.0)
    };
    let before = before(text, place.start, &selector.prefix)
        .or_else(|| at_end(&selector.prefix, text.get(..place.start)));
    let behind = behind(text, place.end, &selector.suffix)
        .or_else(|| at_end(&selector.suffix, text.get(place.end..)));
    match (before, behind) {
        (Some(before), Some(behind)) => Some(f64::midpoint(before, behind)),
        (one, other) => one.or(other),
    }
}

/// Returns how far the words at `place` are those that stood before or behind the passage: if
/// they are, it is a neighbour of the passage and not the passage.
pub(crate) fn neighbourhood(text: &str, place: Span, selector: &Selector) -> f64 {
    let before = before(text, place.end, &selector.prefix).unwrap_or(0.0);
    before.max(behind(text, place.start, &selector.suffix).unwrap_or(0.0))
}

/// Returns how far the words before `end` agree with what was kept.
fn before(text: &str, end: usize, kept: &str) -> Option<f64> {
    let before = text.get(..end).unwrap_or("");
    let cut = floor(before, end.saturating_sub(room(kept)));
    side(kept, before.get(cut..).unwrap_or(""), true)
}

/// Returns how far the words from `start` on agree with what was kept.
fn behind(text: &str, start: usize, kept: &str) -> Option<f64> {
    let behind = text.get(start..).unwrap_or("");
    side(kept, behind.get(..floor(behind, room(kept))).unwrap_or(""), false)
}

/// Returns how many bytes of a text are compared with so much context.
fn room(kept: &str) -> usize {
    kept.len() + kept.len() / 2 + 32
}

/// Returns the start of the character that holds byte `at`, or the end of the text.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Returns the end of the character that holds the byte before `at`, or the end of the text.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Tells whether words that stood next to the passage stand in the text, anywhere.
pub(crate) fn stands(text: &Concordance, kept: &str) -> bool {
    // Two or three words stand anywhere by chance.
    const ENOUGH: usize = 4;
    let kept = words(kept);
    kept.len() >= ENOUGH && wordings(text, &kept, 1).is_none_or(|places| !places.is_empty())
}

/// Words by which context may have shifted, at the most.
const SLACK: usize = 64;

/// Compares one side: words between the passage and the first that agrees count against it.
fn side(kept: &str, near: &str, before: bool) -> Option<f64> {
    let (kept_words, near_words) = (words(kept), words(near));
    if kept_words.is_empty() {
        return None;
    }
    let shift = near_words.len().cast_signed() - kept_words.len().cast_signed();
    let diagonal = if before { shift } else { 0 };
    let slack = (kept_words.len() / 4 + 4).min(SLACK);
    let pairs = lay(&kept_words, &near_words, diagonal, slack);
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
    use proptest::prelude::*;

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
            assert_eq!(
                wordings(&Concordance::of(text), &words(needle), 9),
                expected,
                "{needle} in {text}"
            );
        }
    }

    proptest! {
        #[test]
        fn wordings_are_found_wherever_they_stand(
            text in "([abc] ){0,60}",
            needle in "([abc] ){1,5}",
            most in 0_usize..9,
        ) {
            let (concordance, needle) = (Concordance::of(&text), words(&needle));
            let same = |(at, around): (usize, &[Word])| {
                let hashes = |words: &[Word]| words.iter().map(|it| it.hash).collect::<Vec<_>>();
                (hashes(around) == hashes(&needle)).then_some(at)
            };
            let around = concordance.words().windows(needle.len()).enumerate();
            let all: Vec<usize> = around.filter_map(same).collect();
            let expected = Some(all).filter(|all| all.len() <= most);
            prop_assert_eq!(wordings(&concordance, &needle, most), expected);
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
            copies: None,
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
