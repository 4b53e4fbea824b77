//! The reader at work: events in, effects out, a frame after each.
//!
//! One channel brings everything, and the loop sleeps until something comes: an idle reader
//! takes no time and writes nothing. The first frame waits for no file.

use super::config::Config;
use super::config::look::{Look, by_background};
use super::events::{
    Event, listen_for_keys, listen_for_signals, listen_for_the_end_of_the_terminal, signals,
};
use super::home::Start;
use super::inputs::STDIN;
use super::leave::leave;
use super::store::{StoreThread, data_folder, follow};
use super::terminal::{Screen, on_panic};
use super::today::today;
use super::voices::Voices;
use super::work::{Workers, at_once};
use super::{browser, editor, library, pipe, watch};
use crate::app::{Action, App, Effect, update};
use crate::view::{self, Theme};
use anyhow::{Context, Error};
use jiff::Timestamp;
use signal_hook::consts::SIGHUP;
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Events that are taken in between two frames at the most.
const BETWEEN_FRAMES: usize = 256;

/// What to read, and how.
#[derive(Debug)]
pub struct Reading {
    /// Files and folders, or `-`, all of which can be read, and how to go on from the last time.
    pub start: Start,
    /// What is said of paths that cannot.
    pub problems: Vec<String>,
    /// Where flags are kept, `None` for the user's data folder.
    pub data: Option<PathBuf>,
    /// Where to write what was flagged when the reader is left, `-` for standard output.
    pub flags_on_exit: Option<PathBuf>,
    /// How things look.
    pub look: Look,
    /// The configuration.
    pub config: Config,
}

/// Opens the reader and returns the exit code when it is left. Flags that were accepted are
/// stored by then, or it is said that they are not.
///
/// # Errors
///
/// Fails if there is no terminal to read on, or no thread to work on.
pub fn run(reading: Reading) -> Result<u8, Error> {
    let (sender, events) = channel();
    let report = sender.clone();
    on_panic(move |text| drop(report.send(Event::Broken(text))));
    let signals = signals().context("Signals cannot be handled")?;
    let screen = Screen::enter(reading.config.options.mouse)
        .context("The terminal cannot be used for reading")?;
    let app = reading.start.app(&reading.config);
    let theme = reading.look.theme.clone();
    let mut sitting = Sitting { app, theme, screen, problems: Vec::new(), looked: None };
    sitting.fit();
    // No thread is there yet to hold the first frame up.
    let asked = begin(&reading, &mut sitting.app);
    sitting.draw()?;
    listen_for_signals(signals, sender.clone())?;
    let helpers = Helpers::start(&reading, &sender)?;
    for effect in asked {
        helpers.carry_out(effect, &mut sitting.app);
    }
    update(&mut sitting.app, Action::Today(today()));
    listen_for_keys(sender.clone(), reading.look.ask)?;
    listen_for_the_end_of_the_terminal(sender.clone())?;
    let mut around = Some(|| look_around(&reading, &helpers, &sender));
    let end = sitting.read(&events, &helpers, &mut around)?;
    let Sitting { app, problems, screen, .. } = sitting;
    drop(screen);
    helpers.close(&app);
    Ok(leave(&reading, app, end, &problems, &events))
}

/// Asks for what is to be opened before anything is known of the library: the file that was named,
/// else what was open the last time. What can soon be had of it is opened at once; returns what
/// else is asked for.
pub(super) fn begin(reading: &Reading, app: &mut App) -> Vec<Effect> {
    let is_file = |path: &&PathBuf| *path == Path::new(STDIN) || !path.is_dir();
    let named = reading.start.paths.iter().find(is_file);
    let open = named.map(|path| Action::Open(library::named(path)));
    let first = open.or_else(|| reading.start.resume.clone().map(Action::Resume));
    let mut asked = Vec::new();
    for effect in first.map(|first| update(app, first)).unwrap_or_default() {
        match at_once(effect) {
            Ok(action) => asked.extend(update(app, action)),
            Err(effect) => asked.push(*effect),
        }
    }
    asked
}

