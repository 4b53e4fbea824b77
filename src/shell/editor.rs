//! The user's editor: `$VISUAL`, else `$EDITOR`, else `vi`, on a file or on a text of its own.
//!
//! The caller gives the terminal away first ([`super::terminal::Screen::lend`]) and sees to it
//! that nobody else reads keys meanwhile.

use super::inputs;
use crate::load::{Limits, line_of};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{IsTerminal, Write, stdin};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// Where the terminal is whatever standard input is.
const TERMINAL: &str = "/dev/tty";

/// Has the user edit a file, at the line that holds byte `at` of it as it was decoded. Returns
/// when the editor is left.
///
/// # Errors
///
/// Returns a sentence that says what is wrong and what to do.
pub fn edit_file(path: &Path, at: usize) -> Result<(), String> {
    let limits = Limits::default();
    let line = line_of(&inputs::read(path, limits.bytes)?, at, &limits);
    run(path, line)
}

/// Has the user edit a text and returns what it was when the editor was left, without blanks at
/// its end. Meanwhile it lies in a file that nobody else can read.
///
/// # Errors
///
/// Returns a sentence that says what is wrong and what to do.
pub fn edit_text(text: &str) -> Result<String, String> {
    let path = env::temp_dir().join(format!("pullquote-{}.txt", uuid::Uuid::now_v7()));
    let edited = write_new(&path, text)
        .map_err(|error| format!("There is no file to edit in: {error}."))
        .and_then(|()| run(&path, 1))
        .and_then(|()| inputs::read(&path, Limits::default().bytes))
        .map(|bytes| String::from_utf8_lossy(&bytes).trim_end().to_owned());
    // What cannot be removed is left to whoever clears the folder.
    let _ = fs::remove_file(&path);
    edited
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{text}")
}

fn run(path: &Path, line: usize) -> Result<(), String> {
    let given = ["VISUAL", "EDITOR"].map(env::var_os).into_iter().flatten();
    let editor = given.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| "vi".into());
    let name = editor.to_string_lossy().into_owned();
    // Users write words and quotes in these variables, which only a shell takes apart as they
    // mean it; the path is an argument of its own.
    let mut command = Command::new("sh");
    command.arg("-c").arg(script(&editor)).arg(&editor).args(arguments(&name, path, line));
    if !stdin().is_terminal() {
        let terminal = File::open(TERMINAL);
        command.stdin(terminal.map_or_else(|_| Stdio::null(), Stdio::from));
    }
    let hint = "set $VISUAL or $EDITOR to one.";
    let status = command.status().map_err(|error| format!("No editor: {error}; {hint}"))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(126 | 127) => Err(format!("The editor “{name}” cannot be started; {hint}")),
        _ => Err(format!("The editor “{name}” ended with an error ({status}).")),
    }
}

/// What the shell does; keys that interrupt the editor are not to end the shell before it.
fn script(editor: &OsStr) -> OsString {
    let mut script = OsString::from("trap : INT QUIT; ");
    script.push(editor);
    script.push(" \"$@\"");
    script
}

/// What an editor of this name is to be told, so that it begins at a line.
fn arguments(editor: &str, path: &Path, line: usize) -> Vec<OsString> {
    let path = match path.is_absolute() {
        true => path.to_owned(),
        // Nothing in a name is an option.
        false => PathBuf::from(".").join(path),
    };
    let program = editor.split_whitespace().next().map_or("", |word| {
        Path::new(word).file_stem().and_then(|name| name.to_str()).unwrap_or(word)
    });
    match program {
        _ if line <= 1 => vec![path.into()],
        "vi" | "vim" | "nvim" | "view" | "gvim" | "vis" | "nano" | "pico" | "emacs"
        | "emacsclient" | "kak" | "micro" | "joe" | "jed" | "mg" | "ne" | "ed" | "less" => {
            vec![format!("+{line}").into(), path.into()]
        }
        "hx" | "helix" | "subl" | "zed" => {
            let mut place = path.into_os_string();
            place.push(format!(":{line}"));
            vec![place]
        }
        "code" | "codium" => {
            let mut place = path.into_os_string();
            place.push(format!(":{line}"));
            vec!["--goto".into(), place]
        }
        _ => vec![path.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_begin_at_the_line() {
        let check = |editor: &str, path: &str, line: usize, expected: &[&str]| {
            let found = arguments(editor, Path::new(path), line);
            assert_eq!(found, expected.iter().map(OsString::from).collect::<Vec<_>>(), "{editor}");
        };
        check("vi", "/a b.txt", 12, &["+12", "/a b.txt"]);
        check("vi", "/a.txt", 1, &["/a.txt"]);
        check("/usr/bin/nvim -p", "-x.txt", 3, &["+3", "./-x.txt"]);
        check("hx", "/a.txt", 12, &["/a.txt:12"]);
        check("code --wait", "/a.txt", 12, &["--goto", "/a.txt:12"]);
        check("my-own", "/a.txt", 12, &["/a.txt"]);
        check("", "a.txt", 12, &["./a.txt"]);
    }
}
