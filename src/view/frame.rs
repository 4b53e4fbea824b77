//! Titles of panes: a name, a rule, and a word at the right.

use super::paint::{columns, rect, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::panes::Area;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the title of a pane, if it has room for one, and returns what lies below.
pub(super) fn titled(
    buffer: &mut Buffer,
    theme: &Theme,
    pane: Rect,
    title: (&str, &str),
    focused: bool,
) -> Rect {
    let (row, below) = super::paint::area(pane).titled();
    if let Some(row) = row {
        draw(buffer, theme, row, title, focused);
    }
    rect(below)
}

fn draw(buffer: &mut Buffer, theme: &Theme, row: Area, (name, right): (&str, &str), focused: bool) {
    let line = theme.style(Role::Line);
    let role = if focused { Role::TitleFocused } else { Role::Title };
    let row = rect(row);
    let mut rest = write_cut(buffer, row, name, theme.style(role));
    if rest.width < row.width {
        rest = write(buffer, rest, " ", line);
    }
    let room = rest.width.saturating_sub(columns(right) + 1);
    let fits = !right.is_empty() && rest.width > columns(right) + 2;
    let rule = if fits { room } else { rest.width };
    rest = write(buffer, rest, &"─".repeat(rule.into()), line);
    if fits {
        rest = write(buffer, rest, " ", line);
        write(buffer, rest, right, theme.style(Role::Detail));
    }
}
