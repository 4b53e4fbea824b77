//! The words that a document writes small, or might: a capital at the start of a sentence makes none of
//! them a name.

use crate::annotate::kinds::Kinds;
use crate::annotate::lexicon::Class;
use crate::annotate::lexicon::given::is_given;
use crate::annotate::token::{Shape, Token, fnv};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A set of words, found by the hashes that their tokens carry.
#[derive(Clone, Debug, Default)]
pub(crate) struct SmallWords<'t> {
    words: HashMap<u32, &'t str, BuildHasherDefault<Spread>>,
    /// The hashes of those that are surnames as well.
    surnames: HashSet<u32, BuildHasherDefault<Spread>>,
    /// Common words of the language.
    kinds: Kinds,
    /// What stands with a capital inside a sentence.
    large: Bits,
}

/// Bits, by hash, of some words: of others one in a few dozen is taken for one of them.
#[derive(Clone, Copy, Debug)]
struct Bits([u64; SLOTS]);

impl Default for Bits {
    fn default() -> Self {
        Self([0; SLOTS])
    }
}

impl Bits {
    fn place(hash: u32) -> (usize, u64) {
        (hash as usize / 64 % SLOTS, 1 << (hash % 64))
    }

    fn set(&mut self, hash: u32) {
        let (slot, bit) = Self::place(hash);
        self.0.get_mut(slot).into_iter().for_each(|bits| *bits |= bit);
    }

    fn holds(&self, hash: u32) -> bool {
        let (slot, bit) = Self::place(hash);
        self.0.get(slot).is_some_and(|bits| bits & bit != 0)
    }
}

impl<'t> SmallWords<'t> {
    /// Collects the small words of a document that it writes with a capital as well, for nobody
    /// asks for others; O(n).
    pub(crate) fn of(text: &'t str, tokens: &[Token], kinds: Kinds) -> Self {
        let mut words = Self { kinds, ..Self::default() };
        let mut asked = Bits::default();
        let mut before: Option<&Token> = None;
        for token in tokens {
            if token.is_capital() {
                let key = key(text, token);
                asked.set(key);
                // “a *Baker*”, “Dorothy *Woods*”, but “Bank *Shares*” may stand in a headline.
                let inside = before.is_some_and(|before| {
                    before.shape == Shape::Lower
                        || before.has(Class::TITLE)
                        || before.is_capital() && kinds.of(before.hash) == 0
                });
                if inside {
                    words.large.set(key);
                }
            }
            before = Some(token);
        }
        for token in tokens.iter().filter(|token| token.shape == Shape::Lower) {
            if asked.holds(token.hash)
                && let Entry::Vacant(place) = words.words.entry(token.hash)
            {
                let word = token.span.of(text);
                // “iPhone” is not written small.
                if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    place.insert(word);
                }
            }
        }
        words.add_surnames(text, tokens);
        words
    }

    /// “Marty *Small*”: takes words that stand behind a given name for surnames.
    fn add_surnames(&mut self, text: &str, tokens: &[Token]) {
        for window in tokens.windows(3) {
            let [before, token, next] = window else { continue };
            let named = token.is_capital() && before.is_capital() && !next.is_capital();
            if named && self.hold(text, token) && is_given(text, before) {
                self.surnames.insert(token.hash);
            }
        }
    }

    /// Tells whether the word of the token is a common one that nothing but the start of a sentence
    /// gives a capital.
    pub(crate) fn is_common(&self, text: &str, token: &Token) -> bool {
        self.kinds.of(token.hash) > 0 && !self.large.holds(key(text, token))
    }

    /// Tells whether the word of the token is somebody's surname as well.
    pub(crate) fn name(&self, token: &Token) -> bool {
        self.surnames.contains(&token.hash)
    }

    /// Tells whether the word of the token occurs in small letters.
    pub(crate) fn hold(&self, text: &str, token: &Token) -> bool {
        let word = token.span.of(text);
        let known = self.words.get(&key(text, token));
        known.is_some_and(|known| {
            if word.is_ascii() {
                known.eq_ignore_ascii_case(word)
            } else {
                *known == word.to_lowercase()
            }
        })
    }
}

/// How many words of 64 bits.
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
