//! Where the clusters of a row stand: the one answer for what draws a row and for what asks which
//! of its words lie at a column.

use super::bidi::{Run, mirrored, order};
use super::measure::cluster_width;
use super::{Row, Spread};
use crate::document::Document;
use std::borrow::Cow;
use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

/// A grapheme cluster on its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<'t> {
    /// Its first byte in the text.
    pub at: usize,
    /// How it is drawn: a bracket that runs from right to left is turned round.
    pub shown: Cow<'t, str>,
    /// The column, from 0 at the left of the text.
    pub column: u16,
    /// Columns that it takes, with those that a gap between words gets when lines are spread.
    pub width: u16,
}

/// Returns the clusters of a row from left to right as they stand in a text of `columns` columns,
/// without the white space at the row's end. `runs` are those of [`super::RowCache::runs`]; `justify`
/// spreads the row if it may be spread. O(row).
///
/// Every cluster of the row stands there once. A row without a run is in the order of the text.
#[must_use]
pub fn place<'t>(
    document: &'t Document,
    row: &Row,
    runs: &[Run],
    columns: u16,
    justify: bool,
) -> Vec<Placed<'t>> {
    let words = row.span.of(&document.text).trim_end();
    let room = columns.saturating_sub(row.indent);
    let mut spread = if justify { Spread::of(document, row, room) } else { Spread::default() };
    let mut column = row.indent;
    let mut stand = |at, shown: Cow<'t, str>| {
        let gap = if shown == " " { spread.next_gap() } else { 0 };
        let own = cluster_width(&shown);
        let width = own.saturating_add(u16::try_from(gap).unwrap_or(u16::MAX));
        let placed = Placed { at, shown, column, width };
        column = column.saturating_add(width);
        placed
    };
    let clusters = words.grapheme_indices(true).map(|(offset, it)| (row.span.start + offset, it));
    if runs.is_empty() {
        return clusters.map(|(at, cluster)| stand(at, Cow::Borrowed(cluster))).collect();
    }
    let mut runs = runs.iter().peekable();
    let clusters: Vec<(usize, &str, Level)> = clusters
        .map(|(at, cluster)| {
            while runs.next_if(|run| run.span.end <= at).is_some() {}
            (at, cluster, runs.peek().map_or(Level::ltr(), |run| run.level))
        })
        .collect();
    let levels: Vec<Level> = clusters.iter().map(|(.., level)| *level).collect();
    let seen = order(&levels).into_iter().filter_map(|place| clusters.get(place));
    let mut placed: Vec<Placed<'t>> =
        seen.map(|(at, cluster, level)| stand(*at, mirrored(cluster, *level))).collect();
    if row.from_right {
        let used = column.saturating_sub(row.indent);
        let left = room.saturating_sub(used);
        for placed in &mut placed {
            placed.column = placed.column.saturating_sub(row.indent).saturating_add(left);
        }
    }
    placed
}

/// Returns the byte of the cluster at a column of a row whose clusters stand so; left of them the
/// leftmost, right of them the rightmost one. O(row).
#[must_use]
pub fn byte_at(row: &Row, placed: &[Placed<'_>], column: u16) -> usize {
    let drawn = || placed.iter().filter(|placed| placed.width > 0);
    let under = drawn().take_while(|placed| placed.column <= column).last();
    under.or_else(|| drawn().next()).map_or(row.span.start, |placed| placed.at)
}

#[cfg(test)]
mod tests;
