//! Kinds of words: what a word is about, for the network to know words that it has seldom or never
//! read.
//!
//! Whoever has learned what stands around a few verbs of deciding knows the others. The words are
//! listed beside the training program, with their forms made there, and come with the weights as one
//! table of hashes. Nothing here knows what the kinds mean: that is learned.

use super::model::{Table, Weights, WeightsError};

/// How many bits of a place are the kind; the others are of the hash.
const KIND_BITS: u32 = 5;
/// Highest number of a kind; 0 is none.
pub const MOST_KINDS: u8 = (1 << KIND_BITS) - 1;

/// The name of the table in a weights file.
pub const TABLE: &str = "word.kinds";

/// Words of one language with their kinds.
///
/// A table that is open to the next place where two words want one. Words are told apart by their
/// place and eleven bits of their hashes alone: of words that are not listed one in a thousand is
/// taken for another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kinds {
    /// Little-endian; 0 is no word.
    places: &'static [[u8; 2]],
}

impl Kinds {
    /// Finds the table in a weights file.
    ///
    /// # Errors
    ///
    /// Fails if there is none, or one with half a place.
    pub(crate) fn of_weights(weights: &Weights<'static>) -> Result<Self, WeightsError> {
        let (places, rest) = weights.bytes(TABLE)?.as_chunks::<2>();
        if rest.is_empty() { Ok(Self { places }) } else { Err(WeightsError::Table(TABLE)) }
    }

    /// Takes hashes of words in small letters with the numbers of their kinds, from 1 to
    /// [`MOST_KINDS`]; of one hash the first counts. The table lives as long as the program does.
    #[must_use]
    pub fn new(words: &[(u32, u8)]) -> Self {
        let mut places = vec![[0; 2]; 2 * words.len()];
        for &(hash, kind) in words {
            let word = check(hash) | u16::from(kind & MOST_KINDS);
            for at in around(hash, places.len()) {
                let Some(place) = places.get_mut(at) else { break };
                let known = u16::from_le_bytes(*place);
                if known == 0 {
                    *place = word.to_le_bytes();
                }
                if known == 0 || is_of(known, hash) {
                    break;
                }
            }
        }
        Self { places: Vec::leak(places) }
    }

    /// Returns the table as it stands in a weights file.
    #[must_use]
    pub fn table(self) -> Table {
        Table::Bytes(self.places.as_flattened().iter().map(|byte| byte.cast_signed()).collect())
    }

    /// Returns the kind of a word by its hash, 0 if it is not listed; O(1).
    #[inline]
    pub(crate) fn of(self, hash: u32) -> u8 {
        let wanted = wanted(hash, self.places.len());
        let near = self.places.get(wanted..).and_then(|places| places.first_chunk::<NEAR>());
        // A loop would end after one place or five, which no processor foretells.
        match near.and_then(|near| of_near(near, hash)) {
            Some(kind) => kind,
            None => self.of_far(hash),
        }
    }

    #[cold]
    fn of_far(self, hash: u32) -> u8 {
        let places = around(hash, self.places.len());
        let words = places.map_while(|at| self.places.get(at).copied().map(u16::from_le_bytes));
        let mut own = words.take_while(|&word| word != 0);
        own.find(|&word| is_of(word, hash)).map_or(0, |word| word as u8 & MOST_KINDS)
    }
}

/// How many places are looked at in one step.
const NEAR: usize = 8;

/// Returns the kind that the first places have for a hash, 0 if they show that it has none.
#[inline]
fn of_near(near: &[[u8; 2]; NEAR], hash: u32) -> Option<u8> {
    let mut bytes = [0; 2 * NEAR];
    bytes.copy_from_slice(near.as_flattened());
    let words = u128::from_le_bytes(bytes);
    let free = zeros(words);
    let own = zeros((words ^ every(check(hash))) & every(!u16::from(MOST_KINDS)));
    // What lies before the first free place.
    let own = own & (free & free.wrapping_neg()).wrapping_sub(1);
    let at = own.trailing_zeros() & !15;
    match own {
        0 if free == 0 => None,
        0 => Some(0),
        _ => Some((words >> at) as u8 & MOST_KINDS),
    }
}

/// The same 16 bits eight times.
fn every(word: u16) -> u128 {
    u128::from(word) * (u128::MAX / u128::from(u16::MAX))
}

/// Returns the highest bit of each of the eight words that is 0.
fn zeros(words: u128) -> u128 {
    let low = every(u16::MAX >> 1);
    !(((words & low) + low) | words | low)
}

/// What a place holds of a hash.
fn check(hash: u32) -> u16 {
    (hash as u16) << KIND_BITS
}

fn is_of(word: u16, hash: u32) -> bool {
    word >> KIND_BITS == check(hash) >> KIND_BITS
}

/// All places, from the one that a hash wants.
fn around(hash: u32, places: usize) -> impl Iterator<Item = usize> {
    let wanted = wanted(hash, places);
    (wanted..places).chain(0..wanted)
}

/// The place that a hash wants, by other bits than those that are kept.
fn wanted(hash: u32, places: usize) -> usize {
    ((u64::from(hash.wrapping_mul(0x9e37_79b1)) * places as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::super::token::Key;
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn a_table_without_words_has_no_kinds() {
        assert_eq!(Kinds::default().of(7), 0);
        assert_eq!(Kinds::new(&[]).of(7), 0);
    }

    #[test]
    fn the_english_weights_know_forms_of_words() {
        let kinds = Kinds::of_weights(&Weights::read(super::super::model::ENGLISH).unwrap());
        let kind = |word: &str| kinds.clone().unwrap().of(Key::of(word).hash);
        for pair in [
            ["astronomer", "bankers"],
            ["decides", "pledging"],
            ["rumour", "rumors"],
            ["Harbour", "harbours"],
            ["carried", "carries"],
            ["bigger", "biggest"],
        ] {
            let [one, other] = pair.map(kind);
            assert_ne!(one, 0, "{pair:?}");
            assert_eq!(one, other, "{pair:?}");
        }
        assert_ne!(kind("astronomer"), kind("harbour"));
        assert_eq!(kind("zymurgistic"), 0);
    }

    proptest! {
        #[test]
        fn every_word_has_its_kind(
            words in proptest::collection::vec((any::<u32>(), 1..=MOST_KINDS), 0..400),
        ) {
            let kinds = Kinds::new(&words);
            let mut first = HashMap::new();
            // Two words with one check may take each other's kind if they want one place.
            for &(hash, kind) in &words {
                first.entry(check(hash)).or_insert_with(Vec::new).push(kind);
            }
            for &(hash, _) in &words {
                prop_assert!(first[&check(hash)].contains(&kinds.of(hash)));
            }
        }

        #[test]
        fn one_step_finds_what_all_steps_do(
            words in proptest::collection::vec((any::<u32>(), 1..=MOST_KINDS), 0..400),
            others in proptest::collection::vec(any::<u32>(), 400),
        ) {
            let kinds = Kinds::new(&words);
            for hash in words.iter().map(|word| word.0).chain(others) {
                prop_assert_eq!(kinds.of(hash), kinds.of_far(hash));
            }
        }
    }
}
