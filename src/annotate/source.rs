//! Sources: which mention a tagged source means, and how far its naming reaches.

mod grown;
mod trimmed;

use super::cue::{Scene, Subject};
use super::group::runs;
use super::lexicon::{Class, verbs};
use super::mention::{Mention, MentionKind, is_person};
use super::prepare::Prepared;
use super::tag::Tag;
use super::token::{Shape, Token};
use std::ops::Range;
use trimmed::{bare, trimmed, undated};

/// How far back a mention may begin that an apposition hangs on, in mentions.
const NESTED: usize = 6;

/// Most tokens that say who was given a paper before who has seen it.
const SHOWN: usize = 12;

/// Longest rest of an apposition or a clause that is taken in, in tokens.
const REST: usize = 8;

/// How many bytes may hang on a naming beside three times its own.
const HANGING: usize = 40;

/// Adds a mention for every tagged source that the chunker passed over, lets those grow of which
/// it saw the end or the beginning alone, and parts those that it took together with a cue.
pub(crate) fn add_sources(prepared: &mut Prepared<'_>, tags: &[Tag]) {
    let mut added = Vec::new();
    let mut parted = Vec::new();
    let mut inner = Vec::new();
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let all = prepared.blocks().flat_map(|block| runs(tags, block.tokens));
    let tagged = all.filter(|run| run.tag.is_source());
    let tagged = tagged.map(|run| undated(&scene, bare(&scene, main_clause(&scene, run.tokens))));
    let labels = prepared.turns.iter().filter(|turn| !turn.continues);
    for label in labels.map(|turn| &turn.label) {
        // “Q Madam Secretary, …”: a label and what it stands before are two namings.
        let index = scene.mentions.partition_point(|m| m.tokens.end <= label.start);
        let covering = scene.mentions.get(index).filter(|m| m.tokens.start < label.end);
        if let Some(mention) = covering.filter(|mention| mention.tokens.end > label.end) {
            parted.push(index);
            let named = mention.kind == MentionKind::Named && mention.name.start >= label.end;
            added.extend(named.then(|| cut_at(&scene, mention, label.end)));
        }
        if covering.is_none_or(|mention| mention.tokens.end > label.end) {
            added.push(mention_of(&scene, label.clone(), prepared.sentence_at(label.start)));
        }
    }
    for source in tagged {
        let index = scene.mentions.partition_point(|m| m.tokens.end <= source.start);
        let covering = scene.mentions.get(index).filter(|m| m.tokens.start < source.end);
        // “*Conductor* Calls Roof a Coffin”: in a headline a verb has a capital as well.
        let holds_cue = covering.is_some_and(|mention| {
            let of = tags.get(mention.tokens.clone()).unwrap_or_default();
            of.contains(&Tag::Cue)
        });
        // “*Those who* know Venn say”
        let those = scene.has(source.start, Class::DETERMINER)
            && is_relative(&scene, source.start + 1)
            && covering.is_some_and(|mention| mention.tokens.start > source.start + 2);
        if !holds_cue
            && !those
            && let Some((mention, taken)) = grown::grown(&scene, index, &source, tags)
        {
            // “*Mr. Venn*’s booking agent”
            let owner = covering.filter(|owner| {
                scene.has(owner.tokens.end, Class::POSSESSIVE_END)
                    && mention.kind == MentionKind::Nominal
                    && is_person(scene.text, scene.tokens, owner)
            });
            inner.extend(owner.cloned());
            added.push(mention);
            parted.extend(index..index + taken);
            continue;
        }
        let first = covering.filter(|_| !holds_cue);
        if let Some(head) = first.and_then(|mention| grown::unlisted(&scene, mention, &source)) {
            added.push(mention_of(&scene, head, prepared.sentence_at(source.start)));
        }
        if holds_cue {
            parted.push(index);
        }
        let relative = source.len() == 1 && scene.has(source.start, Class::RELATIVE);
        let quoted = scene.is_quoted(source.start);
        if (covering.is_none() || holds_cue || those) && !relative && !quoted {
            let sentence = prepared.sentence_at(source.start);
            // “which the drillers call …”: who names it stands behind the pronoun.
            let pronoun = usize::from(is_relative(&scene, source.start));
            let tokens = source.start + pronoun..source.end;
            let kept = covering.filter(|mention| {
                // “*Norland* Says Troops Are Late”
                let rest = tags.get(tokens.start..mention.tokens.end).unwrap_or_default();
                !those
                    && mention.kind == MentionKind::Named
                    && mention.name.start >= tokens.start
                    && !rest.contains(&Tag::Cue)
            });
            added.push(match kept {
                // “said *fire* chief Ada Venn”, one word of the office taken for the cue.
                Some(mention) => cut_at(&scene, mention, tokens.start),
                None => mention_of(&scene, tokens, sentence),
            });
        }
    }
    // Two sources can stand in what the chunker took for one naming.
    parted.sort_unstable();
    let mut indexes = 0..;
    prepared
        .mentions
        .retain(|_| indexes.next().is_none_or(|at| parted.binary_search(&at).is_err()));
    prepared.mentions.extend(added);
    prepared.mentions.sort_by_key(|mention| mention.tokens.start);
    prepared.inner.extend(inner);
    for mention in &mut prepared.mentions {
        let tags = tags.get(mention.tokens.clone()).unwrap_or_default();
        mention.is_source = tags.iter().any(|tag| tag.is_source());
    }
}

