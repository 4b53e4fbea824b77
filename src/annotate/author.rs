//! The author: whom the byline names is “I” in words outside of marks.

use super::cue::Scene;
use super::lexicon::{Class, Lexicon};
use super::mention::{Mention, MentionKind};
use crate::document::Document;

/// Most words of an author’s name.
const NAME: usize = 4;

/// Returns the author of a document if its byline names just one: “By Ada Venn, Staff Writer”.
pub(crate) fn of(document: &Document) -> Option<String> {
    let line = document.byline?.of(&document.text).trim();
    let line = line.strip_prefix("By ").or_else(|| line.strip_prefix("by ")).unwrap_or(line);
    let name = line.split([',', '|', '(', '/', '•', '·']).next()?.trim();
    // “Ada Venn in Lesna”
    let place = [" in ", " for ", " at "].iter().find_map(|word| name.split_once(word));
    let name = place.map_or(name, |(name, _)| name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let proper = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let ends = words.first().is_some_and(proper) && words.last().is_some_and(proper);
    let one = (2..=NAME).contains(&words.len()) && !words.iter().any(|w| matches!(*w, "and" | "&"));
    // “By Staff Writers”, “By the Lesna News Desk”
    let noun = |word: &&str| Lexicon::english().class_of(&word.to_lowercase()).meets(Class::HEADS);
    let staff = words.iter().any(noun);
    (ends && one && !staff).then(|| words.join(" "))
}

/// Tells whether a mention is the narrator’s own “I”.
pub(crate) fn is_narrator(scene: &Scene<'_>, mention: &Mention) -> bool {
    let word = scene.word(mention.tokens.start);
    mention.kind == MentionKind::Pronoun && matches!(word.split(['\'', '’']).next(), Some("I"))
}
