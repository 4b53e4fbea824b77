//! The flags of the open article in the order of the text: sorted when they change, so that what
//! draws a row or lists them looks up what it needs, however many there are.

use super::marks::SpanIndex;
use crate::anchor::Outcome;
use crate::flag::{Flag, PlacedFlag, Status};
use crate::span::Span;
use std::ops::Deref;

/// The flags of an article, deleted ones with their tombstone among them; it is a slice of them.
#[derive(Clone, Debug, Default)]
pub struct Flagged {
    list: Vec<PlacedFlag>,
    /// Those that are not deleted, by index, in the order of the text; of several on one passage
    /// the oldest first.
    order: Vec<usize>,
    /// Every place that one is shown at, with its index.
    places: SpanIndex<usize>,
    /// Where those of each status begin, ascending.
    starts: [Vec<usize>; 3],
    /// Counts what happened to them.
    revision: u64,
}

impl Deref for Flagged {
    type Target = [PlacedFlag];

    fn deref(&self) -> &[PlacedFlag] {
        &self.list
    }
}

impl Flagged {
    /// Takes other flags in. O(n log n), as every change.
    pub fn set(&mut self, list: Vec<PlacedFlag>) {
        self.list = list;
        self.sort();
    }

    /// Adds a flag.
    pub fn push(&mut self, placed: PlacedFlag) {
        self.list.push(placed);
        self.sort();
    }

    /// Changes flags; `change` tells whether it changed one.
    pub fn change(&mut self, change: impl FnMut(&mut PlacedFlag) -> bool) {
        if self.list.iter_mut().map(change).fold(false, |any, changed| any | changed) {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.revision += 1;
        let list = &self.list;
        let live = list.iter().enumerate().filter(|(_, placed)| placed.flag.deleted.is_none());
        let mut order: Vec<(usize, &PlacedFlag)> = live.collect();
        order.sort_by_key(|(_, placed)| {
            (placed.near, placed.outcome.span().map(|span| span.end), placed.flag.id)
        });
        let places = order.iter().flat_map(|&(index, placed)| {
            // What is missed still has a row that it is missed on.
            let spans = placed.places().into_iter();
            spans.map(move |span| (Span::new(span.start, span.end.max(span.start + 1)), index))
        });
        self.places = SpanIndex::new(places.collect());
        self.starts = Status::ALL.map(|status| {
            let own = order.iter().filter(|(_, placed)| placed.flag.status == status);
            own.map(|(_, placed)| placed.near).collect()
        });
        self.order = order.into_iter().map(|(index, _)| index).collect();
    }

    /// Returns the indexes of those that are not deleted, in the order of the text.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// Returns those that have a place, in the order of the text.
    pub fn in_order(&self) -> impl Iterator<Item = (Span, &Flag)> {
        let live = self.order.iter().filter_map(|&index| self.list.get(index));
        live.filter_map(|placed| Some((placed.outcome.span()?, &placed.flag)))
    }

    /// Returns those that are shown on a stretch of the text, each with the place that is: the
    /// first one of several. O(log n + found).
    pub fn touching(&self, stretch: Span) -> impl Iterator<Item = (Span, &PlacedFlag)> {
        self.places.touching(stretch).filter_map(move |(place, index)| {
            let placed = self.list.get(index)?;
            let is_first = match &placed.outcome {
                Outcome::Ambiguous(spans) => {
                    spans.iter().find(|span| span.overlaps(stretch)) == Some(&place)
                }
                _ => true,
            };
            is_first.then_some((place, placed))
        })
    }

    /// Tells the most pressing status of those that begin on a stretch. O(log n).
    #[must_use]
    pub fn begins_on(&self, stretch: Span) -> Option<Status> {
        let begins = |starts: &[usize]| {
            let next = starts.partition_point(|&start| start < stretch.start);
            starts.get(next).is_some_and(|&start| start < stretch.end)
        };
        let with_starts = Status::ALL.into_iter().zip(&self.starts);
        with_starts.into_iter().find(|(_, starts)| begins(starts)).map(|(status, _)| status)
    }

    /// Returns a number that grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::select;
    use crate::document::Document;
    use crate::flag::{FlagChange, FlagDraft};
    use jiff::Timestamp;
    use uuid::Uuid;

    fn placed(id: u128, outcome: Outcome, near: usize, status: Status) -> PlacedFlag {
        let selector = select(&Document::default(), Span::new(0, 0));
        let draft = FlagDraft { selector, speaker: None, role: None, note: String::new() };
        let now = Timestamp::UNIX_EPOCH;
        let mut flag = Flag::new(&draft, Uuid::from_u128(id), Uuid::nil(), now);
        flag.change(&FlagChange::Status(status), now).unwrap();
        PlacedFlag { flag, outcome, near }
    }

    fn sample() -> Flagged {
        let mut flags = Flagged::default();
        let at = |start, end| Span::new(start, end);
        flags.set(vec![
            placed(1, Outcome::Moved(at(20, 30)), 20, Status::Done),
            placed(2, Outcome::Ambiguous(vec![at(5, 8), at(22, 25)]), 5, Status::Open),
            placed(3, Outcome::Orphan, 40, Status::Waiting),
            placed(5, Outcome::Same(at(5, 9)), 5, Status::Done),
            placed(4, Outcome::Same(at(5, 9)), 5, Status::Waiting),
        ]);
        flags
    }

    fn ids<'f>(flags: impl Iterator<Item = &'f Flag>) -> Vec<u128> {
        flags.map(|flag| flag.id.as_u128()).collect()
    }

    #[test]
    fn flags_stand_in_the_order_of_the_text() {
        let mut flags = sample();
        let all = |flags: &Flagged| ids(flags.order().iter().map(|&index| &flags[index].flag));
        assert_eq!(all(&flags), [2, 4, 5, 1, 3]);
        assert_eq!(ids(flags.in_order().map(|(_, flag)| flag)), [4, 5, 1]);
        let before = flags.revision();
        flags.change(|_| false);
        assert_eq!(flags.revision(), before);
        flags.change(|placed| {
            let is_it = placed.flag.id.as_u128() == 4;
            placed.flag.deleted = is_it.then_some(Timestamp::UNIX_EPOCH);
            is_it
        });
        assert!(flags.revision() > before);
        assert_eq!((all(&flags), flags.len()), (vec![2, 5, 1, 3], 5));
    }

    #[test]
    fn flags_are_looked_up_by_place() {
        let flags = sample();
        for (from, to, shown, status) in [
            (0, 5, vec![], None),
            (0, 6, vec![4, 5, 2], Some(Status::Open)),
            (8, 20, vec![4, 5], None),
            (0, 50, vec![4, 5, 2, 1, 3], Some(Status::Open)),
            (9, 23, vec![1, 2], Some(Status::Done)),
            (40, 41, vec![3], Some(Status::Waiting)),
            (41, 50, vec![], None),
        ] {
            let stretch = Span::new(from, to);
            let found = ids(flags.touching(stretch).map(|(_, placed)| &placed.flag));
            assert_eq!((found, flags.begins_on(stretch)), (shown, status), "{from}–{to}");
        }
    }
}
