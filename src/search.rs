//! Finding words in an article: smart case, whole characters, forgiving about typography.

mod watch;

pub use watch::{WatchWords, Watched};

use crate::span::Span;

/// Returns every place where `query` stands in `text`, in order, without overlap.
///
/// A query in small letters matches any case; a capital in it makes the case count. Straight
/// quotation marks, apostrophes, hyphens and three full stops match the typographic ones, and a
/// run of white space matches any other. An empty query matches nothing. Takes no memory but for
/// the query and the places; O(n·m) at worst, O(n) on prose.
#[must_use]
pub fn find_all(text: &str, query: &str) -> Vec<Span> {
    find(text, query).collect()
}

/// Tells whether `query` stands in `text`, as [`find_all`] has it, without looking further.
#[must_use]
pub fn stands(text: &str, query: &str) -> bool {
    find(text, query).next().is_some()
}

/// Returns a text as words in small letters are compared with it: whatever words [`find_all`]
/// finds in a text stand, folded as well, in the folded text.
#[must_use]
pub fn folded(text: &str) -> String {
    fold(text, false).map(|(_, c)| c).collect()
}

fn find(text: &str, query: &str) -> impl Iterator<Item = Span> {
    let exact = query.chars().any(char::is_uppercase);
    let query: Vec<char> = fold(query.trim_matches('\n'), exact).map(|(_, c)| c).collect();
    let mut from = 0;
    // A match never begins inside a run of white space.
    let mut blank = false;
    text.char_indices().filter_map(move |(at, c)| {
        let in_run = std::mem::replace(&mut blank, c.is_whitespace()) && blank;
        let begins =
            query.first().is_some_and(|&first| Folding::of(c, exact).next() == Some(first));
        if at < from || in_run || !begins {
            return None;
        }
        let len = matched(text.get(at..).unwrap_or(""), &query, exact)?;
        from = at + len;
        Some(Span::new(at, from))
    })
}

/// Returns how many bytes of `text` match the whole of `query`, if its start does.
///
/// A match ends where a character of the text does, never inside what it is folded to.
fn matched(text: &str, query: &[char], exact: bool) -> Option<usize> {
    let mut folded = fold(text, exact);
    let mut last = 0;
    for &want in query {
        let (at, c) = folded.next()?;
        if c != want {
            return None;
        }
        last = at;
    }
    match folded.next() {
        Some((at, _)) => (at != last).then_some(at),
        None => Some(text.len()),
    }
}

/// The characters that a text counts as, each with the byte at which the one it came from begins.
/// A run of white space is one blank.
fn fold(text: &str, exact: bool) -> impl Iterator<Item = (usize, char)> {
    let mut blank = false;
    text.char_indices()
        .filter(move |(_, c)| !(std::mem::replace(&mut blank, c.is_whitespace()) && blank))
        .flat_map(move |(at, c)| Folding::of(c, exact).map(move |folded| (at, folded)))
}

/// What one character counts as: up to three characters.
enum Folding {
    One(Option<char>),
    Dots(u8),
    Lower(std::char::ToLowercase),
}

impl Folding {
    fn of(c: char, exact: bool) -> Self {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => Self::One(Some('"')),
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' => Self::One(Some('\'')),
            '‐'..='―' | '−' => Self::One(Some('-')),
            '…' => Self::Dots(3),
            c if c.is_whitespace() => Self::One(Some(' ')),
            c if exact => Self::One(Some(c)),
            c if c.is_ascii() => Self::One(Some(c.to_ascii_lowercase())),
            // The form that a sigma has at the end of a word is the same letter.
            'ς' => Self::One(Some('σ')),
            c => Self::Lower(c.to_lowercase()),
        }
    }
}

impl Iterator for Folding {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(c) => c.take(),
            Self::Lower(lower) => lower.next(),
            Self::Dots(left) => {
                *left = left.checked_sub(1)?;
                Some('.')
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places() {
        for (text, query, expected) in [
            ("The Bridge and the bridge", "bridge", vec!["Bridge", "bridge"]),
            ("The Bridge and the bridge", "Bridge", vec!["Bridge"]),
            ("can’t and can't", "can't", vec!["can’t", "can't"]),
            ("can't", "can’t", vec!["can't"]),
            ("he said “no”", "\"no\"", vec!["“no”"]),
            ("he said ‹no›", "'no'", vec!["‹no›"]),
            ("the 1990–95 talks", "1990-95", vec!["1990–95"]),
            ("wait… what", "wait... what", vec!["wait… what"]),
            ("wait… what", "wait..", vec![]),
            ("wait... what", "wait…", vec!["wait..."]),
            ("one\u{a0} \ntwo", "one two", vec!["one\u{a0} \ntwo"]),
            ("one  two", " two", vec!["  two"]),
            ("one  two", "one ", vec!["one  "]),
            ("İstanbul and istanbul", "istanbul", vec!["istanbul"]),
            ("İ", "i", vec![]),
            ("Straße", "straße", vec!["Straße"]),
            ("ÉCOLE école", "école", vec!["ÉCOLE", "école"]),
            ("ΟΔΟΣ, οδος, οδός", "οδος", vec!["ΟΔΟΣ", "οδος"]),
            ("aaaa", "aa", vec!["aa", "aa"]),
            ("日本語", "本", vec!["本"]),
            ("anything", "", vec![]),
            ("", "a", vec![]),
        ] {
            let found: Vec<&str> = find_all(text, query).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{query} in {text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_found_stands_folded_in_the_folded_text(
            text in "(\\PC|[ …“a-cK]){0,60}", from in 0usize..60, len in 1usize..8
        ) {
            let query: String = text.chars().skip(from).take(len).collect();
            if stands(&text, &query) {
                prop_assert!(folded(&text).contains(&folded(query.trim_matches('\n'))));
            }
        }

        #[test]
        fn a_place_is_found_again(text in "(\\PC|[ …“a-c]){0,60}", from in 0usize..60, len in 1usize..8) {
            let part: String = text.chars().skip(from).take(len).collect();
            prop_assume!(!part.is_empty());
            prop_assert!(!find_all(&text, &part).is_empty());
        }

        #[test]
        fn places_are_whole_characters_in_order(
            text in "(\\PC|[ …“a-c\n]){0,60}",
            query in "(\\PC|[ .\"a-c]){1,3}",
        ) {
            let found = find_all(&text, &query);
            let whole = |span: &Span| text.get(span.range()).is_some_and(|t| !t.is_empty());
            prop_assert!(found.iter().all(whole));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
