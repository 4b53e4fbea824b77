//! Places that may be a kept passage in other words.
//!
//! The words of the passage and of its context vote for where the passage would begin, rare
//! words louder than common ones; the best few places are compared word by word. The work is
//! bounded: a fixed number of votes and of compared cells, and no look at words that do not vote.

use super::Selector;
use super::align::{Pairs, Wording, lay, lay_between, likeness};
use super::concordance::Concordance;
use super::context::{agreement, neighbourhood};
use super::words::{Word, is_part, words};
use crate::span::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A place that may be the passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// Where it stands.
    pub(crate) span: Span,
    /// How alike its words are, from 0 to 1.
    pub(crate) likeness: f64,
    /// How far its context agrees, from 0 to 1; `None` if none was kept.
    pub(crate) context: Option<f64>,
}

impl Place {
    /// Returns what places are ranked by.
    pub(crate) fn score(&self) -> f64 {
        f64::midpoint(self.likeness, self.context.unwrap_or(self.likeness))
    }
}

/// Agreement from which the context encloses the place as it enclosed the passage.
pub(crate) const ENCLOSED: f64 = 0.9;
/// Places compared at the most.
const COMPARED: usize = 12;
/// Votes counted at the most.
const VOTES: usize = 2_000_000;
/// Parts of a vote.
const PARTS: f64 = 65536.0;
/// Words of passage and context at the most; a longer one is not looked for in other words.
const LONGEST: usize = 1 << 15;

/// Returns places that share words with the passage, the best first, none overlapping a better
/// one.
pub(crate) fn places(text: &str, text_words: &Concordance, selector: &Selector) -> Vec<Place> {
    let kept = Kept::new(selector);
    let width = (kept.words.len() / 8).clamp(8, 128);
    if kept.passage.is_empty() || kept.words.len() > LONGEST {
        return Vec::new();
    }
    let mut places: Vec<Place> = diagonals(&kept.words, text_words, width)
        .into_iter()
        .filter_map(|diagonal| {
            let pairs = lay(&kept.words, text_words.words(), diagonal, 3 * width);
            kept.place(&pairs, text, text_words.words(), selector)
        })
        .collect();
    places.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.span.cmp(&b.span)));
    let mut best: Vec<Place> = Vec::new();
    for place in places {
        if !best.iter().any(|better| better.span.overlaps(place.span)) {
            best.push(place);
        }
    }
    best
}

/// The words of prefix, passage and suffix in a row.
struct Kept {
    words: Vec<Word>,
    /// Which of them are the passage's.
    passage: std::ops::Range<usize>,
}

impl Kept {
    fn new(selector: &Selector) -> Self {
        let mut row = words(&selector.prefix);
        let start = row.len();
        row.extend(words(&selector.exact));
        let passage = start..row.len();
        row.extend(words(&selector.suffix));
        Self { words: row, passage }
    }

    /// Measures the place that the passage's words were laid to.
    fn place(
        &self,
        pairs: &Pairs,
        text: &str,
        text_words: &[Word],
        selector: &Selector,
    ) -> Option<Place> {
        let exact = Wording {
            text: &selector.exact,
            words: self.words.get(self.passage.clone()).unwrap_or(&[]),
        };
        let own = pairs.get(self.passage.clone()).unwrap_or(&[]);
        let (first, last) = self.reach(pairs, own, text_words)?;
        let found = Wording { text, words: text_words.get(first..=last)? };
        let again = lay_between(exact.words, found.words);
        let likeness = likeness(exact, own, found, first).max(likeness(exact, &again, found, 0));
        let span = found.words.first()?.span().hull(found.words.last()?.span());
        let span = with_marks(text, span, &selector.exact);
        let context = agreement(text, span, selector);
        let enclosed = context.is_some_and(|context| context >= ENCLOSED);
        if !enclosed && neighbourhood(text, span, selector) >= likeness {
            return None;
        }
        Some(Place { span, likeness, context })
    }

