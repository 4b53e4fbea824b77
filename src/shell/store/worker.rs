//! The store on a thread of its own, so that no key waits for the disk.

use super::{Found, Store, StoreError, data_folder, database, located};
use crate::app::action::{Action, Undone};
use crate::app::effect::Effect;
use jiff::{Timestamp, Unit};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use uuid::Uuid;

/// The thread that owns the store. Requests are answered in their order; what was accepted is
/// finished before [`StoreThread::close`] or a drop returns.
#[derive(Debug)]
pub struct StoreThread {
    requests: Option<Sender<Effect>>,
    thread: Option<JoinHandle<()>>,
}

impl StoreThread {
    /// Starts the thread; the store is opened on it when it is first needed. `data` is the
    /// folder for flags, `None` the user's data folder. Fails if there can be no thread.
    pub fn start(
        data: Option<PathBuf>,
        answer: impl Fn(Action) + Send + 'static,
    ) -> io::Result<Self> {
        let (requests, inbox) = channel();
        let work = move || work(&inbox, data, &answer);
        let thread = thread::Builder::new().name("flags".to_owned()).spawn(work)?;
        Ok(Self { requests: Some(requests), thread: Some(thread) })
    }

    /// Asks for one of the effects on flags and corrections; all others are passed over. Tells whether the
    /// thread took it.
    pub fn send(&self, effect: Effect) -> bool {
        self.requests.as_ref().is_some_and(|requests| requests.send(effect).is_ok())
    }

    /// Finishes every accepted request and ends the thread.
    pub fn close(self) {
        drop(self);
    }
}

impl Drop for StoreThread {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // A panic on the thread has been reported by then; there is nothing left to finish.
            let _ = thread.join();
        }
    }
}

fn work(requests: &Receiver<Effect>, data: Option<PathBuf>, answer: &impl Fn(Action)) {
    let mut keeper = Keeper { data, store: None, memory_only: None, is_told: false };
    for mut effect in requests {
        if let Effect::ReadFlags { keys, .. }
        | Effect::AddFlag { keys, .. }
        | Effect::ReadReading { keys, .. }
        | Effect::ReadCorrections { keys, .. }
        | Effect::AddCorrection { keys, .. } = &mut effect
        {
            *keys = located((**keys).clone()).into();
        }
        if let Effect::KeepReadings(changes) = &mut effect {
            changes.iter_mut().for_each(|(keys, _)| *keys = located((**keys).clone()).into());
        }
        for action in keeper.handle(&effect) {
            answer(action);
        }
    }
}

/// The store, or the reason why there is none on disk.
struct Keeper {
    data: Option<PathBuf>,
    store: Option<Store>,
    /// Why the flags of this sitting are in memory only.
    memory_only: Option<String>,
    /// It was said that readings are not kept; once is enough.
    is_told: bool,
}

impl Keeper {
    fn handle(&mut self, effect: &Effect) -> Vec<Action> {
        let is_read = match effect {
            Effect::ReadFlags { .. }
            | Effect::ReadAllFlags
            | Effect::ReadCorrections { .. }
            | Effect::ReadReading { .. }
            | Effect::ReadLibrary => true,
            Effect::AddFlag { .. }
            | Effect::ChangeFlags { .. }
            | Effect::Undo
            | Effect::Redo
            | Effect::AddCorrection { .. }
            | Effect::SetCorrection { .. }
            | Effect::KeepReadings(_) => false,
            _ => return Vec::new(),
        };
        match self.try_handle(effect, is_read) {
            Ok(actions) => actions,
            Err(StoreError::Damaged { path, reason }) if self.memory_only.is_none() => {
                let error = StoreError::Damaged { path, reason };
                self.memory_only = Some(format!("{error} Flags of this sitting are not kept."));
                self.store = Store::in_memory().ok();
                self.try_handle(effect, is_read).unwrap_or_else(|error| failed(effect, &error))
            }
            Err(_) if matches!(effect, Effect::KeepReadings(_)) && self.is_told => Vec::new(),
            Err(error) => {
                self.is_told |= matches!(effect, Effect::KeepReadings(_));
                failed(effect, &error)
            }
        }
    }

    fn try_handle(&mut self, effect: &Effect, is_read: bool) -> Result<Vec<Action>, StoreError> {
        if self.store.is_none() {
            let folder = data_folder(self.data.as_deref())?;
            if is_read && !database(&folder).exists() {
                return Ok(nothing(effect));
            }
            self.store = Some(Store::open(&folder)?);
        }
        let Some(store) = self.store.as_mut() else { return Ok(nothing(effect)) };
        let now = Timestamp::now();
        let now = now.round(Unit::Millisecond).unwrap_or(now);
        let mut actions = answer(store, effect, now, &mut Uuid::now_v7)?;
        if let Some(reason) = &self.memory_only {
            actions.push(Action::Notice(reason.clone()));
        } else if let Effect::ReadFlags { keys, .. } = effect {
            // The flags are there; that the article looks different now can be noted next time.
            let _ = store.seen(keys);
        }
        Ok(actions)
    }
}

