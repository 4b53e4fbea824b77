//! Who is quoted in many articles, as corrected: read and annotated on a thread that gives way to
//! all others, and ends as soon as something else is wanted.

use super::corrections::Corrector;
use super::inputs::documents;
use crate::annotation::Annotations;
use crate::app::action::Action;
use crate::app::contents::Entry;
use crate::app::speakers::quoted;
use crate::document::Document;
use crate::load::Limits;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Bytes of an article that are looked through.
const BYTES: usize = 1 << 20;

/// Articles of the first answer; each later one has twice as many, so that there are few.
const FIRST: usize = 16;

/// Articles of an answer at the most, so that a reader sees how it goes on.
const LARGEST: usize = 1024;

/// What listens to articles.
#[derive(Debug, Default)]
pub(super) struct Voices {
    /// Where corrections are kept, `None` for the user's data folder.
    data: Option<PathBuf>,
    /// The number of what is wanted.
    wanted: Arc<AtomicU64>,
}

impl Voices {
    pub(super) fn new(data: Option<PathBuf>) -> Self {
        Self { data, ..Self::default() }
    }

    /// Looks through articles in place of what was asked for before; nothing stops that.
    pub(super) fn look(
        &self,
        entries: Vec<Entry>,
        turn: u64,
        answer: impl Fn(Action) + Send + 'static,
    ) {
        self.wanted.store(turn, Ordering::Relaxed);
        if entries.is_empty() {
            return;
        }
        let (wanted, data) = (self.wanted.clone(), self.data.clone());
        let work = move || {
            give_way();
            let is_wanted = || wanted.load(Ordering::Relaxed) == turn;
            let corrector = Corrector::silent(data.as_deref());
            let annotate = |document: &Document| corrector.annotate(document);
            let answer = |heard| answer(Action::VoicesHeard { heard, turn });
            hear(&entries, annotate, is_wanted, answer);
        };
        // Without a thread the filter finds nothing, and says so.
        let _ = thread::Builder::new().name("voices".to_owned()).spawn(work);
    }
}

/// Looks through articles as long as that is wanted.
pub(super) fn hear(
    entries: &[Entry],
    annotate: impl Fn(&Document) -> Annotations,
    is_wanted: impl Fn() -> bool,
    mut answer: impl FnMut(Vec<(Entry, Vec<String>)>),
) {
    let (mut heard, mut enough) = (Vec::new(), FIRST);
    // The parts of a file stand together.
    for file in entries.chunk_by(|a, b| a.path == b.path) {
        let documents = file.first().map_or_else(Vec::new, |entry| read(&entry.path));
        for entry in file {
            if !is_wanted() {
                return;
            }
            let document = documents.get(entry.part);
            let names = document.map(|document| quoted(&annotate(document)));
            heard.push((entry.clone(), names.unwrap_or_default()));
        }
        if heard.len() >= enough {
            enough = LARGEST.min(2 * enough);
            answer(std::mem::take(&mut heard));
        }
    }
    answer(heard);
}

fn read(path: &Path) -> Vec<Document> {
    let limits = Limits { bytes: BYTES, ..Limits::default() };
    documents(path, &limits).unwrap_or_default()
}

/// Lets other threads of the system go first; where a thread has no rank of its own, all are alike.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::shell::library::named;
    use std::cell::Cell;
    use tempfile::tempdir;

    #[test]
    fn names_are_found_until_they_are_no_longer_wanted() {
        let folder = tempdir().unwrap();
        let text =
            "Rain\n\n“We wait,” said Ida Brandt, the harbour master, in the town of Lorne.\n";
        let entries: Vec<Entry> = (0..40)
            .map(|n| {
                let path = folder.path().join(format!("{n}.txt"));
                if n != 7 {
                    std::fs::write(&path, text).unwrap();
                }
                named(&path)
            })
            .collect();
        let mut batches = Vec::new();
        hear(&entries, annotate, || true, |heard| batches.push(heard));
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [16, 24]);
        assert_eq!(batches[0][0].1, ["Ida Brandt"]);
        assert_eq!(batches[0][7].1, [""; 0], "what cannot be read has nobody");
        let left = Cell::new(20);
        let is_wanted = || left.replace(left.get() - 1) > 0;
        let mut count = 0;
        hear(&entries, annotate, is_wanted, |heard| count += heard.len());
        assert_eq!(count, 16);
    }
}
