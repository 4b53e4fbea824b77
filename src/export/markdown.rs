//! Markdown: the article with a footnote for each quotation.

use crate::annotation::Annotations;
use crate::document::{BlockKind, Document};
use crate::span::Span;
use std::fmt::Write;

/// Writes the annotated article as Markdown. Whatever the article holds is escaped, so that
/// none of it becomes mark-up.
#[must_use]
pub fn markdown(document: &Document, annotations: &Annotations) -> String {
    let mut out = String::new();
    let notes = notes(annotations);
    for block in &document.blocks {
        let words = with_notes(document, block.span, &notes);
        let _ = match block.kind {
            BlockKind::Headline => writeln!(out, "# {words}\n"),
            BlockKind::Deck => writeln!(out, "*{words}*\n"),
            BlockKind::Heading(level) => {
                writeln!(out, "{} {words}\n", "#".repeat(usize::from(level.clamp(1, 5)) + 1))
            }
            BlockKind::Item(depth) => writeln!(out, "{}- {words}\n", "  ".repeat(depth.into())),
            BlockKind::Quotation => writeln!(out, "> {words}\n"),
            BlockKind::Preformatted => {
                let lines: Vec<String> = block
                    .span
                    .of(&document.text)
                    .lines()
                    .map(|line| format!("    {line}"))
                    .collect();
                writeln!(out, "{}\n", lines.join("\n"))
            }
            BlockKind::Paragraph => writeln!(out, "{words}\n"),
        };
        if block.kind == BlockKind::Headline {
            add_meta(&mut out, document);
        }
    }
    for (index, quote) in annotations.quotes.iter().enumerate() {
        let speaker = annotations.speaker_of(quote);
        let name = speaker.map_or("nobody named", |speaker| &speaker.canonical);
        let role = speaker.and_then(|speaker| speaker.role.as_deref());
        let role = role.map(|role| format!(", {}", escape(role))).unwrap_or_default();
        let _ =
            writeln!(out, "[^q{}]: {}{role} ({})\n", index + 1, escape(name), quote.kind.name());
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn add_meta(out: &mut String, document: &Document) {
    let words = |span: Span| escape(span.of(&document.text));
    let published = document.published.map(|published| published.date.to_string());
    let meta: Vec<String> = [document.section.map(words), published, document.byline.map(words)]
        .into_iter()
        .flatten()
        .collect();
    if !meta.is_empty() {
        let _ = writeln!(out, "{}\n", meta.join(" · "));
    }
}

/// The end of each quotation with its number, in order.
fn notes(annotations: &Annotations) -> Vec<(usize, usize)> {
    let mut notes: Vec<(usize, usize)> = annotations
        .quotes
        .iter()
        .enumerate()
        .filter_map(|(index, quote)| {
            let spans = quote.content.iter().chain(&quote.segments);
            Some((spans.map(|span| span.end).max()?, index + 1))
        })
        .collect();
    notes.sort_unstable();
    notes
}

/// The words of a block with `[^q1]` behind each quotation that ends in it, its closing mark
/// and the punctuation there first.
fn with_notes(document: &Document, span: Span, notes: &[(usize, usize)]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for &(end, number) in notes.iter().filter(|(end, _)| span.start < *end && *end <= span.end) {
        let rest = Span::new(end, span.end).of(&document.text);
        let marks = rest.chars().take_while(|c| matches!(c, '”' | '’' | '"' | '\'' | '»' | '“'));
        let behind = end.max(at) + marks.map(char::len_utf8).sum::<usize>();
        let behind = behind.min(span.end);
        out.push_str(&escape(Span::new(at, behind).of(&document.text)));
        let _ = write!(out, "[^q{number}]");
        at = behind;
    }
    out.push_str(&escape(Span::new(at, span.end.max(at)).of(&document.text)));
    out
}

/// Takes from every character the meaning that Markdown gives it.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line_start = true;
    for c in text.chars() {
        let marks = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '^' | '$'
        );
        if marks || line_start && matches!(c, '-' | '+' | '=') {
            out.push('\\');
        }
        // “1.” begins a list: the full stop behind leading digits is the mark.
        if matches!(c, '.' | ')') && !out.is_empty() && is_number_line(&out) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
        line_start = false;
    }
    out
}

fn is_number_line(out: &str) -> bool {
    out.len() <= 9 && out.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::load::{Limits, load_text};

    #[test]
    fn a_quotation_has_a_footnote() {
        let page = "Harbour Gates Stay Shut\n\nThe gates stay shut, the board ruled on Monday.\n\n\
                    “We had no choice,” said Mara Venn, the harbourmaster.\n";
        let document = load_text("-", page, &Limits::default());
        insta::assert_snapshot!(markdown(&document, &annotate(&document)), @r"
        # Harbour Gates Stay Shut

        The gates stay shut, the board ruled on Monday.

        “We had no choice,”[^q1] said Mara Venn, the harbourmaster.

        [^q1]: Mara Venn, the harbourmaster (direct)
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
        ] {
            assert_eq!(escape(text), expected);
        }
    }
}
