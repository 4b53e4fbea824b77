//! Lists of words whose tables are made when the program is compiled.
//!
//! A table of thousands of names would take longer to fill at the start than a short article to
//! read, and a search through the list of them longer than the rest of what is asked of a name.

use crate::annotate::token::Key;

/// A list of words with a table, open to the next place where two words want one, that has
/// `PLACES` places: more than there are words.
pub(super) struct Listed<const PLACES: usize> {
    list: &'static str,
    /// Where each word begins in the list, counted from one; 0 is no word.
    places: [u16; PLACES],
}

impl<const PLACES: usize> Listed<PLACES> {
    /// Takes words with white space between them, fewer than 64 KiB.
    pub(super) const fn new(list: &'static str) -> Self {
        let mut places = [0; PLACES];
        let mut next = next_word(list, 0);
        while let Some(Word { start, end, key }) = next {
            let mut place = key.hash as usize % PLACES;
            while let Some((_, [slot, ..])) = places.split_at_mut_checked(place) {
                if *slot == 0 {
                    *slot = start as u16 + 1;
                    break;
                }
                place = (place + 1) % PLACES;
            }
            next = next_word(list, end);
        }
        Self { list, places }
    }

    /// Tells whether a word is one of the list; O(1).
    pub(super) fn holds(&self, word: &str) -> bool {
        self.holds_hashed(word, Key::of(word).hash)
    }

    /// Tells the same of a word whose hash, that of its [`Key`], is known.
    pub(super) fn holds_hashed(&self, word: &str, hash: u32) -> bool {
        self.finds(hash, |listed| listed == word)
    }

    /// Tells the same of a word with capitals, if the list has small letters alone.
    pub(super) fn holds_in_any_case(&self, word: &str, hash: u32) -> bool {
        self.finds(hash, |listed| listed.eq_ignore_ascii_case(word))
    }

    fn finds(&self, hash: u32, is: impl Fn(&str) -> bool) -> bool {
        let mut place = hash as usize % PLACES;
        while let Some(start) = self.places.get(place).and_then(|place| place.checked_sub(1)) {
            let found = self.list.get(usize::from(start)..).unwrap_or_default();
            if found.split_ascii_whitespace().next().is_some_and(&is) {
                return true;
            }
            place = (place + 1) % PLACES;
        }
        false
    }

    #[cfg(test)]
    pub(super) fn words(&self) -> Vec<&'static str> {
        self.list.split_whitespace().collect()
    }
}

/// A word of a list.
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) key: Key,
}

/// Returns the first word of a list from a byte on.
pub(super) const fn next_word(list: &str, from: usize) -> Option<Word> {
    let Some((_, mut rest)) = list.as_bytes().split_at_checked(from) else { return None };
    let mut start = from;
    while let [first, behind @ ..] = rest
        && first.is_ascii_whitespace()
    {
        (rest, start) = (behind, start + 1);
    }
    let (mut end, mut key) = (start, Key::NOTHING);
    while let [byte, behind @ ..] = rest
        && !byte.is_ascii_whitespace()
    {
        (rest, end, key) = (behind, end + 1, key.and(*byte));
    }
    if start < end { Some(Word { start, end, key }) } else { None }
}
