//! Text as every format writes it: without what a page does not show.

use crate::load::sanitize;
use jiff::civil::Date;

/// Tells whether a character would move the cursor, turn the text round, hide something, or is no
/// character at all; a tab is none of these.
pub(super) fn is_hidden(c: char) -> bool {
    c != '\t' && (sanitize::is_hidden(c) || u32::from(c) & 0xfffe == 0xfffe)
}

/// Returns a text's lines, trimmed; blank ones at either end and after another are left out.
pub(super) fn lines(text: &str) -> Vec<String> {
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let shown = |line: &str| {
        let shown: String = line.chars().filter(|&c| !is_hidden(c)).collect();
        shown.trim().to_owned()
    };
    let mut lines: Vec<String> = text.split(breaks).map(shown).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.first().is_some_and(String::is_empty) {
        lines.remove(0);
    }
    lines
}

/// Returns a text on one line.
pub(super) fn one_line(text: &str) -> String {
    lines(text).into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Returns an address of the web with everything percent-encoded that could end it in any of the
/// formats; `None` if it is another kind of address.
pub(super) fn encoded_address(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !is_web || rest.is_empty() {
        return None;
    }
    let mut address = format!("{}://", scheme.to_ascii_lowercase());
    for byte in rest.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'@' | b'!' | b'$' | b'&'
            | b'+' | b',' | b';' | b'=' | b'%' => address.push(char::from(byte)),
            _ => address += &format!("%{byte:02X}"),
        }
    }
    Some(address)
}

/// Returns the day of a date or a time in ISO 8601.
pub(super) fn day(published: &str) -> Option<Date> {
    published.get(..10)?.parse().ok()
}

/// Returns a tag as Obsidian, Readwise and Org know it: letters, digits and hyphens, also `/`
/// and, within a word, `_`; never digits alone, and `""` if nothing is left.
pub(super) fn hashtag(tag: &str) -> String {
    let chars: Vec<char> = tag.chars().filter(|&c| !is_hidden(c)).collect();
    let is_word = |index: Option<usize>| {
        index.and_then(|index| chars.get(index)).is_some_and(|c| c.is_alphanumeric())
    };
    let kept = chars.iter().enumerate().map(|(index, &c)| match c {
        '_' if is_word(index.checked_sub(1)) && is_word(Some(index + 1)) => '_',
        '/' => '/',
        _ if c.is_alphanumeric() => c,
        // Marks that belong to a letter, and pictures.
        _ if !c.is_ascii() && !is_mark_of_writing(c) => c,
        _ => '-',
    });
    let mut plain: String = kept.collect();
    if plain.chars().all(|c| c == '-') {
        return String::new();
    }
    if plain.chars().all(char::is_numeric) {
        plain.push('-');
    }
    plain
}

/// Tells whether a character beyond ASCII is a space, a dash or a mark that ends a tag.
fn is_mark_of_writing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}'
            | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for (url, address) in [
            ("https://example.org/a_(b)?c=d#e", Some("https://example.org/a_%28b%29?c=d#e")),
            (" HTTP://example.org ", Some("http://example.org")),
            (
                "https://a]]\"'<>`{}|\\^\n x",
                Some("https://a%5D%5D%22%27%3C%3E%60%7B%7D%7C%5C%5E%0A%20x"),
            ),
            ("https://müller.example", Some("https://m%C3%BCller.example")),
            ("javascript://alert", None),
            ("file:///etc/passwd", None),
            ("https://", None),
            ("example.org", None),
        ] {
            assert_eq!(encoded_address(url).as_deref(), address, "{url}");
        }
    }

    #[test]
    fn tags_are_words() {
        for (tag, expected) in [
            ("harbour", "harbour"),
            ("to-do/now", "to-do/now"),
            ("a_b", "a_b"),
            ("_a_", "-a-"),
            ("a__b", "a--b"),
            ("2026", "2026-"),
            ("R&D", "R-D"),
            ("«", ""),
            ("हिन्दी", "हिन्दी"),
            ("café", "café"),
        ] {
            assert_eq!(hashtag(tag), expected, "{tag}");
        }
    }

    proptest! {
        #[test]
        fn a_line_is_one_line(text in r#"([a \t\n\r\x0b\x0c\x1b]|\u{85}|\u{2028}|\u{202e}){0,20}"#) {
            let line = one_line(&text);
            let is_safe = |c: char| !is_hidden(c) && c != '\u{2028}' && c != '\u{2029}';
            prop_assert!(line.chars().all(is_safe));
            prop_assert_eq!(one_line(&line), line);
        }
    }
}
