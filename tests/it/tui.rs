//! The reader in a real terminal: keys in, screen out, and the terminal given back.

use crate::support::{Home, Terminal, briefings, signal};
use pullquote::shell::terminal::{Screen, on_panic};
use std::ffi::OsStr;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

const USUAL: (u16, u16) = (120, 40);

/// How many quotations the newest sample article has.
fn count() -> usize {
    let path = briefings().join("2026-03-06-ice-core.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let document = pullquote::load::load_text("-", &text, &pullquote::load::Limits::default());
    pullquote::annotate::annotate(&document).quotes.len()
}

/// What the status line says when that article is open.
pub(crate) fn quotes() -> String {
    format!("{} quotes", count())
}

/// What it says when the cursor is on one of them.
fn quote(number: usize) -> String {
    format!("quote {number} of {}", count())
}

fn open(home: &Home, size: (u16, u16)) -> Terminal {
    let terminal = home.read(&[briefings()], size);
    terminal.wait_for(&quotes());
    terminal
}

fn quit(mut terminal: Terminal) {
    terminal.keys("q");
    assert_eq!(terminal.exit_code(), 0, "{}", terminal.screen());
    terminal.assert_restored();
}

#[test]
fn a_flag_is_there_after_a_restart() {
    let home = Home::new();
    let mut terminal = open(&home, USUAL);
    terminal.press("]", &quote(1));
    terminal.press("]]", &quote(3));
    terminal.press("[", &quote(2));
    terminal.press("s", "<Esc>");
    terminal.press("\r", "Mentions");
    terminal.press("\r", &quote(2));
    terminal.press("m", "Note:");
    terminal.press("ask the drillers\r", "Saved.");
    quit(terminal);

    let mut terminal = open(&home, USUAL);
    terminal.press("F", "ask the drillers");
    terminal.press("x", "Marked as done.");
    terminal.press("q", &quotes());
    quit(terminal);

    let (code, listed, _) = home.run(&["flags", "list"]);
    assert_eq!(code, 0);
    assert!(listed.contains("ask the drillers"), "{listed}");
}

#[test]
fn latest_contents_open_articles_and_back_leads_back() {
    let home = Home::new();
    let mut terminal = open(&home, USUAL);
    terminal.press("l", "Latest contents");
    terminal.press("j\r", "Velmark And Tesh Agree");
    terminal.wait_until("the second article", |screen| {
        screen.contents().lines().take(3).any(|line| line.contains("Velmark"))
    });
    terminal.keys("H");
    terminal.wait_until("the first article", |screen| {
        screen.contents().lines().take(3).any(|line| line.contains("Oldest Ice"))
    });
    quit(terminal);
}

#[test]
fn a_long_article_is_there_from_its_head_on() {
    let home = Home::new();
    let text: String = (0..20_000).map(|number| format!("Line {number} it is.\n\n")).collect();
    let article = home.file("long.txt", format!("All The Lines\n\n{text}"));
    let mut terminal = home.read(&[article], USUAL);
    terminal.wait_for("Line 3 it is.");
    terminal.press("G", "Line 19999 it is.");
    quit(terminal);
}

#[test]
fn the_mouse_is_used_and_given_back() {
    let home = Home::new();
    let mut terminal = open(&home, USUAL);
    let press =
        |column: u16, row: u16| format!("\u{1b}[<0;{column};{row}M\u{1b}[<0;{column};{row}m");
    // The second article of latest contents, twice.
    terminal.keys(&press(90, 28).repeat(2));
    terminal.wait_until("the second article", |screen| {
        screen.contents().lines().take(3).any(|line| line.contains("Velmark"))
    });
    terminal.keys("\u{1b}[<0;12;5M\u{1b}[<32;30;5M\u{1b}[<0;30;5m");
    terminal.wait_for("words selected");
    terminal.signal("TERM");
    assert_eq!(terminal.exit_code(), 143);
    terminal.assert_restored();
    let mut plain = home.read(&[briefings().as_os_str(), "--no-mouse".as_ref()], USUAL);
    plain.wait_for(&quotes());
    assert!(!plain.raw().windows(6).any(|bytes| bytes == b"[?1002"), "the mouse is left alone");
    plain.keys("q");
    assert_eq!(plain.exit_code(), 0);
}

#[test]
fn a_passage_is_copied_and_the_page_opened() {
    let home = Home::new();
    let article = "+++\ntitle = \"Fog\"\nurl = \"https://news.example/fog\"\n+++\n\nFog came.\n";
    let article = home.file("fog.md", article);
    let browser =
        home.file("browser", "#!/bin/sh\nprintf '%s' \"$1\" >opened.new; mv opened.new opened\n");
    std::fs::set_permissions(&browser, std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    let argv = [OsStr::new(crate::support::PROGRAM), article.as_os_str()];
    let mut terminal = home.start(&argv, &[("BROWSER", browser.to_str().unwrap())], USUAL);
    terminal.wait_for("0 quotes");
    terminal.press("}y", "2 words copied.");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(raw.contains("\u{1b}]52;c;Rm9nIGNhbWUu"), "{raw}");
    terminal.press("O", "Opening https://news.example/fog");
    while !home.path("opened").exists() {
        thread::yield_now();
    }
    assert_eq!(std::fs::read_to_string(home.path("opened")).unwrap(), "https://news.example/fog");
    quit(terminal);
}

#[test]
fn every_size_works_and_the_passage_stays_in_view() {
    let home = Home::new();
    let mut terminal = open(&home, USUAL);
    terminal.press("]]]", &quote(3));
    for size in [(80, 24), (40, 12), (1, 1), (200, 60)] {
        terminal.resize(size);
        if size.0 > 1 {
            terminal.wait_for("quote 3");
            terminal.wait_for("for bubbles");
        }
    }
    quit(terminal);
    let mut tiny = home.read(&[briefings()], (1, 1));
    tiny.keys("]jq");
    assert_eq!(tiny.exit_code(), 0);
    tiny.assert_restored();
}

#[test]
fn signals_end_the_program_and_restore_the_terminal() {
    for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131)] {
        let home = Home::new();
        let mut terminal = open(&home, USUAL);
        terminal.signal(name);
        assert_eq!(terminal.exit_code(), code, "{name}");
        terminal.assert_restored();
    }
}

