//! A document with its annotations: what the reader, the flags and the exports work on.

use crate::annotation::{Annotations, Quote};
use crate::document::Document;
use std::sync::Arc;

/// One article with what is known of it; annotations may arrive later than the text.
#[derive(Clone, Debug, Default)]
pub struct Briefing {
    /// The article.
    pub document: Arc<Document>,
    /// Its annotations, empty until they arrive.
    pub annotations: Arc<Annotations>,
}

impl Briefing {
    /// Returns the index of the quote whose content or segments hold `position`.
    #[must_use]
    pub fn quote_at(&self, position: usize) -> Option<usize> {
        let holds = |quote: &Quote| {
            quote.content.iter().chain(&quote.segments).any(|span| span.holds(position))
        };
        self.annotations.quotes.iter().position(holds)
    }
}
