//! A sheet: a list about the open article, a row a line.

use super::frame::titled;
use super::paint::{indented, rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::panes::Pane;
use crate::app::sheet::{Kind, Line};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The pane of the open sheet.
pub(super) struct SheetPane<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for SheetPane<'_> {
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let Some(sheet) = &self.app.sheet else { return };
        let focused = self.app.wish.focus == Pane::Sheet;
        let below = titled(buffer, self.theme, pane, (&sheet.title, &sheet.count), focused);
        let shown = sheet.lines.iter().enumerate().skip(sheet.list.offset);
        for ((index, line), row) in shown.zip(rows(below)) {
            self.line(buffer, row, line);
            if index == sheet.list.selected && line.target.is_some() {
                buffer.set_style(row, self.theme.style(Role::Selected));
            }
        }
    }
}

/// Columns of the number of a paragraph and its mark, on a pane of the given width.
fn number_width(width: u16) -> u16 {
    if width < 50 { 2 } else { 7 }
}

impl SheetPane<'_> {
    fn line(&self, buffer: &mut Buffer, row: Rect, line: &Line) {
        let quote = |place: Option<usize>| place.map_or(Role::QuoteOfNobody, Role::Quote);
        let (role, indent) = match line.kind {
            Kind::Heading => (Role::Title, 1),
            Kind::Name(place) => (quote(place), 1),
            Kind::Words(place) => (quote(place), number_width(row.width)),
            Kind::Detail if line.target.is_none() => (Role::Detail, number_width(row.width)),
            Kind::Detail => (Role::Text, number_width(row.width)),
            Kind::Blank => return,
        };
        if let Some(number) = line.paragraph
            && indent > 2
        {
            let number = format!("¶ {number}");
            write(buffer, indented(row, 1), &number, self.theme.style(Role::Detail));
        }
        let mut style = self.theme.style(role);
        if matches!(line.kind, Kind::Name(_)) {
            style = style.patch(self.theme.style(Role::Focused));
        }
        write_cut(buffer, indented(row, indent), &line.words, style);
    }
}
