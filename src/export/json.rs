//! JSON: what `pullquote annotate` writes for other programs.
//!
//! Offsets count code points of `text`; a record of `--from jsonl` counts those of the text as
//! it was given.

use crate::annotation::Annotations;
use crate::document::Document;
use crate::span::{CodePoints, Span};
use crate::warning::Warning;
use serde::Serialize;

/// Code points `[start, end)`.
type Points = [usize; 2];

/// One annotated article.
#[derive(Debug, Serialize)]
pub struct Article {
    headline: String,
    deck: Option<String>,
    section: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    source: Source,
    text: String,
    body: Vec<String>,
    latest: Vec<Latest>,
    #[serde(flatten)]
    found: Found,
}

/// What was found in one text of a stream.
#[derive(Debug, Serialize)]
pub struct Record {
    doc: serde_json::Value,
    #[serde(flatten)]
    found: Found,
}

#[derive(Debug, Serialize)]
struct Source {
    path: String,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Latest {
    title: String,
    summary: Option<String>,
    published: Option<String>,
}

#[derive(Debug, Serialize)]
struct Found {
    quotes: Vec<Quote>,
    unattributed: Vec<Unattributed>,
    speakers: Vec<Speaker>,
    warnings: Vec<Notice>,
}

#[derive(Debug, Serialize)]
struct Quote {
    id: String,
    kind: &'static str,
    content: Vec<Points>,
    segments: Vec<Points>,
    cue: Option<Points>,
    speaker: Option<String>,
    speaker_span: Option<Points>,
    canonical: Option<String>,
    role: Option<String>,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct Unattributed {
    span: Points,
    reason: &'static str,
}

#[derive(Debug, Serialize)]
struct Speaker {
    id: String,
    canonical: String,
    aliases: Vec<String>,
    role: Option<String>,
    kind: &'static str,
    quotes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Notice {
    kind: &'static str,
    message: String,
    span: Option<Points>,
}

/// Describes an annotated article.
#[must_use]
pub fn article(document: &Document, annotations: &Annotations) -> Article {
    let words = |span: Span| span.of(&document.text).to_owned();
    let points = CodePoints::new(&document.text);
    let latest = document.latest.iter().map(|teaser| Latest {
        title: words(teaser.title),
        summary: teaser.summary.map(words),
        published: teaser.published.map(|published| published.to_string()),
    });
    Article {
        headline: document.headline().to_owned(),
        deck: document.deck().map(str::to_owned),
        section: document.section.map(words),
        byline: document.byline.map(words),
        published: document.published.map(|published| published.to_string()),
        source: Source { path: document.name.clone(), url: document.url.clone() },
        text: document.annotated_text().to_owned(),
        body: document.body().map(|block| words(block.span)).collect(),
        latest: latest.collect(),
        found: found(document, annotations, |span| {
            // A warning about a teaser has no place in `text`.
            (span.end <= document.annotated).then(|| points.of_span(span))
        }),
    }
}

/// Describes what was found in `given`, the text that `document` was loaded from.
#[must_use]
pub fn record(
    doc: serde_json::Value,
    document: &Document,
    annotations: &Annotations,
    given: &str,
) -> Record {
    let points = CodePoints::new(given);
    let place = |span| document.source.span(span).map(|span| points.of_span(span));
    Record { doc, found: found(document, annotations, place) }
}

/// Describes annotations with `place` for offsets; what has no place is left out.
fn found(
    document: &Document,
    annotations: &Annotations,
    place: impl Fn(Span) -> Option<Points>,
) -> Found {
    let all = |spans: &[Span]| spans.iter().filter_map(|&span| place(span)).collect();
    let quotes = annotations.quotes.iter().enumerate().map(|(index, quote)| {
        let speaker = annotations.speaker_of(quote);
        Quote {
            id: quote_id(index),
            kind: quote.kind.name(),
            content: all(&quote.content),
            segments: all(&quote.segments),
            cue: quote.cue.and_then(&place),
            speaker: quote.source.map(|span| span.of(&document.text).to_owned()),
            speaker_span: quote.source.and_then(&place),
            canonical: speaker.map(|speaker| speaker.canonical.clone()),
            role: speaker.and_then(|speaker| speaker.role.clone()),
            confidence: (f64::from(quote.confidence) * 100.0).round() / 100.0,
        }
    });
    let unattributed = annotations.unattributed.iter().filter_map(|mark| {
        Some(Unattributed { span: place(mark.span)?, reason: mark.reason.name() })
    });
    let by_speaker = annotations.quotes_by_speaker();
    let speakers = annotations.speakers.iter().zip(&by_speaker).enumerate();
    let speakers = speakers.map(|(index, (speaker, quotes))| Speaker {
        id: format!("s{}", index + 1),
        canonical: speaker.canonical.clone(),
        aliases: speaker.aliases.clone(),
        role: speaker.role.clone(),
        kind: speaker.kind.name(),
        quotes: quotes.iter().copied().map(quote_id).collect(),
    });
    let notice = |warning: &Warning| Notice {
        kind: warning.kind.name(),
        message: warning.message.clone(),
        span: warning.span.and_then(&place),
    };
    Found {
        quotes: quotes.collect(),
        unattributed: unattributed.collect(),
        speakers: speakers.collect(),
        warnings: document.warnings.iter().chain(&annotations.warnings).map(notice).collect(),
    }
}

fn quote_id(index: usize) -> String {
    format!("q{}", index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{self, Evidence, QuoteKind, SpeakerId, SpeakerKind};
    use crate::document::{Block, BlockKind, Published, SourceMap, Teaser};
    use crate::warning::WarningKind;
    use smallvec::smallvec;

    /// “é” is two bytes and one code point; the teaser stands behind what is annotated.
    const TEXT: &str = "Café Shut\n\n“No,” she said.\n\nRain";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn briefing() -> (Document, Annotations) {
        let date = jiff::civil::date(2031, 5, 4);
        let document = Document {
            name: "cafe.txt".to_owned(),
            text: TEXT.to_owned(),
            annotated: at("\n\nRain").start,
            blocks: vec![
                Block { kind: BlockKind::Headline, span: at("Café Shut") },
                Block { kind: BlockKind::Paragraph, span: at("“No,” she said.") },
            ],
            published: Some(Published { date, ..Published::default() }),
            latest: vec![Teaser { title: at("Rain"), ..Teaser::default() }],
            warnings: vec![Warning::at(WarningKind::Structure, at("Rain"), "It rains.")],
            ..Document::default()
        };
        let quote = annotation::Quote {
            kind: QuoteKind::Direct,
            content: smallvec![at("No,")],
            segments: smallvec![at("No,")],
            cue: Some(at("said")),
            source: Some(at("she")),
            speaker: Some(SpeakerId(0)),
            confidence: 2.0 / 3.0,
            evidence: Evidence::Cue,
        };
        let speaker = annotation::Speaker {
            canonical: "Mara Venn".to_owned(),
            aliases: vec!["Venn".to_owned()],
            role: None,
            kind: SpeakerKind::Person,
            mentions: vec![at("she")],
        };
        let found =
            Annotations { quotes: vec![quote], speakers: vec![speaker], ..Default::default() };
        (document, found)
    }

    #[test]
    fn an_article_in_the_order_of_its_fields() {
        let (document, annotations) = briefing();
        let written = serde_json::to_string(&article(&document, &annotations)).unwrap();
        insta::assert_snapshot!(written.replace(",\"", ",\n\""), @r##"
        {"headline":"Café Shut",
        "deck":null,
        "section":null,
        "byline":null,
        "published":"2031-05-04",
        "source":{"path":"cafe.txt",
        "url":null},
        "text":"Café Shut\n\n“No,” she said.",
        "body":["“No,” she said."],
        "latest":[{"title":"Rain",
        "summary":null,
        "published":null}],
        "quotes":[{"id":"q1",
        "kind":"direct",
        "content":[[12,15]],
        "segments":[[12,15]],
        "cue":[21,25],
        "speaker":"she",
        "speaker_span":[17,20],
        "canonical":"Mara Venn",
        "role":null,
        "confidence":0.67}],
        "unattributed":[],
        "speakers":[{"id":"s1",
        "canonical":"Mara Venn",
        "aliases":["Venn"],
        "role":null,
        "kind":"person",
        "quotes":["q1"]}],
        "warnings":[{"kind":"structure",
        "message":"It rains.",
        "span":null}]}
        "##);
    }

    #[test]
    fn a_record_counts_in_the_text_as_given() {
        let (mut document, annotations) = briefing();
        // The quotation stood first in the source, behind a sign that was taken out.
        document.source = SourceMap::default();
        let body = at("“No,” she said.");
        document.source.push(body.start, 3, body.len());
        let given = format!("\u{200b}{}", body.of(TEXT));
        let written = record(7.into(), &document, &annotations, &given);
        let written = serde_json::to_string(&written).unwrap();
        insta::assert_snapshot!(written.replace(",\"", ",\n\""), @r##"
        {"doc":7,
        "quotes":[{"id":"q1",
        "kind":"direct",
        "content":[[2,5]],
        "segments":[[2,5]],
        "cue":[11,15],
        "speaker":"she",
        "speaker_span":[7,10],
        "canonical":"Mara Venn",
        "role":null,
        "confidence":0.67}],
        "unattributed":[],
        "speakers":[{"id":"s1",
        "canonical":"Mara Venn",
        "aliases":["Venn"],
        "role":null,
        "kind":"person",
        "quotes":["q1"]}],
        "warnings":[{"kind":"structure",
        "message":"It rains.",
        "span":null}]}
        "##);
    }
}
