//! Nouns that mean somebody named: “the senator”, “the spokeswoman”, “the Velmark envoy”.
//!
//! Titles and appositions say what a person is; a definite noun that says the same means that
//! person, or else the noun before it with the same head, or else whom the text speaks of.

use super::Entity;
use super::evidence::genders_agree;
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::{Class, Lexicon, nouns};
use crate::annotate::mention::{Mention, MentionKind, looks_like_trade};
use crate::annotate::token::{Shape, Token};
use std::collections::HashMap;
use std::ops::Range;

/// How many entities one noun may lead to, the last ones: keeps nouns linear.
const BEARERS: usize = 32;
/// Most words that are kept of what a person is.
const TRAITS: usize = 32;
/// How many tokens behind a name say for whom somebody speaks in court.
const BESIDE: usize = 6;
/// Who speaks in court and is no witness.
const EXAMINERS: [&str; 8] =
    ["attorney", "barrister", "coroner", "counsel", "judge", "lawyer", "magistrate", "prosecutor"];
/// How many tokens behind a name say where somebody is from.
const TAIL: usize = 12;

/// A noun phrase that may mean somebody known.
pub(super) struct Noun {
    /// Its words in small letters, without determiners.
    pub(super) words: Vec<String>,
    /// Its last word before a preposition, the same for all genders.
    head: String,
    /// Its words with a capital, in small letters: “velmark”.
    proper: Vec<String>,
    definite: bool,
    bare: bool,
}

impl Noun {
    pub(super) fn read(scene: &Scene<'_>, mention: &Mention) -> Self {
        let words: Vec<String> = words(scene, mention.name.clone()).collect();
        let head = head_of(scene, mention.name.clone());
        let first = scene.word(mention.tokens.start).to_lowercase();
        let definite = matches!(first.as_str(), "the" | "these" | "those" | "that" | "this");
        let bare = mention.tokens.start == mention.name.start;
        let proper = mention
            .name
            .clone()
            .filter(|&at| scene.token(at).is_some_and(|token| token.is_capital()))
            .map(|at| scene.word(at).to_lowercase())
            .filter(|word| same_office(word) != head)
            .collect();
        Self { words, head, proper, definite, bare }
    }

    /// Tells whether the entity is known to hold another office than the noun says, or to live by
    /// something else than an office.
    pub(super) fn clashes(&self, entity: &Entity) -> bool {
        let holds = |word: &String| entity.traits.contains(word);
        let other = |word: &String| is_office(word) || is_post(word) || nouns::is_trade(word);
        is_office(&self.head) && !holds(&self.head) && entity.traits.iter().any(other)
    }

    /// Tells whether it says what somebody lives by.
    pub(super) fn names_trade(&self) -> bool {
        nouns::is_trade(&self.head)
    }

    /// Tells whether it means whom a court hears, and not who asks them.
    pub(super) fn is_witness(&self) -> bool {
        self.head == "witness"
    }

    pub(super) fn is_kin(&self) -> bool {
        nouns::is_kin(&self.head)
    }

    /// What it says beside its head: “velmark” of “the Velmark envoy”.
    fn modifiers(&self) -> impl Iterator<Item = &String> {
        let last = self.words.len().saturating_sub(1);
        self.words.iter().take(last).filter(|word| !is_vague(word))
    }
}

/// Who is called by which noun.
#[derive(Default)]
pub(super) struct Roles {
    by_head: HashMap<String, Vec<usize>>,
    /// Whom alone the whole text calls by a noun; nobody where there are several.
    sole: HashMap<String, Option<usize>>,
}

impl Roles {
    /// Reads who holds which office in the whole text: a headline speaks of “the mayor” before the
    /// text names her. O(n).
    pub(super) fn ahead(
        scene: &Scene<'_>,
        mentions: &[(usize, &Mention)],
        of_mention: &[Option<usize>],
    ) -> Self {
        let mut roles = Self::default();
        for &(index, mention) in mentions.iter().filter(|(_, m)| m.kind == MentionKind::Named) {
            let Some(id) = of_mention.get(index).copied().flatten() else { continue };
            let person = Class::HEAD_PERSON;
            for (word, _) in offices(scene, mention, person).filter(|(_, is_office)| *is_office) {
                let sole = roles.sole.entry(word).or_insert(Some(id));
                *sole = sole.filter(|&known| known == id);
            }
        }
        roles
    }

