//! The open article: what of it is on the screen, and where in it the reader is.
//!
//! Two positions, both bytes of the text. `place` is where the screen was scrolled to; what is
//! shown can begin elsewhere (`top`) when a resize leaves no room below, so that going back to
//! the old size goes back to the old passage. `cursor` is where the reader is: the start of the
//! focused quote, of a match, of a sentence or of a paragraph; its paragraph is marked in the
//! margin and is what `m` flags when no quote or sentence is focused and nothing selected.
//!
//! Scrolling moves the screen and takes the cursor along only where it would leave the screen,
//! or where the screen can scroll no further. A focused quote that leaves the screen loses the
//! focus.

mod find;
mod notes;
mod scroll;
mod selection;
mod sentence;

pub use find::Found;
pub use notes::Note;
pub use selection::{Selection, Step, Unit};

use super::contents::Entry;
use super::flagged::Flagged;
use super::history::Place;
use super::marks::SpanIndex;
use super::reading::Progress;
use super::speakers::Voices;
use crate::anchor::Outcome;
use crate::annotation::{Annotations, Quote, SpeakerId};
use crate::briefing::Briefing;
use crate::correction::Correction;
use crate::document::Document;
use crate::flag::LazyKeys;
use crate::layout::{Placed, Row, RowCache, Top, place};
use crate::search::{WatchWords, Watched};
use crate::span::Span;
use crate::warning::{Warning, WarningKind};
use notes::Notes;
use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;
use uuid::Uuid;

/// An open article.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The entry it was opened by.
    pub entry: Entry,
    /// What the store knows the article by.
    pub keys: LazyKeys,
    /// The article.
    pub briefing: Briefing,
    /// The generation of its opening.
    pub generation: u64,
    /// It is the head of a longer article that is not there yet.
    pub is_head: bool,
    /// Annotations have arrived and are corrected.
    pub annotated: bool,
    /// Who is quoted.
    pub voices: Voices,
    /// The content of every quote, with the quote's index.
    pub quotes: SpanIndex<usize>,
    /// The rows on the screen.
    pub visible: Vec<Row>,
    /// Byte at which the first visible row begins.
    pub top: usize,
    /// Byte at which the reader is.
    pub cursor: usize,
    /// The focused quote.
    pub focused: Option<usize>,
    /// The sentence gone to last; see [`Reader::sentence`].
    sentence: Option<Span>,
    /// What was searched for.
    pub found: Found,
    /// Where watch words stand on the screen, ascending.
    pub watched: Vec<Watched>,
    /// The open selection.
    pub selection: Option<Selection>,
    /// The article's flags, deleted ones with their tombstone among them.
    pub flags: Flagged,
    /// What the annotator found, before corrections, once it has come.
    found_annotations: Option<Arc<Annotations>>,
    /// The article's corrections in the order in which they apply, those taken back among them.
    pub corrections: Vec<Correction>,
    /// What became of each of those that are applied, by its id.
    outcomes: BTreeMap<Uuid, Outcome>,
    /// The speaker whose quotes alone are shown; the rest is dimmed.
    pub only: Option<SpeakerId>,
    /// How far the article has been read, over all its openings.
    pub progress: Progress,
    /// Words of the text, for the time that reading takes.
    words: usize,
    /// A quote to be focused when the annotations arrive.
    refocus: Option<Refocus>,
    /// The annotations before the file changed, by which speakers are known again.
    pub(super) before: Option<Arc<Annotations>>,
    place: Top,
    /// Rows of notes on the row of `top` that are above the screen.
    skipped: usize,
    notes: Notes,
    rows: RowCache,
    width: u16,
    height: u16,
}

