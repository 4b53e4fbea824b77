//! How long an acknowledged change takes beside a bare line that is brought to the disk.

use super::stage::{Stage, draft};
use pullquote::app::action::Action;
use pullquote::app::effect::Effect;
use pullquote::flag::{ArticleKeys, FlagChange, FlagDraft};
use pullquote::shell::store::StoreThread;
use std::fs::File;
use std::io::Write;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Measures so many changes of each kind, each followed by a bare write.
pub(crate) fn all(stage: &Stage, times: usize) -> String {
    let folder = stage.folder();
    let (sender, answers) = channel();
    let answer = move |action| drop(sender.send(action));
    let place = folder.path().join("data");
    let thread = StoreThread::start(Some(place), 0, answer).unwrap();
    let mut file = File::create(folder.path().join("bare")).unwrap();
    let mut ids = Vec::new();
    let mut measure = |what: &str, effect: &dyn Fn(usize, &[Uuid]) -> Effect| {
        let (mut changes, mut bare) = (Vec::new(), Vec::new());
        for number in 0..times {
            let effect = effect(number, &ids);
            let since = Instant::now();
            assert!(thread.send(effect));
            let answer = answers.recv().unwrap();
            changes.push(since.elapsed());
            match answer {
                Action::FlagSaved(saved) => ids.push(saved.flag.id),
                Action::FlagsChanged(changed) => assert_eq!(changed.len(), 1),
                other => panic!("{other:?}"),
            }
            let since = Instant::now();
            file.write_all(&[b'x'; 1024]).unwrap();
            file.sync_data().unwrap();
            bare.push(since.elapsed());
        }
        format!("{what}: {}\n", compared(changes, bare))
    };
    let add = |(keys, draft): (ArticleKeys, FlagDraft)| Effect::AddFlag {
        keys: keys.into(),
        draft: draft.into(),
    };
    let report = [
        measure("a flag", &|number, _| add(draft(number % 50, "a note"))),
        measure("the first flag of an article", &|number, _| {
            let (keys, draft) = draft(1_000 + number, "a note");
            // Articles that have no words in common.
            let shingles = (0..64).map(|at| (number as u64) << 32 | at).collect();
            add((ArticleKeys { shingles, ..keys }, draft))
        }),
        measure("a note", &|number, ids| {
            let change = FlagChange::Note(format!("another note {number}"));
            Effect::ChangeFlags { ids: vec![ids[number]], change: change.into() }
        }),
    ];
    thread.close();
    report.concat().trim_end().to_owned()
}

fn compared(mut changes: Vec<Duration>, mut bare: Vec<Duration>) -> String {
    changes.sort_unstable();
    bare.sort_unstable();
    let of = |sorted: &[Duration], percent: usize| {
        sorted[(sorted.len() - 1) * percent / 100].as_secs_f64() * 1e3
    };
    let line = |percent| {
        let (change, bare) = (of(&changes, percent), of(&bare, percent));
        format!("{change:.3} ms beside {bare:.3} ms, {:.2} times", change / bare)
    };
    format!("median {}; 95 of 100 within {}, beside 1 kB and fdatasync", line(50), line(95))
}
