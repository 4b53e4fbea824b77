//! What hangs on a name or a noun behind it: appositions, relative clauses, prepositions.
//!
//! From these come roles and the full extent of a source.

use super::words::looks_like_verb;
use super::{Chunker, Mention, MentionKind};
use crate::annotate::lexicon::Class;
use crate::annotate::token::{Shape, Token};
use crate::span::Span;

/// Longest apposition in tokens.
const APPOSITION: usize = 30;
/// Most words of a noun before the name of somebody.
const WORDS: usize = 4;
/// Most names in a list behind an office.
const NAMES: usize = 8;
/// Most nouns behind a name that belong to it: “the Velmark *drug war*”.
const NOUNS: usize = 2;

impl Chunker<'_> {
    /// Takes in “, formerly of …,” or “(NIS)” or “, who runs …,” or “of the Guild” behind a name.
    pub(super) fn add_apposition(&self, mention: &mut Mention) {
        let mut at = mention.tokens.end;
        let Some(mut next) = self.token(at) else { return };
        if next.is('(') {
            mention.full.end = self.behind_brackets(at).unwrap_or(mention.full.end);
            return;
        }
        let of = matches!(next.span.of(self.text), "of" | "from");
        if of && let Some(end) = self.phrase_end(at + 1) {
            mention.full.end = end;
            mention.role = mention.role.or_else(|| Some(self.span(at..end)));
            // “Ada Venn of Velmark, *the board’s chief engineer*”: what she is, and not the town.
            let person = || {
                let phrase = self.phrase_at(end + 1);
                phrase.is_some_and(|p| {
                    p.kind == MentionKind::Nominal && p.class.meets(Class::HEAD_PERSON)
                })
            };
            match self.token(end) {
                Some(comma) if comma.is(',') && person() => (at, next) = (end, comma),
                _ => return,
            }
        }
        let seat = |token: &Token| is_seat(token.span.of(self.text));
        if next.is(',') && self.token(at + 1).is_some_and(seat) {
            let point = usize::from(self.token(at + 2).is_some_and(|token| token.is('.')));
            mention.full.end = self.behind_comma(at + 2 + point);
            return;
        }
        // “During the assembly, *a representative declared*”: what hung on a preposition is over.
        // So is “Upstairs, *owner Ada Venn told* us”.
        let determiner = Class::DETERMINER.or(Class::POSSESSIVE);
        let other = |phrase: &Mention| {
            let led = self.token(at + 1).is_some_and(|token| token.has(determiner));
            !mention.free || phrase.kind == MentionKind::Named && !led
        };
        if !next.is(',')
            || !self.begins_apposition(at + 1)
            || self.subject_at(at + 1).is_some_and(|phrase| other(&phrase))
        {
            return;
        }
        // “the club, *whose manager, Tom Bell,* said”: he does.
        let speaks = |phrase: &Mention| {
            let comma = self.token(phrase.full.end - 1).is_some_and(|token| token.is(','));
            comma && self.token(phrase.full.end).is_some_and(|token| token.has(Class::CUE))
        };
        if self.word(at + 1) == "whose" && self.subject_at(at + 2).is_some_and(|p| speaks(&p)) {
            return;
        }
        // “In Seoul, *the carver Tom Bell* told”: somebody there.
        let name = (at + 2..at + 2 + WORDS).find(|&at| self.is_name_part(at));
        let there = |name: usize| self.is_verb(self.name_run(name).end);
        if !mention.free && self.word(at + 1) == "the" && name.is_some_and(there) {
            return;
        }
        let Some(close) = self.apposition_end(at + 1) else { return };
        // “For Lesna and Norland, *the dam means floods.*”: the sentence itself.
        let closed = self.token(close).is_some_and(|token| token.is(','));
        let begins = self.token(at + 1).is_some_and(|token| token.has(determiner));
        if begins && !closed && self.opens_sentence(mention.tokens.start) {
            return;
        }
        // “According to Venn, *the roof had been leaking*”
        if !mention.free && self.is_clause(at + 1, close) {
            return;
        }
        if self.is_list(at + 1, close) || self.is_aside(at + 1, close) {
            return;
        }
        mention.full.end = self.behind_comma(close);
        // What the apposition says is fuller than a title.
        mention.role = self.role_in(at + 1, close).or(mention.role);
        // “, 8, who signed it twice”
        let closed = mention.full.end > close;
        if closed
            && self
                .token(close + 1)
                .is_some_and(|t| matches!(t.span.of(self.text), "who" | "whose"))
            && let Some(end) = self.apposition_end(close + 1)
        {
            mention.full.end = self.behind_comma(end);
        }
    }

    /// “*For Lesna and Norland*, the dam means floods.”: tells whether a phrase that begins at a token
    /// hangs on the preposition that begins the sentence.
    fn opens_sentence(&self, at: usize) -> bool {
        let led = self.token(self.start).is_some_and(|token| token.has(Class::PREPOSITION));
        let plain = |at: usize| self.token(at).is_some_and(Token::is_word) && !self.is_verb(at);
        led && (self.start + 1..at).all(plain)
    }

    /// Tells whether a helping verb stands in a range that is no relative clause.
    fn is_clause(&self, from: usize, close: usize) -> bool {
        let has = |at: usize, class| self.token(at).is_some_and(|token| token.has(class));
        let verb = (from..close).find(|&at| has(at, Class::AUXILIARY));
        verb.is_some_and(|verb| !(from..verb).any(|at| has(at, Class::RELATIVE)))
    }

    /// “between Lumenis, *the airport and the union*.”: others than the name, no apposition, unless a
    /// comma closes it before a verb.
    fn is_list(&self, from: usize, close: usize) -> bool {
        let joins =
            |at: usize| self.word(at) == "and" && matches!(self.word(at + 1), "the" | "a" | "an");
        let closed =
            self.token(close).is_some_and(|token| token.is(',')) && self.is_verb(close + 1);
        !closed && (from..close).any(joins)
    }

    /// “Octopuses, *the study concludes,* can tell”: who reports, between the commas.
    fn is_aside(&self, from: usize, close: usize) -> bool {
        let verb = close.checked_sub(1).filter(|&verb| verb > from);
        verb.is_some_and(|verb| {
            self.token(close).is_some_and(|token| token.is(','))
                && self.token(verb).is_some_and(|token| token.has(Class::CUE_INVERTS))
                && self.phrase_at(from).is_some_and(|phrase| phrase.tokens.end == verb)
        })
    }

    /// The phrase that begins at `from`, if a verb follows it.
    fn subject_at(&self, from: usize) -> Option<Mention> {
        self.phrase_at(from).filter(|phrase| self.is_verb(phrase.full.end))
    }

    /// Returns the end of an apposition with the comma that closes it at `close`, if one does.
    pub(super) fn behind_comma(&self, close: usize) -> usize {
        if self.token(close).is_some_and(|token| token.is(',')) { close + 1 } else { close }
    }

    /// Returns the words of an apposition that say what somebody is.
    fn role_in(&self, from: usize, close: usize) -> Option<Span> {
        let mut first = from;
        if self.token(first).is_some_and(|t| t.shape == Shape::Number) {
            // “, 45, a nurse,”: the age is no role.
            first += 2;
        }
        // “, *now* the board’s chair,” is the chair.
        first += usize::from(self.word(first) == "now");
        if self.token(first).is_some_and(|t| t.has(Class::RELATIVE)) {
            match self.token(first + 1).map_or("", |token| token.span.of(self.text)) {
                "is" | "was" if self.is_noun_phrase(first + 2) => first += 2,
                // “who *has led* the union since May”
                "has" if is_office(self.word(first + 2)) => {}
                verb if is_office(verb) => {}
                _ => return None,
            }
        }
        // “head of compliance *until the bank collapsed*” says when, not what.
        let end = (first..close)
            .find(|&at| {
                self.token(at).is_some_and(|token| {
                    matches!(token.span.of(self.text), "until" | "since" | "when" | "while")
                })
            })
            .unwrap_or(close);
        (first < end).then(|| self.span(first..end))
    }

    /// “who is *president of …*”, not “who is *to report*”.
    pub(super) fn is_noun_phrase(&self, at: usize) -> bool {
        self.modifies(at)
            || self
                .token(at)
                .is_some_and(|token| token.has(Class::DETERMINER.or(Class::HEADS).or(Class::TITLE)))
    }

    pub(super) fn begins_apposition(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let word = token.span.of(self.text);
        let led = matches!(word, "now" | "then");
        let led = led && matches!(self.word(at + 1), "the" | "a" | "an" | "his" | "her");
        let article = token.has(Class::DETERMINER) && matches!(word, "the" | "a" | "an" | "one");
        // “, 45, a nurse,”, not “, 45% of them” or “, 1,900 households”
        let age = token.shape == Shape::Number
            && self.token(at + 1).is_none_or(|next| {
                matches!(next.shape, Shape::Mark(mark) if mark != '%')
                    || next.has(Class::CONJUNCTION.or(Class::RELATIVE).or(Class::CUE))
            });
        article
            || led
            || age
            || token.has(Class::POSSESSIVE)
            || matches!(word, "who" | "whose" | "former" | "formerly" | "himself" | "herself")
            || token.has(Class::TITLE.or(Class::HEAD_PERSON))
                && !token.has(Class::ANY_CUE)
                && !self.names_with_title(at)
            || self.modifies(at)
            || self.is_name_part(at) && self.owns_role(at)
    }

    /// “, Hull’s harbourmaster,” and “, U.S. envoy to …,”
    pub(super) fn owns_role(&self, at: usize) -> bool {
        let run = self.name_run(at);
        let next = run.end;
        let after = if self.token(next).is_some_and(|t| t.has(Class::POSSESSIVE_END)) {
            next + 1
        } else {
            next
        };
        run.clone().any(|i| self.token(i).is_some_and(|t| t.has(Class::TITLE)))
            && !self.names_with_title(at)
            || self.token(after).is_some_and(|t| {
                t.shape == Shape::Lower && t.has(Class::TITLE.or(Class::HEAD_PERSON))
            })
            || self.modifies(after)
    }

    /// “, *Mr. Venn* said” is another person, “, *Board President*,” is what somebody is.
    fn names_with_title(&self, at: usize) -> bool {
        let title = |i: usize| self.token(i).is_some_and(|t| t.has(Class::TITLE));
        self.token(at).is_some_and(Token::is_capital)
            && title(at)
            && self.is_name_part(at + 1)
            && !title(self.name_run(at).end - 1)
    }

    /// Returns the token that ends an apposition begun at `from`: the comma before the verb,
    /// else the first comma, else the end of the sentence.
    pub(super) fn apposition_end(&self, from: usize) -> Option<usize> {
        let reach = self.tokens.len().min(from + APPOSITION);
        let mut first = None;
        let mut bracket = false;
        for at in from..reach {
            let Some(token) = self.token(at) else { return first };
            match token.shape {
                Shape::Mark('(') => bracket = true,
                Shape::Mark(')') => bracket = false,
                _ if bracket => {}
                Shape::Mark(',') => {
                    let verb = self.token(at + 1).is_some_and(|next| {
                        next.shape == Shape::Lower
                            && next.has(Class::CUE.or(Class::AUXILIARY).or(Class::ADVERB))
                    });
                    if verb {
                        return Some(at);
                    }
                    first = first.or(Some(at));
                }
                Shape::Mark('.' | '?' | '!') => return first.or(Some(at)),
                Shape::Mark(';' | ':' | '—') => return first,
                _ => {}
            }
        }
        first
    }

    /// Takes in “who asked not to be named” behind a noun.
    pub(super) fn add_relative(&self, mention: &mut Mention) {
        let at = mention.tokens.end;
        let comma = self.token(at).is_some_and(|token| token.is(','));
        let who = if comma { at + 1 } else { at };
        if !self
            .token(who)
            .is_some_and(|t| matches!(t.span.of(self.text), "who" | "whose" | "which"))
        {
            return;
        }
        // “the board, *whose chair, Ada Venn,* said”
        let owned = self.word(who) == "whose"
            && self.token(who + 2).is_some_and(|token| token.is(','))
            && self.is_name_part(who + 3);
        if owned {
            return;
        }
        let unnamed =
            (who..self.tokens.len().min(who + 10)).map_while(|i| self.token(i)).any(|t| {
                matches!(t.span.of(self.text), "named" | "identified" | "anonymity" | "anonymous")
            });
        if let Some(end) = self.apposition_end(who).filter(|_| comma || unnamed) {
            let closed = self.token(end).is_some_and(|token| token.is(','));
            mention.full.end = if closed && comma { end + 1 } else { end };
        }
    }

    /// “A spokesman *for the port*”, “a report *by the board of the bank*”.
    pub(super) fn add_prepositional(&self, mention: &mut Mention) {
        for _ in 0..2 {
            let at = mention.tokens.end;
            // “a person *familiar with* the policy”
            // “two people *with direct knowledge of* the talks”
            let knows = self.word(at) == "with"
                && (at + 1..at + 3).any(|at| matches!(self.word(at), "knowledge" | "sight"));
            let of = (at..at + 4).find(|&at| self.word(at) == "of").filter(|_| knows);
            let at_preposition = match self.word(at) {
                "familiar" | "close" | "involved" => at + 1,
                _ => of.unwrap_or(at),
            };
            let body = mention.class.meets(Class::HEAD_BODY);
            let hangs = match self.word(at_preposition) {
                "of" | "for" | "by" | "at" | "from" | "with" | "in" => true,
                "into" => body,
                "to" => body || at_preposition > at || is_sent(self.word(at.saturating_sub(1))),
                _ => false,
            };
            if !hangs {
                return;
            }
            let field = || self.bare_field(at_preposition + 1);
            let Some(end) = self.phrase_end(at_preposition + 1).or_else(field) else { return };
            // “the ministers of Velmark*, Norland and Lesna*”
            let end = self.behind_list(end).unwrap_or(end);
            // Where somebody is tells nobody apart: “the palace in Velmark” is the palace.
            let place = self.token(at).is_some_and(|token| token.span.of(self.text) == "in");
            mention.tokens.end = end;
            mention.full.end = end;
            if !place && mention.name.end == at {
                mention.name.end = end;
            }
        }
    }

    /// Where a list of names ends that a comma begins and “and” closes, before a verb.
    fn behind_list(&self, from: usize) -> Option<usize> {
        let mut at = from;
        for _ in 0..NAMES {
            if !self.token(at).is_some_and(|token| token.is(',')) || !self.is_name_part(at + 1) {
                break;
            }
            at = self.name_run(at + 1).end;
        }
        let last = at + 1;
        let closed = at > from && self.word(at) == "and" && self.is_name_part(last);
        let end = self.name_run(last).end;
        (closed && self.is_verb(end)).then_some(end)
    }

    /// “the head of *personnel*, Ada Venn,”: nouns without an article, before a comma.
    fn bare_field(&self, from: usize) -> Option<usize> {
        let plain = |at: usize| {
            self.token(at).is_some_and(|t| t.shape == Shape::Lower && self.is_modifier(t, true))
        };
        let end = (from..from + 3).find(|&at| !plain(at))?;
        let comma = self.token(end).is_some_and(|token| token.is(','));
        (comma && end > from).then_some(end)
    }

    /// Returns where the phrase that begins at `from` ends, if it is one.
    pub(super) fn phrase_end(&self, from: usize) -> Option<usize> {
        if self.token(from).is_some_and(|token| token.has(Class::PRONOUN.or(Class::DATE))) {
            return None;
        }
        if let Some(inner) = self.phrase_at(from) {
            // “A spokesman for the senator*, Ada Venn,*”: the name is the spokesman's.
            let comma =
                inner.tokens.clone().find(|&at| self.token(at).is_some_and(|token| token.is(',')));
            let end = comma.unwrap_or_else(|| self.behind_place(&inner));
            // “from the opposition *benches*”
            let goes_on = inner.kind == MentionKind::Nominal
                && self.token(end).is_some_and(|token| {
                    token.class == Class::NONE
                        && token.shape == Shape::Lower
                        && token.span.of(self.text).ends_with('s')
                });
            // “with the board*’s discussions*”
            let small = |at: usize, class: fn(Class) -> bool| {
                self.token(at).is_some_and(|t| t.shape == Shape::Lower && class(t.class))
            };
            let noun = |class: Class| class == Class::NONE;
            let owned = self.token(end).is_some_and(|token| token.has(Class::POSSESSIVE_END))
                && small(end + 1, noun)
                && !small(end + 2, |class| class == Class::NONE || class.meets(Class::HEADS));
            return Some(end + usize::from(goes_on) + 2 * usize::from(owned));
        }
        // “the president of *neighbouring* Norland, Tom Bell,”
        let describes =
            |token: &Token| token.shape == Shape::Lower && self.is_modifier(token, true);
        // “from the state *to assist* Norland”
        let infinitive = from.checked_sub(1).is_some_and(|to| self.word(to) == "to");
        let described = self.token(from).is_some_and(describes) && !infinitive;
        if described && self.is_name_part(from + 1) {
            return self.phrase_end(from + 1);
        }
        // “of the 23 children”, “with the policy”: a noun that is no possible source.
        let noun = self.skip_determiners(from, self.tokens.len().min(from + 3));
        let plain = |at: usize| {
            self.token(at).is_some_and(|token| {
                // “lawyers in the *case*”
                let modifies = self.is_modifier(token, true) || self.word(at) == "case";
                // “to the forum *disagreed*”
                let last = self.token(at + 1).is_none_or(|next| !next.is_word());
                let verb = at > noun && last && self.word(at).ends_with("ed");
                matches!(token.shape, Shape::Lower | Shape::Number) && modifies && !verb
            })
        };
        let end = (noun..noun + 4).find(|&at| !plain(at))?;
        (noun > from && end > noun).then_some(end)
    }

    /// “at the Velmark *plant*”: where a phrase with a name before nouns that no table lists ends.
    fn behind_place(&self, phrase: &Mention) -> usize {
        let end = phrase.tokens.end;
        let led = phrase.kind == MentionKind::Named
            && self.token(phrase.tokens.start).is_some_and(|token| token.has(Class::DETERMINER));
        let noun = |&at: &usize| {
            self.token(at).is_some_and(|token| {
                token.shape == Shape::Lower
                    && token.class == Class::NONE
                    && !looks_like_verb(token.span.of(self.text))
            })
        };
        end + if led { (end..end + NOUNS).take_while(noun).count() } else { 0 }
    }

    /// Tells whether a verb that reports, or helps another, stands at `at`.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.shape == Shape::Lower && token.has(Class::CUE.or(Class::AUXILIARY))
        })
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.span.of(self.text))
    }
}

