//! Commands as typed, what they print and their exit codes.

use super::*;
use crate::anchor::select;
use crate::annotate::annotate;
use crate::correction::{Change, Who};
use crate::flag::ArticleKeys;
use crate::load::{Limits, load};
use crate::shell::store::{Store, located};
use clap::Parser;
use jiff::Timestamp;
use serde_json::Value;
use std::fs;
use tempfile::TempDir;
use uuid::Uuid;

const FOG: &str = "Fog closes the harbour\n\nThe fog came at dawn, and it stayed.\n\n\
    “We can’t go on,” said Mara Venn, the captain.\n\n“Nor can we,” said Olu Dace.\n";

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: CorrectionsCommand,
}

/// An article and a store of its own.
struct Desk {
    folder: TempDir,
    file: String,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("fog.txt").display().to_string();
        fs::write(&file, FOG).unwrap();
        Self { folder, file }
    }

    /// Makes one with three corrections.
    fn corrected() -> Self {
        let desk = Self::new();
        let document = load(&desk.file, FOG.as_bytes(), &Limits::default()).next().unwrap();
        let found = annotate(&document);
        let quote = select(&document, found.quotes[0].content[0]);
        let keys = located(ArticleKeys::of(&document));
        let mut store = Store::open(desk.folder.path()).unwrap();
        for (number, change) in (1_u8..).zip([
            Change::Reassign { quote, to: Some(Who::named("Ada Poll")) },
            Change::Rename { speaker: Who::named("Olu Dace"), name: "Oluwaseun Dace".to_owned() },
            Change::Merge { from: Who::named("Mara Venn"), into: Who::named("Oluwaseun Dace") },
        ]) {
            // Ids that begin alike, as those of one day do.
            let id = Uuid::from_u128((7 << 100) + 0xaaaa_0000 + u128::from(number));
            let time = Timestamp::from_second(1_772_600_000 + i64::from(number) * 86_400).unwrap();
            store.add_correction(&keys, &change, time, id, Uuid::from_u128(9)).unwrap();
        }
        desk
    }

    /// Runs a command; returns its exit code and what it printed, errors included.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let command = Cli::try_parse_from([&["corrections"], arguments].concat()).unwrap().command;
        let mut out = Vec::new();
        let code = match run(&command, Some(self.folder.path()), 0, &mut out) {
            Ok(code) => code,
            Err(error) => {
                writeln!(out, "{error:#}").unwrap();
                1
            }
        };
        (code, String::from_utf8(out).unwrap().replace(&self.file, "FOG"))
    }

    #[track_caller]
    fn check(&self, arguments: &[&str], code: i32, says: &[&str]) {
        let (found, printed) = self.run(arguments);
        assert_eq!(found, code, "{printed}");
        for words in says {
            assert!(printed.contains(words), "{words} is not in: {printed}");
        }
    }
}

#[test]
fn nothing_corrected_is_fine_and_makes_no_files() {
    let desk = Desk::new();
    desk.check(&["list"], 0, &["There are no such corrections."]);
    desk.check(&["list", "--json"], 0, &["[]"]);
    assert_eq!(desk.run(&["export"]), (0, String::new()));
    desk.check(&["check", &desk.file], 0, &["There are no corrections in these articles."]);
    desk.check(&["delete", "12345678"], 1, &["nothing was ever corrected"]);
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 1);
}

