//! Finding a passage again by the words it quotes.
//!
//! A [`Selector`] is made from a document and a span and, later, found in the same or a changed
//! document. Nothing here knows of flags or of files.
//!
//! Taking the best candidate alone is how notes get attached to the wrong words. So a place is
//! taken only if its words and its context agree well enough and no other place comes near;
//! otherwise the passage is ambiguous, or an orphan.

mod align;
mod concordance;
mod context;
mod difference;
mod fold;
mod fuzzy;
mod select;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub use difference::{Fate, Piece, difference};
pub use fold::{differ_in_marks_alone, places};
pub use select::select;

use crate::document::Document;
use crate::span::{CodePoints, Span};
use concordance::Concordance;
use context::{agreement, occurrences, standing, stands};
use fuzzy::{ENCLOSED, Place};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use words::letters;

/// What is kept of a passage so that it can be found again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Selector {
    /// The passage's words.
    pub exact: String,
    /// The words before it: 32 code points or more, until the place is unique.
    pub prefix: String,
    /// The words behind it, likewise.
    pub suffix: String,
    /// Where it began, in code points of the annotated text.
    pub start: usize,
    /// Where it ended, in code points of the annotated text.
    pub end: usize,
    /// The block in which it began, counted from 0.
    pub paragraph: usize,
    /// SHA-256 of the annotated text, in hexadecimal.
    pub sha256: String,
    /// Version of the loader that made the text.
    pub loader: u32,
    /// Other places where the same words stood, whatever their marks, spaces and capitals;
    /// `None` if that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<usize>,
}

/// What became of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stands where it stood.
    Same(Span),
    /// The same words stand elsewhere.
    Moved(Span),
    /// Other words stand in its place.
    Changed(Span),
    /// It may be any of several places.
    Ambiguous(Vec<Span>),
    /// It is gone.
    Orphan,
}

impl Outcome {
    /// Returns the place, if there is just one.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Same(span) | Self::Moved(span) | Self::Changed(span) => Some(*span),
            Self::Ambiguous(_) | Self::Orphan => None,
        }
    }

    /// Returns the outcome's name in exports.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Same(_) => "same",
            Self::Moved(_) => "moved",
            Self::Changed(_) => "changed",
            Self::Ambiguous(_) => "ambiguous",
            Self::Orphan => "orphan",
        }
    }
}

/// Version of the loader that makes the texts: a newer one may make another text of a file.
const LOADER: u32 = 1;
/// Letters of a passage from which it needs no context if its words stand in one place only and
/// its old context nowhere (fewer if they stood in one place only before), and below which it is
/// nothing without.
const LONG: usize = 32;
const LONG_AND_UNIQUE: usize = 20;
const SHORT: usize = 12;
/// Least likeness of words and of context, and lead over the next best. Where the old context
/// encloses a place, fewer words need to be left.
const LIKENESS: f64 = 0.60;
const LIKENESS_ENCLOSED: f64 = 0.30;
const AGREEMENT: f64 = 0.50;
const TOGETHER: f64 = 1.30;
const LEAD: f64 = 0.15;
const LEAD_IN_OTHER_WORDS: f64 = 0.10;
/// Agreement from which the place is the old one, whatever stands there.
const IN_PLACE: f64 = 0.80;
/// Places looked at, at the most; a passage that stands more often is known by context only.
const PLACES: usize = 500;

/// Returns the SHA-256 of a text in hexadecimal.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        for half in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(half.into(), 16));
        }
    }
    digits
}

/// Finds a passage in a document. O(n), with a bounded amount of comparing.
#[must_use]
pub fn find(document: &Document, selector: &Selector) -> Outcome {
    Finder::new(document).find(selector)
}

/// Finds passages in one document; what all of them need is made once.
#[derive(Debug)]
pub struct Finder<'d> {
    text: &'d str,
    points: CodePoints<'d>,
    sha256: OnceCell<String>,
    words: OnceCell<Concordance>,
}

/// What is to be said of places where the very words stand.
enum Verdict {
    /// It is this one, whose context agrees so far.
    Clear(Span, f64),
    Unclear(Vec<Span>),
}

