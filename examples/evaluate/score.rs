//! Counts over all articles, and the figures that they give.

use crate::errors::{Class, Errors};
use crate::gold::{Found, Gold, GoldQuote, Points, Prediction};
use crate::speaker;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Score {
    documents: usize,
    all: Pair,
    all_exact: usize,
    /// Attributions whose gold names a source: gold, found (all but those whose gold names none),
    /// right.
    all_sources: Pair,
    /// Sentences that report speech: gold, found, both.
    sentences: Pair,
    segments: Pair,
    /// Matched segments whose gold names no source: left out on both sides.
    sourceless: usize,
    sourced: usize,
    right: usize,
    /// By kind of source: matched, right.
    kinds: BTreeMap<String, (usize, usize)>,
    /// By kind of source: names compared, right.
    names: BTreeMap<String, (usize, usize)>,
    rejected: (usize, usize),
    /// Where every field was annotated: fields compared, and each that differs.
    fields: usize,
    pub(crate) differences: Vec<String>,
    pub(crate) errors: Errors,
    /// For quotations in marks and for indirect speech, by tenths of confidence: how many, and how
    /// many have the right words and speaker.
    trust: [[(usize, usize); 10]; 2],
}

#[derive(Debug, Default, Clone, Copy)]
struct Pair {
    gold: usize,
    found: usize,
    matched: usize,
}

