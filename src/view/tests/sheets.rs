//! Sheets, one speaker alone, and doubtful speakers as they look.

use super::{desk, screen};
use crate::app::testing::Desk;
use crate::view::theme::Role;
use crate::view::{Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

#[test]
fn a_card_and_an_outline_take_the_texts_place() {
    let mut desk = desk(60, 12);
    desk.press("] w");
    insta::assert_snapshot!(screen(&desk, 60, 12), @r"
    Who said what ──────────────────────────────────────────── 3
     Mara Venn
     ¶ 1   “The gates will not open before spring,”
     ¶ 2   “We count forty of them,”
     Olu Dace
     ¶ 3   “Forty is a guess,”





                            ? help  <Enter> go to  <Esc> close
    ");
    desk.press("q <Enter> <Enter>");
    insta::assert_snapshot!(screen(&desk, 60, 12), @r"
    Mara Venn ───────────────────────────────────────── 2 quotes
           harbour master
           A person

     In direct speech (2)
     ¶ 1   “The gates will not open before spring,”
           100 % sure · mention “Mara Venn” · cue “said”
     ¶ 2   “We count forty of them,”
           100 % sure · mention “she” · cue “added”

     Mentions (2)
                            ? help  <Enter> go to  <Esc> close
    ");
    desk.press("q z <Esc> w");
    insta::assert_snapshot!(screen(&desk, 40, 12), @r"
    Who said what ──────────────────────── 3
     Mara Venn
      “The gates will not open before sprin…
      “We count forty of them,”
     Olu Dace
      “Forty is a guess,”





        ? help  <Enter> go to  <Esc> close
    ");
}

#[test]
fn a_doubtful_speaker_has_a_mark() {
    let marked = "# Fog\n\nRain fell. {Olu Dace?|“Nobody saw it.”} Nobody at all.";
    let mut desk = Desk::with(marked, 44, 6);
    desk.press("]");
    insta::assert_snapshot!(screen(&desk, 44, 6), @r"
    28 February 2031 ───────────────────────────
       Fog

    ▎? Rain fell. “Nobody saw it.” Nobody at
    ▎  all.
     100% · quote 1 of 1 · perhaps Olu Dace
    ");
}

#[test]
fn the_words_of_others_stand_back() {
    let mut desk = desk(60, 14);
    desk.press("] S");
    let area = Rect::new(0, 0, 60, 14);
    let mut buffer = Buffer::empty(area);
    let theme = Theme::default();
    draw(&desk.app, &theme, area, &mut buffer);
    let colour = |words: &str| {
        let text = screen(&desk, 60, 14);
        let mut rows = text.lines().enumerate();
        let (row, line) = rows.find(|(_, line)| line.contains(words)).expect(words);
        let column = line[..line.find(words).unwrap()].chars().count();
        buffer[(u16::try_from(column).unwrap(), u16::try_from(row).unwrap())].fg
    };
    let of = |role| theme.style(role).fg.unwrap_or_default();
    assert_eq!(colour("We count"), of(Role::Quote(0)));
    for words in ["Ships wait", "Forty is", "Nobody at"] {
        assert_eq!(colour(words), of(Role::Dimmed), "{words}");
    }
}
