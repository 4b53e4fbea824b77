//! Markdown pages and what they load as.

use crate::document::Document;
use crate::load::{Limits, load};
use crate::span::Span;
use proptest::prelude::*;

fn read(source: &str) -> Document {
    load("a.md", source.as_bytes(), &Limits::default()).next().unwrap()
}

fn outline(document: &Document) -> String {
    let text = |span: Span| span.of(&document.text);
    let blocks = document.blocks.iter().map(|b| format!("{:?}: {:?}", b.kind, text(b.span)));
    let teasers = document.latest.iter().map(|teaser| {
        let date = teaser.published.map(|date| date.to_string()).unwrap_or_default();
        format!("{} / {} / {date}", text(teaser.title), teaser.summary.map_or("-", text))
    });
    let warnings = document.warnings.iter().map(|warning| format!("! {warning}"));
    blocks.chain(teasers).chain(warnings).collect::<Vec<_>>().join("\n")
}

#[test]
fn markup_becomes_blocks() {
    let document = read(
        "# The *Bridge* Stands\n\n_It was to fall, and did not_\n\nBy Ann Lee  \n23 October 2024\n\n\
         “We [waited](https://news.example) &amp; **waited**,”\nsaid `Ida` Brandt.<br>Then they\\\nwent.\n\n\
         ## What next\n\n- one\n- two\n  - deeper\n\n  more of two\n\n> Quoted words.\n\n```\ncode  here\n  indented\n```\n\n\
         | a | b |\n|---|---|\n| c | d |\n\n<div class=\"x\">raw <b>words</b></div>\n<!-- not\nthis -->\n\nEnd[^1].\n\n[^1]: A note.\n",
    );
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "The Bridge Stands"
    Deck: "It was to fall, and did not"
    Paragraph: "“We waited & waited,” said Ida Brandt. Then they went."
    Heading(2): "What next"
    Item(0, Bullet): "one"
    Item(0, Bullet): "two"
    Item(1, Bullet): "deeper"
    Item(0, None): "more of two"
    Quotation: "Quoted words."
    Preformatted: "code  here\n  indented"
    Table: "a | b\nc | d"
    Paragraph: "raw words"
    Paragraph: "End."
    Paragraph: "A note."
    "#);
    assert_eq!(document.byline.map(|span| span.of(&document.text)), Some("By Ann Lee"));
    assert_eq!(document.published.map(|date| date.to_string()).as_deref(), Some("2024-10-23"));
}

