//! What lies under the pointer, and what the mouse does there.

use crate::app::Action;
use crate::app::mouse::{Hit, Mouse, MouseKind, hit};
use crate::app::panes::Pane;
use crate::app::testing::Desk;

const HARBOUR: &str = "# Gates shut\n\n{Mara Venn|“The gates stay shut,”} [s|Mara Venn] [c|said]. \
    Nobody believed it.\n\n日本語 and more.\n\n{Olu Dace|“Forty is a guess,”} [c|replied] [s|Olu Dace].";

fn desk() -> Desk {
    Desk::library(&[("a.txt", HARBOUR), ("b.txt", "# Storm\n\nWind.")], 120, 30)
}

impl Desk {
    fn mouse(&mut self, kind: MouseKind, (column, row): (u16, u16)) -> &mut Self {
        self.act(Action::Mouse(Mouse { kind, column, row }));
        self
    }

    fn click(&mut self, at: (u16, u16)) -> &mut Self {
        self.mouse(MouseKind::Down(1), at).mouse(MouseKind::Up, at)
    }

    /// The place on the screen of some words of the text.
    fn place_of(&self, words: &str) -> (u16, u16) {
        let reader = self.app.reader.as_ref().unwrap();
        let at = reader.document().text.find(words).unwrap();
        let all = || (0..30).flat_map(|row| (0..80).map(move |column| (column, row)));
        let found = all().find(|(column, row)| hit(&self.app, *column, *row) == Hit::Text(at));
        // Left of a row its first cluster is hit as well.
        let (column, row) = found.unwrap_or_else(|| panic!("{words} is not on the screen"));
        (column, row)
    }

    fn selected(&self) -> &str {
        let reader = self.app.reader.as_ref().unwrap();
        let text = &reader.document().text;
        reader.selection.map_or("", |selection| selection.span(text).of(text))
    }
}

#[test]
fn every_place_is_something() {
    let check = |keys: &str, place: (u16, u16), expected: Hit| {
        let mut desk = desk();
        desk.press(keys);
        assert_eq!(hit(&desk.app, place.0, place.1), expected, "{keys} {place:?}");
    };
    check("", (3, 1), Hit::Text(0));
    check("", (10, 0), Hit::Item(Pane::Body, None));
    check("", (80, 9), Hit::Divider);
    check("", (90, 1), Hit::Item(Pane::Speakers, Some(0)));
    check("", (90, 2), Hit::Item(Pane::Speakers, Some(1)));
    check("", (90, 3), Hit::Item(Pane::Speakers, None));
    check("", (90, 4), Hit::Quote(0));
    check("", (90, 5), Hit::Item(Pane::Speakers, None));
    check("", (90, 18), Hit::Split);
    check("", (90, 19), Hit::Item(Pane::Contents, Some(0)));
    check("", (90, 22), Hit::Item(Pane::Contents, Some(1)));
    check("", (90, 23), Hit::Item(Pane::Contents, None));
    check("", (10, 29), Hit::Nothing);
    check("", (500, 500), Hit::Nothing);
    check("?", (10, 9), Hit::Help);
    check("o", (10, 15), Hit::Picker(Some(0)));
    check("o", (10, 14), Hit::Picker(None));
    check("o", (10, 3), Hit::Nothing);
    check("F", (10, 3), Hit::Item(Pane::Flags, None));
}

#[test]
fn a_click_focuses_what_it_hits() {
    let mut desk = desk();
    let quote = desk.place_of("gates stay");
    desk.press("s").click(quote);
    let reader = desk.app.reader.as_ref().unwrap();
    assert_eq!((desk.app.wish.focus, reader.focused), (Pane::Body, Some(0)));
    let words = desk.place_of("believed");
    desk.click(words);
    assert_eq!(
        (desk.app.reader.as_ref().unwrap().focused, desk.at().as_str()),
        (None, "“The gates")
    );
    let quote = desk.place_of("Forty");
    desk.click(quote);
    assert_eq!(desk.app.speakers.selected, 1, "the panel follows");
    desk.click((90, 1));
    assert_eq!((desk.app.wish.focus, desk.app.speakers.selected), (Pane::Speakers, 0));
    desk.click((90, 4));
    assert_eq!((desk.app.wish.focus, desk.at().as_str()), (Pane::Body, "“The gates"));
    desk.click((90, 21));
    assert_eq!((desk.app.wish.focus, desk.app.contents.list.selected), (Pane::Contents, 1));
    desk.mouse(MouseKind::Down(2), (90, 21));
    assert_eq!(desk.at(), "Storm Wind.");
}

