//! Frames: sentences that are reported as a whole by a few words at their end or beginning.
//!
//! “…, *said Venn*.”, “…, *Venn said*.”, “…, *according to Venn*.”, “*According to Venn*, …”. The
//! training articles have few of them, news agencies many, and the network passes over some; where
//! it finds nothing in such a sentence, or takes nothing but who says it for what is said, the frame
//! says what is reported. Nothing else that the network finds is overruled.

use super::cue::Scene;
use super::lexicon::Class;
use super::mention::Mention;
use super::token::{Shape, Token};
use std::ops::Range;

/// What a frame reports, as tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Framed {
    pub(crate) content: Range<usize>,
    pub(crate) cue: Range<usize>,
    pub(crate) source: Range<usize>,
}

/// How likely its tags are, of 255: of the eight attributions that frames add in the development
/// articles and two fifths of the training ones seven are right.
pub(crate) const LIKELY: u8 = 225;

/// Fewest words that are reported.
const LEAST: usize = 3;
/// Most tokens behind a frame: “…, said Venn *in a statement on Monday*.”
const REST: usize = 8;
/// Most words that name to whom it is said.
const LISTENER: usize = 5;
/// Most tokens of a frame at the end of a sentence.
const REACH: usize = 48;

/// Returns what the frame of a sentence reports, if it has one; O(n) in its tokens.
pub(crate) fn framed(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<Framed> {
    let frames = Frames { scene, sentence };
    let found = frames.in_front().or_else(|| frames.at_end());
    found.filter(|framed| frames.is_clause(&framed.content)).or_else(|| frames.with_that())
}

struct Frames<'a> {
    scene: &'a Scene<'a>,
    sentence: &'a Range<usize>,
}

