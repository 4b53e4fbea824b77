//! Frames of which the subject does not begin the sentence, or stands apart from its verb: “But Venn,
//! who met them, *said* …”, “Rescuers digging with bare hands *said* …”.
//!
//! Unlike the others they leave the rest of their sentence as it is.

use super::words::{INTENDS, STATES, TALES};
use super::{Framed, Frames, LEAST, LISTENER, REST, parts_clause};
use crate::annotate::lexicon::{Class, nouns};
use crate::annotate::token::Shape;
use std::ops::Range;

/// Longest clause that is reported, in tokens.
const LONGEST: usize = 256;
/// Most tokens between a subject and its verb.
const APART: usize = 24;

impl Frames<'_> {
    /// The frames inside the sentence, none in what another reports; O(n) in its tokens.
    pub(super) fn inside(&self) -> Vec<Framed> {
        let mut found = Vec::new();
        let mut at = self.sentence.start;
        while at < self.end() {
            let framed = self.framed_by(at);
            at = framed.as_ref().map_or(at + 1, |framed| framed.contents[1].end);
            found.extend(framed);
        }
        found
    }

    /// What the verb at `at` reports, if it is one that does and has a subject.
    fn framed_by(&self, at: usize) -> Option<Framed> {
        let verb = self.scene.word(at);
        let states = STATES.contains(&verb);
        let cue = self.scene.token(at).is_some_and(|token| !token.quoted)
            && (states || self.says(at) || self.tells(at) || self.learns(at));
        if !cue {
            return None;
        }
        let from = self.clause_behind(at, states)?;
        let source = self.subject_of(at)?;
        // “the report *states* that”, “Southern *states* that vote in March”
        if verb == "states" && !nouns::is_text(self.scene.word(source.end - 1)) {
            return None;
        }
        let content = from..self.clause_end(from);
        if content.len() < LEAST {
            return None;
        }
        let start = self.sentence.start;
        Some(Framed { contents: [start..start, content], cue: at..at + 1, source })
    }

    /// Where a clause begins that the verb at `at` reports.
    fn clause_behind(&self, at: usize, states: bool) -> Option<usize> {
        let first = at + 1;
        let helps = |at: usize| self.is_small(at) && self.scene.has(at, Class::AUXILIARY);
        let word = |&at: &usize| self.scene.is_plain_word(at) && !helps(at);
        let that = |reach: usize| {
            (first..first + reach).take_while(word).find(|&at| self.scene.word(at) == "that")
        };
        if self.tells(at) && !matches!(self.scene.word(at), "asked" | "asks") {
            // “told reporters *outside the building* that”
            let listener = self.mention_at(first).map(|listener| listener.full.end);
            let bare =
                || listener.filter(|&from| self.has_finite(from, true) && self.begins_noun(from));
            let that =
                that(LISTENER + REST).filter(|&that| !TALES.contains(&self.scene.word(that - 1)));
            return self.told(at).or(that).or_else(bare).or_else(|| self.urged(at));
        }
        let led = self.scene.has(first, Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB));
        let that = that(if led { REST } else { 1 });
        if that.is_some() {
            return that;
        }
        // “said *on Friday* the plan would fail”
        let from = if led { self.behind_small_words(first) } else { first };
        // “promised *on Friday to go*”
        let verb = self.is_small(from + 1) && !self.scene.has(from + 1, Class::DETERMINER);
        if INTENDS.contains(&self.scene.word(at)) && self.scene.word(from) == "to" && verb {
            return Some(from);
        }
        let said = matches!(self.scene.word(at), "said" | "says" | "say");
        let begins = said && self.may_begin_clause(from) || self.begins_noun(from);
        ((said || states || self.says(at)) && begins && self.has_finite(from, said)).then_some(from)
    }

    fn is_small(&self, at: usize) -> bool {
        self.scene.token(at).is_some_and(|token| token.shape == Shape::Lower)
    }

    /// Tells whether a noun or a pronoun can begin at a token: “*at least* three members”.
    fn begins_noun(&self, from: usize) -> bool {
        let begins = Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PRONOUN);
        let closed = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ADVERB).or(Class::DATE);
        self.scene.has(from, begins)
            || self.scene.word(from) == "at"
                && matches!(self.scene.word(from + 1), "least" | "most")
            || self.scene.token(from).is_some_and(|token| token.is_word() && !token.has(closed))
    }

    /// Tells whether a verb follows what begins at a token, before anything of another clause; a
    /// helping verb, unless the words before are `surely` a clause.
    fn has_finite(&self, from: usize, surely: bool) -> bool {
        let other = Class::RELATIVE.or(Class::CONJUNCTION);
        let joins = |at: usize| surely && matches!(self.scene.word(at), "and" | "or");
        let plain = |&at: &usize| {
            self.scene.token(at).is_some_and(|token| {
                !token.quoted
                    && !matches!(token.shape, Shape::Mark(',' | ';' | ':' | '.'))
                    && (!token.has(other) || joins(at))
                    && !token.has(Class::CUE_ING)
            })
        };
        let near = from + 1..self.end().min(from + APART);
        let hung = near.clone().find(|at| !plain(at));
        // “talks with Aerolift*, the contractor, had* collapsed”
        let parts = |at: usize| self.scene.is(at, ',') && parts_clause(self.scene, at);
        let marked = || (from..self.end()).any(|at| self.scene.is_quoted(at));
        if surely && hung.is_some_and(parts) && !marked() {
            return true;
        }
        (near.start..hung.unwrap_or(near.end)).any(|at| {
            // “the freezers *failed* in February”, no “sales *reported* by”
            let past = surely && self.scene.word(at).ends_with("ed");
            let active = self.scene.word(at + 1) != "by";
            self.is_small(at) && (self.scene.has(at, Class::AUXILIARY) || past && active)
        })
    }

    /// Whoever the verb at `at` has for its subject.
    fn subject_of(&self, at: usize) -> Option<Range<usize>> {
        let start = self.sentence.start;
        let leads = |at: usize| {
            at == start
                || self.scene.token(at - 1).is_some_and(|before| {
                    before.is(',')
                        || before.is_dash()
                        || before.has(Class::CONJUNCTION) && !before.has(Class::PREPOSITION)
                })
        };
        if let Some(subject) = self.scene.adjacent_subject(at, start)
            && leads(subject.tokens.start)
        {
            return Some(subject.tokens);
        }
        let opens = matches!(self.scene.word(start), "But" | "And" | "Yet" | "So" | "Still");
        let first = start + usize::from(opens);
        // “*Dozens of migrants* rescued this week told”
        let quantity =
            self.scene.has(first, Class::DETERMINER) && self.scene.word(first + 1) == "of";
        let named = if quantity { first + 2 } else { first };
        let (source, end) = match self.mention_at(named) {
            Some(mention) => (first..mention.tokens.end, mention.tokens.end),
            None => {
                let source = self.unlisted(first)?;
                (source.clone(), source.end)
            }
        };
        let mut words = (end..=at).rev();
        let verb = words.find(|&at| at == end || !self.scene.has(at - 1, Class::HELPS))?;
        let between = end..verb;
        if between.len() > APART {
            return None;
        }
        // “Venn shakes hands *and tells* everyone that”
        let joined = verb.checked_sub(1).is_some_and(|at| self.scene.word(at) == "and")
            && !between.clone().any(|at| self.scene.is(at, ','));
        (between.is_empty() || joined || self.hangs(&between)).then_some(source)
    }

    /// Tells whether all of a range hangs on what stands before it: an apposition or a clause
    /// between commas, or a participle or a preposition with what belongs to it.
    fn hangs(&self, range: &Range<usize>) -> bool {
        let Range { start, end } = *range;
        // “Venn *(R-Mo.)*, who met them,”
        let bracket = self.scene.is(start, '(');
        let close = (start..end).find(|&at| self.scene.is(at, ')')).filter(|_| bracket);
        if let Some(close) = close {
            return close + 1 == end || self.hangs(&(close + 1..end));
        }
        let begins = |at: usize| {
            let word = self.scene.word(at);
            let led = Class::PREPOSITION.or(Class::RELATIVE);
            let participle = word.ends_with("ing") || word.ends_with("ed");
            self.scene.has(at, led)
                || participle && !self.scene.has(at, Class::ANY_CUE)
                || matches!(word, "familiar" | "close" | "known" | "seen")
        };
        if self.scene.is(start, ',') {
            let joins = matches!(self.scene.word(start + 1), "and" | "but" | "or" | "so")
                && !begins(start + 2);
            return !joins && end > start + 2 && self.closes(end - 1);
        }
        let verb = Class::AUXILIARY.or(Class::CUE);
        let plain = |at: usize| {
            let owns = Class::POSSESSIVE_END;
            self.scene.token(at).is_some_and(|t| (t.is_word() || t.has(owns)) && !t.has(verb))
        };
        // “A note prepared for ministers*, and seen by the Post,* states”
        let closed = self.closes(end - 1);
        begins(start) && range.clone().all(|at| plain(at) || closed && self.scene.is(at, ','))
    }

    /// Tells whether a comma stands at a token, or before a mark that closes a quotation there.
    fn closes(&self, at: usize) -> bool {
        self.scene.is(at, ',')
            || self.scene.token(at).is_some_and(|token| token.quoted && !token.is_word())
                && at.checked_sub(1).is_some_and(|at| self.scene.is(at, ','))
    }

    /// Where a reported clause ends, but before what stands in marks: that is not for frames to
    /// judge.
    fn clause_end(&self, from: usize) -> usize {
        let end = self.verbs_end(from);
        match (from..end).find(|&at| self.scene.is_quoted(at)) {
            Some(mark) => (from..mark).rev().find(|&at| self.scene.is(at, ',')).unwrap_or(from),
            None => end,
        }
    }

    /// Where a reported clause ends: with the sentence, or before another verb of the same subject
    /// (“…, *adding that*”, “… *and warned that*”).
    pub(super) fn verbs_end(&self, from: usize) -> usize {
        let reports = |at: usize| self.says(at) || self.tells(at) || self.learns(at);
        let ends = |at: usize| match self.scene.word(at) {
            "," => {
                self.scene.has(at + 1, Class::CUE_ING)
                    || matches!(self.scene.word(at + 1), "and" | "but") && reports(at + 2)
            }
            "and" | "but" => {
                reports(at + 1) && matches!(self.scene.word(at + 2), "that" | "to" | "it" | "he")
            }
            _ => false,
        };
        let last = self.end().min(from + LONGEST);
        (from + 1..last).find(|&at| ends(at)).unwrap_or(last)
    }
}
