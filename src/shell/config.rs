//! The configuration: defaults, over them the config file, the environment, and the command line.
//!
//! What options there are stands in [`option`]; what commands can have keys, in
//! [`crate::app::command`]. Nothing wrong in a config is passed over: whoever starts the reader
//! is told all of it, with its place and the way out.

pub mod look;
pub mod option;
pub mod print;
mod read;
pub mod value;

use crate::app::App;
use crate::app::keymap::{Keymap, Patch};
use crate::app::panes::Wish;
use crate::search::WatchWords;
use clap::{Args, ValueHint};
use etcetera::BaseStrategy;
use option::Options;
use read::{Read, Wrong};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::de::DeValue;

/// What the command line says of the configuration.
#[derive(Args, Clone, Debug, Default)]
pub struct Overrides {
    /// Config file to read [default: pullquote/config.toml in the user's config folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Theme for this run: --set theme=NAME
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Leave the mouse to the terminal: --set mouse=false
    #[arg(long)]
    pub no_mouse: bool,
    /// Sets an option for this run
    #[arg(
        help = "Set an option of the config for this run: --set measure=66",
        long,
        value_name = "NAME=VALUE",
        value_parser = pair
    )]
    pub set: Vec<(String, String)>,
}

impl Overrides {
    /// Returns both, those given later before these.
    #[must_use]
    pub fn with(&self, later: &Self) -> Self {
        Self {
            config: later.config.clone().or_else(|| self.config.clone()),
            theme: later.theme.clone().or_else(|| self.theme.clone()),
            no_mouse: later.no_mouse || self.no_mouse,
            set: self.set.iter().chain(&later.set).cloned().collect(),
        }
    }
}

/// The configuration in force.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The options.
    pub options: Options,
    /// The keys.
    pub keymap: Keymap,
    /// Where options were set that have not their default, by name.
    places: BTreeMap<&'static str, String>,
}

