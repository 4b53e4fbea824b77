//! Attribution: which source says which stretch in marks.
//!
//! Rules over cues and their subjects, sentence by sentence, with what the article said last
//! carried over. Answers are drafts in tokens; [`super::content`] makes quotations of them.

use super::cue::{Scene, Subject};
use super::judge::{self, Setting};
use super::lexicon::Class;
use super::mention::MentionKind;
use super::quote::Marked;
use super::sentence::Sentence;
use super::token::Shape;
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
}

/// What became of the segments of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) quotes: Vec<Draft>,
    pub(crate) unattributed: Vec<(usize, UnattributedReason)>,
}

/// How many tokens behind the marks a cue may stand.
const TAIL_REACH: usize = 24;
/// Longest sentence that can be an attribution alone, in tokens.
const SHORT: usize = 8;

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
        let continues = view.segment.mark.continues && previous.is_some();
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
            Some(link) => drafts.quotes.push(Draft { segments: vec![index], link }),
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

    /// “…,” *she said*; “…,” *said Mara Venn*; “…” is bad, *she said*.
    fn tail_link(&self) -> Option<Link> {
        let scene = self.scene;
        if self.tail.is_empty() {
            return self.next_sentence_link();
        }
        let comma_outside = scene.is(self.tail.start, ',') || scene.is(self.tail.start, '—');
        let last = self.last_inside();
        let open = comma_outside || matches!(last, Some(',' | '?' | '!' | '—' | '-' | '–' | '…'));
        let reach = self.tail.end.min(self.tail.start + TAIL_REACH);
        let first = (self.tail.start..reach).find(|&at| {
            !scene.is(at, ',') && !scene.is(at, '—') && !scene.has(at, Class::ADVERB)
        })?;
        if let Some(found) = self.cue_then_subject(first, 0.96) {
            return Some(found);
        }
        if open && let Some(found) = self.subject_then_cue(first, reach, 0.96) {
            return Some(found);
        }
        if let Some((cue, subject)) = scene.according_to(self.tail.clone()) {
            return Some(link(Some(cue), Some(subject), Side::Tail, Evidence::AccordingTo, 0.9));
        }
        if open && let Some(found) = self.subject_then_verb(first) {
            return Some(found);
        }
        // “… no more friends” Sexton said.
        if last.is_some_and(char::is_alphanumeric)
            && let Some(found) = self.subject_then_cue(first, reach.min(first + 6), 0.9)
            && self.names_somebody(&found)
        {
            return Some(found);
        }
        // “… a ‘bad’ idea for the port, Venn said.”
        let comma = (self.tail.start..self.tail.end).rev().find(|&at| scene.is(at, ','))?;
        if let Some(found) = self.cue_then_subject(comma + 1, 0.85) {
            return Some(found);
        }
        let end = self.tail.end.min(comma + TAIL_REACH);
        let found = self.subject_then_cue(comma + 1, end, 0.85)?;
        let cue = found.cue.as_ref()?.end;
        // The cue must end the clause: what it reports stands before it.
        let ends = scene.token(cue).is_none_or(|token| {
            matches!(token.shape, Shape::Mark('.' | ',' | ';' | '!' | '?'))
                || token.has(Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB))
                || scene.has(cue - 1, Class::CUE_ADDRESSES)
        });
        (ends && cue < self.segment.tokens.end + TAIL_REACH * 2).then_some(found)
    }

    /// “… .” *Sexton said.* — a short sentence of its own that only attributes.
    fn next_sentence_link(&self) -> Option<Link> {
        let scene = self.scene;
        let next = self.sentences.get(self.segment.sentence + 1)?;
        let alone = next.block == self.segment.block
            && next.tokens.start == self.segment.tokens.end
            && next.tokens.len() <= SHORT
            && !next.tokens.clone().any(|at| scene.token(at).is_some_and(|token| token.quoted));
        if !alone {
            return None;
        }
        let found = self.subject_then_cue(next.tokens.start, next.tokens.end, 0.8)?;
        let cue = found.cue.as_ref()?;
        let weak = scene.has(cue.start, Class::CUE_WEAK);
        (!weak && scene.is(cue.end, '.') && self.names_somebody(&found)).then_some(found)
    }

    fn names_somebody(&self, found: &Link) -> bool {
        let subject = found.subject.as_ref().and_then(|s| self.scene.mentions.get(s.mention));
        subject.is_some_and(|mention| mention.kind != MentionKind::Nominal)
    }

    /// *said Mara Venn*, from `at` on.
    fn cue_then_subject(&self, at: usize, confidence: f32) -> Option<Link> {
        let scene = self.scene;
        let subject = scene.subject_from(at + 1, self.tail.end)?;
        if scene.is_cue(at, at) && scene.has(at, Class::CUE_INVERTS) {
            return Some(link(
                Some(at..at + 1),
                Some(subject),
                Side::Tail,
                Evidence::Cue,
                confidence,
            ));
        }
        // “…,” *protested Breck*: any verb between a comma in the marks and a name.
        let verb = scene.token(at).is_some_and(|t| t.shape == Shape::Lower && !t.quoted)
            && scene.word(at).ends_with("ed");
        let found = link(Some(at..at + 1), Some(subject), Side::Tail, Evidence::Cue, 0.8);
        let open = matches!(self.last_inside(), Some(',' | '?' | '!' | '—'));
        (verb && open && self.names_somebody(&found)).then_some(found)
    }

    /// A subject that begins at `from` with a cue behind it.
    fn subject_then_cue(&self, from: usize, end: usize, confidence: f32) -> Option<Link> {
        let scene = self.scene;
        if scene.has(from, Class::CONJUNCTION.or(Class::RELATIVE)) {
            return None;
        }
        let cue = (from + 1..end).find(|&at| {
            scene.is_cue(at, from) && scene.has(at, Class::CUE) && !self.is_inside_apposition(at)
        })?;
        let subject = scene.subject_before(cue, from)?;
        let starts = subject.tokens.start <= from + 3;
        starts
            .then(|| link(Some(cue..cue + 1), Some(subject), Side::Tail, Evidence::Cue, confidence))
    }

    /// “…,” *Oliver barked*: behind a comma in the marks any verb is taken to report them.
    fn subject_then_verb(&self, from: usize) -> Option<Link> {
        let scene = self.scene;
        let subject = scene.subject_from(from, self.tail.end)?;
        let verb = subject.tokens.end;
        let token = scene.token(verb).filter(|_| verb < self.tail.end)?;
        let closed =
            Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::AUXILIARY).or(Class::RELATIVE);
        let fits = token.shape == Shape::Lower && !token.quoted && !token.has(closed);
        fits.then(|| link(Some(verb..verb + 1), Some(subject), Side::Tail, Evidence::Cue, 0.8))
    }

    fn is_inside_apposition(&self, at: usize) -> bool {
        let scene = self.scene;
        let behind = scene.mentions.partition_point(|mention| mention.tokens.start < at);
        scene
            .mentions
            .iter()
            .take(behind)
            .rev()
            .take(6)
            .any(|mention| mention.tokens.end <= at && at < mention.full.end)
    }

    /// *She said:* “…”; *the captain called it* “…”; *Venn:* “…”.
    fn lead_link(&self) -> Option<Link> {
        let scene = self.scene;
        if let Some((cue, subject)) = scene.according_to(self.lead.clone()) {
            return Some(link(Some(cue), Some(subject), Side::Lead, Evidence::AccordingTo, 0.85));
        }
        let start = self.segment.tokens.start;
        for cue in self.lead.clone().rev() {
            if !scene.is_cue(cue, self.lead.start) {
                continue;
            }
            let distance = start - cue;
            let weak = scene.has(cue, Class::CUE_WEAK);
            let pointed = scene.is(cue + 1, ',') || scene.is(cue + 1, ':') || distance == 1;
            let reported = scene.word(cue + 1) == "that" || scene.has(cue, Class::CUE_NAMING);
            if weak && !pointed && !reported && distance > 6 {
                continue;
            }
            let confidence = if distance <= 4 { 0.95 } else { 0.85 };
            // “…” *said Mara Venn:* “…” — a subject behind the cue.
            if cue == self.lead.start
                && scene.has(cue, Class::CUE_INVERTS)
                && let Some(subject) = scene.subject_from(cue + 1, self.lead.end)
            {
                return Some(link(
                    Some(cue..cue + 1),
                    Some(subject),
                    Side::Lead,
                    Evidence::Cue,
                    0.8,
                ));
            }
            let subject = if weak && !pointed {
                scene.adjacent_subject(cue, self.lead.start)
            } else {
                scene.subject_before(cue, self.lead.start)
            };
            if let Some(subject) = subject.filter(|subject| !self.is_reported(subject)) {
                return Some(link(
                    Some(cue..cue + 1),
                    Some(subject),
                    Side::Lead,
                    Evidence::Cue,
                    confidence,
                ));
            }
            if self.lead.start > self.sentence.start {
                // The subject stands before the segment before: “…,” he said, adding: “…”
                let subject =
                    scene.main_subject(self.sentence.start..self.lead.start).filter(|_| {
                        scene.has(cue, Class::CUE_ING)
                            || scene.has(cue.wrapping_sub(1), Class::CONJUNCTION)
                    });
                if let Some(subject) = subject {
                    return Some(link(
                        Some(cue..cue + 1),
                        Some(subject),
                        Side::Lead,
                        Evidence::Cue,
                        0.8,
                    ));
                }
            }
        }
        self.colon_link()
    }

    /// “said *he* had asked it”: the clause of such a subject is itself reported.
    fn is_reported(&self, subject: &Subject) -> bool {
        let scene = self.scene;
        let pronoun = scene
            .mentions
            .get(subject.mention)
            .is_some_and(|mention| mention.kind == MentionKind::Pronoun);
        let before = subject.tokens.start.checked_sub(1);
        let that = before.filter(|&at| scene.word(at) == "that");
        let cue = that.map_or(before, |at| at.checked_sub(1));
        pronoun
            && cue.is_some_and(|at| {
                at >= self.lead.start
                    && scene.is_cue(at, self.lead.start)
                    && scene.has(at, Class::CUE)
                    && scene.subject_before(at, self.lead.start).is_some()
            })
    }

    /// “VENN: “…””, and a mention or any verb before a colon or a comma.
    fn colon_link(&self) -> Option<Link> {
        let scene = self.scene;
        let point = self.lead.end.checked_sub(1).filter(|&at| at >= self.lead.start)?;
        let colon = scene.is(point, ':');
        if !colon && !scene.is(point, ',') {
            return None;
        }
        let verb = point.checked_sub(1).filter(|&at| at > self.lead.start)?;
        let closed = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ADVERB).or(Class::HEADS);
        let is_verb = scene.token(verb).is_some_and(|token| {
            token.shape == Shape::Lower && !token.quoted && !token.has(closed)
        });
        if is_verb
            && scene.span(verb..verb + 1).of(scene.text).ends_with("ed")
            && let Some(subject) = scene.adjacent_subject(verb, self.lead.start)
        {
            return Some(link(Some(verb..verb + 1), Some(subject), Side::Lead, Evidence::Cue, 0.8));
        }
        if !colon {
            return None;
        }
        let subject = scene
            .adjacent_subject(point, self.lead.start)
            .or_else(|| scene.main_subject(self.lead.start..point))?;
        Some(link(None, Some(subject), Side::Lead, Evidence::Introduced, 0.7))
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
