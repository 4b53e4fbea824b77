//! `flags add`: flags the passage that the words name.

use super::input::{self, Input};
use super::{FAILED, clip, now, print_saved};
use crate::anchor::places;
use crate::briefing::Briefing;
use crate::document::Document;
use crate::flag::{ArticleKeys, FlagDraft};
use crate::shell::corrections::Corrector;
use crate::shell::store::{Store, located};
use crate::span::{CodePoints, Span};
use anyhow::{Error, bail};
use clap::Args;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// What to flag.
#[derive(Args, Debug)]
pub struct AddArgs {
    /// The article, or - for standard input
    file: PathBuf,
    /// The words to flag
    #[arg(allow_hyphen_values = true)]
    text: String,
    /// Which of several places with these words, counted from 1
    #[arg(long, value_name = "N")]
    nth: Option<usize>,
    /// A note
    #[arg(long)]
    note: Option<String>,
    /// Print the record as JSON
    #[arg(long)]
    json: bool,
}

/// One of several places where the words stand.
#[derive(Serialize)]
struct Candidate {
    nth: usize,
    line: usize,
    start: usize,
    end: usize,
    text: String,
    context: String,
}

#[derive(Serialize)]
struct Candidates {
    candidates: Vec<Candidate>,
}

pub(super) fn run(args: &AddArgs, folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    flag(args, input::read(&args.file)?, folder, out)
}

/// Flags the passage in what was read.
fn flag(
    args: &AddArgs,
    mut input: Input,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let found: Vec<(usize, Span)> = input
        .documents
        .iter()
        .enumerate()
        .flat_map(|(index, document)| {
            let spans = places(document.annotated_text(), &args.text);
            spans.into_iter().map(move |span| (index, span))
        })
        .collect();
    let (words, file) = (clip(&args.text, 72), args.file.display());
    let wanted = match (args.nth, found.as_slice()) {
        (_, []) => bail!("“{words}” does not stand in {file}; nothing was flagged."),
        (None, [one]) => Some(*one),
        (None, _) => None,
        (Some(nth), _) => match nth.checked_sub(1).and_then(|index| found.get(index)) {
            Some(place) => Some(*place),
            None => bail!(
                "“{words}” stands {} in {file}, so there is no place {nth}; nothing was flagged.",
                if found.len() == 1 { "once".to_owned() } else { format!("{} times", found.len()) }
            ),
        },
    };
    let Some((index, span)) = wanted else { return ask_which(args, &input, &found, out) };
    let document = Arc::new(input.documents.swap_remove(index));
    let annotations = Arc::new(Corrector::in_folder(folder).annotate(&document));
    let keys = located(ArticleKeys::of(&document));
    let note = args.note.clone().unwrap_or_default();
    let draft = FlagDraft::of(&Briefing { document, annotations }, span, note);
    let saved = Store::open(folder)?.add(&keys, &draft, now(), Uuid::now_v7(), Uuid::now_v7())?;
    print_saved(&saved, "Saved", args.json, out)
}

/// Lists the places where the words stand.
fn ask_which(
    args: &AddArgs,
    input: &Input,
    found: &[(usize, Span)],
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let mut candidates = Vec::new();
    for (index, document) in input.documents.iter().enumerate() {
        let points = CodePoints::new(document.annotated_text());
        for (nth, &(_, span)) in (1..).zip(found).filter(|(_, place)| place.0 == index) {
            let [start, end] = points.of_span(span);
            let around = [start.saturating_sub(40), end.saturating_add(40)];
            candidates.push(Candidate {
                nth,
                line: line_of(document, span, &input.bytes),
                start,
                end,
                text: span.of(&document.text).to_owned(),
                context: clip(points.to_span(around).of(&document.text), 200),
            });
        }
    }
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&Candidates { candidates })?)?;
        return Ok(FAILED);
    }
    let (words, file) = (clip(&args.text, 72), args.file.display());
    let count = candidates.len();
    writeln!(out, "“{words}” stands {count} times in {file}; choose one with --nth:")?;
    for Candidate { nth, line, context, .. } in candidates {
        writeln!(out, "  --nth {nth}  line {line}: …{context}…")?;
    }
    Ok(FAILED)
}

