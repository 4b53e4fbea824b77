//! Kinds of values that options have: how each is read from TOML and written as TOML.

use crate::search::WatchWords;
use crate::view::theme::style_of;
use ratatui::style::Style;
use std::path::{Path, PathBuf};
use toml::de::DeValue;

/// A value of an option.
pub trait Value: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// Returns what would be right, as the end of a sentence: `true or false`.
    fn read(value: &DeValue<'_>) -> Result<Self, String>;

    /// Writes the value as TOML that [`Value::read`] takes.
    fn write(&self) -> String;
}

impl Value for bool {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        value.as_bool().ok_or_else(|| "true or false".to_owned())
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Value for String {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        value.as_str().map(str::to_owned).ok_or_else(|| "words in \"…\"".to_owned())
    }

    fn write(&self) -> String {
        toml::Value::from(self.as_str()).to_string()
    }
}

/// A number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within<const MIN: u16, const MAX: u16>(pub u16);

impl<const MIN: u16, const MAX: u16> Value for Within<MIN, MAX> {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let number = value
            .as_integer()
            .and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok());
        let number = number.filter(|number| (MIN..=MAX).contains(number));
        number.map(Self).ok_or_else(|| format!("a number from {MIN} to {MAX}"))
    }

    fn write(&self) -> String {
        self.0.to_string()
    }
}

/// A folder that may be none; `~` at its start is the user's home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder(Option<PathBuf>);

impl Folder {
    /// Returns the folder, with `~` as `home`.
    #[must_use]
    pub fn path(&self, home: Option<&Path>) -> Option<PathBuf> {
        let given = self.0.as_ref()?;
        match (given.strip_prefix("~"), home) {
            (Ok(rest), Some(home)) => Some(home.join(rest)),
            _ => Some(given.clone()),
        }
    }
}

impl Value for Folder {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let path =
            value.as_str().ok_or_else(|| "a folder in \"…\", or \"\" for none".to_owned())?;
        Ok(Self(Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty())))
    }

    fn write(&self) -> String {
        let path = self.0.as_deref().unwrap_or(Path::new(""));
        toml::Value::from(path.to_string_lossy().as_ref()).to_string()
    }
}

/// A program with what it is told, in words as a shell takes them apart; none at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program(pub Vec<String>);

impl Value for Program {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let words = value.as_str().and_then(shlex::split);
        words.map(Self).ok_or_else(|| "a program in \"…\", with closed quotes".to_owned())
    }

    fn write(&self) -> String {
        let words = shlex::try_join(self.0.iter().map(String::as_str)).unwrap_or_default();
        toml::Value::from(words).to_string()
    }
}

/// Regular expressions, each with the style of its matches if it has one of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patterns(pub Vec<(String, Option<String>)>);

impl Patterns {
    /// Returns the expressions.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        self.0.iter().map(|(pattern, _)| pattern.clone()).collect()
    }

    /// Returns the styles.
    #[must_use]
    pub fn styles(&self) -> Vec<Option<Style>> {
        let read = |words: &String| style_of(words).ok();
        self.0.iter().map(|(_, style)| style.as_ref().and_then(read)).collect()
    }
}

/// Reads an expression: words, or a table of them and their style.
fn pattern(value: &DeValue<'_>) -> Option<(String, Option<String>)> {
    if let Some(words) = value.as_str() {
        return Some((words.to_owned(), None));
    }
    let table = value.as_table()?;
    let words = |key: &str| table.get(key)?.get_ref().as_str().map(str::to_owned);
    let style = words("style");
    let known = 1 + usize::from(style.is_some());
    words("pattern").filter(|_| table.len() == known).map(|pattern| (pattern, style))
}

impl Value for Patterns {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let all = value
            .as_array()
            .and_then(|all| all.iter().map(|it| pattern(it.get_ref())).collect::<Option<Vec<_>>>());
        let all = Self(all.ok_or_else(|| {
            "a list of patterns, [\"…\", { pattern = \"…\", style = \"bold red\" }]".to_owned()
        })?);
        for style in all.0.iter().filter_map(|(_, style)| style.as_ref()) {
            style_of(style).map_err(|why| {
                format!(
                    "patterns with styles, of which “{style}” is none: {}",
                    why.trim_end_matches('.')
                )
            })?;
        }
        WatchWords::new(&all.words()).map_err(|(pattern, why)| {
            let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
            format!("regular expressions, which “{pattern}” is not: {why}")
        })?;
        Ok(all)
    }

    fn write(&self) -> String {
        let one = |(pattern, style): &(String, Option<String>)| {
            let words = toml::Value::from(pattern.as_str());
            match style {
                None => words.to_string(),
                Some(style) => {
                    format!(
                        "{{ pattern = {words}, style = {} }}",
                        toml::Value::from(style.as_str())
                    )
                }
            }
        };
        format!("[{}]", self.0.iter().map(one).collect::<Vec<_>>().join(", "))
    }
}

/// Makes an enum whose values are words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$word_doc])* $variant,)+
        }

        impl Value for $name {
            fn read(value: &DeValue<'_>) -> Result<Self, String> {
                match value.as_str() {
                    $(Some($word) => Ok(Self::$variant),)+
                    given => Err(crate::nearest::among(given, &[$($word),+])),
                }
            }

            fn write(&self) -> String {
                match self {
                    $(Self::$variant => concat!("\"", $word, "\"").to_owned(),)+
                }
            }
        }
    };
}

words! {
    /// Which signs the frame and the marks are drawn with.
    Glyphs {
        /// Those of Unicode where the locale has UTF-8, else those of ASCII.
        Auto "auto",
        /// Those of Unicode.
        Unicode "unicode",
        /// Those of ASCII.
        Ascii "ascii",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expected: Result<&str, &str>) {
        let value = DeValue::parse(written).unwrap();
        let read = Patterns::read(value.get_ref()).map(|it| it.write());
        assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{written}");
    }

    #[test]
    fn patterns_have_styles_or_none() {
        check("[\"fog\"]", Ok("[\"fog\"]"));
        check(
            "[{ style = 'bold red', pattern = 'a\\d' }, 'b']",
            Ok("[{ pattern = 'a\\d', style = \"bold red\" }, \"b\"]"),
        );
        let shape = "a list of patterns, [\"…\", { pattern = \"…\", style = \"bold red\" }]";
        for wrong in ["'fog'", "[3]", "[{ style = 'red' }]", "[{ pattern = 'a', colour = 'red' }]"]
        {
            check(wrong, Err(shape));
        }
        check(
            "[{ pattern = 'a', style = 'bold rde' }]",
            Err(
                "patterns with styles, of which “bold rde” is none: “rde” is no colour; did you mean “red”?",
            ),
        );
        check("['(']", Err("regular expressions, which “(” is not: unclosed group"));
    }
}
