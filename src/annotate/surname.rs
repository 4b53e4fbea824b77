//! Surnames that look like other words: “Pat *Donnelly* … *Donnelly* confirmed”, “Theresa *May*”.
//!
//! A word in “ly” that no table knows is taken for an adverb, a common word for what it is, and so for no
//! name. Where such a word stands behind another name it is one, there and everywhere in the text.

use super::lexicon::Class;
use super::lexicon::given::is_given;
use super::lexicon::verbs;
use super::token::{Shape, Token};
use std::collections::HashSet;

/// Takes the class from surnames that look like other words; O(n).
pub(crate) fn declassify(text: &str, tokens: &mut [Token]) {
    let named = tokens.windows(3).filter_map(|window| {
        let [before, token, next] = window else { return None };
        let ends = token.is_capital()
            && before.is_capital()
            && !next.is_capital()
            && before.span.end + 1 == token.span.start;
        let named = ends && (is_adverb(token) || is_common(token) && is_given(text, before));
        named.then_some(token.hash)
    });
    let names: HashSet<u32> = named.collect();
    if names.is_empty() {
        return;
    }
    for at in 0..tokens.len() {
        let around = tokens.get(at.saturating_sub(1)..).unwrap_or_default();
        let (before, token, next) = match around {
            [token, next, ..] if at == 0 => (None, token, Some(next)),
            [before, token, rest @ ..] => (Some(before), token, rest.first()),
            _ => continue,
        };
        let looks = token.is_capital() && (is_adverb(token) || is_common(token));
        if looks && names.contains(&token.hash) && !is_itself(text, before, token, next) {
            tokens.get_mut(at).into_iter().for_each(|token| token.class = Class::NONE);
        }
    }
}

fn is_adverb(token: &Token) -> bool {
    token.class == Class::ADVERB
}

/// Tells whether a word is a helping verb, a month or a common adjective, as “Will”, “May” and “Small” are.
fn is_common(token: &Token) -> bool {
    let common = Class::AUXILIARY.or(Class::DATE).or(Class::FUNCTION);
    let other = Class::DETERMINER
        .or(Class::PRONOUN)
        .or(Class::POSSESSIVE)
        .or(Class::PREPOSITION)
        .or(Class::CONJUNCTION)
        .or(Class::RELATIVE);
    token.shape == Shape::Capital && token.has(common) && !token.has(other)
}

/// “in *May*”, “last *May*”, “*May* 5”, “*Will* it rain?”, “*Small* boats sank”: tells whether a word is no
/// surname in its place.
fn is_itself(text: &str, before: Option<&Token>, token: &Token, next: Option<&Token>) -> bool {
    if !is_common(token) {
        return false;
    }
    let dated = |before: &Token| {
        before.has(Class::PREPOSITION.or(Class::DETERMINER))
            || before.shape == Shape::Number
            || matches!(before.span.of(text), "last" | "next" | "early" | "late" | "since")
    };
    let leads = |next: &Token| {
        let begins = Class::PRONOUN.or(Class::DETERMINER).or(Class::POSSESSIVE);
        let behind = Class::AUXILIARY.or(Class::ANY_CUE).or(Class::RELATIVE).or(Class::CONJUNCTION);
        let adjective = token.has(Class::FUNCTION) && next.shape == Shape::Lower;
        let verb = || next.has(behind) || verbs::is_past(next.span.of(text));
        next.shape == Shape::Number || next.has(begins) || adjective && !verb()
    };
    before.is_some_and(dated) || next.is_some_and(leads)
}
