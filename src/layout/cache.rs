//! The rows of an article at one width, laid out as they are needed.

use super::inset::put_in;
use super::{Inset, LaidOut, Row, RowKind, Shape, Units, lay_out};
use crate::document::Document;
use std::mem;

/// The rows of an article at one width. Positions are bytes of its text; blank rows and those of
/// notes have none of their own.
#[derive(Clone, Debug, Default)]
pub struct RowCache {
    columns: u16,
    /// Long words are parted at the ends of rows.
    hyphenate: bool,
    units: Units,
    /// By unit; `None` where it was not needed yet, as nearly everywhere in a long article.
    laid_out: Vec<Option<Box<LaidOut>>>,
    /// What stands between the rows, ascending.
    insets: Vec<Inset>,
}

/// A row by its unit and its place there.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    unit: usize,
    row: usize,
}

/// The row at the top of a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Top {
    /// The byte at which the row begins; the end of a block stands for the blank row behind it.
    pub at: usize,
    /// How many rows below it the window begins: that many of its notes' rows are above.
    pub skipped: usize,
}

impl From<usize> for Top {
    fn from(at: usize) -> Self {
        Self { at, skipped: 0 }
    }
}

impl RowCache {
    /// Starts a cache for `document` at `columns` columns (at least 1). Lays nothing out yet.
    #[must_use]
    pub fn new(document: &Document, columns: u16) -> Self {
        let units = Units::of(document);
        let laid_out = vec![None; units.count(document)];
        Self { columns, hyphenate: false, laid_out, units, insets: Vec::new() }
    }

    /// Starts one of the same article and notes at another width. Lays nothing out yet.
    #[must_use]
    pub fn at_width(self, columns: u16) -> Self {
        Self { columns, laid_out: vec![None; self.laid_out.len()], ..self }
    }

    /// Starts one in which long words are parted at the ends of rows, or are not. Lays nothing out
    /// yet.
    #[must_use]
    pub fn hyphenated(self, hyphenate: bool) -> Self {
        Self { hyphenate, laid_out: vec![None; self.laid_out.len()], ..self }
    }

    /// Tells whether long words are parted.
    #[must_use]
    pub fn is_hyphenated(&self) -> bool {
        self.hyphenate
    }

    /// Puts notes below the rows that hold their bytes, in place of those before; they are sorted
    /// here. Rows away from them stay laid out. O(n log n) in the notes.
    pub fn set_insets(&mut self, document: &Document, mut insets: Vec<Inset>) {
        insets.sort_by_key(|inset| inset.at);
        let before = mem::replace(&mut self.insets, insets);
        for at in before.iter().chain(&self.insets).map(|inset| inset.at) {
            let unit = self.unit_at(document, at);
            if let Some(slot) = self.laid_out.get_mut(unit) {
                *slot = None;
            }
        }
    }

    /// Returns the notes, ascending.
    #[must_use]
    pub fn insets(&self) -> &[Inset] {
        &self.insets
    }

    /// Returns up to `height` rows from `top` on.
    pub fn window(&mut self, document: &Document, top: impl Into<Top>, height: u16) -> Vec<Row> {
        let mut window = Vec::with_capacity(height.into());
        let mut place = self.find_top(document, top.into());
        while let Some(at) = place.filter(|_| window.len() < usize::from(height)) {
            window.extend(self.row(document, at));
            place = self.below(document, at);
        }
        window
    }

    /// Returns the row that holds `position` (a blank one or one of a note never does), else the
    /// last text row before it, else the first.
    pub fn row_at(&mut self, document: &Document, position: usize) -> Option<Row> {
        let place = self.find(document, position)?;
        self.row(document, place)
    }

    /// Returns the row `by` rows below (above if negative) the row that holds `position`,
    /// blank rows counted, those of notes not, clamped to the article. O(`by`).
    pub fn step(&mut self, document: &Document, position: usize, by: isize) -> Option<Row> {
        let mut place = self.find(document, position)?;
        for _ in 0..by.unsigned_abs() {
            let Some(next) = self.next_of_text(document, place, by < 0) else { break };
            place = next;
        }
        self.row(document, place)
    }

    /// Returns the top `by` rows below (above if negative) a top, all rows counted and possible,
    /// clamped to the article. O(`by`).
    pub fn scroll(&mut self, document: &Document, top: Top, by: isize) -> Option<Top> {
        let mut place = self.find_top(document, top)?;
        for _ in 0..by.unsigned_abs() {
            let Some(next) = self.next(document, place, by < 0) else { break };
            place = next;
        }
        Some(self.top(document, place))
    }

