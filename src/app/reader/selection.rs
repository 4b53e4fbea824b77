//! Selecting a passage: an anchor that stays and a head that moves.
//!
//! Both stand on a grapheme cluster and the selection holds both of them, as in vi.

use super::Reader;
use crate::app::motion::Motion;
use crate::layout::byte_at;
use crate::span::Span;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// An open selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Byte of the cluster where it was begun.
    pub anchor: usize,
    /// Byte of the cluster that moves.
    pub head: usize,
    /// What it holds whole ones of.
    pub unit: Unit,
    /// The units that hold the two, from the first to the last; clusters need no looking up.
    units: Option<Span>,
}

/// Ways of moving the head that only a selection has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the cluster before; in a paragraph from right to left to the next.
    Left,
    /// To the next cluster; in a paragraph from right to left to the one before.
    Right,
    /// To the start of the next word.
    NextWord,
    /// To the start of this word or the one before.
    WordBack,
    /// To the end of this word or the next.
    WordEnd,
}

/// What a selection grows by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// By characters as they are seen.
    #[default]
    Character,
    /// By words.
    Word,
    /// By sentences.
    Sentence,
    /// By rows of the screen.
    Line,
    /// By paragraphs.
    Paragraph,
}

/// Bytes around the head in which a word is looked for.
const REACH: usize = 4096;

impl Selection {
    /// Returns the selected stretch of `text`.
    #[must_use]
    pub fn span(&self, text: &str) -> Span {
        let (from, to) = (self.anchor.min(self.head), self.anchor.max(self.head));
        self.units.unwrap_or_else(|| Span::new(from, next_cluster(text, to)))
    }
}

impl Reader {
    /// Begins a selection by characters with the focused quote, else the focused sentence, else
    /// with the word at the cursor; by other units, with the one at the cursor. An open selection
    /// grows by that unit from now on, or ends if it did so already.
    pub fn toggle_selection(&mut self, unit: Unit) {
        if let Some(open) = self.selection {
            if open.unit == unit {
                self.selection = None;
            } else {
                self.select(open.anchor, open.head, unit);
            }
            return;
        }
        let text = self.document().annotated_text();
        if text.is_empty() {
            return;
        }
        let focused = self.focused.and_then(|quote| self.quote_span(quote)).or(self.sentence());
        let span = match focused.filter(|_| unit == Unit::Character) {
            Some(focused) => Span::new(self.cursor, floor(text, focused.end)),
            None if unit == Unit::Character => Span::new(self.cursor, word_end(text, self.cursor)),
            None => Span::new(self.cursor, self.cursor),
        };
        let head = last_cluster(text, span);
        self.select(span.start, head, unit);
    }

    fn select(&mut self, anchor: usize, head: usize, unit: Unit) {
        let units = (unit != Unit::Character)
            .then(|| self.unit_at(anchor, unit).hull(self.unit_at(head, unit)));
        self.selection = Some(Selection { anchor, head, unit, units });
    }

    /// Moves the end of an open selection to a place; does nothing without one.
    pub(super) fn extend_to(&mut self, head: usize) {
        if let Some(Selection { anchor, unit, .. }) = self.selection {
            self.select(anchor, head, unit);
        }
    }

    /// Selects from one place to another, whole units at both ends; the screen stays as it is.
    pub fn select_between(&mut self, from: usize, to: usize, unit: Unit) {
        let text = self.document().annotated_text();
        if text.is_empty() {
            return;
        }
        let inside = |at: usize| floor(text, at.min(previous_cluster(text, text.len())));
        let (from, to) = (inside(from), inside(to));
        (self.focused, self.sentence) = (None, None);
        self.cursor = to;
        self.select(from, to, unit);
    }

    /// The unit that holds a place.
    fn unit_at(&mut self, at: usize, unit: Unit) -> Span {
        let at = floor(self.document().annotated_text(), at);
        let document = self.briefing.document.clone();
        let text = document.annotated_text();
        let cluster = Span::new(at, next_cluster(text, at));
        match unit {
            Unit::Character => cluster,
            Unit::Word => word_at(text, at).unwrap_or(cluster),
            Unit::Sentence => self.sentence_at(at).unwrap_or(cluster),
            Unit::Line => {
                self.rows.row_at(&document, at).map_or(cluster, |row| row.span.trim(text))
            }
            Unit::Paragraph => {
                let block = document.block_at(at).and_then(|at| document.blocks.get(at));
                block.map_or(cluster, |block| block.span.trim(text))
            }
        }
    }

    /// Exchanges the selection's anchor and head.
    pub fn swap_selection(&mut self) {
        if let Some(selection) = &mut self.selection {
            std::mem::swap(&mut selection.anchor, &mut selection.head);
            self.reveal_head();
        }
    }

    /// Moves the selection's head so many times. Left is where the text came from in a paragraph
    /// that runs from left to right, and where it goes in one that runs from right to left.
    pub fn step_selection(&mut self, step: Step, times: usize) {
        let Some(Selection { head, .. }) = self.selection else { return };
        let row = self.rows.row_at(&self.briefing.document, head);
        let step = match (step, row.is_some_and(|row| row.from_right)) {
            (Step::Left, true) => Step::Right,
            (Step::Right, true) => Step::Left,
            (step, _) => step,
        };
        let text = self.document().annotated_text();
        let head = (0..times).fold(head, |head, _| match step {
            Step::Left => previous_cluster(text, head),
            Step::Right => next_cluster(text, head),
            Step::NextWord => next_word(text, head),
            Step::WordBack => word_back(text, head),
            Step::WordEnd => {
                let end = word_end(text, next_cluster(text, head));
                previous_cluster(text, end)
            }
        });
        self.set_head(head);
    }