#[test]
fn the_program_ends_with_its_terminal() {
    let home = Home::new();
    let mut terminal = open(&home, USUAL);
    terminal.press("m", "Note:");
    terminal.press("\r", "Saved.");
    terminal.close("?");
    assert_eq!(terminal.exit_code(), 129);
    assert_eq!(home.run(&["flags", "list", "--open"]).0, 10, "the flag is kept");
}

#[test]
fn stopped_and_continued() {
    let home = Home::new();
    let shell = ["sh", "-i"].map(OsStr::new);
    let mut terminal = home.start(&shell, &[("PS1", "ready$ ")], USUAL);
    terminal.wait_for("ready$");
    let article = briefings().join("2026-03-06-ice-core.txt");
    let command =
        format!("sh -c 'echo $$ >pid; exec {} {}'\r", crate::support::PROGRAM, article.display());
    for stop in ["key", "signal"] {
        terminal.press(&command, &quotes());
        match stop {
            "key" => terminal.keys("\u{1a}"),
            _ => {
                let pid = std::fs::read_to_string(home.path("pid")).unwrap();
                signal("TSTP", pid.trim().parse().unwrap());
            }
        }
        terminal.wait_until("the shell", |screen| {
            !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready$")
        });
        assert!(!terminal.screen().contains(&quotes()));
        terminal.press("fg\r", &quotes());
        terminal.press("]", &quote(1));
        terminal.keys("q");
        terminal.wait_until("the shell", |screen| {
            !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready$")
        });
    }
    terminal.keys("exit\r");
    terminal.exit_code();
    terminal.assert_restored();
}

#[test]
fn a_panic_restores_the_terminal() {
    let program = std::env::current_exe().unwrap();
    for thread in ["this", "another"] {
        let name = format!("tui::panics_on_{thread}_thread");
        let args = ["--exact", &name, "--ignored", "--nocapture"].map(OsStr::new);
        let argv: Vec<&OsStr> = std::iter::once(program.as_os_str()).chain(args).collect();
        let mut terminal = Home::new().start(&argv, &[], USUAL);
        assert_ne!(terminal.exit_code(), 0, "{thread}");
        terminal.assert_restored();
        let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
        let (_, after) = raw.split_once("\u{1b}[?1049h").expect("the alternate screen was entered");
        let (before, after) = after.split_once("\u{1b}[?1049l").expect("and left");
        assert!(!before.contains("out of ink"), "nothing is said before: {raw}");
        let order = before.find("\u{1b}[8l").zip(before.rfind("\u{1b}[8h"));
        assert!(order.is_some_and(|(ours, yours)| ours < yours), "the order is given back: {raw}");
        assert!(after.contains("out of ink"), "{raw}");
    }
}

