//! The list of the article's flags: two rows a flag, and the selected one in full.

use super::card;
use super::frame::titled;
use super::paint::{area, rect, rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::anchor::Outcome;
use crate::app::App;
use crate::app::command::Command;
use crate::app::flags::detail::{became, clip, due_words, is_pressing, sign};
use crate::app::flags::{Line, lines};
use crate::app::panes::{Pane, flags_and_card};
use crate::flag::{Flag, Priority, Status};
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The list of flags.
pub(super) struct FlagList<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

/// A flag as it is shown.
struct Entry {
    mark: &'static str,
    role: Role,
    words: String,
    details: String,
}

impl Widget for FlagList<'_> {
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let lines = lines(self.app);
        let focused = self.app.wish.focus == Pane::Flags;
        let title = ("Flags of this article", lines.len().to_string());
        let below = titled(buffer, self.theme, pane, (title.0, &title.1), focused);
        let (list, card) = flags_and_card(area(below));
        let mut free = rows(rect(list));
        if lines.is_empty() {
            let key = |command| self.app.key(command);
            let (set, all) = (key(Command::Flag), key(Command::FlagScope));
            let hints = [
                "This article has no flag.".to_owned(),
                format!("{set} sets one in the text, {all} lists all."),
            ];
            for (hint, row) in hints.iter().zip(&mut free) {
                write_cut(buffer, row, hint, self.theme.style(Role::Detail));
            }
        }
        let shown = &self.app.flags.card;
        if let Some(page) = &shown.page {
            let (line, card) = card.split_top(1);
            let rule = "─".repeat(line.width.into());
            write(buffer, rect(line), &rule, self.theme.style(Role::Line));
            card::page(buffer, self.theme, rect(card), page, shown.list.offset);
        }
        let state = &self.app.flags.list;
        for (index, line) in lines.iter().enumerate().skip(state.offset) {
            let Some(entry) = self.entry(*line) else { continue };
            let words =
                [(entry.mark, &entry.words, Role::Text), ("", &entry.details, Role::Detail)];
            for (mark, words, role) in words {
                let Some(row) = free.next() else { return };
                let rest = write(buffer, row, mark, self.theme.style(entry.role));
                let rest = super::paint::indented(rest, 2 - u16::from(!mark.is_empty()));
                write_cut(buffer, rest, words, self.theme.style(role));
                if index == state.selected {
                    buffer.set_style(row, self.theme.style(Role::Selected));
                }
            }
        }
    }
}

impl FlagList<'_> {
    fn entry(&self, line: Line) -> Option<Entry> {
        match line {
            Line::Placed(index) => {
                let placed = self.app.reader.as_ref()?.flags.get(index)?;
                let mark = mark_at(placed.flag.status, &placed.outcome);
                Some(entry(&placed.flag, mark, became(&placed.outcome), self.app.today))
            }
            Line::Unsaved(index) => {
                let unsaved = self.app.flags.unsaved.get(index)?;
                let (mark, state) =
                    if unsaved.failed { ("!", "not saved") } else { ("…", "being saved") };
                let note = one_line(&unsaved.note);
                let details = [state, &note].into_iter().filter(|it| !it.is_empty());
                let details: Vec<&str> = details.collect();
                Some(Entry {
                    mark,
                    role: Role::FlagUnsaved,
                    words: one_line(&unsaved.words),
                    details: details.join(" · "),
                })
            }
        }
    }
}

/// Returns the mark of a flag and its role.
pub(super) fn mark(status: Status) -> (&'static str, Role) {
    (sign(status), role(status))
}

/// Returns the role of a flag.
pub(super) fn role(status: Status) -> Role {
    match status {
        Status::Open => Role::FlagOpen,
        Status::Waiting => Role::FlagWaiting,
        Status::Done => Role::FlagDone,
    }
}

/// Characters of a passage or a note that a line has room for, at the most.
const LINE: usize = 600;

/// Returns the beginning of a text without its line breaks.
pub(super) fn one_line(text: &str) -> String {
    clip(text, LINE).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the column that shows a priority.
pub(super) fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::High => "!",
        Priority::Normal => " ",
        Priority::Low => "-",
    }
}

/// Returns when a flag is due in few words, and whether that is today or over.
pub(super) fn due(flag: &Flag, today: Option<Date>) -> (String, bool) {
    let Some(due) = flag.due else { return (String::new(), false) };
    let is_pressing = is_pressing(flag, today);
    let words = match today == Some(due) {
        true => "today".to_owned(),
        false if today.is_some_and(|today| today.year() == due.year()) => {
            due.strftime("%-d %b").to_string()
        }
        false => due.to_string(),
    };
    (words, is_pressing)
}

/// Returns the mark of a flag in its article, by what became of the passage, and its role.
pub(super) fn mark_at(status: Status, outcome: &Outcome) -> (&'static str, Role) {
    let (mark, role) = mark(status);
    let mark = match outcome {
        Outcome::Same(_) => mark,
        Outcome::Moved(_) => "↕",
        Outcome::Changed(_) => "≠",
        Outcome::Ambiguous(_) => "≈",
        Outcome::Orphan => "×",
    };
    (mark, role)
}

fn entry(flag: &Flag, mark: (&'static str, Role), became: &str, today: Option<Date>) -> Entry {
    let (mark, role) = mark;
    let state = if flag.status == Status::Open { "" } else { flag.status.name() };
    let priority = match flag.priority {
        Priority::Normal => String::new(),
        priority => format!("{} priority", priority.name()),
    };
    let due = flag.due.map_or_else(String::new, |due| due_words(due, today));
    let tags: Vec<String> = flag.tags.iter().map(|tag| format!("#{tag}")).collect();
    let tags = tags.join(" ");
    let speaker = flag.speaker.as_deref().unwrap_or("");
    let note = one_line(&flag.note);
    let details = [became, state, &priority, &due, &tags, &note, speaker];
    let details: Vec<&str> = details.into_iter().filter(|it| !it.is_empty()).collect();
    Entry { mark, role, words: one_line(&flag.selector.exact), details: details.join(" · ") }
}
