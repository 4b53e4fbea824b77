//! Moving, quotes, searching and selecting in one article.

use crate::app::Action;
use crate::app::panes::Pane;
use crate::app::testing::Desk;

/// Twelve paragraphs of one row each, every third one with a quote.
fn twelve() -> String {
    let mut marked = String::from("# The headline");
    for number in 1..=12 {
        let quote = match number {
            3 | 9 => "{Ada Poll, mayor|“quoted words”} [c|said] [s|Ada Poll].",
            6 => "{Bo Reed|“other words”} [c|said] [s|Bo Reed].",
            12 => "{?|“nobody's words”}",
            _ => "and nothing more.",
        };
        marked.push_str(&format!("\n\nP{number} begins {quote}"));
    }
    marked
}

/// Presses keys on a screen that shows six of the twelve paragraphs and compares the words at
/// the top, the words at the cursor, and the focused quote.
fn check(keys: &str, expected: (&str, &str, Option<usize>)) {
    let mut desk = Desk::with(&twelve(), 60, 13);
    desk.press(keys);
    let focused = desk.app.reader.as_ref().unwrap().focused;
    assert_eq!((desk.top().as_str(), desk.at().as_str(), focused), expected, "{keys}");
}

#[test]
fn scrolling_by_lines_and_pages() {
    check("", ("The headline", "The headline", None));
    check("j", ("P1 begins", "P1 begins", None));
    check("j k", ("The headline", "P1 begins", None));
    check("k", ("The headline", "The headline", None));
    check("d", ("P3 begins", "P3 begins", None));
    check("<Space>", ("P5 begins", "P5 begins", None));
    check("f b", ("The headline", "P5 begins", None));
    check("G", ("P7 begins", "P12 begins", None));
    check("G k", ("P7 begins", "P11 begins", None));
    check("G g g", ("The headline", "The headline", None));
    check("<Space> <Space> <Space>", ("P7 begins", "P12 begins", None));
    check("d u u", ("The headline", "The headline", None));
}

#[test]
fn walking_by_paragraphs() {
    check("} }", ("The headline", "P2 begins", None));
    check("} } {", ("The headline", "P1 begins", None));
    check("{", ("The headline", "The headline", None));
    check("} } } } } }", ("P5 begins", "P6 begins", None));
    check("G }", ("P7 begins", "P12 begins", None));
    check("] {", ("The headline", "P3 begins", None));
    check("] }", ("The headline", "P4 begins", None));
}

#[test]
fn where_the_screen_cannot_scroll_the_cursor_walks() {
    check("j j k k k", ("The headline", "The headline", None));
    check("j j k k k k", ("The headline", "The headline", None));
    check("G g g j", ("P1 begins", "P1 begins", None));
    check("G k k j j", ("P7 begins", "P11 begins", None));
    check("G k k j j j j", ("P7 begins", "P12 begins", None));
    check("G k k j j f", ("P7 begins", "P12 begins", None));
}

#[test]
fn from_quote_to_quote() {
    check("]", ("The headline", "“quoted words”", Some(0)));
    check("] J", ("P5 begins", "“other words”", Some(1)));
    check("] ] ] ]", ("P7 begins", "“nobody's words”", Some(3)));
    check("] ] ] ] ]", ("P7 begins", "“nobody's words”", Some(3)));
    check("] ] [", ("P2 begins", "“quoted words”", Some(0)));
    check("[", ("The headline", "The headline", None));
    check("G [", ("P7 begins", "“quoted words”", Some(2)));
    check("d ]", ("P3 begins", "“quoted words”", Some(0)));
}

#[test]
fn from_quote_to_quote_of_one_speaker() {
    check("] )", ("P7 begins", "“quoted words”", Some(2)));
    check("] ) )", ("P7 begins", "“quoted words”", Some(2)));
    check("] ) (", ("P2 begins", "“quoted words”", Some(0)));
    check(")", ("The headline", "“quoted words”", Some(0)));
    check("s j )", ("P5 begins", "“other words”", Some(1)));
}

