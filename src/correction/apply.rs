//! Applying corrections to what the annotator found.

use super::{Change, Correction, Who};
use crate::anchor::{Finder, Outcome};
use crate::annotation::{Annotations, Evidence, Quote, Speaker, SpeakerId, SpeakerKind};
use crate::document::Document;
use crate::span::Span;

/// Annotations as corrected.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The annotations; quotes keep their order and number.
    pub annotations: Annotations,
    /// What became of each correction, in the order in which they were given: where it applies,
    /// or that what it speaks of is no longer there. One that was taken back is the same.
    pub outcomes: Vec<Outcome>,
}

/// Applies corrections to annotations of a document, in the order of their ids; those that were
/// taken back and those whose passage is gone or not clear change nothing.
///
/// O(n) for each correction, with a bounded amount of comparing.
#[must_use]
pub fn correct(document: &Document, found: &Annotations, corrections: &[Correction]) -> Corrected {
    let mut desk = Desk { finder: Finder::new(document), annotations: found.clone() };
    let mut outcomes = vec![Outcome::Orphan; corrections.len()];
    let mut order: Vec<(usize, &Correction)> = corrections.iter().enumerate().collect();
    order.sort_by_key(|(_, correction)| correction.id);
    for (index, correction) in order {
        let outcome = match correction.deleted {
            Some(_) => Outcome::Same(Span::default()),
            None => desk.apply(&correction.change),
        };
        if let Some(place) = outcomes.get_mut(index) {
            *place = outcome;
        }
    }
    Corrected { annotations: desk.annotations, outcomes }
}

struct Desk<'d> {
    finder: Finder<'d>,
    annotations: Annotations,
}

impl Desk<'_> {
    fn apply(&mut self, change: &Change) -> Outcome {
        match change {
            Change::Reassign { quote, to } => {
                let outcome = self.finder.find(quote);
                let Some(index) = outcome.span().and_then(|span| self.quote_in(span)) else {
                    return match outcome {
                        Outcome::Ambiguous(_) => outcome,
                        // The words stand, but no quote is found in them any longer.
                        _ => Outcome::Orphan,
                    };
                };
                let speaker = to.as_ref().map(|who| self.speaker_or_new(who));
                self.reassign(index, speaker);
                outcome
            }
            Change::Merge { from, into } => match (self.speaker(from), self.speaker(into)) {
                (Some(from), Some(into)) if from != into => {
                    let place = self.place(into);
                    self.merge(from, into);
                    Outcome::Same(place)
                }
                _ => Outcome::Orphan,
            },
            Change::Rename { speaker, name } => self.with(speaker, |speaker| {
                let old = std::mem::replace(&mut speaker.canonical, name.clone());
                speaker.aliases.retain(|alias| alias != name);
                if old != *name && !speaker.aliases.contains(&old) {
                    speaker.aliases.insert(0, old);
                }
            }),
            Change::Role { speaker, role } => {
                self.with(speaker, |speaker| speaker.role.clone_from(role))
            }
        }
    }

    fn with(&mut self, who: &Who, change: impl FnOnce(&mut Speaker)) -> Outcome {
        let Some(id) = self.speaker(who) else { return Outcome::Orphan };
        let place = self.place(id);
        if let Some(speaker) = self.annotations.speakers.get_mut(id.0) {
            change(speaker);
        }
        Outcome::Same(place)
    }

    /// Where the text first speaks of a speaker.
    fn place(&self, id: SpeakerId) -> Span {
        let speaker = self.annotations.speakers.get(id.0);
        speaker.and_then(|it| it.mentions.first().copied()).unwrap_or_default()
    }

    /// The quote that shares the most words with a stretch, if they are the half of either.
    fn quote_in(&self, span: Span) -> Option<usize> {
        let shared = |quote: &Quote| {
            let hull = quote.hull()?;
            let (start, end) = (hull.start.max(span.start), hull.end.min(span.end));
            let shared = end.checked_sub(start)?;
            (shared * 2 >= hull.len().min(span.len())).then_some((shared, hull.len()))
        };
        let quotes = self.annotations.quotes.iter().enumerate();
        let found = quotes.filter_map(|(index, quote)| Some((shared(quote)?, index)));
        // Of nested ones with as many words in common, the shorter one.
        found
            .max_by_key(|((shared, length), _)| (*shared, std::cmp::Reverse(*length)))
            .map(|(_, index)| index)
    }

    /// Finds a speaker by name, by another naming that only one has, or by the mention.
    fn speaker(&self, who: &Who) -> Option<SpeakerId> {
        let only = |is_it: &dyn Fn(&Speaker) -> bool| {
            let speakers = self.annotations.speakers.iter().enumerate();
            let mut fitting = speakers.filter(|(_, speaker)| is_it(speaker));
            let first = fitting.next();
            first.filter(|_| fitting.next().is_none()).map(|(index, _)| SpeakerId(index))
        };
        let mention = || self.finder.find(who.mention.as_ref()?).span();
        only(&|speaker| speaker.canonical == who.name)
            .or_else(|| {
                let place = mention()?;
                only(&|speaker| speaker.mentions.iter().any(|span| span.overlaps(place)))
            })
            .or_else(|| only(&|speaker| speaker.aliases.contains(&who.name)))
    }

    /// Finds a speaker; one whom the text does not name is added.
    fn speaker_or_new(&mut self, who: &Who) -> SpeakerId {
        self.speaker(who).unwrap_or_else(|| {
            self.annotations.speakers.push(Speaker {
                canonical: who.name.clone(),
                aliases: Vec::new(),
                role: None,
                kind: SpeakerKind::Person,
                mentions: Vec::new(),
            });
            SpeakerId(self.annotations.speakers.len() - 1)
        })
    }

    fn reassign(&mut self, index: usize, speaker: Option<SpeakerId>) {
        let mentions = speaker.and_then(|id| self.annotations.speakers.get(id.0));
        let mentions = mentions.map_or(&[][..], |speaker| &speaker.mentions);
        let Some(quote) = self.annotations.quotes.get_mut(index) else { return };
        // A mention of somebody else is no evidence for this speaker.
        quote.source = quote.source.filter(|source| mentions.contains(source));
        quote.speaker = speaker;
        quote.confidence = 1.0;
        quote.evidence = Evidence::Corrected;
    }

    fn merge(&mut self, from: SpeakerId, into: SpeakerId) {
        if from.0 >= self.annotations.speakers.len() {
            return;
        }
        let gone = self.annotations.speakers.remove(from.0);
        let after = |id: SpeakerId| match id {
            id if id == from => into,
            id => id,
        };
        let shifted = |id: SpeakerId| SpeakerId(id.0 - usize::from(id.0 > from.0));
        for quote in &mut self.annotations.quotes {
            quote.speaker = quote.speaker.map(|id| shifted(after(id)));
        }
        let Some(kept) = self.annotations.speakers.get_mut(shifted(into).0) else { return };
        for naming in std::iter::once(gone.canonical).chain(gone.aliases) {
            if naming != kept.canonical && !kept.aliases.contains(&naming) {
                kept.aliases.push(naming);
            }
        }
        kept.role = kept.role.take().or(gone.role);
        kept.mentions.extend(gone.mentions);
        kept.mentions.sort_unstable();
        kept.mentions.dedup();
    }
}
