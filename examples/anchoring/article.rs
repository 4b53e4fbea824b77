//! An article as the trials see it: its text, paragraphs and sentences.

use pullquote::annotate::sentences;
use pullquote::document::{Block, BlockKind, Document};
use pullquote::span::Span;

/// An article.
pub(crate) struct Article {
    /// What it is called.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// Its paragraphs, in order.
    pub(crate) paragraphs: Vec<Span>,
    /// Its sentences, in order.
    pub(crate) sentences: Vec<Span>,
}

/// Words of a sentence at least: two or three stand anywhere.
const WORDS: usize = 4;

impl Article {
    /// Takes what was loaded.
    pub(crate) fn of(document: &Document) -> Self {
        let text = document.annotated_text().to_owned();
        let blocks = document.blocks.iter().map(|block| block.span.trim(&text));
        let paragraphs: Vec<Span> =
            blocks.filter(|span| !span.is_empty() && span.end <= text.len()).collect();
        let sentences = paragraphs.iter().flat_map(|span| sentences(&text, *span)).collect();
        Self { name: document.name.clone(), text, paragraphs, sentences }
    }

    /// Returns the sentences that are long enough to be told from others.
    pub(crate) fn passages(&self) -> Vec<Span> {
        let words = |span: &Span| span.of(&self.text).split_whitespace().count();
        self.sentences.iter().filter(|span| words(span) >= WORDS).copied().collect()
    }
}

/// Makes a document of paragraphs parted by empty lines.
pub(crate) fn document(text: String) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + part.len()) });
        at += part.len() + 2;
    }
    Document { annotated: text.len(), text, blocks, ..Document::default() }
}
