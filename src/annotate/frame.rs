//! Frames: sentences that are reported as a whole by a few words at their end or beginning.
//!
//! “…, *said Venn*.”, “…, *Venn said*.”, “…, *according to Venn*.”, “*According to Venn*, …”, and in
//! the middle: “Sales, *Venn said*, fell in May.” The training articles have few of them, news
//! agencies many, and the network passes over some; where it finds nothing in such a sentence, or
//! takes nothing but who says it for what is said, the frame says what is reported. Nothing else
//! that the network finds is overruled.

use super::cue::Scene;
use super::lexicon::Class;
use super::mention::Mention;
use super::token::{Shape, Token};
use std::ops::Range;

/// What a frame reports, as tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Framed {
    /// Before the frame and behind it; either may be empty.
    pub(crate) contents: [Range<usize>; 2],
    pub(crate) cue: Range<usize>,
    pub(crate) source: Range<usize>,
}

/// How likely its tags are, of 255: of the 28 attributions that frames add in the development
/// articles and two fifths of the training ones 23 are right.
pub(crate) const LIKELY: u8 = 225;

/// Fewest words that are reported.
const LEAST: usize = 3;
/// Most tokens behind a frame: “…, said Venn *in a statement on Monday*.”
const REST: usize = 8;
/// Most words that name to whom it is said.
const LISTENER: usize = 5;
/// Fewest words of a clause that begins with a place, a time or a conjunction.
const MANY: usize = 8;
/// Reporting verbs that more often do something else where nothing follows them.
const DOES_MORE: [&str; 24] = [
    "put",
    "puts",
    "ran",
    "hit",
    "shot",
    "smiled",
    "laughed",
    "cried",
    "screamed",
    "continued",
    "continues",
    "began",
    "offered",
    "posted",
    "spoke",
    "speaks",
    "talked",
    "attacked",
    "ripped",
    "lashed",
    "vented",
    "read",
    "led",
    "shouted",
];
/// Verbs that report where they end a sentence, and hardly anywhere else.
const RECKONS: [&str; 8] =
    ["show", "find", "estimate", "estimates", "estimated", "reckon", "reckons", "reckoned"];
