//! From lines to passages: paragraphs, titles and entries, whether they stand on a line each,
//! between blank lines, or wrapped at a fixed width.

use super::listing;
use super::look;
use crate::load::build::{Piece, Words};
use crate::load::date::date_line;
use crate::span::Span;
use std::ops::Range;

/// A text in passages.
#[derive(Debug)]
pub(super) struct Page<'t> {
    text: &'t str,
    lines: Vec<Line>,
    /// The passages in order; together they hold every line that is not blank.
    pub(super) passages: Vec<Passage>,
}

/// Lines that read as one: indexes into the lines of a page.
pub(super) type Passage = Range<usize>;

/// A line that is not blank, without white space at its ends.
#[derive(Clone, Copy, Debug)]
struct Line {
    span: Span,
    /// Its width in characters.
    width: usize,
    /// A blank line stands before it.
    gap: bool,
}

/// Passages longer than this many bytes are never anything but body.
const SHORT: usize = 1200;
/// Lines wider than this were not wrapped by hand or by a mail program.
const WIDEST: usize = 120;
/// Lines narrower than this are not full.
const NARROWEST: usize = 40;
/// Only the first lines can be a header.
const HEADER: usize = 16;

impl<'t> Page<'t> {
    /// Parts a text into passages in O(n).
    pub(super) fn new(text: &'t str) -> Self {
        let mut page = Self { text, lines: lines(text), passages: Vec::new() };
        let width = wrap_width(text, &page.lines);
        let mut from = 0;
        for index in 0..page.lines.len() {
            if !width.is_some_and(|width| page.continues(index, width)) && index > from {
                page.passages.push(from..index);
                from = index;
            }
        }
        if from < page.lines.len() {
            page.passages.push(from..page.lines.len());
        }
        page
    }

    /// Returns the words of a passage, its lines joined.
    pub(super) fn words(&self, passage: &Passage) -> Words {
        let lines = self.lines.get(passage.clone()).unwrap_or(&[]);
        // A blank stands between two lines, if anything does.
        let mut words = Words::with_capacity((2 * lines.len()).saturating_sub(1));
        let mut last: Option<Span> = None;
        for line in lines {
            if let Some(before) = last
                && parts_words(before.of(self.text), line.span.of(self.text))
            {
                words.push(Piece::Space(before.end));
            }
            words.push(Piece::Source(line.span));
            last = Some(line.span);
        }
        words
    }

    /// Returns the text of a passage from its first to its last line, with the line breaks; or
    /// `""` for one too long to be anything but body.
    pub(super) fn short(&self, passage: &Passage) -> &'t str {
        let span = self.span(passage);
        if span.len() > SHORT { "" } else { span.of(self.text) }
    }

    /// Returns where a passage stands in the text.
    pub(super) fn span(&self, passage: &Passage) -> Span {
        let lines = self.lines.get(passage.clone()).unwrap_or(&[]);
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => first.span.hull(last.span),
            _ => Span::default(),
        }
    }

    /// Tells whether the line goes on with the passage of the line before it, in a text that is
    /// wrapped at `width`.
    fn continues(&self, index: usize, width: usize) -> bool {
        let (Some(before), Some(line)) =
            (index.checked_sub(1).and_then(|at| self.lines.get(at)), self.lines.get(index))
        else {
            return false;
        };
        let (a, b) = (before.span.of(self.text), line.span.of(self.text));
        // A title that stands twice ends with its second line.
        let above = index.checked_sub(2).and_then(|at| self.lines.get(at));
        let is_twice = above.is_some_and(|above| look::same_title(above.span.of(self.text), a));
        let is_own = |text| listing::is_heading(text) || date_line(text).is_some();
        let is_header = |text| index <= HEADER && look::is_byline(text);
        if line.gap
            || look::is_item(b)
            || is_twice
            || look::same_title(a, b)
            || [a, b].into_iter().any(|text| is_own(text) || is_header(text))
        {
            return false;
        }
        // Not every program fills its lines: what goes on in lower case is the same sentence.
        let is_open = !look::ends_sentence(a) && b.starts_with(char::is_lowercase);
        is_full(before.width, b, width) || (before.width * 10 >= width * 7 && is_open)
    }
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut gap) = (0, false);
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len() + 1;
        if span.is_empty() {
            gap = true;
        } else {
            lines.push(Line { span, width: span.of(text).chars().count(), gap });
            gap = false;
        }
    }
    lines
}

/// Returns the width at which a text was wrapped, if it was: then nearly every longer line that
/// is followed by another one had no room for that one's first word.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let long = lines.iter().filter(|line| line.width > WIDEST).count();
    if long * 20 > lines.len() {
        return None;
    }
    let pairs = || {
        let pairs = lines.iter().zip(lines.iter().skip(1));
        pairs.filter(|(line, next)| !next.gap && line.width <= WIDEST)
    };
    let mut widths: Vec<usize> = pairs().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().saturating_sub(1) * 95 / 100)?;
    let longer = || pairs().filter(move |(line, _)| line.width * 10 >= width * 6);
    let full = longer().filter(|(line, next)| is_full(line.width, next.span.of(text), width));
    let open = longer().filter(|(line, _)| !look::ends_sentence(line.span.of(text)));
    let count = longer().count();
    let is_wrapped = width >= NARROWEST
        && count * 5 >= widths.len() * 2
        && full.count() * 10 >= count * 7
        && open.count() * 5 >= count * 2;
    is_wrapped.then_some(width)
}

/// Tells whether a line of `width` had no room for the first word of the next one.
fn is_full(width: usize, next: &str, limit: usize) -> bool {
    let word = next.split(' ').next().unwrap_or("");
    width + 1 + word.chars().take(WIDEST).count() > limit
}

/// Tells whether a space belongs between two joined lines: not behind a hyphen, which stays as
/// it is, and not between ideographs.
fn parts_words(before: &str, line: &str) -> bool {
    let mut back = before.chars().rev();
    let (last, inner) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '));
    let first = line.chars().next().unwrap_or(' ');
    let hyphen = last == '-' && inner.is_alphanumeric() && first.is_alphanumeric();
    let ideograph = |c: char| matches!(c, '\u{3001}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}');
    !(hyphen || ideograph(last) && ideograph(first))
}
