//! Where lines break.

use super::hyphen::{self, HYPHEN};
use super::measure::{cluster_width, clusters, graphemes, width};
use crate::span::Span;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::sync::LazyLock;
use unicode_segmentation::GraphemeCursor;

/// Made once. Languages that write without blanks (Thai, Lao, Khmer, Burmese) are broken by
/// dictionary: the neural model finds much the same places at a hundred times the time, and a
/// key press must not wait for it.
static LINES: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// Bytes before the limit of a unit in which a place to cut it is looked for.
const TAIL: usize = 512;
/// Bytes behind the limit that tell whether a line may break at it.
const AHEAD: usize = 64;

/// Returns the places at which a line of `text` may or must break (UAX #14), ascending; its start
/// is the first of them, its end the last. None is inside a grapheme cluster: UAX #14 itself would
/// part a blank from a combining mark on it. O(n).
pub(super) fn opportunities(text: &str) -> impl Iterator<Item = usize> {
    let starts = clusters(text).map(|(at, _)| at);
    let mut clusters = starts.chain([text.len()]).peekable();
    LINES.segment_str(text).filter(move |&place| {
        while clusters.next_if(|&at| at < place).is_some() {}
        clusters.peek() == Some(&place)
    })
}

/// Breaks a stretch of text into lines of `columns` columns. The lines tile the stretch; an
/// empty stretch is one empty line.
pub(super) fn wrap(text: &str, span: Span, columns: u16) -> Vec<Span> {
    lay(text, span, columns, false).into_iter().map(|(line, _)| line).collect()
}

/// Like [`wrap`], and parts long words if they may be parted; tells of each line whether its last
/// word was.
pub(super) fn lay(text: &str, span: Span, columns: u16, parts_words: bool) -> Vec<(Span, bool)> {
    let start = span.start;
    let mut lines = Lines { columns, parts_words, start, used: 0, done: Vec::new() };
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

/// Returns the lines of a stretch of text as they are, each with the line break at its end.
pub(super) fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut at = span.start;
    span.of(text).split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, at)
    })
}

struct Lines {
    columns: u16,
    parts_words: bool,
    /// Where the line that is being filled begins.
    start: usize,
    /// How many columns of it are used, white space at its end included.
    used: u16,
    /// The lines, and whether the last word of each goes on in the next.
    done: Vec<(Span, bool)>,
}

impl Lines {
    /// Adds text without a forced break but at its end; it begins at byte `base`.
    fn add_line(&mut self, line: &str, base: usize) {
        let mut from = 0;
        for to in opportunities(line).filter(|&to| to > 0) {
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
        if self.used.saturating_add(needed) > self.columns {
            let room = self.columns.saturating_sub(self.used).saturating_sub(width(HYPHEN));
            let cut = if self.parts_words { hyphen::cut(piece.trim_end(), room) } else { None };
            if let Some((_, rest)) = cut.and_then(|cut| piece.split_at_checked(cut)) {
                let cut = at + piece.len() - rest.len();
                self.end_line(cut, true);
                // Words that are parted are short, and so is what is left of them.
                return self.add_piece(rest, cut);
            }
        }
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
        let mut row: Vec<&str> = Vec::new();
        for cluster in graphemes(word) {
            let columns = cluster_width(cluster);
            if self.used > 0 && self.used.saturating_add(columns) > self.columns {
                row.push(cluster);
                let taken = row.split_off(best_break(&row, self.columns));
                let back: usize = taken.iter().map(|cluster| cluster.len()).sum();
                self.end(place + cluster.len() - back);
                row = taken;
                row.pop();
                let widths = row.iter().map(|cluster| cluster_width(cluster));
                self.used = widths.fold(0, u16::saturating_add);
            }
            row.push(cluster);
            self.used = self.used.saturating_add(columns);
            place += cluster.len();
        }
        let hanging = piece.get(word.len()..).unwrap_or("");
        self.used = self.used.saturating_add(width(hanging));
    }

    fn end(&mut self, at: usize) {
        self.end_line(at, false);
    }

    fn end_line(&mut self, at: usize, hyphen: bool) {
        self.done.push((Span::new(self.start, at), hyphen));
        self.start = at;
        self.used = 0;
    }
}

/// The place at which a row of clusters of one word breaks whose last one does not fit: as far
/// behind as may be with no closing mark or small kana behind it and no opening mark before it, and
/// before the last one where there is no such place, or what is behind it would not fit either.
fn best_break(row: &[&str], columns: u16) -> usize {
    let last = row.len().saturating_sub(1);
    let mut behind: u16 = 0;
    for (place, pair) in row.windows(2).enumerate().rev() {
        let [end, begin] = pair else { continue };
        behind = behind.saturating_add(cluster_width(begin));
        if behind > columns {
            break;
        }
        // UAX #14 holds every quotation mark to both its neighbours; one that opens a quote may
        // begin a row of Chinese.
        let opens = matches!(*begin, "“" | "‘") && cluster_width(end) == 2;
        let base = end.chars().next().map_or(String::new(), String::from);
        if may_part(&base, "一") && (opens || may_part("一", begin)) {
            return place + 1;
        }
    }
    last
}

/// Tells whether a line may break between two clusters.
fn may_part(before: &str, behind: &str) -> bool {
    let both = format!("{before}{behind}");
    LINES.segment_str(&both).any(|at| at == before.len())
}

/// Returns a place to cut a stretch that is longer than `most` bytes, never inside a grapheme
/// cluster: behind its last line break, else at the last opportunity to break, else at the last
/// cluster. Only a cluster that is longer than `most` is itself cut.
pub(super) fn safe_cut(text: &str, span: Span, most: usize) -> usize {
    let stretch = span.of(text);
    let limit = floor(stretch, most);
    let head = stretch.get(..limit).unwrap_or("");
    // A cut is a line break, which must not appear where preformatted text has none.
    if let Some(at) = head.rfind('\n') {
        return span.start + at + 1;
    }
    // Begun inside a flag, the search would take the pairs of letters for the wrong flags.
    let from = cluster_before(stretch, limit.saturating_sub(TAIL));
    let near = stretch.get(from..floor(stretch, limit + AHEAD)).unwrap_or("");
    let places = opportunities(near).map(|at| from + at).take_while(|&at| at <= limit);
    let place = places.filter(|&at| at > from).last();
    let place = place.unwrap_or_else(|| cluster_before(stretch, limit));
    span.start + if place > 0 { place } else { limit.max(1) }
}

/// The last boundary of a character at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The last boundary of a grapheme cluster at or before `at`.
fn cluster_before(text: &str, at: usize) -> usize {
    let at = floor(text, at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(false) {
        return at;
    }
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}
