//! What the training program sees of the annotator: examples with their features.
//!
//! Nothing here is needed to annotate.

use super::feature::Rows;
use super::{Front, block_rows, blocks, front};
use crate::document::Document;
use crate::span::Span;

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
    let Front { prepared, mentions, .. } = front(document);
    let text = document.annotated_text();
    blocks(&prepared.sentences)
        .into_iter()
        .map(|block| Sequence {
            rows: block_rows(text, &prepared, &mentions, block.clone()),
            spans: prepared.tokens.get(block).unwrap_or_default().iter().map(|t| t.span).collect(),
        })
        .collect()
}