#[test]
#[ignore = "runs in the terminal of a_panic_restores_the_terminal"]
fn panics_on_this_thread() {
    on_panic(|_| unreachable!("this is the thread that draws"));
    let mut screen = Screen::enter(true).unwrap();
    screen.draw(|_, _| None).unwrap();
    panic!("out of ink");
}

#[test]
#[ignore = "runs in the terminal of a_panic_restores_the_terminal"]
fn panics_on_another_thread() {
    let (sender, reports) = channel();
    on_panic(move |report| sender.send(report).unwrap());
    let mut screen = Screen::enter(true).unwrap();
    screen.draw(|_, _| None).unwrap();
    assert!(thread::spawn(|| panic!("out of ink")).join().is_err());
    drop(screen);
    panic!("{}", reports.recv().unwrap());
}

#[test]
fn nothing_hostile_in_a_file_reaches_the_terminal() {
    let home = Home::new();
    let evil = "Fog\u{202e}gof\u{1b}]0;owned\u{7}\n\n\
        A line with \u{1b}[31mcolour\u{1b}[0m, \u{9b}2J a C1, \u{1b}P1$r\u{1b}\\ a string, \
        \u{2066}an isolate\u{2069}, \u{e0041}\u{e0042} tags, \u{200b}nothing\u{feff} and a \u{7} bell.\n\n\
        “We \u{1b}]52;c;b3duZWQ=\u{7}heard\u{202d} it,” said Mara\u{1b}[2J Venn.\n";
    let file = home.file("evil\u{1b}[2J\u{202e}.txt", evil);
    let mut terminal = home.read(&[file.as_path()], USUAL);
    terminal.wait_for("1 quote");
    terminal.press("]", "quote 1 of 1");
    terminal.press("s", "<Esc>");
    terminal.press("\r", "Mentions");
    terminal.press("\r", "quote 1 of 1");
    terminal.press("w", "Who said what");
    terminal.keys("q");
    terminal.wait_without("Who said what");
    terminal.press("m", "Note:");
    terminal.press("a\u{1b}[200~b\u{1b}[31m\u{202e}c\u{1b}[201~\r", "Saved.");
    terminal.press("F", "Flags of this article");
    terminal.keys("q");
    terminal.wait_without("Flags of this article");
    quit(checked(terminal));
}

