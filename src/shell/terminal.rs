//! The screen: taken over on the way in, given back on every way out.
//!
//! Frames go straight to the file descriptor, in one write and without a lock, so that a panic
//! on any thread can still give the terminal back. Nothing here knows what is drawn.

use super::pointer::{DisableMouse, EnableMouse};
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Print, ResetColor, force_color_output};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Rect;
use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use rustix::stdio::stdout;
use rustix::termios::tcgetwinsize;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;

/// The terminal is ours: raw, on its alternate screen.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// It was written to since then: it shows the alternate screen, and reports what we asked for.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal is another program's until that ends.
static LENT: AtomicBool = AtomicBool::new(false);

/// A key has interrupted since the terminal was lent, and whoever listens has not learned of it:
/// set by the handler of the signal itself.
static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The other program has ended before that was learned.
static OWED: Mutex<bool> = Mutex::new(false);

/// The mouse is reported to us.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Where a size is not known.
const USUAL: (u16, u16) = (80, 24);

/// Tells a terminal that would itself turn what runs from right to left (BDSM of ECMA-48, as VTE
/// has it) that cells stand in visual order already; others pass it over.
const ORDER_IS_OURS: &str = "\u{1b}[8l";
/// Has such a terminal do as ever.
const ORDER_IS_YOURS: &str = "\u{1b}[8h";

/// The terminal while it is ours; dropping gives it back.
#[derive(Debug)]
pub struct Screen {
    /// Bytes that are gathered to be written at once: what a frame changes, and before the first
    /// one what takes the terminal over. Nothing of them is written if a panic ends the program.
    bytes: Vec<u8>,
    /// What is on it, if that is known.
    shown: Shown,
    /// What is on it is not known.
    is_unknown: bool,
    /// Cells for the next frame, so that no frame has to ask for memory.
    spare: Buffer,
    area: Rect,
}

#[derive(Debug, Default, PartialEq)]
struct Shown {
    cells: Buffer,
    cursor: Option<(u16, u16)>,
}

impl Screen {
    /// Takes the terminal over: raw mode, alternate screen, bracketed paste, and the mouse if it
    /// is wanted.
    ///
    /// # Errors
    ///
    /// Fails if there is no terminal, which then is as it was.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        // Whether there are colours is the theme's to say.
        force_color_output(true);
        MOUSE.store(mouse, Ordering::SeqCst);
        let mut bytes = Vec::new();
        take(&mut bytes)?;
        let (shown, spare) = (Shown::default(), Buffer::default());
        let mut screen = Self { bytes, shown, is_unknown: true, spare, area: Rect::ZERO };
        screen.fit();
        Ok(screen)
    }

    /// Fits the next frames to the terminal, draws them anew, and returns columns and rows: at
    /// least 1 each, 80 × 24 for a terminal that does not know.
    pub fn fit(&mut self) -> (u16, u16) {
        let (width, height) = match tcgetwinsize(stdout()) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
            _ => USUAL,
        };
        self.area = Rect::new(0, 0, width, height);
        self.is_unknown = true;
        (width, height)
    }

    /// Has a frame drawn, and where the cursor stands if it is shown, and writes what differs
    /// from the last one: nothing if nothing does.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone.
    pub fn draw(
        &mut self,
        draw: impl FnOnce(Rect, &mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        let mut cells = std::mem::take(&mut self.spare);
        if cells.area == self.area {
            cells.reset();
        } else {
            cells = Buffer::empty(self.area);
        }
        let cursor = draw(self.area, &mut cells);
        let next = Shown { cells, cursor };
        if !self.is_unknown && self.shown == next {
            self.spare = next.cells;
            return Ok(());
        }
        queue!(self.bytes, BeginSynchronizedUpdate, Hide)?;
        if self.is_unknown {
            queue!(self.bytes, Clear(ClearType::All))?;
            put(&mut self.bytes, not_blank(&next.cells))?;
        } else {
            put(&mut self.bytes, self.shown.cells.diff_iter(&next.cells))?;
        }
        if let Some((column, row)) = next.cursor {
            queue!(self.bytes, MoveTo(column, row), Show)?;
        }
        queue!(self.bytes, EndSynchronizedUpdate)?;
        ENTERED.store(true, Ordering::SeqCst);
        let written = Output.write_all(&self.bytes);
        self.bytes.clear();
        self.is_unknown = false;
        self.spare = std::mem::replace(&mut self.shown, next).cells;
        written
    }

    /// Has the terminal put a text on the clipboard (OSC 52); one that will not keeps silent.
    pub fn copy(&mut self, text: &str) {
        // A terminal that is gone shows with the next frame.
        let _ = execute!(Output, CopyToClipboard::to_clipboard_from(text));
    }

    /// Gives the terminal back, stops the process as Ctrl-Z does, and takes the terminal over
    /// again when the process is continued.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone by then.
    pub fn suspend(&mut self) -> io::Result<()> {
        // Nobody could continue the first process of a terminal.
        if getsid(None).is_ok_and(|session| session == getpid()) {
            return Ok(());
        }
        leave();
        kill_current_process_group(Signal::STOP)?;
        self.resume()
    }

    /// Gives the terminal to another program for as long as `run` takes, and takes it over again.
    /// Nobody may read keys meanwhile.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone by then.
    pub fn lend<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        LENT.store(true, Ordering::SeqCst);
        INTERRUPTED.store(false, Ordering::SeqCst);
        leave();
        let done = run();
        let taken = self.resume();
        let mut owed = OWED.lock().unwrap_or_else(PoisonError::into_inner);
        *owed = INTERRUPTED.swap(false, Ordering::SeqCst);
        LENT.store(false, Ordering::SeqCst);
        taken.map(|()| done)
    }

    /// Takes the terminal over again, whatever was done to it meanwhile, and forgets what is
    /// on it.
    ///
    /// # Errors
    ///
    /// Fails if the terminal is gone.
    pub fn resume(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        take(&mut self.bytes)?;
        self.fit();
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
    }
}

