//! `flags check`: what became of the flagged passages of articles.

use super::{FAILED, FINE, clip, existing, input, report, short, shown};
use crate::anchor::{Finder, Outcome, difference};
use crate::document::Document;
use crate::flag::ArticleKeys;
use crate::shell::inputs;
use crate::shell::store::{Store, located};
use crate::span::{CodePoints, Span};
use anyhow::Error;
use clap::Args;
use serde::Serialize;
use std::io::{self, Write};
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
    /// What became of the words, if others stand there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    difference: Vec<Run>,
    #[serde(skip)]
    context: [String; 2],
}

/// Words that were kept, removed or added.
#[derive(Serialize)]
struct Run {
    fate: &'static str,
    text: String,
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
    for checked in &checked {
        checked.write(out)?;
    }
    Ok(code)
}

impl Checked {
    /// Writes the flag in a line, and below it what there is to know of its passage.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let (exact, path) = (clip(&self.exact, 60), shown(&self.path));
        writeln!(out, "{}  {:9}  “{exact}”  {path}", short(self.id), self.outcome)?;
        let mut below = |line: String| writeln!(out, "{:21}{line}", "");
        match (self.outcome, &self.found) {
            ("same", _) => {}
            (_, Some(Passage { start, end, .. })) if self.difference.is_empty() => {
                below(format!("now at {start}–{end}"))?;
            }
            (_, Some(Passage { start, end, .. })) => {
                below(format!("{} at {start}–{end}", in_words(&self.difference)))?;
            }
            ("orphan", None) => {
                let [before, after] = &self.context;
                below(format!("stood between “{}” and “{}”", end_of(before), clip(after, 40)))?;
            }
            (_, None) => {}
        }
        for Passage { start, end, text } in &self.candidates {
            below(format!("perhaps “{}” at {start}–{end}", clip(text, 60)))?;
        }
        Ok(())
    }
}

/// Returns a difference in a line: what was removed as `[-…-]`, what was added as `{+…+}`, and no
/// more of the rest than is needed to know where.
fn in_words(difference: &[Run]) -> String {
    const NEAR: usize = 4;
    let run = |(index, run): (usize, &Run)| {
        let text = shown(&run.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        match run.fate {
            "removed" => format!("[-{}-]", words.join(" ")),
            "added" => format!("{{+{}+}}", words.join(" ")),
            _ if words.len() <= 2 * NEAR + 1 => words.join(" "),
            _ => {
                let (head, rest) = words.split_at_checked(NEAR).unwrap_or((&words, &[]));
                let (_, tail) = rest.split_at_checked(rest.len() - NEAR).unwrap_or((&[], rest));
                let (is_first, is_last) = (index == 0, index + 1 == difference.len());
                let head = if is_first { String::new() } else { head.join(" ") + " " };
                let tail = if is_last { String::new() } else { [" ", &tail.join(" ")].concat() };
                format!("{head}…{tail}")
            }
        }
    };
    difference.iter().enumerate().map(run).collect::<Vec<_>>().join(" ")
}

/// Returns the last words of what stood before.
fn end_of(before: &str) -> String {
    const MOST: usize = 40;
    let words = shown(before);
    match words.char_indices().nth_back(MOST) {
        Some((at, _)) => ["…", words.get(at..).unwrap_or("")].concat(),
        None => words,
    }
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
            let runs = |found: &str| {
                let pieces = difference(&flag.selector.exact, found).into_iter();
                pieces.map(|it| Run { fate: it.fate.name(), text: it.text.to_owned() }).collect()
            };
            let difference = match &outcome {
                Outcome::Changed(span) => runs(span.of(&document.text)),
                _ => Vec::new(),
            };
            checked.push(Checked {
                id: flag.id,
                path: path.to_string_lossy().into_owned(),
                outcome: outcome.name(),
                exact: flag.selector.exact,
                found: outcome.span().map(passage),
                candidates,
                difference,
                context: [flag.selector.prefix, flag.selector.suffix],
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
        let text = "Été. The harbour master resigned on Tuesday. The council was not told of it. \
            Nobody minded. The pilots walked home over the frozen harbour at night, singing.";
        let old = document(text);
        let mut store = Store::in_memory().unwrap();
        for (number, words) in [
            (1, "harbour master"),
            (2, "council was not told of it."),
            (3, "Nobody minded."),
            (4, "walked home over the frozen harbour"),
        ] {
            let start = text.find(words).unwrap();
            let selector = select(&old, Span::new(start, start + words.len()));
            let draft = FlagDraft { selector, speaker: None, role: None, note: String::new() };
            let keys = located(ArticleKeys::of(&old));
            let (id, article) = (Uuid::from_u128(number), Uuid::from_u128(9));
            store.add(&keys, &draft, Timestamp::UNIX_EPOCH, id, article).unwrap();
        }
        let new = text.replace("council was not told of it", "council had been told of it");
        let new = document(&new.replace(" Nobody minded.", ""));
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
            "exact": "council was not told of it.",
            "found": {
              "start": 49,
              "end": 77,
              "text": "council had been told of it."
            },
            "candidates": [],
            "difference": [
              {
                "fate": "kept",
                "text": "council"
              },
              {
                "fate": "removed",
                "text": "was not"
              },
              {
                "fate": "added",
                "text": "had been"
              },
              {
                "fate": "kept",
                "text": "told of it."
              }
            ]
          },
          {
            "id": "00000000-0000-0000-0000-000000000003",
            "path": "é.txt",
            "outcome": "orphan",
            "exact": "Nobody minded.",
            "found": null,
            "candidates": []
          },
          {
            "id": "00000000-0000-0000-0000-000000000004",
            "path": "é.txt",
            "outcome": "moved",
            "exact": "walked home over the frozen harbour",
            "found": {
              "start": 89,
              "end": 124,
              "text": "walked home over the frozen harbour"
            },
            "candidates": []
          }
        ]
        "#);
        let mut out = Vec::new();
        checked.iter().for_each(|it| it.write(&mut out).unwrap());
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        00000001  same       “harbour master”  é.txt
        00000002  changed    “council was not told of it.”  é.txt
                             council [-was not-] {+had been+} told of it. at 49–77
        00000003  orphan     “Nobody minded.”  é.txt
                             stood between “The council was not told of it.” and “The pilots walked home over the”
        00000004  moved      “walked home over the frozen harbour”  é.txt
                             now at 89–124
        ");
    }
}
