//! The hand-made annotations of a briefing and how they are found in its text.
//!
//! They name words, not offsets, so that a person can write and check them.

use pullquote::span::Span;
use serde::Deserialize;

/// One file of `tests/gold`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gold {
    pub(super) headline: String,
    pub(super) deck: Option<String>,
    pub(super) section: Option<String>,
    pub(super) byline: Option<String>,
    /// ISO 8601, as exact as the page gives it.
    pub(super) published: Option<String>,
    /// The warnings that the loader is right to give.
    #[serde(default)]
    pub(super) warnings: Vec<String>,
    #[serde(default)]
    pub(super) latest: Vec<Teaser>,
    /// In the order of the text.
    pub(super) quote: Vec<Quote>,
    /// In the order of the text.
    #[serde(default)]
    pub(super) unattributed: Vec<Unattributed>,
    pub(super) speaker: Vec<Speaker>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Teaser {
    pub(super) title: String,
    pub(super) summary: Option<String>,
    pub(super) published: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    pub(super) id: String,
    pub(super) kind: String,
    /// The words in marks, without the marks.
    pub(super) segments: Vec<String>,
    /// All the reported words, where that is more than the segments.
    pub(super) content: Option<Vec<String>>,
    /// Absent where the quotation goes on with what was said before.
    pub(super) cue: Option<String>,
    pub(super) source: Option<String>,
    /// The canonical name of a [`Speaker`].
    pub(super) speaker: String,
    /// Which place in the text the first segment means, from 1, where there are several.
    pub(super) nth: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unattributed {
    pub(super) text: String,
    pub(super) reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speaker {
    pub(super) canonical: String,
    pub(super) role: Option<String>,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

/// A gold quotation's places in a text.
pub(super) struct Located {
    pub(super) segments: Vec<Span>,
    pub(super) content: Vec<Span>,
}

impl Quote {
    /// Finds the quotation in `text`, or says what is wrong with it.
    pub(super) fn locate(&self, text: &str) -> Result<Located, String> {
        let first = self.segments.first().ok_or_else(|| format!("{}: no segment", self.id))?;
        let places: Vec<usize> = text.match_indices(first.as_str()).map(|(at, _)| at).collect();
        let start = match (self.nth, places.as_slice()) {
            (None, [only]) => *only,
            (Some(nth), many) if nth >= 1 && nth <= many.len() => many[nth - 1],
            (_, many) => {
                return Err(format!("{}: {} places of {first:?}: set nth", self.id, many.len()));
            }
        };
        let segments = self.follow(text, start, &self.segments)?;
        let content = match &self.content {
            None => segments.clone(),
            Some(words) => {
                let head = words.first().ok_or_else(|| format!("{}: no content", self.id))?;
                let from = text
                    .match_indices(head.as_str())
                    .map(|(at, _)| at)
                    .filter(|at| *at <= start)
                    .last()
                    .ok_or_else(|| format!("{}: no {head:?} at its segment", self.id))?;
                self.follow(text, from, words)?
            }
        };
        for name in self.cue.iter().chain(&self.source) {
            if !text.contains(name.as_str()) {
                return Err(format!("{}: not in the text: {name:?}", self.id));
            }
        }
        Ok(Located { segments, content })
    }

    /// Finds `words` one behind the other from `start`.
    fn follow(&self, text: &str, start: usize, words: &[String]) -> Result<Vec<Span>, String> {
        let mut from = start;
        words
            .iter()
            .map(|word| {
                let at = text[from..]
                    .find(word.as_str())
                    .ok_or_else(|| format!("{}: not behind the rest: {word:?}", self.id))?;
                let span = Span::new(from + at, from + at + word.len());
                from = span.end;
                Ok(span)
            })
            .collect()
    }
}
