//! Speakers: which mentions mean one person or body.
//!
//! Names join by surname and first name, acronyms by their initials, nouns by their words or by
//! a role, pronouns by gender, number and nearness. No knowledge of the world is used.

use super::cue::Scene;
use super::lexicon::Class;
use super::mention::{Mention, MentionKind};
use super::token::Shape;
use crate::annotation::SpeakerKind;
use std::collections::HashMap;
use std::collections::VecDeque;

/// One person or body.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The words of its fullest name.
    pub(crate) name: Vec<String>,
    /// Its fullest name as worded.
    shown: String,
    pub(crate) kind: MentionKind,
    /// Gender, group or body, as far as known.
    pub(crate) class: Class,
    pub(crate) role: Option<String>,
    /// Indexes of its mentions, in order.
    pub(crate) mentions: Vec<usize>,
    /// It has a title, a known given name or has spoken: it is no place.
    animate: bool,
}

impl Entity {
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
}

/// The entities of a document and the entity of each mention.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entities {
    pub(crate) all: Vec<Entity>,
    /// By mention; `None` for a pronoun that nothing explains.
    pub(crate) of_mention: Vec<Option<usize>>,
}

/// How many entities one word may lead to, the last named ones: keeps names linear.
const BEARERS: usize = 32;
/// How many mentions back a pronoun may reach.
const REACH: usize = 40;
/// How many sentences back a pronoun may reach.
const SENTENCES: usize = 8;

/// Joins mentions to entities, in order. O(n) in the mentions.
pub(crate) fn resolve(scene: &Scene<'_>) -> Entities {
    let mut resolver = Resolver {
        scene,
        entities: Entities::default(),
        by_word: HashMap::new(),
        recent: VecDeque::new(),
    };
    for (index, mention) in scene.mentions.iter().enumerate() {
        let entity = match mention.kind {
            MentionKind::Named => Some(resolver.named(mention)),
            MentionKind::Nominal => Some(resolver.nominal(mention)),
            MentionKind::Pronoun => resolver.pronoun(mention),
        };
        resolver.entities.of_mention.push(entity);
        if let Some(entity) = entity {
            resolver.note(index, mention, entity);
        }
    }
    resolver.entities
}

/// A mention that a pronoun may mean.
struct Recent {
    entity: usize,
    sentence: usize,
    /// It is the first of its sentence that may be a subject.
    subject: bool,
    /// A cue follows it.
    speaks: bool,
    pronoun: bool,
}

struct Resolver<'a> {
    scene: &'a Scene<'a>,
    entities: Entities,
    /// Entities by a word of theirs in small letters: surname, given name, head, acronym, role.
    by_word: HashMap<String, Vec<usize>>,
    recent: VecDeque<Recent>,
}

