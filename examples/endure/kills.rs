//! Children that flag until they are killed: what they said is saved is there.

use super::stage::{Chance, Stage, acknowledged, whole};
use pullquote::shell::store::Store;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A child that goes on flagging is killed within this time.
const WITHIN: Duration = Duration::from_millis(50);
/// Kills between two looks at the whole store.
const STRIDE: usize = 100;

/// Kills a child and returns what it had said. The time begins when the child does, or with the
/// first that it says: on a busy machine it may take long to begin.
fn kill(mut child: Child, after: Duration, once_it_speaks: bool) -> Vec<u8> {
    let mut pipe = child.stdout.take().unwrap();
    let (sender, first) = channel();
    // The child must never wait for somebody to listen.
    let listener = thread::spawn(move || {
        let (mut said, mut bytes) = (Vec::new(), [0; 4096]);
        while let Ok(count @ 1..) = pipe.read(&mut bytes) {
            said.extend_from_slice(&bytes[..count]);
            if said.contains(&b' ') {
                let _ = sender.send(());
            }
        }
        said
    });
    if once_it_speaks {
        // One that ends without a word is not waited for.
        let _ = first.recv();
    }
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    listener.join().unwrap()
}

/// Panics unless all of these are there.
fn assert_there(folder: &Path, promised: &[Uuid]) {
    let found = Store::open(folder).unwrap().listed(promised).unwrap();
    assert_eq!(found.damaged, [""; 0], "unreadable");
    let ids: Vec<Uuid> = found.records.iter().map(|listed| listed.flag.id).collect();
    assert_eq!(ids, promised, "an acknowledged flag is lost");
}

/// Kills children within a time, every second one counted from its first word.
fn run(
    stage: &Stage,
    kills: usize,
    within: Duration,
    what: &str,
    command: impl Fn(&Path) -> Command,
    read: impl Fn(&[u8]) -> Vec<Uuid>,
) -> String {
    let folder = stage.folder();
    let place = folder.path().join("data");
    let mut chance = Chance::new(5);
    let mut promised = BTreeSet::new();
    for number in 1..=kills {
        let child = command(&place).spawn().unwrap();
        let after = within * u32::try_from(chance.below(1_000)).unwrap() / 1_000;
        let said = kill(child, after, number % 2 == 0);
        let fresh = read(&said);
        assert_there(&place, &fresh);
        promised.extend(fresh);
        if number % STRIDE == 0 || number == kills {
            let kept: BTreeSet<Uuid> = whole(&place).into_iter().collect();
            assert!(promised.is_subset(&kept), "an acknowledged flag is lost");
        }
    }
    let kept = whole(&place).len();
    assert!(!promised.is_empty(), "every child was killed before it could flag anything");
    format!(
        "{what}: {kills} kills, {} flags acknowledged, {kept} stored: 0 lost, 0 unreadable, \
         0 twice",
        promised.len()
    )
}

/// Kills children that flag through the reader's thread.
pub(crate) fn of_the_thread(stage: &Stage, kills: usize) -> String {
    let command = |place: &Path| stage.child("flag", place);
    run(stage, kills, WITHIN, "the reader's thread", command, |said| acknowledged(said, "saved"))
}

/// Kills `pullquote flags add`.
pub(crate) fn of_the_command(stage: &Stage, kills: usize) -> String {
    let folder = stage.folder();
    let article = folder.path().join("harbour.txt");
    std::fs::write(&article, "Fog\n\nThen three ferries ran aground within a week.\n").unwrap();
    let article = article.to_str().unwrap();
    let command = |place: &Path| {
        stage.pullquote(place, &["flags", "add", article, "three ferries", "--json"])
    };
    // A command is killed at any moment of the time that it takes.
    let elsewhere = folder.path().join("elsewhere");
    let since = Instant::now();
    for _ in 0..3 {
        assert!(command(&elsewhere).output().unwrap().status.success());
    }
    let within = since.elapsed() / 2;
    run(stage, kills, within, "pullquote flags add", command, |said| {
        let record: Option<serde_json::Value> = serde_json::from_slice(said).ok();
        let id = record.and_then(|record| Uuid::parse_str(record["id"].as_str()?).ok());
        id.into_iter().collect()
    })
}
