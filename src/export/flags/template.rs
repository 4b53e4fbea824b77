//! Flags through a template of the user's own.

use super::article::{Article, cited, headline};
use super::plain::{self, is_hidden};
use super::{bibtex, csv, html, markdown, org};
use crate::flag::{Flag, ListedFlag, Priority, Status};
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Output, State, UndefinedBehavior, Value, escape_formatter,
};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a template may do, in minijinja's units: about an instruction or 64 bytes each.
const FUEL: u64 = 5_000_000;

/// What it may do besides for each flag.
const FUEL_OF_FLAG: u64 = 1_000;

/// Most calls of macros within each other: a debug build has room for so many.
const DEPTH: usize = 50;

/// Fills a template in. `name` is the name of its file: its extension says how values are
/// escaped, and errors name it.
///
/// # Errors
///
/// Fails with a sentence that names the file and the line if the template is not understood,
/// names a field that there is not, or takes too long.
pub fn template(name: &str, text: &str, flags: &[ListedFlag]) -> Result<String, String> {
    fill_in(name, text, flags).map_err(|error| sentence(name, &error))
}

fn fill_in(name: &str, text: &str, flags: &[ListedFlag]) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    let syntax = environment.syntax().to_builder();
    let syntax =
        { syntax }.keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true).build()?;
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(escape_of);
    environment.set_formatter(write_value);
    environment.set_recursion_limit(DEPTH);
    let count = u64::try_from(flags.len()).unwrap_or(u64::MAX);
    environment.set_fuel(Some(FUEL.saturating_add(FUEL_OF_FLAG.saturating_mul(count))));
    environment.template_from_named_str(name, text)?.render(Value::from(Serde(Page::of(flags))))
}

/// Says what is wrong and where.
fn sentence(name: &str, error: &minijinja::Error) -> String {
    use minijinja::ErrorKind;
    let line = error.line().map_or(String::new(), |line| format!(", line {line}"));
    let problem = match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => {
            "the template does too much; look for a loop without end".to_owned()
        }
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    let problem: String = problem.chars().filter(|&c| !is_hidden(c)).collect();
    format!("{name}{line}: {problem}.")
}

/// Returns how a template of this name escapes values.
fn escape_of(name: &str) -> AutoEscape {
    let endings = [".j2", ".jinja2", ".jinja"];
    let plain = endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    let extension = plain.rsplit('.').next().unwrap_or("").to_lowercase();
    AutoEscape::Custom(match extension.as_str() {
        "json" | "jsonl" | "yaml" | "yml" | "js" => return AutoEscape::Json,
        "html" | "htm" | "xhtml" | "xml" | "svg" => "html".into(),
        "md" | "markdown" => "markdown".into(),
        "org" => "org".into(),
        "bib" | "tex" => "tex".into(),
        "csv" => "csv".into(),
        _ => "text".into(),
    })
}

/// Writes a value, escaped unless the template says that it is safe.
fn write_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    let AutoEscape::Custom(format) = state.auto_escape().clone() else {
        return escape_formatter(out, state, value);
    };
    // What there is none of is written as nothing, but a cell is a cell.
    let text = if value.is_none() { String::new() } else { value.to_string() };
    let line = || plain::one_line(&text);
    let escaped = match &*format {
        _ if value.is_safe() => text,
        "html" => html::escape(&plain::lines(&text).join("\n")),
        "markdown" => markdown::escape(&line()),
        "org" => org::escape(&line()),
        "tex" => bibtex::escape(&line()),
        "csv" => csv::cell(&text),
        _ => plain::lines(&text).join("\n"),
    };
    Ok(out.write_str(&escaped)?)
}

/// What a template knows.
#[derive(Serialize)]
struct Page<'a> {
    flags: Vec<OfFlag<'a>>,
    articles: Vec<OfArticle<'a>>,
}

/// An article in a template.
#[derive(Serialize)]
struct OfArticle<'a> {
    id: Uuid,
    key: String,
    headline: String,
    published: String,
    url: Option<String>,
    path: String,
    tags: Vec<String>,
    flags: Vec<OfFlag<'a>>,
}

/// A flag in a template.
#[derive(Clone, Serialize)]
struct OfFlag<'a> {
    id: Uuid,
    text: &'a str,
    lines: Vec<String>,
    prefix: &'a str,
    suffix: &'a str,
    start: usize,
    end: usize,
    speaker: Option<&'a str>,
    role: Option<&'a str>,
    status: Status,
    done: bool,
    priority: Priority,
    note: &'a str,
    note_lines: Vec<String>,
    tags: &'a [String],
    due: Option<String>,
    created: String,
    updated: String,
    article: Uuid,
    key: String,
    headline: String,
    published: Option<&'a str>,
    url: Option<String>,
    path: &'a str,
}

impl<'a> Page<'a> {
    fn of(flags: &'a [ListedFlag]) -> Self {
        let cited = cited(flags);
        let keys: BTreeMap<Uuid, &str> =
            cited.iter().map(|(key, article)| (article.id, key.as_str())).collect();
        let of_flag = |listed: &'a ListedFlag| {
            OfFlag::of(listed, keys.get(&listed.flag.article).copied().unwrap_or_default())
        };
        Self {
            flags: flags.iter().map(of_flag).collect(),
            articles: cited.iter().map(|(key, article)| OfArticle::of(key, article)).collect(),
        }
    }
}

