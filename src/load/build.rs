//! Puts a document together from the parts that a format found.
//!
//! The one place where a document's text is written: every block passes the sanitiser once
//! more here, so that what only comes about by joining pieces is caught, too.

use super::sanitize::{Breaks, Clean, Counts, sanitize, sanitize_line};
use crate::document::{Block, BlockKind, Document, Published, SourceMap, Teaser};
use crate::span::Span;
use crate::warning::{Warning, WarningKind};

/// A piece of a block.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A stretch of the cleaned source.
    Source(Span),
    /// One space for the white space at this offset of the cleaned source.
    Space(usize),
    /// Words that do not stand in the source as they are.
    Own(String),
}

/// The words of a block, piece by piece.
pub(super) type Words = Vec<Piece>;

/// What a format found, before the text is put together.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) headline: Option<Words>,
    pub(super) deck: Option<Words>,
    pub(super) body: Vec<(BlockKind, Words)>,
    pub(super) section: Option<Words>,
    pub(super) byline: Option<Words>,
    pub(super) published: Option<Published>,
    pub(super) url: Option<String>,
    pub(super) id: Option<String>,
    pub(super) latest: Vec<TeaserParts>,
    pub(super) warnings: Vec<Warning>,
}

/// A teaser, before the text is put together.
#[derive(Debug, Default)]
pub(super) struct TeaserParts {
    pub(super) title: Words,
    pub(super) summary: Option<Words>,
    pub(super) published: Option<Published>,
}

/// Puts the parts together over the cleaned source that they point into, with at most `teasers`
/// teasers. O(n) in the text.
pub(super) fn build(name: &str, clean: &Clean, parts: Parts, teasers: usize) -> Document {
    let mut builder = Builder { document: Document::default(), counts: clean.counts, clean };
    let head = [(BlockKind::Headline, parts.headline), (BlockKind::Deck, parts.deck)];
    let head = head.into_iter().filter_map(|(kind, words)| Some((kind, words?)));
    for (kind, words) in head.chain(parts.body) {
        if let Some(span) = builder.append(kind, &words) {
            builder.document.blocks.push(Block { kind, span });
        }
    }
    builder.document.annotated = builder.document.text.len();
    builder.document.section = parts.section.and_then(|words| builder.furniture(&words));
    builder.document.byline = parts.byline.and_then(|words| builder.furniture(&words));
    let found = parts.latest.len();
    for teaser in parts.latest.into_iter().take(teasers) {
        let Some(title) = builder.furniture(&teaser.title) else { continue };
        let summary = teaser.summary.and_then(|words| builder.furniture(&words));
        builder.document.latest.push(Teaser { title, summary, published: teaser.published });
    }
    let Builder { mut document, counts, .. } = builder;
    document.name = sanitize_line(name);
    document.published = parts.published;
    document.url = parts.url.as_deref().and_then(web_address);
    document.id = parts.id.map(|id| sanitize_line(id.trim())).filter(|id| !id.is_empty());
    document.warnings = parts.warnings;
    document.warnings.extend(counts.warnings());
    if found > teasers {
        let message = format!("Only the first {teasers} of {found} listed articles are kept.");
        document.warnings.push(Warning::new(WarningKind::Limit, message));
    }
    document
}

/// Returns an address if it is one of the web, safe to show and to open: http or https, with a
/// host, no white space, at most 2048 bytes.
pub(super) fn web_address(url: &str) -> Option<String> {
    let url = sanitize_line(url.trim());
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let is_plain = !url.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>'));
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    (is_web && is_plain && has_host && url.len() <= 2048).then_some(url)
}

struct Builder<'c> {
    document: Document,
    counts: Counts,
    clean: &'c Clean,
}

impl Builder<'_> {
    fn furniture(&mut self, words: &[Piece]) -> Option<Span> {
        self.append(BlockKind::Paragraph, words)
    }

    /// Appends a block behind a blank line; `None` if it holds nothing but white space.
    fn append(&mut self, kind: BlockKind, words: &[Piece]) -> Option<Span> {
        let (joined, map) = self.join(words);
        let is_verbatim = kind == BlockKind::Preformatted;
        let block = sanitize(&joined, if is_verbatim { Breaks::Keep } else { Breaks::Space });
        self.counts.add(block.counts);
        let mut part = Span::new(0, block.text.len()).trim(&block.text);
        if part.is_empty() {
            return None;
        }
        if is_verbatim {
            // The first line keeps its indent.
            let before = block.text.get(..part.start).unwrap_or("");
            part.start = before.rfind('\n').map_or(0, |at| at + 1);
        }
        let document = &mut self.document;
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        document.text.push_str(part.of(&block.text));
        document.source.push_through(start, &block.map, part, &map);
        Some(Span::new(start, document.text.len()))
    }

    /// Joins pieces to a text with its map to the source.
    fn join(&self, words: &[Piece]) -> (String, SourceMap) {
        let (mut text, mut map) = (String::new(), SourceMap::default());
        for piece in words {
            match piece {
                Piece::Source(span) => {
                    map.push_span(text.len(), &self.clean.map, *span);
                    text.push_str(span.of(&self.clean.text));
                }
                Piece::Space(at) => {
                    let blank = Span::new(*at, at + 1);
                    if matches!(blank.of(&self.clean.text), " " | "\n") {
                        map.push_span(text.len(), &self.clean.map, blank);
                    }
                    text.push(' ');
                }
                Piece::Own(own) => text.push_str(own),
            }
        }
        (text, map)
    }
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
    fn marks_that_pile_up_only_when_pieces_are_joined_are_caught() {
        let marks = "\u{301}".repeat(6);
        let words = vec![Piece::Own(format!("a{marks}")), Piece::Own(marks)];
        let parts = Parts { body: vec![(BlockKind::Paragraph, words)], ..Parts::default() };
        let document = build("x\u{1b}[1m", &Clean::default(), parts, 0);
        assert_eq!(document.text, format!("a{}", "\u{301}".repeat(8)));
        assert_eq!(document.name, "x");
        assert_eq!(document.warnings.len(), 1);
    }
}
