//! Setting, listing and changing flags.

use crate::app::flags::{Line, lines};
use crate::app::panes::Pane;
use crate::app::testing::Desk;
use crate::app::{Action, Effect, update};
use crate::flag::Status;

const HARBOUR: &str = "\
# Harbour gates stay shut

The quay is empty. {Mara Venn|“The gates will not open,”} she said.

{Olu Dace|“We shall see,”} he replied.";

const STORM: &str = "# Storm warning lifted\n\nThe wind fell at night.\n\nThe sea did not.";

fn desk() -> Desk {
    Desk::library(&[("a.txt", HARBOUR), ("b.txt", STORM)], 120, 30)
}

/// Presses keys, gives the note “why” and returns what was flagged, for whom.
fn flagged(keys: &str) -> (String, Option<String>) {
    let mut desk = desk();
    desk.press(keys).type_in("why").press("<Enter>");
    assert_eq!(desk.message(), "Saved.");
    let flag = &desk.store[0].flag;
    assert_eq!(&*flag.note, "why");
    (flag.selector.exact.clone(), flag.speaker.clone())
}

#[test]
fn what_a_flag_is_set_on() {
    let is = |words: &str, speaker: Option<&str>| (words.to_owned(), speaker.map(str::to_owned));
    assert_eq!(flagged("m"), is("Harbour gates stay shut", None));
    let paragraph = "The quay is empty. “The gates will not open,” she said.";
    assert_eq!(flagged("} m"), is(paragraph, None));
    assert_eq!(flagged("] m"), is("“The gates will not open,”", Some("Mara Venn")));
    assert_eq!(flagged("] <Esc> m"), is(paragraph, None));
    assert_eq!(flagged("} v e e m"), is("The quay is", None));
    assert_eq!(flagged("] ] v e m"), is("“We shall see,” he", None));
    assert_eq!(flagged("/ q u a y <Enter> v m"), is("quay", None));
}

#[test]
fn a_note_may_be_empty_and_a_prompt_given_up() {
    let mut desk = desk();
    desk.press("] m <Esc>");
    assert!(desk.app.prompt.is_none() && desk.store.is_empty());
    desk.press("v m <Esc>");
    assert!(desk.app.reader.as_ref().unwrap().selection.is_some(), "the selection stays");
    desk.press("m <Enter>");
    assert_eq!((desk.store.len(), &*desk.store[0].flag.note), (1, ""));
    assert!(desk.app.reader.as_ref().unwrap().selection.is_none());
}

#[test]
fn saved_is_said_only_after_the_commit() {
    let mut desk = desk();
    desk.press("] m");
    let enter = crate::app::key::Key::from(crate::app::key::KeyCode::Enter);
    let effects = update(&mut desk.app, Action::Key(enter));
    assert!(matches!(effects.as_slice(), [Effect::AddFlag { .. }]));
    assert_eq!(desk.message(), "Saving the flag …");
    assert!(desk.app.reader.as_ref().unwrap().flags.is_empty());
    assert_eq!(desk.app.flags.unsaved.len(), 1);
}

#[test]
fn the_list_leads_to_the_passage() {
    let mut desk = desk();
    desk.press("] ] m <Enter> [ m <Enter> g g F");
    assert_eq!(lines(&desk.app), [Line::Placed(1), Line::Placed(0)], "in the order of the text");
    desk.press("j <Enter>");
    assert_eq!((desk.app.wish.focus, desk.at().as_str()), (Pane::Body, "“We shall"));
    desk.press("H");
    assert_eq!(desk.at(), "Harbour gates");
}

#[test]
fn the_list_of_all_articles_opens_them() {
    let mut desk = desk();
    desk.press("] m <Enter> l j <Enter> } } m <Enter>");
    assert_eq!(desk.store[1].flag.selector.exact, "The sea did not.");
    desk.press("F");
    assert_eq!(lines(&desk.app).len(), 1);
    desk.press("a");
    assert_eq!(desk.app.flags.follow.found, 2);
    desk.press("<Enter>");
    assert_eq!(desk.at(), "“The gates", "the other article is open at the passage");
    desk.press("F F j <Enter>");
    assert_eq!(desk.at(), "The sea");
    desk.press("H");
    assert_eq!(desk.at(), "“The gates");
}

