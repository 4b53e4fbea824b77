//! Content: how far the reported words of an attribution reach.
//!
//! A *direct* quotation is its segments; a *mixed* one takes in the words around them that the
//! cue reports as well.

use super::attribute::{Draft, Segment, Side};
use super::cue::Scene;
use super::lexicon::Class;
use super::sentence::Sentence;
use super::token::Shape;
use crate::annotation::QuoteKind;
use crate::span::Span;
use std::ops::Range;

/// How many words may say where, when and to whom something was said, before “that”.
const PLACE: usize = 10;

/// Returns the kind and the content spans of a draft, in order.
pub(crate) fn content(
    scene: &Scene<'_>,
    sentences: &[Sentence],
    segments: &[Segment],
    draft: &Draft,
) -> (QuoteKind, Vec<Span>) {
    let parts: Vec<&Segment> = draft.segments.iter().filter_map(|&i| segments.get(i)).collect();
    let Some(first) = parts.first() else { return (QuoteKind::Direct, Vec::new()) };
    let sentence = sentences.get(first.sentence).map_or(first.tokens.clone(), |s| s.tokens.clone());
    // The segments of the first sentence on one side of the cue are one stretch of words.
    let cue = draft.link.cue.as_ref().map_or(usize::MAX, |cue| cue.start);
    let side = |segment: &Segment| segment.tokens.start < cue;
    let joined = parts
        .iter()
        .take_while(|part| part.sentence == first.sentence && side(part) == side(first))
        .count();
    let last = parts.get(joined.wrapping_sub(1)).unwrap_or(first);
    let reach = match draft.link.side {
        Side::Lead => lead_reach(scene, draft, first, last, &sentence),
        Side::Tail => tail_reach(scene, draft, first, last, &sentence),
        Side::Apart => None,
    };
    let mut spans = Vec::with_capacity(parts.len());
    let kind = match reach {
        Some(tokens) => {
            spans.push(scene.span(tokens));
            QuoteKind::Mixed
        }
        None => {
            spans.extend(parts.iter().take(joined).map(|part| part.mark.inner));
            QuoteKind::Direct
        }
    };
    spans.extend(parts.iter().skip(joined).map(|part| part.mark.inner));
    (kind, spans)
}

/// The reported words behind a cue, if they reach beyond the marks.
fn lead_reach(
    scene: &Scene<'_>,
    draft: &Draft,
    first: &Segment,
    last: &Segment,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let cue = draft.link.cue.as_ref()?;
    let mut start = cue.end;
    if let Some(subject) = &draft.link.subject
        && subject.tokens.start >= cue.end
    {
        start = subject.tokens.end;
    }
    if scene.has(cue.start, Class::CUE_ADDRESSES) {
        start = behind_addressee(scene, start, first.tokens.start);
    }
    let before = first.tokens.start.saturating_sub(1);
    let pointed = scene.is(before, ',') || scene.is(before, ':');
    let inside = last.mark.inner.of(scene.text);
    let closed = inside.ends_with([',', '.', '?', '!']);
    let end =
        if closed { last.tokens.end } else { clause_end(scene, last.tokens.end, sentence.end) };
    let goes_on = end > last.tokens.end;
    let starts_small =
        scene.token(first.tokens.start + 1).is_some_and(|token| token.shape == Shape::Lower);
    if pointed && !starts_small || start >= first.tokens.start && !(goes_on && starts_small) {
        return None;
    }
    let start = start.min(first.tokens.start);
    let start =
        (start..first.tokens.start).find(|&at| !scene.is(at, ',')).unwrap_or(first.tokens.start);
    let that = (start..first.tokens.start).find(|&at| scene.word(at) == "that");
    let start = that.filter(|&at| at - start <= PLACE).unwrap_or(start);
    let naming = scene.has(cue.start, Class::CUE_NAMING);
    if pointed && (start >= before || !naming && starts_with_place(scene, start)) && !goes_on {
        return None;
    }
    if !naming
        && !goes_on
        && starts_with_place(scene, start)
        && only_place(scene, start, first.tokens.start)
    {
        return None;
    }
    Some(start..if goes_on { end } else { last.tokens.end })
}

/// “told *reporters* …”, “announced *to reporters* …”
fn behind_addressee(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    let index = scene.mentions.partition_point(|mention| mention.tokens.start < from);
    match scene.mentions.get(index) {
        Some(mention) if mention.tokens.start == from && mention.tokens.end <= end => {
            mention.tokens.end
        }
        _ if scene.word(from) == "him"
            || scene.word(from) == "her"
            || scene.word(from) == "them" =>
        {
            from + 1
        }
        _ => from,
    }
}

/// “in a statement”, “on Tuesday”: where and when it was said, not what.
fn starts_with_place(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at, Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB)) && scene.word(at) != "as"
}

fn only_place(scene: &Scene<'_>, from: usize, end: usize) -> bool {
    end - from <= 8
        && !(from..end).any(|at| scene.word(at) == "that" || scene.has(at, Class::AUXILIARY))
}

/// “… and *walked* out”: the next verb has the same subject and reports nothing.
fn begins_predicate(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at, Class::ANY_CUE.or(Class::AUXILIARY).or(Class::PRONOUN))
        || scene.word(at).ends_with("ed")
}

/// Returns where the clause that goes on behind the marks at `from` ends: before a comma, a
/// dash or the sentence’s full stop.
fn clause_end(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    let stop = (from..end).find(|&at| {
        scene.token(at).is_some_and(|token| {
            matches!(token.shape, Shape::Mark(',' | ';' | '.' | '?' | '!' | '—' | '–' | ':'))
                || at == from && token.has(Class::CONJUNCTION) && begins_predicate(scene, at + 1)
        })
    });
    stop.unwrap_or(end)
}

/// The reported words before “, she said”, if they reach beyond the marks.
fn tail_reach(
    scene: &Scene<'_>,
    draft: &Draft,
    first: &Segment,
    last: &Segment,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let link = &draft.link;
    let attribution = match (&link.cue, &link.subject) {
        (Some(cue), Some(subject)) => cue.start.min(subject.tokens.start),
        (Some(cue), None) => cue.start,
        _ => return None,
    };
    let end = (last.tokens.end..attribution)
        .rev()
        .find(|&at| scene.is(at, ','))
        .unwrap_or(last.tokens.end)
        .max(last.tokens.end);
    let words_before = (sentence.start..first.tokens.start)
        .any(|at| scene.token(at).is_some_and(|t| t.is_word() && !t.has(Class::CONJUNCTION)));
    let words_behind =
        (last.tokens.end..end).any(|at| scene.token(at).is_some_and(|t| t.is_word()));
    let quoted_before = (sentence.start..first.tokens.start)
        .any(|at| scene.token(at).is_some_and(|token| token.quoted));
    if quoted_before {
        return words_behind.then_some(first.tokens.start..end);
    }
    (words_before || words_behind).then_some(sentence.start..end)
}
