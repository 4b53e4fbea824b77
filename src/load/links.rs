//! Addresses: which of them may be shown and opened, and those that stand in a text as they are.

use super::sanitize::sanitize_line;
use crate::document::{Document, Link};
use crate::span::Span;

/// Bytes of an address at the most.
const LONGEST: usize = 2048;

/// Returns an address if it is one of the web, safe to show and to open: http or https, with a
/// host, no white space, at most 2048 bytes.
pub(super) fn web_address(url: &str) -> Option<String> {
    let url = sanitize_line(url.trim());
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let is_plain = !url.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>'));
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    (is_web && is_plain && has_host && url.len() <= LONGEST).then_some(url)
}

/// Returns an address that words may lead to: one of the web, or `mailto`.
pub(super) fn address(url: &str) -> Option<String> {
    let clean = sanitize_line(url.trim());
    let (scheme, rest) = clean.split_once(':')?;
    let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '<' | '>');
    let is_mail = scheme.eq_ignore_ascii_case("mailto")
        && rest.contains('@')
        && rest.chars().all(is_plain)
        && clean.len() <= LONGEST;
    if is_mail { Some(clean) } else { web_address(url) }
}

/// Adds the addresses that stand in a document's text as they are, and are no link yet. O(n).
pub(super) fn add_bare(document: &mut Document) {
    let text = document.annotated_text();
    let mut bare = Vec::new();
    for (middle, _) in text.match_indices("://") {
        let before = text.get(..middle).unwrap_or("");
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            let start = before.len().checked_sub(scheme.len());
            let found = start.and_then(|start| before.get(start..));
            found.is_some_and(|found| found.eq_ignore_ascii_case(scheme))
        });
        let Some(scheme) = scheme else { continue };
        let start = middle - scheme.len();
        let is_word = before.get(..start).and_then(|before| before.chars().next_back());
        if is_word.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let span = Span::new(start, start + length(text.get(start..).unwrap_or("")));
        let at = document.links.partition_point(|link| link.span.end <= start);
        let is_known = document.links.get(at).is_some_and(|link| link.span.overlaps(span));
        let follows = bare.last().is_none_or(|last: &Link| last.span.end <= start);
        if let Some(url) = web_address(span.of(text)).filter(|_| !is_known && follows) {
            bare.push(Link { span, url });
        }
    }
    document.links.extend(bare);
    document.links.sort_by_key(|link| link.span.start);
}

/// Bytes of the address that a text begins with: without the marks of the sentence around it.
fn length(text: &str) -> usize {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”' | '«' | '»');
    let inside = |(at, c): &(usize, char)| *at <= LONGEST && !is_end(*c);
    let end = text.char_indices().take_while(inside).last().map_or(0, |(at, c)| at + c.len_utf8());
    let mut address = text.get(..end).unwrap_or("");
    if end > LONGEST {
        return end;
    }
    while let Some(last) = address.chars().next_back() {
        let opened = address.matches('(').count() >= address.matches(')').count();
        let is_mark = matches!(
            last,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '…' | '、' | '。'
        );
        if !(is_mark || last == ')' && !opened) {
            break;
        }
        address = address.strip_suffix(last).unwrap_or("");
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_kept() {
        for (url, expected) in [
            ("https://news.example/a?b=c", true),
            ("HTTP://news.example", true),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("https://", false),
            ("https://a b", false),
            ("/a/b", false),
            ("https://[::1]/", true),
        ] {
            assert_eq!(web_address(url).is_some(), expected, "{url}");
        }
    }

    #[test]
    fn links_may_lead_to_mail() {
        for (url, expected) in [
            ("mailto:desk@news.example", true),
            ("MAILTO:desk@news.example", true),
            ("mailto:nobody", false),
            ("mailto:a@b c", false),
            ("https://news.example", true),
            ("data:text/html,x@y", false),
            ("#top", false),
        ] {
            assert_eq!(address(url).is_some(), expected, "{url}");
        }
    }

    #[test]
    fn bare_addresses_end_before_the_marks_of_a_sentence() {
        for (text, expected) in [
            ("see https://news.example/a.", "https://news.example/a"),
            ("(see http://news.example/a_(b))", "http://news.example/a_(b)"),
            ("“https://news.example/?q=1”, he", "https://news.example/?q=1"),
            ("HTTPS://News.example", "HTTPS://News.example"),
            ("xhttps://news.example", ""),
            ("ftp://news.example", ""),
            ("https:// news", ""),
            ("https://a.example/https://b.example", "https://a.example/https://b.example"),
        ] {
            let text = text.to_owned();
            let mut document = Document { annotated: text.len(), text, ..Document::default() };
            add_bare(&mut document);
            let found = document.links.iter().map(|link| link.span.of(&document.text));
            assert_eq!(found.collect::<Vec<_>>().join(" "), expected);
        }
    }
}
