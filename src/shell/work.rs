//! Effects that read and compute, on threads: opening an article, annotating it, searching it,
//! finding the passages of flags in it.

use super::inputs::{documents, shown};
use super::library::entry;
use crate::annotate::annotate;
use crate::app::action::Action;
use crate::app::contents::Entry;
use crate::app::effect::Effect;
use crate::flag::place;
use crate::load::Limits;
use crate::search::find_all;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Threads that share the work, so that a giant article does not hold up the next.
const THREADS: usize = 2;

/// The threads that open and annotate.
#[derive(Debug)]
pub struct Workers {
    jobs: Sender<Effect>,
    wanted: Arc<Wanted>,
}

/// The last generation that was asked for: what came before it is not worth the work.
#[derive(Debug, Default)]
struct Wanted {
    open: AtomicU64,
    annotate: AtomicU64,
    search: AtomicU64,
    place: AtomicU64,
}

impl Wanted {
    fn of(&self, effect: &Effect) -> Option<(&AtomicU64, u64)> {
        match effect {
            Effect::Open { generation, .. } => Some((&self.open, *generation)),
            Effect::Annotate { generation, .. } => Some((&self.annotate, *generation)),
            Effect::Search { number, .. } => Some((&self.search, *number)),
            Effect::PlaceFlags { turn, .. } => Some((&self.place, *turn)),
            _ => None,
        }
    }
}

impl Workers {
    /// Starts the threads. Fails if there can be none.
    pub fn start(answer: impl Fn(Action) + Clone + Send + 'static) -> io::Result<Self> {
        let (jobs, inbox) = channel();
        let inbox = Arc::new(Mutex::new(inbox));
        let wanted = Arc::new(Wanted::default());
        for _ in 0..THREADS {
            let (inbox, wanted, answer) = (inbox.clone(), wanted.clone(), answer.clone());
            let work = move || work(&inbox, &wanted, &answer);
            thread::Builder::new().name("articles".to_owned()).spawn(work)?;
        }
        Ok(Self { jobs, wanted })
    }

    /// Tells whether an effect is carried out here.
    #[must_use]
    pub fn take(effect: &Effect) -> bool {
        matches!(
            effect,
            Effect::Open { .. }
                | Effect::Annotate { .. }
                | Effect::Search { .. }
                | Effect::PlaceFlags { .. }
        )
    }

    /// Asks for an article to be opened, annotated or searched, or for flags to be placed in it; other effects are passed over.
    pub fn send(&self, effect: Effect) {
        if let Some((wanted, generation)) = self.wanted.of(&effect) {
            wanted.fetch_max(generation, Ordering::Relaxed);
            // The threads end with the program, never before.
            let _ = self.jobs.send(effect);
        }
    }
}

fn work(inbox: &Mutex<Receiver<Effect>>, wanted: &Wanted, answer: &impl Fn(Action)) {
    loop {
        let next = inbox.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(effect) = next else { return };
        let is_stale = wanted
            .of(&effect)
            .is_some_and(|(wanted, generation)| generation < wanted.load(Ordering::Relaxed));
        if !is_stale && let Some(action) = perform(effect) {
            answer(action);
        }
    }
}

/// Opens, annotates or searches an article, or places flags in it; other effects have no answer here.
#[must_use]
pub fn perform(effect: Effect) -> Option<Action> {
    match effect {
        Effect::Open { entry, generation } => Some(open(&entry, generation)),
        Effect::Annotate { document, generation } => {
            let annotations = Arc::new(annotate(&document));
            Some(Action::Annotated { annotations, generation })
        }
        Effect::PlaceFlags { document, flags, generation, turn } => {
            Some(Action::FlagsPlaced { placed: place(&document, flags), generation, turn })
        }
        Effect::Search { document, query, number } => {
            let matches = find_all(document.annotated_text(), &query);
            Some(Action::Found { matches, number })
        }
        _ => None,
    }
}

fn open(wanted: &Entry, generation: u64) -> Action {
    let read = documents(&wanted.path, &Limits::default());
    let found = read.and_then(|documents| {
        documents.into_iter().nth(wanted.part).ok_or_else(|| {
            let path = shown(&wanted.path);
            format!("{path} no longer holds this article; open the library again.")
        })
    });
    match found {
        Ok(document) => {
            let entry = entry(&wanted.path, wanted.part, &document);
            Action::Opened { entry, document: Arc::new(document), generation }
        }
        Err(message) => Action::OpenFailed { message, generation },
    }
}
