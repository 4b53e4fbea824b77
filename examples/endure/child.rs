//! What children do: flag through the thread that the reader uses, and say what came of it.

use super::stage::{FOLDER, NUMBER, ROLE, draft};
use pullquote::app::action::Action;
use pullquote::app::effect::Effect;
use pullquote::correction::{Change, Who};
use pullquote::flag::{FlagChange, ReadingChange};
use pullquote::shell::store::{Store, StoreThread, database};
use std::env;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use uuid::Uuid;

/// Tells whether this process is a child.
pub(crate) fn is_asked() -> bool {
    env::var_os(ROLE).is_some()
}

/// Plays the role that was asked for.
pub(crate) fn run() {
    let folder = PathBuf::from(env::var_os(FOLDER).unwrap());
    let number = env::var(NUMBER).ok().and_then(|number| number.parse().ok()).unwrap_or(0);
    match env::var(ROLE).unwrap().as_str() {
        "flag" => flag(&folder),
        "sitting" => sitting(&folder),
        "one-of-a-crowd" => one_of_a_crowd(&folder, number),
        other => panic!("there is no role {other}"),
    }
}

/// Says a line and has it leave the process.
fn say(line: &str) {
    let mut out = stdout().lock();
    // Whoever listened may be gone.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn start(folder: &Path, backups: usize) -> (StoreThread, Receiver<Action>) {
    let (sender, answers) = channel();
    let answer = move |action| drop(sender.send(action));
    (StoreThread::start(Some(folder.to_owned()), backups, answer).unwrap(), answers)
}

fn add(thread: &StoreThread, number: usize, note: &str) {
    let (keys, draft) = draft(number, note);
    assert!(thread.send(Effect::AddFlag { keys: keys.into(), draft: draft.into() }));
}

/// Flags until it is killed; an id is said once the reader would say “saved”.
fn flag(folder: &Path) {
    let (thread, answers) = start(folder, 3);
    for number in 0.. {
        add(&thread, number % 7, "");
        match answers.recv().unwrap() {
            Action::FlagSaved(listed) => say(&format!("saved {}", listed.flag.id)),
            other => return say(&format!("instead {other:?}")),
        }
    }
}

/// Reads, flags, notes and corrects as a reader does, and says what came of each.
fn sitting(folder: &Path) {
    let is_first = !database(folder).exists();
    let (thread, answers) = start(folder, 3);
    let (keys, _) = draft(0, "");
    let read = Effect::ReadFlags { keys: keys.clone().into(), generation: 1 };
    assert!(thread.send(read));
    assert!(thread.send(Effect::ReadAllFlags));
    for number in 0..2 {
        add(&thread, number, "of the sitting");
    }
    let speaker = Who::named("Venn");
    let change = Change::Rename { speaker, name: "Mara Venn".to_owned() };
    assert!(
        thread.send(Effect::AddCorrection { keys: keys.clone().into(), change: change.into() })
    );
    let change = ReadingChange::Read(true);
    assert!(thread.send(Effect::KeepReadings(vec![(keys.into(), change.into())])));
    if !is_first {
        let change = FlagChange::Note("seen in the sitting".to_owned());
        assert!(
            thread
                .send(Effect::ChangeFlags { ids: vec![Uuid::from_u128(1)], change: change.into() })
        );
    }
    thread.close();
    for action in answers.try_iter() {
        match action {
            Action::FlagSaved(listed) => say(&format!("saved {}", listed.flag.id)),
            Action::FlagsChanged(changed) => {
                for listed in changed {
                    say(&format!("changed {}", listed.flag.id));
                }
            }
            Action::CorrectionSaved(correction) => say(&format!("corrected {}", correction.id)),
            Action::FlagFailed(why) | Action::CorrectionFailed(why) | Action::Notice(why) => {
                say(&format!("told {}", why.replace('\n', " ")));
            }
            _ => {}
        }
    }
    say("done");
}

/// Sees to it that there are so many flags of this number, each with its second note; goes on
/// where the child before it was killed.
fn one_of_a_crowd(folder: &Path, number: usize) {
    let items: usize = env::var("PULLQUOTE_ENDURE_ITEMS").unwrap().parse().unwrap();
    let mut known = vec![None; items];
    for listed in Store::open(folder).unwrap().all(false).unwrap().records {
        let mut words = listed.flag.note.split(' ');
        let of = words.next().and_then(|word| word.parse().ok());
        let item = words.next().and_then(|word| word.parse::<usize>().ok());
        if of == Some(number)
            && let Some(item) = item
        {
            known[item] = Some((listed.flag.id, words.next() == Some("seen")));
        }
    }
    let (thread, answers) = start(folder, 3);
    for (item, known) in known.into_iter().enumerate() {
        let (id, is_seen) = known.unwrap_or_else(|| {
            add(&thread, item % 5, &format!("{number} {item}"));
            match answers.recv().unwrap() {
                Action::FlagSaved(listed) => {
                    say(&format!("saved {}", listed.flag.id));
                    (listed.flag.id, false)
                }
                other => panic!("{other:?}"),
            }
        });
        if !is_seen {
            let change = FlagChange::Note(format!("{number} {item} seen"));
            assert!(thread.send(Effect::ChangeFlags { ids: vec![id], change: change.into() }));
            match answers.recv().unwrap() {
                Action::FlagsChanged(_) => say(&format!("noted {id}")),
                other => panic!("{other:?}"),
            }
        }
    }
    thread.close();
    say("done");
}
