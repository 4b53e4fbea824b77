//! The text cut up: blocks, sentences, tokens, mentions, and stretches in marks among them.
//!
//! What every later step reads. Nothing here decides who says what.

use super::lexicon::Lexicon;
use super::mention::{self, Mention, SmallWords};
use super::quote::{self, Marked};
use super::sentence::{self, Sentence};
use super::token::{self, Token};
use crate::document::{BlockKind, Document};
use crate::warning::Warning;
use std::ops::Range;

/// An outermost stretch in marks with its place among the tokens.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) mark: Marked,
    /// Its tokens, marks included.
    pub(crate) tokens: Range<usize>,
}

/// The text cut up.
pub(crate) struct Prepared<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) segments: Vec<Segment>,
    /// In the order of their tokens.
    pub(crate) mentions: Vec<Mention>,
    pub(crate) warnings: Vec<Warning>,
    /// The document quotes in single marks, not in double ones.
    pub(crate) quotes_in_singles: bool,
    /// The document's block of the headline.
    headline: Option<usize>,
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
            })
        })
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

/// Cuts up a document; O(n).
pub(crate) fn prepare(document: &Document) -> Prepared<'_> {
    let text = document.annotated_text();
    let lexicon = Lexicon::english();
    let (marked, warnings) = quote::find_marked(text, &document.blocks);
    let outermost: Vec<Marked> = marked.into_iter().filter(|mark| mark.depth == 0).collect();
    let mut prepared = Prepared {
        text,
        tokens: Vec::with_capacity(text.len() / 5),
        sentences: Vec::new(),
        segments: Vec::new(),
        mentions: Vec::new(),
        warnings,
        quotes_in_singles: 2 * outermost.iter().filter(|mark| mark.single).count()
            > outermost.len(),
        headline: document.blocks.iter().position(|block| block.kind == BlockKind::Headline),
    };
    let mut marks = outermost.as_slice();
    for (block, of) in document.blocks.iter().enumerate() {
        if of.kind == BlockKind::Preformatted {
            continue;
        }
        let count = marks.partition_point(|mark| mark.outer.start < of.span.end);
        let (own, rest) = marks.split_at_checked(count).unwrap_or((marks, &[]));
        marks = rest;
        let from = prepared.tokens.len();
        token::tokenize(text, of, lexicon, &mut prepared.tokens);
        set_quoted(prepared.tokens.get_mut(from..).unwrap_or_default(), own);
        let range = from..prepared.tokens.len();
        sentence::split(&prepared.tokens, range, block, own, &mut prepared.sentences);
        add_segments(&mut prepared, from, own);
    }
    add_mentions(&mut prepared);
    prepared
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

fn add_mentions(prepared: &mut Prepared<'_>) {
    let small_words = SmallWords::of(prepared.text, &prepared.tokens);
    for (index, sentence) in prepared.sentences.iter().enumerate() {
        mention::find(
            prepared.text,
            &prepared.tokens,
            sentence,
            index,
            &small_words,
            &mut prepared.mentions,
        );
    }
}
