//! Who is quoted in many articles: read and annotated on a thread that gives way to all others, and
//! ends as soon as something else is wanted.

use super::inputs::documents;
use crate::annotate::annotate;
use crate::app::action::Action;
use crate::app::contents::Entry;
use crate::load::Limits;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Bytes of an article that are looked through.
const BYTES: usize = 1 << 20;

/// Articles of the first answer; each later one has twice as many, so that there are few.
const FIRST: usize = 16;

/// What listens to articles.
#[derive(Debug, Default)]
pub(super) struct Voices {
    /// The number of what is wanted.
    wanted: Arc<AtomicU64>,
}

impl Voices {
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
        let wanted = self.wanted.clone();
        let work = move || {
            give_way();
            let is_wanted = || wanted.load(Ordering::Relaxed) == turn;
            hear(&entries, is_wanted, |heard| answer(Action::VoicesHeard { heard, turn }));
        };
        // Without a thread the filter finds nothing, and says so.
        let _ = thread::Builder::new().name("voices".to_owned()).spawn(work);
    }
}

/// Looks through articles as long as that is wanted.
pub(super) fn hear(
    entries: &[Entry],
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
            let names = documents.get(entry.part).map(|document| {
                let annotations = document.given.clone().unwrap_or_else(|| annotate(document));
                let quoted = annotations.quotes_by_speaker();
                let speakers = annotations.speakers.into_iter().zip(quoted);
                let quoted = speakers.filter(|(_, quotes)| !quotes.is_empty());
                quoted.map(|(speaker, _)| speaker.canonical).collect()
            });
            heard.push((entry.clone(), names.unwrap_or_default()));
        }
        if heard.len() >= enough {
            enough *= 2;
            answer(std::mem::take(&mut heard));
        }
    }
    answer(heard);
}

fn read(path: &Path) -> Vec<crate::document::Document> {
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
        hear(&entries, || true, |heard| batches.push(heard));
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [16, 24]);
        assert_eq!(batches[0][0].1, ["Ida Brandt"]);
        assert_eq!(batches[0][7].1, [""; 0], "what cannot be read has nobody");
        let left = Cell::new(20);
        let is_wanted = || left.replace(left.get() - 1) > 0;
        let mut count = 0;
        hear(&entries, is_wanted, |heard| count += heard.len());
        assert_eq!(count, 16);
    }
}