    /// Returns the only person of the text who is called by the noun.
    pub(super) fn sole(&self, mention: &Mention, noun: &Noun) -> Option<usize> {
        let plain = noun.modifiers().next().is_none() && noun.proper.is_empty();
        // “*her daughter* said”: whose else but whose name the text has given
        let known = noun.definite || noun.bare || noun.is_kin();
        let person = mention.class.meets(Class::HEAD_PERSON) && known;
        if plain && person { *self.sole.get(&noun.head)? } else { None }
    }

    /// Notes what a title and an apposition say of a named entity.
    pub(super) fn note_named(
        &mut self,
        scene: &Scene<'_>,
        mention: &Mention,
        id: usize,
        entity: &mut Entity,
    ) {
        if entity.class.meets(Class::HEAD_BODY) {
            // “Velmark Airlines” … “the airline”
            let noun = singular(head_of(scene, mention.name.clone()));
            if Lexicon::english().class_of(&noun).meets(Class::HEAD_BODY) {
                self.index(&noun, id);
            }
        }
        for (word, is_office) in offices(scene, mention, entity.class) {
            if is_office {
                self.index(&word, id);
            }
            if entity.traits.len() < TRAITS && !entity.traits.contains(&word) {
                entity.traits.push(word);
            }
        }
    }

    /// Notes a noun for an entity that has no name.
    pub(super) fn note_noun(&mut self, noun: &Noun, id: usize) {
        self.index(&noun.head, id);
    }

    fn index(&mut self, word: &str, id: usize) {
        let ids = self.by_head.entry(word.to_owned()).or_default();
        if ids.last() != Some(&id) {
            ids.retain(|&other| other != id);
            if ids.len() == BEARERS {
                ids.remove(0);
            }
            ids.push(id);
        }
    }

    /// Returns the entity of a kind that the noun was used of before.
    pub(super) fn known(
        &self,
        entities: &[Entity],
        mention: &Mention,
        noun: &Noun,
        kind: MentionKind,
    ) -> Option<usize> {
        if !noun.definite && !noun.bare {
            return None;
        }
        let known = self.by_head.get(&noun.head)?;
        let mut best: Option<(f32, usize)> = None;
        for (age, &id) in known.iter().rev().enumerate() {
            let Some(entity) = entities.get(id).filter(|entity| entity.kind == kind) else {
                continue;
            };
            let Some(fit) = fit(entity, mention, noun) else { continue };
            let score = fit - 0.3 * f32::from(u8::try_from(age).unwrap_or(u8::MAX));
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, id));
            }
        }
        best.map(|(_, id)| id)
    }
}

/// The words of the titles and the apposition of a name, one for all genders, and whether each
/// says what somebody of a class is.
fn offices<'a>(
    scene: &'a Scene<'_>,
    mention: &Mention,
    class: Class,
) -> impl Iterator<Item = (String, bool)> + 'a {
    let named = mention.name.start;
    let titles = mention.tokens.start..named;
    let tail = mention.tokens.end..mention.full.end.min(mention.tokens.end + TAIL);
    let nouns = if class.meets(Class::HEAD_BODY) {
        Class::HEAD_BODY
    } else {
        Class::HEAD_PERSON.or(Class::TITLE)
    };
    titles.chain(tail).filter_map(move |at| {
        let token = scene.token(at).filter(|token| token.is_word())?;
        // A vice president is no president.
        let vice = at > 0 && scene.word(at - 1).eq_ignore_ascii_case("vice");
        // “*Justice* Department official Ada Venn”
        let field = token.is_capital()
            && scene.token(at + 1).is_some_and(|t| t.is_capital() && t.has(Class::HEAD_BODY));
        // “the *vibraphonist* Delphine Aru”
        let trade = at + 1 == named
            && token.shape == Shape::Lower
            && token.class == Class::NONE
            && looks_like_trade(scene.word(at));
        let office = token.has(nouns) || trade && nouns != Class::HEAD_BODY;
        let is_office = office && !vice && !(field && nouns != Class::HEAD_BODY);
        Some((same_office(&scene.word(at).to_lowercase()), is_office))
    })
}

