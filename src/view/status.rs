//! The status line: the prompt, else a message, else where the reader is and what keys help.

use super::paint::{columns, indented, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::bookmarks::Awaiting;
use crate::app::command::Command;
use crate::app::help::hints;
use crate::app::panes::Pane;
use crate::app::press::contexts;
use crate::app::prompt::{Ask, Prompt};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The status line.
pub(super) struct StatusLine<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for StatusLine<'_> {
    fn render(self, row: Rect, buffer: &mut Buffer) {
        let style = |role| self.theme.style(role);
        if let Some(prompt) = &self.app.prompt {
            let row = self.beside(buffer, row, prompt);
            let rest = write(buffer, row, prompt.label(), style(Role::Key));
            if is_above(self.app, prompt) {
                return;
            }
            let shown = visible(prompt, rest.width);
            write(buffer, rest, shown, style(Role::Prompt));
            return;
        }
        if let Some(begun) = begun(self.app) {
            write_cut(buffer, indented(row, 1), &begun, style(Role::Message));
            return;
        }
        let tour = self.app.tour_says();
        if let Some(message) = &self.app.message {
            let role = if message.error { Role::Error } else { Role::Message };
            let rest = write_cut(buffer, indented(row, 1), &message.text, style(role));
            if let Some(tour) = &tour {
                write_cut(buffer, indented(rest, 2), tour, style(Role::Key));
            }
            return;
        }
        if let Some(tour) = &tour {
            write_cut(buffer, indented(row, 1), tour, style(Role::Key));
            return;
        }
        if self.app.wish.zen {
            return;
        }
        let place = place(self.app);
        let rest = write_cut(buffer, indented(row, 1), &place, style(Role::Status));
        let greeting = self.app.greeting.as_ref();
        if let Some(greeting) = greeting.filter(|it| columns(it) + 3 <= rest.width) {
            let rest = indented(rest, rest.width - columns(greeting) - 1);
            write(buffer, rest, greeting, style(Role::Key));
            return;
        }
        let rest = self.hints(buffer, indented(rest, 2));
        if let (Some(headline), true) = (headline(self.app), rest.width > 12) {
            let gap = Rect { x: rest.x - 2, width: rest.width, ..rest };
            let rest = write(buffer, gap, " · ", style(Role::Detail));
            write_cut(buffer, rest, headline, style(Role::Detail));
        }
    }
}

impl StatusLine<'_> {
    /// Draws what stands at the right of the prompt; returns what is left of it.
    fn beside(&self, buffer: &mut Buffer, row: Rect, prompt: &Prompt) -> Rect {
        let room = room_of(self.app, prompt, row.width);
        if let (true, Some(count)) = (room < row.width, beside(self.app, prompt)) {
            write(buffer, indented(row, room), &count, self.theme.style(Role::Detail));
        }
        Rect { width: room, ..row }
    }

    /// Draws as many hints at the right as there is room for; returns what is left of it.
    fn hints(&self, buffer: &mut Buffer, room: Rect) -> Rect {
        let mut shown = Vec::new();
        let mut taken = 0;
        let bound = hints(self.app).iter().filter(|(it, _)| self.app.keymap.is_bound(*it));
        for (command, word) in bound {
            let key = self.app.key(*command);
            let more = columns(&key) + columns(word) + 3;
            if taken + more > room.width {
                break;
            }
            taken += more;
            shown.push((key, *word));
        }
        let mut rest = indented(room, room.width - taken);
        for (key, word) in shown {
            rest = write(buffer, rest, &key, self.theme.style(Role::Key));
            rest = write(buffer, rest, " ", self.theme.style(Role::Status));
            rest = write(buffer, rest, word, self.theme.style(Role::Detail));
            rest = write(buffer, rest, "  ", self.theme.style(Role::Status));
        }
        Rect { width: room.width - taken, ..room }
    }
}

/// Tells whether the answer stands above the status line, because it takes several rows.
fn is_above(app: &App, prompt: &Prompt) -> bool {
    prompt.is_note() && app.size.1 > 3 && prompt.page(app.size.0).rows().len() > 1
}

/// Returns the column of the prompt's cursor, counted from the left of the row.
pub(super) fn cursor(app: &App, prompt: &Prompt, width: u16) -> u16 {
    let width = room_of(app, prompt, width);
    let label = columns(prompt.label());
    let room = width.saturating_sub(label);
    let scroll = prompt.input.visual_scroll(room.saturating_sub(1).into());
    let at = prompt.input.visual_cursor().saturating_sub(scroll);
    label.saturating_add(u16::try_from(at).unwrap_or(room)).min(width.saturating_sub(1))
}

/// The part of the answer that the prompt has room for.
fn visible(prompt: &Prompt, room: u16) -> &str {
    let mut scroll = prompt.input.visual_scroll(room.saturating_sub(1).into());
    let mut rest = prompt.input.value();
    while scroll > 0 {
        let Some(cluster) = super::paint::first_cluster(rest) else { break };
        scroll = scroll.saturating_sub(columns(cluster).into());
        rest = rest.get(cluster.len()..).unwrap_or("");
    }
    rest
}

