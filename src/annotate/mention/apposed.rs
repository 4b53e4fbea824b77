//! Nouns that a name explains: “another friend, *Mara Venn*, said”. The noun is what the name bears.

use super::{Chunker, Mention, MentionKind};
use crate::annotate::lexicon::given::GENDERS;
use crate::annotate::lexicon::{Class, nouns};
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

/// Longest description before a name in an apposition, the name included, in tokens.
const DESCRIPTION: usize = 10;
/// Most words that say what somebody does, behind a noun for them.
const POST: usize = 6;
/// Longest brackets behind a name, in tokens.
const BRACKETS: usize = 8;
/// Most words that say where somebody is from, in front of what they are, and that.
const NATIVE: usize = 4;

impl Chunker<'_> {
    /// “another friend, Mara Venn,” names: the noun is the role. So do “his wife, Mara,” and “the
    /// spy agency, the National Signals Service (NSS),”.
    pub(super) fn add_name(&self, mention: &mut Mention) {
        let Some(comma) = self.behind_post(mention) else { return };
        let body = mention.class.meets(Class::HEAD_BODY);
        // “In *a statement,* the Ministry of Trade said”
        let indefinite = matches!(self.word(mention.tokens.start), "a" | "A" | "an" | "An")
            && !is_body_of_people(self.word(mention.name.end - 1));
        let article = body && !indefinite && self.word(comma + 1) == "the";
        if mention.class.meets(Class::HEAD_PERSON) && self.add_described(mention, comma) {
            return;
        }
        let first = self.behind_honours(comma + 1 + usize::from(article));
        // “*The company,* Arrow Mining, said”
        let first_word = self.token(mention.tokens.start);
        let owned = first_word.is_some_and(|token| token.has(Class::POSSESSIVE));
        // “*the mine’s* operator, Arrow Mining, said”
        let owns = |at: usize| self.token(at).is_some_and(|t| t.has(Class::POSSESSIVE_END));
        let owner = mention.tokens.start > self.start && owns(mention.tokens.start - 1);
        let owned = owned || owner || mention.tokens.clone().any(owns);
        let definite = owned || matches!(self.word(mention.tokens.start), "the" | "The");
        // “according to *the operator*, Coastal Air.”
        let start = mention.tokens.start;
        let accorded = definite
            && start > self.start + 1
            && self.word(start - 1) == "to"
            && self.word(start - 2).eq_ignore_ascii_case("according");
        let subject = (mention.free || owner) && definite || accorded;
        let person = mention.class.meets(Class::HEAD_PERSON);
        if !(article || body && subject || person) || !self.is_name_part(first) {
            return;
        }
        let run = self.name_run(first);
        // “the National Signals Service *(NSS)*”, “Cllr Ada Venn *(Ind, Stoning Vale)*”
        let end = self.behind_brackets(run.end).unwrap_or(run.end);
        let behind = self.token(end);
        // “her editor, Joan Trask *of Halfmoon Press in Lesna*,”
        let of = behind.is_some_and(|token| matches!(token.span.of(self.text), "of" | "from"));
        let of = of.then(|| self.phrase_end(end + 1)).flatten();
        let end = of.map_or(end, |end| self.behind_location(end));
        let behind = self.token(end);
        let comma_follows = behind.is_some_and(|token| token.is(','));
        let noun = self.word(mention.name.end - 1);
        let kin = comma_follows && (nouns::is_kin(noun) || noun == "partner");
        let named = if article {
            run.clone().any(|at| self.is_body_head(at))
        } else {
            // “A nurse at the gate, *Mohan,* said”, but “a pastor in Lesna, Norland, said”
            let small = self.token(comma - 1).is_some_and(|last| last.shape == Shape::Lower);
            let somebody = mention.free && person && small;
            let speaks = (subject || somebody) && comma_follows && self.is_verb(end + 1);
            speaks || accorded || !body && (run.len() > 1 || kin)
        };
        if !self.is_closed(end) || !named {
            return;
        }
        mention.role = Some(self.span(mention.tokens.start..comma));
        mention.kind = MentionKind::Named;
        mention.name = run.clone();
        mention.tokens.end = run.end;
        mention.full.end = if comma_follows { end + 1 } else { end };
        if body {
            mention.class = Class::HEAD_BODY;
            return;
        }
        mention.class = self.genders(mention, run);
    }

    /// “the analyst *on duty*, Mara Venn”, “the officer *leading the search*, Tom Bell”: the comma behind
    /// a noun and what somebody of that kind does.
    fn behind_post(&self, mention: &Mention) -> Option<usize> {
        let end = mention.tokens.end;
        let comma = |at: usize| self.token(at).is_some_and(|token| token.is(','));
        if comma(end) || !mention.class.meets(Class::HEAD_PERSON) {
            return Some(end).filter(|&end| comma(end));
        }
        let leads =
            matches!(self.word(end), "on" | "in" | "at" | "for") || self.word(end).ends_with("ing");
        if !leads || !matches!(self.word(mention.tokens.start), "the" | "The") {
            return None;
        }
        let plain = |at: &usize| {
            let lower = self.token(*at).is_some_and(|token| token.shape == Shape::Lower);
            lower && !self.is_verb(*at)
        };
        let behind = end + (end..end + POST).take_while(plain).count();
        Some(behind).filter(|&behind| comma(behind))
    }

    /// “a man *named Tom Bell*”, “a driver *who gave her name only as Ana*”, “the ferryman, *whose name
    /// is Zoran Petkov,*”: the noun is the role.
    pub(super) fn add_called(&self, mention: &mut Mention) {
        if !mention.class.meets(Class::HEAD_PERSON.or(Class::HEAD_BODY)) {
            return;
        }
        let comma = self.token(mention.tokens.end).is_some_and(|token| token.is(','));
        let from = mention.tokens.end + usize::from(comma);
        let calls = |at: usize| calls(self.word(at));
        let helps = |at: usize| helps_to_call(self.word(at));
        if !calls(from) && !helps(from) {
            return;
        }
        // “a 34-year-old drill *operator*”, “a *group* called Open Water”
        let body = mention.class.meets(Class::HEAD_BODY)
            && !mention.tokens.clone().any(|at| self.word(at).ends_with("-year-old"));
        let first = (from..from + DESCRIPTION).find(|&at| !calls(at) && !helps(at));
        let Some(first) = first.filter(|&first| (from..first).any(calls)) else { return };
        // “a source who *identified Venn*”
        let says = |word: &str| (from..first).any(|at| self.word(at) == word);
        let identified = ["identified", "identifies", "known"].iter().any(|word| says(word));
        if !self.is_name_part(first) || identified && !says("as") {
            return;
        }
        let run = self.name_run(first);
        // “The man *called Tom Bell a liar*”, “an aide, *called Tom Bell’s* remarks rude”
        let hangs = Class::PREPOSITION.or(Class::RELATIVE).or(Class::CONJUNCTION);
        let ends = self.is_closed(run.end) || self.token(run.end).is_some_and(|t| t.has(hangs));
        if !ends || comma && says("called") {
            return;
        }
        mention.role = Some(self.span(mention.tokens.clone()));
        mention.kind = MentionKind::Named;
        mention.class = match body {
            true => Class::HEAD_BODY,
            false => self.genders(mention, from..run.end),
        };
        mention.name = run.clone();
        mention.tokens.end = run.end;
        mention.full.end = if comma { self.behind_comma(run.end) } else { run.end };
    }

    /// “her nephew, *the broadcaster Giles Venn,*”: a name behind nouns of its own. Returns whether it
    /// names.
    fn add_described(&self, mention: &mut Mention, comma: usize) -> bool {
        let from = comma + 1;
        // “the student, *10-year-old* Mateo Venn,”, “the mediator, *Norlander diplomat* Mateo Venn,”
        let small = |first: &Token| matches!(first.shape, Shape::Lower | Shape::Number);
        let noun = |at: usize| {
            self.token(at).is_some_and(|t| t.shape == Shape::Lower && t.has(Class::HEAD_PERSON))
        };
        if !self.token(from).is_some_and(small) && !(from + 1..from + NATIVE).any(noun) {
            return false;
        }
        let word = |at: usize| self.token(at).is_some_and(Token::is_word) && !self.is_verb(at);
        let end = (from..from + DESCRIPTION).find(|&at| !word(at)).unwrap_or(from);
        // “a Dutchwoman named *Anneke de Haas*”
        let particle = |at: usize| {
            self.token(at).is_some_and(|t| t.has(Class::PARTICLE)) && self.is_name_part(at - 1)
        };
        let part = |&at: &usize| self.is_name_part(at) || particle(at);
        let start = (from + 1..end).rev().take_while(part).last();
        let title = Class::TITLE.or(Class::HEADS);
        let native = |at: usize| {
            self.token(at).is_some_and(|t| nouns::is_demonym(t.span.of(self.text))) && at + 2 < end
        };
        let name = start.and_then(|start| {
            let titled = |at: usize| self.token(at).is_some_and(|token| token.has(title));
            (start..end).find(|&at| !titled(at) && !native(at))
        });
        let Some(name) = name.filter(|name| end - name > 1) else { return false };
        // “her nephew, *who met* Giles Venn”, “a nephew, *the son of* Giles Venn”
        let links =
            Class::PREPOSITION.or(Class::RELATIVE).or(Class::PRONOUN).or(Class::CONJUNCTION);
        let plain = (from..name).all(|at| {
            self.token(at).is_some_and(|t| {
                !t.has(links)
                    && (t.is_capital()
                        || self.is_modifier(t, true)
                        || t.has(title.or(Class::DETERMINER)))
            })
        });
        let body = (name..end).any(|at| self.is_body_head(at));
        if !plain || !self.is_closed(end) || body {
            return false;
        }
        mention.role = Some(self.span(mention.tokens.start..comma));
        mention.kind = MentionKind::Named;
        mention.class = self.genders(mention, from..end);
        mention.name = name..end;
        mention.tokens.end = end;
        mention.full.end = self.behind_comma(end);
        true
    }

    /// Returns the token behind the brackets that begin at one.
    pub(super) fn behind_brackets(&self, at: usize) -> Option<usize> {
        let mark = |at: usize, mark: char| self.token(at).is_some_and(|token| token.is(mark));
        let close = (at + 1..at + BRACKETS).find(|&at| mark(at, ')'));
        close.filter(|_| mark(at, '(')).map(|close| close + 1)
    }

    /// “Halfmoon Press *in Lesna*”: the token behind where a body is.
    fn behind_location(&self, at: usize) -> usize {
        let place = matches!(self.word(at), "in" | "at" | "near").then(|| self.phrase_end(at + 1));
        place.flatten().unwrap_or(at)
    }

    /// Tells whether an apposition can end before a token: at a mark, at a verb, or with the sentence.
    fn is_closed(&self, end: usize) -> bool {
        self.token(end).is_none_or(|token| {
            matches!(token.shape, Shape::Mark(',' | '.' | '?' | '!')) || self.is_verb(end)
        })
    }

    /// The genders of a mention and of the words that explain it.
    fn genders(&self, mention: &Mention, words: Range<usize>) -> Class {
        // “the boy’s *grandmother*, Jean,”: the noun knows better than the name.
        let noun = self.token(mention.name.end.wrapping_sub(1));
        let own = noun.map(|noun| noun.class.only(GENDERS)).unwrap_or_default();
        if own == Class::FEMALE || own == Class::MALE {
            return own;
        }
        words.into_iter().fold(mention.class.only(GENDERS), |class, at| {
            class.with(self.token(at).map(|token| token.class.only(GENDERS)).unwrap_or_default())
        })
    }

    /// “*the Right Rev* Tom Bell”: the token behind the honours of a name.
    fn behind_honours(&self, from: usize) -> usize {
        const HONOURS: [&str; 10] =
            ["Right", "Most", "Very", "Rt", "Rt.", "Hon", "Hon.", "Rev", "Rev.", "Reverend"];
        let first = from + usize::from(self.word(from) == "the");
        let honours = (first..).take_while(|&at| HONOURS.contains(&self.word(at))).count();
        if honours > 0 { first + honours } else { from }
    }
}

/// Nouns for bodies that are not written or done, as statements and investigations are.
fn is_body_of_people(noun: &str) -> bool {
    matches!(
        noun,
        "group"
            | "company"
            | "firm"
            | "agency"
            | "charity"
            | "union"
            | "organisation"
            | "organization"
            | "association"
            | "party"
            | "network"
            | "club"
            | "coalition"
            | "alliance"
            | "startup"
            | "regulator"
            | "watchdog"
    )
}

/// Words that say what somebody goes by: “a man *called* Tom Bell”.
fn calls(word: &str) -> bool {
    matches!(
        word,
        "named" | "called" | "name" | "identified" | "identifies" | "goes" | "went" | "known"
    )
}

/// Words that stand between those and a name: “*who would give his* name *only as* Ahmed”.
fn helps_to_call(word: &str) -> bool {
    matches!(
        word,
        "who"
            | "whose"
            | "would"
            | "only"
            | "gave"
            | "give"
            | "gives"
            | "his"
            | "her"
            | "their"
            | "himself"
            | "herself"
            | "as"
            | "is"
            | "was"
            | "by"
            | "locally"
            | "officially"
            | "publicly"
            | "simply"
    )
}
