//! Keeping the store in order on its thread: opening it when it is needed, mending it when it is
//! damaged, a backup a day, and seeing what other processes change.

use super::worker::{answer, failed, list, nothing};
use super::{Store, StoreError, backup, data_folder, database, mend};
use crate::app::action::Action;
use crate::app::effect::Effect;
use jiff::{Timestamp, Unit};
use std::mem::{Discriminant, discriminant};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use uuid::Uuid;

/// The store, or the reason why there is none on disk.
pub(super) struct Keeper<A> {
    data: Option<PathBuf>,
    /// How many daily backups are kept.
    backups: usize,
    answer: A,
    store: Option<Store>,
    /// Why the flags of this sitting are in memory only.
    memory_only: Option<String>,
    /// It was said that readings, or all changes, are not kept; once is enough.
    is_told: bool,
    /// What is to be said with the next answer.
    said: Option<String>,
    /// The store was rebuilt by the request at hand.
    is_mended: bool,
    /// What is shown of the store, each kind as it was asked for last.
    shown: Vec<(Discriminant<Effect>, Effect)>,
    /// A list that gave way to something else.
    begun: Option<Effect>,
    /// The day of the last look at the backups, and the thread that makes one.
    backed_up: Option<String>,
    backup: Option<JoinHandle<()>>,
}

/// What came of a list that was asked for.
enum Listed {
    /// These are the answers.
    Done(Vec<Action>),
    /// It gave way to something else.
    NotYet,
}

