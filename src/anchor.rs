//! Finding a passage again by the words it quotes.
//!
//! A [`Selector`] is made from a document and a span and, later, found in the same or a changed
//! document. Nothing here knows of flags or of files.
//!
//! Taking the best candidate alone is how notes get attached to the wrong words. So a place is
//! taken only if its words and its context agree well enough and no other place comes near;
//! otherwise the passage is ambiguous, or an orphan.

mod align;
mod context;
mod fold;
mod fuzzy;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub use fold::places;

use crate::document::Document;
use crate::span::{CodePoints, Span};
use context::{agreement, ceil, floor, occurrences, stands, wordings};
use fuzzy::{ENCLOSED, Place};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use words::{Word, letters, words};

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
/// Context on each side, in code points: at least, and where widening ends.
const CONTEXT: (usize, usize) = (32, 1024);

/// Letters of a passage from which it needs no context if its words stand in one place only and
/// its old context nowhere, and below which it is nothing without.
const LONG: usize = 32;
const SHORT: usize = 12;
/// Least likeness of words and of context, and lead over the next best. Where the old context
/// encloses a place, fewer words need to be left.
const LIKENESS: f64 = 0.60;
const LIKENESS_ENCLOSED: f64 = 0.40;
const AGREEMENT: f64 = 0.50;
const LEAD: f64 = 0.15;
const LEAD_IN_OTHER_WORDS: f64 = 0.10;
/// Agreement from which the place is the old one, whatever stands there.
const IN_PLACE: f64 = 0.80;
/// Places looked at, at the most; a passage that stands more often is known by context only.
const PLACES: usize = 500;

/// Returns the SHA-256 of a text in hexadecimal.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes the selector of a passage of the annotated text; what of `span` lies outside of that
/// is left out. O(n).
#[must_use]
pub fn select(document: &Document, span: Span) -> Selector {
    let text = document.annotated_text();
    let start = floor(text, span.start);
    let span = Span::new(start, ceil(text, span.end).max(start));
    let (before, after) = (text.get(..span.start), text.get(span.end..));
    let (before, after) = (before.unwrap_or(""), after.unwrap_or(""));
    let exact = span.of(text);
    let (mut width, most) = CONTEXT;
    let (prefix, suffix) = loop {
        let (prefix, suffix) = (last(before, width), first(after, width));
        let all = [prefix, exact, suffix].concat();
        let whole = prefix.len() == before.len() && suffix.len() == after.len();
        if whole || width >= most || occurrences(text, &all, 1).is_some() {
            break (prefix, suffix);
        }
        width *= 2;
    };
    let [start, end] = CodePoints::new(text).of_span(span);
    Selector {
        exact: exact.to_owned(),
        prefix: prefix.to_owned(),
        suffix: suffix.to_owned(),
        start,
        end,
        paragraph: document.block_at(span.start).unwrap_or(0),
        sha256: fingerprint(text),
        loader: LOADER,
    }
}

/// Returns the first `width` characters and what is left of the word they end in.
fn first(text: &str, width: usize) -> &str {
    let at = text.char_indices().nth(width).map_or(text.len(), |(at, _)| at);
    let rest = text.get(at..).unwrap_or("").char_indices().take(16);
    let more = rest.take_while(|&(_, c)| words::is_part(c)).map(|(_, c)| c.len_utf8());
    text.get(..at + more.sum::<usize>()).unwrap_or("")
}

/// Returns the last `width` characters and what is left of the word they begin in.
fn last(text: &str, width: usize) -> &str {
    let at = width.checked_sub(1).and_then(|back| text.char_indices().nth_back(back));
    let at = at.map_or(0, |(at, _)| at);
    let rest = text.get(..at).unwrap_or("").chars().rev().take(16);
    let more = rest.take_while(|&c| words::is_part(c)).map(char::len_utf8);
    text.get(at - more.sum::<usize>()..).unwrap_or("")
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
    words: OnceCell<Vec<Word>>,
}

/// What is to be said of places where the very words stand.
enum Verdict {
    Clear(Span),
    Unclear(Vec<Span>),
}

impl<'d> Finder<'d> {
    /// Prepares a document, in O(n).
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        let text = document.annotated_text();
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

