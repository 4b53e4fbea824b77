//! Annotated briefings as TOML, there and back.

use super::*;
use crate::annotation::Spans;
use crate::load::{load, load_text};
use crate::span::Span;
use proptest::prelude::*;
use smallvec::smallvec;

const ARTICLE: &str = "Harbour News\n23 October 2024\n\nPort Lorne Opens After Nine Days\n\n\
    “We waited,” said Ida Brandt, the harbour master, on the quay. “It was long.”\n\n\
    She called it “very, very late” and went.\n\nRelated\nMarket Hall Roof Holds\n\nThe roof…\n22 Oct 2024\n";

fn article() -> (Document, Annotations) {
    let document = load_text("a.txt", ARTICLE, &Limits::default());
    let text = document.annotated_text();
    let span = |words: &str| {
        let at = text.find(words).unwrap();
        Span::new(at, at + words.len())
    };
    let quote = |kind, content: &[&str], cue, source| Quote {
        kind,
        content: content.iter().map(|words| span(words)).collect(),
        segments: content.iter().map(|words| span(words.trim_matches(['“', '”', ',']))).collect(),
        cue: Some(span(cue)),
        source: Some(span(source)),
        speaker: Some(SpeakerId(0)),
        confidence: 0.9,
        evidence: Evidence::Cue,
    };
    let quotes = vec![
        quote(QuoteKind::Direct, &["“We waited,”", "“It was long.”"], "said", "Ida Brandt"),
        quote(QuoteKind::Mixed, &["“very, very late”"], "called", "She"),
    ];
    let speaker = Speaker {
        canonical: "Ida Brandt".to_owned(),
        aliases: vec!["Brandt".to_owned()],
        role: Some("the harbour master".to_owned()),
        kind: SpeakerKind::Person,
        mentions: vec![span("Ida Brandt"), span("She")],
    };
    let unattributed = vec![Unattributed { span: span("quay"), reason: UnattributedReason::Title }];
    let annotations =
        Annotations { quotes, unattributed, speakers: vec![speaker], warnings: Vec::new() };
    (document, annotations)
}

fn read(toml: &str) -> Document {
    load("a.toml", toml.as_bytes(), &Limits::default()).next().unwrap()
}

fn as_given(annotations: &Annotations) -> Annotations {
    let mut given = annotations.clone();
    given.quotes.iter_mut().for_each(|quote| quote.evidence = Evidence::Given);
    given.warnings.clear();
    given
}

fn check_round_trip(document: &Document, annotations: &Annotations) {
    let toml = AnnotatedFile::from_parts(document, annotations).to_toml();
    let back = read(&toml);
    assert_eq!(back.given.as_ref(), Some(&as_given(annotations)), "{toml}");
    let facts = |document: &Document| Document {
        name: String::new(),
        source: Default::default(),
        given: None,
        warnings: Vec::new(),
        ..document.clone()
    };
    assert_eq!(facts(&back), facts(document), "{toml}");
}

