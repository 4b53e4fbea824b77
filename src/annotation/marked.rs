//! Articles in marked text, for tests: the words with who says them, readable at a glance.

use super::{Annotations, Evidence, Quote, QuoteKind, Speaker, SpeakerId, SpeakerKind};
use crate::document::{Block, BlockKind, Document, Teaser};
use crate::span::Span;
use smallvec::smallvec;

/// An article of marked text: blocks parted by blank lines, `# ` before the headline, `_ ` before
/// the deck; `{Name|words}` is a quote (direct if it begins with a mark; `Name?` is doubtful),
/// `[c|said]` and `[s|she]` the cue and the source of the quote before it, `> Title` a teaser.
pub(crate) fn article(marked: &str) -> (Document, Annotations) {
    let mut document = Document::default();
    let mut annotations = Annotations::default();
    let mut teasers = Vec::new();
    for part in marked.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        if let Some(title) = part.strip_prefix("> ") {
            teasers.push(title);
            continue;
        }
        let (kind, words) = match (part.strip_prefix("# "), part.strip_prefix("_ ")) {
            (Some(words), _) => (BlockKind::Headline, words),
            (_, Some(words)) => (BlockKind::Deck, words),
            _ => (BlockKind::Paragraph, part),
        };
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        mark(words, &mut document.text, &mut annotations);
        document.blocks.push(Block { kind, span: Span::new(start, document.text.len()) });
    }
    document.annotated = document.text.len();
    for title in teasers {
        document.text.push_str("\n\n");
        let start = document.text.len();
        document.text.push_str(title);
        let title = Span::new(start, document.text.len());
        document.latest.push(Teaser { title, ..Teaser::default() });
    }
    (document, annotations)
}

fn mark(mut words: &str, text: &mut String, annotations: &mut Annotations) {
    while let Some(at) = words.find(['{', '[']) {
        text.push_str(&words[..at]);
        let close = if words[at..].starts_with('{') { '}' } else { ']' };
        let end = at + words[at..].find(close).expect("a mark is closed");
        let (what, content) = words[at + 1..end].split_once('|').expect("a mark has a bar");
        let span = Span::new(text.len(), text.len() + content.len());
        text.push_str(content);
        match (close, what, annotations.quotes.last_mut()) {
            ('}', name, _) => {
                let (name, confidence) = match name.strip_suffix('?') {
                    Some(name) if !name.is_empty() => (name, 0.4),
                    _ => (name, 1.0),
                };
                let speaker = speaker(name, annotations);
                let marked = content.starts_with('“');
                annotations.quotes.push(Quote {
                    kind: if marked { QuoteKind::Direct } else { QuoteKind::Indirect },
                    content: smallvec![span],
                    segments: smallvec![span],
                    cue: None,
                    source: None,
                    speaker,
                    confidence,
                    evidence: Evidence::Cue,
                });
            }
            (_, "c", Some(quote)) => quote.cue = Some(span),
            (_, "s", Some(quote)) => {
                quote.source = Some(span);
                let speaker = quote.speaker.and_then(|it| annotations.speakers.get_mut(it.0));
                speaker.into_iter().for_each(|it| it.mentions.push(span));
            }
            other => panic!("no such mark: {other:?}"),
        }
        words = &words[end + 1..];
    }
    text.push_str(words);
}

fn speaker(name: &str, annotations: &mut Annotations) -> Option<SpeakerId> {
    if name == "?" {
        return None;
    }
    let (name, role) = match name.split_once(", ") {
        Some((name, role)) => (name, Some(role.to_owned())),
        None => (name, None),
    };
    let known = annotations.speakers.iter().position(|speaker| speaker.canonical == name);
    Some(SpeakerId(known.unwrap_or_else(|| {
        annotations.speakers.push(Speaker {
            canonical: name.to_owned(),
            aliases: Vec::new(),
            role,
            kind: SpeakerKind::Person,
            mentions: Vec::new(),
        });
        annotations.speakers.len() - 1
    })))
}
