//! Making a selector: how much of the context is kept, so that a passage is told from others.

use super::context::{ceil, floor, occurrences, standing};
use super::words::is_part;
use super::{Finder, LOADER, Outcome, PLACES, Selector};
use crate::document::Document;
use crate::span::Span;

/// Context on each side, in code points: at least, where widening ends, and where it ends for a
/// passage with few copies, which may have a page in common.
const CONTEXT: usize = 32;
const WIDE: usize = 1024;
const WIDEST: usize = 4096;
const FEW: usize = 16;

/// Makes the selector of a passage of the annotated text; what of `span` lies outside of that
/// is left out. O(n).
///
/// The context is widened until it stands nowhere else, and until the passage, were it or its
/// paragraph deleted, would be seen to be gone: no copy, no look-alike and no neighbour passes
/// for it. Where that cannot be had, one is to be taken for it at least doubtfully. In a very long
/// text only what is near is tried so; copies are counted in all of it.
#[must_use]
pub fn select(document: &Document, span: Span) -> Selector {
    Finder::new(document).select(document, span)
}

impl Finder<'_> {
    /// Makes the selector of a passage as [`select`] does, for several in one document.
    #[must_use]
    pub fn select(&self, document: &Document, span: Span) -> Selector {
        selector(self, document, span)
    }
}

fn selector(finder: &Finder<'_>, document: &Document, span: Span) -> Selector {
    let text = finder.text;
    let start = floor(text, span.start);
    let span = Span::new(start, ceil(text, span.end).max(start));
    let (before, after) = (text.get(..span.start), text.get(span.end..));
    let (before, after) = (before.unwrap_or(""), after.unwrap_or(""));
    let exact = span.of(text);
    let copies = standing(text, finder.words(), exact, PLACES);
    let copies = copies.map(|all| all.into_iter().filter(|place| !place.overlaps(span)).count());
    let [start, end] = finder.points.of_span(span);
    let mut selector = Selector {
        exact: exact.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        start,
        end,
        paragraph: document.block_at(span.start).unwrap_or(0),
        sha256: finder.sha256().to_owned(),
        loader: LOADER,
        copies,
    };
    let rest = rest(text, document, span);
    let rest: Vec<Finder<'_>> = rest.iter().map(|text| Finder::over(text)).collect();
    let most = if copies.is_some_and(|copies| (1..=FEW).contains(&copies)) { WIDEST } else { WIDE };
    let mut second_best = None;
    let mut width = CONTEXT;
    loop {
        let (prefix, suffix) = (last(before, width), first(after, width));
        (selector.prefix, selector.suffix) = (prefix.to_owned(), suffix.to_owned());
        let whole = prefix.len() == before.len() && suffix.len() == after.len();
        let all = [prefix, exact, suffix].concat();
        let is_unique = occurrences(text, &all, 1).is_some();
        let found = rest.iter().map(|rest| rest.find(&selector));
        match found.max_by_key(certainty).filter(|_| is_unique) {
            Some(Outcome::Orphan) => return selector,
            Some(Outcome::Ambiguous(_)) if second_best.is_none() => {
                second_best = Some(selector.clone());
            }
            _ => {}
        }
        if whole || width >= most {
            return second_best.unwrap_or(selector);
        }
        width *= 2;
    }
}

/// Bytes before and behind a paragraph that it is tried in to delete it: all of most articles.
const AROUND: usize = 1 << 17;

/// Returns the text around the passage without it, and without its whole paragraph.
fn rest(text: &str, document: &Document, passage: Span) -> Vec<String> {
    let block = document.block_at(passage.start).and_then(|index| document.blocks.get(index));
    let block = block.map(|block| block.span).filter(|block| *block != passage);
    let whole = block.map_or(passage, |block| block.hull(passage));
    let from = floor(text, whole.start.saturating_sub(AROUND));
    let to = ceil(text, whole.end.saturating_add(AROUND).min(text.len()));
    let without =
        |span: Span| Some([text.get(from..span.start)?, text.get(span.end..to)?].concat());
    [Some(passage), block].into_iter().flatten().filter_map(without).collect()
}

/// Orders outcomes by how sure they sound.
fn certainty(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::Orphan => 0,
        Outcome::Ambiguous(_) => 1,
        Outcome::Same(_) | Outcome::Moved(_) | Outcome::Changed(_) => 2,
    }
}

/// Returns the first `width` characters and what is left of the word they end in.
fn first(text: &str, width: usize) -> &str {
    let at = text.char_indices().nth(width).map_or(text.len(), |(at, _)| at);
    let rest = text.get(at..).unwrap_or("").char_indices().take(16);
    let more = rest.take_while(|&(_, c)| is_part(c)).map(|(_, c)| c.len_utf8());
    text.get(..at + more.sum::<usize>()).unwrap_or("")
}

/// Returns the last `width` characters and what is left of the word they begin in.
fn last(text: &str, width: usize) -> &str {
    let at = width.checked_sub(1).and_then(|back| text.char_indices().nth_back(back));
    let at = at.map_or(0, |(at, _)| at);
    let rest = text.get(..at).unwrap_or("").chars().rev().take(16);
    let more = rest.take_while(|&c| is_part(c)).map(char::len_utf8);
    text.get(at - more.sum::<usize>()..).unwrap_or("")
}
