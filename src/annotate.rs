//! Who said what: document to annotations.
//!
//! Rules find the candidates (marks, cues, mentions) and choose among them:
//!
//! | step | module | gives |
//! |---|---|---|
//! | marks | `quote` | stretches in quotation marks |
//! | tokens, sentences | `token`, `sentence` | words with the classes of a `lexicon` |
//! | mentions | `mention` | every naming of a possible source |
//! | attribution | `attribute`, `cue`, `judge` | a source for each stretch, or why it has none |
//! | content | `content` | how far the reported words reach |
//! | speakers | `speaker` | which mentions are one person |

mod attribute;
mod content;
mod cue;
mod judge;
mod lexicon;
mod mention;
mod quote;
mod sentence;
mod speaker;
mod token;

#[cfg(test)]
mod tests;

use crate::annotation::{Annotations, Quote, Speaker, SpeakerId, Unattributed};
use crate::document::{BlockKind, Document};
use crate::span::Span;
use attribute::{Draft, Segment};
use cue::Scene;
use lexicon::Lexicon;
use quote::Marked;
use sentence::Sentence;
use std::collections::{HashMap, HashSet};
use token::{Shape, Token};

/// Finds every quotation and its speaker. Total; linear in the text.
///
/// Annotations that the document brought along stand as they are.
#[must_use]
pub fn annotate(document: &Document) -> Annotations {
    if let Some(given) = &document.given {
        return given.clone();
    }
    let text = document.annotated_text();
    let (marked, warnings) = quote::find_marked(text, &document.blocks);
    let outermost: Vec<Marked> = marked.into_iter().filter(|mark| mark.depth == 0).collect();
    let prepared = prepare(document, &outermost);
    let mut mentions = Vec::new();
    for (index, sentence) in prepared.sentences.iter().enumerate() {
        mention::find(
            text,
            &prepared.tokens,
            sentence,
            index,
            &prepared.lower_words,
            &mut mentions,
        );
    }
    let scene = Scene { text, tokens: &prepared.tokens, mentions: &mentions };
    let drafts = attribute::attribute(&scene, &prepared.sentences, &prepared.segments);
    let unattributed = drafts
        .unattributed
        .iter()
        .filter_map(|&(index, reason)| {
            Some(Unattributed { span: prepared.segments.get(index)?.mark.inner, reason })
        })
        .collect();
    let entities = speaker::resolve(&scene);
    let mut cast =
        Cast { scene: &scene, entities: &entities, speakers: Vec::new(), known: HashMap::new() };
    let quotes = drafts
        .quotes
        .iter()
        .map(|draft| {
            let (kind, content) =
                content::content(&scene, &prepared.sentences, &prepared.segments, draft);
            let segments = draft
                .segments
                .iter()
                .filter_map(|&i| prepared.segments.get(i))
                .map(|segment| segment.mark.inner)
                .collect();
            Quote {
                kind,
                content,
                segments,
                cue: draft.link.cue.clone().map(|tokens| scene.span(tokens)),
                source: draft.link.subject.as_ref().map(|s| scene.span(s.tokens.clone())),
                speaker: cast.speaker_of(draft),
                confidence: draft.link.confidence,
                evidence: draft.link.evidence,
            }
        })
        .collect();
    Annotations { quotes, unattributed, speakers: cast.speakers, warnings }
}

/// The text cut up: what every later step reads.
struct Prepared<'t> {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    segments: Vec<Segment>,
    /// Words that the document writes with a small first letter.
    lower_words: HashSet<&'t str>,
}

fn prepare<'t>(document: &'t Document, marked: &[Marked]) -> Prepared<'t> {
    let text = document.annotated_text();
    let lexicon = Lexicon::english();
    let mut prepared = Prepared {
        tokens: Vec::with_capacity(text.len() / 5),
        sentences: Vec::new(),
        segments: Vec::new(),
        lower_words: HashSet::new(),
    };
    let mut marks = marked;
    for (block, of) in document.blocks.iter().enumerate() {
        if of.kind == BlockKind::Preformatted {
            continue;
        }
        let count = marks.partition_point(|mark| mark.outer.start < of.span.end);
        let (own, rest) = marks.split_at_checked(count).unwrap_or((marks, &[]));
        marks = rest;
        let from = prepared.tokens.len();
        prepared.tokens.extend(token::tokenize(text, of, lexicon));
        set_quoted(prepared.tokens.get_mut(from..).unwrap_or_default(), own);
        let range = from..prepared.tokens.len();
        let first = prepared.sentences.len();
        sentence::split(&prepared.tokens, range, block, own, &mut prepared.sentences);
        let headline = of.kind == BlockKind::Headline;
        add_segments(&mut prepared, from, first, own, headline);
    }
    let small = prepared.tokens.iter().filter(|token| token.shape == Shape::Lower);
    prepared.lower_words = small.map(|token| token.span.of(text)).collect();
    prepared
}

