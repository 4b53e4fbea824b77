//! How long keeping and finding take in a very long article.

use super::article::Article;
use pullquote::anchor::{Finder, select};
use pullquote::document::{Block, BlockKind, Document};
use pullquote::span::Span;
use std::time::{Duration, Instant};

/// Passages in the article that are kept and found.
const PASSAGES: usize = 100;
/// Passages that are kept on their own, to take the time of that.
const KEPT: usize = 10;

/// Times for one very long article.
pub(crate) struct Times {
    /// Length of the article in bytes.
    pub(crate) bytes: usize,
    /// Keeping one passage.
    pub(crate) keep: Duration,
    /// Finding all of them in the very article.
    pub(crate) same: Duration,
    /// Finding all of them after a sentence has come in at the start.
    pub(crate) moved: Duration,
    /// Finding all of them after a word of each has changed.
    pub(crate) changed: Duration,
}

/// Measures with all the articles as one, none of them twice: what stands twice is ambiguous.
pub(crate) fn measure(articles: &[Article]) -> Times {
    let mut document = Document::default();
    let mut passages = Vec::new();
    for article in articles {
        let at = document.text.len();
        document.text.push_str(&article.text);
        document.text.push_str("\n\n");
        let moved = |span: &Span| Span::new(span.start + at, span.end + at);
        let blocks = article
            .paragraphs
            .iter()
            .map(|span| Block { kind: BlockKind::Paragraph, span: moved(span) });
        document.blocks.extend(blocks);
        passages.extend(article.passages().iter().map(moved));
    }
    document.annotated = document.text.len();
    let step = (passages.len() / PASSAGES).max(1);
    let passages: Vec<Span> = passages.into_iter().step_by(step).take(PASSAGES).collect();
    let start = Instant::now();
    let some: Vec<_> = passages.iter().take(KEPT).map(|span| select(&document, *span)).collect();
    let keep = start.elapsed() / u32::try_from(some.len().max(1)).unwrap_or(1);
    let finder = Finder::new(&document);
    let selectors: Vec<_> = passages.iter().map(|span| finder.select(&document, *span)).collect();
    assert_eq!(selectors.get(..KEPT), Some(&*some), "one by one as together");
    let find = |document: &Document| {
        let start = Instant::now();
        let finder = Finder::new(document);
        let found = selectors.iter().filter_map(|selector| finder.find(selector).span()).count();
        assert!(found > 0, "nothing is found");
        start.elapsed()
    };
    let same = find(&document);
    let mut longer = document.clone();
    longer.text.insert_str(0, "A sentence has come in. ");
    longer.annotated = longer.text.len();
    let moved = find(&longer);
    let mut text = String::new();
    let mut done = 0;
    for span in &passages {
        text.push_str(Span::new(done, span.start).of(&document.text));
        text.push_str(&span.of(&document.text).replacen(' ', " somehow ", 1));
        done = span.end;
    }
    text.push_str(document.text.get(done..).unwrap_or(""));
    let bytes = document.text.len();
    let other = Document { annotated: text.len(), text, ..document };
    Times { bytes, keep, same, moved, changed: find(&other) }
}
