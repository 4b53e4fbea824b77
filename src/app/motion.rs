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
    /// To a paragraph of the body or an item of a list, from 1.
    Nth(usize),
    /// To so many hundredths of the whole.
    Percent(usize),
}

impl Motion {
    /// Returns the motion that a command asks for, with the number typed before it.
    #[must_use]
    pub fn of(command: Command, count: Option<usize>) -> Option<Self> {
        let times = isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX);
        Some(match (command, count) {
            (Command::LineDown, _) => Self::Lines(times),
            (Command::LineUp, _) => Self::Lines(-times),
            (Command::HalfPageDown, _) => Self::HalfPages(times),
            (Command::HalfPageUp, _) => Self::HalfPages(-times),
            (Command::PageDown, _) => Self::Pages(times),
            (Command::PageUp, _) => Self::Pages(-times),
            (Command::NextParagraph, _) => Self::Paragraphs(times),
            (Command::PreviousParagraph, _) => Self::Paragraphs(-times),
            (Command::Start | Command::End, Some(number)) => Self::Nth(number),
            (Command::Start, None) => Self::Start,
            (Command::End, None) => Self::End,
            (Command::Percent, _) => Self::Percent(count.unwrap_or(0).min(100)),
            _ => return None,
        })
    }

    /// Tells whether the motion leads to a place, wherever it begins.
    #[must_use]
    pub fn is_jump(self) -> bool {
        matches!(self, Self::Start | Self::End | Self::Nth(_) | Self::Percent(_))
    }
}