/// Checks that all a terminal was sent is the program's own.
fn checked(terminal: Terminal) -> Terminal {
    let raw = terminal.raw();
    let text = String::from_utf8(raw).expect("what is written is UTF-8");
    for hostile in ["owned", "b3duZWQ=", "\u{7}", "\u{1b}]", "\u{1b}P", "\u{1b}_", "\u{1b}^"] {
        assert!(!text.contains(hostile), "{hostile:?}");
    }
    let is_hostile = |c: char| {
        matches!(c, '\u{80}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
            || (c.is_ascii_control() && c != '\u{1b}')
    };
    if let Some(at) = text.find(is_hostile) {
        panic!("{:?} was written", &text[at..].chars().next());
    }
    terminal
}

#[test]
fn keys_that_change_nothing_write_nothing() {
    let written = |idle: &str| {
        let home = Home::new();
        home.file("fog.txt", "Fog Closes In\n\n“We can’t go on,” said Mara Venn.\n");
        let mut terminal = home.read(&["fog.txt"], USUAL);
        terminal.wait_for("1 quote");
        terminal.wait_without("…");
        // The first key of all takes the greeting away.
        terminal.press("]", "quote 1 of 1");
        terminal.press("\u{1b}", " · 1 quote");
        terminal.keys("gg");
        terminal.wait_for_silence();
        let before = terminal.raw().len();
        terminal.keys(idle);
        terminal.press("]", "quote 1 of 1");
        terminal.keys("q");
        assert_eq!(terminal.exit_code(), 0);
        terminal.raw().len() - before
    };
    assert_eq!(written(""), written(&"k".repeat(100)));
}

#[test]
fn standard_input_is_read_with_keys_from_the_terminal() {
    let home = Home::new();
    let article = briefings().join("2026-03-06-ice-core.txt");
    let command = format!("cat '{}' | '{}' -", article.display(), crate::support::PROGRAM);
    let mut terminal = home.start(&["sh", "-c", &command].map(OsStr::new), &[], USUAL);
    terminal.wait_for("Oldest Ice Yet Holds");
    terminal.wait_for(&quotes());
    terminal.press("]", &quote(1));
    quit(terminal);
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_read() {
    let home = Home::new();
    let article = briefings().join("2026-03-06-ice-core.txt");
    let mut terminal = home.read(&[home.path("none.txt"), article], USUAL);
    terminal.wait_for("Aino Kestrel  who leads");
    terminal.keys("q");
    assert_eq!(terminal.exit_code(), 1);
    assert!(terminal.screen().contains("none.txt does not exist"), "{}", terminal.screen());
    terminal.assert_restored();

    home.file("news/fog.txt", "Fog Closes In\n\nThe fog came at dawn.\n");
    std::os::unix::fs::symlink("nowhere", home.path("news/gone.txt")).unwrap();
    let mut terminal = home.read(&["news"], USUAL);
    terminal.wait_for("gone.txt does not exist");
    terminal.keys("q");
    assert_eq!(terminal.exit_code(), 1);
    assert!(terminal.screen().contains("gone.txt does not exist"), "{}", terminal.screen());
    terminal.assert_restored();

    let mut terminal = home.read(&[home.path("none.txt")], USUAL);
    assert_eq!(terminal.exit_code(), 1);
    assert!(!terminal.raw().windows(6).any(|bytes| bytes == b"[?1049"), "no screen is taken");
}

#[test]
fn a_correction_is_there_after_a_restart_and_in_exports() {
    let home = Home::new();
    let text = "Fog\n\n“We go,” said Mara Venn.\n\n“Not I,” said Olu Dace. “Never.”\n";
    let file = home.file("fog.txt", text);
    let mut terminal = home.read(&[file.as_path()], USUAL);
    terminal.wait_for("2 quotes");
    terminal.press("]", "quote 1 of 2");
    terminal.press("r", "Who said");
    terminal.press("j\r", "Saved: Olu Dace said");
    quit(terminal);

    let mut terminal = home.read(&[file.as_path()], USUAL);
    terminal.wait_for("2 quotes");
    terminal.press("C", "in force");
    terminal.keys("q");
    terminal.wait_without("in force");
    quit(terminal);

    let speakers = |extra: &[&str]| {
        let args: Vec<&str> = [&["annotate", "fog.txt", "--explain"], extra].concat();
        let (code, out, said) = home.run(&args);
        assert_eq!((code, said.as_str()), (0, ""));
        out.lines().find(|line| line.starts_with("1. ")).unwrap().to_owned()
    };
    assert_eq!(speakers(&[]), "1. Olu Dace, direct");
    assert!(home.run(&["annotate", "fog.txt", "--explain"]).1.contains("a reader said so"));
    let (code, listed, _) = home.run(&["corrections", "list"]);
    assert_eq!(code, 0);
    assert!(listed.contains("Olu Dace said “We go,”"), "{listed}");
    let (_, json, _) = home.run(&["corrections", "list", "--json"]);
    assert!(json.contains("\"kind\": \"reassign\""), "{json}");
    let args = ["annotate", "fog.txt", "--format", "json", "--as-found"];
    assert!(home.run(&args).1.contains("\"canonical\": \"Mara Venn\""));
}

#[test]
fn a_file_that_changes_is_read_again_where_the_reader_is() {
    let home = Home::new();
    let before = "Fog\n\nIt was thick.\n\n“We go on to the island,” said Mara Venn.\n";
    let file = home.file("news/fog.txt", before);
    let mut terminal = home.read(&[file.parent().unwrap()], USUAL);
    terminal.wait_for("1 quote");
    terminal.press("]", "quote 1 of 1");
    let after = before.replace("It was thick.", "“So thick,” said Olu Dace.");
    // The watch may begin after the first writing, so a new one is made until it is seen.
    for step in 0..100 {
        std::fs::write(&file, format!("{after}\nStep {step}.\n")).unwrap();
        thread::sleep(Duration::from_millis(300));
        if terminal.screen().contains("The file was changed: ") {
            break;
        }
    }
    terminal.wait_for("So thick");
    terminal.press("[", "quote 1 of 2 · Olu Dace");
    home.file("news/ice.txt", "Ice holds\n\nThe lake froze.\n");
    terminal.wait_for("Ice holds");
    std::fs::remove_file(&file).unwrap();
    terminal.wait_for("What is shown is what it held.");
    quit(terminal);
}
