//! Trials: a passage is selected, its article is edited, the passage is looked for, and what is
//! found is held against where it stands.

use super::article::{Article, document};
use super::edit::{Edit, Edited, edit, words_of};
use super::random::Random;
use pullquote::anchor::{Outcome, Selector, select};
use pullquote::document::Document;
use pullquote::span::Span;

/// What was made of an edited passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was found where it stands; or it is gone, and that was seen.
    Right,
    /// A place was named that is another.
    Wrong,
    /// Several places were named.
    Unclear,
    /// It stands there, and was not found.
    Missed,
}

/// Counts of verdicts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// All of them.
    pub(crate) trials: usize,
    /// [`Verdict::Right`].
    pub(crate) right: usize,
    /// [`Verdict::Wrong`].
    pub(crate) wrong: usize,
    /// Places that are right to the letter.
    pub(crate) letter: usize,
    /// Outcomes `ambiguous`.
    pub(crate) ambiguous: usize,
    /// Outcomes `orphan`.
    pub(crate) orphan: usize,
    /// Outcomes `changed`.
    pub(crate) changed: usize,
}

impl Tally {
    /// Counts an outcome.
    pub(crate) fn count(&mut self, outcome: &Outcome, place: Option<Span>) -> Verdict {
        let verdict = judge(outcome, place);
        self.trials += 1;
        self.right += usize::from(verdict == Verdict::Right);
        self.wrong += usize::from(verdict == Verdict::Wrong);
        self.letter += usize::from(place.is_some() && outcome.span() == place);
        self.ambiguous += usize::from(matches!(outcome, Outcome::Ambiguous(_)));
        self.orphan += usize::from(*outcome == Outcome::Orphan);
        self.changed += usize::from(matches!(outcome, Outcome::Changed(_)));
        verdict
    }

    /// Returns a count in percent.
    pub(crate) fn share(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.trials.max(1) as f64
    }
}

/// A place is right if it shares at least half of the bytes that it and the true one cover.
fn judge(outcome: &Outcome, place: Option<Span>) -> Verdict {
    match (outcome, outcome.span(), place) {
        (Outcome::Ambiguous(_), ..) => Verdict::Unclear,
        (_, None, None) => Verdict::Right,
        (_, None, Some(_)) => Verdict::Missed,
        (_, Some(_), None) => Verdict::Wrong,
        (_, Some(found), Some(place)) => {
            let shared = found.end.min(place.end).saturating_sub(found.start.max(place.start));
            let all = found.len() + place.len() - shared;
            if 2 * shared >= all { Verdict::Right } else { Verdict::Wrong }
        }
    }
}

/// Where the trials begin to differ.
const SEED: u64 = 0x0005_eed0_fa11;

/// A passage as it was kept.
pub(crate) struct Kept {
    /// The number of its article.
    pub(crate) article: usize,
    /// Where it stands.
    pub(crate) passage: Span,
    /// What is kept of it.
    pub(crate) selector: Selector,
}

/// Edits the article of every passage in one way, and hands each to `see`: the article, what was
/// kept, the document after the edit and the place in it.
pub(crate) fn run(
    articles: &[Article],
    kept: &[Kept],
    kind: Edit,
    words: &[String],
    mut see: impl FnMut(&Article, &Selector, &Document, Option<Span>),
) {
    for (number, kept) in kept.iter().enumerate() {
        let Some(article) = articles.get(kept.article) else { continue };
        let mut random = Random::new(SEED ^ (number as u64) << 16);
        let edited = edit(article, kept.passage, kind, words, &mut random);
        let Some(Edited { text, place }) = edited else { continue };
        see(article, &kept.selector, &document(text), place);
    }
}

/// Keeps about `count` sentences, spread evenly over the articles and in each by chance.
pub(crate) fn keep(articles: &[Article], count: usize) -> Vec<Kept> {
    let mut random = Random::new(SEED);
    let each = count.div_ceil(articles.len().max(1));
    let mut kept = Vec::new();
    for (index, article) in articles.iter().enumerate() {
        let all = article.passages();
        let chosen = random.choose(each, all.len());
        let old = document(article.text.clone());
        kept.extend(chosen.into_iter().filter_map(|at| all.get(at)).map(|&passage| Kept {
            article: index,
            passage,
            selector: select(&old, passage),
        }));
    }
    kept
}

/// Returns every so-manieth word of the articles, so that common words are common.
pub(crate) fn vocabulary(articles: &[Article]) -> Vec<String> {
    const STEP: usize = 7;
    let words = articles.iter().flat_map(|article| {
        let words = words_of(&article.text).into_iter();
        words.map(|span| span.of(&article.text).to_lowercase()).step_by(STEP)
    });
    words.collect()
}