/// Verbs whose object is what somebody says not to be so.
const DENIES: [&str; 4] = ["denies", "denied", "disputes", "disputed"];
/// Words that begin a clause which is what is said: “*Whether* it rains is unclear”.
const CONTENT: [&str; 5] = ["Whether", "That", "How", "Why", "What"];
/// Most nouns that name a source of which no table lists one.
const NOUNS: usize = 3;
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
        // The comma that closes an apposition is part of it.
        let hangs = report.end > report.source.end && self.scene.is(report.end - 1, ',');
        let from = if hangs { report.end } else { report.end + 1 };
        let content = from..self.end();
        let found = (hangs || self.scene.is(report.end, ',')) && self.is_clause(&content);
        found.then(|| report.of([start..start, content]))
    }

    /// “…, *said Venn*.”, “…, *Venn said*.”, “…, *according to Venn*.”, “…, *Venn said*, …”
    fn behind_comma(&self) -> Option<Framed> {
        let (start, end) = (self.sentence.start, self.end());
        let near = start.max(end.saturating_sub(REACH))..end;
        near.rev().filter(|&at| self.scene.is(at, ',')).find_map(|comma| {
            let report = self.report(comma + 1)?;
            let content = start..comma;
            if self.is_rest(report.end) && self.is_clause(&content) {
                return Some(report.of([content, end..end]));
            }
            let behind = report.end + 1..end;
            let parted = self.scene.is(report.end, ',') && self.are_parts([&content, &behind]);
            parted.then(|| report.of([content, behind]))
        })
    }

    /// Reads who says it, and the words that report, from a token on.
    fn report(&self, from: usize) -> Option<Report> {
        if let Some(report) = self.according(from) {
            return Some(report);
        }
        if self.says(from) || self.scene.word(from) == "say" {
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
        let told = self.tells(at);
        if let Some(listener) = told.then(|| self.mention_at(at + 1)).flatten() {
            return Some(Report { cue, source, end: listener.full.end });
        }
        self.ends(at).then_some(Report { cue, source, end: at + 1 })
    }

    /// “*the coastguard*”: a noun that no table lists.
    fn unlisted(&self, from: usize) -> Option<Range<usize>> {
        let closed = Class::GRAMMAR.or(Class::ANY_CUE).or(Class::FUNCTION);
        let noun = |at: usize| {
            self.scene.token(at).is_some_and(|t| t.shape == Shape::Lower && !t.has(closed))
        };
        let nouns = (from + 1..self.end()).take(NOUNS).take_while(|&at| noun(at)).count();
        let led = self.scene.has(from, Class::DETERMINER) && !self.scene.has(from, Class::RELATIVE);
        (led && nouns > 0).then_some(from..from + 1 + nouns)
    }

    /// “*Venn told reporters* that …”, “*The board acknowledged in a note* that …”
    fn with_that(&self) -> Option<Framed> {
        let (source, at) = self.subject()?;
        let told = self.tells(at);
        if !told && !self.says(at) && !self.learns(at) {
            return None;
        }
        let (from, end) = (at + 1, self.end());
        let reach = if told {
            LISTENER + 1
        } else if self.says(at) && self.scene.has(from, Class::PREPOSITION) {
            REST
        } else {
            1
        };
        let that = (from..end).take(reach).find(|&at| self.scene.word(at) == "that")?;
        let between = || (from..that).any(|at| self.scene.has(at, Class::AUXILIARY));
        (end - that > LEAST && !between()).then(|| self.behind_verb(source, at, that)).flatten()
    }

    /// “*Venn said* sales fell”, “*Venn tells us* sales will fall”
    fn bare(&self) -> Option<Framed> {
        let (source, at) = self.subject()?;
        let told = self.tells(at)
            && matches!(self.scene.word(at + 1), "me" | "us" | "him" | "her" | "them");
        if told && self.has_verb(at + 3) {
            return self.behind_verb(source, at, at + 2);
        }
        let (from, len) = (at + 1, self.end().saturating_sub(at + 1));
        let begins = Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PRONOUN);
        let word = self.scene.word(from);
        let clause = self.scene.token(from).is_some_and(|token| match token.shape {
            Shape::Lower => {
                let closed = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::ADVERB);
                let noun = || !token.has(closed) && self.has_verb(from + 1);
                token.has(begins) || word.ends_with('s') || word == "people" || noun()
            }
            _ => token.is_word() && !token.has(Class::DATE),
        });
        let said = matches!(self.scene.word(at), "said" | "says") && clause && len >= LEAST;
        let denied = DENIES.contains(&self.scene.word(at)) && len > 1;
        (said || denied).then(|| self.behind_verb(source, at, from)).flatten()
    }

    /// Tells whether a helping verb stands near behind a token, or at it.
    fn has_verb(&self, from: usize) -> bool {
        let near = from..self.end().min(from + NOUNS);
        near.into_iter().any(|at| self.scene.has(at, Class::AUXILIARY))
    }

    /// Who begins the sentence, and where the verb behind them stands.
    fn subject(&self) -> Option<(Range<usize>, usize)> {
        let mention = self.mention_at(self.sentence.start)?;
        Some((mention.tokens.clone(), self.behind_small_words(mention.full.end)))
    }

    /// What the verb at `at` reports from a token on, if nothing but words and commas follows it.
    fn behind_verb(&self, source: Range<usize>, at: usize, from: usize) -> Option<Framed> {
        let rest = self.scene.tokens.get(at + 1..self.end())?;
        let is_plain = rest.iter().all(|t| t.is(',') || t.is_word() && !t.quoted);
        let start = self.sentence.start;
        let contents = [start..start, from..self.end()];
        is_plain.then_some(Framed { contents, cue: at..at + 1, source })
    }

    /// Reads who is named behind “according to” at `at`.
    fn according(&self, at: usize) -> Option<Report> {
        let from = self.scene.is_according_to(at).then_some(at + 2)?;
        let cue = at..from;
        if let Some(mention) = self.mention_at(from) {
            return Some(Report { cue, source: mention.tokens.clone(), end: mention.full.end });
        }
        // “*According to the programme notes,* …”: a noun that no table lists.
        let led = self.scene.has(from, Class::DETERMINER.or(Class::POSSESSIVE));
        let word = |at: &usize| self.scene.token(*at).is_some_and(|t| t.shape == Shape::Lower);
        let end = from + (from..from + NOUNS + 1).take_while(word).count();
        let whole = led && end > from + 1 && self.scene.is(end, ',');
        whole.then_some(Report { cue, source: from..end, end })
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

    fn behind_small_words(&self, from: usize) -> usize {
        let is_small = |at: usize| self.scene.has(at, Class::ADVERB.or(Class::AUXILIARY));
        (from..self.end()).find(|&at| !is_small(at)).unwrap_or(from.max(self.end()))
    }

    /// Where the mark that ends the sentence stands.
    fn end(&self) -> usize {
        let last = self.sentence.end - 1;
        if self.scene.token(last).is_some_and(Token::is_word) { last + 1 } else { last }
    }

    /// Tells whether nothing but where and when, or what came of it (“…, *killing two*”), stands
    /// from `at` up to the end of the sentence.
    fn is_rest(&self, at: usize) -> bool {
        let leads = Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::RELATIVE);
        // The comma that closes an apposition is part of it.
        let closed = at.checked_sub(1).is_some_and(|before| self.scene.is(before, ','));
        let comma = closed || self.scene.is(at, ',');
        let first = if closed { at } else { at + 1 };
        let joins = matches!(self.scene.word(first), "and" | "or" | "but" | "nor" | "so" | "yet");
        let circumstance = self.scene.has(first, leads) && !joins;
        let result = self.scene.word(first).ends_with("ing");
        if comma && (result || circumstance) {
            let rest = self.scene.tokens.get(first..self.end()).unwrap_or_default();
            // “…, said Venn, who runs the port and, like others, has one name.”
            let relative = self.scene.has(first, Class::RELATIVE);
            let plain = |token: &Token| token.is_word() || (closed || relative) && token.is(',');
            return rest.iter().all(|token| plain(token) && !token.quoted);
        }
        let tokens = self.scene.tokens.get(at..self.end()).unwrap_or_default();
        let begins = tokens
            .first()
            .is_none_or(|token| token.has(Class::PREPOSITION.or(Class::DATE).or(Class::ADVERB)));
        begins
            && tokens.len() <= REST
            && tokens.iter().all(|t| t.is_word() && !t.has(Class::ANY_CUE.or(Class::AUXILIARY)))
    }

    /// Tells whether tokens are likely a clause, not where or when it was said.
    fn is_clause(&self, tokens: &Range<usize>) -> bool {
        let tokens = self.scene.tokens.get(tokens.clone()).unwrap_or_default();
        let Some(first) = tokens.first() else { return false };
        let word = first.span.of(self.scene.text);
        let words = tokens.iter().filter(|token| token.is_word()).count();
        // “If it rains, the roof leaks”, “In May sales of iron fell by a third”
        let subordinate = first.has(Class::CONJUNCTION) && tokens.iter().any(|t| t.is(','));
        let leads = Class::PREPOSITION.or(Class::CONJUNCTION);
        let led = first.has(leads) && !subordinate && words < MANY && !CONTENT.contains(&word)
            || first.has(Class::CUE_ING)
            || word.ends_with("ing")
            || word.ends_with("ed");
        words >= LEAST && !tokens.iter().any(|token| token.quoted) && !led
    }

    /// Tells whether two stretches are one clause that a frame parts.
    fn are_parts(&self, parts: [&Range<usize>; 2]) -> bool {
        parts.iter().all(|part| {
            let tokens = self.scene.tokens.get((*part).clone()).unwrap_or_default();
            tokens.first().is_some_and(|first| first.is_word() && !first.has(Class::CUE_ING))
                && !tokens.iter().any(|token| token.quoted)
        }) && parts.iter().map(|part| part.len()).sum::<usize>() > LEAST
            && !self.scene.has(parts[1].start, Class::CONJUNCTION.or(Class::RELATIVE))
            && !self.scene.word(parts[1].start).ends_with("ing")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::prepare;
    use crate::load::{Limits, load_text};

    /// `[what is reported]`, `{the cue}` and `<who says it>`; nothing where no frame is marked.
    fn check(marked: &str) {
        let text = marked.replace(['[', ']', '{', '}', '<', '>'], "");
        let document = load_text("-", &text, &Limits::default());
        let prepared = prepare::parts(&document).0.next().expect("a part");
        let scene =
            Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
        let sentence = &prepared.sentences.first().expect("a sentence").tokens;
        let found = framed(&scene, sentence);
        let words = |tokens: Range<usize>| {
            let tokens = &prepared.tokens[tokens];
            tokens[0].span.hull(tokens[tokens.len() - 1].span).of(prepared.text)
        };
        let found = found.map(|f| {
            let contents = f.contents.into_iter().filter(|content| !content.is_empty());
            (contents.map(words).collect(), words(f.cue), words(f.source))
        });
        let parts = |open: char, close: char| -> Vec<&str> {
            marked.split(open).skip(1).filter_map(|part| Some(part.split_once(close)?.0)).collect()
        };
        let expected = match (parts('[', ']'), &*parts('{', '}'), &*parts('<', '>')) {
            (contents, [cue], [source]) => Some((contents, *cue, *source)),
            _ => None,
        };
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn a_frame_reports_the_rest_of_its_sentence() {
        check("[Sales fell by a third in May], {said} <Ada Venn>.");
        check("[Sales fell by a third in May], {said} <the company>.");
        check("[The strike will go on], {said} <Ada Venn>, the head of the union.");
        check("[The strike will go on], {said} <Ada Venn> in a statement on Monday.");
        check("[The strike will go on, whatever comes], <Venn> also {said} on Monday.");
        check("[The plan was never approved], {according to} <two officials>.");
        check("[Sales fell by a third in May], <figures> {show}.");
        check("[Sales fell by a third in May], <the study> {found} on Monday.");
        check("[Sales fell by a third in May], <the coastguard> {added}.");
        check("[Sales fell by a third in May], {say} <economists>.");
        check("[The talks broke down on Monday], <sources> {told} the Harbour Post.");
        check(
            "[Sales fell by a third], {says} <Ada Venn>, head of the union, which runs the port.",
        );
        check("[A bomb fell on the market], <the police> {said}, killing two people.");
        check("[If it rains, the roof leaks], <the union> {said}.");
        check("[In the north sales of iron fell by a third], <the union> {said}.");
        check("{According to} <the union>, [the strike will go on].");
        check("{According to} <Ada Venn>, who heads the union, [the strike will go on].");
        check("<Venn> {told} reporters [that Tokyo had protested].");
        check("<Ada Venn>, a lawyer, {told} a news conference [that Tokyo had protested].");
        check("<The company> {said} [sales fell by a third].");
        check("<The company> {denied} [any wrongdoing].");
        check("[Whether it will rain is unclear], <forecasters> {say}.");
        check("[The roof will leak], <Ada Venn and her colleagues> {write}.");
        check("<Ada Venn>, who heads the union, {said} [the strike will go on].");
        check("[A fire killed nine people], <the police> {said}, in the worst week of the year.");
        check(
            "[The ferry held nine people], {said} <Venn>, who runs it and, like many, uses one name.",
        );
        check("<The board> {acknowledged} in a note on its door [that nobody had seen the ship].");
        check("<The inquiry> {found} [that nobody had seen the ship].");
        check("<The union> {said} [crew members had left the ship].");
        check("<An official> {tells} us [the roof will leak].");
    }

    #[test]
    fn a_frame_stands_in_the_middle() {
        check("[Nobody], <Venn> {said}, [had seen the ship].");
        check("[The minister], {according to} <two aides>, [has not decided].");
        check("[Sales], <the study> {found}, [fell by a third].");
        check("Sales fell, Venn said, and prices rose.");
        check("“Sales”, Venn said, “fell by a third”.");
    }

    #[test]
    fn what_is_no_clause_is_not_reported() {
        check("In the capital of the north, police said.");
        check("Speaking to reporters in May, Venn said.");
        check("Sales fell, said Venn.");
        check("The annual report that was late, Venn approved.");
        check("“We will go on”, said Ada Venn.");
        check("Sales fell by a third in May, said Venn, and prices rose.");
        check("Venn told reporters.");
        check("When the rain began to fall, Venn ran.");
        check("Venn said on Monday morning in May.");
        check("Venn said goodbye to the crew.");
        check("Venn told us the story of the ship.");
        check("Most states that voted in May were small.");
        check("Sales fell by a third in May, Venn added sugar.");
    }
}
