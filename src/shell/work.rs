//! Effects that read and compute, on threads: opening an article, annotating it, and what of it is
//! worked out aside.

use super::inputs::{STDIN, read, shown};
use super::library::entry;
use super::straighten::in_files;
use crate::annotate::annotate;
use crate::app::action::Action;
use crate::app::aside::{Aside, work_out};
use crate::app::contents::Entry;
use crate::app::effect::{Effect, Extent};
use crate::load::{self, Limits, load};
use std::cell::Cell;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Bytes of the head of an article behind the place to go to: several screens, and read in a tenth
/// of the time of a frame.
const HEAD: usize = 16 << 10;

/// Bytes before such a place at the most. To read so many takes longer than a frame, but no longer
/// than it would behind an empty one; a place farther in is seen when all of the article is there.
const DEEP: usize = 4 << 20;

/// Bytes of an article that cannot be read in part, likewise: a page takes ten times as long.
const PAGE: usize = 256 << 10;

/// Threads that share the work, so that a giant article does not hold up the next.
const THREADS: usize = 2;

/// The threads that open and annotate. Each is started when the others are at work: what one thread
/// does it does in the memory that it needed for the last thing.
pub struct Workers {
    jobs: Sender<Effect>,
    wanted: Arc<Wanted>,
    /// How many jobs were sent and are not done.
    unfinished: Arc<AtomicUsize>,
    /// How many threads were started.
    threads: Cell<usize>,
    start: Box<dyn Fn() -> io::Result<()>>,
}

/// The last generation that was asked for: what came before it is not worth the work.
#[derive(Debug, Default)]
struct Wanted {
    open: AtomicU64,
    annotate: AtomicU64,
    search: AtomicU64,
    place: AtomicU64,
    correct: AtomicU64,
}

impl Wanted {
    fn of(&self, effect: &Effect) -> Option<(&AtomicU64, u64)> {
        match effect {
            Effect::Open { generation, .. }
            | Effect::Aside(
                Aside::FindAgain { generation, .. } | Aside::FindPassage { generation, .. },
            ) => Some((&self.open, *generation)),
            Effect::Annotate { generation, .. } => Some((&self.annotate, *generation)),
            Effect::Aside(Aside::Search { number, .. }) => Some((&self.search, *number)),
            Effect::Aside(Aside::PlaceFlags { turn, .. }) => Some((&self.place, *turn)),
            Effect::Aside(Aside::Correct { turn, .. }) => Some((&self.correct, *turn)),
            _ => None,
        }
    }
}

impl Workers {
    /// Starts the first thread.
    ///
    /// # Errors
    ///
    /// Fails if there can be none.
    pub fn start(answer: impl Fn(Action) + Clone + Send + 'static) -> io::Result<Self> {
        let (jobs, inbox) = channel();
        let inbox = Arc::new(Mutex::new(inbox));
        let (wanted, unfinished) = (Arc::new(Wanted::default()), Arc::new(AtomicUsize::new(0)));
        let known = (wanted.clone(), unfinished.clone());
        let start = move || {
            let (inbox, answer, (wanted, unfinished)) =
                (inbox.clone(), answer.clone(), known.clone());
            let work = move || work(&inbox, &wanted, &unfinished, &answer);
            thread::Builder::new().name("articles".to_owned()).spawn(work).map(drop)
        };
        start()?;
        Ok(Self { jobs, wanted, unfinished, threads: Cell::new(1), start: Box::new(start) })
    }

    /// Tells whether an effect is carried out here.
    #[must_use]
    pub fn take(effect: &Effect) -> bool {
        matches!(
            effect,
            Effect::Open { .. }
                | Effect::Annotate { .. }
                | Effect::StraightenFiles(_)
                | Effect::Aside(_)
        )
    }

    /// Asks for an article to be opened, annotated, or worked on aside; other effects are passed over.
    pub fn send(&self, effect: Effect) {
        if Self::take(&effect) {
            if let Some((wanted, generation)) = self.wanted.of(&effect) {
                wanted.fetch_max(generation, Ordering::Relaxed);
            }
            let (ahead, threads) =
                (self.unfinished.fetch_add(1, Ordering::Relaxed), self.threads.get());
            // Without another thread it waits for those that there are.
            if ahead >= threads && threads < THREADS && (self.start)().is_ok() {
                self.threads.set(threads + 1);
            }
            // The threads end with the program, never before.
            let _ = self.jobs.send(effect);
        }
    }
}

fn work(
    inbox: &Mutex<Receiver<Effect>>,
    wanted: &Wanted,
    unfinished: &AtomicUsize,
    answer: &impl Fn(Action),
) {
    loop {
        let next = inbox.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(effect) = next else { return };
        let is_stale = wanted
            .of(&effect)
            .is_some_and(|(wanted, generation)| generation < wanted.load(Ordering::Relaxed));
        let done = if is_stale { None } else { perform(effect) };
        // The answer may ask for more.
        unfinished.fetch_sub(1, Ordering::Relaxed);
        if let Some(action) = done {
            answer(action);
        }
    }
}

