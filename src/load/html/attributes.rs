//! Attributes of tags: no more of them than a page has use for, for reading a tag takes the square
//! of their number.

use std::borrow::Cow;

/// Attributes of one tag.
const MOST: usize = 256;

/// Returns `source` without the attributes of a tag beyond the limit. O(n).
pub(super) fn bounded(source: &str) -> Cow<'_, str> {
    let mut kept: Option<String> = None;
    let mut at = 0;
    while let Some(start) = source.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found)
    {
        let (limit, end) = tag(source, start);
        let copied = source.get(at..limit.unwrap_or(end)).unwrap_or("");
        if limit.is_some() {
            let before = source.get(..at).unwrap_or("");
            kept.get_or_insert_with(|| before.to_owned()).push_str(copied);
        } else if let Some(kept) = &mut kept {
            kept.push_str(copied);
        }
        at = end;
    }
    match kept {
        Some(mut kept) => {
            kept.push_str(source.get(at..).unwrap_or(""));
            Cow::Owned(kept)
        }
        None => Cow::Borrowed(source),
    }
}

/// Returns where the attributes beyond the limit begin in the tag at `start`, if it has so many,
/// and where the tag ends: at its `>`, or at the next `<`.
fn tag(source: &str, start: usize) -> (Option<usize>, usize) {
    let bytes = source.as_bytes();
    let byte = |at: usize| bytes.get(at).copied();
    let mut at = start + 1;
    if !byte(at).is_some_and(|byte| byte.is_ascii_alphabetic()) {
        return (None, at);
    }
    let (mut count, mut limit) = (0, None);
    let mut before = b'x';
    while let Some(here) = byte(at).filter(|here| !matches!(here, b'<' | b'>')) {
        let is_blank = here.is_ascii_whitespace() || here == b'/';
        if matches!(here, b'"' | b'\'') && before == b'=' {
            let rest = bytes.get(at + 1..).unwrap_or(&[]);
            let Some(len) = rest.iter().position(|byte| *byte == here) else { break };
            at += len + 1;
        }
        if !is_blank && (before.is_ascii_whitespace() || before == b'/') && here != b'=' {
            count += 1;
            if count > MOST && limit.is_none() {
                limit = Some(at);
            }
        }
        // Blanks between a sign of equality and a value part nothing.
        if !(is_blank && before == b'=') {
            before = if matches!(here, b'"' | b'\'') { b' ' } else { here };
        }
        at += 1;
    }
    (limit, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_beyond_the_limit_are_left_out() {
        let page = |count: usize| {
            let attributes: String = (0..count).map(|n| format!(" a{n}=\"x < y\"")).collect();
            format!("été <p{attributes}>text</p> <b c=d>é</b>")
        };
        assert!(matches!(bounded(&page(MOST)), Cow::Borrowed(_)));
        let cut = bounded(&page(MOST + 9)).into_owned();
        assert_eq!(cut.replace(" >text", ">text"), page(MOST));
        assert!(bounded(&"<a b".repeat(9)).len() == 36);
        let unquoted = format!("<p {}>x", "a=1 ".repeat(1000));
        assert_eq!(bounded(&unquoted).matches("a=1").count(), MOST);
        let touching = format!("<p {}>x", "a='1'".repeat(1000));
        assert_eq!(bounded(&touching).matches("a=").count(), MOST);
        let slashes = format!("<p {}>x", "a/".repeat(1000));
        assert_eq!(bounded(&slashes).matches('a').count(), MOST);
    }
}
