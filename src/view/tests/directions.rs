//! Articles that run from right to left: what is seen is turned, what is meant is not.

use super::screen;
use crate::app::Action;
use crate::app::mouse::{Mouse, MouseKind};
use crate::app::testing::Desk;
use crate::view::theme::Role;
use crate::view::{Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const GATES: &str = "# שערי הנמל\n\n{Mara|“השערים (כולם) סגורים,”} [c|אמרה] [s|Mara] היום.\n\n\
    Then “שלום” was said.";

fn selected(desk: &Desk) -> &str {
    let reader = desk.app.reader.as_ref().unwrap();
    let text = &reader.document().text;
    reader.selection.map_or("", |selection| selection.span(text).of(text))
}

#[test]
fn what_is_seen_is_in_visual_order() {
    let desk = Desk::with(GATES, 34, 9);
    insta::assert_snapshot!(screen(&desk, 34, 9), @r"
    28 February 2031 ─────────────────
    ▎                       למנה ירעש

         הרמא ”,םירוגס (םלוכ) םירעשה“
                           .םויה Mara

       Then “םולש” was said.

     100% · 1 quote  ? help  ] quote
    ");
}

#[test]
fn styles_lie_on_the_words_that_they_are_about() {
    let mut desk = Desk::with(GATES, 34, 9);
    desk.press("]");
    let area = Rect::new(0, 0, 34, 9);
    let theme = Theme::default();
    let mut buffer = Buffer::empty(area);
    draw(&desk.app, &theme, area, &mut buffer);
    let lit = theme.style(Role::Focused).add_modifier;
    assert!(!lit.is_empty());
    let words = buffer.content().iter().skip(3 * 34).filter(|cell| cell.modifier.contains(lit));
    let words: String = words.map(|cell| cell.symbol()).collect();
    assert_eq!(words, "”,םירוגס (םלוכ) םירעשה“Mara");
}

#[test]
fn the_mouse_and_the_keys_go_by_what_is_seen() {
    let mut desk = Desk::with(GATES, 34, 9);
    let row = screen(&desk, 34, 9).lines().position(|line| line.contains("םירעשה")).unwrap();
    let line = screen(&desk, 34, 9).lines().nth(row).unwrap().to_owned();
    let column = |letter: char| line.chars().position(|c| c == letter).unwrap();
    let at = |column: usize| (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    let mut mouse = |kind, (column, row)| desk.act(Action::Mouse(Mouse { kind, column, row }));
    // From the first letter of the word for gates to the last, which is left of it.
    mouse(MouseKind::Down(1), at(column('“') - 1));
    mouse(MouseKind::Drag, at(column('ש') - 4));
    mouse(MouseKind::Up, at(column('ש') - 4));
    assert_eq!(selected(&desk), "השערים");
    desk.press("h h");
    assert_eq!(selected(&desk), "השערים (");
    desk.press("l");
    assert_eq!(selected(&desk), "השערים ");
}
