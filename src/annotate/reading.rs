//! Reading: what the network says of every block, made fit for the rules behind it.
//!
//! Tags of every token, whether somebody says a stretch in marks, and where each stretch of
//! content points for its source. What stands in marks is reported as a whole or not at all.

use super::cue::Scene;
use super::feature::{self, Rows};
use super::group::runs;
use super::judge;
use super::prepare::{Block, Prepared, Segment};
use super::tag::{Pointed, STRETCH, Scratch, Tag, Tagged, Tagger};
use super::token::Token;
use std::ops::Range;

/// What was read of a document's tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) tags: Vec<Tag>,
    /// How likely each tag is: 0 to 255 for 0 to 1.
    pub(crate) likely: Vec<u8>,
    /// Where each stretch of content points, in the order of their first tokens.
    pub(crate) pointed: Vec<Pointed>,
}

/// How likely it must be that somebody says a stretch in marks, by its tags. Chosen on held-out
/// training articles.
const SAID: f32 = 0.5;

/// Reads a document; without a tagger nothing is reported. O(n).
pub(crate) fn read(prepared: &Prepared<'_>, tagger: Option<&Tagger>) -> Reading {
    let mut reading = Reading::default();
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let mut scratch = Scratch::default();
    for block in prepared.blocks() {
        let Some(tagger) = tagger else {
            reading.tags.extend(block.tokens.clone().map(|_| Tag::Out));
            reading.likely.extend(block.tokens.map(|_| u8::MAX));
            continue;
        };
        let rows = rows(prepared, &block);
        let mut segments = block.segments;
        for rows in rows.chunks(STRETCH) {
            let start = reading.tags.len();
            let tagged = tagger.tag(rows, &mut scratch);
            reading.tags.extend(tagged.iter().map(|tagged| tagged.tag));
            reading.likely.extend(tagged.iter().map(|tagged| tagged.likely));
            let inside = segments.partition_point(|s| s.tokens.end <= start + rows.len());
            let (own, rest) = segments.split_at_checked(inside).unwrap_or_default();
            segments = rest;
            for segment in own {
                let tokens = relative(&segment.tokens, start);
                let said = tagged.get(tokens).map_or(0.0, content);
                settle(&scene, segment, said, &mut reading.tags);
            }
            reading.point(&scene, tagger, &scratch, start);
        }
        // A segment that is longer than a stretch.
        for segment in segments {
            settle(&scene, segment, 1.0, &mut reading.tags);
        }
    }
    reading
}

/// How likely tokens are content, on average.
fn content(tagged: &[Tagged]) -> f32 {
    let sum: f32 = tagged.iter().map(|tagged| f32::from(tagged.content) / 255.0).sum();
    sum / tagged.len().max(1) as f32
}

fn relative(tokens: &Range<usize>, start: usize) -> Range<usize> {
    tokens.start.saturating_sub(start)..tokens.end.saturating_sub(start)
}

/// The rows of the features of a block's tokens.
pub(crate) fn rows(prepared: &Prepared<'_>, block: &Block<'_>) -> Vec<Rows> {
    let tokens = prepared.tokens_of(block.tokens.clone());
    let parts =
        feature::parts(tokens.len(), block.tokens.start, prepared.mentions_in(&block.tokens));
    let marks = feature::marks(prepared.text, tokens, block.tokens.start, block.segments);
    let mut rows = Vec::with_capacity(tokens.len());
    let (start, sentences) = (block.tokens.start, block.sentences);
    feature::rows(prepared.text, tokens, start, sentences, &parts, &marks, &mut rows);
    rows
}

impl Reading {
    /// Returns where the content that begins at a token points.
    pub(crate) fn pointed(&self, content: usize) -> Option<Pointed> {
        let at = self.pointed.binary_search_by_key(&content, |pointed| pointed.content).ok()?;
        self.pointed.get(at).copied()
    }

    /// Points from the content of the last stretch, which begins at `start`.
    fn point(&mut self, scene: &Scene<'_>, tagger: &Tagger, scratch: &Scratch, start: usize) {
        let runs = runs(&self.tags, start..self.tags.len()).into_iter();
        let contents: Vec<Range<usize>> = runs
            .filter(|run| run.tag.is_content())
            .map(|run| relative(&run.tokens, start))
            .collect();
        let may = |at: usize| scene.token(start + at).is_some_and(may_name);
        for mut pointed in tagger.point(scratch, &contents, may) {
            pointed.content += start;
            pointed.source = pointed.source.map(|source| source + start);
            self.pointed.push(pointed);
        }
    }
}

/// Tells whether a token can name a source: it is a word outside of marks.
pub(crate) fn may_name(token: &Token) -> bool {
    token.is_word() && !token.quoted
}

/// Makes the tags of a segment one: content if somebody is likely to say it, else nothing.
fn settle(scene: &Scene<'_>, segment: &Segment, said: f32, tags: &mut [Tag]) {
    let Some(own) = tags.get(segment.tokens.clone()) else { return };
    let is_said = segment.mark.turn || said >= SAID && !judge::is_programme(scene, segment);
    let content = own.iter().filter(|tag| tag.is_content());
    let (all, before) = content.fold((0_usize, 0_usize), |(all, before), tag| {
        (all + 1, before + usize::from(tag.further() == Tag::InsideBefore))
    });
    let begins = own.iter().find(|tag| tag.is_content()).is_none_or(|tag| *tag != tag.further());
    let begin = if 2 * before > all { Tag::FirstBefore } else { Tag::FirstBehind };
    let further = begin.further();
    let joined = segment.tokens.start.checked_sub(1).and_then(|at| tags.get(at)).copied();
    let goes_on = !begins && joined.is_some_and(|tag| tag == begin || tag == further);
    let Some(own) = tags.get_mut(segment.tokens.clone()) else { return };
    if !is_said {
        own.iter_mut().filter(|tag| tag.is_content()).for_each(|tag| *tag = Tag::Out);
        return;
    }
    own.fill(further);
    if let Some(first) = own.first_mut().filter(|_| !goes_on) {
        *first = begin;
    }
}
