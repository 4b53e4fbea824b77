//! Text to rows: wrapping over UAX #14 opportunities by grapheme cluster.
//!
//! A row is a span of the text; nothing here knows of colours or of a terminal. Blocks are laid
//! out unit by unit as they come near the screen ([`RowCache`]), so that a giant paragraph costs
//! no more than what is seen of it.

mod bidi;
mod cache;
mod hyphen;
mod inset;
mod justify;
mod measure;
mod place;
mod table;
mod unit;
mod wrap;

#[cfg(test)]
mod tests;

pub use bidi::{Run, in_visual_order};
pub use cache::{RowCache, Top};
pub use hyphen::HYPHEN;
pub use inset::{Inset, InsetRow};
pub use justify::Spread;
pub use measure::{clusters, drawn, graphemes, width};
pub use place::{Placed, byte_at, place};
pub use table::Column;
pub use unit::{Unit, Units};

use crate::document::{BlockKind, Document, Marker};
use crate::span::Span;

/// One line on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text of the row; rows of one block tile it, white space at a break belongs to the row
    /// before. Empty for a blank row and for one of a note.
    pub span: Span,
    /// Index of the block in [`Document::blocks`].
    pub block: usize,
    /// What the row is.
    pub kind: RowKind,
    /// Columns left free before the text (list items, block quotations).
    pub indent: u16,
    /// Its paragraph runs from right to left: the row begins at the right.
    pub from_right: bool,
    /// Its last word goes on in the next row, which a [`HYPHEN`] at its end shows.
    pub hyphen: bool,
}

/// A unit that is laid out.
#[derive(Clone, Debug, Default)]
pub struct LaidOut {
    /// Its rows.
    pub rows: Vec<Row>,
    /// The levels of its writing directions; none if all of it runs from left to right.
    pub runs: Vec<Run>,
    /// The columns of a table that stands in columns.
    pub table: Vec<Column>,
}

/// What of a unit's layout tells how the clusters of one of its rows stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape<'l> {
    /// The levels of writing directions that touch the row; none if it runs from left to right.
    pub runs: &'l [Run],
    /// The columns if the row is one of a table that stands in columns.
    pub table: &'l [Column],
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
    /// A row of a note on the row above; its span is empty and stands at that row's end.
    Inset(InsetRow),
}

impl Row {
    /// Tells whether it holds text of the article.
    #[must_use]
    pub fn is_text(&self) -> bool {
        matches!(self.kind, RowKind::First | RowKind::Continued)
    }

    /// Tells whether it is a row of a note.
    #[must_use]
    pub fn is_inset(&self) -> bool {
        matches!(self.kind, RowKind::Inset(_))
    }
}

/// Lays out one unit in `columns` columns (at least 1).
///
/// Rows tile the unit. None is wider than `columns`, white space at its end apart, unless a
/// single grapheme cluster is. A row begins where UAX #14 lets a line break, unless the word that
/// it goes on with is wider than a row, or words may be parted and it was: with `hyphenate` those
/// of prose that runs from left to right are. O(n) in the unit.
#[must_use]
pub fn lay_out(document: &Document, unit: &Unit, columns: u16, hyphenate: bool) -> LaidOut {
    let columns = columns.max(1);
    let Some(block) = document.blocks.get(unit.block) else { return LaidOut::default() };
    let indent = indent_of(document, unit.block).min(columns / 2);
    let directions = bidi::directions(&document.text, block, unit.span);
    let from_right = |at| {
        let before = directions.from_right.partition_point(|span| span.end <= at);
        directions.from_right.get(before).is_some_and(|span| span.holds(at))
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut columns_of_table = Vec::new();
    let spans = match block.kind {
        BlockKind::Table => match table::fit(&document.text, unit.span, columns) {
            table::Fit::Columns(found) => {
                columns_of_table = found;
                wrap::lines(&document.text, unit.span).map(|line| (line, 0, false)).collect()
            }
            table::Fit::Stacked(rows) => {
                rows.into_iter().map(|(span, indent)| (span, indent, false)).collect()
            }
        },
        kind => {
            let parts_words = hyphenate && is_prose(kind) && directions.runs.is_empty();
            let lines = wrap::lay(&document.text, unit.span, columns - indent, parts_words);
            lines.into_iter().map(|(span, hyphen)| (span, indent, hyphen)).collect::<Vec<_>>()
        }
    };
    for (span, indent, hyphen) in spans {
        let first = unit.first && rows.is_empty();
        let kind = if first { RowKind::First } else { RowKind::Continued };
        let from_right = from_right(span.start);
        rows.push(Row { span, block: unit.block, kind, indent, from_right, hyphen });
    }
    if unit.blank {
        let span = Span::new(unit.span.end, unit.span.end);
        let (block, kind) = (unit.block, RowKind::Blank);
        rows.push(Row { span, block, kind, indent: 0, from_right: false, hyphen: false });
    }
    LaidOut { rows, runs: directions.runs, table: columns_of_table }
}

/// Tells whether words of a block may be parted and spread.
fn is_prose(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Item(..) | BlockKind::Quotation)
}

/// Blocks before an item in which the items that it lies in are looked for.
const NEAR: usize = 64;

/// Columns by which a block is set in: an item by its mark and those of the items that it lies in.
fn indent_of(document: &Document, index: usize) -> u16 {
    let kind = |index: usize| document.blocks.get(index).map(|block| block.kind);
    let (mut depth, own) = match kind(index) {
        Some(BlockKind::Item(depth, Marker::None)) => (u16::from(depth) + 1, 0),
        Some(BlockKind::Item(depth, marker)) => (u16::from(depth), mark_width(marker)),
        Some(BlockKind::Quotation) => return 2,
        _ => return 0,
    };
    let mut indent = own;
    for before in (index.saturating_sub(NEAR)..index).rev().filter_map(kind) {
        let BlockKind::Item(at, marker @ (Marker::Bullet | Marker::Number(_))) = before else {
            continue;
        };
        if u16::from(at) < depth {
            indent += mark_width(marker) + 2 * (depth - 1 - u16::from(at));
            depth = at.into();
        }
    }
    indent + 2 * depth
}

/// Columns of what stands before an item, with the blank behind it; numbers of one and of two
/// digits stand below each other.
fn mark_width(marker: Marker) -> u16 {
    match marker {
        Marker::Bullet | Marker::None => 2,
        Marker::Number(number) => {
            let digits = u16::try_from(number.max(1).ilog10() + 1).unwrap_or(1);
            digits.max(2) + 2
        }
    }
}
