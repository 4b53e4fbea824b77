//! Marked text: `[q1:…]` a segment of the first quotation, `[s1:…]` its source, `[c1:…]` its
//! cue, `[u:…]` text in marks that nobody says; `¶` parts paragraphs.

mod parts;
mod tags;
mod unmarked;

use super::annotate;
use crate::annotation::{Annotations, QuoteKind, UnattributedReason};
use crate::document::{Block, BlockKind, Document};
use crate::load::{Limits, load};
use crate::span::Span;
use crate::warning::WarningKind;

fn document(text: &str) -> Document {
    let mut document =
        Document { text: text.to_owned(), annotated: text.len(), ..Document::default() };
    let mut at = 0;
    for part in text.split('¶') {
        let span = Span::new(at, at + part.len());
        document.blocks.push(Block { kind: BlockKind::Paragraph, span });
        at = span.end + '¶'.len_utf8();
    }
    document
}

/// Takes the labels out of marked text.
fn plain(marked: &str) -> String {
    let mut text = String::new();
    let mut chars = marked.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '[' => while chars.next().is_some_and(|c| c != ':') {},
            ']' => {}
            c => text.push(c),
        }
    }
    text
}

/// Writes the labels of annotations into the text.
fn picture(text: &str, found: &Annotations) -> String {
    let mut labels: Vec<(Span, String)> = Vec::new();
    for (index, quote) in found.quotes.iter().enumerate() {
        let number = index + 1;
        labels.extend(quote.segments.iter().map(|&span| (span, format!("q{number}"))));
        labels.extend(quote.source.map(|span| (span, format!("s{number}"))));
        labels.extend(quote.cue.map(|span| (span, format!("c{number}"))));
    }
    labels.extend(found.unattributed.iter().map(|mark| (mark.span, "u".to_owned())));
    labels.sort();
    let mut out = String::new();
    let mut at = 0;
    for (span, label) in labels {
        if span.start < at {
            continue;
        }
        out.push_str(&text[at..span.start]);
        out.push_str(&format!("[{label}:{}]", span.of(text)));
        at = span.end;
    }
    out + &text[at..]
}

/// Checks who says what in marked text, and who the speakers are: `canonical (role)`.
#[track_caller]
fn check(marked: &str, speakers: &[&str]) {
    let text = plain(marked);
    let found = annotate(&document(&text));
    assert_eq!(picture(&text, &found), marked);
    let named: Vec<String> = found
        .speakers
        .iter()
        .map(|speaker| match &speaker.role {
            Some(role) => format!("{} ({role})", speaker.canonical),
            None => speaker.canonical.clone(),
        })
        .collect();
    assert_eq!(named, speakers, "{marked}");
}

#[test]
fn two_of_a_kind_have_names_and_a_role() {
    check(
        "“[q1:We saw it,]” [c1:said] [s1:twins Ole and Per Venn, who are 11].",
        &["Ole and Per Venn (twins)"],
    );
    check(
        "“[q1:We saw it,]” [c1:said] [s1:Ana Ruiz and Tom Bell, both of Velmark].",
        &["Ana Ruiz and Tom Bell"],
    );
}

#[test]
fn what_somebody_does_stands_before_their_name() {
    check(
        "“[q1:It’s cold,]” [c1:said] [s1:the analyst on duty, Wen Abara]. “[q1:We wait.]”",
        &["Wen Abara (the analyst on duty)"],
    );
    check(
        "“[q1:It’s cold,]” [c1:said] [s1:the officer leading the search, Sgt. Tom Bell].",
        &["Tom Bell (the officer leading the search)"],
    );
}

#[test]
fn what_a_headline_says_of_somebody_is_not_said_by_them() {
    let speakers = |headline: &str| {
        let text = format!("{headline}\n\nVELMARK — The ferry left the quay at noon on Monday.\n");
        let limits = Limits::default();
        let document = load("a.txt", text.as_bytes(), &limits).next().expect("a document");
        annotate(&document).speakers.into_iter().map(|s| s.canonical).collect::<Vec<_>>()
    };
    assert_eq!(speakers("Norland Troops Confirmed Deployed To Velmark"), [""; 0]);
    assert_eq!(speakers("Norland Says Troops Are In Velmark"), ["Norland"]);
}