#[test]
fn a_drag_selects() {
    let mut desk = desk();
    let (from, to) = (desk.place_of("gates stay"), desk.place_of("Nobody"));
    desk.mouse(MouseKind::Down(1), from).mouse(MouseKind::Drag, from);
    assert_eq!(desk.selected(), "", "a click that trembles selects nothing");
    desk.mouse(MouseKind::Drag, to).mouse(MouseKind::Up, to);
    assert_eq!(desk.selected(), "gates stay shut,” Mara Venn said. N");
    desk.mouse(MouseKind::Drag, from);
    assert_eq!(desk.selected(), "gates stay shut,” Mara Venn said. N", "nothing is held");
    desk.mouse(MouseKind::Down(1), to).mouse(MouseKind::Drag, from);
    assert_eq!(desk.selected(), "gates stay shut,” Mara Venn said. N", "backwards as well");
    desk.click(to);
    assert_eq!(desk.selected(), "", "a click ends it");
}

#[test]
fn two_clicks_take_a_word_and_three_a_paragraph() {
    let mut desk = desk();
    let (word, wide) = (desk.place_of("lieved it"), desk.place_of("本語"));
    desk.mouse(MouseKind::Down(2), word);
    assert_eq!(desk.selected(), "believed");
    desk.mouse(MouseKind::Drag, wide);
    assert_eq!(desk.selected(), "believed it.\n\n日本", "whole words at both ends");
    desk.mouse(MouseKind::Down(2), wide);
    assert_eq!(desk.selected(), "本");
    desk.mouse(MouseKind::Down(3), wide);
    assert_eq!(desk.selected(), "日本語 and more.");
}

#[test]
fn the_wheel_scrolls_what_lies_under_it() {
    let long = format!("# Long\n\n{}", "Words in a row of many words. ".repeat(400));
    let mut desk = Desk::library(&[("a.txt", &long), ("b.txt", "# Storm\n\nWind.")], 120, 20);
    let top = |desk: &Desk| desk.app.reader.as_ref().unwrap().top;
    let start = top(&desk);
    desk.press("l").mouse(MouseKind::WheelDown, (10, 5));
    assert!(top(&desk) > start);
    assert_eq!(desk.app.wish.focus, Pane::Contents, "the focus stays");
    desk.mouse(MouseKind::WheelUp, (10, 5));
    assert_eq!(top(&desk), start);
    desk.mouse(MouseKind::WheelDown, (90, 14));
    assert_eq!(desk.app.contents.list.selected, 1);
    desk.press("?").mouse(MouseKind::WheelDown, (10, 5));
    assert_eq!(desk.app.help.unwrap().selected, 3);
    desk.press("q t").mouse(MouseKind::Down(1), (10, 5));
    for _ in 0..40 {
        desk.mouse(MouseKind::Drag, (10, 19));
    }
    assert!(top(&desk) > start, "the text comes to a pointer below it");
    assert!(desk.selected().len() > 1000);
}

#[test]
fn lines_between_panes_are_dragged() {
    let mut desk = desk();
    desk.mouse(MouseKind::Down(1), (80, 9)).mouse(MouseKind::Drag, (60, 9));
    assert_eq!(desk.app.panes().divider.unwrap().x, 60);
    desk.mouse(MouseKind::Drag, (0, 9)).mouse(MouseKind::Up, (0, 9));
    assert!(desk.app.panes().body.is_some());
    let title = desk.app.panes().contents.unwrap().y;
    desk.mouse(MouseKind::Down(1), (100, title)).mouse(MouseKind::Drag, (100, 10));
    assert!((9..=10).contains(&desk.app.panes().contents.unwrap().y));
}

#[test]
fn a_list_to_choose_from_takes_clicks() {
    let mut desk = desk();
    desk.press("o").type_in("storm").click((10, 15));
    assert_eq!(desk.at(), "Storm Wind.");
    desk.press("o").click((10, 2));
    assert!(desk.app.picker.is_none(), "a click beside it gives up");
    desk.press("m").click((90, 21));
    assert!(desk.app.prompt.is_some(), "a note that is being typed stays");
}
