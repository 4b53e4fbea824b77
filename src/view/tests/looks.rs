//! What a theme, ASCII signs, spread lines and the text alone do to whole screens.

use super::{HARBOUR, STORM, desk, screen};
use crate::app::command::TABLE;
use crate::app::testing::Desk;
use crate::view::testing::text_of;
use crate::view::{Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

fn drawn(desk: &Desk, theme: &Theme) -> Buffer {
    let (width, height) = desk.app.size;
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(&desk.app, theme, area, &mut buffer);
    buffer
}

#[test]
fn a_theme_paints_every_cell() {
    let theme = Theme::named("dark").unwrap();
    for keys in ["", "]", "s", "l", "?", "/ f", "F", "<A-z>"] {
        for size in [(110, 20), (60, 14), (20, 5)] {
            let mut desk = desk(size.0, size.1);
            desk.press(keys);
            let buffer = drawn(&desk, &theme);
            let bare = buffer
                .content()
                .iter()
                .filter(|cell| cell.bg == Color::Reset || cell.fg == Color::Reset);
            assert_eq!(bare.count(), 0, "{keys} at {size:?}");
            let buffer = drawn(&desk, &theme.clone().transparent());
            assert!(buffer.content().iter().any(|cell| cell.bg == Color::Reset));
        }
    }
}

#[test]
fn several_flags_on_a_row_are_counted_and_the_most_urgent_one_is_shown() {
    let marked = "# Fog\n\n{Ada|“So”} and {Ada|“no”} and {Olu|“on”} it went.";
    for (width, theme, margin) in [
        (40, Theme::default(), "▎≠³"),
        (40, Theme::default().in_ascii(), "|/3"),
        (20, Theme::default(), "▎²“So"),
    ] {
        let mut desk = Desk::with(marked, width, 9);
        desk.press("] * ] * ] * F x j w q");
        let reader = desk.app.reader.as_mut().unwrap();
        let here = reader.flags[2].outcome.span().unwrap();
        reader.flags.change(|placed| {
            let is_here = placed.outcome.span() == Some(here);
            if is_here {
                placed.outcome = crate::anchor::Outcome::Changed(here);
            }
            is_here
        });
        let screen = text_of(&drawn(&desk, &theme));
        let row = screen.lines().find(|line| line.contains("So")).unwrap();
        assert!(row.starts_with(margin), "{screen}");
    }
}

#[test]
fn every_sign_has_one_in_ascii() {
    let plain = |text: &str| text.replace(['“', '”'], "\"").replace('’', "'");
    let library = [("a.txt", plain(HARBOUR)), ("b.txt", plain(STORM))];
    let library = [0, 1].map(|index: usize| (library[index].0, library[index].1.as_str()));
    let theme = Theme::default().in_ascii();
    let starts = [
        "",
        "m <Enter>",
        "] m n <Enter> m n <Enter> F x q P",
        "] m n <Enter> F x",
        "/ f o r t y <Enter>",
        "v w",
        "?",
        "Z",
        "g",
    ];
    let keys = TABLE.iter().flat_map(|info| info.keys);
    for start in starts {
        for key in std::iter::once(&"").chain(keys.clone()) {
            for size in [(110, 20), (62, 9)] {
                let mut desk = Desk::library(&library, size.0, size.1);
                desk.press(start).press(key);
                let buffer = drawn(&desk, &theme);
                let odd: String = buffer
                    .content()
                    .iter()
                    .map(|cell| cell.symbol())
                    .filter(|symbol| !symbol.is_ascii())
                    .collect();
                assert_eq!(odd, "", "after {start} {key}:\n{}", text_of(&buffer));
            }
        }
    }
}

#[test]
fn the_words_of_an_article_stay_as_they_are_in_ascii() {
    let desk = desk(110, 20);
    let text = text_of(&drawn(&desk, &Theme::default().in_ascii()));
    assert!(text.contains("“The gates will not open before spring,” Mara Venn"), "{text}");
    assert!(text.contains("> Harbour gates stay shut"), "{text}");
}

#[test]
fn lines_are_spread_and_the_text_stands_alone() {
    let mut desk = desk(60, 18);
    desk.press("<A-j> <A-z> j");
    insta::assert_snapshot!(screen(&desk, 60, 18), @r#"

       Harbour gates stay shut

    ▎  Pilots ask for a second inquiry

       “The gates will not open  before spring,” Mara Venn said
       on Monday. Nobody at the quay believed it.

       Ships  wait outside  in the  roads. “We  count forty  of
       them,” she added.

       “Forty is  a guess,”  replied Olu  Dace, who  steers the
       pilot boat.
    "#);
}
