//! Sources before the words: *she said:* “…”.

use super::{Link, Side, Subject, Surroundings, link};
use crate::annotate::lexicon::Class;
use crate::annotate::mention::MentionKind;
use crate::annotate::token::Shape;
use crate::annotation::Evidence;

impl Surroundings<'_> {
    /// *She said:* “…”; *the captain called it* “…”; *Venn:* “…”.
    pub(super) fn lead_link(&self) -> Option<Link> {
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
        (pronoun || that.is_some())
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
}
