//! How soon a reader shows what another process changed.

use super::stage::{Stage, draft};
use jiff::Timestamp;
use pullquote::app::action::Action;
use pullquote::app::effect::Effect;
use pullquote::shell::store::{Store, StoreThread, follow, located};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Has another process note something so many times, and says when it was shown here, counted from
/// before that process is started.
pub(crate) fn all(stage: &Stage, times: usize) -> String {
    let folder = stage.folder();
    let place = folder.path().join("data");
    let (keys, draft) = draft(1, "");
    let keys = located(keys);
    let id = Uuid::now_v7();
    let mut store = Store::open(&place).unwrap();
    store.add(&keys, &draft, Timestamp::now(), id, Uuid::now_v7()).unwrap();
    drop(store);
    let (sender, answers) = channel();
    let answer = move |action| drop(sender.send(action));
    let store = StoreThread::start(Some(place.clone()), 0, answer).unwrap();
    assert!(store.send(Effect::ReadFlags { keys: keys.into(), generation: 1 }));
    assert!(matches!(answers.recv().unwrap(), Action::FlagsOfArticle { .. }));
    let (look_again, followed) = (store.look_again(), place.clone());
    thread::spawn(move || follow(&followed, look_again));
    let mut delays = Vec::new();
    for number in 0..times {
        let note = format!("note {number}");
        let since = Instant::now();
        let said = stage.pullquote(&place, &["flags", "note", &id.to_string(), &note]).output();
        assert!(said.unwrap().status.success());
        loop {
            let answer = answers.recv_timeout(Duration::from_secs(20)).unwrap();
            if let Action::FlagsOfArticle { flags, .. } = answer
                && *flags[0].note == note
            {
                break;
            }
        }
        delays.push(since.elapsed().as_secs_f64() * 1e3);
        // Not in step with whatever waits here or there.
        thread::sleep(Duration::from_millis(number as u64 * 37 % 250));
    }
    store.close();
    delays.sort_by(f64::total_cmp);
    let (median, last) = (delays[delays.len() / 2], delays[delays.len() - 1]);
    format!("{times} changes of another process shown within {last:.0} ms, median {median:.0} ms")
}
