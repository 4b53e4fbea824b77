//! The help: lines made from the table of commands.

use super::command::{Command, Group, TABLE, shown};

/// A line of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A heading over the next lines.
    Heading(&'static str),
    /// The keys of a command and what it does.
    Keys {
        /// The keys, parted by blanks.
        keys: String,
        /// What they do.
        sentence: &'static str,
    },
    /// A blank line.
    Blank,
}

/// Returns the lines of the help.
#[must_use]
pub fn lines() -> Vec<Line> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Heading(group.title()));
        for info in TABLE.iter().filter(|info| info.group == group) {
            let keys: Vec<String> = info.keys.iter().map(|keys| shown(keys)).collect();
            lines.push(Line::Keys { keys: keys.join(" "), sentence: info.sentence });
        }
    }
    lines
}

/// Returns the keys that help most in the focused pane, for the status line.
#[must_use]
pub fn hints(focus: super::panes::Pane, selecting: bool) -> &'static [(Command, &'static str)] {
    use super::panes::Pane;
    match (focus, selecting) {
        (Pane::Body, true) => &[
            (Command::WordNext, "word"),
            (Command::LineDown, "line"),
            (Command::Flag, "flag"),
            (Command::Leave, "cancel"),
        ],
        (Pane::Body, false) => &[
            (Command::NextQuote, "quote"),
            (Command::FocusSpeakers, "speakers"),
            (Command::Flag, "flag"),
            (Command::Search, "search"),
            (Command::Help, "help"),
        ],
        (Pane::Speakers, _) => &[
            (Command::ShowQuote, "quote"),
            (Command::NextOfSpeaker, "next"),
            (Command::Leave, "text"),
            (Command::Help, "help"),
        ],
        (Pane::Contents, _) => {
            &[(Command::OpenEntry, "open"), (Command::Leave, "text"), (Command::Help, "help")]
        }
        (Pane::Flags, _) => &[
            (Command::FlagShow, "go to"),
            (Command::FlagDone, "done"),
            (Command::FlagNote, "note"),
            (Command::FlagDelete, "delete"),
            (Command::FlagUndo, "undo"),
            (Command::FlagScope, "all"),
            (Command::FlagClose, "close"),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_the_help_once() {
        let keys = lines().iter().filter(|line| matches!(line, Line::Keys { .. })).count();
        assert_eq!(keys, TABLE.len());
    }
}
