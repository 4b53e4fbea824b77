//! The rule that clients of web annotation go by: of the places that differ least from the
//! quoted words, the one whose context of 32 characters fits best is taken, whatever it is.
//!
//! The weights are those of the Hypothesis client: the words 50, each side of context 20, the
//! place in the text 2; no more than half of the characters may differ.

use pullquote::anchor::{Outcome, Selector};
use pullquote::document::Document;
use pullquote::span::CodePoints;

/// Characters of context.
const CONTEXT: usize = 32;
/// Characters that may differ, at the most.
const MOST: usize = 256;

/// A stretch of the text, in characters, and how many of them differ.
#[derive(Clone, Copy)]
struct Candidate {
    start: usize,
    end: usize,
    errors: usize,
}

/// A text in characters.
pub(crate) struct Baseline {
    text: Vec<char>,
}

impl Baseline {
    /// Takes a document.
    pub(crate) fn new(document: &Document) -> Self {
        Self { text: document.annotated_text().chars().collect() }
    }

    /// Finds a passage.
    pub(crate) fn find(&self, document: &Document, selector: &Selector) -> Outcome {
        let points = CodePoints::new(document.annotated_text());
        let exact: Vec<char> = selector.exact.chars().collect();
        let span = |from, to| points.to_span([from, to]);
        let stood = span(selector.start, selector.end);
        if stood.of(document.annotated_text()) == selector.exact {
            return Outcome::Same(stood);
        }
        let prefix: Vec<char> = selector.prefix.chars().collect();
        let prefix = prefix.get(prefix.len().saturating_sub(CONTEXT)..).unwrap_or(&[]);
        let suffix: Vec<char> = selector.suffix.chars().take(CONTEXT).collect();
        let candidates = search(&self.text, &exact, MOST.min(exact.len() / 2));
        let score = |it: &Candidate| {
            let before = self.part(it.start.saturating_sub(prefix.len()), it.start);
            let after = self.part(it.end, it.end + suffix.len());
            let away = it.start.abs_diff(selector.start) as f64 / self.text.len().max(1) as f64;
            50.0 * (1.0 - it.errors as f64 / exact.len().max(1) as f64)
                + 20.0 * fit(before, prefix)
                + 20.0 * fit(after, &suffix)
                + 2.0 * (1.0 - away)
        };
        // The first of several that score alike, as a stable sort has it.
        let best = candidates.iter().rev().max_by(|a, b| score(a).total_cmp(&score(b)));
        match best {
            Some(best) if best.errors == 0 => Outcome::Moved(span(best.start, best.end)),
            Some(best) => Outcome::Changed(span(best.start, best.end)),
            None => Outcome::Orphan,
        }
    }

    fn part(&self, from: usize, to: usize) -> &[char] {
        self.text.get(from.min(self.text.len())..to.min(self.text.len())).unwrap_or(&[])
    }
}

/// Returns how much of a side of context stands in the text next to a candidate, from 0 to 1.
fn fit(near: &[char], kept: &[char]) -> f64 {
    if kept.is_empty() {
        return 1.0;
    }
    if near.is_empty() {
        return 0.0;
    }
    let errors = search(near, kept, kept.len()).first().map_or(kept.len(), |best| best.errors);
    1.0 - errors as f64 / kept.len() as f64
}

/// Returns the stretches of `text` that differ least from `pattern`, and by no more than `most`
/// characters replaced, lost or new.
fn search(text: &[char], pattern: &[char], mut most: usize) -> Vec<Candidate> {
    // A cell: the least errors that a stretch ending here has against so much of the pattern,
    // and where such a stretch begins.
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|errors| (errors, 0)).collect();
    let mut found: Vec<Candidate> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        let mut above = (0, at + 1);
        let mut diagonal = (0, at);
        for (row, p) in column.iter_mut().skip(1).zip(pattern) {
            let left = *row;
            let same = (diagonal.0 + usize::from(p != c), diagonal.1);
            let (new, lost) = ((left.0 + 1, left.1), (above.0 + 1, above.1));
            // Of stretches with equal errors the shortest, which begins last.
            let better = |a: (usize, usize), b: (usize, usize)| {
                if b.0 < a.0 || (b.0 == a.0 && b.1 > a.1) { b } else { a }
            };
            let best = better(better(same, new), lost);
            (diagonal, above, *row) = (left, best, best);
        }
        if let Some(&(errors, start)) = column.last().filter(|(errors, _)| *errors <= most) {
            if errors < most {
                found.clear();
            }
            most = errors;
            found.push(Candidate { start, end: at + 1, errors });
        }
    }
    found
}
