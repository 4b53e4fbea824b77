//! The annotated briefing as TOML: written by `annotate --format toml`, read back here.
//!
//! Offsets are code points of the annotated text: headline, deck and body, parted by blank
//! lines. Each quotation also holds the words of its first content, so that a file whose text
//! was edited by hand still finds its quotations (`place`).

mod apart;
mod place;

use super::Limits;
use super::build::{Parts, Piece, TeaserParts, Words, build};
use super::date::parse_date;
use super::front_matter;
use super::sanitize::{Breaks, Clean, sanitize, sanitize_line};
use crate::annotation::{
    Annotations, Evidence, Quote, QuoteKind, Speaker, SpeakerId, SpeakerKind, Unattributed,
    UnattributedReason,
};
use crate::document::{BlockKind, Document, Marker};
use crate::span::CodePoints;
use crate::warning::{Warning, WarningKind};
pub use apart::{AnnotatedLink, AnnotatedStyle};
use place::Places;
use serde::{Deserialize, Deserializer, Serialize};

/// The value of `format` in the files that this version writes.
pub const FORMAT: &str = "pullquote 1";

/// A file of one annotated briefing. Everything but `format` may be missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnotatedFile {
    /// `pullquote 1`.
    pub format: String,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The summary under the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deck: Option<String>,
    /// The section or rubric.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The authors as the page words them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "date_text")]
    pub published: Option<String>,
    /// The article's own address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The article's own identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The blocks of the body.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<String>,
    /// What each block is (`paragraph`, `heading 2`, `item 0`, `quotation`, `preformatted`);
    /// left out where all are paragraphs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body_kinds: Vec<String>,
    /// Words that lead elsewhere, but for addresses that stand in the text as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<AnnotatedLink>,
    /// Words that mark-up sets apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub styled: Vec<AnnotatedStyle>,
    /// Notices of other articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub latest: Vec<AnnotatedTeaser>,
    /// The quotations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<AnnotatedQuote>,
    /// Text in marks that nobody says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unattributed: Vec<AnnotatedMarks>,
    /// The speakers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<AnnotatedSpeaker>,
}

/// A notice of another article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnotatedTeaser {
    /// The other article's title.
    pub title: String,
    /// Its first words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "date_text")]
    pub published: Option<String>,
}

/// A quotation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnotatedQuote {
    /// `q1`, `q2` …, for people to refer to.
    pub id: String,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// The words of the first content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// All the reported words.
    pub content: Vec<[usize; 2]>,
    /// The parts in marks, without the marks.
    pub segments: Vec<[usize; 2]>,
    /// The reporting words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<[usize; 2]>,
    /// The mention of the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_span: Option<[usize; 2]>,
    /// The `id` of the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Text in marks that nobody says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnotatedMarks {
    /// The words without the marks.
    pub span: [usize; 2],
    /// `title`, `nickname`, `scare_quote` or `no_source`.
    pub reason: String,
}

/// A speaker.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnotatedSpeaker {
    /// `sp1`, `sp2` …
    pub id: String,
    /// The fullest name.
    pub canonical: String,
    /// Other namings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the article says the speaker is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `person`, `group`, `organisation` or `unnamed`.
    pub kind: String,
    /// Every mention.
    pub mentions: Vec<[usize; 2]>,
}

/// Reads a date that is a string or a date of TOML.
fn date_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::<front_matter::Value>::deserialize(deserializer)
        .map(|value| value.and_then(front_matter::text))
}

/// Reads an annotated briefing; `None` if the text is none, `Err` with the reason if it is one
/// but does not parse.
pub(super) fn parse(text: &str) -> Option<Result<AnnotatedFile, String>> {
    let names_format = |line: &str| {
        let value = line.trim().strip_prefix("format")?.trim_start().strip_prefix('=')?;
        let value = value.trim_start().strip_prefix(['"', '\''])?;
        value.starts_with("pullquote ").then_some(())
    };
    let top = text.lines().take_while(|line| !line.trim_start().starts_with('['));
    top.into_iter().find_map(names_format)?;
    Some(toml::from_str(text).map_err(|error| error.message().to_owned()))
}

