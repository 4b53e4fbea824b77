//! Coming home: the program is told nothing, or goes on where the last sitting was left.

use crate::support::{Home, Terminal, briefings};

const USUAL: (u16, u16) = (120, 40);
const STATE: &str = ".local/state/pullquote/session.json";

fn alone(home: &Home) -> Terminal {
    let terminal = home.read(&[] as &[&str], USUAL);
    terminal.wait_for(" quotes");
    terminal.wait_without("ooking for quotes");
    terminal
}

fn quit(mut terminal: Terminal) {
    terminal.keys("q");
    assert_eq!(terminal.exit_code(), 0, "{}", terminal.screen());
    terminal.assert_restored();
}

/// Returns the first row of the text.
fn top(terminal: &Terminal) -> String {
    let screen = terminal.screen();
    let row = screen.lines().nth(1).unwrap_or_default();
    row.chars().take(70).collect::<String>().trim_matches(['▎', ' ']).to_owned()
}

#[test]
fn without_a_library_there_is_the_sample() {
    let home = Home::new();
    let mut terminal = alone(&home);
    terminal.wait_for("gt begins a tour, ? shows the keys.");
    terminal.press("]", "quote 1");
    terminal.wait_without("begins a tour");
    terminal.press("m", "Note:");
    terminal.press("kept\r", "Saved.");
    quit(terminal);
    let mut again = alone(&home);
    again.press("F", "kept");
    again.press("q", " quotes");
    quit(again);
}

#[test]
fn the_tour_leads_through_the_sample() {
    let home = Home::new();
    let mut terminal = alone(&home);
    terminal.wait_for("gt begins a tour");
    terminal.wait_for(" quotes");
    terminal.press("gt", "Tour 1 of 10: ] goes to the next quote");
    terminal.press("]", "Tour 2 of 10: <Enter> shows that speaker");
    terminal.press("\r", "Tour 3 of 10: <Enter> opens the card");
    terminal.press("\r", "Tour 4 of 10: q closes the card.");
    terminal.press("q", "Tour 5 of 10: t goes back to the text.");
    terminal.press("t", "Tour 6 of 10: * flags the quote");
    terminal.press("*", "Saved.");
    terminal.wait_for("Tour 7 of 10: F lists your flags.");
    terminal.press("F", "Tour 8 of 10");
    terminal.press("q", "Tour 9 of 10: w lists who said what");
    terminal.press("w", "Tour 10 of 10: l goes to the other articles");
    terminal.press("l", "That was the tour. ? shows every key");
    quit(terminal);
}

#[test]
fn the_next_sitting_goes_on_where_the_last_was_left() {
    let home = Home::new();
    let mut terminal = home.read(&[briefings()], USUAL);
    terminal.wait_for("Welcome: ? shows the keys, q quits.");
    terminal.wait_for("Velmark And Tesh Agree");
    terminal.wait_for("min left");
    terminal.press("l", "Latest contents");
    terminal.press("j\r", "Velmark And Tesh Agree");
    terminal.wait_until("the second article", |screen| {
        screen.contents().lines().take(3).any(|line| line.contains("Velmark"))
    });
    // The speakers are hidden, the text is narrower, and the reader has come some way.
    terminal.keys("\u{1b}OR");
    terminal.wait_without("Speakers");
    terminal.press("--", "at most 72 columns");
    let before = top(&terminal);
    terminal.keys("d");
    terminal.wait_until("some way down", |screen| !screen.contents().contains(&before));
    let left = top(&terminal);
    quit(terminal);

    let again = alone(&home);
    again.wait_until("the same place", |screen| screen.contents().contains(&left));
    assert_eq!(top(&again), left);
    assert!(!again.screen().contains("Speakers") && !again.screen().contains("Welcome"));
    quit(again);
    // Whoever names what to read is shown that.
    let named = home.read(&[briefings()], USUAL);
    named.wait_until("the newest article", |screen| {
        screen.contents().lines().take(3).any(|line| line.contains("Oldest Ice"))
    });
    quit(named);
}

#[test]
fn the_library_of_the_config_goes_before_the_last_one() {
    let home = Home::new();
    home.file("news/fog.txt", "Fog Closes The Harbour\n\nThe fog came at dawn.\n");
    home.file(".config/pullquote/config.toml", "library = \"~/news\"");
    let first = home.read(&[briefings()], USUAL);
    first.wait_for("Oldest Ice");
    quit(first);
    let second = alone(&home);
    second.wait_for("Fog Closes The Harbour");
    quit(second);
    let third = home.read(&["--library", briefings().to_str().unwrap()], USUAL);
    third.wait_for("Oldest Ice");
    quit(third);
    home.file(".config/pullquote/config.toml", "library = \"~/none\"");
    let mut none = home.read(&[] as &[&str], USUAL);
    assert_eq!(none.exit_code(), 2);
    let said = none.screen().replace('\n', "");
    assert!(said.contains("config.toml:1:11: ") && said.contains("does not exist"), "{said}");
}

#[test]
fn a_damaged_session_is_set_aside() {
    let home = Home::new();
    home.file(STATE, "{\"format\": 1, ");
    let mut terminal = home.read(&[briefings()], USUAL);
    terminal.wait_for("Velmark And Tesh Agree");
    terminal.wait_for("Aino Kestrel");
    terminal.wait_for("The last session is damaged; it was set aside");
    terminal.press("j", " quotes");
    quit(terminal);
    assert!(home.path(".local/state/pullquote/session-damaged.json").exists());
    assert!(home.path(STATE).exists(), "this session is kept");
}

#[test]
fn places_and_what_is_read_are_kept_for_good() {
    let home = Home::new();
    let open = |home: &Home| {
        let terminal = home.read(&[briefings()], USUAL);
        terminal.wait_for("min left");
        terminal.wait_for("Latest contents");
        terminal
    };
    let mut terminal = open(&home);
    terminal.press("X", "Marked as read.");
    terminal.wait_for("15 of 16 unread");
    terminal.keys("d");
    terminal.wait_without("Oldest Ice Yet Holds A Trace Of Two Vanished Summers ");
    let left = top(&terminal);
    quit(terminal);
    // Another file with the same words is the same article.
    let copy = home.file("elsewhere.txt", {
        std::fs::read(briefings().join("2026-03-06-ice-core.txt")).unwrap()
    });
    let again = home.read(&[copy], USUAL);
    again.wait_for("You were here before; gg goes to the start.");
    assert_eq!(top(&again), left);
    again.wait_for("0 of 1 unread");
    quit(again);
}
