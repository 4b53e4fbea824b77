//! What the annotator's steps find, counted: so that a benchmark can run them one by one.
//!
//! Nothing here is needed to annotate.

use super::feature::Rows;
use super::prepare;
use super::reading;
use super::tag::{STRETCH, Scratch, Tag, Tagger};
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
    let mut survey = Survey::default();
    let kinds = Tagger::english().map(|tagger| tagger.kinds).unwrap_or_default();
    for prepared in prepare::parts(document, kinds).0 {
        survey.tokens += prepared.tokens.len();
        survey.sentences += prepared.sentences.len();
        survey.segments += prepared.segments.len();
        survey.mentions += prepared.mentions.len();
    }
    survey
}

/// Runs the front end, and the tagger over the blocks that have marks; returns how many tokens
/// it finds in attributions.
#[must_use]
pub fn tagged_near_marks(document: &Document) -> usize {
    let Some(tagger) = Tagger::english() else { return 0 };
    let mut scratch = Scratch::default();
    let mut count = |rows: &[Rows]| {
        let tags = tagger.tag(rows, false, &mut scratch).into_iter();
        tags.filter(|tagged| tagged.tag != Tag::Out).count()
    };
    let mut found = 0;
    for prepared in prepare::parts(document, tagger.kinds).0 {
        for block in prepared.blocks().filter(|block| !block.segments.is_empty()) {
            found += reading::rows(&prepared, &block, tagger.kinds)
                .chunks(STRETCH)
                .map(&mut count)
                .sum::<usize>();
        }
    }
    found
}
