//! Sheets: the outline, a speaker's card, and one speaker's quotes alone.

use crate::app::key::parse_keys;
use crate::app::panes::Pane;
use crate::app::sheet::Kind;
use crate::app::testing::Desk;
use crate::app::{Action, Effect, update};
use crate::document::Link;
use crate::search::WatchWords;
use crate::span::Span;
use std::sync::Arc;

const GATES: &str = "\
# The gates

{Mara Venn, harbour master|“Shut till spring,”} [c|said] [s|Mara Venn]. Nobody believed it.

{Olu Dace?|“A guess,”} [c|replied] [s|Olu Dace].

[s|Venn] walked out. {Mara Venn|The ice was thick}, [s|she] [c|added].

{?|“Who knows”} stood on a wall.";

/// The open sheet, a line each: what leads somewhere after `>`, the selected one after `*`.
fn sheet(desk: &Desk) -> String {
    let sheet = desk.app.sheet.as_ref().expect("a sheet is open");
    let mut lines = vec![format!("{} — {}", sheet.title, sheet.count)];
    for (index, line) in sheet.lines.iter().enumerate() {
        let mark = match line.target {
            Some(_) if sheet.list.selected == index => "*",
            Some(_) => ">",
            None => " ",
        };
        let number = line.paragraph.map_or(String::new(), |number| format!("{number} "));
        let indent = if matches!(line.kind, Kind::Name(_) | Kind::Heading) { "" } else { "  " };
        lines.push(format!("{mark} {indent}{number}{}", line.words).trim_end().to_owned());
    }
    lines.join("\n")
}

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::with(GATES, 60, 20);
    desk.press(keys);
    desk
}

