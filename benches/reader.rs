//! How fast the reader is, beside `less` and beside a bare ratatui program, in one run.
//!
//! `cargo bench --bench reader` measures, as medians of interleaved runs, how long it takes from
//! the start to the article's text on the screen, how long from a key to the frame, how many
//! bytes a frame and an idle reader write, and how much memory an article takes. Times differ
//! between machines, the ratios less so. `-- starts`, `-- keys` or `-- rest` measures a part of it.
//! `--bare FILE` is the bare program itself.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use pullquote::annotate::annotate;
use pullquote::app::key::{Key, parse_keys};
use pullquote::app::{Action, App, Effect, update};
use pullquote::load::{Limits, load_text};
use pullquote::shell::library::entry;
use pullquote::view::{self, Theme};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::error::Error;
use std::io::{Read, Sink, Write, sink, stdout};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often a start is measured.
const STARTS: usize = 21;
/// How often a key is in each of so many rounds.
const KEYS: usize = 500;
const ROUNDS: usize = 9;
/// Columns and rows.
const SCREEN: (u16, u16) = (120, 40);
/// The first word of every article, which tells that the text is on the screen.
const FIRST: &str = "Quayside";
/// How long a program may be silent before it counts as idle.
const SILENCE: Duration = Duration::from_millis(700);

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--bare") {
        return bare(Path::new(args.get(at + 1).ok_or("--bare needs a file")?));
    }
    let parts = ["starts", "keys", "rest"];
    let asked = parts.iter().any(|part| args.iter().any(|arg| arg == part));
    let is_asked = |part: &str| !asked || args.iter().any(|arg| arg == part);
    let home = tempfile::tempdir()?;
    if is_asked("starts") {
        for size in [10_000, 1_000_000] {
            starts(home.path(), size)?;
        }
    }
    if is_asked("keys") {
        keys()?;
    }
    if is_asked("rest") {
        at_rest(home.path())?;
    }
    Ok(())
}

/// An article of about `size` bytes with a quote in every `every`th paragraph.
fn article(size: usize, every: usize) -> String {
    let mut text = format!("{FIRST} News Of The Day\n");
    let mut number = 0;
    while text.len() < size {
        number += 1;
        text.push_str(&format!(
            "\nThe {number}th barge came in before the fog, and the clerk wrote down what it \
             carried, who had sent it, and how long it had waited in the roads for a pilot.\n"
        ));
        if number % every == 0 {
            text.push_str("\n“Nobody asked the crews,” said Mara Venn, who leads the pilots.\n");
        }
    }
    text
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get(times.len() * percent / 100).copied().unwrap_or_default()
}

fn ratio(time: Duration, other: Duration) -> f64 {
    time.as_secs_f64() / other.as_secs_f64().max(1e-9)
}

/// From the start of a program to the text on the screen.
fn starts(home: &Path, size: usize) -> Done<()> {
    let file = home.join(format!("{size}.txt"));
    std::fs::write(&file, article(size, 20))?;
    let file = file.display().to_string();
    let this = std::env::current_exe()?.display().to_string();
    let programs: [&[&str]; 3] =
        [&[env!("CARGO_BIN_EXE_pullquote"), &file], &[&this, "--bare", &file], &["less", &file]];
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..STARTS {
        for (program, times) in programs.iter().zip(&mut times) {
            let mut running = Running::start(program, home)?;
            running.wait_for(FIRST)?;
            times.push(running.since.elapsed());
            running.quit()?;
        }
    }
    let [ours, bare, less] = times.map(median);
    println!(
        "first frame, {:>5.2} MB: {:>6.2} ms; bare ratatui {:>6.2} ms ({:.2} times); less {:>6.2} \
         ms ({:.2} times)",
        megabytes(size),
        ours.as_secs_f64() * 1e3,
        bare.as_secs_f64() * 1e3,
        ratio(ours, bare),
        less.as_secs_f64() * 1e3,
        ratio(ours, less),
    );
    Ok(())
}

/// From a key to the bytes of the frame, in the process.
///
/// Among the slowest keys are those that something else on the machine came in between of. That comes
/// in bursts, which fall on one article if one is measured after the other: so each key is pressed
/// in all of them in turn, and of what one key of a hundred takes longer than (p99) the median over
/// the rounds counts.
fn keys() -> Done<()> {
    let sizes = [(10_000, 6), (100_000, 20), (1_000_000, 20), (10_000_000, 20), (2_500_000, 1)];
    let desks = sizes.map(|(size, every)| Ok((size, Desk::open(&article(size, every))?)));
    let mut desks: Vec<(usize, Desk)> = desks.into_iter().collect::<Done<_>>()?;
    for keys in ["j", "]", "<Space>"] {
        let key = *parse_keys(keys)?.first().ok_or("a key")?;
        let mut times: Vec<Times> = desks.iter().map(|_| Times::default()).collect();
        for _ in 0..ROUNDS {
            for _ in 0..KEYS {
                for ((_, desk), times) in desks.iter_mut().zip(&mut times) {
                    let (ours, bare) = desk.press(key)?;
                    times.round.push(ours);
                    times.bare.push(bare);
                }
            }
            times.iter_mut().for_each(Times::end_round);
        }
        let mut first = None;
        for ((size, desk), times) in desks.iter().zip(times) {
            let (typical, bare) = (median(times.medians), median(times.bare));
            let worst = median(times.worst);
            let (usual, slow) = *first.get_or_insert((typical, worst));
            println!(
                "{keys:<8} {:>6.2} MB, {:>6} quotes: {:>6.1} µs ({:.2} times the first), p99 \
                 {:>6.1} µs ({:.2} times); bare draw {:>6.1} µs ({:.2} times)",
                megabytes(*size),
                desk.quotes,
                typical.as_secs_f64() * 1e6,
                ratio(typical, usual),
                worst.as_secs_f64() * 1e6,
                ratio(worst, slow),
                bare.as_secs_f64() * 1e6,
                ratio(typical, bare),
            );
        }
    }
    Ok(())
}

