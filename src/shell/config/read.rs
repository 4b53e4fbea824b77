//! Reading a config file: every problem is a sentence with its line and column, and the right
//! name where a wrong one is near it.

use super::option::{self, Options};
use super::place;
use crate::app::command::{self, Context};
use crate::app::key::{Key, parse_keys};
use crate::app::keymap::Patch;
use crate::nearest::suggestion;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a config file says.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The options, defaults where it says nothing.
    pub(super) options: Options,
    /// Where each option that it sets is set, by name.
    pub(super) places: BTreeMap<&'static str, String>,
    /// The keys it changes, and where.
    pub(super) patches: Vec<(Patch, String)>,
}

/// Something wrong at a byte of the file.
type Problem = (usize, String);

/// Reads the text of a config file; `name` is how sentences call the file.
///
/// # Errors
///
/// Returns a sentence for everything that is wrong, in the order of the file.
pub(super) fn read(name: &str, text: &str) -> Result<Read, Vec<String>> {
    let at = |byte: usize| place(name, text, byte);
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let byte = error.span().map_or(0, |span| span.start);
            let reason = error.message().trim().replace('\n', ", ");
            return Err(vec![format!("{}: this is not TOML: {reason}.", at(byte))]);
        }
    };
    let mut read = Read::default();
    let mut problems: Vec<Problem> = Vec::new();
    for (key, value) in &table {
        let span = value.span();
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("keys", DeValue::Table(keys)) => {
                for (patch, byte) in self::keys(keys, &mut problems) {
                    read.patches.push((patch, at(byte)));
                }
            }
            ("keys", _) => problems.push((
                span.start,
                "“keys” is a table: write [keys] and below it lines as quit = \"x\".".to_owned(),
            )),
            (given, value) => match option(&mut read.options, given, value) {
                Ok(name) => drop(read.places.insert(name, at(span.start))),
                Err(Wrong::Name(sentence)) => problems.push((key.span().start, sentence)),
                Err(Wrong::Value(sentence)) => problems.push((span.start, sentence)),
            },
        }
    }
    if problems.is_empty() {
        return Ok(read);
    }
    problems.sort();
    Err(problems.into_iter().map(|(byte, said)| format!("{}: {said}", at(byte))).collect())
}

/// What is wrong with an option, as a sentence.
pub(super) enum Wrong {
    /// There is none of that name.
    Name(String),
    /// It cannot have this value.
    Value(String),
}

/// Sets an option and returns its name.
pub(super) fn option(
    options: &mut Options,
    given: &str,
    value: &DeValue<'_>,
) -> Result<&'static str, Wrong> {
    let Some(info) = option::named(given) else {
        let mut names: Vec<&str> = option::TABLE.iter().map(|info| info.name).collect();
        names.push("keys");
        let end = suggestion(given, &names);
        return Err(Wrong::Name(format!("there is no option “{given}”{end}")));
    };
    (info.set)(options, value).map_err(|right| {
        let end = if right.ends_with('?') { "" } else { "." };
        Wrong::Value(format!("“{}” must be {right}{end}", info.name))
    })?;
    Ok(info.name)
}

/// Reads the tables of keys: `[keys]`, and one for each context.
fn keys(table: &DeTable<'_>, problems: &mut Vec<Problem>) -> Vec<(Patch, usize)> {
    let mut patches = Vec::new();
    for (key, value) in table {
        let given = key.get_ref().as_ref();
        let context = Context::ALL.iter().find(|(_, name, _)| *name == given);
        match (context, value.get_ref()) {
            (Some((context, ..)), DeValue::Table(inner)) => {
                for (key, value) in inner {
                    patches.extend(patch(Some(*context), key, value, problems));
                }
            }
            _ => patches.extend(patch(None, key, value, problems)),
        }
    }
    patches
}

