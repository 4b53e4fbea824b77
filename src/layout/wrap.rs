//! Where lines break.

use super::measure::{cluster_width, graphemes, width};
use crate::span::Span;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::sync::LazyLock;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Made once: it holds the tables of the languages that write without blanks.
static LINES: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// Breaks a stretch of text into lines of `columns` columns. The lines tile the stretch; an
/// empty stretch is one empty line.
pub(super) fn wrap(text: &str, span: Span, columns: u16) -> Vec<Span> {
    let mut lines = Lines { columns, start: span.start, used: 0, done: Vec::new() };
    let mut at = span.start;
    for line in span.of(text).split_inclusive('\n') {
        if at > span.start {
            lines.end(at);
        }
        lines.add_line(line, at);
        at += line.len();
    }
    lines.end(span.end);
    lines.done
}

struct Lines {
    columns: u16,
    /// Where the line that is being filled begins.
    start: usize,
    /// How many columns of it are used, white space at its end included.
    used: u16,
    done: Vec<Span>,
}

impl Lines {
    /// Adds text without a forced break but at its end; it begins at byte `base`.
    fn add_line(&mut self, line: &str, base: usize) {
        let mut from = 0;
        for to in LINES.segment_str(line).filter(|&to| to > 0) {
            let piece = line.get(from..to).unwrap_or("");
            self.add_piece(piece, base + from);
            from = to;
        }
        self.add_piece(line.get(from..).unwrap_or(""), base + from);
    }

    /// Adds text that has no opportunity to break inside.
    fn add_piece(&mut self, piece: &str, at: usize) {
        if piece.is_empty() {
            return;
        }
        let needed = width(piece.trim_end());
        if self.used > 0 && self.used.saturating_add(needed) > self.columns {
            self.end(at);
        }
        if needed <= self.columns {
            self.used = self.used.saturating_add(width(piece));
            return;
        }
        // An over-long word breaks between grapheme clusters; white space hangs.
        let word = piece.trim_end();
        let mut place = at;
        for cluster in graphemes(word) {
            let columns = cluster_width(cluster);
            if self.used > 0 && self.used.saturating_add(columns) > self.columns {
                self.end(place);
            }
            self.used = self.used.saturating_add(columns);
            place += cluster.len();
        }
        let hanging = piece.get(word.len()..).unwrap_or("");
        self.used = self.used.saturating_add(width(hanging));
    }

    fn end(&mut self, at: usize) {
        self.done.push(Span::new(self.start, at));
        self.start = at;
        self.used = 0;
    }
}

/// Returns a place to cut a stretch that is longer than `most` bytes: behind the last white
/// space among them, else at the last boundary of a grapheme cluster.
pub(super) fn safe_cut(text: &str, span: Span, most: usize) -> usize {
    let mut limit = span.start + most;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = Span::new(span.start, limit).of(text);
    let blank = head.rfind(char::is_whitespace);
    if let Some(behind) = blank.and_then(|at| Some(at + head.get(at..)?.chars().next()?.len_utf8()))
    {
        // A mark on a blank belongs to it.
        if is_cluster_boundary(text, span.start + behind) && behind > 0 {
            return span.start + behind;
        }
    }
    let last = head.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
    if last > 0 { span.start + last } else { limit.max(span.start + 1).min(span.end) }
}

fn is_cluster_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}
