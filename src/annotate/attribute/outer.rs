//! Whom a sentence begins with, where the network took somebody in the clause that hangs on them.

use super::{Finder, REACH};
use crate::annotate::cue::Subject;
use crate::annotate::frame;
use crate::annotate::group::Group;
use crate::annotate::lexicon::Class;
use crate::annotate::mention::MentionKind;
use crate::annotate::prepare::Block;
use std::ops::Range;

/// Most words between whom a sentence begins with and the clause that hangs on them.
const NEAR: usize = 8;
/// Most tokens between them and the verb.
const APART: usize = 48;

impl Finder<'_> {
    /// “*A driver who* left before the case began *said*”: whoever the clause hangs on, where its own
    /// subject or object was found.
    pub(super) fn outer(
        &self,
        inner: &Subject,
        group: &Group,
        block: &Block<'_>,
    ) -> Option<Subject> {
        let scene = self.scene;
        let cue = group.cue.clone()?;
        if let Some(closed) = self.behind_clause(inner, cue.start) {
            return Some(closed);
        }
        let verb = cue.rev().find(|&at| scene.has(at, Class::CUE_INVERTS))?;
        let at = block.sentences.partition_point(|sentence| sentence.tokens.end <= verb);
        let sentence = &block.sentences.get(at)?.tokens;
        let joined = matches!(scene.word(sentence.start), "But" | "And" | "Yet" | "So");
        let start = sentence.start + usize::from(joined);
        let mention = scene.mention_from(start).filter(|_| verb <= start + APART)?;
        let end = scene.mentions.get(mention)?.tokens.end;
        if let Some(whole) = self.whole_phrase(inner, mention, start..verb) {
            return Some(whole);
        }
        let who = |at: &usize| matches!(scene.word(*at), "who" | "that" | "which");
        let verbs = |at: usize| frame::is_finite(scene, at) || scene.has(at, Class::ANY_CUE);
        let near = (end..end + NEAR).take_while(|&at| !verbs(at));
        let clause = near.into_iter().find(who)?;
        let begins = scene.word(clause) == "who" || verbs(clause + 1);
        let begins = begins || scene.word(clause + 1).ends_with('s');
        let plain = begins && (start..verb).all(|at| scene.is_plain_word(at));
        // “the driver *who Venn* said …”, “a driver who *hoped that Venn* said …”, “known *as Venn*”
        let before = inner.tokens.start.checked_sub(1)?;
        let that = before - usize::from(scene.word(before) == "that" && before > clause);
        let own = that <= clause || scene.has(that, Class::ANY_CUE) || scene.word(that) == "as";
        let inside = clause < inner.tokens.start && inner.tokens.end <= verb;
        (plain && inside && !own).then_some(Subject { mention, tokens: start..verb })
    }

    /// “*The family of a man killed on a road* said”: whoever a phrase begins with, where what a
    /// preposition leads to at its end was found.
    fn whole_phrase(
        &self,
        inner: &Subject,
        mention: usize,
        phrase: Range<usize>,
    ) -> Option<Subject> {
        let scene = self.scene;
        let first = scene.mentions.get(mention)?;
        let before = inner.tokens.start.checked_sub(1)?;
        let led = before >= first.tokens.end && scene.has(before, Class::PREPOSITION);
        let ends = (inner.tokens.end..phrase.end).all(|at| scene.has(at, Class::HELPS));
        let other = Class::AUXILIARY
            .or(Class::CONJUNCTION)
            .or(Class::RELATIVE)
            .or(Class::PRONOUN)
            .or(Class::ANY_CUE);
        let plain = (first.tokens.end..inner.tokens.start)
            .all(|at| scene.is_plain_word(at) && !scene.has(at, other));
        let nominal = first.kind == MentionKind::Nominal;
        let tokens = phrase.start..inner.tokens.end;
        (led && ends && plain && nominal).then_some(Subject { mention, tokens })
    }

    /// “*The port, which* is old*,* denied it”: the whole naming, where only the pronoun was found of a
    /// clause that a comma closes before the verb.
    fn behind_clause(&self, inner: &Subject, verb: usize) -> Option<Subject> {
        let scene = self.scene;
        let mention = scene.mentions.get(inner.mention)?;
        let mut between = (inner.tokens.end..verb).rev();
        let comma = between.find(|&at| !scene.has(at, Class::HELPS))?;
        let pronoun = inner.tokens.len() == 1 && scene.has(inner.tokens.start, Class::RELATIVE);
        let closed = scene.is(comma, ',');
        let tokens = mention.tokens.start..comma + 1;
        (pronoun && closed).then_some(Subject { mention: inner.mention, tokens })
    }

    /// “Venn was told *by the port* that it rained”: who told somebody, where those were found to whom
    /// the cue says it was told; nobody if the text does not say. In a hearing it was said there.
    pub(super) fn teller_of(&self, found: Subject, group: &Group) -> Option<Subject> {
        let scene = self.scene;
        let reports = |&at: &usize| scene.has(at, Class::ANY_CUE);
        let verb = group.cue.clone().and_then(|mut cue| cue.find(reports));
        let told =
            |at: &usize| scene.has(*at, Class::CUE_ADDRESSES) && scene.word(*at).ends_with('d');
        let Some(verb) = verb.filter(told) else { return Some(found) };
        let adverb = |at: &usize| scene.has(*at, Class::ADVERB);
        let helper = (found.tokens.end..verb).rev().find(|at| !adverb(at));
        let passive = helper.is_some_and(|at| frame::makes_passive(scene.word(at)));
        if !passive || frame::is_hearing(scene, &found.tokens) {
            return Some(found);
        }
        let by = verb + 1;
        (scene.word(by) == "by").then(|| scene.subject_from(by + 1, by + REACH)).flatten()
    }
}
