//! Reading a theme: TOML in which each role has a style.
//!
//! ```toml
//! base = "dark"                       # what is not said here is as in this built-in theme
//! background = "#1c1c1c"              # "" is the terminal's own
//! speakers = ["75", "214", "bold green"]
//! [roles]
//! headline = "bold"
//! match = "black on yellow"
//! ```
//!
//! A style is words in any order: a colour, `on` and a colour, and any of bold, dim, italic,
//! underline, reverse and strike. A colour is one of the 16 by name, a number to 255, or
//! `#rrggbb`.

use super::{ROLES, THEMES, Theme};
use crate::nearest::suggestion;
use ratatui::style::{Color, Modifier, Style};
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with a theme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where in its text, in bytes.
    pub at: usize,
    /// The sentence that says so.
    pub sentence: String,
}

/// The words for what is no colour.
const MODIFIERS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// The names of colours, in the order of their numbers.
const COLOURS: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The keys of a theme.
const KEYS: &[&str] = &["base", "background", "speakers", "roles"];

impl Theme {
    /// Reads a theme.
    ///
    /// # Errors
    ///
    /// Returns everything that is wrong, in the order of the text.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let reason = error.message().trim().replace('\n', ", ");
                let sentence = format!("this is not TOML: {reason}.");
                return Err(vec![Problem { at, sentence }]);
            }
        };
        let mut problems = Vec::new();
        let base = table.get("base").map(base);
        let mut theme = match base {
            None => Self::plain(),
            Some(Ok(theme)) => theme,
            Some(Err(problem)) => {
                problems.push(problem);
                Self::plain()
            }
        };
        for (key, value) in &table {
            let done = match (key.get_ref().as_ref(), value.get_ref()) {
                ("base", _) => Ok(()),
                ("background", _) => background(value).map(|ground| theme.background = ground),
                ("speakers", DeValue::Array(styles)) => {
                    let read: Result<Vec<Style>, Problem> = styles.iter().map(style).collect();
                    read.map(|styles| theme.speakers = styles)
                }
                ("roles", DeValue::Table(roles)) => {
                    roles.iter().for_each(|(key, value)| match role(&mut theme, key, value) {
                        Ok(()) => {}
                        Err(problem) => problems.push(problem),
                    });
                    Ok(())
                }
                ("speakers", _) => Err(problem(value, "“speakers” is a list of styles.")),
                ("roles", _) => Err(problem(value, "“roles” is a table of styles: [roles].")),
                (given, _) => {
                    let end = suggestion(given, KEYS);
                    Err(problem(key, format!("a theme has no “{given}”{end}")))
                }
            };
            problems.extend(done.err());
        }
        problems.sort();
        if problems.is_empty() { Ok(theme) } else { Err(problems) }
    }
}

fn problem<T>(place: &Spanned<T>, sentence: impl Into<String>) -> Problem {
    Problem { at: place.span().start, sentence: sentence.into() }
}

fn base(value: &Spanned<DeValue<'_>>) -> Result<Theme, Problem> {
    let given = value.get_ref().as_str().unwrap_or("");
    Theme::named(given).ok_or_else(|| {
        let names: Vec<&str> = THEMES.iter().map(|(name, ..)| *name).collect();
        let end = suggestion(given, &names);
        problem(value, format!("“base” must be a built-in theme{end}"))
    })
}

fn background(value: &Spanned<DeValue<'_>>) -> Result<Option<Color>, Problem> {
    match value.get_ref().as_str() {
        Some("") => Ok(None),
        Some(given) => colour(given).map(Some).map_err(|sentence| problem(value, sentence)),
        None => Err(problem(value, "“background” must be a colour in \"…\".")),
    }
}

fn role(
    theme: &mut Theme,
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
) -> Result<(), Problem> {
    let given = key.get_ref().as_ref();
    let place = ROLES.iter().position(|(_, name, _)| *name == given);
    let Some(slot) = place.and_then(|place| theme.styles.get_mut(place)) else {
        let names: Vec<&str> = ROLES.iter().map(|(_, name, _)| *name).collect();
        let end = suggestion(given, &names);
        return Err(problem(key, format!("there is no role “{given}”{end}")));
    };
    *slot = style(value)?;
    Ok(())
}

