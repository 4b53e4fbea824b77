//! Tables: where their cells are, and how they fit a screen.
//!
//! A table stands in columns where it fits. Where it does not, its cells stand below each other:
//! the first of a row at the left, the others set in.

use super::measure::width;
use super::wrap::{lines, wrap};
use crate::span::Span;
use unicode_segmentation::GraphemeCursor;

/// Columns that part two cells.
const BETWEEN: u16 = 3;
/// Columns by which the cells of a row but the first are set in where they stand below each other.
const SET_IN: u16 = 2;

/// How the rows of a table, or of a part of one, stand.
pub(super) enum Fit {
    /// Each on one row of the screen.
    Columns(Vec<Column>),
    /// The cells below each other: a row of the screen with its indent.
    Stacked(Vec<(Span, u16)>),
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub(super) width: u16,
    /// It holds numbers, which stand at its right.
    pub(super) is_numeric: bool,
}

/// Tells whether a cell is a number, with the marks that numbers come with.
fn is_number(cell: &str) -> bool {
    let part = |c: char| {
        c.is_numeric()
            || matches!(c, '.' | ',' | '+' | '-' | '−' | '%' | ' ' | '\u{a0}' | '$' | '€' | '£')
    };
    cell.contains(char::is_numeric) && cell.chars().all(part)
}

/// Returns the cells of one line of a table, which ` | ` parts; white space at its end may be gone.
/// O(n).
pub(super) fn cells(text: &str, line: Span) -> Vec<Span> {
    let words = line.of(text).trim_end_matches('\n');
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, bar) in words.match_indices(" |") {
        let behind = at + bar.len();
        let is_end = behind == words.len();
        let parts = is_end || words.get(behind..).is_some_and(|rest| rest.starts_with(' '));
        // A mark on the blank belongs to the cell with it.
        let next = if is_end { behind } else { behind + 1 };
        if parts && is_boundary(words, at) && is_boundary(words, next) {
            cells.push(Span::new(line.start + start, line.start + at));
            start = next;
        }
    }
    cells.push(Span::new(line.start + start, line.start + words.len()));
    cells
}

fn is_boundary(words: &str, at: usize) -> bool {
    GraphemeCursor::new(at, words.len(), true).is_boundary(words, 0).unwrap_or(false)
}

/// Fits the lines of a table to a screen of `columns` columns. O(n).
pub(super) fn fit(text: &str, span: Span, columns: u16) -> Fit {
    let rows: Vec<(Span, Vec<Span>)> =
        lines(text, span).map(|line| (line, cells(text, line))).collect();
    let mut widths: Vec<u16> = Vec::new();
    for (_, cells) in &rows {
        widths.resize(widths.len().max(cells.len()), 0);
        for (widest, cell) in widths.iter_mut().zip(cells) {
            *widest = width(cell.of(text)).max(*widest);
        }
    }
    let between = widths.len().saturating_sub(1).saturating_mul(BETWEEN.into());
    let all: usize = widths.iter().map(|width| usize::from(*width)).sum();
    if all.saturating_add(between) <= usize::from(columns) {
        let numeric = |at: usize| {
            let own = rows.iter().skip(1).filter_map(|(_, cells)| cells.get(at));
            let mut own = own.map(|cell| cell.trim(text).of(text)).filter(|cell| !cell.is_empty());
            own.clone().next().is_some() && own.all(is_number)
        };
        // The first column names the rows.
        let column = |(at, width)| Column { width, is_numeric: at > 0 && numeric(at) };
        return Fit::Columns(widths.into_iter().enumerate().map(column).collect());
    }
    let mut stacked = Vec::new();
    for (line, cells) in rows {
        let from = stacked.len();
        let indent = SET_IN.min(columns / 2);
        for cell in cells.iter().filter(|cell| !cell.trim(text).is_empty()) {
            let own = if stacked.len() == from { 0 } else { indent };
            let wrapped = wrap(text, *cell, columns.saturating_sub(own).max(1));
            stacked.extend(wrapped.into_iter().map(|part| (part, own)));
        }
        if stacked.len() == from {
            stacked.push((line, 0));
        }
        // What parts the cells belongs to the row before.
        let mut end = line.end;
        for (part, _) in stacked.iter_mut().skip(from).rev() {
            part.end = end;
            end = part.start;
        }
        if let Some((first, _)) = stacked.get_mut(from) {
            first.start = line.start;
        }
    }
    Fit::Stacked(stacked)
}