impl Resolver<'_> {
    fn words(&self, mention: &Mention) -> Vec<String> {
        self.scene
            .tokens
            .get(mention.name.clone())
            .unwrap_or(&[])
            .iter()
            .filter(|token| !token.quoted && (token.is_word() || token.is('&')))
            .map(|token| token.span.of(self.scene.text).to_owned())
            .collect()
    }

    /// The name as worded, without an article, in one line.
    fn shown(&self, mention: &Mention) -> String {
        let text = self.scene.text;
        let mut start = mention.name.start;
        if mention.kind == MentionKind::Nominal {
            // “One grower” and “another parent” keep the word that tells them apart.
            let words = mention.tokens.start..mention.name.start;
            start = words
                .rev()
                .take_while(|&at| {
                    matches!(
                        self.scene.word(at).to_lowercase().as_str(),
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
                })
                .last()
                .unwrap_or(start);
        }
        let range = start..mention.name.end;
        if range.clone().any(|at| self.scene.token(at).is_some_and(|token| token.quoted)) {
            return self.words(mention).join(" ");
        }
        self.scene.span(range).of(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn named(&mut self, mention: &Mention) -> usize {
        let words = self.words(mention);
        let found = self.same_name(&words, mention);
        let entity = match found {
            Some(entity) => {
                self.widen(entity, &words, mention);
                entity
            }
            None => self.add(words.clone(), mention),
        };
        self.add_acronym(entity, &words, mention);
        self.add_role(entity, mention);
        entity
    }

    fn same_name(&self, words: &[String], mention: &Mention) -> Option<usize> {
        let key = surname(words)?;
        let known = self.by_word.get(&key)?;
        known.iter().rev().copied().find(|&id| {
            self.entities.all.get(id).is_some_and(|entity| {
                // “Mr. Crane” is nobody's given name, nor a firm's.
                let mut before = mention.tokens.start..mention.name.start;
                let titled = words.len() == 1 && before.any(|at| self.scene.has(at, Class::TITLE));
                entity.kind == MentionKind::Named
                    && genders_agree(entity.class, mention.class)
                    && names_agree(&entity.name, words)
                    && !(titled && surname(&entity.name) != Some(key.clone()))
            })
        })
    }

    fn widen(&mut self, id: usize, words: &[String], mention: &Mention) {
        let shown = self.shown(mention);
        let Some(entity) = self.entities.all.get_mut(id) else { return };
        entity.class = entity.class.with(mention.class);
        // A body grows only from its acronym.
        let acronym = entity.name.len() == 1;
        if words.len() > entity.name.len() && (acronym || !entity.class.meets(Class::HEAD_BODY)) {
            entity.name = words.to_vec();
            entity.shown = shown;
        }
        entity.animate |= is_animate(mention);
        self.index(id, words);
    }

    fn add(&mut self, words: Vec<String>, mention: &Mention) -> usize {
        let id = self.entities.all.len();
        self.index(id, &words);
        let shown = self.shown(mention);
        self.entities.all.push(Entity {
            name: words,
            shown,
            kind: mention.kind,
            class: mention.class,
            role: None,
            mentions: Vec::new(),
            animate: is_animate(mention),
        });
        id
    }

    fn index(&mut self, id: usize, words: &[String]) {
        let first = words.first().map(|word| word.to_lowercase());
        for word in surname(words).into_iter().chain(first) {
            self.index_word(id, word);
        }
    }

    fn index_word(&mut self, id: usize, word: String) {
        let ids = self.by_word.entry(word).or_default();
        if ids.last() != Some(&id) {
            ids.retain(|&other| other != id);
            if ids.len() == BEARERS {
                ids.remove(0);
            }
            ids.push(id);
        }
    }

    /// “National Intelligence Service (NIS)”, and “NIS” for a body with those initials.
    fn add_acronym(&mut self, id: usize, words: &[String], mention: &Mention) {
        let behind = mention.tokens.end..mention.full.end;
        let given = self.scene.tokens.get(behind).unwrap_or(&[]).get(1);
        if let Some(token) = given.filter(|token| token.shape == Shape::Upper) {
            self.index_word(id, token.span.of(self.scene.text).to_lowercase());
        }
        if words.len() >= 3 {
            let initials: String = words
                .iter()
                .filter_map(|word| word.chars().next())
                .filter(|c| c.is_uppercase())
                .flat_map(char::to_lowercase)
                .collect();
            if initials.len() >= 3 {
                self.index_word(id, initials);
            }
        }
    }

    fn add_role(&mut self, id: usize, mention: &Mention) {
        let text = self.scene.text;
        let Some(role) = mention.role else { return };
        let head = role.of(text).split_whitespace().next_back().map(str::to_lowercase);
        if let Some(entity) = self.entities.all.get_mut(id)
            && entity.role.is_none()
        {
            entity.role = Some(role.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
        }
        if let Some(head) = head {
            self.index_word(id, head);
        }
    }

    fn nominal(&mut self, mention: &Mention) -> usize {
        let words = self.words(mention);
        let lower = words.join(" ").to_lowercase();
        let head = words.last().map(|word| word.to_lowercase()).unwrap_or_default();
        let first = self.scene.word(mention.tokens.start).to_lowercase();
        let definite = matches!(first.as_str(), "the" | "these" | "those" | "that" | "this");
        let bare = mention.tokens.start == mention.name.start;
        if definite || bare {
            let same = |id: &usize| {
                self.entities.all.get(*id).is_some_and(|entity| {
                    let whole = entity.canonical().to_lowercase() == lower;
                    let role =
                        entity.kind == MentionKind::Named && !entity.class.meets(Class::HEAD_BODY);
                    whole
                        || definite
                            && entity.kind == MentionKind::Nominal
                            && words.len() == 1
                            && entity.name.last().is_some_and(|last| last.to_lowercase() == head)
                        || definite
                            && role
                            && words.len() <= 2
                            && mention.class.meets(Class::HEAD_PERSON)
                            && genders_agree(entity.class, mention.class)
                })
            };
            let known =
                self.by_word.get(&head).and_then(|ids| ids.iter().rev().find(|id| same(id)));
            if let Some(&id) = known {
                return id;
            }
        }
        let id = self.add(words, mention);
        self.index_word(id, head);
        id
    }

    fn pronoun(&mut self, mention: &Mention) -> Option<usize> {
        if mention.class.meets(Class::FIRST_PERSON) {
            // The writer, whom the text does not name.
            return None;
        }
        let mut best: Option<(f32, usize)> = None;
        for recent in self.recent.iter().rev() {
            let distance = mention.sentence.saturating_sub(recent.sentence);
            if distance > SENTENCES {
                break;
            }
            let Some(entity) = self.entities.all.get(recent.entity) else { continue };
            let Some(fit) = fit(mention.class, entity) else { continue };
            let mut score = fit - f32::from(u16::try_from(distance).unwrap_or(u16::MAX));
            score += if recent.subject { 1.2 } else { 0.0 };
            score += if recent.speaks { 0.8 } else { 0.0 };
            score += if recent.pronoun { 0.2 } else { 0.0 };
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, recent.entity));
            }
        }
        let (_, id) = best?;
        if let Some(entity) = self.entities.all.get_mut(id)
            && entity.kind == MentionKind::Named
            && !entity.class.meets(Class::FEMALE.or(Class::MALE))
        {
            entity.class = entity.class.with(mention.class.only(Class::FEMALE.or(Class::MALE)));
        }
        Some(id)
    }

    fn note(&mut self, index: usize, mention: &Mention, entity: usize) {
        let subject = mention.free
            && !self.scene.has(mention.tokens.end, Class::POSSESSIVE_END)
            && !self.recent.iter().rev().any(|r| r.sentence == mention.sentence && r.subject);
        let cue = (mention.full.end..mention.full.end + 3).any(|at| {
            self.scene.is_cue(at, mention.tokens.start) && self.scene.has(at, Class::CUE)
        });
        let said = mention
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|at| self.scene.has(at, Class::CUE_INVERTS));
        if let Some(known) = self.entities.all.get_mut(entity) {
            known.mentions.push(index);
            known.animate |= cue || said;
        }
        if self.recent.len() == REACH {
            self.recent.pop_front();
        }
        let pronoun = mention.kind == MentionKind::Pronoun;
        self.recent.push_back(Recent {
            entity,
            sentence: mention.sentence,
            subject,
            speaks: cue || said,
            pronoun,
        });
    }
}

