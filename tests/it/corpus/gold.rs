//! The hand-made annotations of a briefing and how they are found in its text.
//!
//! They name words, not offsets, so that a person can write and check them.

use pullquote::annotation::{
    Annotations, Evidence, Quote as Found, QuoteKind, Speaker as FoundSpeaker, SpeakerId,
    SpeakerKind,
};
use pullquote::span::Span;
use serde::Deserialize;

/// One file of `tests/gold`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gold {
    pub(super) headline: String,
    pub(super) deck: Option<String>,
    pub(super) section: Option<String>,
    pub(super) byline: Option<String>,
    /// ISO 8601, as exact as the page gives it.
    pub(super) published: Option<String>,
    /// The warnings that the loader is right to give.
    #[serde(default)]
    pub(super) warnings: Vec<String>,
    #[serde(default)]
    pub(super) latest: Vec<Teaser>,
    /// In the order of the text.
    pub(super) quote: Vec<Quote>,
    /// In the order of the text.
    #[serde(default)]
    pub(super) unattributed: Vec<Unattributed>,
    pub(super) speaker: Vec<Speaker>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Teaser {
    pub(super) title: String,
    pub(super) summary: Option<String>,
    pub(super) published: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quote {
    pub(super) id: String,
    pub(super) kind: String,
    /// The words in marks, without the marks; none in indirect speech.
    #[serde(default)]
    pub(super) segments: Vec<String>,
    /// All the reported words, where that is more than the segments.
    pub(super) content: Option<Vec<String>>,
    /// Absent where the quotation goes on with what was said before.
    pub(super) cue: Option<String>,
    /// Absent where nobody is named (“he was asked”).
    pub(super) source: Option<String>,
    /// The canonical name of a [`Speaker`].
    pub(super) speaker: Option<String>,
    /// Which place in the text the first segment (in indirect speech the first content) means,
    /// from 1, where there are several.
    pub(super) nth: Option<usize>,
    /// Words of the text, found once, behind which that place is the next.
    pub(super) after: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unattributed {
    pub(super) text: String,
    pub(super) reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Speaker {
    pub(super) canonical: String,
    pub(super) role: Option<String>,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

impl Gold {
    /// Returns who says `quote`.
    pub(super) fn speaker_of(&self, quote: &Quote) -> Option<&Speaker> {
        self.speaker.iter().find(|speaker| Some(&speaker.canonical) == quote.speaker.as_ref())
    }

    /// Returns the attributions that stand in `text`, as the annotator would give them.
    pub(super) fn annotations(&self, text: &str) -> Annotations {
        let kinds = [SpeakerKind::Person, SpeakerKind::Group, SpeakerKind::Organisation];
        let speakers = self.speaker.iter().map(|speaker| FoundSpeaker {
            canonical: speaker.canonical.clone(),
            aliases: speaker.aliases.clone(),
            role: speaker.role.clone(),
            kind: kinds
                .into_iter()
                .find(|kind| kind.name() == speaker.kind)
                .unwrap_or(SpeakerKind::Unnamed),
            mentions: Vec::new(),
        });
        let id = |quote: &Quote| {
            let named = |s: &Speaker| Some(&s.canonical) == quote.speaker.as_ref();
            self.speaker.iter().position(named).map(SpeakerId)
        };
        let kinds = [QuoteKind::Direct, QuoteKind::Mixed];
        let quotes = self.quote.iter().filter_map(|quote| {
            let place = quote.locate(text).ok()?;
            Some(Found {
                kind: kinds
                    .into_iter()
                    .find(|kind| kind.name() == quote.kind)
                    .unwrap_or(QuoteKind::Indirect),
                content: place.content.into(),
                segments: place.segments.into(),
                cue: place.cue,
                source: place.source,
                speaker: id(quote),
                confidence: 1.0,
                evidence: Evidence::Given,
            })
        });
        let mut quotes: Vec<Found> = quotes.collect();
        quotes.sort_by_key(|quote| quote.content.first().map(|span| span.start));
        Annotations { quotes, speakers: speakers.collect(), ..Annotations::default() }
    }
}

/// A gold attribution's places in a text.
#[derive(Debug, PartialEq)]
pub(super) struct Located {
    pub(super) segments: Vec<Span>,
    pub(super) content: Vec<Span>,
    /// The place of the cue nearest to the content.
    pub(super) cue: Option<Span>,
    /// The place of the source nearest to the cue, or else to the content.
    pub(super) source: Option<Span>,
}

impl Located {
    /// Where the attribution begins in the order of the file.
    pub(super) fn start(&self) -> usize {
        self.segments.iter().chain(&self.content).map(|span| span.start).next().unwrap_or(0)
    }
}

impl Quote {
    /// Returns the segments, or in indirect speech the content.
    pub(super) fn words(&self) -> &[String] {
        match self.content.as_deref() {
            Some(content) if self.segments.is_empty() => content,
            _ => &self.segments,
        }
    }

    /// Finds the attribution in `text`, or says what is wrong with it.
    pub(super) fn locate(&self, text: &str) -> Result<Located, String> {
        if self.segments.is_empty() != (self.kind == "indirect") {
            return Err(format!("{}: {} with {:?}", self.id, self.kind, self.segments));
        }
        let first = self.words().first().ok_or_else(|| format!("{}: no words", self.id))?;
        let start = self.place(text, first)?;
        let segments = self.follow(text, start, &self.segments)?;
        let content = match &self.content {
            None => segments.clone(),
            Some(words) => {
                let head = words.first().ok_or_else(|| format!("{}: no content", self.id))?;
                let from = places(text, head)
                    .filter(|at| *at <= start)
                    .last()
                    .ok_or_else(|| format!("{}: no {head:?} at its segment", self.id))?;
                self.follow(text, from, words)?
            }
        };
        let cue = self.nearest(text, self.cue.as_deref(), &content, &content)?;
        let beside: Vec<Span> = cue.into_iter().collect();
        let taken: Vec<Span> = content.iter().chain(&beside).copied().collect();
        let beside = if beside.is_empty() { &content } else { &beside };
        let source = self.nearest(text, self.source.as_deref(), beside, &taken)?;
        Ok(Located { segments, content, cue, source })
    }

    /// Returns the one place of the first words that is meant.
    fn place(&self, text: &str, first: &str) -> Result<usize, String> {
        let from = match &self.after {
            None => 0,
            Some(after) => match *places(text, after).collect::<Vec<_>>() {
                [only] => only + after.len(),
                _ => return Err(format!("{}: not once in the text: {after:?}", self.id)),
            },
        };
        let mut all = places(text, first).filter(|at| *at >= from);
        if self.after.is_some() || self.nth.is_some() {
            let nth = self.nth.unwrap_or(1).checked_sub(1);
            let place = nth.and_then(|nth| all.nth(nth));
            return place.ok_or_else(|| format!("{}: no such place of {first:?}", self.id));
        }
        match *all.collect::<Vec<_>>() {
            [only] => Ok(only),
            ref many => Err(format!("{}: {} places of {first:?}: set after", self.id, many.len())),
        }
    }

    /// Finds `words` one behind the other from `start`.
    fn follow(&self, text: &str, start: usize, words: &[String]) -> Result<Vec<Span>, String> {
        let mut from = start;
        words
            .iter()
            .map(|word| {
                let at = places(text, word)
                    .find(|at| *at >= from)
                    .ok_or_else(|| format!("{}: not behind the rest: {word:?}", self.id))?;
                from = at + word.len();
                Ok(Span::new(at, from))
            })
            .collect()
    }

    /// Finds the place of `words` that is nearest to one of `beside` and free of `taken`.
    fn nearest(
        &self,
        text: &str,
        words: Option<&str>,
        beside: &[Span],
        taken: &[Span],
    ) -> Result<Option<Span>, String> {
        let Some(words) = words else { return Ok(None) };
        let gap = |a: Span, b: Span| a.start.saturating_sub(b.end) + b.start.saturating_sub(a.end);
        let found = places(text, words)
            .map(|at| Span::new(at, at + words.len()))
            .filter(|span| taken.iter().all(|t| span.end <= t.start || t.end <= span.start))
            .min_by_key(|span| beside.iter().map(|b| gap(*span, *b)).min());
        found.map(Some).ok_or_else(|| format!("{}: not in the text: {words:?}", self.id))
    }
}

/// Returns where `words` stand in `text` without letters or digits that go on at their ends.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let joins = |a: Option<char>, b: Option<char>| {
        a.zip(b).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
    };
    text.match_indices(words).map(|(at, _)| at).filter(move |at| {
        let (before, behind) = (&text[..*at], &text[at + words.len()..]);
        !joins(before.chars().next_back(), words.chars().next())
            && !joins(words.chars().next_back(), behind.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::{Located, Quote};

    const TEXT: &str = "It said it was late. He said that it rained, and it did.";

    fn check(after: Option<&str>, content: &[&str], expected: Result<&str, &str>) {
        let own = |words: &str| words.to_owned();
        let quote = Quote {
            id: own("i1"),
            kind: own("indirect"),
            content: Some(content.iter().copied().map(own).collect()),
            cue: Some(own("said")),
            source: Some(own("He")),
            after: after.map(own),
            ..Quote::default()
        };
        let found = quote.locate(TEXT).map(|Located { content, cue, source, .. }| {
            let mut spans: Vec<_> = content.into_iter().map(|span| (span, 'c')).collect();
            spans.extend(cue.map(|span| (span, 'v')));
            spans.extend(source.map(|span| (span, 's')));
            spans.sort();
            let marked = spans.iter().map(|(span, kind)| format!("{kind}:{}", span.of(TEXT)));
            marked.collect::<Vec<_>>().join(" | ")
        });
        assert_eq!(found.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn indirect_speech_is_found_by_its_words() {
        check(None, &["that it rained"], Ok("s:He | v:said | c:that it rained"));
        check(Some("that"), &["it", "it did"], Ok("s:He | v:said | c:it | c:it did"));
        check(None, &["it"], Err("i1: 3 places of \"it\": set after"));
        check(Some("said"), &["it"], Err("i1: not once in the text: \"said\""));
        check(None, &["rain"], Err("i1: 0 places of \"rain\": set after"));
    }
}