impl<'a> OfArticle<'a> {
    fn of(key: &str, article: &Article<'a>) -> Self {
        Self {
            id: article.id,
            key: key.to_owned(),
            headline: article.headline(),
            published: article.published(),
            url: article.url(),
            path: article.path(),
            tags: article.tags(),
            flags: article.flags.iter().map(|&listed| OfFlag::of(listed, key)).collect(),
        }
    }
}

impl<'a> OfFlag<'a> {
    fn of(listed: &'a ListedFlag, key: &str) -> Self {
        let flag: &Flag = &listed.flag;
        Self {
            id: flag.id,
            text: &flag.selector.exact,
            lines: plain::lines(&flag.selector.exact),
            prefix: &flag.selector.prefix,
            suffix: &flag.selector.suffix,
            start: flag.selector.start,
            end: flag.selector.end,
            speaker: flag.speaker.as_deref(),
            role: flag.role.as_deref(),
            status: flag.status,
            done: flag.status == Status::Done,
            priority: flag.priority,
            note: &flag.note,
            note_lines: plain::lines(&flag.note),
            tags: &flag.tags,
            due: flag.due.map(|due| due.to_string()),
            created: flag.created.to_string(),
            updated: flag.updated.to_string(),
            article: flag.article,
            key: key.to_owned(),
            headline: headline(listed),
            published: listed.article.published.as_deref(),
            url: listed.article.url.as_deref().and_then(plain::encoded_address),
            path: &listed.article.path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{HOSTILE, flag, full, hostile};
    use super::*;
    use proptest::prelude::*;

    fn check(name: &str, text: &str, expected: Result<&str, &str>) {
        let flags = [full(11), flag(12, "Yes", "")];
        let found = template(name, text, &flags);
        assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}");
    }

    #[test]
    fn the_extension_says_how_values_are_escaped() {
        let text = "{% for f in flags %}{{ f.text }};{{ f.due }};{{ f.status }}|{% endfor %}";
        let paragraphs = "We [all] go\n\n1. Nobody stays;2026-03-10;waiting|Yes;;done|";
        check("a.txt", text, Ok(paragraphs));
        check("a", text, Ok(paragraphs));
        check("a.html.j2", text, Ok(paragraphs));
        check("a.md", text, Ok("We \\[all\\] go 1. Nobody stays;2026-03-10;waiting|Yes;;done|"));
        check(
            "a.csv",
            "{{ flags[0].note }},{{ flags[1].due }}\n",
            Ok("\"Ask her.\n\n- twice\n# really\",\"\"\n"),
        );
        check("a.json", "{{ flags[0].tags }}", Ok("[\"2026\",\"R&D\",\"harbour\"]"));
        check("a.org", "{{ '[[x]]' }}", Ok("[\u{200b}[\u{200b}x]]"));
        check("a.tex", "{{ '50%' }}{{ '50%'|safe }}", Ok("50\\%50%"));
        check("a.html", "{{ '<b>' }}{{ '<b>'|safe }}", Ok("&lt;b&gt;<b>"));
        check(
            "a.md",
            "{% for a in articles %}\n# {{ a.headline }} {{ a.key }}\n{% for f in a.flags %}\n- {{ f.text }}\n{% endfor %}\n{% endfor %}\n",
            Ok(
                "# Harbour \\*master\\* goes pq000000000001\n- Yes\n- We \\[all\\] go 1. Nobody stays\n",
            ),
        );
    }

    #[test]
    fn an_error_names_file_and_line() {
        let templates = [
            "a\n{{ flags[0].colour }}",
            "{% for f in flags %}",
            "\n\n{{ nothing }}",
            "{% include '/etc/passwd' %}",
            "{% for a in range(90000) %}{% for b in range(90000) %}x{% endfor %}{% endfor %}",
            "{% set s = 'x' * 90000000 %}{{ s ~ s ~ s ~ s ~ s ~ s ~ s }}",
            "{% macro a(s) %}{{ a(s ~ s) }}{% endmacro %}{{ a('x') }}",
            "{{ 'x'|nosuch }}",
        ];
        let errors = templates.map(|text| template("a.md", text, &[full(11)]).unwrap_err());
        insta::assert_snapshot!(errors.join("\n"), @r"
        a.md, line 2: undefined value: `flags[0].colour` is undefined.
        a.md, line 1: syntax error: unexpected end of input, expected end of block.
        a.md, line 3: undefined value: `nothing` is undefined.
        a.md, line 1: syntax error: unknown statement include.
        a.md, line 1: the template does too much; look for a loop without end.
        a.md, line 1: the template does too much; look for a loop without end.
        a.md, line 1: invalid operation: recursion limit exceeded.
        a.md, line 1: unknown filter: filter nosuch is unknown.
        ");
    }

    proptest! {
        #[test]
        fn no_template_panics(text in r"(\{\{|\}\}|\{%|%\}|\{#|#\}|[ a-z0-9.|\[\]()'~*+-]|flags|articles|for |in |set |if |end|macro |\n){0,30}") {
            let _ = template("a.md", &text, &[full(11)]);
        }

        #[test]
        fn no_text_breaks_out_of_a_page(text in HOSTILE) {
            let page = "{% for f in flags %}{{ f.text }}\t{{ f.headline }}\t{{ f.note }}\t{{ f.speaker }}\n{% endfor %}";
            for name in ["a.md", "a.org", "a.tex", "a.json"] {
                let found = template(name, page, &[hostile(&text)]).unwrap();
                prop_assert_eq!(found.lines().count(), 1, "{}", found);
            }
            let found = template("a.html", page, &[hostile(&text)]).unwrap();
            prop_assert!(!found.contains(['<', '>', '"', '\'']));
        }
    }
}
