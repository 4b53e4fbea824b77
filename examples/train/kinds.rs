//! The list of words by kind, with the forms of each word.

use anyhow::{Context, Result, bail, ensure};
use pullquote::annotate::learn::{self, Kinds, MOST_KINDS};
use std::collections::HashSet;

/// Words in small letters, each behind the kinds that it mostly and that it also is: `# event move`.
const LIST: &str = include_str!("kinds.txt");

/// What kinds are parts of speech of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Noun,
    Verb,
    Adjective,
    Adverb,
}

/// The kinds, numbered from 1.
const KINDS: [(&str, Part); 29] = [
    ("person", Part::Noun),
    ("group", Part::Noun),
    ("document", Part::Noun),
    ("speech", Part::Noun),
    ("thought", Part::Noun),
    ("event", Part::Noun),
    ("place", Part::Noun),
    ("thing", Part::Noun),
    ("amount", Part::Noun),
    ("time", Part::Noun),
    ("abstract", Part::Noun),
    ("say", Part::Verb),
    ("think", Part::Verb),
    ("ask", Part::Verb),
    ("judge", Part::Verb),
    ("discuss", Part::Verb),
    ("find", Part::Verb),
    ("intend", Part::Verb),
    ("move", Part::Verb),
    ("change", Part::Verb),
    ("act", Part::Verb),
    ("be", Part::Verb),
    ("mood", Part::Adjective),
    ("worth", Part::Adjective),
    ("field", Part::Adjective),
    ("description", Part::Adjective),
    ("surely", Part::Adverb),
    ("manner", Part::Adverb),
    ("when", Part::Adverb),
];

const _: () = assert!(KINDS.len() <= MOST_KINDS as usize);

/// A listed word with the numbers of its kinds, the most common first.
struct Listed {
    word: &'static str,
    kinds: Vec<u8>,
}

/// Reads the list. A form that is listed itself is what the list says.
pub(crate) fn read() -> Result<Kinds> {
    let listed = listed()?;
    let mut words = Vec::new();
    let mut known = HashSet::new();
    let mut add = |word: String, kind: u8| {
        words.push((learn::hash(&word), kind));
        known.insert(word)
    };
    for Listed { word, kinds } in &listed {
        let kind = kinds.first().copied().context("a word without a kind")?;
        ensure!(add((*word).to_owned(), kind), "{word} is listed twice");
    }
    for Listed { word, kinds } in &listed {
        let of = |part| kinds.iter().copied().find(|kind| part_of(*kind) == Some(part));
        let (noun, verb) = (of(Part::Noun), of(Part::Verb));
        if let Some(kind) = kinds.iter().copied().find(|kind| [noun, verb].contains(&Some(*kind))) {
            add(with_s(word), kind);
        }
        if let Some(kind) = verb {
            [past(word), participle(word)].into_iter().flatten().for_each(|word| {
                add(word, kind);
            });
        }
        if let Some(kind) = of(Part::Adjective).filter(|_| word.len() < COMPARED) {
            add(compared(word, "er"), kind);
            add(compared(word, "est"), kind);
        }
    }
    Ok(Kinds::new(&words))
}

fn listed() -> Result<Vec<Listed>> {
    let mut listed = Vec::new();
    let mut kinds = Vec::new();
    for line in LIST.lines() {
        match line.strip_prefix("# ") {
            Some(names) => kinds = names.split(' ').map(number).collect::<Result<_>>()?,
            None => listed.extend(
                line.split_ascii_whitespace().map(|word| Listed { word, kinds: kinds.clone() }),
            ),
        }
    }
    Ok(listed)
}

fn number(name: &str) -> Result<u8> {
    match KINDS.iter().position(|(kind, _)| *kind == name) {
        Some(at) => Ok(1 + at as u8),
        None => bail!("there is no kind {name}"),
    }
}

fn part_of(kind: u8) -> Option<Part> {
    KINDS.get(usize::from(kind).checked_sub(1)?).map(|(_, part)| *part)
}

/// Adjectives of so many letters have no forms of their own.
const COMPARED: usize = 8;

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// Tells whether a word ends in one of some consonants, behind one vowel.
fn ends_in(word: &str, last: &str) -> bool {
    let mut back = word.chars().rev();
    let [end, vowel] = [back.next(), back.next()];
    end.is_some_and(|end| last.contains(end))
        && vowel.is_some_and(is_vowel)
        && back.next().is_none_or(|before| !is_vowel(before))
}

/// Tells whether the last letter is doubled before an ending: “stopped”.
fn is_doubled(word: &str) -> bool {
    word.len() > 2
        && ends_in(word, "bcdgjkmnpqrtvz")
        && word.chars().filter(|c| is_vowel(*c)).count() == 1
}

/// Tells whether it may be: “travelled”, “traveled”.
fn may_be_doubled(word: &str) -> bool {
    ends_in(word, "lrtpn") && !is_doubled(word)
}

/// The word with its last letter twice.
fn doubled(word: &str) -> String {
    word.chars().chain(word.chars().next_back()).collect()
}

/// The word without the “y” behind a consonant.
fn without_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|rest| !rest.ends_with(is_vowel))
}

/// The plural, or the third person.
fn with_s(word: &str) -> String {
    match without_y(word) {
        Some(rest) => format!("{rest}ies"),
        None if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) => {
            format!("{word}es")
        }
        None => format!("{word}s"),
    }
}

/// The past of a regular verb, in every spelling.
fn past(word: &str) -> Vec<String> {
    if let Some(rest) = without_y(word) {
        return vec![format!("{rest}ied")];
    }
    match word.strip_suffix('e') {
        Some(rest) => vec![format!("{rest}ed")],
        None => endings(word, "ed"),
    }
}

fn participle(word: &str) -> Vec<String> {
    if let Some(rest) = word.strip_suffix("ie") {
        return vec![format!("{rest}ying")];
    }
    match word.strip_suffix('e').filter(|rest| !rest.ends_with(['e', 'o', 'y'])) {
        Some(rest) => vec![format!("{rest}ing")],
        None => endings(word, "ing"),
    }
}

fn endings(word: &str, ending: &str) -> Vec<String> {
    let (one, two) = (format!("{word}{ending}"), doubled(word) + ending);
    match (is_doubled(word), may_be_doubled(word)) {
        (true, _) => vec![two],
        (_, true) => vec![one, two],
        _ => vec![one],
    }
}

fn compared(word: &str, ending: &str) -> String {
    match (word.strip_suffix('y'), word.strip_suffix('e')) {
        (Some(rest), _) => format!("{rest}i{ending}"),
        (_, Some(rest)) => format!("{rest}{ending}"),
        _ if is_doubled(word) => doubled(word) + ending,
        _ => format!("{word}{ending}"),
    }
}
