//! Clauses by their shape: where what is reported begins, and what is none of it.
//!
//! Words tell by their class and their ending alone; nothing is parsed.

use super::{Frames, LEAST, NOUNS, REST, is_money};
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::{Class, verbs};
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

/// Fewest words of a clause that begins with a place, a time or a conjunction.
const MANY: usize = 8;
/// Most tokens between the commas of what hangs on a subject.
const HUNG: usize = 16;
/// Words that begin a clause which is what is said: “*Whether* it rains is unclear”.
const CONTENT: [&str; 5] = ["Whether", "That", "How", "Why", "What"];

impl Frames<'_> {
    /// Tells whether what is said may begin at a token, behind “said”.
    pub(super) fn may_begin_clause(&self, from: usize) -> bool {
        let begins = Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PRONOUN);
        let word = self.scene.word(from);
        self.scene.token(from).is_some_and(|token| match token.shape {
            Shape::Lower => {
                let closed = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ADVERB);
                let noun = || !token.has(closed) && self.has_verb(from + 1);
                token.has(begins) || word.ends_with('s') || word == "people" || noun()
            }
            _ => token.is_word() && !token.has(Class::DATE),
        })
    }

    /// Tells whether a clause begins at a token: a pronoun or a noun before a helping verb.
    pub(super) fn begins_clause(&self, from: usize) -> bool {
        let verb = Class::AUXILIARY;
        if self.scene.has(from, Class::PRONOUN) {
            return self.scene.has(from + 1, verb) || self.scene.word(from + 1).ends_with("ed");
        }
        let phrase = self.mention_at(from).map(|mention| mention.tokens.end);
        let closed = Class::GRAMMAR.or(Class::ANY_CUE).or(Class::FUNCTION);
        let plain = |&at: &usize| {
            self.scene.token(at).is_some_and(|t| t.shape == Shape::Lower && !t.has(closed))
        };
        let led = from + usize::from(self.scene.has(from, Class::DETERMINER.or(Class::POSSESSIVE)));
        let noun = || led + (led..led + NOUNS).take_while(plain).count();
        let end = phrase.unwrap_or_else(noun);
        end > led.min(from + 1) && self.scene.has(end, verb)
    }

    /// Tells whether a helping verb stands near behind a token, or at it.
    pub(super) fn has_verb(&self, from: usize) -> bool {
        let near = from..self.end().min(from + NOUNS);
        near.into_iter().any(|at| self.scene.has(at, Class::AUXILIARY))
    }

    /// Tells whether nothing but where and when, or what came of it (“…, *killing two*”), stands
    /// from `at` up to the end of the sentence.
    pub(super) fn is_rest(&self, at: usize) -> bool {
        let leads = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::RELATIVE);
        let behind = self.after_comma(at);
        let (comma, closed) = (behind.is_some(), behind == Some(at));
        let first = behind.unwrap_or(at + 1);
        let joins = matches!(self.scene.word(first), "and" | "or" | "but" | "nor" | "so" | "yet");
        let circumstance = self.scene.has(first, leads) && !joins;
        let result = self.scene.word(first).ends_with("ing");
        // “…, said Venn, *a doctor at the clinic in Lesna, Norland, who went on to warn of more*.”
        let place =
            self.scene.token(first).is_some_and(Token::is_capital) && self.scene.is(first + 1, ',');
        let apposed = closed && (place || self.scene.has(first, Class::RELATIVE))
            || comma && matches!(self.scene.word(first), "a" | "an");
        if comma && (result || circumstance || apposed) {
            let rest = self.scene.tokens.get(first..self.end()).unwrap_or_default();
            // “…, said Venn, who runs the port and, like others, has one name.”
            let relative = self.scene.has(first, Class::RELATIVE) || apposed;
            let plain = |token: &Token| {
                token.is_word() || is_money(token) || (closed || relative) && token.is(',')
            };
            return rest.iter().all(|token| plain(token) && !token.quoted);
        }
        let tokens = self.scene.tokens.get(at..self.end()).unwrap_or_default();
        let leads = Class::PREPOSITION.or(Class::DATE);
        // “said Venn *today*”, no “said they *still want* schools”, “volunteered *to replace* him”
        let word = |token: &Token| token.span.of(self.scene.text);
        let begins = match tokens {
            // “researchers report *this week*”
            [first, next, ..] if matches!(word(first), "this" | "last" | "late" | "early") => {
                next.has(Class::FUNCTION.or(Class::DATE))
            }
            [first, next, ..] if !first.has(leads) => first.has(Class::ADVERB) && next.has(leads),
            [first, next, ..] if word(first) == "to" => {
                let noun = Class::DETERMINER.or(Class::POSSESSIVE).or(Class::HEADS);
                next.is_capital() || next.has(noun)
            }
            [first, ..] => first.has(leads.or(Class::ADVERB)),
            [] => true,
        };
        begins
            && tokens.len() <= REST
            && tokens.iter().all(|t| t.is_word() && !t.has(Class::ANY_CUE.or(Class::AUXILIARY)))
    }

    /// Tells whether tokens are likely a clause, not where or when it was said.
    pub(super) fn is_clause(&self, tokens: &Range<usize>) -> bool {
        let tokens = self.scene.tokens.get(tokens.clone()).unwrap_or_default();
        let Some(first) = tokens.first() else { return false };
        let word = first.span.of(self.scene.text);
        let words = tokens.iter().filter(|token| token.is_word()).count();
        // “If it rains, the roof leaks”, “In May sales of iron fell by a third”
        let subordinate = first.has(Class::CONJUNCTION) && tokens.iter().any(|t| t.is(','));
        let leads = Class::PREPOSITION.or(Class::CONJUNCTION);
        let led = first.has(leads) && !subordinate && words < MANY && !CONTENT.contains(&word)
            || first.has(Class::CUE_ING)
            || word.ends_with("ing")
            || word.ends_with("ed");
        words >= LEAST && !tokens.iter().any(|token| token.quoted) && !led
    }

    /// Tells whether two stretches are one clause that a frame parts.
    pub(super) fn are_parts(&self, parts: [&Range<usize>; 2]) -> bool {
        parts.iter().all(|part| {
            let tokens = self.scene.tokens.get((*part).clone()).unwrap_or_default();
            tokens.first().is_some_and(|first| first.is_word() && !first.has(Class::CUE_ING))
                && !tokens.iter().any(|token| token.quoted)
        }) && parts.iter().map(|part| part.len()).sum::<usize>() > LEAST
            && !self.scene.has(parts[1].start, Class::CONJUNCTION.or(Class::RELATIVE))
            && !self.scene.word(parts[1].start).ends_with("ing")
    }
}

