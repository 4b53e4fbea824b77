//! Flags in the text: going from one to the next, reading them where they stand, their extent, and
//! notes of several lines.

use crate::app::action::Action;
use crate::app::panes::Pane;
use crate::app::testing::Desk;
use crate::flag::Status;

const HARBOUR: &str = "\
# Harbour gates stay shut

The quay is empty. {Mara Venn|“The gates will not open,”} she said.

Nobody came by.

{Olu Dace|“We shall see,”} he replied.

It rained.";

/// Three flags: the first quote twice, with the tags port and ask, and the second with ask.
fn desk() -> Desk {
    let mut desk = Desk::with(HARBOUR, 120, 30);
    desk.press("] m").type_in("first").press("<Enter> m").type_in("twin").press("<Enter> ] *");
    desk.press("F # p o r t <Space> a s k <Enter> j j # a s k <Enter> q g g");
    desk
}

fn check(keys: &str, at: &str, message: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!((desk.at().as_str(), desk.message()), (at, message), "{keys}");
}

#[test]
fn the_next_flag_and_the_one_before() {
    check("i", "“The gates", "Flag 1 of 3: first");
    check("i i", "“The gates", "Flag 2 of 3: twin");
    check("i i i", "“We shall", "Flag 3 of 3.");
    check("3 i", "“We shall", "Flag 3 of 3.");
    check("G i", "It rained.", "This is the last flag.");
    check("i i i i", "“We shall", "This is the last flag.");
    check("I", "Harbour gates", "This is the first flag.");
    check("G I", "“We shall", "Flag 3 of 3.");
    check("G I I", "“The gates", "Flag 2 of 3: twin");
    check("i i i H", "Harbour gates", "");
    check("i i i }", "It rained.", "");
}

#[test]
fn the_next_flag_of_the_same_tag() {
    check("i g i", "“We shall", "Flag with this tag 2 of 2.");
    check("i g i g i", "“We shall", "This is the last flag with this tag.");
    check("i g i g I", "“The gates", "Flag with this tag 1 of 2: first");
    check("i i g i", "“The gates", "No flag with a tag stands here.");
    check("g i", "Harbour gates", "No flag with a tag stands here.");
}

/// The note of the flag that is shown over the text.
fn peeked(desk: &Desk) -> Option<String> {
    crate::app::flags::in_text::peeked(&desk.app).map(|(flag, ..)| flag.note.to_string())
}

#[test]
fn a_flag_is_read_and_changed_where_it_stands() {
    let mut desk = desk();
    desk.press("p");
    assert_eq!(desk.message(), "No flag stands here. i goes to the next one.");
    desk.press("} p");
    assert_eq!(peeked(&desk).as_deref(), Some("first"));
    desk.press("j c");
    assert_eq!(peeked(&desk).as_deref(), Some("twin"));
    assert_eq!(desk.store[1].flag.status, Status::Waiting);
    desk.press("u j x");
    assert_eq!((peeked(&desk).as_deref(), desk.at().as_str()), (Some(""), "“We shall"));
    let status: Vec<Status> = desk.store.iter().map(|it| it.flag.status).collect();
    assert_eq!(status, [Status::Open, Status::Open, Status::Done]);
    desk.press("d");
    assert_eq!(peeked(&desk), None, "a deleted flag is not shown");
    for close in ["q", "<Esc>", "p", "]", "s <Esc>", "<Enter>"] {
        desk.press("g g i p");
        assert_eq!(peeked(&desk).as_deref(), Some("first"));
        desk.press(close);
        assert_eq!(peeked(&desk), None, "{close}");
        assert_eq!(desk.app.wish.focus, Pane::Body);
    }
    assert!(desk.log.is_empty(), "q closes no more than what it shows");
}

#[test]
fn the_extent_of_a_flag_is_edited() {
    let mut desk = desk();
    desk.press("i p v");
    assert_eq!(
        desk.message(),
        "<Enter> keeps the selection as the flag's passage, <Esc> what it was."
    );
    desk.press("w w e <Enter>");
    assert_eq!(desk.message(), "The passage is saved. U takes it back.");
    let flag = &desk.store[0].flag;
    assert_eq!(flag.selector.exact, "“The gates will not open,” she said");
    assert_eq!((&*flag.note, flag.former.len()), ("first", 1));
    assert_eq!(flag.speaker, None, "it reaches beyond the quote");
    desk.press("F v o w <Esc>");
    assert_eq!(desk.message(), "The flag's passage is as it was.");
    desk.press("U");
    assert_eq!(desk.store[0].flag.selector.exact, "“The gates will not open,”");
    desk.press("v w <Enter>");
    assert_eq!(desk.store[0].flag.former.len(), 2, "nothing is kept when no extent is edited");
}

#[test]
fn the_extent_of_a_flag_elsewhere_is_edited_when_its_article_is_open() {
    let articles = [("a.txt", HARBOUR), ("b.txt", "# Storm\n\nThe wind fell at night.")];
    let mut desk = Desk::library(&articles, 100, 30);
    desk.press("l j <Enter> } m <Enter> H g f v");
    assert!(desk.app.reader.as_ref().unwrap().selection.is_some());
    desk.press("b b h <Enter>");
    assert_eq!(desk.store[0].flag.selector.exact, "The wind fell");
}

#[test]
fn a_note_has_several_lines() {
    let mut desk = desk();
    desk.press("i p e <A-Enter> n e x t <C-j> <C-j> l a s t <Up> <Up> ! <Enter>");
    assert_eq!(&*desk.store[0].flag.note, "first\n!next\n\nlast");
    desk.press("e").type_in("\tone\r\ntwo").press("<Enter>");
    assert_eq!(&*desk.store[0].flag.note, "first\n!next\n\nlast    one\ntwo");
}

#[test]
fn a_note_is_written_in_an_editor() {
    let mut desk = desk();
    desk.press("i p E");
    assert_eq!(&*desk.store[0].flag.note, "first\nand more");
    desk.press("G m n e w <C-x>");
    assert_eq!(&*desk.store[3].flag.note, "new\nand more");
    assert!(desk.app.prompt.is_none());
    desk.act(Action::TextWritten("nobody asked".to_owned()));
    assert_eq!(desk.store.len(), 4);
}

#[test]
fn what_was_flagged_in_the_sitting_is_known() {
    let mut desk = desk();
    desk.press("i p x d");
    let flagged = desk.app.flagged_in_sitting();
    let notes: Vec<&str> = flagged.iter().map(|listed| &*listed.flag.note).collect();
    assert_eq!(notes, ["twin", ""]);
}