#[test]
fn a_quote_that_leaves_the_screen_loses_the_focus() {
    check("] j j", ("P1 begins", "“quoted words”", Some(0)));
    check("] j j j j j j j j", ("P4 begins", "P4 begins", None));
    check("] j j j j j j j j k", ("P4 begins", "P4 begins", None));
    check("] <Esc>", ("The headline", "“quoted words”", None));
}

#[test]
fn the_panel_and_the_text_lead_to_each_other() {
    let mut desk = Desk::with(&twelve(), 60, 13);
    desk.press("] ] <Enter>");
    assert_eq!((desk.app.wish.focus, desk.app.speakers.selected), (Pane::Speakers, 1));
    desk.press("o");
    assert_eq!((desk.app.wish.focus, desk.at().as_str()), (Pane::Body, "“other words”"));
    desk.press("s k o");
    assert_eq!(desk.app.reader.as_ref().unwrap().focused, Some(0));
    desk.press("] ] <Enter>");
    assert_eq!(desk.app.speakers.selected, 0, "the panel follows the text");
    desk.press("o");
    assert_eq!(desk.app.reader.as_ref().unwrap().focused, Some(2), "and back to the same quote");
    desk.press("G } <Enter>");
    assert_eq!(desk.message(), "Nobody is known to say this quote.");
    desk.press("g g <Enter>");
    assert_eq!(desk.message(), "No quote stands here. ] goes to the next one.");
}

#[test]
fn searching() {
    let mut desk = Desk::with(&twelve(), 60, 13);
    desk.press("n");
    assert_eq!(desk.message(), "Search for something first, with /.");
    let mut step = |keys: &str, words: &str| {
        desk.press(keys);
        if !words.is_empty() {
            desk.type_in(words).press("<Enter>");
        }
        (desk.at(), desk.message().to_owned())
    };
    let is = |at: &str, message: &str| (at.to_owned(), message.to_owned());
    assert_eq!(
        step("/", "begins nowhere"),
        is("The headline", "“begins nowhere” does not stand in this article.")
    );
    assert_eq!(step("/", "words"), is("words” said", "Match 1 of 4."));
    assert_eq!(step("n n", ""), is("words” said", "Match 3 of 4."));
    assert_eq!(step("n", ""), is("words”", "Match 4 of 4."));
    assert_eq!(step("n", ""), is("words” said", "Match 1 of 4, from the start again."));
    assert_eq!(step("N", ""), is("words”", "Match 4 of 4, from the end again."));
    assert_eq!(step("g g <Esc> n", ""), is("words” said", "Match 1 of 4."));
    assert_eq!(step("f n", ""), is("words” said", "Match 2 of 4."));
    assert_eq!(step("/ x <Esc> n", ""), is("words” said", "Match 3 of 4."));
}

#[test]
fn back_and_forward() {
    let mut desk = Desk::with(&twelve(), 60, 13);
    let mut step = |keys: &str| {
        desk.press(keys);
        (desk.top(), desk.app.reader.as_ref().unwrap().focused)
    };
    let is = |top: &str, focused| (top.to_owned(), focused);
    let there = step("j ] ] ]");
    assert_eq!(step("H"), is("P1 begins", None), "a run of quotes is one step");
    assert_eq!(step("L"), there);
    assert_eq!(step("G g g <A-Left> <BS>"), is("P1 begins", None));
    assert_eq!(step("H"), is("P1 begins", None));
    assert_eq!(desk.message(), "There is nothing to go back to.");
}

