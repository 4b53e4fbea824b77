//! The words that a document writes small: a capital at the start of a sentence makes none of
//! them a name.

use crate::annotate::token::{Shape, Token, fnv};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// A set of words, found by the hashes that their tokens carry.
#[derive(Clone, Debug, Default)]
pub(crate) struct SmallWords<'t>(HashMap<u32, &'t str, BuildHasherDefault<Spread>>);

impl<'t> SmallWords<'t> {
    /// Collects the small words of a document that it writes with a capital as well, for nobody
    /// asks for others; O(n).
    pub(crate) fn of(text: &'t str, tokens: &[Token]) -> Self {
        let mut asked = [0_u64; SLOTS];
        let slot = |hash: u32| (hash as usize / 64 % SLOTS, 1_u64 << (hash % 64));
        for token in tokens.iter().filter(|token| token.is_capital()) {
            let (slot, bit) = slot(key(text, token));
            asked.get_mut(slot).into_iter().for_each(|bits| *bits |= bit);
        }
        let mut words = Self::default();
        for token in tokens.iter().filter(|token| token.shape == Shape::Lower) {
            let (slot, bit) = slot(token.hash);
            if asked.get(slot).is_some_and(|bits| bits & bit != 0)
                && let Entry::Vacant(place) = words.0.entry(token.hash)
            {
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
    pub(crate) fn hold(&self, text: &str, token: &Token) -> bool {
        let word = token.span.of(text);
        let known = self.0.get(&key(text, token));
        known.is_some_and(|known| {
            if word.is_ascii() {
                known.eq_ignore_ascii_case(word)
            } else {
                *known == word.to_lowercase()
            }
        })
    }
}

/// Bits, by hash, of the words that are asked for: in words of 64.
const SLOTS: usize = 128;

/// The hash of a token's word in small letters.
fn key(text: &str, token: &Token) -> u32 {
    let word = token.span.of(text);
    if word.is_ascii() { token.hash } else { fnv(word.to_lowercase().bytes()) }
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