impl AnnotatedFile {
    /// Makes the file of a document and what was found in it. O(n log n).
    #[must_use]
    pub fn from_parts(document: &Document, annotations: &Annotations) -> Self {
        let text = document.text.as_str();
        let points = CodePoints::new(document.annotated_text());
        let spans = |spans: &[_]| spans.iter().map(|span| points.of_span(*span)).collect();
        let speaker_id = |id: SpeakerId| format!("sp{}", id.0 + 1);
        let quote = |(index, quote): (usize, &Quote)| AnnotatedQuote {
            id: format!("q{}", index + 1),
            kind: quote.kind.name().to_owned(),
            text: quote.content.first().map(|span| span.of(text).to_owned()),
            content: spans(&quote.content),
            segments: spans(&quote.segments),
            cue: quote.cue.map(|span| points.of_span(span)),
            speaker_span: quote.source.map(|span| points.of_span(span)),
            speaker: quote.speaker.map(speaker_id),
            confidence: quote.confidence,
        };
        let speaker = |(index, speaker): (usize, &Speaker)| AnnotatedSpeaker {
            id: speaker_id(SpeakerId(index)),
            canonical: speaker.canonical.clone(),
            aliases: speaker.aliases.clone(),
            role: speaker.role.clone(),
            kind: speaker.kind.name().to_owned(),
            mentions: spans(&speaker.mentions),
        };
        let body: Vec<_> = document.body().collect();
        let is_plain = body.iter().all(|block| block.kind == BlockKind::Paragraph);
        let kinds = body.iter().filter(|_| !is_plain).map(|block| kind_name(block.kind));
        let (links, styled) = apart::of(document);
        Self {
            format: FORMAT.to_owned(),
            headline: Some(document.headline().to_owned()).filter(|text| !text.is_empty()),
            deck: document.deck().map(str::to_owned),
            section: document.section.map(|span| span.of(text).to_owned()),
            byline: document.byline.map(|span| span.of(text).to_owned()),
            published: document.published.map(|date| date.to_string()),
            url: document.url.clone(),
            id: document.id.clone(),
            body_kinds: kinds.collect(),
            body: body.iter().map(|block| block.span.of(text).to_owned()).collect(),
            links,
            styled,
            latest: document
                .latest
                .iter()
                .map(|teaser| AnnotatedTeaser {
                    title: teaser.title.of(text).to_owned(),
                    summary: teaser.summary.map(|span| span.of(text).to_owned()),
                    published: teaser.published.map(|date| date.to_string()),
                })
                .collect(),
            quotes: annotations.quotes.iter().enumerate().map(quote).collect(),
            unattributed: annotations
                .unattributed
                .iter()
                .map(|marks| AnnotatedMarks {
                    span: points.of_span(marks.span),
                    reason: marks.reason.name().to_owned(),
                })
                .collect(),
            speakers: annotations.speakers.iter().enumerate().map(speaker).collect(),
        }
    }

    /// Makes a document that brings its annotations along. What does not fit the text is left
    /// out with a warning.
    #[must_use]
    pub fn into_document(self, name: &str, limits: &Limits) -> Document {
        let own = |text: String| -> Words { vec![Piece::Own(text)] };
        let kinds = self.body_kinds.iter().map(|kind| kind_of_name(kind));
        let kinds = kinds.chain(std::iter::repeat(BlockKind::Paragraph));
        let mut parts = Parts {
            headline: self.headline.map(own),
            deck: self.deck.map(own),
            body: kinds.zip(self.body).map(|(kind, text)| (kind, own(text))).collect(),
            section: self.section.map(own),
            byline: self.byline.map(own),
            published: self.published.as_deref().and_then(parse_date),
            url: self.url,
            id: self.id,
            latest: Vec::new(),
            warnings: Vec::new(),
        };
        parts.latest.extend(self.latest.into_iter().map(|teaser| TeaserParts {
            title: own(teaser.title),
            summary: teaser.summary.map(own),
            published: teaser.published.as_deref().and_then(parse_date),
        }));
        if self.format != FORMAT {
            let format = sanitize_line(&self.format);
            let message = format!(
                "The file says that it is “{format}”, which this version does not know; \
                 what it could read of it is shown."
            );
            parts.warnings.push(Warning::new(WarningKind::Structure, message));
        }
        let mut document = build(name, &Clean::default(), parts, limits.teasers);
        let text = document.annotated_text().to_owned();
        let mut places = Places::new(&text);
        let given = annotations(&mut places, self.quotes, self.unattributed, self.speakers);
        apart::put(&mut document, &mut places, self.links, self.styled);
        let lost = places.lost();
        if lost > 0 {
            let message = format!("{lost} of the file's annotations do not fit its text.");
            document.warnings.push(Warning::new(WarningKind::Structure, message));
        }
        document.given = Some(given);
        document
    }

    /// Writes the file: plain facts first, a paragraph a line, then the tables.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let rest = Self { body: Vec::new(), ..self.clone() };
        let rest = toml::to_string(&rest).unwrap_or_default();
        let tables = rest.find("\n[[").unwrap_or(rest.len());
        let (facts, tables) = rest.split_at_checked(tables).unwrap_or((&rest, ""));
        let body =
            self.body.iter().map(|text| format!("    {},\n", toml::Value::String(text.clone())));
        format!("{}\nbody = [\n{}]\n{tables}", facts.trim_end(), body.collect::<String>())
    }
}

