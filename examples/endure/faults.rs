//! Every file call fails in turn: the real program, with the C library's calls replaced.
//!
//! `fault.c` is built with the C compiler that SQLite is built with. It sees what SQLite asks of
//! the system as well as what the store does itself.

use super::stage::{Chance, Stage, acknowledged, draft, whole};
use jiff::Timestamp;
use pullquote::shell::store::{Store, backup, database};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use uuid::Uuid;

const KINDS: [&str; 4] = ["ENOSPC", "EIO", "EROFS", "SHORT"];

/// What is done while calls fail.
#[derive(Clone, Copy, Debug)]
enum Work {
    /// A sitting of the reader on a new store.
    First,
    /// A sitting on a store with flags, of which no backup was made today.
    Next,
    /// A sitting on a damaged store that has a backup.
    Damaged,
    /// `pullquote flags add`.
    Add,
    /// `pullquote flags backup --to`.
    Backup,
    /// `pullquote flags restore --backup`.
    Restore,
    /// `pullquote flags repair` of a damaged store that has a backup.
    Repair,
}

const WORKS: [Work; 7] =
    [Work::First, Work::Next, Work::Damaged, Work::Add, Work::Backup, Work::Restore, Work::Repair];

/// Builds the library that makes calls fail.
fn library(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/endure/fault.c");
    let library = folder.join("fault.so");
    let mut compile = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
    compile.args(["-O1", "-shared", "-fPIC", "-o"]).arg(&library).arg(source).arg("-ldl");
    assert!(compile.status().unwrap().success(), "there is a C compiler");
    library
}

/// Flags that are there before, by their ids.
const OLD: [u128; 3] = [1, 2, 3];

/// Lays a store down as a work finds it; returns where.
fn lay(folder: &Path, work: Work) -> PathBuf {
    let place = folder.join("data");
    if matches!(work, Work::First) {
        return place;
    }
    let mut store = Store::open(&place).unwrap();
    for (number, id) in OLD.into_iter().enumerate() {
        let (keys, draft) = draft(number, "old");
        let (id, article) = (Uuid::from_u128(id), Uuid::from_u128(100 + id));
        store.add(&keys, &draft, Timestamp::UNIX_EPOCH, id, article).unwrap();
    }
    drop(store);
    match work {
        Work::Restore => drop(backup::write(&place, &folder.join("copy.sqlite3")).unwrap()),
        Work::Damaged | Work::Repair => {
            backup::make(&place, Timestamp::UNIX_EPOCH, 3).unwrap();
            let mut bytes = fs::read(database(&place)).unwrap();
            bytes[..50].fill(b'?');
            fs::write(database(&place), bytes).unwrap();
        }
        _ => {}
    }
    place
}

fn command(stage: &Stage, folder: &Path, place: &Path, work: Work) -> Command {
    let copy = folder.join("copy.sqlite3");
    let copy = copy.to_str().unwrap();
    let article = folder.join("harbour.txt");
    let article = article.to_str().unwrap();
    match work {
        Work::First | Work::Next | Work::Damaged => stage.child("sitting", place),
        Work::Add => {
            fs::write(article, "Fog\n\nThen three ferries ran aground within a week.\n").unwrap();
            stage.pullquote(place, &["flags", "add", article, "three ferries", "--json"])
        }
        // The copy lies where calls fail.
        Work::Backup => {
            let to = place.join("mine.sqlite3");
            stage.pullquote(place, &["flags", "backup", "--to", to.to_str().unwrap()])
        }
        Work::Restore => stage.pullquote(place, &["flags", "restore", "--backup", copy]),
        Work::Repair => stage.pullquote(place, &["flags", "repair"]),
    }
}

/// What came of one work with one failure.
struct Case {
    output: Output,
    /// The calls that failed, by their names.
    failed: Vec<String>,
    /// How many calls there were.
    calls: usize,
}

fn run(
    stage: &Stage,
    library: &Path,
    folder: &Path,
    place: &Path,
    work: Work,
    fault: Option<(usize, &str, bool)>,
) -> Case {
    let log = folder.join("log");
    let mut command = command(stage, folder, place, work);
    command.env("LD_PRELOAD", library).env("FAULT_DIR", place).env("FAULT_LOG", &log);
    if let Some((at, kind, on)) = fault {
        command.env("FAULT_AT", at.to_string()).env("FAULT_KIND", kind);
        if on {
            command.env("FAULT_ON", "1");
        }
    }
    let output = command.output().unwrap();
    let log = fs::read_to_string(log).unwrap_or_default();
    let words = |word: &str| {
        let lines = log.lines().filter_map(|line| line.strip_prefix(word));
        lines.map(|rest| rest.trim().to_owned()).collect::<Vec<_>>()
    };
    let calls = words("calls").iter().filter_map(|count| count.parse().ok()).max().unwrap_or(0);
    Case { output, failed: words("failed"), calls }
}

