//! Where the clusters of a row stand: the one answer for what draws a row and for what asks which
//! of its words lie at a column.

use super::bidi::{Run, mirrored, order};
use super::measure::{self, cluster_width, width};
use super::{Column, HYPHEN, Row, Shape, Spread, table};
use crate::document::{BlockKind, Document};
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;
use unicode_bidi::Level;

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
/// without the white space at the row's end. `shape` is that of [`super::RowCache::shape`];
/// `justify` spreads the row if it may be spread. O(row).
///
/// A word that goes on in the next row has a hyphen behind it, at the place of its last cluster.
/// Every cluster of the row stands there once, but for what parts the cells of a table that stand
/// below each other. A row without a run is in the order of the text.
#[must_use]
pub fn place<'t>(
    document: &'t Document,
    row: &Row,
    shape: Shape<'_>,
    columns: u16,
    justify: bool,
) -> Vec<Placed<'t>> {
    let is_table = document.blocks.get(row.block).is_some_and(|it| it.kind == BlockKind::Table);
    let room = columns.saturating_sub(row.indent);
    let mut spread = if justify { Spread::of(document, row, room) } else { Spread::default() };
    let clusters = clusters(document, row, shape.runs, is_table && shape.table.is_empty());
    let between = between(document, row, shape.table);
    let seen = match (shape.runs.is_empty(), shape.table.is_empty()) {
        (true, _) => (0..clusters.len()).collect(),
        (false, true) => turned(&clusters, 0..clusters.len()),
        (false, false) => cell_by_cell(&clusters, &between, row.from_right),
    };
    let mut column = 0;
    let mut placed: Vec<Placed<'t>> = Vec::with_capacity(seen.len());
    for (at, cluster, level) in seen.into_iter().filter_map(|place| clusters.get(place)) {
        let parts = between.iter().find(|parts| parts.at <= *at && *at < parts.at + PARTS);
        let free = match parts.map(|parts| (at - parts.at, parts)) {
            Some((0, parts)) => parts.behind,
            Some((1, _)) => 0,
            Some((_, parts)) => parts.before,
            None if *cluster == " " => u16::try_from(spread.next_gap()).unwrap_or(u16::MAX),
            None => 0,
        };
        let is_bar = parts.is_some_and(|parts| *at == parts.at + 1);
        let shown = if is_bar { Cow::Borrowed("│") } else { mirrored(cluster, *level) };
        let width = cluster_width(&shown).saturating_add(free);
        placed.push(Placed { at: *at, shown, column, width });
        column = column.saturating_add(width);
    }
    if row.hyphen {
        let at = placed.last().map_or(row.span.start, |last| last.at);
        placed.push(Placed { at, shown: Cow::Borrowed(HYPHEN), column, width: width(HYPHEN) });
    }
    let before = if row.from_right { room.saturating_sub(column) } else { row.indent };
    for placed in &mut placed {
        placed.column = placed.column.saturating_add(before);
    }
    placed
}

/// The clusters of a row in the order of the text, with the level that each stands on.
fn clusters<'t>(
    document: &'t Document,
    row: &Row,
    runs: &[Run],
    is_cell: bool,
) -> Vec<(usize, &'t str, Level)> {
    let words = row.span.of(&document.text).trim_end();
    let part = |c: char| c.is_whitespace() || c == '|';
    let cell = if is_cell { words.trim_end_matches(part).trim_start_matches(part) } else { words };
    let start = match is_cell {
        true => row.span.start + words.len() - words.trim_start_matches(part).len(),
        false => row.span.start,
    };
    let mut runs = runs.iter().peekable();
    measure::clusters(cell)
        .map(|(offset, cluster)| {
            let at = start + offset;
            while runs.next_if(|run| run.span.end <= at).is_some() {}
            (at, cluster, runs.peek().map_or(Level::ltr(), |run| run.level))
        })
        .collect()
}

/// Bytes of what parts two cells.
const PARTS: usize = 3;

/// What parts two cells that stand in columns: a blank, a bar and a blank.
struct Between {
    /// Its first byte in the text.
    at: usize,
    /// The columns that are free behind the cell before it.
    behind: u16,
    /// The columns that are free before the cell behind it.
    before: u16,
}

/// What parts the cells of a row of a table that stands in columns, ascending.
fn between(document: &Document, row: &Row, columns: &[Column]) -> Vec<Between> {
    if columns.is_empty() {
        return Vec::new();
    }
    let cells = table::cells(&document.text, row.span);
    let free = |cell: Option<&Span>, column: Option<&Column>, is_numeric: bool| {
        // From the right, numbers stand at the right of their column as all cells do.
        let column = column.filter(|it| (it.is_numeric && !row.from_right) == is_numeric);
        let used = cell.map_or(0, |cell| width(cell.of(&document.text)));
        column.map_or(0, |column| column.width.saturating_sub(used))
    };
    let places = cells.iter().enumerate().take(cells.len().saturating_sub(1));
    places
        .map(|(place, cell)| Between {
            at: cell.end,
            behind: free(Some(cell), columns.get(place), false),
            before: free(cells.get(place + 1), columns.get(place + 1), true),
        })
        .collect()
}

/// The order in which the clusters of a table's row are seen: its cells keep their places, and each
/// is turned on its own.
fn cell_by_cell(
    clusters: &[(usize, &str, Level)],
    between: &[Between],
    from_right: bool,
) -> Vec<usize> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut from = 0;
    for Between { at: start, .. } in between {
        let to = clusters.partition_point(|(at, ..)| at < start);
        let behind = clusters.partition_point(|(at, ..)| *at < start + PARTS);
        parts.extend([turned(clusters, from..to), (to..behind).collect()]);
        from = behind;
    }
    parts.push(turned(clusters, from..clusters.len()));
    if from_right {
        parts.iter_mut().skip(1).step_by(2).for_each(|between| between.reverse());
        parts.reverse();
    }
    parts.concat()
}

fn turned(clusters: &[(usize, &str, Level)], range: Range<usize>) -> Vec<usize> {
    let own = clusters.get(range.clone()).unwrap_or_default();
    let levels: Vec<Level> = own.iter().map(|(.., level)| *level).collect();
    order(&levels).into_iter().map(|place| range.start + place).collect()
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
