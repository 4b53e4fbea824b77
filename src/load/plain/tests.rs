//! Saved pages and what they load as.

use crate::document::{BlockKind, Document};
use crate::load::{Limits, load_text};
use crate::span::Span;
use crate::warning::Warning;
use proptest::prelude::*;

/// Prints a document's structure, a line a part.
fn outline(document: &Document) -> String {
    let text = |span: Span| span.of(&document.text);
    let mut lines = Vec::new();
    let mut line = |name: &str, value: &str| lines.push(format!("{name}: {value}"));
    document.section.iter().for_each(|span| line("section", text(*span)));
    document.byline.iter().for_each(|span| line("byline", text(*span)));
    document.published.iter().for_each(|date| line("published", &date.to_string()));
    for block in &document.blocks {
        let name = match block.kind {
            BlockKind::Headline => "headline",
            BlockKind::Deck => "deck",
            _ => "body",
        };
        line(name, text(block.span));
    }
    for teaser in &document.latest {
        let summary = teaser.summary.map_or("-", text);
        let date = teaser.published.map_or("-".to_owned(), |date| date.to_string());
        line("latest", &format!("{} / {summary} / {date}", text(teaser.title)));
    }
    lines.join("\n")
}

fn check(source: &str, expected: &str) {
    let document = load_text("-", source, &Limits::default());
    let expected: Vec<_> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(outline(&document), expected.join("\n"), "\n--- of\n{source}");
}

const LONG: &str = "The harbour of Port Lorne was shut for nine days after the storm, and the boats lay \
in the river until the pilots had sounded the channel again and found it deep enough. “We waited, \
and then we waited more,” said Ida Brandt, the harbour master.";
const MORE: &str = "Two ferries left on Thursday morning with four hundred people on board, most of \
whom had slept in the school, the church and the market hall since the night of the storm.";

fn page(template: &str) -> String {
    template.replace("LONG", LONG).replace("MORE", MORE)
}

fn check_page(source: &str, expected: &str) {
    check(&page(source), &page(expected));
    check(&page(source).replace('\n', "\r\n"), &page(expected));
    check(&page(source).replace('\n', "\u{2028}"), &page(expected));
}

#[test]
fn a_whole_page() {
    check_page(
        "Today : Oct 24, 2024\nHarbour News\n23 October 2024\n\nPort Lorne Opens After Nine Days\n\n\
         Pilots warn that the channel has moved and may move again\n\nLONG\n\nMORE\n\n\
         Latest Contents\nMarket Hall Roof Holds\n\nMarket Hall Roof Holds\n\n\
         The roof that was built in 1911 took the storm…\n23 October 2024\n\
         School Opens Again\n\nSchool Opens Again\n\nLessons begin on Monday, and…\n22 October 2024\n",
        "section: Harbour News
         published: 2024-10-23
         headline: Port Lorne Opens After Nine Days
         deck: Pilots warn that the channel has moved and may move again
         body: LONG
         body: MORE
         latest: Market Hall Roof Holds / The roof that was built in 1911 took the storm… / 2024-10-23
         latest: School Opens Again / Lessons begin on Monday, and… / 2024-10-22",
    );
}

#[test]
fn parts_in_other_orders_and_forms() {
    check_page(
        "Port Lorne Opens After Nine Days\nBy Jane Doe and John Roe, Staff Writers\n\
         Published: Oct. 23, 2024 | Updated: Oct. 24, 2024\nLONG\nMORE",
        "byline: By Jane Doe and John Roe, Staff Writers
         published: 2024-10-23
         headline: Port Lorne Opens After Nine Days
         body: LONG
         body: MORE",
    );
    check_page(
        "Home > World > Europe\nPort Lorne Opens After Nine Days\n\nThe channel has moved, pilots say.\n\n\
         By Jane Doe, October 23, 2024 10:30 AM EDT\n\nLONG",
        "section: Europe
         byline: By Jane Doe
         published: 2024-10-23T10:30:00-04:00
         headline: Port Lorne Opens After Nine Days
         deck: The channel has moved, pilots say.
         body: LONG",
    );
    check_page(
        "World | Jane Doe | 23/10/2024\n\nPort Lorne Opens After Nine Days\n\nLONG",
        "section: World
         byline: Jane Doe
         published: 2024-10-23
         headline: Port Lorne Opens After Nine Days
         body: LONG",
    );
    check_page(
        "Port Lorne Opens After Nine Days\n\nJane Doe\n23 October 2024\n\nLONG",
        "byline: Jane Doe
         published: 2024-10-23
         headline: Port Lorne Opens After Nine Days
         body: LONG",
    );
    check_page(
        "The Lorne Packet\nSubscribe\nWorld News\n23 October 2024\nPort Lorne Opens After Nine Days\n\nLONG",
        "section: World News
         published: 2024-10-23
         headline: Port Lorne Opens After Nine Days
         body: LONG",
    );
    check_page(
        "Port Lorne Opens After Nine Days\n\nPort Lorne Opens After Nine Days\n\nLONG\n\nMORE\n\nPosted 23 October 2024",
        "published: 2024-10-23
         headline: Port Lorne Opens After Nine Days
         body: LONG
         body: MORE",
    );
}

