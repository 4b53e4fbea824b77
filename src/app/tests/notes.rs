//! Notes below their passages: what scrolls over them, what passes by them.

use crate::app::action::Action;
use crate::app::mouse::{Mouse, MouseKind};
use crate::app::testing::Desk;

const HARBOUR: &str = "\
# Gates

One two three four five six.

{Mara Venn|“We go,”} she said.

Rain fell.";

/// Notes on the second paragraph, of two lines and of five, and on the third.
fn desk(height: u16) -> Desk {
    let mut desk = Desk::with(HARBOUR, 24, height);
    desk.press("<A-z> } m").type_in("why\nso").press("<Enter>");
    desk.press("} m").type_in("1\n2\n3\n4\n5").press("<Enter> g g P");
    desk
}

/// What is on the screen, a line a row; `|` stands before the rows of notes.
fn rows(desk: &Desk) -> String {
    let reader = desk.app.reader.as_ref().unwrap();
    let row = |row| match reader.note(row) {
        Some(note) => format!("|{}", note.words.trim_end()),
        None => row.span.of(&reader.document().text).trim_end().to_owned(),
    };
    reader.visible.iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn notes_stand_below_their_passages_until_they_are_put_away() {
    let mut desk = desk(40);
    let text = "Gates\n\nOne two three four\nfive six.\n|why\n|so\n\n“We go,” she said.\n\
        |1\n|2\n|3\n|4\n|5\n\nRain fell.";
    assert_eq!(rows(&desk), text);
    desk.press("F x q");
    assert_eq!(rows(&desk), text, "whatever becomes of a flag");
    desk.press("F d q");
    assert!(!rows(&desk).contains('|') || !rows(&desk).contains("why"), "{}", rows(&desk));
    desk.press("U");
    assert_eq!(rows(&desk), text);
    desk.press("P");
    assert!(!rows(&desk).contains('|'));
}

#[test]
fn a_note_on_what_is_not_saved_yet_is_there_at_once() {
    let mut desk = desk(40);
    desk.broken = true;
    desk.press("G m").type_in("later").press("<Enter>");
    assert!(rows(&desk).ends_with("Rain fell.\n|later"), "{}", rows(&desk));
}

#[test]
fn every_row_of_a_note_is_scrolled_to() {
    let mut desk = desk(5);
    let mut seen = vec![rows(&desk)];
    for _ in 0..12 {
        desk.press("j");
        seen.push(rows(&desk));
    }
    for line in 1..=5 {
        assert!(seen.iter().any(|rows| rows.contains(&format!("|{line}"))), "{line} in {seen:?}");
    }
    for pair in seen.windows(2) {
        let kept = pair[0].split_once('\n').unwrap().1;
        assert!(pair[1].starts_with(kept), "{pair:?}");
    }
    for before in seen.iter().rev().skip(1) {
        assert_eq!(rows(desk.press("k")), *before);
    }
    desk.act(Action::Mouse(Mouse { kind: MouseKind::WheelDown, column: 4, row: 1 }));
    assert_eq!(rows(&desk), seen[3]);
    desk.press("G");
    assert!(rows(&desk).ends_with("Rain fell."), "{}", rows(&desk));
    desk.press("g g");
    assert_eq!(rows(&desk), seen[0]);
}

#[test]
fn what_moves_in_the_text_passes_notes_by() {
    let mut desk = desk(40);
    for (keys, at) in [
        ("}", "One two"),
        ("} }", "“We go,”"),
        ("} } }", "Rain fell."),
        ("]", "“We go,”"),
        ("/ r a i n <Enter>", "Rain fell."),
        ("} ) )", "“We go,”"),
    ] {
        assert_eq!(desk.press("g g").press(keys).at(), at, "{keys}");
    }
    desk.press("g g } v j j j");
    let reader = desk.app.reader.as_ref().unwrap();
    let selected = reader.selection.unwrap().span(&reader.document().text);
    assert!(selected.of(&reader.document().text).contains("six.\n\n“We"), "two rows and a blank");
}

#[test]
fn a_click_on_a_note_is_one_on_the_words_above_it() {
    let mut desk = desk(40);
    for (row, at) in [(5, "five six."), (10, "“We go,” she"), (13, "“We go,” she")] {
        let kind = MouseKind::Down(2);
        desk.press("<Esc>").act(Action::Mouse(Mouse { kind, column: 6, row }));
        let reader = desk.app.reader.as_ref().unwrap();
        let cursor = reader.cursor;
        let held = reader.visible.iter().find(|row| row.span.holds(cursor)).unwrap();
        let words = held.span.of(&reader.document().text);
        assert!(words.starts_with(at), "{row}: {words}");
    }
}

#[test]
fn a_resize_keeps_the_notes_and_the_place() {
    let mut desk = desk(9);
    desk.press("j j j j j j j");
    let before = rows(&desk);
    desk.act(Action::Resize { width: 60, height: 40 });
    assert!(rows(&desk).contains("One two three four five six.\n|why\n|so\n"), "{}", rows(&desk));
    desk.act(Action::Resize { width: 24, height: 9 });
    assert_eq!(rows(&desk), before);
}
