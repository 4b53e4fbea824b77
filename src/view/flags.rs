//! The list of flags: two rows a flag, its words and what is known of it.

use super::frame::titled;
use super::paint::{rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::anchor::Outcome;
use crate::app::App;
use crate::app::command::Command;
use crate::app::flags::{Line, lines};
use crate::app::panes::Pane;
use crate::flag::{Flag, Status};
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
struct Entry<'a> {
    mark: &'static str,
    role: Role,
    words: &'a str,
    details: Vec<&'a str>,
}

impl Widget for FlagList<'_> {
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let everywhere = self.app.flags.everywhere;
        let name = if everywhere { "Flags of all articles" } else { "Flags of this article" };
        let lines = lines(self.app);
        let focused = self.app.wish.focus == Pane::Flags;
        let below = titled(buffer, self.theme, pane, (name, &lines.len().to_string()), focused);
        let mut free = rows(below);
        if lines.is_empty() {
            let key = |command| self.app.key(command);
            let hints = match (everywhere, &self.app.flags.all) {
                (true, None) => vec!["Reading the flags …".to_owned()],
                (true, Some(_)) => vec!["No article has a flag.".to_owned()],
                (false, _) => {
                    let (set, all) = (key(Command::Flag), key(Command::FlagScope));
                    vec![
                        "This article has no flag.".to_owned(),
                        format!("{set} sets one in the text, {all} lists all."),
                    ]
                }
            };
            for (hint, row) in hints.iter().zip(&mut free) {
                write_cut(buffer, row, hint, self.theme.style(Role::Detail));
            }
        }
        let state = &self.app.flags.list;
        for (index, line) in lines.iter().enumerate().skip(state.offset) {
            let Some(entry) = self.entry(*line) else { continue };
            let details = entry.details.join(" · ");
            let words = [(entry.mark, entry.words, Role::Text), ("", &details, Role::Detail)];
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
    fn entry(&self, line: Line) -> Option<Entry<'_>> {
        match line {
            Line::Placed(index) => {
                let placed = self.app.reader.as_ref()?.flags.get(index)?;
                Some(entry(&placed.flag, outcome(&placed.outcome)))
            }
            Line::Listed(index) => {
                let listed = self.app.flags.all.as_ref()?.get(index)?;
                Some(entry(&listed.flag, &listed.headline))
            }
            Line::Unsaved(index) => {
                let unsaved = self.app.flags.unsaved.get(index)?;
                let (mark, state) =
                    if unsaved.failed { ("!", "not saved") } else { ("…", "being saved") };
                let details = [state, &unsaved.draft.note].into_iter().filter(|it| !it.is_empty());
                Some(Entry {
                    mark,
                    role: Role::FlagUnsaved,
                    words: &unsaved.draft.selector.exact,
                    details: details.collect(),
                })
            }
        }
    }
}

/// Returns the mark of a flag and its role.
pub(super) fn mark(status: Status) -> (&'static str, Role) {
    match status {
        Status::Open => ("⚑", Role::FlagOpen),
        Status::Waiting => ("◷", Role::FlagWaiting),
        Status::Done => ("✓", Role::FlagDone),
    }
}

fn entry<'a>(flag: &'a Flag, last: &'a str) -> Entry<'a> {
    let (mark, role) = mark(flag.status);
    let state = if flag.status == Status::Open { "" } else { flag.status.name() };
    let speaker = flag.speaker.as_deref().unwrap_or("");
    let details = [state, &*flag.note, speaker, last].into_iter().filter(|it| !it.is_empty());
    Entry { mark, role, words: &flag.selector.exact, details: details.collect() }
}

/// What there is to say of a passage that is not where it was.
fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Same(_) | Outcome::Moved(_) => "",
        Outcome::Changed(_) => "the words have changed",
        Outcome::Ambiguous(_) => "stands in several places",
        Outcome::Orphan => "no longer in the article",
    }
}