/// Returns the class of a pronoun that the chunker does not know as one: “I’m”, “you”, “they’ve”.
///
/// Who reads is as little named by the text as who writes.
pub(super) fn pronoun(word: &str) -> Option<Class> {
    let (stem, ending) = word.split_once(['\'', '’']).unwrap_or((word, ""));
    let whole = ending.is_empty();
    // “US officials”
    if stem.len() > 1 && stem.chars().all(char::is_uppercase) {
        return None;
    }
    match stem.to_lowercase().as_str() {
        "i" | "we" | "you" => Some(Class::FIRST_PERSON),
        "my" | "our" | "your" | "me" | "us" | "mine" | "yours" | "myself" | "yourself" if whole => {
            Some(Class::FIRST_PERSON)
        }
        "he" | "him" | "his" => Some(Class::HE.with(Class::MALE)),
        "she" | "her" => Some(Class::SHE.with(Class::FEMALE)),
        "they" | "them" | "their" => Some(Class::THEY),
        "it" | "its" => Some(Class::IT),
        _ => None,
    }
}

/// A mention of tokens that only the tagger takes for a naming.
fn mention_of(scene: &Scene<'_>, tokens: Range<usize>, sentence: usize) -> Mention {
    let determiner = Class::DETERMINER.or(Class::POSSESSIVE);
    // “*my guidebook* says”
    let owner = scene.has(tokens.start, determiner) && tokens.len() > 1;
    if let Some(class) = pronoun(scene.word(tokens.start)).filter(|_| !owner) {
        let own = tokens.start..tokens.start + 1;
        return Mention {
            tokens: own.clone(),
            full: tokens,
            name: own,
            kind: MentionKind::Pronoun,
            class,
            role: None,
            sentence,
            free: true,
            is_source: false,
        };
    }
    // “*those* who will say”
    let who = (tokens.start + 1..tokens.end).find(|&at| is_relative(scene, at));
    let named = tokens.start..who.unwrap_or(tokens.end);
    let body = named.clone().find(|&at| !scene.has(at, determiner)).unwrap_or(named.start);
    let first = grown::phrase_end(scene, body + 1..named.end);
    // “*a third of* respondents”
    let quantity = (first < named.end).then(|| grown::quantity(scene, first)).flatten();
    let head = quantity.as_ref().map_or(first, |_| grown::phrase_end(scene, first + 1..named.end));
    let body = quantity.map_or(body, |words| words.start.max(tokens.start));
    let class = scene.token(head.saturating_sub(1)).map(|token| token.class.only(Class::HEADS));
    let capital =
        |at: usize| scene.token(at).is_some_and(|t| t.is_capital() && !t.has(Class::HEADS));
    let is_name = head - body > 1 && (body..head).all(capital);
    Mention {
        tokens: tokens.start..head,
        full: tokens,
        name: body..head,
        kind: if is_name { MentionKind::Named } else { MentionKind::Nominal },
        class: class.unwrap_or_default(),
        role: None,
        sentence,
        free: true,
        is_source: false,
    }
}

