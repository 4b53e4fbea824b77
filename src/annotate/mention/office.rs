//! Offices before a name: “Minister for the Outer Isles Ada Venn”, and two of them for one person.

use super::{Chunker, Mention, MentionKind};
use crate::annotate::lexicon::{Class, nouns};
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

impl Chunker<'_> {
    /// “Minister for the Outer Isles *Ada Venn*”, “secretary of state *Ada Venn*”: the last two
    /// capitals behind what an office is for name who bears it.
    pub(super) fn add_officer(&self, mention: &mut Mention) {
        let end = mention.tokens.end;
        // “Minister of State *Tan Siew Ling*”
        let three = end.saturating_sub(3);
        let of_field = |at: usize| nouns::is_field(&self.word(at).to_lowercase());
        let long = three > mention.name.start
            && of_field(three - 1)
            && !of_field(three)
            && !self.is_body_word(three);
        let name = if long { three } else { end.saturating_sub(2) }..end;
        let field = name.start.saturating_sub(1);
        let body = |at: usize| {
            let other = Class::HEAD_GROUP.or(Class::PREPOSITION);
            let thing = |token: &Token| {
                token.has(other) || at + 1 == end && nouns::is_thing_token(self.text, token)
            };
            self.is_body_word(at) || self.token(at).is_some_and(thing)
        };
        if !name.clone().all(|at| self.is_name_part(at) && !body(at))
            || field < mention.name.start + 2
        {
            return;
        }
        // “*A spokesperson* for Western Dales Highways”, at the beginning of a sentence
        let titled = self
            .token(mention.tokens.start)
            .is_some_and(|token| token.is_capital() && !token.has(Class::DETERMINER));
        let given = self.is_given(name.start);
        let names = self.token(field).is_some_and(|token| match token.shape {
            Shape::Lower => {
                // “White House chief of *staff* Ada Venn”
                let staff = self.word(field) == "staff" && self.word(field - 1) == "of";
                given && (staff || !token.has(Class::HEAD_PERSON.or(Class::HEAD_GROUP)))
            }
            _ => (titled || self.is_body_head(field)) && self.is_name_part(field),
        });
        // “a spokesman *for* Ada Venn”
        if !names || self.token(field).is_some_and(|t| t.has(Class::PREPOSITION.or(Class::TITLE))) {
            return;
        }
        mention.role = Some(self.span(mention.tokens.start..name.start));
        mention.kind = MentionKind::Named;
        mention.class = mention.class.only(Class::FEMALE.or(Class::MALE));
        mention.name = name;
        mention.full.end = end;
    }

    /// “Deputy Premier *and Finance Minister Ada Venn*”: one person holds both offices.
    pub(super) fn add_second_office(&self, mention: &mut Mention) {
        let and = mention.tokens.end;
        let one = mention.class.meets(Class::HEAD_PERSON)
            && !matches!(self.word(mention.tokens.start), "a" | "A" | "an" | "An");
        if !one || mention.name.end != and || self.word(and) != "and" {
            return;
        }
        // “her father *and agent, Tom Bell,*”
        let noun = self
            .token(and + 1)
            .is_some_and(|token| token.shape == Shape::Lower && token.has(Class::HEAD_PERSON));
        if noun && self.token(and + 2).is_some_and(|token| token.is(',')) {
            let mut both = mention.clone();
            both.tokens.end = and + 2;
            both.name.end = and + 2;
            self.add_name(&mut both);
            if both.kind == MentionKind::Named {
                *mention = both;
            }
            return;
        }
        let Some(inner) = self.phrase_at(and + 1) else { return };
        if inner.kind != MentionKind::Named
            || inner.name.start == and + 1
            || !self.token(and + 1).is_some_and(|t| t.is_capital() || t.has(Class::TITLE))
        {
            return;
        }
        mention.role = Some(self.span(mention.name.start..inner.name.start));
        mention.kind = MentionKind::Named;
        mention.class = inner.class;
        mention.name = inner.name;
        mention.tokens.end = inner.tokens.end;
        mention.full.end = inner.full.end;
    }

    /// “Director of National Intelligence *Sam Ford*”: where the name of an officer begins in a run of
    /// capitals that begins with the office and its field.
    pub(super) fn officer(&self, run: &Range<usize>) -> Option<usize> {
        let person = Class::TITLE.or(Class::HEAD_PERSON);
        let link = (run.start + 1..run.end).find(|&at| self.is_link(at))?;
        let led = self.token(link - 1).is_some_and(|token| token.has(person));
        if !led && self.word(link - 1) != "Chief" {
            return None;
        }
        let near = run.end.saturating_sub(3).max(link + 2)..run.end - 1;
        near.into_iter().find(|&at| self.is_given(at))
    }

    /// “the *assailant*, John Harrow,”: a noun that no table lists names by what follows it.
    pub(super) fn unknown_office(&self, from: usize, body: usize) -> Option<Mention> {
        if body == from || !self.is_free(from) {
            return None;
        }
        // “Amid *the tension*, John Harrow”, “Easing *the tension*, John Harrow”
        let object = from.checked_sub(1).and_then(|before| self.token(before));
        let object = object.is_some_and(|token| token.span.of(self.text).ends_with("ing"));
        if object {
            return None;
        }
        let noun = |at: usize| {
            self.token(at).is_some_and(|t| t.shape == Shape::Lower && self.is_modifier(t, true))
        };
        let comma = (body..body + 4).find(|&at| !noun(at)).filter(|&at| at > body)?;
        let mut mention = Mention {
            tokens: from..comma,
            full: from..comma,
            name: body..comma,
            kind: MentionKind::Nominal,
            class: Class::HEAD_PERSON,
            role: None,
            sentence: 0,
            free: self.is_free(from),
            is_source: false,
        };
        self.add_name(&mut mention);
        (mention.kind == MentionKind::Named).then_some(mention)
    }
}