#[test]
fn sides_of_the_cue() {
    check("“[q1:We can’t go on,]” [s1:the captain] [c1:said].", &["captain"]);
    check("“[q1:We stay,]” [c1:said] [s1:Mara Venn].", &["Mara Venn"]);
    check("[s1:Mara Venn] [c1:said]: “[q1:We stay.]”", &["Mara Venn"]);
    check("[s1:Mara Venn] [c1:told] the harbour board, “[q1:We stay.]”", &["Mara Venn"]);
    check("“[q1:We stay,]” [s1:Venn] [c1:barked].", &["Venn"]);
    check("“[q1:We stay,]” [s1:Mara Venn] also [c1:said] in a statement.", &["Mara Venn"]);
    check("“[q1:We stay,]” [s1:Mara Venn] did not [c1:say].", &["Mara Venn"]);
    check(
        "[c1:According to] [s1:Mara Venn], the quay is “[q1:a ruin waiting to fall.]”",
        &["Mara Venn"],
    );
    check(
        "Standing at the gate, [s1:Venn] looked away, [c1:adding], “[q1:Nobody asked us.]”",
        &["Venn"],
    );
}

#[test]
fn interrupted_and_continued() {
    check("“[q1:We stay,]” [s1:Venn] [c1:said], “[q1:and we fight.]”", &["Venn"]);
    check("“[q1:We stay,]” [s1:Venn] [c1:said]. “[q1:There is nowhere to go.]”", &["Venn"]);
    check("“[q1:We stay,]” [s1:Venn] [c1:said].¶“[q2:There is nowhere to go.]”", &["Venn"]);
    check("[s1:Venn] [c1:said]: “[q1:We stay.]¶“[q1:There is nowhere to go.]”", &["Venn"]);
}

#[test]
fn who_is_asked_answers() {
    let answers = |text: &str| {
        let quotes = annotate(&document(text)).quotes;
        let speakers: Vec<_> = quotes.iter().map(|quote| quote.speaker).collect();
        speakers[2].is_some() && speakers[2] == speakers[0]
    };
    assert!(answers(
        "“It was late,” Tom Bell said.¶“By whom?” asked Ada Venn.¶“By the board of the port.”"
    ));
    let late = "who had come late to the hall with her dog and her sister and her brother";
    let text = format!(
        "“It was late,” Tom Bell said.¶“By whom?” said Ada Venn, {late}.¶“By the board of it.”"
    );
    assert!(!answers(&text));
}

#[test]
fn two_talk_by_turns() {
    check(
        "“[q1:You have left it on again,]” [c1:says] [s1:Nora Tull].¶“[q2:I left it on for him,]” [c2:says] \
         [s2:Tom Bell].¶“[q3:He was not here at all.]”¶“[q4:He was going to be here.]”",
        &["Nora Tull", "Tom Bell"],
    );
    let turns = |text: &str| {
        let quotes = annotate(&document(text)).quotes;
        quotes.iter().map(|quote| quote.speaker.map(|id| id.0)).collect::<Vec<_>>()
    };
    let talk =
        "“You have left it on again,” says Nora Tull.¶“I left it on for him,” says Tom Bell.";
    assert_eq!(
        turns(&format!("{talk}¶“He was not here at all.”¶“He was going to be here.”")),
        [Some(0), Some(1), Some(0), Some(1)]
    );
    assert_eq!(turns(&format!("{talk}¶Tom sits. “He was not here.”")), [Some(0), Some(1), Some(1)]);
}

#[test]
fn sources() {
    check(
        "[s1:Ida Holt, a nurse at the clinic,] [c1:said], “[q1:We ran out.]”",
        &["Ida Holt (a nurse at the clinic)"],
    );
    check(
        "“[q1:We ran out,]” [c1:said] [s1:Interior Minister Jon Raske].",
        &["Jon Raske (Interior Minister)"],
    );
    check(
        "“[q1:We ran out,]” [c1:said] [s1:a spokesman for the ministry] on Friday.",
        &["spokesman for the ministry"],
    );
    check(
        "[s1:Harbour pilots] [c1:called] the plan “[q1:reckless and late.]”",
        &["Harbour pilots"],
    );
    check(
        "[s1:Kremgard spokesman Dimo Pesk] refrained from comment, [c1:insisting on] the ambiguous nature of the information.",
        &["Dimo Pesk (Kremgard spokesman)"],
    );
    check(
        "“[q1:No comment,]” [c1:said] [s1:the National Harbour Authority (NHA)].",
        &["National Harbour Authority"],
    );
}

