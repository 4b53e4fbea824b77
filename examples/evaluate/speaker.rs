//! When a found speaker is the gold one: by the head word of the mention, or by name.

use std::ops::Range;

/// Words at which a source phrase is cut to find its head.
const CUTS: &[&str] = &[
    "who", "whose", "whom", "that", "which", "of", "in", "at", "from", "for", "on", "with", "to",
    "by", "during", "after", "before", "as",
];
const SUFFIXES: &[&str] =
    &["jr", "sr", "ii", "iii", "himself", "herself", "themselves", "also", "both"];
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sen",
    "rep",
    "gov",
    "gen",
    "col",
    "lt",
    "sgt",
    "capt",
    "prof",
    "president",
    "senator",
    "secretary",
    "congressman",
    "congresswoman",
    "governor",
    "judge",
    "justice",
    "former",
    "sir",
    "dame",
    "lord",
    "lady",
    "st",
    "the",
    "a",
    "an",
    "president-elect",
    "vice",
    "mayor",
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\'' | '’' | '-')
}

/// Returns the words of a phrase with their places, in code points.
fn words(text: &[char]) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.iter().copied().chain([' ']).enumerate() {
        match (is_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default().iter().collect();
                found.push((from..at, word));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Returns the head word of a source phrase with its place in it.
pub(crate) fn head(text: &[char]) -> Option<(Range<usize>, String)> {
    let all = words(text);
    let first = all.first()?;
    let mut kept: Vec<&(Range<usize>, String)> = vec![first];
    for pair in all.windows(2) {
        let [before, word] = pair else { continue };
        let between = text.get(before.0.end..word.0.start).unwrap_or_default();
        let cut = between.iter().any(|c| matches!(c, ',' | ';' | '(' | '—'))
            || CUTS.contains(&word.1.to_lowercase().as_str())
            || word.1.chars().all(|c| c == '-');
        if cut {
            break;
        }
        kept.push(word);
    }
    let plain = |word: &str| {
        let lower = word.to_lowercase();
        let lower = lower.trim_matches(|c| matches!(c, '.' | '\'' | '’'));
        !SUFFIXES.contains(&lower)
    };
    let head = kept.iter().rev().find(|(_, word)| plain(word)).or(kept.last())?;
    Some((head.0.clone(), head.1.clone()))
}

/// Returns the head word in small letters without a possessive ending.
pub(crate) fn key(text: &[char]) -> String {
    let Some((_, word)) = head(text) else { return String::new() };
    let lower = word.to_lowercase();
    let stem = ["'s", "’s", "'", "’"].iter().find_map(|end| lower.strip_suffix(end));
    stem.unwrap_or(&lower).to_owned()
}

fn name_words(name: &str) -> Vec<String> {
    let name = name.replace("'s ", " ").replace("’s ", " ");
    let chars: Vec<char> = name.chars().collect();
    words(&chars)
        .into_iter()
        .map(|(_, word)| {
            word.to_lowercase().trim_matches(|c| matches!(c, '.' | '\'' | '’')).to_owned()
        })
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}

/// Tells whether a found name is one of the gold names: last names equal, first names in no
/// conflict.
pub(crate) fn same_name(gold: &[String], found: &str) -> bool {
    let found = name_words(found);
    gold.iter().map(|name| name_words(name)).any(|name| {
        let (Some(last), Some(found_last)) = (name.last(), found.last()) else { return false };
        let (Some(first), Some(found_first)) = (name.first(), found.first()) else { return false };
        let one = |word: &String| word.chars().count() == 1;
        name == found
            || last == found_last
                && (name.len() == 1
                    || found.len() == 1
                    || first == found_first
                    || first.chars().next() == found_first.chars().next()
                        && (one(first) || one(found_first)))
    })
}