impl Config {
    /// Reads the config file, `PULLQUOTE_…` of the environment, and what the command line sets.
    ///
    /// # Errors
    ///
    /// Returns a sentence for everything that is wrong.
    pub fn load(overrides: &Overrides) -> Result<Self, Vec<String>> {
        let mut config = match file(overrides) {
            Some((path, is_asked_for)) => Self::of_file(&path, is_asked_for)?,
            None => Self::default(),
        };
        let mut problems = Vec::new();
        for info in option::TABLE {
            let variable = format!("PULLQUOTE_{}", info.name.to_uppercase());
            let Some(value) = std::env::var_os(&variable) else { continue };
            let value = value.to_string_lossy();
            if let Err(said) = config.set(info.name, &value, &variable) {
                problems.push(said);
            }
        }
        problems.extend(config.set_all(overrides));
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// Reads the defaults with what the command line alone says over them: neither the user's own
    /// file nor the environment.
    ///
    /// # Errors
    ///
    /// Returns a sentence for everything that is wrong.
    pub fn fixed(overrides: &Overrides) -> Result<Self, Vec<String>> {
        let mut config = match &overrides.config {
            Some(path) => Self::of_file(path, true)?,
            None => Self::default(),
        };
        let problems = config.set_all(overrides);
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    /// Sets what the command line sets; returns what is wrong with it.
    fn set_all(&mut self, overrides: &Overrides) -> Vec<String> {
        let mut problems = Vec::new();
        for (name, value) in &overrides.set {
            problems.extend(self.set(name, value, &format!("--set {name}")).err());
        }
        if let Some(theme) = &overrides.theme {
            problems.extend(self.set("theme", theme, "--theme").err());
        }
        if overrides.no_mouse {
            problems.extend(self.set("mouse", "false", "--no-mouse").err());
        }
        problems
    }

    fn of_file(path: &Path, is_asked_for: bool) -> Result<Self, Vec<String>> {
        let name = super::inputs::shown(path);
        match std::fs::read_to_string(path) {
            Ok(text) => Self::of_text(&name, &text),
            Err(error) if error.kind() == ErrorKind::NotFound && !is_asked_for => {
                Ok(Self::default())
            }
            Err(error) => Err(vec![format!(
                "The config file {name} cannot be read: {error}; another is named with --config."
            )]),
        }
    }

    /// Reads the text of a config file, which sentences call `name`.
    ///
    /// # Errors
    ///
    /// Returns a sentence for everything that is wrong.
    pub fn of_text(name: &str, text: &str) -> Result<Self, Vec<String>> {
        let Read { options, places, patches } = read::read(name, text)?;
        let only: Vec<Patch> = patches.iter().map(|(patch, _)| patch.clone()).collect();
        let keymap = Keymap::patched(&only).map_err(|clash| {
            let is_its = |patch: &Patch| [clash.short, clash.long].contains(&patch.command);
            let place = patches.iter().find(|(patch, _)| is_its(patch));
            vec![format!("{}: {clash}.", place.map_or(name, |(_, place)| place))]
        })?;
        Ok(Self { options, keymap, places })
    }

    /// Sets the library that the command line names.
    pub fn set_library(&mut self, folder: &Path) -> Result<(), String> {
        self.set("library", &folder.to_string_lossy(), "--library")
    }

    /// Sets an option to a value as it is typed: TOML, or words without their quotes.
    fn set(&mut self, name: &str, value: &str, place: &str) -> Result<(), String> {
        let words = DeValue::String(value.into());
        let typed = DeValue::parse(value).map_or_else(|_| words.clone(), |it| it.into_inner());
        let set = read::option(&mut self.options, name, &typed);
        let set =
            set.or_else(|wrong| read::option(&mut self.options, name, &words).map_err(|_| wrong));
        match set {
            Ok(name) => {
                self.places.insert(name, place.to_owned());
                Ok(())
            }
            Err(Wrong::Name(said) | Wrong::Value(said)) => Err(format!("{place}: {said}")),
        }
    }

    /// Returns a reader that is set up as configured.
    #[must_use]
    pub fn app(&self) -> App {
        let mut app = App::new();
        app.keymap = self.keymap.clone();
        // Patterns that are none were refused when they were read.
        app.watch = WatchWords::new(&self.options.watch.words()).unwrap_or_default();
        let options = &self.options;
        app.wish = Wish {
            measure: options.measure.0,
            justify: options.justify,
            hyphenate: options.hyphenate,
            minimap: options.minimap,
            zen: options.zen,
            side: options.side_width.0,
            speed: options.reading_speed.0,
            ..app.wish
        };
        app
    }

    /// Tells whether an option was set to something.
    #[must_use]
    pub fn is_set(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Returns where an option was set, for a sentence about its value.
    #[must_use]
    pub fn place<'n>(&'n self, name: &'n str) -> &'n str {
        self.places.get(name).map_or(name, String::as_str)
    }
}

/// Returns the config file, and whether it was asked for and so must be there.
fn file(overrides: &Overrides) -> Option<(PathBuf, bool)> {
    if let Some(path) = &overrides.config {
        return Some((path.clone(), true));
    }
    match std::env::var_os("PULLQUOTE_CONFIG") {
        Some(path) if !path.is_empty() => Some((PathBuf::from(path), true)),
        _ => Some((folder()?.join("config.toml"), false)),
    }
}

/// Returns the folder of the user's configuration: `pullquote` in `XDG_CONFIG_HOME`, else in
/// `~/.config`.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("pullquote"))
}

/// Returns a place in the file as editors and compilers write it.
fn place(name: &str, text: &str, byte: usize) -> String {
    let before = text.get(..byte.min(text.len())).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    format!("{name}:{line}:{column}")
}

fn pair(given: &str) -> Result<(String, String), String> {
    let (name, value) = given.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;

    #[test]
    fn keys_that_clash_are_refused_with_their_place() {
        let check = |text: &str, expected: &str| {
            let said = Config::of_text("c.toml", text).err().unwrap_or_default().join("\n");
            assert_eq!(said, expected, "{text}");
        };
        check(
            "[keys]\nquit = \"x\"\nnext-match = \"]\"",
            "c.toml:3:1: “]” stands for both next-quote and next-match in every pane; give one of \
             them other keys, or none: next-match = [].",
        );
        check("[keys]\nnext-quote = \"n\"\nnext-match = \"]\"", "");
        check(
            "[keys.in-text]\nnext-quote = \"m\"",
            "c.toml:2:1: “m” stands for both flag and \
            next-quote in the text; give one of them other keys, or none: next-quote = [].",
        );
    }

    #[test]
    fn what_is_typed_is_toml_or_words() {
        let mut config = Config::default();
        let mut check = |name: &str, value: &str, expected: Result<(), &str>| {
            let found = config.set(name, value, "--set");
            assert_eq!(found, expected.map_err(str::to_owned), "{name}={value}");
        };
        check("measure", "66", Ok(()));
        check("library", "~/news", Ok(()));
        check("library", "2031", Ok(()));
        check("glyphs", "ascii", Ok(()));
        check("glyphs", "\"ascii\"", Ok(()));
        check("restore", "no", Err("--set: “restore” must be true or false."));
        check("libary", "x", Err("--set: there is no option “libary”; did you mean “library”?"));
        assert_eq!(config.options.measure.0, 66);
        assert_eq!(config.options.library.path(None), Some(PathBuf::from("2031")));
        assert_eq!(config.place("glyphs"), "--set");
    }

    #[test]
    fn keys_of_the_file_are_in_force() {
        let config =
            Config::of_text("c.toml", "keys.quit = []\n[keys.in-help]\nquit = \"Q\"").unwrap();
        assert_eq!(config.keymap.keys_of(Command::Quit).collect::<Vec<_>>(), ["Q"]);
    }
}
