//! Real changes to articles: corrections as an editor makes them, kept as data, and what is known
//! of where a passage stands when only two texts are given.

use super::article::Article;
use anyhow::{Context, Result, ensure};
use pullquote::anchor::{Outcome, find, select};
use pullquote::document::Document;
use pullquote::load::{Limits, load};
use pullquote::span::Span;
use serde::Deserialize;
use std::fs::{read, read_to_string};
use std::ops::AddAssign;
use std::path::Path;

/// A correction of one article.
#[derive(Deserialize)]
pub(crate) struct Revision {
    /// What was done.
    pub(crate) name: String,
    article: String,
    edit: Vec<Replacement>,
    flag: Vec<Expected>,
}

#[derive(Deserialize)]
struct Replacement {
    from: String,
    to: String,
    /// Wherever it stands, and not in one place alone.
    #[serde(default)]
    all: bool,
}

/// What must become of a passage.
#[derive(Deserialize)]
pub(crate) struct Expected {
    /// Its words.
    pub(crate) exact: String,
    /// The name of the outcome.
    pub(crate) outcome: String,
    /// What stands there now, if it is something else.
    pub(crate) found: Option<String>,
}

/// Reads revisions as they lie in a file.
pub(crate) fn revisions(file: &Path) -> Result<Vec<Revision>> {
    #[derive(Deserialize)]
    struct All {
        revision: Vec<Revision>,
    }
    let text = read_to_string(file).with_context(|| file.display().to_string())?;
    let all: All = toml::from_str(&text).with_context(|| file.display().to_string())?;
    Ok(all.revision)
}

impl Revision {
    /// Loads the article of that folder as it was and as it is after.
    pub(crate) fn documents(&self, folder: &Path) -> Result<(Document, Document)> {
        let path = folder.join(&self.article);
        let mut bytes = read(&path).with_context(|| path.display().to_string())?;
        let loaded = |bytes: &[u8]| {
            let document = load(&self.article, bytes, &Limits::default()).next();
            document.with_context(|| format!("{} holds no article", self.article))
        };
        let old = loaded(&bytes)?;
        for Replacement { from, to, all } in &self.edit {
            let text = String::from_utf8(bytes)?;
            let count = text.matches(from).count();
            ensure!(count == 1 || (*all && count > 0), "{}: {count} × {from}", self.name);
            bytes = text.replace(from, to).into_bytes();
        }
        Ok((old, loaded(&bytes)?))
    }

    /// Returns each passage that something is expected of with what became of it: the outcome
    /// and what stands there.
    pub(crate) fn flags(
        &self,
        old: &Document,
        new: &Document,
    ) -> Result<Vec<(&Expected, Outcome)>> {
        let found = self.flag.iter().map(|expected| {
            let at = old.annotated_text().find(&expected.exact);
            let at = at.with_context(|| format!("{}: {}", self.name, expected.exact))?;
            let selector = select(old, Span::new(at, at + expected.exact.len()));
            Ok((expected, find(new, &selector)))
        });
        found.collect()
    }
}

impl Expected {
    /// Tells whether it became what it should.
    pub(crate) fn is_met(&self, outcome: &Outcome, new: &Document) -> bool {
        let found = outcome.span().map(|span| span.of(&new.text));
        let nothing = matches!(self.outcome.as_str(), "orphan" | "ambiguous");
        let expected = (!nothing).then(|| self.found.as_ref().unwrap_or(&self.exact));
        outcome.name() == self.outcome && found == expected.map(String::as_str)
    }
}

/// What became of the sentences of an article in another version of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fates {
    /// All of them.
    pub(crate) sentences: usize,
    /// The very words stand in one place, and were found there.
    pub(crate) right: usize,
    /// Shown as changed, between the sentences that stood around it.
    pub(crate) changed: usize,
    /// Shown as changed, elsewhere.
    pub(crate) elsewhere: usize,
    /// Shown as ambiguous.
    pub(crate) ambiguous: usize,
    /// Shown as gone.
    pub(crate) orphan: usize,
    /// The very words stand in one place, and were shown to be in another.
    pub(crate) wrong: usize,
}

impl AddAssign for Fates {
    fn add_assign(&mut self, other: Self) {
        self.sentences += other.sentences;
        self.right += other.right;
        self.changed += other.changed;
        self.elsewhere += other.elsewhere;
        self.ambiguous += other.ambiguous;
        self.orphan += other.orphan;
        self.wrong += other.wrong;
    }
}

/// Looks for every `step`th sentence of an article in another version of it; `see` is told of
/// those that are not where they should be.
pub(crate) fn fates(
    article: &Article,
    old: &Document,
    new: &Document,
    step: usize,
    mut see: impl FnMut(Span, &Outcome),
) -> Fates {
    let mut fates = Fates::default();
    let only = |text: &str, words: &str| {
        let mut places = text.match_indices(words).map(|(at, _)| Span::new(at, at + words.len()));
        places.next().filter(|_| places.next().is_none())
    };
    let sentences = article.passages();
    let text = new.annotated_text();
    let stands: Vec<Option<Span>> = sentences
        .iter()
        .map(|sentence| {
            let words = sentence.of(&article.text);
            only(&article.text, words).and_then(|_| only(text, words))
        })
        .collect();
    for (index, (sentence, place)) in sentences.iter().zip(&stands).enumerate().step_by(step) {
        let outcome = find(new, &select(old, *sentence));
        fates.sentences += 1;
        let before = stands.iter().take(index).rev().flatten().next().map_or(0, |it| it.end);
        let after = stands.iter().skip(index + 1).flatten().next();
        let after = after.map_or(text.len(), |it| it.start);
        let count = match (place, &outcome) {
            (Some(place), outcome) if outcome.span() == Some(*place) => &mut fates.right,
            (Some(_), Outcome::Same(_) | Outcome::Moved(_)) => &mut fates.wrong,
            (_, Outcome::Changed(span)) if before <= span.start && span.end <= after => {
                &mut fates.changed
            }
            (_, Outcome::Changed(_)) => &mut fates.elsewhere,
            (_, Outcome::Ambiguous(_)) => &mut fates.ambiguous,
            (_, Outcome::Orphan) => &mut fates.orphan,
            // Words that stand in several places, and were found in one of them by their context.
            (None, Outcome::Same(_) | Outcome::Moved(_)) => &mut fates.right,
        };
        *count += 1;
        if place.is_some_and(|place| outcome.span() != Some(place)) {
            see(*sentence, &outcome);
        }
    }
    fates
}
