//! Front matter: TOML between lines of `+++` or YAML between lines of `---`.

use super::build::{Parts, Piece, TeaserParts};
use super::date;
use super::sanitize::sanitize_line;
use crate::span::Span;
use crate::warning::{Warning, WarningKind};
use serde::Deserialize;
use serde_saphyr::{Budget, DuplicateKeyPolicy, Options};
use std::collections::BTreeMap;

/// The languages of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Toml,
    Yaml,
}

/// Where front matter stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) language: Language,
    /// What stands between the fences.
    pub(super) inner: Span,
    /// Where the body begins.
    pub(super) body: usize,
}

/// Finds the front matter of a text; `Err` tells that it begins but has no end within `limit`
/// bytes. A `---` must be followed by a key: alone it is a rule between paragraphs.
pub(super) fn find(text: &str, limit: usize) -> Result<Option<Place>, Warning> {
    let blank = text.len() - text.trim_start_matches(['\n', ' ']).len();
    let mut lines = text.get(blank..).unwrap_or("").split_inclusive('\n');
    let Some(fence) = lines.next() else { return Ok(None) };
    let language = match fence.trim_end() {
        "+++" => Language::Toml,
        "---" => Language::Yaml,
        _ => return Ok(None),
    };
    let start = blank + fence.len();
    let mut at = start;
    let mut has_key = false;
    for line in lines {
        let closes = match language {
            Language::Toml => line.trim_end() == "+++",
            Language::Yaml => matches!(line.trim_end(), "---" | "..."),
        };
        if closes {
            let body = at + line.len();
            return Ok(Some(Place { language, inner: Span::new(start, at), body }));
        }
        at += line.len();
        let line = line.trim();
        if !has_key && !line.is_empty() && !line.starts_with('#') {
            has_key = key_and_value(line).is_some();
            if !has_key && language == Language::Yaml {
                return Ok(None);
            }
        }
        if at - start > limit {
            break;
        }
    }
    if !has_key {
        return Ok(None);
    }
    let message = "The front matter is not closed, so it is read as text.";
    Err(Warning::new(WarningKind::FrontMatter, message))
}

/// A value of either language.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    Integer(i64),
    Number(f64),
    List(Vec<Value>),
    Table(BTreeMap<String, Value>),
    Null(()),
}

/// Reads front matter into `parts`: what it says stands above what the body says. Front matter
/// that does not parse is read line by line, with a warning.
pub(super) fn read(source: &str, language: Language, parts: &mut Parts) {
    let parsed = match language {
        Language::Toml => toml::from_str(source).map_err(|error| error.message().to_owned()),
        Language::Yaml => {
            serde_saphyr::from_str_with_options(source, options()).map_err(|e| e.to_string())
        }
    };
    let table: BTreeMap<String, Value> = parsed.unwrap_or_else(|error: String| {
        let what = error.lines().find(|line| !line.trim().is_empty()).unwrap_or("unreadable");
        let what = sanitize_line(what.trim_start_matches("error: "));
        let what: String = what.chars().take(160).collect();
        let message = format!("The front matter does not parse ({what}); it is read line by line.");
        parts.warnings.push(Warning::new(WarningKind::FrontMatter, message));
        by_line(source)
    });
    for (key, value) in table {
        field(&key.to_lowercase(), value, parts);
    }
}

fn options() -> Options {
    let mut budget = Budget::default();
    budget.max_events = 100_000;
    budget.max_aliases = 100;
    budget.max_anchors = 100;
    budget.max_depth = 64;
    budget.max_nodes = 50_000;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::FirstWins;
    options
}

fn field(key: &str, value: Value, parts: &mut Parts) {
    let words = |value: Value| text(value).map(|text| vec![Piece::Own(text)]);
    match key {
        "title" | "headline" => parts.headline = parts.headline.take().or_else(|| words(value)),
        "deck" | "dek" | "subtitle" | "standfirst" | "description" | "summary" => {
            parts.deck = parts.deck.take().or_else(|| words(value));
        }
        "section" | "category" | "categories" | "rubric" => {
            parts.section = parts.section.take().or_else(|| words(first(value)));
        }
        "author" | "authors" | "byline" => {
            parts.byline = parts.byline.take().or_else(|| words(value));
        }
        "date" | "published" | "published_at" | "publishdate" | "pubdate" | "datepublished" => {
            let Some(text) = text(value) else { return };
            match date::read(&text) {
                Some(read) => parts.published = parts.published.or(Some(read.published)),
                None => {
                    let text: String = sanitize_line(text.trim()).chars().take(80).collect();
                    let message =
                        format!("The date “{text}” of the front matter is not understood.");
                    parts.warnings.push(Warning::new(WarningKind::FrontMatter, message));
                }
            }
        }
        "url" | "link" | "canonical" | "canonical_url" => {
            parts.url = parts.url.take().or_else(|| text(value))
        }
        "id" | "guid" | "slug" => parts.id = parts.id.take().or_else(|| text(value)),
        "latest" => {
            if let Value::List(list) = value {
                parts.latest.extend(list.into_iter().filter_map(teaser));
            }
        }
        _ => {}
    }
}

fn teaser(value: Value) -> Option<TeaserParts> {
    let own = |text: String| vec![Piece::Own(text)];
    let Value::Table(mut table) = value else {
        return Some(TeaserParts { title: own(text(value)?), ..TeaserParts::default() });
    };
    let mut take = |keys: [&str; 3]| keys.iter().find_map(|key| table.remove(*key)).and_then(text);
    Some(TeaserParts {
        title: own(take(["title", "headline", "name"])?),
        summary: take(["summary", "description", "deck"]).map(own),
        published: take(["published", "date", "pubdate"]).and_then(|date| date::parse_date(&date)),
    })
}