#[test]
fn done_delete_and_undo() {
    let mut desk = desk();
    desk.press("] m <Enter> F x");
    assert_eq!(desk.store[0].flag.status, Status::Done);
    assert_eq!(desk.message(), "Marked as done. u takes it back.");
    desk.press("u");
    assert_eq!(desk.store[0].flag.status, Status::Open);
    desk.press("d");
    assert!(desk.store[0].flag.deleted.is_some() && lines(&desk.app).is_empty());
    assert_eq!(desk.message(), "Deleted. u brings it back.");
    desk.press("d");
    assert_eq!(desk.message(), "No saved flag is selected.");
    desk.press("u");
    assert!(desk.store[0].flag.deleted.is_none());
    assert_eq!(lines(&desk.app), [Line::Placed(0)]);
    desk.press("u");
    assert!(lines(&desk.app).is_empty(), "what was done first is taken back last");
    assert_eq!(
        desk.message(),
        "Taken back: no flag: “The gates will not open,”. <C-r> makes it again."
    );
    desk.press("u");
    assert_eq!(desk.message(), "There is nothing to take back.");
    desk.press("<C-r>");
    assert_eq!(desk.message(), "Again: flag: “The gates will not open,”. U takes it back.");
    assert_eq!(lines(&desk.app), [Line::Placed(0)]);
    desk.press("e").type_in("second thought").press("<Enter>");
    assert_eq!(&*desk.store[0].flag.note, "second thought");
    desk.press("u");
    assert_eq!(&*desk.store[0].flag.note, "");
}

#[test]
fn one_key_flags_what_is_focused() {
    let mut desk = desk();
    desk.press("} *");
    assert_eq!((desk.message(), desk.store.len()), ("Saved.", 1));
    assert_eq!(desk.press("*").message(), "This passage has a flag already; F lists the flags.");
    desk.press("F d q *");
    assert_eq!(desk.store.len(), 2, "a deleted flag does not stand in the way");
    desk.press("} . *");
    assert_eq!(desk.store.len(), 3);
    assert!(desk.store[2].flag.note.is_empty());
}

#[test]
fn a_flag_that_cannot_be_stored_is_shown_as_such() {
    let mut desk = desk();
    desk.broken = true;
    desk.press("] m <Enter>");
    assert_eq!(desk.message(), "The disk is full; make room.");
    assert!(desk.app.message.as_ref().unwrap().error);
    assert_eq!(lines(&desk.app), [Line::Unsaved(0)]);
    desk.press("q");
    assert!(desk.log.is_empty());
    assert_eq!(desk.message(), "1 flag is not saved; F lists them. Quit again to lose them.");
    desk.broken = false;
    desk.press("F d");
    assert_eq!(desk.message(), "Dropped; it was never saved.");
    desk.press("q q");
    assert_eq!(desk.log, ["quit"], "q closes the list, then the program");
}

#[test]
fn a_failed_change_is_not_undone() {
    let mut desk = desk();
    desk.press("] m <Enter> F");
    desk.broken = true;
    desk.press("d");
    assert_eq!(lines(&desk.app), [Line::Placed(0)], "still there");
    desk.broken = false;
    desk.press("u");
    assert!(lines(&desk.app).is_empty(), "what failed is not taken back, but what was done before");
}

#[test]
fn flags_are_found_again_when_the_article_is_opened() {
    let mut desk = desk();
    desk.press("] m <Enter>");
    let store = desk.store.clone();
    let edited = HARBOUR.replace("The quay", "A new paragraph.\n\nThe quay");
    let mut again = Desk::library(&[("b.txt", STORM)], 120, 30);
    again.store = store;
    again.library.push((crate::app::testing::entry("a.txt", "Harbour", ""), edited));
    again.press("F a <Enter>");
    assert_eq!(again.at(), "“The gates");
    assert_eq!(again.app.reader.as_ref().unwrap().flags.len(), 1);
}
