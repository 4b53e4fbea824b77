//! Stores that were cut or had bits flipped: the reader opens, shows nothing that was altered,
//! says what is missing, and leaves the damaged bytes where they can be found.

use super::stage::{Chance, Stage, draft};
use jiff::Timestamp;
use pullquote::app::action::Action;
use pullquote::app::effect::Effect;
use pullquote::correction::{Change, Who};
use pullquote::flag::Flag;
use pullquote::shell::store::{Store, StoreThread, backup, database};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use uuid::Uuid;

/// Flags of the store that is damaged.
const FLAGS: usize = 60;
/// Where it is cut.
const STEP: usize = 512;

/// A store before it is damaged.
struct Sample {
    bytes: Vec<u8>,
    flags: BTreeMap<Uuid, Flag>,
}

/// Fills a store: some notes are longer than a page.
fn fill(folder: &Path) -> Sample {
    let mut store = Store::open(folder).unwrap();
    for number in 0..FLAGS {
        let note = format!("note {number} ").repeat(if number % 9 == 0 { 700 } else { 3 });
        let (keys, draft) = draft(number % 12, &note);
        let id = |kind: u128| Uuid::from_u128(kind * 1_000 + number as u128 + 1);
        let now = Timestamp::from_second(number as i64).unwrap();
        store.add(&keys, &draft, now, id(1), id(2)).unwrap();
        if number % 6 == 0 {
            let change = Change::Rename { speaker: Who::named("Venn"), name: format!("V{number}") };
            store.add_correction(&keys, &change, now, id(3), id(4)).unwrap();
        }
    }
    let found = store.all(true).unwrap();
    drop(store);
    let flags = found.records.into_iter().map(|listed| (listed.flag.id, listed.flag)).collect();
    Sample { bytes: fs::read(database(folder)).unwrap(), flags }
}

/// What a reader was answered on a damaged store.
#[derive(Default)]
struct Seen {
    flags: BTreeMap<Uuid, Flag>,
    said: Vec<String>,
    has_list: bool,
    /// The flag that was made after the damage.
    added: Option<Uuid>,
}

fn read(folder: &Path) -> Seen {
    let (sender, answers) = channel();
    let answer = move |action| drop(sender.send(action));
    let thread = StoreThread::start(Some(folder.to_owned()), 0, answer).unwrap();
    assert!(thread.send(Effect::ReadAllFlags));
    let (keys, draft) = draft(3, "after the damage");
    assert!(thread.send(Effect::ReadFlags { keys: keys.clone().into(), generation: 1 }));
    assert!(thread.send(Effect::AddFlag { keys: keys.into(), draft: draft.into() }));
    thread.close();
    let mut seen = Seen::default();
    for action in answers.try_iter() {
        match action {
            Action::AllFlags(all) => {
                seen.has_list = true;
                seen.flags = all.into_iter().map(|listed| (listed.flag.id, listed.flag)).collect();
            }
            Action::FlagSaved(listed) => seen.added = Some(listed.flag.id),
            Action::Notice(text) | Action::FlagFailed(text) => seen.said.push(text),
            _ => {}
        }
    }
    if let Some(added) = seen.added {
        seen.flags.remove(&added);
    }
    seen
}

/// What is counted over all cases.
#[derive(Default)]
struct Count {
    cases: usize,
    rebuilt: usize,
    refused: usize,
    in_place: usize,
    unharmed: usize,
    shown: usize,
    named: usize,
}

/// Damages a store, reads it and panics if anything is amiss.
fn case(stage: &Stage, sample: &Sample, damaged: &[u8], has_backup: bool, count: &mut Count) {
    let folder = stage.folder();
    let place = folder.path();
    fs::write(database(place), &sample.bytes).unwrap();
    if has_backup {
        backup::make(place, Timestamp::UNIX_EPOCH, 3).unwrap();
    }
    fs::write(database(place), damaged).unwrap();
    let seen = read(place);
    let said = seen.said.join("\n");
    assert!(seen.has_list, "the reader did not open: {said}");
    for (id, flag) in &seen.flags {
        assert_eq!(sample.flags.get(id), Some(flag), "an altered flag is shown");
    }
    count.cases += 1;
    count.shown += seen.flags.len();
    let missing: Vec<Uuid> =
        sample.flags.keys().filter(|id| !seen.flags.contains_key(id)).copied().collect();
    assert!(missing.is_empty() || !said.is_empty(), "{} flags are silently missing", missing.len());
    count.named += missing.iter().filter(|id| said.contains(&id.to_string())).count();
    let entries = fs::read_dir(place).unwrap().map(|entry| entry.unwrap().path());
    let is_aside = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("flags.damaged-") && name.ends_with(".sqlite3")
    };
    if let Some(aside) = entries.into_iter().find(is_aside) {
        // What was committed before the damage was met may stand beside it, never in its place.
        let kept = fs::read(aside).unwrap();
        let bytes = sample.bytes.iter().zip(damaged).enumerate();
        let mut harmed = bytes.filter(|(_, (sound, bad))| sound != bad);
        let stands = harmed.all(|(at, (_, bad))| kept.get(at) == Some(bad));
        assert!(kept == damaged || stands, "the damage was written over");
        assert!(seen.added.is_some(), "a rebuilt store takes no flag: {said}");
        assert!(!has_backup || missing.is_empty(), "the backup had {missing:?}: {said}");
        count.rebuilt += 1;
    } else if seen.added.is_none() {
        let is_same = fs::read(database(place)).unwrap() == damaged;
        assert!(is_same, "a refused file was changed: {said}");
        count.refused += 1;
    } else if missing.is_empty() {
        count.unharmed += 1;
    } else {
        // What fails its checksum stays as it is, beside what is written after it.
        let raw = fs::read(database(place)).unwrap();
        assert!(raw.len() >= damaged.len());
        for id in &missing {
            assert!(said.contains(&id.to_string()), "{id} is not named: {said}");
        }
        count.in_place += 1;
    }
}

/// Cuts a store at every 512 bytes, and flips bits in so many other cases that there are `cases`.
pub(crate) fn all(stage: &Stage, cases: usize) -> String {
    let folder = stage.folder();
    let sample = fill(folder.path());
    let mut count = Count::default();
    let cuts = sample.bytes.len() / STEP;
    let every = (2 * cuts / cases.max(1)).max(1);
    for cut in (0..cuts).step_by(every) {
        for has_backup in [false, true] {
            case(stage, &sample, &sample.bytes[..cut * STEP], has_backup, &mut count);
        }
    }
    let mut chance = Chance::new(6);
    while count.cases < cases {
        let mut damaged = sample.bytes.clone();
        for _ in 0..=chance.below(4) {
            let at = chance.below(damaged.len());
            damaged[at] ^= 1 << chance.below(8);
        }
        case(stage, &sample, &damaged, chance.below(2) == 0, &mut count);
    }
    let Count { cases, rebuilt, refused, in_place, unharmed, shown, named } = count;
    format!(
        "{cases} damaged stores of {} bytes ({cuts} places to cut): opened {cases}, altered 0, \
         silently missing 0, overwritten 0; {rebuilt} set aside and rebuilt, {in_place} with \
         records named and left, {refused} refused untouched, {unharmed} unharmed; {shown} of {} \
         flags shown, {named} of the others named",
        sample.bytes.len(),
        cases * FLAGS
    )
}
