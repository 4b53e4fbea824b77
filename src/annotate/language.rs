//! Which language a text is in, as far as the annotator must know it.
//!
//! The words and weights are English. A text in another language is annotated by what needs no
//! words: marks, and the names near them.

use super::attribute::Draft;
use super::cue::{Scene, Subject};
use super::group::Group;
use super::lexicon::Class;
use super::mention::MentionKind;
use super::prepare::{Block, Prepared, Segment};
use super::token::{Shape, Token};
use crate::annotation::Evidence;
use crate::warning::{Warning, WarningKind};
use std::ops::Range;

/// A text with fewer words is taken for English: too little to tell.
const FEWEST: usize = 40;
/// One word in so many is a function word in any English text (in news, one in three); of other
/// languages' words only a few look like one.
const SHARE: usize = 6;
/// How often the nearest name is taken to be right.
const NEAREST: f32 = 0.3;
/// Fewest words in marks that are taken for speech.
const WORDS: usize = 3;
/// How many mentions on each side are looked at.
const REACH: usize = 16;

/// Tells whether a text reads as English; O(n).
pub(crate) fn is_english(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.is_word() && token.shape != Shape::Number);
    let (mut all, mut function) = (0, 0);
    for word in words {
        all += 1;
        function += usize::from(word.has(Class::GRAMMAR));
    }
    all < FEWEST || function * SHARE >= all
}

/// What a reader is told about a text in another language.
pub(crate) fn warning() -> Warning {
    Warning::new(
        WarningKind::Language,
        "This article does not read as English. Quotations are found by their marks alone, and \
         each is given to the name that stands nearest.",
    )
}

/// Gives every longer stretch in marks to the nearest name of its block; O(n).
pub(crate) fn by_nearness(scene: &Scene<'_>, prepared: &Prepared<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for block in prepared.blocks() {
        for (index, segment) in (block.first_segment..).zip(block.segments) {
            let words = prepared.tokens_of(segment.tokens.clone()).iter();
            if words.filter(|token| token.is_word()).count() < WORDS {
                continue;
            }
            let subject = nearest(scene, &block, segment);
            let found = subject.is_some();
            let group = Group {
                contents: vec![segment.tokens.clone()],
                segments: vec![index],
                ..Group::default()
            };
            let evidence = if found { Evidence::Nearest } else { Evidence::None };
            let confidence = if found { NEAREST } else { 0.0 };
            let (block, talk) = (block.number, false);
            drafts.push(Draft { group, subject, evidence, confidence, block, talk });
        }
    }
    drafts
}

/// The name that stands nearest before or behind a segment in its block.
fn nearest(scene: &Scene<'_>, block: &Block<'_>, segment: &Segment) -> Option<Subject> {
    let from = scene.mentions.partition_point(|m| m.tokens.start < block.tokens.start);
    let at = scene.mentions.partition_point(|m| m.tokens.start < segment.tokens.start);
    let to = scene.mentions.partition_point(|m| m.tokens.start < block.tokens.end);
    let speaks =
        |&index: &usize| scene.mentions.get(index).is_some_and(|m| m.kind == MentionKind::Named);
    let tokens = |index: usize| scene.mentions.get(index).map(|mention| mention.tokens.clone());
    let before = (from..at).rev().take(REACH).find(speaks);
    let behind = (at..to).take(REACH).find(speaks);
    let gap = |index: Option<usize>, distance: &dyn Fn(Range<usize>) -> usize| {
        index.and_then(tokens).map_or(usize::MAX, distance)
    };
    let left = gap(before, &|name| segment.tokens.start.saturating_sub(name.end));
    let right = gap(behind, &|name| name.start.saturating_sub(segment.tokens.end));
    let mention = if left < right { before? } else { behind? };
    Some(Subject { mention, tokens: tokens(mention)? })
}
