//! What all trials share: children, articles, chance, and a look at the store afterwards.

use pullquote::anchor::select;
use pullquote::document::Document;
use pullquote::flag::{ArticleKeys, FlagDraft};
use pullquote::shell::store::{Store, mend};
use pullquote::span::Span;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use uuid::Uuid;

/// What a child is to do, and where.
pub(crate) const ROLE: &str = "PULLQUOTE_ENDURE_ROLE";
pub(crate) const FOLDER: &str = "PULLQUOTE_ENDURE_FOLDER";
pub(crate) const NUMBER: &str = "PULLQUOTE_ENDURE_NUMBER";

/// Which programs take part, and where.
pub(crate) struct Stage {
    /// This very program, and what makes it a child.
    pub own: PathBuf,
    pub args: Vec<String>,
    /// pullquote.
    pub program: PathBuf,
    /// Where folders are made.
    pub within: PathBuf,
}

impl Stage {
    /// Makes a folder that is gone with the trial.
    pub(crate) fn folder(&self) -> tempfile::TempDir {
        tempfile::tempdir_in(&self.within).unwrap()
    }

    /// Returns a child that plays a role in a folder.
    pub(crate) fn child(&self, role: &str, folder: &Path) -> Command {
        let mut command = Command::new(&self.own);
        command.args(&self.args).env(ROLE, role).env(FOLDER, folder);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        command
    }

    /// Returns pullquote with its flags in a folder.
    pub(crate) fn pullquote(&self, folder: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(folder).args(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        command
    }
}

/// Pseudo-random numbers, the same in every run.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % end
    }
}

const TEXT: &str = "The harbour master resigned on Tuesday after three ferries ran aground within \
    a week. Mara Venn, who leads the pilots, said that nobody had asked the crews.";

/// Returns an article; those of different numbers are different articles.
pub(crate) fn article(number: usize) -> Document {
    let text = format!("Article {number} has its own number {number}. {TEXT}");
    Document {
        name: format!("harbour-{number}.txt"),
        annotated: text.len(),
        text,
        ..Document::default()
    }
}

/// Returns the keys of an article and a flag on some of its words.
pub(crate) fn draft(number: usize, note: &str) -> (ArticleKeys, FlagDraft) {
    let document = article(number);
    let words = ["harbour master", "three ferries", "nobody had asked the crews"][number % 3];
    let start = document.text.find(words).unwrap();
    let selector = select(&document, Span::new(start, start + words.len()));
    let keys = ArticleKeys { id: Some(format!("harbour-{number}")), ..ArticleKeys::of(&document) };
    let speaker = (number % 3 == 2).then(|| "Mara Venn".to_owned());
    (keys, FlagDraft { selector, speaker, role: None, note: note.to_owned() })
}

/// Returns the ids that a child printed behind a word. A line that was cut by the kill was not
/// acknowledged.
pub(crate) fn acknowledged(printed: &[u8], word: &str) -> Vec<Uuid> {
    let printed = String::from_utf8_lossy(printed);
    let whole = printed.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let ids = whole.lines().filter_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
    ids.filter_map(|id| Uuid::parse_str(id.trim()).ok()).collect()
}

/// Returns the ids of all flags; panics if any cannot be read or is there twice, or if the
/// database is not sound.
pub(crate) fn whole(folder: &Path) -> Vec<Uuid> {
    let found = Store::open(folder).unwrap().all(true).unwrap();
    assert_eq!(found.damaged, [""; 0], "unreadable");
    let mut ids: Vec<Uuid> = found.records.iter().map(|listed| listed.flag.id).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "a flag is there twice");
    assert_eq!(mend::mend(folder, jiff::Timestamp::UNIX_EPOCH, None).unwrap(), None);
    ids
}