#[test]
fn words_set_apart_and_words_that_lead_elsewhere() {
    let document = read(
        "# A *fine* title\n\nSee [the **long** report](https://a.example/r), `x <b>` and ***both***, \
         <https://b.example>, https://c.example/d. Not [this](javascript:x), [nor](/here), \
         [write](mailto:a@b.example).\n\n- [one](https://d.example)\n\n[](https://e.example)\n\n\
         | [cell](https://f.example) | `code` |\n|---|---|\n| a\u{1b}[1m&amp; *b* | c |\n",
    );
    let text = |span: Span| span.of(&document.text);
    let links = document.links.iter().map(|link| format!("{} → {}", text(link.span), link.url));
    insta::assert_snapshot!(links.collect::<Vec<_>>().join("\n"), @r"
    the long report → https://a.example/r
    https://b.example → https://b.example
    https://c.example/d → https://c.example/d
    write → mailto:a@b.example
    one → https://d.example
    cell → https://f.example
    ");
    let styled = document.styled.iter().map(|styled| {
        let style = styled.style;
        let names = [(style.emphasis, "emphasis"), (style.strong, "strong"), (style.code, "code")];
        let names = names.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name);
        format!("{}: {}", text(styled.span), names.collect::<Vec<_>>().join(" "))
    });
    insta::assert_snapshot!(styled.collect::<Vec<_>>().join("\n"), @r"
    fine: emphasis
    long: strong
    x <b>: code
    both: emphasis strong
    code: code
    b: emphasis
    ");
}

#[test]
fn items_have_their_numbers() {
    let document = read(
        "# A\n\n9. nine\n\n   more\n10. ten\n    - deep\n\n      more of deep\n    1. one\n\n    > quoted\n\nEnd.\n\n1. again\n",
    );
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "A"
    Item(0, Number(9)): "nine"
    Item(0, None): "more"
    Item(0, Number(10)): "ten"
    Item(1, Bullet): "deep"
    Item(1, None): "more of deep"
    Item(1, Number(1)): "one"
    Quotation: "quoted"
    Paragraph: "End."
    Item(0, Number(1)): "again"
    "#);
}

#[test]
fn lists_of_other_articles() {
    let document = read(
        "+++\ntitle = \"Bridge\"\n+++\n# Bridge\n\nBody.\n\n## Latest Contents\n\n\
         - [Tide](a.md) — It rose… — 23 October 2024\n- **Ebb**  \n  It fell…  \n  2024-10-22\n- Flood (21 October 2024)\n\n\
         ## More\n\nWords.\n",
    );
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "Bridge"
    Paragraph: "Body."
    Heading(2): "More"
    Paragraph: "Words."
    Tide / It rose… / 2024-10-23
    Ebb / It fell… / 2024-10-22
    Flood / - / 2024-10-21
    "#);
    let document = read(
        "# Bridge\n\nBody.\n\n## Latest Contents\n\nTide Rises\n\nTide Rises\n\nIt rose…\n23 October 2024\n\nEbb Falls\n\nIt fell…\n22 October 2024\n",
    );
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "Bridge"
    Paragraph: "Body."
    Tide Rises / It rose… / 2024-10-23
    Ebb Falls / It fell… / 2024-10-22
    "#);
    let document = read(
        "# Bridge\n\n### Latest News\n\n#### Tide\n\nIt rose…\n\n2024-10-23\n\n### Rest\n\nBody.",
    );
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "Bridge"
    Heading(3): "Rest"
    Paragraph: "Body."
    Tide / It rose… / 2024-10-23
    "#);
}

#[test]
fn a_list_without_markup() {
    let document = read(
        "---\ntitle: Bridge\n---\nBody.\n\nLatest Contents\nTide Rises\n\nTide Rises\n\nIt rose…\n23 October 2024\nEbb Falls\n",
    );
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "Bridge"
    Paragraph: "Body."
    Paragraph: "Latest Contents Tide Rises"
    Paragraph: "Tide Rises"
    Paragraph: "It rose… 23 October 2024 Ebb Falls"
    "#);
    let document = read(
        "---\ntitle: Bridge\n---\nBody.\n\nLatest Contents\nTide Rises\n\nTide Rises\n\nIt rose…\n23 October 2024\n",
    );
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "Bridge"
    Paragraph: "Body."
    Tide Rises / It rose… / 2024-10-23
    "#);
}

#[test]
fn front_matter_stands_above_the_body() {
    let source =
        "---\ntitle: Bridge\u{1b}[2J\ndescription: \"It \\u202Estands\"\n---\n# Another\n\nBody.\n";
    let document = load("-", source.as_bytes(), &Limits::default()).next().unwrap();
    insta::assert_snapshot!(outline(&document), @r#"
    Headline: "Bridge"
    Deck: "It stands"
    Heading(1): "Another"
    Paragraph: "Body."
    ! 1 terminal sequence was taken out.
    ! 1 control of writing direction was taken out.
    "#);
}

const MARKUP: &str = "([#>*_`|+-]|\\[a\\]\\(b\\)|\\[a|\\]\\(http://c\\)|http://d|\\| a | b |\n|--|--|\n|&#27;\\[1m|&#x202e;|<b>|<!--|```|\n|\n\n|    |1\\. |[a-zé“” ]{1,8}|\\PC){0,60}";

proptest! {
    #[test]
    fn any_markup_keeps_the_invariants(source in MARKUP) {
        let document = read(&source);
        let mut end = 0;
        for block in &document.blocks {
            prop_assert!(block.span.start >= end && block.span.end <= document.annotated);
            prop_assert!(!block.span.of(&document.text).trim().is_empty());
            end = block.span.end;
        }
        let is_hostile = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        prop_assert!(!document.text.contains(is_hostile));
        let spans = document.links.iter().map(|link| link.span);
        for pair in spans.clone().zip(spans.skip(1)) {
            prop_assert!(pair.0.end <= pair.1.start);
        }
        for apart in document.styled.windows(2) {
            prop_assert!(apart[0].span.end <= apart[1].span.start);
        }
        let spans = document.links.iter().map(|link| link.span);
        for span in spans.chain(document.styled.iter().map(|styled| styled.span)) {
            prop_assert!(!span.of(&document.text).trim().is_empty());
        }
        for (at, c) in document.text.char_indices() {
            if let Some(there) = document.source.span(Span::new(at, at + c.len_utf8())) {
                prop_assert!(there.of(&source).chars().eq([c]) || c == ' ', "{c:?}");
            }
        }
    }
}
