//! Frames: sentences that are reported as a whole by a few words at their end or beginning.
//!
//! “…, *said Venn*.”, “…, *Venn said*.”, “…, *according to Venn*.”, “*According to Venn*, …”, and in
//! the middle: “Sales, *Venn said*, fell in May.” The training articles have few of them, news
//! agencies many, and the network passes over some; where it finds nothing in such a sentence, takes
//! nothing but who says it, or a word or two, for what is said, or only what others say in it, the frame
//! says what is reported. Nothing else that the network finds is overruled. Headlines are read in
//! `headline`, verbs whose subject does not begin their sentence in `inside`.

mod according;
mod clause;
mod headline;
mod inside;
#[cfg(test)]
mod tests;
mod words;

use super::cue::Scene;
use super::lexicon::Class;
use super::mention::{Mention, MentionKind};
use super::tag::Pointed;
use super::token::{Shape, Token};
pub(crate) use clause::{is_finite, parts_clause};
use std::ops::Range;
use words::{
    ANONYMOUS, ASKS, ASKS_WITH, DENIES, DOES_MORE, INTENDS, PARTICIPLES, QUESTIONS, RECKONS, TALES,
    URGES,
};
pub(crate) use words::{is_hearing, makes_passive, may_report};

/// What a frame reports, as tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Framed {
    /// Before the frame and behind it; either may be empty.
    pub(crate) contents: [Range<usize>; 2],
    pub(crate) cue: Range<usize>,
    pub(crate) source: Range<usize>,
}

impl Framed {
    /// Lets what it reports point to who says it.
    pub(crate) fn show(&self, pointed: &mut [Pointed]) {
        let begins = |pointed: &&mut Pointed| {
            self.contents.iter().any(|own| !own.is_empty() && own.start == pointed.content.start)
        };
        for pointed in pointed.iter_mut().filter(begins) {
            pointed.cue = Some((self.cue.start, 1.0));
            pointed.sources = vec![(self.source.start, 1.0)];
            pointed.nobody = 0.0;
        }
    }

    /// Tells whether who says it stands behind all that is said.
    pub(crate) fn ends(&self) -> bool {
        let [before, behind] = &self.contents;
        !before.is_empty() && behind.is_empty()
    }

    /// “*A court was told*”: tells whether somebody else said it there.
    pub(crate) fn is_heard(&self, scene: &Scene<'_>) -> bool {
        let at = self.cue.start;
        let told = scene.word(at) == "told" && is_passive(scene, at);
        told || matches!(scene.word(at), "heard" | "hears")
    }

    /// All that it speaks of.
    pub(crate) fn range(&self) -> Range<usize> {
        let parts = || {
            let contents = self.contents.iter().filter(|content| !content.is_empty());
            contents.chain([&self.cue, &self.source])
        };
        let start = parts().map(|part| part.start).min();
        let end = parts().map(|part| part.end).max();
        start.unwrap_or_default()..end.unwrap_or_default()
    }
}

/// How likely its tags are, of 255: of the 39 attributions that frames add in the development
/// articles and two fifths of the training ones 32 are right.
pub(crate) const LIKELY: u8 = 225;

/// Fewest words that are reported.
const LEAST: usize = 3;
/// Most tokens behind a frame: “…, said Venn *in a statement on Monday*.”
const REST: usize = 8;
/// Most words that name to whom it is said.
const LISTENER: usize = 5;
/// Most nouns that name a source of which no table lists one.
const NOUNS: usize = 3;
/// Most words that tell of which people a sentence speaks.
const MODIFIER: usize = 12;
/// Most tokens of a frame at the end of a sentence.
const REACH: usize = 48;