#[test]
fn resizing_keeps_the_passage_in_view() {
    let long =
        format!("# The headline\n\n{}\n\n{}", "alpha beta gamma delta ".repeat(60), twelve());
    let mut desk = Desk::with(&long, 100, 30);
    desk.press("j j j j j j");
    let here = desk.app.reader.as_ref().unwrap().top;
    desk.act(Action::Resize { width: 60, height: 20 });
    let reader = desk.app.reader.as_ref().unwrap();
    assert!(reader.visible[0].span.holds(here), "the top row holds what it held");
    desk.act(Action::Resize { width: 1, height: 1 });
    desk.act(Action::Resize { width: 0, height: 0 });
    desk.act(Action::Resize { width: 100, height: 30 });
    assert_eq!(desk.app.reader.as_ref().unwrap().top, here);
}

#[test]
fn resizing_keeps_the_focused_quote_on_the_screen() {
    let mut desk = Desk::with(&twelve(), 60, 30);
    desk.press("] ] ]");
    for (width, height) in [(60, 6), (20, 6), (200, 50), (40, 4)] {
        desk.act(Action::Resize { width, height });
        let reader = desk.app.reader.as_ref().unwrap();
        let start = reader.quote_span(2).unwrap().start;
        assert!(reader.visible.iter().any(|row| row.span.holds(start)), "{width}x{height}");
        assert_eq!(reader.focused, Some(2));
    }
}

/// Presses keys and compares the selected words.
fn select(keys: &str, expected: &str) {
    let mut desk = Desk::with(&twelve(), 60, 13);
    desk.press(keys);
    let reader = desk.app.reader.as_ref().unwrap();
    let text = &reader.document().text;
    let selected = reader.selection.map_or("", |selection| selection.span(text).of(text));
    assert_eq!(selected, expected, "{keys}");
}

#[test]
fn selecting() {
    select("} v", "P1");
    select("} v e", "P1 begins");
    select("} v w", "P1 b");
    select("} v e e b", "P1 begins a");
    select("} v l l", "P1 b");
    select("} v h h h", "\n\nP");
    select("} v j", "P1 begins and nothing more.\n\nP2");
    select("} v }", "P1 begins and nothing more.");
    select("} v } }", "P1 begins and nothing more.\n\nP2 begins and nothing more.");
    select("} v e o h", "\nP1 begins");
    select("} } v {", "P");
    select("} } v { {", "P1 begins and nothing more.\n\nP");
    select("] v", "“quoted words”");
    select("] v e", "“quoted words” said");
    select("v G", &twelve_plain());
    select("v v", "");
    select("v <Esc>", "");
}

#[test]
fn numbers_before_keys() {
    check("5 j", ("P3 begins", "P3 begins", None));
    check("3 } 2 {", ("The headline", "P1 begins", None));
    check("3 ]", ("P7 begins", "“quoted words”", Some(2)));
    check("9 ]", ("P7 begins", "“nobody's words”", Some(3)));
    check("G 2 [", ("P5 begins", "“other words”", Some(1)));
    check("] 2 )", ("P7 begins", "“quoted words”", Some(2)));
    check("7 G", ("P6 begins", "P7 begins", None));
    check("7 g g", ("P6 begins", "P7 begins", None));
    check("9 9 9 9 9 G", ("P7 begins", "P12 begins", None));
    check("5 0 %", ("P6 begins", "P6 begins", None));
    check("1 0 0 %", ("P7 begins", "P7 begins", None));
    check("1 0 %", ("P1 begins", "P1 begins", None));
    check("G 2 k", ("P6 begins", "P11 begins", None));
    check("4 <Esc> j", ("P1 begins", "P1 begins", None));
    check("4 g <Esc> j", ("P1 begins", "P1 begins", None));
    check("0 j", ("P1 begins", "P1 begins", None));
    check("2 <C-d>", ("P5 begins", "P5 begins", None));
    check("7 G 1 G H", ("P6 begins", "P7 begins", None));
    select("} v 2 e", "P1 begins and");
    select("} v 2 }", "P1 begins and nothing more.\n\nP2 begins and nothing more.");
    let mut desk = Desk::with(&twelve(), 60, 13);
    assert_eq!(desk.press("%").message(), "A number goes before %: 50% goes to the middle.");
    assert_eq!(desk.press("0").message(), "0 does nothing here. ? shows the keys.");
}