impl Pair {
    fn f1(self) -> f64 {
        percent(2 * self.matched, self.gold + self.found)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The letters and digits that spans cover, as ascending code points.
pub(crate) type Letters = Vec<usize>;

pub(crate) fn letters(text: &[char], spans: &[Points]) -> Letters {
    let mut covered: Letters = spans
        .iter()
        .flat_map(|&[start, end]| start..end.min(text.len()))
        .filter(|&at| text.get(at).is_some_and(|c| c.is_alphanumeric()))
        .collect();
    covered.sort_unstable();
    covered.dedup();
    covered
}

pub(crate) fn common(a: &Letters, b: &Letters) -> usize {
    a.iter().filter(|at| b.binary_search(at).is_ok()).count()
}

fn overlap(a: &Letters, b: &Letters) -> f64 {
    let common = common(a, b);
    let union = a.len() + b.len() - common;
    if union == 0 { 0.0 } else { common as f64 / union as f64 }
}

/// Matches one to one, best overlap first; gives (overlap, gold, found).
fn matches(gold: &[Letters], found: &[Letters]) -> Vec<(f64, usize, usize)> {
    let mut by_letter: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, set) in found.iter().enumerate() {
        for &at in set {
            by_letter.entry(at).or_default().push(index);
        }
    }
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (g, set) in gold.iter().enumerate() {
        let mut near: Vec<usize> =
            set.iter().filter_map(|at| by_letter.get(at)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        candidates.extend(
            near.into_iter().filter_map(|f| found.get(f).map(|other| (overlap(set, other), g, f))),
        );
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_taken, mut found_taken) = (vec![false; gold.len()], vec![false; found.len()]);
    candidates.retain(|&(_, g, f)| {
        let (Some(gold), Some(found)) = (gold_taken.get_mut(g), found_taken.get_mut(f)) else {
            return false;
        };
        let free = !*gold && !*found;
        if free {
            (*gold, *found) = (true, true);
        }
        free
    });
    candidates
}

impl Score {
    /// Counts one article.
    pub(crate) fn add(&mut self, gold: &Gold, found: &Prediction) {
        let text: Vec<char> = gold.text.chars().collect();
        self.documents += 1;
        self.add_attributions(&text, gold, found);
        self.add_segments(&text, gold, found);
        self.add_fields(&text, gold, found);
    }

    fn add_attributions(&mut self, text: &[char], gold: &Gold, found: &Prediction) {
        let golden: Vec<Letters> = gold.quotes.iter().map(|q| letters(text, &q.content)).collect();
        let (quotes, guess): (Vec<&Found>, Vec<Letters>) = found
            .quotes
            .iter()
            .map(|quote| (quote, letters(text, &quote.content)))
            .filter(|(_, set)| !set.is_empty())
            .unzip();
        self.all.gold += golden.len();
        self.all.found += guess.len();
        self.all_sources.gold += gold.quotes.iter().filter(|q| !q.source.is_empty()).count();
        self.all_sources.found += guess.len();
        let mut is_right = vec![false; quotes.len()];
        for (overlap, g, f) in matches(&golden, &guess) {
            let (Some(gold), Some(found)) = (gold.quotes.get(g), quotes.get(f)) else { continue };
            if overlap < 0.5 {
                continue;
            }
            let right = found.source.is_some_and(|span| same_head(text, gold, span));
            is_right.get_mut(f).into_iter().for_each(|slot| *slot = right);
            self.all.matched += 1;
            self.all_exact += usize::from(overlap >= 0.9999);
            if gold.source.is_empty() {
                self.all_sources.found -= 1;
            } else {
                self.all_sources.matched += usize::from(right);
            }
        }
        for (found, is_right) in quotes.iter().zip(is_right) {
            let kind = usize::from(found.segments.is_empty());
            let tenth = (found.confidence * 10.0) as usize;
            if let Some(trust) = self.trust.get_mut(kind).and_then(|of| of.get_mut(tenth.min(9))) {
                *trust = (trust.0 + 1, trust.1 + usize::from(is_right));
            }
        }
        self.add_sentences(text, &golden, &guess);
    }

    /// Counts the sentences that any attribution touches; a sentence ends at a line's end or
    /// behind a full stop, a question or an exclamation mark with a space behind it.
    fn add_sentences(&mut self, text: &[char], gold: &[Letters], found: &[Letters]) {
        let mut ends: Vec<usize> = Vec::new();
        for (at, pair) in text.windows(2).enumerate() {
            let [c, next] = pair else { continue };
            let stop = matches!(c, '.' | '?' | '!' | '”' | '"') && next.is_whitespace();
            if *c == '\n' || stop {
                ends.push(at + 1);
            }
        }
        let touched = |sets: &[Letters]| -> BTreeSet<usize> {
            sets.iter().flatten().map(|at| ends.partition_point(|end| end <= at)).collect()
        };
        let (gold, found) = (touched(gold), touched(found));
        self.sentences.gold += gold.len();
        self.sentences.found += found.len();
        self.sentences.matched += gold.intersection(&found).count();
    }

    fn add_segments(&mut self, text: &[char], gold: &Gold, found: &Prediction) {
        let golden: Vec<(&GoldQuote, Letters, Points)> = gold
            .quotes
            .iter()
            .flat_map(|q| q.segments.iter().map(move |s| (q, letters(text, &[*s]), *s)))
            .collect();
        let guess: Vec<(&Found, Letters, Points)> = found
            .quotes
            .iter()
            .flat_map(|q| q.segments.iter().map(move |s| (q, letters(text, &[*s]), *s)))
            .filter(|(_, set, _)| !set.is_empty())
            .collect();
        let gold_sets: Vec<Letters> = golden.iter().map(|(_, set, _)| set.clone()).collect();
        let found_sets: Vec<Letters> = guess.iter().map(|(_, set, _)| set.clone()).collect();
        self.segments.gold += golden.len();
        self.segments.found += guess.len();
        self.sourced += golden.iter().filter(|(q, _, _)| !q.source.is_empty()).count();
        let (mut missed, mut strange) = (vec![true; golden.len()], vec![true; guess.len()]);
        for (overlap, g, f) in matches(&gold_sets, &found_sets) {
            let (Some((quote, _, at)), Some((found, _, _))) = (golden.get(g), guess.get(f)) else {
                continue;
            };
            if overlap >= 0.5 {
                self.segments.matched += 1;
                missed.get_mut(g).into_iter().chain(strange.get_mut(f)).for_each(|m| *m = false);
                self.add_speaker(text, &gold.doc, *at, quote, found);
            }
        }
        for ((_, _, at), _) in golden.iter().zip(missed).filter(|(_, missed)| *missed) {
            self.errors.add(Class::Missed, &gold.doc, text, *at, "");
        }
        for ((_, _, at), _) in guess.iter().zip(strange).filter(|(_, strange)| *strange) {
            self.errors.add(Class::Marks, &gold.doc, text, *at, "");
        }
        for span in &gold.unattributed_segments {
            let set = letters(text, &[*span]);
            if !set.is_empty() {
                self.rejected.1 += 1;
                let taken = found_sets.iter().any(|other| overlap(&set, other) >= 0.5);
                self.rejected.0 += usize::from(!taken);
            }
        }
    }

    fn add_speaker(
        &mut self,
        text: &[char],
        doc: &str,
        at: Points,
        gold: &GoldQuote,
        found: &Found,
    ) {
        if gold.source.is_empty() {
            self.sourceless += 1;
            return;
        }
        let right = found.source.is_some_and(|span| same_head(text, gold, span));
        self.right += usize::from(right);
        if !right {
            self.errors.add_source(doc, text, at, gold, found);
        }
        let kind = self.kinds.entry(gold.source_kind.clone()).or_default();
        *kind = (kind.0 + 1, kind.1 + usize::from(right));
        if let Some(gold_names) = gold.canonical.as_ref().filter(|names| !names.is_empty()) {
            let same =
                found.canonical.as_ref().is_some_and(|name| speaker::same_name(gold_names, name));
            let names = self.names.entry(gold.source_kind.clone()).or_default();
            *names = (names.0 + 1, names.1 + usize::from(same));
            if right && !same {
                let name = found.canonical.as_deref().unwrap_or_default();
                let note = format!(" | {}, not {name}", gold_names.join(" or "));
                self.errors.add(Class::WrongCluster, doc, text, at, &note);
            }
        }
    }

    /// Compares field by field where the gold has roles: such files are annotated in full.
    fn add_fields(&mut self, text: &[char], gold: &Gold, found: &Prediction) {
        let words = |[start, end]: Points| -> String {
            text.get(start..end).unwrap_or_default().iter().collect()
        };
        for quote in &gold.quotes {
            let Some(role) = &quote.role else { continue };
            self.fields += 1;
            let Some(other) = found.quotes.iter().find(|f| f.segments == quote.segments) else {
                self.differences.push(format!("{} {}: not found", gold.doc, quote.id));
                continue;
            };
            let name = quote.canonical.iter().flatten().next().cloned();
            let spans = |spans: &[Points]| format!("{spans:?}");
            for (field, expected, got) in [
                ("kind", quote.kind.clone(), other.kind.to_owned()),
                ("content", spans(&quote.content), spans(&other.content)),
                (
                    "cue",
                    quote
                        .cue
                        .first()
                        .map(|&cue| words(cue))
                        .or(quote.cue_text.clone())
                        .unwrap_or_default(),
                    other.cue_text.clone().unwrap_or_default(),
                ),
                ("source", quote.source_text.clone(), other.source.map(words).unwrap_or_default()),
                (
                    "canonical",
                    name.unwrap_or_default(),
                    other.canonical.clone().unwrap_or_default(),
                ),
                ("role", role.clone().unwrap_or_default(), other.role.clone().unwrap_or_default()),
            ] {
                if expected != got {
                    self.differences.push(format!(
                        "{} {}: {field} is “{got}”, not “{expected}”",
                        gold.doc, quote.id
                    ));
                }
            }
        }
    }

    /// Prints how often a confidence is right.
    pub(crate) fn print_trust(&self) {
        for (kind, tenths) in ["in marks", "indirect"].iter().zip(&self.trust) {
            for (tenth, (all, right)) in tenths.iter().enumerate().filter(|(_, of)| of.0 > 0) {
                let right = percent(*right, *all);
                println!("  {kind}, sure at {}0 %: {right:>5.1} % of {all}", tenth);
            }
        }
    }

    /// Returns the figures: name, value, note.
    pub(crate) fn lines(&self) -> Vec<(&'static str, f64, String)> {
        let found = self.segments.found - self.sourceless;
        let share = |(kind, (all, right)): (&String, &(usize, usize))| {
            format!("{kind} {:.1} of {all}", percent(*right, *all))
        };
        let kinds: Vec<String> = self.kinds.iter().map(share).collect();
        let names: Vec<String> = self.names.iter().map(share).collect();
        let (named, named_right) =
            self.names.values().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        let counts = |pair: Pair| {
            format!("{} gold, {} found, {} matched", pair.gold, pair.found, pair.matched)
        };
        let mut lines = vec![
            (
                "segments F1",
                self.segments.f1(),
                format!("{} articles, {}", self.documents, counts(self.segments)),
            ),
            (
                "segment + speaker F1",
                percent(2 * self.right, found + self.sourced),
                kinds.join(", "),
            ),
            (
                "marks that nobody said, rejected %",
                percent(self.rejected.0, self.rejected.1),
                format!("of {}, {}", self.rejected.1, interval(self.rejected.0, self.rejected.1)),
            ),
            ("canonical %", percent(named_right, named), names.join(", ")),
            ("attributions F1", self.all.f1(), counts(self.all)),
            (
                "attributions, content exact F1",
                Pair { matched: self.all_exact, ..self.all }.f1(),
                String::new(),
            ),
            ("attribution + speaker F1", self.all_sources.f1(), counts(self.all_sources)),
            ("sentences that report speech F1", self.sentences.f1(), counts(self.sentences)),
        ];
        if self.fields > 0 {
            let wrong: std::collections::BTreeSet<&str> =
                self.differences.iter().filter_map(|line| line.split(':').next()).collect();
            lines.push((
                "every field right %",
                percent(self.fields - wrong.len().min(self.fields), self.fields),
                format!(
                    "of {} quotations with kind, content, cue, source, name, role",
                    self.fields
                ),
            ));
        }
        lines
    }
}

/// The interval in which the true share lies at 95 % (Wilson, 1927), in words.
fn interval(part: usize, whole: usize) -> String {
    let (n, z) = (whole.max(1) as f64, 1.96);
    let p = part as f64 / n;
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 100.0 / (1.0 + z * z / n);
    format!("95 % interval {:.0} to {:.0}", (middle - half) * scale, (middle + half) * scale)
}

/// Tells whether a found span names the gold source by its head word.
fn same_head(text: &[char], gold: &GoldQuote, [start, end]: Points) -> bool {
    let Some(&[gold_start, gold_end]) = gold.source.first() else { return false };
    let guess = text.get(start..end).unwrap_or_default();
    let gold_letters = letters(text, &gold.source);
    let found_letters = letters(text, &[[start, end]]);
    if gold_letters == found_letters && !found_letters.is_empty() {
        return true;
    }
    let gold_chars: Vec<char> = gold.source_text.chars().collect();
    let gold_length: usize = gold.source.iter().map(|[start, end]| end - start).sum();
    let long = end - start > 3 * gold_length + 40;
    let head = speaker::head(text.get(gold_start..gold_end).unwrap_or_default());
    let holds_head = head.is_some_and(|(place, _)| {
        let (from, to) = (gold_start + place.start, gold_start + place.end);
        let shared = to.min(end).saturating_sub(from.max(start));
        shared == to - from || shared >= (to - from).saturating_sub(2).max(1)
    });
    common(&gold_letters, &found_letters) > 0
        && !long
        && (speaker::key(guess) == speaker::key(&gold_chars) || holds_head)
}
