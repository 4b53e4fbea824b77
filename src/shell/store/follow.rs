//! Seeing that another process writes to the store. The system wakes the thread; nothing is
//! polled, and what this process writes itself is told apart by whoever is told.

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// How long it must be quiet before a change is told: a commit writes several times.
const QUIET: Duration = Duration::from_millis(40);
/// How long a change may wait for quiet.
const PATIENCE: Duration = Duration::from_millis(300);

/// Calls `changed` for as long as the program runs whenever the database in `folder` may have
/// been written to. The folder need not be there yet. Where the system can watch nothing, nothing
/// is told.
pub fn follow(folder: &Path, changed: impl Fn()) {
    let (sender, events) = channel();
    let Ok(mut watcher) = recommended_watcher(sender) else { return };
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let folder = folder.as_path();
    let mut watched = watch(&mut watcher, folder, None);
    // What was written before the watching began.
    changed();
    while let Ok(event) = events.recv() {
        let mut is_changed = touches(&event);
        let since = Instant::now();
        while since.elapsed() < PATIENCE
            && let Ok(event) = events.recv_timeout(QUIET)
        {
            is_changed |= touches(&event);
        }
        if watched.as_deref() != Some(folder) {
            watched = watch(&mut watcher, folder, watched);
            // What was written before the watching began.
            is_changed |= watched.as_deref() == Some(folder);
        }
        if is_changed {
            changed();
        }
    }
}

/// Watches the folder, or what of the way to it is there; returns what is watched.
fn watch(
    watcher: &mut RecommendedWatcher,
    folder: &Path,
    before: Option<PathBuf>,
) -> Option<PathBuf> {
    loop {
        let place = folder.ancestors().find(|place| place.is_dir())?;
        if before.as_deref() == Some(place) {
            return before;
        }
        if let Some(before) = &before {
            // It may be gone.
            let _ = watcher.unwatch(before);
        }
        watcher.watch(place, RecursiveMode::NonRecursive).ok()?;
        // The next folder may have been made before the watching began.
        if folder.ancestors().find(|place| place.is_dir()) == Some(place) {
            return Some(place.to_owned());
        }
        let _ = watcher.unwatch(place);
    }
}

/// Tells whether an event is about what the database holds.
fn touches(event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return false };
    let is_write =
        !matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)));
    is_write
        && event.paths.iter().filter_map(|path| path.file_name()).any(|name| {
            let name = name.as_encoded_bytes();
            name.starts_with(b"flags.sqlite3") && !name.ends_with(b"-shm")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::Store;
    use std::fs;
    use std::sync::mpsc;
    use std::thread;
    use tempfile::TempDir;

    #[test]
    fn a_store_is_followed_from_before_its_folder_is_there() {
        let home = TempDir::new().unwrap();
        let folder = home.path().join("share/pullquote");
        let (sender, told) = mpsc::channel();
        let followed = folder.clone();
        thread::spawn(move || follow(&followed, || sender.send(()).unwrap()));
        // The watching may begin after the first writing, so it is done until it is seen.
        let wait_for = |act: &dyn Fn()| {
            let seen = (0..300).any(|_| {
                act();
                told.recv_timeout(Duration::from_millis(200)).is_ok()
            });
            assert!(seen);
        };
        wait_for(&|| {
            Store::open(&folder).unwrap();
        });
        wait_for(&|| fs::write(folder.join("flags.sqlite3-wal"), "").unwrap());
        // Let what is still on its way arrive.
        while told.recv_timeout(PATIENCE * 2).is_ok() {}
        fs::write(folder.join("backup"), "").unwrap();
        fs::write(folder.join("flags.sqlite3-shm"), "").unwrap();
        assert!(told.recv_timeout(PATIENCE * 2).is_err());
    }
}
