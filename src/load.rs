//! Bytes to documents: sniffs the format and dispatches.
//!
//! Total: whatever comes in, documents come out, and what could not be understood is a warning
//! in them. Every format yields parts that `build` puts together; all text passes `sanitize`.

mod build;
pub mod date;
mod plain;
pub mod sanitize;

use crate::document::Document;
use crate::warning::{Warning, WarningKind};
use sanitize::{Breaks, sanitize};

/// What the loader takes in at the most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one input; what lies beyond is left out with a warning.
    pub bytes: usize,
    /// Bytes of front matter; a longer one is text like any other.
    pub front_matter: usize,
    /// Teasers of one document; what lies beyond is left out with a warning.
    pub teasers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, front_matter: 1 << 20, teasers: 1000 }
    }
}

/// Reads an input as documents. Total: what cannot be understood is a document with a warning.
pub fn load(name: &str, bytes: &[u8], limits: &Limits) -> impl Iterator<Item = Document> {
    let text = String::from_utf8_lossy(bytes);
    std::iter::once(load_text(name, &text, limits))
}

/// Reads a text that is decoded already as one plain-text article; the source map refers to it.
#[must_use]
pub fn load_text(name: &str, text: &str, limits: &Limits) -> Document {
    let clean = sanitize(text, Breaks::Keep);
    let mut parts = plain::parts(&clean);
    if parts.body.is_empty() && parts.headline.is_none() {
        let message = format!("{} holds no text.", sanitize::sanitize_line(name));
        parts.warnings.push(Warning::new(WarningKind::Structure, message));
    }
    build::build(name, &clean, parts, limits.teasers)
}