/// How well a noun that was used of the entity means it again; `None` if it cannot.
fn fit(entity: &Entity, mention: &Mention, noun: &Noun) -> Option<f32> {
    if !genders_agree(entity.class, mention.class) {
        return None;
    }
    let says = |word: &&String| entity.traits.contains(word);
    let named = entity.kind == MentionKind::Named;
    let (more, less) = (noun.modifiers().count(), noun.modifiers().filter(says).count());
    let more = f32::from(u8::try_from(more - less).unwrap_or(u8::MAX));
    let less = f32::from(u8::try_from(less).unwrap_or(u8::MAX));
    if named {
        // “the Velmark envoy” is no envoy of another town.
        let body = mention.class.meets(Class::HEAD_BODY) && entity.class.meets(Class::HEAD_BODY);
        // “the *major*”, “the *vibraphonist*”
        let person = mention.class.meets(Class::HEAD_PERSON) || !mention.class.meets(Class::HEADS);
        let person = (person || body) && noun.definite;
        let strange = noun.proper.iter().any(|word| !says(&word));
        return (person && !strange && more < 2.0).then_some(1.0 + less - more);
    }
    if entity.words == noun.words {
        return Some(2.0);
    }
    if !noun.definite {
        return None;
    }
    if noun.modifiers().count() == 0 {
        // “One old grower” … “the grower”
        return Some(0.5);
    }
    // “Velmark’s central bank” … “the central bank”
    entity.words.ends_with(&noun.words).then_some(1.0)
}

/// Tells whether a definite noun describes a person whom the text has named already, in words
/// that it has not used yet: “the 46-year-old”, “the former surgeon”.
pub(super) fn describes(scene: &Scene<'_>, mention: &Mention, noun: &Noun) -> bool {
    let the = matches!(scene.word(mention.tokens.start), "the" | "The");
    // “the 22-year-old guard”, “the mother-of-two”, “the mother of two”
    let age = noun.words.iter().any(|word| word.ends_with("-year-old"));
    let behind = mention.name.end;
    let of = scene.word(behind) == "of"
        && scene.has(behind + 1, Class::DETERMINER)
        && !scene.token(behind + 2).is_some_and(Token::is_word);
    let parent = noun.head.contains("-of-")
        || of && matches!(noun.head.as_str(), "mother" | "father" | "grandmother" | "grandfather");
    let former = noun.words.len() > 1 && noun.words.first().is_some_and(|word| word == "former");
    // “the former Velmark hooker”: what no table knows may be what somebody did.
    let unlisted = former && mention.class == Class::NONE && !noun.head.ends_with('s');
    let one = mention.class.meets(Class::HEAD_PERSON) || age || parent || unlisted;
    // “the 74-year-old general” need not be whom the text has spoken of last.
    let age = age && !Lexicon::english().class_of(&noun.head).meets(Class::TITLE);
    // “the actor, who has left the stage,”, but “the secretary, who …” holds an office.
    let office = is_office(&noun.head)
        || matches!(noun.head.as_str(), "secretary" | "minister" | "premier" | "chancellor");
    let ends = mention.full.end == behind || scene.is(behind, ',') && !office;
    // “the Norlander peer”
    let from = scene.word(mention.name.start);
    let native = noun.words.len() == 2 && nouns::is_native(from);
    let native = native && !nouns::is_official(&noun.head) && !holds_office(&noun.head);
    let told = is_public(&noun.head)
        || noun.names_trade()
        || former
        || age
        || parent
        || native
        || noun.is_witness();
    the && one && ends && told
}

/// Offices of which one person holds one at a time.
fn is_office(head: &str) -> bool {
    matches!(head, "senator" | "governor" | "mayor" | "minister" | "representative")
}

/// Posts that nobody holds beside an office.
fn is_post(head: &str) -> bool {
    matches!(
        head,
        "officer"
            | "sergeant"
            | "inspector"
            | "detective"
            | "constable"
            | "deputy"
            | "professor"
            | "coach"
    )
}

/// “Ada Venn, *defending*, asked”, “cross-examined by Ada Venn *KC*”: tells whether a naming is of
/// somebody who puts questions in court.
pub(super) fn examines(scene: &Scene<'_>, mention: &Mention) -> bool {
    let side = |at: usize| {
        matches!(
            scene.word(at),
            "defence"
                | "defense"
                | "prosecution"
                | "prosecuting"
                | "defending"
                | "KC"
                | "QC"
                | "SC"
        )
    };
    let beside = mention.tokens.start.saturating_sub(2)..mention.tokens.end + BESIDE;
    let office = |at: usize| EXAMINERS.contains(&scene.word(at).to_lowercase().as_str());
    beside.into_iter().any(side) || mention.full.clone().any(office)
}

