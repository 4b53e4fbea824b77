//! The screen: taken over on the way in, given back on every way out.
//!
//! Frames go straight to the file descriptor, in one write and without a lock, so that a panic
//! on any thread can still give the terminal back. Nothing here knows what is drawn.

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode, size,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use std::io::{self, BufWriter, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// The terminal is ours: raw, on its alternate screen.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Where a size is not known.
const USUAL: (u16, u16) = (80, 24);

/// Bytes of a frame that are gathered before they are written.
const FRAME: usize = 1 << 16;

/// The terminal while it is ours; dropping gives it back.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Output>>>,
}

impl Screen {
    /// Takes the terminal over: raw mode, alternate screen, bracketed paste.
    ///
    /// # Errors
    ///
    /// Fails if there is no terminal, which then is as it was.
    pub fn enter() -> io::Result<Self> {
        take()?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME, Output));
        let viewport = Viewport::Fixed(area(Self::size()));
        match Terminal::with_options(backend, TerminalOptions { viewport }) {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                leave();
                Err(error)
            }
        }
    }

    /// Returns columns and rows, at least 1 each; 80 × 24 for a terminal that does not know.
    #[must_use]
    pub fn size() -> (u16, u16) {
        match size() {
            Ok((width, height)) if width > 0 && height > 0 => (width, height),
            _ => USUAL,
        }
    }

    /// Fits the next frames to a new size and draws them anew.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone.
    pub fn resize(&mut self, size: (u16, u16)) -> io::Result<()> {
        self.terminal.resize(area(size))
    }

    /// Draws a frame: only what differs from the last one is written, as one update.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(draw)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Gives the terminal back, stops the process as Ctrl-Z does, and takes the terminal over
    /// again when the process is continued.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone by then.
    pub fn suspend(&mut self) -> io::Result<()> {
        // The first process of a terminal has no shell that could continue it.
        if getsid(None).is_ok_and(|session| session == getpid()) {
            return Ok(());
        }
        leave();
        kill_current_process_group(Signal::STOP)?;
        self.resume()
    }

    /// Takes the terminal over again, whatever was done to it meanwhile, and forgets what is
    /// on it.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone.
    pub fn resume(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        take()?;
        self.resize(Self::size())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

fn area((width, height): (u16, u16)) -> Rect {
    Rect::new(0, 0, width, height)
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(Output, EnterAlternateScreen, EnableBracketedPaste, Hide).inspect_err(|_| leave())
}

/// Gives the terminal back as it was; does nothing if it is not ours. What fails is passed
/// over: on a terminal that is gone there is nothing to restore.
pub fn leave() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            Output,
            EndSynchronizedUpdate,
            ResetColor,
            Show,
            DisableBracketedPaste,
            LeaveAlternateScreen
        );
        let _ = disable_raw_mode();
    }
}

/// Has a panic on this thread give the terminal back before it is reported as ever, and a panic
/// on another thread handed to `report` while the terminal is ours: it is this thread that
/// draws, and it alone can stop doing so.
pub fn on_panic(report: impl Fn(String) + Send + Sync + 'static) {
    let drawing = thread::current().id();
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() != drawing && TAKEN.load(Ordering::SeqCst) {
            let current = thread::current();
            report(format!("Thread “{}” {info}", current.name().unwrap_or("unnamed")));
        } else {
            leave();
            usual(info);
        }
    }));
}

/// Standard output without buffer and lock.
#[derive(Clone, Copy, Debug)]
struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(rustix::stdio::stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
