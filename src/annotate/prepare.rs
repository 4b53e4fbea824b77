//! The text cut up: blocks, sentences, tokens, mentions, and stretches in marks among them.
//!
//! What every later step reads. Nothing here decides who says what. A long text is cut up part by
//! part, so that no more than one part is held at a time.

use super::dateline;
use super::headline;
use super::kinds::Kinds;
use super::lexicon::Lexicon;
use super::mention::{self, Mention, SmallWords};
use super::quote::{self, Marked};
use super::sentence::{self, Sentence};
use super::surname;
use super::token::{self, Token};
use super::turn::{self, Turn};
use crate::document::{self, BlockKind, Document};
use crate::warning::Warning;
use std::ops::Range;

/// An outermost stretch in marks with its place among the tokens.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) mark: Marked,
    /// Its tokens, marks included.
    pub(crate) tokens: Range<usize>,
}

/// A text with more bytes is read in parts of about so many: no article of 10,000 words is cut.
const PART: usize = 64 << 10;

/// The same where a text is as long as a book: it is cut all the same, and what a part takes is
/// memory that stays with the program.
const PART_OF_BOOK: usize = PART / 3;

/// Bytes of a text that is as long as a book.
const BOOK: usize = 8 * PART;

/// A part of the text cut up.
pub(crate) struct Prepared<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) segments: Vec<Segment>,
    /// In the order of their tokens.
    pub(crate) mentions: Vec<Mention>,
    /// People named inside of those, in no certain order.
    pub(crate) inner: Vec<Mention>,
    /// What is said in a transcript, in order.
    pub(crate) turns: Vec<Turn>,
    /// The document quotes in single marks, not in double ones.
    pub(crate) quotes_in_singles: bool,
    /// The document's block of the headline.
    headline: Option<usize>,
    /// The blocks of the document.
    blocks: &'t [document::Block],
}

/// One block of the document with what lies in it.
#[derive(Clone, Debug)]
pub(crate) struct Block<'a> {
    /// Its number in the document.
    pub(crate) number: usize,
    pub(crate) tokens: Range<usize>,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) segments: &'a [Segment],
    /// Index of the first segment among those of the document.
    pub(crate) first_segment: usize,
    pub(crate) headline: bool,
    /// It is a block quotation.
    pub(crate) quotation: bool,
}

impl Block<'_> {
    /// Returns a segment of the block by its number in the document.
    pub(crate) fn segment(&self, number: usize) -> Option<&Segment> {
        self.segments.get(number.checked_sub(self.first_segment)?)
    }
}

/// Returns the segment that covers just these tokens, if one of the segments in order does; O(log n).
pub(crate) fn segment_of<'a>(
    segments: &'a [Segment],
    tokens: &Range<usize>,
) -> Option<&'a Segment> {
    let at = segments.binary_search_by_key(&tokens.start, |segment| segment.tokens.start).ok()?;
    segments.get(at).filter(|segment| segment.tokens == *tokens)
}

impl Prepared<'_> {
    /// Returns the blocks that have sentences, in order.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let mut rest = self.segments.as_slice();
        self.sentences.chunk_by(|a, b| a.block == b.block).filter_map(move |sentences| {
            let (first, last) = (sentences.first()?, sentences.last()?);
            let count = rest.partition_point(|s| s.tokens.start < last.tokens.end);
            let first_segment = self.segments.len() - rest.len();
            let (segments, behind) = rest.split_at_checked(count)?;
            rest = behind;
            Some(Block {
                number: first.block,
                tokens: first.tokens.start..last.tokens.end,
                sentences,
                segments,
                first_segment,
                headline: self.headline == Some(first.block),
                quotation: self
                    .blocks
                    .get(first.block)
                    .is_some_and(|block| block.kind == BlockKind::Quotation),
            })
        })
    }

    /// Returns the turns of a block.
    pub(crate) fn turns_of(&self, block: &Block<'_>) -> &[Turn] {
        let from = self.turns.partition_point(|turn| turn.block < block.number);
        let to = self.turns.partition_point(|turn| turn.block <= block.number);
        self.turns.get(from..to).unwrap_or_default()
    }

    /// Returns the tokens of a range.
    pub(crate) fn tokens_of(&self, range: Range<usize>) -> &[Token] {
        self.tokens.get(range).unwrap_or_default()
    }

    /// Returns the mentions that begin in a range of tokens.
    pub(crate) fn mentions_in(&self, range: &Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.tokens.start < range.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < range.end);
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// Returns the index of the sentence that holds the token.
    pub(crate) fn sentence_at(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= at)
    }
}

/// The parts of a document, in order.
pub(crate) struct Parts<'t> {
    document: &'t Document,
    kinds: Kinds,
    text: &'t str,
    /// The outermost stretches in marks, and how many of them the parts so far hold.
    marks: Vec<Marked>,
    passed: usize,
    quotes_in_singles: bool,
    headline: Option<usize>,
    /// Bytes of a part, about.
    part: usize,
    /// The block at which the next part begins.
    next: usize,
}

