//! Names by their words: what of a naming is the name, and when two names can be one.

use crate::annotate::cue::Scene;
use crate::annotate::lexicon::given::{self, fold};
use crate::annotate::lexicon::{Class, Lexicon, nouns};
use crate::annotate::mention::Mention;
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

/// The words of a name in small letters, without “Jr.” and its like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Where it stands, in tokens.
    pub(super) tokens: Range<usize>,
    pub(super) words: Vec<String>,
    /// “jr”, “iii”
    suffix: Option<String>,
}

impl Name {
    /// Reads the name of a mention; what stands before it and is none is passed over.
    pub(super) fn read(scene: &Scene<'_>, mention: &Mention) -> Self {
        let tokens = start(scene, mention)..behind_name(scene, mention);
        // “McDonald’s” is no McDonald.
        let owns = |at: usize| {
            let ends =
                scene.has(at + 1, Class::POSSESSIVE_END) && scene.word(at + 1).ends_with('s');
            if ends && tokens.contains(&(at + 1)) { "'s" } else { "" }
        };
        let mut words: Vec<String> = parts(scene, tokens.clone())
            .filter(|(_, token)| !token.has(Class::POSSESSIVE_END))
            .map(|(at, token)| {
                fold(bare(token.span.of(scene.text).trim_end_matches('.'))) + owns(at)
            })
            .collect();
        let suffix = words.pop_if(|last| is_suffix(last));
        Self { tokens, words, suffix }
    }

    pub(super) fn surname(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    pub(super) fn given(&self) -> Option<&str> {
        self.words.first().filter(|_| self.words.len() > 1).map(String::as_str)
    }

    /// The name as one string, to look it up by.
    pub(super) fn key(&self) -> String {
        self.words.join(" ")
    }

    /// “de Groot”: tells whether it is the end of a name.
    pub(super) fn begins_with_particle(&self) -> bool {
        self.words.first().is_some_and(|word| is_particle(word))
    }

    /// Its last word alone.
    pub(super) fn tail(&self) -> Self {
        let words = self.words.last().cloned().into_iter().collect();
        let start = self.tokens.end.saturating_sub(1).max(self.tokens.start);
        Self { tokens: start..self.tokens.end, words, suffix: None }
    }

    /// Tells whether the last words of the name are those of a shorter one.
    pub(super) fn ends_with(&self, short: &Self) -> bool {
        self.words.ends_with(&short.words)
    }

    /// Tells whether two names of several words can be one: “R. Venn” and “Rosa M. Venn”.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let (Some(one), Some(two)) = (self.given(), other.given()) else { return false };
        self.surname() == other.surname()
            && (self.suffix == other.suffix || self.words.len() != other.words.len())
            && given_agree(one, two)
            && self.middle_agrees(other)
    }

    /// “George W. Hale” is not “George H. Hale”; “George Hale” may be either.
    fn middle_agrees(&self, other: &Self) -> bool {
        let middle = |name: &Self| {
            name.words.get(1..name.words.len().saturating_sub(1)).and_then(|m| m.first()).cloned()
        };
        match (middle(self), middle(other)) {
            (Some(one), Some(two)) => one.chars().next() == two.chars().next(),
            _ => true,
        }
    }

