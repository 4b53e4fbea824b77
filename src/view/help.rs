//! The help, over everything but the status line.

use super::frame::titled;
use super::paint::{indented, rows, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::help::{Line, lines};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

/// The help screen.
pub(super) struct Help<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for Help<'_> {
    fn render(self, screen: Rect, buffer: &mut Buffer) {
        let Some(state) = &self.app.help else { return };
        Clear.render(screen, buffer);
        let lines = lines(&self.app.keymap, &self.app.help_query, screen.width);
        let more = if state.selected + state.page < lines.len() { "more below" } else { "" };
        let below = titled(buffer, self.theme, screen, ("Keys", more), true);
        for (line, row) in lines.iter().skip(state.selected).zip(rows(below)) {
            match line {
                Line::Heading(title) => {
                    write_cut(buffer, row, title, self.theme.style(Role::Headline));
                }
                Line::Keys { keys, indent, sentence } => {
                    write_cut(buffer, indented(row, 2), keys, self.theme.style(Role::Key));
                    let rest = indented(row, *indent);
                    write_cut(buffer, rest, sentence, self.theme.style(Role::Text));
                }
                Line::Blank => {}
            }
        }
    }
}
