//! The panel of speakers, and the quotes of the selected one below.

use super::frame::titled;
use super::paint::{area, columns, indented, rect, rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::panes::{Pane, list_and_quotes};
use crate::app::reader::Reader;
use crate::app::speakers::Voice;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The pane of the speakers.
pub(super) struct Speakers<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for Speakers<'_> {
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let focused = self.app.wish.focus == Pane::Speakers;
        let voices = self.app.reader.as_ref().map_or(&[][..], |reader| reader.voices.list());
        let count = if voices.is_empty() { String::new() } else { voices.len().to_string() };
        let below = titled(buffer, self.theme, pane, ("Speakers", &count), focused);
        let Some(reader) = &self.app.reader else { return };
        if voices.is_empty() {
            let hint =
                if reader.annotated { "Nobody is quoted." } else { "Looking for quotes …" };
            write_cut(buffer, indented(below, 1), hint, self.theme.style(Role::Detail));
            return;
        }
        let (list, quotes) = list_and_quotes(area(below), voices.len());
        let state = &self.app.speakers;
        let shown = voices.iter().enumerate().skip(state.offset);
        for ((place, voice), row) in shown.zip(rows(rect(list))) {
            self.voice(buffer, row, reader, place, voice);
            if place == state.selected {
                let role = if focused { Role::Selected } else { Role::SelectedIdle };
                buffer.set_style(row, self.theme.style(role));
            }
        }
        if let Some(voice) = voices.get(state.selected) {
            self.quotes(buffer, rect(quotes), reader, voice);
        }
    }
}

impl Speakers<'_> {
    fn voice(&self, buffer: &mut Buffer, row: Rect, reader: &Reader, place: usize, voice: &Voice) {
        let Some(speaker) = reader.briefing.annotations.speakers.get(voice.speaker.0) else {
            return;
        };
        let detail = self.theme.style(Role::Detail);
        let count = voice.quotes.len().to_string();
        let room = row.width.saturating_sub(columns(&count) + 2);
        write(buffer, indented(row, room + 1), &count, detail);
        let row = Rect { width: room, ..row };
        let row = write(buffer, row, "▌", self.theme.style(Role::Quote(place)));
        let rest = write_cut(buffer, row, &speaker.canonical, self.theme.style(Role::Text));
        if let Some(role) = &speaker.role
            && rest.width > 6
        {
            write_cut(buffer, indented(rest, 2), role, detail);
        }
    }

    /// The first words of the voice's quotes, so many that the focused one is among them.
    fn quotes(&self, buffer: &mut Buffer, quotes: Rect, reader: &Reader, voice: &Voice) {
        let mut lines = rows(quotes);
        let Some(rule) = lines.next() else { return };
        let line = "─".repeat(rule.width.into());
        write(buffer, rule, &line, self.theme.style(Role::Line));
        let height = usize::from(quotes.height.saturating_sub(1));
        let skip = voice.first_shown(reader.focused, height);
        let text = &reader.document().text;
        for (index, row) in voice.quotes.iter().skip(skip).zip(lines) {
            let Some(span) = reader.quote_span(*index) else { continue };
            let is_focused = reader.focused == Some(*index);
            let mark = if is_focused { "▸" } else { " " };
            let row = write(buffer, row, mark, self.theme.style(Role::Cursor));
            let role = super::quote_role(reader, *index);
            let mut style = self.theme.style(role);
            if is_focused {
                style = style.patch(self.theme.style(Role::Focused));
            }
            write_cut(buffer, row, span.of(text), style);
        }
    }
}
