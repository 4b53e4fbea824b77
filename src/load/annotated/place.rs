//! From the offsets of a file to spans of its text, also where the text was edited since.

use crate::annotation::Spans;
use crate::span::{CodePoints, Span};
use std::collections::BTreeMap;

/// The most bytes that are searched for words which do not stand where they should.
const SEARCHED: usize = 1 << 28;

/// Turns code points into spans. Where words are found elsewhere than their offsets say, what
/// stands near them in the file is taken to have moved along.
pub(super) struct Places<'t> {
    text: &'t str,
    points: CodePoints<'t>,
    len: usize,
    /// Where known words began and how far they have moved.
    moved: BTreeMap<usize, isize>,
    /// How many bytes may still be searched.
    budget: usize,
    lost: usize,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let points = CodePoints::new(text);
        let len = points.of_byte(text.len());
        Self { text, points, len, moved: BTreeMap::new(), budget: SEARCHED, lost: 0 }
    }

    /// Looks for words that should begin at the code point `start`; returns by how many code
    /// points they have moved.
    pub(super) fn moved(&mut self, start: usize, words: &str) -> Option<isize> {
        let at = self.points.to_byte(start);
        let found = find(self.text, words, at, &mut self.budget)?;
        let found = isize::try_from(self.points.of_byte(found)).ok()?;
        let shift = found.checked_sub(isize::try_from(start).ok()?)?;
        self.moved.insert(start, shift);
        Some(shift)
    }

    /// Returns the span at the offsets, moved by `shift`; `None` (and counts it) if there is
    /// none.
    pub(super) fn span(&mut self, [start, end]: [usize; 2], shift: isize) -> Option<Span> {
        let ends = start.checked_add_signed(shift).zip(end.checked_add_signed(shift));
        let inside = ends.filter(|(start, end)| start < end && *end <= self.len);
        self.found(inside.map(|(start, end)| self.points.to_span([start, end])))
    }

    /// Returns the spans that fit.
    pub(super) fn spans(&mut self, offsets: &[[usize; 2]], shift: isize) -> Spans {
        offsets.iter().filter_map(|offsets| self.span(*offsets, shift)).collect()
    }

    /// Returns the span at the offsets, moved like the nearest known words.
    pub(super) fn near(&mut self, offsets: [usize; 2]) -> Option<Span> {
        let [start, _] = offsets;
        let before = self.moved.range(..=start).next_back();
        let near = before.into_iter().chain(self.moved.range(start..).next());
        let shift = near.min_by_key(|(known, _)| known.abs_diff(start)).map_or(0, |near| *near.1);
        self.span(offsets, shift)
    }

    /// Counts what was not found.
    pub(super) fn found<T>(&mut self, found: Option<T>) -> Option<T> {
        self.lost += usize::from(found.is_none());
        found
    }

    /// Returns how much did not fit.
    pub(super) fn lost(&self) -> usize {
        self.lost
    }
}

/// Returns the place of `words` nearest to `at`.
fn find(text: &str, words: &str, at: usize, budget: &mut usize) -> Option<usize> {
    let (before, after) = text.split_at_checked(at)?;
    if after.starts_with(words) {
        return Some(at);
    }
    *budget = budget.checked_sub(text.len())?;
    let next = after.find(words).map(|found| at + found);
    // Words that begin before `at` may end behind it.
    let overlap = after.char_indices().map(|(i, _)| i).take_while(|i| *i < words.len()).last();
    let before = text.get(..before.len() + overlap.unwrap_or(0)).unwrap_or(before);
    let last = before.rfind(words);
    [last, next].into_iter().flatten().min_by_key(|found| found.abs_diff(at))
}
