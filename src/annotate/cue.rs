//! Cues: reporting words, and the mention that is their subject.
//!
//! Works inside one sentence. Which quotation a cue belongs to is decided elsewhere.

use super::lexicon::Class;
use super::mention::{Mention, MentionKind};
use super::source;
use super::token::{Shape, Token};
use crate::span::Span;
use std::ops::Range;

/// The source of a cue: a mention and the tokens that name it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Index of the mention that means the speaker.
    pub(crate) mention: usize,
    /// The tokens of the whole naming.
    pub(crate) tokens: Range<usize>,
}

/// What is known of a document when cues are looked for.
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// In the order of their tokens.
    pub(crate) mentions: &'a [Mention],
}

/// How far back from the end of a subject its mention may begin, in mentions: an apposition
/// holds mentions of its own.
const NESTED: usize = 12;

/// Most words between a mention and a relative pronoun that means it.
const APART: usize = 6;

impl Scene<'_> {
    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(crate) fn word(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.span.of(self.text))
    }

    pub(crate) fn is(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    pub(crate) fn has(&self, at: usize, class: Class) -> bool {
        self.token(at).is_some_and(|token| token.has(class))
    }

    /// Tells whether a token stands in marks.
    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.quoted)
    }

    /// Tells whether a token is a word outside of marks.
    pub(crate) fn is_plain_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_plain_word)
    }

    /// Tells whether a token stands first in its line.
    pub(crate) fn begins_line(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let (Some(before), Some(token)) = (before, self.token(at)) else { return true };
        let gap = self.text.get(before.span.end..token.span.start);
        gap.is_none_or(|gap| gap.contains('\n'))
    }

    /// Returns the text that a range of tokens covers.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let part = self.tokens.get(range).unwrap_or(&[]);
        match (part.first(), part.last()) {
            (Some(first), Some(last)) => first.span.hull(last.span),
            _ => Span::default(),
        }
    }

    /// Tells whether the word at `at` reports speech there (“report” behind an article does not).
    pub(crate) fn is_cue(&self, at: usize, from: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if token.quoted || !token.has(Class::ANY_CUE) {
            return false;
        }
        if token.shape != Shape::Lower && at != from {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|&b| b >= from).and_then(|b| self.token(b))
        else {
            return true;
        };
        let noun = Class::DETERMINER.or(Class::POSSESSIVE).or(Class::POSSESSIVE_END);
        if before.has(noun) && !before.has(Class::RELATIVE.or(Class::PRONOUN)) {
            // “Some said”, “Many argue”: a quantifier alone is a subject.
            return before.has(Class::HEADS) && token.has(Class::CUE);
        }
        let to = before.span.of(self.text) == "to";
        !(token.has(Class::CUE_WEAK) && before.has(Class::PREPOSITION) && !to)
    }

    /// Returns the subject that begins at `from`, adverbs skipped: “said” *Mara Venn, who …*.
    pub(crate) fn subject_from(&self, from: usize, end: usize) -> Option<Subject> {
        let start = (from..end.min(from + 3)).find(|&at| !self.has(at, Class::ADVERB))?;
        let index = self.mention_from(start)?;
        let mention = self.mentions.get(index)?;
        let mut tokens = mention.tokens.start..mention.full.end;
        // “Ana Ruiz and Tom Bell”
        if mention.full == mention.tokens
            && self.word(tokens.end) == "and"
            && let Some(other) = self.mentions.get(index + 1)
            && other.tokens.start == tokens.end + 1
            && mention.kind != MentionKind::Pronoun
            && !(tokens.end + 1..end.min(other.tokens.end + 3)).any(|at| self.has(at, Class::CUE))
        {
            tokens.end = other.tokens.end;
        }
        Some(Subject { mention: index, tokens })
    }

    /// Tells whether a word outside of marks speaks of whoever says or hears it: “I’m”, “your”.
    pub(crate) fn is_personal(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.quoted)
            && source::pronoun(self.word(at)).is_some_and(|class| class.meets(Class::FIRST_PERSON))
    }

    /// Tells whether “according to” stands at `at`.
    pub(crate) fn is_according_to(&self, at: usize) -> bool {
        self.word(at).eq_ignore_ascii_case("according") && self.word(at + 1) == "to"
    }

    /// Returns the reporting verb of a cue, with the particle behind it: “has also *said* in a
    /// statement”, “*called for*”, “*according to*”. O(n) in the tokens of the cue.
    pub(crate) fn reporting(&self, cue: Range<usize>) -> Range<usize> {
        if cue.clone().any(|at| self.is_according_to(at)) {
            return cue;
        }
        let helps = Class::HELPS.or(Class::PRONOUN).or(Class::RELATIVE);
        // “who left as it was *ending said*”
        let verb = cue.clone().find(|&at| self.has(at, Class::ANY_CUE));
        let ending = verb.is_some_and(|at| self.has(at, Class::CUE_ING));
        let says = || cue.clone().find(|&at| self.has(at, Class::CUE_INVERTS));
        // “laughed and *said*”
        let weak = verb.filter(|&at| self.has(at, Class::CUE_WEAK) && self.word(at + 1) == "and");
        let says_too = |at: &usize| self.has(*at, Class::CUE_INVERTS);
        let joined = weak.and_then(|at| (at + 2..cue.end).find(says_too));
        let verb = says().filter(|_| ending).or(joined).or(verb);
        let verb = verb.or_else(|| cue.clone().find(|&at| !self.has(at, helps)));
        let Some(verb) = verb else { return cue };
        let behind = verb + 1;
        // “wanted to know”
        if self.word(behind) == "to" && self.word(behind + 1) == "know" {
            return verb..cue.end.min(behind + 2);
        }
        let ends = behind + 1 == cue.end && self.has(behind, Class::PREPOSITION);
        verb..behind + usize::from(ends)
    }

    /// Returns the mention that begins at `start`.
    pub(crate) fn mention_from(&self, start: usize) -> Option<usize> {
        let index = self.mentions.partition_point(|mention| mention.tokens.start < start);
        self.mentions.get(index).filter(|mention| mention.tokens.start == start).map(|_| index)
    }

    /// Returns the mention whose naming (with or without its apposition) ends at `end`.
    fn ending_at(&self, end: usize, from: usize) -> Option<usize> {
        let behind = self.mentions.partition_point(|mention| mention.tokens.start < end);
        (behind.saturating_sub(NESTED)..behind).rev().find(|&index| {
            self.mentions.get(index).is_some_and(|mention| {
                mention.tokens.start >= from
                    && (mention.tokens.end == end || mention.full.end == end)
            })
        })
    }

    /// Returns the subject that ends right before the cue at `cue`, auxiliaries and adverbs
    /// skipped.
    pub(crate) fn adjacent_subject(&self, cue: usize, from: usize) -> Option<Subject> {
        let mut words = (from..=cue).rev();
        let end = words.find(|&at| at == from || !self.has(at - 1, Class::HELPS))?;
        self.whole(self.ending_at(end, from)?, from)
    }

    /// Returns the mention that a relative pronoun at `at` means: the one before it, or the last one
    /// near it where other words stand between (“the *Echo* report, which …”).
    pub(crate) fn antecedent(&self, at: usize, from: usize) -> Option<usize> {
        let apart = |token: &Token| token.is(',') || token.is_dash();
        let stop = at > from && self.token(at - 1).is_some_and(apart);
        let end = if stop { at - 1 } else { at };
        let Some(nearest) = self.ending_at(end, from) else {
            let behind = self.mentions.partition_point(|mention| mention.tokens.start < end);
            let near = |mention: &Mention| mention.tokens.end + APART >= end;
            let last = behind.checked_sub(1)?;
            return self
                .mentions
                .get(last)
                .filter(|m| m.tokens.start >= from && near(m))
                .map(|_| last);
        };
        if self.word(at) != "who" {
            return Some(nearest);
        }
        // “Ada Venn of Velmark, *who*”, “a note from Ada Venn *who*”: the outermost person.
        let person = |index: &usize| {
            self.mentions.get(*index).is_some_and(|mention| {
                mention.tokens.start >= from
                    && (mention.tokens.end == end
                        || mention.full.end == end
                        || mention.full.end == at)
                    && !mention.class.meets(Class::HEAD_BODY)
            })
        };
        let outermost = (nearest.saturating_sub(NESTED)..=nearest).find(person);
        Some(outermost.unwrap_or(nearest))
    }

    /// Widens a mention over what it hangs on: “a spokesman *for the port*”, “Ruiz *and Bell*”.
    pub(crate) fn whole(&self, index: usize, from: usize) -> Option<Subject> {
        let mut head = index;
        let mention = self.mentions.get(index)?;
        let mut tokens = mention.tokens.start..mention.full.end;
        for _ in 0..3 {
            let Some(before) = tokens.start.checked_sub(1).filter(|&before| before > from) else {
                break;
            };
            let word = self.word(before);
            let hangs = matches!(
                word,
                "of" | "for" | "at" | "from" | "in" | "into" | "with" | "on" | "to" | "by" | "and"
            );
            if !hangs {
                break;
            }
            // “a memo *seen by* this newspaper”
            let participle = before > from && is_participle(self.word(before - 1));
            let end = if participle { before - 1 } else { before };
            let Some(outer) = self.ending_at(end, from) else { break };
            let outer_mention = self.mentions.get(outer)?;
            let joins = match word {
                "and" => {
                    outer_mention.kind != MentionKind::Pronoun
                        && !self.has(before.wrapping_sub(1), Class::ANY_CUE)
                        && outer_mention.free
                        && !self.is(outer_mention.tokens.end, ',')
                }
                _ => {
                    outer_mention.class.meets(Class::HEADS)
                        || outer_mention.kind == MentionKind::Named && outer_mention.free
                }
            };
            if !joins || outer_mention.kind == MentionKind::Pronoun {
                break;
            }
            head = outer;
            tokens.start = outer_mention.tokens.start;
        }
        Some(Subject { mention: head, tokens })
    }

    /// Returns the subject of the main clause in the tokens: the first mention that follows no
    /// preposition and is followed by a verb, else the first that follows no preposition.
    pub(crate) fn main_subject(&self, mut range: Range<usize>) -> Option<Subject> {
        // “Asked whether it rained, *Venn* shook her head.”
        if matches!(self.word(range.start), "Asked" | "Pressed") {
            range.start = range.clone().find(|&at| self.is(at, ',')).unwrap_or(range.start);
        }
        let first = self.mentions.partition_point(|mention| mention.tokens.start < range.start);
        let inside = || {
            self.mentions
                .iter()
                .enumerate()
                .skip(first)
                .take_while(|(_, mention)| mention.tokens.start < range.end)
                .filter(|(_, mention)| mention.free && !self.is_owner(mention))
        };
        let verb = |mention: &Mention| {
            let at = mention.full.end;
            at < range.end
                && self.token(at).is_some_and(|token| {
                    token.shape == Shape::Lower
                        && !token.has(Class::PREPOSITION.or(Class::CONJUNCTION))
                })
        };
        let (index, mention) =
            inside().find(|(_, mention)| verb(mention)).or_else(|| inside().next())?;
        let mut tokens = mention.tokens.start..mention.full.end;
        if mention.class.meets(Class::HEAD_BODY) && is_participle(self.word(tokens.end)) {
            // “A memo *sent to insurers on Sunday*”
            tokens.end = range.end;
        }
        Some(Subject { mention: index, tokens })
    }

    fn is_owner(&self, mention: &Mention) -> bool {
        self.has(mention.tokens.end, Class::POSSESSIVE_END)
    }
}

/// Participles that hang on a document or a person, not verbs of the sentence.
fn is_participle(word: &str) -> bool {
    matches!(
        word,
        "seen"
            | "sent"
            | "obtained"
            | "published"
            | "released"
            | "signed"
            | "written"
            | "addressed"
            | "filed"
            | "leaked"
            | "started"
            | "launched"
            | "organised"
            | "organized"
            | "drafted"
            | "compiled"
            | "dated"
            | "issued"
            | "made"
            | "taken"
            | "known"
            | "familiar"
            | "close"
            | "involved"
            | "led"
            | "run"
            | "commissioned"
            | "circulated"
            | "shared"
            | "posted"
            | "aired"
            | "broadcast"
            | "printed"
    )
}
