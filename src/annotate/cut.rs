//! Cutting: what the network took along into content that is none of it.
//!
//! Whom somebody tells it, where and when, what they say or do besides, what another says. Nothing is
//! looked for here but in what the network took for one content.

use super::cue::Scene;
use super::frame::{self, Framed};
use super::lexicon::Class;
use super::lexicon::verbs::{self, Form};
use super::mention::MentionKind;
use super::tag::{Tag, content_end, fill, tag};
use super::token::{Shape, Token};
use std::ops::Range;

/// Cuts the contents of a sentence; returns what has the source of the cue before it. O(n) in its
/// tokens.
pub(crate) fn contents(
    tags: &mut [Tag],
    scene: &Scene<'_>,
    sentence: &Range<usize>,
) -> Vec<Framed> {
    let mut joined = Vec::new();
    cut_narration(tags, scene, sentence);
    for from in sentence.clone() {
        joined.extend(cut_called(tags, scene, sentence, from));
        if from > sentence.start && tag(tags, from) == Tag::FirstBehind {
            cut_relative(tags, scene, sentence, from);
            joined.extend(cut_fronted(tags, scene, sentence, from));
            joined.extend(cut_joined(tags, scene, sentence, from));
            cut_adverb(tags, scene, from);
            cut_listener(tags, scene, sentence, from);
            cut_circumstance(tags, scene, from);
            cut_manner(tags, scene, sentence, from);
            cut_anonymity(tags, scene, sentence, from);
            cut_clause(tags, scene, sentence, from);
        }
        if tag(tags, from).is_content() && scene.is(from, '[') {
            cut_credit(tags, scene, from);
        }
        if tag(tags, from) == Tag::Cue && scene.word(from) == "told" {
            cut_hearer(tags, scene, sentence, from);
        }
    }
    joined
}

/// “[“Nobody listens.” *He points at the wall*.]”: a sentence without marks behind one in marks is told,
/// not said.
fn cut_narration(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>) {
    let start = sentence.start;
    let before = start.checked_sub(1).is_some_and(|before| scene.is_quoted(before));
    let goes_on = tag(tags, start).is_content() && tag(tags, start) == tag(tags, start).further();
    if before && goes_on && !sentence.clone().any(|at| scene.is_quoted(at)) {
        let end = content_end(tags, start, sentence.end);
        fill(tags, start..end, Tag::Out);
    }
}

/// “[*shedding what Venn called* “a problem”]”: whoever a clause with “what” names calls it so.
fn cut_called(
    tags: &mut [Tag],
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    from: usize,
) -> Option<Framed> {
    let begins = from > sentence.start + 2 && scene.is_quoted(from) && !scene.is_quoted(from - 1);
    if !begins || !tag(tags, from).is_content() {
        return None;
    }
    let verb = from - 1 - usize::from(scene.has(from - 1, Class::DETERMINER));
    if !matches!(scene.word(verb), "called" | "calls" | "call" | "termed" | "dubbed") {
        return None;
    }
    let subject = scene.adjacent_subject(verb, sentence.start)?;
    // “condemned what *he* called “a breach””: the annotators take whoever condemns it.
    let named = scene.mentions.get(subject.mention)?.kind != MentionKind::Pronoun;
    let what = subject.tokens.start.checked_sub(1).filter(|_| named)?;
    if !matches!(scene.word(what), "what" | "which") {
        return None;
    }
    let end = content_end(tags, from, sentence.end);
    let before = (sentence.start..verb).rev().take_while(|&at| tag(tags, at).is_content()).count();
    fill(tags, verb - before..verb, Tag::Out);
    fill(tags, subject.tokens.clone(), Tag::SourceBefore);
    fill(tags, verb..verb + 1, Tag::Cue);
    fill(tags, verb + 1..end, Tag::InsideBehind);
    fill(tags, verb + 1..verb + 2, Tag::FirstBehind);
    Some(Framed {
        contents: [verb..verb, verb + 1..end],
        cue: verb..verb + 1,
        source: subject.tokens,
    })
}

/// “say [*privately* that it rained]”: how somebody says it is no part of it.
fn cut_adverb(tags: &mut [Tag], scene: &Scene<'_>, from: usize) {
    if scene.has(from, Class::ADVERB) && scene.word(from + 1) == "that" {
        fill(tags, from..from + 1, Tag::Out);
        fill(tags, from + 1..from + 2, Tag::FirstBehind);
    }
}

