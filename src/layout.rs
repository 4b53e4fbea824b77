//! Text to rows: wrapping over UAX #14 opportunities by grapheme cluster.
//!
//! A row is a span of the text; nothing here knows of colours or of a terminal.

use crate::document::Document;
use crate::span::Span;

/// One line on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text of the row; rows of one block tile it, white space at a break belongs to the row
    /// before. Empty for a blank row.
    pub span: Span,
    /// Index of the block in [`Document::blocks`].
    pub block: usize,
    /// What the row is.
    pub kind: RowKind,
    /// Columns left free before the text (list items, block quotations).
    pub indent: u16,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The first row of its block.
    First,
    /// A later row of its block.
    Continued,
    /// A blank row behind a block; its span is empty and stands at the block's end.
    Blank,
}

/// The rows of an article at one width, laid out block by block as they are needed.
#[derive(Clone, Debug, Default)]
pub struct RowCache {
    rows: Vec<Row>,
}

/// Returns the columns that `text` takes.
#[must_use]
pub fn width(text: &str) -> u16 {
    use unicode_width::UnicodeWidthStr;
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

impl RowCache {
    /// Starts a cache for `document` at `width` columns (at least 1). Lays nothing out yet.
    #[must_use]
    pub fn new(document: &Document, columns: u16) -> Self {
        use unicode_segmentation::UnicodeSegmentation;
        let mut rows = Vec::new();
        for (block, at) in document.blocks.iter().enumerate() {
            let mut start = at.span.start;
            let mut kind = RowKind::First;
            let mut end = start;
            for word in at.span.of(&document.text).split_word_bounds() {
                let next = end + word.len();
                let fits = width(Span::new(start, next).of(&document.text).trim_end()) <= columns;
                if !fits && end > start {
                    rows.push(Row { span: Span::new(start, end), block, kind, indent: 0 });
                    (kind, start) = (RowKind::Continued, end);
                }
                end = next;
            }
            rows.push(Row { span: Span::new(start, end), block, kind, indent: 0 });
            if block + 1 < document.blocks.len() {
                let span = Span::new(end, end);
                rows.push(Row { span, block, kind: RowKind::Blank, indent: 0 });
            }
        }
        Self { rows }
    }

    fn index(&self, position: usize) -> Option<usize> {
        let text = |row: &Row| row.kind != RowKind::Blank && row.span.start <= position;
        self.rows.iter().rposition(text).or(if self.rows.is_empty() { None } else { Some(0) })
    }

    /// Returns up to `height` rows from the row that holds byte `top` on.
    pub fn window(&mut self, _document: &Document, top: usize, height: u16) -> Vec<Row> {
        let from = self.index(top).unwrap_or(0);
        self.rows.iter().skip(from).take(height.into()).copied().collect()
    }

    /// Returns the row that holds `position` (a blank row never does).
    pub fn row_at(&mut self, _document: &Document, position: usize) -> Option<Row> {
        self.rows.get(self.index(position)?).copied()
    }

    /// Returns the row `by` rows below (above if negative) the row that holds `position`,
    /// blank rows counted, clamped to the article.
    pub fn step(&mut self, _document: &Document, position: usize, by: isize) -> Option<Row> {
        let at = self.index(position)?.saturating_add_signed(by);
        self.rows.get(at.min(self.rows.len() - 1)).copied()
    }

    /// Returns the position of the top row when the end is at the bottom.
    pub fn last_top(&mut self, _document: &Document, height: u16) -> usize {
        let at = self.rows.len().saturating_sub(height.max(1).into());
        let rest = self.rows.get(at..).unwrap_or_default();
        rest.iter().find(|row| row.kind != RowKind::Blank).map_or(0, |row| row.span.start)
    }
}