/// Cuts up a document; O(n). The warnings are of its marks.
pub(crate) fn parts(document: &Document, kinds: Kinds) -> (Parts<'_>, Vec<Warning>) {
    let text = document.annotated_text();
    let (mut marks, warnings) = quote::find_marked(text, &document.blocks);
    marks.retain(|mark| mark.depth == 0);
    let singles = marks.iter().filter(|mark| mark.single).count();
    let parts = Parts {
        document,
        kinds,
        text,
        quotes_in_singles: 2 * singles > marks.len(),
        marks,
        passed: 0,
        part: if text.len() < BOOK { PART } else { PART_OF_BOOK },
        headline: document.blocks.iter().position(|block| block.kind == BlockKind::Headline),
        next: 0,
    };
    (parts, warnings)
}

impl<'t> Iterator for Parts<'t> {
    type Item = Prepared<'t>;

    fn next(&mut self) -> Option<Prepared<'t>> {
        let blocks = self.document.blocks.get(self.next..)?;
        let first = blocks.first()?.span.start;
        let mut prepared = Prepared {
            text: self.text,
            tokens: Vec::with_capacity(self.part.min(self.text.len().saturating_sub(first)) / 4),
            sentences: Vec::new(),
            segments: Vec::new(),
            mentions: Vec::new(),
            inner: Vec::new(),
            turns: Vec::new(),
            quotes_in_singles: self.quotes_in_singles,
            headline: self.headline,
            blocks: &self.document.blocks,
        };
        for (block, of) in (self.next..).zip(blocks) {
            let marks = self.marks.get(self.passed..).unwrap_or_default();
            // What goes on over blocks stays in one part, within reason.
            let goes_on =
                marks.first().is_some_and(|m| m.continues && of.span.holds(m.outer.start));
            let read = of.span.start.saturating_sub(first);
            if read >= self.part && !(goes_on && read < 2 * self.part) {
                break;
            }
            self.next = block + 1;
            if of.kind.is_verbatim() {
                continue;
            }
            let count = marks.partition_point(|mark| mark.outer.start < of.span.end);
            let own = marks.get(..count).unwrap_or_default();
            add_block(&mut prepared, block, of, own);
            self.passed += count;
        }
        add_mentions(&mut prepared, self.kinds);
        prepared.turns = turn::find(&prepared);
        Some(prepared)
    }
}

/// Cuts up one block, with the marks that stand in it.
fn add_block(prepared: &mut Prepared<'_>, block: usize, of: &document::Block, marks: &[Marked]) {
    let from = prepared.tokens.len();
    token::tokenize(prepared.text, of, Lexicon::english(), &mut prepared.tokens);
    if of.kind == BlockKind::Paragraph {
        let dateline =
            dateline::len(prepared.text, prepared.tokens.get(from..).unwrap_or_default());
        prepared.tokens.drain(from..from + dateline);
    }
    set_quoted(prepared.tokens.get_mut(from..).unwrap_or_default(), marks);
    let range = from..prepared.tokens.len();
    sentence::split(&prepared.tokens, range, block, marks, &mut prepared.sentences);
    add_segments(prepared, from, marks);
}

fn set_quoted(tokens: &mut [Token], marked: &[Marked]) {
    let mut marks = marked.iter().peekable();
    for token in tokens {
        while marks.next_if(|mark| mark.outer.end <= token.span.start).is_some() {}
        token.quoted = marks.peek().is_some_and(|mark| mark.outer.holds(token.span.start));
    }
}

/// Places the marks of a block, whose tokens begin at `from`.
fn add_segments(prepared: &mut Prepared<'_>, from: usize, marked: &[Marked]) {
    let own = prepared.tokens.get(from..).unwrap_or_default();
    for &mark in marked {
        let start = from + own.partition_point(|token| token.span.end <= mark.outer.start);
        let end = from + own.partition_point(|token| token.span.start < mark.outer.end);
        if start < end {
            prepared.segments.push(Segment { mark, tokens: start..end });
        }
    }
}

fn add_mentions(prepared: &mut Prepared<'_>, kinds: Kinds) {
    surname::declassify(prepared.text, &mut prepared.tokens);
    let small_words = SmallWords::of(prepared.text, &prepared.tokens, kinds);
    let blocks: Vec<Range<usize>> = prepared.blocks().map(|block| block.tokens).collect();
    for block in blocks {
        let tokens = prepared.tokens.get_mut(block).unwrap_or_default();
        headline::set_small(prepared.text, tokens, &small_words);
    }
    for (index, sentence) in prepared.sentences.iter().enumerate() {
        mention::find(
            prepared.text,
            &prepared.tokens,
            sentence,
            index,
            &small_words,
            &mut prepared.mentions,
            &mut prepared.inner,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Limits, load_text};

    #[test]
    fn an_article_of_10_000_words_is_one_part_and_a_book_has_small_ones() {
        let check = |len: usize, expected: usize| {
            let paragraph = "The ferry left the quay at noon, and nobody waved.\n\n";
            let text = paragraph.repeat(len.div_ceil(paragraph.len()));
            let document = load_text("a.txt", &text, &Limits::default());
            let (parts, _) = parts(&document, Kinds::default());
            assert_eq!(parts.count(), expected, "{len}");
        };
        check(60_000, 1);
        check(PART + 1000, 2);
        check(BOOK - 1000, 8);
        check(BOOK + 1000, 24);
    }
}