/// A mention without what stands before a token, at which its titles begin.
fn cut_at(scene: &Scene<'_>, mention: &Mention, start: usize) -> Mention {
    let titles = start..mention.name.start;
    let role = mention.role.filter(|role| scene.span(mention.tokens.clone()).start <= role.start);
    let role = role.filter(|_| !titles.is_empty()).map(|_| scene.span(titles));
    Mention {
        tokens: start..mention.tokens.end,
        full: start..mention.full.end,
        role,
        ..mention.clone()
    }
}

/// Returns the mention that a tagged source means.
pub(crate) fn subject(scene: &Scene<'_>, source: Range<usize>, from: usize) -> Option<Subject> {
    let source = bare(scene, source);
    if source.len() == 1 && scene.has(source.start, Class::RELATIVE) {
        let mention = scene.antecedent(source.start, from)?;
        return Some(Subject { mention, tokens: source });
    }
    let mut source = trimmed(scene, main_clause(scene, source));
    if let Some(subject) = leaked(scene, &source, from) {
        return Some(subject);
    }
    // A run that cuts a naming in two takes it whole.
    let mut first = scene.mentions.partition_point(|m| m.tokens.end <= source.start);
    let inside = scene.mentions.iter().skip(first).take_while(|m| m.tokens.start < source.end);
    let end = inside.map(|m| m.tokens.end).max().unwrap_or(source.end);
    source.end = source.end.max(end);
    let later = clause(scene, first, &source);
    if let Some(later) = later.or_else(|| behind_adverbial(scene, first, &source)) {
        first = later;
        source.start = scene.mentions.get(later)?.tokens.start;
    }
    let mention = scene.mentions.get(first).filter(|m| m.tokens.start < source.end)?;
    if let Some(pair) = pair(scene, first, &source, from) {
        return Some(pair);
    }
    let subject = apposed(scene, first, &source, from)
        .or_else(|| outer(scene, first, &source, from))
        .unwrap_or_else(|| Subject {
            mention: first,
            tokens: mention.tokens.start.min(source.start)..source.end,
        });
    Some(short(scene, closed(scene, subject)))
}

/// “A draft, *leaked to this website,* warns”, “A note sent to staff and seen by *the Echo* says”: what
/// somebody has been given or shown, where they alone were tagged.
fn leaked(scene: &Scene<'_>, source: &Range<usize>, from: usize) -> Option<Subject> {
    let start = source.start;
    let by = start.checked_sub(2).is_some_and(|at| {
        at > from
            && scene.word(at + 1) == "by"
            && matches!(scene.word(at), "seen" | "obtained" | "reviewed" | "viewed" | "shared")
    });
    let hung = grown::hangs(scene, start);
    let behind = scene.mentions.partition_point(|mention| mention.tokens.start < start);
    let index = (behind.saturating_sub(NESTED)..behind).rev().find(|&index| {
        scene.mentions.get(index).is_some_and(|mention| {
            let end = mention.tokens.end;
            let comma = usize::from(scene.is(end, ','));
            let shown = if hung { end + comma == start } else { grown::hangs(scene, end + comma) };
            // “The Echo, *seen by* millions”
            let text = mention.kind == MentionKind::Nominal && mention.free;
            text && mention.tokens.start >= from && end + SHOWN > start && shown
        })
    });
    let index = index.filter(|_| by || hung)?;
    let mention = scene.mentions.get(index)?;
    Some(Subject { mention: index, tokens: mention.tokens.start..source.end })
}

/// “*Venn and* her colleagues”, where they alone were tagged.
fn pair(scene: &Scene<'_>, first: usize, source: &Range<usize>, from: usize) -> Option<Subject> {
    let and = source.start.checked_sub(1).filter(|&at| scene.word(at) == "and" && at > from)?;
    let index = first.checked_sub(1)?;
    let owner = scene.mentions.get(index)?;
    let person = owner.kind == MentionKind::Named || owner.class.meets(Class::HEAD_PERSON);
    let owns = scene.has(source.start, Class::POSSESSIVE)
        && person
        && owner.free
        && owner.tokens.end == and;
    owns.then_some(Subject { mention: index, tokens: owner.tokens.start..source.end })
}

