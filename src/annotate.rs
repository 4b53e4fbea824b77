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
mod feature;
mod group;
mod judge;
pub mod learn;
mod lexicon;
mod mention;
pub mod model;
mod quote;
mod sentence;
mod speaker;
pub mod survey;
pub mod tag;
mod token;

#[cfg(test)]
mod tests;

use crate::annotation::{Annotations, Quote, Speaker, SpeakerId, Unattributed};
use crate::document::{BlockKind, Document};
use crate::span::Span;
use crate::warning::Warning;
use attribute::{Draft, Segment};
use cue::Scene;
use lexicon::Lexicon;
use mention::{Mention, SmallWords};
use quote::Marked;
use sentence::Sentence;
use std::collections::HashMap;
use token::Token;

/// Finds every quotation and its speaker. Total; linear in the text.
///
/// Annotations that the document brought along stand as they are.
#[must_use]
pub fn annotate(document: &Document) -> Annotations {
    if let Some(given) = &document.given {
        return given.clone();
    }
    let Front { prepared, mut mentions, warnings } = front(document);
    let text = document.annotated_text();
    let mut tags = tags(text, &prepared, &mentions);
    let found = {
        let scene = Scene { text, tokens: &prepared.tokens, mentions: &mentions };
        let mut more = mentions.clone();
        group::add_sources(&scene, &tags, |at| prepared.sentence_at(at), &mut more);
        more
    };
    mentions = found;
    let scene = Scene { text, tokens: &prepared.tokens, mentions: &mentions };
    group::settle(&scene, &prepared.segments, &mut tags);
    let drafts = attribute::attribute(&scene, &prepared.sentences, &prepared.segments);
    let entities = speaker::resolve(&scene);
    let mut cast =
        Cast { scene: &scene, entities: &entities, speakers: Vec::new(), known: HashMap::new() };
    let mut taken = vec![false; prepared.segments.len()];
    let mut all: Vec<Draft> = Vec::new();
    for sentences in prepared.sentences.chunk_by(|a, b| a.block == b.block) {
        let block = sentences.first().map_or(0, |s| s.tokens.start)
            ..sentences.last().map_or(0, |s| s.tokens.end);
        let from = prepared.segments.partition_point(|s| s.tokens.start < block.start);
        let to = prepared.segments.partition_point(|s| s.tokens.start < block.end);
        let own = prepared.segments.get(from..to).unwrap_or_default();
        for group in group::groups(&tags, sentences, own, from) {
            if group.cue.is_none() && group.segments.is_empty() {
                continue;
            }
            let mut subject =
                group.source.clone().and_then(|s| group::subject(&scene, s, block.start));
            let rule = drafts
                .quotes
                .iter()
                .find(|d| d.segments.iter().any(|i| group.segments.contains(i)));
            let mut evidence = crate::annotation::Evidence::Cue;
            if subject.is_none()
                && let Some(rule) = rule
            {
                subject = rule.link.subject.clone();
                evidence = rule.link.evidence;
            }
            for &i in &group.segments {
                if let Some(slot) = taken.get_mut(i) {
                    *slot = true;
                }
            }
            all.push(Draft {
                segments: group.segments,
                link: attribute::Link {
                    cue: group.cue,
                    subject,
                    side: attribute::Side::Apart,
                    evidence,
                    confidence: 0.8,
                },
                contents: Some(group.contents),
            });
        }
    }
    let rules = std::env::var("RULES").is_ok();
    for mut draft in drafts.quotes {
        draft.segments.retain(|&i| taken.get(i).is_some_and(|t| !t));
        if !draft.segments.is_empty() && rules {
            all.push(draft);
        }
    }
    let unattributed = drafts
        .unattributed
        .iter()
        .filter(|(index, _)| taken.get(*index).is_some_and(|t| !t))
        .filter_map(|&(index, reason)| {
            Some(Unattributed { span: prepared.segments.get(index)?.mark.inner, reason })
        })
        .collect();
    let mut quotes: Vec<Quote> = all
        .iter()
        .map(|draft| {
            let segments: Vec<Span> = draft
                .segments
                .iter()
                .filter_map(|&i| prepared.segments.get(i))
                .map(|segment| segment.mark.inner)
                .collect();
            let (kind, content) = match &draft.contents {
                None => content::content(&scene, &prepared.sentences, &prepared.segments, draft),
                Some(contents) => {
                    let owned: Vec<&Segment> =
                        draft.segments.iter().filter_map(|&i| prepared.segments.get(i)).collect();
                    let whole = |c: &std::ops::Range<usize>| {
                        c.clone().all(|at| {
                            scene.token(at).is_some_and(|t| {
                                !t.is_word() || owned.iter().any(|s| s.tokens.contains(&at))
                            })
                        })
                    };
                    let direct = contents.iter().all(whole);
                    if direct {
                        (crate::annotation::QuoteKind::Direct, segments.clone())
                    } else {
                        let spans = contents.iter().map(|c| scene.span(c.clone())).collect();
                        let kind = if segments.is_empty() {
                            crate::annotation::QuoteKind::Indirect
                        } else {
                            crate::annotation::QuoteKind::Mixed
                        };
                        (kind, spans)
                    }
                }
            };
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
    quotes.sort_by_key(|quote| quote.content.first().map(|s| s.start));
    Annotations { quotes, unattributed, speakers: cast.speakers, warnings }
}

/// The tokens of each block, from its first sentence to its last.
fn blocks(sentences: &[Sentence]) -> Vec<std::ops::Range<usize>> {
    sentences
        .chunk_by(|a, b| a.block == b.block)
        .filter_map(|of| Some(of.first()?.tokens.start..of.last()?.tokens.end))
        .collect()
}

/// The tags of all tokens.
fn tags(text: &str, prepared: &Prepared<'_>, mentions: &[Mention]) -> Vec<tag::Tag> {
    let mut tags = vec![tag::Tag::Out; prepared.tokens.len()];
    let Some(tagger) = tag::Tagger::english() else { return tags };
    let mut scratch = tag::Scratch::default();
    for block in blocks(&prepared.sentences) {
        let rows = block_rows(text, prepared, mentions, block.clone());
        if let Some(own) = tags.get_mut(block) {
            tagger.tag(&rows, &mut scratch, own);
        }
    }
    tags
}

fn block_rows(
    text: &str,
    prepared: &Prepared<'_>,
    mentions: &[Mention],
    block: std::ops::Range<usize>,
) -> Vec<feature::Rows> {
    let tokens = prepared.tokens.get(block.clone()).unwrap_or_default();
    let from = mentions.partition_point(|m| m.tokens.start < block.start);
    let to = mentions.partition_point(|m| m.tokens.start < block.end);
    let own = mentions.get(from..to).unwrap_or_default();
    let parts = feature::parts(tokens.len(), block.start, own);
    let first = prepared.sentences.partition_point(|s| s.tokens.end <= block.start);
    let sentences = prepared.sentences.get(first..).unwrap_or_default();
    let mut rows = Vec::with_capacity(tokens.len());
    let from = prepared.segments.partition_point(|s| s.tokens.start < block.start);
    let to = prepared.segments.partition_point(|s| s.tokens.start < block.end);
    let segments = prepared.segments.get(from..to).unwrap_or_default();
    let marks = feature::marks(text, tokens, block.start, segments);
    feature::rows(text, tokens, block.start, sentences, &parts, &marks, &mut rows);
    rows
}

/// What the rules find before anything is chosen.
struct Front<'t> {
    prepared: Prepared<'t>,
    mentions: Vec<Mention>,
    warnings: Vec<Warning>,
}

fn front(document: &Document) -> Front<'_> {
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
            &prepared.small_words,
            &mut mentions,
        );
    }
    Front { prepared, mentions, warnings }
}

/// The text cut up: what every later step reads.
struct Prepared<'t> {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    segments: Vec<Segment>,
    small_words: SmallWords<'t>,
}

impl Prepared<'_> {
    /// Returns the index of the sentence that holds the token.
    fn sentence_at(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= at)
    }
}

fn prepare<'t>(document: &'t Document, marked: &[Marked]) -> Prepared<'t> {
    let text = document.annotated_text();
    let lexicon = Lexicon::english();
    let mut prepared = Prepared {
        tokens: Vec::with_capacity(text.len() / 5),
        sentences: Vec::new(),
        segments: Vec::new(),
        small_words: SmallWords::default(),
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
        token::tokenize(text, of, lexicon, &mut prepared.tokens);
        set_quoted(prepared.tokens.get_mut(from..).unwrap_or_default(), own);
        let range = from..prepared.tokens.len();
        let first = prepared.sentences.len();
        sentence::split(&prepared.tokens, range, block, own, &mut prepared.sentences);
        let headline = of.kind == BlockKind::Headline;
        add_segments(&mut prepared, from, first, own, headline);
    }
    prepared.small_words = SmallWords::of(text, &prepared.tokens);
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
