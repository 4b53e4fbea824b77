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
pub struct RowCache;

impl RowCache {
    /// Starts a cache for `document` at `width` columns (at least 1). Lays nothing out yet.
    #[must_use]
    pub fn new(_document: &Document, _width: u16) -> Self {
        Self
    }

    /// Returns up to `height` rows from the row that holds byte `top` on.
    pub fn window(&mut self, _document: &Document, _top: usize, _height: u16) -> Vec<Row> {
        Vec::new()
    }

    /// Returns the row that holds `position` (a blank row never does).
    pub fn row_at(&mut self, _document: &Document, _position: usize) -> Option<Row> {
        None
    }

    /// Returns the row `by` rows below (above if negative) the row that holds `position`,
    /// blank rows counted, clamped to the article.
    pub fn step(&mut self, _document: &Document, _position: usize, _by: isize) -> Option<Row> {
        None
    }
}
