//! Spreading the words of a row over its whole width.

use super::Row;
use super::measure::{cluster_width, width};
use crate::document::{BlockKind, Document};
use unicode_segmentation::UnicodeSegmentation;

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
        let gaps = words.trim_start().matches(' ').count();
        let free = columns.saturating_sub(width(words));
        if free > columns / 4 { Self::default() } else { Self { free: free.into(), gaps, done: 0 } }
    }

    /// Returns how a row of a document is spread over `columns`: prose is, but for the last row of
    /// a paragraph. O(row).
    #[must_use]
    pub fn of(document: &Document, row: &Row, columns: u16) -> Self {
        let block = document.blocks.get(row.block);
        let is_prose =
            |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Quotation);
        let words = row.span.of(&document.text);
        let is_last = |end| row.span.end >= end || words.ends_with('\n');
        match block {
            Some(block) if is_prose(block.kind) && !is_last(block.span.end) => {
                Self::over(words, columns)
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

/// Returns the byte of the grapheme cluster at a column of a row that is spread so; left of the
/// row the first one, right of it the last one. O(row).
#[must_use]
pub fn byte_at(document: &Document, row: &Row, mut spread: Spread, column: u16) -> usize {
    let mut reached = row.indent;
    let mut at = row.span.start;
    for (offset, cluster) in row.span.of(&document.text).trim_end().grapheme_indices(true) {
        if reached > column {
            break;
        }
        at = row.span.start + offset;
        reached = reached.saturating_add(cluster_width(cluster));
        let gap = if cluster == " " { spread.next_gap() } else { 0 };
        reached = reached.saturating_add(u16::try_from(gap).unwrap_or(u16::MAX));
    }
    at
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
    fn columns_lead_to_clusters() {
        let text = "日本 語e\u{301} go and more".to_owned();
        let span = crate::span::Span::new(0, text.find("and").unwrap());
        let row = Row { span, block: 0, kind: crate::layout::RowKind::First, indent: 2 };
        let document = Document { text, ..Document::default() };
        let at = |spread, column| {
            let from = byte_at(&document, &row, spread, column);
            document.text[from..].graphemes(true).next().unwrap().to_owned()
        };
        let found: Vec<String> =
            [0, 2, 3, 4, 6, 7, 9, 11, 12, 99].map(|column| at(Spread::default(), column)).into();
        assert_eq!(found, ["日", "日", "日", "本", " ", "語", "e\u{301}", "g", "o", "o"]);
        let spread = Spread::over(row.span.of(&document.text), 13);
        assert_eq!([6, 7, 8, 9].map(|column| at(spread, column)), [" ", " ", "語", "語"]);
    }

    #[test]
    fn what_would_be_torn_apart_stays() {
        check("the fog", 14, "the fog");
        check("harbour", 8, "harbour");
        check("", 8, "");
        check("long words", 4, "long words");
    }
}
