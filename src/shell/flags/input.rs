//! The articles that a command names.

use crate::document::Document;
use crate::load::{Limits, load};
use anyhow::{Context, Error, bail};
use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

/// A file as read.
pub(super) struct Input {
    /// Its bytes, up to the limit of the loader and one more.
    pub(super) bytes: Vec<u8>,
    /// The documents in it.
    pub(super) documents: Vec<Document>,
}

/// Reads a file, or standard input for `-`.
pub(super) fn read(path: &Path) -> Result<Input, Error> {
    let limits = Limits::default();
    let most = u64::try_from(limits.bytes).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let shown = path.display();
    if path == Path::new("-") {
        stdin().take(most).read_to_end(&mut bytes).context("Standard input could not be read")?;
    } else {
        let what = || format!("{shown} could not be read; check the path and its permissions");
        let kind = path.metadata().with_context(what)?;
        if kind.is_dir() {
            bail!("{shown} is a folder; name the files in it.");
        }
        if !kind.is_file() {
            bail!("{shown} is no file; only files can hold flags.");
        }
        File::open(path)
            .and_then(|file| file.take(most).read_to_end(&mut bytes))
            .with_context(what)?;
    }
    let documents = load(&path.to_string_lossy(), &bytes, &limits).collect();
    Ok(Input { bytes, documents })
}
