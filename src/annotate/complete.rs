//! Completing: sources and clauses of which the network tagged a part.
//!
//! A naming that was half taken for the cue or for content, a clause that was left at what hangs on
//! its subject, and one that was begun behind it; the beginning of a sentence that its speaker parts,
//! the end of a place or a day, and words in marks that were given to the verb behind them. Nothing is
//! found here that the network did not begin; what it took too much of is cut in `cut`.

use super::cue::Scene;
use super::frame;
use super::lexicon::Class;
use super::mention::Mention;
use super::reading::may_name;
use super::tag::{Tag, content_end, fill, tag};
use super::token::{Shape, Token};
use std::ops::Range;

/// How many words of a source may be taken for a part of “according to”.
const SOURCE: usize = 10;
/// Most words of a state or a country.
const PLACE: usize = 3;
/// Most words of a subject that was left out.
const SUBJECT: usize = 4;

/// Completes the sources among the tokens read, with the mentions that begin there, and content that
/// begins with a verb; O(n).
pub(crate) fn parts(tags: &mut [Tag], scene: &Scene<'_>, mentions: &[Mention], read: Range<usize>) {
    for mention in mentions {
        complete_naming(tags, mention);
        complete_nickname(tags, scene, mention);
    }
    for at in read.clone() {
        complete_noun(tags, scene, &read, at);
    }
    for at in read {
        complete_according(tags, scene, at);
        complete_subject(tags, scene, at);
        complete_first(tags, scene, at);
        complete_place(tags, scene, at);
        turn_back(tags, scene, at);
    }
}

/// “*the column* noted”: gives a naming its last words where they were taken for the cue
/// that follows.
fn complete_naming(tags: &mut [Tag], mention: &Mention) {
    if tag(tags, mention.tokens.end) != Tag::Cue {
        return;
    }
    let own = tags.get_mut(mention.tokens.clone()).unwrap_or_default();
    if let Some(source) = own.iter().copied().find(|tag| tag.is_source()) {
        let taken = own.iter_mut().rev().take_while(|tag| **tag == Tag::Cue);
        taken.for_each(|tag| *tag = source);
    }
}

/// “*Marguerite “Mags” Toll* said”: what a name holds in marks is no content, nor is the given name
/// before it.
fn complete_nickname(tags: &mut [Tag], scene: &Scene<'_>, mention: &Mention) {
    if !mention.tokens.clone().any(|at| scene.is_quoted(at)) {
        return;
    }
    let own = tags.get_mut(mention.tokens.clone()).unwrap_or_default();
    if let Some(source) = own.iter().copied().find(|tag| tag.is_source()) {
        own.fill(source);
    }
}

/// The same as for a naming for a noun that no table knows, behind an article: it is no cue itself.
fn complete_noun(tags: &mut [Tag], scene: &Scene<'_>, read: &Range<usize>, at: usize) {
    let verb = Class::ANY_CUE.or(Class::AUXILIARY).or(Class::ADVERB);
    let source = tag(tags, at);
    let alone = source.is_source() && (at == read.start || tag(tags, at - 1) != source);
    let taken = [at + 1, at + 2].iter().all(|&at| tag(tags, at) == Tag::Cue);
    let noun = |token: &Token| token.shape == Shape::Lower && !token.has(verb);
    if alone
        && taken
        && matches!(scene.word(at), "the" | "The" | "a" | "A" | "another" | "Another")
        && scene.token(at + 1).is_some_and(noun)
    {
        fill(tags, at + 1..at + 2, source);
    }
}

/// “according to *a draft seen by* Venn”: the source begins behind the cue, wherever the words
/// stand for which the tagger took it.
fn complete_according(tags: &mut [Tag], scene: &Scene<'_>, at: usize) {
    let from = at + 2;
    let taken = [at, from].iter().all(|&at| tag(tags, at) == Tag::Cue);
    if !taken || !scene.is_according_to(at) {
        return;
    }
    let mut words = (from..from + SOURCE).take_while(|&at| scene.token(at).is_some_and(may_name));
    let end = words.find_map(|at| {
        let mention = scene.mention_from(at).and_then(|index| scene.mentions.get(index));
        let end = mention.map(|mention| mention.tokens.end);
        end.or(tag(tags, at).is_source().then_some(at))
    });
    // “according to *the production notes*”: nouns that no table lists.
    let cued = || from + (from..from + SOURCE).take_while(|&at| tag(tags, at) == Tag::Cue).count();
    let end = end.unwrap_or_else(cued);
    fill(tags, from..end, Tag::SourceBehind);
}

