//! A short text that the program puts together, laid out in rows: what is known of a flag, a note
//! that is being written. Which colours its parts have is the view's to say.

use crate::document::{Block, BlockKind, Document};
use crate::flag::Status;
use crate::layout::{Placed, Row, RowCache, place};
use crate::span::Span;

/// What a part of the text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Words without more to say of them.
    #[default]
    Plain,
    /// What is known besides.
    Detail,
    /// The words that are spoken of.
    Passage,
    /// Words around them.
    Around,
    /// A status, with its mark.
    Status(Status),
    /// A day that is today or over.
    Pressing,
    /// A tag.
    Tag,
    /// What has to be looked at.
    Warning,
}

/// A text in parts.
#[derive(Clone, Debug, Default)]
pub struct Text {
    text: String,
    parts: Vec<(Span, Part)>,
}

/// A text in rows.
#[derive(Clone, Debug)]
pub struct Page {
    document: Document,
    parts: Vec<(Span, Part)>,
    rows: Vec<Row>,
    cache: RowCache,
    width: u16,
}

impl Text {
    /// Adds words.
    pub fn push(&mut self, part: Part, words: &str) {
        let start = self.text.len();
        self.text.push_str(words);
        self.parts.push((Span::new(start, self.text.len()), part));
    }

    /// Adds words that stand apart from those before them on the line.
    pub fn list(&mut self, part: Part, words: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') && !words.is_empty() {
            self.push(Part::Detail, " · ");
        }
        self.push(part, words);
    }

    /// Begins a new line, unless one has just begun.
    pub fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push(Part::Plain, "\n");
        }
    }

    /// Leaves a line free, unless nothing stands above it.
    pub fn end_paragraph(&mut self) {
        self.end_line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.push(Part::Plain, "\n");
        }
    }

    /// Returns the words alone.
    #[must_use]
    pub fn words(&self) -> &str {
        self.text.trim_end()
    }
}

impl Page {
    /// Lays a text out in `width` columns, in O(n).
    #[must_use]
    pub fn new(text: Text, width: u16) -> Self {
        let Text { text, parts } = text;
        let span = Span::new(0, text.len());
        let blocks = vec![Block { kind: BlockKind::Preformatted, span }];
        let document = Document { annotated: text.len(), text, blocks, ..Document::default() };
        let width = width.max(1);
        let mut cache = RowCache::new(&document, width);
        let rows = cache.window(&document, 0, u16::MAX);
        Self { document, parts, rows, cache, width }
    }

    /// Returns the rows from the top.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Returns where the clusters of a row stand, from left to right. O(row).
    #[must_use]
    pub fn placed(&self, row: &Row) -> Vec<Placed<'_>> {
        place(&self.document, row, self.cache.shape(row), self.width, false)
    }

    /// Returns what stands at a byte. O(log n).
    #[must_use]
    pub fn part_at(&self, at: usize) -> Part {
        let index = self.parts.partition_point(|(span, _)| span.end <= at);
        self.parts.get(index).map(|(_, part)| *part).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: Text, width: u16, expected: &[&str]) {
        let page = Page::new(text, width);
        let line = |row: &Row| -> String {
            page.placed(row).iter().map(|placed| placed.shown.as_ref()).collect()
        };
        assert_eq!(page.rows().iter().map(line).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_are_kept_and_long_ones_wrapped() {
        let mut text = Text::default();
        text.end_paragraph();
        text.list(Part::Plain, "one");
        text.list(Part::Detail, "");
        text.list(Part::Detail, "two");
        text.end_paragraph();
        text.push(Part::Passage, "The quay is empty.\nQuite.");
        text.end_line();
        text.end_line();
        check(text, 12, &["one · two", "", "The quay is", "empty.", "Quite."]);
        check(Text::default(), 12, &[""]);
    }
}
