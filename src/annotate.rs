//! Who said what: document to annotations.
//!
//! Rules find the candidates (marks, mentions), a small learned tagger chooses among them, and
//! rules put the answer together:
//!
//! | step | module | gives |
//! |---|---|---|
//! | marks | `quote` | stretches in quotation marks |
//! | tokens, sentences | `token`, `sentence` | words with the classes of a `lexicon` |
//! | mentions | `mention` | every naming of a possible source |
//! | language | `language` | whether the words are known; names near marks if not |
//! | turns | `turn` | what each speaker of a transcript says |
//! | tags | `feature`, `tag` | content, cue and source, token by token |
//! | reading | `reading` | tags that are one for each stretch in marks; where content points |
//! | what the tagger missed | `frame`, `complete` | what sentences of a known build report; the rest of what was begun |
//! | what it took along | `cut` | content without what is none of it |
//! | speech or not | `said`, `trees` | whether somebody says a stretch in marks |
//! | attribution | `group`, `source`, `cue`, `attribute` | which content, cue and source belong together |
//! | marks that nobody says | `judge` | why |
//! | content | `content` | the spans of the reported words |
//! | speakers | `speaker`, `cast` | which mentions are one person |
//!
//! `model` reads the learned weights; `learn` is what the training program sees. What each part
//! contributes is measured in `ACCURACY.md`, beside this file.

mod attribute;
mod author;
mod cast;
mod complete;
mod content;
mod cue;
mod cut;
mod dateline;
mod feature;
mod frame;
mod group;
mod headline;
mod judge;
mod kinds;
mod language;
pub mod learn;
mod lexicon;
mod mention;
pub mod model;
mod prepare;
mod quote;
mod reading;
mod said;
mod sentence;
mod source;
mod speaker;
mod surname;
pub mod survey;
pub mod tag;
mod token;
mod trees;
mod turn;

#[cfg(test)]
mod tests;

use crate::annotation::{Annotations, Quote, Unattributed};
use crate::document::Document;
use attribute::Draft;
use cast::{Cast, Part};
use cue::Scene;
use prepare::{Prepared, Segment};
pub use sentence::sentences;
use tag::Tagger;

/// Finds every quotation and its speaker. Total; linear in the text.
///
/// Annotations that the document brought along stand as they are.
#[must_use]
pub fn annotate(document: &Document) -> Annotations {
    annotate_with(document, Tagger::english())
}

/// Annotates with a tagger of one's own; without one nothing is found to be reported.
fn annotate_with(document: &Document, tagger: Option<&Tagger>) -> Annotations {
    if let Some(given) = &document.given {
        return given.clone();
    }
    let kinds = tagger.map(|tagger| tagger.kinds).unwrap_or_default();
    let (parts, mut warnings) = prepare::parts(document, kinds);
    let mut found = Annotations::default();
    let mut cast = Cast::by(author::of(document));
    let mut is_strange = false;
    for prepared in parts {
        let read = prepared.tokens.last().map_or(0, |token| token.span.end);
        let is_english = language::is_english(&prepared.tokens);
        is_strange |= !is_english;
        add_part(prepared, tagger.filter(|_| is_english), is_english, &mut cast, &mut found);
        // A list that grows step by step is copied each time, and leaves gaps in memory behind: it
        // gets room for as many quotes to a byte as there were so far, and some.
        let rest = document.annotated.saturating_sub(read);
        let more = found.quotes.len().saturating_mul(rest).checked_div(read).unwrap_or(0);
        found.quotes.reserve(more + more / 8);
    }
    if is_strange {
        warnings.push(language::warning());
    }
    found.quotes.shrink_to_fit();
    Annotations { speakers: cast.into_speakers(), warnings, ..found }
}

/// Annotates a part of a document.
fn add_part(
    mut prepared: Prepared<'_>,
    tagger: Option<&Tagger>,
    is_english: bool,
    cast: &mut Cast,
    found: &mut Annotations,
) {
    let reading = reading::read(&prepared, tagger);
    source::add_sources(&mut prepared, &reading.tags);
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let entities = speaker::resolve(&scene, &prepared.inner);
    let drafts = if is_english {
        attribute::attribute(&scene, &prepared, &reading, &entities)
    } else {
        language::by_nearness(&scene, &prepared)
    };
    let mut part = cast.enter(&scene, &entities, prepared.turns.is_empty());
    let segments = &prepared.segments;
    let mut quotes: Vec<Quote> =
        drafts.iter().map(|draft| quote_of(&scene, segments, draft, &mut part)).collect();
    quotes.sort_by_key(|quote| quote.content.first().map(|span| span.start));
    found.quotes.append(&mut quotes);
    found.unattributed.extend(unattributed(&scene, segments, &drafts));
}

fn quote_of(scene: &Scene<'_>, segments: &[Segment], draft: &Draft, cast: &mut Part<'_>) -> Quote {
    let (kind, content, segments) = content::content(scene, segments, &draft.group);
    Quote {
        kind,
        content,
        segments,
        cue: draft.group.cue.clone().map(|tokens| scene.span(scene.reporting(tokens))),
        source: draft.subject.as_ref().map(|subject| scene.span(subject.tokens.clone())),
        speaker: draft.subject.as_ref().and_then(|subject| cast.speaker_of(subject)),
        confidence: draft.confidence,
        evidence: draft.evidence,
    }
}

/// The segments that lie in no reported words, with the reason.
fn unattributed(scene: &Scene<'_>, segments: &[Segment], drafts: &[Draft]) -> Vec<Unattributed> {
    let mut is_said = vec![false; segments.len()];
    for content in drafts.iter().flat_map(|draft| &draft.group.contents) {
        let from = segments.partition_point(|segment| segment.tokens.start < content.start);
        let to = segments.partition_point(|segment| segment.tokens.start < content.end);
        is_said.get_mut(from..to).unwrap_or_default().fill(true);
    }
    let rest = segments.iter().zip(is_said).filter(|(_, is_said)| !is_said);
    rest.map(|(segment, _)| Unattributed {
        span: segment.mark.inner,
        reason: judge::reason(scene, segment),
    })
    .collect()
}
