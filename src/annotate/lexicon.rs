//! Word classes by language: what a word can do in an attribution.
//!
//! The tables are facts about a language (reporting verbs, titles, heads of collective sources)
//! and hold no names of public people. English is the only table yet; another language is
//! another list of the same classes.

mod english;
pub(crate) mod given;
mod listed;
pub(crate) mod nouns;
pub(crate) mod verbs;

use super::token::Key;
use listed::{Word, next_word};

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u32);

impl Class {
    pub(crate) const NONE: Self = Self(0);
    /// A finite or infinite form of a verb that reports speech (“said”).
    pub(crate) const CUE: Self = Self(1);
    /// Its present participle (“saying”).
    pub(crate) const CUE_ING: Self = Self(1 << 1);
    /// A cue that names its object before the words (“called”, “described … as”).
    pub(crate) const CUE_NAMING: Self = Self(1 << 2);
    /// A cue that stands before its subject as well (“said Mara Venn”).
    pub(crate) const CUE_INVERTS: Self = Self(1 << 3);
    /// A cue that names whom it was said to (“told reporters”).
    pub(crate) const CUE_ADDRESSES: Self = Self(1 << 4);
    /// A cue that is as often another verb or a noun (“added”, “report”, “continued”).
    pub(crate) const CUE_WEAK: Self = Self(1 << 5);
    /// An auxiliary verb or “not”.
    pub(crate) const AUXILIARY: Self = Self(1 << 6);
    /// An adverb that may stand between subject and verb.
    pub(crate) const ADVERB: Self = Self(1 << 7);
    pub(crate) const HE: Self = Self(1 << 8);
    pub(crate) const SHE: Self = Self(1 << 9);
    pub(crate) const THEY: Self = Self(1 << 10);
    pub(crate) const IT: Self = Self(1 << 11);
    /// “I” or “we”.
    pub(crate) const FIRST_PERSON: Self = Self(1 << 12);
    /// “who”, “which”, “that”.
    pub(crate) const RELATIVE: Self = Self(1 << 13);
    /// An article, a demonstrative, a number word or a quantifier.
    pub(crate) const DETERMINER: Self = Self(1 << 14);
    /// “his”, “their”.
    pub(crate) const POSSESSIVE: Self = Self(1 << 15);
    pub(crate) const PREPOSITION: Self = Self(1 << 16);
    pub(crate) const CONJUNCTION: Self = Self(1 << 17);
    /// A title that stands before a name (“Mr.”, “Senator”, “Detective”).
    pub(crate) const TITLE: Self = Self(1 << 18);
    /// A noun for one person (“spokesman”).
    pub(crate) const HEAD_PERSON: Self = Self(1 << 19);
    /// A noun for several people (“officials”).
    pub(crate) const HEAD_GROUP: Self = Self(1 << 20);
    /// A noun for a body or a document (“ministry”, “report”).
    pub(crate) const HEAD_BODY: Self = Self(1 << 21);
    /// A day or a month.
    pub(crate) const DATE: Self = Self(1 << 22);
    /// Written with a full stop that ends no sentence (“Mr.”).
    pub(crate) const ABBREVIATION: Self = Self(1 << 23);
    /// Any other word that is no name even with a capital at the start of a sentence.
    pub(crate) const FUNCTION: Self = Self(1 << 24);
    /// A woman's title, noun or given name.
    pub(crate) const FEMALE: Self = Self(1 << 25);
    /// A man's title, noun or given name.
    pub(crate) const MALE: Self = Self(1 << 26);
    /// A noun for a work (“film”) or a verb of naming (“titled”).
    pub(crate) const WORK: Self = Self(1 << 27);
    /// The “’s” parted from its word.
    pub(crate) const POSSESSIVE_END: Self = Self(1 << 28);
    /// A word that parts names of bodies (“Ministry of the Interior”).
    pub(crate) const NAME_LINK: Self = Self(1 << 29);
    /// A particle inside a person's name (“van”, “bin”).
    pub(crate) const PARTICLE: Self = Self(1 << 30);

    pub(crate) const HEADS: Self =
        Self(Self::HEAD_PERSON.0 | Self::HEAD_GROUP.0 | Self::HEAD_BODY.0);
    pub(crate) const ANY_CUE: Self = Self(Self::CUE.0 | Self::CUE_ING.0);
    /// Classes of words that stand between a subject and its verb and belong to the verb.
    pub(crate) const HELPS: Self = Self(Self::AUXILIARY.0 | Self::ADVERB.0);
    pub(crate) const PRONOUN: Self = Self(Self::HE.0 | Self::SHE.0 | Self::THEY.0 | Self::IT.0);

    /// Classes of words that are no part of a noun phrase behind its determiner: neither a noun nor
    /// what modifies one.
    pub(crate) const CLOSED: Self = Self(
        Self::PREPOSITION.0
            | Self::CONJUNCTION.0
            | Self::AUXILIARY.0
            | Self::RELATIVE.0
            | Self::PRONOUN.0
            | Self::DETERMINER.0
            | Self::POSSESSIVE.0
            | Self::POSSESSIVE_END.0
            | Self::ADVERB.0
            | Self::ANY_CUE.0,
    );

