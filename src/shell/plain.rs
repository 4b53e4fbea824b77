//! The reader without a screen: a line is read, what it leads to is told in lines. For screen
//! readers, for braille, and for terminals that can do no more.
//!
//! A line is a key or several as in the config (`]`, `g g`, `<Tab>`), or the name of a command;
//! an empty one reads on. While something is asked for it is the answer.

use super::events::{Event, listen_for_signals, signals};
use super::leave::leave;
use super::run::{End, Helpers, Reading, begin, look_around};
use super::today::today;
use crate::app::command::{Command, TABLE};
use crate::app::key::parse_keys;
use crate::app::panes::Pane;
use crate::app::{Action, App, Effect, update};
use crate::view::plain::{Told, rest, tell};
use anyhow::{Context, Error};
use std::collections::VecDeque;
use std::io::{self, BufRead, Write, stdin};
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Columns and rows that moving by pages counts with.
const SCREEN: (u16, u16) = (80, 24);

/// How to begin.
const GREETING: &str = "An empty line reads on, “read” reads to the end, “help” lists the \
    commands and keys, “quit” ends.";

/// Reads without a screen and returns the exit code.
///
/// # Errors
///
/// Fails if no thread can be had or standard output fails, other than by being closed.
pub fn run(reading: Reading, out: &mut dyn Write) -> Result<u8, Error> {
    let (sender, events) = channel();
    listen_for_signals(signals().context("Signals cannot be handled")?, sender.clone())?;
    let helpers = Helpers::start(&reading, &sender)?;
    let mut app = reading.start.app(&reading.config);
    update(&mut app, Action::Today(today()));
    for effect in begin(&reading, &mut app) {
        helpers.carry_out(effect, &mut app);
    }
    look_around(&reading, &helpers, &sender)?;
    listen_for_lines(sender)?;
    let mut plain = Plain { app, told: Told::default(), lines: VecDeque::new() };
    let (width, height) = SCREEN;
    update(&mut plain.app, Action::Resize { width, height });
    let mut problems = Vec::new();
    writeln!(out, "{GREETING}")?;
    plain.act(Vec::new(), &helpers, out)?;
    let end = loop {
        let Ok(event) = events.recv() else { break End::Quit };
        if let Event::Action(Action::LibraryDone(found)) = &event {
            problems.clone_from(found);
        }
        if let Some(end) = plain.take(event, &helpers, out)? {
            break end;
        }
    };
    helpers.close(&plain.app);
    Ok(leave(&reading, plain.app, end, &problems, &events))
}

struct Plain {
    app: App,
    told: Told,
    /// Lines that wait until what was asked for before is there.
    lines: VecDeque<Option<String>>,
}

impl Plain {
    /// Takes an event in, then the lines that were waiting for it; tells how reading ended if it
    /// did.
    fn take(
        &mut self,
        event: Event,
        helpers: &Helpers,
        out: &mut dyn Write,
    ) -> io::Result<Option<End>> {
        match event {
            Event::Action(action) => {
                if let Some(end) = self.act(vec![action], helpers, out)? {
                    return Ok(Some(end));
                }
            }
            Event::Line(line) => {
                update(&mut self.app, Action::Today(today()));
                self.lines.push_back(line);
            }
            Event::End(signal) => return Ok(Some(End::Signal(signal))),
            Event::Broken(report) => return Ok(Some(End::Broken(report))),
            Event::Stop | Event::Continued | Event::Background { .. } | Event::Input(..) => {}
        }
        while !self.is_waiting()
            && let Some(line) = self.lines.pop_front()
        {
            let Some(line) = line else { return Ok(Some(End::Quit)) };
            let end = match self.asked(&line) {
                Asked::Actions(actions) => self.act(actions, helpers, out)?,
                Asked::Rest => {
                    for line in rest(&self.app) {
                        writeln!(out, "{line}")?;
                    }
                    None
                }
            };
            if end.is_some() {
                return Ok(end);
            }
        }
        Ok(None)
    }

    /// An article, its quotes or the flags of all articles are on their way.
    fn is_waiting(&self) -> bool {
        let app = &self.app;
        let follow = &app.flags.follow;
        let no_flags = app.wish.focus == Pane::Follow && (!follow.is_whole() || follow.is_coming());
        let none_yet = app.reader.is_none() && !app.contents.complete;
        none_yet
            || no_flags
            || app.opening.is_some()
            || app.reader.as_ref().is_some_and(|it| !it.annotated)
    }

    fn act(
        &mut self,
        actions: Vec<Action>,
        helpers: &Helpers,
        out: &mut dyn Write,
    ) -> io::Result<Option<End>> {
        for action in actions {
            for effect in update(&mut self.app, action) {
                match effect {
                    Effect::Quit => return Ok(Some(End::Quit)),
                    Effect::Suspend => {}
                    // Without a screen there is no clipboard to speak to: the text itself is told.
                    Effect::Copy(text) => writeln!(out, "{}", text.trim_end())?,
                    Effect::EditFile { .. } | Effect::EditText(_) => {
                        let said = "An editor needs the screen, which --plain leaves alone.";
                        update(&mut self.app, Action::Notice(said.to_owned()));
                    }
                    effect => helpers.carry_out(effect, &mut self.app),
                }
            }
        }
        let (lines, told) = tell(&self.app, &self.told);
        self.told = told;
        for line in lines {
            writeln!(out, "{line}")?;
        }
        out.flush()?;
        Ok(None)
    }

    /// What a line asks for.
    fn asked(&mut self, line: &str) -> Asked {
        let line = line.trim();
        // The same sentence said again is to be heard again.
        self.told.forget_message();
        if self.app.prompt.is_some() {
            let mut actions = keys("<C-u>");
            actions.push(Action::Paste(line.to_owned()));
            actions.extend(keys("<Enter>"));
            return Asked::Actions(actions);
        }
        let named = TABLE.iter().find(|info| info.name == line);
        Asked::Actions(match (line, named) {
            ("read", _) => return Asked::Rest,
            ("", _) if self.app.is_in_text() => vec![Action::Perform(Command::NextParagraph)],
            ("", _) => vec![Action::Perform(Command::LineDown)],
            (_, Some(info)) => vec![Action::Perform(info.command)],
            (_, None) => keys(line),
        })
    }
}

enum Asked {
    Actions(Vec<Action>),
    /// To hear the article to its end.
    Rest,
}

/// The keys of a line; what is no key is looked for among the commands by name.
fn keys(line: &str) -> Vec<Action> {
    match parse_keys(line) {
        Ok(keys) => keys.into_iter().map(Action::Key).collect(),
        Err(_) => vec![Action::Notice(format!(
            "“{line}” is neither a key nor a command; “help” lists them. Keys are parted by \
             blanks."
        ))],
    }
}

/// Reads lines on a thread; the end of the input quits.
fn listen_for_lines(events: Sender<Event>) -> io::Result<()> {
    let read = move || {
        for line in stdin().lock().lines() {
            let Ok(line) = line else { break };
            if events.send(Event::Line(Some(line))).is_err() {
                return;
            }
        }
        let _ = events.send(Event::Line(None));
    };
    thread::Builder::new().name("lines".to_owned()).spawn(read)?;
    Ok(())
}
