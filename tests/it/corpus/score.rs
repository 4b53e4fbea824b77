//! How well what was found agrees with gold, as the figures that the field uses.

use super::compare::plain;
use super::sentence::sentences;
use pullquote::annotation::{Annotations, Quote, QuoteKind};
use pullquote::document::Document;
use pullquote::span::Span;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::AddAssign;

/// How much of the letters and digits must be shared for two stretches to be one.
pub(super) const FLOOR: f64 = 0.5;

/// How many are right, of how many found and how many in gold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.gold)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// The figures of one briefing or of many; displays as a table.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scores {
    /// Stretches in marks that somebody says.
    segments: Tally,
    /// The same with the right speaker.
    joint: Tally,
    /// Content of indirect speech that shares enough.
    indirect: Tally,
    /// Content of indirect speech to the letter.
    exact: Tally,
    /// Sentences that content, cue or source of an attribution touches.
    reporting: Tally,
    /// All sentences.
    sentences: usize,
}

impl Scores {
    /// Tells whether nothing is missing and nothing is too much.
    pub(super) fn is_perfect(&self) -> bool {
        [self.segments, self.joint, self.indirect, self.exact, self.reporting]
            .iter()
            .all(|tally| tally.right == tally.found && tally.right == tally.gold)
    }
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.segments += other.segments;
        self.joint += other.joint;
        self.indirect += other.indirect;
        self.exact += other.exact;
        self.reporting += other.reporting;
        self.sentences += other.sentences;
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("quoted segments", self.segments),
            ("segments with speaker", self.joint),
            ("indirect content, half", self.indirect),
            ("indirect content, exact", self.exact),
            ("sentences reporting speech", self.reporting),
        ];
        writeln!(
            f,
            "{:27}{:>6}{:>6}{:>6}{:>7}{:>7}{:>7}",
            "", "P", "R", "F1", "right", "found", "gold"
        )?;
        for (name, tally) in rows {
            let Tally { right, found, gold } = tally;
            let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
            writeln!(f, "{name:27}{p:6.1}{r:6.1}{f1:6.1}{right:7}{found:7}{gold:7}")?;
        }
        write!(f, "{:27}{:>39}", "all sentences", self.sentences)
    }
}

/// Counts what `found` has right of `gold` in one briefing.
pub(super) fn score(document: &Document, found: &Annotations, gold: &Annotations) -> Scores {
    let text = document.annotated_text();
    let tally = |right, found, gold| Tally { right, found, gold };
    let marked = |all: &Annotations| -> Vec<(String, BTreeSet<usize>)> {
        let speaker = |q: &Quote| all.speaker_of(q).map_or(String::new(), |s| plain(&s.canonical));
        let quotes = all.quotes.iter().map(|quote| (&quote.segments, speaker(quote)));
        let segments =
            quotes.flat_map(|(segments, name)| segments.iter().map(move |s| ([*s], name.clone())));
        segments.map(|(segment, name)| (name, letters(text, &segment))).collect()
    };
    let (our_names, ours): (Vec<String>, Vec<BTreeSet<usize>>) = marked(found).into_iter().unzip();
    let (their_names, theirs): (Vec<String>, Vec<BTreeSet<usize>>) =
        marked(gold).into_iter().unzip();
    let close = pairs(&theirs, &ours);
    let same = close.iter().filter(|p| their_names[p.gold] == our_names[p.found]).count();
    let segments = tally(close.len(), ours.len(), theirs.len());
    let joint = tally(same, ours.len(), theirs.len());

    let indirect = |all: &Annotations| -> Vec<BTreeSet<usize>> {
        let quotes = all.quotes.iter().filter(|quote| quote.kind == QuoteKind::Indirect);
        quotes.map(|quote| letters(text, &quote.content)).collect()
    };
    let (said, told) = (indirect(found), indirect(gold));
    let near = pairs(&told, &said);
    let exact = near.iter().filter(|pair| pair.share >= 1.0).count();

    let sentences = sentences(document);
    let touched = |all: &Annotations| -> Vec<bool> {
        let spans: Vec<Span> = all.quotes.iter().flat_map(spans).collect();
        let touches = |s: &Span| spans.iter().any(|t| s.start < t.end && t.start < s.end);
        sentences.iter().map(touches).collect()
    };
    let (here, there) = (touched(found), touched(gold));
    let count = |all: &[bool]| all.iter().filter(|is| **is).count();
    let both = here.iter().zip(&there).filter(|(a, b)| **a && **b).count();

    Scores {
        segments,
        joint,
        indirect: tally(near.len(), said.len(), told.len()),
        exact: tally(exact, said.len(), told.len()),
        reporting: tally(both, count(&here), count(&there)),
        sentences: sentences.len(),
    }
}

fn spans(quote: &Quote) -> impl Iterator<Item = Span> + '_ {
    quote.content.iter().copied().chain(quote.cue).chain(quote.source)
}

/// Returns where the letters and digits of `spans` stand.
pub(super) fn letters(text: &str, spans: &[Span]) -> BTreeSet<usize> {
    let places = spans.iter().flat_map(|span| {
        let chars = span.of(text).char_indices().filter(|(_, c)| c.is_alphanumeric());
        chars.map(|(at, _)| span.start + at)
    });
    places.collect()
}

/// Returns how much of what two stretches hold together both hold.
pub(super) fn overlap(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let both = a.intersection(b).count();
    share(both, a.len() + b.len() - both) / 100.0
}

/// A gold stretch and a found one that are one, by index.
pub(super) struct Match {
    pub(super) gold: usize,
    pub(super) found: usize,
    share: f64,
}

/// Pairs gold with found, one to one, the best first.
pub(super) fn pairs(gold: &[BTreeSet<usize>], found: &[BTreeSet<usize>]) -> Vec<Match> {
    let mut all: Vec<Match> = Vec::new();
    for (gold_index, a) in gold.iter().enumerate() {
        for (found_index, b) in found.iter().enumerate() {
            let share = overlap(a, b);
            if share >= FLOOR {
                all.push(Match { gold: gold_index, found: found_index, share });
            }
        }
    }
    all.sort_by(|a, b| b.share.total_cmp(&a.share));
    let (mut golds, mut founds) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|pair| {
        let free = !golds.contains(&pair.gold) && !founds.contains(&pair.found);
        if free {
            golds.insert(pair.gold);
            founds.insert(pair.found);
        }
        free
    });
    all
}