#[test]
fn the_file_reads_well_and_loads_back() {
    let (document, annotations) = article();
    check_round_trip(&document, &annotations);
    let toml = AnnotatedFile::from_parts(&document, &annotations).to_toml();
    insta::assert_snapshot!(toml, @r#"
format = "pullquote 1"
headline = "Port Lorne Opens After Nine Days"
section = "Harbour News"
published = "2024-10-23"
body = [
    "“We waited,” said Ida Brandt, the harbour master, on the quay. “It was long.”",
    "She called it “very, very late” and went.",
]

[[latest]]
title = "Market Hall Roof Holds"
summary = "The roof…"
published = "2024-10-22"

[[quotes]]
id = "q1"
kind = "direct"
text = "“We waited,”"
content = [[34, 46], [97, 111]]
segments = [[35, 44], [98, 110]]
cue = [47, 51]
speaker_span = [52, 62]
speaker = "sp1"
confidence = 0.9

[[quotes]]
id = "q2"
kind = "mixed"
text = "“very, very late”"
content = [[127, 144]]
segments = [[128, 143]]
cue = [117, 123]
speaker_span = [113, 116]
speaker = "sp1"
confidence = 0.9

[[unattributed]]
span = [91, 95]
reason = "title"

[[speakers]]
id = "sp1"
canonical = "Ida Brandt"
aliases = ["Brandt"]
role = "the harbour master"
kind = "person"
mentions = [[52, 62], [113, 116]]
"#);
}

#[test]
fn links_and_styles_load_back() {
    let source = "# A *fine* title\n\nSee [the **long** report](https://a.example/r) and ***both***, \
        https://b.example. Or `x <b>` [é](mailto:a@b.example), the long report.\n\n- [one](https://c.example)\n";
    let document = load("a.md", source.as_bytes(), &Limits::default()).next().unwrap();
    check_round_trip(&document, &Annotations::default());
    let toml = AnnotatedFile::from_parts(&document, &Annotations::default()).to_toml();
    insta::assert_snapshot!(toml, @r#"
    format = "pullquote 1"
    headline = "A fine title"
    body_kinds = ["paragraph", "item 0"]
    body = [
        "See the long report and both, https://b.example. Or x <b> é, the long report.",
        "one",
    ]

    [[links]]
    text = "the long report"
    span = [18, 33]
    url = "https://a.example/r"

    [[links]]
    text = "é"
    span = [72, 73]
    url = "mailto:a@b.example"

    [[links]]
    text = "one"
    span = [93, 96]
    url = "https://c.example"

    [[styled]]
    text = "fine"
    span = [2, 6]
    style = "emphasis"

    [[styled]]
    text = "long"
    span = [22, 26]
    style = "strong"

    [[styled]]
    text = "both"
    span = [38, 42]
    style = "emphasis strong"

    [[styled]]
    text = "x <b>"
    span = [66, 71]
    style = "code"
    "#);
    // An edit moves them along; what leads nowhere, or has no words any more, is left out.
    let edited = toml.replace("See the", "Now see the").replace("\"one\",", "\"two\",");
    let back = read(&edited.replace("mailto:a@b.example", "javascript:x"));
    let links = back.links.iter().map(|link| (link.span.of(&back.text), link.url.as_str()));
    assert_eq!(
        links.collect::<Vec<_>>(),
        [("the long report", "https://a.example/r"), ("https://b.example", "https://b.example"),]
    );
    let styled: Vec<_> = back.styled.iter().map(|it| it.span.of(&back.text)).collect();
    assert_eq!(styled, ["fine", "long", "both", "x <b>"]);
    assert_eq!(back.warnings.len(), 1, "{:?}", back.warnings);
}

#[test]
fn indirect_speech_loads_back() {
    let article =
        "A Bus\n\nThe bus, parents say, is late. It is expected to stop. She denied it.\n";
    let document = load_text("a.txt", article, &Limits::default());
    let text = document.annotated_text();
    let span = |words: &str| {
        let at = text.rfind(words).unwrap();
        Span::new(at, at + words.len())
    };
    let quote = |content: &[&str], cue, source: Option<&str>| Quote {
        kind: QuoteKind::Indirect,
        content: content.iter().map(|words| span(words)).collect(),
        segments: Spans::new(),
        cue: Some(span(cue)),
        source: source.map(span),
        speaker: source.map(|_| SpeakerId(0)),
        confidence: 0.5,
        evidence: Evidence::Cue,
    };
    let quotes = vec![
        quote(&["The bus", "is late"], "say", Some("parents")),
        quote(&["It", "to stop"], "expected", None),
        quote(&["it"], "denied", Some("She")),
    ];
    let parents = Speaker {
        canonical: "parents".to_owned(),
        aliases: Vec::new(),
        role: None,
        kind: SpeakerKind::Group,
        mentions: vec![span("parents")],
    };
    let annotations = Annotations { quotes, speakers: vec![parents], ..Annotations::default() };
    check_round_trip(&document, &annotations);
    let toml = AnnotatedFile::from_parts(&document, &annotations).to_toml();
    assert_eq!(toml.matches("kind = \"indirect\"").count(), 3, "{toml}");
    // The kind follows from what is there if the file does not say it.
    let back = read(&toml.replace("kind = \"indirect\"\n", ""));
    assert_eq!(back.given, Some(as_given(&annotations)));
    assert_eq!(back.warnings.len(), 0, "{:?}", back.warnings);
}

#[test]
fn edits_move_the_annotations_along() {
    let (document, annotations) = article();
    let toml = AnnotatedFile::from_parts(&document, &annotations).to_toml();
    let edited = toml.replace("She called", "Late at night She called");
    let back = read(&edited.replace("Port Lorne", "The Old Port of Lorne"));
    let given = back.given.unwrap();
    let words: Vec<_> = given
        .quotes
        .iter()
        .flat_map(|quote| quote.content.iter().chain(&quote.segments))
        .map(|span| span.of(&back.text))
        .collect();
    let expected = [
        "“We waited,”",
        "“It was long.”",
        "We waited",
        "It was long.",
        "“very, very late”",
        "very, very late",
    ];
    assert_eq!(words, expected);
    let mentions = given.speakers[0].mentions.iter().map(|span| span.of(&back.text));
    assert_eq!(mentions.collect::<Vec<_>>(), ["Ida Brandt", "She"]);
    assert_eq!(back.warnings.len(), 0, "{:?}", back.warnings);
}

#[test]
fn what_does_not_fit_is_a_warning() {
    let back = read(
        "format = \"pullquote 1\"\npublished = 2024-10-23\nbody = [\"He \\u001b[1mspoke.\"]\n\
         [[quotes]]\nkind = \"odd\"\ncontent = [[3, 8]]\nsegments = []\nspeaker = \"sp9\"\nconfidence = nan\n\
         [[quotes]]\ncontent = [[8, 3]]\n[[quotes]]\ncontent = [[0, 18446744073709]]\n\
         [[speakers]]\nid = \"sp1\"\ncanonical = \"A\\u202eB\"\nmentions = [[0, 2]]\n",
    );
    assert_eq!(back.text, "He spoke.");
    assert_eq!(back.published.map(|date| date.to_string()).as_deref(), Some("2024-10-23"));
    let given = back.given.unwrap();
    assert_eq!(given.quotes.len(), 1);
    assert_eq!(given.quotes[0].kind, QuoteKind::Indirect);
    assert_eq!(given.speakers[0].canonical, "AB");
    let messages: Vec<_> = back.warnings.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    1 terminal sequence was taken out.
    3 of the file's annotations do not fit its text.
    No headline was found; the text begins with its first paragraph.
    ");
}

#[test]
fn other_toml_is_text() {
    assert_eq!(read("title = \"x\"\n").given, None);
    let broken = read("format = \"pullquote 1\"\nbody = [\n");
    assert_eq!(broken.given, None);
    assert!(broken.text.contains("body"));
    assert!(broken.warnings[0].message.contains("does not parse"), "{:?}", broken.warnings);
    let newer = read("format = \"pullquote 2\"\nbody = [\"Text.\"]\n");
    assert!(newer.warnings[0].message.contains("pullquote 2"));
}

proptest! {
    #[test]
    fn any_annotations_load_back(
        source in "([a-z“”é ]{1,40}[.!\"\\\\]?\n\n?){1,8}",
        marks in proptest::collection::vec((0_usize..200, 1_usize..9), 0..12),
    ) {
        let document = load_text("a.txt", &source, &Limits::default());
        let points = CodePoints::new(document.annotated_text());
        let len = document.annotated_text().chars().count();
        let mut spans: Vec<Span> = marks
            .iter()
            .filter(|(start, size)| start + size <= len)
            .map(|(start, size)| points.to_span([*start, start + size]))
            .collect();
        spans.sort();
        let quotes = spans.iter().map(|span| Quote {
            kind: QuoteKind::Direct,
            content: smallvec![*span],
            segments: smallvec![*span],
            cue: None,
            source: Some(*span),
            speaker: None,
            confidence: 0.125,
            evidence: Evidence::Nearest,
        });
        let annotations = Annotations { quotes: quotes.collect(), ..Annotations::default() };
        check_round_trip(&document, &annotations);
    }
}
