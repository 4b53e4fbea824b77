//! The words that a document writes small: a capital at the start of a sentence makes none of
//! them a name.

use crate::annotate::token::{Shape, Token};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// A set of words, found by the hashes that their tokens carry.
#[derive(Clone, Debug, Default)]
pub(crate) struct SmallWords<'t>(HashMap<u32, &'t str, BuildHasherDefault<Spread>>);

impl<'t> SmallWords<'t> {
    /// Collects the small words of a document; O(n).
    pub(crate) fn of(text: &'t str, tokens: &[Token]) -> Self {
        let mut words = Self::default();
        for token in tokens.iter().filter(|token| token.shape == Shape::Lower) {
            if let Entry::Vacant(place) = words.0.entry(token.hash) {
                let word = token.span.of(text);
                // “iPhone” is not written small.
                if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    place.insert(word);
                }
            }
        }
        words
    }

    /// Tells whether the word of the token occurs in small letters.
    pub(super) fn hold(&self, text: &str, token: &Token) -> bool {
        let word = token.span.of(text);
        if word.is_ascii() {
            return self.0.get(&token.hash).is_some_and(|known| known.eq_ignore_ascii_case(word));
        }
        let word = word.to_lowercase();
        self.0.get(&crate::annotate::token::fnv(word.bytes())).is_some_and(|known| *known == word)
    }
}

/// Spreads a number that is a hash already over the bits that a table looks at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
