//! Puts a document together from the parts that a format found.
//!
//! The one place where a document's text is written: every block passes the sanitiser once
//! more here, so that what only comes about by joining pieces is caught, too.

use super::links::{self, address, web_address};
use super::sanitize::{Breaks, Clean, Counts, sanitize, sanitize_line};
use crate::document::{
    Block, BlockKind, Document, Link, Published, SourceMap, Styled, Teaser, TextStyle,
};
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
    /// What follows, up to its [`Piece::End`], is set apart.
    Begin(Apart),
    /// What was begun last ends.
    End,
}

/// How words are set apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Apart {
    /// They lead to an address, of whatever kind.
    Link(String),
    /// They are stressed.
    Emphasis,
    /// They are important.
    Strong,
    /// They are code.
    Code,
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
    let text = String::with_capacity(clean.text.len());
    let blocks = Vec::with_capacity(parts.body.len() + 2);
    let document = Document { text, blocks, ..Document::default() };
    let mut builder = Builder { document, counts: clean.counts, clean };
    let head = [(BlockKind::Headline, parts.headline), (BlockKind::Deck, parts.deck)];
    let head = head.into_iter().filter_map(|(kind, words)| Some((kind, words?)));
    for (kind, words) in head.chain(parts.body) {
        if let Some(span) = builder.append(kind, &words) {
            builder.document.blocks.push(Block { kind, span });
        }
    }
    builder.document.annotated = builder.document.text.len();
    links::add_bare(&mut builder.document);
    builder.document.section = parts.section.and_then(|words| builder.furniture(&words));
    builder.document.byline = parts.byline.and_then(|words| builder.furniture(&words));
    let found = parts.latest.len();
    for teaser in parts.latest.into_iter().take(teasers) {
        let Some(title) = builder.furniture(&teaser.title) else { continue };
        let summary = teaser.summary.and_then(|words| builder.furniture(&words));
        builder.document.latest.push(Teaser { title, summary, published: teaser.published });
    }
    let Builder { mut document, counts, .. } = builder;
    document.text.shrink_to_fit();
    document.blocks.shrink_to_fit();
    document.source.shrink_to_fit();
    document.name = sanitize_line(name);
    document.published = parts.published;
    // What is told apart in the furniture is not for showing.
    let annotated = document.annotated;
    document.links.retain(|link| link.span.end <= annotated);
    document.styled.retain(|styled| styled.span.end <= annotated);
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

/// What parts two blocks.
const BLANK_LINE: &str = "\n\n";

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
        let Joined { text: joined, map, links, styled } = self.join(words);
        let is_verbatim = kind.is_verbatim();
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
        self.part_from_the_last();
        let document = &mut self.document;
        let start = document.text.len();
        document.text.push_str(part.of(&block.text));
        document.source.push_through(start, &block.map, part, &map);
        // Where a stretch of what was joined stands in the document.
        let place = |span: Span| {
            let at = |joined| block.map.text_of_ascending(joined).unwrap_or(part.end);
            let inside = |joined| at(joined).clamp(part.start, part.end) - part.start + start;
            let span = Span::new(inside(span.start), inside(span.end)).trim(&document.text);
            (!span.is_empty()).then_some(span)
        };
        let web =
            |(span, url): (Span, String)| Some(Link { span: place(span)?, url: address(&url)? });
        document.links.extend(links.into_iter().filter_map(web));
        let styled = styled
            .into_iter()
            .filter_map(|(span, style)| Some(Styled { span: place(span)?, style }));
        document.styled.extend(styled);
        Some(Span::new(start, document.text.len()))
    }

    /// Appends the blank line between two blocks. Where it stands in the source likewise it joins
    /// their stretches, so that plain text is one stretch however many paragraphs it has.
    fn part_from_the_last(&mut self) {
        let Document { text, source, .. } = &mut self.document;
        if text.is_empty() {
            return;
        }
        if let Some(from) = source.source_behind(text.len())
            && let Some(at) = self.clean.map.text_of_ascending(from)
        {
            let blank = Span::new(at, at + BLANK_LINE.len());
            let there = Span::new(from, from + BLANK_LINE.len());
            if blank.of(&self.clean.text) == BLANK_LINE && self.clean.map.span(blank) == Some(there)
            {
                source.push(text.len(), from, BLANK_LINE.len());
            }
        }
        text.push_str(BLANK_LINE);
    }

    /// Joins pieces to a text with its map to the source.
    fn join(&self, words: &[Piece]) -> Joined {
        let mut joined = Joined::default();
        let mut open = Open::default();
        for piece in words {
            let (text, map) = (&mut joined.text, &mut joined.map);
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
                Piece::Begin(apart) => open.begin(&mut joined, apart),
                Piece::End => open.end(&mut joined),
            }
        }
        while !open.stack.is_empty() {
            open.end(&mut joined);
        }
        joined
    }
}

