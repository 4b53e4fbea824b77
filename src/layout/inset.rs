//! Notes below the rows that they are on: rows of a second kind, which hold no text of the article.
//!
//! A note stands below the row with the last byte that it is about. Its rows have an empty span at
//! the end of that row, so that the rows of the text tile it as they do without notes.

use super::wrap::wrap;
use super::{LaidOut, Row, RowKind};
use crate::span::Span;
use std::ops::Range;

/// A note that stands between the rows of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inset {
    /// A byte of the row that it stands below.
    pub at: usize,
    /// What it says.
    pub text: String,
}

/// A row of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsetRow {
    /// The note, by its place among those of the article.
    pub inset: usize,
    /// The stretch of its text.
    pub words: Span,
}

/// Columns by which notes are set in.
const INDENT: u16 = 2;

/// Puts the notes on a unit below its rows. `insets` are all of the article, ascending, and `own`
/// those that stand in the unit; of several on one row the first stands first. O(unit + own).
pub(super) fn put_in(laid_out: &mut LaidOut, insets: &[Inset], own: Range<usize>, columns: u16) {
    if own.is_empty() {
        return;
    }
    let rows = std::mem::take(&mut laid_out.rows);
    let mut next = own.start;
    for (index, row) in rows.iter().enumerate() {
        laid_out.rows.push(*row);
        let is_last = rows.get(index + 1).is_none_or(|next| next.kind == RowKind::Blank);
        if row.kind == RowKind::Blank {
            continue;
        }
        let indent = row.indent.saturating_add(INDENT).min(columns / 2);
        while let Some(inset) = insets.get(next).filter(|_| next < own.end) {
            if inset.at >= row.span.end && !is_last {
                break;
            }
            let text = inset.text.trim_end();
            for words in wrap(text, Span::new(0, text.len()), columns - indent) {
                laid_out.rows.push(Row {
                    span: Span::new(row.span.end, row.span.end),
                    block: row.block,
                    kind: RowKind::Inset(InsetRow { inset: next, words }),
                    indent,
                    from_right: false,
                    hyphen: false,
                });
            }
            next += 1;
        }
    }
}