/// How well a pronoun can mean the entity; `None` if it cannot.
fn fit(pronoun: Class, entity: &Entity) -> Option<f32> {
    let gender = Class::FEMALE.or(Class::MALE);
    let person = !entity.class.meets(Class::HEAD_BODY.or(Class::HEAD_GROUP));
    let group = entity.class.meets(Class::HEAD_GROUP);
    let body = entity.class.meets(Class::HEAD_BODY);
    if pronoun.meets(Class::HE.or(Class::SHE)) {
        if !person || !genders_agree(pronoun, entity.class) {
            return None;
        }
        let known = entity.class.meets(gender);
        return Some(if known { 1.0 } else { 0.0 } + if entity.animate { 0.8 } else { -1.0 });
    }
    if pronoun.meets(Class::THEY) {
        return Some(if group {
            1.5
        } else if body {
            0.5
        } else {
            -1.0
        });
    }
    (!group && (body || !entity.animate)).then_some(if body { 1.0 } else { -0.5 })
}

fn genders_agree(a: Class, b: Class) -> bool {
    let known = |class: Class| (class.meets(Class::FEMALE), class.meets(Class::MALE));
    match (known(a), known(b)) {
        // A name that is both, or neither, agrees with everything.
        ((true, true) | (false, false), _) | (_, (true, true) | (false, false)) => true,
        (a, b) => a == b,
    }
}

fn is_animate(mention: &Mention) -> bool {
    mention.class.meets(Class::FEMALE.or(Class::MALE).or(Class::HEAD_PERSON))
        || mention.role.is_some()
        || mention.tokens.start < mention.name.start && mention.kind == MentionKind::Named
}

/// The last word of a name in small letters, without “Jr.” and its like.
fn surname(words: &[String]) -> Option<String> {
    let last = words
        .iter()
        .rev()
        .map(|word| word.trim_end_matches('.').to_lowercase())
        .find(|word| !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv"));
    last.or_else(|| words.last().map(|word| word.to_lowercase()))
}

/// Tells whether two namings can mean one: “Austin” and “Lloyd Austin”, “L. Austin”, “Lloyd”.
fn names_agree(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match (short.first(), long.first(), short.len()) {
        (Some(one), Some(first), 1) => {
            let one = one.to_lowercase();
            surname(long).is_some_and(|last| last == one)
                || first.to_lowercase() == one
                || is_acronym(&one, long)
        }
        (Some(one), Some(other), _) => {
            surname(short) == surname(long) && {
                let (one, other) = (one.to_lowercase(), other.to_lowercase());
                let initial = |x: &str, y: &str| {
                    x.trim_end_matches('.').chars().count() == 1
                        && y.starts_with(x.trim_end_matches('.'))
                };
                one == other
                    || initial(&one, &other)
                    || initial(&other, &one)
                    || one.len() >= 3 && other.starts_with(&one)
                    || other.len() >= 3 && one.starts_with(&other)
            }
        }
        _ => false,
    }
}

fn is_acronym(word: &str, name: &[String]) -> bool {
    let initials: String = name
        .iter()
        .filter_map(|part| part.chars().next())
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect();
    initials.len() >= 2 && word.chars().filter(|c| c.is_alphanumeric()).eq(initials.chars())
}
