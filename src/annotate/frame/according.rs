//! Frames without a verb: “according to Venn”, “in her view”, “by his own account”.

use super::{Frames, MODIFIER, NOUNS, Report};
use crate::annotate::lexicon::Class;
use crate::annotate::mention::MentionKind;
use crate::annotate::token::{Shape, Token};

impl Frames<'_> {
    /// Reads who is named behind “according to” at `at`.
    pub(super) fn according(&self, at: usize) -> Option<Report> {
        if let Some(report) = self.in_view(at) {
            return Some(report);
        }
        let from = self.scene.is_according_to(at).then_some(at + 2)?;
        let cue = at..from;
        if let Some(mention) = self.mention_at(from) {
            let end = mention.full.end;
            // “*According to a study published in May,* …”
            let hangs = mention.kind == MentionKind::Nominal
                && (self.scene.word(end).ends_with("ed")
                    || self.scene.word(end) == "seen"
                    || self.scene.has(end, Class::RELATIVE));
            let word = |at: &usize| self.scene.token(*at).is_some_and(Token::is_word);
            let rest = (end..end + MODIFIER).take_while(word).count();
            let whole = end + if hangs { rest } else { 0 };
            let end = if self.scene.is(whole, ',') { whole } else { end };
            return Some(Report { cue, source: mention.tokens.clone(), end });
        }
        if matches!(self.scene.word(from), "him" | "her" | "them" | "it") {
            return Some(Report { cue, source: from..from + 1, end: from + 1 });
        }
        // “*According to the programme notes,* …”: a noun that no table lists.
        let led = self.scene.has(from, Class::DETERMINER.or(Class::POSSESSIVE));
        let word = |at: &usize| self.scene.token(*at).is_some_and(|t| t.shape == Shape::Lower);
        let end = from + (from..from + NOUNS + 1).take_while(word).count();
        let whole = led && end > from + 1 && self.scene.is(end, ',');
        whole.then_some(Report { cue, source: from..end, end })
    }

    /// “*In her view*, …”, “*By Venn’s own account*, …”
    fn in_view(&self, at: usize) -> Option<Report> {
        let from = at + 1;
        let own = matches!(self.scene.word(from), "his" | "her" | "their" | "its");
        let (owner, noun) = if own {
            (from..from + 1, from + 1)
        } else {
            let mut words = from..self.mention_at(from)?.tokens.end + 1;
            let end = words.find(|&at| self.scene.has(at, Class::POSSESSIVE_END))?;
            (from..end, end + 1)
        };
        // “*By her own account*, …”
        let noun = noun + usize::from(self.scene.word(noun) == "own");
        let viewed = match self.scene.word(at) {
            "In" | "in" => {
                matches!(self.scene.word(noun), "view" | "opinion" | "telling" | "words")
            }
            "By" | "by" => {
                const TOLD: [&str; 6] =
                    ["account", "admission", "reckoning", "telling", "count", "estimate"];
                TOLD.contains(&self.scene.word(noun))
            }
            _ => false,
        };
        viewed.then(|| Report { cue: noun..noun + 1, source: owner, end: noun + 1 })
    }
}
