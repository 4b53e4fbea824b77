//! Nouns for somebody whom the text names beside them or elsewhere: in an apposition, behind “is”,
//! with the name yet to come.
//!
//! Which of several people a noun means that any of them may be called is for `role`, `company` and
//! `pronoun` to say.

use super::{Entity, Resolver, name};
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::given::GENDERS;
use crate::annotate::lexicon::{Class, nouns};
use crate::annotate::mention::{Mention, MentionKind};
use crate::annotate::source;
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

/// In which sentences a story begins at the latest: behind a headline and a deck.
const OPENING: usize = 2;
/// How many mentions behind whom a story begins with they may be named.
const LOOK: usize = 40;
/// How many mentions before an apposition the name that it explains may stand.
const APPOSED: usize = 4;

impl Resolver<'_> {
    /// “Ada Venn of Velmark, *the board’s chief engineer*, who …” is Ada Venn.
    pub(super) fn apposed(&self, index: usize, mention: &Mention) -> Option<usize> {
        let comma = mention.tokens.start.checked_sub(1)?;
        let person = mention.class.meets(Class::HEAD_PERSON);
        if !self.scene.is(comma, ',') || !person && !mention.class.meets(Class::HEAD_BODY) {
            return None;
        }
        let ends = mention.full.end;
        let closed = self.scene.is(ends, ',')
            || self.scene.is(ends, '.')
            || self.scene.is(ends.wrapping_sub(1), ',');
        let outer = (index.saturating_sub(APPOSED)..index).rev().find(|&before| {
            self.scene.mentions.get(before).is_some_and(|outer| {
                outer.kind == MentionKind::Named
                    && if person { self.is_person(before, mention) } else { self.is_body(before) }
                    && outer.sentence == mention.sentence
                    && (outer.tokens.end == comma
                        || outer.full.end == comma
                        || outer.full.end > mention.tokens.start && outer.tokens.end <= comma)
            })
        })?;
        if closed { self.entities.of_mention.get(outer).copied().flatten() } else { None }
    }

    /// “Senator Marvin King left. *King* said so.”: a noun with a capital and without an article, which
    /// somebody bears for a surname.
    pub(super) fn surnamed(&self, mention: &Mention) -> Option<usize> {
        let at = mention.tokens.start;
        let bare = mention.tokens.len() == 1
            && self.scene.token(at).is_some_and(Token::is_capital)
            && !name::at_beginning(self.scene, at);
        if bare { self.surnames.get(&self.scene.word(at).to_lowercase()).copied() } else { None }
    }

    /// “*A teacher* lied, a court has heard. ¶ Ada Venn, 46, is accused of …”: whom a story begins with
    /// is whom its next paragraph begins with, if it says who that is.
    pub(super) fn named_later(&self, index: usize, mention: &Mention) -> Option<usize> {
        let scene = self.scene;
        let opens = matches!(scene.word(mention.tokens.start), "A" | "An")
            && scene.begins_line(mention.tokens.start)
            && mention.class.meets(Class::HEAD_PERSON)
            && !nouns::is_official(scene.word(mention.name.end - 1))
            && mention.sentence <= OPENING;
        let behind = index + 1..scene.mentions.len().min(index + LOOK);
        let mut behind =
            behind.filter(|_| opens).filter_map(|at| Some((at, scene.mentions.get(at)?)));
        let (at, named) = behind.find(|(_, next)| scene.begins_line(next.tokens.start))?;
        let id = self.entities.of_mention.get(at).copied().flatten()?;
        let comma = named.tokens.end;
        let age = scene.token(comma + 1).is_some_and(|token| token.shape == Shape::Number)
            && scene.is(comma + 2, ',');
        let told = scene.is(comma, ',') && (age || scene.word(comma + 1).starts_with("who"));
        let mut before = scene.mentions.iter().zip(&self.entities.of_mention).take(at);
        let new = !before.any(|(mention, other)| mention.sentence > 0 && *other == Some(id));
        let full = named.kind == MentionKind::Named && named.name.len() > 1;
        (full && told && new && self.is_person(at, mention)).then_some(id)
    }

    /// “Ada Venn is *a lawyer* in Velmark.” is about Ada Venn, who is “the lawyer” from there on.
    pub(super) fn predicated(&self, index: usize, mention: &Mention) -> Option<usize> {
        let is = mention.tokens.start.checked_sub(1)?;
        let before = index.checked_sub(1)?;
        let subject = self.scene.mentions.get(before)?;
        let indefinite = matches!(self.scene.word(mention.tokens.start), "a" | "an" | "the");
        let whole = subject.kind == MentionKind::Named
            && subject.sentence == mention.sentence
            && subject.free
            && (subject.tokens.end == is || subject.full.end == is);
        if !whole || !indefinite || !matches!(self.scene.word(is), "is" | "was") {
            return None;
        }
        let same = match mention.class.meets(Class::HEAD_PERSON) {
            true => self.is_person(before, mention),
            false => mention.class.meets(Class::HEAD_BODY) && self.is_body(before),
        };
        same.then(|| self.entities.of_mention.get(before).copied().flatten()).flatten()
    }

    /// “*the Scot* said”, “*the 21-year-old Dane* said”: the person whom the text has named before.
    pub(super) fn native(&self, mention: &Mention) -> Option<usize> {
        let [the, noun] = [mention.tokens.start, mention.name.start];
        let is_small = |at| self.scene.token(at).is_some_and(|t| !t.is_capital() && t.is_word());
        let described = the < noun && (the + 1..noun).all(is_small);
        let ends = mention.full.end == noun + 1 || self.scene.is(noun + 1, ',');
        let alone = ends && mention.name.len() == 1 && described;
        let definite = alone && self.scene.word(the).eq_ignore_ascii_case("the");
        // “the 28-year-old *Norlander*”
        let aged = (the + 1..noun).any(|at| self.scene.word(at).ends_with("-year-old"));
        if !definite || !aged && !nouns::is_demonym(self.scene.word(noun)) {
            return None;
        }
        let class = Class::HE.or(Class::SHE).with(GENDERS);
        let somebody = Mention { class, ..mention.clone() };
        let named = |entity: &Entity| entity.kind == MentionKind::Named;
        self.focus.meant(self.scene, &self.entities.all, &somebody, named)
    }

    /// “*his letter* said”, “*Venn’s answer*: “Never.””: whoever wrote or says it, if the text has named
    /// them.
    pub(super) fn writer(&self, mention: &Mention) -> Option<usize> {
        let scene = self.scene;
        let Range { start, end } = mention.tokens;
        let owner = (start..end).find(|&at| scene.has(at, Class::POSSESSIVE_END));
        let noun = owner.unwrap_or(start) + 1;
        let alone = noun + 1 == end || noun < end && scene.has(noun + 1, Class::PREPOSITION);
        if !alone || !nouns::is_text(scene.word(noun)) && !nouns::is_speech(scene.word(noun)) {
            return None;
        }
        if let Some(owner) = owner {
            let surname = scene.word(owner.checked_sub(1)?).to_lowercase();
            let id = *self.surnames.get(&surname)?;
            return self.entities.all.get(id).filter(|entity| entity.person).map(|_| id);
        }
        let class = source::pronoun(scene.word(start)).filter(|class| class.meets(GENDERS))?;
        let writer = Mention { class, ..mention.clone() };
        let named = |entity: &Entity| entity.kind == MentionKind::Named && entity.person;
        self.focus.meant(scene, &self.entities.all, &writer, named)
    }
}

/// Tells whether a mention is named as somebody's relative.
pub(super) fn is_kin(scene: &Scene<'_>, mention: &Mention) -> bool {
    let kin = |at: usize| nouns::is_kin(scene.word(at));
    let before = mention.tokens.start.saturating_sub(3)..mention.name.start;
    let behind = mention.tokens.end..mention.full.end.min(mention.tokens.end + 4);
    before.into_iter().any(kin) || scene.is(behind.start, ',') && behind.into_iter().any(kin)
}
