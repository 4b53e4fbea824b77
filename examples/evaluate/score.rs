//! Counts over all articles, and the figures that they give.

use crate::gold::{Found, Gold, GoldQuote, Points, Prediction};
use crate::speaker;
use std::collections::{BTreeMap, HashMap};

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Score {
    documents: usize,
    all: Pair,
    all_exact: usize,
    segments: Pair,
    /// Matched segments whose gold names no source: left out on both sides.
    sourceless: usize,
    sourced: usize,
    right: usize,
    /// By kind of source: matched, right.
    kinds: BTreeMap<String, (usize, usize)>,
    names: (usize, usize),
    rejected: (usize, usize),
    /// Where every field was annotated: fields compared, and each that differs.
    fields: usize,
    pub(crate) differences: Vec<String>,
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
type Letters = Vec<usize>;

fn letters(text: &[char], spans: &[Points]) -> Letters {
    let mut covered: Letters = spans
        .iter()
        .flat_map(|&[start, end]| start..end.min(text.len()))
        .filter(|&at| text.get(at).is_some_and(|c| c.is_alphanumeric()))
        .collect();
    covered.sort_unstable();
    covered.dedup();
    covered
}

fn common(a: &Letters, b: &Letters) -> usize {
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
        let mut guess: Vec<Letters> =
            found.quotes.iter().map(|q| letters(text, &q.content)).collect();
        guess.retain(|set| !set.is_empty());
        self.all.gold += golden.len();
        self.all.found += guess.len();
        for (overlap, ..) in matches(&golden, &guess) {
            self.all.matched += usize::from(overlap >= 0.5);
            self.all_exact += usize::from(overlap >= 0.9999);
        }
    }

    fn add_segments(&mut self, text: &[char], gold: &Gold, found: &Prediction) {
        let golden: Vec<(&GoldQuote, Letters)> = gold
            .quotes
            .iter()
            .flat_map(|q| q.segments.iter().map(move |s| (q, letters(text, &[*s]))))
            .collect();
        let guess: Vec<(&Found, Letters)> = found
            .quotes
            .iter()
            .flat_map(|q| q.segments.iter().map(move |s| (q, letters(text, &[*s]))))
            .filter(|(_, set)| !set.is_empty())
            .collect();
        let gold_sets: Vec<Letters> = golden.iter().map(|(_, set)| set.clone()).collect();
        let found_sets: Vec<Letters> = guess.iter().map(|(_, set)| set.clone()).collect();
        self.segments.gold += golden.len();
        self.segments.found += guess.len();
        self.sourced += golden.iter().filter(|(q, _)| !q.source.is_empty()).count();
        for (overlap, g, f) in matches(&gold_sets, &found_sets) {
            let (Some((gold, _)), Some((found, _))) = (golden.get(g), guess.get(f)) else {
                continue;
            };
            if overlap >= 0.5 {
                self.segments.matched += 1;
                self.add_speaker(text, gold, found);
            }
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

    fn add_speaker(&mut self, text: &[char], gold: &GoldQuote, found: &Found) {
        if gold.source.is_empty() {
            self.sourceless += 1;
            return;
        }
        let right = found.source.is_some_and(|span| same_head(text, gold, span));
        self.right += usize::from(right);
        let kind = self.kinds.entry(gold.source_kind.clone()).or_default();
        *kind = (kind.0 + 1, kind.1 + usize::from(right));
        if let Some(names) = gold.canonical.as_ref().filter(|names| !names.is_empty()) {
            let same = found.canonical.as_ref().is_some_and(|name| speaker::same_name(names, name));
            self.names = (self.names.0 + 1, self.names.1 + usize::from(same));
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
                    quote.cue_text.clone().unwrap_or_default(),
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

    /// Returns the figures: name, value, note.
    pub(crate) fn lines(&self) -> Vec<(&'static str, f64, String)> {
        let found = self.segments.found - self.sourceless;
        let kinds: Vec<String> = self
            .kinds
            .iter()
            .map(|(kind, (all, right))| format!("{kind} {:.1} of {all}", percent(*right, *all)))
            .collect();
        let mut lines = vec![
            (
                "segments F1",
                self.segments.f1(),
                format!(
                    "{} articles, {} gold, {} found, {} matched",
                    self.documents, self.segments.gold, self.segments.found, self.segments.matched
                ),
            ),
            (
                "segment + speaker F1",
                percent(2 * self.right, found + self.sourced),
                kinds.join(", "),
            ),
            (
                "marks that nobody said, rejected %",
                percent(self.rejected.0, self.rejected.1),
                format!("of {}", self.rejected.1),
            ),
            ("canonical %", percent(self.names.1, self.names.0), format!("of {}", self.names.0)),
            ("attributions F1", self.all.f1(), "indirect ones count as missed".to_owned()),
            (
                "attributions, content exact F1",
                Pair { matched: self.all_exact, ..self.all }.f1(),
                String::new(),
            ),
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