/// “After saying [that it rained*, Venn left*]”: what the sentence goes on with is no part of what a
/// participle before it reports, and its subject says that.
fn cut_fronted(
    tags: &mut [Tag],
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    from: usize,
) -> Option<Framed> {
    let cue =
        from - (sentence.start..from).rev().take_while(|&at| tag(tags, at) == Tag::Cue).count();
    let verb = (cue..from).find(|&at| scene.has(at, Class::ANY_CUE))?;
    let form = Form::of(scene.word(verb));
    let having = verb > sentence.start && matches!(scene.word(verb - 1), "Having" | "having");
    let participle = form == Some(Form::Participle) || having && form == Some(Form::Past);
    let leads = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ADVERB);
    let led = |at: usize| scene.has(at, leads) || matches!(scene.word(at), "Despite" | "despite");
    let led = (sentence.start..verb - usize::from(having)).all(led);
    if !participle || !led {
        return None;
    }
    let begins = |at: usize| {
        let (stop, next) = at_comma(scene, at).filter(|(_, next)| !scene.is_quoted(*next))?;
        let mention = scene.mention_from(next).and_then(|index| scene.mentions.get(index))?;
        let goes_on = |&at: &usize| {
            frame::is_finite(scene, at)
                || scene.has(at, Class::ANY_CUE)
                || verbs::is_past(scene.word(at))
        };
        let verb = (mention.full.end..sentence.end).find(|&at| !scene.has(at, Class::ADVERB));
        verb.filter(goes_on).map(|_| (stop, mention.tokens.clone()))
    };
    let (stop, source) = (from + 1..sentence.end).find_map(begins)?;
    let end = content_end(tags, from, sentence.end);
    fill(tags, stop.min(end)..end, Tag::Out);
    if !source.clone().any(|at| tag(tags, at).is_source()) {
        fill(tags, source.clone(), Tag::SourceBehind);
    }
    Some(Framed { contents: [verb..verb, from..stop], cue: verb..verb + 1, source })
}

/// “Venn, who said [it would rain*, has left*]”: what whoever a clause hangs on does is no part of what
/// the clause reports.
fn cut_relative(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>, from: usize) {
    let is_source = |&at: &usize| tag(tags, at) == Tag::SourceBefore;
    let near = sentence.start.max(from.saturating_sub(APART))..from;
    let hangs =
        near.rev().skip_while(|at| !is_source(at)).take_while(is_source).any(|at| {
            at > sentence.start && scene.has(at, Class::RELATIVE) && scene.is(at - 1, ',')
        });
    let end = content_end(tags, from, sentence.end);
    let comma = (from + 1..end).find_map(|at| at_comma(scene, at));
    let Some((stop, behind)) = comma.filter(|_| hangs) else { return };
    let helper = |at| scene.has(at, Class::AUXILIARY);
    let verb = helper(behind) || frame::is_finite(scene, behind) && !scene.is_quoted(behind);
    if verb && behind < end {
        fill(tags, stop..end, Tag::Out);
    }
}

/// Returns where what stands before a comma of the sentence's own ends, and where the rest begins: of the
/// commas in marks the last one is its own, “… “so old,” *Venn* said”.
fn at_comma(scene: &Scene<'_>, at: usize) -> Option<(usize, usize)> {
    let marked = scene.is_quoted(at);
    let behind = at + if marked { 2 } else { 1 };
    let own = scene.is(at, ',') && !(marked && scene.is_quoted(behind));
    own.then_some((if marked { behind } else { at }, behind))
}

/// “told [*the Echo* it would rain]”: whom somebody tells it is no part of it.
fn cut_listener(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>, from: usize) {
    let cue = from - 1;
    if tag(tags, cue) == Tag::Cue
        && let Some(clause) = frame::told(scene, sentence, cue)
        && tag(tags, clause) == Tag::InsideBehind
    {
        fill(tags, from..clause, Tag::Out);
        fill(tags, clause..clause + 1, Tag::FirstBehind);
    }
}

/// Most words that tell where, when or to whom it was said.
const CIRCUMSTANCE: usize = 10;

