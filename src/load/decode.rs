//! Bytes to text: byte order marks, UTF-16 without one, UTF-8, and a guess at everything else.

use crate::warning::{Warning, WarningKind};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Text as decoded, or the news that there is none.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    /// The text without a byte order mark; `None` if the bytes are no text.
    pub(super) text: Option<Cow<'b, str>>,
    pub(super) warnings: Vec<Warning>,
}

/// How much is looked at to tell text from other data.
const SAMPLE: usize = 8 << 10;
/// How much is looked at for what a page says of its encoding.
const DECLARED: usize = 2 << 10;
/// How much is looked at to guess an encoding.
const GUESS: usize = 1 << 20;

/// Decodes at most `limit` bytes. O(n).
pub(super) fn decode<'b>(name: &str, bytes: &'b [u8], limit: usize) -> Decoded<'b> {
    let mut warnings = Vec::new();
    let part = bytes.get(..limit).unwrap_or(bytes);
    let is_cut = part.len() < bytes.len();
    if is_cut {
        let size = if limit >= 1 << 20 && limit.is_multiple_of(1 << 20) {
            format!("{} MiB", limit >> 20)
        } else {
            format!("{limit} bytes")
        };
        let message = format!("Only the first {size} of {name} were read; the rest is missing.");
        warnings.push(Warning::new(WarningKind::Limit, message));
    }
    if let Some(what) = other_data(part) {
        let message = format!(
            "{name} is {what}, so there is nothing to read. Save the article as text or Markdown."
        );
        warnings.push(Warning::new(WarningKind::Encoding, message));
        return Decoded { text: None, warnings };
    }
    // What the limit cut in two is left out whole.
    let whole = |encoding| if is_cut { whole_characters(part, encoding) } else { part };
    let marked = Encoding::for_bom(part);
    let (mut encoding, mark) = marked.unwrap_or_else(|| (sniff(whole(UTF_8)), 0));
    let declared = declared(part).filter(|_| mark == 0 && encoding != UTF_8);
    encoding = declared.unwrap_or(encoding);
    let part = whole(encoding).get(mark..).unwrap_or(&[]);
    if mark == 0 && encoding != UTF_8 && declared.is_none() {
        let message = format!(
            "{name} is not UTF-8; it was read as {}, which is a guess. Save it as UTF-8 if it \
             reads wrong.",
            encoding.name()
        );
        warnings.push(Warning::new(WarningKind::Encoding, message));
    }
    let (text, has_errors) = encoding.decode_without_bom_handling(part);
    if has_errors {
        let message = format!(
            "Some bytes of {name} are no characters of {}; they show as �.",
            encoding.name()
        );
        warnings.push(Warning::new(WarningKind::Encoding, message));
    }
    Decoded { text: Some(text), warnings }
}

/// Tells what the bytes are if they are no text.
fn other_data(bytes: &[u8]) -> Option<&'static str> {
    let magic: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive, an EPUB or an office document"),
        (b"\x1f\x8b", "a compressed file"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\x7fELF", "a program"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"SQLite format 3\0", "a database"),
    ];
    if let Some((_, what)) = magic.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if Encoding::for_bom(bytes).is_some() || utf16_without_mark(bytes).is_some() {
        return None;
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let is_control = |byte: &&u8| matches!(byte, 0..=6 | 0xe..=0x1a | 0x1c..=0x1f);
    let controls = sample.iter().filter(is_control).count();
    let is_utf8 = match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let allowed = if is_utf8 { sample.len() / 8 } else { sample.len() / 50 };
    let has_nul = !is_utf8 && sample.contains(&0);
    (has_nul || controls > allowed.max(1)).then_some("not text")
}

/// Returns the encoding that a page says it is in, as one that is made up of ASCII.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARED).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (before, behind) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = behind.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'))?;
    let found = Encoding::for_label(label.get(..end)?.as_bytes())?;
    (before.contains('<') && found.is_ascii_compatible() && found != UTF_8).then_some(found)
}

fn sniff(bytes: &[u8]) -> &'static Encoding {
    if bytes.is_ascii() && !bytes.contains(&0) {
        return UTF_8;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let mut valid = 0;
    let mut broken = 0;
    let mut first = None;
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).take(64).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            broken += 1;
            first = first.or(Some(at));
        }
        at += chunk.invalid().len();
    }
    // UTF-8 with a few broken places is still UTF-8: other encodings hardly ever look like it.
    let Some(first) = first.filter(|_| broken >= valid) else { return UTF_8 };
    let from = first.saturating_sub(SAMPLE);
    let sample = bytes.get(from..).unwrap_or(bytes);
    let part = sample.get(..GUESS).unwrap_or(sample);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(part, part.len() == sample.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Tells UTF-16 without a mark by its NULs: those of Latin letters, blanks and line ends all
/// stand on one side of their pairs.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if !sample.contains(&0) {
        return None;
    }
    let nuls = |side: usize| sample.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let encoding = match (nuls(0), nuls(1)) {
        (0, odd) if odd > 0 => UTF_16LE,
        (even, 0) if even > 0 => UTF_16BE,
        _ => return None,
    };
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (text, has_errors) =
        encoding.decode_without_bom_handling(whole_characters(sample, encoding));
    let is_odd = |c: char| (c.is_control() && !c.is_whitespace()) || c == '\u{fffd}';
    let seen = nuls(0) + nuls(1);
    // A stray NUL in 8-bit text makes nonsense of it; in scripts other than Latin only blanks and
    // line ends have a NUL, and few of the other bytes are printable ASCII.
    let printable = sample.iter().filter(|byte| matches!(byte, b' '..=b'~')).count();
    let blanks = text.chars().filter(|c| c.is_ascii_whitespace()).count();
    let is_likely = seen * 4 >= sample.len()
        || (blanks * 10 >= seen * 8 && printable * 10 < (sample.len() - seen) * 9);
    (!has_errors && !text.contains(is_odd) && is_likely).then_some(encoding)
}

