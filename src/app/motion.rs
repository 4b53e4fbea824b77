//! Ways to move, the same in the text, in lists and in the help.

use super::command::Command;

/// How far to move; negative amounts lead towards the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// By rows.
    Lines(isize),
    /// By half screens.
    HalfPages(isize),
    /// By screens.
    Pages(isize),
    /// By paragraphs.
    Paragraphs(isize),
    /// To the start.
    Start,
    /// To the end.
    End,
}

impl Motion {
    /// Returns the motion that a command asks for.
    #[must_use]
    pub fn of(command: Command) -> Option<Self> {
        Some(match command {
            Command::LineDown => Self::Lines(1),
            Command::LineUp => Self::Lines(-1),
            Command::HalfPageDown => Self::HalfPages(1),
            Command::HalfPageUp => Self::HalfPages(-1),
            Command::PageDown => Self::Pages(1),
            Command::PageUp => Self::Pages(-1),
            Command::NextParagraph => Self::Paragraphs(1),
            Command::PreviousParagraph => Self::Paragraphs(-1),
            Command::Start => Self::Start,
            Command::End => Self::End,
            _ => return None,
        })
    }
}
