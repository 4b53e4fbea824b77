//! What a pure step was unsure of or had to leave out: said, never refused.

use crate::span::Span;
use std::fmt;

/// One thing that a reader of the document should know, with the place if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What kind of thing happened.
    pub kind: WarningKind,
    /// A plain sentence for the reader.
    pub message: String,
    /// The place in the document's text.
    pub span: Option<Span>,
}

/// The kinds of [`Warning`], in the words that exports use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningKind {
    /// Bytes that are no text in the encoding found.
    Encoding,
    /// Control, bidi, zero-width or tag characters were taken out or made visible.
    Sanitized,
    /// A limit of size or depth was reached; what lies beyond it is missing.
    Limit,
    /// The structure of the page is a guess, or a part was not understood.
    Structure,
    /// Front matter that does not parse.
    FrontMatter,
    /// Marks that do not pair up.
    Marks,
    /// The language has no lexicon.
    Language,
}

impl WarningKind {
    /// Returns the kind's name in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Sanitized => "sanitized",
            Self::Limit => "limit",
            Self::Structure => "structure",
            Self::FrontMatter => "front_matter",
            Self::Marks => "marks",
            Self::Language => "language",
        }
    }
}

impl Warning {
    /// Makes a warning about the document as a whole.
    #[must_use]
    pub fn new(kind: WarningKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), span: None }
    }

    /// Makes a warning about one place.
    #[must_use]
    pub fn at(kind: WarningKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), span: Some(span) }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