impl Reader {
    /// Starts at the top of an article, in so many columns and rows.
    #[must_use]
    pub fn new(
        entry: Entry,
        document: Arc<Document>,
        generation: u64,
        (width, height): (u16, u16),
    ) -> Self {
        let start = document.blocks.first().map_or(0, |block| block.span.start);
        let words = words(document.annotated_text());
        let rows = RowCache::new(&document, 1);
        let mut reader = Self {
            words,
            progress: Progress::default(),
            entry,
            keys: LazyKeys::of(document.clone()),
            briefing: Briefing { document, ..Briefing::default() },
            generation,
            is_head: false,
            annotated: false,
            voices: Voices::default(),
            quotes: SpanIndex::default(),
            visible: Vec::new(),
            top: start,
            cursor: start,
            focused: None,
            sentence: None,
            found: Found::default(),
            watched: Vec::new(),
            selection: None,
            flags: Flagged::default(),
            found_annotations: None,
            corrections: Vec::new(),
            outcomes: BTreeMap::new(),
            only: None,
            refocus: None,
            before: None,
            place: start.into(),
            skipped: 0,
            notes: Notes::default(),
            rows,
            width: 0,
            height: 0,
        };
        reader.fit(width, height);
        reader
    }

    /// Takes in what the annotator found; it is shown once it is corrected.
    pub fn take_found(&mut self, found: Arc<Annotations>) {
        self.found_annotations = Some(found);
    }

    /// Returns what the annotator found, before corrections, once it has come.
    #[must_use]
    pub fn found(&self) -> Option<&Arc<Annotations>> {
        self.found_annotations.as_ref()
    }

    /// Takes the annotations in as corrected, with what became of each correction; nothing on the
    /// screen moves.
    pub fn annotate(&mut self, annotations: Arc<Annotations>, outcomes: BTreeMap<Uuid, Outcome>) {
        self.outcomes = outcomes;
        self.voices = Voices::of(&annotations);
        self.quotes = SpanIndex::new(
            annotations
                .quotes
                .iter()
                .enumerate()
                .flat_map(|(index, quote)| quote.content.iter().map(move |span| (*span, index)))
                .collect(),
        );
        self.briefing.annotations = annotations;
        if mem::replace(&mut self.annotated, true) {
            return;
        }
        self.focused = match self.refocus.take() {
            Some(Refocus::Quote(index)) => Some(index).filter(|&index| self.quote(index).is_some()),
            Some(Refocus::Words(span)) => self.quote_in(span),
            None => None,
        };
    }

    /// Succeeds the reader of the same article before its file changed: the quote in `focused`
    /// and whoever was shown alone are so again when the annotations arrive.
    pub(super) fn succeed(&mut self, old: &Self, focused: Option<Span>) {
        self.refocus = focused.map(Refocus::Words);
        self.only = old.only;
        self.before = Some(old.briefing.annotations.clone());
    }

    /// The quote that has the most words of a stretch.
    fn quote_in(&self, stretch: Span) -> Option<usize> {
        let shared = |span: Span| span.end.min(stretch.end) - span.start.max(stretch.start);
        let touching = self.quotes.touching(stretch);
        touching.max_by_key(|(span, _)| shared(*span)).map(|(_, index)| index)
    }

    /// Takes one correction in, a new one or another state of one; it is not applied by that.
    pub fn corrected(&mut self, correction: Correction) {
        match self.corrections.iter_mut().find(|known| known.id == correction.id) {
            Some(known) => *known = correction,
            None => self.corrections.push(correction),
        }
        self.corrections.sort_by_key(|correction| correction.id);
    }

    /// Returns what a correction that is in force speaks of.
    #[must_use]
    pub fn place_of_correction(&self, id: Uuid) -> Option<Span> {
        self.outcomes.get(&id)?.span().filter(|span| !span.is_empty())
    }

    /// Returns what became of a correction, once it is applied.
    #[must_use]
    pub fn outcome_of(&self, correction: &Correction) -> Option<&Outcome> {
        self.outcomes.get(&correction.id)
    }

    /// Fits the text to a viewport; keeps the passage in view.
    pub fn fit(&mut self, width: u16, height: u16) {
        if (width, height) == (self.width, self.height) {
            return;
        }
        let kept = self.kept_on_screen();
        if width != self.width {
            self.rows = mem::take(&mut self.rows).at_width(width.max(1));
        }
        (self.width, self.height) = (width, height);
        self.show_again(kept);
    }

