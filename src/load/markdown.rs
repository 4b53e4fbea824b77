//! Markdown: `blocks` turns mark-up into blocks of plain text; `marked` makes an article of them.

mod blocks;

use super::build::Parts;
use super::marked;
use super::sanitize::Clean;

/// Adds the article that stands in the cleaned text from `start` on to what front matter has
/// given. O(n).
pub(super) fn read(clean: &Clean, start: usize, parts: &mut Parts) {
    marked::read(&clean.text, blocks::blocks(&clean.text, start), parts);
}

#[cfg(test)]
mod tests;
