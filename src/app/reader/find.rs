//! Searching the open article: its matches, and which of them is the current one.

use super::Reader;
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
}

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
    /// Searches for `query`, in O(n), unless that was done already.
    pub fn search(&mut self, query: &str) {
        if self.found.query != query {
            let matches = find_all(self.document().annotated_text(), query);
            self.found = Found { query: query.to_owned(), matches, index: None };
        }
    }

    /// Forgets the matches, and with them their marks on the screen.
    pub fn end_search(&mut self) {
        self.found = Found::default();
    }

    /// Returns the next match (the one before if `back`): from the current one if it is on the
    /// screen, else from the cursor. A first search also takes a match at the cursor.
    #[must_use]
    pub fn match_from_here(&self, back: bool) -> Option<Match> {
        let matches = &self.found.matches;
        let last = matches.len().checked_sub(1)?;
        let current = self.found.index.filter(|_| {
            let seen = |span: Span| self.visible.iter().any(|row| row.span.overlaps(span));
            self.found.current().is_some_and(seen)
        });
        let here = self.cursor.max(self.top);
        let (index, wrapped) = match (current, back) {
            (Some(index), false) => (index + 1, index == last),
            (Some(index), true) => (index.wrapping_sub(1), index == 0),
            (None, false) => {
                let index = matches.partition_point(|span| span.start < here);
                (index, index > last)
            }
            (None, true) => {
                let before = matches.partition_point(|span| span.start < here);
                (before.wrapping_sub(1), before == 0)
            }
        };
        let index = match (wrapped, back) {
            (false, _) => index,
            (true, false) => 0,
            (true, true) => last,
        };
        Some(Match { index, span: *matches.get(index)?, wrapped })
    }
}
