//! Corrections from the reader: keys, and who is then said to have said what.

use crate::app::key::parse_keys;
use crate::app::panes::Pane;
use crate::app::testing::Desk;
use crate::app::{Action, Effect, update};

const GATES: &str = "\
# The gates

{Mara Venn, harbour master|“Shut till spring,”} [c|said] [s|Mara Venn].

{Olu Dace|“A guess,”} [c|replied] [s|the pilot]. {Olu Dace|“No more,”} [s|Dace] [c|added].

{?|“Who knows”} stood on a wall.";

const ALL: &str = "Mara Venn, Olu Dace, Olu Dace, nobody";

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::library(&[("a.txt", GATES), ("b.txt", "# Other\n\nNothing.")], 60, 20);
    desk.press(keys);
    desk
}

/// Who said the quotes, in the order of the text.
fn said(desk: &Desk) -> String {
    let annotations = &desk.app.reader.as_ref().unwrap().briefing.annotations;
    let name = |quote| annotations.speaker_of(quote).map_or("nobody", |it| it.canonical.as_str());
    annotations.quotes.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn check(keys: &str, expected: &str) {
    assert_eq!(said(&desk(keys)), expected, "{keys}");
}

#[test]
fn a_quote_is_given_to_another() {
    check("", ALL);
    check("] r <Enter>", ALL);
    check("] r j <Enter>", "Olu Dace, Olu Dace, Olu Dace, nobody");
    check("] ] r k <Enter>", "Mara Venn, Mara Venn, Olu Dace, nobody");
    check("] ] r j <Enter>", "Mara Venn, nobody, Olu Dace, nobody");
    check("] ] ] ] r g g <Enter>", "Mara Venn, Olu Dace, Olu Dace, Mara Venn");
    check("] r j <Esc>", ALL);
    check("] r G <Enter> A d a <Enter>", "Ada, Olu Dace, Olu Dace, nobody");
    check("] r G <Enter> A d a <Enter> ] ] r g g <Enter>", "Ada, Olu Dace, Ada, nobody");
    check("] r G <Enter> <Enter>", ALL);
}

#[test]
fn a_flag_names_who_is_said_to_have_said_it() {
    for (keys, speaker) in [
        ("] *", Some("Mara Venn")),
        ("] r j <Enter> *", Some("Olu Dace")),
        ("] r G <Enter> A d a <Enter> *", Some("Ada")),
        ("] ] r j <Enter> m <Enter>", None),
    ] {
        let desk = desk(keys);
        let flag = &desk.store[0].flag;
        assert_eq!(flag.speaker.as_deref(), speaker, "{keys}: {}", flag.selector.exact);
    }
}

#[test]
fn speakers_are_renamed_and_made_one() {
    check("s r <C-u> V . <Enter>", "V., Olu Dace, Olu Dace, nobody");
    check("s <Enter> r <C-u> V . <Enter>", "V., Olu Dace, Olu Dace, nobody");
    check("s r <Enter>", ALL);
    check("s = <Enter>", "Olu Dace, Olu Dace, Olu Dace, nobody");
    check("s j <Enter> = <Enter>", "Mara Venn, Mara Venn, Mara Venn, nobody");
    let role = |keys| {
        let desk = desk(keys);
        let speakers = &desk.app.reader.as_ref().unwrap().briefing.annotations.speakers;
        speakers[0].role.clone()
    };
    assert_eq!(role("s R <C-u> p o e t <Enter>").as_deref(), Some("poet"));
    assert_eq!(role("s R <C-u> <Enter>"), None);
    assert_eq!(role("s R <Esc>").as_deref(), Some("harbour master"));
}

#[test]
fn a_correction_is_taken_back_and_put_in_force_again() {
    let two = "] r j <Enter> ] r j <Enter>";
    check(two, "Olu Dace, Mara Venn, Olu Dace, nobody");
    check(&format!("{two} U"), "Olu Dace, Olu Dace, Olu Dace, nobody");
    check(&format!("{two} U U"), ALL);
    check(&format!("{two} U U U"), ALL);
    check(&format!("{two} U U <C-r>"), "Olu Dace, Olu Dace, Olu Dace, nobody");
    check(&format!("{two} U U <C-r> <C-r>"), "Olu Dace, Mara Venn, Olu Dace, nobody");
    check(&format!("{two} C j x"), "Mara Venn, Mara Venn, Olu Dace, nobody");
    check(&format!("{two} C j x x"), "Olu Dace, Mara Venn, Olu Dace, nobody");
    let message = |keys| desk(keys).message().to_owned();
    assert_eq!(
        message("] r j <Enter>"),
        "Saved: Olu Dace said “Shut till spring,”. U takes it back."
    );
    assert_eq!(message("U"), "There is nothing to take back.");
    assert_eq!(message("<C-r>"), "There is nothing to take back.");
}

#[test]
fn latest_contents_list_speakers_by_their_corrected_names() {
    let items = |desk: &Desk| desk.app.contents.items().len();
    let mut desk = desk("l /");
    desk.type_in("speaker:venn").press("<Enter>");
    assert_eq!(items(&desk), 1);
    assert_eq!(items(desk.press("s r <C-u> V . <Enter>")), 0);
    assert_eq!(items(desk.press("U")), 1);
}

#[test]
fn corrections_are_there_when_the_article_is_opened_again() {
    let mut desk = desk("] r j <Enter> l j <Enter>");
    assert_eq!(said(&desk), "");
    desk.press("H");
    assert_eq!(said(&desk), "Olu Dace, Olu Dace, Olu Dace, nobody");
}

#[test]
fn whoever_was_shown_is_still_shown() {
    let mut desk = desk("] S s r <C-u> V . <Enter>");
    let reader = desk.app.reader.as_ref().unwrap();
    assert!(reader.only.is_some());
    desk.press("<Enter>");
    assert_eq!(desk.app.sheet.as_ref().unwrap().title, "V.");
    desk.press("U");
    assert_eq!(desk.app.wish.focus, Pane::Sheet, "the card follows the name");
    assert_eq!(desk.app.sheet.as_ref().unwrap().title, "Mara Venn");
}

#[test]
fn what_the_disk_refuses_is_said_and_not_shown() {
    let mut desk = desk("");
    desk.broken = true;
    desk.press("] r j <Enter>");
    assert_eq!(said(&desk), ALL);
    assert!(desk.message().starts_with("The correction was not saved. The disk is full"));
}

#[test]
fn what_is_shown_stays_until_corrections_are_applied() {
    let mut desk = desk("] r j");
    let [add] = press(&mut desk, "<Enter>").try_into().unwrap();
    let saved = desk.answer(add).unwrap();
    let [first] = update(&mut desk.app, saved).try_into().unwrap();
    assert_eq!(said(&desk), ALL);
    // Another one comes before the first is applied.
    let [add] = press(&mut desk, "] r j <Enter>").try_into().unwrap();
    let saved = desk.answer(add).unwrap();
    let second = update(&mut desk.app, saved);
    let first = desk.answer(first).unwrap();
    update(&mut desk.app, first);
    assert_eq!(said(&desk), ALL, "it is not what holds any longer");
    desk.answer_all(second);
    assert_eq!(said(&desk), "Olu Dace, nobody, Olu Dace, nobody");
}

#[test]
fn a_correction_of_another_article_that_is_taken_back_is_not_of_this_one() {
    let mut desk = desk("] r j <Enter> l j <Enter>");
    desk.press("U");
    assert!(desk.app.reader.as_ref().unwrap().corrections.is_empty());
    desk.press("H");
    assert_eq!(said(&desk), ALL);
}

/// Presses keys and returns what the last one asks for.
fn press(desk: &mut Desk, keys: &str) -> Vec<Effect> {
    let keys = parse_keys(keys).unwrap();
    keys.into_iter().map(|key| update(&mut desk.app, Action::Key(key))).last().unwrap()
}
