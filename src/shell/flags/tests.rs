//! Commands as typed, what they print and their exit codes.

use super::*;
use crate::flag::ArticleKeys;
use clap::Parser;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: FlagsCommand,
}

/// A flag as if the article had been loaded and flagged: what the commands start from.
pub(super) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// Stores a flag and returns its id.
    pub(super) fn flag(&self, number: u128, words: &str, headline: &str) -> String {
        let text = format!("So much is known. {words} Nothing more is known of it.");
        let at = text.find(words).unwrap();
        let document = crate::document::Document {
            name: format!("{headline}.txt"),
            annotated: text.len(),
            text,
            ..Default::default()
        };
        let span = crate::span::Span::new(at, at + words.len());
        let selector = crate::anchor::select(&document, span);
        let draft = crate::flag::FlagDraft {
            selector,
            speaker: Some("Mara Venn".into()),
            role: None,
            note: "Why?\nAnd when?".into(),
        };
        let keys = ArticleKeys { headline: headline.to_owned(), ..ArticleKeys::of(&document) };
        // Ids that begin alike, as those of one day do.
        let id = Uuid::from_u128((7 << 100) + number);
        let mut store = Store::open(self.folder.path()).unwrap();
        let time = Timestamp::from_second(1_772_600_000).unwrap();
        store.add(&keys, &draft, time, id, Uuid::from_u128(number)).unwrap();
        id.to_string()
    }

    /// Runs a command; returns its exit code and what it printed, errors included.
    pub(super) fn run(&self, arguments: &[&str]) -> (i32, String) {
        let command = Cli::try_parse_from([&["flags"], arguments].concat()).unwrap().command;
        let mut out = Vec::new();
        let code = match run(command, Some(self.folder.path()), 0, &mut out) {
            Ok(code) => code,
            Err(error) => {
                writeln!(out, "{error:#}").unwrap();
                FAILED
            }
        };
        (code, String::from_utf8(out).unwrap())
    }

    #[track_caller]
    pub(super) fn check(&self, arguments: &[&str], code: i32, says: &[&str]) {
        let (found, printed) = self.run(arguments);
        assert_eq!(found, code, "{printed}");
        for words in says {
            assert!(printed.contains(words), "{words} is not in: {printed}");
        }
    }
}