    /// Parts long words at the ends of lines, or does no longer; the passage stays in view. Those of
    /// an article that is known to be in another language than English stay whole.
    pub fn part_words(&mut self, hyphenate: bool) {
        let is_foreign = |warning: &Warning| warning.kind == WarningKind::Language;
        let warnings = &self.briefing.annotations.warnings;
        let hyphenate = hyphenate && !warnings.iter().any(is_foreign);
        if hyphenate != self.rows.is_hyphenated() {
            let kept = self.kept_on_screen();
            self.rows = mem::take(&mut self.rows).hyphenated(hyphenate);
            self.show_again(kept);
        }
    }

    /// Shows the screen as it is after a change of its rows; `kept` stays on it.
    fn show_again(&mut self, kept: Option<Span>) {
        let place = self.place;
        self.show(place);
        if let Some(kept) = kept {
            self.reveal(kept);
            self.place = place;
        }
    }

    /// Returns where the clusters of a visible row stand, from left to right; `justify` spreads the
    /// row if it may be spread. O(row).
    #[must_use]
    pub fn placed(&self, row: &Row, justify: bool) -> Vec<Placed<'_>> {
        place(self.document(), row, self.rows.shape(row), self.width, justify)
    }

    /// Looks for watch words in the paragraphs on the screen, of a giant one in what is near it.
    pub(super) fn watch(&mut self, words: &WatchWords) {
        self.watched.clear();
        let (Some(first), Some(last)) = (self.visible.first(), self.visible.last()) else { return };
        if words.is_empty() {
            return;
        }
        let text = self.briefing.document.annotated_text();
        let from = selection::floor(text, first.span.start.saturating_sub(WATCHED));
        let to = selection::floor(text, last.span.end.saturating_add(WATCHED));
        let near = Span::new(from, to);
        let blocks = self.briefing.document.blocks.get(first.block..=last.block);
        for block in blocks.unwrap_or_default() {
            let (start, end) = (block.span.start.max(near.start), block.span.end.min(near.end));
            if start < end {
                self.watched.extend(words.find(text, Span::new(start, end), usize::MAX));
            }
        }
    }

    /// Returns so many bytes of the text around the cursor; all of a shorter text.
    #[must_use]
    pub fn around(&self, bytes: usize) -> Span {
        let text = self.document().annotated_text();
        let floor = |at: usize| selection::floor(text, at.min(text.len()));
        let to = floor(self.cursor.saturating_add(bytes / 2).max(bytes));
        Span::new(floor(to.saturating_sub(bytes)), to)
    }

    /// Returns the article.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.briefing.document
    }

    /// Returns the article's headline, or what its entry is called if it has none.
    #[must_use]
    pub fn headline(&self) -> &str {
        match self.document().headline() {
            "" => &self.entry.headline,
            headline => headline,
        }
    }

    /// Returns a quote.
    #[must_use]
    pub fn quote(&self, index: usize) -> Option<&Quote> {
        self.briefing.annotations.quotes.get(index)
    }

    /// Returns the stretch from the first to the last word of a quote.
    #[must_use]
    pub fn quote_span(&self, index: usize) -> Option<Span> {
        self.quote(index)?.hull()
    }

    /// Returns where the reader is, for the history.
    #[must_use]
    pub fn here(&self) -> Place {
        Place {
            entry: self.entry.clone(),
            top: self.place.at,
            cursor: self.cursor,
            focused: self.focused,
        }
    }

    /// Returns the span of the cursor's paragraph.
    #[must_use]
    pub fn paragraph(&self) -> Option<Span> {
        let document = self.document();
        Some(document.blocks.get(document.block_at(self.cursor)?)?.span)
    }

    /// Returns the voice whose speaker is named at a place, by place among the voices. O(n) in the
    /// mentions.
    #[must_use]
    pub fn speaker_named_at(&self, at: usize) -> Option<usize> {
        let speakers = &self.briefing.annotations.speakers;
        self.voices.list().iter().position(|voice| {
            let speaker = speakers.get(voice.speaker.0);
            speaker.is_some_and(|speaker| speaker.mentions.iter().any(|span| span.holds(at)))
        })
    }

    /// Returns what a flag would be set on, without white space at its ends.
    #[must_use]
    pub fn target(&self) -> Option<Span> {
        let text = self.document().annotated_text();
        let span = match (&self.selection, self.focused) {
            (Some(selection), _) => selection.span(text),
            (None, Some(quote)) => self.quote_span(quote)?,
            (None, None) => self.sentence().or_else(|| self.paragraph())?,
        };
        Some(span.trim(text)).filter(|span| !span.is_empty())
    }

    /// Returns how far the reading has come, in percent of the text.
    #[must_use]
    pub fn percent(&self) -> usize {
        let Some(last) = self.visible.iter().rfind(|row| row.is_text()) else {
            return 0;
        };
        last.span.end.saturating_mul(100).checked_div(self.document().annotated).unwrap_or(100)
    }

    /// Returns how many words of the text are below the screen, about.
    #[must_use]
    pub fn words_left(&self) -> usize {
        let read = self.visible.iter().rfind(|row| row.is_text());
        let length = self.document().annotated;
        let left = length.saturating_sub(read.map_or(0, |row| row.span.end));
        self.words.saturating_mul(left).checked_div(length).unwrap_or(0)
    }

    /// Returns the focused quote, else the first one in the cursor's paragraph.
    #[must_use]
    pub fn quote_here(&self) -> Option<usize> {
        let nearest = || self.quotes.touching(self.paragraph()?).map(|(_, quote)| quote).next();
        self.focused.or_else(nearest)
    }

    /// Returns the next quote (the one before if `back`) as seen from the focused quote, else from
    /// the cursor, `times` times over or as far as there are any: among `own`, ascending indexes, or
    /// among all of them. O(log n).
    #[must_use]
    pub fn quote_from_here(
        &self,
        own: Option<&[usize]>,
        back: bool,
        times: usize,
    ) -> Option<usize> {
        let quotes = &self.briefing.annotations.quotes;
        // Those before it are behind.
        let first_ahead = match self.focused {
            Some(focused) if back => focused,
            Some(focused) => focused + 1,
            None => {
                let here = self.cursor.max(self.top);
                let start = |quote: &Quote| quote.hull().map_or(0, |span| span.start);
                quotes.partition_point(|quote| start(quote) < here)
            }
        };
        let (behind, count) = match own {
            Some(own) => (own.partition_point(|quote| *quote < first_ahead), own.len()),
            None => (first_ahead.min(quotes.len()), quotes.len()),
        };
        let further = times.checked_sub(1)?;
        let place = if back {
            behind.checked_sub(1)?.saturating_sub(further)
        } else {
            (behind < count).then(|| behind.saturating_add(further).min(count - 1))?
        };
        own.map_or(Some(place), |own| own.get(place).copied())
    }

    /// What a change of the rows must not push off the screen.
    fn kept_on_screen(&self) -> Option<Span> {
        let kept = match (&self.selection, self.focused) {
            (Some(selection), _) => Some(Span::new(selection.head, selection.head)),
            (None, Some(quote)) => self.quote_span(quote),
            (None, None) => self.found.current(),
        };
        kept.filter(|span| self.visible.iter().any(|row| row.span.holds(span.start)))
    }
}

/// How a quote is known before there are quotes.
#[derive(Clone, Copy, Debug)]
enum Refocus {
    /// By its index, in the same text.
    Quote(usize),
    /// By its words, in a text that has changed.
    Words(Span),
}

/// Bytes around the screen in which watch words are looked for.
const WATCHED: usize = 2048;

/// Bytes in which the words of a text are counted; the rest is taken to be alike.
const COUNTED: usize = 64 << 10;

/// Counts words, about; of writing without blanks, two characters are one.
fn words(text: &str) -> usize {
    let start = text.get(..selection::floor(text, COUNTED)).unwrap_or(text);
    let ideographs = start.chars().filter(|c| ('\u{2e80}'..'\u{d7b0}').contains(c)).count();
    let words = start.split_ascii_whitespace().count() + ideographs / 2;
    words.saturating_mul(text.len()).checked_div(start.len()).unwrap_or(0)
}
