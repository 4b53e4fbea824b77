//! The words of a text with the places where each of them stands, so that a passage is looked for
//! where its words are and not in all of the text.

use super::words::{Word, words};

/// The words of a text in order, and where each of them stands.
#[derive(Debug)]
pub(crate) struct Concordance {
    words: Vec<Word>,
    /// Indexes of the words, by their hash and then ascending.
    places: Vec<u32>,
    /// Where in `places` those of each slot begin, and where the last ends.
    starts: Vec<u32>,
    /// Bits of a hash below those that name its slot.
    shift: u32,
}

impl Concordance {
    /// Makes that of a text, in O(n log n) at the most.
    pub(crate) fn of(text: &str) -> Self {
        let words = words(text);
        // Most words stand several times; a slot is better shared than empty.
        let bits = (words.len() / 8).max(2).ilog2();
        let shift = u64::BITS - bits;
        // Counted one slot on, so that the sums say where each begins.
        let mut starts = vec![0; (1 << bits) + 1];
        for word in &words {
            if let Some(count) = starts.get_mut(slot(word.hash, shift) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0; words.len()];
        // There are no more words than bytes, which words count with 32 bits.
        for (index, word) in (0_u32..).zip(&words) {
            if let Some(next) = next.get_mut(slot(word.hash, shift))
                && let Some(place) = places.get_mut(*next as usize)
            {
                *place = index;
                *next += 1;
            }
        }
        // Words that share a slot are parted once, not at each look: whoever wrote the text could have
        // them all share one.
        for pair in starts.windows(2) {
            if let [start, end] = *pair
                && let Some(slot) = places.get_mut(start as usize..end as usize)
            {
                slot.sort_by_key(|&at| hash_at(&words, at));
            }
        }
        Self { words, places, starts, shift }
    }

    /// Returns the words in order.
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Returns the indexes of the words with this hash, ascending. O(log n).
    pub(crate) fn places(&self, hash: u64) -> &[u32] {
        let slot = slot(hash, self.shift);
        let start = |slot: usize| self.starts.get(slot).map_or(0, |&start| start as usize);
        let all = self.places.get(start(slot)..start(slot + 1)).unwrap_or(&[]);
        let from = all.partition_point(|&at| hash_at(&self.words, at) < hash);
        let rest = all.get(from..).unwrap_or(&[]);
        let count = rest.partition_point(|&at| hash_at(&self.words, at) == hash);
        rest.get(..count).unwrap_or(&[])
    }
}

fn hash_at(words: &[Word], at: u32) -> u64 {
    words.get(at as usize).map_or(0, |word| word.hash)
}

fn slot(hash: u64, shift: u32) -> usize {
    (hash >> shift) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_stands_where_it_stands() {
        let concordance = Concordance::of("A rose is a rose.");
        let places = |word: &str| concordance.places(words(word)[0].hash);
        assert_eq!(places("a"), [0, 3]);
        assert_eq!(places("rose"), [1, 4]);
        assert_eq!(places("is"), [2]);
        assert!(places("nose").is_empty());
        assert_eq!(Concordance::of("").places(7), [0; 0]);
    }

    proptest! {
        #[test]
        fn every_word_has_its_places(text in "([a-f]{1,2} ){0,200}") {
            let concordance = Concordance::of(&text);
            for word in concordance.words() {
                let all = concordance.words().iter().enumerate();
                let same = all.filter(|(_, other)| other.hash == word.hash).map(|(at, _)| at);
                let places = concordance.places(word.hash).iter().map(|&at| at as usize);
                prop_assert!(places.eq(same));
            }
        }
    }
}
