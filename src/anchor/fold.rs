//! Finding words as somebody typed them: straight for curly marks, one blank for a line break.

use super::context::occurrences;
use crate::span::Span;

/// Places listed at the most.
const MOST: usize = 1000;

/// Returns every place where `words` stand in `text`, in order; if they stand nowhere exactly,
/// the places where they stand but for the style of quotation marks, dashes and white space.
/// At most 1,000 places. O(n).
#[must_use]
pub fn places(text: &str, words: &str) -> Vec<Span> {
    let words = words.trim();
    if words.is_empty() {
        return Vec::new();
    }
    let exact = first(text, words);
    if !exact.is_empty() {
        return exact;
    }
    let (plain, starts) = fold(text);
    let (words, _) = fold(words);
    let place = |span: Span| Some(Span::new(*starts.get(span.start)?, *starts.get(span.end)?));
    first(&plain, words.trim()).into_iter().filter_map(place).collect()
}

/// Tells whether two texts are the same but for the style of quotation marks, dashes, points of
/// ellipsis and white space. A hyphen more or less is another word. O(n).
#[must_use]
pub fn differ_in_marks_alone(one: &str, other: &str) -> bool {
    one != other && plain(one) == plain(other)
}

/// Returns a text in plain marks, without what may stand beside or double a dash.
fn plain(text: &str) -> String {
    let (folded, _) = fold(text.trim());
    let mut plain = String::with_capacity(folded.len());
    for c in folded.chars() {
        let (is_gap, is_dash) = (matches!(c, ' ' | '-'), c == '-' || plain.ends_with('-'));
        if is_gap && is_dash {
            plain.truncate(plain.trim_end_matches([' ', '-']).len());
            plain.push('-');
        } else if c == '…' {
            plain.push_str("...");
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Returns the first places, overlapping ones left out.
fn first(text: &str, words: &str) -> Vec<Span> {
    if let Some(all) = occurrences(text, words, MOST) {
        return all;
    }
    text.match_indices(words).take(MOST).map(|(at, _)| Span::new(at, at + words.len())).collect()
}

/// Returns the text in plain marks and blanks, and for each of its bytes (and its end) the
/// offset in `text` of the character that it comes from.
fn fold(text: &str) -> (String, Vec<usize>) {
    let mut plain = String::with_capacity(text.len());
    let mut starts = Vec::with_capacity(text.len() + 1);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let folded = match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if folded == ' ' {
            while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {}
        }
        let doubled = folded == '\''
            && chars
                .next_if(|&(_, next)| next == c && matches!(c, '\'' | '`' | '’' | '‘'))
                .is_some();
        let folded = if doubled { '"' } else { folded };
        starts.extend(std::iter::repeat_n(at, folded.len_utf8()));
        plain.push(folded);
    }
    starts.push(text.len());
    (plain, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, expected: &[&str]) {
        let found: Vec<&str> = places(text, words).iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "{words} in {text}");
    }

    #[test]
    fn marks_alone_may_differ() {
        for (one, other, expected) in [
            ("“We can’t,” he said", "\"We can't,\" he said", true),
            ("“We can’t,” he said", "“We can’t,” he said", false),
            ("“We can’t,” he said", "\"We can,\" he said", false),
            ("a – b", "a - b", true),
            ("a—b", "a -- b", true),
            ("a -b", "a b", false),
            ("re-sign", "resign", false),
            ("the 1990–95 talks…", "the 1990-95 talks...", true),
            ("one two", "one\n two ", true),
            ("one two", "onetwo", false),
            ("‘no’", "''no''", false),
            ("``no''", "“no”", true),
            ("No", "no", false),
            ("", "", false),
        ] {
            assert_eq!(differ_in_marks_alone(one, other), expected, "{one} {other}");
            assert_eq!(differ_in_marks_alone(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn words_are_found_as_typed() {
        check(
            "“We can’t\n\ngo – now,” he said.",
            "\"We can't go - now,\"",
            &["“We can’t\n\ngo – now,”"],
        );
        check("''We go,'' he said.", "“We go,”", &["''We go,''"]);
        check("a b a  b", "a b", &["a b"]);
        check("a\tb a  b", "a b", &["a\tb", "a  b"]);
        check("Nothing here", "nothing", &[]);
        check("Nothing here", "  ", &[]);
    }
}
