//! Spreading the words of a row over its whole width.

use super::measure::width;
use super::{Row, is_prose};
use crate::document::Document;

/// The blank columns that a row's gaps between words get beyond their own, from the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Columns to be given away.
    free: usize,
    /// Gaps that get them.
    gaps: usize,
    /// Gaps that have theirs.
    done: usize,
}

impl Spread {
    /// Returns how a row's words are spread over `columns`: not at all where that would tear
    /// them apart. O(row).
    #[must_use]
    pub fn over(words: &str, columns: u16) -> Self {
        let words = words.trim_end();
        let gaps = words.matches(' ').count();
        let free = columns.saturating_sub(width(words));
        if free > columns / 4 { Self::default() } else { Self { free: free.into(), gaps, done: 0 } }
    }

    /// Returns how a row of a document is spread over `columns`: prose is, but for the last row of
    /// a paragraph. O(row).
    #[must_use]
    pub fn of(document: &Document, row: &Row, columns: u16) -> Self {
        let block = document.blocks.get(row.block);
        let words = row.span.of(&document.text);
        let is_last = |end| row.span.end >= end || words.ends_with('\n');
        match block {
            Some(block) if is_prose(block.kind) && !is_last(block.span.end) => {
                Self::over(words, columns.saturating_sub(u16::from(row.hyphen)))
            }
            _ => Self::default(),
        }
    }

    /// Returns the columns that the next gap gets: the gaps take turns.
    pub fn next_gap(&mut self) -> usize {
        let half = self.gaps / 2;
        let given = |gaps: usize| (self.free * gaps + half).checked_div(self.gaps).unwrap_or(0);
        let next = given(self.done + 1).saturating_sub(given(self.done));
        self.done += 1;
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, columns: u16, expected: &str) {
        let mut spread = Spread::over(words, columns);
        let mut out = String::new();
        for c in words.trim_end().chars() {
            out.push(c);
            if c == ' ' {
                out.push_str(&" ".repeat(spread.next_gap()));
            }
        }
        assert_eq!(out, expected, "{words} over {columns}");
    }

    #[test]
    fn the_gaps_take_turns() {
        check("the fog came ", 12, "the fog came");
        check("the fog came ", 14, "the  fog  came");
        check("the fog came ", 15, "the   fog  came");
        check("a b c d e f", 13, "a b  c d  e f");
        check("日本 語 go", 12, "日本  語  go");
    }

    #[test]
    fn what_would_be_torn_apart_stays() {
        check("the fog", 14, "the fog");
        check("harbour", 8, "harbour");
        check("", 8, "");
        check("long words", 4, "long words");
    }
}
