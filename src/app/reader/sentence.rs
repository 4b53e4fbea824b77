//! From sentence to sentence. Sentences are found as they are needed, near the cursor.

use super::Reader;
use super::selection::floor;
use crate::annotate::sentences;
use crate::span::Span;

/// Bytes to either side of a place in which its sentences are looked for: a giant paragraph is
/// never read as a whole.
const REACH: usize = 4096;

impl Reader {
    /// Returns the focused sentence: the one that was gone to last, as long as the cursor is
    /// still there.
    #[must_use]
    pub fn sentence(&self) -> Option<Span> {
        let stays = |span: &Span| self.focused.is_none() && span.start == self.cursor;
        self.sentence.filter(stays)
    }

    /// Forgets the focused sentence, and tells whether there was one.
    pub fn leave_sentence(&mut self) -> bool {
        let was = self.sentence().is_some();
        self.sentence = None;
        was
    }

    /// Goes so many sentences on or back, or as far as there are any, and focuses the one gone
    /// to. With an open selection its end moves. Tells whether there was one to go to.
    pub fn step_sentence(&mut self, back: bool, times: usize) -> bool {
        let start = self.selection.map_or(self.cursor, |selection| selection.head);
        // What stands here is gone to first, as long as nothing of it is focused.
        let fresh = !back && self.selection.is_none() && self.sentence().is_none();
        let own = if fresh { self.sentence_at(start) } else { None };
        let left = times - usize::from(own.is_some() && times > 0);
        let from = own.map_or(start, |span| span.start);
        let Some(span) = self.sentence_from(from, back, left).or(own) else { return false };
        self.land(span);
        self.sentence = Some(span).filter(|_| self.selection.is_none());
        true
    }

    pub(super) fn sentence_at(&self, at: usize) -> Option<Span> {
        let block = self.document().block_at(at)?;
        self.sentences(block, at).into_iter().find(|span| span.holds(at))
    }

    /// The sentence so many sentences from a place, or as far as there are any.
    fn sentence_from(&self, mut at: usize, back: bool, mut times: usize) -> Option<Span> {
        let mut reached = None;
        let mut block = self.document().block_at(at)?;
        while times > 0 {
            let mut found = self.sentences(block, at);
            if back {
                found.retain(|span| span.start < at);
                found.reverse();
            } else {
                found.retain(|span| span.start > at);
            }
            found.truncate(times);
            times -= found.len();
            if let Some(last) = found.pop() {
                at = last.start;
                reached = Some(last);
                continue;
            }
            let next = if back { block.checked_sub(1) } else { block.checked_add(1) };
            match next.filter(|&next| next < self.document().blocks.len()) {
                Some(next) => block = next,
                None => break,
            }
        }
        reached
    }

    /// The sentences of a block, of a long one those near a place.
    fn sentences(&self, block: usize, near: usize) -> Vec<Span> {
        let text = self.document().annotated_text();
        let Some(block) = self.document().blocks.get(block) else { return Vec::new() };
        let near = near.clamp(block.span.start, block.span.end);
        let from = floor(text, near.saturating_sub(REACH)).max(block.span.start);
        let to = floor(text, near.saturating_add(REACH)).min(block.span.end);
        let mut found = sentences(text, Span::new(from, to));
        // What the stretch cuts at its start is no beginning of a sentence.
        if from > block.span.start && found.len() > 1 {
            found.remove(0);
        }
        found
    }
}
