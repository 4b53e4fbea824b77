//! Flags and notes in full, in rows that the state has made.

use super::paint::{indented, put, rect, rows, write};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::flags::in_text::peeked;
use crate::app::page::{Page, Part};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

/// A flag in full over the text.
pub(super) struct Peek<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for Peek<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let (Some((_, _, at, count)), Some(shown)) = (peeked(self.app), &self.app.flags.card.page)
        else {
            return;
        };
        Clear.render(area, buffer);
        let (title, below) = super::paint::area(area).split_top(1);
        let name =
            if count == 1 { "Flag".to_owned() } else { format!("Flag {} of {count}", at + 1) };
        let rest = write(buffer, rect(title), &name, self.theme.style(Role::TitleFocused));
        let rest = write(buffer, rest, " ", self.theme.style(Role::Line));
        write(buffer, rest, &"─".repeat(rest.width.into()), self.theme.style(Role::Line));
        page(buffer, self.theme, rect(below), shown, self.app.flags.card.list.offset);
    }
}

/// A note of several rows that is being written, above the prompt.
pub(super) struct NoteBox<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

/// Where a note that is being written stands.
struct Placed {
    /// Its rows.
    page: Page,
    /// The first that is shown.
    top: usize,
    /// Where they are shown.
    area: Rect,
    /// The column and the row of the cursor in the area.
    cursor: (u16, u16),
}

impl Placed {
    /// Lays the note out over the rows above the status line, as many as it needs or half of them.
    fn of(app: &App, screen: Rect) -> Option<Self> {
        let prompt = app.prompt.as_ref().filter(|prompt| prompt.is_note())?;
        let page = prompt.page(screen.width);
        let (column, row) = prompt.cell(&page);
        let needed = page.rows().len().max(row + 1);
        if needed < 2 || screen.height < 3 {
            return None;
        }
        let most = usize::from(screen.height.div_ceil(2)).max(2);
        let height = needed.min(most);
        let top = (row + 1).saturating_sub(height);
        let rows = u16::try_from(height).ok()?;
        let area = Rect { y: screen.bottom().saturating_sub(rows), height: rows, ..screen };
        let cursor = (column.min(area.width.saturating_sub(1)), u16::try_from(row - top).ok()?);
        Some(Self { page, top, area, cursor })
    }
}

/// Returns the row of the state's screen from which a note of several rows covers what is below.
pub(super) fn top(app: &App, screen: Rect) -> Option<u16> {
    let main = super::placed(app.panes().main, screen)?;
    Some(Placed::of(app, main)?.area.y.saturating_sub(screen.y + 1))
}

/// Returns the cell of the cursor in a note of several rows, if one is being written.
pub(super) fn cursor(app: &App, screen: Rect) -> Option<(u16, u16)> {
    let Placed { area, cursor, .. } = Placed::of(app, screen)?;
    Some((area.x + cursor.0, area.y + cursor.1))
}

impl Widget for NoteBox<'_> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let Some(Placed { page: note, top, area, .. }) = Placed::of(self.app, screen) else {
            return;
        };
        let above = Rect { y: area.y.saturating_sub(1), height: area.height + 1, ..area };
        Clear.render(above.intersection(screen), buffer);
        let line = Rect { height: 1, ..above };
        write(buffer, line, &"─".repeat(line.width.into()), self.theme.style(Role::Line));
        page(buffer, self.theme, area, &note, top);
    }
}

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
