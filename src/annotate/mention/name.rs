//! Runs of capitals that are one name: particles, initials, bodies’ links, nicknames inside.

use super::{Chunker, PHRASE};
use crate::annotate::lexicon::{Class, nouns};
use crate::annotate::token::Shape;
use std::ops::Range;

/// Longest nickname in tokens, marks included.
const NICKNAME: usize = 6;
/// How many particles a surname may begin with.
const PARTICLES: usize = 2;

impl Chunker<'_> {
    /// A run of capitals, linked over particles, and over “of” and “the” within a body's name.
    pub(super) fn name_run(&self, from: usize) -> Range<usize> {
        let mut at = from + 1;
        while at < from + PHRASE {
            if self.is_name_part(at)
                || self.token(at).is_some_and(|t| t.is_capital() && t.has(Class::TITLE))
            {
                at += 1;
            } else if let Some(behind) = self.behind_nickname(at) {
                at = behind + 1;
            } else if self.word(at - 1) == "Local"
                && self.token(at).is_some_and(|token| token.shape == Shape::Number)
            {
                // “*Local 88* of the Dockers’ League”
                at += 1;
            } else if self.token(at).is_some_and(|token| token.is('&')) && self.is_name_part(at + 1)
            {
                at += 2;
            } else if self.joins_plural(at) && self.is_name_part(at + 1) {
                // “the Hill Farmers’ Union”
                at += 2;
            } else if let Some(end) = self.behind_owner(from, at) {
                at = end;
            } else if let Some(behind) = self.behind_particles(at) {
                at = behind + 1;
            } else if let Some(end) = self.behind_and(from, at) {
                at = end;
            } else if self.is_link(at) && (self.is_body_word(at - 1) || self.is_acronym(at - 1)) {
                let over = if self.token(at + 1).is_some_and(|t| t.has(Class::DETERMINER)) {
                    2
                } else {
                    1
                };
                if !self
                    .token(at)
                    .is_some_and(|t| matches!(t.span.of(self.text), "of" | "for" | "&"))
                    || !self.is_name_part(at + over)
                {
                    break;
                }
                at += over + 1;
            } else {
                break;
            }
        }
        from..at
    }

    /// “*McDonald’s* said”, “*Hartley’s Bakeries*”: where a body's name ends that bears the name of
    /// an owner.
    fn behind_owner(&self, from: usize, at: usize) -> Option<usize> {
        let one = at == from + 1 && self.token(at)?.has(Class::POSSESSIVE_END);
        let next = self.token(at + 1).filter(|_| one)?;
        // “Venn’s *claim*”, “Venn’s *been* there” are no names.
        let says = next.has(Class::CUE_INVERTS) && !next.has(Class::CUE_WEAK);
        let is = matches!(self.word(at + 1), "has" | "had" | "is" | "was" | "will" | "would");
        if next.shape == Shape::Lower && (says || is) {
            return Some(at + 1);
        }
        let own = self.word(from).to_lowercase();
        let place = nouns::is_state(&own) || nouns::is_region(&own);
        let named = |&at: &usize| {
            let other = Class::HEADS.or(Class::TITLE).or(Class::DATE);
            self.is_name_part(at) && self.token(at).is_some_and(|token| !token.has(other))
        };
        let end = at + 1 + (at + 1..at + PHRASE).take_while(named).count();
        let last = self.word(end - 1).to_lowercase();
        // “Venn’s *Christian Democrats*” are no company, “Venn’s *Fine Foods Ltd*” is one.
        let sells = match end - at {
            2 => last.ends_with('s') || nouns::is_body_tail(&last),
            _ => matches!(
                last.as_str(),
                "inc" | "ltd" | "llc" | "plc" | "spa" | "ag" | "sa" | "co" | "corp"
            ),
        };
        let whole = !place && end > at + 1 && sells && !self.is_given(at + 1);
        (whole && !self.is_name_part(end)).then_some(end)
    }

    /// “the Transport *and* Staff Union”, “the Ministry of Trade *and* Industry”: where a body's name
    /// goes on behind “and”, the token at which it ends.
    fn behind_and(&self, from: usize, at: usize) -> Option<usize> {
        let and = self.token(at).is_some_and(|token| token.span.of(self.text) == "and");
        if !and || !self.is_name_part(at + 1) {
            return None;
        }
        let titled = self.token(at + 1).is_some_and(|token| token.has(Class::TITLE));
        let capitals = |&at: &usize| self.is_name_part(at);
        let end = at + 1 + (at + 1..at + PHRASE).take_while(capitals).count();
        let led = from > self.start
            && self.token(from - 1).is_some_and(|before| before.has(Class::DETERMINER));
        let body = |at: usize| self.is_body_head(at);
        let ends = led && !(from..at).any(body) && body(end - 1);
        let of = |at: usize| {
            self.token(at).is_some_and(|t| matches!(t.span.of(self.text), "of" | "for"))
        };
        let field = !titled && (from..at).any(|at| body(at) && of(at + 1));
        // “the FBI and State Department”
        let short = self.token(at - 1).is_some_and(|token| token.shape == Shape::Upper);
        let person = (from..at).any(|at| self.is_given(at)) || self.is_given(at + 1);
        // “*Energy and Mines* Minister”, “Tarnside *Fire and Rescue* Service”
        let of_field = |at: usize| {
            self.token(at).is_some_and(|t| nouns::is_field(&t.span.of(self.text).to_lowercase()))
        };
        let fields = of_field(at - 1)
            && of_field(at + 1)
            && (at + 2..end)
                .any(|at| body(at) || self.token(at).is_some_and(|token| token.has(Class::TITLE)));
        (fields || (ends || field) && !short && !person).then_some(end)
    }

    /// “Ursa *von der* Linden”: the name goes on behind small particles.
    pub(super) fn behind_particles(&self, at: usize) -> Option<usize> {
        let particle = |&at: &usize| {
            self.token(at).is_some_and(|t| t.has(Class::PARTICLE) && t.shape == Shape::Lower)
        };
        let behind = at + (at..at + PARTICLES).take_while(particle).count();
        (behind > at && self.is_name_part(behind)).then_some(behind)
    }

    /// “Marguerite “Mags” Toll”: the name goes on behind a short stretch in marks.
    pub(super) fn behind_nickname(&self, at: usize) -> Option<usize> {
        let quoted = |at: usize| self.tokens.get(at).is_some_and(|t| t.quoted);
        if !quoted(at) {
            return None;
        }
        let behind = (at..at + NICKNAME).find(|&at| !quoted(at))?;
        // “called Bell “a liar,” *Venn* said”
        let comma = |at: usize| self.tokens.get(at).is_some_and(|token| token.is(','));
        (self.is_name_part(behind) && !(at..behind).any(comma)).then_some(behind)
    }

    /// The end of a plural possessive: “Farmers*’*”, “People*’s*”.
    pub(super) fn joins_plural(&self, at: usize) -> bool {
        let word = |at: usize| self.token(at).map_or("", |token| token.span.of(self.text));
        let plural = |word: &str| {
            matches!(word, "People" | "Women" | "Men" | "Children") || word.ends_with("men")
        };
        self.token(at).is_some_and(|token| token.has(Class::POSSESSIVE_END))
            && (!word(at).ends_with(['s', 'S'])
                || at.checked_sub(1).is_some_and(|b| plural(word(b))))
    }

    /// “the Observer Mission *in Karvania* (OMK)”: the token behind the place that the letters of a body
    /// tell to be part of its name.
    pub(super) fn behind_place_of(&self, run: &Range<usize>) -> usize {
        let place = run.end + 1;
        let led = self.token(run.end).is_some_and(|token| token.has(Class::PREPOSITION));
        let led = led && matches!(self.word(run.end), "in" | "for" | "on" | "to");
        if !led || !self.is_name_part(place) {
            return run.end;
        }
        let end = self.name_run(place).end;
        let letters = self.word(end + 1);
        let bracket = |at: usize, mark: char| self.token(at).is_some_and(|token| token.is(mark));
        let first = |at: usize| self.word(at).chars().next();
        let whole = bracket(end, '(')
            && bracket(end + 2, ')')
            && letters.len() > 2
            && letters.chars().next() == first(run.start)
            && letters.chars().next_back() == first(end - 1);
        if whole { end } else { run.end }
    }

    /// “the *A.C.L.U.* of Lesna”
    pub(super) fn is_acronym(&self, at: usize) -> bool {
        self.word(at + 1) == "of"
            && self.token(at).is_some_and(|token| {
                token.shape == Shape::Upper && token.span.len() > 3 && at > self.start
            })
    }

    pub(super) fn is_link(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.has(Class::NAME_LINK))
    }

    pub(super) fn is_body_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.has(Class::HEAD_BODY.or(Class::HEAD_PERSON).or(Class::TITLE))
        })
    }
}
