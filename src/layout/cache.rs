//! The rows of an article at one width, laid out as they are needed.

use super::{LaidOut, Row, RowKind, Shape, Unit, lay_out, units};
use crate::document::Document;

/// The rows of an article at one width. Positions are bytes of its text; a blank row has none
/// of its own.
#[derive(Clone, Debug, Default)]
pub struct RowCache {
    columns: u16,
    units: Vec<Unit>,
    /// By unit; `None` where it was not needed yet.
    laid_out: Vec<Option<LaidOut>>,
}

/// A row by its unit and its place there.
#[derive(Clone, Copy)]
struct Place {
    unit: usize,
    row: usize,
}

impl RowCache {
    /// Starts a cache for `document` at `columns` columns (at least 1). Lays nothing out yet.
    #[must_use]
    pub fn new(document: &Document, columns: u16) -> Self {
        let units = units(document);
        Self { columns, laid_out: vec![None; units.len()], units }
    }

    /// Returns up to `height` rows from the row that holds byte `top` on; the end of a block
    /// stands for the blank row behind it.
    pub fn window(&mut self, document: &Document, top: usize, height: u16) -> Vec<Row> {
        let mut window = Vec::with_capacity(height.into());
        let mut place = self.find_top(document, top);
        while let Some(at) = place.filter(|_| window.len() < usize::from(height)) {
            window.extend(self.row(document, at));
            place = self.below(document, at);
        }
        window
    }

    /// Returns the row that holds `position` (a blank row never does), else the last text row
    /// before it, else the first.
    pub fn row_at(&mut self, document: &Document, position: usize) -> Option<Row> {
        let place = self.find(document, position)?;
        self.row(document, place)
    }

    /// Returns the row `by` rows below (above if negative) the row that holds `position`,
    /// blank rows counted, clamped to the article. O(`by`).
    pub fn step(&mut self, document: &Document, position: usize, by: isize) -> Option<Row> {
        let place = self.find(document, position)?;
        self.walk(document, place, by)
    }

    /// Returns the row `by` rows below (above if negative) the row at the top of a window, blank
    /// rows counted and possible, clamped to the article. O(`by`).
    pub fn scroll(&mut self, document: &Document, top: usize, by: isize) -> Option<Row> {
        let place = self.find_top(document, top)?;
        self.walk(document, place, by)
    }

    /// Returns what tells how the clusters of a row of this cache stand. O(log n).
    #[must_use]
    pub fn shape(&self, row: &Row) -> Shape<'_> {
        let unit = self.unit_at(row.span.start);
        let Some(laid_out) = self.laid_out.get(unit).and_then(Option::as_ref) else {
            return Shape::default();
        };
        let runs = &laid_out.runs;
        let from = runs.partition_point(|run| run.span.end <= row.span.start);
        let to = runs.partition_point(|run| run.span.start < row.span.end);
        Shape { runs: runs.get(from..to).unwrap_or(&[]), table: &laid_out.table }
    }

    fn walk(&mut self, document: &Document, mut place: Place, by: isize) -> Option<Row> {
        for _ in 0..by.unsigned_abs() {
            let next =
                if by < 0 { self.above(document, place) } else { self.below(document, place) };
            match next {
                Some(next) => place = next,
                None => break,
            }
        }
        self.row(document, place)
    }

    /// Returns the top at which the last row of the article is the last of `height` rows; the end
    /// of a block stands for the blank row behind it. O(`height`).
    pub fn last_top(&mut self, document: &Document, height: u16) -> usize {
        let Some(end) = self.units.last().map(|unit| unit.span.end) else { return 0 };
        let Some(last) = self.find(document, end) else { return 0 };
        let above = isize::from(height.saturating_sub(1).cast_signed());
        self.walk(document, last, -above).map_or(0, |row| row.span.start)
    }

    fn rows(&mut self, document: &Document, unit: usize) -> &[Row] {
        let (Some(of), Some(slot)) = (self.units.get(unit), self.laid_out.get_mut(unit)) else {
            return &[];
        };
        &slot.get_or_insert_with(|| lay_out(document, of, self.columns)).rows
    }

    fn row(&mut self, document: &Document, place: Place) -> Option<Row> {
        self.rows(document, place.unit).get(place.row).copied()
    }

    fn find(&mut self, document: &Document, position: usize) -> Option<Place> {
        let unit = self.unit_at(position);
        let rows = self.rows(document, unit);
        let text =
            rows.partition_point(|row| row.kind != RowKind::Blank && row.span.start <= position);
        (!rows.is_empty()).then_some(Place { unit, row: text.saturating_sub(1) })
    }

    fn unit_at(&self, position: usize) -> usize {
        self.units.partition_point(|unit| unit.span.start <= position).saturating_sub(1)
    }

    /// Finds the row at the top of a window, which may be a blank one.
    fn find_top(&mut self, document: &Document, top: usize) -> Option<Place> {
        let place = self.find(document, top)?;
        let next = Place { row: place.row + 1, ..place };
        let rows = self.rows(document, place.unit);
        let text = rows.get(place.row)?;
        let blank = rows.get(next.row).is_some_and(|row| row.kind == RowKind::Blank);
        let behind = text.kind != RowKind::Blank && !text.span.is_empty() && text.span.end == top;
        Some(if blank && behind { next } else { place })
    }

    fn below(&mut self, document: &Document, place: Place) -> Option<Place> {
        if place.row + 1 < self.rows(document, place.unit).len() {
            return Some(Place { row: place.row + 1, ..place });
        }
        let unit = place.unit + 1;
        (unit < self.units.len()).then_some(Place { unit, row: 0 })
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
