//! Sources of words whose own sentence names none: who was introduced, who spoke last, who is asked,
//! which subject stands nearest.

use super::{Draft, Finder, INTRODUCED};
use crate::annotate::cue::Subject;
use crate::annotate::group::Group;
use crate::annotate::lexicon::Class;
use crate::annotate::prepare::Block;
use crate::annotate::source;
use crate::annotate::speaker::Entity;
use crate::annotation::Evidence;
use std::ops::Range;

/// How often they were right on held-out training articles.
const NEAREST: f32 = 0.1;
const BEFORE: f32 = 0.2;
const CONTINUED: f32 = 0.5;

/// How many quotations back two people talk with each other.
const TALK: usize = 6;

/// Longest words of two who talk by turns, in tokens, and longest naming beside them.
const TALK_WORDS: usize = 30;
const TALK_NAMING: usize = 8;

/// A source that waits for words behind a colon at a block's end.
pub(super) struct Introduction {
    pub(super) subject: Subject,
    /// The block that introduces it.
    pub(super) block: usize,
}

impl Finder<'_> {
    /// The source of marked words whose own sentence names none.
    pub(super) fn around(
        &self,
        group: &Group,
        block: &Block<'_>,
    ) -> Option<(Subject, Evidence, f32)> {
        let first = group.contents.first()?;
        let at = block.sentences.partition_point(|s| s.tokens.end <= first.start);
        let sentence = block.sentences.get(at)?;
        let opens = first.start == sentence.tokens.start;
        let fresh = |number: usize| number + 1 >= block.number;
        if opens
            && at == 0
            && let Some(introduction) = self.introduction.as_ref().filter(|i| fresh(i.block))
        {
            return Some((introduction.subject.clone(), Evidence::Introduced, INTRODUCED));
        }
        if opens
            && let Some(last) = self.drafts.last().filter(|draft| fresh(draft.block))
            && let Some(subject) = self
                .answerer(last, block)
                .or_else(|| self.other_of_talk(last, group, block))
                .or(last.subject.as_ref())
        {
            return Some((subject.clone(), Evidence::Continued, CONTINUED));
        }
        if opens
            && at == 0
            && let Some(subject) = self.before()
        {
            // Too rare in the training articles to be measured.
            return Some((subject, Evidence::Nearest, BEFORE));
        }
        let before = at.checked_sub(1).and_then(|at| block.sentences.get(at));
        let subject = self
            .scene
            .main_subject(sentence.tokens.start..first.start)
            .or_else(|| before.and_then(|before| self.scene.main_subject(before.tokens.clone())))?;
        Some((subject, Evidence::Nearest, NEAREST))
    }

    /// “By whom?” asked Venn. ¶ “*By the board.*” Whoever spoke before the one who asks answers.
    fn answerer(&self, question: &Draft, block: &Block<'_>) -> Option<&Subject> {
        let scene = self.scene;
        let asker = question.subject.as_ref()?;
        let last = question.group.contents.last()?.end;
        let marked = last.checked_sub(1).is_some_and(|at| scene.is(at, '?'))
            || last.checked_sub(2).is_some_and(|at| scene.is(at, '?'));
        let cue = question.group.cue.clone().unwrap_or_default();
        let asks = cue.into_iter().any(|at| matches!(scene.word(at), "asked" | "asks" | "ask"))
            || scene.has(asker.tokens.start, Class::FIRST_PERSON);
        if !marked || !asks || question.block == block.number {
            return None;
        }
        let entity = |subject: &Subject| *self.entities.of_mention.get(subject.mention)?;
        let is_other = |subject: &&Subject| {
            let person = entity(subject).and_then(|id| self.entities.all.get(id));
            person.is_some_and(Entity::is_person) && entity(subject) != entity(asker)
        };
        let mut before = self.drafts.iter().rev().skip(1).take(TALK);
        before.find_map(|draft| draft.subject.as_ref().filter(is_other))
    }

    /// “It rained,” said Venn. ¶ “It poured,” said Bell. ¶ “*It did not.*” Where two talk by turns, the
    /// other one goes on.
    fn other_of_talk(&self, last: &Draft, group: &Group, block: &Block<'_>) -> Option<&Subject> {
        let before = self.drafts.iter().rev().nth(1)?;
        let by_turns = before.talk
            && last.talk
            && before.block + 1 == last.block
            && last.block + 1 == block.number
            && self.is_talk(group, block);
        let entity = |draft: &Draft| {
            let mention = draft.subject.as_ref()?.mention;
            *self.entities.of_mention.get(mention)?
        };
        let is_person = |draft: &Draft| {
            entity(draft).and_then(|id| self.entities.all.get(id)).is_some_and(Entity::is_person)
        };
        let two = entity(before) != entity(last) && is_person(before) && is_person(last);
        before.subject.as_ref().filter(|_| by_turns && two)
    }

    /// Tells whether a group is short and in marks, and its block is little else.
    pub(super) fn is_talk(&self, group: &Group, block: &Block<'_>) -> bool {
        let words = group.contents.iter().map(Range::len).sum::<usize>();
        let own = group.contents.iter().all(|content| content.start >= block.tokens.start);
        own && !group.segments.is_empty()
            && words <= TALK_WORDS
            && block.tokens.len() <= words + TALK_NAMING
    }

    /// Venn shook his head. ¶ “*It rained.*” The person of whom the sentence before a block speaks.
    fn before(&self) -> Option<Subject> {
        let subject = self.scene.main_subject(self.last_sentence.clone()?)?;
        let entity = (*self.entities.of_mention.get(subject.mention)?)?;
        self.entities.all.get(entity).is_some_and(Entity::is_person).then_some(subject)
    }

    /// Whoever a block with a colon at its end introduces.
    pub(super) fn introduced(
        &self,
        block: &Block<'_>,
        open: Option<Range<usize>>,
    ) -> Option<Introduction> {
        let last = block.sentences.last()?;
        let from = block.tokens.start;
        let subject = match open {
            Some(source) => source::subject(self.scene, source, from)?,
            None if self.scene.is(last.tokens.end.checked_sub(1)?, ':') => {
                self.scene.main_subject(last.tokens.clone())?
            }
            None => return None,
        };
        Some(Introduction { subject, block: block.number })
    }
}
