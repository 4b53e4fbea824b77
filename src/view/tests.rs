//! Tests of whole screens.

mod anchoring;
mod directions;
mod laws;
mod looks;
mod markup;
mod sheets;

use super::testing::text_of;
use super::theme::Role;
use super::{Theme, cursor, draw};
use crate::app::testing::{Desk, entry};
use crate::app::{Action, App, update};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

const HARBOUR: &str = "\
# Harbour gates stay shut

_ Pilots ask for a second inquiry

{Mara Venn, harbour master|“The gates will not open before spring,”} [s|Mara Venn] [c|said] on Monday. \
Nobody at the quay believed it.

Ships wait outside in the roads. {Mara Venn, harbour master|“We count forty of them,”} [s|she] [c|added].

{Olu Dace|“Forty is a guess,”} [c|replied] [s|Olu Dace], who steers the pilot boat.

> Storm warning lifted";

const STORM: &str = "# Storm warning lifted\n\nThe wind fell at night.";

fn screen(desk: &Desk, width: u16, height: u16) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(&desk.app, &Theme::default(), area, &mut buffer);
    text_of(&buffer)
}

fn desk(width: u16, height: u16) -> Desk {
    Desk::library(&[("a.txt", HARBOUR), ("b.txt", STORM)], width, height)
}

#[test]
fn three_panes_on_a_wide_screen() {
    let mut desk = desk(110, 20);
    desk.press("] ]");
    insta::assert_snapshot!(screen(&desk, 110, 20), @r#"
    28 February 2031 ─────────────────────────────────────────────────────────│ Speakers ─────────────────────── 2
       Harbour gates stay shut                                                │ ▌Mara Venn  harbour master      2
                                                                              │ ▌Olu Dace                       1
       Pilots ask for a second inquiry                                        │ ──────────────────────────────────
                                                                              │  “The gates will not open before …
       “The gates will not open before spring,” Mara Venn said on Monday.     │ ▸“We count forty of them,”
       Nobody at the quay believed it.                                        │
                                                                              │
    ▎  Ships wait outside in the roads. “We count forty of them,” she added.  │
                                                                              │
       “Forty is a guess,” replied Olu Dace, who steers the pilot boat.       │
                                                                              │
                                                                              │ Latest contents ──── 1 of 2 unread
                                                                              │ ▸ Harbour gates stay shut
                                                                              │   28 Feb 2031 · World
                                                                              │ » Storm warning lifted
                                                                              │   27 Feb 2031 · World
                                                                              │
                                                                              │
     100% · quote 2 of 3 · Mara Venn, harbour master · Harbour g…  ? help  ] quote  s speakers  m flag  / search
    "#);
}