/// Carries out one of the effects on flags and corrections; `id` gives new ids. Other effects have no answer.
pub fn answer(
    store: &mut Store,
    effect: &Effect,
    now: Timestamp,
    id: &mut dyn FnMut() -> Uuid,
) -> Result<Vec<Action>, StoreError> {
    Ok(match effect {
        Effect::ReadFlags { keys, generation } => {
            let Found { records: flags, damaged } = store.flags_of(keys)?;
            let first = Action::FlagsOfArticle { flags, generation: *generation };
            with_notices(first, damaged)
        }
        Effect::ReadAllFlags => {
            let Found { records, damaged } = store.all(false)?;
            with_notices(Action::AllFlags(records), damaged)
        }
        Effect::AddFlag { keys, draft } => {
            let saved = store.add(keys, draft, now, id(), id())?;
            vec![Action::FlagSaved(Box::new(saved))]
        }
        Effect::ChangeFlags { ids, change } => {
            vec![Action::FlagsChanged(store.change(ids, change, now)?)]
        }
        Effect::Undo => undone(store.undo(now)?, "There is nothing to take back."),
        Effect::Redo => {
            undone(store.redo(now)?, "Nothing was taken back that could be made again.")
        }
        Effect::ReadCorrections { keys, generation } => {
            let Found { records: corrections, damaged } = store.corrections_of(keys)?;
            let first = Action::CorrectionsOfArticle { corrections, generation: *generation };
            with_notices(first, damaged)
        }
        Effect::AddCorrection { keys, change } => {
            let saved = store.add_correction(keys, change, now, id(), id())?;
            vec![Action::CorrectionSaved(Box::new(saved))]
        }
        Effect::SetCorrection { id, in_force } => {
            let saved = store.set_correction(*id, *in_force, now)?;
            vec![Action::CorrectionSaved(Box::new(saved))]
        }
        Effect::ReadReading { keys, generation } => {
            let reading = store.reading_of(keys)?.map(Box::new);
            vec![Action::ReadingOfArticle { reading, generation: *generation }]
        }
        Effect::ReadLibrary => vec![Action::ReadArticles(store.read_articles()?)],
        Effect::KeepReadings(changes) => {
            store.keep_readings(changes, now, id)?;
            Vec::new()
        }
        _ => Vec::new(),
    })
}

fn undone(undone: Option<Undone>, nothing: &str) -> Vec<Action> {
    vec![match undone {
        Some(undone) => Action::Undone(Box::new(undone)),
        None => Action::Notice(nothing.to_owned()),
    }]
}

fn with_notices(first: Action, damaged: Vec<String>) -> Vec<Action> {
    std::iter::once(first).chain(damaged.into_iter().map(Action::Notice)).collect()
}

/// Answers a reading where there is nothing.
fn nothing(effect: &Effect) -> Vec<Action> {
    match effect {
        Effect::ReadFlags { generation, .. } => {
            vec![Action::FlagsOfArticle { flags: Vec::new(), generation: *generation }]
        }
        Effect::ReadCorrections { generation, .. } => {
            let corrections = Vec::new();
            vec![Action::CorrectionsOfArticle { corrections, generation: *generation }]
        }
        Effect::ReadAllFlags => vec![Action::AllFlags(Vec::new())],
        _ => Vec::new(),
    }
}

/// Answers a request that failed: a reading with what there is, a change with the reason.
fn failed(effect: &Effect, error: &StoreError) -> Vec<Action> {
    match effect {
        Effect::AddFlag { .. } | Effect::ChangeFlags { .. } => {
            vec![Action::FlagFailed(error.to_string())]
        }
        Effect::AddCorrection { .. } | Effect::SetCorrection { .. } => {
            vec![Action::CorrectionFailed(error.to_string())]
        }
        Effect::Undo | Effect::Redo => vec![Action::Notice(error.to_string())],
        Effect::KeepReadings(_) => {
            vec![Action::Notice(format!("How far you have read is not kept. {error}"))]
        }
        _ => {
            let mut actions = nothing(effect);
            if !actions.is_empty() {
                actions.push(Action::Notice(error.to_string()));
            }
            actions
        }
    }
}
