//! The theme and the signs in force: built-in or the user's own, by the configuration and by what
//! the environment says of the terminal.

use super::{Config, folder, place};
use crate::nearest::suggestion;
use crate::shell::config::value::Glyphs;
use crate::shell::inputs::shown;
use crate::view::Theme;
use crate::view::theme::THEMES;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How things look.
#[derive(Clone, Debug)]
pub struct Look {
    /// The theme to begin with.
    pub theme: Theme,
    /// The terminal is to be asked for its background, and the theme chosen by that.
    pub ask: bool,
}

impl Config {
    /// Returns how things look by the configuration and the environment.
    ///
    /// # Errors
    ///
    /// Returns a sentence for everything that is wrong with the theme.
    pub fn look(&self) -> Result<Look, Vec<String>> {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_chosen_now = self.place("theme").starts_with("--");
        let mut look = if is_set("NO_COLOR") && !is_chosen_now {
            Look { theme: Theme::named("monochrome").unwrap_or_default(), ask: false }
        } else {
            self.fixed_look()?
        };
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(std::env::var_os);
        if self.options.glyphs == Glyphs::Auto && !has_unicode(locale) {
            look.theme = look.theme.in_ascii();
        }
        Ok(look)
    }

    /// Returns how things look by the configuration alone.
    ///
    /// # Errors
    ///
    /// Returns a sentence for everything that is wrong with the theme.
    pub fn fixed_look(&self) -> Result<Look, Vec<String>> {
        let name = self.options.theme.as_str();
        let ask = name == "auto";
        let built_in = if ask { Some(Theme::default()) } else { Theme::named(name) };
        let mut theme = match built_in {
            Some(theme) => theme,
            None => self.own(name)?,
        };
        if !self.options.background {
            theme = theme.transparent();
        }
        if self.options.glyphs == Glyphs::Ascii {
            theme = theme.in_ascii();
        }
        Ok(Look { theme: theme.with_watch(self.options.watch.styles()), ask })
    }

    /// Reads a theme of the user's.
    fn own(&self, name: &str) -> Result<Theme, Vec<String>> {
        let place = self.place("theme");
        let is_path = name.contains('/');
        let themes = folder().map(|folder| folder.join("themes"));
        let path = match &themes {
            _ if is_path => PathBuf::from(name),
            Some(themes) => themes.join(format!("{name}.toml")),
            None => return Err(vec![unknown(place, name, None)]),
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => read(&shown(&path), &text),
            Err(error) if error.kind() == ErrorKind::NotFound && !is_path => {
                Err(vec![unknown(place, name, themes.as_deref())])
            }
            Err(error) => {
                Err(vec![format!("{place}: the theme {} cannot be read: {error}.", shown(&path))])
            }
        }
    }
}

/// Returns a built-in theme as it is written.
///
/// # Errors
///
/// Returns a sentence if there is none of that name.
pub fn written(name: &str) -> Result<&'static str, String> {
    let names: Vec<&str> = THEMES.iter().map(|(name, ..)| *name).collect();
    let theme = THEMES.iter().find(|(known, ..)| *known == name);
    theme
        .map(|(.., written)| *written)
        .ok_or_else(|| format!("There is no built-in theme “{name}”{}", suggestion(name, &names)))
}

/// Reads the text of a theme, which sentences call `name`.
fn read(name: &str, text: &str) -> Result<Theme, Vec<String>> {
    Theme::read(text).map_err(|problems| {
        let said = |problem: &crate::view::theme::Problem| {
            format!("{}: {}", place(name, text, problem.at), problem.sentence)
        };
        problems.iter().map(said).collect()
    })
}

