//! Interviews without labels: questions in paragraphs of their own, and answers in marks.

use super::{Draft, Finder};
use crate::annotate::cue::Subject;
use crate::annotate::group::Group;
use crate::annotate::prepare::Block;

impl Finder<'_> {
    /// A mention of whoever is interviewed: of whom the text speaks most before the first of two
    /// questions or more. O(n).
    pub(super) fn interviewed_in(&self, blocks: &[Block<'_>]) -> Option<usize> {
        let mut questions = blocks.windows(2).filter_map(|pair| match pair {
            [question, answer] => (self.asks(question) && is_marked(answer)).then_some(question),
            _ => None,
        });
        let first = questions.next()?;
        questions.next()?;
        self.introduced_before(first.tokens.start)
    }

    /// Whoever is interviewed, where a block that is all in marks follows one without.
    pub(super) fn answers(&self, group: &Group, block: &Block<'_>) -> Option<Subject> {
        let mention = self.asked?;
        let last = self.drafts.last().map(|draft: &Draft| draft.block);
        let inside = last == Some(block.number);
        let whole = is_marked(block) && group.cue.is_none() && !inside && !self.marks_before;
        let tokens = self.scene.mentions.get(mention)?.tokens.clone();
        whole.then_some(Subject { mention, tokens })
    }

    /// Tells whether a block is a question without marks.
    fn asks(&self, block: &Block<'_>) -> bool {
        let last = block.tokens.end.checked_sub(1);
        block.segments.is_empty() && last.is_some_and(|last| self.scene.is(last, '?'))
    }
}

/// Tells whether all of a block stands in marks.
fn is_marked(block: &Block<'_>) -> bool {
    let first = block.segments.first().map(|segment| segment.tokens.start);
    let last = block.segments.last().map(|segment| segment.tokens.end);
    first == Some(block.tokens.start) && last == Some(block.tokens.end)
}
