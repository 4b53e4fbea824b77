//! Bytes to documents: sniffs the format and dispatches.
//!
//! Total: whatever comes in, documents come out, and what could not be understood is a warning
//! in them. Every format yields parts that `build` puts together; all text passes `sanitize`.

pub mod annotated;
mod build;
pub mod date;
mod decode;
mod front_matter;
mod html;
mod links;
mod markdown;
mod marked;
mod plain;
pub mod sanitize;

use crate::document::Document;
use crate::warning::{Warning, WarningKind};
use build::Parts;
use sanitize::{Breaks, Clean, sanitize, sanitize_line};

/// What the loader takes in at the most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one input; what lies beyond is left out with a warning.
    pub bytes: usize,
    /// Bytes of front matter; a longer one is text like any other.
    pub front_matter: usize,
    /// Teasers of one document; what lies beyond is left out with a warning.
    pub teasers: usize,
    /// Levels of mark-up; what lies deeper is read as if it lay in the last of them.
    pub depth: usize,
    /// Elements of one page, of which one that lies deep counts for several; the mark-up beyond is
    /// left out with a warning, its text is not.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            front_matter: 1 << 20,
            teasers: 1000,
            depth: 512,
            elements: 100_000,
        }
    }
}

/// Reads an input as documents. Total: what cannot be understood is a document with a warning.
///
/// `name` is a path, or `-`; its ending tells Markdown, HTML and annotated TOML. All else is Markdown
/// if it begins with front matter, HTML if it begins as a page does, and plain text if not. O(n) in the bytes, of which no more than
/// the limit are looked at.
pub fn load(name: &str, bytes: &[u8], limits: &Limits) -> impl Iterator<Item = Document> + use<> {
    let decoded = decode::decode(&sanitize_line(name), bytes, limits.bytes);
    let mut document = match decoded.text {
        Some(text) => read(name, &text, limits),
        None => build::build(name, &Clean::default(), Parts::default(), 0),
    };
    document.warnings.splice(0..0, decoded.warnings);
    std::iter::once(document)
}

/// Returns the beginning of an input, no more than `most` bytes, that reads as the beginning of
/// the whole does: up to the end of a paragraph. `None` if there is none, as where an input is read
/// whole or not at all. O(most).
#[must_use]
pub fn head<'b>(name: &str, bytes: &'b [u8], most: usize) -> Option<&'b [u8]> {
    if !has_ending(name, &["txt", "text", "md", "markdown", "mdown", "mkd"]) {
        return None;
    }
    let part = bytes.get(..most)?;
    // What is between lines of marks, or is marked up throughout, is not cut.
    let is_framed = [b"+++".as_slice(), b"---", b"<", b"{", b"From ", b"\xef\xbb\xbf"]
        .iter()
        .any(|start| part.starts_with(start));
    let is_end = |at: &usize| {
        let rest = part.get(*at..).unwrap_or_default();
        rest.starts_with(b"\n\n") || rest.starts_with(b"\n\r\n")
    };
    let end = (0..part.len()).rev().find(is_end).filter(|_| !is_framed)?;
    part.get(..end)
}

