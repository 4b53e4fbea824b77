//! Plain text: the article for reading in a pager, and who is quoted in it.

use crate::annotation::{Annotations, Quote, Speaker};
use crate::document::{Block, BlockKind, Document};
use crate::span::Span;
use std::fmt::Write;

/// How many characters of a quotation stand in the list of the quoted.
const EXCERPT: usize = 72;

/// Writes the annotated article as text, a paragraph a line, with the quoted listed behind it.
#[must_use]
pub fn text(document: &Document, annotations: &Annotations) -> String {
    let mut out = String::new();
    let published = document.published.map(|published| published.date.to_string());
    let section = document.section.map(|span| span.of(&document.text).to_owned());
    let byline = document.byline.map(|span| span.of(&document.text).to_owned());
    let meta: Vec<String> = [section, published, byline].into_iter().flatten().collect();
    if !meta.is_empty() {
        let _ = writeln!(out, "{}\n", meta.join(" · "));
    }
    for (index, block) in document.blocks.iter().enumerate() {
        let words = block.span.of(&document.text);
        let _ = match block.kind {
            BlockKind::Item(depth, marker) => {
                writeln!(out, "{}{}{words}", "  ".repeat(depth.into()), super::bullet(marker))
            }
            BlockKind::Quotation => writeln!(out, "> {words}"),
            _ => writeln!(out, "{words}"),
        };
        // Items stand together, every other block alone.
        let is_item = |block: &Block| matches!(block.kind, BlockKind::Item(..));
        if !(is_item(block) && document.blocks.get(index + 1).is_some_and(is_item)) {
            out.push('\n');
        }
    }
    add_quoted(&mut out, document, annotations);
    add_latest(&mut out, document);
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn add_quoted(out: &mut String, document: &Document, annotations: &Annotations) {
    if annotations.quotes.is_empty() {
        return;
    }
    out.push_str("Quoted\n\n");
    let by_speaker = annotations.quotes_by_speaker();
    let mut heard: Vec<(Option<&Speaker>, Vec<&Quote>)> = Vec::new();
    for (speaker, quotes) in annotations.speakers.iter().zip(&by_speaker) {
        let quotes = quotes.iter().filter_map(|&index| annotations.quotes.get(index)).collect();
        heard.push((Some(speaker), quotes));
    }
    let of_nobody = |quote: &&Quote| annotations.speaker_of(quote).is_none();
    heard.push((None, annotations.quotes.iter().filter(of_nobody).collect()));
    heard.retain(|(_, quotes)| !quotes.is_empty());
    for (speaker, quotes) in heard {
        let name = speaker.map_or("Nobody named", |speaker| &speaker.canonical);
        let role = speaker.and_then(|speaker| speaker.role.as_deref());
        let _ = match role {
            Some(role) => writeln!(out, "{name}, {role}"),
            None => writeln!(out, "{name}"),
        };
        for quote in quotes {
            let content: Vec<&str> =
                quote.content.iter().map(|span| span.of(&document.text)).collect();
            let _ = writeln!(out, "  {}", excerpt(&content.join(" … ")));
        }
        out.push('\n');
    }
}

fn add_latest(out: &mut String, document: &Document) {
    if document.latest.is_empty() {
        return;
    }
    out.push_str("Latest contents\n\n");
    for teaser in &document.latest {
        let words = |span: Span| span.of(&document.text);
        let date = teaser.published.map(|published| format!(" ({})", published.date));
        let _ = writeln!(out, "  {}{}", words(teaser.title), date.unwrap_or_default());
    }
}

/// The first words, whole, with “…” where more follows.
fn excerpt(content: &str) -> String {
    if content.chars().count() <= EXCERPT {
        return content.to_owned();
    }
    let cut: String = content.chars().take(EXCERPT).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::document::Marker;
    use crate::document::{Published, Teaser};
    use crate::load::{Limits, load_text};

    #[test]
    fn the_quoted_stand_behind_the_article() {
        let page = "Harbour Gates Stay Shut\n\nThe gates stay shut, the board ruled on Monday.\n\n\
                    “We had no choice,” said Mara Venn, the harbourmaster.\n";
        let document = load_text("-", page, &Limits::default());
        insta::assert_snapshot!(text(&document, &annotate(&document)), @r"
        Harbour Gates Stay Shut

        The gates stay shut, the board ruled on Monday.

        “We had no choice,” said Mara Venn, the harbourmaster.

        Quoted

        board
          The gates stay shut

        Mara Venn, the harbourmaster
          We had no choice,
        ");
    }

    #[test]
    fn header_items_and_latest_contents() {
        let text = "Ports\n\nGates\n\none\n\ntwo\n\nEnd.\n\nRain over the delta";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let published = Published { date: jiff::civil::date(2031, 5, 4), ..Published::default() };
        let block = |kind, words| Block { kind, span: at(words) };
        let document = Document {
            text: text.to_owned(),
            section: Some(at("Ports")),
            published: Some(published),
            blocks: vec![
                block(BlockKind::Headline, "Gates"),
                block(BlockKind::Item(0, Marker::Number(9)), "one"),
                block(BlockKind::Item(1, Marker::Bullet), "two"),
                block(BlockKind::Paragraph, "End."),
            ],
            latest: vec![Teaser {
                title: at("Rain over the delta"),
                summary: None,
                published: Some(published),
            }],
            ..Document::default()
        };
        insta::assert_snapshot!(super::text(&document, &Annotations::default()), @r"
        Ports · 2031-05-04

        Gates

        9. one
          - two

        End.

        Latest contents

          Rain over the delta (2031-05-04)
        ");
    }

    #[test]
    fn an_excerpt_ends_with_a_word() {
        let long = "word, ".repeat(40);
        let cut = excerpt(&long);
        assert!(cut.ends_with("word…"), "{cut}");
        assert!(cut.chars().count() <= EXCERPT);
        assert_eq!(excerpt("short"), "short");
    }
}