/// Tells whether somebody is in charge who goes by the noun: “the Norlander *minister*”.
fn holds_office(head: &str) -> bool {
    Lexicon::english().class_of(head).meets(Class::TITLE)
}

/// Nouns by which a text calls people whom it has named.
fn is_public(head: &str) -> bool {
    matches!(
        head,
        "senator"
            | "governor"
            | "mayor"
            | "candidate"
            | "nominee"
            | "frontrunner"
            | "front-runner"
            | "contender"
            | "hopeful"
            | "businessperson"
            | "mogul"
            | "tycoon"
            | "billionaire"
            | "millionaire"
            | "representative"
            | "mp"
            | "td"
            | "mep"
            | "msp"
            | "mla"
            | "mpp"
            | "lawmaker"
            | "politician"
            | "incumbent"
            | "republican"
            | "democrat"
            | "challenger"
            | "surgeon"
            | "neurosurgeon"
            | "physician"
            | "premier"
            | "chancellor"
            | "minister"
            | "secretary"
            | "actor"
            | "singer"
            | "songwriter"
            | "comedian"
            | "filmmaker"
            | "novelist"
            | "author"
            | "star"
            | "defendant"
            | "coach"
            | "captain"
            | "skipper"
            | "striker"
            | "midfielder"
            | "defender"
            | "goalkeeper"
            | "champion"
            | "native"
    )
}

/// Words that tell nobody apart.
fn is_vague(word: &str) -> bool {
    matches!(
        word,
        "former" | "new" | "old" | "then" | "outgoing" | "incoming" | "current" | "late" | "own"
    )
}

fn words<'a>(scene: &'a Scene<'_>, range: Range<usize>) -> impl Iterator<Item = String> + 'a {
    range
        .filter(|&at| scene.token(at).is_some_and(|token| !token.quoted && token.is_word()))
        .map(|at| scene.word(at).to_lowercase())
}

/// The last word before a preposition.
fn head_of(scene: &Scene<'_>, range: Range<usize>) -> String {
    let small = |at: usize, class| {
        scene.token(at).is_some_and(|token| token.shape == Shape::Lower && token.has(class))
    };
    let hangs = |at: usize| matches!(scene.word(at), "close" | "familiar" | "involved" | "briefed");
    let end = range
        .clone()
        .skip(1)
        .find(|&at| small(at, Class::PREPOSITION) || hangs(at) && small(at + 1, Class::PREPOSITION))
        .unwrap_or(range.end);
    same_office(&words(scene, range.start..end).last().unwrap_or_default())
}

/// “airline” of “airlines”.
fn singular(noun: String) -> String {
    match noun.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
        Some(stem) => stem.to_owned(),
        None => noun,
    }
}

/// One word for an office, whoever holds it: “congresswoman” and “Rep.” are representatives.
fn same_office(word: &str) -> String {
    let plain = word.trim_end_matches('.');
    let full = match plain {
        "sen" => "senator",
        "rep" | "congressman" | "congresswoman" => "representative",
        "gov" => "governor",
        "gen" => "general",
        "prof" => "professor",
        "dr" => "doctor",
        "lt" => "lieutenant",
        "sgt" => "sergeant",
        "capt" => "captain",
        "insp" => "inspector",
        "det" => "detective",
        "supt" => "superintendent",
        "maj" => "major",
        "cmdr" => "commander",
        "adm" => "admiral",
        "justice" => "judge",
        "col" => "colonel",
        "spokesman" | "spokeswoman" => "spokesperson",
        "chairman" | "chairwoman" | "chair" => "chairperson",
        "businessman" | "businesswoman" => "businessperson",
        "councilman" | "councilwoman" | "councillor" | "councilor" => "councilperson",
        "policeman" | "policewoman" | "pc" | "wpc" | "constable" => "officer",
        "adviser" => "advisor",
        "attorney" => "lawyer",
        "actress" => "actor",
        other => other,
    };
    full.to_owned()
}