impl Frames<'_> {
    /// “*According to Venn*, …”
    fn in_front(&self) -> Option<Framed> {
        let start = self.sentence.start;
        let mention = self.according(start)?;
        let behind = mention.full.end;
        // The comma that closes an apposition is part of it.
        let hangs = mention.full.end > mention.tokens.end && self.scene.is(behind - 1, ',');
        let from = if hangs { behind } else { behind + 1 };
        (hangs || self.scene.is(behind, ',')).then(|| Framed {
            content: from..self.end(),
            cue: start..start + 2,
            source: mention.tokens.clone(),
        })
    }

    /// “…, *said Venn*.”, “…, *Venn said*.”, “…, *according to Venn*.”
    fn at_end(&self) -> Option<Framed> {
        let (start, end) = (self.sentence.start, self.end());
        let near = start.max(end.saturating_sub(REACH))..end;
        near.rev().filter(|&at| self.scene.is(at, ',')).find_map(|comma| {
            let content = start..comma;
            let from = comma + 1;
            let (cue, mention) = if let Some(mention) = self.according(from) {
                (from..from + 2, mention)
            } else if self.says(from) {
                (from..from + 1, self.mention_at(from + 1)?)
            } else {
                let mention = self.mention_at(from)?;
                let at = self.behind_small_words(mention.full.end);
                if !self.says(at) || !self.is_rest(at + 1) {
                    return None;
                }
                return Some(Framed { content, cue: at..at + 1, source: mention.tokens.clone() });
            };
            let source = mention.tokens.clone();
            self.is_rest(mention.full.end).then_some(Framed { content, cue, source })
        })
    }

    /// “*Venn told reporters* that …”
    fn with_that(&self) -> Option<Framed> {
        let mention = self.mention_at(self.sentence.start)?;
        let at = self.behind_small_words(mention.full.end);
        let told = self.scene.has(at, Class::CUE_ADDRESSES) && self.scene.has(at, Class::CUE);
        if !told && !self.says(at) {
            return None;
        }
        let (from, end) = (at + 1, self.end());
        let reach = if told { LISTENER + 1 } else { 1 };
        let that = (from..end).take(reach).find(|&at| self.scene.word(at) == "that")?;
        let rest = self.scene.tokens.get(from..end).unwrap_or_default();
        let is_plain = rest.iter().all(|t| t.is(',') || t.is_word() && !t.quoted);
        (is_plain && end - that > LEAST).then(|| Framed {
            content: that..end,
            cue: at..at + 1,
            source: mention.tokens.clone(),
        })
    }

    /// Returns who is named behind “according to” at `at`.
    fn according(&self, at: usize) -> Option<&Mention> {
        self.scene.is_according_to(at).then(|| self.mention_at(at + 2)).flatten()
    }

    fn mention_at(&self, at: usize) -> Option<&Mention> {
        let mention = self.scene.mentions.get(self.scene.mention_from(at)?)?;
        (mention.tokens.start < self.sentence.end).then_some(mention)
    }

    /// Tells whether a verb stands at `at` that reports and hardly does anything else.
    fn says(&self, at: usize) -> bool {
        self.scene.token(at).is_some_and(|token| {
            token.shape == Shape::Lower
                && token.has(Class::CUE_INVERTS)
                && !token.has(Class::CUE_WEAK)
        })
    }

    fn behind_small_words(&self, from: usize) -> usize {
        let is_small = |at: usize| self.scene.has(at, Class::ADVERB.or(Class::AUXILIARY));
        (from..self.end()).find(|&at| !is_small(at)).unwrap_or(from.max(self.end()))
    }

    /// Where the mark that ends the sentence stands.
    fn end(&self) -> usize {
        let last = self.sentence.end - 1;
        if self.scene.token(last).is_some_and(Token::is_word) { last + 1 } else { last }
    }

    /// Tells whether nothing but where and when stands from `at` up to the end of the sentence.
    fn is_rest(&self, at: usize) -> bool {
        let tokens = self.scene.tokens.get(at..self.end()).unwrap_or_default();
        let begins = tokens
            .first()
            .is_none_or(|token| token.has(Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB)));
        begins
            && tokens.len() <= REST
            && tokens.iter().all(|t| t.is_word() && !t.has(Class::ANY_CUE.or(Class::AUXILIARY)))
    }

    /// Tells whether tokens are likely a clause, not where or when it was said.
    fn is_clause(&self, tokens: &Range<usize>) -> bool {
        let tokens = self.scene.tokens.get(tokens.clone()).unwrap_or_default();
        let Some(first) = tokens.first() else { return false };
        let leads = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::CUE_ING);
        let word = first.span.of(self.scene.text);
        let led = first.has(leads) || word.ends_with("ing") || word.ends_with("ed");
        tokens.iter().filter(|token| token.is_word()).count() >= LEAST
            && !tokens.iter().any(|token| token.quoted)
            && !led
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::prepare;
    use crate::load::{Limits, load_text};

    /// `[what is reported]`, `{the cue}` and `<who says it>`; nothing where no frame is marked.
    fn check(marked: &str) {
        let text = marked.replace(['[', ']', '{', '}', '<', '>'], "");
        let document = load_text("-", &text, &Limits::default());
        let prepared = prepare::parts(&document).0.next().expect("a part");
        let scene =
            Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
        let sentence = &prepared.sentences.first().expect("a sentence").tokens;
        let found = framed(&scene, sentence);
        let words = |tokens: Range<usize>| {
            let tokens = &prepared.tokens[tokens];
            tokens[0].span.hull(tokens[tokens.len() - 1].span).of(prepared.text)
        };
        let found = found.map(|f| [f.content, f.cue, f.source].map(words));
        let part = |open: char, close: char| Some(marked.split_once(open)?.1.split_once(close)?.0);
        let expected = [('[', ']'), ('{', '}'), ('<', '>')].map(|(open, close)| part(open, close));
        assert_eq!(found.map(|parts| parts.map(Some)).unwrap_or_default(), expected, "{marked}");
    }

    #[test]
    fn a_frame_reports_the_rest_of_its_sentence() {
        check("[Sales fell by a third in May], {said} <Ada Venn>.");
        check("[Sales fell by a third in May], {said} <the company>.");
        check("[The strike will go on], {said} <Ada Venn>, the head of the union.");
        check("[The strike will go on], {said} <Ada Venn> in a statement on Monday.");
        check("[The strike will go on, whatever comes], <Venn> also {said} on Monday.");
        check("[The plan was never approved], {according to} <two officials>.");
        check("{According to} <the union>, [the strike will go on].");
        check("{According to} <Ada Venn>, who heads the union, [the strike will go on].");
        check("<Venn> {told} reporters [that Tokyo had protested].");
        check("<Ada Venn>, a lawyer, {told} a news conference [that Tokyo had protested].");
    }

    #[test]
    fn what_is_no_clause_is_not_reported() {
        check("In the capital of the north, police said.");
        check("Speaking to reporters in May, Venn said.");
        check("Sales fell, said Venn.");
        check("The annual report that was late, Venn approved.");
        check("“We will go on”, said Ada Venn.");
        check("Sales fell by a third in May, said Venn, and prices rose.");
        check("Venn told reporters.");
    }
}