/// Cuts what hangs on a naming if it is much longer than that: it tells a story, not who speaks.
fn short(scene: &Scene<'_>, mut subject: Subject) -> Subject {
    let Some(mention) = scene.mentions.get(subject.mention) else { return subject };
    let naming = subject.tokens.start.min(mention.tokens.start)..mention.tokens.end;
    let whole = scene.span(subject.tokens.clone());
    let begins = subject.tokens.start == mention.tokens.start;
    if begins && subject.tokens.end > mention.tokens.end && runs_on(scene, mention) {
        subject.tokens = naming;
        return subject;
    }
    if whole.len() > HANGING + 3 * scene.span(naming.clone()).len() {
        subject.tokens = naming;
    }
    subject
}

/// “Peter Raske *refrained* from …, calling it”, “she *changed* her plea, admitting it”: tells whether a
/// verb stands right behind a name or a pronoun, on which nothing can hang there but a participle
/// (“speaking on the radio”).
fn runs_on(scene: &Scene<'_>, mention: &Mention) -> bool {
    let at = mention.tokens.end;
    let hangs = Class::PREPOSITION.or(Class::RELATIVE).or(Class::CONJUNCTION).or(Class::HEADS);
    mention.kind != MentionKind::Nominal
        && scene.token(at).is_some_and(|token| token.shape == Shape::Lower && !token.has(hangs))
        && verbs::is_past(scene.word(at))
}

/// Tells whether a word is a relative pronoun alone (“that” is a determiner as well).
fn is_relative(scene: &Scene<'_>, at: usize) -> bool {
    scene.has(at, Class::RELATIVE) && !scene.has(at, Class::DETERMINER)
}

/// “*Opening the case, Ada Venn* told jurors”: a source without the participle before it, or without
/// whose it is: “the club, *whose manager, Tom Bell,* said”.
fn main_clause(scene: &Scene<'_>, source: Range<usize>) -> Range<usize> {
    let owned = source.clone().find(|&at| {
        let owned = scene.mention_from(at + 1).and_then(|index| scene.mentions.get(index));
        scene.word(at) == "whose"
            && owned.is_some_and(|m| m.full.end >= source.end && scene.is(m.full.end - 1, ','))
    });
    if let Some(whose) = owned {
        return whose + 1..source.end;
    }
    let word = scene.word(source.start);
    if !word.ends_with("ing") || !scene.token(source.start).is_some_and(Token::is_capital) {
        return source;
    }
    let subject = source.clone().find(|&at| {
        scene.is(at, ',')
            && scene.mention_from(at + 1).is_some_and(|index| {
                scene.mentions.get(index).is_some_and(|m| m.kind == MentionKind::Named && m.free)
            })
    });
    subject.map_or(source.start, |comma| comma + 1)..source.end
}

/// “in a message to subscribers *the chorus* called”: the mention in a source before which
/// another ends without a word between, so that a clause begins there.
fn clause(scene: &Scene<'_>, first: usize, source: &Range<usize>) -> Option<usize> {
    let inside = scene.mentions.iter().enumerate().skip(first);
    let inside = inside.take_while(|(_, mention)| mention.tokens.start < source.end);
    let mut end = None;
    let mut found = None;
    for (index, mention) in inside {
        let opens = mention.kind == MentionKind::Pronoun
            || scene.has(mention.tokens.start, Class::DETERMINER);
        if opens && end == Some(mention.tokens.start) {
            found = Some(index);
        }
        end = Some(mention.tokens.end);
    }
    found
}

