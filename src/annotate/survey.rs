//! What the annotator's steps find, counted: so that a benchmark can run them one by one.
//!
//! Nothing here is needed to annotate.

use super::cue::Scene;
use super::tag::{Scratch, Tag, Tagger};
use super::{Front, attribute, block_rows, blocks, front};
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
    count(&front(document))
}

/// Runs the front end and the rules; returns how many stretches in marks they find a source for.
#[must_use]
pub fn sourced(document: &Document) -> usize {
    let Front { prepared, mentions, .. } = front(document);
    let text = document.annotated_text();
    let scene = Scene { text, tokens: &prepared.tokens, mentions: &mentions };
    let drafts = attribute::attribute(&scene, &prepared.sentences, &prepared.segments);
    drafts.quotes.iter().map(|draft| draft.segments.len()).sum()
}

/// Runs the front end, and the tagger over the blocks that have marks; returns how many tokens
/// it finds in attributions.
#[must_use]
pub fn tagged_near_marks(document: &Document) -> usize {
    let Front { prepared, mentions, .. } = front(document);
    let Some(tagger) = Tagger::english() else { return 0 };
    let text = document.annotated_text();
    let mut scratch = Scratch::default();
    let mut tags = Vec::new();
    let mut found = 0;
    for block in blocks(&prepared.sentences) {
        let next = prepared.segments.partition_point(|s| s.tokens.start < block.start);
        if prepared.segments.get(next).is_some_and(|s| s.tokens.start < block.end) {
            let rows = block_rows(text, &prepared, &mentions, block);
            tags.clear();
            tags.resize(rows.len(), Tag::Out);
            tagger.tag(&rows, &mut scratch, &mut tags);
            found += tags.iter().filter(|&&tag| tag != Tag::Out).count();
        }
    }
    found
}

fn count(front: &Front<'_>) -> Survey {
    Survey {
        tokens: front.prepared.tokens.len(),
        sentences: front.prepared.sentences.len(),
        segments: front.prepared.segments.len(),
        mentions: front.mentions.len(),
    }
}
