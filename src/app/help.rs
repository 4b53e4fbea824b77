//! The help: lines made from the table of commands, and hints for the status line.

use super::App;
use super::command::{Command, Group, Info, TABLE};
use super::keymap::Keymap;
use super::list::ListState;
use super::panes::Pane;
use crate::search::stands;

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A heading over the next lines.
    Heading(&'static str),
    /// The keys of a command and what it does; a part of either where it takes several lines.
    Keys {
        /// The keys, parted by blanks.
        keys: String,
        /// The column at which the sentence begins.
        indent: u16,
        /// What they do.
        sentence: String,
    },
    /// A blank line.
    Blank,
}

/// Columns from which sentences stand beside the keys instead of below them.
const BESIDE: u16 = 60;

/// Opens the help.
pub(super) fn open(app: &mut App) {
    app.help = Some(ListState::default());
    app.help_query.clear();
}

/// Closes the help.
pub(super) fn close(app: &mut App) {
    app.help = None;
    app.help_query.clear();
}

/// Shows the keys that the words in the prompt are about.
pub(super) fn typed(app: &mut App) {
    if let Some(prompt) = &app.prompt {
        prompt.input.value().clone_into(&mut app.help_query);
        app.help = Some(ListState::default());
    }
}

/// Shows all keys again.
pub(super) fn show_all(app: &mut App) {
    app.help_query.clear();
}

/// Returns the lines of the help for a screen of `width` columns, with the keys in force: those
/// that have every word of `query` in their keys, name or sentence.
#[must_use]
pub fn lines(keymap: &Keymap, query: &str, width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    let is_wanted = |info: &&Info| {
        let keys: Vec<String> = keymap.keys_of(info.command).collect();
        let about = format!("{} {} {}", keys.join(" "), info.name, info.sentence);
        query.split_whitespace().all(|word| stands(&about, word))
    };
    for group in Group::ALL {
        let own = || TABLE.iter().filter(|info| info.group == group).filter(is_wanted);
        if own().next().is_none() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Heading(group.title()));
        for info in own() {
            let keys: Vec<String> = keymap.keys_of(info.command).collect();
            let none = || format!("“{}”", info.name);
            let mut keys = if keys.is_empty() { none() } else { keys.join(" ") };
            let indent = if width >= BESIDE { 30 } else { 4 };
            let crowded = keys.chars().count() + 3 > usize::from(indent);
            if width < BESIDE || crowded {
                let keys = std::mem::take(&mut keys);
                lines.push(Line::Keys { keys, indent, sentence: String::new() });
            }
            for sentence in wrapped(&info.with_place(), width.saturating_sub(indent)) {
                lines.push(Line::Keys { keys: std::mem::take(&mut keys), indent, sentence });
            }
        }
    }
    if lines.is_empty() {
        lines.push(Line::Heading("No key is about these words."));
    }
    lines
}