#[test]
fn pronouns_and_names_are_one_speaker() {
    check(
        "Jon Raske resigned on Monday. “[q1:I was tired,]” [s1:he] [c1:said].¶[s2:Raske] [c2:added]: “[q2:I am still tired.]”",
        &["Jon Raske"],
    );
    check(
        "Anna Holt met Peter Raske. “[q1:It went well,]” [s1:she] [c1:said]. “[q2:It did not,]” [s2:he] [c2:said].",
        &["Anna Holt", "Peter Raske"],
    );
    check(
        "The port pilots walked out. “[q1:We had no choice,]” [s1:they] [c1:wrote].",
        &["port pilots"],
    );
}

#[test]
fn nobody_says_it() {
    check("He finished the novel “[u:The Long Quay]” and went to bed.", &[]);
    check("Tom “[u:Skip]” Harrow won again.", &[]);
    check("The so-called “[u:reform]” failed.", &[]);
}

#[test]
fn what_something_goes_by_is_not_said() {
    check("The bus was hit on a stretch of road known there as “[u:the Letterbox]”.", &[]);
    check("The road drops into a gorge nicknamed “[u:the Letterbox]”.", &[]);
    check("The bill is formally titled the “[u:Safe Lanes for Working Families Act.]”", &[]);
    check("The so-called “[u:corridor of calm]”, a route, is closed.", &[]);
}

#[test]
fn kinds_and_content() {
    for (text, kind, content) in [
        ("Venn said, “We stay.”", QuoteKind::Direct, "We stay."),
        ("Venn called the plan “reckless,” and left.", QuoteKind::Mixed, "the plan “reckless,”"),
        (
            "Pilots dismissed the report as “a bad joke.”",
            QuoteKind::Mixed,
            "the report as “a bad joke.”",
        ),
        (
            "The plan is “reckless” for the port, Venn said.",
            QuoteKind::Mixed,
            "The plan is “reckless” for the port",
        ),
    ] {
        let document = document(text);
        let found = annotate(&document);
        let quote = &found.quotes[0];
        assert_eq!((quote.kind, quote.content[0].of(text)), (kind, content), "{text}");
    }
}

#[test]
fn what_somebody_does_before_they_speak_is_no_part_of_their_naming() {
    check("[s1:Tom Bell] roused the crowd, [c1:saying] that it rained.", &["Tom Bell"]);
}

#[test]
fn a_title_has_its_reason() {
    let titled =
        ["He finished the novel “The Long Quay” and went to bed.", "Her film, “Rain”, opened."];
    for text in titled {
        let found = annotate(&document(text));
        assert_eq!(found.unattributed[0].reason, UnattributedReason::Title, "{text}");
    }
}

#[test]
fn another_language_is_said_and_read_by_marks_and_names() {
    let text = "Die Hafenbehörde hat am Montag entschieden, dass die Tore geschlossen bleiben. \
                „Wir hatten keine andere Wahl“, sagte Mara Venn nach der Sitzung. Die Fischer im \
                alten Hafen nahmen die Nachricht mit Kopfschütteln auf und gingen nach Hause, wo \
                schon das Abendessen auf dem Tisch stand und niemand mehr davon sprechen wollte.";
    let found = annotate(&document(text));
    assert!(found.warnings.iter().any(|warning| warning.kind == WarningKind::Language));
    let [quote] = found.quotes.as_slice() else { panic!("{:?}", found.quotes) };
    assert_eq!(quote.segments[0].of(text), "Wir hatten keine andere Wahl");
    assert_eq!(quote.source.map(|source| source.of(text)), Some("Mara Venn"));
    assert!(quote.confidence < 0.5);
}

#[test]
fn signed_lines_and_turns_name_who_speaks() {
    check(
        "“[q1:We stay.]” ― [s1:Mara Venn]\n“[q2:We go.]” — [s2:Tom Bell], pilot",
        &["Mara Venn", "Tom Bell"],
    );
    check("“[s1:VENN]: [q1:We stay here.]¶“[s2:BELL]: [q2:You can not.]”", &["VENN", "BELL"]);
}