/// Reads a style.
fn style(value: &Spanned<DeValue<'_>>) -> Result<Style, Problem> {
    let Some(words) = value.get_ref().as_str() else {
        return Err(problem(value, "a style is written as \"bold blue on white\"."));
    };
    style_of(words).map_err(|sentence| problem(value, sentence))
}

/// Reads a style from its words, as `bold blue on white`.
///
/// # Errors
///
/// Returns a sentence that says which word is none of a style.
pub fn style_of(words: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut words = words.split_whitespace();
    while let Some(word) = words.next() {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*modifier);
            continue;
        }
        let set = match word {
            "on" => colour(words.next().unwrap_or("")).map(|colour| style.bg(colour)),
            word => colour(word).map(|colour| style.fg(colour)),
        };
        style = set?;
    }
    Ok(style)
}

fn colour(given: &str) -> Result<Color, String> {
    if let Some(number) = COLOURS.iter().position(|name| *name == given) {
        return Ok(Color::Indexed(u8::try_from(number).unwrap_or(0)));
    }
    let is_number = given.bytes().all(|byte| byte.is_ascii_digit());
    let is_written_out = given.starts_with('#') && given.len() == 7;
    let colour = Color::from_str(given).ok().filter(|_| is_number || is_written_out);
    colour.ok_or_else(|| {
        let mut names: Vec<&str> = COLOURS.to_vec();
        names.extend(MODIFIERS.iter().map(|(name, _)| *name));
        match suggestion(given, &names) {
            end if end == "." => format!(
                "“{given}” is no colour: those are the names of the terminal's 16, numbers to \
                 255, and #rrggbb."
            ),
            end => format!("“{given}” is no colour{end}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::theme::Role;

    fn check(text: &str, expected: &[(usize, &str)]) {
        let problems = Theme::read(text).err().unwrap_or_default();
        let found: Vec<(usize, &str)> =
            problems.iter().map(|problem| (problem.at, problem.sentence.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_is_wrong_with_a_theme_is_said() {
        check("base = \"dark\"\n[roles]\nheadline = \"bold\"", &[]);
        check("bas = 1", &[(0, "a theme has no “bas”; did you mean “base”?")]);
        check("base = \"drak\"", &[(7, "“base” must be a built-in theme; did you mean “dark”?")]);
        check(
            "[roles]\nheadlin = \"bold\"\nmatch = \"yelow\"\ntext = 3",
            &[
                (8, "there is no role “headlin”; did you mean “headline”?"),
                (33, "“yelow” is no colour; did you mean “yellow”?"),
                (48, "a style is written as \"bold blue on white\"."),
            ],
        );
        check(
            "background = \"#12345\"",
            &[(
                13,
                "“#12345” is no colour: those are the names of \
            the terminal's 16, numbers to 255, and #rrggbb.",
            )],
        );
        check(
            "speakers = 3\nroles = 4",
            &[
                (11, "“speakers” is a list of styles."),
                (21, "“roles” is a table of styles: [roles]."),
            ],
        );
    }

    #[test]
    fn styles_are_words() {
        let text = "speakers = [\"bold red\", \"#0a0B0c\"]\nbackground = \"17\"\n[roles]\n\
            match = \"on bright-yellow underline black\"";
        let theme = Theme::read(text).unwrap();
        let black = Style::new().fg(Color::Indexed(0)).bg(Color::Indexed(11));
        assert_eq!(theme.style(Role::Match), black.add_modifier(Modifier::UNDERLINED));
        assert_eq!(theme.style(Role::Quote(1)).fg, Some(Color::Rgb(10, 11, 12)));
        assert_eq!(theme.style(Role::Quote(2)), theme.style(Role::Quote(0)));
        assert_eq!(theme.style(Role::Headline), Style::new());
        assert_eq!(theme.ground(), Some((Color::Indexed(17), Color::Reset)));
        assert_eq!(theme.transparent().ground(), None);
    }
}
