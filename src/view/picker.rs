//! The list to choose from, over the lower part of the screen.

use super::frame::titled;
use super::paint::{columns, cut, indented, put, rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::prompt::Ask;
use crate::layout::in_visual_order;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};
use std::collections::BTreeSet;

/// The list to choose from.
pub(super) struct PickerList<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for PickerList<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let Some(picker) = &self.app.picker else { return };
        Clear.render(area, buffer);
        let palette = self.app.prompt.as_ref().is_some_and(|prompt| prompt.ask == Ask::Palette);
        let title = if palette { "What to do" } else { "Where to go" };
        let (found, all) = picker.count();
        let count = format!("{found} of {all}");
        let below = titled(buffer, self.theme, area, (title, &count), true);
        for ((place, item, matched), row) in picker.shown().zip(rows(below)) {
            // The detail gives way to the words.
            let detail = columns(&item.detail);
            let room = row.width.saturating_sub(detail.saturating_add(3));
            let fits = room >= 20 && detail > 0;
            if fits {
                let right = indented(row, row.width - detail - 1);
                write(buffer, right, &item.detail, self.theme.style(Role::Detail));
            }
            let words = Rect { width: if fits { room } else { row.width }, ..row };
            self.words(buffer, indented(words, 1), &item.text, &matched);
            if place == picker.list.selected {
                buffer.set_style(row, self.theme.style(Role::Selected));
            }
        }
    }
}

impl PickerList<'_> {
    /// Writes a text with the clusters that match marked.
    fn words(&self, buffer: &mut Buffer, row: Rect, text: &str, matched: &BTreeSet<usize>) {
        let plain = self.theme.style(Role::Text);
        if matched.is_empty() {
            write_cut(buffer, row, text, plain);
            return;
        }
        let key: Style = plain.patch(self.theme.style(Role::Key));
        let mut rest = row;
        for (at, cluster) in in_visual_order(&cut(text, row.width)) {
            let style = if matched.contains(&at) { key } else { plain };
            match put(buffer, rest, &cluster, style) {
                Some(right) => rest = right,
                None => break,
            }
        }
    }
}
