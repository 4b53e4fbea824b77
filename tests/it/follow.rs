//! Following flags up in a real terminal: the view of all flags, notes of several lines, and what is
//! written when the reader is left.

use crate::support::{Home, Terminal, briefings};
use crate::tui::quotes;
use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

const USUAL: (u16, u16) = (120, 40);

#[test]
fn flags_are_followed_up_and_notes_have_lines() {
    let home = Home::new();
    let editor =
        home.file("editor", "#!/bin/sh\nprintf 'from the editor\\nits second line\\n' >\"$1\"\n");
    std::fs::set_permissions(&editor, PermissionsExt::from_mode(0o755)).unwrap();
    let folder = briefings();
    let left = home.path("left.jsonl");
    let start = |size| {
        let argv = [
            OsStr::new(crate::support::PROGRAM),
            folder.as_os_str(),
            OsStr::new("--flags-on-exit"),
            left.as_os_str(),
        ];
        let terminal = home.start(&argv, &[("VISUAL", editor.to_str().unwrap())], size);
        terminal.wait_for(&quotes());
        terminal
    };
    let mut terminal = start(USUAL);
    terminal.press("]", "quote 1 of");
    terminal.press("m", "Note:");
    terminal.press("first line\u{1b}\rsecond line", "second line");
    terminal.press("\r", "Saved.");
    terminal.press("]", "quote 2 of");
    terminal.press("*", "Saved.");
    terminal.press("gf", "Flags by article");
    terminal.press("#", "Tags:");
    terminal.press("drill\r", "The tags are saved.");
    terminal.press("D", "Due:");
    terminal.press("2020-01-02\r", "Due on Thursday 2 January 2020.");
    terminal.wait_for("overdue since 2020-01-02");
    terminal.press("jE", "its second line");
    terminal.press("oo", "no tag");
    terminal.resize((40, 12));
    terminal.press("/tag:drill\r", "tag:drill");
    terminal.wait_without("from the editor");
    terminal.press("\r", "min left");
    terminal.press("p", "second line");
    quit_keys(&mut terminal, "\u{1b}");
    let written = std::fs::read_to_string(&left).unwrap();
    assert!(written.contains(r"first line\nsecond line"), "{written}");
    assert!(written.contains(r"from the editor\nits second line"), "{written}");
    assert_eq!(written.lines().count(), 2);

    let mut terminal = start((80, 24));
    terminal.press("gf", "overdue since 2020-01-02");
    terminal.wait_for("second line");
    // All that is listed is marked: both are to be there.
    terminal.wait_for("from the edi…");
    terminal.press("Md", "2 flags: Deleted.");
    terminal.press("u", "Taken back: flag: 2 flags.");
    quit_keys(&mut terminal, "q");
    assert_eq!(std::fs::read_to_string(&left).unwrap(), "", "nothing was flagged this time");
}

/// Presses a key that closes what is open, waits for the text and quits.
fn quit_keys(terminal: &mut Terminal, close: &str) {
    terminal.keys(close);
    terminal.wait_for_silence();
    terminal.keys("q");
    assert_eq!(terminal.exit_code(), 0, "{}", terminal.screen());
    terminal.assert_restored();
}

#[test]
fn flags_are_followed_up_without_a_screen() {
    let home = Home::new();
    let article = briefings().join("2026-03-06-ice-core.txt");
    let lines = "next-quote\nflag\nask the drillers\nnext-quote\nflag-now\nfollow-up\nj\nx\n\
        flag-mark-all\nflag-tags\nice\ntext\nprevious-flag\np\nquit\n";
    let mut child = home
        .command(&[OsStr::new("--plain"), article.as_os_str()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let told = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&told.stdout);
    for words in [
        "Flags by article, 2 of 2.",
        "open, note: ask the drillers, said by ",
        "2 flags are marked; what you do now is done to all of them.",
        "Flag 1 of 2: ",
        "Flag 1 of 2: the core reaches back 1.6 million years",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let (_, listed, _) = home.run(&["flags", "export", "--format", "jsonl"]);
    assert_eq!(listed.matches(r#""tags":["ice"]"#).count(), 2, "{listed}");
    assert_eq!(listed.matches(r#""status":"done""#).count(), 1, "{listed}");
}
