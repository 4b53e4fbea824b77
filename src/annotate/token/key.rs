//! What a word is looked up by, gathered in the pass that finds its end.

use super::Shape;

/// FNV-1a, 32 bits.
pub(crate) fn fnv(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(FNV, fnv_of)
}

/// [`fnv`] of nothing.
const FNV: u32 = 0x811c_9dc5;

/// Returns [`fnv`] of what a hash is of and one byte more.
const fn fnv_of(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// What tells a word from others, whichever of its letters of ASCII are capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// [`fnv`] of its bytes, capitals of ASCII made small.
    pub(crate) hash: u32,
    /// The last of the same bytes, the last one lowest: all, if there are no more than
    /// [`Key::TAIL`].
    pub(crate) tail: u64,
}

impl Key {
    /// How many bytes a tail holds.
    pub(crate) const TAIL: usize = 8;

    /// The key of no word.
    pub(crate) const NOTHING: Self = Self { hash: FNV, tail: 0 };

    pub(crate) fn of(word: &str) -> Self {
        word.bytes().fold(Self::NOTHING, Self::and)
    }

    /// Returns the key of a word with one byte more.
    #[inline(always)]
    pub(crate) const fn and(self, byte: u8) -> Self {
        let byte = byte.to_ascii_lowercase();
        Self { hash: fnv_of(self.hash, byte), tail: self.tail << 8 | byte as u64 }
    }
}

/// The letters of ASCII that a text begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    pub(super) len: usize,
    pub(super) key: Key,
    /// How many are capitals.
    capitals: usize,
    /// The first one is.
    capital: bool,
}

impl Letters {
    #[inline(always)]
    pub(super) fn of(text: &str) -> Self {
        let (mut len, mut capitals, mut key) = (0, 0, Key::NOTHING);
        for byte in text.bytes().take_while(u8::is_ascii_alphabetic) {
            len += 1;
            capitals += usize::from(byte.is_ascii_uppercase());
            key = key.and(byte);
        }
        let capital = text.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
        Self { len, key, capitals, capital }
    }

    /// Returns the shape of the word that they are, if they are one.
    pub(super) fn shape(&self) -> Shape {
        match self.capitals {
            _ if !self.capital => Shape::Lower,
            2.. if self.capitals == self.len => Shape::Upper,
            _ => Shape::Capital,
        }
    }
}