/// “said in [*an interview* that it rained]”: where, when and to whom it was said is no part of it.
fn cut_circumstance(tags: &mut [Tag], scene: &Scene<'_>, from: usize) {
    let preposition = from - 1;
    let leads = matches!(
        scene.word(preposition),
        "in" | "on" | "at" | "for" | "from" | "to" | "with" | "during" | "under" | "as"
    );
    let verb = preposition.saturating_sub(1);
    let says = scene.has(verb, Class::ANY_CUE) && !scene.has(verb, Class::CUE_WEAK);
    let inside = |&at: &usize| {
        let finite = frame::is_finite(scene, at) || scene.has(at, Class::PRONOUN);
        scene.is_plain_word(at) && !finite && tag(tags, at).further() == Tag::InsideBehind
    };
    let behind = from + (from..from + CIRCUMSTANCE).take_while(inside).count();
    // “said on Telegram *she was* safe”
    let pronoun = Class::HE.or(Class::SHE).or(Class::IT).or(Class::THEY);
    let clause = |at: usize| scene.has(at, pronoun) && frame::is_finite(scene, at + 1);
    let that = (from..behind).find(|&at| scene.word(at) == "that");
    let apart = || tag(tags, behind).further() == Tag::InsideBehind && clause(behind);
    let Some(that) = that.or_else(|| apart().then_some(behind)) else { return };
    // “said in a letter *that reached* the board”
    let relative = scene.word(that) == "that" && frame::is_finite(scene, that + 1);
    if leads && says && that > from && !relative {
        fill(tags, preposition..that, Tag::Out);
        fill(tags, that..that + 1, Tag::FirstBehind);
    }
}

/// “an official said, [*speaking on condition of anonymity*]”: how somebody spoke is not what they said.
fn cut_manner(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>, from: usize) {
    // The comma may be taken for a part of it.
    let verb = if scene.is(from, ',') { from + 1 } else { from };
    if verb > sentence.start + 1 && scene.is(verb - 1, ',') && scene.word(verb) == "speaking" {
        let end = content_end(tags, from, sentence.end);
        fill(tags, from..end, Tag::Out);
    }
}

/// “asked [*not to be named said* the deal was close]”: that somebody is not named is nothing that is
/// reported. Of 33 such clauses in the training articles the annotators take one for content.
fn cut_anonymity(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>, from: usize) {
    let to = from + usize::from(scene.word(from) == "not");
    let named = scene.word(to) == "to"
        && scene.word(to + 1) == "be"
        && matches!(scene.word(to + 2), "named" | "identified" | "quoted");
    if !named && scene.word(from) != "anonymity" {
        return;
    }
    let end = content_end(tags, from, sentence.end);
    let reports = |&at: &usize| {
        scene.has(at, Class::CUE) && scene.is_plain_word(at) && frame::may_report(scene, at)
    };
    let verb = (from..end).find(reports);
    // “according to an aide who asked not to be named, *the deal is close*”
    let comma = || (from..end).find(|&at| scene.is(at, ',') && !scene.is_quoted(at));
    let stop = verb.or_else(comma).unwrap_or(end);
    fill(tags, from..stop.min(end - 1) + 1, Tag::Out);
    if let Some(verb) = verb {
        fill(tags, verb..verb + 1, Tag::Cue);
    }
    if stop + 1 < end {
        fill(tags, stop + 1..stop + 2, Tag::FirstBehind);
    }
}

/// “It leaked, [*an inquiry into the crash*] was told.”: who is told says nothing and is not said.
fn cut_hearer(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>, told: usize) {
    let helps = |&at: &usize| scene.has(at, Class::HELPS) && scene.is_plain_word(at);
    let before = |end: usize| (sentence.start..end).rev();
    let end = told - before(told).take_while(helps).count();
    let inside =
        |&at: &usize| tag(tags, at).is_content() && !scene.is_quoted(at) && !scene.is(at, ',');
    let start = end - before(end).take_while(inside).count();
    let phrase = || (start..end).all(|at| !frame::is_finite(scene, at));
    let passive = (end..told).any(|at| frame::makes_passive(scene.word(at)));
    if passive && start > sentence.start && scene.is(start - 1, ',') && phrase() {
        fill(tags, start..end, Tag::Out);
    }
}

/// “Venn says [it leaks*; Bell says* it does not]”: parts what one says from what another does.
fn cut_clause(tags: &mut [Tag], scene: &Scene<'_>, sentence: &Range<usize>, from: usize) {
    let end = content_end(tags, from, sentence.end);
    let end = (from + 1..end).find(|&at| scene.is_quoted(at)).unwrap_or(end);
    let Some(stop) = (from + 1..end).find(|&at| scene.is(at, ';')) else { return };
    let Some(mention) = scene.mention_from(stop + 1).and_then(|at| scene.mentions.get(at)) else {
        return;
    };
    let mut behind = mention.full.end..end;
    let Some(verb) = behind.find(|&at| !scene.has(at, Class::HELPS)) else { return };
    if verb + 1 < end && scene.has(verb, Class::CUE) && frame::may_report(scene, verb) {
        fill(tags, stop..end.min(verb + 2), Tag::Out);
        fill(tags, mention.tokens.clone(), Tag::SourceBefore);
        fill(tags, verb..verb + 1, Tag::Cue);
        fill(tags, verb + 1..verb + 2, Tag::FirstBehind);
    }
}