impl<A: Fn(Action) + Clone + Send + 'static> Keeper<A> {
    pub(super) fn new(data: Option<PathBuf>, backups: usize, answer: A) -> Self {
        Self {
            data,
            backups,
            answer,
            store: None,
            memory_only: None,
            is_told: false,
            said: None,
            is_mended: false,
            shown: Vec::new(),
            begun: None,
            backed_up: None,
            backup: None,
        }
    }

    /// Carries an effect out and answers it. A long list that is to give way is begun again by
    /// [`Keeper::go_on`], unless it was asked for anew by then.
    pub(super) fn take(&mut self, effect: Effect, give_way: &mut dyn FnMut(&Effect) -> bool) {
        if matches!(effect, Effect::ListFlags { .. }) {
            self.begun = None;
        }
        let is_read = match &effect {
            Effect::ReadFlags { .. }
            | Effect::ReadAllFlags
            | Effect::ListFlags { .. }
            | Effect::ReadListed(_)
            | Effect::ReadToStraighten(_)
            | Effect::ReadTags
            | Effect::ReadCorrections { .. }
            | Effect::ReadReading { .. }
            | Effect::ReadLibrary => true,
            Effect::AddFlag { .. }
            | Effect::ChangeFlags { .. }
            | Effect::ChangeEach(_)
            | Effect::Undo
            | Effect::Redo
            | Effect::AddCorrection { .. }
            | Effect::SetCorrection { .. }
            | Effect::KeepReadings(_) => false,
            _ => return,
        };
        let answers = match self.list(&effect, give_way) {
            Some(Listed::NotYet) => {
                self.begun = Some(effect);
                return;
            }
            Some(Listed::Done(answers)) => answers,
            None => self.handle(&effect, is_read),
        };
        answers.into_iter().for_each(&self.answer);
        if std::mem::take(&mut self.is_mended) {
            // What was damaged when it was shown may be whole now.
            self.show_again();
        }
        if !is_read {
            return self.back_up();
        }
        if let (Effect::ReadFlags { keys, .. }, None, Some(store)) =
            (&effect, &self.memory_only, &mut self.store)
        {
            // The flags are there; that the article looks different now can be noted next time.
            let _ = store.seen(keys);
        }
        // Where the reader goes on is asked once: it must not jump when another process says so.
        // What is on a list is asked anew when the list has come.
        let is_once = matches!(
            effect,
            Effect::ReadReading { .. }
                | Effect::ReadListed(_)
                | Effect::ReadToStraighten(_)
                | Effect::ReadTags
                | Effect::ListFlags { most: Some(_), .. }
        );
        if !is_once {
            let kind = discriminant(&effect);
            self.shown.retain(|(known, _)| *known != kind);
            self.shown.push((kind, effect));
        }
    }

    /// Answers again what is shown, if another process has changed the store since.
    pub(super) fn look_again(&mut self) {
        if self.memory_only.is_some() {
            return;
        }
        let is_same = match &mut self.store {
            Some(store) => !store.has_changed().unwrap_or(true),
            None => self.folder().is_ok_and(|folder| !database(&folder).exists()),
        };
        if is_same {
            return;
        }
        if self.store.as_ref().is_some_and(Store::is_read_only) {
            // A copy is made anew.
            self.store = None;
        }
        self.show_again();
    }

    fn show_again(&mut self) {
        let shown = std::mem::take(&mut self.shown);
        for (_, effect) in &shown {
            match effect {
                Effect::ListFlags { .. } => self.begun = Some(effect.clone()),
                _ => self.handle(effect, true).into_iter().for_each(&self.answer),
            }
        }
        self.shown = shown;
    }

    /// Lists flags, if that is what is asked for and there is something to list.
    fn list(
        &mut self,
        effect: &Effect,
        give_way: &mut dyn FnMut(&Effect) -> bool,
    ) -> Option<Listed> {
        let store = self.store.as_mut().filter(|_| matches!(effect, Effect::ListFlags { .. }))?;
        // What is wrong is seen again and told.
        let listed = list(store, effect, &mut || give_way(effect)).ok()?;
        Some(listed.map_or(Listed::NotYet, Listed::Done))
    }

    /// Tells whether a list was begun that gave way to something else.
    pub(super) fn has_begun(&self) -> bool {
        self.begun.is_some()
    }

    /// Goes on with what was begun, else with what was put off.
    pub(super) fn go_on(&mut self, give_way: &mut dyn FnMut(&Effect) -> bool) {
        match self.begun.take() {
            Some(effect) => self.take(effect, give_way),
            None => self.tidy(),
        }
    }

    /// Tells whether something was put off when changes were acknowledged.
    pub(super) fn is_untidy(&self) -> bool {
        self.store.as_ref().is_some_and(Store::is_untidy)
    }

    /// Does a piece of what was put off.
    fn tidy(&mut self) {
        if let Some(store) = &mut self.store {
            // Whatever is asked next says what is wrong, if it still is.
            let _ = store.tidy();
        }
    }

    /// Finishes what was begun.
    pub(super) fn close(mut self) {
        if self.memory_only.is_some() && self.has_records() {
            self.leave_memory();
            if let Some(reason) = &self.memory_only {
                (self.answer)(Action::FlagFailed(reason.clone()));
            }
        }
        if let Some(backup) = self.backup.take() {
            // A panic on the thread has been reported by then.
            let _ = backup.join();
        }
    }

    fn folder(&self) -> Result<PathBuf, StoreError> {
        data_folder(self.data.as_deref())
    }

    fn handle(&mut self, effect: &Effect, is_read: bool) -> Vec<Action> {
        let left = if self.memory_only.is_some() && !is_read { self.leave_memory() } else { None };
        let mut actions = match self.try_handle(effect, is_read) {
            Ok(actions) => actions,
            Err(error @ StoreError::Damaged { .. }) if self.memory_only.is_none() => {
                let said = self.mend(&error);
                let again = self.try_handle(effect, is_read);
                let mut actions = again.unwrap_or_else(|error| failed(effect, &error));
                actions.extend(said.map(Action::Notice));
                actions
            }
            Err(_) if matches!(effect, Effect::KeepReadings(_)) && self.is_told => Vec::new(),
            Err(error) => {
                self.is_told |= matches!(effect, Effect::KeepReadings(_));
                failed(effect, &error)
            }
        };
        actions.extend(self.said.take().map(Action::Notice));
        actions.extend(left.or_else(|| self.memory_only.clone()).map(Action::Notice));
        actions
    }

    fn try_handle(&mut self, effect: &Effect, is_read: bool) -> Result<Vec<Action>, StoreError> {
        if self.store.is_none() {
            let folder = self.folder()?;
            if is_read && !database(&folder).exists() {
                return Ok(nothing(effect));
            }
            let mut store = Store::open(&folder)?;
            // From here on a change of another process is one.
            store.has_changed()?;
            if store.is_read_only() && !std::mem::replace(&mut self.is_told, true) {
                let path = database(&folder);
                self.said = Some(format!(
                    "{} can only be read: what you change is not kept.",
                    path.display()
                ));
            }
            self.store = Some(store);
        }
        let Some(store) = self.store.as_mut() else { return Ok(nothing(effect)) };
        answer(store, effect, now(), &mut Uuid::now_v7)
    }

    /// Rebuilds the store, which is damaged; if that cannot be, this sitting goes on in memory.
    /// Returns what there is to say of it.
    fn mend(&mut self, damage: &StoreError) -> Option<String> {
        self.store = None;
        let mended = self.folder().and_then(|folder| mend::mend(&folder, now(), None));
        match mended {
            Ok(mended) => {
                self.is_mended = true;
                mended.map(|mended| mended.sentence())
            }
            Err(error) => {
                self.memory_only =
                    Some(format!("{damage} {error} Until then flags are not kept on the disk."));
                self.store = Store::in_memory().ok();
                None
            }
        }
    }

    /// Tries to get from memory to the disk again; returns what there is to say of that.
    fn leave_memory(&mut self) -> Option<String> {
        let folder = self.folder().ok()?;
        let mended = mend::mend(&folder, now(), self.store.as_ref()).ok()?;
        self.store = None;
        self.memory_only = None;
        let done = || "The flags of this sitting are on the disk now.".to_owned();
        Some(mended.map_or_else(done, |mended| mended.sentence()))
    }

    fn has_records(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.holds_anything().unwrap_or(false))
    }

    /// Has a backup made on a thread if today has none yet: whatever is asked meanwhile is not
    /// kept waiting.
    fn back_up(&mut self) {
        let now = now();
        let today = now.strftime("%Y-%m-%d").to_string();
        let is_stored = self.memory_only.is_none() && self.store.is_some();
        if !is_stored || self.backups == 0 || self.backed_up.as_ref() == Some(&today) {
            return;
        }
        self.backed_up = Some(today);
        let Ok(folder) = self.folder() else { return };
        let (backups, answer) = (self.backups, self.answer.clone());
        let work = move || {
            if let Some(said) = daily_backup(&folder, now, backups) {
                answer(Action::Notice(said));
            }
        };
        self.backup = thread::Builder::new().name("backup".to_owned()).spawn(work).ok();
    }
}

/// Makes today's backup if it is missing; returns what went wrong, in a sentence.
pub fn daily_backup(folder: &Path, now: Timestamp, most: usize) -> Option<String> {
    let is_due =
        most > 0 && database(folder).exists() && backup::is_due(folder, now).unwrap_or(true);
    if !is_due {
        return None;
    }
    match backup::make(folder, now, most) {
        Err(error) => Some(format!("No backup of the flags was made. {error}")),
        Ok(made) => made.wrong.first().map(|first| {
            let path = database(folder);
            format!(
                "{} is damaged: {first}. `pullquote flags repair` keeps it aside and saves what \
                 can be read.",
                path.display()
            )
        }),
    }
}

/// Returns the time, to the millisecond.
fn now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Millisecond).unwrap_or(now)
}
