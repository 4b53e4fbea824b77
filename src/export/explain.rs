//! Why each speaker was chosen, in words: for a reader who wants to check an attribution.

use crate::annotation::{Annotations, Quote};
use crate::document::Document;
use crate::span::Span;
use std::fmt::Write;

/// Writes every attribution with its speaker, the mention, the cue, the ground on which the
/// mention was chosen and how often such a choice is right, then the text in marks that nobody
/// is taken to say.
#[must_use]
pub fn explain(document: &Document, annotations: &Annotations) -> String {
    let mut out = String::new();
    for (index, quote) in annotations.quotes.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        add_quote(&mut out, document, annotations, index, quote);
    }
    if !annotations.unattributed.is_empty() {
        out.push_str(if annotations.quotes.is_empty() { "" } else { "\n" });
        out.push_str("In marks, but said by nobody\n");
        for mark in &annotations.unattributed {
            let reason = mark.reason.name().replace('_', " ");
            let _ = writeln!(out, "  {} ({reason})", mark.span.of(&document.text));
        }
    }
    out
}

fn add_quote(
    out: &mut String,
    document: &Document,
    annotations: &Annotations,
    index: usize,
    quote: &Quote,
) {
    let words = |span: Span| span.of(&document.text);
    let speaker = annotations.speaker_of(quote);
    let name = speaker.map_or("nobody named", |speaker| speaker.canonical.as_str());
    let role = speaker.and_then(|speaker| speaker.role.as_deref());
    let role = role.map_or(String::new(), |role| format!(" ({role})"));
    let _ = writeln!(out, "{}. {name}{role}, {}", index + 1, quote.kind.name());
    let content: Vec<&str> = quote.content.iter().map(|&span| words(span)).collect();
    let _ = writeln!(out, "  words:    {}", content.join(" … "));
    if let Some(source) = quote.source {
        let _ = writeln!(out, "  mention:  {}", words(source));
    }
    if let Some(cue) = quote.cue {
        let _ = writeln!(out, "  cue:      {}", words(cue));
    }
    let _ = writeln!(out, "  because:  {}", quote.evidence.because());
    if speaker.is_some() {
        let percent = (quote.confidence * 100.0).round();
        let _ = writeln!(out, "  sure:     {percent} of 100 such attributions are right");
    }
}

#[cfg(test)]
mod tests {
    use super::explain;
    use crate::annotate::annotate;
    use crate::load::{Limits, load_text};

    #[test]
    fn every_attribution_has_its_grounds() {
        let text = "The gates\n\n“We had no choice,” said Mara Venn, the harbourmaster. \
                    The so-called “reform” failed.\n";
        let document = load_text("gates.txt", text, &Limits::default());
        insta::assert_snapshot!(explain(&document, &annotate(&document)), @r"
        1. Mara Venn (the harbourmaster), direct
          words:    We had no choice,
          mention:  Mara Venn, the harbourmaster
          cue:      said
          because:  the cue and its subject stand with the words
          sure:     96 of 100 such attributions are right

        In marks, but said by nobody
          reform (scare quote)
        ");
    }
}
