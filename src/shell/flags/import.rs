//! `flags import`, and `corrections import`, which is the same: flags and corrections from files
//! that pullquote or another program wrote, and from folders that machines share.
//!
//! A part that cannot be read is named and passed over; the rest of its file is taken in whole or
//! not at all.

use super::{FAILED, FINE, now, receiving, report, sync};
use crate::import::{self, Imported};
use crate::load::Limits;
use crate::replica::Known;
use crate::shell::inputs;
use crate::shell::store::Taken;
use anyhow::Error;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde::Serialize;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to take in.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// Files, folders that machines share, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The format of the files [default: the one that the contents show]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Only say what would be changed
    #[arg(long)]
    dry_run: bool,
    /// Print what was taken in as JSON, a line a file
    #[arg(long)]
    json: bool,
}

/// Formats that are read.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Full records, as `export --format jsonl` and `list --json` write them
    Jsonl,
    /// W3C Web Annotations in JSON-LD
    W3c,
    /// A file of the Hypothesis client, or an answer of its server
    Hypothesis,
}

impl From<Format> for import::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Jsonl => Self::Jsonl,
            Format::W3c => Self::W3c,
            Format::Hypothesis => Self::Hypothesis,
        }
    }
}

impl ImportArgs {
    /// Tells whether it changes flags.
    pub(in crate::shell) fn is_change(&self) -> bool {
        !self.dry_run
    }
}

/// What came of a file.
#[derive(Serialize)]
struct Outcome<'a> {
    path: String,
    new: usize,
    changed: usize,
    same: usize,
    damaged: &'a [uuid::Uuid],
    wrong: &'a [String],
    left_out: &'a [String],
}

/// Takes everything in, one after the other.
pub(in crate::shell) fn run(
    args: &ImportArgs,
    data: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let mut code = FINE;
    for path in &args.paths {
        let done = if path.is_dir() {
            sync::take_in(path, args.json, args.dry_run, data, out)?
        } else {
            file(path, args, data, out)?
        };
        code = code.max(done);
    }
    Ok(code)
}

/// Takes a file in.
fn file(path: &Path, args: &ImportArgs, data: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    let shown = inputs::shown(path);
    let Imported { flags, corrections, wrong, left_out } = match read(path, args.format) {
        Ok(imported) => imported,
        Err(why) => {
            report(&[why]);
            return Ok(FAILED);
        }
    };
    let mut store = receiving(data, args.dry_run)?;
    let mut known = Known::default();
    known.extend(flags);
    known.extend(corrections);
    let taken = store.take_in(&known, args.dry_run)?;
    let unread = [wrong.as_slice(), &left_out].concat();
    let damaged = taken.damaged.iter().map(|id| {
        format!(
            "The record {id} is damaged here and stays as it is; `pullquote flags repair` mends it."
        )
    });
    let problems = unread.iter().cloned().chain(damaged);
    let problems: Vec<String> = problems.map(|why| format!("{shown}: {why}")).collect();
    report(&problems);
    if args.json {
        let Taken { new, changed, same, ref damaged } = taken;
        let (wrong, left_out) = (wrong.as_slice(), left_out.as_slice());
        let outcome = Outcome { path: shown, new, changed, same, damaged, wrong, left_out };
        writeln!(out, "{}", serde_json::to_string(&outcome)?)?;
    } else {
        writeln!(out, "{shown}: {}", sentence(&taken, unread.len(), args.dry_run))?;
    }
    Ok(if problems.is_empty() { FINE } else { FAILED })
}

/// Reads a file; else says in a sentence why not.
fn read(path: &Path, format: Option<Format>) -> Result<Imported, String> {
    let most = Limits::default().bytes;
    let bytes = inputs::read(path, most)?;
    if bytes.len() > most {
        let mib = most >> 20;
        return Err(format!(
            "{} is longer than {mib} MiB: nothing of it was taken in. Split it.",
            inputs::shown(path)
        ));
    }
    // The same file brings the same flags whenever it is read.
    let changed = fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let changed = changed.and_then(|time| Timestamp::try_from(time).ok());
    Ok(import::read(&bytes, format.map(Into::into), changed.unwrap_or_else(now)))
}

