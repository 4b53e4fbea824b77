//! What the training program sees of the annotator: examples with their features, and the parts
//! of inference that learning shares.
//!
//! Nothing here is needed to annotate.

use super::model::{Weights, WeightsError};
use super::prepare::prepare;
use super::tag::{self, Tag};
use super::{feature, tag_rows};
use crate::document::Document;
use crate::span::Span;

pub use super::chain::{Expectation, Scores, expect};
pub use feature::{FEATURES, ROW_BITS, Rows, STEM_FEATURES, WORD_FEATURES};

/// Tokens of one block with the rows of their features.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// Places in the document's text.
    pub spans: Vec<Span>,
    /// Rows of the weights table, token by token.
    pub rows: Vec<Rows>,
}

/// Returns the sequences that the tagger reads in a document.
#[must_use]
pub fn sequences(document: &Document) -> Vec<Sequence> {
    let prepared = prepare(document);
    prepared
        .blocks()
        .map(|block| Sequence {
            rows: tag_rows(&prepared, &block),
            spans: prepared.tokens_of(block.tokens).iter().map(|token| token.span).collect(),
        })
        .collect()
}

/// The inference of the annotator, with weights of one's own.
pub struct Tagger(tag::Tagger);

impl Tagger {
    /// Reads a weights file.
    ///
    /// # Errors
    ///
    /// As [`Weights::read`]; [`WeightsError::Table`] if a table of the tagger is not in it.
    pub fn read(bytes: &'static [u8]) -> Result<Self, WeightsError> {
        Weights::read(bytes).and_then(|weights| tag::Tagger::new(&weights)).map(Self)
    }

    /// Returns the tags of the tokens of one block; O(n).
    #[must_use]
    pub fn tag(&self, rows: &[Rows]) -> Vec<Tag> {
        self.0.tag(rows).into_iter().map(|tagged| tagged.tag).collect()
    }
}
