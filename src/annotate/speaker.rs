//! Speakers: which mentions mean one person or body.
//!
//! | module | joins |
//! |---|---|
//! | `name`, `cluster`, `acronym`, `elsewhere` | names: by surname, given name, acronym |
//! | `role` | nouns: by an office or by their words |
//! | `described` | nouns with a name beside them or elsewhere |
//! | `company` | nouns for companies and groups: by what their names say |
//! | `pronoun` | pronouns: by gender, number and nearness |
//! | `evidence` | what tells a person from a body, and “he” from “she” |
//!
//! No knowledge of the world is used.

mod acronym;
mod cluster;
mod company;
mod described;
mod elsewhere;
mod evidence;
mod name;
mod pronoun;
mod role;
#[cfg(test)]
mod tests;

use super::cue::Scene;
use super::lexicon::given::GENDERS;
use super::lexicon::{Class, nouns};
use super::mention::{Mention, MentionKind};
use super::token::Shape;
use crate::annotation::SpeakerKind;
use cluster::Bearer;
use pronoun::Focus;
use role::{Noun, Roles};
use std::collections::HashMap;

/// One person or body.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The words of its fullest name, in small letters.
    words: Vec<String>,
    /// Its fullest name as worded.
    shown: String,
    pub(crate) kind: MentionKind,
    /// Gender, group or body, as far as known.
    pub(crate) class: Class,
    pub(crate) role: Option<String>,
    /// Indexes of its mentions, in order.
    pub(crate) mentions: Vec<usize>,
    /// Something shows that it is a person, no place.
    person: bool,
    /// A place, something where others are, or a line in capitals.
    no_company: bool,
    /// A name of which the text shows nothing but that its bearer speaks.
    may_be_company: bool,
    /// Words of its titles and appositions, in small letters.
    traits: Vec<String>,
}

impl Entity {
    /// Tells whether something shows that it is a person.
    pub(crate) fn is_person(&self) -> bool {
        self.person
    }

    /// Returns the name that is shown.
    pub(crate) fn canonical(&self) -> String {
        self.shown.clone()
    }

    /// Returns what sort of speaker it is.
    pub(crate) fn speaker_kind(&self) -> SpeakerKind {
        if self.class.meets(Class::HEAD_BODY) {
            SpeakerKind::Organisation
        } else if self.class.meets(Class::HEAD_GROUP) {
            SpeakerKind::Group
        } else if self.kind == MentionKind::Named {
            SpeakerKind::Person
        } else {
            SpeakerKind::Unnamed
        }
    }

    fn of_bearer(bearer: &Bearer) -> Self {
        let body = if bearer.evidence.is_body() { Class::HEAD_BODY } else { Class::NONE };
        let gender = bearer.gender();
        Self {
            words: bearer.name.words.clone(),
            shown: bearer.shown.clone(),
            kind: MentionKind::Named,
            class: if body == Class::NONE { gender } else { body },
            role: None,
            mentions: Vec::new(),
            person: bearer.evidence.is_person(),
            no_company: bearer.evidence.is_no_company(),
            may_be_company: gender == Class::NONE
                && bearer.evidence.may_be_company()
                && !bearer.shown.split(' ').next_back().is_some_and(nouns::is_demonym),
            traits: Vec::new(),
        }
    }
}

/// The entities of a document and the entity of each mention.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entities {
    pub(crate) all: Vec<Entity>,
    /// By mention; `None` for a pronoun that nothing explains.
    pub(crate) of_mention: Vec<Option<usize>>,
}

/// How many sentences after somebody was introduced a noun alone means them.
const NEAR: usize = 3;

