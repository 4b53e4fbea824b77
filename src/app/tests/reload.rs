//! The open article's file changes: place, focus, selection and search stay, and a sentence says
//! what changed.

use crate::app::aside::Aside;
use crate::app::testing::{Desk, entry};
use crate::app::{Action, Effect, update};
use crate::search::WatchWords;
use std::path::PathBuf;

const BEFORE: &str = "\
# The gates

The ice came early this year and stayed for long.

{Mara Venn|“Shut till the thaw of next spring,”} [c|said] [s|Mara Venn] at the old quay.

Nobody at the harbour believed a word of that.

{Olu Dace|“Nothing but a guess by the office,”} [c|replied] [s|Olu Dace].

The pilots walked home over the frozen harbour.";

/// Presses keys on the article, changes its file, and returns the desk.
fn changed(keys: &str, after: &str) -> Desk {
    let mut desk = Desk::library(&[("a.txt", BEFORE), ("b.txt", "# Other\n\nNothing.")], 60, 9);
    desk.press(keys);
    desk.library[0].1 = after.to_owned();
    let paths = vec![PathBuf::from("a.txt")];
    let entries = vec![entry("a.txt", "The new gates", "2031-02-28")];
    desk.act(Action::FilesChanged { paths, entries });
    desk
}

/// Compares the words at the top with those before, and the words at the cursor, the focused
/// quote and the message with what is expected.
fn check(keys: &str, after: &str, expected: (&str, Option<usize>, &str)) {
    let mut before = Desk::with(BEFORE, 60, 9);
    let desk = changed(keys, after);
    let focused = desk.app.reader.as_ref().unwrap().focused;
    assert_eq!((desk.at().as_str(), focused, desk.message()), expected, "{keys}");
    assert_eq!(desk.top(), before.press(keys).top(), "{keys}");
}

fn with_news() -> String {
    BEFORE.replace(
        "The ice came",
        "News first.\n\n{Ada Poll|“Me too,”} [c|said] [s|she].\n\nThe ice came",
    )
}

#[test]
fn the_reader_stays_at_its_words() {
    let news = "The file was changed: 2 paragraphs are new.";
    check("} } }", &with_news(), ("Nobody at", None, news));
    check("d }", &with_news(), ("Nobody at", None, news));
    check("] ]", &with_news(), ("“Nothing but", Some(2), news));
    let edited = BEFORE.replace("Nobody at the harbour believed", "Few at the harbour believed");
    let one = "The file was changed: 1 paragraph has changed.";
    check("] ]", &edited, ("“Nothing but", Some(1), one));
    let shorter = BEFORE.replace("Nobody at the harbour believed a word of that.\n\n", "");
    check("]", &shorter, ("“Shut till", Some(0), "The file was changed: 1 paragraph is gone."));
    check("] ]", BEFORE, ("“Nothing but", Some(1), ""));
}

#[test]
fn what_is_gone_leaves_the_reader_where_it_was() {
    let desk = changed("G", "# The gates\n\nGone.");
    assert_eq!(desk.top(), "The gates");
    let desk = changed("] ]", "");
    assert_eq!(desk.app.reader.as_ref().unwrap().focused, None);
}

#[test]
fn selection_search_and_one_speaker_alone_are_kept() {
    let desk = changed("] S", &with_news());
    let reader = desk.app.reader.as_ref().unwrap();
    let only = reader.only.and_then(|id| reader.briefing.annotations.speakers.get(id.0));
    assert_eq!(only.unwrap().canonical, "Mara Venn");
    let desk = changed("] v w w", &with_news());
    let reader = desk.app.reader.as_ref().unwrap();
    assert!(reader.selection.is_some());
    assert_eq!(
        reader.target().unwrap().of(&reader.document().text),
        "“Shut till the thaw of next spring,” said M"
    );
    let desk = changed("/ h a r b o u r <Enter>", &with_news());
    let reader = desk.app.reader.as_ref().unwrap();
    assert_eq!((reader.found.query.as_str(), reader.found.matches.len()), ("harbour", 2));
}