#[test]
fn the_list_under_other_names_and_in_other_places() {
    for heading in
        ["Related articles", "MOST POPULAR:", "Latest News", "Most read", "More from Lorne"]
    {
        check_page(
            &format!("LONG\n\n{heading}\n\nMarket Hall Roof Holds\n\nSchool Opens Again\n"),
            "body: LONG
             latest: Market Hall Roof Holds / - / -
             latest: School Opens Again / - / -",
        );
    }
    check_page(
        "Latest Contents\nMarket Hall Roof Holds\nThe roof took the storm…\n23 October 2024\n\
         Port Lorne Opens After Nine Days\n\nLONG",
        "headline: Port Lorne Opens After Nine Days
         body: LONG
         latest: Market Hall Roof Holds / The roof took the storm… / 2024-10-23",
    );
    check_page(
        "LONG\n\nLatest news\n\n23 Oct 2024\nMarket Hall Roof Holds\n2 hours ago\nSchool Opens Again\n",
        "body: LONG
         latest: Market Hall Roof Holds / - / 2024-10-23
         latest: School Opens Again / - / -",
    );
    check_page(
        "Port Lorne Opens After Nine Days\n\nLONG\n\nMORE\n\nMarket Hall Roof Holds\n\nMarket Hall Roof Holds\n\n\
         The roof…\n23 Oct 2024\nSchool Opens Again\n\nSchool Opens Again\n\nLessons begin…\n22 Oct 2024\n\
         © 2024 The Lorne Packet. All rights reserved.",
        "headline: Port Lorne Opens After Nine Days
         body: LONG
         body: MORE
         latest: Market Hall Roof Holds / The roof… / 2024-10-23
         latest: School Opens Again / Lessons begin… / 2024-10-22",
    );
}

#[test]
fn the_list_before_the_page() {
    check_page(
        "Latest Contents\nMarket Hall Roof Holds\nThe roof took the storm…\n23 October 2024\n\n\
         World News\n22 October 2024\n\nPort Lorne Opens After Nine Days\n\nLONG",
        "section: World News
         published: 2024-10-22
         headline: Port Lorne Opens After Nine Days
         body: LONG
         latest: Market Hall Roof Holds / The roof took the storm… / 2024-10-23",
    );
}

#[test]
fn what_only_looks_like_a_list_stays() {
    check_page(
        "LONG\n\nRead more\n\nMarket Hall Roof Holds\n\nMORE",
        "body: LONG
         body: Read more
         body: Market Hall Roof Holds
         body: MORE",
    );
    check_page(
        "LONG\n\nLatest news\n\nMORE",
        "body: LONG
         body: Latest news
         body: MORE",
    );
}

#[test]
fn prose_loses_no_word() {
    check("", "");
    check(" \n\t\n", "");
    check("word", "body: word");
    check("Port Lorne opens", "body: Port Lorne opens");
    check_page("LONG", "body: LONG");
    check_page("LONG\nMORE", "body: LONG\nbody: MORE");
    check_page("Port Lorne opens\n\nLONG", "headline: Port Lorne opens\nbody: LONG");
    check_page(
        "The harbour opened on Monday.\n\nLONG",
        "body: The harbour opened on Monday.\nbody: LONG",
    );
    check_page(
        "PORT LORNE (AP) — LONG\n\nFriday, December 4, 2015\n\nMORE",
        "body: PORT LORNE (AP) — LONG\nbody: Friday, December 4, 2015\nbody: MORE",
    );
}

