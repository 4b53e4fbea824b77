//! `flags check` and `corrections check`: what became of the passages of articles that flags and
//! corrections speak of.

mod checked;

use super::{FAILED, FINE, existing, input, report};
use crate::anchor::Finder;
use crate::annotate::annotate;
use crate::correction::{Correction, correct};
use crate::document::Document;
use crate::flag::ArticleKeys;
use crate::shell::inputs;
use crate::shell::store::{Found, Store, StoreError, located};
use anyhow::Error;
use checked::{Checked, Places};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What to check.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The articles, or folders of articles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print JSON: an array of what became of each
    #[arg(long)]
    json: bool,
}

/// Of what kind the records are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::shell) enum Kind {
    /// Flags.
    Flags,
    /// Corrections that are in force.
    Corrections,
}

/// Checks the records of one kind of all articles.
pub(in crate::shell) fn run(
    args: &CheckArgs,
    kind: Kind,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let mut store = existing(folder)?;
    let mut code = FINE;
    let mut checked = Vec::new();
    for path in args.paths.iter().flat_map(|path| articles(path)) {
        let documents = path.map_err(Error::msg).and_then(|path| {
            let input = input::read(&path)?;
            Ok((path, input.documents))
        });
        match documents {
            Ok((path, documents)) => {
                let Some(store) = &mut store else { continue };
                for document in &documents {
                    check(kind, &path, document, store, &mut checked)?;
                }
            }
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
        let what = match kind {
            Kind::Flags => "flags",
            Kind::Corrections => "corrections",
        };
        writeln!(out, "There are no {what} in these articles.")?;
    }
    for checked in &checked {
        checked.write(out)?;
    }
    Ok(code)
}

/// Returns the articles at a path, those of a folder in the order of their names.
fn articles(path: &Path) -> Vec<Result<PathBuf, String>> {
    let mut found: Vec<_> = inputs::articles(path).collect();
    found.sort();
    found
}

/// Checks the records of a document.
fn check(
    kind: Kind,
    path: &Path,
    document: &Document,
    store: &mut Store,
    checked: &mut Vec<Checked>,
) -> Result<(), StoreError> {
    let keys = located(ArticleKeys::of(document));
    let places = Places::new(document, path);
    match kind {
        Kind::Flags => {
            let finder = Finder::new(document);
            let flags = reported(store.flags_of(&keys)?);
            if let Some(flag) = flags.first() {
                follow(store, flag.id, &keys)?;
            }
            for flag in flags {
                let outcome = finder.find(&flag.selector);
                checked.push(places.checked(flag.id, &flag.selector, &outcome));
            }
        }
        Kind::Corrections => {
            let corrections = reported(store.corrections_of(&keys)?);
            let is_in_force = |correction: &Correction| correction.deleted.is_none();
            if !corrections.iter().any(is_in_force) {
                return Ok(());
            }
            let outcomes = correct(document, &annotate(document), &corrections).outcomes;
            for (correction, outcome) in corrections.iter().zip(&outcomes) {
                if is_in_force(correction) {
                    checked.push(places.corrected(correction, outcome));
                }
            }
        }
    }
    Ok(())
}

/// Notes that an article lies in another place now, as opening it does: if it is gone from where
/// it was, so that of two copies the one that is known stays so.
fn follow(store: &mut Store, flag: Uuid, keys: &ArticleKeys) -> Result<(), StoreError> {
    let known = store.listed(&[flag])?.records.pop();
    if known.is_some_and(|known| known.article.path != keys.path && is_gone(&known.article.path)) {
        // What can only be read is listed as it was.
        return store.seen(keys).or_else(|error| match error {
            StoreError::Unwritable { .. } => Ok(()),
            error => Err(error),
        });
    }
    Ok(())
}

/// Tells whether there is nothing any longer where an article was last seen. What was no file, or
/// depends on the working folder, is not judged.
pub(super) fn is_gone(path: &str) -> bool {
    let path = Path::new(path);
    path.is_absolute() && !path.exists()
}

/// Returns the records; what is damaged is said.
fn reported<T>(found: Found<T>) -> Vec<T> {
    report(&found.damaged);
    found.records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::select;
    use crate::flag::FlagDraft;
    use crate::span::Span;
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
        check(Kind::Flags, Path::new("é.txt"), &new, &mut store, &mut checked).unwrap();
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
