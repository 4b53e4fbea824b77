//! Attribution: which source says which stretch in marks.
//!
//! Rules over cues and their subjects, sentence by sentence, with what the article said last
//! carried over. Answers are drafts in tokens; [`super::content`] makes quotations of them.

mod lead;
mod tail;

use super::cue::{Scene, Subject};
use super::judge::{self, Setting};
use super::lexicon::Class;
use super::quote::Marked;
use super::sentence::Sentence;
use crate::annotation::{Evidence, UnattributedReason};
use std::ops::Range;

/// An outermost stretch in marks with its place among the tokens.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) mark: Marked,
    /// Its tokens, marks included.
    pub(crate) tokens: Range<usize>,
    pub(crate) sentence: usize,
    pub(crate) block: usize,
    /// It stands in the headline.
    pub(crate) headline: bool,
}

/// Where the cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Before the words.
    Lead,
    /// Behind the words.
    Tail,
    /// Nowhere in the sentence.
    Apart,
}

/// A source for a stretch in marks.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) subject: Option<Subject>,
    pub(crate) side: Side,
    pub(crate) evidence: Evidence,
    pub(crate) confidence: f32,
}

/// A quotation in the making: segments with one source.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Indexes of its segments, in order.
    pub(crate) segments: Vec<usize>,
    pub(crate) link: Link,
    /// All that is reported, if more is known than the marks.
    pub(crate) contents: Option<Vec<Range<usize>>>,
}

/// What became of the segments of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) quotes: Vec<Draft>,
    pub(crate) unattributed: Vec<(usize, UnattributedReason)>,
}

/// Finds the source of every segment. O(n) in the tokens.
pub(crate) fn attribute(scene: &Scene<'_>, sentences: &[Sentence], segments: &[Segment]) -> Drafts {
    let views: Vec<Surroundings<'_>> = (0..segments.len())
        .filter_map(|index| Surroundings::of(scene, sentences, segments, index))
        .collect();
    let mut links: Vec<Option<Link>> =
        views.iter().map(|view| view.tail_link().or_else(|| view.lead_link())).collect();
    share_tails(segments, &mut links);
    let mut drafts = Drafts::default();
    for (index, (view, own)) in views.iter().zip(links).enumerate() {
        let previous = drafts.quotes.last();
        let joins = previous.is_some_and(|draft| view.joins(draft, own.as_ref()));
        let setting = Setting {
            adjacent: own.as_ref().is_some_and(|link| view.is_adjacent(link)),
            linked: joins || own.is_some(),
            headline: view.segment.headline,
        };
        let continues = view.segment.mark.continues && previous.is_some() && own.is_none();
        if !continues && let Some(reason) = judge::reject(scene, view.segment, setting) {
            drafts.unattributed.push((index, reason));
            continue;
        }
        if (joins || continues)
            && let Some(draft) = drafts.quotes.last_mut()
        {
            draft.segments.push(index);
            continue;
        }
        match own.or_else(|| view.carried_link(&drafts)) {
            Some(link) => drafts.quotes.push(Draft { segments: vec![index], link, contents: None }),
            None => drafts.unattributed.push((index, UnattributedReason::NoSource)),
        }
    }
    drafts
}

/// “It is “bad” and “wrong,” she said”: a cue behind the last segment of a sentence holds for
/// those before it that have none.
fn share_tails(segments: &[Segment], links: &mut [Option<Link>]) {
    let mut behind: Option<(usize, Link)> = None;
    for (segment, link) in segments.iter().zip(links.iter_mut()).rev() {
        match (&link, &behind) {
            (None, Some((sentence, shared))) if *sentence == segment.sentence => {
                *link = Some(shared.clone());
            }
            (Some(own), _) if own.side == Side::Tail => {
                behind = Some((segment.sentence, own.clone()));
            }
            _ => behind = None,
        }
    }
}

/// A segment with the narrator's words around it.
struct Surroundings<'a> {
    scene: &'a Scene<'a>,
    sentences: &'a [Sentence],
    segments: &'a [Segment],
    segment: &'a Segment,
    /// The segment before it in the same block.
    before: Option<usize>,
    /// Tokens of its sentence before it, back to the segment before.
    lead: Range<usize>,
    /// Tokens of its sentence behind it, up to the next segment.
    tail: Range<usize>,
    sentence: Range<usize>,
}

impl<'a> Surroundings<'a> {
    fn of(
        scene: &'a Scene<'a>,
        sentences: &'a [Sentence],
        segments: &'a [Segment],
        index: usize,
    ) -> Option<Self> {
        let segment = segments.get(index)?;
        let sentence = sentences.get(segment.sentence)?.tokens.clone();
        let before = index
            .checked_sub(1)
            .filter(|&i| segments.get(i).is_some_and(|s| s.block == segment.block));
        let lead_from = before.and_then(|i| segments.get(i)).map_or(0, |s| s.tokens.end);
        let next = segments.get(index + 1).map_or(usize::MAX, |s| s.tokens.start);
        let lead = lead_from.max(sentence.start).min(segment.tokens.start)..segment.tokens.start;
        let tail = segment.tokens.end..sentence.end.min(next).max(segment.tokens.end);
        Some(Self { scene, sentences, segments, segment, before, lead, tail, sentence })
    }

