//! Pages and what they load as.

use crate::document::Document;
use crate::load::sanitize::sanitize;
use crate::load::{Limits, load};
use crate::span::Span;
use proptest::prelude::*;

fn read(source: &str) -> Document {
    load("a.html", source.as_bytes(), &Limits::default()).next().unwrap()
}

/// A page with what pages have around an article.
fn page(head: &str, article: &str) -> String {
    format!(
        "<!doctype html><html><head>{head}</head><body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a>\
         </ul></nav><div class=\"story\">{article}</div><aside class=\"sidebar\"><h3>Most read</h3><ul>\
         <li><a href=/1>Fog closes the airport for a day</a><li><a href=/2>Rain expected</a></ul></aside>\
         <footer><p>Copyright 2026 The Lorne Packet. All rights reserved.</p></footer></body></html>"
    )
}

const BODY: &str = "<h1>Harbour gates shut for good</h1><p class=byline>By Mara Venn</p>\
    <p>The harbour authority closed its gates for good on Tuesday, after a winter of storms that nobody had expected, and sent home forty people.</p>\
    <p>“We could not <em>wait</em> any longer,” said <a href=\"/people/ida\">Ida Brandt</a>, the harbour master. &ldquo;The <strong>wall</strong> is going.&rdquo;</p>\
    <h2>What comes next</h2><p>The town will decide in May, Brandt said, whether the quay is rebuilt, and who pays for it, and how long it takes.</p>";