fn patch(
    context: Option<Context>,
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<(Patch, usize)> {
    let given = key.get_ref().as_ref();
    let mut complain = |span: Range<usize>, sentence| problems.push((span.start, sentence));
    let Some(info) = command::TABLE.iter().find(|info| info.name == given) else {
        let commands = command::TABLE.iter().map(|info| info.name);
        let contexts = Context::ALL.iter().map(|(_, name, _)| *name);
        let is_table = matches!(value.get_ref(), DeValue::Table(_));
        let (what, names): (_, Vec<&str>) =
            if is_table { ("place", contexts.collect()) } else { ("command", commands.collect()) };
        let end = match suggestion(given, &names) {
            end if end == "." => "; pullquote --print-keys lists them.".to_owned(),
            end => end,
        };
        complain(key.span(), format!("there is no {what} “{given}” that could have keys{end}"));
        return None;
    };
    if let Some(context) = context
        && info.context != Context::Anywhere
        && info.context != context
    {
        let (own, place) = (info.context.place(), context.place());
        complain(key.span(), format!("“{given}” works {own} alone and can have no keys {place}."));
        return None;
    }
    match sequences(value) {
        Ok(keys) => Some((Patch { command: info.command, context, keys }, key.span().start)),
        Err((span, sentence)) => {
            complain(span, sentence);
            None
        }
    }
}

/// Reads the keys of a command: words, or a list of them.
fn sequences(value: &Spanned<DeValue<'_>>) -> Result<Vec<Vec<Key>>, (Range<usize>, String)> {
    let one = |value: &Spanned<DeValue<'_>>| {
        let wrong = |sentence: String| (value.span(), sentence);
        let shape = "keys are written as \"x\", \"g g\" or \"<C-d>\", several as [\"x\", \"y\"].";
        let Some(words) = value.get_ref().as_str() else { return Err(wrong(shape.to_owned())) };
        let keys = parse_keys(words).map_err(wrong)?;
        if keys.is_empty() { Err(wrong(format!("a key is missing: {shape}"))) } else { Ok(keys) }
    };
    match value.get_ref() {
        DeValue::Array(several) => several.iter().map(one).collect(),
        _ => Ok(vec![one(value)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;

    fn check(text: &str, expected: &[&str]) {
        let problems = read("c.toml", text).err().unwrap_or_default();
        assert_eq!(problems, expected, "{text}");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        check("measure = 60\n[keys]\nquit = []\n", &[]);
        check("", &[]);
        check(
            "\nmeasrue = 60",
            &["c.toml:2:1: there is no option “measrue”; did you mean “measure”?"],
        );
        check(
            "# é\nglyphs = \"asci\"\nmeasure = 9\nrestore = \"no\"",
            &[
                "c.toml:2:10: “glyphs” must be one of “auto”, “unicode” and “ascii”; did you mean \
                 “ascii”?",
                "c.toml:3:11: “measure” must be a number from 20 to 400.",
                "c.toml:4:11: “restore” must be true or false.",
            ],
        );
        check(
            "keys = 3",
            &["c.toml:1:8: “keys” is a table: write [keys] and below it lines as \
            quit = \"x\"."],
        );
        let said = read("c.toml", "measure = = 3").unwrap_err();
        assert!(said[0].starts_with("c.toml:1:11: this is not TOML: "), "{said:?}");
    }

    #[test]
    fn what_is_wrong_with_keys_is_said_with_its_place() {
        check(
            "[keys]\nquti = \"x\"",
            &["c.toml:2:1: there is no command “quti” that could have \
            keys; did you mean “quit”?"],
        );
        check(
            "[keys.in-spekers]\nquit = \"x\"",
            &["c.toml:1:7: there is no place “in-spekers” that \
            could have keys; did you mean “in-speakers”?"],
        );
        check(
            "[keys.in-text]\nopen = \"x\"",
            &["c.toml:2:1: “open” works in the latest contents \
            alone and can have no keys in the text."],
        );
        check(
            "keys.quit = [\"x\", \"gg\"]",
            &["c.toml:1:19: “gg” is not a key: part keys by \
            blanks and write names as <Enter>."],
        );
        check(
            "keys.quit = 3",
            &["c.toml:1:13: keys are written as \"x\", \"g g\" or \"<C-d>\", \
            several as [\"x\", \"y\"]."],
        );
        check(
            "keys.quit = \" \"",
            &["c.toml:1:13: a key is missing: keys are written as \"x\", \
            \"g g\" or \"<C-d>\", several as [\"x\", \"y\"]."],
        );
    }

    #[test]
    fn options_and_keys_are_read() {
        let text = "measure = 0x40\n[keys]\nquit = \"x\"\n[keys.in-speakers]\nnext-quote = [\"n\", \"g n\"]";
        let read = read("c.toml", text).unwrap();
        assert_eq!(read.options.measure.0, 64);
        assert_eq!(read.places["measure"], "c.toml:1:11");
        let patches: Vec<_> = read
            .patches
            .iter()
            .map(|(patch, place)| (patch.command, patch.context, patch.keys.len(), place.as_str()))
            .collect();
        assert_eq!(
            patches,
            [
                (Command::NextQuote, Some(Context::Speakers), 2, "c.toml:5:1"),
                (Command::Quit, None, 1, "c.toml:3:1"),
            ]
        );
    }
}
