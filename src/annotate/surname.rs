//! Surnames that look like adverbs: “Pat *Donnelly* … *Donnelly* confirmed”.
//!
//! A word in “ly” that no table knows is taken for an adverb, and so for no name at the beginning of a
//! sentence. Where it stands behind another name it is one, there and everywhere in the text.

use super::lexicon::Class;
use super::token::Token;
use std::collections::HashSet;

/// Takes the class from surnames that look like adverbs; O(n).
pub(crate) fn declassify(tokens: &mut [Token]) {
    let looks = |token: &Token| token.class == Class::ADVERB && token.is_capital();
    let named = tokens.windows(3).filter_map(|window| match window {
        [before, token, next] => {
            let ends = looks(token) && before.is_capital() && !next.is_capital();
            ends.then_some(token.hash)
        }
        _ => None,
    });
    let names: HashSet<u32> = named.collect();
    if names.is_empty() {
        return;
    }
    for token in tokens.iter_mut().filter(|token| looks(token)) {
        if names.contains(&token.hash) {
            token.class = Class::NONE;
        }
    }
}
