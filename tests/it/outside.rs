//! Other programs that the reader calls: it gives them the terminal and takes it back.

use crate::support::{Home, PROGRAM, Terminal};
use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const USUAL: (u16, u16) = (120, 40);

const ARTICLE: &str = "Fog Closes The Port\n\nFog came in at dawn.\n\nThe pilots waited.\n";

/// Writes a program in `home` and returns how it is called.
fn program(home: &Home, name: &str, script: &str) -> String {
    let path = home.file(name, format!("#!/bin/sh\n{script}\n"));
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    path.display().to_string()
}

fn open(home: &Home, article: &Path, vars: &[(&str, &str)]) -> Terminal {
    let terminal = home.start(&[OsStr::new(PROGRAM), article.as_os_str()], vars, USUAL);
    terminal.wait_for("0 quotes");
    terminal
}

fn quit(mut terminal: Terminal) {
    terminal.keys("q");
    assert_eq!(terminal.exit_code(), 0, "{}", terminal.screen());
    terminal.assert_restored();
}

#[test]
fn the_file_is_edited_where_the_reader_is_and_read_again() {
    let home = Home::new();
    let article = home.file("fog.txt", ARTICLE);
    // An editor that takes a line, and notes that it was interrupted: keys and Ctrl-C are its own.
    let script = "trap 'echo interrupted >&2' INT\n\
        echo \"editing $1\"\n\
        until read -r line; do :; done\n\
        echo \"$line\" >>\"$1\"";
    let editor = program(&home, "my vi", script);
    let editor = format!("env NAME=x '{editor}'");
    let mut terminal = open(&home, &article, &[("VISUAL", ""), ("EDITOR", &editor)]);
    terminal.press("}}E", "editing");
    terminal.wait_until("the usual screen", |screen| !screen.alternate_screen());
    terminal.press("\u{3}", "interrupted");
    terminal.press("q was not read by the reader.\r", "The file was changed: 1 paragraph");
    terminal.wait_for("q was not read by the reader.");
    terminal.wait_until("the reader's screen", vt100::Screen::alternate_screen);
    quit(terminal);
}

#[test]
fn an_editor_begins_at_the_line_and_one_that_is_none_is_named() {
    let home = Home::new();
    let article = home.file("fog.txt", ARTICLE);
    let vi = program(&home, "vi", "echo \"$@\" >asked");
    let mut terminal = open(&home, &article, &[("VISUAL", &vi), ("EDITOR", "none")]);
    terminal.press("}}E", "The file has not changed.");
    let asked = std::fs::read_to_string(home.path("asked")).unwrap();
    assert_eq!(asked.trim_end(), format!("+5 {}", article.display()));
    quit(terminal);
    let mut terminal = open(&home, &article, &[("VISUAL", "no-such-editor"), ("EDITOR", "")]);
    terminal.press("E", "The editor “no-such-editor” cannot be started");
    quit(terminal);
}

#[test]
fn a_passage_is_handed_to_a_program_and_its_first_line_is_shown() {
    let home = Home::new();
    let article = home.file("fog.txt", ARTICLE);
    let program = program(&home, "keep it", "cat >\"$1\"; echo; echo \"kept in $1\"; echo more");
    let set = |pipe: &str| home.file(".config/pullquote/config.toml", format!("pipe = {pipe:?}\n"));
    set(&format!("'{program}' 'my; notes'"));
    let mut terminal = open(&home, &article, &[]);
    terminal.press("}|", "kept in my; notes");
    let kept = std::fs::read_to_string(home.path("my; notes")).unwrap();
    assert_eq!(kept, "> Fog came in at dawn.\n>\n> — *Fog Closes The Port*\n");
    quit(terminal);
    set("false");
    let mut terminal = open(&home, &article, &[]);
    terminal.press("|", "false ended with an error (exit status: 1).");
    quit(terminal);
    set("");
    let mut terminal = open(&home, &article, &[]);
    terminal.press("|", "No program is named to hand a passage to");
    quit(terminal);
}