    /// Returns the first and the last word of the text that stand for the passage. New words
    /// between an edge that changed and context that did not, or an end of the text, are part of
    /// the change.
    fn reach(
        &self,
        pairs: &Pairs,
        own: &[Option<usize>],
        text_words: &[Word],
    ) -> Option<(usize, usize)> {
        const FEW: usize = 4;
        let kept_as_is = |index: usize| {
            let at = pairs.get(index).copied().flatten()?;
            let same = text_words.get(at)?.hash == self.words.get(index)?.hash;
            same.then_some(at)
        };
        // As many new words as there are lost ones, or a few more.
        let room = |lost: usize| FEW.max(lost + lost / 2);
        let mut first = own.iter().flatten().next().copied()?;
        let mut last = own.iter().flatten().next_back().copied()?;
        if kept_as_is(self.passage.start).is_none() {
            let before = match self.passage.start.checked_sub(1) {
                Some(index) => kept_as_is(index).map(|at| at + 1),
                None => Some(0),
            };
            let lost = own.iter().take_while(|pair| pair.is_none()).count();
            let from = before.filter(|&from| first.saturating_sub(from) <= room(lost));
            first = from.map_or(first, |from| first.min(from));
        }
        if kept_as_is(self.passage.end.saturating_sub(1)).is_none() {
            let behind = match self.passage.end < self.words.len() {
                true => kept_as_is(self.passage.end),
                false => Some(text_words.len()),
            };
            let lost = own.iter().rev().take_while(|pair| pair.is_none()).count();
            let to = behind.and_then(|to| to.checked_sub(1));
            let to = to.filter(|&to| to.saturating_sub(last) <= room(lost));
            last = to.map_or(last, |to| last.max(to));
        }
        Some((first, last))
    }
}

/// Returns the most voted differences between a word's place in the text and in the passage.
fn diagonals(kept: &[Word], text: &Concordance, width: usize) -> Vec<isize> {
    let mut own: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, word) in kept.iter().enumerate() {
        own.entry(word.hash).or_default().push(index);
    }
    let length = text.words().len();
    let voters = own.iter().map(|(hash, indexes)| (text.places(*hash), indexes));
    // The rarest first; those that are as rare stay in the order of their hashes.
    let mut voters: Vec<(&[u32], &Vec<usize>)> = voters.collect();
    voters.sort_by_key(|(places, indexes)| places.len() * indexes.len());
    let mut votes = 0;
    let rare_enough = voters.into_iter().take_while(|(places, indexes)| {
        votes += places.len() * indexes.len();
        votes <= VOTES
    });
    let mut buckets = vec![0_u64; (kept.len() + length) / width + 2];
    for (places, indexes) in rare_enough {
        // In whole parts, so that it is all one in which order the votes are counted.
        let loud = 1.0 + length as f64 / places.len().max(1) as f64;
        let loud = (loud.ln() * PARTS).round() as u64;
        for &at in places {
            for index in indexes {
                if let Some(bucket) = buckets.get_mut((at as usize + kept.len() - index) / width) {
                    *bucket += loud;
                }
            }
        }
    }
    // A place whose words moved a little votes for two neighbours: they count together.
    let mut ranked: Vec<(Reverse<u64>, usize)> = buckets
        .windows(2)
        .map(|pair| Reverse(pair.iter().sum()))
        .zip(0..)
        .filter(|&(Reverse(score), _)| score > 0)
        .collect();
    // One that is chosen rules out the two beside it; what comes later is never looked at.
    if let Some(last) = ranked.len().checked_sub(1) {
        ranked.select_nth_unstable(last.min(3 * COMPARED));
        ranked.truncate(3 * COMPARED);
    }
    ranked.sort_unstable();
    let mut chosen: Vec<usize> = Vec::new();
    for (_, index) in ranked {
        if chosen.len() == COMPARED {
            break;
        }
        if !chosen.iter().any(|&other| other.abs_diff(index) <= 1) {
            chosen.push(index);
        }
    }
    let middle = |index: usize| ((index + 1) * width).cast_signed() - kept.len().cast_signed();
    chosen.into_iter().map(middle).collect()
}

/// Widens a span of words by the marks next to it, as many as the kept passage has at that end
/// (a mark written with two characters is taken whole).
pub(crate) fn with_marks(text: &str, span: Span, exact: &str) -> Span {
    let trimmed = exact.trim();
    let head = trimmed.chars().take_while(|&c| !is_part(c)).count();
    let tail = trimmed.chars().rev().take_while(|&c| !is_part(c)).count();
    let before = text.get(..span.start).unwrap_or("").chars().rev();
    let after = text.get(span.end..).unwrap_or("").chars();
    Span::new(span.start - marks(before, head), span.end + marks(after, tail))
}

/// Returns the bytes of the leading marks that belong to `most` marks.
fn marks(next: impl Iterator<Item = char>, most: usize) -> usize {
    let mut last = None;
    next.take_while(|&c| !is_part(c) && !c.is_whitespace())
        .enumerate()
        .take_while(|&(index, c)| {
            let taken = index < most || (most > 0 && last == Some(c));
            last = Some(c);
            taken
        })
        .map(|(_, c)| c.len_utf8())
        .sum()
}