/// Opens or annotates an article, or works on it aside; other effects have no answer here.
#[must_use]
pub fn perform(effect: Effect) -> Option<Action> {
    match effect {
        Effect::Open { entry, extent, generation } => Some(match extent {
            Extent::Head(_) => {
                open_soon(&entry, extent, generation).unwrap_or_else(|| open(&entry, generation))
            }
            Extent::Whole => open(&entry, generation),
        }),
        Effect::Annotate { document, generation } => {
            let annotations = Arc::new(annotate(&document));
            Some(Action::Annotated { annotations, generation })
        }
        Effect::StraightenFiles(flags) => Some(Action::Straightened(in_files(&flags))),
        Effect::Aside(aside) => Some(work_out(aside)),
        _ => None,
    }
}

/// Performs an opening that takes no longer than a frame: that of a head, or of a short file.
///
/// # Errors
///
/// Gives back what has to be carried out elsewhere.
pub fn at_once(effect: Effect) -> Result<Action, Box<Effect>> {
    let Effect::Open { entry, extent, generation } = &effect else { return Err(Box::new(effect)) };
    let is_given = entry.path == Path::new(STDIN);
    let done = if is_given { None } else { open_soon(entry, *extent, *generation) };
    done.ok_or_else(|| Box::new(effect))
}

/// Opens a short article, or the head of a long one if that is asked for; `None` if neither can
/// be had.
fn open_soon(wanted: &Entry, extent: Extent, generation: u64) -> Option<Action> {
    let place = match extent {
        Extent::Head(place) if place <= DEEP => place,
        Extent::Head(_) => return None,
        Extent::Whole => 0,
    };
    let most = place + HEAD;
    let bytes = match read(&wanted.path, most) {
        Ok(bytes) => bytes,
        Err(message) => return Some(Action::OpenFailed { message, generation }),
    };
    if bytes.len() <= most {
        return Some(opened(wanted, &bytes, generation));
    }
    if extent == Extent::Whole || wanted.part > 0 {
        return None;
    }
    let name = wanted.path.to_string_lossy();
    let Some(head) = load::head(&name, &bytes, most) else {
        let bytes = read(&wanted.path, PAGE).ok().filter(|bytes| bytes.len() <= PAGE)?;
        return Some(opened(wanted, &bytes, generation));
    };
    let document = load(&name, head, &Limits::default()).next()?;
    let entry = entry(&wanted.path, 0, &document);
    // The text can be shorter than what it was read from, and must fill the screen from there on.
    let is_there = !document.blocks.is_empty()
        && (place == 0 || document.annotated >= place.saturating_add(HEAD / 2));
    is_there.then(|| Action::HeadOpened { entry, document: Arc::new(document), generation })
}

fn open(wanted: &Entry, generation: u64) -> Action {
    match read(&wanted.path, Limits::default().bytes) {
        Ok(bytes) => opened(wanted, &bytes, generation),
        Err(message) => Action::OpenFailed { message, generation },
    }
}

fn opened(wanted: &Entry, bytes: &[u8], generation: u64) -> Action {
    let name = wanted.path.to_string_lossy();
    match load(&name, bytes, &Limits::default()).nth(wanted.part) {
        Some(document) => {
            let entry = entry(&wanted.path, wanted.part, &document);
            Action::Opened { entry, document: Arc::new(document), generation }
        }
        None => {
            let path = shown(&wanted.path);
            let message = format!("{path} no longer holds this article; open the library again.");
            Action::OpenFailed { message, generation }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::library::named;

    #[test]
    fn as_much_is_read_soon_as_shows_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.txt");
        let paragraphs = |count: usize| {
            (0..count).fold("Alpha Of The Day".to_owned(), |text, number| {
                format!("{text}\n\nNumber {number} went by while nobody was looking at all.")
            })
        };
        let check = |size: usize, extent: Extent, expected: Option<Option<usize>>| {
            std::fs::write(&path, paragraphs(size / 56)).unwrap();
            let length = |action: Action| match action {
                Action::Opened { .. } => None,
                Action::HeadOpened { document, .. } => Some(document.text.len()),
                other => panic!("{other:?}"),
            };
            let found = open_soon(&named(&path), extent, 1).map(length);
            let about = |length: usize| length.next_multiple_of(1 << 10);
            assert_eq!(found.map(|it| it.map(about)), expected, "{size} {extent:?}");
        };
        check(10_000, Extent::Head(0), Some(None));
        check(10_000, Extent::Whole, Some(None));
        check(400_000, Extent::Head(0), Some(Some(HEAD)));
        check(400_000, Extent::Head(100 << 10), Some(Some((100 << 10) + HEAD)));
        check(DEEP + 400_000, Extent::Head(DEEP), Some(Some(DEEP + HEAD)));
        check(DEEP + 400_000, Extent::Head(DEEP + 1), None);
        check(400_000, Extent::Whole, None);
    }
}