/// Returns the line, from 1, that holds a byte of an input as it is decoded: of what a
/// [`crate::document::SourceMap`] leads to. O(n) in the bytes.
#[must_use]
pub fn line_of(bytes: &[u8], at: usize, limits: &Limits) -> usize {
    let text = decode::decode("", bytes, limits.bytes).text.unwrap_or_default();
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Reads a text that is decoded already as one plain-text article; the source map refers to it.
/// The text is taken whole, however long.
#[must_use]
pub fn load_text(name: &str, text: &str, limits: &Limits) -> Document {
    let clean = sanitize(text, Breaks::Keep);
    let parts = plain::parts(&clean);
    check(build::build(name, &clean, parts, limits.teasers))
}

/// Sniffs the format of a decoded text and reads it.
fn read(name: &str, text: &str, limits: &Limits) -> Document {
    let clean = sanitize(text, Breaks::Keep);
    let mut parts = Parts::default();
    if has_ending(name, &["toml"]) {
        match annotated::parse(&clean.text) {
            Some(Ok(file)) => return check(file.into_document(name, limits)),
            Some(Err(error)) => {
                let error: String = sanitize_line(&error).chars().take(160).collect();
                let message = format!(
                    "The annotated briefing does not parse ({error}); it is shown as it stands."
                );
                parts.warnings.push(Warning::new(WarningKind::Structure, message));
            }
            None => {}
        }
    }
    let front = front_matter::find(&clean.text, limits.front_matter).unwrap_or_else(|warning| {
        parts.warnings.push(warning);
        None
    });
    if let Some(front) = front {
        front_matter::read(front.inner.of(&clean.text), front.language, &mut parts);
    }
    let is_page = has_ending(name, &["html", "htm", "xhtml"]) || html::is_page(&clean.text);
    if front.is_none() && is_page {
        html::read(&clean, limits, &mut parts);
    } else if front.is_some() || has_ending(name, &["md", "markdown", "mdown", "mkd"]) {
        markdown::read(&clean, front.map_or(0, |front| front.body), &mut parts);
    } else {
        let warnings = std::mem::take(&mut parts.warnings);
        parts = plain::parts(&clean);
        parts.warnings.splice(0..0, warnings);
    }
    check(build::build(name, &clean, parts, limits.teasers))
}

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Warns of a document that holds nothing to read, or no headline.
fn check(mut document: Document) -> Document {
    let missing = if document.blocks.is_empty() {
        Some(format!("{} holds no text.", document.name))
    } else if document.headline().is_empty() {
        Some("No headline was found; the text begins with its first paragraph.".to_owned())
    } else {
        None
    };
    let warning = missing.map(|message| Warning::new(WarningKind::Structure, message));
    document.warnings.extend(warning);
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], text: &str, warnings: &[&str]) {
        let documents: Vec<_> = load(name, bytes, &Limits::default()).collect();
        assert_eq!(documents.len(), 1);
        for document in documents {
            assert_eq!(document.text, text, "{name}");
            let found: Vec<_> = document.warnings.iter().map(ToString::to_string).collect();
            assert_eq!(found, warnings, "{name}");
        }
    }

    const NO_HEADLINE: &str = "No headline was found; the text begins with its first paragraph.";

    #[test]
    fn the_format_is_sniffed() {
        check("a.txt", b"# One\n\n*Two* three four.", "# One\n\n*Two* three four.", &[]);
        check("a.md", b"# One\n\n*Two* three four.", "One\n\nTwo three four.", &[]);
        check("A.MARKDOWN", b"# One\n\n*Two*.", "One\n\nTwo.", &[]);
        check("-", b"+++\ntitle = \"One\"\n+++\n*Two*.", "One\n\nTwo.", &[]);
        check("-", "\u{feff}---\r\ntitle: One\r\n---\r\nTwo.".as_bytes(), "One\n\nTwo.", &[]);
        let toml = b"format = 'pullquote 1'\nheadline = 'One'\nbody = ['Two.']";
        check("a.toml", toml, "One\n\nTwo.", &[]);
        check("a.txt", b"word", "word", &[NO_HEADLINE]);
    }

    #[test]
    fn what_holds_no_text_says_so() {
        check("a.txt", b"", "", &["a.txt holds no text."]);
        check("a.md", b"---\nid: 1\n---\n", "", &["a.md holds no text."]);
        check("a.toml", b"format = 'pullquote 1'", "", &["a.toml holds no text."]);
        let message = "a\u{1b}.pdf is a PDF file, so there is nothing to read. Save the article as text or Markdown.";
        check("a\u{1b}[m.pdf", b"%PDF-1.7", "", &[&message.replace('\u{1b}', "")]);
    }

    #[test]
    fn a_head_ends_with_a_paragraph() {
        let check = |name: &str, bytes: &[u8], most: usize, expected: Option<&[u8]>| {
            assert_eq!(head(name, bytes, most), expected, "{name} {bytes:?} {most}");
        };
        check("a.txt", b"One.\n\nTwo.\n\nThree.", 14, Some(b"One.\n\nTwo."));
        check("a.md", b"One.\r\n\r\nTwo.", 9, Some(b"One.\r"));
        check("a.txt", b"One.\n\nTwo.", 5, None);
        check("a.txt", b"One.\n\nTwo.", 99, None);
        check("a.html", b"One.\n\nTwo.", 9, None);
        check("a.md", b"---\ntitle: One\n\nx: y\n---\n\nTwo.", 30, None);
        check("a.txt", b"<p>One.\n\nTwo.", 12, None);
        check("a.txt", "\u{feff}One.\n\nTwo.".as_bytes(), 12, None);
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let check = |bytes: &[u8], at: usize, expected: usize| {
            assert_eq!(line_of(bytes, at, &Limits::default()), expected, "{bytes:?} {at}");
        };
        check(b"One.\r\n\r\nTwo.", 3, 1);
        check(b"One.\r\n\r\nTwo.", 8, 3);
        check(b"One.\r\n\r\nTwo.", 99, 3);
        check(b"\xff\xfeO\0\n\0T\0", 2, 2);
        check(b"", 0, 1);
    }

    #[test]
    fn no_more_than_the_limit_is_read() {
        let limits = Limits { bytes: 10, ..Limits::default() };
        let found = load("a.txt", "One two thrée four".as_bytes(), &limits).next().unwrap();
        assert_eq!(found.text, "One two th");
        assert_eq!(found.warnings[0].kind, WarningKind::Limit);
    }

    #[test]
    fn warnings_hold_nothing_hostile() {
        let source = "+++\ndate = \"\\u001b[2J\\u202e\"\nx = \n+++\nText.";
        for text in [source, &source.replace("\nx = ", ""), "+++\nx = '\u{1b}]0;\n+++\n"] {
            for document in load("a\u{9b}31m.md", text.as_bytes(), &Limits::default()) {
                for warning in document.warnings {
                    let message = warning.to_string();
                    assert_eq!(sanitize_line(&message), message);
                }
            }
        }
    }
}