/// “In *his police interview Venn* said”: the mention that ends a source, if the first one hangs on a
/// preposition and nothing joins the two.
fn behind_adverbial(scene: &Scene<'_>, first: usize, source: &Range<usize>) -> Option<usize> {
    let before = source.start.saturating_sub(1)..source.start + 1;
    let led = before.into_iter().any(|at| scene.has(at, Class::PREPOSITION));
    let inside = scene.mentions.iter().enumerate().skip(first + 1);
    let inside = inside.take_while(|(_, mention)| mention.tokens.start < source.end);
    let (last, mention) = inside.last()?;
    let joins = Class::PREPOSITION
        .or(Class::CONJUNCTION)
        .or(Class::POSSESSIVE_END)
        .or(Class::TITLE)
        .or(Class::HEADS);
    let at = mention.tokens.start.checked_sub(1)?;
    let parted = scene.token(at).is_some_and(|token| token.is_word() && !token.has(joins));
    let whole = mention.tokens.end == source.end;
    // “During *the General Assembly, a representative* said”
    let opens = source.start.checked_sub(1).and_then(|before| scene.token(before));
    let opens = opens.is_some_and(|before| before.is_capital() && before.has(Class::PREPOSITION));
    let behind_comma = opens && scene.is(at, ',') && mention.class.meets(Class::HEAD_PERSON);
    let parted = parted && mention.kind != MentionKind::Nominal || behind_comma;
    (led && whole && parted).then_some(last)
}

/// What an apposition or a relative clause hangs on, where it alone was tagged.
fn apposed(scene: &Scene<'_>, first: usize, source: &Range<usize>, from: usize) -> Option<Subject> {
    // “the law, which *critics* say is too vague,”
    let relative = source.start.checked_sub(1).filter(|&at| scene.has(at, Class::RELATIVE));
    let begins = scene.mentions.get(first).is_some_and(|m| m.tokens.start == source.start);
    if begins && relative.is_some_and(|at| scene.word(at) != "whose") {
        return None;
    }
    let whole = |index: usize| {
        let outer = scene.mentions.get(index)?;
        Some(Subject { mention: index, tokens: outer.tokens.start..source.end })
    };
    let hangs = |m: &Mention| m.tokens.end <= source.start && source.start < m.full.end;
    let mut near = (first.saturating_sub(NESTED)..first).rev();
    if let Some(index) = near.find(|&i| scene.mentions.get(i).is_some_and(hangs)) {
        return whole(index);
    }
    // “Mara Venn, *professor of law at Brook*, said”
    let comma = source.start.checked_sub(1).filter(|&at| scene.is(at, ',') && at > from)?;
    let nominal = scene.mentions.get(first)?.kind == MentionKind::Nominal;
    let index = first.checked_sub(1).filter(|_| nominal && scene.is(source.end, ','))?;
    let outer = scene.mentions.get(index)?;
    let named = outer.kind == MentionKind::Named && outer.free && outer.tokens.end == comma;
    named.then(|| whole(index)).flatten()
}

/// What the mention is a part of: “*a spokesman for* the port”, “*the port’s* pilots”.
fn outer(scene: &Scene<'_>, first: usize, source: &Range<usize>, from: usize) -> Option<Subject> {
    let start = scene.mentions.get(first)?.tokens.start.min(source.start);
    let before = start.checked_sub(1).filter(|&at| at > from)?;
    if scene.has(before, Class::PREPOSITION) {
        let whole = scene.whole(first, from)?;
        let start = start.min(whole.tokens.start);
        return Some(Subject { mention: whole.mention, tokens: start..source.end });
    }
    if !scene.has(before, Class::POSSESSIVE_END) {
        return None;
    }
    let owner = scene.mentions.get(first.checked_sub(1)?)?;
    let owns = owner.tokens.end == before || owner.tokens.end == start;
    owns.then_some(Subject { mention: first, tokens: owner.tokens.start..source.end })
}

/// Takes in the rest of what hangs on the mention, and the comma that closes it.
fn closed(scene: &Scene<'_>, mut subject: Subject) -> Subject {
    let Some(mention) = scene.mentions.get(subject.mention) else { return subject };
    let end = subject.tokens.end;
    let near = mention.full.end <= end + REST;
    if near && mention.tokens.end < end && end < mention.full.end {
        subject.tokens.end = mention.full.end;
    }
    // “One grower, who” was cut behind “who”.
    let cut = near
        && end == mention.tokens.end
        && mention.full.end > end + 1
        && scene.is(end, ',')
        && scene.has(end + 1, Class::RELATIVE);
    if cut {
        subject.tokens.end = mention.full.end;
    }
    let end = subject.tokens.end;
    let inner = (subject.tokens.start..end).any(|at| scene.is(at, ','));
    if inner && scene.is(end, ',') {
        subject.tokens.end += 1;
    }
    subject
}
