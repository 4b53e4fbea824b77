//! The user's program that passages are handed to: it reads one on standard input, and the first
//! line that it prints is told.

use crate::app::Action;
use crate::load::sanitize::sanitize_line;
use std::io::{self, PipeReader, Read, Write, pipe};
use std::process::{Child, Command, Stdio};
use std::thread;

/// Bytes of what the program prints that are looked at.
const LOOKED_AT: u64 = 64 << 10;

/// Characters of its first line that are told.
const TOLD: usize = 300;

/// Runs a program with a text on its standard input; `answer` is told what came of it, when it
/// has ended. Nothing waits for it.
pub fn run(program: &[String], text: String, answer: impl Fn(Action) + Send + 'static) {
    let Some(name) = program.first() else {
        let said = "No program is named to hand a passage to; set pipe = \"…\" in the config.";
        return answer(Action::Notice(said.to_owned()));
    };
    let name = sanitize_line(name);
    match start(program) {
        Ok((child, output)) => {
            thread::spawn(move || answer(Action::Notice(outcome(&name, child, output, text))));
        }
        Err(error) => {
            let said = format!("{name} cannot be started: {error}; “pipe” in the config names it.");
            answer(Action::Notice(said));
        }
    }
}

/// Starts the program; what it prints and what it complains of come one after the other.
fn start(program: &[String]) -> io::Result<(Child, PipeReader)> {
    let (output, ours) = pipe()?;
    let name = program.first().map_or("", String::as_str);
    let mut command = Command::new(name);
    command
        .args(program.iter().skip(1))
        .stdin(Stdio::piped())
        .stdout(ours.try_clone()?)
        .stderr(ours);
    let child = command.spawn()?;
    Ok((child, output))
}

/// Waits for the program and says what came of it.
fn outcome(name: &str, mut child: Child, output: PipeReader, text: String) -> String {
    let input = child.stdin.take();
    // It may print before it has read all: neither waits for the other.
    let writing = thread::spawn(move || {
        // A program that does not want all of it closes its end.
        input.map(|mut input| input.write_all(text.as_bytes()))
    });
    let mut printed = Vec::new();
    let read = output.take(LOOKED_AT).read_to_end(&mut printed);
    let status = child.wait();
    drop(writing.join());
    let printed = String::from_utf8_lossy(&printed);
    let line = printed.lines().map(sanitize_line).find(|line| !line.trim().is_empty());
    let line: Option<String> = line.map(|line| line.trim().chars().take(TOLD).collect());
    match (read.and(status), line) {
        (Ok(status), Some(line)) if status.success() => line,
        (Ok(status), None) if status.success() => format!("Handed to {name}."),
        (Ok(status), Some(line)) => format!("{name} ended with an error ({status}): {line}"),
        (Ok(status), None) => format!("{name} ended with an error ({status})."),
        (Err(error), _) => format!("{name} cannot be waited for: {error}."),
    }
}
