//! A flag in full: its facts, its note, its passage in context and its history.

use super::paint::{indented, put, rows};
use super::theme::{Role, Theme};
use crate::app::page::{Page, Part};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the rows of a page from the `top` one on.
pub(super) fn page(buffer: &mut Buffer, theme: &Theme, area: Rect, page: &Page, top: usize) {
    for (row, place) in page.rows().iter().skip(top).zip(rows(area)) {
        for placed in page.placed(row) {
            let style = style(theme, page.part_at(placed.at));
            let room = indented(place, placed.column);
            let own = Rect { width: room.width.min(placed.width), ..room };
            put(buffer, own, &placed.shown, style);
        }
    }
}

fn style(theme: &Theme, part: Part) -> Style {
    let plain = theme.style(Role::Text);
    match part {
        Part::Plain => plain,
        Part::Detail | Part::Around => theme.style(Role::Detail),
        Part::Passage => plain.patch(theme.style(Role::Strong)),
        Part::Status(status) => theme.style(super::flags::role(status)),
        Part::Pressing => theme.style(Role::FlagOverdue),
        Part::Tag => theme.style(Role::Key),
        Part::Warning => theme.style(Role::Error),
    }
}