/// “said [the crop] *could be small*”, “said [the crop]*, sown late, failed*”: takes in the verbs
/// of the clauses in a sentence of which only the subject was tagged; O(n).
pub(crate) fn clauses(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>) {
    for from in sentence.clone().skip(1) {
        let begins = tag(tags, from - 1) == Tag::Cue || scene.word(from) == "that";
        if !begins || tag(tags, from) != Tag::FirstBehind {
            continue;
        }
        let end = content_end(tags, from, sentence.end);
        let subject = (from..end).all(|at| is_subject(scene, at));
        if subject && frame::parts_clause(scene, end) || is_left_at_relative(scene, from..end) {
            let rest = end..frame::clause_end(scene, sentence, from);
            // What stands in marks is content already, or nobody says it.
            let unsaid = |at: usize| scene.is_quoted(at) && !tag(tags, at).is_content();
            if !rest.clone().any(unsaid) {
                fill(tags, rest, Tag::InsideBehind);
            }
        }
    }
}

/// “said that [the crop, which was sown late], *had failed*”: tells whether content is a subject with the
/// clause that hangs on it, and its verb follows.
fn is_left_at_relative(scene: &Scene<'_>, content: Range<usize>) -> bool {
    let Range { start, end } = content;
    let Some(comma) = (start..end).find(|&at| scene.is(at, ',')) else { return false };
    comma > start
        && (start..comma).all(|at| is_subject(scene, at))
        && scene.has(comma + 1, Class::RELATIVE)
        && (comma + 1..end).all(|at| scene.is_plain_word(at))
        && scene.is(end, ',')
        && scene.has(end + 1, Class::AUXILIARY)
}

/// Most tokens of what stands before who says the rest of its sentence, and of who says it.
const LEAD: usize = 24;

/// “*In a merger*, he said, [the brand would survive].”: takes in the beginning of a sentence that who
/// says it parts; O(n). What goes on behind it with a small letter is no sentence of its own.
pub(crate) fn lead(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>) {
    let start = sentence.start;
    let plain = |&at: &usize| {
        tag(tags, at) == Tag::Out && !scene.is_quoted(at) && !matches!(scene.word(at), ":" | ";")
    };
    let near = start..sentence.end.min(start + LEAD);
    let Some(comma) = near.take_while(plain).find(|&at| scene.is(at, ',')) else { return };
    let behind = comma + 1..sentence.end.min(comma + LEAD);
    let Some(rest) = behind.clone().find(|&at| tag(tags, at).is_content()) else { return };
    // “Of course, *as Venn noted*, …”
    let joined = scene.has(behind.start, Class::CONJUNCTION);
    let says = || behind.start..rest;
    let reported = !joined
        && says().any(|at| tag(tags, at) == Tag::Cue)
        && says().any(|at| tag(tags, at).is_source())
        && tag(tags, rest) == Tag::FirstBehind
        && scene.is(rest - 1, ',');
    let small = (rest..sentence.end)
        .find(|&at| scene.token(at).is_some_and(Token::is_word))
        .is_some_and(|at| scene.token(at).is_some_and(|token| token.shape == Shape::Lower));
    if comma > start && reported && small {
        fill(tags, start..comma, Tag::InsideBefore);
        fill(tags, start..start + 1, Tag::FirstBefore);
    }
}

/// “said *hopes* [were fading]”: takes in the noun before a verb with which content begins.
fn complete_subject(tags: &mut [Tag], scene: &Scene<'_>, verb: usize) {
    if tag(tags, verb) != Tag::FirstBehind || !scene.has(verb, Class::AUXILIARY) {
        return;
    }
    let other = Class::FUNCTION
        .or(Class::PREPOSITION)
        .or(Class::CONJUNCTION)
        .or(Class::RELATIVE)
        .or(Class::ADVERB);
    // “said *hopes* were fading”: a noun may look like a verb that reports.
    let left = |at: usize| match tag(tags, at) {
        Tag::Out => true,
        Tag::Cue => at > 0 && tag(tags, at - 1) == Tag::Cue && scene.word(at).ends_with('s'),
        _ => false,
    };
    let noun = |&at: &usize| left(at) && is_subject(scene, at) && !scene.has(at, other);
    let nouns = (0..verb).rev().take(SUBJECT).take_while(noun).count();
    let from = verb - nouns;
    let cued = from.checked_sub(1).is_some_and(|cue| tag(tags, cue) == Tag::Cue);
    if nouns > 0 && cued {
        fill(tags, from..verb + 1, Tag::InsideBehind);
        fill(tags, from..from + 1, Tag::FirstBehind);
    }
}