/// Joins mentions to entities, in order. O(n log n) in the mentions.
///
/// The people named `inner`, inside of other mentions, say who somebody is as well; they are no
/// mentions of their entities.
pub(crate) fn resolve(scene: &Scene<'_>, inner: &[Mention]) -> Entities {
    let mut mentions: Vec<(usize, &Mention)> =
        scene.mentions.iter().chain(inner).enumerate().collect();
    mentions.sort_by_key(|(_, mention)| (mention.tokens.start, mention.tokens.end));
    let bearers = cluster::cluster(scene, &mentions);
    let roles = Roles::ahead(scene, &mentions, &bearers.of_mention);
    let surnames = bearers.all.iter().enumerate().rev().filter_map(|(id, bearer)| {
        let full = bearer.name.words.len() > 1 && !bearer.evidence.is_body();
        Some((bearer.name.words.last().filter(|_| full)?.clone(), id))
    });
    let mut resolver = Resolver {
        scene,
        surnames: surnames.collect(),
        entities: Entities {
            all: bearers.all.iter().map(Entity::of_bearer).collect(),
            of_mention: bearers.of_mention,
        },
        roles,
        focus: Focus::default(),
    };
    for (index, mention) in mentions {
        let entity = match mention.kind {
            MentionKind::Named => resolver.named(index, mention),
            MentionKind::Nominal => Some(resolver.nominal(index, mention)),
            MentionKind::Pronoun => resolver.pronoun(mention),
        };
        if let Some(slot) = resolver.entities.of_mention.get_mut(index) {
            *slot = entity;
        }
        if let Some(id) = entity {
            let mut new = false;
            if let Some(entity) = resolver.entities.all.get_mut(id) {
                new = entity.mentions.is_empty();
                entity.mentions.push(index);
            }
            if !is_modifier(scene, mention) {
                resolver.focus.note(scene, mention, id, new);
            }
        }
    }
    resolver.entities.of_mention.truncate(scene.mentions.len());
    resolver.entities
}

struct Resolver<'a> {
    scene: &'a Scene<'a>,
    /// Who bears a surname, the first of several.
    surnames: HashMap<String, usize>,
    entities: Entities,
    roles: Roles,
    focus: Focus,
}