/// An article whose sentences are of every kind.
const SENTENCES: &str = "# The headline\n\nOne U.S. ship left. Two stayed! {Ada|“Why? We know,”} \
    [s|she] [c|said]. Three.\n\nFour sank at 5.30 p.m. on Monday.\n\n日本語。日本語です。 次の文。";

/// Presses keys and compares what would be flagged.
fn target(keys: &str, expected: &str) {
    let mut desk = Desk::with(SENTENCES, 60, 13);
    desk.press(keys);
    let reader = desk.app.reader.as_ref().unwrap();
    assert_eq!(reader.target().map(|span| span.of(&reader.document().text)), Some(expected));
}

#[test]
fn from_sentence_to_sentence() {
    target(".", "The headline");
    target(". .", "One U.S. ship left.");
    target(". . .", "Two stayed!");
    target("4 .", "“Why? We know,” she said.");
    target("5 .", "Three.");
    target("6 .", "Four sank at 5.30 p.m. on Monday.");
    target("5 . ,", "“Why? We know,” she said.");
    target("5 . 3 ,", "One U.S. ship left.");
    target("9 9 . ,", "Four sank at 5.30 p.m. on Monday.");
    target("2 } .", "Four sank at 5.30 p.m. on Monday.");
    target("] .", "“Why? We know,” she said.");
    target(". . . <Esc>", "One U.S. ship left. Two stayed! “Why? We know,” she said. Three.");
    target(". . . }", "Four sank at 5.30 p.m. on Monday.");
    target("} v .", "One U.S. ship left. T");
    let mut desk = Desk::with(SENTENCES, 60, 13);
    assert_eq!(desk.press(". ,").message(), "This is the first sentence.");
    assert_eq!(desk.press("9 9 .").message(), "");
    assert_eq!(desk.press(".").message(), "This is the last sentence.");
}

#[test]
fn a_giant_paragraph_is_walked_sentence_by_sentence() {
    let long = "Some words are said here, and then no more. ".repeat(2000);
    let mut desk = Desk::with(&format!("# The headline\n\n{long}"), 60, 13);
    desk.press("1 0 0 0 .");
    let reader = desk.app.reader.as_ref().unwrap();
    let start = reader.document().blocks[1].span.start;
    assert_eq!((reader.cursor - start) % 44, 0, "a sentence begins here");
    let there = reader.cursor;
    desk.press("5 0 , 5 0 .");
    assert_eq!(desk.app.reader.as_ref().unwrap().cursor, there);
}

#[test]
fn letters_name_places() {
    let mut desk = Desk::with(&twelve(), 60, 13);
    let mut step = |keys: &str| {
        desk.press(keys);
        (desk.top(), desk.at())
    };
    let is = |top: &str, at: &str| (top.to_owned(), at.to_owned());
    assert_eq!(step("] ] M a G ' a"), is("P5 begins", "“other words”"));
    assert_eq!(step("H"), is("P7 begins", "P12 begins"), "going to a mark is a jump");
    assert_eq!(step("' '"), is("P5 begins", "“other words”"));
    assert_eq!(step("' '"), is("P7 begins", "P12 begins"), "and the place before it");
    assert_eq!(step("' ^"), is("The headline", "The headline"));
    assert_eq!(step("' $"), is("P7 begins", "P12 begins"));
    assert_eq!(step("` a"), is("P5 begins", "“other words”"));
    assert_eq!(step("' <Esc> j"), is("P6 begins", "“other words”"));
    desk.press("' x");
    assert_eq!(desk.message(), "No place is called x. Mx names this one.");
    desk.press("M -");
    assert_eq!(desk.message(), "A letter or a digit names a place.");
}