/// Tells whether the verb of a clause stands at a token, or behind what hangs on its subject there
/// between commas.
pub(crate) fn parts_clause(scene: &Scene<'_>, at: usize) -> bool {
    let verb = |at: usize| scene.has(at, Class::AUXILIARY);
    // “the jail, *known as “the Icebox,”* held”
    let marked =
        |at: usize| scene.is_quoted(at) && !scene.is_quoted(at + 1) && scene.is(at - 1, ',');
    let closes = |&at: &usize| scene.is(at, ',') && !scene.is_quoted(at) || marked(at);
    let inside = |&at: &usize| scene.is_plain_word(at) || scene.is_quoted(at) || closes(&at);
    let close = (at + 2..at + HUNG).take_while(inside).find(closes);
    let behind = close.filter(|_| scene.is(at, ',')).map(|close| close + 1);
    // “the signal, *installed in May,* failed”
    let past = |at: usize| is_finite(scene, at) && !scene.has(at, Class::ANY_CUE);
    verb(at) || behind.is_some_and(|behind| verb(behind) || past(behind))
}

/// Tells whether a helping verb or a past stands at a token.
pub(crate) fn is_finite(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    scene.has(at, Class::AUXILIARY)
        || verbs::is_past(word) && scene.token(at).is_some_and(|t| !t.is_capital())
}