/// Returns the annotations of a document; `places` counts what does not fit.
fn annotations(
    places: &mut Places<'_>,
    quotes: Vec<AnnotatedQuote>,
    unattributed: Vec<AnnotatedMarks>,
    speakers: Vec<AnnotatedSpeaker>,
) -> Annotations {
    let ids: std::collections::HashMap<String, SpeakerId> = speakers
        .iter()
        .enumerate()
        .map(|(n, speaker)| (speaker.id.clone(), SpeakerId(n)))
        .collect();
    let mut given = Annotations::default();
    for quote in quotes {
        let Some(shift) = shift(places, &quote) else { continue };
        let content = places.spans(&quote.content, shift);
        if content.is_empty() {
            continue;
        }
        let segments = places.spans(&quote.segments, shift);
        given.quotes.push(Quote {
            kind: quote_kind(&quote.kind, segments.is_empty()),
            content,
            segments,
            cue: quote.cue.and_then(|span| places.span(span, shift)),
            source: quote.speaker_span.and_then(|span| places.span(span, shift)),
            speaker: quote.speaker.and_then(|id| places.found(ids.get(&id).copied())),
            confidence: if quote.confidence.is_nan() {
                0.0
            } else {
                quote.confidence.clamp(0.0, 1.0)
            },
            evidence: Evidence::Given,
        });
    }
    for marks in unattributed {
        let Some(span) = places.near(marks.span) else { continue };
        given.unattributed.push(Unattributed { span, reason: reason(&marks.reason) });
    }
    for speaker in speakers {
        let clean = |text: &String| sanitize_line(text).trim().to_owned();
        given.speakers.push(Speaker {
            canonical: clean(&speaker.canonical),
            aliases: speaker.aliases.iter().map(clean).filter(|text| !text.is_empty()).collect(),
            role: speaker.role.as_ref().map(clean).filter(|text| !text.is_empty()),
            kind: speaker_kind(&speaker.kind),
            mentions: speaker.mentions.iter().filter_map(|span| places.near(*span)).collect(),
        });
    }
    given.quotes.sort_by_key(|quote| quote.content.first().map(|span| span.start));
    given.unattributed.sort_by_key(|marks| marks.span.start);
    given
}

/// Returns by how many code points a quotation has moved since its offsets were written; `None`
/// (and counts it) if its words are gone.
fn shift(places: &mut Places<'_>, quote: &AnnotatedQuote) -> Option<isize> {
    let words = quote.text.as_deref().filter(|words| !words.is_empty());
    let (Some([start, _]), Some(words)) = (quote.content.first(), words) else { return Some(0) };
    let words = sanitize(words, Breaks::Keep).text;
    let shift = places.moved(*start, &words);
    places.found(shift)
}

fn quote_kind(name: &str, is_unmarked: bool) -> QuoteKind {
    let kinds = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];
    let other = if is_unmarked { QuoteKind::Indirect } else { QuoteKind::Direct };
    kinds.into_iter().find(|kind| kind.name() == name).unwrap_or(other)
}

fn speaker_kind(name: &str) -> SpeakerKind {
    use SpeakerKind::{Group, Organisation, Person, Unnamed};
    let kinds = [Person, Group, Organisation, Unnamed];
    kinds.into_iter().find(|kind| kind.name() == name).unwrap_or(Unnamed)
}

fn reason(name: &str) -> UnattributedReason {
    use UnattributedReason::{Nickname, NoSource, ScareQuote, Title};
    let reasons = [Title, Nickname, ScareQuote, NoSource];
    reasons.into_iter().find(|reason| reason.name() == name).unwrap_or(NoSource)
}

fn kind_name(kind: BlockKind) -> String {
    match kind {
        BlockKind::Headline | BlockKind::Deck | BlockKind::Paragraph => "paragraph".to_owned(),
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::Item(depth, Marker::Bullet) => format!("item {depth}"),
        BlockKind::Item(depth, Marker::Number(number)) => format!("item {depth} {number}"),
        BlockKind::Item(depth, Marker::None) => format!("item {depth} -"),
        BlockKind::Quotation => "quotation".to_owned(),
        BlockKind::Preformatted => "preformatted".to_owned(),
        BlockKind::Table => "table".to_owned(),
    }
}

fn kind_of_name(name: &str) -> BlockKind {
    let (name, number) = name.split_once(' ').unwrap_or((name, ""));
    match name {
        "heading" => BlockKind::Heading(number.parse().unwrap_or(2)),
        "item" => {
            let (depth, marker) = number.split_once(' ').unwrap_or((number, ""));
            let number = marker.parse().map_or(Marker::Bullet, Marker::Number);
            let marker = if marker == "-" { Marker::None } else { number };
            BlockKind::Item(depth.parse().unwrap_or(0), marker)
        }
        "quotation" => BlockKind::Quotation,
        "preformatted" => BlockKind::Preformatted,
        "table" => BlockKind::Table,
        _ => BlockKind::Paragraph,
    }
}

#[cfg(test)]
mod tests;
