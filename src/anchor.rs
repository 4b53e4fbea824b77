//! Finding a passage again by the words it quotes.
//!
//! A [`Selector`] is made from a document and a span and, later, found in the same or a changed
//! document. Nothing here knows of flags or of files.

use crate::document::Document;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What is kept of a passage so that it can be found again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selector {
    /// The passage's words.
    pub exact: String,
    /// The words before it: 32 code points or more, until the place is unique.
    pub prefix: String,
    /// The words behind it, likewise.
    pub suffix: String,
    /// Where it began, in code points of the annotated text.
    pub start: usize,
    /// Where it ended, in code points of the annotated text.
    pub end: usize,
    /// The block in which it began, counted from 0.
    pub paragraph: usize,
    /// SHA-256 of the annotated text, in hexadecimal.
    pub sha256: String,
    /// Version of the loader that made the text.
    pub loader: u32,
}

/// What became of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stands where it stood.
    Same(Span),
    /// The same words stand elsewhere.
    Moved(Span),
    /// Other words stand in its place.
    Changed(Span),
    /// It may be any of several places.
    Ambiguous(Vec<Span>),
    /// It is gone.
    Orphan,
}

impl Outcome {
    /// Returns the place, if there is just one.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Same(span) | Self::Moved(span) | Self::Changed(span) => Some(*span),
            Self::Ambiguous(_) | Self::Orphan => None,
        }
    }

    /// Returns the outcome's name in exports.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Same(_) => "same",
            Self::Moved(_) => "moved",
            Self::Changed(_) => "changed",
            Self::Ambiguous(_) => "ambiguous",
            Self::Orphan => "orphan",
        }
    }
}

/// Makes the selector of a passage of the annotated text.
#[must_use]
pub fn select(document: &Document, span: Span) -> Selector {
    Selector {
        exact: span.of(&document.text).to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        start: 0,
        end: 0,
        paragraph: document.block_at(span.start).unwrap_or(0),
        sha256: String::new(),
        loader: 1,
    }
}

/// Finds a passage in a document.
#[must_use]
pub fn find(document: &Document, selector: &Selector) -> Outcome {
    match document.annotated_text().find(&selector.exact) {
        Some(at) => Outcome::Moved(Span::new(at, at + selector.exact.len())),
        None => Outcome::Orphan,
    }
}
