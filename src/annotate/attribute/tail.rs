//! Sources behind the words: “…,” *she said*.

use super::{Link, Side, Surroundings, link};
use crate::annotate::lexicon::Class;
use crate::annotate::mention::MentionKind;
use crate::annotate::token::Shape;
use crate::annotation::Evidence;

/// How many tokens behind the marks a cue may stand.
const TAIL_REACH: usize = 24;
/// Longest sentence that can be an attribution alone, in tokens.
const SHORT: usize = 8;

impl Surroundings<'_> {
    /// “…,” *she said*; “…,” *said Mara Venn*; “…” is bad, *she said*.
    pub(super) fn tail_link(&self) -> Option<Link> {
        let scene = self.scene;
        if self.tail.is_empty() {
            return self.next_sentence_link();
        }
        let comma_outside = scene.is(self.tail.start, ',') || scene.is(self.tail.start, '—');
        let last = self.last_inside();
        let open = comma_outside || matches!(last, Some(',' | '?' | '!' | '—' | '-' | '–' | '…'));
        let reach = self.tail.end.min(self.tail.start + TAIL_REACH);
        let first = (self.tail.start..reach).find(|&at| {
            !scene.is(at, ',') && !scene.is(at, '—') && !scene.has(at, Class::ADVERB)
        })?;
        if let Some(found) = self.cue_then_subject(first, 0.96) {
            return Some(found);
        }
        if open && let Some(found) = self.subject_then_cue(first, reach, 0.96) {
            return Some(found);
        }
        if let Some((cue, subject)) = scene.according_to(self.tail.clone()) {
            return Some(link(Some(cue), Some(subject), Side::Tail, Evidence::AccordingTo, 0.9));
        }
        if open && let Some(found) = self.subject_then_verb(first) {
            return Some(found);
        }
        // “… no more friends” Sexton said.
        if last.is_some_and(char::is_alphanumeric)
            && let Some(found) = self.subject_then_cue(first, reach.min(first + 6), 0.9)
            && self.names_somebody(&found)
        {
            return Some(found);
        }
        // “… a ‘bad’ idea for the port, Venn said.”
        let comma = (self.tail.start..self.tail.end).rev().find(|&at| scene.is(at, ','))?;
        if let Some(found) = self.cue_then_subject(comma + 1, 0.85) {
            return Some(found);
        }
        let end = self.tail.end.min(comma + TAIL_REACH);
        let found = self.subject_then_cue(comma + 1, end, 0.85)?;
        let cue = found.cue.as_ref()?.end;
        // The cue must end the clause: what it reports stands before it.
        let ends = scene.token(cue).is_none_or(|token| {
            matches!(token.shape, Shape::Mark('.' | ',' | ';' | '!' | '?'))
                || token.has(Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB))
                || scene.has(cue - 1, Class::CUE_ADDRESSES)
        });
        (ends && cue < self.segment.tokens.end + TAIL_REACH * 2).then_some(found)
    }

    /// “… .” *Sexton said.* — a short sentence of its own that only attributes.
    fn next_sentence_link(&self) -> Option<Link> {
        let scene = self.scene;
        let next = self.sentences.get(self.segment.sentence + 1)?;
        let alone = next.block == self.segment.block
            && next.tokens.start == self.segment.tokens.end
            && next.tokens.len() <= SHORT
            && !next.tokens.clone().any(|at| scene.token(at).is_some_and(|token| token.quoted));
        if !alone {
            return None;
        }
        let found = self.subject_then_cue(next.tokens.start, next.tokens.end, 0.8)?;
        let cue = found.cue.as_ref()?;
        let weak = scene.has(cue.start, Class::CUE_WEAK);
        (!weak && scene.is(cue.end, '.') && self.names_somebody(&found)).then_some(found)
    }

    fn names_somebody(&self, found: &Link) -> bool {
        let subject = found.subject.as_ref().and_then(|s| self.scene.mentions.get(s.mention));
        subject.is_some_and(|mention| mention.kind != MentionKind::Nominal)
    }

    /// *said Mara Venn*, from `at` on.
    fn cue_then_subject(&self, at: usize, confidence: f32) -> Option<Link> {
        let scene = self.scene;
        let subject = scene.subject_from(at + 1, self.tail.end)?;
        if scene.is_cue(at, at) && scene.has(at, Class::CUE_INVERTS) {
            return Some(link(
                Some(at..at + 1),
                Some(subject),
                Side::Tail,
                Evidence::Cue,
                confidence,
            ));
        }
        // “…,” *protested Breck*: any verb between a comma in the marks and a name.
        let verb = scene.token(at).is_some_and(|t| t.shape == Shape::Lower && !t.quoted)
            && scene.word(at).ends_with("ed");
        let found = link(Some(at..at + 1), Some(subject), Side::Tail, Evidence::Cue, 0.8);
        let open = matches!(self.last_inside(), Some(',' | '?' | '!' | '—'));
        (verb && open && self.names_somebody(&found)).then_some(found)
    }

    /// A subject that begins at `from` with a cue behind it.
    fn subject_then_cue(&self, from: usize, end: usize, confidence: f32) -> Option<Link> {
        let scene = self.scene;
        if scene.has(from, Class::CONJUNCTION.or(Class::RELATIVE)) {
            return None;
        }
        let cue = (from + 1..end).find(|&at| {
            scene.is_cue(at, from) && scene.has(at, Class::CUE) && !self.is_inside_apposition(at)
        })?;
        let subject = scene.subject_before(cue, from)?;
        let starts = subject.tokens.start <= from + 3;
        starts
            .then(|| link(Some(cue..cue + 1), Some(subject), Side::Tail, Evidence::Cue, confidence))
    }

    /// “…,” *Oliver barked*: behind a comma in the marks any verb is taken to report them.
    fn subject_then_verb(&self, from: usize) -> Option<Link> {
        let scene = self.scene;
        let subject = scene.subject_from(from, self.tail.end)?;
        let verb = subject.tokens.end;
        let token = scene.token(verb).filter(|_| verb < self.tail.end)?;
        let closed =
            Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::AUXILIARY).or(Class::RELATIVE);
        let fits = token.shape == Shape::Lower && !token.quoted && !token.has(closed);
        fits.then(|| link(Some(verb..verb + 1), Some(subject), Side::Tail, Evidence::Cue, 0.8))
    }

    fn is_inside_apposition(&self, at: usize) -> bool {
        let scene = self.scene;
        let behind = scene.mentions.partition_point(|mention| mention.tokens.start < at);
        scene
            .mentions
            .iter()
            .take(behind)
            .rev()
            .take(6)
            .any(|mention| mention.tokens.end <= at && at < mention.full.end)
    }
}