/// Most tokens of the name of a paper in brackets.
const CREDIT: usize = 8;

/// “[“It leaks.” *[The Echo*]”: the paper that stands in brackets behind a quotation is no part of it.
fn cut_credit(tags: &mut [Tag], scene: &Scene<'_>, bracket: usize) {
    let before = bracket.checked_sub(1).is_some_and(|at| scene.is_quoted(at));
    let quoted = before && !scene.is_quoted(bracket);
    let inside = |&at: &usize| {
        let name = scene.token(at).is_some_and(|token| token.shape != Shape::Lower);
        !scene.is_quoted(at) && name && !scene.is(at - 1, ']')
    };
    let rest = (bracket..bracket + CREDIT).take_while(inside).count();
    if quoted && scene.is(bracket + rest - 1, ']') {
        fill(tags, bracket..bracket + rest, Tag::Out);
    }
}

/// Most tokens between who speaks and their first verb.
const APART: usize = 24;

/// “promised [to go *and apologised for* the delay]”: parts what somebody says at the verb that has
/// the same subject, and returns what that reports. Only where the first is no clause, for a clause may
/// hold that verb itself.
fn cut_joined(
    tags: &mut [Tag],
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    from: usize,
) -> Option<Framed> {
    let is_cue = |&at: &usize| tag(tags, at) == Tag::Cue;
    let cue = (sentence.start..from).rev().take_while(is_cue);
    let verbs = cue.filter(|&at| !scene.has(at, Class::AUXILIARY));
    let (first, form) = verbs.filter_map(|at| Some((at, Form::of(scene.word(at))?))).last()?;
    let end = content_end(tags, from, sentence.end);
    let unmarked = |at: &usize| !scene.is_quoted(*at);
    let clause = |&at: &usize| {
        let own = Class::PRONOUN.or(Class::FIRST_PERSON);
        let subject = at == from && scene.has(at, own) && scene.word(at) != "her";
        let finite = frame::is_finite(scene, at) || scene.has(at, Class::RELATIVE);
        subject || finite || scene.word(at) == "that"
    };
    let last = (from..end).filter(unmarked).find(clause).unwrap_or(end);
    // “, *pledged* to go and vowed to stay”
    let listed = |at: usize| at_comma(scene, at).filter(|(_, verb)| scene.has(*verb, Class::CUE));
    let and = |at: usize| matches!(scene.word(at), "and" | "but") && unmarked(&at);
    let joined = |at: usize| {
        let comma = usize::from(scene.is(at - 1, ','));
        listed(at).or_else(|| and(at).then_some((at - comma, at + 1)))
    };
    let (stop, verb) = (from + 1..last).filter_map(joined).find_map(|(stop, behind)| {
        let verb = (behind..end).find(|&at| !scene.has(at, Class::HELPS))?;
        let lower = scene.token(verb).is_some_and(|token| token.shape == Shape::Lower);
        let alike = lower && Form::of(scene.word(verb)) == Some(form);
        let sure = form != Form::Present || scene.has(verb, Class::CUE);
        let object = has_object(scene, verb + 1) || scene.has(verb, Class::CUE_ADDRESSES);
        (alike && sure && object).then_some((stop, verb))
    })?;
    fill(tags, stop..verb, Tag::Out);
    if !frame::may_report(scene, verb) {
        let rest = (verb..end).take_while(unmarked).count();
        fill(tags, verb..verb + rest, Tag::Out);
        return None;
    }
    let led = scene.has(verb + 1, Class::PREPOSITION) && scene.word(verb + 1) != "to";
    let rest = verb + 1 + usize::from(led);
    fill(tags, verb..rest, Tag::Cue);
    fill(tags, rest..rest + 1, Tag::FirstBehind);
    let is_source = |&at: &usize| tag(tags, at) == Tag::SourceBefore;
    let near = sentence.start.max(first.saturating_sub(APART))..first;
    let source = near.rev().skip_while(|at| !is_source(at));
    let source = source.take_while(is_source).last()?;
    let named = (source..first).take_while(is_source).count();
    Some(Framed {
        contents: [verb..verb, rest..end],
        cue: verb..rest,
        source: source..source + named,
    })
}

/// Tells whether what begins at a token can stand behind a verb, and not behind a participle before a
/// noun.
fn has_object(scene: &Scene<'_>, at: usize) -> bool {
    let begins = Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PRONOUN).or(Class::PREPOSITION);
    let word = scene.word(at);
    word != "by"
        && (scene.has(at, begins)
            || matches!(word, "that" | "whether" | "how" | "why" | "what")
            || scene.token(at).is_some_and(Token::is_capital))
}