    /// Returns the top at which a window shows what it shows at `top`, or at the last one that
    /// leaves no row of `height` free. O(`height`).
    pub fn settle(&mut self, document: &Document, top: Top, height: u16) -> Top {
        let Some(place) = self.find_top(document, top) else { return top };
        let top = self.top(document, place);
        let mut bottom = Some(place);
        for _ in 1..height {
            bottom = bottom.and_then(|bottom| self.below(document, bottom));
        }
        // The end is laid out where it is near alone.
        if bottom.is_some() {
            return top;
        }
        let end = self.laid_out.len().saturating_sub(1);
        let row = self.rows(document, end).len().saturating_sub(1);
        let mut last = Place { unit: end, row };
        for _ in 1..height {
            let Some(above) = self.next(document, last, true) else { break };
            last = above;
        }
        top.min(self.top(document, last))
    }

    /// Returns what tells how the clusters of a row of this cache stand. O(log n).
    #[must_use]
    pub fn shape(&self, row: &Row) -> Shape<'_> {
        let unit = self.units.at(row.block, row.span.start);
        let Some(laid_out) = self.laid_out.get(unit).and_then(Option::as_deref) else {
            return Shape::default();
        };
        let runs = &laid_out.runs;
        let from = runs.partition_point(|run| run.span.end <= row.span.start);
        let to = runs.partition_point(|run| run.span.start < row.span.end);
        Shape { runs: runs.get(from..to).unwrap_or(&[]), table: &laid_out.table }
    }

    fn rows(&mut self, document: &Document, unit: usize) -> &[Row] {
        let (columns, hyphenate, insets) = (self.columns, self.hyphenate, &self.insets);
        let Some(slot) = self.laid_out.get_mut(unit) else { return &[] };
        let laid_out = slot.get_or_insert_with(|| {
            let Some(of) = self.units.get(document, unit) else { return Box::default() };
            let next = self.units.get(document, unit + 1);
            let next = next.map_or(usize::MAX, |next| next.span.start);
            let mut laid_out = lay_out(document, &of, columns, hyphenate);
            let before = |at: usize| insets.partition_point(|inset| inset.at < at);
            let from = if unit == 0 { 0 } else { before(of.span.start) };
            put_in(&mut laid_out, insets, from..before(next), columns);
            Box::new(laid_out)
        });
        &laid_out.rows
    }

    fn row(&mut self, document: &Document, place: Place) -> Option<Row> {
        self.rows(document, place.unit).get(place.row).copied()
    }

    fn find(&mut self, document: &Document, position: usize) -> Option<Place> {
        let unit = self.unit_at(document, position);
        let rows = self.rows(document, unit);
        let behind =
            rows.partition_point(|row| row.kind != RowKind::Blank && row.span.start <= position);
        let text = rows.get(..behind).unwrap_or(rows).iter().rposition(Row::is_text);
        (!rows.is_empty()).then_some(Place { unit, row: text.unwrap_or(0) })
    }

    fn unit_at(&self, document: &Document, position: usize) -> usize {
        self.units.at(document.block_at(position).unwrap_or(0), position)
    }

    /// Finds the row at the top of a window, which may be a blank one or one of a note.
    fn find_top(&mut self, document: &Document, top: Top) -> Option<Place> {
        let place = self.find(document, top.at)?;
        let rows = self.rows(document, place.unit);
        let text = rows.get(place.row)?;
        let below = rows.get(place.row + 1..).unwrap_or(&[]);
        let notes = below.iter().take_while(|row| row.is_inset()).count();
        let is_blank = below.get(notes).is_some_and(|row| row.kind == RowKind::Blank);
        let is_behind = text.is_text() && !text.span.is_empty() && text.span.end == top.at;
        let skipped = if is_blank && is_behind { notes + 1 } else { top.skipped.min(notes) };
        Some(Place { row: place.row + skipped, ..place })
    }

    /// Returns how a row is the top of a window.
    fn top(&mut self, document: &Document, place: Place) -> Top {
        let rows = self.rows(document, place.unit);
        let until = rows.get(..=place.row).unwrap_or(rows);
        let skipped = until.iter().rev().take_while(|row| row.is_inset()).count();
        let row = until.iter().rev().nth(skipped);
        Top { at: row.map_or(0, |row| row.span.start), skipped }
    }

    fn next_of_text(&mut self, document: &Document, from: Place, back: bool) -> Option<Place> {
        let mut place = from;
        loop {
            place = self.next(document, place, back)?;
            if self.row(document, place).is_none_or(|row| !row.is_inset()) {
                return Some(place);
            }
        }
    }

    fn next(&mut self, document: &Document, place: Place, back: bool) -> Option<Place> {
        if back { self.above(document, place) } else { self.below(document, place) }
    }

    fn below(&mut self, document: &Document, place: Place) -> Option<Place> {
        if place.row + 1 < self.rows(document, place.unit).len() {
            return Some(Place { row: place.row + 1, ..place });
        }
        let unit = place.unit + 1;
        (unit < self.laid_out.len()).then_some(Place { unit, row: 0 })
    }

    fn above(&mut self, document: &Document, place: Place) -> Option<Place> {
        if let Some(row) = place.row.checked_sub(1) {
            return Some(Place { row, ..place });
        }
        let unit = place.unit.checked_sub(1)?;
        let row = self.rows(document, unit).len().saturating_sub(1);
        Some(Place { unit, row })
    }
}