fn outline(document: &Document) -> String {
    let text = |span: Span| span.of(&document.text);
    let blocks = document.blocks.iter().map(|b| format!("{:?}: {:?}", b.kind, text(b.span)));
    let facts = [
        document.byline.map(|it| text(it).to_owned()),
        document.published.map(|it| it.to_string()),
        document.section.map(|it| text(it).to_owned()),
        document.url.clone(),
    ];
    let facts = facts.into_iter().map(|it| it.unwrap_or_else(|| "-".to_owned()));
    let facts = [facts.collect::<Vec<_>>().join(" / ")].into_iter();
    let warnings = document.warnings.iter().map(|warning| format!("! {warning}"));
    facts.chain(blocks).chain(warnings).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_article_is_found_with_what_the_page_says_of_it() {
    let head = "<title>Harbour gates shut for good | The Lorne Packet</title>\
        <link rel=canonical href=\"https://news.example/harbour\">\
        <meta property=\"og:title\" content=\"Harbour gates shut for good\">\
        <meta name=description content=\"The harbour authority closed its gates for good…\">\
        <script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":\"NewsArticle\",\
        \"headline\":\"Harbour shut\",\"author\":[{\"name\":\"Mara Venn\"},{\"name\":\"Bo Ek\"}],\
        \"datePublished\":\"2026-03-04T10:00:00.000Z\",\"articleSection\":[\"World &amp; Sea\"]}]}</script>";
    insta::assert_snapshot!(outline(&read(&page(head, BODY))), @r#"
    Mara Venn, Bo Ek / 2026-03-04T10:00:00Z / World & Sea / https://news.example/harbour
    Headline: "Harbour gates shut for good"
    Paragraph: "The harbour authority closed its gates for good on Tuesday, after a winter of storms that nobody had expected, and sent home forty people."
    Paragraph: "“We could not wait any longer,” said Ida Brandt, the harbour master. “The wall is going.”"
    Heading(2): "What comes next"
    Paragraph: "The town will decide in May, Brandt said, whether the quay is rebuilt, and who pays for it, and how long it takes."
    "#);
    let head = "<meta name=author content=\"Mara Venn\"><meta property=\"article:published_time\" content=\"2026-03-04\">\
        <meta property=\"og:url\" content=\"javascript:alert(1)\"><title>The Lorne Packet</title>";
    insta::assert_snapshot!(outline(&read(&page(head, BODY))), @r#"
    Mara Venn / 2026-03-04 / - / -
    Headline: "Harbour gates shut for good"
    Paragraph: "The harbour authority closed its gates for good on Tuesday, after a winter of storms that nobody had expected, and sent home forty people."
    Paragraph: "“We could not wait any longer,” said Ida Brandt, the harbour master. “The wall is going.”"
    Heading(2): "What comes next"
    Paragraph: "The town will decide in May, Brandt said, whether the quay is rebuilt, and who pays for it, and how long it takes."
    "#);
}

#[test]
fn markup_becomes_blocks() {
    let prose =
        "Words of a paragraph, which is long enough to count, with commas, and more of them.";
    let document = read(&page(
        "",
        &format!(
            "<h1>A headline of its own</h1><p>{prose}</p><ul><li>one<li>two<ol start=9><li>deeper</ol></ul>\
             <blockquote><p>Quoted <q>words</q>.</p></blockquote><pre>code  here\n  indented</pre>\
             <table><tr><th>a<th>b<tr><td>c <b>d</b><td>1<br>2</table><p>{prose} See <a href=\"https://a.example/r\">the \
             <code>report</code></a><br>and [2].</p><table><tr><td><p>{prose}</p></td></tr></table>\
             <figure><img src=x><figcaption>A caption</figcaption></figure><p>{prose}</p>"
        ),
    ));
    insta::assert_snapshot!(outline(&document), @r#"
    - / - / - / -
    Headline: "A headline of its own"
    Paragraph: "Words of a paragraph, which is long enough to count, with commas, and more of them."
    Item(0, Bullet): "one"
    Item(0, Bullet): "two"
    Item(1, Number(9)): "deeper"
    Quotation: "Quoted “words”."
    Preformatted: "code  here\n  indented"
    Table: "a | b\nc d | 1 2"
    Paragraph: "Words of a paragraph, which is long enough to count, with commas, and more of them. See the report and [2]."
    "#);
    let text = |span: Span| span.of(&document.text);
    let links = document.links.iter().map(|link| format!("{} → {}", text(link.span), link.url));
    insta::assert_snapshot!(links.collect::<Vec<_>>().join("\n"), @"the report → https://a.example/r");
    let styled = document.styled.iter().map(|it| format!("{}: {:?}", text(it.span), it.style));
    insta::assert_snapshot!(styled.collect::<Vec<_>>().join("\n"), @r"
    d: TextStyle { emphasis: false, strong: true, code: false }
    report: TextStyle { emphasis: false, strong: false, code: true }
    ");
}

#[test]
fn what_is_no_part_of_an_article_is_left_out() {
    let body = format!(
        "{BODY}<p>Advertisement</p><p>Read more: <a href=/3>Storm of the century</a></p><p>Photo: Bo Ek</p>\
         <p>Sign up for our daily newsletter and get it in your inbox.</p><p>The end came soon, said Brandt, and nobody was there to see it.</p>\
         <ul><li><a href=/4>One more</a><li><a href=/5>And one</a></ul><h3>Related</h3>"
    );
    insta::assert_snapshot!(outline(&read(&page("", &body))), @r#"
    By Mara Venn / - / - / -
    Headline: "Harbour gates shut for good"
    Paragraph: "The harbour authority closed its gates for good on Tuesday, after a winter of storms that nobody had expected, and sent home forty people."
    Paragraph: "“We could not wait any longer,” said Ida Brandt, the harbour master. “The wall is going.”"
    Heading(2): "What comes next"
    Paragraph: "The town will decide in May, Brandt said, whether the quay is rebuilt, and who pays for it, and how long it takes."
    Paragraph: "The end came soon, said Brandt, and nobody was there to see it."
    "#);
}

#[test]
fn a_page_without_an_article_says_so() {
    insta::assert_snapshot!(outline(&read("<html><title>A</title><body>")), @r#"
    - / - / - / -
    Headline: "A"
    ! No article was found in this page.
    "#);
    insta::assert_snapshot!(outline(&read("<!-- x --><html><p>Hello.")), @r#"
    - / - / - / -
    Paragraph: "Hello."
    ! No headline was found; the text begins with its first paragraph.
    "#);
}

#[test]
fn a_page_is_told_by_its_name_or_its_beginning() {
    let check = |name: &str, source: &str, expected: &str| {
        let document = load(name, source.as_bytes(), &Limits::default()).next().unwrap();
        assert_eq!(document.text, expected, "{name} {source}");
    };
    check("a.HTM", "<p>a &amp; b", "a & b");
    check("-", "\u{feff}<?xml version=\"1.0\"?>\n<!DOCTYPE html><p>a", "a");
    check("a.txt", "<HTML lang=en><p>a", "a");
    check("a.txt", "<p>a", "<p>a");
    check("a.txt", "<!-- <html> -->", "<!-- <html> -->");
}

#[test]
fn the_encoding_is_the_one_that_the_page_says() {
    let page = b"<html><meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2</p></html>";
    let document = load("a.html", page, &Limits::default()).next().unwrap();
    assert_eq!(document.text, "Привет");
    assert!(!document.warnings.iter().any(|it| it.to_string().contains("guess")));
}

#[test]
fn words_lead_to_the_source() {
    let source = page("<title>Harbour gates shut for good</title>", BODY);
    let document = read(&source);
    for words in ["closed its gates", "longer,”", "The town will decide"] {
        let at = document.text.find(words).unwrap();
        let span = document.source.span(Span::new(at, at + words.len())).unwrap();
        assert_eq!(span.of(&source), words);
    }
}

#[test]
fn deep_and_vast_pages_are_flattened() {
    let limits = Limits { depth: 20, elements: 300, ..Limits::default() };
    let prose = "A sentence that is long enough, with commas, and more of it. ".repeat(5);
    let source = format!("<html>{}<p>{prose}</p>", "<div><b>".repeat(50));
    let vast = format!("<html>{}", format!("<p>{prose}</p>").repeat(400));
    for (source, warning) in [(source, "below 20 levels"), (vast, "beyond 300 elements")] {
        let document = load("a.html", source.as_bytes(), &limits).next().unwrap();
        assert!(document.text.contains("A sentence that is long enough"));
        assert!(document.warnings.iter().any(|it| it.to_string().contains(warning)), "{warning}");
    }
}

/// Checks that the text is clean, and what every document keeps to.
fn check_invariants(document: &Document) {
    assert_eq!(sanitize(&document.text, crate::load::sanitize::Breaks::Keep).text, document.text);
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end && block.span.end > block.span.start);
        assert_eq!(block.span.of(&document.text).trim_end(), block.span.of(&document.text));
        end = block.span.end;
    }
    for pair in document.links.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    for pair in document.styled.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
}

proptest! {
    #[test]
    fn any_page_keeps_the_invariants(parts in proptest::collection::vec(0_usize..40, 0..80)) {
        let tags = [
            "<p>", "</p>", "<div class=x>", "</div>", "<b>", "</b>", "<a href=http://a.example/>", "</a>",
            "<li>", "<ul>", "</ul>", "<ol start=4294967295>", "<table>", "<tr>", "<td>", "</td>", "</table>",
            "<pre>", "</pre>", "<br>", "<blockquote>", "</blockquote>", "<h1>", "</h2>", "<script>", "</script>",
            "<q>", "</q>", "<code>", "</code>", "&amp;#27;[2J", "&#x202e;", "&#27;]0;x", " \n ", "word, ",
            "“Said,” he said. ", "Ein längerer Satz, der zählt, und noch mehr. ", "<title>", "<figcaption>", "<svg>",
        ];
        let body: String = parts.iter().filter_map(|part| tags.get(*part).copied()).collect();
        check_invariants(&read(&body));
        check_invariants(&read(&page("", &body)));
    }
}
