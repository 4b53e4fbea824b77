//! Markdown: the article with a footnote for each quotation.

use crate::annotation::Annotations;
use crate::document::{BlockKind, Document, Marker};
use crate::span::Span;
use std::fmt::Write;

/// Writes the annotated article as Markdown. Whatever the article holds is escaped, so that
/// none of it becomes mark-up.
#[must_use]
pub fn markdown(document: &Document, annotations: &Annotations) -> String {
    let mut out = String::new();
    let notes = notes(annotations);
    let mut items = Items::default();
    for block in &document.blocks {
        let span = block.span;
        let (is_tight, before) = items.next(block.kind);
        if !(out.is_empty() || is_tight) {
            out.push('\n');
        }
        let words = with_notes(document, span, &notes);
        let _ = match block.kind {
            BlockKind::Headline => writeln!(out, "# {words}"),
            BlockKind::Deck => writeln!(out, "*{words}*"),
            BlockKind::Heading(level) => {
                writeln!(out, "{} {words}", "#".repeat(usize::from(level.clamp(1, 5)) + 1))
            }
            BlockKind::Item(..) => writeln!(out, "{before}{words}"),
            BlockKind::Quotation => writeln!(out, "> {words}"),
            BlockKind::Preformatted => writeln!(out, "{}", fenced(document, span, &notes)),
            BlockKind::Table => write!(out, "{}", table(span.of(&document.text))),
            BlockKind::Paragraph => writeln!(out, "{words}"),
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
        let (name, kind) = (escape(name), quote.kind.name());
        let _ = writeln!(out, "\n[^q{}]: {name}{role} ({kind})", index + 1);
    }
    out
}

/// The items that are open, by the column in which the words of each begin.
#[derive(Default)]
struct Items {
    columns: Vec<usize>,
}

impl Items {
    /// Returns whether the next block follows the one before without a blank line, and what stands
    /// before it. An item is never more than one below the item before it, as a deeper one would
    /// be code.
    fn next(&mut self, kind: BlockKind) -> (bool, String) {
        let (depth, marker) = match kind {
            BlockKind::Item(depth, marker) => (usize::from(depth), marker),
            _ => {
                self.columns.clear();
                return (false, String::new());
            }
        };
        let open = self.columns.len();
        let goes_on = marker == Marker::None;
        self.columns.truncate(if goes_on { depth + 1 } else { depth });
        let column = self.columns.last().copied().unwrap_or(0);
        let mut before = " ".repeat(column);
        if goes_on {
            return (false, before);
        }
        // Below the words of an item, a list begins with 1 or behind a blank line.
        let is_list =
            self.columns.len() < open || matches!(marker, Marker::Bullet | Marker::Number(1));
        before.push_str(&super::bullet(marker));
        self.columns.push(before.len());
        (open > 0 && is_list, before)
    }
}

fn add_meta(out: &mut String, document: &Document) {
    let words = |span: Span| escape(span.of(&document.text));
    let published = document.published.map(|published| published.date.to_string());
    let meta: Vec<String> = [document.section.map(words), published, document.byline.map(words)]
        .into_iter()
        .flatten()
        .collect();
    if !meta.is_empty() {
        let _ = writeln!(out, "\n{}", meta.join(" · "));
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

/// The notes of the quotations that end in a block.
fn notes_in(notes: &[(usize, usize)], span: Span) -> &[(usize, usize)] {
    let from = notes.partition_point(|&(end, _)| end <= span.start);
    let to = notes.partition_point(|&(end, _)| end <= span.end);
    notes.get(from..to).unwrap_or(&[])
}

/// The words of a block with `[^q1]` behind each quotation that ends in it, its closing marks
/// first.
fn with_notes(document: &Document, span: Span, notes: &[(usize, usize)]) -> String {
    let span = span.trim(&document.text);
    let mut out = String::new();
    let mut at = span.start;
    for &(end, number) in notes_in(notes, span) {
        let rest = Span::new(end, span.end).of(&document.text);
        let marks = rest.chars().take_while(|c| matches!(c, '”' | '’' | '"' | '\'' | '»' | '“'));
        let behind = (end + marks.map(char::len_utf8).sum::<usize>()).max(at);
        add_escaped(&mut out, Span::new(at, behind).of(&document.text));
        // “![” begins a picture.
        if out.ends_with('!') {
            out.pop();
            out.push_str("\\!");
        }
        let _ = write!(out, "[^q{number}]");
        at = behind;
    }
    add_escaped(&mut out, Span::new(at, span.end.max(at)).of(&document.text));
    out
}

/// Adds the words behind a note: “](” is the middle of a link.
fn add_escaped(out: &mut String, words: &str) {
    if !out.is_empty() && words.starts_with('(') {
        out.push('\\');
    }
    out.push_str(&escape(words));
}

/// A table, whose first row names the columns.
fn table(rows: &str) -> String {
    let mut out = String::new();
    for (index, row) in rows.lines().enumerate() {
        let cells: Vec<String> = row.split(" | ").map(|cell| escape(cell.trim())).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if index == 0 {
            let _ = writeln!(out, "|{}", "---|".repeat(cells.len()));
        }
    }
    out
}

/// A block whose line breaks count, in a fence that nothing in it can close; the notes behind it.
fn fenced(document: &Document, span: Span, notes: &[(usize, usize)]) -> String {
    let words = span.of(&document.text);
    let ticks = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(ticks + 1));
    let mut out = format!("{fence}\n{words}\n{fence}");
    let numbers = notes_in(notes, span).iter().map(|(_, number)| format!("[^q{number}]"));
    let numbers: Vec<String> = numbers.collect();
    if !numbers.is_empty() {
        let _ = write!(out, "\n\n{}", numbers.join(" "));
    }
    out
}

/// Takes from every character the meaning that Markdown gives it.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let marks = matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '{'
                | '}'
                | '<'
                | '>'
                | '&'
                | '|'
                | '~'
                | '#'
                | '^'
                | '$'
        );
        // “1.” begins a list: the full stop behind leading digits is the mark.
        let begins = match c {
            '-' | '+' | '=' | ':' => out.is_empty(),
            '.' | ')' => is_number(&out),
            _ => false,
        };
        if marks || begins {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

fn is_number(out: &str) -> bool {
    (1..=9).contains(&out.len()) && out.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
