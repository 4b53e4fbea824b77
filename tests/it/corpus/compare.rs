//! What was found against the hand-made annotations, as differences that a person can read.

use super::gold::{Gold, Located, Quote as GoldQuote};
use super::score::{letters, pairs};
use pullquote::annotation::{Annotations, Quote};
use pullquote::document::Document;
use pullquote::span::Span;
use std::fmt;

/// All differences of one briefing.
pub(super) struct Findings {
    pub(super) differences: Vec<Difference>,
    /// How many gold quotations are right in everything.
    pub(super) whole: usize,
}

/// One difference: displays as a row of the table, and is known by its key.
pub(super) struct Difference {
    /// What is wrong where (“q7 speaker”), the same from run to run.
    pub(super) key: String,
    gold: String,
    found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n        gold:  {}\n        found: {}", self.key, self.gold, self.found)
    }
}

/// Compares what was found in `document` with its gold, which must stand in the text.
pub(super) fn compare(document: &Document, found: &Annotations, gold: &Gold) -> Findings {
    let text = document.annotated_text();
    let mut differences = Vec::new();
    let mut whole = 0;
    let located: Vec<_> =
        gold.quote.iter().filter_map(|q| q.locate(text).ok().map(|place| (q, place))).collect();
    let places: Vec<&Located> = located.iter().map(|(_, place)| place).collect();
    let matches = matches(text, &places, found);
    for ((quote, place), index) in located.iter().zip(&matches) {
        let before = differences.len();
        match index.and_then(|index| found.quotes.get(index)) {
            None => differences.push(Difference {
                key: format!("{} missing", quote.id),
                gold: quote.words().join(" … "),
                found: String::new(),
            }),
            Some(other) => {
                let pair = Pair { text, quote, located: place, gold };
                pair.compare(found, other, &mut differences);
            }
        }
        whole += usize::from(differences.len() == before);
    }
    let extra = (0..found.quotes.len()).filter(|index| !matches.contains(&Some(*index)));
    for quote in extra.map(|index| &found.quotes[index]) {
        let words =
            words(text, if quote.segments.is_empty() { &quote.content } else { &quote.segments });
        let extra =
            Difference { key: format!("extra: {words}"), gold: String::new(), found: words };
        differences.push(extra);
    }
    unattributed(text, found, gold, &mut differences);
    Findings { differences, whole }
}

/// Returns for each gold attribution the index of the found one that is compared with it: in
/// marks the one that shares the most of them, without marks one that shares enough content.
fn matches(text: &str, gold: &[&Located], found: &Annotations) -> Vec<Option<usize>> {
    let mut used = vec![false; found.quotes.len()];
    let mut matches = vec![None; gold.len()];
    for (located, index) in gold.iter().zip(&mut matches) {
        *index = best(located, found, &used);
        if let Some(index) = *index {
            used[index] = true;
        }
    }
    let indirect: Vec<usize> =
        (0..gold.len()).filter(|index| gold[*index].segments.is_empty()).collect();
    let rest: Vec<usize> = (0..found.quotes.len()).filter(|index| !used[*index]).collect();
    let told: Vec<_> = indirect.iter().map(|index| letters(text, &gold[*index].content)).collect();
    let said: Vec<_> =
        rest.iter().map(|index| letters(text, &found.quotes[*index].content)).collect();
    for pair in pairs(&told, &said) {
        matches[indirect[pair.gold]] = Some(rest[pair.found]);
    }
    matches
}

/// Returns the unused quotation that shares the most bytes in marks with `located`.
fn best(located: &Located, found: &Annotations, used: &[bool]) -> Option<usize> {
    let shared = |quote: &Quote| -> usize {
        let pairs =
            located.segments.iter().flat_map(|a| quote.segments.iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| a.end.min(b.end).saturating_sub(a.start.max(b.start))).sum()
    };
    let candidates = found.quotes.iter().zip(used).enumerate();
    candidates
        .filter(|(_, (quote, used))| !**used && shared(quote) > 0)
        .max_by_key(|(index, (quote, _))| (shared(quote), std::cmp::Reverse(*index)))
        .map(|(index, _)| index)
}

fn words(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ")
}

/// A name or a role without what is a matter of taste: article, “who is”, case of the start.
pub(super) fn plain(name: &str) -> String {
    let mut rest = name.trim().trim_end_matches(',');
    for word in [
        "who is ", "who was ", "the ", "a ", "an ", "one ", "another ", "his ", "her ", "its ",
        "their ",
    ] {
        if let Some(head) = rest.get(..word.len())
            && head.eq_ignore_ascii_case(word)
        {
            rest = &rest[word.len()..];
        }
    }
    let mut letters = rest.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// A gold quotation and what is needed to compare it.
struct Pair<'a> {
    text: &'a str,
    quote: &'a GoldQuote,
    located: &'a Located,
    gold: &'a Gold,
}

impl Pair<'_> {
    fn compare(&self, found: &Annotations, quote: &Quote, differences: &mut Vec<Difference>) {
        let speaker = found.speaker_of(quote);
        let wanted = self.gold.speaker_of(self.quote);
        let role = wanted.and_then(|s| s.role.as_deref()).unwrap_or("");
        let kind = wanted.map_or("", |s| s.kind.as_str());
        let of = |span: Option<Span>| span.map_or("", |span| span.of(self.text));
        let mut check = |what: &str, gold: &str, found: &str, same: bool| {
            if !same {
                differences.push(Difference {
                    key: format!("{} {what}", self.quote.id),
                    gold: gold.to_owned(),
                    found: found.to_owned(),
                });
            }
        };
        let mut spans = |what: &str, gold: &[Span], found: &[Span]| {
            check(what, &words(self.text, gold), &words(self.text, found), gold == found);
        };
        spans("segments", &self.located.segments, &quote.segments);
        spans("content", &self.located.content, &quote.content);
        let mut exact =
            |what: &str, gold: &str, found: &str| check(what, gold, found, gold == found);
        exact("kind", &self.quote.kind, quote.kind.name());
        exact("cue", self.quote.cue.as_deref().unwrap_or(""), of(quote.cue));
        exact("source", self.quote.source.as_deref().unwrap_or(""), of(quote.source));
        let canonical = speaker.map_or("", |s| s.canonical.as_str());
        let found_role = speaker.and_then(|s| s.role.as_deref()).unwrap_or("");
        exact("speaker kind", kind, speaker.map_or("", |s| s.kind.name()));
        let mut alike = |what: &str, gold: &str, found: &str| {
            check(what, gold, found, plain(gold) == plain(found))
        };
        alike("speaker", self.quote.speaker.as_deref().unwrap_or(""), canonical);
        alike("role", role, found_role);
    }
}

fn unattributed(text: &str, found: &Annotations, gold: &Gold, differences: &mut Vec<Difference>) {
    let mut rest: Vec<(&str, &str)> =
        found.unattributed.iter().map(|u| (u.span.of(text), u.reason.name())).collect();
    for item in &gold.unattributed {
        let place = rest.iter().position(|(words, _)| *words == item.text);
        let reason = place.map_or("", |place| rest.remove(place).1);
        if reason != item.reason {
            differences.push(Difference {
                key: format!("unattributed: {}", item.text),
                gold: item.reason.clone(),
                found: reason.to_owned(),
            });
        }
    }
    for (words, reason) in rest {
        differences.push(Difference {
            key: format!("extra unattributed: {words}"),
            gold: String::new(),
            found: reason.to_owned(),
        });
    }
}
