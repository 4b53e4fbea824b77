//! Searching the open article: its matches, and which of them is the current one.
//!
//! What is near the cursor is searched at once; the rest of a long article is searched outside,
//! so that no key waits for it.

use super::Reader;
use super::selection::floor;
use crate::search::find_all;
use crate::span::Span;

/// What was searched for and where it stands.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The words searched for; `""` if nothing was.
    pub query: String,
    /// Where they stand, ascending.
    pub matches: Vec<Span>,
    /// The match gone to last.
    pub index: Option<usize>,
    /// The matches are all that there are.
    pub complete: bool,
    /// The request for the other matches.
    number: u64,
}

/// Bytes of an article that are searched at once.
const AT_ONCE: usize = 256 << 10;

impl Found {
    /// Returns the match gone to last.
    #[must_use]
    pub fn current(&self) -> Option<Span> {
        self.matches.get(self.index?).copied()
    }

    /// Returns the matches that share a byte with `stretch`.
    pub fn touching(&self, stretch: Span) -> impl Iterator<Item = Span> + '_ {
        let from = self.matches.partition_point(|span| span.end <= stretch.start);
        let rest = self.matches.get(from..).unwrap_or_default();
        rest.iter().take_while(move |span| span.start < stretch.end).copied()
    }
}

/// A match to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its place among the matches.
    pub index: usize,
    /// Its place in the text.
    pub span: Span,
    /// The search went round the end or the start of the article.
    pub wrapped: bool,
}

impl Reader {
    /// Searches for `query`, unless that was done already: a short article as a whole, of a long
    /// one what lies around the cursor. Tells whether the rest has to be searched outside;
    /// `number` is then what [`Reader::take_matches`] knows the answer by.
    pub fn search(&mut self, query: &str, number: u64) -> bool {
        if self.found.query == query {
            return false;
        }
        let text = self.document().annotated_text();
        let complete = text.len() <= AT_ONCE;
        let from = if complete { 0 } else { self.cursor.saturating_sub(AT_ONCE / 2) };
        let near = Span::new(floor(text, from), floor(text, from.saturating_add(AT_ONCE)));
        let shifted = |span: Span| Span::new(near.start + span.start, near.start + span.end);
        let matches = find_all(near.of(text), query).into_iter().map(shifted).collect();
        self.found = Found { query: query.to_owned(), matches, index: None, complete, number };
        !complete
    }

    /// Takes in all matches of the search with this number; tells whether it is the last one.
    pub fn take_matches(&mut self, matches: Vec<Span>, number: u64) -> bool {
        if self.found.complete || self.found.query.is_empty() || self.found.number != number {
            return false;
        }
        self.found.index = self.found.current().and_then(|span| matches.binary_search(&span).ok());
        self.found.matches = matches;
        self.found.complete = true;
        true
    }

    /// Forgets the matches, and with them their marks on the screen.
    pub fn end_search(&mut self) {
        self.found = Found::default();
    }

    /// Returns the match so many matches on (back if `back`): from the current one if it is on
    /// the screen, else from the cursor, where a match at the cursor counts unless it was `left`.
    /// `None` as long as it lies in what is still being searched.
    #[must_use]
    pub fn match_from_here(&self, back: bool, times: usize, left: bool) -> Option<Match> {
        let matches = &self.found.matches;
        let count = matches.len();
        let current = self.found.index.filter(|_| {
            let seen = |span: Span| self.visible.iter().any(|row| row.span.overlaps(span));
            self.found.current().is_some_and(seen)
        });
        let here = self.cursor.max(self.top) + usize::from(left && !back);
        // The matches on the way, the first of them counted as 0, as if they went on for ever.
        let steps = times.checked_sub(1)?;
        let before = || matches.partition_point(|span| span.start < here);
        let (ahead, index) = if back {
            let ahead = current.unwrap_or_else(before);
            let from_end = (count - ahead).checked_add(steps)?.checked_rem(count)?;
            (ahead, count - 1 - from_end)
        } else {
            let next = current.map_or_else(before, |index| index + 1);
            (count - next, next.checked_add(steps)?.checked_rem(count)?)
        };
        let wrapped = steps >= ahead;
        let span = *matches.get(index)?;
        (!wrapped || self.found.complete).then_some(Match { index, span, wrapped })
    }
}
