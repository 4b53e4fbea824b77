//! Namings of which the chunker saw a part: “*one of* the pilots”, “Velmark *watchers*”, “*Venn
//! ally* Tom Bell”.
//!
//! Nothing here finds a source: the tagger says how far one reaches.

use crate::annotate::cue::Scene;
use crate::annotate::lexicon::given::GENDERS;
use crate::annotate::lexicon::{Class, nouns};
use crate::annotate::mention::{Mention, MentionKind};
use crate::annotate::tag::Tag;
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

/// What is no noun.
const NO_NOUN: Class = Class::CLOSED.or(Class::FUNCTION);

/// Returns what a tagged source makes of the first mention inside it, and how many mentions it
/// stands for; `None` if the mention is whole.
pub(super) fn grown(
    scene: &Scene<'_>,
    index: usize,
    source: &Range<usize>,
    tags: &[Tag],
) -> Option<(Mention, usize)> {
    let mention = scene.mentions.get(index).filter(|m| m.tokens.start < source.end)?;
    let Range { start, end } = mention.tokens.clone();
    let quantity = start.checked_sub(1).and_then(|of| quantity(scene, of));
    let nouns = nouns(scene, mention, source, tags);
    if quantity.is_none() && nouns == 0 {
        return None;
    }
    let start = quantity.as_ref().map_or(start, |words| words.start);
    let one = quantity.as_ref().is_some_and(|words| {
        let mut words = words.clone().map(|at| scene.word(at).to_lowercase());
        words.any(|word| matches!(word.as_str(), "one" | "each" | "another"))
    });
    // “*Venn ally* Tom Bell”, “*one of the pilots,* Tom Bell, said”, “*her French counterpart,* …”
    let single = nouns > 0 && quantity.is_none() && !scene.word(end + nouns - 1).ends_with('s');
    let comma = (one && nouns == 0 || single) && scene.is(end + nouns, ',');
    let next = scene.mentions.get(index + 1).filter(|next| {
        let apart = usize::from(comma);
        next.kind == MentionKind::Named
            && next.tokens.start == end + nouns + apart
            && (!comma && nouns > 0 || comma && next.tokens.end <= source.end)
    });
    if let Some(next) = next {
        let role = scene.span(start..if comma { end + nouns } else { next.name.start });
        let named = Mention {
            tokens: start..next.tokens.end,
            full: start..next.full.end,
            role: Some(role.trim(scene.text)),
            ..next.clone()
        };
        return Some((named, 2));
    }
    let end = match nouns {
        // “some of *Venn’s admirers*”
        0 if scene.has(end, Class::POSSESSIVE_END) => {
            phrase_end(scene, end + 1..source.end.max(end + 1))
        }
        nouns => end + nouns,
    };
    let last = scene.token(end - 1).map(|token| token.class.only(Class::HEADS));
    let determiner = Class::DETERMINER.or(Class::POSSESSIVE);
    let worded = (start..end).find(|&at| quantity.is_some() || !scene.has(at, determiner));
    let nominal = Mention {
        tokens: start..end,
        full: start..mention.full.end.max(end),
        name: worded.unwrap_or(start)..end,
        kind: MentionKind::Nominal,
        class: if one { Class::HEAD_PERSON } else { last.unwrap_or_default() },
        role: None,
        ..mention.clone()
    };
    Some((nominal, 1))
}

/// How many nouns follow a mention in a source and belong to it.
fn nouns(scene: &Scene<'_>, mention: &Mention, source: &Range<usize>, tags: &[Tag]) -> usize {
    let end = mention.tokens.end;
    let capital = scene.token(end - 1).is_some_and(Token::is_capital);
    let body = mention.class.meets(Class::HEAD_BODY);
    // “Mrs. Venn *shook* her head”
    let person = mention.class.meets(GENDERS) || mention.kind == MentionKind::Pronoun;
    let no_verb = |at: usize| {
        let word = scene.word(at);
        let participle = word.ends_with("ed") || word.ends_with("ing");
        // “Venn *returns* to the port”
        let verb = word.ends_with('s') && matches!(scene.word(at + 1), "to" | "into" | "after");
        may_be_noun(scene, at) && !participle && !verb
    };
    let is_noun = |at: &usize| {
        // “the *state* agency”, but “the Times *reports* that”
        let head = scene.has(*at, Class::HEADS) && !scene.token(*at).is_some_and(Token::is_capital);
        let head = head && (!scene.has(*at, Class::ANY_CUE) || no_verb(*at + 1));
        // “the court *papers*”, “a party *elder*”, but “people *close* to her”
        let whole = *at + 1 == source.end && tags.get(source.end) == Some(&Tag::Cue);
        let fits = capital || body && (scene.word(*at).ends_with('s') || whole);
        fits && !person && (head || no_verb(*at))
    };
    let is_cue = |at: usize| tags.get(at) == Some(&Tag::Cue);
    // “Mr. Venn*’s booking agent* said”: the owner of what no table lists.
    if scene.has(end, Class::POSSESSIVE_END) {
        let owned = end + 1..source.end.max(end + 1);
        let nouns = owned.take_while(|&at| no_verb(at)).count();
        let behind = end + 1 + nouns;
        // “Mr. Venn’s original *pledge* to”, “Mr. Venn’s *refusal* suggested”
        let verb = |at: usize| scene.word(at).ends_with("ed") || scene.has(at, Class::CUE_INVERTS);
        let whole = nouns > 0
            && (is_cue(behind) && verb(behind) || scene.is(behind, ','))
            && !is_abstract(scene.word(behind - 1));
        return if whole { 1 + nouns } else { 0 };
    }
    let nouns = (end..source.end).take_while(is_noun).count();
    // “Venn *bristles* at”: what no cue stands beside may be a verb.
    let before = source.start.checked_sub(1);
    let cued = before.is_some_and(is_cue) || is_cue(end + nouns) || is_cue(source.end);
    if cued && mention.full == mention.tokens { nouns } else { 0 }
}