/// Pieces that are joined.
#[derive(Default)]
struct Joined {
    text: String,
    map: SourceMap,
    links: Vec<(Span, String)>,
    styled: Vec<(Span, TextStyle)>,
}

/// What is set apart where a text goes on.
#[derive(Default)]
struct Open<'w> {
    stack: Vec<&'w Apart>,
    links: usize,
    emphasis: usize,
    strong: usize,
    code: usize,
    /// Where the words of the outermost link begin.
    link: usize,
    /// Where the style changed last.
    changed: usize,
}

impl<'w> Open<'w> {
    fn begin(&mut self, joined: &mut Joined, apart: &'w Apart) {
        self.change(joined);
        if self.links == 0 {
            self.link = joined.text.len();
        }
        *self.count(apart) += 1;
        self.stack.push(apart);
    }

    fn end(&mut self, joined: &mut Joined) {
        self.change(joined);
        let Some(apart) = self.stack.pop() else { return };
        *self.count(apart) -= 1;
        if let (Apart::Link(url), 0) = (apart, self.links) {
            joined.links.push((Span::new(self.link, joined.text.len()), url.clone()));
        }
    }

    fn count(&mut self, apart: &Apart) -> &mut usize {
        match apart {
            Apart::Link(_) => &mut self.links,
            Apart::Emphasis => &mut self.emphasis,
            Apart::Strong => &mut self.strong,
            Apart::Code => &mut self.code,
        }
    }

    /// Ends the stretch of one style.
    fn change(&mut self, joined: &mut Joined) {
        let (emphasis, strong) = (self.emphasis > 0, self.strong > 0);
        let style = TextStyle { emphasis, strong, code: self.code > 0 };
        let span = Span::new(self.changed, joined.text.len());
        if style != TextStyle::default() && !span.is_empty() {
            joined.styled.push((span, style));
        }
        self.changed = joined.text.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Limits, load_text};

    #[test]
    fn paragraphs_that_stand_in_the_source_as_they_are_make_one_stretch() {
        let check = |source: &str, stretches: &[(usize, usize, usize)]| {
            let document = load_text("a.txt", source, &Limits::default());
            let mut expected = SourceMap::default();
            stretches.iter().for_each(|(text, there, len)| expected.push(*text, *there, *len));
            assert_eq!(document.source, expected, "{source:?}");
        };
        check("One Two\n\nThree four.\n\nFive six.", &[(0, 0, 31)]);
        check("\nOne Two\n\n\nThree four.\n\nFive six.", &[(0, 1, 9), (9, 11, 22)]);
        check("One Two\n\n \nThree four.", &[(0, 0, 9), (9, 11, 11)]);
        check("One Two\r\n\r\nThree four.", &[(0, 0, 7), (9, 11, 11)]);
        check("One Two\n\n\u{1b}[1mThree four.", &[(0, 0, 9), (9, 13, 11)]);
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
