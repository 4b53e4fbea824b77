//! What is left to do when the reader was left: the sitting is kept, what was flagged in it is
//! written where it was asked for, and what is left to say is said.

use super::events::Event;
use super::inputs::STDIN;
use super::run::{End, Reading};
use super::{complain, whole};
use crate::app::{Action, App, update};
use crate::export::flags::{jsonl, markdown};
use crate::flag::ListedFlag;
use std::io::{ErrorKind, Write, stdout};
use std::path::Path;
use std::sync::mpsc::Receiver;

/// Exit code after a panic, as the Rust runtime has it.
const PANICKED: u8 = 101;

/// Finishes a sitting on the terminal, which is the user's again, and returns the exit code.
/// `problems` is what was found out about the library; `events` still hold the answers to what
/// was asked for last.
pub(super) fn leave(
    reading: &Reading,
    mut app: App,
    end: End,
    problems: &[String],
    events: &Receiver<Event>,
) -> u8 {
    let mut failed = 0;
    let mut say = |said: &str| {
        complain(said);
        failed = 1;
    };
    if !matches!(end, End::Broken(_))
        && let Err(problem) = reading.start.keep(app.session())
    {
        complain(&problem);
    }
    // Those that were known before have been said before.
    problems.iter().skip(reading.problems.len()).for_each(|problem| say(problem));
    for event in events.try_iter() {
        match event {
            Event::Action(Action::FlagFailed(message)) => {
                say(&format!("A flag was not stored. {message}"));
            }
            Event::Action(Action::CorrectionFailed(message)) => {
                say(&format!("A correction was not stored. {message}"));
            }
            Event::Action(
                action @ (Action::FlagSaved(_) | Action::FlagsChanged(_) | Action::Undone(_)),
            ) => drop(update(&mut app, action)),
            _ => {}
        }
    }
    if let Some(file) = &reading.flags_on_exit
        && let Err(said) = write(&app.flagged_in_sitting(), file)
    {
        say(&said);
    }
    match end {
        End::Quit => failed,
        End::Signal(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
        End::Broken(report) => {
            complain(&format!("{report}\nThis is a fault of the program. Stored flags are kept."));
            PANICKED
        }
    }
}

/// Writes flags to a file, or to standard output if that is `-`: Markdown by the ending of its
/// name, else JSON Lines.
fn write(flags: &[ListedFlag], file: &Path) -> Result<(), String> {
    let named = |error: &dyn std::fmt::Display| {
        format!("What was flagged is not written to {}: {error}. It is stored.", file.display())
    };
    let is_markdown = file.extension().is_some_and(|end| end == "md" || end == "markdown");
    let page = match is_markdown {
        true => markdown(flags),
        false => jsonl(flags).map_err(|error| named(&error))?,
    };
    let written = match file == Path::new(STDIN) {
        true => {
            let mut out = stdout().lock();
            match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                other => other,
            }
        }
        false => whole::write(file, page.as_bytes()),
    };
    written.map_err(|error| named(&error))
}
