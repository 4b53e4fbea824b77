//! Roles and their styles: the only place that knows colours.
//!
//! How a theme is written is told in `read`; the built-in ones are written the same way, in
//! `theme/*.toml`.

mod read;

pub use read::{Problem, style_of};

use ratatui::style::{Color, Style};

macro_rules! roles {
    ($($role:ident $name:literal $sentence:literal;)+) => {
        /// What something on the screen is; a theme says how that looks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Role {
            $(#[doc = $sentence] $role,)+
            /// A quote, by its speaker's place among the voices.
            Quote(usize),
            /// A watch word, by its place in the configuration: in its own style, else as `watch`.
            WatchWord(usize),
        }

        /// The roles that a theme gives a style by name, with what they are.
        pub const ROLES: &[(Role, &str, &str)] = &[$((Role::$role, $name, $sentence),)+];
    };
}

roles! {
    Text "text" "Words of the body.";
    Headline "headline" "The article's title.";
    Deck "deck" "The summary under it.";
    Heading "heading" "A sub-heading.";
    Preformatted "preformatted" "Text whose line breaks count.";
    TableHead "table-head" "The names of a table's columns.";
    Emphasis "emphasis" "On top: stressed words.";
    Strong "strong" "On top: important words.";
    Code "code" "On top: code amid other words.";
    Link "link" "On top: words that lead elsewhere on the web.";
    Detail "detail" "Section, date and byline; details of a list's entry.";
    QuoteOfNobody "quote-of-nobody" "A quote that nobody is known to say.";
    Dimmed "dimmed" "Words that stand back while one speaker's quotes alone are shown.";
    Unsure "unsure" "The mark of a quote whose speaker is more likely wrong than right.";
    Focused "focused" "On top of its colour: the focused quote.";
    Source "source" "On top: the mention of the focused quote's speaker.";
    Cue "cue" "On top: the reporting words of the focused quote.";
    Sentence "sentence" "On top: the focused sentence.";
    Watch "watch" "On top: watch words.";
    Match "match" "On top: words that were searched for.";
    CurrentMatch "current-match" "On top: the match gone to last.";
    Selection "selection" "On top: the selection.";
    Cursor "cursor" "The mark of the cursor's paragraph.";
    FlagOpen "flag-open" "An open flag.";
    FlagWaiting "flag-waiting" "A flag that waits for somebody.";
    FlagDone "flag-done" "A flag that is done.";
    FlagUnsaved "flag-unsaved" "A flag that is not on disk.";
    FlagOverdue "flag-overdue" "A priority that is high, a day that is today or over.";
    Removed "removed" "Words that a flag quotes and that no longer stand there.";
    Added "added" "Words that stand there instead.";
    Title "title" "A pane's title.";
    TitleFocused "title-focused" "The focused pane's title.";
    Line "line" "Lines between panes.";
    Selected "selected" "On top: the selected entry of the focused list.";
    SelectedIdle "selected-idle" "On top: the selected entry of another list.";
    Open "open" "The entry of the open article.";
    Read "read" "The entry of an article that was read.";
    Absent "absent" "An entry that cannot be opened.";
    Key "key" "A key in a hint or in the help.";
    Status "status" "The status line.";
    Message "message" "A message in it.";
    Error "error" "A message that something went wrong.";
    Prompt "prompt" "The prompt in it.";
    Map "map" "The column beside the text that shows where things lie.";
    MapHere "map-here" "On top: what of it is on the screen.";
}

/// The built-in themes: name, what it is for, and how it is written.
pub const THEMES: &[(&str, &str, &str)] = &[
    ("neutral", "can be read on light and on dark", include_str!("theme/neutral.toml")),
    ("light", "dark on light", include_str!("theme/light.toml")),
    ("dark", "light on dark", include_str!("theme/dark.toml")),
    ("high-contrast", "white on black", include_str!("theme/high-contrast.toml")),
    (
        "colour-blind-safe",
        "colours that every kind of colour blindness keeps apart",
        include_str!("theme/colour-blind-safe.toml"),
    ),
    ("terminal", "the terminal's own 16 colours", include_str!("theme/terminal.toml")),
    ("monochrome", "no colours", include_str!("theme/monochrome.toml")),
];

/// How roles look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// By the role's place in [`ROLES`].
    styles: Vec<Style>,
    /// The quotes, by the speaker's place among the voices; repeated where there are more.
    speakers: Vec<Style>,
    /// Watch words that have a style of their own, by their place.
    watch: Vec<Option<Style>>,
    /// What everything stands on; the terminal's own if `None`.
    background: Option<Color>,
    /// The program's own signs are those of ASCII.
    ascii: bool,
}

impl Default for Theme {
    /// Returns the theme that suits dark and light terminals.
    fn default() -> Self {
        Self::named("neutral").unwrap_or_else(Self::plain)
    }
}

impl Theme {
    /// Returns the built-in theme of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (.., written) = THEMES.iter().find(|(known, ..)| *known == name)?;
        // The tests hold every built-in theme to be right.
        Self::read(written).ok()
    }

    /// Returns the theme in which nothing looks like anything, on which others are built.
    fn plain() -> Self {
        let styles = vec![Style::new(); ROLES.len()];
        Self { styles, speakers: Vec::new(), watch: Vec::new(), background: None, ascii: false }
    }

    /// Returns the theme on the terminal's own background.
    #[must_use]
    pub fn transparent(self) -> Self {
        Self { background: None, ..self }
    }

    /// Returns the theme with styles for watch words, by their place; `None` for one without.
    #[must_use]
    pub fn with_watch(self, watch: Vec<Option<Style>>) -> Self {
        Self { watch, ..self }
    }

    /// Returns the styles of watch words, by their place.
    #[must_use]
    pub fn watch(&self) -> &[Option<Style>] {
        &self.watch
    }

    /// Returns the theme with signs of ASCII alone.
    #[must_use]
    pub fn in_ascii(self) -> Self {
        Self { ascii: true, ..self }
    }

    /// Tells whether the program's own signs are those of ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// Returns how a role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        let style = match role {
            Role::Quote(place) => {
                place.checked_rem(self.speakers.len()).and_then(|place| self.speakers.get(place))
            }
            Role::WatchWord(place) => match self.watch.get(place) {
                Some(Some(style)) => Some(style),
                _ => return self.style(Role::Watch),
            },
            role => {
                let place = ROLES.iter().position(|(known, ..)| *known == role);
                place.and_then(|place| self.styles.get(place))
            }
        };
        style.copied().unwrap_or_default()
    }

    /// Returns what stands behind everything, and how words look on it.
    pub(super) fn ground(&self) -> Option<(Color, Color)> {
        let words = self.style(Role::Text).fg.unwrap_or(Color::Reset);
        self.background.map(|background| (background, words))
    }
}

#[cfg(test)]
mod tests;