    /// The last character inside the marks.
    fn last_inside(&self) -> Option<char> {
        let inside = self.segment.mark.inner.of(self.scene.text);
        inside.chars().rev().find(|c| !matches!(c, '’' | '\'' | '”' | '"' | '‘' | '»'))
    }

    /// Tells whether the cue of the link stands right at the marks.
    fn is_adjacent(&self, link: &Link) -> bool {
        let Some(cue) = &link.cue else { return link.side == Side::Lead };
        match link.side {
            Side::Lead => {
                let gap = cue.end..self.segment.tokens.start;
                let last = gap.end.wrapping_sub(1);
                let pointed = self.scene.is(last, ',') || self.scene.is(last, ':');
                let near = gap.len() <= 3
                    && !self.scene.has(cue.start, Class::CUE_WEAK)
                    && !gap.clone().any(|at| self.scene.has(at, Class::PREPOSITION));
                near || pointed
            }
            Side::Tail => matches!(self.last_inside(), Some(',' | '?' | '!' | '—')),
            Side::Apart => false,
        }
    }

    /// Tells whether the segment goes on with the draft before it.
    fn joins(&self, draft: &Draft, own: Option<&Link>) -> bool {
        let Some(last) = self.before.filter(|before| draft.segments.last() == Some(before)) else {
            return false;
        };
        let Some(last) = self.segments.get(last) else { return false };
        let same_sentence = last.sentence == self.segment.sentence;
        let gap = last.tokens.end..self.segment.tokens.start;
        if let Some(own) = own {
            // “…,” she said, “…” finds the same cue from both sides.
            let same = own.cue.is_some() && own.cue == draft.link.cue;
            return same
                || own.evidence == Evidence::AccordingTo
                    && draft.link.evidence == Evidence::AccordingTo
                    && same_sentence;
        }
        match draft.link.side {
            // “…,” she said. “…”: only the attribution stands between.
            Side::Tail => {
                same_sentence && draft.link.cue.as_ref().is_some_and(|cue| gap.contains(&cue.start))
                    || self.segment.sentence == last.sentence + 1 && self.lead.is_empty()
            }
            Side::Lead | Side::Apart => same_sentence || gap.is_empty(),
        }
    }

    /// A source from before: the sentence that introduces it, or whoever spoke last.
    fn carried_link(&self, drafts: &Drafts) -> Option<Link> {
        // In a headline nearness says nothing: a wrong speaker is worse than none.
        if self.segment.headline {
            return None;
        }
        let opens = self.lead.is_empty() && self.segment.tokens.start == self.sentence.start;
        let before = self.segment.sentence.checked_sub(1).and_then(|i| self.sentences.get(i));
        let near = before.filter(|s| s.block + 1 >= self.segment.block);
        if let Some(sentence) = near
            && opens
            && self.scene.is(sentence.tokens.end.wrapping_sub(1), ':')
            && let Some((cue, subject)) = self.introduction(sentence.tokens.clone())
        {
            return Some(link(cue, Some(subject), Side::Apart, Evidence::Introduced, 0.85));
        }
        let last = drafts.quotes.last();
        let place =
            last.and_then(|draft| draft.segments.last()).and_then(|&i| self.segments.get(i));
        let fresh = place.is_some_and(|place| place.block + 1 >= self.segment.block);
        if let (Some(draft), true) = (last, fresh && opens) {
            let mut carried = draft.link.clone();
            carried.cue = None;
            carried.side = Side::Apart;
            carried.evidence = Evidence::Continued;
            carried.confidence = 0.7;
            // Somebody named since then, in a sentence of his own, is who goes on.
            let since = place.map_or(0, |place| place.tokens.end);
            let newer = near.and_then(|s| {
                let fresh = s.tokens.start.max(since)..s.tokens.end;
                self.report(fresh).map(|(_, subject)| subject)
            });
            if let Some(subject) = newer {
                carried.subject = Some(subject);
                carried.confidence = 0.6;
            }
            return Some(carried);
        }
        let subject = self
            .scene
            .main_subject(self.sentence.start..self.lead.end)
            .or_else(|| near.and_then(|s| self.scene.main_subject(s.tokens.clone())))?;
        Some(link(None, Some(subject), Side::Apart, Evidence::Nearest, 0.4))
    }

    /// The cue and the subject of a sentence that reports speech without marks.
    fn report(&self, range: Range<usize>) -> Option<(Range<usize>, Subject)> {
        let cue = range.clone().rev().find(|&at| self.scene.is_cue(at, range.start))?;
        Some((cue..cue + 1, self.scene.subject_before(cue, range.start)?))
    }

    /// “In a letter to the staff, Brook *wrote:*” before the words.
    fn introduction(&self, range: Range<usize>) -> Option<(Option<Range<usize>>, Subject)> {
        if let Some((cue, subject)) = self.report(range.clone()) {
            return Some((Some(cue), subject));
        }
        Some((None, self.scene.main_subject(range)?))
    }
}

fn link(
    cue: Option<Range<usize>>,
    subject: Option<Subject>,
    side: Side,
    evidence: Evidence,
    confidence: f32,
) -> Link {
    Link { cue, subject, side, evidence, confidence }
}
