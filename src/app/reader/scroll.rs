//! Scrolling: which rows are on the screen, and how they follow a jump.

use super::selection::floor;
use super::{Reader, Refocus};
use crate::app::history::Place;
use crate::app::motion::Motion;
use crate::layout::{Row, RowKind, Top};
use crate::span::Span;

impl Reader {
    /// Moves by a motion; an open selection is extended instead.
    pub fn go(&mut self, motion: Motion) {
        if self.selection.is_some() {
            return self.extend_by(motion);
        }
        match motion {
            Motion::Lines(n) => self.scroll(n, false),
            Motion::HalfPages(n) => self.scroll(n.saturating_mul(self.rows_of(2)), true),
            Motion::Pages(n) => self.scroll(n.saturating_mul(self.rows_of(1)), true),
            Motion::Paragraphs(n) => self.walk(n),
            Motion::Start => self.go_to_edge(false),
            Motion::End => self.go_to_edge(true),
            Motion::Nth(number) => {
                if let Some(span) = self.nth_paragraph(number) {
                    self.land(span);
                }
            }
            Motion::Percent(percent) => self.go_into(percent),
        }
    }

    /// Scrolls by rows, as far as there are any; a selection stays as it is.
    pub fn roll(&mut self, by: isize) {
        let before = self.shown();
        if let Some(top) = self.rows.scroll(&self.briefing.document, before, by) {
            self.show(top);
        }
        self.place = self.shown();
        if self.selection.is_none() && self.place != before {
            self.follow(by > 0);
        }
    }

    /// Puts the cursor to a place on the screen, which stays as it is: a quote there is focused,
    /// and without one its paragraph is marked.
    pub fn point(&mut self, at: usize) {
        let quotes = self.quotes.touching(Span::new(at, at.saturating_add(1)));
        let focused = quotes.map(|(_, index)| index).last();
        (self.selection, self.sentence, self.refocus) = (None, None, None);
        self.focused = focused;
        let quote = focused.and_then(|index| self.quote_span(index));
        let block = self.document().block_at(at).and_then(|at| self.document().blocks.get(at));
        let start = quote.or(block.map(|block| block.span)).map_or(at, |span| span.start);
        self.cursor = floor(self.document().annotated_text(), start);
    }

    /// Goes to a stretch of text and puts the cursor at its start; an open selection is extended
    /// to there.
    pub fn land(&mut self, span: Span) {
        self.refocus = None;
        self.focused = None;
        self.sentence = None;
        self.cursor = floor(self.document().annotated_text(), span.start);
        self.extend_to(self.cursor);
        self.reveal(span);
    }

    /// Goes to a quote and focuses it.
    pub fn land_on_quote(&mut self, index: usize) {
        if let Some(span) = self.quote_span(index) {
            self.land(span);
            self.focused = Some(index);
        }
    }

    /// Goes back to a place in this article.
    pub fn restore(&mut self, place: &Place) {
        let text = self.document().annotated_text();
        (self.place, self.cursor) = (floor(text, place.top).into(), floor(text, place.cursor));
        self.selection = None;
        self.refocus = place.focused.filter(|_| !self.annotated).map(Refocus::Quote);
        self.focused = place.focused.filter(|&index| self.quote(index).is_some());
        self.show(self.place);
    }

    /// Scrolls so that `span` can be read: not at all if it is on the screen or begins in its
    /// upper third, else to have its first row a third from the top.
    pub(super) fn reveal(&mut self, span: Span) {
        let third = usize::from(self.height / 3);
        let first = self.visible.iter().position(|row| holds(row, span.start));
        let bottom = self.visible.last().map_or(0, |row| row.span.end);
        if first.is_some_and(|row| row <= third || span.end <= bottom) {
            return;
        }
        let document = &self.briefing.document;
        let row = self.rows.row_at(document, span.start).map_or(span.start, |row| row.span.start);
        let top = self.rows.scroll(document, row.into(), -third.cast_signed());
        self.place = self.below_blank(top.unwrap_or(span.start.into()));
        self.show(self.place);
    }

    /// Returns a top, or the one below if a blank row is there.
    fn below_blank(&mut self, top: Top) -> Top {
        let document = &self.briefing.document;
        let is_blank = |row: &Row| row.kind == RowKind::Blank;
        let first = self.rows.window(document, top, 1);
        let below = first.first().filter(|row| is_blank(row));
        below.and_then(|_| self.rows.scroll(document, top, 1)).unwrap_or(top)
    }

    /// Returns the top of what is shown.
    pub(super) fn shown(&self) -> Top {
        Top { at: self.top, skipped: self.skipped }
    }

    /// Shows the rows from a top on, or as far down as the text goes.
    pub(super) fn show(&mut self, top: Top) {
        let document = &self.briefing.document;
        let top = self.rows.settle(document, top, self.height);
        self.visible = self.rows.window(document, top, self.height);
        (self.top, self.skipped) = (top.at, top.skipped);
    }