/// What pressing one key in one article took.
#[derive(Default)]
struct Times {
    /// Of this round.
    round: Vec<Duration>,
    /// The median of each round, and what one key of a hundred took longer than.
    medians: Vec<Duration>,
    worst: Vec<Duration>,
    /// Of a bare draw of the same cells.
    bare: Vec<Duration>,
}

impl Times {
    fn end_round(&mut self) {
        self.medians.push(percentile(&mut self.round, 50));
        self.worst.push(percentile(&mut self.round, 99));
        self.round.clear();
    }
}

/// The reader with one article, and a bare program that draws the same cells.
struct Desk {
    app: App,
    theme: Theme,
    quotes: usize,
    screen: Buffer,
    out: CrosstermBackend<Sink>,
    plain: Terminal<CrosstermBackend<Sink>>,
}

impl Desk {
    fn open(text: &str) -> Done<Self> {
        let document = load_text("quay.txt", text, &Limits::default());
        let annotations = annotate(&document);
        let quotes = annotations.quotes.len();
        let known = entry(Path::new("quay.txt"), 0, &document);
        let document = Arc::new(document);
        let mut app = App::new();
        let (width, height) = SCREEN;
        update(&mut app, Action::Resize { width, height });
        update(&mut app, Action::LibraryFound(vec![known.clone()]));
        let asked = update(&mut app, Action::Open(known.clone()));
        for effect in asked {
            let Effect::Open { generation, .. } = effect else { continue };
            let (entry, document) = (known.clone(), document.clone());
            update(&mut app, Action::Opened { entry, document, generation });
            let annotations = Arc::new(annotations.clone());
            update(&mut app, Action::Annotated { annotations, generation });
        }
        let screen = Buffer::empty(Rect::new(0, 0, width, height));
        let out = CrosstermBackend::new(sink());
        let options = TerminalOptions { viewport: Viewport::Fixed(screen.area) };
        let plain = Terminal::with_options(CrosstermBackend::new(sink()), options)?;
        Ok(Self { app, theme: Theme::default(), quotes, screen, out, plain })
    }

    /// Presses a key; returns what it took, and what a bare draw of the cells did. Where it changes
    /// nothing any more, at the end of the article, it is pressed again from the start: a short
    /// article would mostly be at its end.
    fn press(&mut self, key: Key) -> Done<(Duration, Duration)> {
        let (mut took, mut changed) = self.frame(key)?;
        if !changed {
            for key in parse_keys("<Esc> g g")? {
                self.frame(key)?;
            }
            (took, changed) = self.frame(key)?;
        }
        if !changed {
            return Err("the key does nothing".into());
        }
        let (area, lines) = (self.screen.area, lines(&self.screen));
        let since = Instant::now();
        self.plain.draw(|frame| frame.render_widget(Paragraph::new(lines), area))?;
        Ok((took, since.elapsed()))
    }

    /// Has a key drawn; tells what it took, and whether it changed the screen.
    fn frame(&mut self, key: Key) -> Done<(Duration, bool)> {
        let area = self.screen.area;
        let since = Instant::now();
        update(&mut self.app, Action::Key(key));
        let mut next = Buffer::empty(area);
        view::draw(&self.app, &self.theme, area, &mut next);
        self.out.draw(self.screen.diff(&next).into_iter())?;
        let took = since.elapsed();
        let changed = self.screen != next;
        self.screen = next;
        Ok((took, changed))
    }
}

