//! How far articles have been read: where the reader was, and whether the end was reached.

use crate::anchor::Selector;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far an article has been read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The article.
    pub article: Uuid,
    /// The words at the top of the screen when it was left; `None` at its start or its end.
    pub place: Option<Selector>,
    /// When it was read, if it was.
    pub read: Option<Timestamp>,
    /// When it was changed last.
    pub updated: Timestamp,
}

/// A change to how far an article has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadingChange {
    /// It was left at this place.
    Place(Option<Selector>),
    /// It is read, or not.
    Read(bool),
}

impl Reading {
    /// Returns what is known of an article that was never opened.
    #[must_use]
    pub fn none(article: Uuid, now: Timestamp) -> Self {
        Self { article, place: None, read: None, updated: now }
    }

    /// Makes a change; tells whether it was one. An article keeps the time at which it was read
    /// first.
    pub fn change(&mut self, change: &ReadingChange, now: Timestamp) -> bool {
        let before = (self.place.clone(), self.read);
        match change {
            ReadingChange::Place(place) => self.place.clone_from(place),
            ReadingChange::Read(true) => self.read = self.read.or(Some(now)),
            ReadingChange::Read(false) => self.read = None,
        }
        let is_changed = before != (self.place.clone(), self.read);
        if is_changed {
            // A clock that was set back must not make a change older than what it changed.
            self.updated = now.max(self.updated);
        }
        is_changed
    }
}

/// An article that was read, for the list of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadArticle {
    /// Its headline as last seen.
    pub headline: String,
    /// When it was published, as ISO 8601.
    pub published: Option<String>,
    /// Its path as last seen.
    pub path: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_from_repetitions() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut reading = Reading::none(Uuid::from_u128(7), at(1));
        for (change, second, expected) in [
            (ReadingChange::Read(false), 2, (false, None, 1)),
            (ReadingChange::Read(true), 3, (true, Some(3), 3)),
            (ReadingChange::Read(true), 4, (false, Some(3), 3)),
            (ReadingChange::Place(None), 5, (false, Some(3), 3)),
            (ReadingChange::Read(false), 2, (true, None, 3)),
        ] {
            let is_changed = reading.change(&change, at(second));
            let (is, read, updated) = expected;
            assert_eq!(
                (is_changed, reading.read, reading.updated),
                (is, read.map(at), at(updated)),
                "{change:?}"
            );
        }
    }
}
