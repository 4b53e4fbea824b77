//! Text to rows: wrapping over UAX #14 opportunities by grapheme cluster.
//!
//! A row is a span of the text; nothing here knows of colours or of a terminal. Blocks are laid
//! out unit by unit as they come near the screen ([`RowCache`]), so that a giant paragraph costs
//! no more than what is seen of it.

mod cache;
mod justify;
mod measure;
mod wrap;

#[cfg(test)]
mod tests;

pub use cache::RowCache;
pub use justify::{Spread, byte_at};
pub use measure::{graphemes, width};

use crate::document::{BlockKind, Document};
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

/// A block, or a part of a giant one that is laid out on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The text; units of one block tile it.
    pub span: Span,
    /// Index of the block in [`Document::blocks`].
    pub block: usize,
    /// It begins its block.
    pub first: bool,
    /// A blank row follows it.
    pub blank: bool,
}

/// Bytes of a unit at the most, but for one grapheme cluster.
const UNIT: usize = 8 << 10;

/// Cuts a document into units, without looking at more of a giant block than the places where
/// it is cut: line breaks, else opportunities to break, else between grapheme clusters.
#[must_use]
pub fn units(document: &Document) -> Vec<Unit> {
    let mut units = Vec::with_capacity(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate() {
        let next = document.blocks.get(index + 1).map(|next| next.kind);
        let item = |kind| matches!(kind, BlockKind::Item(_));
        let blank = next.is_some_and(|next| !(item(block.kind) && item(next)));
        let mut start = block.span.start;
        while block.span.end - start > UNIT {
            let cut = wrap::safe_cut(&document.text, Span::new(start, block.span.end), UNIT);
            let first = start == block.span.start;
            units.push(Unit { span: Span::new(start, cut), block: index, first, blank: false });
            start = cut;
        }
        let first = start == block.span.start;
        units.push(Unit { span: Span::new(start, block.span.end), block: index, first, blank });
    }
    units
}

/// Lays out one unit in `columns` columns (at least 1).
///
/// Rows tile the unit. None is wider than `columns`, white space at its end apart, unless a
/// single grapheme cluster is. A row begins where UAX #14 lets a line break, unless the word that
/// it goes on with is wider than a row. O(n) in the unit.
#[must_use]
pub fn lay_out(document: &Document, unit: &Unit, columns: u16) -> Vec<Row> {
    let columns = columns.max(1);
    let kind = document.blocks.get(unit.block).map_or(BlockKind::Paragraph, |block| block.kind);
    let indent = indent_of(kind).min(columns / 2);
    let mut rows: Vec<Row> = Vec::new();
    for span in wrap::wrap(&document.text, unit.span, columns - indent) {
        let first = unit.first && rows.is_empty();
        let kind = if first { RowKind::First } else { RowKind::Continued };
        rows.push(Row { span, block: unit.block, kind, indent });
    }
    if unit.blank {
        let span = Span::new(unit.span.end, unit.span.end);
        rows.push(Row { span, block: unit.block, kind: RowKind::Blank, indent: 0 });
    }
    rows
}

fn indent_of(kind: BlockKind) -> u16 {
    match kind {
        BlockKind::Item(depth) => 2 * (u16::from(depth) + 1),
        BlockKind::Quotation => 2,
        _ => 0,
    }
}
