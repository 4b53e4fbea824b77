//! Finding words in an article: smart case, whole characters, forgiving about typography.

use crate::span::Span;

/// Returns every place where `query` stands in `text`, in order, without overlap.
///
/// A query in small letters matches any case; a capital in it makes the case count. Straight
/// quotation marks, apostrophes and hyphens match the typographic ones, and a run of white space
/// matches any other. An empty query matches nothing. O(n·m) at worst, O(n) on prose.
#[must_use]
pub fn find_all(text: &str, query: &str) -> Vec<Span> {
    let exact = query.chars().any(char::is_uppercase);
    let query = Folded::new(query.trim_matches('\n'), exact);
    let mut found = Vec::new();
    let Some(&first) = query.chars.first() else { return found };
    let text = Folded::new(text, exact);
    let mut at = 0;
    while let Some(step) =
        text.chars.get(at..).and_then(|rest| rest.iter().position(|&c| c == first))
    {
        at += step;
        let end = at + query.chars.len();
        // A match begins and ends where a character of the text does, not inside its folding.
        let whole = text.begins(at) && (end == text.chars.len() || text.begins(end));
        if whole && text.chars.get(at..end) == Some(query.chars.as_slice()) {
            found.push(Span::new(text.byte(at), text.byte(end)));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// A text in which characters that count as the same are the same.
struct Folded {
    chars: Vec<char>,
    /// The byte at which the character that each came from begins, and the end of the text.
    bytes: Vec<usize>,
}

impl Folded {
    fn new(text: &str, exact: bool) -> Self {
        let mut folded = Self { chars: Vec::with_capacity(text.len()), bytes: Vec::new() };
        folded.bytes.reserve(text.len());
        for (at, c) in text.char_indices() {
            let plain = match c {
                '“' | '”' | '„' | '«' | '»' => '"',
                '‘' | '’' | '‚' => '\'',
                '–' | '—' | '‑' | '‐' => '-',
                c if c.is_whitespace() => ' ',
                c => c,
            };
            if plain == ' ' && folded.chars.last() == Some(&' ') {
                continue;
            }
            if exact {
                folded.chars.push(plain);
                folded.bytes.push(at);
            } else {
                for lower in plain.to_lowercase() {
                    folded.chars.push(lower);
                    folded.bytes.push(at);
                }
            }
        }
        folded.bytes.push(text.len());
        folded
    }

    fn byte(&self, index: usize) -> usize {
        self.bytes.get(index).copied().unwrap_or(0)
    }

    /// Tells whether a character of the text begins at the folded character `index`.
    fn begins(&self, index: usize) -> bool {
        index.checked_sub(1).is_none_or(|before| self.byte(before) != self.byte(index))
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
            ("he said “no”", "\"no\"", vec!["“no”"]),
            ("one\u{a0} \ntwo", "one two", vec!["one\u{a0} \ntwo"]),
            ("İstanbul and istanbul", "istanbul", vec!["istanbul"]),
            ("Straße", "straße", vec!["Straße"]),
            ("ÉCOLE école", "école", vec!["ÉCOLE", "école"]),
            ("aaaa", "aa", vec!["aa", "aa"]),
            ("日本語", "本", vec!["本"]),
            ("anything", "", vec![]),
        ] {
            let found: Vec<&str> = find_all(text, query).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{query} in {text}");
        }
    }

    proptest! {
        #[test]
        fn a_place_is_found_again(text in "\\PC{0,60}", from in 0usize..60, len in 1usize..8) {
            let part: String = text.chars().skip(from).take(len).collect();
            prop_assume!(!part.trim().is_empty() && !part.starts_with(char::is_whitespace));
            prop_assume!(!part.ends_with(char::is_whitespace));
            prop_assert!(!find_all(&text, &part).is_empty());
        }

        #[test]
        fn places_are_whole_characters_in_order(text in "\\PC{0,60}", query in "\\PC{1,3}") {
            let found = find_all(&text, &query);
            prop_assert!(found.iter().all(|span| text.get(span.range()).is_some_and(|t| !t.is_empty())));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