#[test]
fn nothing_flagged_is_fine_and_makes_no_files() {
    let desk = Desk::new();
    desk.check(&["list"], FINE, &["There are no such flags."]);
    desk.check(&["list", "--open", "--json"], FINE, &["[]"]);
    desk.check(&["export", "--format", "markdown"], FINE, &["# Flags"]);
    desk.check(&["done", "12345678"], FAILED, &["nothing was ever flagged"]);
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[test]
fn flags_are_listed_by_article() {
    let desk = Desk::new();
    desk.flag(0xaaaa_0001, "The harbour master resigned.", "Harbour");
    desk.flag(0xaaaa_0002, "Two printers were freed.", "Court");
    let (code, printed) = desk.run(&["list"]);
    assert_eq!(code, FINE);
    insta::assert_snapshot!(printed, @"
    Court · Court.txt
      aaaa0002  open  “Two printers were freed.” — Mara Venn
                Why?
                And when?
    Harbour · Harbour.txt
      aaaa0001  open  “The harbour master resigned.” — Mara Venn
                Why?
                And when?
    ");
    let (code, printed) = desk.run(&["list", "--open", "--json"]);
    assert_eq!(code, OPEN);
    let records: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(records[0]["headline"], "Court");
    assert_eq!(records[1]["path"], "Harbour.txt");
    assert_eq!(records[1]["selector"]["exact"], "The harbour master resigned.");
    let (_, lines) = desk.run(&["export", "--format", "jsonl"]);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::Array(lines), records);
}

#[test]
fn flags_are_written_for_other_programs() {
    let desk = Desk::new();
    desk.flag(0xaaaa_0001, "The harbour master resigned.", "Harbour");
    for (format, words) in [
        ("markdown", "> The harbour master resigned."),
        ("csv", "\"The harbour master resigned.\""),
        ("readwise", "Highlight"),
        ("org", "“The harbour master resigned.”\n:PROPERTIES:"),
        ("html", "<p>The harbour master resigned.</p>"),
        ("csl-json", "\"title\": \"Harbour\""),
        ("bibtex", "title = {{Harbour}}"),
    ] {
        desk.check(&["export", "--format", format], FINE, &[words]);
    }
    let path = |name: &str| desk.folder.path().join(name).display().to_string();
    let (template, page) = (path("list.md.j2"), path("page.md"));
    fs::write(&template, "{% for f in flags %}\n* {{ f.text }}\n{% endfor %}\n").unwrap();
    desk.check(&["export", "--template", &template, "-o", &page], FINE, &[""]);
    assert_eq!(fs::read_to_string(&page).unwrap(), "* The harbour master resigned.\n");
    fs::write(&template, "\n{{ flag }}").unwrap();
    let complaint = "list.md.j2, line 2: undefined value: `flag` is undefined.";
    desk.check(&["export", "--template", &template, "-o", &page], FAILED, &[complaint]);
    assert_eq!(fs::read_to_string(&page).unwrap(), "* The harbour master resigned.\n");
    desk.check(&["export", "-o", &path("none/page.md")], FAILED, &["page.md cannot be written"]);
    let other = ["export", "--format", "org", "--template", &template];
    desk.check(&other, FAILED, &["--template goes with"]);
}

#[test]
fn a_flag_is_changed_by_a_part_of_its_id() {
    let desk = Desk::new();
    let id = desk.flag(0xaaaa_0001, "The harbour master resigned.", "Harbour");
    desk.flag(0xbbbb_0001, "Two printers were freed.", "Court");
    desk.check(&["done", "aaaa0001"], FINE, &["Done: aaaa0001  done"]);
    desk.check(&["list", "--done"], FINE, &["aaaa0001"]);
    desk.check(&["list", "--open"], OPEN, &["bbbb0001"]);
    desk.check(&["reopen", &id.to_uppercase()], FINE, &["Open again: aaaa0001  open"]);
    desk.check(&["note", "aaaa0001", "-- \x1b[31mred"], FINE, &["Noted"]);
    desk.check(&["list"], FINE, &["-- [31mred"]);
    desk.check(&["delete", "aaaa0001", "--json"], FINE, &["\"deleted\":\"20", &id]);
    desk.check(&["note", "aaaa0001", "More"], FAILED, &["is deleted; restore it first"]);
    let (_, printed) = desk.run(&["list"]);
    assert!(!printed.contains("aaaa0001"));
    desk.check(&["restore", "aaaa0001"], FINE, &["Restored: aaaa0001  open"]);
    desk.check(&["done", "0001"], FAILED, &["Several flags", "aaaa0001", "bbbb0001"]);
    desk.check(&["done", "cccc"], FAILED, &["There is no flag cccc"]);
    desk.check(&["done", "1"], FAILED, &["There is no flag 1"]);
    desk.check(&["list", "--done"], FINE, &["There are no such flags."]);
}

#[test]
fn the_last_change_is_taken_back_and_made_again() {
    let desk = Desk::new();
    desk.check(&["undo"], FAILED, &["There is nothing to take back."]);
    desk.flag(0xaaaa_0001, "The harbour master resigned.", "Harbour");
    desk.run(&["done", "aaaa0001"]);
    desk.check(&["undo"], FINE, &["Taken back: aaaa0001  open"]);
    desk.check(&["redo"], FINE, &["Made again: aaaa0001  done"]);
    desk.check(&["redo"], FAILED, &["Nothing was taken back."]);
    desk.run(&["undo"]);
    desk.check(&["undo"], FINE, &["Taken back: aaaa0001  deleted"]);
    desk.check(&["undo"], FAILED, &["There is nothing to take back."]);
}

#[test]
fn several_flags_are_changed_at_once() {
    let desk = Desk::new();
    desk.flag(0xaaaa_0001, "The harbour master resigned.", "Harbour");
    desk.flag(0xbbbb_0002, "Two printers were freed.", "Court");
    desk.flag(0xcccc_0003, "The sea was calm.", "Storm");
    desk.check(&["tag", "#port ", "aaaa0001", "cccc0003"], FINE, &["Tagged: aaaa0001", "cccc0003"]);
    desk.check(&["wait", "--all", "--tag", "port"], FINE, &["Waiting: cccc0003  waiting"]);
    desk.check(&["priority", "high", "bbbb0002"], FINE, &["high priority: bbbb0002"]);
    desk.check(&["due", "2026-03-09", "bbbb0002"], FINE, &["Due 2026-03-09: bbbb0002"]);
    for (arguments, ids) in [
        (&["--waiting"][..], "Harbour Storm"),
        (&["--open"], "Court"),
        (&["--open", "--waiting"], "Court Harbour Storm"),
        (&["--tag", "port", "--words", "SEA calm"], "Storm"),
        (&["--priority", "high"], "Court"),
        (&["--due", "2026-03-09"], "Court"),
        (&["--due", "2026-03-08"], ""),
        (&["--speaker", "venn"], "Court Harbour Storm"),
        (&["--speaker", "nobody"], ""),
        (&["--since", "2026-03-01", "--until", "2026-03-31"], "Court Harbour Storm"),
        (&["--since", "2026-04-01"], ""),
    ] {
        let printed = desk.run(&[&["list", "--json"], arguments].concat()).1;
        let records: Vec<Value> = serde_json::from_str(&printed).unwrap();
        let mut found: Vec<&str> =
            records.iter().map(|it| it["headline"].as_str().unwrap()).collect();
        found.sort_unstable();
        assert_eq!(found.join(" "), ids, "{arguments:?}");
    }
    desk.check(&["undo"], FINE, &["Taken back: bbbb0002"]);
    desk.check(&["undo"], FINE, &[]);
    let (_, printed) = desk.run(&["undo"]);
    assert_eq!(printed.lines().count(), 2, "what was done at once is taken back at once");
    desk.check(&["list", "--waiting"], FINE, &["There are no such flags."]);
    desk.check(&["untag", "port", "--all"], FINE, &["Untagged: aaaa0001"]);
    desk.check(&["done", "aaaa0001", "dddd0009"], FAILED, &["There is no flag dddd0009"]);
    desk.check(&["list", "--done"], FINE, &["There are no such flags."]);
    desk.check(&["done"], FAILED, &["Which flags?"]);
    desk.check(&["done", "aaaa0001", "--tag", "port"], FAILED, &["add --all"]);
    desk.check(&["due", "someday", "aaaa0001"], FAILED, &["“someday” is no day"]);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let desk = Desk::new();
    let folder = desk.folder.path().display().to_string();
    let missing = format!("{folder}/missing.txt");
    desk.check(&["add", &missing, "words"], FAILED, &[&missing, "does not exist"]);
    desk.check(&["add", &folder, "words"], FAILED, &[&folder, "is a folder"]);
    desk.check(&["list", "--article", &missing], FAILED, &[&missing]);
    desk.check(&["check", &missing, "--json"], FAILED, &["[]"]);
}

#[test]
fn words_that_are_not_there_flag_nothing() {
    let desk = Desk::new();
    let file = desk.folder.path().join("a.txt");
    fs::write(&file, "A headline\n\nA paragraph that says little.\n").unwrap();
    let file = file.display().to_string();
    desk.check(&["add", &file, "no such words"], FAILED, &["“no such words” does not stand in"]);
    desk.check(&["check", &file], FINE, &["There are no flags in these articles."]);
}

#[test]
fn options_stand_anywhere_and_words_may_begin_with_a_dash() {
    for arguments in [
        ["add", "a.txt", "- words", "--json", "--nth", "2"],
        ["add", "--json", "a.txt", "--nth", "2", "- words"],
        ["add", "a.txt", "--nth", "2", "--json", "- words"],
        ["add", "--nth", "2", "--json", "a.txt", "- words"],
    ] {
        let command = Cli::try_parse_from([&["flags"][..], &arguments].concat()).unwrap().command;
        let printed = format!("{command:?}");
        let expected =
            r#"{ file: "a.txt", text: "- words", nth: Some(2), note: None, json: true }"#;
        assert!(printed.contains(expected), "{printed}");
    }
}

#[test]
fn a_moved_file_is_followed_and_a_copy_is_not() {
    let desk = Desk::new();
    let articles = TempDir::new().unwrap();
    let [old, new, copy] = ["a.txt", "moved/b.txt", "copy.txt"].map(|it| articles.path().join(it));
    let text = "Fog Over The Quay\n\nNine boats lay at the quay and nobody asked the crews.\n";
    fs::write(&old, text).unwrap();
    fs::create_dir(articles.path().join("moved")).unwrap();
    let at = |path: &Path| path.to_str().unwrap().to_owned();
    let (folder, copied) = (at(articles.path()), at(&copy));
    desk.check(&["add", &at(&old), "Nine boats"], FINE, &[]);
    fs::copy(&old, &copy).unwrap();
    let check = |path: &str| desk.check(&["check", path], FINE, &["same", "Nine boats"]);
    let lists = |path: &Path, ending: &str| {
        let line = format!("{}{ending}\n", path.display());
        desk.check(&["list"], FINE, &[&line]);
    };
    check(&copied);
    lists(&old, "");
    fs::remove_file(&copy).unwrap();
    fs::rename(&old, &new).unwrap();
    lists(&old, GONE);
    desk.check(&["list"], FINE, &["found by `pullquote flags check FOLDER`."]);
    check(&folder);
    lists(&new, "");
}
