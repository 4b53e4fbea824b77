//! Several processes write at once and are killed at random; each is begun again where it was.

use super::stage::{Chance, NUMBER, Stage, acknowledged, whole};
use pullquote::shell::store::Store;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::process::Child;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A kill comes within so many milliseconds after the last one.
const WITHIN: usize = 60;

struct Worker {
    child: Child,
    listener: JoinHandle<Vec<u8>>,
}

fn start(stage: &Stage, place: &Path, number: usize, items: usize) -> Worker {
    let mut command = stage.child("one-of-a-crowd", place);
    command.env(NUMBER, number.to_string()).env("PULLQUOTE_ENDURE_ITEMS", items.to_string());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdout.take().unwrap();
    let listener = thread::spawn(move || {
        let mut said = Vec::new();
        pipe.read_to_end(&mut said).unwrap();
        said
    });
    Worker { child, listener }
}

/// Has so many processes make so many flags each, with a second note on each, while there are
/// kills.
pub(crate) fn all(stage: &Stage, processes: usize, items: usize, kills: usize) -> String {
    let folder = stage.folder();
    let place = folder.path().join("data");
    drop(Store::open(&place).unwrap());
    let mut chance = Chance::new(8);
    let mut workers: Vec<Worker> =
        (0..processes).map(|number| start(stage, &place, number, items)).collect();
    let mut said = Vec::new();
    for _ in 0..kills {
        thread::sleep(Duration::from_millis(chance.below(WITHIN) as u64));
        let number = chance.below(processes);
        workers[number].child.kill().unwrap();
        workers[number].child.wait().unwrap();
        let fresh = start(stage, &place, number, items);
        said.extend(std::mem::replace(&mut workers[number], fresh).listener.join());
    }
    for mut worker in workers {
        let status = worker.child.wait().unwrap();
        let last = worker.listener.join().unwrap();
        assert!(status.success(), "a process failed: {}", String::from_utf8_lossy(&last));
        said.push(last);
    }
    let kept: BTreeSet<_> = whole(&place).into_iter().collect();
    let of = |word| said.iter().flat_map(|said| acknowledged(said, word)).collect::<Vec<_>>();
    let (saved, noted) = (of("saved"), of("noted"));
    assert!(saved.iter().chain(&noted).all(|id| kept.contains(id)), "an acknowledged flag is lost");
    let flags = Store::open(&place).unwrap().all(false).unwrap().records;
    let notes: BTreeSet<String> = flags.iter().map(|listed| listed.flag.note.to_string()).collect();
    let expected: BTreeSet<String> = (0..processes)
        .flat_map(|number| (0..items).map(move |item| format!("{number} {item} seen")))
        .collect();
    assert_eq!(flags.len(), expected.len(), "a flag is lost or there twice");
    assert_eq!(notes, expected, "a note is lost");
    format!(
        "{processes} processes, {kills} kills: {} of {} flags, {} of {} notes, of which {} and {} \
         were acknowledged before a kill: 0 lost",
        flags.len(),
        processes * items,
        notes.len(),
        expected.len(),
        saved.len(),
        noted.len()
    )
}
