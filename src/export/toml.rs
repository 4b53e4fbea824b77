//! TOML: an annotated briefing as a file that loads back.

use crate::annotation::Annotations;
use crate::document::Document;
use crate::load::annotated::AnnotatedFile;

/// Writes the annotated article; [`crate::load`] reads it back with its annotations.
#[must_use]
pub fn toml(document: &Document, annotations: &Annotations) -> String {
    AnnotatedFile::from_parts(document, annotations).to_toml()
}
