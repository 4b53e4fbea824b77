//! A plain division into sentences, to count those that report speech.
//!
//! It is not the annotator's own, so that its mistakes are not judged by themselves.

use pullquote::document::Document;
use pullquote::span::Span;

const ABBREVIATIONS: [&str; 16] = [
    "Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Sen", "Gov", "Capt", "Jan", "Feb", "Aug", "Sept",
    "Oct", "Nov", "Dec",
];

/// Returns the sentences of the annotated text, block by block.
pub(super) fn sentences(document: &Document) -> Vec<Span> {
    let blocks = document.blocks.iter().filter(|block| block.span.end <= document.annotated);
    blocks.flat_map(|block| split(&document.text, block.span)).collect()
}

/// Parts one block: behind a full stop and closing marks, before a blank and a capital, a digit
/// or an opening mark.
fn split(text: &str, block: Span) -> Vec<Span> {
    let words = block.of(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, stop) in words.char_indices().filter(|(_, c)| ".!?…".contains(*c)) {
        let behind = &words[at + stop.len_utf8()..];
        let rest = behind.trim_start_matches(['”', '’', '"', '\'', '»', '“', ')']);
        let next = rest.trim_start();
        let begins = |c: char| c.is_uppercase() || c.is_numeric() || "“‘\"'`«„".contains(c);
        let parts = rest.starts_with(char::is_whitespace) && next.starts_with(begins);
        let word = words[..at].rsplit([' ', '\n', '“', '‘', '"', '\'', '(']).next().unwrap_or("");
        let is_short = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        if parts && !(stop == '.' && (is_short || ABBREVIATIONS.contains(&word))) {
            let end = words.len() - rest.len();
            sentences.push(Span::new(block.start + start, block.start + end));
            start = words.len() - next.len();
        }
    }
    if start < words.len() {
        sentences.push(Span::new(block.start + start, block.end));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::{Span, split};

    fn check(marked: &str) {
        let text = marked.replace(" | ", " ");
        let found = split(&text, Span::new(0, text.len()));
        let found: Vec<&str> = found.into_iter().map(|span| span.of(&text)).collect();
        assert_eq!(found.join(" | "), marked);
    }

    #[test]
    fn sentences_end_where_they_do() {
        check(
            "Mr. Orr came at 5 p.m. on Jan. 19 with J. Lund. | “Go!” she said. | ‘No.’ | He went.",
        );
        check(
            "It was late, 10:40 p.m. | ''The end,'' said Dr. Moor. | \"Is it?\" | 90 people left",
        );
        check("The price is 4.5 percent. | «It rose.» | „It fell.“ | So?");
    }
}
