//! The real program: in a terminal of its own, and as a command.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// Patience with a busy machine; a test that passes never waits for so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Variables that would let the user's own files or wishes into a test.
const FROM_OUTSIDE: &[&str] = &[
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "PULLQUOTE_LIBRARY",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "PULLQUOTE_CONFIG",
    "NO_COLOR",
    "COLORFGBG",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "PS1",
    "ENV",
    "BASH_ENV",
];

/// How long a reader that waits for nothing writes nothing.
const SILENCE: Duration = Duration::from_millis(500);

/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_pullquote");

/// Returns the folder of sample articles.
pub(crate) fn briefings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings")
}

/// A home that is empty, and gone with the test.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Returns a path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file in it and returns its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Returns the program as a command in this home.
    pub(crate) fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(args).current_dir(self.0.path());
        for name in FROM_OUTSIDE {
            command.env_remove(name);
        }
        command.env("HOME", self.0.path());
        command
    }

    /// Runs the program and returns exit code, output and what it complained of.
    pub(crate) fn run(&self, args: &[impl AsRef<OsStr>]) -> (i32, String, String) {
        let output = self.command(args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    /// Starts the program in a terminal of the given columns and rows.
    pub(crate) fn read(&self, args: &[impl AsRef<OsStr>], size: (u16, u16)) -> Terminal {
        let mut argv = vec![OsStr::new(PROGRAM)];
        argv.extend(args.iter().map(AsRef::as_ref));
        self.start(&argv, &[], size)
    }

    /// Starts any command in a terminal, with more variables.
    pub(crate) fn start(
        &self,
        argv: &[&OsStr],
        vars: &[(&str, &str)],
        size: (u16, u16),
    ) -> Terminal {
        let mut command = CommandBuilder::from_argv(argv.iter().map(|&arg| arg.into()).collect());
        command.cwd(self.0.path());
        for name in FROM_OUTSIDE {
            command.env_remove(name);
        }
        command.env("HOME", self.0.path());
        command.env("TERM", "xterm-256color");
        for (name, value) in vars {
            command.env(name, value);
        }
        Terminal::start(command, size)
    }
}

/// What a terminal has shown so far.
struct Shown {
    parser: vt100::Parser,
    raw: Vec<u8>,
    closed: bool,
}

/// A terminal with a program in it.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    /// Line discipline before the program began.
    before: String,
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn side(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}

impl Terminal {
    fn start(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).unwrap();
        let before = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(side(size.1), side(size.0), 0);
        let shown = Shown { parser, raw: Vec::new(), closed: false };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let sink = shown.clone();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            loop {
                let count = reader.read(&mut bytes).unwrap_or(0);
                // Poisoned by a test that failed already.
                let Ok(mut shown) = sink.0.lock() else { return };
                shown.raw.extend(&bytes[..count]);
                shown.parser.process(&bytes[..count]);
                shown.closed |= count == 0;
                sink.1.notify_all();
                if shown.closed {
                    return;
                }
            }
        });
        let keyboard = Some(pair.master.take_writer().unwrap());
        Self { master: Some(pair.master), keyboard, child, shown, before }
    }

    /// Types keys as the terminal would send them.
    pub(crate) fn keys(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Types keys and waits for words to appear.
    pub(crate) fn press(&mut self, keys: &str, expected: &str) {
        self.keys(keys);
        self.wait_for(expected);
    }

    /// Waits until the words are on the screen.
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(&format!("“{words}”"), |screen| screen.contents().contains(words));
    }

    /// Waits until nothing has been written for a while: every answer that was under way is in.
    pub(crate) fn wait_for_silence(&self) {
        let mut before = usize::MAX;
        while before != self.raw().len() {
            before = self.raw().len();
            thread::sleep(SILENCE);
        }
    }

    /// Waits until the words are no longer on the screen.
    pub(crate) fn wait_without(&self, words: &str) {
        self.wait_until(&format!("no “{words}”"), |screen| !screen.contents().contains(words));
    }

    /// Waits until the screen is as it should be.
    pub(crate) fn wait_until(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let shown = self.shown.0.lock().unwrap();
        let waiting = |shown: &mut Shown| !is_so(shown.parser.screen()) && !shown.closed;
        let (shown, _) = self.shown.1.wait_timeout_while(shown, PATIENCE, waiting).unwrap();
        let screen = shown.parser.screen();
        assert!(is_so(screen), "waited for {what} in vain:\n{}", screen.contents());
    }

    /// Returns what is on the screen.
    pub(crate) fn screen(&self) -> String {
        self.shown.0.lock().unwrap().parser.screen().contents()
    }

    /// Returns what a look at the screen gives.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.shown.0.lock().unwrap().parser.screen())
    }

    /// Returns every byte that was written to the terminal.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.shown.0.lock().unwrap().raw.clone()
    }

    /// Waits until the terminal was written these bytes.
    pub(crate) fn wait_until_told(&self, bytes: &str) {
        let shown = self.shown.0.lock().unwrap();
        let is_told = |shown: &Shown| String::from_utf8_lossy(&shown.raw).contains(bytes);
        let waiting = |shown: &mut Shown| !is_told(shown) && !shown.closed;
        let (shown, _) = self.shown.1.wait_timeout_while(shown, PATIENCE, waiting).unwrap();
        assert!(is_told(&shown), "waited for {bytes:?} in vain");
    }

    /// Changes the size.
    pub(crate) fn resize(&self, size: (u16, u16)) {
        self.shown.0.lock().unwrap().parser.screen_mut().set_size(side(size.1), side(size.0));
        self.master.as_ref().unwrap().resize(pty_size(size)).unwrap();
    }

    /// Sends the program a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        signal(name, self.child.process_id().unwrap());
    }

    /// Closes the terminal under the program, after a last key that has it write something:
    /// only then does the thread that reads let go of the terminal.
    pub(crate) fn close(&mut self, last: &str) {
        self.shown.0.lock().unwrap().closed = true;
        self.keys(last);
        self.keyboard = None;
        self.master = None;
    }

    /// Waits for the program to end and returns its exit code.
    pub(crate) fn exit_code(&mut self) -> u32 {
        {
            let shown = self.shown.0.lock().unwrap();
            let open = |shown: &mut Shown| !shown.closed;
            let (shown, _) = self.shown.1.wait_timeout_while(shown, PATIENCE, open).unwrap();
            let screen = shown.parser.screen();
            assert!(shown.closed, "the program did not end:\n{}", screen.contents());
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Checks that the terminal is as it was before the program, on its usual screen.
    pub(crate) fn assert_restored(&self) {
        let shown = self.shown.0.lock().unwrap();
        let screen = shown.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes come plain");
        let mouse = screen.mouse_protocol_mode();
        assert_eq!(mouse, vt100::MouseProtocolMode::None, "the mouse is the terminal's");
        if let Some(master) = &self.master {
            assert_eq!(modes(master.as_ref()), self.before, "raw mode is off");
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a process a signal by its name.
pub(crate) fn signal(name: &str, process: u32) {
    let status = Command::new("kill").args(["-s", name, &process.to_string()]).status().unwrap();
    assert!(status.success(), "kill -s {name} {process}");
}

/// The line discipline, in some form that can be compared.
fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios())
}