fn set_quoted(tokens: &mut [Token], marked: &[Marked]) {
    let mut marks = marked.iter().peekable();
    for token in tokens {
        while marks.next_if(|mark| mark.outer.end <= token.span.start).is_some() {}
        token.quoted = marks.peek().is_some_and(|mark| mark.outer.holds(token.span.start));
    }
}

/// Places the marks of a block, whose tokens begin at `from` and sentences at `first`.
fn add_segments(
    prepared: &mut Prepared<'_>,
    from: usize,
    first: usize,
    marked: &[Marked],
    headline: bool,
) {
    let mut sentence = first;
    for &mark in marked {
        let tokens = prepared.tokens.get(from..).unwrap_or(&[]);
        let start = from + tokens.partition_point(|token| token.span.end <= mark.outer.start);
        let end = from + tokens.partition_point(|token| token.span.start < mark.outer.end);
        while prepared.sentences.get(sentence).is_some_and(|s| s.tokens.end <= start) {
            sentence += 1;
        }
        let Some(of) = prepared.sentences.get(sentence) else { continue };
        let block = of.block;
        let tokens = start..end;
        prepared.segments.push(Segment { mark, tokens, sentence, block, headline });
    }
}

/// Collects the speakers that quotes name, in the order in which they first speak.
struct Cast<'a> {
    scene: &'a Scene<'a>,
    entities: &'a speaker::Entities,
    speakers: Vec<Speaker>,
    /// Speakers by entity, or by the words of a pair (“Ruiz and Bell”).
    known: HashMap<Who, SpeakerId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Entity(usize),
    Pair(String),
}

impl Cast<'_> {
    fn speaker_of(&mut self, draft: &Draft) -> Option<SpeakerId> {
        let subject = draft.link.subject.as_ref()?;
        let pair = self.pair(subject);
        let who = match pair {
            Some(words) => Who::Pair(words),
            None => Who::Entity((*self.entities.of_mention.get(subject.mention)?)?),
        };
        if let Some(&id) = self.known.get(&who) {
            return Some(id);
        }
        let speaker = match &who {
            Who::Pair(words) => Speaker {
                canonical: words.clone(),
                aliases: Vec::new(),
                role: None,
                kind: crate::annotation::SpeakerKind::Group,
                mentions: vec![self.scene.span(subject.tokens.clone())],
            },
            Who::Entity(id) => self.describe(*id)?,
        };
        let id = SpeakerId(self.speakers.len());
        self.speakers.push(speaker);
        self.known.insert(who, id);
        Some(id)
    }

    /// The words of a source that names two: “Ana Ruiz and Tom Bell”.
    fn pair(&self, subject: &cue::Subject) -> Option<String> {
        let mention = self.scene.mentions.get(subject.mention)?;
        let joined =
            subject.tokens.end > mention.full.end && self.scene.word(mention.tokens.end) == "and";
        joined.then(|| squeeze(self.scene.span(subject.tokens.clone()).of(self.scene.text)))
    }

    fn describe(&self, id: usize) -> Option<Speaker> {
        let entity = self.entities.all.get(id)?;
        let canonical = entity.canonical();
        let mut aliases: Vec<String> = Vec::new();
        let mut mentions: Vec<Span> = Vec::new();
        for mention in entity.mentions.iter().filter_map(|&i| self.scene.mentions.get(i)) {
            let span = self.scene.span(mention.tokens.clone());
            mentions.push(span);
            let name = squeeze(self.scene.span(mention.name.clone()).of(self.scene.text));
            if mention.kind != mention::MentionKind::Pronoun
                && name != canonical
                && !aliases.contains(&name)
            {
                aliases.push(name);
            }
        }
        Some(Speaker {
            canonical,
            aliases,
            role: entity.role.clone(),
            kind: entity.speaker_kind(),
            mentions,
        })
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