/// What can be done in the prompt for a note.
const NOTE_KEYS: &str = "<A-Enter> new line  <C-x> editor";

/// Columns of a prompt from which something has room beside it.
const BESIDE: u16 = 16;

/// Columns that a prompt has on a line of `width`, beside what stands at its right.
fn room_of(app: &App, prompt: &Prompt, width: u16) -> u16 {
    let count = beside(app, prompt).map_or(0, |count| columns(&count) + 1);
    let room = width.saturating_sub(count);
    if room < BESIDE { width } else { room }
}

/// What stands beside a prompt: while words are searched for, which match is shown and how many
/// there are.
fn beside(app: &App, prompt: &Prompt) -> Option<String> {
    if prompt.is_note() {
        // It gives way to the words.
        let taken = columns(prompt.label()).saturating_add(columns(prompt.input.value()));
        let free = app.size.0.saturating_sub(taken) > columns(NOTE_KEYS) + 3;
        return Some(NOTE_KEYS.to_owned()).filter(|_| free);
    }
    if !prompt.hint.is_empty() {
        return Some(prompt.hint.clone());
    }
    let found = &app.reader.as_ref()?.found;
    if !matches!(prompt.ask, Ask::Search { .. }) || found.query.is_empty() {
        return None;
    }
    let more = if found.complete { "" } else { " …" };
    let count = found.matches.len();
    Some(match (found.index, count) {
        (_, 0) if found.complete => "no match".to_owned(),
        (_, 0) => "…".to_owned(),
        (Some(index), _) if found.complete => format!("{} of {count}", index + 1),
        _ => format!("{count}{more}"),
    })
}

/// What a number or the keys of an unfinished sequence can become.
fn begun(app: &App) -> Option<String> {
    if let Some(awaiting) = app.awaiting {
        let letters: Vec<String> = app.bookmarks.keys().map(char::to_string).collect();
        let known = if letters.is_empty() { "none".to_owned() } else { letters.join(" ") };
        return Some(match awaiting {
            Awaiting::Set => format!(
                "{} …  a letter names this place; so far: {known}",
                app.key(Command::SetMark)
            ),
            Awaiting::Link => "A letter opens its link; <Esc> leaves it.".to_owned(),
            Awaiting::Go => {
                let key = app.key(Command::GoToMark);
                format!("{key} …  goes to a named place: {known}; ' back, ^ start, $ end")
            }
        });
    }
    let count = app.count.map_or(String::new(), |count| count.to_string());
    if app.keys.is_empty() {
        let say = || format!("{count} …  how often, or which one");
        return app.count.map(|_| say());
    }
    let keys: String = app.keys.iter().map(ToString::to_string).collect();
    let mut next: Vec<String> = Vec::new();
    for (key, command) in app.keymap.continuing(contexts(app), &app.keys) {
        let name = command.info().map_or("", |info| info.name);
        next.push(format!("{key} {name}"));
    }
    Some(format!("{count}{keys} …  {}", next.join("  ")))
}

/// Words of a selection that are counted, at the most.
const COUNTED: usize = 10_000;

/// Where the reader is.
fn place(app: &App) -> String {
    let Some(reader) = app.reader.as_ref().filter(|_| app.help.is_none()) else {
        return String::new();
    };
    if app.wish.focus == Pane::Body && reader.selection.is_some() {
        let words = reader.target().map_or("", |span| span.of(&reader.document().text));
        return match words.split_whitespace().take(COUNTED).count() {
            1 => "1 word selected".to_owned(),
            COUNTED => format!("{COUNTED} words or more selected"),
            count => format!("{count} words selected"),
        };
    }
    if matches!(app.wish.focus, Pane::Flags | Pane::Follow | Pane::Sheet) {
        return String::new();
    }
    let mut parts = vec![format!("{}%", reader.percent())];
    let left = reader.words_left().div_ceil(usize::from(app.wish.speed).max(1));
    if left > 0 && reader.focused.is_none() {
        parts.push(format!("{left} min left"));
    }
    let quotes = reader.briefing.annotations.quotes.len();
    match reader.focused {
        Some(index) => {
            parts.push(format!("quote {} of {quotes}", index + 1));
            parts.extend(reader.quote(index).map(|quote| super::attributed(reader, quote)));
        }
        None if !reader.annotated => parts.push("looking for quotes …".to_owned()),
        None => parts.push(format!("{quotes} {}", if quotes == 1 { "quote" } else { "quotes" })),
    }
    parts.join(" · ")
}

/// What the open article is called.
fn headline(app: &App) -> Option<&str> {
    let elsewhere =
        app.help.is_some() || matches!(app.wish.focus, Pane::Flags | Pane::Follow | Pane::Sheet);
    let reader = app.reader.as_ref().filter(|_| !elsewhere)?;
    Some(reader.headline())
}
