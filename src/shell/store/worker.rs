//! The store on a thread of its own, so that no key waits for the disk.

use super::keeper::Keeper;
use super::{Found, Store, StoreError, located};
use crate::app::action::{Action, Undone};
use crate::app::effect::Effect;
use crate::flag::FlagList;
use jiff::Timestamp;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use uuid::Uuid;

/// After so long without a request nobody waits.
const QUIET: Duration = Duration::from_millis(200);

/// The thread that owns the store. Requests are answered in their order; what was accepted is
/// finished before [`StoreThread::close`] or a drop returns.
#[derive(Debug)]
pub struct StoreThread {
    requests: Sender<Request>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread is asked.
#[derive(Debug)]
enum Request {
    /// To carry this out.
    Effect(Box<Effect>),
    /// To see whether another process has changed anything.
    LookAgain,
    /// To end.
    Close,
}

impl Request {
    /// Tells whether it asks for the whole of a list, the first flags of which are asked for.
    fn is_rest_of(&self, first: &Effect) -> bool {
        let Self::Effect(effect) = self else { return false };
        match (&**effect, first) {
            (
                Effect::ListFlags { most: None, number, .. },
                Effect::ListFlags { most: Some(_), number: of_first, .. },
            ) => number == of_first,
            _ => false,
        }
    }
}

impl StoreThread {
    /// Starts the thread; the store is opened on it when it is first needed. `data` is the
    /// folder for flags, `None` the user's data folder; `backups` is how many daily copies are
    /// kept of it, 0 for none. Fails if there can be no thread.
    pub fn start(
        data: Option<PathBuf>,
        backups: usize,
        answer: impl Fn(Action) + Clone + Send + 'static,
    ) -> io::Result<Self> {
        let (requests, inbox) = channel();
        let work = move || work(&inbox, Keeper::new(data, backups, answer));
        let thread = thread::Builder::new().name("flags".to_owned()).spawn(work)?;
        Ok(Self { requests, thread: Some(thread) })
    }

    /// Asks for one of the effects on flags and corrections; all others are passed over. Tells whether the
    /// thread took it.
    pub fn send(&self, effect: Effect) -> bool {
        self.requests.send(Request::Effect(Box::new(effect))).is_ok()
    }

    /// Returns what is to be called when another process may have changed the store: what is
    /// shown of it is then read again, if it has changed.
    pub fn look_again(&self) -> impl Fn() + Send + 'static {
        let requests = self.requests.clone();
        // After the thread has ended there is nothing to be shown any more.
        move || drop(requests.send(Request::LookAgain))
    }

    /// Finishes every accepted request and ends the thread.
    pub fn close(self) {
        drop(self);
    }
}

impl Drop for StoreThread {
    fn drop(&mut self) {
        let _ = self.requests.send(Request::Close);
        if let Some(thread) = self.thread.take() {
            // A panic on the thread has been reported by then; there is nothing left to finish.
            let _ = thread.join();
        }
    }
}

fn work<A: Fn(Action) + Clone + Send + 'static>(
    requests: &Receiver<Request>,
    mut keeper: Keeper<A>,
) {
    let mut come = VecDeque::new();
    loop {
        let next = match come.pop_front() {
            Some(request) => Ok(request),
            None if keeper.has_begun() => requests.recv_timeout(Duration::ZERO),
            None if keeper.is_untidy() => requests.recv_timeout(QUIET),
            None => requests.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        // A long list makes way for whatever comes; its beginning not for its own rest.
        let mut give_way = |effect: &Effect| {
            come.extend(requests.try_recv());
            come.iter().any(|request| !request.is_rest_of(effect))
        };
        let request = match next {
            Ok(request) => request,
            Err(RecvTimeoutError::Timeout) => {
                keeper.go_on(&mut give_way);
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        };
        match request {
            Request::Effect(effect) => keeper.take(with_places(*effect), &mut give_way),
            Request::LookAgain => keeper.look_again(),
            Request::Close => break,
        }
    }
    keeper.close();
}

/// Returns an effect in which paths mean the same in every working folder.
fn with_places(mut effect: Effect) -> Effect {
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
    effect
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
        Effect::ListFlags { .. } => list(store, effect, &mut || false)?.unwrap_or_default(),
        Effect::ReadListed(ids) => {
            let Found { records, damaged } = store.listed(ids)?;
            with_notices(Action::ListedFlags(records), damaged)
        }
        Effect::ReadToStraighten(ids) => {
            let Found { records, damaged } = store.listed(ids)?;
            with_notices(Action::ToStraighten(records), damaged)
        }
        Effect::ReadTags => vec![Action::KnownTags(store.tags()?)],
        Effect::AddFlag { keys, draft } => {
            let saved = store.add(keys, draft, now, id(), id())?;
            vec![Action::FlagSaved(Box::new(saved))]
        }
        Effect::ChangeFlags { ids, change } => {
            vec![Action::FlagsChanged(store.change(ids, change, now)?)]
        }
        Effect::ChangeEach(changes) => {
            let changes = changes.iter().map(|(id, change)| (*id, change));
            vec![Action::FlagsChanged(store.change_each(changes, now)?)]
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
            let saved = store.set_corrections(&[*id], *in_force, now)?.into_iter();
            saved.map(|saved| Action::CorrectionSaved(Box::new(saved))).collect()
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

/// Lists flags, unless something else is to be done first: then `None`. The first flags come with
/// what is known of them.
pub(super) fn list(
    store: &mut Store,
    effect: &Effect,
    give_way: &mut dyn FnMut() -> bool,
) -> Result<Option<Vec<Action>>, StoreError> {
    let Effect::ListFlags { filter, by, most, number } = effect else { return Ok(None) };
    let Some(list) = store.list_unless(filter, *by, *most, give_way)? else { return Ok(None) };
    let Found { records: flags, damaged } = match most {
        Some(_) => store.listed(&list.flags)?,
        None => Found::default(),
    };
    Ok(Some(with_notices(Action::FlagList { list, flags, number: *number }, damaged)))
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
pub(super) fn nothing(effect: &Effect) -> Vec<Action> {
    match effect {
        Effect::ReadFlags { generation, .. } => {
            vec![Action::FlagsOfArticle { flags: Vec::new(), generation: *generation }]
        }
        Effect::ReadCorrections { generation, .. } => {
            let corrections = Vec::new();
            vec![Action::CorrectionsOfArticle { corrections, generation: *generation }]
        }
        Effect::ReadAllFlags => vec![Action::AllFlags(Vec::new())],
        Effect::ListFlags { number, .. } => {
            let list = FlagList { live: Some(0), ..FlagList::default() };
            vec![Action::FlagList { list, flags: Vec::new(), number: *number }]
        }
        Effect::ReadListed(_) => vec![Action::ListedFlags(Vec::new())],
        Effect::ReadToStraighten(_) => vec![Action::ToStraighten(Vec::new())],
        _ => Vec::new(),
    }
}

/// Answers a request that failed: a reading with what there is, a change with the reason.
pub(super) fn failed(effect: &Effect, error: &StoreError) -> Vec<Action> {
    match effect {
        Effect::AddFlag { .. } | Effect::ChangeFlags { .. } | Effect::ChangeEach(_) => {
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
