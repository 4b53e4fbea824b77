//! Notes below the passages that they are on, as rows of their own between those of the text.

use super::Reader;
use super::selection::previous_cluster;
use crate::app::flags::Unsaved;
use crate::flag::Status;
use crate::layout::{Inset, Row, RowKind};

/// The notes that are shown, and what they were made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    made_of: Option<Source>,
    /// By the place among the notes between the rows: the status of the flag, `None` while it is
    /// not on disk.
    statuses: Vec<Option<Status>>,
}

/// What the notes depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Source {
    revision: u64,
    /// Flags that are not on disk: how many, and the number of the last.
    unsaved: (usize, u64),
}

/// A row of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note<'r> {
    /// What it says.
    pub words: &'r str,
    /// It is the first row of its note.
    pub is_first: bool,
    /// The status of the flag; `None` while it is not on disk.
    pub status: Option<Status>,
}

impl Reader {
    /// Shows the notes on the article's flags below their passages, or none, unless that is done.
    pub(in crate::app) fn show_notes(&mut self, are_shown: bool, unsaved: &[Unsaved]) {
        let own = || unsaved.iter().filter(|it| it.generation == self.generation);
        let made_of = are_shown.then(|| Source {
            revision: self.flags.revision(),
            unsaved: (own().count(), own().map(Unsaved::number).max().unwrap_or(0)),
        });
        if made_of == self.notes.made_of {
            return;
        }
        let mut notes: Vec<(Inset, Option<Status>)> = Vec::new();
        if are_shown {
            let text = self.document().annotated_text();
            let mut add = |end: usize, note: &str, status: Option<Status>| {
                if !note.trim().is_empty() {
                    let at = previous_cluster(text, end);
                    notes.push((Inset { at, text: note.trim_end().to_owned() }, status));
                }
            };
            for (span, flag) in self.flags.in_order() {
                add(span.end, &flag.note, Some(flag.status));
            }
            own().for_each(|it| add(it.span.end, &it.note, None));
        }
        notes.sort_by_key(|(inset, _)| inset.at);
        let (insets, statuses) = notes.into_iter().unzip();
        self.notes = Notes { made_of, statuses };
        let kept = self.kept_on_screen();
        self.rows.set_insets(&self.briefing.document, insets);
        self.show_again(kept);
    }

    /// Returns what a row of a note says; `None` for any other row.
    #[must_use]
    pub fn note(&self, row: &Row) -> Option<Note<'_>> {
        let RowKind::Inset(inset) = row.kind else { return None };
        let text = &self.rows.insets().get(inset.inset)?.text;
        let status = self.notes.statuses.get(inset.inset).copied().flatten();
        Some(Note { words: inset.words.of(text), is_first: inset.words.start == 0, status })
    }

    /// Returns the place of the last character before another.
    #[must_use]
    pub fn before(&self, at: usize) -> usize {
        previous_cluster(self.document().annotated_text(), at)
    }
}