/// Returns a value as text: a list with commas, a table by its name.
pub(super) fn text(value: Value) -> Option<String> {
    let text = match value {
        Value::Text(text) => text,
        Value::Flag(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::List(list) => {
            let texts: Vec<String> = list.into_iter().filter_map(text).collect();
            texts.join(", ")
        }
        Value::Table(mut table) => {
            // A TOML date is a table of one value, whatever its key.
            let name = table.remove("name").or_else(|| table.into_values().next())?;
            text(name)?
        }
        Value::Null(()) => return None,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

fn first(value: Value) -> Value {
    match value {
        Value::List(list) => list.into_iter().next().unwrap_or(Value::Null(())),
        other => other,
    }
}

/// Reads `key: value` and `key = value` lines, whatever stands between them.
fn by_line(source: &str) -> BTreeMap<String, Value> {
    let mut table = BTreeMap::new();
    for (key, value) in source.lines().filter_map(key_and_value) {
        let value = value.trim_matches(['"', '\'']).trim();
        if !value.is_empty() {
            table.entry(key.to_owned()).or_insert_with(|| Value::Text(value.to_owned()));
        }
    }
    table
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim().trim_matches(['"', '\'']);
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!key.is_empty() && key.len() <= 64 && key.chars().all(is_key)).then(|| (key, value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Parts {
        let place = find(source, 1 << 20).unwrap().unwrap();
        let mut parts = Parts::default();
        read(place.inner.of(source), place.language, &mut parts);
        parts
    }

    fn own(words: Option<&Vec<Piece>>) -> &str {
        match words.and_then(|words| words.first()) {
            Some(Piece::Own(text)) => text,
            _ => "-",
        }
    }

    fn print(parts: &Parts) -> String {
        let latest = parts.latest.iter().map(|teaser| {
            let date = teaser.published.map(|date| date.to_string()).unwrap_or_default();
            format!("{} / {} / {date}", own(Some(&teaser.title)), own(teaser.summary.as_ref()))
        });
        [
            own(parts.headline.as_ref()).to_owned(),
            own(parts.deck.as_ref()).to_owned(),
            own(parts.section.as_ref()).to_owned(),
            own(parts.byline.as_ref()).to_owned(),
            parts.published.map(|date| date.to_string()).unwrap_or_default(),
            format!("{:?} {:?}", parts.url, parts.id),
        ]
        .into_iter()
        .chain(latest)
        .chain(parts.warnings.iter().map(ToString::to_string))
        .collect::<Vec<_>>()
        .join("\n")
    }

    #[test]
    fn toml() {
        let source = "+++\ntitle = \"The Bridge\"\ndate = 2024-10-23T10:00:00Z\nauthors = [\"Ann Lee\", \"Bo Ek\"]\n\
                      categories = [\"World\", \"Asia\"]\nurl = \"https://news.example/b\"\nid = 7\ndraft = true\n\
                      [[latest]]\ntitle = \"Tide\"\nsummary = \"It rose…\"\npublished = 2024-10-22\n+++\nBody";
        insta::assert_snapshot!(print(&parts(source)), @r#"
        The Bridge
        -
        World
        Ann Lee, Bo Ek
        2024-10-23T10:00:00Z
        Some("https://news.example/b") Some("7")
        Tide / It rose… / 2024-10-22
        "#);
    }

    #[test]
    fn yaml() {
        let source = "---\n# a comment\nTitle: 'The Bridge'\nsummary: >\n  It stands\n  again\ndate: 2024-10-23\nauthor:\n  name: Ann Lee\n\
                      latest:\n  - Tide\n  - title: Ebb\n    date: 22 October 2024\nslug: the-bridge\nnothing:\n---\nBody";
        insta::assert_snapshot!(print(&parts(source)), @r#"
        The Bridge
        It stands again

        -
        Ann Lee
        2024-10-23
        None Some("the-bridge")
        Tide / - / 
        Ebb / - / 2024-10-22
        "#);
    }

    #[test]
    fn what_does_not_parse_is_read_by_line() {
        let found = parts("---\ntitle: The Bridge: a history\ndate: someday\n---\n");
        assert_eq!(own(found.headline.as_ref()), "The Bridge: a history");
        assert_eq!(found.warnings.len(), 2, "{:?}", found.warnings);
        let found = parts(&format!("+++\ntitle = \"x\"\na = {}\n+++\n", "[".repeat(40_000)));
        assert_eq!(own(found.headline.as_ref()), "x");
    }

    #[test]
    fn aliases_do_not_multiply() {
        let mut source = "---\ntitle: x\na0: &a0 [y]\n".to_owned();
        for n in 0..12 {
            let aliases = vec![format!("*a{n}"); 9].join(", ");
            source.push_str(&format!("a{}: &a{} [{aliases}]\n", n + 1, n + 1));
        }
        let found = parts(&(source + "---\n"));
        assert_eq!(own(found.headline.as_ref()), "x");
        assert_eq!(found.warnings.len(), 1);
    }

    #[test]
    fn what_is_no_front_matter() {
        for text in [
            "",
            "Text",
            "---\n\nA rule, and text.\n\n---\n",
            "---",
            "+++\nx\n",
            "- - -\na: b\n- - -\n",
        ] {
            assert_eq!(find(text, 100), Ok(None), "{text:?}");
        }
        assert!(find("---\ntitle: x\n", 100).is_err());
        assert!(find(&format!("+++\n{}+++\n", "a = 1\n".repeat(100)), 100).is_err());
    }
}
