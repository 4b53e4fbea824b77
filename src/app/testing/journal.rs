//! What the outside of tests keeps so that changes can be taken back and made again.

use super::Desk;
use crate::app::Action;
use crate::app::action::Undone;
use crate::flag::FlagChange;
use jiff::Timestamp;
use uuid::Uuid;

/// What was done in one change.
pub(super) enum Did {
    /// Flags were changed: which one, how, and how that is taken back.
    Flags(Vec<(Uuid, FlagChange, FlagChange)>),
    /// A correction was put in force, or taken back.
    Correction(Uuid, bool),
}

/// Changes, those that were taken back last.
#[derive(Default)]
pub(super) struct Journal {
    done: Vec<Did>,
    undone: Vec<Did>,
}

impl Desk {
    pub(super) fn did(&mut self, did: Did) {
        self.journal.undone.clear();
        self.journal.done.push(did);
    }

    /// Takes the last change back, or makes it again.
    pub(super) fn go(&mut self, again: bool) -> Action {
        let journal = &mut self.journal;
        let from = if again { &mut journal.undone } else { &mut journal.done };
        let Some(did) = from.pop() else {
            return Action::Notice("There is nothing to take back.".to_owned());
        };
        let mut undone = Undone { again, ..Undone::default() };
        match &did {
            Did::Flags(steps) => {
                for (id, forward, back) in steps {
                    let change = if again { forward } else { back };
                    let listed = self.store.iter_mut().find(|it| it.flag.id == *id);
                    let listed = listed.expect("a stored flag");
                    listed.flag.change(change, Timestamp::UNIX_EPOCH).expect("a flag");
                    undone.flags.push(listed.clone());
                    undone.change = Some(change.clone());
                }
            }
            Did::Correction(id, in_force) => {
                let stored = self.corrections.iter_mut().find(|(_, it)| it.id == *id);
                let (_, correction) = stored.expect("a stored correction");
                correction.put(*in_force == again, Timestamp::UNIX_EPOCH);
                undone.corrections.push(correction.clone());
            }
        }
        let to = if again { &mut self.journal.done } else { &mut self.journal.undone };
        to.push(did);
        Action::Undone(Box::new(undone))
    }
}