/// Says that there is no such theme.
fn unknown(place: &str, name: &str, themes: Option<&Path>) -> String {
    let own = themes.and_then(|folder| folder.read_dir().ok()).into_iter().flatten().flatten();
    let mut names: Vec<String> = own
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|path| path.file_stem()?.to_str().map(str::to_owned))
        .collect();
    names.sort();
    names.splice(
        0..0,
        std::iter::once("auto").chain(THEMES.iter().map(|it| it.0)).map(str::to_owned),
    );
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!("{place}: there is no theme “{name}”{}", suggestion(name, &names))
}

/// Tells by the locale whether the terminal shows more than ASCII; one that says nothing does.
fn has_unicode(locale: [Option<OsString>; 3]) -> bool {
    let said = locale.into_iter().flatten().find(|value| !value.is_empty());
    said.is_none_or(|locale| {
        let locale = locale.to_string_lossy().to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Returns the theme for a terminal whose background is known, in place of `now`.
#[must_use]
pub fn by_background(is_dark: bool, now: &Theme) -> Theme {
    let name = if is_dark { "dark" } else { "light" };
    let theme = Theme::named(name).unwrap_or_default().transparent();
    let theme = theme.with_watch(now.watch().to_vec());
    if now.is_ascii() { theme.in_ascii() } else { theme }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::theme::{Role, style_of};

    fn check(text: &str, expected: Result<Option<&str>, &str>) {
        let config = Config::of_text("c.toml", text).unwrap();
        let found = config.fixed_look().map(|look| look.theme).map_err(|said| said.join("\n"));
        let expected = expected
            .map(|name| name.map_or_else(Theme::default, |name| Theme::named(name).unwrap()))
            .map_err(str::to_owned);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn watch_words_have_styles_of_their_own() {
        let text = "watch = [\"fog\", { pattern = \"storm\", style = \"bold red\" }]";
        let look = Config::of_text("c.toml", text).unwrap().fixed_look().unwrap();
        let style = |word| look.theme.style(Role::WatchWord(word));
        assert_eq!(style(0), look.theme.style(Role::Watch));
        assert_eq!(style(1), style_of("bold red").unwrap());
        assert_eq!(style(2), style(0));
        assert_eq!(by_background(true, &look.theme).style(Role::WatchWord(1)), style(1));
    }

    #[test]
    fn themes_are_found_by_name() {
        check("", Ok(None));
        check("theme = \"auto\"", Ok(None));
        check("theme = \"dark\"", Ok(Some("dark")));
        check(
            "theme = \"drak\"",
            Err("c.toml:1:9: there is no theme “drak”; did you mean “dark”?"),
        );
    }

    #[test]
    fn a_theme_of_the_user_is_read_and_judged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        let look = || {
            let text = format!("theme = \"{}\"\nbackground = false", path.display());
            Config::of_text("c.toml", &text).unwrap().fixed_look().map(|look| look.theme)
        };
        std::fs::write(&path, "base = \"light\"").unwrap();
        assert_eq!(look(), Ok(Theme::named("light").unwrap().transparent()));
        std::fs::write(&path, "base = \"light\"\n[roles]\nseam = \"blue\"").unwrap();
        let said = look().unwrap_err().join("\n").replace(&path.display().to_string(), "mine.toml");
        assert!(said.starts_with("mine.toml:3:1: there is no role “seam”"), "{said}");
        std::fs::remove_file(&path).unwrap();
        assert!(look().unwrap_err()[0].starts_with("c.toml:1:9: the theme "));
    }

    #[test]
    fn the_locale_says_which_signs_there_are() {
        let check = |all: &str, ctype: &str, lang: &str, expected| {
            let given = [all, ctype, lang];
            let locale = given.map(|it| Some(OsString::from(it)).filter(|it| !it.is_empty()));
            assert_eq!(has_unicode(locale), expected, "{given:?}");
        };
        check("", "", "", true);
        check("", "", "en_GB.UTF-8", true);
        check("C", "", "en_GB.UTF-8", false);
        check("", "de_AT.utf8", "C", true);
        check("", "", "POSIX", false);
        check("", "", "en_US.ISO-8859-1", false);
    }
}
