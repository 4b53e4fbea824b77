//! What the training program sees of the annotator: examples with their features, and the parts
//! of inference that learning shares.
//!
//! Nothing here is needed to annotate.

use super::model::{Weights, WeightsError};
use super::prepare::{self, Block, Prepared, Segment};
use super::tag::{self, Counts, STRETCH, Scratch, Tag};
use super::token::Key;
use super::{annotate_with, feature, reading};
use crate::annotation::Annotations;
use crate::document::Document;
use crate::span::Span;
use std::ops::Range;

pub use super::kinds::{Kinds, MOST_KINDS, TABLE as KINDS_TABLE};
pub use super::said::FEATURES as MARKED;
pub use super::tag::chain::{Chain, Expectation, Scores, expect};
pub use super::trees::{TREE, Trees};
pub use feature::{FEATURES, ROW_BITS, Rows, STEM_FEATURES, WORD_FEATURES};

/// Tokens of one block with the rows of their features.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// Places in the document's text.
    pub spans: Vec<Span>,
    /// Rows of the weights table, token by token.
    pub rows: Vec<Rows>,
    /// Whether a token may name a source.
    pub may_name: Vec<bool>,
    /// Whether a token may report.
    pub may_report: Vec<bool>,
    /// The stretches in marks.
    pub segments: Vec<Range<usize>>,
    /// How many sentences and stretches in marks begin up to each token.
    pub counts: Vec<Counts>,
}

/// Returns the hash by which the kind of a word is looked up.
#[must_use]
pub fn hash(word: &str) -> u32 {
    Key::of(word).hash
}

/// Returns the sequences that the tagger reads in a document.
#[must_use]
pub fn sequences(document: &Document, kinds: Kinds) -> Vec<Sequence> {
    let sequence = |prepared: &Prepared<'_>, block: Block<'_>| {
        let tokens = prepared.tokens_of(block.tokens.clone());
        Sequence {
            rows: reading::rows(prepared, &block, kinds),
            spans: tokens.iter().map(|token| token.span).collect(),
            may_name: tokens.iter().map(reading::may_name).collect(),
            may_report: tokens.iter().map(reading::may_report).collect(),
            counts: reading::counts(&block),
            segments: (block.segments.iter())
                .map(|segment| reading::relative(&segment.tokens, block.tokens.start))
                .collect(),
        }
    };
    let mut sequences = Vec::new();
    for prepared in prepare::parts(document, kinds).0 {
        sequences.extend(prepared.blocks().map(|block| sequence(&prepared, block)));
    }
    sequences
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
        let mut scratch = Scratch::default();
        let stretches = rows.chunks(STRETCH);
        stretches
            .flat_map(|rows| self.0.tag(rows, false, &mut scratch))
            .map(|tagged| tagged.tag)
            .collect()
    }

    /// Returns the stretches in marks that are judged, without their marks, each with what the
    /// trees see of it.
    #[must_use]
    pub fn marked(&self, document: &Document) -> Vec<(Span, [f32; MARKED])> {
        let mut marked = Vec::new();
        for prepared in prepare::parts(document, self.0.kinds).0 {
            let seen = |segment: &Segment, features: &[f32; MARKED]| {
                marked.push((segment.mark.inner, *features));
            };
            reading::read_with(&prepared, &self.0, seen);
        }
        marked
    }

    /// Annotates a document as [`annotate`](super::annotate) does, with these weights.
    #[must_use]
    pub fn annotate(&self, document: &Document) -> Annotations {
        annotate_with(document, Some(&self.0))
    }
}