    /// Moves the selection's head by a motion.
    pub(super) fn extend_by(&mut self, motion: Motion) {
        let Some(Selection { head, .. }) = self.selection else { return };
        let to = match motion {
            Motion::Lines(n) => self.rows_away(head, n),
            Motion::HalfPages(n) => self.rows_away(head, n.saturating_mul(self.rows_of(2))),
            Motion::Pages(n) => self.rows_away(head, n.saturating_mul(self.rows_of(1))),
            Motion::Paragraphs(n) => {
                (0..n.unsigned_abs()).fold(head, |head, _| self.paragraph_edge(head, n > 0))
            }
            Motion::Start => self.document().blocks.first().map_or(0, |block| block.span.start),
            Motion::End => self.document().annotated,
            Motion::Nth(number) => self.nth_paragraph(number).map_or(head, |span| span.start),
            Motion::Percent(percent) => self.so_far_in(percent),
        };
        self.set_head(to);
    }

    fn set_head(&mut self, head: usize) {
        let text = self.document().annotated_text();
        let head = if head >= text.len() { previous_cluster(text, text.len()) } else { head };
        self.extend_to(head);
        self.reveal_head();
    }

    fn reveal_head(&mut self) {
        if let Some(Selection { head, .. }) = self.selection {
            self.cursor = head;
            self.reveal(Span::new(head, head));
        }
    }

    /// The cluster in the same column, `by` rows away.
    fn rows_away(&mut self, head: usize, by: isize) -> usize {
        let document = self.briefing.document.clone();
        let (Some(from), Some(to)) =
            (self.rows.row_at(&document, head), self.text_row(head, by, by.signum()))
        else {
            return head;
        };
        let placed = self.placed(&from, false);
        let own = placed.iter().find(|placed| placed.at == head);
        let column = own.map_or(0, |placed| placed.column);
        byte_at(&to, &self.placed(&to, false), column)
    }

    /// The end of this paragraph or, from there, of the next; backwards its start.
    fn paragraph_edge(&self, head: usize, forward: bool) -> usize {
        let document = self.document();
        let text = document.annotated_text();
        let own = document.block_at(head).unwrap_or(0);
        if forward {
            let blocks = document.blocks.get(own..).unwrap_or_default();
            let mut ends = blocks.iter().map(|block| last_cluster(text, block.span));
            ends.find(|&end| end > head).unwrap_or(head)
        } else {
            let blocks = document.blocks.get(..=own).unwrap_or_default();
            let mut starts = blocks.iter().map(|block| block.span.start);
            starts.rfind(|&start| start < head).unwrap_or(head)
        }
    }
}

/// The character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn next_cluster(text: &str, at: usize) -> usize {
    let next = GraphemeCursor::new(at.min(text.len()), text.len(), true).next_boundary(text, 0);
    next.ok().flatten().unwrap_or(text.len())
}

pub(super) fn previous_cluster(text: &str, at: usize) -> usize {
    let previous = GraphemeCursor::new(at.min(text.len()), text.len(), true).prev_boundary(text, 0);
    previous.ok().flatten().unwrap_or(0)
}

/// The start of the last cluster of a stretch.
fn last_cluster(text: &str, span: Span) -> usize {
    if span.is_empty() { span.start } else { previous_cluster(text, span.end).max(span.start) }
}

fn next_word(text: &str, at: usize) -> usize {
    let next = ahead(text, at).skip(1).find(|(_, word)| is_word(word));
    next.map_or(at, |(offset, _)| at + offset)
}

/// The end of the word that holds `at`, or of the first one behind it.
fn word_end(text: &str, at: usize) -> usize {
    let word = ahead(text, at).find(|(_, word)| is_word(word));
    word.map_or(at, |(offset, word)| at + offset + word.len())
}

/// The word or the run of other characters that holds `at`.
fn word_at(text: &str, at: usize) -> Option<Span> {
    let near = floor(text, at.saturating_sub(REACH));
    let line = text.get(near..at)?.rfind('\n').map_or(0, |line| line + 1);
    let from = near + line;
    let to = floor(text, at.saturating_add(REACH));
    let mut pieces = text.get(from..to)?.split_word_bound_indices();
    let piece = pieces.find(|(offset, piece)| from + offset + piece.len() > at);
    piece.map(|(offset, piece)| Span::new(from + offset, from + offset + piece.len()))
}

fn word_back(text: &str, at: usize) -> usize {
    let from = floor(text, at.saturating_sub(REACH));
    let before = text.get(from..at).unwrap_or("");
    let word = before.split_word_bound_indices().rfind(|(_, word)| is_word(word));
    word.map_or(at, |(offset, _)| from + offset)
}

fn ahead(text: &str, at: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut to = at.saturating_add(REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    text.get(at..to).unwrap_or("").split_word_bound_indices()
}

fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}