#[test]
fn a_side_pane_appears_below_on_a_narrow_screen() {
    let mut desk = desk(60, 18);
    desk.press("] s");
    insta::assert_snapshot!(screen(&desk, 60, 18), @r#"
    28 February 2031 ───────────────────────────────────────────
       Harbour gates stay shut                                 ┃
                                                               ▐
       Pilots ask for a second inquiry                         ▐
                                                               ┃
    ▎  “The gates will not open before spring,” Mara Venn said ┃
    ▎  on Monday. Nobody at the quay believed it.              ▐
                                                               ▐
       Ships wait outside in the roads. “We count forty of
    Speakers ───────────────────────────────────────────────── 2
    ▌Mara Venn  harbour master                                2
    ▌Olu Dace                                                 1
    ────────────────────────────────────────────────────────────
    ▸“The gates will not open before spring,”
     “We count forty of them,”


     70% · quote 1 of 3 · Mara Venn, harbour master     ? help
    "#);
    desk.press("l");
    insta::assert_snapshot!(screen(&desk, 60, 18), @r#"
    28 February 2031 ───────────────────────────────────────────
       Harbour gates stay shut                                 ┃
                                                               ▐
       Pilots ask for a second inquiry                         ▐
                                                               ┃
    ▎  “The gates will not open before spring,” Mara Venn said ┃
    ▎  on Monday. Nobody at the quay believed it.              ▐
                                                               ▐
       Ships wait outside in the roads. “We count forty of
    Latest contents ────────────────────────────── 1 of 2 unread
    ▸ Harbour gates stay shut
      28 Feb 2031 · World
    » Storm warning lifted
      27 Feb 2031 · World



     70% · quote 1 of 3 · Mara Venn, harbour master     ? help
    "#);
}

#[test]
fn a_list_to_choose_from_lies_over_the_lower_part() {
    let mut desk = desk(60, 16);
    desk.press("] m <Enter> o").type_in("ha").press("<Down>");
    insta::assert_snapshot!(screen(&desk, 60, 16), @r#"
    28 February 2031 ───────────────────────────────────────────
       Harbour gates stay shut

       Pilots ask for a second inquiry

    Where to go ───────────────────────────────────────── 3 of 5
     Mara Venn, harbour master                          speaker
     Harbour gates stay shut                         2031-02-28
     “The gates will not open before spring,”              flag






    Go to: ha
    "#);
    let mut tiny = super::tests::desk(20, 5);
    tiny.press(":").type_in("next-q");
    insta::assert_snapshot!(screen(&tiny, 20, 5), @r#"
    What to do ─────────
     next-quote: Goes t…
     next-of-speaker: G…

    :next-q
    "#);
}

#[test]
fn a_small_screen_holds_one_pane() {
    let mut desk = desk(40, 10);
    desk.press("/").type_in("forty");
    let area = Rect::new(0, 0, 40, 10);
    assert_eq!(cursor(&desk.app, area), Some((6, 9)));
    insta::assert_snapshot!(screen(&desk, 40, 10), @r#"
    28 February 2031 ───────────────────────
       spring,” Mara Venn said on Monday.
       Nobody at the quay believed it.

    ▎  Ships wait outside in the roads. “We
    ▎  count forty of them,” she added.

       “Forty is a guess,” replied Olu
       Dace, who steers the pilot boat.
    /forty                           1 of 2
    "#);
    desk.press("<Enter>");
    assert_eq!(cursor(&desk.app, area), None);
    insta::assert_snapshot!(screen(&desk, 40, 10), @r#"
    28 February 2031 ───────────────────────
       spring,” Mara Venn said on Monday.
       Nobody at the quay believed it.

    ▎  Ships wait outside in the roads. “We
    ▎  count forty of them,” she added.

       “Forty is a guess,” replied Olu
       Dace, who steers the pilot boat.
     Match 1 of 2.
    "#);
    desk.press("F");
    insta::assert_snapshot!(screen(&desk, 40, 10), @r"
    Flags of this article ──────────────── 0
    This article has no flag.
    m sets one in the text, a lists all.






          q close  <Enter> go to  c status
    ");
}

#[test]
fn the_smallest_screens() {
    for (width, height) in [(1, 1), (2, 2), (5, 3), (9, 4)] {
        let mut desk = desk(width, height);
        desk.press("] s ? q F m <Esc> t");
        let screen = screen(&desk, width, height);
        assert!(!screen.trim().is_empty(), "{width}x{height}");
    }
}

#[test]
fn flags_stand_in_the_margin_and_in_the_list() {
    let mut desk = desk(60, 18);
    desk.press("] ] m").type_in("ask the port").press("<Enter> } m <Enter> F x");
    insta::assert_snapshot!(screen(&desk, 60, 18), @r"
    Flags of this article ──────────────────────────────────── 2
    ✓ “We count forty of them,”
      done · ask the port · Mara Venn
    ⚑ “Forty is a guess,” replied Olu Dace, who steers the pilo…





    ────────────────────────────────────────────────────────────
    ✓ done
    ask the port

    Ships wait outside in the roads. “We count forty of them,”
    she added.
    — Mara Venn, harbour master

     Marked as done. u takes it back.
    ");
    desk.press("q");
    desk.broken = true;
    desk.press("v m <Enter>");
    insta::assert_snapshot!(screen(&desk, 60, 18), @r"
    28 February 2031 ───────────────────────────────────────────
       Harbour gates stay shut

       Pilots ask for a second inquiry

       “The gates will not open before spring,” Mara Venn said
       on Monday. Nobody at the quay believed it.

     ✓ Ships wait outside in the roads. “We count forty of
     │ them,” she added.

    ▎!²“Forty is a guess,” replied Olu Dace, who steers the
    ▎│ pilot boat.




     The disk is full; make room.
    ");
}

#[test]
fn the_help_is_made_from_the_table() {
    let mut desk = desk(64, 12);
    desk.press("?");
    insta::assert_snapshot!(screen(&desk, 64, 12), @r#"
    Keys ──────────────────────────────────────────────── more below
    Moving
      j <Down> <C-e>              Moves down a line, or to the next
                                  item of a list.
      k <Up> <C-y>                Moves up a line, or to the
                                  previous item of a list.
      <Space> f <PageDown> <C-f>  Moves down a page.
      b <PageUp> <C-b>            Moves up a page.
      d <C-d>                     Moves down half a page.
      u <C-u>                     Moves up half a page.
      }                           Goes to the next paragraph.
                                     q close  <Space> more  / find
    "#);
    desk.press("G");
    insta::assert_snapshot!(screen(&desk, 64, 12), @r"
    Keys ───────────────────────────────────────────────────────────
                                  else returns to the text.
      ? <F1> h                    Shows the keys.
      /                           Shows the keys that some words are
                                  about (in the help).
      q <Esc> ? <F1> h            Closes the help (in the help).
      gt                          Begins a short tour, or passes one
                                  of its steps over.
      <C-z>                       Stops the program until the shell
                                  continues it.
      q ZZ <C-c>                  Quits.
                                     q close  <Space> more  / find
    ");
}

#[test]
fn an_unfinished_sequence_says_how_it_can_go_on() {
    let mut desk = desk(110, 4);
    desk.press("g");
    let last = screen(&desk, 110, 4).lines().last().unwrap().to_owned();
    assert_eq!(
        last,
        " g …  g start  o follow-link  l links  i next-of-tag  I previous-of-tag  f follow-up  t tour"
    );
}

#[test]
fn before_there_is_an_article() {
    let mut app = App::new();
    let mut first = |action: Option<Action>| {
        if let Some(action) = action {
            update(&mut app, action);
        }
        let area = Rect::new(0, 0, 50, 6);
        let mut buffer = Buffer::empty(area);
        draw(&app, &Theme::default(), area, &mut buffer);
        text_of(&buffer).lines().map(str::trim).collect::<Vec<_>>().join("|")
    };
    assert_eq!(first(None), "||||");
    let title = "pullquote ────────────────────────────────────────";
    let size = Action::Resize { width: 50, height: 6 };
    assert_eq!(
        first(Some(size)),
        format!("{title}||Looking for articles …|||? help  l library  q quit")
    );
    let found = Action::LibraryFound(vec![entry("a", "Alpha", "")]);
    assert_eq!(
        first(Some(found)),
        format!("{title}||Looking for articles … 1 found|||? help  l library  q quit")
    );
}

/// Returns the modifiers and the colour of the first cell of `words`.
fn style(desk: &Desk, words: &str) -> (Modifier, Option<Color>) {
    let area = Rect::new(0, 0, 80, 30);
    let mut buffer = Buffer::empty(area);
    draw(&desk.app, &Theme::default(), area, &mut buffer);
    let text = text_of(&buffer);
    let (y, line) = text.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap();
    let x = line[..line.find(words).unwrap()].chars().count();
    let style = buffer[(x as u16, y as u16)].style();
    (style.add_modifier, style.fg)
}

#[test]
fn quotes_matches_and_selections_are_coloured_by_role() {
    let mut desk = desk(80, 30);
    let theme = Theme::default();
    let venn = theme.style(Role::Quote(0)).fg;
    let dace = theme.style(Role::Quote(1)).fg;
    assert_eq!(style(&desk, "The gates"), (Modifier::empty(), venn));
    assert_eq!(style(&desk, "Forty is").1, dace);
    assert_eq!(style(&desk, "Harbour").0, Modifier::BOLD);
    assert_eq!(style(&desk, "Pilots").0, Modifier::ITALIC);
    desk.press("]");
    assert_eq!(style(&desk, "The gates"), (Modifier::BOLD, venn));
    assert_eq!(style(&desk, "Mara Venn said"), (Modifier::BOLD | Modifier::UNDERLINED, venn));
    assert_eq!(style(&desk, "said on").0, Modifier::ITALIC | Modifier::UNDERLINED);
    assert_eq!(style(&desk, "We count").0, Modifier::empty());
    desk.press("/").type_in("quay").press("<Enter>");
    assert_eq!(style(&desk, "quay").1, theme.style(Role::CurrentMatch).fg);
    desk.press("v");
    assert!(style(&desk, "quay").0.contains(Modifier::REVERSED));
    assert!(!style(&desk, "believed").0.contains(Modifier::REVERSED));
}

#[test]
fn wide_characters_keep_their_columns() {
    let desk = Desk::with("# 日本語の見出し\n\n港は閉まった 👩‍👩‍👧 e\u{301}nd", 24, 5);
    insta::assert_snapshot!(screen(&desk, 24, 5), @r#"
    28 February 2031 ───────
    ▎  日本語の見出し

       港は閉まった 👩‍👩‍👧 énd
     100% · 0 quotes
    "#);
}

#[test]
fn flags_of_all_articles_stand_beside_the_selected_one() {
    let mut desk = desk(100, 16);
    desk.press("] ] m").type_in("ask the port").press("<Enter> } m <Enter> g f");
    desk.press("D + 3 d <Enter> # q u a y <Enter> + j x m");
    insta::assert_snapshot!(screen(&desk, 100, 16), @r"
    Flags by article ──────────────────────── 1 marked │ Harbour gates stay shut · 2031-02-28 ──────────
    Harbour gates stay shut · 2031-02-28            2  │ ✓ done
     ⚑!“We count forty of them… · ask the port  3 Mar  │
    ●✓ “Forty is a guess,” replied Olu Dace, who stee… │ “Forty is a guess,” replied Olu Dace, who
                                                       │ steers the pilot boat.
                                                       │
                                                       │ Harbour gates stay shut · 2031-02-28 · a.txt
                                                       │ flagged 1970-01-01
                                                       │
                                                       │
                                                       │
                                                       │
                                                       │
                                                       │
                                                       │
                     ? help  <Enter> go to  / filter  o group  m mark  c status  e note  # tags  D due
    ");
    desk.press("<Esc> k");
    desk.act(Action::Resize { width: 40, height: 12 });
    insta::assert_snapshot!(screen(&desk, 40, 12), @r"
    Flags by article ───────────────────── 2
    Harbour gates stay shut · 2031-02-28  2
     ⚑!“We count forty o… · ask the … 3 Mar
     ✓ “Forty is a guess,” replied Olu Dace…


    Harbour gates stay shut · 2031-02-28 ───
    ⚑ open · high priority · due Monday ·
    #quay
    ask the port

           ? help  <Enter> go to  / filter
    ");
    desk.act(Action::Resize { width: 64, height: 12 });
    insta::assert_snapshot!(screen(&desk, 64, 12), @r"
    Flags by article ───────────── 2 │ Harbour gates stay shut · 20…
    Harbour gates stay shut · 20… 2  │ ⚑ open · high priority · due
     ⚑!“We count forty of th… 3 Mar  │ Monday · #quay
     ✓ “Forty is a guess,” replied … │ ask the port
                                     │
                                     │ Ships wait outside in the
                                     │ roads. “We count forty of
                                     │ them,” she added.
                                     │ — Mara Venn, harbour master
                                     │
                                     │ Harbour gates stay shut ·
        ? help  <Enter> go to  / filter  o group  m mark  c status
    ");
}

#[test]
fn a_flag_is_shown_over_the_text_and_notes_below_it() {
    let mut desk = desk(50, 16);
    desk.press("] ] m").type_in("ask the port\nor the pilots").press("<Enter> p");
    insta::assert_snapshot!(screen(&desk, 50, 16), @r"
    28 February 2031 ─────────────────────────────────
    Flag ─────────────────────────────────────────────
    ⚑ open
    ask the port
    or the pilots

    Ships wait outside in the roads. “We count forty
    of them,” she added.

    ▎⚑ Ships wait outside in the roads. “We count
    ▎│ forty of them,” she added.

       “Forty is a guess,” replied Olu Dace, who
       steers the pilot boat.

     100% · quote 2 of 3 · Mara Venn, harbour master
    ");
    desk.press("P e <A-Enter> n o w");
    insta::assert_snapshot!(screen(&desk, 50, 16), @r"
    28 February 2031 ─────────────────────────────────
    Flag ─────────────────────────────────────────────
    ⚑ open
    ask the port
    or the pilots

    Ships wait outside in the roads. “We count forty
    of them,” she added.

    ▎⚑ Ships wait outside in the roads. “We count
    ▎│ forty of them,” she added.
    ──────────────────────────────────────────────────
    ask the port
    or the pilots
    now
    Note:
    ");
    desk.press("<Enter> <Esc>");
    insta::assert_snapshot!(screen(&desk, 50, 16), @r"
    28 February 2031 ─────────────────────────────────
       Harbour gates stay shut

       Pilots ask for a second inquiry

       “The gates will not open before spring,” Mara
       Venn said on Monday. Nobody at the quay
       believed it.

    ▎⚑ Ships wait outside in the roads. “We count
    ▎│ forty of them,” she added.
     └   ask the port
         or the pilots
         now

     77% · 1 min left · 3 quotes     ? help  ] quote
    ");
}
