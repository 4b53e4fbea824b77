//! Changes to a flag, and how each is taken back.
//!
//! What a change does to the store, and whether it can be undone there, lives in the shell.

use super::{Flag, Former, Priority, Status};
use crate::anchor::{Selector, select};
use crate::briefing::Briefing;
use crate::span::Span;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A change to a stored flag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlagChange {
    /// Replaces the note.
    Note(String),
    /// Sets the status.
    Status(Status),
    /// Sets the priority.
    Priority(Priority),
    /// Replaces all tags.
    Tags(Vec<String>),
    /// Adds a tag.
    Tag(String),
    /// Takes a tag away.
    Untag(String),
    /// Sets the day by which it is to be done, or none.
    Due(Option<Date>),
    /// Quotes another passage; what was quoted is kept.
    Passage(Box<Passage>),
    /// Deletes it, leaving a tombstone.
    Delete,
    /// Takes a deletion back.
    Restore,
}

/// What a flag quotes and who says it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// What is quoted.
    pub selector: Selector,
    /// The shown name of the speaker, if the passage lies in a quote.
    pub speaker: Option<String>,
    /// The role of the speaker as the article words it.
    pub role: Option<String>,
}

/// A flag that is deleted cannot be changed before it is restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deleted;

impl Passage {
    /// Selects a passage; it names the speaker if it lies in one quote. O(n).
    #[must_use]
    pub fn of(briefing: &Briefing, span: Span) -> Self {
        let speaker = briefing.speaker_of(span);
        Self {
            selector: select(&briefing.document, span),
            speaker: speaker.map(|speaker| speaker.canonical.clone()),
            role: speaker.and_then(|speaker| speaker.role.clone()),
        }
    }
}

/// Returns a tag as it is kept: without `#`, with a hyphen for blanks and without characters
/// that part tags elsewhere; `None` if nothing is left.
#[must_use]
pub fn plain_tag(tag: &str) -> Option<String> {
    let parts = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '#');
    let words: Vec<&str> = tag.split(parts).filter(|word| !word.is_empty()).collect();
    Some(words.join("-")).filter(|tag| !tag.is_empty())
}

/// Returns the time of a change to what was changed before: a clock that stands still or was set
/// back does not make it older than the change before it.
pub(crate) fn after(before: Timestamp, now: Timestamp) -> Timestamp {
    let next = before.checked_add(SignedDuration::from_millis(1));
    now.max(next.unwrap_or(before))
}

impl Flag {
    /// Makes a change and returns the one that takes it back; its time is [`after`] the last.
    ///
    /// # Errors
    ///
    /// A deleted flag can only be restored.
    pub fn change(&mut self, change: &FlagChange, now: Timestamp) -> Result<FlagChange, Deleted> {
        let is_of_deletion = matches!(change, FlagChange::Delete | FlagChange::Restore);
        if self.deleted.is_some() && !is_of_deletion {
            return Err(Deleted);
        }
        let now = after(self.updated, now);
        let back = match change {
            FlagChange::Note(text) => FlagChange::Note(self.note.replace(text, now)),
            FlagChange::Status(status) => {
                self.stamps.status = Some(now);
                FlagChange::Status(std::mem::replace(&mut self.status, *status))
            }
            FlagChange::Priority(priority) => {
                self.stamps.priority = Some(now);
                FlagChange::Priority(std::mem::replace(&mut self.priority, *priority))
            }
            FlagChange::Tags(tags) => self.set_tags(tags.clone(), now),
            FlagChange::Tag(tag) => {
                let tags = self.tags.iter().chain([tag]).cloned().collect();
                self.set_tags(tags, now)
            }
            FlagChange::Untag(tag) => {
                let tag = plain_tag(tag);
                let others = self.tags.iter().filter(|other| Some(*other) != tag.as_ref());
                self.set_tags(others.cloned().collect(), now)
            }
            FlagChange::Due(due) => {
                self.stamps.due = Some(now);
                FlagChange::Due(std::mem::replace(&mut self.due, *due))
            }
            FlagChange::Passage(passage) => FlagChange::Passage(Box::new(self.quote(passage, now))),
            FlagChange::Delete => {
                self.deleted = self.deleted.or(Some(now));
                FlagChange::Restore
            }
            FlagChange::Restore => {
                self.deleted = None;
                FlagChange::Delete
            }
        };
        self.updated = now;
        Ok(back)
    }

    fn set_tags(&mut self, tags: Vec<String>, now: Timestamp) -> FlagChange {
        let mut tags: Vec<String> = tags.iter().filter_map(|tag| plain_tag(tag)).collect();
        tags.sort_unstable();
        tags.dedup();
        self.stamps.tags = Some(now);
        FlagChange::Tags(std::mem::replace(&mut self.tags, tags))
    }

    fn quote(&mut self, passage: &Passage, now: Timestamp) -> Passage {
        let since = self.stamps.passage.unwrap_or(self.created);
        let old = self.passage();
        self.keep_former(Former { since, selector: old.selector.clone() });
        self.set_passage(passage.clone());
        self.stamps.passage = Some(now);
        old
    }

    pub(super) fn passage(&self) -> Passage {
        let (selector, speaker) = (self.selector.clone(), self.speaker.clone());
        Passage { selector, speaker, role: self.role.clone() }
    }

    pub(super) fn set_passage(&mut self, passage: Passage) {
        let Passage { selector, speaker, role } = passage;
        (self.selector, self.speaker, self.role) = (selector, speaker, role);
    }

    pub(super) fn keep_former(&mut self, former: Former) {
        if let Err(place) = self.former.binary_search(&former) {
            self.former.insert(place, former);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_one_word() {
        for (typed, kept) in [
            ("port", Some("port")),
            ("#port ", Some("port")),
            ("port authority", Some("port-authority")),
            ("a,b;c", Some("a-b-c")),
            ("Ærø", Some("Ærø")),
            (" #, ", None),
        ] {
            assert_eq!(plain_tag(typed).as_deref(), kept, "{typed}");
        }
    }
}
