//! The one table of options: what each is called, what it does, and its default.
//!
//! The struct, the names in the config file and on the command line, `--print-config`, the
//! README's table and the man page all come from here.

use super::value::{Folder, Glyphs, Patterns, Program, Value, Within};
use std::fmt::Write as _;
use toml::de::DeValue;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// Its name in the config.
    pub name: &'static str,
    /// What it does, in sentences.
    pub sentence: &'static str,
    /// Sets it.
    pub set: fn(&mut Options, &DeValue<'_>) -> Result<(), String>,
    /// Returns it as TOML.
    pub get: fn(&Options) -> String,
}

macro_rules! options {
    ($($name:ident: $kind:ty = $default:expr, $sentence:literal;)+) => {
        /// The options.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Options {
            $(#[doc = $sentence] pub $name: $kind,)+
        }

        impl Default for Options {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        /// Every option, in the order of `--print-config`.
        pub const TABLE: &[Info] = &[
            $(Info {
                name: stringify!($name),
                sentence: $sentence,
                set: |options, value| {
                    options.$name = Value::read(value)?;
                    Ok(())
                },
                get: |options| options.$name.write(),
            },)+
        ];
    };
}

options! {
    library: Folder = Folder::default(),
        "Folder of articles that “pullquote” alone opens; \"\" for the one that was read last.";
    restore: bool = true,
        "Whether “pullquote” alone returns to the article and the panes of the last session.";
    theme: String = "neutral".to_owned(),
        "How things look: \"neutral\", \"light\", \"dark\", \"high-contrast\", \"colour-blind-safe\", \"terminal\", \"monochrome\", \"auto\" by the terminal's background, or the name of a file in the folder themes.";
    background: bool = true,
        "Whether a theme paints its background; else the terminal's own is left.";
    glyphs: Glyphs = Glyphs::Auto,
        "Signs of the frame and the marks: \"unicode\", \"ascii\", or \"auto\" by the locale.";
    measure: Within<20, 400> = Within(80),
        "Columns beyond which lines of text do not grow, 20 to 400; the text stands in the middle.";
    justify: bool = false,
        "Whether lines of text are spread over the whole width.";
    hyphenate: bool = false,
        "Whether long words are parted at the ends of lines, as in English; nothing that is copied, searched or flagged has the hyphen.";
    minimap: bool = true,
        "Whether a column beside the text shows where quotes, flags and matches lie.";
    zen: bool = false,
        "Whether the reader starts with the text alone, without titles and hints.";
    side_width: Within<0, 300> = Within(0),
        "Columns of the panes beside the text; 0 for a third of the screen.";
    mouse: bool = true,
        "Whether the mouse is used; else the terminal keeps it, to select and copy by itself.";
    watch: Patterns = Patterns::default(),
        "Watch words: regular expressions whose matches stand out in every article and can be listed, as [\"fog\", { pattern = \"storm\", style = \"bold red\" }]; capitals count in those that have some. A style is written as in a theme.";
    pipe: Program = Program::default(),
        "Program that a passage is handed to with its speaker and source, as \"tee -a quotes.md\"; the first line that it prints is shown. No shell reads this unless you name one.";
    reading_speed: Within<50, 2000> = Within(240),
        "Words that you read in a minute, for the time that is left.";
    backups: Within<0, 1000> = Within(7),
        "How many daily backups of flags and corrections are kept in the data folder; 0 to make none.";
}

/// Returns the option of a name; `-` and `_` are the same in it.
#[must_use]
pub fn named(name: &str) -> Option<&'static Info> {
    let name = name.replace('-', "_");
    TABLE.iter().find(|info| info.name == name)
}

/// Returns the option table of the README, as Markdown.
#[must_use]
pub fn option_table_markdown() -> String {
    let defaults = Options::default();
    let mut out = "| Option | Default | What it does |\n|---|---|---|\n".to_owned();
    for info in TABLE {
        let default = (info.get)(&defaults);
        let _ = writeln!(out, "| `{}` | `{default}` | {} |", info.name, info.sentence);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_sentences_are_sentences() {
        let mut names = BTreeSet::new();
        for info in TABLE {
            assert!(names.insert(info.name), "{} stands twice", info.name);
            assert!(info.name != "keys", "the table of keys has this name");
            assert!(info.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", info.name);
            assert!(info.sentence.starts_with(char::is_uppercase), "{}", info.sentence);
            assert!(info.sentence.ends_with('.') && !info.sentence.contains('|'));
        }
    }

    #[test]
    fn every_default_comes_back_as_written() {
        let defaults = Options::default();
        for info in TABLE {
            let mut read = defaults.clone();
            let written = (info.get)(&defaults);
            let value = DeValue::parse(&written).unwrap();
            (info.set)(&mut read, value.get_ref()).unwrap();
            assert_eq!(read, defaults, "{}", info.name);
        }
    }
}
