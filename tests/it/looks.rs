//! How the reader looks in a real terminal: themes, the terminal's background, and its locale.

use crate::support::{Home, PROGRAM, Terminal, briefings};
use std::ffi::OsStr;

const USUAL: (u16, u16) = (120, 40);

fn begin(home: &Home, args: &[&str], vars: &[(&str, &str)]) -> Terminal {
    let article = briefings().join("2026-03-06-ice-core.txt");
    let mut argv = vec![OsStr::new(PROGRAM), article.as_os_str()];
    argv.extend(args.iter().map(OsStr::new));
    home.start(&argv, vars, USUAL)
}

fn start(home: &Home, args: &[&str], vars: &[(&str, &str)]) -> Terminal {
    let terminal = begin(home, args, vars);
    terminal.wait_for("quotes");
    terminal.wait_without("ooking for quotes");
    terminal
}

/// Whether the terminal was told a colour: 38;5;n and 48;5;n are those of the 256.
fn is_told(terminal: &Terminal, colour: &str) -> bool {
    String::from_utf8_lossy(&terminal.raw()).contains(colour)
}

#[test]
fn colours_are_those_of_the_theme() {
    let home = Home::new();
    let none = start(&home, &[], &[("NO_COLOR", "1")]);
    assert!(!is_told(&none, "38;5;") && !is_told(&none, "48;5;"));
    let now = start(&home, &["--theme", "dark"], &[("NO_COLOR", "1")]);
    assert!(is_told(&now, "48;5;234"), "the command line goes before NO_COLOR");
    home.file(".config/pullquote/config.toml", "theme = \"mine\"");
    home.file(".config/pullquote/themes/mine.toml", "[roles]\nheadline = \"#010203\"");
    let own = start(&home, &[], &[]);
    assert!(is_told(&own, "38;2;1;2;3"));
}

#[test]
fn the_theme_follows_the_terminals_background() {
    let home = Home::new();
    // The program waits a moment for the answer, which on a busy machine can come too late.
    let follows = (0..20).any(|_| {
        let mut terminal = begin(&home, &["--theme", "auto"], &[("TERM", "xterm-256color")]);
        terminal.wait_until_told("\u{1b}]11;?");
        // What a terminal answers whose background is white, and to the question that follows.
        terminal.keys("\u{1b}]10;rgb:0000/0000/0000\u{1b}\\");
        terminal.keys("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\\u{1b}[?1;2c");
        terminal.wait_for("quotes");
        terminal.wait_for_silence();
        assert!(!is_told(&terminal, "48;5;255"));
        // A colour of the light theme, on the terminal's own background.
        is_told(&terminal, "38;5;235")
    });
    assert!(follows);
}

#[test]
fn signs_are_those_of_the_locale() {
    let home = Home::new();
    for (locale, has_line) in [("C", false), ("en_GB.UTF-8", true)] {
        let terminal = start(&home, &[], &[("LC_ALL", locale)]);
        assert_eq!(terminal.screen().contains('─'), has_line, "{locale}");
    }
}

#[test]
fn keys_of_the_config_are_those_of_the_reader() {
    let home = Home::new();
    home.file(
        ".config/pullquote/config.toml",
        "[keys]\nquit = \"x\"\nhelp = \"Q\"\nnext-quote = \"; ;\"\n",
    );
    let mut terminal = start(&home, &[], &[]);
    terminal.wait_for("Welcome: Q shows the keys, x quits.");
    terminal.press("q", "q does nothing here. Q shows the keys.");
    terminal.press("j", "Q help  ;; quote");
    terminal.press(";;", "quote 1");
    terminal.keys("x");
    assert_eq!(terminal.exit_code(), 0);
}