/// The rows of a screen as a bare program would hold them: stretches of one style.
fn lines(screen: &Buffer) -> Vec<Line<'static>> {
    let area = screen.area;
    let mut lines = Vec::new();
    for y in area.top()..area.bottom() {
        let mut spans: Vec<Span<'static>> = Vec::new();
        for x in area.left()..area.right() {
            let Some(cell) = screen.cell((x, y)) else { continue };
            match spans.last_mut() {
                Some(span) if span.style == cell.style() => {
                    span.content.to_mut().push_str(cell.symbol());
                }
                _ => spans.push(Span::styled(cell.symbol().to_owned(), cell.style())),
            }
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// Bytes written for a move in a list and while idle, and memory.
fn at_rest(home: &Path) -> Done<()> {
    let file = home.join("memory.txt");
    std::fs::write(&file, article(1_000_000, 20))?;
    // The list has another line to move to, above it.
    std::fs::write(home.join("another.txt"), article(10_000, 20))?;
    let file = file.display().to_string();
    let program = env!("CARGO_BIN_EXE_pullquote");
    let mut running = settled(&[program, &file], home)?;
    println!("idle for 3 s: {} bytes", running.until_silent());
    println!("memory with an article of 1 MB, annotated: {:.1} MB resident", running.resident()?);
    running.quit()?;
    // Whoever has flagged something has a store, which is opened at every start.
    let flag = ["flags", "add", &file, "Nobody asked the crews,", "--nth", "1"];
    let mut adding = Command::new(program);
    adding.args(flag).env("HOME", home).env_remove("XDG_DATA_HOME").stdout(Stdio::null());
    adding.status()?.success().then_some(()).ok_or("the passage is not flagged")?;
    let mut running = settled(&[program, &file], home)?;
    println!("the same with a store of flags: {:.1} MB resident", running.resident()?);
    for (keys, what) in [("l", "to the list"), ("k", "a move in the list"), ("j", "a move back")] {
        running.type_in(keys)?;
        println!("{what}: {} bytes", running.until_silent());
    }
    running.quit()
}

/// Has the system read a program from the disk again, as after its own start. Around what runs of a
/// program it takes the pieces in which the file came into memory, and those of one that was just
/// copied are larger: that makes a difference of more than a megabyte.
#[cfg(target_os = "linux")]
fn forget(program: &Path) -> Done<()> {
    let file = std::fs::File::open(program)?;
    file.sync_all()?;
    Ok(rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed)?)
}

/// Starts a program that is read from the disk and waits until it has no more to do.
fn settled(program: &[&str], home: &Path) -> Done<Running> {
    #[cfg(target_os = "linux")]
    forget(Path::new(env!("CARGO_BIN_EXE_pullquote")))?;
    let mut running = Running::start(program, home)?;
    running.wait_for(FIRST)?;
    running.until_silent();
    thread::sleep(Duration::from_secs(3));
    running.until_silent();
    Ok(running)
}

/// A program in a terminal of its own.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    _terminal: Box<dyn MasterPty + Send>,
    bytes: Receiver<Vec<u8>>,
    since: Instant,
}

impl Running {
    /// Megabytes that the program has in memory.
    fn resident(&self) -> Done<f64> {
        let id = self.child.process_id().ok_or("the program has an id")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: f64 = line.ok_or("VmRSS")?.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1024.0)
    }

    fn start(program: &[&str], home: &Path) -> Done<Self> {
        let (cols, rows) = SCREEN;
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let argv = program.iter().map(|&part| part.into()).collect();
        let mut command = CommandBuilder::from_argv(argv);
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.cwd(home);
        for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "NO_COLOR", "LESS"] {
            command.env_remove(name);
        }
        let mut reader = pair.master.try_clone_reader()?;
        let keyboard = pair.master.take_writer()?;
        let (sender, bytes) = channel();
        let since = Instant::now();
        let child = pair.slave.spawn_command(command)?;
        drop(pair.slave);
        thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let read = buffer.get(..count).unwrap_or_default().to_vec();
                if sender.send(read).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, keyboard, _terminal: pair.master, bytes, since })
    }

    fn wait_for(&mut self, word: &str) -> Done<()> {
        let mut seen = Vec::new();
        loop {
            seen.extend(self.bytes.recv_timeout(Duration::from_secs(20))?);
            if seen.windows(word.len()).any(|window| window == word.as_bytes()) {
                return Ok(());
            }
        }
    }

    /// Waits until nothing is written any more; returns how many bytes were.
    fn until_silent(&mut self) -> usize {
        let mut count = 0;
        while let Ok(bytes) = self.bytes.recv_timeout(SILENCE) {
            count += bytes.len();
        }
        count
    }

    fn type_in(&mut self, keys: &str) -> Done<()> {
        self.keyboard.write_all(keys.as_bytes())?;
        Ok(self.keyboard.flush()?)
    }

    fn quit(mut self) -> Done<()> {
        self.type_in("q")?;
        self.child.wait()?;
        Ok(())
    }
}

/// A bare ratatui program: the file in one paragraph, until a key is pressed.
fn bare(file: &Path) -> Done<()> {
    let text = std::fs::read_to_string(PathBuf::from(file))?;
    let mut terminal = ratatui::try_init()?;
    terminal.draw(|frame| {
        let paragraph = Paragraph::new(text.as_str()).wrap(Wrap { trim: false });
        frame.render_widget(paragraph, frame.area());
    })?;
    stdout().flush()?;
    ratatui::crossterm::event::read()?;
    Ok(ratatui::try_restore()?)
}