impl<'d> Finder<'d> {
    /// Prepares a document, in O(n).
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        Self::over(document.annotated_text())
    }

    fn over(text: &'d str) -> Self {
        let points = CodePoints::new(text);
        Self { text, points, sha256: OnceCell::new(), words: OnceCell::new() }
    }

    /// Finds a passage. O(n), with a bounded amount of comparing.
    #[must_use]
    pub fn find(&self, selector: &Selector) -> Outcome {
        let exact = selector.exact.as_str();
        let place = self.points.to_span([selector.start, selector.end]);
        let stands = place.of(self.text) == exact && self.in_context(place, selector);
        if exact.is_empty() {
            let same = stands && self.is_same_text(selector);
            return if same { Outcome::Same(place) } else { Outcome::Orphan };
        }
        if !selector.prefix.is_empty() || !selector.suffix.is_empty() || stands {
            let all = [selector.prefix.as_str(), exact, selector.suffix.as_str()].concat();
            let whole = occurrences(self.text, &all, PLACES).unwrap_or_default();
            let inner = |span: &Span| {
                let start = span.start + selector.prefix.len();
                Span::new(start, start + exact.len())
            };
            match whole.as_slice() {
                _ if stands && (whole.len() == 1 || self.is_same_text(selector)) => {
                    return Outcome::Same(place);
                }
                [] => {}
                [one] if words::letters(&all) > letters(exact) => {
                    return Outcome::Moved(inner(one));
                }
                [_] => {}
                several => return Outcome::Ambiguous(several.iter().map(inner).collect()),
            }
        }
        self.weigh(selector)
    }

    /// Returns where to look for a passage that is gone, as a byte of the text: where its context
    /// still stands, else where it stood. O(n).
    #[must_use]
    pub fn near(&self, selector: &Selector) -> usize {
        let stood = self.points.to_byte(selector.start);
        let nearest = |kept: &str, edge: fn(Span) -> usize| {
            let all = occurrences(self.text, kept.trim(), PLACES).unwrap_or_default();
            all.into_iter().map(edge).min_by_key(|edge| edge.abs_diff(stood))
        };
        let before = nearest(&selector.prefix, |span| span.end);
        before.or_else(|| nearest(&selector.suffix, |span| span.start)).unwrap_or(stood)
    }

    /// Decides where the passage does not stand in its whole context.
    fn weigh(&self, selector: &Selector) -> Outcome {
        let length = letters(&selector.exact);
        let standing = standing(self.text, self.words(), &selector.exact, PLACES);
        let standing = standing.unwrap_or_default();
        // So many stood elsewhere before: either the passage is gone or one of those is.
        let are_copies =
            selector.copies.is_some_and(|copies| (1..=copies).contains(&standing.len()));
        let enough = if are_copies { IN_PLACE } else { AGREEMENT };
        let (unclear, is_clear) = match self.judge(&standing, selector, length, enough) {
            Verdict::Clear(span, context) if context >= IN_PLACE => {
                return self.outcome(span, selector);
            }
            Verdict::Clear(span, _) => (vec![span], true),
            Verdict::Unclear(spans) => (spans, false),
        };
        let mut others = fuzzy::places(self.text, self.words(), selector);
        if unclear.is_empty() {
            return in_other_words(&others, length);
        }
        if are_copies {
            others.retain(|place| !standing.iter().any(|span| span.overlaps(place.span)));
            return self.beside_copies(&standing, in_other_words(&others, length), selector);
        }
        let in_place = |place: &&Place| {
            place.likeness >= LIKENESS
                && place.context.is_some_and(|context| context >= IN_PLACE)
                && !unclear.iter().any(|span| span.overlaps(place.span))
        };
        let mut all = unclear.clone();
        all.extend(others.iter().filter(in_place).map(|place| place.span));
        all.sort_unstable();
        let was_unique = selector.copies == Some(0);
        let is_enough = length >= LONG || (was_unique && length >= LONG_AND_UNIQUE);
        let is_known = was_unique && length >= LONG;
        match all.as_slice() {
            [one] if is_clear || is_known || (is_enough && !self.left_context(selector)) => {
                self.outcome(*one, selector)
            }
            _ => Outcome::Ambiguous(all),
        }
    }

    /// Decides where nothing stands but copies of the passage and what resembles it: it must lead
    /// over them, and is nowhere only if none of them might be it.
    fn beside_copies(&self, copies: &[Span], found: Outcome, selector: &Selector) -> Outcome {
        let context = |span: &Span| agreement(self.text, *span, selector).unwrap_or(0.0);
        let best = copies.iter().map(context).fold(0.0, f64::max);
        let is_clear = match &found {
            Outcome::Orphan => best < AGREEMENT,
            Outcome::Ambiguous(_) => true,
            other => other.span().is_some_and(|span| context(&span) >= best + LEAD),
        };
        if is_clear {
            return found;
        }
        let mut all: Vec<Span> = copies.iter().copied().chain(found.span()).collect();
        all.sort_unstable();
        Outcome::Ambiguous(all)
    }

    /// Tells whether the old context still stands, to be asked where the passage stands without
    /// it: then the passage was taken out of it, and what stands elsewhere may be another.
    fn left_context(&self, selector: &Selector) -> bool {
        stands(self.words(), &selector.prefix) || stands(self.words(), &selector.suffix)
    }

    /// Judges places where the very words stand by their context, of which `enough` must agree.
    fn judge(&self, standing: &[Span], selector: &Selector, length: usize, enough: f64) -> Verdict {
        let mut places: Vec<(f64, Span)> = standing
            .iter()
            .map(|&span| (agreement(self.text, span, selector).unwrap_or(0.0), span))
            .collect();
        places.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let next = places.get(1).map_or(0.0, |&(context, _)| context);
        if let Some(&(context, span)) = places.first()
            && context >= enough
            && (places.len() == 1 || context - next >= LEAD)
        {
            return Verdict::Clear(span, context);
        }
        places.retain(|&(context, _)| length >= SHORT || context >= AGREEMENT);
        places.sort_by_key(|&(_, span)| span);
        Verdict::Unclear(places.into_iter().map(|(_, span)| span).collect())
    }

    /// Names what became of a passage that stands at `span`, at least in the same words.
    fn outcome(&self, span: Span, selector: &Selector) -> Outcome {
        let found = span.of(self.text);
        if !found.split_whitespace().eq(selector.exact.split_whitespace()) {
            return Outcome::Changed(span);
        }
        let stands = self.points.of_span(span) == [selector.start, selector.end];
        if stands && found == selector.exact && self.agrees(span, selector) {
            return Outcome::Same(span);
        }
        Outcome::Moved(span)
    }

    fn agrees(&self, place: Span, selector: &Selector) -> bool {
        agreement(self.text, place, selector).is_some_and(|value| value >= AGREEMENT)
    }

    fn in_context(&self, place: Span, selector: &Selector) -> bool {
        self.text.get(..place.start).is_some_and(|before| before.ends_with(&selector.prefix))
            && self.text.get(place.end..).is_some_and(|after| after.starts_with(&selector.suffix))
    }

    fn is_same_text(&self, selector: &Selector) -> bool {
        self.sha256() == selector.sha256
    }

    fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| fingerprint(self.text))
    }

    fn words(&self) -> &Concordance {
        self.words.get_or_init(|| Concordance::of(self.text))
    }
}

/// Decides where the very words stand nowhere.
fn in_other_words(places: &[Place], length: usize) -> Outcome {
    let good = |place: &&Place| match place.context {
        Some(context) if length < SHORT => place.likeness >= LIKENESS && context >= IN_PLACE,
        Some(context) if context >= ENCLOSED => place.likeness >= LIKENESS_ENCLOSED,
        Some(context) => {
            place.likeness >= LIKENESS
                && context >= AGREEMENT
                && place.likeness + context >= TOGETHER
        }
        None => place.likeness >= IN_PLACE && length >= SHORT,
    };
    let Some(best) = places.iter().find(good) else { return Outcome::Orphan };
    let rivals = |place: &&Place| {
        place.span != best.span
            && place.likeness >= LIKENESS
            && place.score() > best.score() - LEAD_IN_OTHER_WORDS
    };
    let mut all: Vec<Span> = places.iter().filter(rivals).map(|place| place.span).collect();
    if all.is_empty() {
        return Outcome::Changed(best.span);
    }
    all.push(best.span);
    all.sort_unstable();
    Outcome::Ambiguous(all)
}
