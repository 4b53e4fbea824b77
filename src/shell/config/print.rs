//! The configuration as text: a config file to start from, and the keys in force.

use super::option::{Options, TABLE};
use crate::app::command::{self, Context, Group};
use crate::app::keymap::Keymap;
use std::fmt::Write as _;

/// Columns of a line of comment.
const WIDTH: usize = 90;

/// Returns a config file with every option at its default and every key, which a comment keeps
/// from being set: default keys that are written down would stay when the defaults change.
#[must_use]
pub fn config() -> String {
    let defaults = Options::default();
    let mut out = String::new();
    comment(
        &mut out,
        "The options of pullquote with their defaults. Kept as config.toml in the folder \
         pullquote of $XDG_CONFIG_HOME, or else of ~/.config. The environment goes before the \
         file (PULLQUOTE_MEASURE=66), the command line before both (--set measure=66).",
    );
    for info in TABLE {
        out.push('\n');
        comment(&mut out, info.sentence);
        let _ = writeln!(out, "{} = {}", info.name, (info.get)(&defaults));
    }
    out.push('\n');
    comment(
        &mut out,
        "Keys, by the name of the command: a key, or a list of them; none ([]) takes the keys \
         away. \"g g\" is two keys one after the other, <C-d> is Ctrl-D, <A-x> Alt-X. A line \
         here replaces the default keys of that command alone. Keys that count in one place \
         alone stand in a table of their own:",
    );
    for (context, name, place) in Context::ALL {
        if context != Context::Anywhere {
            let _ = writeln!(out, "#   [keys.{name}] {place}");
        }
    }
    out.push_str("[keys]\n");
    for group in Group::ALL {
        let _ = writeln!(out, "\n# {}", group.title());
        for info in command::TABLE.iter().filter(|info| info.group == group) {
            let keys: Vec<String> =
                info.keys.iter().map(|&keys| toml::Value::from(keys).to_string()).collect();
            let _ = writeln!(out, "# {} = [{}]", info.name, keys.join(", "));
        }
    }
    out
}

/// Returns the keys in force, a line a command.
#[must_use]
pub fn keys(keymap: &Keymap) -> String {
    let mut out = String::new();
    let columns = |text: &str| text.chars().count();
    let name = command::TABLE.iter().map(|info| info.name.len()).max().unwrap_or(0);
    let shown: Vec<String> = command::TABLE
        .iter()
        .map(|info| keymap.keys_of(info.command).collect::<Vec<_>>().join(" "))
        .collect();
    let width = shown.iter().map(|keys| columns(keys)).max().unwrap_or(0);
    for group in Group::ALL {
        let between = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{between}{}", group.title());
        let rows = command::TABLE.iter().zip(&shown).filter(|(info, _)| info.group == group);
        for (info, keys) in rows {
            let fill = " ".repeat(width - columns(keys));
            let _ = writeln!(out, "  {:name$}  {keys}{fill}  {}", info.name, info.sentence);
        }
    }
    out
}

/// Writes sentences as lines of comment.
fn comment(out: &mut String, sentences: &str) {
    let mut line = String::from("#");
    for word in sentences.split(' ') {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(out, "{line}");
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(out, "{line}");
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    #[test]
    fn the_printed_config_is_that_of_the_defaults() {
        let printed = config();
        let check = |text: &str| {
            let read = Config::of_text("printed", text).unwrap();
            assert_eq!(read.options, Options::default());
            assert_eq!(keys(&read.keymap), keys(&Keymap::default()));
        };
        check(&printed);
        let uncommented: Vec<&str> = printed
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(setting) if setting.contains(" = [") => setting,
                _ => line,
            })
            .collect();
        let uncommented = uncommented.join("\n");
        assert!(uncommented.contains("\nquit = [\"q\""), "{uncommented}");
        check(&uncommented);
        assert!(printed.lines().all(|line| line.chars().count() <= 100));
    }
}
