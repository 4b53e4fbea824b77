//! The articles that a command names.

use crate::document::Document;
use crate::load::{Limits, load};
use crate::shell::inputs;
use anyhow::Error;
use std::path::Path;

/// A file as read.
pub(in crate::shell) struct Input {
    /// Its bytes, up to the limit of the loader and one more.
    pub(in crate::shell) bytes: Vec<u8>,
    /// The documents in it.
    pub(in crate::shell) documents: Vec<Document>,
}

/// Reads a file, or standard input for `-`.
pub(in crate::shell) fn read(path: &Path) -> Result<Input, Error> {
    let limits = Limits::default();
    let bytes = inputs::read(path, limits.bytes).map_err(Error::msg)?;
    let documents = load(&path.to_string_lossy(), &bytes, &limits).collect();
    Ok(Input { bytes, documents })
}