/// Tells whether terminals differ about how wide a cluster is: those of several characters, the
/// pictures, and the few characters that are wider than any cell.
fn is_disputed(cluster: &str) -> bool {
    let mut chars = cluster.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => matches!(only,
            '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
            | '\u{2e3a}' | '\u{2e3b}' | '\u{a9c5}' | '\u{fdfa}'..='\u{fdff}'
            | '\u{12000}'..='\u{123ff}' | '\u{1f000}'..),
        _ => true,
    }
}

/// A cell that has to be written, with column and row.
type Change<'c> = (u16, u16, &'c Cell);

/// Has cells written. A run of them is written one behind the other: it ends where the terminal's
/// cursor may not be where it should, and the next one begins by moving it there.
fn put<'c>(bytes: &mut Vec<u8>, changes: impl Iterator<Item = Change<'c>>) -> io::Result<()> {
    let mut backend = CrosstermBackend::new(bytes);
    let mut changes = changes.peekable();
    while changes.peek().is_some() {
        let mut goes_on = true;
        let run = std::iter::from_fn(|| {
            let change = changes.next_if(|_| goes_on)?;
            goes_on = !is_disputed(change.2.symbol());
            Some(change)
        });
        backend.draw(run)?;
    }
    Ok(())
}

/// Returns the cells that a cleared screen lacks, in their order; what a wide one covers is not
/// among them.
fn not_blank(cells: &Buffer) -> impl Iterator<Item = Change<'_>> {
    let mut covered = 0;
    let lacking = cells.content.iter().enumerate().filter(move |(_, cell)| {
        let is_lacking = covered == 0 && **cell != Cell::EMPTY;
        covered = if is_lacking { cell.cell_width().saturating_sub(1) } else { covered.max(1) - 1 };
        is_lacking
    });
    lacking.map(|(at, cell)| {
        let (column, row) = cells.pos_of(at);
        (column, row, cell)
    })
}

/// Takes the terminal over; what has to be written for that is put into `bytes`, which the next
/// frame writes.
fn take(bytes: &mut Vec<u8>) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Print(ORDER_IS_OURS), Hide)?;
    match MOUSE.load(Ordering::SeqCst) {
        true => queue!(bytes, EnableMouse),
        false => Ok(()),
    }
}

/// Gives the terminal back as it was; does nothing if it is not ours. What fails is passed
/// over: on a terminal that is gone there is nothing to restore.
pub fn leave() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        if ENTERED.swap(false, Ordering::SeqCst) {
            if MOUSE.load(Ordering::SeqCst) {
                let _ = execute!(Output, DisableMouse);
            }
            let _ = execute!(
                Output,
                EndSynchronizedUpdate,
                ResetColor,
                Show,
                DisableBracketedPaste,
                Print(ORDER_IS_YOURS),
                LeaveAlternateScreen
            );
        }
        let _ = disable_raw_mode();
    }
}

/// Tells whether another program has the terminal ([`Screen::lend`]): keys that interrupt or stop
/// are meant for that one.
#[must_use]
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Returns what the handlers of signals that a key sends are to set.
pub(super) fn interrupted() -> Arc<AtomicBool> {
    INTERRUPTED.clone()
}

/// Tells whoever listens whether a signal that a key has sent is meant for another program, which
/// has the terminal or had it when the key was pressed.
pub(super) fn is_interruption_of_another() -> bool {
    let mut owed = OWED.lock().unwrap_or_else(PoisonError::into_inner);
    if is_lent() {
        INTERRUPTED.store(false, Ordering::SeqCst);
        return true;
    }
    std::mem::take(&mut *owed)
}

/// Has a panic on this thread give the terminal back before it is reported as ever, and a panic
/// on another thread handed to `report` while the terminal is ours: it is this thread that
/// draws, and it alone can stop doing so.
pub fn on_panic(report: impl Fn(String) + Send + Sync + 'static) {
    let drawing = thread::current().id();
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let is_ours = TAKEN.load(Ordering::SeqCst) || is_lent();
        if thread::current().id() != drawing && is_ours {
            let current = thread::current();
            let mut text = format!("Thread “{}” {info}", current.name().unwrap_or("unnamed"));
            let trace = Backtrace::capture();
            if trace.status() == BacktraceStatus::Captured {
                text = format!("{text}\n{trace}");
            }
            report(text);
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
        Ok(rustix::io::write(stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn a_cleared_screen_lacks_what_differs_from_a_blank_one() {
        let area = Rect::new(0, 0, 12, 3);
        for lines in
            [["", "", ""], ["one", " ✏️b", "漢字 x"], ["👩‍👩‍👧👍", "é e\u{301}", "wide 漢 end漢"]]
        {
            let mut cells = Buffer::empty(area);
            for (row, line) in (0..).zip(lines) {
                cells.set_string(0, row, line, Style::new().bold());
            }
            let lacking: Vec<_> = not_blank(&cells).collect();
            assert_eq!(lacking, Buffer::empty(area).diff(&cells), "{lines:?}");
        }
    }
}
