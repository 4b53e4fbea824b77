//! Plain text: the article for reading in a pager, and who is quoted in it.

use crate::annotation::{Annotations, Quote, Speaker, SpeakerId};
use crate::document::{BlockKind, Document};
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
    for block in &document.blocks {
        let words = block.span.of(&document.text);
        let _ = match block.kind {
            BlockKind::Item(depth) => writeln!(out, "{}- {words}\n", "  ".repeat(depth.into())),
            BlockKind::Quotation => writeln!(out, "> {words}\n"),
            _ => writeln!(out, "{words}\n"),
        };
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
    let heard: Vec<(Option<&Speaker>, Vec<&Quote>)> = annotations
        .speakers
        .iter()
        .enumerate()
        .map(|(index, speaker)| {
            let quotes = annotations.quotes_of(SpeakerId(index));
            (Some(speaker), quotes.filter_map(|i| annotations.quotes.get(i)).collect())
        })
        .chain([(None, annotations.quotes.iter().filter(|q| q.speaker.is_none()).collect())])
        .filter(|(_, quotes): &(_, Vec<&Quote>)| !quotes.is_empty())
        .collect();
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

        Mara Venn, the harbourmaster
          We had no choice,
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