    /// Scrolls by rows; where the screen stays as it is, the cursor walks on.
    fn scroll(&mut self, by: isize, far: bool) {
        let before = self.shown();
        let document = &self.briefing.document;
        if let Some(top) = self.rows.scroll(document, before, by) {
            self.show(top);
        }
        if self.shown() != before {
            self.place = self.shown();
            self.follow(by > 0);
        } else if far {
            let edge = self.on_screen(by < 0);
            self.put_cursor(edge);
        } else {
            self.walk(by);
        }
    }

    /// Takes the cursor and the focus along with the screen.
    fn follow(&mut self, down: bool) {
        self.refocus = None;
        if self.focused.is_some_and(|quote| !self.is_visible(quote)) {
            self.focused = None;
        }
        let block = self.document().block_at(self.cursor);
        let seen = |row: &Row| row.is_text() && Some(row.block) == block;
        if self.focused.is_none() && !self.visible.iter().any(seen) {
            let edge = self.on_screen(down);
            self.put_cursor(edge);
        }
    }

    /// Moves the cursor by paragraphs.
    fn walk(&mut self, by: isize) {
        let blocks = &self.document().blocks;
        let here = self.document().block_at(self.cursor);
        let last = blocks.len().saturating_sub(1);
        // Back from within a paragraph leads to its own start first.
        let inside = by < 0 && self.paragraph().is_some_and(|own| self.cursor > own.start);
        let by = if inside { by.saturating_add(1) } else { by };
        let next = here.map(|block| block.saturating_add_signed(by).min(last));
        if let Some(span) = next.and_then(|next| blocks.get(next)).map(|block| block.span) {
            self.land(span);
        }
    }

    /// The paragraph of the body with this number, from 1; the last one if there are fewer.
    pub(super) fn nth_paragraph(&self, number: usize) -> Option<Span> {
        let blocks = &self.document().blocks;
        let first = blocks.iter().position(|block| block.kind.is_body()).unwrap_or(0);
        let index = first.saturating_add(number.saturating_sub(1));
        Some(blocks.get(index).or(blocks.last())?.span)
    }

    /// The byte so many hundredths into the text.
    pub(super) fn so_far_in(&self, percent: usize) -> usize {
        let text = self.document().annotated_text();
        floor(text, text.len() / 100 * percent + text.len() % 100 * percent / 100)
    }

    fn go_into(&mut self, percent: usize) {
        let at = self.so_far_in(percent);
        self.refocus = None;
        self.place = self.text_row(at, 0, 1).map_or(at, |row| row.span.start).into();
        self.show(self.place);
        let edge = self.on_screen(true);
        self.put_cursor(edge);
    }

    fn put_cursor(&mut self, at: Option<usize>) {
        if let Some(at) = at {
            (self.cursor, self.focused) = (at, None);
        }
    }

    /// The first paragraph that begins on the screen, or the last one on it.
    fn on_screen(&self, first: bool) -> Option<usize> {
        let text = |row: &&Row| row.is_text();
        if first {
            let begins = self.visible.iter().find(|row| row.kind == RowKind::First);
            return begins.or_else(|| self.visible.iter().find(text)).map(|row| row.span.start);
        }
        let block = self.visible.iter().rfind(text)?.block;
        self.document().blocks.get(block).map(|block| block.span.start)
    }

    fn is_visible(&self, quote: usize) -> bool {
        let Some(quote) = self.quote(quote) else { return false };
        let spans = || quote.content.iter().chain(&quote.segments);
        self.visible.iter().any(|row| spans().any(|span| span.overlaps(row.span)))
    }

    /// The row `by` rows from `position`; a blank one gives way to its neighbour towards `side`.
    pub(super) fn text_row(&mut self, position: usize, by: isize, side: isize) -> Option<Row> {
        let document = &self.briefing.document;
        let row = self.rows.step(document, position, by)?;
        if row.is_text() {
            return Some(row);
        }
        let next = self.rows.step(document, position, by.saturating_add(side))?;
        if next.is_text() {
            return Some(next);
        }
        self.rows.row_at(document, position)
    }

    /// Rows of a `parts`-th of a screen; of a whole one, one row stays for the eye.
    pub(super) fn rows_of(&self, parts: u16) -> isize {
        let rows = if parts == 1 { self.height.saturating_sub(1) } else { self.height / parts };
        isize::from(rows.max(1).cast_signed())
    }

    fn go_to_edge(&mut self, end: bool) {
        let blocks = &self.document().blocks;
        let block = if end { blocks.last() } else { blocks.first() };
        let Some(span) = block.map(|block| block.span) else { return };
        (self.cursor, self.focused, self.refocus) = (span.start, None, None);
        let far = if end { Top { at: span.end, skipped: usize::MAX } } else { span.start.into() };
        self.show(far);
        self.place = self.shown();
    }
}

fn holds(row: &Row, position: usize) -> bool {
    row.is_text() && row.span.holds(position)
}
