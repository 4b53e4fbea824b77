//! How long an acknowledged flag takes beside a bare line that is brought to the disk.

use super::stage::{Stage, draft};
use pullquote::app::action::Action;
use pullquote::app::effect::Effect;
use pullquote::shell::store::StoreThread;
use std::fs::File;
use std::io::Write;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Measures so many of each, in turn.
pub(crate) fn all(stage: &Stage, times: usize) -> String {
    let folder = stage.folder();
    let (sender, answers) = channel();
    let answer = move |action| drop(sender.send(action));
    let place = folder.path().join("data");
    let thread = StoreThread::start(Some(place), 0, answer).unwrap();
    let mut file = File::create(folder.path().join("bare")).unwrap();
    let line = [b'x'; 1024];
    let (mut flags, mut bare) = (Vec::new(), Vec::new());
    for number in 0..times {
        let (keys, draft) = draft(number % 50, "a note");
        let since = Instant::now();
        assert!(thread.send(Effect::AddFlag { keys: keys.into(), draft }));
        assert!(matches!(answers.recv().unwrap(), Action::FlagSaved(_)));
        flags.push(since.elapsed());
        let since = Instant::now();
        file.write_all(&line).unwrap();
        file.sync_data().unwrap();
        bare.push(since.elapsed());
    }
    thread.close();
    flags.sort_unstable();
    bare.sort_unstable();
    let of = |sorted: &[Duration], percent: usize| {
        sorted[(sorted.len() - 1) * percent / 100].as_secs_f64() * 1e3
    };
    let line = |percent| {
        let (flag, bare) = (of(&flags, percent), of(&bare, percent));
        format!("{flag:.3} ms beside {bare:.3} ms, {:.2} times", flag / bare)
    };
    format!("a flag beside 1 kB and fdatasync: median {}; 95 of 100 within {}", line(50), line(95))
}
