//! The note of a flag, of which two machines may have written different texts.
//!
//! A note is the texts that no later edit has replaced: one, or several after edits that did not
//! know of each other were brought together. Bringing notes together is commutative, associative
//! and idempotent (a multi-value register: Shapiro et al., “A comprehensive study of Convergent
//! and Commutative Replicated Data Types”, 2011).

use crate::anchor::fingerprint;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;

/// A note; it reads as its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The texts one below the other, `""` if there is none.
    #[serde(rename = "note")]
    text: String,
    /// The texts as they were written, the oldest first. Empty in a note that was written before
    /// versions were kept: its text is the only one.
    #[serde(rename = "note_versions", default, skip_serializing_if = "Vec::is_empty")]
    versions: Vec<Version>,
    /// What was replaced, ascending.
    #[serde(rename = "note_replaced", default, skip_serializing_if = "Vec::is_empty")]
    replaced: Vec<String>,
}

/// A text of a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version {
    /// When it was written; `None` if that was not kept.
    pub at: Option<Timestamp>,
    /// What was written.
    pub text: String,
}

impl Version {
    /// Returns what it is known by after it was replaced.
    fn key(&self) -> String {
        let at = self.at.map_or(String::new(), |at| at.to_string());
        fingerprint(&format!("{at}\n{}", self.text)).chars().take(16).collect()
    }
}

impl Deref for Note {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl Note {
    /// Makes a note.
    #[must_use]
    pub fn new(text: &str, now: Timestamp) -> Self {
        let versions = match text {
            "" => Vec::new(),
            text => vec![Version { at: Some(now), text: text.to_owned() }],
        };
        Self { text: text.to_owned(), versions, replaced: Vec::new() }
    }

    /// Returns its texts: several if it was written on machines that did not know of each other.
    #[must_use]
    pub fn versions(&self) -> Vec<Version> {
        if self.versions.is_empty() && !self.text.is_empty() {
            return vec![Version { at: None, text: self.text.clone() }];
        }
        self.versions.clone()
    }

    /// Replaces all its texts by one and returns how it read before.
    pub(super) fn replace(&mut self, text: &str, now: Timestamp) -> String {
        let old = std::mem::replace(self, Self::new(text, now));
        self.replaced.clone_from(&old.replaced);
        self.replaced.extend(old.versions().iter().map(Version::key));
        self.replaced.sort_unstable();
        self.replaced.dedup();
        // An empty text, too, is an edit that replaces.
        self.versions = vec![Version { at: Some(now), text: text.to_owned() }];
        old.text
    }

    /// Takes in what another machine wrote: texts that either of the two has replaced are left
    /// out.
    pub(super) fn merge(&mut self, other: &Self) {
        if self == other {
            return;
        }
        let mut replaced = [self.replaced.as_slice(), &other.replaced].concat();
        replaced.sort_unstable();
        replaced.dedup();
        let mut versions = [self.versions(), other.versions()].concat();
        versions.retain(|version| replaced.binary_search(&version.key()).is_err());
        versions.sort_unstable();
        versions.dedup();
        *self = Self { text: joined(&versions), versions, replaced };
    }

    /// Takes the text for an edit made at a time if it is not what the versions say: a program
    /// that knows nothing of versions has replaced it.
    pub fn settle(&mut self, now: Timestamp) {
        if !self.versions.is_empty() && self.text != joined(&self.versions) {
            let text = std::mem::take(&mut self.text);
            self.text = joined(&self.versions);
            self.replace(&text, now);
        }
    }
}

/// Returns versions one below the other.
fn joined(versions: &[Version]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for version in versions.iter().filter(|version| !version.text.is_empty()) {
        if !texts.contains(&version.text.as_str()) {
            texts.push(&version.text);
        }
    }
    texts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_version_says_is_an_edit() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut note = Note::new("Why?", at(1));
        note.settle(at(5));
        assert_eq!(note, Note::new("Why?", at(1)));
        note.text = "Who?".to_owned();
        note.settle(at(5));
        let mut edited = Note::new("Why?", at(1));
        edited.replace("Who?", at(5));
        assert_eq!(note, edited);
        let mut merged = Note::new("Why?", at(1));
        merged.merge(&note);
        assert_eq!(&*merged, "Who?");
    }
}