    /// Decides where the passage does not stand in its whole context.
    fn weigh(&self, selector: &Selector) -> Outcome {
        let length = letters(&selector.exact);
        let mut standing = occurrences(self.text, &selector.exact, PLACES).unwrap_or_default();
        if standing.is_empty() {
            standing = self.same_words(selector);
        }
        let unclear = match self.judge(standing, selector, length) {
            Verdict::Clear(span) => return self.outcome(span, selector),
            Verdict::Unclear(spans) => spans,
        };
        let others = fuzzy::places(self.text, self.words(), selector);
        if unclear.is_empty() {
            return in_other_words(&others, length);
        }
        let in_place = |place: &&Place| {
            place.likeness >= LIKENESS
                && place.context.is_some_and(|context| context >= IN_PLACE)
                && !unclear.iter().any(|span| span.overlaps(place.span))
        };
        let mut all = unclear.clone();
        all.extend(others.iter().filter(in_place).map(|place| place.span));
        all.sort_unstable();
        match all.as_slice() {
            [one] if length >= LONG && !self.left_context(selector) => self.outcome(*one, selector),
            _ => Outcome::Ambiguous(all),
        }
    }

    /// Tells whether the old context still stands, to be asked where the passage stands without
    /// it: then the passage was taken out of it, and what stands elsewhere may be another.
    fn left_context(&self, selector: &Selector) -> bool {
        stands(self.words(), &selector.prefix) || stands(self.words(), &selector.suffix)
    }

    /// Judges places where the very words stand by their context.
    fn judge(&self, standing: Vec<Span>, selector: &Selector, length: usize) -> Verdict {
        let mut places: Vec<(f64, Span)> = standing
            .into_iter()
            .map(|span| (agreement(self.text, span, selector).unwrap_or(0.0), span))
            .collect();
        places.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let next = places.get(1).map_or(0.0, |&(context, _)| context);
        if let Some(&(context, span)) = places.first()
            && context >= AGREEMENT
            && (places.len() == 1 || context - next >= LEAD)
        {
            return Verdict::Clear(span);
        }
        places.retain(|&(context, _)| length >= SHORT || context >= AGREEMENT);
        places.sort_by_key(|&(_, span)| span);
        Verdict::Unclear(places.into_iter().map(|(_, span)| span).collect())
    }

    /// Returns the places where the passage stands but for marks, spaces and capitals.
    fn same_words(&self, selector: &Selector) -> Vec<Span> {
        let exact = words(&selector.exact);
        let starts = wordings(self.words(), &exact, PLACES).unwrap_or_default();
        let place = |start: usize| {
            let first = self.words().get(start)?.span();
            let last = self.words().get(start + exact.len() - 1)?.span();
            Some(fuzzy::with_marks(self.text, first.hull(last), &selector.exact))
        };
        starts.into_iter().filter_map(place).collect()
    }

    /// Names what became of a passage that stands at `span`, at least in the same words.
    fn outcome(&self, span: Span, selector: &Selector) -> Outcome {
        let found = span.of(self.text);
        if !found.split_whitespace().eq(selector.exact.split_whitespace()) {
            return Outcome::Changed(span);
        }
        let stands = self.points.of_span(span) == [selector.start, selector.end];
        let agrees = agreement(self.text, span, selector).is_some_and(|value| value >= AGREEMENT);
        if stands && agrees && found == selector.exact {
            return Outcome::Same(span);
        }
        Outcome::Moved(span)
    }

    fn in_context(&self, place: Span, selector: &Selector) -> bool {
        self.text.get(..place.start).is_some_and(|before| before.ends_with(&selector.prefix))
            && self.text.get(place.end..).is_some_and(|after| after.starts_with(&selector.suffix))
    }

    fn is_same_text(&self, selector: &Selector) -> bool {
        *self.sha256.get_or_init(|| fingerprint(self.text)) == selector.sha256
    }

    fn words(&self) -> &[Word] {
        self.words.get_or_init(|| words(self.text))
    }
}

/// Decides where the very words stand nowhere.
fn in_other_words(places: &[Place], length: usize) -> Outcome {
    let good = |place: &&Place| match place.context {
        Some(context) if length < SHORT => place.likeness >= LIKENESS && context >= IN_PLACE,
        Some(context) if context >= ENCLOSED => place.likeness >= LIKENESS_ENCLOSED,
        Some(context) => place.likeness >= LIKENESS && context >= AGREEMENT,
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
