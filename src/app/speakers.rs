//! The voices of an article: who is quoted, how often, and in which order.

use crate::annotation::{Annotations, Quote, SpeakerId};

/// One speaker with something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The speaker.
    pub speaker: SpeakerId,
    /// Indexes of the quotes, ascending; at least one.
    pub quotes: Vec<usize>,
}

/// The speakers who are quoted, in the order of their first quote.
///
/// The place in this order is also what a speaker's colour depends on.
#[derive(Clone, Debug, Default)]
pub struct Voices {
    list: Vec<Voice>,
    /// Place in `list` by speaker.
    places: Vec<Option<usize>>,
}

impl Voice {
    /// Returns the first quote that a list of `rows` rows shows for the focused one to be among
    /// them, by place among the quotes. O(log n).
    #[must_use]
    pub fn first_shown(&self, focused: Option<usize>, rows: usize) -> usize {
        let place = focused.and_then(|focused| self.quotes.binary_search(&focused).ok());
        place.map_or(0, |at| (at + 1).saturating_sub(rows))
    }
}

impl Voices {
    /// Collects the voices, in O(n).
    #[must_use]
    pub fn of(annotations: &Annotations) -> Self {
        let mut list: Vec<Voice> = Vec::new();
        let mut places = vec![None; annotations.speakers.len()];
        for (index, quote) in annotations.quotes.iter().enumerate() {
            let Some(speaker) = quote.speaker else { continue };
            let Some(place) = places.get_mut(speaker.0) else { continue };
            let place = *place.get_or_insert_with(|| {
                list.push(Voice { speaker, quotes: Vec::new() });
                list.len() - 1
            });
            if let Some(voice) = list.get_mut(place) {
                voice.quotes.push(index);
            }
        }
        Self { list, places }
    }

    /// Returns the voices.
    #[must_use]
    pub fn list(&self) -> &[Voice] {
        &self.list
    }

    /// Returns the voice of a speaker.
    #[must_use]
    pub fn of_speaker(&self, speaker: SpeakerId) -> Option<&Voice> {
        self.list.get(self.places.get(speaker.0).copied().flatten()?)
    }

    /// Returns the place of a quote's speaker among the voices.
    #[must_use]
    pub fn place(&self, quote: &Quote) -> Option<usize> {
        self.places.get(quote.speaker?.0).copied().flatten()
    }
}

/// Returns the names of those who are quoted, in the order of the speakers. O(n).
#[must_use]
pub fn quoted(annotations: &Annotations) -> Vec<String> {
    let speakers = annotations.speakers.iter().zip(annotations.quotes_by_speaker());
    let quoted = speakers.filter(|(_, quotes)| !quotes.is_empty());
    quoted.map(|(speaker, _)| speaker.canonical.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Evidence, QuoteKind, Spans};

    #[test]
    fn voices_stand_in_the_order_of_their_first_quote() {
        let quote = |speaker: Option<usize>| Quote {
            kind: QuoteKind::Direct,
            content: Spans::new(),
            segments: Spans::new(),
            cue: None,
            source: None,
            speaker: speaker.map(SpeakerId),
            confidence: 1.0,
            evidence: Evidence::Cue,
        };
        let speaker = |name: &str| crate::annotation::Speaker {
            canonical: name.to_owned(),
            aliases: Vec::new(),
            role: None,
            kind: crate::annotation::SpeakerKind::Person,
            mentions: Vec::new(),
        };
        let annotations = Annotations {
            quotes: vec![
                quote(Some(2)),
                quote(None),
                quote(Some(0)),
                quote(Some(2)),
                quote(Some(9)),
            ],
            speakers: vec![speaker("Ada"), speaker("Bo"), speaker("Cy")],
            ..Annotations::default()
        };
        let voices = Voices::of(&annotations);
        let shown: Vec<(usize, Vec<usize>)> =
            voices.list().iter().map(|v| (v.speaker.0, v.quotes.clone())).collect();
        assert_eq!(shown, [(2, vec![0, 3]), (0, vec![2])]);
        let places: Vec<Option<usize>> =
            annotations.quotes.iter().map(|quote| voices.place(quote)).collect();
        assert_eq!(places, [Some(0), None, Some(1), Some(0), None]);
    }
}