/// “*a draft* seen by Venn”: the noun phrase with which a source begins, if no table lists its
/// noun and the first mention hangs on it.
pub(super) fn unlisted(
    scene: &Scene<'_>,
    mention: &Mention,
    source: &Range<usize>,
) -> Option<Range<usize>> {
    let led = scene.has(source.start, Class::DETERMINER);
    // “a *draft* seen by Venn”: a verb as well.
    let first = source.start + 1;
    let is_noun =
        |at: usize| may_be_noun(scene, at) || at == first && scene.has(at, Class::ANY_CUE);
    let end = (first..mention.tokens.start).find(|&at| !is_noun(at) || hangs(scene, at))?;
    // “A draft*, leaked to this website,* warns”
    let comma = scene.is(end, ',') && hangs(scene, end + 1);
    let hung = comma || hangs(scene, end) || scene.has(end, Class::PREPOSITION.or(Class::RELATIVE));
    (led && hung && end > source.start + 1).then_some(source.start..end)
}

/// Tells whether a noun is for what somebody does or thinks, more than for anybody.
fn is_abstract(noun: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["tion", "sion", "ment", "ance", "ence", "ness", "ity", "sal", "plan"];
    let one = noun.strip_suffix('s').unwrap_or(noun);
    ENDINGS.iter().any(|ending| one.ends_with(ending))
}

/// Tells whether a word in small letters outside quotations stands at `at` that may be a noun.
fn may_be_noun(scene: &Scene<'_>, at: usize) -> bool {
    scene.token(at).is_some_and(|t| t.shape == Shape::Lower && !t.has(NO_NOUN) && !t.quoted)
}

/// Tells whether a participle stands at `at` that can hang on a noun.
pub(super) fn hangs(scene: &Scene<'_>, at: usize) -> bool {
    let word = scene.word(at);
    scene.has(at + 1, Class::PREPOSITION.or(Class::DATE))
        && (word.ends_with("ed")
            || matches!(
                word,
                "seen" | "shown" | "given" | "written" | "made" | "sent" | "taken" | "held" | "put"
            ))
}

/// Returns where a noun phrase ends whose tokens go up to the end of a range at most.
pub(super) fn phrase_end(scene: &Scene<'_>, mut range: Range<usize>) -> usize {
    let closes = Class::PREPOSITION.or(Class::RELATIVE).or(Class::CONJUNCTION);
    let goes_on = |at: usize| scene.token(at).is_some_and(|t| t.is_word() && !t.has(closes));
    let end = range.end;
    range.find(|&at| !goes_on(at)).unwrap_or(end)
}

/// The words that say how many before an “of”: “*one* of”, “*a third* of”, “*40 percent* of”.
pub(super) fn quantity(scene: &Scene<'_>, of: usize) -> Option<Range<usize>> {
    let number = |at: usize| scene.token(at).is_some_and(|t| t.shape == Shape::Number && !t.quoted);
    let last = of.checked_sub(1)?;
    // “*one in* 10 voters”, “*nine out of* 10 voters”
    let out = scene.word(last) == "out" && scene.word(of) == "of";
    let last = if out { last.checked_sub(1)? } else { last };
    let share = scene.word(of) == "in" && number(of + 1);
    if scene.word(of) != "of" && !share {
        return None;
    }
    let before = last.checked_sub(1);
    let first = match scene.word(last).to_lowercase().as_str() {
        "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
        | "another" | "each" | "both" | "all" | "none" | "neither" | "either" | "some"
        | "several" | "many" | "most" | "few" | "half" | "any" | "dozens" | "scores"
        | "hundreds" | "thousands" | "millions" | "tens" => last,
        "third" | "quarter" | "number" | "handful" | "dozen" | "lot" | "majority" => {
            before.filter(|&at| scene.has(at, Class::DETERMINER)).unwrap_or(last)
        }
        "percent" | "%" => before.filter(|&at| number(at) || nouns::is_number(scene.word(at)))?,
        _ if number(last) => last,
        _ => return None,
    };
    Some(first..of)
}