#[test]
fn the_list_has_the_new_headline_once() {
    let desk = changed("", &with_news());
    let headlines: Vec<&str> = (0..desk.app.contents.len())
        .filter_map(|index| Some(desk.app.contents.entry(index)?.headline.as_str()))
        .collect();
    assert_eq!(headlines, ["The new gates", "Other"]);
}

#[test]
fn a_file_that_is_gone_stays_on_the_screen() {
    let mut desk = Desk::library(&[("a.txt", BEFORE), ("b.txt", "# Other\n\nNothing.")], 60, 9);
    desk.library.remove(0);
    let paths = vec![PathBuf::from("a.txt")];
    desk.act(Action::FilesChanged { paths, entries: Vec::new() });
    assert_eq!(desk.message(), "a.txt cannot be read. What is shown is what it held.");
    assert_eq!((desk.top().as_str(), desk.app.contents.len()), ("The gates", 1));
    desk.press("<F5>");
    assert_eq!(desk.message(), "a.txt cannot be read. What is shown is what it held.");
}

#[test]
fn reading_again_says_that_nothing_changed() {
    let mut desk = Desk::library(&[("a.txt", BEFORE)], 60, 9);
    assert_eq!(desk.press("<F5>").message(), "The file has not changed.");
}

#[test]
fn lists_of_places_follow_the_new_words() {
    let patterns = ["pilots".to_owned(), "quay".to_owned()];
    let mut desk = Desk::library(&[("a.txt", BEFORE), ("b.txt", "# Other\n\nNothing.")], 60, 9);
    desk.app.watch = WatchWords::new(&patterns).unwrap();
    desk.press("W");
    desk.library[0].1 = with_news();
    let paths = vec![PathBuf::from("a.txt")];
    let entries = vec![entry("a.txt", "The new gates", "2031-02-28")];
    desk.act(Action::FilesChanged { paths, entries });
    desk.press("g g <Enter>");
    assert_eq!(desk.at(), "quay. Nobody");
    desk.press("W G <Enter>");
    assert_eq!(desk.at(), "pilots walked");
}

/// Changes the file and returns what is asked when it was read.
fn asked(desk: &mut Desk, after: &str) -> Vec<Effect> {
    desk.library[0].1 = after.to_owned();
    let paths = vec![PathBuf::from("a.txt")];
    let entries = vec![entry("a.txt", "The new gates", "2031-02-28")];
    let effects = update(&mut desk.app, Action::FilesChanged { paths, entries });
    let [effect @ Effect::Open { .. }] = effects.as_slice() else { panic!("{effects:?}") };
    let opened = desk.answer(effect.clone()).unwrap();
    update(&mut desk.app, opened)
}

#[test]
fn keys_that_come_meanwhile_are_heard_and_the_place_is_asked_again() {
    let mut desk = Desk::library(&[("a.txt", BEFORE), ("b.txt", "# Other\n\nNothing.")], 60, 9);
    desk.press("]");
    let effects = asked(&mut desk, &with_news());
    assert!(matches!(effects.as_slice(), [Effect::Aside(Aside::FindAgain { .. })]), "{effects:?}");
    desk.press("]");
    assert_eq!((desk.at().as_str(), desk.message()), ("“Nothing but", ""), "as it was");
    desk.answer_all(effects);
    assert_eq!(desk.at(), "“Nothing but");
    assert_eq!(desk.app.reader.as_ref().unwrap().focused, Some(2));
    assert_eq!(desk.message(), "The file was changed: 2 paragraphs are new.");
}

#[test]
fn a_file_that_changes_again_meanwhile_is_read_again() {
    let mut desk = Desk::library(&[("a.txt", BEFORE), ("b.txt", "# Other\n\nNothing.")], 60, 9);
    let first = asked(&mut desk, &with_news());
    let second = asked(&mut desk, &BEFORE.replace("The ice came", "The thaw came"));
    desk.answer_all(first);
    assert_eq!(desk.message(), "", "what was read before is not shown");
    desk.answer_all(second);
    assert_eq!(desk.message(), "The file was changed: 1 paragraph has changed.");
}
