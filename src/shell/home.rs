//! What the program opens when it is told nothing, and what it remembers from one sitting to the
//! next.
//!
//! The session is one small file in the user's state folder, written whole and renamed into
//! place. One that is damaged or newer than the program is set aside, never lost and never fatal.

mod sample;
mod start;

pub use sample::sample;
pub use start::Start;

use super::whole;
use crate::app::session::Session;
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The format of the file, which a change that older programs misread makes greater.
const FORMAT: u32 = 1;

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The format that it was written in.
    format: u32,
    /// The folders that were read last, or the files if no folder ever was.
    #[serde(default)]
    pub library: Vec<PathBuf>,
    /// The last session.
    #[serde(default)]
    pub session: Session,
}

impl Memory {
    /// Returns what is to be remembered next.
    fn with(&self, library: Vec<PathBuf>, session: Session) -> Self {
        Self { library, session, ..self.clone() }
    }
}

/// What was found of the last session.
#[derive(Debug)]
pub enum Found {
    /// This.
    Memory(Box<Memory>),
    /// Nothing: it is the first.
    Nothing,
    /// A file that cannot be used; the sentence says so and where it is now.
    SetAside(String),
}

/// Returns the file of the session: in `pullquote` in the user's state folder (`XDG_STATE_HOME`,
/// else `~/.local/state`).
#[must_use]
pub fn file() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    let folder = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some(folder.join("pullquote").join("session.json"))
}

/// Reads the session.
#[must_use]
pub fn recall(file: &Path) -> Found {
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Found::Nothing,
        Err(error) => return Found::SetAside(format!("The last session cannot be read: {error}.")),
    };
    #[derive(Deserialize)]
    struct Written {
        format: u32,
    }
    let (what, name) = match serde_json::from_slice::<Written>(&text) {
        Ok(written) if written.format > FORMAT => {
            ("was left by a newer version of the program", "session-newer.json")
        }
        _ => match serde_json::from_slice::<Memory>(&text) {
            Ok(memory) => return Found::Memory(Box::new(memory)),
            Err(_) => ("is damaged", "session-damaged.json"),
        },
    };
    let aside = file.with_file_name(name);
    Found::SetAside(match fs::rename(file, &aside) {
        Ok(()) => format!("The last session {what}; it was set aside as {}.", aside.display()),
        Err(error) => format!("The last session {what} and cannot be set aside: {error}."),
    })
}

/// Writes the session in place of the last one: all of it or nothing.
///
/// # Errors
///
/// Fails if the folder or the file cannot be written.
pub fn remember(file: &Path, memory: &Memory) -> io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let text = serde_json::to_vec_pretty(&Memory { format: FORMAT, ..memory.clone() })?;
    whole::write(file, &text)
}

/// Returns the library to be remembered after `paths` were read: folders, or else files if there
/// was none before.
#[must_use]
pub fn library_after(paths: &[PathBuf], before: &[PathBuf]) -> Vec<PathBuf> {
    let place = |path: &PathBuf| std::path::absolute(path).ok().filter(|path| path.exists());
    let is_folder = |path: &&PathBuf| path.is_dir();
    let folders: Vec<PathBuf> = paths.iter().filter(is_folder).filter_map(place).collect();
    match (folders.is_empty(), before.is_empty()) {
        (false, _) => folders,
        (true, true) => paths.iter().filter_map(place).collect(),
        (true, false) => before.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::session::Bookmark;
    use tempfile::tempdir;

    fn memory() -> Memory {
        let article = Bookmark {
            path: PathBuf::from("/news/fog.txt"),
            part: 0,
            headline: "Fog".to_owned(),
            top: 12,
            cursor: 40,
        };
        let session = Session { article: Some(article), ..Session::default() };
        Memory { format: FORMAT, library: vec![PathBuf::from("/news")], session }
    }

    #[test]
    fn a_session_is_there_again() {
        let folder = tempdir().unwrap();
        let file = folder.path().join("a/b/session.json");
        assert!(matches!(recall(&file), Found::Nothing));
        remember(&file, &memory()).unwrap();
        remember(&file, &memory()).unwrap();
        let Found::Memory(found) = recall(&file) else { panic!("it is lost") };
        assert_eq!(*found, memory());
        let names = fs::read_dir(file.parent().unwrap()).unwrap().count();
        assert_eq!(names, 1, "nothing else is left behind");
    }

    #[test]
    fn what_cannot_be_used_is_set_aside() {
        let folder = tempdir().unwrap();
        let file = folder.path().join("session.json");
        for (text, name) in [
            ("", "session-damaged.json"),
            ("{\"format\": 1, \"session\": 3}", "session-damaged.json"),
            ("{\"format\": 2, \"session\": 3}", "session-newer.json"),
        ] {
            fs::write(&file, text).unwrap();
            let Found::SetAside(said) = recall(&file) else { panic!("{text} is taken") };
            assert!(said.contains(name), "{said}");
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), text);
            assert!(!file.exists());
        }
        fs::write(&file, "{\"format\": 1, \"more\": 3}").unwrap();
        assert!(matches!(recall(&file), Found::Memory(_)), "what is missing has its default");
    }

    #[test]
    fn a_folder_is_a_library_and_a_file_only_at_first() {
        let folder = tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.txt"), "x").unwrap();
        let check = |paths: &[PathBuf], before: &[PathBuf], expected: &[PathBuf]| {
            assert_eq!(library_after(paths, before), expected, "{paths:?} {before:?}");
        };
        check(&[at("a.txt")], &[], &[at("a.txt")]);
        check(&[at("a.txt")], &[at("old")], &[at("old")]);
        check(&[at("a.txt"), at("")], &[at("old")], &[at("")]);
        check(&[PathBuf::from("-")], &[], &[]);
    }
}
