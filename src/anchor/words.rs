//! A text as a sequence of words, so that wordings can be compared whatever their marks,
//! spaces and capitals. What is made of a comparison lives in [`super::align`].

use crate::span::Span;

/// One word: a run of letters and digits, or one character of a script that sets no spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of the word in lower case, the same on every machine and in every version.
    pub(crate) hash: u64,
    start: u32,
    end: u32,
}

impl Word {
    /// Returns where the word stands in the text it was taken from.
    pub(crate) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Returns the word's length in bytes, the weight that it has in a comparison.
    pub(crate) fn weight(self) -> u32 {
        self.end - self.start
    }
}

/// Returns the words of a text in order, in O(n). Words beyond 4 GiB are left out.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word));
    words
}

/// Hands on the words of a text in order, in O(n) and without holding them all. Words beyond 4 GiB
/// are left out.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(Word)) {
    let mut open: Option<(usize, u64)> = None;
    let mut push = |start: usize, end: usize, hash: u64| {
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) {
            take(Word { hash: mix(hash), start, end });
        }
    };
    for (at, c) in text.char_indices() {
        let is_part = is_part(c);
        let alone = is_part && sets_no_spaces(c);
        if (alone || !is_part)
            && let Some((start, hash)) = open.take()
        {
            push(start, at, hash);
        }
        if alone {
            push(at, at + c.len_utf8(), fold(SEED, c));
        } else if is_part {
            let (start, hash) = open.unwrap_or((at, SEED));
            open = Some((start, fold(hash, c)));
        }
    }
    if let Some((start, hash)) = open {
        push(start, text.len(), hash);
    }
}

/// Returns what stands between white space, marks included, in order; each is told from others
/// by every character. O(n).
pub(crate) fn tokens(text: &str) -> Vec<Word> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let token = part.trim_end();
        let hash = token.chars().fold(SEED, |hash, c| (hash ^ u64::from(c)).wrapping_mul(PRIME));
        if let (false, Ok(start), Ok(end)) =
            (token.is_empty(), u32::try_from(at), u32::try_from(at + token.len()))
        {
            tokens.push(Word { hash: mix(hash), start, end });
        }
        at += part.len();
    }
    tokens
}

/// Returns the number of letters and digits.
pub(crate) fn letters(text: &str) -> usize {
    text.chars().filter(|&c| is_part(c)).count()
}

/// Tells whether the character belongs to a word.
pub(crate) fn is_part(c: char) -> bool {
    c.is_alphanumeric()
}

/// Returns a hash of several words in order, as stable as theirs.
pub(crate) fn shingle(words: &[Word]) -> u64 {
    mix(words
        .iter()
        .fold(SEED, |hash, word| (hash ^ word.hash).wrapping_mul(PRIME).rotate_left(29)))
}

/// Tells whether the script of the letter or digit sets no spaces between words: Han, kana, Thai,
/// Lao, Burmese, Khmer.
fn sets_no_spaces(c: char) -> bool {
    // Most are told by the first comparison.
    c >= '\u{e01}'
        && matches!(u32::from(c),
            0x0E01..=0x0EDF | 0x1000..=0x109F | 0x1780..=0x17DD | 0x3005..=0x3007
            | 0x3041..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
            | 0x20000..=0x3FFFF)
}

/// FNV-1a's offset basis and prime for 64 bits.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn fold(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return (hash ^ u64::from(c.to_ascii_lowercase())).wrapping_mul(PRIME);
    }
    c.to_lowercase().fold(hash, |hash, c| (hash ^ u64::from(c)).wrapping_mul(PRIME))
}

/// Spreads the bits (the finaliser of SplitMix64), since FNV leaves the upper ones alike for
/// short words and the smallest hashes are what an article is known by.
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).iter().map(|word| word.span().of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("", &[]);
        check("—“…”", &[]);
        check("“We can’t,” said Åse.", &["We", "can", "t", "said", "Åse"]);
        check("3.5 per cent", &["3", "5", "per", "cent"]);
        check("港は開く open", &["港", "は", "開", "く", "open"]);
        check("한국 의원", &["한국", "의원"]);
    }

    #[test]
    fn case_does_not_count() {
        let hashes = |text| words(text).iter().map(|word| word.hash).collect::<Vec<_>>();
        assert_eq!(hashes("THE Ærø"), hashes("the ærØ"));
        assert_ne!(hashes("the"), hashes("teh"));
    }

    #[test]
    fn hashes_never_change_between_versions() {
        let hashes = words("harbour pilots");
        assert_eq!(hashes[0].hash, 10_561_218_634_392_613_993);
        assert_eq!(shingle(&hashes), 14_882_313_741_605_138_533);
    }
}