#[test]
fn selecting_by_other_units() {
    select("} V", "P1 begins and nothing more.");
    select("} V } }", "P1 begins and nothing more.\n\nP2 begins and nothing more.");
    select("} V V", "");
    select("} v V v", "P1");
    select("} v W w w", "P1 begins and");
    select("} } v W h", "P2");
    select("} } v P k", "P1 begins and nothing more.\n\nP2 begins and nothing more.");
    select("} . v", "P1 begins and nothing more.");
    select("} v S", "P1 begins and nothing more.");
    select("} v S }", "P1 begins and nothing more.");
    select("] v P", "P3 begins “quoted words” said Ada Poll.");
    select("} V o }", "P1 begins and nothing more.");
    select("} v S <Esc>", "");
}

fn twelve_plain() -> String {
    crate::app::testing::article(&twelve()).0.text
}

#[test]
fn unbound_and_unfinished_keys() {
    let mut desk = Desk::with(&twelve(), 60, 13);
    desk.press("x");
    assert_eq!(desk.message(), "x does nothing here. ? shows the keys.");
    desk.press("g x");
    assert_eq!(desk.message(), "gx does nothing here. ? shows the keys.");
    desk.press("g <Esc> j");
    assert_eq!((desk.message(), desk.top().as_str()), ("", "P1 begins"));
    desk.press("<C-z> Z Z");
    assert_eq!(desk.log, ["suspend", "quit"]);
}

#[test]
fn panes_take_turns_hide_and_zoom() {
    let focus = |width: u16, keys: &str| {
        let mut desk = Desk::with(&twelve(), width, 30);
        desk.press(keys);
        let panes = desk.app.panes();
        let shown =
            [(panes.body, 'b'), (panes.speakers, 's'), (panes.contents, 'c'), (panes.flags, 'f')];
        let shown: String = shown.iter().filter(|it| it.0.is_some()).map(|it| it.1).collect();
        (desk.app.wish.focus, shown)
    };
    let check = |width, keys: &str, expected: (Pane, &str)| {
        assert_eq!(focus(width, keys), (expected.0, expected.1.to_owned()), "{width} {keys}");
    };
    check(120, "", (Pane::Body, "bsc"));
    check(120, "<Tab>", (Pane::Speakers, "bsc"));
    check(120, "<Tab> <Tab> <Tab>", (Pane::Body, "bsc"));
    check(120, "<S-Tab>", (Pane::Contents, "bsc"));
    check(120, "<F3>", (Pane::Body, "bc"));
    check(120, "<F3> <Tab>", (Pane::Contents, "bc"));
    check(120, "<F3> <F4> <Tab>", (Pane::Body, "b"));
    check(120, "<F3> <F3>", (Pane::Body, "bsc"));
    check(120, "s <F3>", (Pane::Body, "bc"));
    check(120, "<F2>", (Pane::Speakers, "sc"));
    check(120, "<F2> <F3> <F4>", (Pane::Contents, "c"));
    check(120, "<F2> t", (Pane::Body, "bsc"));
    check(120, "z", (Pane::Body, "b"));
    check(120, "s z", (Pane::Speakers, "s"));
    check(120, "s z z", (Pane::Speakers, "bsc"));
    check(120, "s z <Esc>", (Pane::Body, "b"));
    check(120, "z <Esc>", (Pane::Body, "bsc"));
    check(120, "F", (Pane::Flags, "scf"));
    check(120, "l F q", (Pane::Contents, "bsc"));
    check(80, "", (Pane::Body, "b"));
    check(80, "s", (Pane::Speakers, "bs"));
    check(80, "<F3>", (Pane::Speakers, "bs"));
    check(80, "<F3> <F3>", (Pane::Body, "b"));
    check(80, "l <Esc>", (Pane::Body, "b"));
    check(80, "<F2>", (Pane::Speakers, "s"));
    check(80, "F", (Pane::Flags, "f"));
}
