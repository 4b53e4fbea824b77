//! Gold articles as they lie beside the project, and what the annotator finds in them.

use pullquote::annotate::annotate;
use pullquote::load::{Limits, load_text};
use pullquote::span::{CodePoints, Span};
use serde::Deserialize;

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
#[derive(Debug, Deserialize)]
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
#[derive(Debug, Default)]
pub(crate) struct Prediction {
    pub(crate) quotes: Vec<Found>,
}

/// One found attribution.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) kind: &'static str,
    pub(crate) content: Vec<Points>,
    pub(crate) segments: Vec<Points>,
    pub(crate) cue_text: Option<String>,
    pub(crate) source: Option<Points>,
    pub(crate) canonical: Option<String>,
    pub(crate) role: Option<String>,
}

impl Prediction {
    /// Loads and annotates a text.
    pub(crate) fn of(text: &str) -> Self {
        let document = load_text("-", text, &Limits::default());
        let annotations = annotate(&document);
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
                }
            })
            .collect();
        Self { quotes }
    }
}
