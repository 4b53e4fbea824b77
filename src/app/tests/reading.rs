//! How far articles have been read: places, and what is read.

use crate::app::Action;
use crate::app::testing::Desk;

const LONG: &str = "# Fog\n\nThe fog came.\n\nIt stayed all day.\n\nIt left at night.\n\n\
    Nobody saw it go.\n\nShips came in.\n\nThe gates were opened.\n\nIt was late.";
const SHORT: &str = "# Ice\n\nIt held.";
const OTHER: &str =
    "# Rain\n\nIt rained.\n\nIt rained on.\n\nAnd on.\n\nAnd on still.\n\nIt stopped.";

/// A low screen: three articles, of which the second fits on it.
fn desk() -> Desk {
    Desk::library(&[("long.txt", LONG), ("short.txt", SHORT), ("other.txt", OTHER)], 40, 6)
}

/// Which articles are read, by the list and by the store.
fn read(desk: &Desk) -> (Vec<String>, Vec<String>) {
    let contents = &desk.app.contents;
    let listed = contents.entries().filter(|entry| contents.is_read(entry));
    let stored = desk.readings.iter().filter(|(_, reading)| reading.read.is_some());
    (
        listed.map(|entry| entry.path.display().to_string()).collect(),
        stored.map(|(path, _)| path.clone()).collect(),
    )
}

#[track_caller]
fn check(desk: &Desk, expected: &[&str]) {
    let (mut listed, mut stored) = read(desk);
    listed.sort();
    stored.sort();
    assert_eq!((listed, stored), (owned(expected), owned(expected)));
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn an_article_is_read_once_its_end_was_on_the_screen() {
    let mut desk = desk();
    check(&desk, &[]);
    desk.press("j j d");
    check(&desk, &[]);
    desk.press("G");
    check(&desk, &["long.txt"]);
    desk.press("g g X");
    assert_eq!(desk.message(), "Marked as unread.");
    check(&desk, &[]);
    desk.press("G g g");
    check(&desk, &[]);
    desk.press("X");
    check(&desk, &["long.txt"]);
    // One that fits on the screen is read when it is opened.
    desk.press("<C-n>");
    check(&desk, &["long.txt", "short.txt"]);
}

#[test]
fn the_end_is_not_seen_behind_a_list() {
    let mut desk = desk();
    desk.press("l");
    assert!(desk.app.panes().body.is_none());
    desk.press("G");
    check(&desk, &[]);
}

#[test]
fn articles_of_the_list_are_marked_without_being_opened() {
    let mut desk = desk();
    desk.press("l j j X");
    check(&desk, &["other.txt"]);
    desk.press("X");
    check(&desk, &[]);
    desk.press("A");
    assert_eq!(desk.message(), "3 articles are marked as read.");
    check(&desk, &["long.txt", "other.txt", "short.txt"]);
    desk.press("A");
    assert_eq!(desk.message(), "Every article is read.");
    desk.press("<A-n>");
    assert_eq!(desk.message(), "Every article is read.");
}

#[test]
fn the_list_can_leave_out_what_is_read() {
    let mut desk = desk();
    let listed = |desk: &Desk| desk.app.contents.items().len();
    desk.press("l j j X a");
    assert_eq!(desk.message(), "Articles that are not read are listed.");
    assert_eq!(listed(&desk), 2);
    assert!(desk.app.session().only_unread);
    desk.press("g g X");
    assert_eq!(listed(&desk), 2, "what is marked stays until the list is made anew");
    desk.press("a a");
    assert_eq!(listed(&desk), 2, "and the open article always");
    desk.press("j <Enter> l");
    assert_eq!(listed(&desk), 1);
    desk.press("a");
    assert_eq!(listed(&desk), 3);
}

#[test]
fn the_next_unread_article_is_opened_round_the_end() {
    let mut desk = desk();
    let open = |desk: &Desk| desk.app.reader.as_ref().unwrap().entry.path.display().to_string();
    desk.press("<A-n>");
    assert_eq!(open(&desk), "short.txt");
    desk.press("<A-n>");
    assert_eq!(open(&desk), "other.txt");
    desk.press("<A-n>");
    assert_eq!(open(&desk), "long.txt", "short.txt was read");
}

#[test]
fn an_article_is_opened_where_it_was_left() {
    let mut desk = desk();
    desk.press("j j j j");
    let left = desk.top();
    assert_eq!(left, "It stayed");
    desk.press("<C-n> <C-p>");
    assert_eq!(desk.top(), left);
    assert_eq!(desk.message(), "You were here before; gg goes to the start.");
    // Whoever has seen the end starts anew, and so does who has gone back to the start.
    desk.press("G <C-n> <C-p>");
    assert_eq!(desk.top(), "Fog The");
    desk.press("j j j j <C-n> <C-p> g g <C-n> <C-p>");
    assert_eq!(desk.top(), "Fog The");
}

#[test]
fn a_place_that_comes_late_moves_nobody_who_reads() {
    let mut desk = desk();
    desk.press("j j j j <C-n> <C-p>");
    let generation = desk.app.reader.as_ref().unwrap().generation;
    let reading = desk.readings["long.txt"].clone();
    desk.press("g g j");
    let here = desk.top();
    desk.act(Action::ReadingOfArticle { reading: Some(Box::new(reading)), generation });
    assert_eq!(desk.top(), here);
}

#[test]
fn the_last_place_is_kept_when_the_program_ends() {
    let mut desk = desk();
    assert!(desk.app.farewell().is_empty(), "nothing has moved");
    desk.press("j j j");
    assert_eq!(desk.app.farewell().len(), 1);
}