    /// Classes that tell how a word stands in its clause.
    pub(crate) const GRAMMAR: Self = Self(
        Self::AUXILIARY.0
            | Self::ADVERB.0
            | Self::RELATIVE.0
            | Self::DETERMINER.0
            | Self::POSSESSIVE.0
            | Self::PREPOSITION.0
            | Self::CONJUNCTION.0
            | Self::PRONOUN.0
            | Self::FIRST_PERSON.0
            | Self::POSSESSIVE_END.0
            | Self::DATE.0,
    );
    /// Classes that tell who could speak, and of words that report it.
    pub(crate) const SPEECH: Self = Self(
        Self::ANY_CUE.0
            | Self::CUE_NAMING.0
            | Self::CUE_INVERTS.0
            | Self::CUE_ADDRESSES.0
            | Self::CUE_WEAK.0
            | Self::HEADS.0
            | Self::TITLE.0
            | Self::PRONOUN.0,
    );

    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// How many words the tables hold at most.
const WORDS: usize = 4 << 10;
/// Places of the table of hashes: so many more that a word is seldom where another wants to be.
const PLACES: usize = 2 * WORDS;

/// The words of one language with their classes, made when the program is compiled.
///
/// A table that is open to the next place where two words want one. Every word of a text is
/// looked up and most are not found, which the small table of hashes alone tells.
pub(crate) struct Lexicon {
    tables: &'static [(Class, &'static str)],
    /// 0 is no word.
    hashes: [u32; PLACES],
    /// By place of the hash, the place in `words`.
    places: [u16; PLACES],
    words: [Entry; WORDS],
}

/// A word and where it stands in the tables.
#[derive(Clone, Copy)]
struct Entry {
    /// That of its [`Key`], which is all of most words.
    tail: u64,
    class: Class,
    start: u16,
    len: u8,
    table: u8,
}

impl Lexicon {
    /// Returns the classes of a word in small letters; O(1).
    pub(crate) fn class_of(&self, lower: &str) -> Class {
        self.class_of_keyed(lower, Key::of(lower))
    }

    /// Returns the classes of a word in small letters or capitals of ASCII, with its key; O(1).
    pub(crate) fn class_of_keyed(&self, word: &str, key: Key) -> Class {
        let listed = self.listed(word, key).unwrap_or_default();
        if listed == Class::NONE && word.len() > 4 && is_adverb(word) {
            return Class::ADVERB;
        }
        listed
    }

    fn listed(&self, word: &str, key: Key) -> Option<Class> {
        let mut at = key.hash as usize % PLACES;
        loop {
            match *self.hashes.get(at)? {
                0 => return None,
                known if known == key.hash => {
                    let entry = self.words.get(usize::from(*self.places.get(at)?))?;
                    if entry.tail == key.tail
                        && usize::from(entry.len) == word.len()
                        && (word.len() <= Key::TAIL || self.word(entry).eq_ignore_ascii_case(word))
                    {
                        return Some(entry.class);
                    }
                }
                _ => {}
            }
            at = (at + 1) % PLACES;
        }
    }

    fn word(&self, entry: &Entry) -> &'static str {
        let list = self.tables.get(usize::from(entry.table)).map_or("", |(_, list)| list);
        let start = usize::from(entry.start);
        list.get(start..start + usize::from(entry.len)).unwrap_or_default()
    }

    /// Takes lists of words with white space between them, each shorter than 64 KiB.
    const fn new(tables: &'static [(Class, &'static str)]) -> Self {
        let none = Entry { tail: 0, class: Class::NONE, start: 0, len: 0, table: 0 };
        let (hashes, places) = ([0; PLACES], [0; PLACES]);
        let mut lexicon = Self { tables, hashes, places, words: [none; WORDS] };
        let (mut count, mut table, mut rest) = (0, 0, tables);
        while let [(class, list), behind @ ..] = rest {
            let mut next = next_word(list, 0);
            while let Some(Word { start, end, key: Key { hash, tail } }) = next {
                let (start, len) = (start as u16, (end - start) as u8);
                let entry = Entry { tail, class: *class, start, len, table };
                count = lexicon.add(hash, entry, count);
                next = next_word(list, end);
            }
            (rest, table) = (behind, table + 1);
        }
        lexicon
    }

    /// Adds a word, or a class to it, to so many; returns how many there are then. No two words
    /// have one hash.
    const fn add(&mut self, hash: u32, entry: Entry, count: u16) -> u16 {
        let mut at = hash as usize % PLACES;
        while let (Some((_, [known, ..])), Some((_, [place, ..]))) =
            (self.hashes.split_at_mut_checked(at), self.places.split_at_mut_checked(at))
        {
            let new = *known == 0;
            if new {
                (*known, *place) = (hash, count);
            }
            if *known == hash
                && let Some((_, [slot, ..])) = self.words.split_at_mut_checked(*place as usize)
            {
                let class = slot.class.or(entry.class);
                *slot = if new { entry } else { Entry { class, ..*slot } };
                return if new { count + 1 } else { count };
            }
            at = (at + 1) % PLACES;
        }
        count
    }

    /// Returns the English lexicon.
    pub(crate) fn english() -> &'static Self {
        static ENGLISH: Lexicon = Lexicon::new(english::TABLES);
        &ENGLISH
    }
}

fn is_adverb(word: &str) -> bool {
    matches!(word.as_bytes(), [.., b'l' | b'L', b'y' | b'Y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let lexicon = Lexicon::english();
        let class = |word: &str| lexicon.class_of_keyed(word, Key::of(word));
        for &(expected, list) in english::TABLES {
            for word in list.split_whitespace() {
                assert_eq!(class(word).only(expected), expected, "{word}");
                assert_eq!(class(&word.to_ascii_uppercase()), class(word), "{word}");
            }
        }
        assert_eq!(class("quietly"), Class::ADVERB);
        assert_eq!(class("Zymurgist"), Class::NONE);
    }
}
