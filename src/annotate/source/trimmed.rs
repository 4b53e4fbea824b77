//! Sources without what the network took along at their ends: days, small words, times.

use super::is_relative;
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::{Class, nouns, verbs};
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

/// “*who* in 2010 said”, “*who* owns a third, said”: a relative pronoun without the time or the verb
/// behind it.
pub(super) fn bare(scene: &Scene<'_>, source: Range<usize>) -> Range<usize> {
    let time = |at: usize| {
        let number = scene.token(at).is_some_and(|token| token.shape == Shape::Number);
        let word = scene.word(at);
        number
            || scene.has(at, Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB))
            || matches!(word, "last" | "this" | "year" | "month" | "week" | "night" | "spring")
            || matches!(word, "summer" | "autumn" | "fall" | "winter" | "morning" | "evening")
    };
    let behind = source.start + 1;
    let relative = is_relative(scene, source.start) && behind < source.end;
    let verb = scene.has(behind, Class::AUXILIARY.or(Class::ANY_CUE))
        || scene.word(behind).ends_with('s')
        || verbs::is_past(scene.word(behind));
    let acts = verb && scene.mention_from(behind).is_none();
    if relative && (acts || (behind..source.end).all(time)) { source.start..behind } else { source }
}

/// “Venn Foods *today* announced”, “said the ministry *on Friday*”: a source without a day at its end.
pub(super) fn undated(scene: &Scene<'_>, mut source: Range<usize>) -> Range<usize> {
    let last = source.end.saturating_sub(1);
    let led = last > 0 && scene.has(last - 1, Class::PREPOSITION);
    let word = scene.word(last);
    // “a poll *released Friday*” is a poll of that day.
    let named = last > 1
        && scene.token(last - 1).is_some_and(Token::is_capital)
        && !scene.has(last - 2, Class::PREPOSITION);
    // “Theresa *May*”, “Mara *Halliday*”
    let bare = scene.has(last, Class::DATE) && word.ends_with("day")
        || matches!(word, "today" | "yesterday");
    let day = if led { scene.has(last, Class::DATE) } else { named && bare };
    let words = 1 + usize::from(led);
    if day && source.len() > words {
        source.end -= words;
    }
    source
}

/// A source without what the tagger took along at its ends.
pub(super) fn trimmed(scene: &Scene<'_>, mut source: Range<usize>) -> Range<usize> {
    // “Venn, *for the* accused, said”
    let open = Class::POSSESSIVE.or(Class::PREPOSITION).or(Class::CONJUNCTION);
    let stray = |at: usize| {
        let article = matches!(scene.word(at), "the" | "a" | "an" | "this" | "both");
        article || scene.is(at, ',') || scene.has(at, open)
    };
    while source.len() > 1 && stray(source.end - 1) {
        source.end -= 1;
    }
    source = undated(scene, source);
    // “said Venn and Bell *in a joint letter*”
    let paper = |at: &usize| nouns::is_text(scene.word(*at)) || nouns::is_speech(scene.word(*at));
    let inside = source.clone().skip(1).find(|&at| {
        scene.word(at) == "in"
            && matches!(scene.word(at + 1), "a" | "an" | "the" | "his" | "her" | "their")
            && (at + 2..source.end.min(at + 5)).any(|at| paper(&at))
    });
    source.end = inside.unwrap_or(source.end);
    if source.len() > 1 && is_relative(scene, source.start) {
        source.start += 1;
    }
    // “In *1998 she* said”
    let when = scene.token(source.start).is_some_and(|first| {
        first.shape == Shape::Number || first.has(Class::PREPOSITION.or(Class::DATE))
    });
    let last = source.end.saturating_sub(1);
    if when && source.start < last && scene.has(last, Class::PRONOUN) {
        source.start = last;
    }
    source
}
