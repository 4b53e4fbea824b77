//! What Markdown becomes, and the law that an article cannot write it.

use super::*;
use crate::annotate::annotate;
use crate::annotation::{Evidence, Quote, QuoteKind};
use crate::document::{Block, Marker};
use crate::load::{Limits, load_text};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use smallvec::smallvec;

#[test]
fn a_quotation_has_a_footnote() {
    let page = "Harbour Gates Stay Shut\n\nThe gates stay shut, the board ruled on Monday.\n\n\
                “We had no choice,” said Mara Venn, the harbourmaster.\n";
    let document = load_text("-", page, &Limits::default());
    insta::assert_snapshot!(markdown(&document, &annotate(&document)), @r"
    # Harbour Gates Stay Shut

    The gates stay shut[^q1], the board ruled on Monday.

    “We had no choice,”[^q2] said Mara Venn, the harbourmaster.

    [^q1]: board (indirect)

    [^q2]: Mara Venn, the harbourmaster (direct)
    ");
}

#[test]
fn nothing_in_an_article_is_mark_up() {
    for (text, expected) in [
        ("# no *heading*", "\\# no \\*heading\\*"),
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("<b>[x](y)", "\\<b\\>\\[x\\](y)"),
        ("line\nbreak", "line break"),
        ("1990 was", "1990 was"),
        (": no definition", "\\: no definition"),
        ("well - no", "well - no"),
    ] {
        assert_eq!(escape(text), expected);
    }
}

fn document(blocks: &[(BlockKind, String)]) -> Document {
    let mut document = Document::default();
    for (kind, text) in blocks {
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        document.text.push_str(text);
        document.blocks.push(Block { kind: *kind, span: Span::new(start, document.text.len()) });
    }
    document.annotated = document.text.len();
    document
}

fn quotes(spans: impl IntoIterator<Item = Span>) -> Annotations {
    let quote = |span| Quote {
        kind: QuoteKind::Direct,
        content: smallvec![span],
        segments: smallvec![span],
        cue: None,
        source: None,
        speaker: None,
        confidence: 1.0,
        evidence: Evidence::Cue,
    };
    Annotations { quotes: spans.into_iter().map(quote).collect(), ..Annotations::default() }
}

#[test]
fn every_kind_of_block() {
    let document = document(
        &[
            (BlockKind::Headline, "Gates"),
            (BlockKind::Deck, "Two lines\nof it."),
            (BlockKind::Heading(1), "Why"),
            (BlockKind::Item(3, Marker::Number(7)), "one"),
            (BlockKind::Item(1, Marker::Bullet), "two"),
            (BlockKind::Item(1, Marker::None), "more"),
            (BlockKind::Table, "a | b\n1* | 2"),
            (BlockKind::Preformatted, "  ``` <b>\nverse"),
            (BlockKind::Quotation, "Stop! (Now)"),
        ]
        .map(|(kind, text)| (kind, text.to_owned())),
    );
    let at = |words: &str| document.text.find(words).unwrap();
    let stop = Span::new(at("Stop"), at(" (Now"));
    let now = Span::new(at("Stop"), at("(Now"));
    let verse = Span::new(at("verse"), at("verse") + 5);
    insta::assert_snapshot!(markdown(&document, &quotes([stop, stop, now, verse])), @r"
    # Gates

    *Two lines of it.*

    ## Why

    7. one
       - two

         more

    | a | b |
    |---|---|
    | 1\* | 2 |

    ````
      ``` <b>
    verse
    ````

    [^q4]

    > Stop\![^q1][^q2] [^q3]\(Now)

    [^q1]: nobody named (direct)

    [^q2]: nobody named (direct)

    [^q3]: nobody named (direct)

    [^q4]: nobody named (direct)
    ");
}

/// Everything that may be mark-up somewhere, in front.
const NASTY: &str =
    "([-+*_=:#>|~^$!()\\[\\]{}<&`'\"”’“.0-9\\\\ \n]|<b>|\\[x\\]\\(y\\)|&lt;|[a-cé]){1,24}";

fn blocks() -> impl Strategy<Value = Vec<(BlockKind, String)>> {
    let marker = prop_oneof![
        3 => Just(Marker::Bullet),
        2 => (0u32..2000).prop_map(Marker::Number),
        1 => Just(Marker::Number(1)),
        1 => Just(Marker::None),
    ];
    let kind = prop_oneof![
        Just(BlockKind::Headline),
        Just(BlockKind::Deck),
        Just(BlockKind::Paragraph),
        (0u8..9).prop_map(BlockKind::Heading),
        (0u8..9, marker).prop_map(|(depth, marker)| BlockKind::Item(depth, marker)),
        Just(BlockKind::Quotation),
        Just(BlockKind::Preformatted),
    ];
    prop::collection::vec((kind, NASTY), 1..6)
        .prop_map(|blocks| blocks.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect())
}

/// Text and kinds of blocks as a reader of Markdown has them, without white space and notes.
fn read_back(markdown: &str) -> Result<(String, usize, usize), String> {
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    let (mut words, mut inside, mut references, mut definitions) = (String::new(), 0, 0, 0);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => {
                (inside, definitions) = (1, definitions + 1)
            }
            Event::End(TagEnd::FootnoteDefinition) => inside = 0,
            Event::Text(text) if inside == 0 => words.push_str(&text),
            Event::FootnoteReference(_) => references += 1,
            Event::Start(
                Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::List(_)
                | Tag::Item
                | Tag::BlockQuote(None)
                | Tag::Emphasis
                | Tag::CodeBlock(_),
            )
            | Event::End(_)
            | Event::Text(_)
            | Event::SoftBreak => {}
            other => return Err(format!("{other:?}")),
        }
    }
    words.retain(|c| !c.is_whitespace());
    Ok((words, references, definitions))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn an_article_cannot_write_markdown(
        blocks in blocks(),
        ends in prop::collection::vec((0usize..200, 0usize..200), 0..4),
    ) {
        let document = document(&blocks);
        let quoted = ends.iter().filter_map(|&(from, to)| {
            let within = |at: usize| (0..=at.min(document.text.len())).rev()
                .find(|&at| document.text.is_char_boundary(at));
            let block = document.blocks.get(from % document.blocks.len().max(1))?.span;
            let (from, to) = (within(block.start + from % 9)?, within(block.start + to % 30)?);
            let span = Span::new(from.min(block.end), to.min(block.end)).trim(&document.text);
            (!span.is_empty()).then_some(span)
        });
        let annotations = quotes(quoted);
        let written = markdown(&document, &annotations);
        let mut words: String = document.blocks.iter().map(|b| b.span.of(&document.text)).collect();
        words.retain(|c| !c.is_whitespace());
        let count = annotations.quotes.len();
        prop_assert_eq!(read_back(&written), Ok((words, count, count)), "{}", written);
    }
}
