//! A document with its annotations: what the reader, the flags and the exports work on.

use crate::annotation::{Annotations, Quote, Speaker};
use crate::document::Document;
use crate::span::Span;
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

    /// Returns the speaker of the quote that holds the first and the last word of a passage.
    #[must_use]
    pub fn speaker_of(&self, passage: Span) -> Option<&Speaker> {
        let words = passage.of(&self.document.text);
        let first = passage.start + words.find(char::is_alphanumeric)?;
        let last = passage.start + words.rfind(char::is_alphanumeric)?;
        let quote = self.quote_at(first)?;
        if self.quote_at(last) != Some(quote) {
            return None;
        }
        self.annotations.speaker_of(self.annotations.quotes.get(quote)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Evidence, QuoteKind, Spans};
    use crate::span::Span;

    const TEXT: &str = "“Go on,” she said, “or stay.” He called it “odd” twice.";

    fn spans(words: &[&str]) -> Spans {
        let place = |words: &&str| {
            let start = TEXT.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        words.iter().map(place).collect()
    }

    fn quote(kind: QuoteKind, content: &[&str], segments: &[&str]) -> Quote {
        Quote {
            kind,
            content: spans(content),
            segments: spans(segments),
            cue: None,
            source: None,
            speaker: None,
            confidence: 1.0,
            evidence: Evidence::default(),
        }
    }

    #[test]
    fn the_quote_at_a_place() {
        let halves = ["Go on,", "or stay."];
        let annotations = Annotations {
            quotes: vec![
                quote(QuoteKind::Direct, &halves, &halves),
                quote(QuoteKind::Mixed, &["odd” twice"], &["odd"]),
            ],
            ..Annotations::default()
        };
        let briefing = Briefing { annotations: Arc::new(annotations), ..Briefing::default() };
        for (at, expected) in [
            ("“Go", None),
            ("Go", Some(0)),
            (",” she", Some(0)),
            ("” she", None),
            ("she said", None),
            ("stay", Some(0)),
            ("He called", None),
            ("odd", Some(1)),
            ("twice", Some(1)),
            (".", Some(0)),
        ] {
            assert_eq!(briefing.quote_at(TEXT.find(at).unwrap()), expected, "at {at}");
        }
        assert_eq!(briefing.quote_at(TEXT.len()), None);
        assert_eq!(briefing.quote_at(usize::MAX), None);
        assert_eq!(Briefing::default().quote_at(0), None);
    }
}
