//! `flags check`: what became of the flagged passages of articles.

use super::{FAILED, FINE, clip, existing, input, report, short, shown};
use crate::anchor::{Finder, Outcome};
use crate::document::Document;
use crate::flag::ArticleKeys;
use crate::shell::inputs;
use crate::shell::store::{Store, located};
use crate::span::{CodePoints, Span};
use anyhow::Error;
use clap::Args;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What to check.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The articles, or folders of articles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print JSON: an array of what became of each flag
    #[arg(long)]
    json: bool,
}

/// What became of one flag; offsets count code points of the annotated text.
#[derive(Serialize)]
struct Checked {
    id: Uuid,
    path: String,
    outcome: &'static str,
    exact: String,
    found: Option<Passage>,
    candidates: Vec<Passage>,
}

#[derive(Serialize)]
struct Passage {
    start: usize,
    end: usize,
    text: String,
}

pub(super) fn run(args: &CheckArgs, folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    let store = existing(folder)?;
    let mut code = FINE;
    let mut checked = Vec::new();
    for path in args.paths.iter().flat_map(|path| articles(path)) {
        let documents = path.map_err(Error::msg).and_then(|path| {
            let input = input::read(&path)?;
            Ok((path, input.documents))
        });
        match documents {
            Ok((path, documents)) => check(&path, &documents, store.as_ref(), &mut checked)?,
            Err(error) => {
                report(&[format!("{error:#}")]);
                code = FAILED;
            }
        }
    }
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&checked)?)?;
        return Ok(code);
    }
    if checked.is_empty() && code == FINE {
        writeln!(out, "There are no flags in these articles.")?;
    }
    for Checked { id, path, outcome, exact, found, candidates } in checked {
        let (exact, path) = (clip(&exact, 60), shown(&path));
        writeln!(out, "{}  {outcome:9}  “{exact}”  {path}", short(id))?;
        let shown = found.iter().filter(|_| outcome == "changed").chain(&candidates);
        for Passage { start, end, text } in shown {
            writeln!(out, "                     “{}” at {start}–{end}", clip(text, 60))?;
        }
    }
    Ok(code)
}

/// Returns the articles at a path, those of a folder in the order of their names.
fn articles(path: &Path) -> Vec<Result<PathBuf, String>> {
    let mut found: Vec<_> = inputs::articles(path).collect();
    found.sort();
    found
}

/// Checks the flags of every document in a file.
fn check(
    path: &Path,
    documents: &[Document],
    store: Option<&Store>,
    checked: &mut Vec<Checked>,
) -> Result<(), Error> {
    let Some(store) = store else { return Ok(()) };
    for document in documents {
        let found = store.flags_of(&located(ArticleKeys::of(document)))?;
        report(&found.damaged);
        let finder = Finder::new(document);
        let points = CodePoints::new(document.annotated_text());
        let passage = |span: Span| {
            let [start, end] = points.of_span(span);
            Passage { start, end, text: span.of(&document.text).to_owned() }
        };
        for flag in found.records {
            let outcome = finder.find(&flag.selector);
            let candidates = match &outcome {
                Outcome::Ambiguous(spans) => spans.iter().copied().map(passage).collect(),
                _ => Vec::new(),
            };
            checked.push(Checked {
                id: flag.id,
                path: path.to_string_lossy().into_owned(),
                outcome: outcome.name(),
                exact: flag.selector.exact,
                found: outcome.span().map(passage),
                candidates,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::select;
    use crate::flag::FlagDraft;
    use jiff::Timestamp;

    #[test]
    fn outcomes_are_told_with_their_places() {
        let document = |text: &str| Document {
            name: "é.txt".to_owned(),
            text: text.to_owned(),
            annotated: text.len(),
            ..Document::default()
        };
        let text = "Été. The harbour master resigned on Tuesday. The council was not told of it.";
        let old = document(text);
        let mut store = Store::in_memory().unwrap();
        for (number, words) in [(1, "harbour master"), (2, "council was not told")] {
            let start = text.find(words).unwrap();
            let selector = select(&old, Span::new(start, start + words.len()));
            let draft = FlagDraft { selector, speaker: None, role: None, note: String::new() };
            let keys = located(ArticleKeys::of(&old));
            let (id, article) = (Uuid::from_u128(number), Uuid::from_u128(9));
            store.add(&keys, &draft, Timestamp::UNIX_EPOCH, id, article).unwrap();
        }
        let new = document(&text.replace("council was not told", "city council was told"));
        let mut checked = Vec::new();
        check(Path::new("é.txt"), &[new], Some(&store), &mut checked).unwrap();
        insta::assert_snapshot!(serde_json::to_string_pretty(&checked).unwrap(), @r#"
        [
          {
            "id": "00000000-0000-0000-0000-000000000001",
            "path": "é.txt",
            "outcome": "same",
            "exact": "harbour master",
            "found": {
              "start": 9,
              "end": 23,
              "text": "harbour master"
            },
            "candidates": []
          },
          {
            "id": "00000000-0000-0000-0000-000000000002",
            "path": "é.txt",
            "outcome": "changed",
            "exact": "council was not told",
            "found": {
              "start": 54,
              "end": 70,
              "text": "council was told"
            },
            "candidates": []
          }
        ]
        "#);
    }
}
