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
//! | tags | `feature`, `tag`, `chain` | content, cue and source, token by token |
//! | attribution | `group`, `source`, `cue`, `attribute` | which content, cue and source belong together |
//! | marks that nobody says | `judge` | why |
//! | content | `content` | the spans of the reported words |
//! | speakers | `speaker`, `cast` | which mentions are one person |
//!
//! `model` reads the learned weights; `learn` is what the training program sees. What each part
//! contributes is measured in `ACCURACY.md`, beside this file.

mod attribute;
mod cast;
mod chain;
mod content;
mod cue;
mod feature;
mod group;
mod judge;
mod language;
pub mod learn;
mod lexicon;
mod mention;
pub mod model;
mod prepare;
mod quote;
mod sentence;
mod source;
mod speaker;
pub mod survey;
pub mod tag;
mod token;

#[cfg(test)]
mod tests;

use crate::annotation::{Annotations, Quote, Unattributed};
use crate::document::Document;
use attribute::Draft;
use cast::Cast;
use cue::Scene;
use group::Tagging;
use prepare::{Block, Prepared, Segment, prepare};
use tag::{Tagged, Tagger};

/// Finds every quotation and its speaker. Total; linear in the text.
///
/// Annotations that the document brought along stand as they are.
#[must_use]
pub fn annotate(document: &Document) -> Annotations {
    if let Some(given) = &document.given {
        return given.clone();
    }
    let mut prepared = prepare(document);
    let is_english = language::is_english(&prepared.tokens);
    let mut tagging = Tagging::default();
    if is_english {
        tagging = tag(&prepared);
        source::add_sources(&mut prepared, &tagging.tags);
    } else {
        prepared.warnings.push(language::warning());
    }
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let drafts = if is_english {
        group::settle(&scene, &prepared.segments, &mut tagging);
        attribute::attribute(&scene, &prepared, &tagging)
    } else {
        language::by_nearness(&scene, &prepared)
    };
    let entities = speaker::resolve(&scene);
    let mut cast = Cast::new(&scene, &entities);
    let segments = &prepared.segments;
    let mut quotes: Vec<Quote> =
        drafts.iter().map(|draft| quote_of(&scene, segments, draft, &mut cast)).collect();
    quotes.sort_by_key(|quote| quote.content.first().map(|span| span.start));
    Annotations {
        quotes,
        unattributed: unattributed(&scene, segments, &drafts),
        speakers: cast.into_speakers(),
        warnings: prepared.warnings,
    }
}

/// Tags every token.
fn tag(prepared: &Prepared<'_>) -> Tagging {
    let mut tagging = Tagging::default();
    for block in prepared.blocks() {
        match Tagger::english() {
            Some(tagger) => tagging.extend(tagger.tag(&tag_rows(prepared, &block))),
            None => tagging.extend(block.tokens.map(|_| Tagged::OUT)),
        }
    }
    tagging
}

/// The rows of the features of a block's tokens.
fn tag_rows(prepared: &Prepared<'_>, block: &Block<'_>) -> Vec<feature::Rows> {
    let tokens = prepared.tokens_of(block.tokens.clone());
    let parts =
        feature::parts(tokens.len(), block.tokens.start, prepared.mentions_in(&block.tokens));
    let marks = feature::marks(prepared.text, tokens, block.tokens.start, block.segments);
    let mut rows = Vec::with_capacity(tokens.len());
    let (start, sentences) = (block.tokens.start, block.sentences);
    feature::rows(prepared.text, tokens, start, sentences, &parts, &marks, &mut rows);
    rows
}

fn quote_of(scene: &Scene<'_>, segments: &[Segment], draft: &Draft, cast: &mut Cast<'_>) -> Quote {
    let (kind, content, segments) = content::content(scene, segments, &draft.group);
    Quote {
        kind,
        content,
        segments,
        cue: draft.group.cue.clone().map(|tokens| scene.span(tokens)),
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