    /// The first letters of the capitalised words: “nis” for a National Intelligence Service.
    pub(super) fn initials(&self, scene: &Scene<'_>) -> Option<String> {
        let letters: String = parts(scene, self.tokens.clone())
            .filter(|(_, token)| token.is_capital())
            .filter_map(|(_, token)| token.span.of(scene.text).chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        (letters.len() >= 2 && self.words.len() >= 2).then_some(letters)
    }

    /// The name as worded, in one line.
    pub(super) fn shown(&self, scene: &Scene<'_>) -> String {
        worded(scene, self.tokens.clone())
    }
}

/// Reads “Ada Venn” or “Ada M. Venn” where a given name stands, quoted or not.
pub(super) fn person_at(scene: &Scene<'_>, at: usize) -> Option<Name> {
    let capital = |at: usize| scene.token(at).filter(|token| token.is_capital());
    let (first, second) = (capital(at)?, capital(at + 1)?);
    let given = fold(first.span.of(scene.text));
    if given::gender_of(&given) == Class::NONE {
        return None;
    }
    let initial = second.span.of(scene.text).ends_with('.');
    let last = if initial { at + 2 } else { at + 1 };
    let surname = fold(capital(last)?.span.of(scene.text));
    Some(Name { tokens: at..last + 1, words: vec![given, surname], suffix: None })
}

/// “a paper by *Anselm Ruck*”, “a bench of Justice *R. Ruck*”: reads two capitals behind a small word
/// or a title of which the first is in no table.
pub(super) fn unlisted_at(scene: &Scene<'_>, at: usize) -> Option<Name> {
    scene.token(at).filter(|token| token.is_capital())?;
    let led = at.checked_sub(1).is_some_and(|before| {
        let small = scene.token(before).is_some_and(|token| token.shape == Shape::Lower);
        // “Their star, *Anton Ruck*’s sister”
        let owner = scene.is(before, ',') && scene.has(at + 2, Class::POSSESSIVE_END);
        owner || scene.has(before, Class::TITLE) || small && scene.has(before, Class::PREPOSITION)
    });
    let unknown = |at: usize| {
        scene.token(at).filter(|t| led && t.shape == Shape::Capital && t.class == Class::NONE)
    };
    let (first, second) = (unknown(at)?, unknown(at + 1)?);
    let words = [first, second].map(|token| fold(token.span.of(scene.text).trim_end_matches('.')));
    let ends = !scene.token(at + 2).is_some_and(Token::is_capital);
    ends.then(|| Name { tokens: at..at + 2, words: words.into(), suffix: None })
}

/// Tokens as worded, in one line; a nickname in marks is left out.
pub(super) fn worded(scene: &Scene<'_>, range: Range<usize>) -> String {
    let quoted = |at: usize| scene.is_quoted(at);
    if range.clone().any(quoted) && !range.clone().all(quoted) {
        let words = parts(scene, range).map(|(_, token)| token.span.of(scene.text));
        return words.collect::<Vec<_>>().join(" ");
    }
    let text = scene.span(range).of(scene.text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a range that stand outside marks.
fn parts<'a>(
    scene: &'a Scene<'_>,
    range: Range<usize>,
) -> impl DoubleEndedIterator<Item = (usize, &'a Token)> {
    range
        .filter_map(|at| Some((at, scene.token(at)?)))
        .filter(|(_, token)| !token.quoted && (token.is_word() || token.is('&')))
}

/// Returns the token at which the name of a mention begins.
fn start(scene: &Scene<'_>, mention: &Mention) -> usize {
    let first = mention.name.start;
    let before = first.checked_sub(1).filter(|&at| at >= mention.tokens.start);
    let before = before.and_then(|at| Some((at, scene.token(at)?)));
    if let Some((at, token)) = before.filter(|(_, token)| token.is_capital()) {
        // “*Patient B*”, whose name is not told
        let initial = scene.word(first).len() == 1;
        // “Guy Venn” is a name, though a guy is a man.
        let given = || {
            !token.has(Class::TITLE)
                && (mention.name.len() == 1 || !nouns::is_demonym(token.span.of(scene.text)))
                && given::gender_of(&lower(scene, token)) != Class::NONE
        };
        if initial || given() {
            return at;
        }
    }
    // “the county’s Ada Venn”
    let owner = mention.name.clone().rev().find(|&at| scene.has(at, Class::POSSESSIVE_END));
    if let Some(at) = owner.map(|owner| owner + 1)
        && person_at(scene, at).is_some()
    {
        return at;
    }
    let start = beginning(scene, mention.name.clone());
    let small = scene.token(first).is_some_and(|token| token.shape == Shape::Lower);
    let body = mention.class.meets(Class::HEAD_BODY);
    // “Senate Leader Ada Venn” is a person, “State Farmers Union” is none.
    // “Union of *Ward Staff*”
    let linked = (first..start).any(|at| scene.has(at, Class::NAME_LINK));
    let whole = body && !small && (linked || person_at(scene, start).is_none());
    if whole { first } else { start }
}

/// Returns the token at which the name proper begins: behind titles (“Representative Ada
/// Venn”), behind small words (“of State Ada Venn”) and behind an adverb (“Now Ada Venn”).
fn beginning(scene: &Scene<'_>, range: Range<usize>) -> usize {
    let words: Vec<(usize, &Token)> = parts(scene, range.clone())
        .filter(|(_, token)| !is_suffix(lower(scene, token).trim_end_matches('.')))
        .collect();
    let Some((&(last, letter), before)) = words.split_last() else { return range.start };
    // “*Midwife A*”, whose name is not told
    if letter.span.len() == 1 {
        return range.start;
    }
    let given = |token: &Token| given::gender_of(&lower(scene, token)) != Class::NONE;
    let first_given = before.iter().position(|(_, token)| given(token)).unwrap_or(before.len());
    let office_class = Class::TITLE.or(Class::HEAD_PERSON).or(Class::HEAD_GROUP);
    // “the *Prisoners’* Project”
    let owns = |at: usize| scene.has(at + 1, Class::POSSESSIVE_END);
    let office = |index: usize, at: usize, token: &Token| match token.shape {
        Shape::Lower => !token.has(Class::PARTICLE),
        _ => index < first_given && token.has(office_class) && !owns(at),
    };
    let behind = before
        .iter()
        .enumerate()
        .rposition(|(index, (at, token))| office(index, *at, token))
        .map_or(range.start, |index| words.get(index + 1).map_or(last, |word| word.0));
    let strays = before.first().is_some_and(|(at, token)| {
        let begins = at_beginning(scene, *at) && !given(token);
        // “Quarterback Ada Venn”: a capital of the sentence before a given name.
        let noun = before.get(1).is_some_and(|(_, next)| given(next)) && token.class == Class::NONE;
        is_stray(token) || begins && noun
    });
    // “Mayor *Pro Tem* Ada Venn”, “*Madam* Ada Venn”, “*Favourite* Ada Venn faded”
    let acts = before.first().is_some_and(|(_, token)| {
        matches!(
            token.span.of(scene.text),
            "Pro" | "Madam" | "Mdm" | "Datuk" | "Favourite" | "Favorite"
        )
    });
    if behind == range.start && !strays && !acts {
        return range.start;
    }
    let name = before.iter().find(|(at, token)| *at >= behind && given(token));
    let next = before.get(1).map_or(last, |word| word.0);
    name.map_or(if acts { next } else { behind }, |word| word.0)
}

/// A word that begins a sentence, or an acronym, before a name.
fn is_stray(token: &Token) -> bool {
    let closed = Class::ADVERB
        .or(Class::FUNCTION)
        .or(Class::CONJUNCTION)
        .or(Class::PREPOSITION)
        .or(Class::DETERMINER);
    token.has(closed) || token.shape == Shape::Upper && token.span.len() > 2
}

/// Tells whether a sentence can begin at the token.
pub(super) fn at_beginning(scene: &Scene<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| scene.token(before))
        .is_none_or(|before| matches!(before.shape, Shape::Mark('.' | '!' | '?' | ':')))
}

fn lower(scene: &Scene<'_>, token: &Token) -> String {
    fold(token.span.of(scene.text))
}

/// A word of a name without the article that a later naming may leave out: “al-Dorani”.
fn bare(word: &str) -> &str {
    const ARTICLES: [&str; 4] = ["al-", "Al-", "el-", "El-"];
    let rest = ARTICLES.iter().find_map(|article| word.strip_prefix(article));
    rest.filter(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(word)
}

/// “de”, “van”: a surname may begin with it.
pub(super) fn is_particle(word: &str) -> bool {
    Lexicon::english().class_of(word).meets(Class::PARTICLE)
}

/// Returns where a name ends: before the honours and offices behind it (“Ada Venn *KC*”).
fn behind_name(scene: &Scene<'_>, mention: &Mention) -> usize {
    let honour = |&at: &usize| nouns::is_honour(scene.word(at));
    let least = mention.name.start + 1;
    let honours = (least..mention.name.end).rev().take_while(honour).count();
    mention.name.end - honours
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Tells whether two given names can be one: equal, an initial, a short form or a pet name.
fn given_agree(one: &str, two: &str) -> bool {
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    let initial = short.chars().count() == 1 || short.contains('.');
    if initial {
        return short.chars().next() == long.chars().next();
    }
    short == long || short.len() >= 3 && long.starts_with(short) || is_pet_name(one, two)
}

fn is_pet_name(one: &str, two: &str) -> bool {
    let full = |name: &str| PET_NAMES.iter().find(|(pet, _)| *pet == name).map(|(_, full)| *full);
    full(one) == Some(two)
        || full(two) == Some(one)
        || full(one).is_some() && full(one) == full(two)
}

/// Pet names that are no beginnings of the name that they stand for.
const PET_NAMES: &[(&str, &str)] = &[
    ("bill", "william"),
    ("billy", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("dick", "richard"),
    ("rick", "richard"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("jack", "john"),
    ("johnny", "john"),
    ("mike", "michael"),
    ("tony", "anthony"),
    ("ted", "edward"),
    ("hank", "henry"),
    ("harry", "harold"),
    ("chuck", "charles"),
    ("charlie", "charles"),
    ("larry", "lawrence"),
    ("jerry", "gerald"),
    ("peggy", "margaret"),
    ("maggie", "margaret"),
    ("meg", "margaret"),
    ("liz", "elizabeth"),
    ("betty", "elizabeth"),
    ("beth", "elizabeth"),
    ("kate", "katherine"),
    ("kathy", "kathleen"),
    ("sally", "sarah"),
    ("nancy", "ann"),
    ("molly", "mary"),
    ("debbie", "deborah"),
    ("becky", "rebecca"),
    ("sandy", "sandra"),
    ("andy", "andrew"),
    ("drew", "andrew"),
    ("sasha", "alexander"),
    ("steve", "stephen"),
];
