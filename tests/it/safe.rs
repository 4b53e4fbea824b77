//! Backups and damage from the command line, and what a script does while somebody reads.

use super::support::{Home, PROGRAM};
use std::ffi::OsStr;
use std::fs;

const STORY: &str = "Fog over the harbour\n\n“We saw nothing at all,” said Mara Venn, the pilot.\n\n\
    The ferry waited for an hour.\n";

fn add(home: &Home, words: &str) -> String {
    home.file("fog.txt", STORY);
    let (code, out, err) = home.run(&["flags", "add", "fog.txt", words]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

fn ok(home: &Home, args: &[&str]) -> String {
    let (code, out, err) = home.run(args);
    assert_eq!((code, err.as_str()), (0, ""), "{args:?} {out}");
    out
}

#[test]
fn backups_are_made_listed_and_restored() {
    let home = Home::new();
    add(&home, "nothing at all");
    // The first change of a day has made one already.
    let daily = ok(&home, &["flags", "backups"]);
    assert_eq!(daily.lines().count(), 1, "{daily}");
    ok(&home, &["flags", "backup", "--to", "mine.sqlite3"]);
    add(&home, "waited for an hour");
    assert_eq!(ok(&home, &["flags", "backups"]), daily);
    let said = ok(&home, &["flags", "restore", "--backup", "mine.sqlite3"]);
    assert!(said.contains("flags.before-restore-"), "{said}");
    let listed = ok(&home, &["flags", "list"]);
    assert!(listed.contains("nothing at all") && !listed.contains("waited"), "{listed}");
    let (code, _, err) = home.run(&["flags", "backup", "--to", "mine.sqlite3"]);
    assert!(code == 1 && err.contains("is there already"), "{err}");
}

#[test]
fn damage_is_named_with_the_way_out() {
    let home = Home::new();
    add(&home, "nothing at all");
    let path = home.path(".local/share/pullquote/flags.sqlite3");
    let mut bytes = fs::read(&path).unwrap();
    bytes[..32].fill(0);
    fs::write(&path, &bytes).unwrap();
    let (code, _, err) = home.run(&["flags", "list"]);
    assert!(code == 1 && err.contains("pullquote flags repair"), "{err}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    let said = ok(&home, &["flags", "repair"]);
    assert!(said.contains("flags.damaged-") && said.contains("1 record was saved"), "{said}");
    assert!(ok(&home, &["flags", "list"]).contains("nothing at all"));
    assert!(ok(&home, &["flags", "repair"]).contains("is sound"));
}

#[test]
fn a_reader_opens_on_damage_and_sees_what_a_script_does() {
    let home = Home::new();
    add(&home, "nothing at all");
    let path = home.path(".local/share/pullquote/flags.sqlite3");
    fs::write(&path, "damage ".repeat(2_000)).unwrap();
    let fog = home.path("fog.txt");
    let mut reader = home.start(&[OsStr::new(PROGRAM), fog.as_os_str()], &[], (150, 30));
    reader.wait_for("The flags were damaged");
    // The backup of the first change had the flag.
    reader.press("F", "nothing at all");
    add(&home, "waited for an hour");
    reader.wait_for("⚑ waited for an hour");
    reader.wait_for_silence();
    let before = reader.raw().len();
    reader.wait_for_silence();
    assert_eq!(reader.raw().len(), before, "an idle reader writes nothing");
}
