//! Everything that wakes the reader, on one channel: keys, signals, a terminal that went away.
//!
//! Each source waits on a thread of its own; none of them polls.

use super::keys::key;
use super::pointer::Clicks;
use super::terminal::{interrupted, is_interruption_of_another, is_lent};
use crate::app::action::Action;
use crossterm::event;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::flag;
use signal_hook::iterator::Signals;
use std::io;
use std::process;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

/// How long what was begun may take once the program was told to end.
const GRACE: Duration = Duration::from_secs(10);

/// How long a terminal may take to say what its background is.
const ANSWER: Duration = Duration::from_millis(500);

/// Keys that are taken in between two frames at the most.
const AT_ONCE: usize = 256;

/// What wakes the reader.
#[derive(Debug)]
pub enum Event {
    /// Something happened to the app.
    Action(Action),
    /// Keys, the mouse, pastes or sizes came, in this order. No more are read until this event is
    /// dropped, and the sender with it: whoever takes it in can lend the terminal to another
    /// program.
    Input(Vec<Action>, Sender<()>),
    /// The terminal has said what its background is.
    Background {
        /// Light words can be read on it.
        is_dark: bool,
    },
    /// A line was read where there is no screen, or none will come any more.
    Line(Option<String>),
    /// The process is to stop until it is continued.
    Stop,
    /// The process was continued.
    Continued,
    /// A signal ends the program.
    End(i32),
    /// A thread panicked, with this report.
    Broken(String),
}

/// Has signals wait until they are listened to, instead of ending the program.
///
/// # Errors
///
/// Fails if there can be no handler.
pub fn signals() -> io::Result<Signals> {
    for signal in [SIGINT, SIGQUIT] {
        flag::register(signal, interrupted())?;
    }
    Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])
}

/// Listens for signals on a thread. What a key sends while another program has the terminal is
/// meant for that one. A program that was told to end and does not, because its terminal or its
/// disk keeps it waiting, is ended.
///
/// # Errors
///
/// Fails if there can be no thread.
pub fn listen_for_signals(mut signals: Signals, events: Sender<Event>) -> io::Result<()> {
    spawn("signals", move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGINT | SIGQUIT if is_interruption_of_another() => continue,
                SIGTSTP if is_lent() => {
                    // The other program stops as well, and goes on as well.
                    let _ = kill_process(getpid(), Signal::STOP);
                    continue;
                }
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Continued,
                end => Event::End(end),
            };
            let is_end = matches!(event, Event::End(_));
            let _ = events.send(event);
            if is_end {
                thread::sleep(GRACE);
                process::exit(128 + signal);
            }
        }
    })
}

/// Listens for keys, the mouse, pastes and sizes on a thread. If asked to, it first has the terminal say
/// what its background is: the answer comes the way that keys come, so nobody else may read
/// meanwhile. The first frame waits for none of it.
///
/// # Errors
///
/// Fails if there can be no thread.
pub fn listen_for_keys(events: Sender<Event>, ask_for_background: bool) -> io::Result<()> {
    spawn("keys", move || {
        if ask_for_background {
            let mut options = QueryOptions::default();
            options.timeout = ANSWER;
            // A terminal that does not answer keeps the theme that suits both.
            if let Ok(mode) = theme_mode(options) {
                let is_dark = mode == ThemeMode::Dark;
                let _ = events.send(Event::Background { is_dark });
            }
        }
        let mut clicks = Clicks::default();
        loop {
            let Ok(input) = read(&mut clicks) else {
                let _ = events.send(Event::End(SIGHUP));
                return;
            };
            let (reading, taken) = channel();
            if events.send(Event::Input(input, reading)).is_err() {
                return;
            }
            // Fails when the event is dropped, which is what is waited for.
            let _ = taken.recv();
        }
    })
}

/// Waits for input and returns all of it that is there, a bounded number of events.
fn read(clicks: &mut Clicks) -> io::Result<Vec<Action>> {
    let mut input = Vec::new();
    for _ in 0..AT_ONCE {
        let action = match event::read()? {
            event::Event::Key(event) => key(event).map(Action::Key),
            event::Event::Mouse(event) => clicks.mouse(event, Instant::now()).map(Action::Mouse),
            event::Event::Paste(text) => Some(Action::Paste(text)),
            event::Event::Resize(width, height) => Some(Action::Resize { width, height }),
            _ => None,
        };
        input.extend(action);
        if !event::poll(Duration::ZERO)? {
            break;
        }
    }
    Ok(input)
}

/// Waits on a thread for the terminal to be closed; a reader of keys does not always learn of
/// it, nor does every process get a signal.
///
/// # Errors
///
/// Fails if there can be no thread.
pub fn listen_for_the_end_of_the_terminal(events: Sender<Event>) -> io::Result<()> {
    spawn("terminal", move || {
        let stdout = rustix::stdio::stdout();
        loop {
            let mut wait = [PollFd::new(&stdout, PollFlags::empty())];
            match poll(&mut wait, None) {
                Err(Errno::INTR) => {}
                Err(_) => return,
                Ok(_) => {
                    let is_gone = wait
                        .iter()
                        .any(|fd| fd.revents().intersects(PollFlags::HUP | PollFlags::ERR));
                    if is_gone {
                        let _ = events.send(Event::End(SIGHUP));
                    }
                    return;
                }
            }
        }
    })
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
