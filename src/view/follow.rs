//! The follow-up view: the flags of all articles in groups, and the selected one in full.

use super::card;
use super::flags::{due, mark, one_line, priority};
use super::frame::titled;
use super::paint::{area, columns, indented, rect, rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::command::Command;
use crate::app::follow::groups::Line;
use crate::app::panes::{FollowParts, Pane, follow_parts};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use uuid::Uuid;

/// The follow-up view.
pub(super) struct FollowUp<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for FollowUp<'_> {
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let FollowParts { list, divider, card } = follow_parts(area(pane));
        if let Some(divider) = divider {
            for row in rows(rect(divider)) {
                write(buffer, indented(row, 1), "│", self.theme.style(Role::Line));
            }
        }
        self.list(buffer, rect(list));
        let follow = &self.app.flags.follow;
        let focused = follow.in_detail && self.app.wish.focus == Pane::Follow;
        let place = match follow.lines.get(follow.list.selected) {
            Some(Line::Flag { group, .. }) => follow.groups.get(*group),
            _ => None,
        };
        let title = place.map_or("", |group| group.title.as_str());
        let below = titled(buffer, self.theme, rect(card), (title, ""), focused);
        let shown = &self.app.flags.card;
        if let Some(page) = &shown.page {
            card::page(buffer, self.theme, below, page, shown.list.offset);
        }
    }
}

impl FollowUp<'_> {
    fn list(&self, buffer: &mut Buffer, pane: Rect) {
        let follow = &self.app.flags.follow;
        let mut name = format!("Flags by {}", follow.grouping.name());
        if !follow.query.is_empty() {
            name = format!("{name}: {}", follow.query);
        }
        let mut count = match follow.live {
            None => String::new(),
            Some(live) if follow.query.is_empty() => live.to_string(),
            Some(live) => format!("{} of {live}", follow.found),
        };
        if !follow.marked.is_empty() {
            count = format!("{} marked", follow.marked.len());
        }
        let focused = !follow.in_detail && self.app.wish.focus == Pane::Follow;
        let below = titled(buffer, self.theme, pane, (&name, &count), focused);
        if follow.lines.is_empty() {
            let key = self.app.key(Command::Flag);
            let hint = match follow.live.filter(|_| follow.is_whole()) {
                None => "Reading the flags …".to_owned(),
                Some(0) => format!("No article has a flag; {key} sets one in the text."),
                Some(_) => "No flag is as it was asked for.".to_owned(),
            };
            if let Some(row) = rows(below).next() {
                write_cut(buffer, row, &hint, self.theme.style(Role::Detail));
            }
        }
        let shown = follow.lines.iter().enumerate().skip(follow.list.offset);
        for ((index, line), row) in shown.zip(rows(below)) {
            match *line {
                Line::Heading(group) => self.heading(buffer, row, group),
                Line::Flag { id, .. } => self.flag(buffer, row, id),
            }
            if index == follow.list.selected {
                let role = if focused { Role::Selected } else { Role::SelectedIdle };
                buffer.set_style(row, self.theme.style(role));
            }
        }
    }

    fn heading(&self, buffer: &mut Buffer, row: Rect, group: usize) {
        let Some(group) = self.app.flags.follow.groups.get(group) else { return };
        // Of the last group there may be more to come.
        let whole = self.app.flags.follow.is_whole();
        let count = if whole { group.count.to_string() } else { String::new() };
        let room = row.width.saturating_sub(columns(&count) + 2);
        let title = Rect { width: room, ..row };
        write_cut(buffer, title, &group.title, self.theme.style(Role::Title));
        write(buffer, indented(row, room + 1), &count, self.theme.style(Role::Detail));
    }

    fn flag(&self, buffer: &mut Buffer, row: Rect, id: Uuid) {
        let Some(listed) = self.app.flags.follow.known(id) else {
            write(buffer, indented(row, 2), "…", self.theme.style(Role::Detail));
            return;
        };
        let flag = &listed.flag;
        let style = |role| self.theme.style(role);
        let marked = self.app.flags.follow.marked.contains(&flag.id);
        let rest = write(buffer, row, if marked { "●" } else { " " }, style(Role::Key));
        let (sign, role) = mark(flag.status);
        let rest = write(buffer, rest, sign, style(role));
        let rest = write(buffer, rest, priority(flag.priority), style(Role::FlagOverdue));
        let (day, pressing) = due(flag, self.app.today);
        let room = rest.width.saturating_sub(columns(&day) + 2);
        let fits = !day.is_empty() && room >= 16;
        if fits {
            let role = if pressing { Role::FlagOverdue } else { Role::Detail };
            write(buffer, indented(rest, room + 1), &day, style(role));
        }
        let words = Rect { width: if fits { room } else { rest.width }, ..rest };
        // A note is what the reader knows the flag by: it gets a share of the line.
        let noted = !flag.note.is_empty() && words.width >= 24;
        let share = if noted { words.width / 5 * 3 } else { words.width };
        let role = if flag.status == crate::flag::Status::Done { Role::Read } else { Role::Text };
        let passage = Rect { width: share, ..words };
        let left = write_cut(buffer, passage, &one_line(&flag.selector.exact), style(role));
        if noted {
            let taken = share - left.width;
            let rest = indented(words, taken);
            let note = format!("· {}", one_line(&flag.note));
            write_cut(buffer, indented(rest, 1), &note, style(Role::Detail));
        }
    }
}
