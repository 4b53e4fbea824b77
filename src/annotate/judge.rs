//! Speech or not: text in marks that nobody says.
//!
//! A small set of rules with reasons; a learned classifier can take their place behind the same
//! question.

use super::attribute::Segment;
use super::cue::Scene;
use super::lexicon::Class;
use super::mention::MentionKind;
use super::token::{Shape, Token};
use crate::annotation::UnattributedReason;

/// What is known of a segment besides its words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    /// A cue stands right at the marks.
    pub(crate) adjacent: bool,
    /// A source was found by a cue in the sentence.
    pub(crate) linked: bool,
    /// The segment stands in the headline.
    pub(crate) headline: bool,
}

/// Longest stretch that can be a title, in words.
const TITLE_WORDS: usize = 12;
/// How far back the subject of a naming verb may begin, in tokens.
const SUBJECT: usize = 8;
/// Longest stretch that can be a word held at a distance, in words.
const SCARE_WORDS: usize = 2;

/// Returns why nobody says the segment, if nobody does.
pub(crate) fn reject(
    scene: &Scene<'_>,
    segment: &Segment,
    setting: Setting,
) -> Option<UnattributedReason> {
    let inside = words(scene, segment);
    let before = segment.tokens.start.checked_sub(1).and_then(|at| scene.token(at));
    let after = scene.token(segment.tokens.end);
    let ends = segment.mark.inner.of(scene.text).chars().next_back();
    let sentence_end = matches!(ends, Some('?' | '!' | '—'));
    let capital = |token: Option<&Token>| token.is_some_and(|t| t.is_capital() && !t.quoted);
    let goes_on = ends.is_some_and(char::is_alphanumeric)
        && after.is_some_and(|token| token.span.start <= segment.mark.outer.end + 1);
    if inside.len() <= 3
        && goes_on
        && capital(before)
        && capital(after)
        && before.is_some_and(|b| b.span.end < segment.mark.outer.start)
    {
        return Some(UnattributedReason::Nickname);
    }
    if let Some(nickname) = names_thing(scene, segment) {
        let title = is_title_case(&inside) && inside.len() > 1;
        return Some(match (nickname, title) {
            (true, _) => UnattributedReason::Nickname,
            (false, true) => UnattributedReason::Title,
            (false, false) => UnattributedReason::ScareQuote,
        });
    }
    let titled = is_title_case(&inside);
    let named = before.is_some_and(|token| token.has(Class::WORK) && !token.has(Class::ANY_CUE))
        || preceded_by_work(scene, segment);
    // In a headline every word has a capital.
    if titled && !setting.headline && !sentence_end && inside.len() <= TITLE_WORDS {
        if named {
            return Some(UnattributedReason::Title);
        }
        if inside.len() >= 2 && !setting.adjacent {
            return Some(UnattributedReason::Title);
        }
        if !setting.linked {
            return Some(if inside.len() == 1 {
                UnattributedReason::ScareQuote
            } else {
                UnattributedReason::Title
            });
        }
    }
    if named && inside.len() <= SCARE_WORDS && !setting.adjacent {
        return Some(UnattributedReason::ScareQuote);
    }
    let statement = is_statement(scene, segment);
    if !setting.linked && !statement && inside.len() <= SCARE_WORDS {
        return Some(UnattributedReason::ScareQuote);
    }
    None
}

/// Tells whether the segment reads as a sentence or a good part of one.
pub(crate) fn is_statement(scene: &Scene<'_>, segment: &Segment) -> bool {
    let inside = words(scene, segment);
    let text = segment.mark.inner.of(scene.text);
    let ends = matches!(text.chars().next_back(), Some('.' | '?' | '!' | ',' | '…' | '—'));
    let capital = inside.first().is_some_and(|token| token.is_capital());
    capital && ends && inside.len() >= 2
        || inside.len() > 8
        || capital && inside.len() > 4 && !is_title_case(&inside)
}

fn words(scene: &Scene<'_>, segment: &Segment) -> Vec<Token> {
    scene
        .tokens
        .get(segment.tokens.clone())
        .unwrap_or(&[])
        .iter()
        .filter(|token| token.is_word() && segment.mark.inner.covers(token.span))
        .take(TITLE_WORDS + 12)
        .copied()
        .collect()
}

/// Every word but small function words has a capital.
fn is_title_case(words: &[Token]) -> bool {
    let small =
        Class::DETERMINER.or(Class::PREPOSITION).or(Class::CONJUNCTION).or(Class::AUXILIARY);
    let major: Vec<&Token> =
        words.iter().filter(|token| !(token.shape == Shape::Lower && token.has(small))).collect();
    !major.is_empty()
        && words.first().is_some_and(|first| first.is_capital() || first.shape == Shape::Number)
        && major.iter().all(|token| token.is_capital() || token.shape == Shape::Number)
}

/// Tells whether the words before the segment only name something (“a double bill called “…””,
/// “known on the third floor as “…””), and if so, whether they give a nickname.
fn names_thing(scene: &Scene<'_>, segment: &Segment) -> Option<bool> {
    let cue = segment.tokens.start.checked_sub(1)?;
    if scene.word(cue) == "as" {
        let reach = cue.saturating_sub(SUBJECT)..cue;
        return reach.rev().any(|at| scene.word(at) == "known").then_some(false);
    }
    if !matches!(
        scene.word(cue),
        "called" | "named" | "titled" | "entitled" | "dubbed" | "nicknamed"
    ) {
        return None;
    }
    let subject = scene.adjacent_subject(cue, cue.saturating_sub(SUBJECT));
    let passive = scene.has(cue.wrapping_sub(1), Class::AUXILIARY)
        && !matches!(scene.word(cue.wrapping_sub(1)), "has" | "had" | "have");
    let speaks = subject.and_then(|subject| scene.mentions.get(subject.mention)).is_some_and(|m| {
        m.kind != MentionKind::Nominal || m.class.meets(Class::HEAD_PERSON.or(Class::HEAD_GROUP))
    });
    (passive || !speaks).then(|| scene.word(cue) == "nicknamed")
}

/// “his film, “…””, “a song called “…””, “the term “…””
fn preceded_by_work(scene: &Scene<'_>, segment: &Segment) -> bool {
    let start = segment.tokens.start;
    let last = start.checked_sub(1).filter(|&at| scene.is(at, ',')).unwrap_or(start);
    (last.saturating_sub(2)..last).any(|at| {
        scene.token(at).is_some_and(|token| {
            !token.quoted
                && token.has(Class::WORK)
                && token.shape == Shape::Lower
                && (!token.has(Class::ANY_CUE) || scene.has(at.wrapping_sub(1), Class::AUXILIARY))
        })
    })
}
