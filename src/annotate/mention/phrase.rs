//! Noun phrases: determiner, modifiers, titles, and the name or the noun that they lead to.
//!
//! What follows a phrase and belongs to it is read in [`super::hanging`].

use super::words::{
    is_adjective, is_honorific, is_participle, is_plural_modifier, looks_like_trade,
    looks_like_verb,
};
use super::{Chunker, Mention, MentionKind, PHRASE};
use crate::annotate::lexicon::{Class, nouns, verbs};
use crate::annotate::token::{Shape, Token};
use std::ops::Range;

impl Chunker<'_> {
    /// Reads a noun phrase: determiner, modifiers, titles, name or head.
    pub(super) fn phrase_at(&self, from: usize) -> Option<Mention> {
        let mut at = from;
        while self.token(at).is_some_and(|token| {
            token.has(Class::DETERMINER.or(Class::POSSESSIVE)) && !token.has(Class::RELATIVE)
        }) && at < from + 3
        {
            at += 1;
        }
        let body = at;
        let mut head: Option<usize> = None;
        let mut names: Option<Range<usize>> = None;
        while at < body + PHRASE {
            if self.is_name_part(at) {
                let run = self.name_run(at);
                at = run.end;
                names = Some(run);
            } else if let Some(behind) = self.behind_particles(at)
                && self.word(at).starts_with(char::is_lowercase)
            {
                // “*da* Silva said”
                let run = at..self.name_run(behind).end;
                at = run.end;
                names = Some(run);
            } else if (names.is_some() || head.is_some())
                && self.token(at).is_some_and(|t| t.has(Class::POSSESSIVE_END))
            {
                // “South Korea’s National Intelligence Service”, “the board’s own report”: the
                // owner ends, the noun follows.
                if !self.owns(at) {
                    break;
                }
                at += 1;
                names = None;
                head = None;
            } else if let Some(token) = self.token(at) {
                let small = token.shape == Shape::Lower || self.opens_small(at, token);
                let is_head = self.is_age(at, token)
                    || small
                        && (token.has(Class::HEADS.or(Class::TITLE))
                            || self.is_body_noun(at, token));
                if is_head && !self.is_verb_here(at) {
                    head = Some(at);
                    if names.as_ref().is_some_and(|run| run.end <= at) {
                        names = None;
                    }
                    at += 1;
                } else if head.is_none() && (self.modifies(at) || self.leads_to_name(at, body)) {
                    names = None;
                    at += 1;
                } else if head.is_some()
                    && is_plural_modifier(token.span.of(self.text))
                    && self.modifies(at)
                {
                    // “the state *news* agency”
                    head = None;
                    at += 1;
                } else if head.is_some_and(|head| self.is_adjunct(head, at)) {
                    // “the *city health* department”, “the *chief operating* officer”
                    head = None;
                    at += 1;
                } else {
                    break;
                }
            } else {
                break;
            }
            let ends = !self.is_name_part(at) && !self.is_head_or_modifier(at) && !self.owns(at);
            if head.is_some() && ends {
                break;
            }
        }
        if let Some(run) = names.filter(|run| run.end == at) {
            let plural = self.is_plural(&run) && run.start == from;
            let named = self.named(from, run);
            return Some(match named.kind {
                MentionKind::Named if plural => {
                    Mention { kind: MentionKind::Nominal, role: None, ..named }
                }
                _ => named,
            });
        }
        let Some(head) = head else { return self.unknown_office(from, body) };
        (head + 1 == at).then(|| self.nominal(from, body, head))
    }

    /// “*Shares* fell”: tells whether a sentence begins with a common noun that nothing shows to be a name.
    fn is_plural(&self, run: &Range<usize>) -> bool {
        run.len() == 1
            && run.start == self.start
            && self.token(run.start).is_some_and(|token| {
                let word = token.span.of(self.text);
                let given = || self.is_given(run.start);
                word.ends_with('s') && self.small_words.is_common(self.text, token) && !given()
            })
    }

    /// Tells whether a noun for a body only modifies one that stands behind the next word: “the *city*
    /// health department”.
    fn is_adjunct(&self, head: usize, at: usize) -> bool {
        if head + 1 != at {
            return false;
        }
        let small = |token: &Token| token.shape == Shape::Lower;
        let word = |at: usize| self.token(at).map_or("", |token| token.span.of(self.text));
        if word(head) == "chief" && word(at + 1) == "officer" {
            return true;
        }
        let behind = self.token(at + 1).filter(|token| small(token));
        let person = behind.is_some_and(|token| token.has(Class::HEAD_PERSON));
        self.token(head).is_some_and(|t| small(t) && t.has(Class::HEAD_BODY))
            && self.token(at).is_some_and(|t| {
                let word = t.span.of(self.text);
                let field = nouns::is_field(word) && !t.has(Class::ANY_CUE);
                // “a law *enforcement* official”
                let noun =
                    || t.class == Class::NONE && !verbs::is_past(word) && !word.ends_with('s');
                small(t) && (field || person && noun())
            })
            && behind.is_some_and(|token| token.has(Class::HEADS))
    }

    /// Tells whether a possessive ending at `at` leads to a name or a noun that can speak.
    fn owns(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.has(Class::POSSESSIVE_END))
            && (self.is_name_part(at + 1) || self.is_head_or_modifier(at + 1))
    }

    /// “the *soprano* Delphine Aru”, “an *angry* Venn”: a word between a determiner and a name.
    pub(super) fn leads_to_name(&self, at: usize, body: usize) -> bool {
        at == body
            && body > self.start
            && self.token(at - 1).is_some_and(|t| t.has(Class::DETERMINER.or(Class::POSSESSIVE)))
            && self.token(at).is_some_and(|t| {
                let age = t.span.of(self.text).ends_with("-old");
                (t.shape == Shape::Lower || age) && self.is_modifier(t, true)
            })
            && self.is_name_part(at + 1)
    }

    pub(super) fn is_head_or_modifier(&self, at: usize) -> bool {
        self.modifies(at)
            || self.token(at).is_some_and(|token| {
                token.shape == Shape::Lower
                    && token.has(Class::HEADS.or(Class::TITLE))
                    && !self.is_verb_here(at)
            })
    }

    /// “report” and “poll” are verbs as well: behind a noun without a determiner they are.
    pub(super) fn is_verb_here(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.has(Class::CUE))
            && at > self.start
            && self.token(at - 1).is_some_and(|before| {
                before.has(Class::HEAD_GROUP.or(Class::PRONOUN))
                    || before.is_capital() && !before.has(Class::DETERMINER)
            })
    }

    /// Tells whether the small word at `at` can modify a noun that follows within four words.
    ///
    /// Behind a determiner a participle is no verb.
    pub(super) fn modifies(&self, at: usize) -> bool {
        let is_head = |at: usize| {
            self.token(at).is_some_and(|token| {
                token.shape == Shape::Lower
                    && (token.has(Class::HEADS.or(Class::TITLE)) || self.is_watch(at, token))
            })
        };
        let Some(head) = (at + 1..at + 4).find(|&at| is_head(at)) else { return false };
        let before = at.checked_sub(1).filter(|&before| before >= self.start);
        let before = || before.and_then(|before| self.token(before));
        let led = before().is_some_and(|t| t.has(Class::DETERMINER.or(Class::POSSESSIVE)));
        // “the *packaging* group”, “Finnish *packaging* group”
        let native =
            || before().is_some_and(|t| t.is_capital() && nouns::is_native(t.span.of(self.text)));
        let modifies = |token: &Token| {
            self.is_modifier(token, led) || self.is_modifier(token, true) && native()
        };
        let is_small = |at: usize, token: &Token| {
            matches!(token.shape, Shape::Lower | Shape::Number) || self.opens_small(at, token)
        };
        (at..head).all(|between| {
            (between == at || !self.is_name_part(between))
                && self
                    .token(between)
                    .is_some_and(|token| is_small(between, token) && modifies(token))
        })
    }

    /// “*Central* bank holds rates”, “*Experts* value it”: a capital for the sentence's sake.
    fn opens_small(&self, at: usize, token: &Token) -> bool {
        at == self.start && token.shape == Shape::Capital && !self.is_name_part(at)
    }

    pub(super) fn is_modifier(&self, token: &Token, led: bool) -> bool {
        if token.has(Class::CLOSED) {
            return false;
        }
        let word = token.span.of(self.text);
        if token.has(Class::FUNCTION) && !is_adjective(word) {
            return false;
        }
        led || !looks_like_verb(word)
            || word.contains('-')
            || is_participle(word)
            || nouns::is_field(word)
    }

    /// A mention with a name in `run`; the words before it since `from` are its titles.
    pub(super) fn named(&self, from: usize, mut run: Range<usize>) -> Mention {
        // “Rosa M. *King* of Velmark”: a surname is no office.
        let mut inside = run.start + 1..run.end.saturating_sub(1);
        let surname = inside.find(|&at| self.is_link(at + 1) && self.follows_given(at, run.start));
        run.end = surname.map_or(run.end, |at| at + 1);
        run.end = self.behind_place_of(&run);
        let is_title = |at: &usize| {
            let Some(token) = self.token(*at) else { return false };
            // “Det *Con* Ada Venn”
            let rank = *at > from && self.word(*at) == "Con" && self.word(at - 1) == "Det";
            let person = token.has(Class::TITLE.or(Class::HEAD_PERSON)) || rank;
            if !person && !token.has(Class::HEAD_GROUP) {
                return false;
            }
            // “the *Farmers’* Union”, “*Clinics* Without Walls”
            let owns = self.token(at + 1).is_some_and(|next| {
                next.has(Class::POSSESSIVE_END)
                    || next.has(Class::PREPOSITION) && next.is_capital() && !person
            });
            // “Rift *Commuter* Rail”, “the *General* Assembly”
            let firm = || {
                let thing = |last: &Token| nouns::is_thing_token(self.text, last);
                let noun = || !token.has(Class::TITLE) && at > &run.start && self.ends_body(&run);
                at + 2 == run.end && (self.token(at + 1).is_some_and(thing) || noun())
            };
            // “the *Refugee* Council”, “the *Public* Health Office”
            let body = token.is_capital()
                && at + 1 < run.end
                && (self.is_body_head(at + 1)
                    || firm()
                    || self.is_body_head(run.end - 1) && (!person || self.is_field(*at, &run)));
            !owns && !body
        };
        let tail = run.end - 1;
        // “Gerard *Baker*” and “Mr. *Baker*” are no bakers.
        let surname = tail > run.start
            && is_title(&tail)
            && self.token(tail - 1).is_some_and(|token| {
                let word = token.span.of(self.text);
                is_honorific(word) || !is_title(&(tail - 1)) && self.follows_given(tail, run.start)
            });
        // “Shona Venn *MSP*”
        let honour = run.len() > 2
            && self.token(tail).is_some_and(|token| nouns::is_honour(token.span.of(self.text)));
        let end = if surname || honour { tail } else { run.end };
        // “*Carmaker* Vela said.”: what it makes stands before a name with a capital there alone. In
        // a headline, which has no stop, a verb may have one too: “Airline Apologizes”.
        let maker = run.len() > 1
            && run.start == self.start
            && self.tokens.last().is_some_and(|last| !last.is_word())
            && self
                .token(run.start)
                .is_some_and(|token| nouns::is_maker(&token.span.of(self.text).to_lowercase()));
        let last_title = (from..end).rev().find(is_title);
        // “*The Governor of Omara State*, Tom Bell,”: a body is the field of who is named behind it.
        let person = Class::TITLE.or(Class::HEAD_PERSON);
        let office = self.is_link(run.start + 1)
            && self.token(run.end).is_some_and(|token| token.is(','))
            && self.token(run.start).is_some_and(|token| token.has(person))
            && self.is_body_head(tail)
            && self.is_name_part(run.end + 1);
        let last_title = if office { Some(run.start) } else { last_title };
        // “*Hydrologist* Mei-Lin Carstairs”, “the *Dane* Ulrik Sandholt”
        let trade = run.len() > 1 && run.start == self.start && self.is_science(run.start);
        let native = run.len() > 2
            && from < run.start
            && !run.clone().any(|at| self.is_body_head(at))
            && self.token(run.start).is_some_and(|t| nouns::is_demonym(t.span.of(self.text)));
        let last_title = last_title.or((maker || trade || native).then_some(run.start));
        // “the Association of Master *Builders*” is a body.
        let members = (run.start..tail).any(|at| self.is_body_head(at) && self.is_link(at + 1));
        // “the Defense Secretary”: a title without a name behind it names by role alone.
        if last_title == Some(tail)
            && !members
            && !self
                .token(tail)
                .is_some_and(|t| t.has(Class::FEMALE.or(Class::MALE)) && !t.has(Class::HEAD_PERSON))
        {
            let body = self.skip_determiners(from, run.start);
            return self.nominal(from, body, tail);
        }
        // “*The Mayor of Velmark*, Tom Bell,”: an office and its field, no name.
        let field = |title: usize| {
            title >= run.start
                && title + 2 < run.end
                && self.is_link(title + 1)
                && self.token(title).is_some_and(|token| token.has(person))
        };
        let given = |title: usize| (title + 2..run.end).any(|at| self.is_given(at));
        if let Some(title) = last_title.filter(|&title| !members && field(title) && !given(title)) {
            let body = self.skip_determiners(from, run.start);
            return self.nominal(from, body, title);
        }
        let start = match last_title {
            _ if !members && let Some(given) = self.officer(&run) => given,
            Some(title) if title >= run.start && !members => title + 1,
            _ => run.start,
        };
        let body = self.skip_determiners(from, start);
        let class = (body..run.end).fold(Class::NONE, |class, at| {
            class.with(self.token(at).map(|token| token.class).unwrap_or_default())
        });
        let tail_class = self.token(tail).map(|token| token.class).unwrap_or_default();
        let thing =
            || self.token(tail).is_some_and(|token| nouns::is_thing_token(self.text, token));
        let inner = |at: usize| {
            self.token(at).is_some_and(|t| t.has(Class::HEAD_PERSON) && !t.has(Class::TITLE))
        };
        let body_name = run.end - start > 1
            && ((start..run.end).any(|at| self.is_body_head(at))
                || (start..tail).any(|at| self.is_link(at + 1) && self.is_acronym(at))
                || thing()
                || (start + 1..tail).any(inner) && self.ends_body(&run));
        let gender = Class::FEMALE.or(Class::MALE);
        let mut kept = class.only(gender);
        if maker || body_name || tail_class.meets(Class::HEAD_BODY) {
            kept = Class::HEAD_BODY;
        }
        let title = (start > body).then(|| self.span(body..start)).filter(|_| last_title.is_some());
        // “*the soprano* Delphine Aru”: a noun that no table lists.
        let noun = (last_title.is_none() && run.start == body + 1 && body == from + 1)
            .then(|| self.span(from..run.start))
            .filter(|span| {
                span.of(self.text).starts_with(['t', 'T']) && looks_like_trade(span.of(self.text))
            });
        let title = title.or(noun);
        let title = title.filter(|span| !is_honorific(span.of(self.text)));
        let mut mention = Mention {
            tokens: from..run.end,
            full: from..run.end,
            name: start..run.end,
            kind: MentionKind::Named,
            class: kept,
            role: title.map(|span| span.trim(self.text)),
            sentence: 0,
            free: self.is_free(from),
            is_source: false,
        };
        self.add_apposition(&mut mention);
        mention
    }

    /// Tells whether the last word of a run is one with which names of bodies end.
    fn ends_body(&self, run: &Range<usize>) -> bool {
        let last = run.end.checked_sub(1).and_then(|last| self.token(last));
        last.is_some_and(|last| {
            let word = last.span.of(self.text).to_lowercase();
            nouns::is_body_tail(&word) || nouns::is_field(&word)
        })
    }

    /// “*Hydrologist* Mei-Lin Carstairs”: what somebody studies, by its ending.
    fn is_science(&self, at: usize) -> bool {
        let word = self.token(at).map_or("", |token| token.span.of(self.text));
        word.len() > 7 && word.ends_with("ist") && !self.is_given(at)
    }

    /// Tells whether a given name stands before `at`, or an initial behind another name, in a run of
    /// capitals from `start` on.
    fn follows_given(&self, at: usize, start: usize) -> bool {
        let before = at - 1;
        let initial = self
            .token(before)
            .is_some_and(|token| token.span.len() == 2 && token.span.of(self.text).ends_with('.'));
        self.is_given(before) || initial && before > start
    }

    /// “the *34-year-old* from Lesna”: an age behind which no noun stands.
    fn is_age(&self, at: usize, token: &Token) -> bool {
        const SHORTEST: usize = "9-year-old".len();
        token.span.len() >= SHORTEST
            && token.span.of(self.text).ends_with("-year-old")
            && self.token(at + 1).is_none_or(|next| {
                let verb = Class::PREPOSITION.or(Class::AUXILIARY).or(Class::CUE);
                !next.is_word() || next.shape == Shape::Lower && next.has(verb)
            })
    }

    /// Tells whether a noun stands at `at` that no table lists as one for a body.
    fn is_body_noun(&self, at: usize, token: &Token) -> bool {
        self.is_text(at, token) || self.is_watch(at, token)
    }

    /// “the coast *guard*”
    #[inline]
    fn is_watch(&self, at: usize, token: &Token) -> bool {
        // Every word of a text is asked: most by their hash alone.
        let before = || at.checked_sub(1).and_then(|before| self.token(before));
        nouns::is_guard(token)
            && at > self.start
            && before().is_some_and(|before| {
                let word = before.span.of(self.text);
                matches!(word, "coast" | "national" | "border" | "civil")
            })
    }

    /// “*a note* on the table”: something written whose noun is a verb as well.
    #[inline]
    fn is_text(&self, at: usize, token: &Token) -> bool {
        let led = at > self.start
            && self.token(at - 1).is_some_and(|before| before.has(Class::DETERMINER));
        led && token.shape == Shape::Lower && nouns::is_text_token(self.text, token)
    }

    /// “the *Head* Pain Trust”: a title in full behind an article, with which a body's name begins.
    fn is_field(&self, at: usize, run: &Range<usize>) -> bool {
        let led = at > run.start
            || at > self.start
                && self.token(at - 1).is_some_and(|before| before.has(Class::DETERMINER));
        let short = self.token(at).is_some_and(|token| token.span.of(self.text).ends_with('.'));
        led && !short && run.len() > 2 && !(at + 1..run.end).any(|at| self.is_given(at))
    }

    pub(super) fn is_body_head(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.has(Class::HEAD_BODY)
                && !token.has(Class::FEMALE.or(Class::MALE).or(Class::TITLE))
        })
    }

    pub(super) fn nominal(&self, from: usize, body: usize, head: usize) -> Mention {
        let mut token_class = self.token(head).map(|token| token.class).unwrap_or_default();
        if self.token(head).is_some_and(|token| self.is_body_noun(head, token)) {
            token_class = token_class.with(Class::HEAD_BODY);
        }
        if self.token(head).is_some_and(|token| self.is_age(head, token)) {
            token_class = Class::HEAD_PERSON;
        }
        let gender = Class::FEMALE.or(Class::MALE);
        let mut mention = Mention {
            tokens: from..head + 1,
            full: from..head + 1,
            name: body..head + 1,
            kind: MentionKind::Nominal,
            class: token_class.only(Class::HEADS.with(gender)),
            role: None,
            sentence: 0,
            free: self.is_free(from),
            is_source: false,
        };
        if token_class.meets(Class::HEAD_PERSON) {
            mention.class = token_class.only(Class::HEAD_PERSON.with(gender));
        }
        self.add_name(&mut mention);
        self.add_second_office(&mut mention);
        if mention.kind == MentionKind::Nominal {
            self.add_called(&mut mention);
        }
        if mention.kind == MentionKind::Nominal {
            self.add_prepositional(&mut mention);
            // “the analyst on duty, Wen Abara”
            self.add_name(&mut mention);
        }
        // “a nurse at the port, who gave her name only as Ana”
        if mention.kind == MentionKind::Nominal {
            self.add_called(&mut mention);
        }
        if mention.kind == MentionKind::Nominal {
            self.add_officer(&mut mention);
        }
        self.add_relative(&mut mention);
        mention
    }
}