/// Nouns for people who are somebody's or are sent somewhere: “envoy *to* the Isles”.
fn is_sent(noun: &str) -> bool {
    const SENT: [&str; 6] = ["ambassador", "envoy", "adviser", "advisor", "aide", "delegate"];
    SENT.iter().any(|sent| sent.eq_ignore_ascii_case(noun))
}

/// “Mara Venn, *R-Ky.*,”: a member's party and seat.
pub(super) fn is_seat(word: &str) -> bool {
    let seat =
        word.strip_prefix(['R', 'D', 'I']).and_then(|rest| rest.strip_prefix(['-', '‑', '–']));
    seat.is_some_and(|seat| seat.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Verbs that say what somebody is.
fn is_office(verb: &str) -> bool {
    matches!(
        verb,
        "runs"
            | "chairs"
            | "leads"
            | "heads"
            | "manages"
            | "directs"
            | "owns"
            | "oversees"
            | "founded"
            | "teaches"
            | "edits"
            | "coaches"
            | "commands"
            | "represents"
            | "ran"
            | "chaired"
            | "led"
            | "headed"
            | "managed"
            | "directed"
            | "studies"
            | "serves"
            | "served"
            | "keeps"
            | "kept"
            | "run"
            | "taught"
            | "coordinates"
    )
}