#[test]
fn wrapped_lines_are_joined() {
    check(
        "Port Lorne Opens\n\nThe harbour of Port Lorne was shut for nine days after the\nstorm, and the \
         boats lay in the river until the pilots had\nsounded the channel again and found it deep enough \
         for forty-\nfoot boats. They left.\nThe ferries went on Thursday morning with four hundred\npeople, \
         most of whom had slept in the school and the\nmarket hall.\n\n- a line of its own\n- another one\n",
        "headline: Port Lorne Opens
         body: The harbour of Port Lorne was shut for nine days after the storm, and the boats lay in the river until the pilots had sounded the channel again and found it deep enough for forty-foot boats. They left.
         body: The ferries went on Thursday morning with four hundred people, most of whom had slept in the school and the market hall.
         body: - a line of its own
         body: - another one",
    );
    check(
        "Port Lorne Opens\n23 October 2024\nThe harbour of Port Lorne was shut for nine days after the\n\
         storm, and the boats lay in the river until the pilots had\nsounded the channel again and found it deep \
         enough for the\nboats.\nRelated\nThe Roof of the Market Hall Holds in the Night of the\nStorm\n\
         The School Is to Open Again on Monday Morning at Nine\nThe School Is to Open Again on Monday Morning at Nine\n\
         Lessons begin with those who lost their books, and with a\nsong…\n22 October 2024\n",
        "published: 2024-10-23
         headline: Port Lorne Opens
         body: The harbour of Port Lorne was shut for nine days after the storm, and the boats lay in the river until the pilots had sounded the channel again and found it deep enough for the boats.
         latest: The Roof of the Market Hall Holds in the Night of the Storm / - / -
         latest: The School Is to Open Again on Monday Morning at Nine / Lessons begin with those who lost their books, and with a song… / 2024-10-22",
    );
}

#[test]
fn a_path_that_leads_nowhere_is_kept() {
    let document = load_text("-", "Harbour >\nThe boats lay in the river.\n", &Limits::default());
    assert!(document.text.starts_with("Harbour >"), "{}", document.text);
}

#[test]
fn a_doubtful_date_is_a_warning() {
    let source = page("Port Lorne Opens After Nine Days\n03/04/2024\n\nLONG");
    let document = load_text("-", &source, &Limits::default());
    let messages: Vec<_> = document.warnings.iter().map(|w| w.message.as_str()).collect();
    insta::assert_snapshot!(messages.join("\n"), @"The date is read as 2024-04-03 (day before month); it could be the other way round.");
}

#[test]
fn teasers_beyond_the_limit_are_left_out() {
    let list: String = (0..9).map(|n| format!("Story number {n} here\n")).collect();
    let source = page(&format!("LONG\n\nRelated\n\n{list}"));
    let document = load_text("-", &source, &Limits { teasers: 3, ..Limits::default() });
    assert_eq!(document.latest.len(), 3);
    let message = document.warnings.iter().find(|warning| warning.kind.name() == "limit").unwrap();
    insta::assert_snapshot!(message, @"Only the first 3 of 9 listed articles are kept.");
}

const LINES: &str = "((Today : Oct 23, 2024|World News|By Ann Lee|23 October 2024|Latest Contents|\
                     Harbour Opens Again|The roof took the storm…|“We waited,” she said\\.|Advertisement|\
                     [a-zé ]{0,9}\u{1b}\\[1m|[A-Za-z ,“”]{50,150}\\.|\\PC{0,20})(\n|\n\n|\r\n|\r)){0,24}";

proptest! {
    #[test]
    fn documents_keep_their_invariants(source in LINES) {
        let document = load_text("-", &source, &Limits::default());
        let mut end = 0;
        for block in &document.blocks {
            prop_assert!(block.span.start >= end && block.span.end <= document.annotated);
            let words = block.span.of(&document.text);
            prop_assert!(!words.is_empty() && words.trim() == words);
            end = block.span.end;
        }
        for (at, c) in document.text.char_indices() {
            let there = document.source.span(Span::new(at, at + c.len_utf8()));
            if let Some(there) = there {
                let original = there.of(&source);
                let is_blank = c.is_whitespace() && original.trim().is_empty();
                prop_assert!(original.chars().eq([c]) || is_blank, "{c:?} from {original:?}");
            }
        }
        let is_left_out = |warning: &Warning| warning.message.contains("left out");
        if document.latest.is_empty() && !document.warnings.iter().any(is_left_out) {
            let headers = ["Oct", "By Ann", "World"];
            // Of “Home > World” the last step is kept.
            let is_path = |line: &&str| line.contains(['>', '›', '»']);
            let words = source.split(['\n', '\r']).filter(|line| !is_path(line));
            let words = words.flat_map(str::split_whitespace);
            for word in words.filter(|word| word.chars().all(char::is_alphabetic)) {
                let kept = document.text.contains(word) || headers.iter().any(|h| h.contains(word));
                prop_assert!(kept || "Today October".contains(word), "{word} is lost");
            }
        }
    }
}
