//! Who is quoted in the articles of the library, as far as that was asked for: read in the
//! background once a filter asks, kept for the sitting.

use super::{Contents, Entry};
use std::collections::HashMap;
use std::path::PathBuf;

/// The names of those who are quoted in articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Voices {
    /// By the path and the part.
    known: HashMap<PathBuf, HashMap<usize, Vec<String>>>,
    /// Counts what was asked for, so that a stale answer can be dropped.
    turn: u64,
    /// Articles that were asked for and are not known yet.
    left: usize,
}

impl Voices {
    /// Returns the names in an article; none if it is not known. O(1).
    pub(super) fn of(&self, entry: &Entry) -> &[String] {
        let part = self.known.get(&entry.path).and_then(|parts| parts.get(&entry.part));
        part.map_or(&[], Vec::as_slice)
    }

    /// Forgets what a file held.
    pub(super) fn forget(&mut self, path: &PathBuf) {
        self.known.remove(path);
    }

    fn holds(&self, entry: &Entry) -> bool {
        self.known.get(&entry.path).is_some_and(|parts| parts.contains_key(&entry.part))
    }
}

impl Contents {
    /// Returns the articles of which it is not known who is quoted in them, newest first, and the
    /// number of the asking; from now on only its answers count. O(n).
    pub fn unheard(&mut self) -> (Vec<Entry>, u64) {
        let all = self.library.iter().map(|known| &known.entry);
        let unknown: Vec<Entry> = all.filter(|entry| !self.voices.holds(entry)).cloned().collect();
        self.voices.turn += 1;
        self.voices.left = unknown.len();
        (unknown, self.voices.turn)
    }

    /// Takes in who is quoted in articles; tells whether the answer is not stale.
    pub fn hear(&mut self, heard: Vec<(Entry, Vec<String>)>, turn: u64) -> bool {
        if turn != self.voices.turn {
            return false;
        }
        self.voices.left = self.voices.left.saturating_sub(heard.len());
        for (entry, names) in heard {
            self.voices.known.entry(entry.path).or_default().insert(entry.part, names);
        }
        true
    }

    /// Takes in who is quoted in an article of which that was known already; tells whether it is
    /// something else.
    pub fn hear_again(&mut self, entry: &Entry, names: impl FnOnce() -> Vec<String>) -> bool {
        let parts = self.voices.known.get_mut(&entry.path);
        let Some(known) = parts.and_then(|parts| parts.get_mut(&entry.part)) else { return false };
        let names = names();
        let is_other = *known != names;
        *known = names;
        is_other
    }

    /// Returns of how many articles it is still being read who is quoted in them.
    #[must_use]
    pub fn listening(&self) -> usize {
        self.voices.left
    }

    /// Drops what was asked for; returns its successor's number, if anything was being read.
    pub fn stop_listening(&mut self) -> Option<u64> {
        if std::mem::take(&mut self.voices.left) == 0 {
            return None;
        }
        self.voices.turn += 1;
        Some(self.voices.turn)
    }
}