#[test]
fn a_sentence_in_marks_goes_on_with_what_was_said() {
    check(
        "[c1:Asked] whether it had rained, [s2:Ada Venn] shook her head. “[q2:It is the same for two players.]”",
        &["Ada Venn"],
    );
    check("[s1:Ada Venn] shrugs. ‘[q1:Let them come and try.]’", &["Ada Venn"]);
    check(
        "‘[q1:Dad thought I grew weeds,]’ [s1:Nia Bell] [c1:said]. ‘[q1:Now he is out with a tape.]’",
        &["Nia Bell"],
    );
    check(
        "[s1:Nia Bell] said:¶“[q1:I walked the whole river and found one footprint.]¶\
         “[q1:Reeds are the thing. Give a vole a bank.]¶“[q1:We hope that schools will come.]”",
        &["Nia Bell"],
    );
}

#[test]
fn a_long_text_is_read_in_parts_and_has_one_cast() {
    let filler = "The ferry left the quay at noon and nobody waved to it from the wall. ".repeat(9);
    let filler = format!("¶{filler}").repeat(300);
    let text = format!("“We stay,” Mara Venn, the pilot, said.{filler}¶“We go,” Venn said.");
    let text = plain(&text);
    assert!(text.len() > 150_000, "{} bytes are one part", text.len());
    let found = annotate(&document(&text));
    let [venn] = found.speakers.as_slice() else { panic!("{:?}", found.speakers) };
    assert_eq!((venn.canonical.as_str(), venn.role.as_deref()), ("Mara Venn", Some("the pilot")));
    assert_eq!(venn.mentions.last().map(|span| span.of(&text)), Some("Venn"));
    let said: Vec<&str> = found.quotes.iter().map(|quote| quote.content[0].of(&text)).collect();
    assert_eq!(said, ["We stay,", "We go,"]);
}

proptest::proptest! {
    #[test]
    fn spans_lie_in_the_text_in_order(text in "[A-Za-z“”\"'’‘«»,.?!:@()— ¶\u{301}é日]{0,200}") {
        let document = document(&text);
        let found = annotate(&document);
        for quote in &found.quotes {
            let spans = quote.content.iter().chain(&quote.segments).chain(&quote.cue).chain(&quote.source);
            for span in spans {
                proptest::prop_assert!(text.get(span.range()).is_some_and(|part| !part.is_empty()));
            }
            proptest::prop_assert!(quote.segments.is_sorted());
            proptest::prop_assert!(quote.speaker.is_none_or(|id| id.0 < found.speakers.len()));
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_words_of_a_transcript_are_said_twice(
        lines in proptest::collection::vec("(Q: |A: |VENN: |\\(L\\)|“|> |— Ann Ruiz \\(@a\\)|Venn wrote:|I said “no, it is”|Do you\\?| ){0,4}", 0..12),
    ) {
        let text = lines.join("¶");
        let found = annotate(&document(&text));
        let mut spans: Vec<Span> =
            found.quotes.iter().flat_map(|quote| quote.content.iter().copied()).collect();
        spans.sort();
        for pair in spans.windows(2) {
            proptest::prop_assert!(pair[0].end <= pair[1].start, "{text}: {pair:?}");
        }
    }
}

#[test]
fn quotations_are_found_under_the_mark_up_of_a_page() {
    let page = "<html><title>Harbour gates shut</title><p>&ldquo;We could not <em>wait</em> any \
        longer,&rdquo; said <a href=\"/ida\">Ida Brandt</a>, the harbour master. \
        <q>The <strong>wall</strong> is going,</q> she said on Tuesday.</p></html>";
    let document = load("a.html", page.as_bytes(), &Limits::default()).next().unwrap();
    let found = annotate(&document);
    let said: Vec<_> = found
        .quotes
        .iter()
        .map(|quote| {
            let speaker = found.speaker_of(quote).map_or("-", |it| &it.canonical);
            let words = quote.segments.iter().map(|it| it.of(&document.text));
            format!("{speaker}: {}", words.collect::<Vec<_>>().join(" … "))
        })
        .collect();
    assert_eq!(
        said,
        ["Ida Brandt: We could not wait any longer,", "Ida Brandt: The wall is going,"]
    );
}

#[test]
fn what_nobody_says_of_a_page() {
    check(
        "[s1:He] [c1:said] <a href=\"x.html\" title=\"more here\">the dam</a> is “[q1:very old]” and left.",
        &[],
    );
    let text = "Venn added that it was late.\n\n\"And that’s why Bell is on the way up.\n\n\"Follow Ana \
                Ruiz on Twitter @anaruiz.\"";
    let found = annotate(&document(text));
    let last = found.unattributed.last().map(|mark| mark.span.of(text));
    assert_eq!(last, Some("Follow Ana Ruiz on Twitter @anaruiz."));
}
