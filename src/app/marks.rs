//! Spans that can be asked which of them touch a stretch of text, in O(log n + found).

use crate::span::Span;
use std::cmp::Reverse;

/// Spans with a value each; they may overlap and nest.
#[derive(Clone, Debug)]
pub struct SpanIndex<T> {
    /// Ascending by start, the longer of two first.
    spans: Vec<(Span, T)>,
    /// The furthest end up to and with every [`STRIDE`] spans: ascends, so it can be searched.
    reach: Vec<usize>,
}

/// Spans that are looked through one by one.
const STRIDE: usize = 16;

impl<T> Default for SpanIndex<T> {
    fn default() -> Self {
        Self { spans: Vec::new(), reach: Vec::new() }
    }
}

impl<T: Copy> SpanIndex<T> {
    /// Sorts the spans, in O(n log n).
    #[must_use]
    pub fn new(mut spans: Vec<(Span, T)>) -> Self {
        spans.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
        spans.shrink_to_fit();
        let mut furthest = 0;
        let so_far = |spans: &[(Span, T)]| {
            furthest = spans.iter().map(|(span, _)| span.end).fold(furthest, usize::max);
            furthest
        };
        let reach = spans.chunks(STRIDE).map(so_far).collect();
        Self { spans, reach }
    }

    /// Returns the spans that share a byte with `stretch`, ascending by start; of two that
    /// start together the longer comes first.
    pub fn touching(&self, stretch: Span) -> impl Iterator<Item = (Span, T)> + '_ {
        let from = STRIDE * self.reach.partition_point(|&end| end <= stretch.start);
        self.spans
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(move |(span, _)| span.start < stretch.end)
            .filter(move |(span, _)| span.overlaps(stretch))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_walk_finds(
            spans in proptest::collection::vec((0usize..60, 0usize..20), 0..60),
            from in 0usize..70,
            len in 0usize..20,
        ) {
            let spans: Vec<(Span, usize)> = spans
                .iter()
                .enumerate()
                .map(|(index, (start, len))| (Span::new(*start, start + len), index))
                .collect();
            let stretch = Span::new(from, from + len);
            let mut found: Vec<usize> =
                SpanIndex::new(spans.clone()).touching(stretch).map(|(_, index)| index).collect();
            found.sort_unstable();
            let walked: Vec<usize> =
                spans.iter().filter(|(span, _)| span.overlaps(stretch)).map(|(_, i)| *i).collect();
            prop_assert_eq!(found, walked);
        }
    }
}
