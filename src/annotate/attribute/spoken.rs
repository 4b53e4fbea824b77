//! What is said without marks: all of it, but for the words of others that are quoted in it.
//!
//! Where it stands is told by a transcript's labels here, and by what sets it off in
//! [`super::set_off`].

use super::{Draft, Finder};
use crate::annotate::cue::Subject;
use crate::annotate::group::{self, Group};
use crate::annotate::lexicon::Class;
use crate::annotate::prepare::Block;
use crate::annotate::speaker::Entity;
use crate::annotate::token::Token;
use crate::annotate::turn::Turn;
use crate::annotation::Evidence;
use std::collections::BTreeMap;
use std::ops::Range;

/// How often whoever a label names says the turn: all 27 that the annotators of the training
/// articles marked, which is too few to say more.
const LABELLED: f32 = 0.95;

/// Words that one says without marks around them.
pub(super) struct Spoken {
    pub(super) words: Range<usize>,
    pub(super) subject: Option<Subject>,
    pub(super) evidence: Evidence,
    /// From 0 to 1.
    pub(super) confidence: f32,
    /// They go on with those of the block before.
    pub(super) continues: bool,
}

impl Finder<'_> {
    /// What a transcript says is said in a block.
    pub(super) fn labelled(&self, turns: &[Turn]) -> Vec<Spoken> {
        let spoken = turns.iter().map(|turn| Spoken {
            words: turn.words.clone(),
            subject: self.interviewed(turn).or_else(|| self.named_by(&turn.label)),
            evidence: Evidence::Turn,
            confidence: LABELLED,
            continues: turn.continues,
        });
        spoken.collect()
    }

    /// Whoever a label names.
    fn named_by(&self, label: &Range<usize>) -> Option<Subject> {
        let mention = self.scene.mentions.partition_point(|m| m.tokens.end <= label.start);
        let named = self.scene.mentions.get(mention)?.tokens.start < label.end;
        named.then(|| Subject { mention, tokens: label.clone() })
    }

    /// “A: …”: whoever is interviewed, by whom the text speaks most before the first question.
    fn interviewed(&self, turn: &Turn) -> Option<Subject> {
        let answers = turn.label.len() == 1 && self.scene.word(turn.label.start) == "A";
        let mention = self.interviewee.filter(|_| answers)?;
        Some(Subject { mention, tokens: turn.label.clone() })
    }

    /// The first naming of the person of whom the mentions before a token speak most; nothing if there
    /// are two.
    pub(super) fn introduced_before(&self, start: usize) -> Option<usize> {
        let end = self.scene.mentions.partition_point(|mention| mention.tokens.end <= start);
        // By entity: how often, and the first naming.
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (index, entity) in self.entities.of_mention.iter().take(end).enumerate() {
            let Some(id) = *entity else { continue };
            if self.entities.all.get(id).is_some_and(Entity::is_person) {
                counts.entry(id).or_insert((0, index)).0 += 1;
            }
        }
        let most = counts.values().map(|(count, _)| *count).max()?;
        let mut first =
            counts.values().filter(|(count, _)| *count == most).map(|(_, first)| *first);
        first.next().filter(|_| first.next().is_none())
    }

    /// Adds what is said in a block without marks, in order, and of the groups those that lie elsewhere
    /// or are the words of others. O(n log n) in both.
    pub(super) fn add_spoken(
        &mut self,
        block: &Block<'_>,
        spoken: Vec<Spoken>,
        mut groups: Vec<Group>,
    ) {
        groups.retain(|group| {
            let start = group.contents.first().map_or(usize::MAX, |content| content.start);
            let behind = spoken.partition_point(|spoken| spoken.words.start <= start);
            let around = behind.checked_sub(1).and_then(|at| spoken.get(at));
            let inside = around.is_some_and(|spoken| spoken.words.contains(&start));
            !inside || self.quotes_another(group)
        });
        let mut quoted: Vec<Range<usize>> =
            groups.iter().flat_map(|group| group.contents.iter().cloned()).collect();
        quoted.sort_unstable_by_key(|content| content.start);
        let own = spoken.iter().map(|spoken| self.without(&spoken.words, &quoted));
        let own = own.map(|contents| Group { contents, ..Group::default() });
        let mut own: Vec<Group> = own.collect();
        group::add_segments(&mut own, block, self.quotes_in_singles);
        for (mut group, spoken) in own.into_iter().zip(spoken) {
            let Spoken { subject, evidence, confidence, continues, .. } = spoken;
            let before = self.spoken.filter(|_| continues).and_then(|at| self.drafts.get_mut(at));
            if let Some(before) = before {
                before.group.contents.append(&mut group.contents);
                before.group.segments.append(&mut group.segments);
                before.block = block.number;
            } else if !group.contents.is_empty() {
                self.spoken = Some(self.drafts.len());
                let block = block.number;
                let talk = false;
                self.drafts.push(Draft { group, subject, evidence, confidence, block, talk });
            }
        }
        for group in groups {
            self.add_reported(group, block, None);
        }
    }

    /// Tells whether a group is what somebody said who is not talking: in marks, or behind a name
    /// and a verb that reports.
    fn quotes_another(&self, group: &Group) -> bool {
        let Some((cue, source)) = group.cue.clone().zip(group.source.clone()) else { return false };
        // “your own staff” are others.
        let talks = self.scene.is_personal(source.start)
            && !self.scene.has(source.start, Class::POSSESSIVE);
        let third = !self.scene.has(source.start, Class::PRONOUN.or(Class::RELATIVE));
        let reports = |at: usize| {
            self.scene.is_according_to(at)
                || self.scene.has(at, Class::CUE) && !self.scene.has(at, Class::CUE_WEAK)
        };
        !talks && (!group.segments.is_empty() || third && cue.into_iter().any(reports))
    }

    /// The parts of a stretch with words that lie in none of the others.
    fn without(&self, words: &Range<usize>, others: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut at = words.start;
        let from = others.partition_point(|other| other.end <= words.start);
        let inside = others.get(from..).unwrap_or_default().iter();
        for other in inside.take_while(|other| other.start < words.end) {
            parts.push(at..other.start.max(at));
            // The stop behind what another says is no part of the rest.
            let point = |&at: &usize| [',', '.', ';'].iter().any(|&mark| self.scene.is(at, mark));
            at = other.end.max(at);
            at += (at..words.end).take_while(point).count();
        }
        parts.push(at..words.end.max(at));
        let is_word = |at: usize| self.scene.token(at).is_some_and(Token::is_word);
        parts.retain(|part| part.clone().any(is_word));
        parts
    }
}