/// Returns the bytes without a character at the end that is cut in two.
fn whole_characters<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> &'b [u8] {
    if encoding == UTF_8 {
        let from = bytes.len().saturating_sub(4);
        let tail = bytes.get(from..).unwrap_or(bytes);
        let skipped = tail.iter().take_while(|byte| (0x80..0xc0).contains(*byte)).count();
        let tail = tail.get(skipped..).unwrap_or(tail);
        let missing = match std::str::from_utf8(tail) {
            Err(error) if error.error_len().is_none() => tail.len() - error.valid_up_to(),
            _ => 0,
        };
        return bytes.get(..bytes.len() - missing).unwrap_or(bytes);
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let even = bytes.len() & !1;
        let high = |pair: &[u8]| match pair {
            [a, b] => (0xd8..0xdc).contains(if encoding == UTF_16LE { b } else { a }),
            _ => false,
        };
        let last = bytes.get(even.saturating_sub(2)..even).unwrap_or(&[]);
        let end = if high(last) { even - 2 } else { even };
        return bytes.get(..end).unwrap_or(bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "“Das Haus” — L’été, señor, 10 €\nZweite Zeile: “Grüße aus Köln.”\n";

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    fn check(bytes: &[u8], expected: &str, warnings: usize) {
        let decoded = decode("a.txt", bytes, 1 << 20);
        assert_eq!(decoded.text.unwrap_or_default(), expected, "{bytes:?}");
        assert_eq!(decoded.warnings.len(), warnings, "{:?}", decoded.warnings);
    }

    #[test]
    fn encodings_are_told() {
        check(b"", "", 0);
        check(b"plain", "plain", 0);
        check(TEXT.as_bytes(), TEXT, 0);
        check(&[b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), TEXT, 0);
        check(&[&b"\xff\xfe"[..], &utf16(TEXT, u16::to_le_bytes)].concat(), TEXT, 0);
        check(&[&b"\xfe\xff"[..], &utf16(TEXT, u16::to_be_bytes)].concat(), TEXT, 0);
        check(&utf16(TEXT, u16::to_le_bytes), TEXT, 1);
        check(&utf16(TEXT, u16::to_be_bytes), TEXT, 1);
        let cyrillic = "Порт снова открыт для судов\n";
        check(&utf16(cyrillic, u16::to_le_bytes), cyrillic, 1);
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
        check(&windows, TEXT, 1);
        check(
            b"L'\xe9t\xe9 \xe0 Paris, le caf\xe9 est ferm\xe9.",
            "L'été à Paris, le café est fermé.",
            1,
        );
    }

    #[test]
    fn broken_utf8_stays_utf8() {
        check("é à \u{201c}".as_bytes().split_last().unwrap().1, "é à \u{fffd}", 1);
        check(b"caf\xc3\xa9 \xff th\xc3\xa9", "café \u{fffd} thé", 1);
    }

    #[test]
    fn other_data_is_no_text() {
        for bytes in
            [&b"%PDF-1.7\n"[..], b"\x89PNG\r\n\x1a\n\0\0", b"\0\x01\x02\x03\0\0\x05\x06", &[0; 64]]
        {
            check(bytes, "", 1);
        }
        check(b"A line with one \0 in it.", "A line with one \0 in it.", 0);
        check(b"\x1b[1mbold\x1b[m", "\u{1b}[1mbold\u{1b}[m", 0);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let decoded = decode("a.txt", "aé€".as_bytes(), 5);
        assert_eq!(decoded.text.unwrap(), "aé");
        insta::assert_snapshot!(decoded.warnings.first().unwrap(), @"Only the first 5 bytes of a.txt were read; the rest is missing.");
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes: Vec<u8>, limit in 0_usize..64) {
            let _ = decode("a", &bytes, limit);
        }

        #[test]
        fn utf8_comes_through(text in "\\PC{1,80}", limit in 0_usize..100) {
            let decoded = decode("a", text.as_bytes(), limit);
            let decoded = decoded.text.unwrap_or_default();
            prop_assert!(text.starts_with(&*decoded));
        }
    }
}