#[test]
fn corrections_are_listed_and_filtered() {
    let desk = Desk::corrected();
    insta::assert_snapshot!(desk.run(&["list"]).1, @r"
    aaaa0001  Ada Poll said “We can’t go on,”  Fog closes the harbour
    aaaa0002  Olu Dace is called Oluwaseun Dace  Fog closes the harbour
    aaaa0003  Mara Venn is Oluwaseun Dace  Fog closes the harbour
    ");
    for (arguments, ids) in [
        (&[][..], "1 2 3"),
        (&["--speaker", "olu dace"], "2 3"),
        (&["--speaker", "ada"], "1"),
        (&["--speaker", "MARA"], "3"),
        (&["--speaker", "nobody at all"], ""),
        (&["--article", &desk.file], "1 2 3"),
        (&["--since", "2026-03-06"], "2 3"),
        (&["--until", "2026-03-06", "--since", "2026-03-06"], "2"),
    ] {
        let printed = desk.run(&[&["list", "--json"], arguments].concat()).1;
        let records: Vec<Value> = serde_json::from_str(&printed).unwrap();
        let last = |it: &Value| it["id"].as_str().unwrap().chars().last().unwrap().to_string();
        let found: Vec<String> = records.iter().map(last).collect();
        assert_eq!(found.join(" "), ids, "{arguments:?}");
    }
}

#[test]
fn corrections_are_taken_back_by_a_part_of_their_ids() {
    let desk = Desk::corrected();
    desk.check(&["delete", "aaaa0001", "aaaa0003"], 0, &["Taken back: aaaa0001  Ada Poll said"]);
    let (_, printed) = desk.run(&["list"]);
    assert!(printed.lines().count() == 1 && printed.contains("Oluwaseun"), "{printed}");
    desk.check(&["restore", "aaaa0001", "--json"], 0, &["\"deleted\":null"]);
    desk.check(&["list"], 0, &["aaaa0001", "aaaa0002"]);
    desk.check(&["delete", "aaaa0002", "ffff0009"], 1, &["There is no correction ffff0009"]);
    desk.check(&["list"], 0, &["aaaa0002"]);
    let mut store = Store::open(desk.folder.path()).unwrap();
    for left in [1, 3] {
        store.undo(Timestamp::now()).unwrap().unwrap();
        assert_eq!(store.all_corrections(false).unwrap().records.len(), left);
    }
}

#[test]
fn what_became_of_them_is_told() {
    let desk = Desk::corrected();
    let edited = FOG.replace("can’t go on", "cannot go on").replace("Mara Venn", "M. Venner");
    fs::write(&desk.file, edited).unwrap();
    insta::assert_snapshot!(desk.run(&["check", &desk.file]).1, @r"
    aaaa0001  changed    Ada Poll said “We can’t go on,”  FOG
                         We [-can’t-] {+cannot+} go on, at 63–79
    aaaa0002  same       Olu Dace is called Oluwaseun Dace  FOG
    aaaa0003  orphan     Mara Venn is Oluwaseun Dace  FOG
                         nobody goes by that name any longer
    ");
    let (code, printed) = desk.run(&["check", &desk.file, "--json"]);
    let checked: Vec<Value> = serde_json::from_str(&printed).unwrap();
    assert_eq!((code, checked.len()), (0, 3));
    assert_eq!(checked[0]["found"]["text"], "We cannot go on,");
    let (exact, correction) = (&checked[2]["exact"], &checked[2]["correction"]);
    assert_eq!(
        (exact, correction),
        (&"Oluwaseun Dace".into(), &"Mara Venn is Oluwaseun Dace".into())
    );
}

#[test]
fn what_is_exported_is_imported_once_and_a_later_deletion_holds() {
    let one = Desk::corrected();
    for format in ["jsonl", "w3c"] {
        let two = Desk::new();
        let page = two.folder.path().join("corrections.json").display().to_string();
        one.check(&["export", "--format", format, "-o", &page], 0, &[]);
        two.check(&["import", &page, "--dry-run"], 0, &["3 would be new"]);
        two.check(&["import", &page], 0, &["3 new, 0 changed, 0 as they were"]);
        let own = |desk: &Desk, path: &str| path.replace(&desk.file, "FOG");
        let records = |desk: &Desk| own(&one, &desk.run(&["list", "--json"]).1);
        assert_eq!(records(&one), records(&two), "{format}");
        two.check(&["delete", "aaaa0002"], 0, &["Taken back"]);
        two.check(&["import", &page], 0, &["0 new, 0 changed, 3 as they were"]);
        assert_eq!(two.run(&["list"]).1.lines().count(), 2, "{format}");
    }
}