/// Returns what the frame of a sentence reports, if it has one; O(n) in its tokens.
pub(crate) fn framed(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<Framed> {
    let frames = Frames { scene, sentence };
    frames
        .in_front()
        .or_else(|| frames.behind_comma())
        .or_else(|| frames.with_that())
        .or_else(|| frames.bare())
        .or_else(|| frames.by_whom())
        .or_else(|| frames.headed())
        .or_else(|| frames.closed())
        .or_else(|| frames.ended())
}

/// Returns what verbs inside a sentence report, with a subject of their own; O(n) in its tokens.
pub(crate) fn inside(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Framed> {
    Frames { scene, sentence }.inside()
}

/// “told *the Echo* that it would rain”: where what is told begins, behind whom the verb at `at` tells
/// it; `None` if that is not a clause.
pub(crate) fn told(scene: &Scene<'_>, sentence: &Range<usize>, at: usize) -> Option<usize> {
    Frames { scene, sentence }.told(at)
}

/// Returns where a clause ends that begins at a token and is reported: no later than the sentence.
pub(crate) fn clause_end(scene: &Scene<'_>, sentence: &Range<usize>, from: usize) -> usize {
    Frames { scene, sentence }.verbs_end(from)
}

struct Frames<'a> {
    scene: &'a Scene<'a>,
    sentence: &'a Range<usize>,
}

/// The words that report, who says it, and where both end.
struct Report {
    cue: Range<usize>,
    source: Range<usize>,
    end: usize,
}

impl Report {
    fn of(self, contents: [Range<usize>; 2]) -> Framed {
        Framed { contents, cue: self.cue, source: self.source }
    }
}

impl Frames<'_> {
    /// “*According to Venn*, …”
    fn in_front(&self) -> Option<Framed> {
        let start = self.sentence.start;
        let report = self.according(start)?;
        let content = self.after_comma(report.end)?..self.end();
        self.is_clause(&content).then(|| report.of([start..start, content]))
    }

    /// Where the words begin behind the comma that closes what ends at a token; that of an apposition
    /// is part of it.
    pub(super) fn after_comma(&self, end: usize) -> Option<usize> {
        let closed = end.checked_sub(1).is_some_and(|before| self.scene.is(before, ','));
        let comma = closed || self.scene.is(end, ',');
        comma.then_some(if closed { end } else { end + 1 })
    }

    /// “…, *said Venn*.”, “…, *Venn said*.”, “…, *according to Venn*.”, “…, *Venn said*, …”
    fn behind_comma(&self) -> Option<Framed> {
        let (start, end) = (self.sentence.start, self.end());
        let near = start.max(end.saturating_sub(REACH))..end;
        near.rev().filter(|&at| self.scene.is(at, ',')).find_map(|comma| {
            let report = self.report(comma + 1)?;
            let content = start..comma;
            // “…, *their union said on Wednesday*, warning of more.”
            let rests = [report.end, self.behind_small_words(report.end)];
            // “Ada Venn, of the port, *said a man* was in hospital.”
            let goes_on = self.scene.has(report.end, Class::AUXILIARY);
            if !goes_on && rests.into_iter().any(|at| self.is_rest(at)) && self.is_clause(&content)
            {
                return Some(report.of([content, end..end]));
            }
            let behind = self.after_comma(report.end)?..end;
            if self.are_parts([&content, &behind]) {
                return Some(report.of([content, behind]));
            }
            // “…, *the council advised*, and it rained”
            let joined = matches!(self.scene.word(behind.start), "and" | "but");
            (joined && self.is_clause(&content)).then(|| report.of([content, end..end]))
        })
    }

    /// Reads who says it, and the words that report, from a token on.
    fn report(&self, from: usize) -> Option<Report> {
        if let Some(report) = self.according(from) {
            return Some(report);
        }
        if self.says(from) || matches!(self.scene.word(from), "say" | "advises" | "suggests") {
            let mention = self.mention_at(from + 1)?;
            let source = mention.tokens.clone();
            return Some(Report { cue: from..from + 1, source, end: mention.full.end });
        }
        let (source, end) = match self.mention_at(from) {
            // “*Ruiz and her colleagues* write”
            Some(first) if self.scene.word(first.tokens.end) == "and" => {
                let second = self.mention_at(first.tokens.end + 1)?;
                (first.tokens.start..second.tokens.end, second.full.end)
            }
            Some(mention) => (mention.tokens.clone(), mention.full.end),
            None => {
                let source = self.unlisted(from)?;
                (source.clone(), source.end)
            }
        };
        let at = self.behind_small_words(end);
        let cue = at..at + 1;
        // “*sources told the Echo*”
        if self.tells(at)
            && let Some(end) = self.listener(at + 1)
        {
            // “he told a committee *last month*, …”
            let last = usize::from(self.scene.word(end) == "last");
            return Some(Report { cue, source, end: end + 2 * last });
        }
        // “she *points out*”
        let points = matches!(self.scene.word(at), "points" | "pointed");
        if points && self.scene.word(at + 1) == "out" {
            return Some(Report { cue: at..at + 2, source, end: at + 2 });
        }
        let ends = self.ends(at) || self.hears(&source, at);
        ends.then_some(Report { cue, source, end: at + 1 })
    }

    /// “…, *Lesna Crown Court heard*.”, “*An inquest has heard* that …”: what is said there.
    fn hears(&self, source: &Range<usize>, at: usize) -> bool {
        matches!(self.scene.word(at), "heard" | "hears") && is_hearing(self.scene, source)
    }

    /// “*the coastguard*”: a noun that no table lists.
    fn unlisted(&self, from: usize) -> Option<Range<usize>> {
        let closed = Class::GRAMMAR.or(Class::ANY_CUE).or(Class::FUNCTION);
        let noun = |at: usize| {
            self.scene.token(at).is_some_and(|t| t.shape == Shape::Lower && !t.has(closed))
        };
        let nouns = (from + 1..self.end()).take(NOUNS).take_while(|&at| noun(at)).count();
        let determiner = Class::DETERMINER.or(Class::POSSESSIVE);
        let led = self.scene.has(from, determiner) && !self.scene.has(from, Class::RELATIVE);
        (led && nouns > 0).then_some(from..from + 1 + nouns)
    }

    /// “*Venn told reporters* that …”, “*The board acknowledged in a note* that …”
    fn with_that(&self) -> Option<Framed> {
        let (source, at) = self.subject()?;
        let told = self.tells(at);
        if !told && !self.says(at) && !self.learns(at) && !self.hears(&source, at) {
            return None;
        }
        let (from, end) = (at + 1, self.end());
        let reach = if told {
            LISTENER + 1
        } else if self.scene.has(from, Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB)) {
            REST
        } else {
            1
        };
        let that = (from..end).take(reach).find(|&at| self.scene.word(at) == "that")?;
        let between = || (from..that).any(|at| self.scene.has(at, Class::AUXILIARY));
        (end - that > LEAST && !between()).then(|| self.behind_verb(source, at, that)).flatten()
    }

    /// “*Venn said* sales fell”, “*Venn tells us* sales will fall”, “*Venn urged* us to go”
    fn bare(&self) -> Option<Framed> {
        let (source, at) = self.subject()?;
        let from = at + 1;
        let (verb, next) = (self.scene.word(at), self.scene.word(from));
        // “*The jury was told* Venn had left”: nobody stands between.
        let was_told = self.tells(at) && is_passive(self.scene, at);
        if let Some(from) = self.told(at).filter(|_| !was_told) {
            return self.behind_verb(source, at, from);
        }
        let len = self.end().saturating_sub(from);
        let heard = was_told || self.hears(&source, at);
        let found = if matches!(verb, "said" | "says") || heard {
            len >= LEAST && self.may_begin_clause(from)
        } else if RECKONS.contains(&verb) {
            len >= LEAST && (from..from + LEAST + NOUNS).any(|at| self.has_verb(at))
        } else {
            len >= LEAST
                && self.scene.has(at, Class::CUE)
                && !self.tells(at)
                && self.begins_clause(from)
        };
        let denied = DENIES.contains(&verb) && len > 1;
        let asks = ASKS.contains(&verb) || ASKS_WITH.contains(&(verb, next));
        // “appealed *for calm*”
        let asks = asks && len > 1;
        let intends = INTENDS.contains(&verb) && next == "to" && len > 1;
        let from = match self.urged(at) {
            Some(from) => from,
            None if found || denied || asks || intends || self.puts(at) => from,
            None => return None,
        };
        self.behind_verb(source, at, from)
    }

    /// “They *were urged by Venn* to leave”, “She *was accused by Venn* of lying”
    fn by_whom(&self) -> Option<Framed> {
        let begin = self.sentence.start;
        let by = (begin + 2..self.end()).find(|&at| self.scene.word(at) == "by")?;
        let verb = by - 1;
        let passive = self.scene.has(verb, Class::CUE_ADDRESSES.or(Class::CUE_NAMING))
            || URGES.contains(&self.scene.word(verb));
        let helped =
            (verb.saturating_sub(2).max(begin)..verb).any(|at| makes_passive(self.scene.word(at)));
        if !passive || !helped || !self.scene.word(verb).ends_with(['d', 'n']) {
            return None;
        }
        let (source, from) = match self.mention_at(by + 1) {
            Some(agent) => (agent.tokens.clone(), agent.full.end),
            None => self.unlisted(by + 1).map(|source| (source.clone(), source.end))?,
        };
        let led = matches!(self.scene.word(from), "to" | "of" | "that" | "whether" | "not");
        led.then(|| self.behind_verb(source, verb, from)).flatten()
    }

    /// Where a clause begins behind whom the verb at `at` tells it.
    fn told(&self, at: usize) -> Option<usize> {
        if !self.tells(at) {
            return None;
        }
        let listener = match self.scene.word(at + 1) {
            "me" | "us" | "him" | "them" => at + 2,
            // “told *her* story”
            "her" if self.scene.has(at + 2, Class::PRONOUN.or(Class::DETERMINER)) => at + 2,
            _ => self.listener(at + 1)?,
        };
        let begins = match self.scene.word(at) {
            "asked" | "asks" => QUESTIONS.contains(&self.scene.word(listener)),
            _ => self.scene.word(listener) == "that" || self.begins_clause(listener),
        };
        begins.then_some(listener)
    }

    /// Where a naming ends of whom somebody tells, or of where: “told *the meeting*”.
    fn listener(&self, from: usize) -> Option<usize> {
        let named = self.mention_at(from).map(|listener| listener.full.end);
        // “told *a story* that was long”
        let noun =
            self.unlisted(from).filter(|noun| !TALES.contains(&self.scene.word(noun.end - 1)));
        named.or(noun.map(|noun| noun.end))
    }

    /// “*Venn urged* the crew *to go*”, “*Venn told* the crew *to go*”: where what is urged begins, with
    /// whom it is urged of or behind whom it is told.
    fn urged(&self, at: usize) -> Option<usize> {
        let urges = URGES.contains(&self.scene.word(at));
        let told =
            matches!(self.scene.word(at), "told" | "asked" | "advised" | "instructed" | "reminded");
        let word = |&at: &usize| self.scene.token(at).is_some_and(Token::is_word);
        let to = (at + 2..at + 2 + LISTENER).take_while(word).find(|&at| {
            self.scene.word(at) == "to" && !self.scene.has(at + 1, Class::DETERMINER)
        })?;
        // “told the crew *not to go*”
        let to = to - usize::from(self.scene.word(to - 1) == "not");
        (urges || told).then_some(if told { to } else { at + 1 })
    }

    /// “*Venn put* the number *at 38*”
    fn puts(&self, at: usize) -> bool {
        let rest = at + 1..self.end();
        matches!(self.scene.word(at), "put" | "puts")
            && rest.into_iter().any(|at| {
                let number = |at: usize| {
                    self.scene.token(at).is_some_and(|token| token.shape == Shape::Number)
                };
                self.scene.word(at) == "at" && (at + 1..at + 4).any(number)
            })
    }

    /// Who begins the sentence, and where the verb behind them stands; nobody if they are told or urged
    /// “by Venn”.
    fn subject(&self) -> Option<(Range<usize>, usize)> {
        self.beginning().filter(|(_, verb)| self.scene.word(verb + 1) != "by")
    }

    fn beginning(&self) -> Option<(Range<usize>, usize)> {
        let start = self.sentence.start;
        let Some(mention) = self.mention_at(start) else {
            // “*The hearing* in Lesna was told that”
            let source = self.unlisted(start).filter(|source| is_hearing(self.scene, source))?;
            let place = matches!(self.scene.word(source.end), "in" | "at");
            let place = self.mention_at(source.end + 1).filter(|_| place);
            let at = self.behind_small_words(place.map_or(source.end, |place| place.full.end));
            return Some((source, at));
        };
        if mention.kind == MentionKind::Nominal
            && let Some(verb) = self.behind_modifier(mention.full.end)
        {
            // “Economists polled by the Echo *had* expected”
            let mut words = (mention.tokens.start..verb).rev();
            let end = words.find(|&at| !self.scene.has(at, Class::HELPS)).map_or(verb, |at| at + 1);
            return Some((mention.tokens.start..end, verb));
        }
        Some((mention.tokens.clone(), self.behind_small_words(mention.full.end)))
    }

    /// “Two people *briefed on the plan* said”: the verb of speaking behind what tells of which
    /// people the sentence speaks.
    fn behind_modifier(&self, from: usize) -> Option<usize> {
        let word = self.scene.word(from);
        let participle =
            PARTICIPLES.contains(&word) && self.scene.has(from + 1, Class::PREPOSITION);
        if !participle && !matches!(word, "who" | "with" | "familiar" | "close" | "at" | "in") {
            return None;
        }
        let ends = |at: usize| {
            let time = matches!(self.scene.word(at), "before" | "after" | "since" | "until");
            let joins = self.scene.has(at, Class::CONJUNCTION) && !time;
            joins || self.scene.has(at, Class::CUE)
        };
        // “A driver *who asked not to be named as it is open* said”
        let unnamed = word == "who" && ANONYMOUS.contains(&self.scene.word(from + 1));
        let reach = if unnamed { 2 * MODIFIER } else { MODIFIER };
        let verb = (from..self.end().min(from + reach)).find(|&at| {
            let word = self.scene.token(at).is_some_and(Token::is_word);
            !word || if unnamed { self.says(at) } else { ends(at) }
        })?;
        let found = matches!(self.scene.word(verb), "found" | "shows" | "showed" | "states");
        (verb > from && (found || self.says(verb))).then_some(verb)
    }

    /// What the verb at `at` reports from a token on, if nothing but words and commas follows it.
    fn behind_verb(&self, source: Range<usize>, at: usize, from: usize) -> Option<Framed> {
        let rest = self.scene.tokens.get(at + 1..self.end())?;
        let is_plain = rest.iter().all(|t| {
            let owns = t.has(Class::POSSESSIVE_END);
            t.is(',') || is_money(t) || owns || t.is_plain_word()
        });
        let start = self.sentence.start;
        let contents = [start..start, from..self.end()];
        is_plain.then_some(Framed { contents, cue: at..at + 1, source })
    }

    fn mention_at(&self, at: usize) -> Option<&Mention> {
        let mention = self.scene.mentions.get(self.scene.mention_from(at)?)?;
        (mention.tokens.start < self.sentence.end).then_some(mention)
    }

    /// Tells whether a verb stands at `at` that says to whom: “told”.
    fn tells(&self, at: usize) -> bool {
        self.scene.has(at, Class::CUE_ADDRESSES) && self.scene.has(at, Class::CUE)
    }

    /// Tells whether a verb in the past stands at `at` whose clause is somebody’s word: “*found* that”.
    fn learns(&self, at: usize) -> bool {
        let word = self.scene.word(at);
        let lower = self.scene.token(at).is_some_and(|token| token.shape == Shape::Lower);
        let past = word.ends_with("ed") || matches!(word, "found" | "thought" | "felt" | "knew");
        lower && past && self.scene.has(at, Class::CUE)
    }

    /// Tells whether a verb stands at `at` that reports and hardly does anything else.
    fn says(&self, at: usize) -> bool {
        self.scene.token(at).is_some_and(|token| {
            token.shape == Shape::Lower
                && token.has(Class::CUE_INVERTS)
                && !token.has(Class::CUE_WEAK)
        })
    }

    /// Tells whether a verb stands at `at` with which such a sentence can end: “…, figures *show*.”
    fn ends(&self, at: usize) -> bool {
        let verb = Class::CUE.or(Class::CUE_INVERTS);
        let word = self.scene.word(at);
        let lower = self.scene.token(at).is_some_and(|token| token.shape == Shape::Lower);
        let reports = self.scene.has(at, verb) && !DOES_MORE.contains(&word);
        lower && (reports || RECKONS.contains(&word))
    }

    /// Behind “also”, “had” and “on Friday”.
    fn behind_small_words(&self, from: usize) -> usize {
        let small = Class::HELPS.or(Class::DATE);
        let is_small = |at: usize| {
            self.scene.has(at, small)
                || self.scene.word(at) == "on" && self.scene.has(at + 1, Class::DATE)
        };
        (from..self.end()).find(|&at| !is_small(at)).unwrap_or(from.max(self.end()))
    }

    /// Where the mark that ends the sentence stands.
    fn end(&self) -> usize {
        let last = self.sentence.end - 1;
        if self.scene.token(last).is_some_and(Token::is_word) { last + 1 } else { last }
    }
}

/// “was *told*”: tells whether the verb at `at` says what is done to its subject.
fn is_passive(scene: &Scene<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| scene.word(at));
    matches!(before, "was" | "were" | "been")
}

fn is_money(token: &Token) -> bool {
    matches!(token.shape, Shape::Mark('$' | '£' | '€' | '%'))
}
