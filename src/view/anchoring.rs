//! What is asked about a flag whose passage is not what it was: a few rows over the end of the
//! text.

use super::frame::titled;
use super::paint::{columns, indented, rows, write_cut};
use super::theme::{Role, Theme};
use crate::anchor::{Fate, Selector};
use crate::app::App;
use crate::app::anchoring::{About, Asking};
use crate::app::command::Command;
use crate::flag::Flag;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

/// The rows of the question.
pub(super) struct Question<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

/// Words and what they are.
type Words = (Role, String);

impl Widget for Question<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let Some((asking, flag)) = self.app.asked() else { return };
        Clear.render(area, buffer);
        let title = (title(asking), keys(self.app, asking));
        let below = titled(buffer, self.theme, area, (title.0, &title.1), true);
        for (line, row) in lines(asking, flag, area.width).iter().zip(rows(below)) {
            let mut rest = indented(row, 1);
            for (role, words) in line {
                rest = write_cut(buffer, rest, words, self.theme.style(*role));
            }
        }
    }
}

/// Rows at least, so that there is a title.
const LEAST: usize = 4;

/// Returns where the question lies, if one is asked: at the foot of the body, and never over
/// more than half of it.
pub(super) fn place(app: &App, body: Rect) -> Option<Rect> {
    let (asking, flag) = app.asked()?;
    let wanted = lines(asking, flag, body.width).len().saturating_add(1).max(LEAST);
    let height = u16::try_from(wanted).unwrap_or(u16::MAX).min(body.height / 2);
    Some(Rect { y: body.bottom() - height, height, ..body })
}

fn title(asking: &Asking) -> &'static str {
    match asking.about {
        About::Changed { .. } => "The words have changed",
        About::Ambiguous { .. } => "It may be here",
        About::Orphan => "No longer in the article",
    }
}

/// The keys that answer.
fn keys(app: &App, asking: &Asking) -> String {
    let key = |command| app.key(command);
    let (accept, leave) = (key(Command::AcceptPassage), key(Command::LeavePassage));
    match &asking.about {
        About::Changed { .. } => format!("{accept} accepts, {leave} leaves it"),
        About::Ambiguous { spans, .. } if spans.len() < 2 => {
            format!("{accept} takes it, {leave} leaves it")
        }
        About::Ambiguous { spans, at } => {
            let next = key(Command::NextPlace);
            format!("{} of {}: {accept} takes it, {next} next, {leave}", at + 1, spans.len())
        }
        About::Orphan => format!("{leave} closes"),
    }
}

/// The difference, or the kept words in their context.
fn lines(asking: &Asking, flag: &Flag, width: u16) -> Vec<Vec<Words>> {
    let words = match &asking.about {
        About::Changed { pieces, .. } => pieces.iter().flat_map(changed).collect(),
        About::Ambiguous { .. } | About::Orphan => kept(&flag.selector),
    };
    let mut lines = wrapped(words, width.saturating_sub(2));
    if !flag.note.is_empty() {
        lines.push(vec![(Role::Detail, format!("Note: {}", &*flag.note))]);
    }
    lines
}

/// The words of a piece; where colours are not seen a sign tells what was removed and added.
fn changed((fate, text): &(Fate, String)) -> Vec<Words> {
    let (role, sign) = match fate {
        Fate::Kept => (Role::Text, ""),
        Fate::Removed => (Role::Removed, "−"),
        Fate::Added => (Role::Added, "+"),
    };
    let words = text.split_whitespace().enumerate();
    words.map(|(index, word)| (role, [if index == 0 { sign } else { "" }, word].concat())).collect()
}

/// Characters of context that are shown on each side.
const CONTEXT: usize = 60;

fn kept(selector: &Selector) -> Vec<Words> {
    let Selector { prefix, exact, suffix, .. } = selector;
    let cut = prefix.char_indices().nth_back(CONTEXT).map_or(0, |(at, _)| at);
    let end = suffix.char_indices().nth(CONTEXT).map_or(suffix.len(), |(at, _)| at);
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    let before = [dots(cut > 0), prefix.get(cut..).unwrap_or("")].concat();
    let after = [suffix.get(..end).unwrap_or(""), dots(end < suffix.len())].concat();
    [(Role::Detail, before.as_str()), (Role::Text, exact), (Role::Detail, after.as_str())]
        .into_iter()
        .flat_map(|(role, text)| text.split_whitespace().map(move |word| (role, word.to_owned())))
        .collect()
}

/// Breaks words into rows.
fn wrapped(words: Vec<Words>, width: u16) -> Vec<Vec<Words>> {
    let mut lines: Vec<Vec<Words>> = vec![Vec::new()];
    let mut used: u16 = 0;
    for (role, word) in words {
        let needed = columns(&word);
        if used > 0 && used.saturating_add(needed).saturating_add(1) > width {
            lines.push(Vec::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { continue };
        if used > 0 {
            line.push((Role::Text, " ".to_owned()));
            used = used.saturating_add(1);
        }
        line.push((role, word));
        used = used.saturating_add(needed);
    }
    lines
}
