//! What is opened when the program starts, and how it goes on from the last sitting.

use super::{Found, Memory, file, library_after, recall, remember, sample};
use crate::app::command::Command;
use crate::app::session::{Bookmark, Session};
use crate::app::{App, Message};
use crate::shell::config::Config;
use crate::shell::inputs::{self, STDIN};
use std::path::{Path, PathBuf, absolute};

/// How a sitting starts.
#[derive(Debug, Default)]
pub struct Start {
    /// What to read.
    pub paths: Vec<PathBuf>,
    /// Where the last sitting was left, if this one goes on there.
    pub resume: Option<Bookmark>,
    /// What is remembered.
    memory: Memory,
    /// Where that is kept, if it is known.
    file: Option<PathBuf>,
    /// What a newcomer is told.
    greeting: Greeting,
    /// What became of a session that cannot be used.
    notice: Option<String>,
    /// The paths are a library of the user's.
    is_own: bool,
    /// Nothing else was asked for than to go on.
    goes_on: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Greeting {
    #[default]
    None,
    /// The first sitting.
    Welcome,
    /// Nothing but the sample is there to be read.
    Sample,
}

impl Start {
    /// Returns how to start with the paths of the command line, if there are any.
    ///
    /// # Errors
    ///
    /// Returns a sentence if there is nothing to read.
    pub fn new(paths: Vec<PathBuf>, config: &Config) -> Result<Self, String> {
        let file = file();
        let found = file.as_deref().map_or(Found::Nothing, recall);
        let mut start = Self { paths, file, is_own: true, ..Self::default() };
        match found {
            Found::Memory(memory) => start.memory = *memory,
            Found::Nothing => start.greeting = Greeting::Welcome,
            Found::SetAside(said) => start.notice = Some(said),
        }
        let home = etcetera::home_dir().ok();
        let library = config.options.library.path(home.as_deref());
        let is_alone = start.paths.is_empty();
        match library {
            Some(folder) if is_alone || config.place("library") == "--library" => {
                // What lies in a folder is looked at later: the first frame does not wait for it.
                if !folder.is_dir() {
                    inputs::check(&folder)
                        .map_err(|said| format!("{}: {said}", config.place("library")))?;
                }
                start.paths.push(absolute(&folder).unwrap_or(folder));
            }
            _ if is_alone => start.find_library()?,
            _ => {}
        }
        start.goes_on = is_alone && config.options.restore;
        if start.goes_on {
            let is_there = |bookmark: &Bookmark| {
                bookmark.path.is_file()
                    && start.paths.iter().any(|path| bookmark.path.starts_with(path))
            };
            start.resume = start.memory.session.article.clone().filter(is_there);
        }
        Ok(start)
    }

    /// Falls back on the library that was read last, or else on the sample.
    fn find_library(&mut self) -> Result<(), String> {
        let is_there = |path: &&PathBuf| path.exists();
        self.paths = self.memory.library.iter().filter(is_there).cloned().collect();
        if self.paths.is_empty() {
            let folder = sample().map_err(|error| {
                format!(
                    "Name what to read: “pullquote PATH…” opens articles or folders of articles. \
                     The sample cannot be laid down: {error}."
                )
            })?;
            (self.paths, self.greeting, self.is_own) = (vec![folder], Greeting::Sample, false);
        }
        Ok(())
    }

    /// Sets the reader up: what the configuration says, and the rest as it was left.
    #[must_use]
    pub fn app(&self, config: &Config) -> App {
        let mut app = config.app();
        if let Some(panes) = self.memory.session.panes.as_ref().filter(|_| config.options.restore) {
            panes.furnish(&mut app.wish, |name| config.is_set(name));
        }
        let last = &self.memory.session;
        app.recall_marks(&last.marks);
        if self.goes_on {
            app.contents.only_unread = last.only_unread;
            app.recall_filter(&last.filter);
        }
        let help = app.key(Command::Help);
        app.greeting = match self.greeting {
            Greeting::None => None,
            Greeting::Welcome => {
                let quit = app.key(Command::Quit);
                Some(format!("Welcome: {help} shows the keys, {quit} quits."))
            }
            Greeting::Sample => {
                let tour = app.key(Command::Tour);
                Some(format!("{tour} begins a tour, {help} shows the keys."))
            }
        };
        // As an error it stays until a key, whatever is opened meanwhile.
        app.message = self.notice.clone().map(|text| Message { text, error: true });
        app
    }

    /// Keeps what the next sitting goes on from.
    ///
    /// # Errors
    ///
    /// Returns a sentence if it cannot be kept.
    pub fn keep(&self, session: Session) -> Result<(), String> {
        let Some(file) = &self.file else { return Ok(()) };
        let before = &self.memory.library;
        let library = if self.is_own { library_after(&self.paths, before) } else { before.clone() };
        let last = self.memory.session.article.clone();
        let kept = |bookmark: Bookmark| {
            let is_file = bookmark.path != Path::new(STDIN);
            let path = absolute(&bookmark.path).ok().filter(|_| is_file)?;
            Some(Bookmark { path, ..bookmark })
        };
        let article = session.article.and_then(kept);
        let marks = session.marks.into_iter();
        let marks = marks.filter_map(|(letter, mark)| Some((letter, kept(mark)?))).collect();
        let session = Session { article: article.or(last), marks, ..session };
        remember(file, &self.memory.with(library, session)).map_err(|error| {
            format!("The session cannot be kept in {}: {error}.", inputs::shown(file))
        })
    }
}