/// The threads that effects are handed to.
pub(super) struct Helpers {
    articles: Workers,
    flags: StoreThread,
    /// What a passage is handed to.
    program: Vec<String>,
    voices: Voices,
    events: Sender<Event>,
}

impl Helpers {
    /// Starts the threads.
    pub(super) fn start(reading: &Reading, events: &Sender<Event>) -> io::Result<Self> {
        let articles = Workers::start(answer(events))?;
        let backups = usize::from(reading.config.options.backups.0);
        let flags = StoreThread::start(reading.data.clone(), backups, answer(events))?;
        let program = reading.config.options.pipe.0.clone();
        let voices = Voices::new(reading.data.clone());
        Ok(Self { articles, flags, program, voices, events: events.clone() })
    }

    /// Hands an effect to the thread that carries it out.
    pub(super) fn carry_out(&self, effect: Effect, app: &mut App) {
        let effect = match effect {
            Effect::Browse(url) => {
                if let Err(said) = browser::open(&url) {
                    update(app, Action::Notice(said));
                }
                return;
            }
            Effect::Pipe(text) => return pipe::run(&self.program, text, answer(&self.events)),
            Effect::HearVoices { entries, turn } => {
                return self.voices.look(entries, turn, answer(&self.events));
            }
            effect => effect,
        };
        if Workers::take(&effect) {
            self.articles.send(effect);
        } else if !self.flags.send(effect) {
            let gone = "Nothing can be stored any longer; restart the reader.";
            update(app, Action::FlagFailed(gone.to_owned()));
        }
    }

    /// Stores what is to be known the next time, and finishes what was accepted to be stored.
    pub(super) fn close(self, app: &App) {
        for effect in app.farewell() {
            self.flags.send(effect);
        }
        self.flags.close();
    }
}

/// Starts the threads that find the articles of the library, and see their files and the store
/// change.
pub(super) fn look_around(
    reading: &Reading,
    helpers: &Helpers,
    events: &Sender<Event>,
) -> io::Result<()> {
    let (paths, problems) = (reading.start.paths.clone(), reading.problems.clone());
    let found = answer(events);
    let scan = move || library::scan(&paths, problems, found);
    thread::Builder::new().name("library".to_owned()).spawn(scan)?;
    let (paths, changed) = (reading.start.paths.clone(), answer(events));
    let watch = move || watch::watch(&paths, changed);
    thread::Builder::new().name("files".to_owned()).spawn(watch)?;
    if let Ok(folder) = data_folder(reading.data.as_deref()) {
        let look_again = helpers.flags.look_again();
        let follow = move || follow(&folder, look_again);
        thread::Builder::new().name("store".to_owned()).spawn(follow)?;
    }
    Ok(())
}

/// Sends answers on as events.
fn answer(events: &Sender<Event>) -> impl Fn(Action) + Clone + Send + 'static {
    let events = events.clone();
    move |action| drop(events.send(Event::Action(action)))
}

/// How reading ended.
pub(super) enum End {
    /// The reader was left.
    Quit,
    /// A signal came, or the terminal went away.
    Signal(i32),
    /// A thread panicked.
    Broken(String),
}

struct Sitting {
    app: App,
    theme: Theme,
    screen: Screen,
    /// What of the library could not be read.
    problems: Vec<String>,
    /// The second in which the calendar was looked at last.
    looked: Option<i64>,
}

