//! The column beside the text that shows the whole article: where quotes, flags and matches lie,
//! and what of it is on the screen.

use super::flags as marks;
use super::paint::{rows, write};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::reader::Reader;
use crate::span::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the map of the open article. Costs a search in each index a row, whatever the length of
/// the article.
pub(super) fn draw(app: &App, reader: &Reader, theme: &Theme, column: Rect, buffer: &mut Buffer) {
    let length = reader.document().annotated;
    let height = usize::from(column.height);
    let shown = shown(reader);
    let first = reader.document().blocks.first().map_or(0, |block| block.span.start);
    if shown.is_none_or(|shown| shown.start <= first && shown.end >= length) {
        // All of the article is on the screen, and its own map.
        return;
    }
    for (index, row) in rows(column).enumerate() {
        let at = |index: usize| length.saturating_mul(index).checked_div(height).unwrap_or(0);
        // Where there are more rows than bytes, several show the same one.
        let start = at(index).min(length.saturating_sub(1));
        let stretch = Span { start, end: at(index + 1).max(start + 1) };
        let is_shown = shown.is_some_and(|shown| shown.overlaps(stretch));
        let nothing = (if is_shown { "┃" } else { " " }, Role::Map);
        let (mark, role) = mark(app, reader, stretch).unwrap_or(nothing);
        write(buffer, row, mark, theme.style(role));
        if is_shown {
            buffer.set_style(row, theme.style(Role::MapHere));
        }
    }
}

/// What of the text is on the screen.
fn shown(reader: &Reader) -> Option<Span> {
    let (first, last) = (reader.visible.first()?, reader.visible.last()?);
    Some(Span { start: first.span.start, end: last.span.end.max(first.span.start) })
}

/// The most telling of what lies in a stretch.
fn mark(app: &App, reader: &Reader, stretch: Span) -> Option<(&'static str, Role)> {
    let mut unsaved = app.flags.unsaved.iter();
    let is_unsaved =
        unsaved.any(|it| it.generation == reader.generation && stretch.holds(it.span.start));
    let flag = reader.flags.begins_on(stretch).map(marks::role);
    let flag = if is_unsaved { Some(Role::FlagUnsaved) } else { flag };
    let current = || reader.found.current().filter(|span| span.overlaps(stretch));
    if let Some(role) = flag {
        return Some(("⚑", role));
    }
    if current().is_some() {
        return Some(("●", Role::CurrentMatch));
    }
    if reader.found.touching(stretch).next().is_some() {
        return Some(("●", Role::Match));
    }
    let (_, quote) = reader.quotes.touching(stretch).next()?;
    Some(("▐", super::quote_role(reader, quote)))
}
