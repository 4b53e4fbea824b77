//! Roles and their styles: the only place that knows colours.

use ratatui::style::{Color, Modifier, Style};

/// What something on the screen is; a theme says how that looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Words of the body.
    Text,
    /// The article's title.
    Headline,
    /// The summary under it.
    Deck,
    /// A sub-heading.
    Heading,
    /// Text whose line breaks count.
    Preformatted,
    /// Section, date and byline; details of a list's entry.
    Detail,
    /// A quote, by its speaker's place among the voices.
    Quote(usize),
    /// A quote that nobody is known to say.
    QuoteOfNobody,
    /// Words that stand back while one speaker's quotes alone are shown.
    Dimmed,
    /// The mark of a quote whose speaker is more likely wrong than right.
    Unsure,
    /// On top of its colour: the focused quote.
    Focused,
    /// On top: the mention of the focused quote's speaker.
    Source,
    /// On top: the reporting words of the focused quote.
    Cue,
    /// On top: the focused sentence.
    Sentence,
    /// On top: words that were searched for.
    Match,
    /// On top: the match gone to last.
    CurrentMatch,
    /// On top: the selection.
    Selection,
    /// The mark of the cursor's paragraph.
    Cursor,
    /// An open flag.
    FlagOpen,
    /// A flag that is done.
    FlagDone,
    /// A flag that is not on disk.
    FlagUnsaved,
    /// A pane's title.
    Title,
    /// The focused pane's title.
    TitleFocused,
    /// Lines between panes.
    Line,
    /// On top: the selected entry of the focused list.
    Selected,
    /// On top: the selected entry of another list.
    SelectedIdle,
    /// The entry of the open article.
    Open,
    /// An entry that cannot be opened.
    Absent,
    /// A key in a hint or in the help.
    Key,
    /// The status line.
    Status,
    /// A message in it.
    Message,
    /// A message that something went wrong.
    Error,
    /// The prompt in it.
    Prompt,
}

/// How roles look.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    table: fn(Role) -> Style,
}

/// Colours for speakers that the common forms of colour blindness keep apart and that can be
/// read on black and on white, from the 256 of the terminal.
const SPEAKERS: [u8; 8] = [33, 172, 36, 169, 99, 106, 131, 38];

impl Default for Theme {
    /// Returns the colours that suit dark and light terminals.
    fn default() -> Self {
        Self { table: coloured }
    }
}

impl Theme {
    /// Returns a theme without any colour.
    #[must_use]
    pub fn monochrome() -> Self {
        Self { table: uncoloured }
    }

    /// Returns how a role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        (self.table)(role)
    }
}

fn coloured(role: Role) -> Style {
    let style = Style::new();
    let colour = |index: u8| style.fg(Color::Indexed(index));
    match role {
        Role::Text | Role::Status | Role::Message | Role::Prompt => style,
        Role::Headline => style.add_modifier(Modifier::BOLD),
        Role::Deck => style.add_modifier(Modifier::ITALIC),
        Role::Heading => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Preformatted => colour(73),
        Role::Detail | Role::Absent | Role::Line | Role::Dimmed => style.fg(Color::Indexed(244)),
        Role::Quote(place) => {
            SPEAKERS.get(place % SPEAKERS.len()).map_or(style, |index| colour(*index))
        }
        Role::QuoteOfNobody => colour(109),
        Role::Focused => style.add_modifier(Modifier::BOLD),
        Role::Source => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Sentence => style.add_modifier(Modifier::UNDERLINED),
        Role::Cue => style.add_modifier(Modifier::ITALIC | Modifier::UNDERLINED),
        Role::Match => colour(16).bg(Color::Indexed(222)),
        Role::CurrentMatch => colour(16).bg(Color::Indexed(208)).add_modifier(Modifier::BOLD),
        Role::Selection | Role::Selected => style.add_modifier(Modifier::REVERSED),
        Role::SelectedIdle => style.add_modifier(Modifier::BOLD),
        Role::Cursor => colour(38),
        Role::Unsure => colour(172).add_modifier(Modifier::BOLD),
        Role::FlagOpen => colour(166).add_modifier(Modifier::BOLD),
        Role::FlagDone => colour(71),
        Role::FlagUnsaved | Role::Error => colour(160).add_modifier(Modifier::BOLD),
        Role::Title => style.fg(Color::Indexed(244)).add_modifier(Modifier::BOLD),
        Role::TitleFocused => colour(38).add_modifier(Modifier::BOLD),
        Role::Open => style.add_modifier(Modifier::BOLD),
        Role::Key => colour(38).add_modifier(Modifier::BOLD),
    }
}

fn uncoloured(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Quote(_) | Role::QuoteOfNobody => style.add_modifier(Modifier::ITALIC),
        Role::Detail | Role::Absent | Role::Line | Role::Dimmed | Role::FlagDone | Role::Title => {
            style.add_modifier(Modifier::DIM)
        }
        Role::Match => style.add_modifier(Modifier::REVERSED),
        Role::CurrentMatch => style.add_modifier(Modifier::REVERSED | Modifier::BOLD),
        Role::TitleFocused => style.add_modifier(Modifier::BOLD | Modifier::REVERSED),
        Role::Cursor | Role::Preformatted => style,
        other => Style { fg: None, bg: None, ..coloured(other) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_have_colours_of_their_own_and_repeat() {
        let theme = Theme::default();
        let colour = |place| theme.style(Role::Quote(place)).fg;
        for (place, other) in (0..8).flat_map(|a| (0..a).map(move |b| (a, b))) {
            assert_ne!(colour(place), colour(other));
        }
        assert_eq!(colour(0), colour(8));
    }

    #[test]
    fn monochrome_has_no_colour_and_still_tells_things_apart() {
        let theme = Theme::monochrome();
        for role in [Role::Quote(3), Role::Match, Role::Error, Role::Key, Role::FlagOpen] {
            let style = theme.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            assert_ne!(style, Style::new(), "{role:?}");
        }
    }
}