/// Breaks a sentence of the table, which is ASCII but for a mark or two, at blanks.
fn wrapped(sentence: &str, width: u16) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width.into() => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Returns the commands that help most at the moment, the most needed first, each with a word
/// for the status line.
#[must_use]
pub fn hints(app: &App) -> &'static [(Command, &'static str)] {
    let selecting = app.reader.as_ref().is_some_and(|reader| reader.selection.is_some());
    match (app.wish.focus, &app.reader) {
        _ if app.help.is_some() => &[
            (Command::HelpClose, "close"),
            (Command::PageDown, "more"),
            (Command::HelpSearch, "find"),
        ],
        (Pane::Body, None) => {
            &[(Command::Help, "help"), (Command::FocusContents, "library"), (Command::Quit, "quit")]
        }
        (Pane::Body, _) if super::flags::in_text::is_peeking(app) => &[
            (Command::Leave, "close"),
            (Command::NextFlag, "next"),
            (Command::FlagStatus, "status"),
            (Command::FlagNote, "note"),
            (Command::FlagTags, "tags"),
            (Command::FlagDue, "due"),
            (Command::FlagExtent, "extent"),
            (Command::FlagDelete, "delete"),
        ],
        (Pane::Body, _) if selecting && super::flags::in_text::is_editing_extent(app) => &[
            (Command::ExtentKeep, "keep"),
            (Command::Leave, "as it was"),
            (Command::OtherEnd, "other end"),
            (Command::WordNext, "word"),
            (Command::WordBack, "back"),
            (Command::CharRight, "letter"),
        ],
        (Pane::Body, _) if selecting => &[
            (Command::Flag, "flag"),
            (Command::Leave, "cancel"),
            (Command::WordNext, "word"),
            (Command::LineDown, "line"),
        ],
        (Pane::Body, _) => &[
            (Command::Help, "help"),
            (Command::NextQuote, "quote"),
            (Command::FocusSpeakers, "speakers"),
            (Command::Flag, "flag"),
            (Command::Search, "search"),
        ],
        (Pane::Speakers, _) => &[
            (Command::Help, "help"),
            (Command::ShowCard, "card"),
            (Command::ShowQuote, "to the quote"),
            (Command::NextOfSpeaker, "next quote"),
            (Command::Leave, "text"),
        ],
        (Pane::Contents, _) => {
            &[(Command::Help, "help"), (Command::OpenEntry, "open"), (Command::Leave, "text")]
        }
        (Pane::Sheet, _) => {
            &[(Command::Help, "help"), (Command::SheetFollow, "go to"), (Command::Leave, "close")]
        }
        (Pane::Follow, _) => &[
            (Command::Help, "help"),
            (Command::FlagShow, "go to"),
            (Command::FollowFilter, "filter"),
            (Command::FollowGroup, "group"),
            (Command::FlagMark, "mark"),
            (Command::FlagStatus, "status"),
            (Command::FlagNote, "note"),
            (Command::FlagTags, "tags"),
            (Command::FlagDue, "due"),
        ],
        (Pane::Flags, _) => &[
            (Command::FlagClose, "close"),
            (Command::FlagShow, "go to"),
            (Command::FlagStatus, "status"),
            (Command::FlagDelete, "delete"),
            (Command::FlagUndo, "undo"),
            (Command::FlagNote, "note"),
            (Command::FlagScope, "all"),
            (Command::FlagTags, "tags"),
            (Command::FlagDue, "due"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_the_help_once() {
        for width in [1, 40, 59, 60, 120] {
            let keys = |line: &&Line| matches!(line, Line::Keys { keys, .. } if !keys.is_empty());
            assert_eq!(
                lines(&Keymap::default(), "", width).iter().filter(keys).count(),
                TABLE.len(),
                "{width}"
            );
        }
    }

    #[test]
    fn no_line_of_the_help_is_cut() {
        for width in [40, 60, 80, 120] {
            for line in lines(&Keymap::default(), "", width) {
                if let Line::Keys { keys, indent, sentence } = line {
                    let room = if sentence.is_empty() { width } else { indent };
                    assert!(keys.chars().count() + 2 < usize::from(room), "{keys}");
                    assert!(sentence.chars().count() + usize::from(indent) <= width.into());
                }
            }
        }
    }

    #[test]
    fn the_help_is_searched() {
        let about = |query: &str| -> Vec<String> {
            let line = |line: Line| match line {
                Line::Keys { sentence, .. } => Some(sentence),
                Line::Heading(title) => Some(title.to_owned()),
                Line::Blank => None,
            };
            lines(&Keymap::default(), query, 120).into_iter().filter_map(line).collect()
        };
        assert_eq!(
            about("flag higher"),
            ["Flags", "Gives the flag a higher priority (in the list of flags)."]
        );
        assert_eq!(about("zoom"), ["Panes and program", about("zoom")[1].as_str()]);
        assert_eq!(about("日本"), ["No key is about these words."]);
    }
}
