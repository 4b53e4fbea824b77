//! Why nobody says a stretch in marks: it is a title, a nickname, or a word held at a distance.
//!
//! Whether somebody says it is for the tagger to decide; here the rest is given its reason.

use super::cue::Scene;
use super::lexicon::Class;
use super::mention::MentionKind;
use super::prepare::Segment;
use super::token::{Shape, Token};
use crate::annotation::UnattributedReason;
use std::ops::Range;

/// Longest stretch that can be a title, in words.
const TITLE_WORDS: usize = 12;
/// Longest stretch that something goes by, in words.
const NAME_WORDS: usize = 4;
/// How far back the subject of a naming verb may begin, in tokens.
const SUBJECT: usize = 8;

/// Returns why nobody says the segment.
pub(crate) fn reason(scene: &Scene<'_>, segment: &Segment) -> UnattributedReason {
    let inside = words(scene, segment);
    let titled = is_title_case(&inside) && inside.len() <= TITLE_WORDS;
    if stands_in_name(scene, segment, inside.len()) {
        return UnattributedReason::Nickname;
    }
    if names_thing(scene, segment) == Some(true) {
        return UnattributedReason::Nickname;
    }
    let before = segment.tokens.start.checked_sub(1).and_then(|at| scene.token(at));
    let named = before.is_some_and(|token| token.has(Class::WORK) && !token.has(Class::ANY_CUE))
        || preceded_by_work(scene, segment);
    if titled && (named || inside.len() > 1) {
        return UnattributedReason::Title;
    }
    if is_statement(scene, segment) {
        return UnattributedReason::NoSource;
    }
    UnattributedReason::ScareQuote
}

/// Tells whether the segment reads as what something goes by: “a gorge nicknamed “the Letterbox””,
/// and “known as” it even if there is a source for it.
pub(crate) fn is_name(scene: &Scene<'_>, segment: &Segment, has_source: bool) -> bool {
    let before = naming_word(scene, segment).map_or("", |at| scene.word(at));
    let titled = matches!(before, "titled" | "entitled");
    let passive = titled || matches!(before, "as" | "nicknamed");
    let inside = words(scene, segment);
    let is_short = inside.len() <= NAME_WORDS || titled && is_title_case(&inside);
    is_short && (passive || !has_source) && names_thing(scene, segment).is_some()
}

/// “the so-called “corridor of calm””: tells whether a segment is held at a distance in as many words.
pub(crate) fn is_so_called(scene: &Scene<'_>, segment: &Segment) -> bool {
    naming_word(scene, segment).is_some_and(|at| scene.word(at) == "so-called")
}

/// Tells whether a word that seems to report only names what is in marks: “is *titled* the “…””.
pub(crate) fn is_naming(scene: &Scene<'_>, segment: &Segment, cue: &Range<usize>) -> bool {
    let Some(word) = naming_word(scene, segment) else { return false };
    match scene.word(word) {
        "as" => cue.clone().any(|at| scene.word(at) == "known"),
        _ => cue.contains(&word),
    }
}

/// The word with which something is named before a segment, with an article between them or without.
fn naming_word(scene: &Scene<'_>, segment: &Segment) -> Option<usize> {
    let before = segment.tokens.start.checked_sub(1)?;
    before.checked_sub(usize::from(scene.word(before) == "the"))
}

/// Tells whether the segment reads as a title: two words or more, with capitals, and no end of a
/// sentence.
pub(crate) fn is_titled(scene: &Scene<'_>, segment: &Segment) -> bool {
    let ends = segment.mark.inner.of(scene.text).chars().next_back();
    has_capitals(scene, segment) && !matches!(ends, Some('.' | '?' | '!' | '…' | '—'))
}

/// Tells whether the segment is written as titles are, whatever its end: two words or more, with
/// capitals.
pub(crate) fn has_capitals(scene: &Scene<'_>, segment: &Segment) -> bool {
    let inside = words(scene, segment);
    (2..=TITLE_WORDS).contains(&inside.len()) && is_title_case(&inside)
}

/// “Tom “Red” Bell”: between two parts of a name.
fn stands_in_name(scene: &Scene<'_>, segment: &Segment, words: usize) -> bool {
    let before = segment.tokens.start.checked_sub(1).and_then(|at| scene.token(at));
    let after = scene.token(segment.tokens.end);
    let capital = |token: Option<&Token>| token.is_some_and(|t| t.is_capital() && !t.quoted);
    let ends = segment.mark.inner.of(scene.text).chars().next_back();
    words <= 3
        && capital(before)
        && capital(after)
        && before.is_some_and(|token| token.span.end < segment.mark.outer.start)
        && after.is_some_and(|token| token.span.start <= segment.mark.outer.end + 1)
        && ends.is_some_and(char::is_alphanumeric)
}

/// Tells whether the segment reads as a sentence or a good part of one.
fn is_statement(scene: &Scene<'_>, segment: &Segment) -> bool {
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
    let cue = naming_word(scene, segment)?;
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