/// Panics unless nothing was pretended and nothing old is lost.
fn judge(stage: &Stage, case: &Case, folder: &Path, place: &Path, work: Work) -> bool {
    let said = String::from_utf8_lossy(&case.output.stdout);
    let complained = String::from_utf8_lossy(&case.output.stderr);
    let is_sitting = matches!(work, Work::First | Work::Next | Work::Damaged);
    assert!(!complained.contains("panicked"), "{work:?}: {complained}");
    let code = case.output.status.code();
    assert!(code == Some(0) || (code == Some(1) && !is_sitting), "{work:?} {code:?} {complained}");
    // Whoever comes after is not troubled: what is damaged can be repaired, and then is sound.
    if !database(place).exists() && !place.join("flags.rebuilt.sqlite3").exists() {
        assert!(matches!(work, Work::First | Work::Next | Work::Add), "{work:?}: no database");
        assert!(matches!(work, Work::First), "the old flags are gone");
        return code == Some(1) || said.contains("told ");
    }
    let repair = stage.pullquote(place, &["flags", "repair"]).output().unwrap();
    let repaired = String::from_utf8_lossy(&repair.stderr).into_owned();
    assert!(repair.status.success(), "{work:?}: {repaired}\n{said}{complained}");
    let kept = whole(place);
    if !matches!(work, Work::First) {
        for id in OLD {
            assert!(kept.contains(&Uuid::from_u128(id)), "an old flag is lost: {work:?}\n{said}");
        }
    }
    for id in acknowledged(&case.output.stdout, "saved") {
        // What this sitting keeps in memory is told to be there alone.
        let is_in_memory = said.contains("not kept on the disk");
        assert!(kept.contains(&id) || is_in_memory, "an acknowledged flag is lost: {said}");
    }
    if matches!(work, Work::Add) && code == Some(0) {
        let record: serde_json::Value = serde_json::from_slice(&case.output.stdout).unwrap();
        let id: Uuid = record["id"].as_str().unwrap().parse().unwrap();
        assert!(kept.contains(&id), "an acknowledged flag is lost");
    }
    if matches!(work, Work::Backup) && code == Some(0) {
        let copy = folder.join("from-copy");
        pullquote::shell::store::mend::restore(
            &copy,
            &place.join("mine.sqlite3"),
            Timestamp::UNIX_EPOCH,
        )
        .unwrap();
        assert_eq!(whole(&copy).len(), OLD.len(), "an acknowledged backup lacks something");
    }
    let complete = is_sitting && {
        let all = |word: &str| acknowledged(&case.output.stdout, word).len();
        let changed = if matches!(work, Work::First) { 0 } else { 1 };
        said.contains("\ndone\n")
            && all("saved") == 2
            && all("corrected") == 1
            && all("changed") == changed
    };
    let is_told = said.contains("told ") || code == Some(1) || !complained.is_empty();
    let is_done = if is_sitting { complete } else { code == Some(0) };
    assert!(is_told || is_done, "nothing was said of a failure: {work:?}\n{said}{complained}");
    is_told
}

/// Makes every call of every work fail with every error, once and from then on; of all cases one
/// in `stride` is tried, another with each number.
pub(crate) fn all(stage: &Stage, stride: usize) -> String {
    let tools = stage.folder();
    let library = library(tools.path());
    let mut chance = Chance::new(4);
    let (mut cases, mut told) = (0, 0);
    let mut by_call: BTreeMap<String, usize> = BTreeMap::new();
    let mut report = String::new();
    for work in WORKS {
        let folder = stage.folder();
        let place = lay(folder.path(), work);
        let sound = run(stage, &library, folder.path(), &place, work, None);
        assert!(sound.calls > 10, "{work:?}: the calls are not seen");
        judge(stage, &sound, folder.path(), &place, work);
        for kind in KINDS {
            for on in [false, true] {
                for at in 1..=sound.calls {
                    if chance.below(stride) != 0 {
                        continue;
                    }
                    let folder = stage.folder();
                    let place = lay(folder.path(), work);
                    let fault = Some((at, kind, on));
                    let case = run(stage, &library, folder.path(), &place, work, fault);
                    if case.failed.is_empty() {
                        continue;
                    }
                    *by_call.entry(case.failed[0].clone()).or_default() += 1;
                    cases += 1;
                    told += usize::from(judge(stage, &case, folder.path(), &place, work));
                }
            }
        }
        report += &format!("{work:?}: {} calls\n", sound.calls);
    }
    let calls: Vec<String> =
        by_call.iter().map(|(name, count)| format!("{name} {count}")).collect();
    format!(
        "{report}{cases} cases of a failed call ({}): {told} told, {} done all the same, 0 panics, \
         0 old flags lost, 0 pretended",
        calls.join(", "),
        cases - told
    )
}
