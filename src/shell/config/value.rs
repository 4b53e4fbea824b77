//! Kinds of values that options have: how each is read from TOML and written as TOML.

use crate::search::WatchWords;
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

/// Regular expressions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patterns(pub Vec<String>);

impl Value for Patterns {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let all = value.as_array().and_then(|all| {
            all.iter().map(|it| it.get_ref().as_str().map(str::to_owned)).collect()
        });
        let all: Vec<String> =
            all.ok_or_else(|| "a list of patterns, [\"…\", \"…\"]".to_owned())?;
        WatchWords::new(&all).map_err(|(pattern, why)| {
            let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
            format!("regular expressions, which “{pattern}” is not: {why}")
        })?;
        Ok(Self(all))
    }

    fn write(&self) -> String {
        toml::Value::from(self.0.clone()).to_string()
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