/// “said *air* [defences had failed]”: takes in a noun behind “said” that was taken for a part of it.
fn complete_first(tags: &mut [Tag], scene: &Scene<'_>, at: usize) {
    let noun = |token: &Token| token.shape == Shape::Lower && token.class == Class::NONE;
    let said = at.checked_sub(1).filter(|&said| matches!(scene.word(said), "said" | "says"));
    let taken = tag(tags, at) == Tag::Cue && tag(tags, at + 1) == Tag::FirstBehind;
    if taken
        && said.is_some_and(|said| tag(tags, said) == Tag::Cue)
        && scene.token(at).is_some_and(noun)
    {
        fill(tags, at..at + 1, Tag::FirstBehind);
        fill(tags, at + 1..at + 2, Tag::InsideBehind);
    }
}

/// Most tokens between a cue and the words in marks that it reports.
const TOLD: usize = 8;

/// “Venn *announced* to the board, “It leaks,” referring to the roof”: what stands in marks behind a cue
/// and a comma is what that reports, and not what follows.
fn turn_back(tags: &mut [Tag], scene: &Scene<'_>, at: usize) {
    let Some(comma) = at.checked_sub(1) else { return };
    let led = scene.is(comma, ',') || scene.is(comma, ':');
    if tag(tags, at) != Tag::FirstBefore || !scene.is_quoted(at) || !led {
        return;
    }
    let near = comma.saturating_sub(TOLD)..comma;
    let plain = |&at: &usize| scene.is_plain_word(at) && !tag(tags, at).is_content();
    let cued = near.rev().take_while(plain).any(|at| tag(tags, at) == Tag::Cue);
    if cued {
        let end = content_end(tags, at, tags.len());
        let end = (at + 1..end).find(|&at| !scene.is_quoted(at)).unwrap_or(end);
        fill(tags, at..end, Tag::InsideBehind);
        fill(tags, at..at + 1, Tag::FirstBehind);
    }
}

/// “said [it fell in Lesna*, Norland*].”, “on May 3*, 2019*”: takes in what a place or a day ends with.
fn complete_place(tags: &mut [Tag], scene: &Scene<'_>, comma: usize) {
    let Some(last) = comma.checked_sub(1) else { return };
    let inside = tag(tags, last).further();
    let open = |at: usize| tag(tags, at) == Tag::Out && !scene.is_quoted(at);
    if !inside.is_content() || !scene.is(comma, ',') || !open(comma) || scene.is_quoted(last) {
        return;
    }
    let shape = |at: usize| scene.token(at).map(|token| token.shape);
    let year = shape(last) == Some(Shape::Number)
        && shape(comma + 1) == Some(Shape::Number)
        && scene.word(comma + 1).len() == 4;
    let capital = |at: &usize| scene.token(*at).is_some_and(Token::is_capital);
    let first = (0..comma).rev().take_while(capital).last();
    let in_place = first
        .and_then(|first| first.checked_sub(1))
        .is_some_and(|at| matches!(scene.word(at), "in" | "at" | "from" | "to" | "of" | "near"));
    let named = (comma + 1..).take_while(capital).take(PLACE + 1).count();
    let end = if year { comma + 2 } else { comma + 1 + named };
    let stop = end + usize::from(scene.is(end, '.'));
    let closed = scene.is(end, '.') || scene.is(end, ',') || scene.is(stop, ',');
    if (year || in_place && (1..=PLACE).contains(&named)) && closed && (comma..end).all(open) {
        fill(tags, comma..end, inside);
    }
}

/// Tells whether a token can belong to a subject: it is a word that is no verb.
fn is_subject(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_plain_word(at) && !scene.has(at, Class::AUXILIARY)
}