/// Returns the line, counted from 1, in which a passage begins: of the file if it is UTF-8 and
/// the passage stands in it, else of the text.
fn line_of(document: &Document, span: Span, bytes: &[u8]) -> usize {
    let in_file = || {
        let source = str::from_utf8(bytes).ok()?;
        let before = source.get(..document.source.span(span)?.start)?;
        Some(before.matches('\n').count())
    };
    let in_text = || document.text.get(..span.start).unwrap_or("").matches('\n').count();
    1 + in_file().unwrap_or_else(in_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, BlockKind, SourceMap};
    use serde_json::Value;
    use tempfile::TempDir;

    const FILE: &str = "Head\r\n\r\nA bell rang.\r\nThen “a  bell” rang twice.\r\n";

    /// Makes what reading `FILE` would give: two paragraphs without line breaks.
    fn input() -> Input {
        let parts = ["A bell rang.", "Then “a  bell” rang twice."];
        let text = parts.join("\n\n");
        let mut source = SourceMap::default();
        let mut blocks = Vec::new();
        for part in parts {
            let at = text.find(part).unwrap();
            source.push(at, FILE.find(part).unwrap(), part.len());
            let span = Span::new(at, at + part.len());
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        let document = Document {
            name: "bells.txt".to_owned(),
            annotated: text.len(),
            text,
            blocks,
            source,
            ..Document::default()
        };
        Input { bytes: FILE.into(), documents: vec![document] }
    }

    fn add(text: &str, nth: Option<usize>, json: bool) -> (Option<i32>, String) {
        let folder = TempDir::new().unwrap();
        let (file, note) = (PathBuf::from("bells.txt"), Some("why".to_owned()));
        let args = AddArgs { file, text: text.to_owned(), nth, note, json };
        let mut out = Vec::new();
        let code = match flag(&args, input(), folder.path(), &mut out) {
            Ok(code) => Some(code),
            Err(error) => {
                write!(out, "{error:#}").unwrap();
                None
            }
        };
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_record_is_printed_when_it_is_stored() {
        let (code, printed) = add("Then \"a bell\"", None, true);
        assert_eq!(code, Some(0), "{printed}");
        let record: Value = serde_json::from_str(&printed).unwrap();
        assert!(Uuid::parse_str(record["id"].as_str().unwrap()).is_ok());
        assert_eq!(record["selector"]["exact"], "Then “a  bell”");
        assert_eq!(record["selector"]["start"], 14);
        assert_eq!((&record["note"], &record["status"]), (&"why".into(), &"open".into()));
        let path = record["path"].as_str().unwrap();
        assert!(Path::new(path).is_absolute() && path.ends_with("bells.txt"), "{path}");
        let (code, printed) = add("A bell", None, false);
        assert_eq!(code, Some(0));
        assert!(printed.starts_with("Saved: ") && printed.ends_with("“A bell”\n"), "{printed}");
    }

    #[test]
    fn of_several_places_one_is_chosen() {
        let (code, printed) = add("rang", None, false);
        assert_eq!(code, Some(1));
        insta::assert_snapshot!(printed, @"
        “rang” stands 2 times in bells.txt; choose one with --nth:
          --nth 1  line 3: …A bell rang. Then “a bell” rang twice.…
          --nth 2  line 4: …A bell rang. Then “a bell” rang twice.…
        ");
        let (code, printed) = add("rang", None, true);
        assert_eq!(code, Some(1));
        let found: Value = serde_json::from_str(&printed).unwrap();
        let second = &found["candidates"][1];
        assert_eq!((&second["nth"], &second["line"]), (&2.into(), &4.into()));
        assert_eq!((&second["start"], &second["end"]), (&29.into(), &33.into()));
        let (code, printed) = add("rang", Some(2), false);
        assert_eq!(code, Some(0), "{printed}");
    }

    #[test]
    fn what_is_not_there_is_not_flagged() {
        for (text, nth, says) in [
            ("rang", Some(3), "“rang” stands 2 times in bells.txt, so there is no place 3"),
            ("twice", Some(0), "“twice” stands once in bells.txt, so there is no place 0"),
            ("Head", None, "“Head” does not stand in bells.txt; nothing was flagged."),
            (" ", None, "nothing was flagged"),
        ] {
            let (code, printed) = add(text, nth, true);
            assert_eq!(code, None);
            assert!(printed.contains(says), "{printed}");
        }
    }
}