/// Returns what was done in one line.
fn sentence(taken: &Taken, unread: usize, only_look: bool) -> String {
    let lead = if only_look { "would be " } else { "" };
    let mut parts = vec![
        format!("{} {lead}new", taken.new),
        format!("{} {lead}changed", taken.changed),
        format!("{} as they were", taken.same),
    ];
    for (count, what) in [(taken.damaged.len(), "damaged here"), (unread, "left out")] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::select;
    use crate::document::Document;
    use crate::flag::{ArticleKeys, FlagChange, FlagDraft};
    use crate::shell::flags::FlagsCommand;
    use crate::shell::store::Store;
    use crate::span::Span;
    use clap::Parser;
    use tempfile::TempDir;
    use uuid::Uuid;

    #[derive(Parser)]
    struct Cli {
        #[command(subcommand)]
        command: FlagsCommand,
    }

    /// Runs a command on the flags of a folder; returns its exit code and what it printed.
    fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
        let command = Cli::try_parse_from([&["flags"], arguments].concat()).unwrap().command;
        let mut out = Vec::new();
        let code = super::super::run(command, Some(folder), 0, &mut out).unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    /// Makes a store with two flags of one article.
    fn flagged() -> TempDir {
        let folder = TempDir::new().unwrap();
        let text = "Six ferries ran. The harbour master left.".to_owned();
        let document = Document { annotated: text.len(), text, ..Document::default() };
        let keys = ArticleKeys {
            url: Some("https://news.example/1".to_owned()),
            headline: "Harbour master goes".to_owned(),
            ..ArticleKeys::of(&document)
        };
        let mut store = Store::open(folder.path()).unwrap();
        let time = Timestamp::from_second(1_772_600_000).unwrap();
        for (number, span) in [(1, Span::new(4, 11)), (2, Span::new(21, 35))] {
            let (id, selector) = (Uuid::from_u128(number), select(&document, span));
            let draft = FlagDraft { selector, speaker: None, role: None, note: "Why?".to_owned() };
            store.add(&keys, &draft, time, id, Uuid::from_u128(9)).unwrap();
            for change in [FlagChange::Tag("port".to_owned()), FlagChange::Note("Who?".to_owned())]
            {
                store.change(&[id], &change, time).unwrap();
            }
        }
        folder
    }

    #[test]
    fn what_was_exported_is_imported_whole_and_once() {
        let one = flagged();
        for format in ["jsonl", "w3c", "hypothesis"] {
            let two = TempDir::new().unwrap();
            let file = two.path().join("flags.json");
            let (_, page) = run(one.path(), &["export", "--format", format]);
            fs::write(&file, page).unwrap();
            let file = file.to_str().unwrap();
            let only_look = run(two.path(), &["import", file, "--dry-run"]);
            assert_eq!(
                only_look,
                (FINE, format!("{file}: 2 would be new, 0 would be changed, 0 as they were\n"))
            );
            for counts in ["2 new, 0 changed, 0 as they were", "0 new, 0 changed, 2 as they were"] {
                let done = run(two.path(), &["import", file]);
                assert_eq!(done, (FINE, format!("{file}: {counts}\n")), "{format}");
            }
            let list = |folder: &TempDir| run(folder.path(), &["list", "--json"]);
            assert_eq!(list(&one), list(&two), "{format}");
        }
    }

    #[test]
    fn what_cannot_be_read_costs_only_itself() {
        let one = flagged();
        let two = TempDir::new().unwrap();
        let (_, page) = run(one.path(), &["export", "--format", "jsonl"]);
        let file = two.path().join("flags.jsonl");
        fs::write(&file, format!("oops\n{page}")).unwrap();
        let [file, none] = [file, two.path().join("none")].map(|path| path.display().to_string());
        let (code, printed) = run(two.path(), &["import", &none, &file, "--json"]);
        assert_eq!(code, FAILED);
        let record: serde_json::Value = serde_json::from_str(&printed).unwrap();
        assert_eq!((record["new"].as_u64(), record["path"].as_str()), (Some(2), Some(&*file)));
        assert!(record["wrong"][0].as_str().unwrap().starts_with("Line 1 is no JSON"));
    }
}