impl Sitting {
    /// Reads until the reader is left. `around` is called once the article that was asked for
    /// is on the screen, or at once if none was: it must not wait for the library.
    fn read(
        &mut self,
        events: &Receiver<Event>,
        helpers: &Helpers,
        around: &mut Option<impl FnOnce() -> io::Result<()>>,
    ) -> io::Result<End> {
        self.look_around(around)?;
        while let Ok(event) = events.recv() {
            let waiting = events.try_iter().take(BETWEEN_FRAMES);
            for event in std::iter::once(event).chain(waiting) {
                if let Some(end) = self.take(event, helpers) {
                    return Ok(end);
                }
            }
            if self.draw().is_err() {
                return Ok(End::Signal(SIGHUP));
            }
            self.look_around(around)?;
        }
        Ok(End::Quit)
    }

    fn look_around(&self, around: &mut Option<impl FnOnce() -> io::Result<()>>) -> io::Result<()> {
        match around.take_if(|_| self.app.opening.is_none()) {
            Some(around) => around(),
            None => Ok(()),
        }
    }

    /// Takes an event in; tells how reading ended if it did.
    fn take(&mut self, event: Event, helpers: &Helpers) -> Option<End> {
        match event {
            Event::Action(action) => return self.act(action, helpers),
            Event::Input(actions, _) => {
                self.look_at_the_calendar();
                return actions.into_iter().find_map(|action| self.act(action, helpers));
            }
            Event::Line(_) => {}
            Event::Background { is_dark } => self.theme = by_background(is_dark, &self.theme),
            Event::Stop => self.suspend(),
            Event::Continued => {
                // A terminal that is gone shows with the next frame.
                let _ = self.screen.resume();
                self.fit();
            }
            Event::End(signal) => return Some(End::Signal(signal)),
            Event::Broken(report) => return Some(End::Broken(report)),
        }
        None
    }

    fn act(&mut self, action: Action, helpers: &Helpers) -> Option<End> {
        match &action {
            Action::Resize { .. } => {
                self.fit();
                return None;
            }
            Action::LibraryDone(problems) => self.problems.clone_from(problems),
            _ => {}
        }
        let mut actions = VecDeque::from([action]);
        while let Some(action) = actions.pop_front() {
            for effect in update(&mut self.app, action) {
                match effect {
                    Effect::Quit => return Some(End::Quit),
                    Effect::Suspend => self.suspend(),
                    Effect::Copy(text) => self.screen.copy(&text),
                    Effect::EditFile { path, at } => {
                        actions.push_back(match self.lend(|| editor::edit_file(&path, at)) {
                            Ok(()) => Action::FileEdited,
                            Err(said) => Action::Notice(said),
                        });
                    }
                    Effect::EditText(text) => {
                        actions.push_back(match self.lend(|| editor::edit_text(&text)) {
                            Ok(text) => Action::TextWritten(text),
                            Err(said) => Action::Notice(said),
                        });
                    }
                    effect => helpers.carry_out(effect, &mut self.app),
                }
            }
        }
        None
    }

    /// Takes in what day it is, if that is another one. No day begins within a second: a key that
    /// is held down reads no file for each frame.
    fn look_at_the_calendar(&mut self) {
        let second = Some(Timestamp::now().as_second());
        if std::mem::replace(&mut self.looked, second) == second {
            return;
        }
        let today = today();
        if self.app.today != Some(today) {
            update(&mut self.app, Action::Today(today));
        }
    }

    /// Gives the terminal to another program until that ends.
    fn lend<T>(&mut self, run: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        let done = self.screen.lend(run);
        self.fit();
        // A terminal that is gone shows with the next frame.
        done.unwrap_or_else(|error| Err(format!("The terminal is gone: {error}.")))
    }

    /// Takes the terminal's size in; a change may have come without an event while the process
    /// was stopped.
    fn fit(&mut self) {
        let (width, height) = self.screen.fit();
        update(&mut self.app, Action::Resize { width, height });
    }

    fn suspend(&mut self) {
        let _ = self.screen.suspend();
        self.fit();
    }

    fn draw(&mut self) -> io::Result<()> {
        let (app, theme) = (&self.app, &self.theme);
        self.screen.draw(|area, cells| {
            view::draw(app, theme, area, cells);
            view::cursor(app, area)
        })
    }
}
