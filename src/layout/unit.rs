//! Units: what is laid out on its own, a block or a part of a giant one.

use super::wrap;
use crate::document::{BlockKind, Document, Marker};
use crate::span::Span;

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

/// The units of a document, in order. Blocks are units already, so no more is kept than where
/// giant ones are cut.
#[derive(Clone, Debug, Default)]
pub struct Units {
    cuts: Vec<Cut>,
}

/// The beginning of a unit inside its block.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// Index of the unit.
    unit: usize,
    at: usize,
}

/// Bytes of a unit at the most, but for one grapheme cluster.
pub(super) const UNIT: usize = 8 << 10;

impl Units {
    /// Cuts a document into units, without looking at more of a giant block than the places where
    /// it is cut: line breaks, else opportunities to break, else between grapheme clusters. O(n) in
    /// the blocks.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut cuts: Vec<Cut> = Vec::new();
        for (index, block) in document.blocks.iter().enumerate() {
            let mut start = block.span.start;
            while block.span.end - start > UNIT {
                start = wrap::safe_cut(&document.text, Span::new(start, block.span.end), UNIT);
                cuts.push(Cut { unit: index + cuts.len() + 1, at: start });
            }
        }
        Self { cuts }
    }

    /// Returns how many there are of the document that was cut.
    #[must_use]
    pub fn count(&self, document: &Document) -> usize {
        document.blocks.len() + self.cuts.len()
    }

    /// Returns a unit of the document that was cut. O(log n).
    #[must_use]
    pub fn get(&self, document: &Document, index: usize) -> Option<Unit> {
        let before = self.cuts.partition_point(|cut| cut.unit <= index);
        let number = index.checked_sub(before)?;
        let block = document.blocks.get(number)?;
        let cut = |cut: Option<usize>, unit| {
            let cut = self.cuts.get(cut?).filter(|cut| cut.unit == unit)?;
            Some(cut.at)
        };
        let (start, end) = (cut(before.checked_sub(1), index), cut(Some(before), index + 1));
        let next = document.blocks.get(number + 1).map(|next| next.kind);
        // Items stand together, but for those of several paragraphs.
        let item = |kind| matches!(kind, BlockKind::Item(_, Marker::Bullet | Marker::Number(_)));
        let blank = next.is_some_and(|next| !(item(block.kind) && item(next)));
        Some(Unit {
            span: Span::new(start.unwrap_or(block.span.start), end.unwrap_or(block.span.end)),
            block: number,
            first: start.is_none(),
            blank: blank && end.is_none(),
        })
    }

    /// Returns the index of the unit of a block that holds `position`, else of the next one before
    /// it. O(log n).
    #[must_use]
    pub fn at(&self, block: usize, position: usize) -> usize {
        block + self.cuts.partition_point(|cut| cut.at <= position)
    }
}