#[test]
fn who_said_what_in_the_order_of_the_text() {
    insta::assert_snapshot!(sheet(&desk("] ] w")), @r"
    Who said what — 4
      Mara Venn
    >   1 “Shut till spring,”
      Olu Dace
    *   2 ? “A guess,”
      Mara Venn
    >   3 The ice was thick
      Nobody is known to say
    >   4 “Who knows”
    ");
}

#[test]
fn a_card_says_what_can_be_checked() {
    insta::assert_snapshot!(sheet(&desk("s <Enter>")), @r"
    Mara Venn — 2 quotes
        harbour master
        A person

      In direct speech (1)
    *   1 “Shut till spring,”
        100 % sure · mention “Mara Venn” · cue “said”

      In indirect speech (1)
    >   3 The ice was thick
        100 % sure · mention “she” · cue “added”

      Mentions (2)
    >   1 “Shut till spring,” said Mara Venn. Nobody believed it.
    >   3 … out. The ice was thick, she added.
    ");
}

/// Presses keys and compares the words at the cursor, the focused pane and the focused quote.
fn check(keys: &str, expected: (&str, Pane, Option<usize>)) {
    let desk = desk(keys);
    let focused = desk.app.reader.as_ref().unwrap().focused;
    assert_eq!((desk.at().as_str(), desk.app.wish.focus, focused), expected, "{keys}");
}

#[test]
fn lines_lead_to_the_text_and_back_leads_away_again() {
    check("w j <Enter>", ("“A guess,”", Pane::Body, Some(1)));
    check("w G <Enter>", ("“Who knows”", Pane::Body, Some(3)));
    check("w G k k <Enter>", ("“A guess,”", Pane::Body, Some(1)));
    check("w G g g <Enter>", ("“Shut till", Pane::Body, Some(0)));
    check("s <Enter> j <Enter>", ("The ice", Pane::Body, Some(2)));
    check("s <Enter> G <Enter>", ("she added.", Pane::Body, None));
    check("w j <Enter> H", ("The gates", Pane::Body, None));
    check("w <Esc>", ("The gates", Pane::Body, None));
    check("s w q", ("The gates", Pane::Speakers, None));
    check("s <Enter> w q", ("The gates", Pane::Speakers, None));
}

#[test]
fn one_speaker_alone() {
    check("] S ]", ("The ice", Pane::Body, Some(2)));
    check("] S ] ]", ("The ice", Pane::Body, Some(2)));
    check("] S S ]", ("“A guess,”", Pane::Body, Some(1)));
    check("] S <Esc> <Esc> ]", ("“Shut till", Pane::Body, Some(0)));
    check("s j S t ]", ("“A guess,”", Pane::Body, Some(1)));
    check("] ] ] ] S", ("“Who knows”", Pane::Body, Some(3)));
    let said = |keys| desk(keys).message().to_owned();
    assert_eq!(said("] S"), "Only what Mara Venn said; S shows all again.");
    assert_eq!(said("] S ] ]"), "This is the last quote of Mara Venn.");
    assert_eq!(said("] ] ] ] S"), "Nobody is known to say this quote.");
}

#[test]
fn where_nothing_is_quoted_a_sentence_says_so() {
    let said = |keys| {
        let mut desk = Desk::with("# Quiet\n\nNobody spoke.", 60, 20);
        desk.press(keys).message().to_owned()
    };
    assert_eq!(said("w"), "No quote was found in this article.");
    assert_eq!(said("s <Enter>"), "No speaker is quoted in this article.");
}

#[test]
fn watch_words_stand_out_and_are_listed() {
    let mut desk = Desk::with(GATES, 60, 20);
    desk.press("W");
    assert_eq!(desk.message(), "There are no watch words. “watch” in the config names them.");
    let patterns = ["spring".to_owned(), "Venn".to_owned(), "quay".to_owned()];
    desk.app.watch = WatchWords::new(&patterns).unwrap();
    desk.press("j k");
    let reader = desk.app.reader.as_ref().unwrap();
    let words: Vec<&str> =
        reader.watched.iter().map(|it| it.span.of(&reader.document().text)).collect();
    assert_eq!(words, ["spring", "Venn", "Venn"]);
    desk.press("W");
    insta::assert_snapshot!(sheet(&desk), @r"
    Watch words — 3
    *   1 “Shut till spring,” said Mara Venn. Nobody believed it.
    >   1 “Shut till spring,” said Mara Venn. Nobody believed it.
    >   3 Venn walked out. The ice was thick, she added.
    ");
    desk.press("G <Enter>");
    assert_eq!(desk.at(), "Venn walked");
}

#[test]
fn of_a_giant_article_the_watch_words_near_here_are_listed() {
    let paragraphs: String =
        (0..4_000).map(|number| format!("\n\n{number} Fog. {}", "é".repeat(50))).collect();
    let mut desk = Desk::with(&format!("# Fog{paragraphs}"), 120, 20);
    desk.app.watch = WatchWords::new(&["Fog".to_owned()]).unwrap();
    let mut listed = |keys: &str| {
        desk.press(keys);
        let sheet = desk.app.sheet.as_ref().unwrap();
        let first = sheet.lines[0].words.split(' ').next().unwrap().to_owned();
        (sheet.count.clone(), first)
    };
    let (count, first) = listed("W");
    assert_eq!(first, "Fog");
    assert!(count.ends_with(" near here") && count.len() < 15, "{count}");
    let (count, first) = listed("q G W");
    assert!(count.ends_with(" near here"), "{count}");
    assert!(first.parse::<usize>().unwrap() > 1000, "{first}");
}

#[test]
fn links_are_listed_and_opened() {
    let mut desk = desk("g l");
    assert_eq!(desk.message(), "This article has no links.");
    let reader = desk.app.reader.as_mut().unwrap();
    let document = Arc::make_mut(&mut reader.briefing.document);
    for (words, url) in [("Nobody", "https://a.example/"), ("walked out", "http://b.example/x")] {
        let start = document.text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        document.links.push(Link { span, url: url.to_owned() });
    }
    desk.press("g l");
    insta::assert_snapshot!(sheet(&desk), @r"
    Links — 2
    *   1 Nobody
        https://a.example/
    >   3 walked out
        http://b.example/x
    ");
    let keys = parse_keys("j <Enter>").unwrap().into_iter();
    let effects: Vec<Effect> =
        keys.flat_map(|key| update(&mut desk.app, Action::Key(key))).collect();
    assert!(matches!(&effects[..], [Effect::Browse(url)] if url == "http://b.example/x"));
}
