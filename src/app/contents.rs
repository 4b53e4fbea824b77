//! Latest contents: the library, newest first, joined with the open article's teasers.

use crate::document::Published;
use std::path::PathBuf;

/// One article of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file it lies in.
    pub path: PathBuf,
    /// Which document of the file it is, from 0.
    pub part: usize,
    /// Its headline, or the file's name if it has none; sanitised.
    pub headline: String,
    /// Its section.
    pub section: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
}
