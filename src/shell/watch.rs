//! Files that change while they are read: what lies at the given paths is watched, and the
//! reader is told what changed once it has been quiet for a moment.
//!
//! The system wakes the thread; nothing is polled.

use super::inputs::{STDIN, articles, is_article};
use super::library;
use crate::app::action::Action;
use notify::event::ModifyKind;
use notify::{Event, EventKind, RecursiveMode, Watcher, recommended_watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long it must be quiet before a change is told: a file is often written in several steps.
const QUIET: Duration = Duration::from_millis(120);
/// How long a change may wait for quiet: a file in the folder may be written all the time.
const PATIENCE: Duration = Duration::from_secs(1);

/// A watched folder.
#[derive(Debug)]
struct Root {
    /// The folder as the system names it.
    place: PathBuf,
    /// The folder as the reader knows it.
    given: PathBuf,
    /// What lies deeper counts as well.
    deep: bool,
}

/// Watches what lies at `paths` for as long as the program runs, and tells `report` of changes:
/// of a folder whatever lies in it, of a file itself and the articles in its folder. What cannot
/// be watched is told once.
pub fn watch(paths: &[PathBuf], report: impl Fn(Action)) {
    let (sender, events) = channel();
    let mut watcher = match recommended_watcher(sender) {
        Ok(watcher) => watcher,
        Err(error) => return report(refused(&error)),
    };
    let roots = roots(paths);
    for root in &roots {
        let mode = if root.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        if let Err(error) = watcher.watch(&root.place, mode) {
            report(refused(&error));
        }
    }
    while let Some(touched) = next(&events) {
        let touched = touched.iter().flat_map(|path| known(&roots, path));
        let files = files(touched.collect(), paths);
        if !files.is_empty() {
            // A file that is gone, or cannot be read, holds nothing.
            let entries = files.iter().flat_map(|path| library::heads(path).unwrap_or_default());
            let entries = entries.collect();
            report(Action::FilesChanged { paths: files, entries });
        }
    }
}

fn refused(error: &notify::Error) -> Action {
    Action::Notice(format!("Changes of files will not be seen: {error}."))
}

/// The folders to be watched, each once.
fn roots(paths: &[PathBuf]) -> Vec<Root> {
    let mut roots: Vec<Root> = Vec::new();
    for path in paths.iter().filter(|path| *path != Path::new(STDIN)) {
        let deep = path.is_dir();
        let given = if deep { path } else { path.parent().unwrap_or(path) };
        let named = if given.as_os_str().is_empty() { Path::new(".") } else { given };
        let Ok(place) = named.canonicalize() else { continue };
        match roots.iter_mut().find(|root| root.place == place && root.given == *given) {
            Some(root) => root.deep |= deep,
            None => roots.push(Root { place, given: given.to_owned(), deep }),
        }
    }
    roots
}

/// Waits for the next change and for quiet after it; returns what was touched.
fn next(events: &Receiver<notify::Result<Event>>) -> Option<BTreeSet<PathBuf>> {
    let mut touched = BTreeSet::new();
    while touched.is_empty() {
        take(events.recv().ok()?, &mut touched);
    }
    let since = Instant::now();
    while since.elapsed() < PATIENCE
        && let Ok(event) = events.recv_timeout(QUIET)
    {
        take(event, &mut touched);
    }
    Some(touched)
}

fn take(event: notify::Result<Event>, touched: &mut BTreeSet<PathBuf>) {
    let Ok(event) = event else { return };
    match event.kind {
        // That somebody reads a file, or that its rights change, is no change.
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => {}
        _ => touched.extend(event.paths),
    }
}

/// The names by which the reader knows what the system names `path`.
fn known<'r>(roots: &'r [Root], path: &'r Path) -> impl Iterator<Item = PathBuf> + 'r {
    roots.iter().filter_map(move |root| {
        let rest = path.strip_prefix(&root.place).ok()?;
        let is_direct = rest.components().count() <= 1;
        (root.deep || is_direct).then(|| root.given.join(rest))
    })
}

/// The articles among what was touched: of a folder that came all that lie in it. A hidden file
/// is none, and neither is what an editor keeps beside the file that it writes.
fn files(touched: Vec<PathBuf>, named: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = BTreeSet::new();
    for path in touched {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if path.is_dir() && !hidden {
            files.extend(articles(&path).flatten());
        } else if named.contains(&path) || (!hidden && (is_article(&path) || !path.exists())) {
            files.insert(path);
        }
    }
    files.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc;
    use std::thread;
    use tempfile::tempdir;

    #[test]
    fn changes_are_told_with_what_the_files_hold_now() {
        let folder = tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.txt"), "Fog\n\nIt was thick.\n").unwrap();
        let (sender, told) = mpsc::channel();
        let paths = vec![folder.path().to_owned()];
        let (ready, started) = mpsc::channel::<()>();
        thread::spawn(move || {
            ready.send(()).unwrap();
            watch(&paths, |action| drop(sender.send(action)));
        });
        started.recv().unwrap();
        let wait_for = |path: &Path, headline: Option<&str>, act: &dyn Fn()| {
            // The watch may begin after the first writing, so it is done until it is seen.
            for _ in 0..300 {
                act();
                let Ok(action) = told.recv_timeout(Duration::from_millis(200)) else { continue };
                let Action::FilesChanged { paths, entries } = action else { panic!("{action:?}") };
                let found = entries.iter().find(|entry| entry.path == path);
                if paths.contains(&path.to_owned())
                    && found.map(|entry| entry.headline.as_str()) == headline
                {
                    return;
                }
            }
            panic!("{} was not told of", path.display());
        };
        let (a, deep) = (at("a.txt"), at("deep/b.md"));
        wait_for(&a, Some("Rain"), &|| fs::write(at("a.txt"), "Rain\n\nIt fell.\n").unwrap());
        wait_for(&deep, Some("Ice"), &|| {
            let _ = fs::create_dir(at("deep"));
            fs::write(at("deep/b.md"), "# Ice\n\nIt held.\n").unwrap();
        });
        wait_for(&a, None, &|| drop(fs::remove_file(at("a.txt"))));
    }

    #[test]
    fn what_is_touched_goes_by_the_names_that_were_given() {
        let roots = [
            Root { place: "/r/news".into(), given: "news".into(), deep: true },
            Root { place: "/r".into(), given: "".into(), deep: false },
        ];
        let check = |path: &str, expected: &[&str]| {
            let found: Vec<PathBuf> = known(&roots, Path::new(path)).collect();
            assert_eq!(found, expected.iter().map(PathBuf::from).collect::<Vec<_>>(), "{path}");
        };
        check("/r/news/a.txt", &["news/a.txt"]);
        check("/r/news/deep/a.txt", &["news/deep/a.txt"]);
        check("/r/b.txt", &["b.txt"]);
        check("/elsewhere/c.txt", &[]);
    }
}
