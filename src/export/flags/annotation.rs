//! What flags and corrections have in common with the annotations of other programs: an id, an
//! address, and a place for all that those have no word for.

use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// The name under which an annotation keeps what its format has no word for.
pub const TERM: &str = "pullquote";

/// Returns an id made of a text, the same for the same text (a UUIDv8 from its SHA-256).
#[must_use]
pub fn id_of(text: &str) -> Uuid {
    let mut bytes = [0; 16];
    for (byte, hash) in bytes.iter_mut().zip(Sha256::digest(text.as_bytes())) {
        *byte = hash;
    }
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// Returns the URN of an id.
#[must_use]
pub fn urn(id: Uuid) -> String {
    id.urn().to_string()
}

/// Returns the address of an article as a URI: its own, else the URN of its id.
#[must_use]
pub fn address(url: Option<&str>, article: Uuid) -> String {
    url.and_then(uri).unwrap_or_else(|| urn(article))
}

/// Returns an address with all escaped that may not stand in a URI (RFC 3986); `None` if it is
/// none, even so.
fn uri(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once(':')?;
    if !is_scheme(scheme) || rest.is_empty() {
        return None;
    }
    let mut escaped = format!("{scheme}:");
    let mut in_fragment = false;
    for (at, c) in rest.char_indices() {
        let digits = || rest.get(at + 1..at + 3).unwrap_or("");
        let stays = match c {
            '%' => digits().len() == 2 && digits().bytes().all(|byte| byte.is_ascii_hexdigit()),
            '#' => !std::mem::replace(&mut in_fragment, true),
            c => c.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=".contains(c),
        };
        if stays {
            escaped.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            escaped += &format!("%{byte:02X}");
        }
    }
    Some(escaped)
}

/// Tells whether a text is an absolute address as other programs write it (an IRI, RFC 3987).
#[must_use]
pub fn is_address(text: &str) -> bool {
    let excluded = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    let (scheme, rest) = text.split_once(':').unwrap_or_default();
    is_scheme(scheme) && !rest.is_empty() && !rest.contains(excluded)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Returns what of a record an annotation has no word for. `said` are the parts of the selector
/// that it has; id, times, note, tags and the address of the article it has always.
pub(super) fn rest<T: Serialize>(
    record: &T,
    address: &str,
    said: &[&str],
) -> serde_json::Result<Map<String, Value>> {
    let Value::Object(mut rest) = serde_json::to_value(record)? else { return Ok(Map::new()) };
    for key in ["id", "created", "updated", "note", "tags"] {
        rest.remove(key);
    }
    let text = |key: &str| rest.get(key).and_then(Value::as_str);
    let of_article = text("article").map(|article| format!("urn:uuid:{article}"));
    if text("url") == Some(address) && of_article.as_deref() != Some(address) {
        rest.remove("url");
    }
    if let Some(Value::Object(selector)) = rest.get_mut("selector") {
        selector.retain(|key, _| !said.contains(&key.as_str()));
    }
    rest.retain(|_, value| !value.is_null());
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_uris() {
        for (given, expected) in [
            ("https://example.org/a?b=c&d#e", Some("https://example.org/a?b=c&d#e")),
            (" https://example.org/ü/ö b ", Some("https://example.org/%C3%BC/%C3%B6%20b")),
            (
                "https://example.org/100%/%e2#a#b[]",
                Some("https://example.org/100%25/%e2#a%23b%5B%5D"),
            ),
            ("urn:isbn:1", Some("urn:isbn:1")),
            ("example.org/a", None),
            ("1http://example.org", None),
            ("http:", None),
        ] {
            assert_eq!(uri(given).as_deref(), expected, "{given}");
            assert!(expected.is_none_or(is_address), "{given}");
        }
    }

    #[test]
    fn an_address_is_absolute_and_without_blanks() {
        for (text, expected) in [
            ("http://example.org/ü", true),
            ("mailto:a@example.org", true),
            ("not a uri", false),
            ("http://example.org/a b", false),
            ("#part", false),
            ("", false),
        ] {
            assert_eq!(is_address(text), expected, "{text}");
        }
    }

    #[test]
    fn an_id_is_made_of_a_text() {
        assert_eq!(id_of("a"), id_of("a"));
        assert_ne!(id_of("a"), id_of("b"));
        assert_eq!((id_of("a").get_version_num(), id_of("").is_nil()), (8, false));
    }
}