impl Resolver<'_> {
    fn named(&mut self, index: usize, mention: &Mention) -> Option<usize> {
        if let Some(id) = self.native(mention) {
            return Some(id);
        }
        let id = self.entities.of_mention.get(index).copied().flatten()?;
        let entity = self.entities.all.get_mut(id)?;
        if entity.role.is_none() {
            entity.role = mention.role.map(|role| squeeze(role.of(self.scene.text)));
        }
        self.roles.note_named(self.scene, mention, id, entity);
        Some(id)
    }

    fn nominal(&mut self, index: usize, mention: &Mention) -> usize {
        if let Some(id) = self.apposed(index, mention).or_else(|| self.writer(mention)) {
            return id;
        }
        let noun = Noun::read(self.scene, mention);
        if let Some(id) = self.surnamed(mention) {
            return id;
        }
        if let Some(id) =
            self.predicated(index, mention).or_else(|| self.named_later(index, mention))
        {
            self.roles.note_noun(&noun, id);
            return id;
        }
        if !company::is_telling(&noun)
            && let Some(id) = self.company(mention, &noun)
        {
            return id;
        }
        let known = |kind| self.roles.known(&self.entities.all, mention, &noun, kind);
        let described = || {
            let described = role::describes(self.scene, mention, &noun);
            described.then(|| self.described(mention, &noun)).flatten()
        };
        // “A nurse wept. … *The nurse* said”
        let told = || {
            let known = known(MentionKind::Nominal);
            let full = noun.words.len() > 1;
            let trade = noun.names_trade() || noun.is_witness();
            known.filter(|&id| trade || full && self.is_introduced(id, mention))
        };
        let known = known(MentionKind::Named)
            .or_else(told)
            .or_else(described)
            .or_else(|| self.sole(mention, &noun))
            .or_else(|| known(MentionKind::Nominal));
        if let Some(id) = known {
            self.roles.note_noun(&noun, id);
            self.show_small(id, mention, &noun);
            return id;
        }
        if let Some(id) = self.company(mention, &noun) {
            return id;
        }
        let id = self.entities.all.len();
        self.entities.all.push(Entity {
            words: noun.words.clone(),
            shown: self.shown(mention),
            kind: MentionKind::Nominal,
            class: mention.class,
            role: None,
            mentions: Vec::new(),
            person: mention.class.meets(Class::HEAD_PERSON),
            no_company: false,
            may_be_company: false,
            traits: noun.words.clone(),
        });
        self.roles.note_noun(&noun, id);
        id
    }

    /// The only person of the text who is called by the noun, and may be.
    fn sole(&self, mention: &Mention, noun: &Noun) -> Option<usize> {
        let id = self.roles.sole(mention, noun)?;
        let entity = self.entities.all.get(id)?;
        // “chairman” may be a woman, “husband” none.
        (!noun.is_kin() || evidence::genders_agree(entity.class, mention.class)).then_some(id)
    }

    /// “*A former secretary* said so.”: tells whether the text has just spoken of somebody as of one
    /// of several.
    fn is_introduced(&self, id: usize, mention: &Mention) -> bool {
        let first = self.entities.all.get(id).and_then(|entity| entity.mentions.first());
        let first = first.and_then(|&first| self.scene.mentions.get(first));
        let near = first.filter(|first| first.sentence + NEAR >= mention.sentence);
        near.is_some_and(|mention| {
            matches!(
                self.scene.word(mention.tokens.start),
                "A" | "a" | "An" | "an" | "One" | "Another"
            )
        })
    }

    /// “Central Bank Holds Rates … *the central bank*”: a noun is shown as a sentence has it.
    fn show_small(&mut self, id: usize, mention: &Mention, noun: &Noun) {
        let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).count();
        let known = self
            .entities
            .all
            .get(id)
            .filter(|entity| entity.kind == MentionKind::Nominal && entity.words == noun.words);
        // Most are small already, and need not be worded again.
        let large = known.map_or(0, |entity| capitals(&entity.shown));
        let shown = if large > 0 { self.shown(mention) } else { return };
        if capitals(&shown) < large
            && let Some(entity) = self.entities.all.get_mut(id)
        {
            entity.shown = shown;
        }
    }

    /// Tells whether a mention means a person of the gender of another mention.
    fn is_person(&self, index: usize, other: &Mention) -> bool {
        let id = self.entities.of_mention.get(index).copied().flatten();
        id.and_then(|id| self.entities.all.get(id)).is_some_and(|entity| {
            entity.person && evidence::genders_agree(entity.class, other.class)
        })
    }

    fn is_body(&self, index: usize) -> bool {
        let id = self.entities.of_mention.get(index).copied().flatten();
        let entity = id.and_then(|id| self.entities.all.get(id));
        entity.is_some_and(|entity| entity.class.meets(Class::HEAD_BODY) && !entity.no_company)
    }

    /// “Lumenis … *the company*”: the named body which a definite noun for bodies of a kind stands
    /// for, as “it” would. That makes a body of a name of which nothing else is known.
    fn company(&mut self, mention: &Mention, noun: &Noun) -> Option<usize> {
        let kind = company::kind_of(self.scene, mention, noun)?;
        let subject =
            evidence::has_verb(self.scene, mention) || evidence::is_inverted(self.scene, mention);
        let stand_in = Mention { class: Class::IT, ..mention.clone() };
        let may = |entity: &Entity| {
            let last = entity.mentions.last().and_then(|&last| self.scene.mentions.get(last));
            let here = last.is_some_and(|last| last.sentence == mention.sentence);
            kind.fits(entity) && (subject || !here)
        };
        let head = noun.words.last()?;
        let meant = |may: &dyn Fn(&Entity) -> bool| {
            self.focus.meant(self.scene, &self.entities.all, &stand_in, may)
        };
        // “the Guild of Growers … *the guild*”, whoever has been named since
        let id =
            meant(&|entity| may(entity) && entity.words.contains(head)).or_else(|| meant(&may))?;
        let entity = self.entities.all.get_mut(id)?;
        entity.class = Class::HEAD_BODY;
        entity.person = false;
        Some(id)
    }

    /// The named person whom a definite noun stands for, as a pronoun would.
    fn described(&self, mention: &Mention, noun: &Noun) -> Option<usize> {
        let class = match mention.class.only(GENDERS) {
            Class::NONE => Class::HE.or(Class::SHE).with(GENDERS),
            gender => gender.with(Class::HE.or(Class::SHE)),
        };
        let stand_in = Mention { class, ..mention.clone() };
        let examines = |entity: &Entity| {
            let first = entity.mentions.first().and_then(|&at| self.scene.mentions.get(at));
            first.is_some_and(|mention| role::examines(self.scene, mention))
        };
        let may = |entity: &Entity| {
            entity.kind == MentionKind::Named
                && entity.person
                && !noun.clashes(entity)
                && !(noun.is_witness() && examines(entity))
        };
        self.focus.meant(self.scene, &self.entities.all, &stand_in, may)
    }

    fn pronoun(&mut self, mention: &Mention) -> Option<usize> {
        if mention.class.meets(Class::FIRST_PERSON) {
            // The writer, whom the text does not name.
            return None;
        }
        let id = self.focus.meant(self.scene, &self.entities.all, mention, |_| true)?;
        if let Some(entity) = self.entities.all.get_mut(id)
            && entity.kind == MentionKind::Named
            && !entity.class.meets(GENDERS)
        {
            entity.class = entity.class.with(mention.class.only(GENDERS));
        }
        Some(id)
    }

    /// The noun as worded, without an article, in one line.
    fn shown(&self, mention: &Mention) -> String {
        // “One grower” and “another parent” keep the word that tells them apart.
        let words = mention.tokens.start..mention.name.start;
        let start = words.rev().take_while(|&at| is_quantifier(self.scene.word(at))).last();
        let start = start.unwrap_or(mention.name.start);
        // “a *No 10* spokesman”
        let numbered = mention.tokens.start < start
            && matches!(self.scene.word(start - 1), "No" | "No.")
            && self.scene.token(start).is_some_and(|token| token.shape == Shape::Number);
        let start = start - usize::from(numbered);
        // “its own engineers” are engineers.
        let own = usize::from(mention.name.len() > 1 && self.scene.word(start) == "own");
        let shown = name::worded(self.scene, start + own..mention.name.end);
        // “My father” is one of many.
        let before = mention.tokens.start;
        let kin = nouns::is_kin(self.scene.word(mention.name.end - 1));
        if kin && before + 1 == start && self.scene.has(before, Class::POSSESSIVE) {
            return format!("{} {shown}", self.scene.word(before).to_lowercase());
        }
        shown
    }
}

/// “the *Venn* outlets”, “his *Lumenis* page”: a name between an article and a noun means nobody.
fn is_modifier(scene: &Scene<'_>, mention: &Mention) -> bool {
    mention.kind == MentionKind::Named
        && mention.tokens.start + 1 == mention.name.start
        && scene.has(mention.tokens.start, Class::DETERMINER.or(Class::POSSESSIVE))
        && !mention.class.meets(Class::HEAD_BODY)
        && scene.token(mention.tokens.end).is_some_and(|next| {
            let other = Class::PREPOSITION
                .or(Class::CONJUNCTION)
                .or(Class::AUXILIARY)
                .or(Class::ADVERB)
                .or(Class::CUE);
            next.shape == Shape::Lower && !next.has(other)
        })
}

fn is_quantifier(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "one"
            | "another"
            | "some"
            | "several"
            | "two"
            | "three"
            | "many"
            | "few"
            | "both"
            | "other"
            | "most"
    )
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
