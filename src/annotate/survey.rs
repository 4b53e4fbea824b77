//! What the annotator's steps find, counted: so that a benchmark can run them one by one.
//!
//! Nothing here is needed to annotate.

use super::prepare::prepare;
use super::tag::{Tag, Tagger};
use super::tag_rows;
use crate::document::Document;

/// What a document consists of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Words, numbers and marks.
    pub tokens: usize,
    /// Sentences of the narrator.
    pub sentences: usize,
    /// Outermost stretches in marks.
    pub segments: usize,
    /// Namings of possible sources.
    pub mentions: usize,
}

/// Runs the front end alone: marks, tokens, sentences, mentions.
#[must_use]
pub fn survey(document: &Document) -> Survey {
    let prepared = prepare(document);
    Survey {
        tokens: prepared.tokens.len(),
        sentences: prepared.sentences.len(),
        segments: prepared.segments.len(),
        mentions: prepared.mentions.len(),
    }
}

/// Runs the front end, and the tagger over the blocks that have marks; returns how many tokens
/// it finds in attributions.
#[must_use]
pub fn tagged_near_marks(document: &Document) -> usize {
    let prepared = prepare(document);
    let Some(tagger) = Tagger::english() else { return 0 };
    let marked = prepared.blocks().filter(|block| !block.segments.is_empty());
    let tags = marked.flat_map(|block| tagger.tag(&tag_rows(&prepared, &block)));
    tags.filter(|tagged| tagged.tag != Tag::Out).count()
}
