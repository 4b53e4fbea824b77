//! Gold articles as they lie beside the project, and what the annotator finds in them.

use anyhow::{Context, Result};
use pullquote::annotate::annotate;
use pullquote::annotate::learn::Tagger;
use pullquote::load::{Limits, load_text};
use pullquote::span::{CodePoints, Span};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Every so many articles of a file, from one of them on: `K/N`, K counted from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fold {
    place: usize,
    of: usize,
}

impl Fold {
    /// Tells whether the article with this number, from 0, is one of them.
    pub(crate) fn holds(self, article: usize) -> bool {
        article % self.of == self.place
    }
}

impl FromStr for Fold {
    type Err = anyhow::Error;

    fn from_str(words: &str) -> Result<Self> {
        let parts = || {
            let (place, of) = words.split_once('/')?;
            let (place, of) = (place.parse::<usize>().ok()?, of.parse().ok()?);
            (1..=of).contains(&place).then(|| Self { place: place - 1, of })
        };
        parts().with_context(|| format!("{words} is no part of articles; write 3/5, say"))
    }
}

/// Code points `[start, end)` of the text as given.
pub(crate) type Points = [usize; 2];

/// One gold article.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) doc: String,
    pub(crate) text: String,
    pub(crate) quotes: Vec<GoldQuote>,
    #[serde(default)]
    pub(crate) unattributed_segments: Vec<Points>,
}

/// One gold attribution.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct GoldQuote {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) content: Vec<Points>,
    pub(crate) segments: Vec<Points>,
    #[serde(default)]
    pub(crate) source: Vec<Points>,
    #[serde(default)]
    pub(crate) cue: Vec<Points>,
    #[serde(default)]
    pub(crate) source_text: String,
    #[serde(default)]
    pub(crate) source_kind: String,
    #[serde(default)]
    pub(crate) cue_text: Option<String>,
    #[serde(default)]
    pub(crate) canonical: Option<Vec<String>>,
    /// Given (null for none) only where roles were annotated.
    #[serde(default, deserialize_with = "given")]
    pub(crate) role: Option<Option<String>>,
}

fn given<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}

/// What was found in one article, in code points of the text as given.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Prediction {
    pub(crate) doc: String,
    pub(crate) quotes: Vec<Found>,
}

/// One found attribution.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub(crate) kind: &'static str,
    pub(crate) content: Vec<Points>,
    pub(crate) segments: Vec<Points>,
    pub(crate) cue_text: Option<String>,
    #[serde(rename = "speaker_span")]
    pub(crate) source: Option<Points>,
    pub(crate) canonical: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) confidence: f32,
    pub(crate) evidence: String,
}

impl Prediction {
    /// Loads and annotates a text, with a tagger of one's own if there is one.
    pub(crate) fn of(gold: &Gold, tagger: Option<&Tagger>) -> Self {
        let text = gold.text.as_str();
        let document = load_text("-", text, &Limits::default());
        let annotations = match tagger {
            Some(tagger) => tagger.annotate(&document),
            None => annotate(&document),
        };
        let points = CodePoints::new(text);
        let place = |span: &Span| document.source.span(*span).map(|span| points.of_span(span));
        let quotes = annotations
            .quotes
            .iter()
            .map(|quote| {
                let speaker = annotations.speaker_of(quote);
                Found {
                    kind: quote.kind.name(),
                    content: quote.content.iter().filter_map(place).collect(),
                    segments: quote.segments.iter().filter_map(place).collect(),
                    cue_text: quote.cue.map(|span| span.of(&document.text).to_owned()),
                    source: quote.source.as_ref().and_then(place),
                    canonical: speaker.map(|speaker| speaker.canonical.clone()),
                    role: speaker.and_then(|speaker| speaker.role.clone()),
                    confidence: quote.confidence,
                    evidence: format!("{:?}", quote.evidence),
                }
            })
            .collect();
        Self { doc: gold.doc.clone(), quotes }
    }
}
