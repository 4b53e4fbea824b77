//! Mentions: every naming of somebody or something that can be the source of a quotation.
//!
//! A small chunker over word classes finds names with their titles and appositions, nouns for
//! people and bodies, and pronouns. Which of them speaks is decided elsewhere, and so is who is
//! one with whom.

use super::lexicon::Class;
use super::sentence::Sentence;
use super::token::{Shape, Token};
use crate::span::Span;
use std::collections::HashSet;
use std::ops::Range;

/// One naming of a possible speaker outside quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Tokens of the naming itself with its titles (“U.S. Defense Secretary Lloyd Austin”).
    pub(crate) tokens: Range<usize>,
    /// Tokens up to the end of an apposition that follows, its closing comma included.
    pub(crate) full: Range<usize>,
    /// Tokens of the name without titles, or of the noun phrase without its determiner.
    pub(crate) name: Range<usize>,
    pub(crate) kind: MentionKind,
    /// Classes of the head and the titles: gender, group or body.
    pub(crate) class: Class,
    /// What the title or the apposition says of it.
    pub(crate) role: Option<Span>,
    /// Index of the sentence.
    pub(crate) sentence: usize,
    /// It follows no preposition: it may be a subject.
    pub(crate) free: bool,
}

/// What a mention is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MentionKind {
    Named,
    Nominal,
    Pronoun,
}

/// Longest apposition in tokens.
const APPOSITION: usize = 30;
/// Longest noun phrase in tokens; a name of 5,000 words is no name.
const PHRASE: usize = 16;

/// Finds the mentions of one sentence, in order. O(n) in its tokens.
///
/// `lower_words` are hashes of the words that the document writes small: a capital at the start
/// of a sentence makes none of them a name. `quoted` tells which tokens stand in marks.
pub(crate) fn find(
    text: &str,
    tokens: &[Token],
    sentence: &Sentence,
    index: usize,
    lower_words: &HashSet<String>,
    mentions: &mut Vec<Mention>,
) {
    let chunker = Chunker {
        text,
        tokens,
        end: sentence.tokens.end,
        start: sentence.tokens.start,
        lower_words,
    };
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        match chunker.mention_at(at) {
            Some(mut mention) => {
                mention.sentence = index;
                at = mention.tokens.end;
                mentions.push(mention);
            }
            None => at += 1,
        }
    }
}

struct Chunker<'a> {
    text: &'a str,
    tokens: &'a [Token],
    start: usize,
    end: usize,
    lower_words: &'a HashSet<String>,
}

impl Chunker<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        if at < self.end { self.tokens.get(at).filter(|token| !token.quoted) } else { None }
    }

    fn is_link(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.has(Class::NAME_LINK))
    }

    /// Tells whether the token can be part of a name.
    fn is_name_part(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if !token.is_capital() || token.has(Class::FIRST_PERSON) {
            return false;
        }
        let next_capital = self.token(at + 1).is_some_and(Token::is_capital);
        if token.has(Class::DATE) && !next_capital {
            return false;
        }
        if at > self.start && !self.starts_clause(at) {
            return !token.has(Class::PRONOUN.or(Class::DATE))
                || token.shape == Shape::Upper && !token.has(Class::PRONOUN);
        }
        let closed = Class::FUNCTION
            .or(Class::PREPOSITION)
            .or(Class::CONJUNCTION)
            .or(Class::DETERMINER)
            .or(Class::POSSESSIVE)
            .or(Class::AUXILIARY)
            .or(Class::PRONOUN)
            .or(Class::RELATIVE)
            .or(Class::CUE_ING)
            .or(Class::DATE);
        let adverb = token.has(Class::ADVERB) && !next_capital;
        if token.shape == Shape::Upper && !token.has(closed) {
            return true;
        }
        let named = token.has(Class::FEMALE.or(Class::MALE).or(Class::TITLE));
        !token.has(closed)
            && !adverb
            && (next_capital
                || named
                || !self.lower_words.contains(&lower(token.span.of(self.text))))
    }

    /// A capital behind an opening mark, a colon or a dash may be that of a sentence.
    fn starts_clause(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|before| {
            before.quoted || matches!(before.shape, Shape::Mark(':' | '—' | '('))
        })
    }

    fn mention_at(&self, at: usize) -> Option<Mention> {
        let token = self.token(at)?;
        if token.has(Class::PRONOUN) && token.shape != Shape::Upper {
            return Some(
                self.pronoun(
                    at,
                    token.class.only(Class::PRONOUN.or(Class::FEMALE).or(Class::MALE)),
                ),
            );
        }
        self.phrase_at(at)
    }

    fn pronoun(&self, at: usize, class: Class) -> Mention {
        Mention {
            tokens: at..at + 1,
            full: at..at + 1,
            name: at..at + 1,
            kind: MentionKind::Pronoun,
            class,
            role: None,
            sentence: 0,
            free: self.is_free(at),
        }
    }

    fn is_free(&self, at: usize) -> bool {
        !at.checked_sub(1)
            .and_then(|before| self.token(before).filter(|_| before >= self.start))
            .is_some_and(|before| {
                before.has(Class::PREPOSITION) || before.has(Class::POSSESSIVE_END)
            })
    }

    /// Reads a noun phrase: determiner, modifiers, titles, name or head.
    fn phrase_at(&self, from: usize) -> Option<Mention> {
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
            } else if names.is_some()
                && self.token(at).is_some_and(|t| t.has(Class::POSSESSIVE_END))
            {
                // “South Korea’s National Intelligence Service”: the owner ends, the noun follows.
                if !(self.is_name_part(at + 1) || self.modifies(at + 1)) {
                    break;
                }
                at += 1;
                names = None;
                head = None;
            } else if let Some(token) = self.token(at) {
                let is_head =
                    token.shape == Shape::Lower && token.has(Class::HEADS.or(Class::TITLE));
                if is_head && !self.is_verb_here(at) {
                    head = Some(at);
                    if names.as_ref().is_some_and(|run| run.end <= at) {
                        names = None;
                    }
                    at += 1;
                } else if head.is_none() && (self.modifies(at) || self.leads_to_name(at, body)) {
                    names = None;
                    at += 1;
                } else {
                    break;
                }
            } else {
                break;
            }
            if head.is_some() && !self.is_name_part(at) && !self.is_head_or_modifier(at) {
                break;
            }
        }
        if let Some(run) = names.filter(|run| run.end == at) {
            return Some(self.named(from, run));
        }
        let head = head?;
        (head + 1 == at).then(|| self.nominal(from, body, head))
    }

    /// “the *soprano* Delphine Aru”, “an *angry* Venn”: a word between a determiner and a name.
    fn leads_to_name(&self, at: usize, body: usize) -> bool {
        at == body
            && body > self.start
            && self.token(at - 1).is_some_and(|t| t.has(Class::DETERMINER.or(Class::POSSESSIVE)))
            && self.token(at).is_some_and(|t| t.shape == Shape::Lower && self.is_modifier(t, true))
            && self.is_name_part(at + 1)
    }

    /// A run of capitals, linked over particles, and over “of” and “the” within a body's name.
    fn name_run(&self, from: usize) -> Range<usize> {
        let mut at = from + 1;
        while at < from + PHRASE {
            if self.is_name_part(at)
                || self.token(at).is_some_and(|t| t.is_capital() && t.has(Class::TITLE))
            {
                at += 1;
            } else if self.joins_plural(at) && self.is_name_part(at + 1) {
                // “the Hill Farmers’ Union”
                at += 2;
            } else if self
                .token(at)
                .is_some_and(|t| t.has(Class::PARTICLE) && t.shape == Shape::Lower)
                && self.is_name_part(at + 1)
            {
                at += 2;
            } else if self.is_link(at) && self.is_body_word(at - 1) {
                let over = if self.token(at + 1).is_some_and(|t| t.has(Class::DETERMINER)) {
                    2
                } else {
                    1
                };
                if !self
                    .token(at)
                    .is_some_and(|t| matches!(t.span.of(self.text), "of" | "for" | "&"))
                    || !self.is_name_part(at + over)
                {
                    break;
                }
                at += over + 1;
            } else {
                break;
            }
        }
        from..at
    }

    /// The apostrophe of a plural possessive.
    fn joins_plural(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.has(Class::POSSESSIVE_END))
            && self.token(at).is_some_and(|token| !token.span.of(self.text).ends_with(['s', 'S']))
    }

    fn is_body_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.has(Class::HEAD_BODY.or(Class::HEAD_PERSON).or(Class::TITLE))
        })
    }

    fn is_head_or_modifier(&self, at: usize) -> bool {
        self.modifies(at)
            || self.token(at).is_some_and(|token| {
                token.shape == Shape::Lower
                    && token.has(Class::HEADS.or(Class::TITLE))
                    && !self.is_verb_here(at)
            })
    }

    /// “report” and “poll” are verbs as well: behind a noun without a determiner they are.
    fn is_verb_here(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.has(Class::CUE))
            && at > self.start
            && self.token(at - 1).is_some_and(|before| {
                before.has(Class::HEAD_GROUP.or(Class::PRONOUN)) || before.is_capital()
            })
    }

    /// Tells whether the small word at `at` can modify a noun that follows within four words.
    ///
    /// Behind a determiner a participle is no verb.
    fn modifies(&self, at: usize) -> bool {
        let led = at > self.start
            && self.token(at - 1).is_some_and(|t| t.has(Class::DETERMINER.or(Class::POSSESSIVE)));
        for step in 0..4 {
            let Some(token) = self.token(at + step) else { return false };
            let head = token.shape == Shape::Lower && token.has(Class::HEADS.or(Class::TITLE));
            if step > 0 && (head || self.is_name_part(at + step)) {
                return head;
            }
            if !self.is_modifier(token, led) {
                return false;
            }
        }
        false
    }

    fn is_modifier(&self, token: &Token, led: bool) -> bool {
        let closed = Class::PREPOSITION
            .or(Class::CONJUNCTION)
            .or(Class::AUXILIARY)
            .or(Class::RELATIVE)
            .or(Class::PRONOUN)
            .or(Class::DETERMINER)
            .or(Class::POSSESSIVE)
            .or(Class::POSSESSIVE_END)
            .or(Class::ADVERB)
            .or(Class::ANY_CUE);
        let word = token.span.of(self.text);
        let plain = matches!(token.shape, Shape::Lower | Shape::Number) && !token.has(closed);
        let adjective = matches!(
            word,
            "new"
                | "best"
                | "only"
                | "top"
                | "chief"
                | "right"
                | "former"
                | "first"
                | "better"
                | "old"
                | "good"
                | "big"
                | "small"
                | "great"
                | "long"
                | "high"
                | "low"
                | "last"
                | "next"
                | "own"
                | "different"
                | "recent"
                | "late"
                | "early"
        );
        let verb = word.ends_with("ed")
            || word.ends_with("ing")
            || word.ends_with('s') && !word.ends_with("ss") && !is_plural_modifier(word);
        plain
            && (adjective || !token.has(Class::FUNCTION))
            && (!verb || led || word.contains('-') || is_participle(word))
    }

    /// A mention with a name in `run`; the words before it since `from` are its titles.
    fn named(&self, from: usize, run: Range<usize>) -> Mention {
        let is_title = |at: &usize| {
            self.token(*at).is_some_and(|token| {
                token.has(Class::TITLE.or(Class::HEAD_PERSON).or(Class::HEAD_GROUP))
            })
        };
        let last_title = (from..run.end).rev().find(is_title);
        let tail = run.end - 1;
        // “the Defense Secretary”: a title without a name behind it names by role alone.
        if last_title == Some(tail)
            && !self
                .token(tail)
                .is_some_and(|t| t.has(Class::FEMALE.or(Class::MALE)) && !t.has(Class::HEAD_PERSON))
        {
            let body = self.skip_determiners(from, run.start);
            return self.nominal(from, body, tail);
        }
        let start = match last_title {
            Some(title) if title >= run.start => title + 1,
            _ => run.start,
        };
        let body = self.skip_determiners(from, start);
        let class = (body..run.end).fold(Class::NONE, |class, at| {
            class.with(self.token(at).map(|token| token.class).unwrap_or_default())
        });
        let tail_class = self.token(tail).map(|token| token.class).unwrap_or_default();
        let body_name = (start..run.end).any(|at| self.is_body_head(at));
        let gender = Class::FEMALE.or(Class::MALE);
        let mut kept = class.only(gender);
        if body_name && run.end - start > 1 || tail_class.meets(Class::HEAD_BODY) {
            kept = Class::HEAD_BODY;
        }
        let title = (start > body).then(|| self.span(body..start)).filter(|_| last_title.is_some());
        // “*the soprano* Delphine Aru”: a noun that no table lists.
        let noun = (last_title.is_none() && run.start == body + 1 && body == from + 1)
            .then(|| self.span(from..run.start))
            .filter(|span| span.of(self.text).starts_with(['t', 'T']));
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
        };
        self.add_apposition(&mut mention);
        mention
    }

    fn is_body_head(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.has(Class::HEAD_BODY)
                && !token.has(Class::FEMALE.or(Class::MALE).or(Class::TITLE))
        })
    }

    fn skip_determiners(&self, from: usize, to: usize) -> usize {
        (from..to)
            .find(|&at| {
                !self.token(at).is_some_and(|t| t.has(Class::DETERMINER.or(Class::POSSESSIVE)))
            })
            .unwrap_or(to)
    }

    fn nominal(&self, from: usize, body: usize, head: usize) -> Mention {
        let token_class = self.token(head).map(|token| token.class).unwrap_or_default();
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
        };
        if token_class.meets(Class::HEAD_PERSON) {
            mention.class = token_class.only(Class::HEAD_PERSON.with(gender));
        }
        self.add_name(&mut mention);
        if mention.kind == MentionKind::Nominal {
            self.add_prepositional(&mut mention);
        }
        self.add_relative(&mut mention);
        mention
    }

    /// “A spokesman *for the port*”, “a report *by the board of the bank*”.
    fn add_prepositional(&self, mention: &mut Mention) {
        for _ in 0..2 {
            let at = mention.tokens.end;
            let hangs = self.token(at).is_some_and(|token| {
                matches!(
                    token.span.of(self.text),
                    "of" | "for" | "by" | "at" | "from" | "with" | "in"
                )
            });
            if !hangs {
                return;
            }
            let Some(end) = self.phrase_end(at + 1) else { return };
            mention.tokens.end = end;
            mention.full.end = end;
            mention.name.end = end;
        }
    }

    /// Returns where the phrase that begins at `from` ends, if it is one.
    fn phrase_end(&self, from: usize) -> Option<usize> {
        if self.token(from).is_some_and(|token| token.has(Class::PRONOUN.or(Class::DATE))) {
            return None;
        }
        if let Some(inner) = self.phrase_at(from) {
            return Some(inner.tokens.end);
        }
        // “of the 23 children”, “with the policy”: a noun that is no possible source.
        let noun = self.skip_determiners(from, self.end.min(from + 3));
        let plain = |at: usize| {
            self.token(at).is_some_and(|token| {
                matches!(token.shape, Shape::Lower | Shape::Number) && self.is_modifier(token, true)
            })
        };
        let end = (noun..noun + 4).find(|&at| !plain(at))?;
        (noun > from && end > noun).then_some(end)
    }

    /// “another friend, Mara Venn,” names: the noun is the role.
    fn add_name(&self, mention: &mut Mention) {
        let comma = mention.tokens.end;
        if !mention.class.meets(Class::HEAD_PERSON)
            || !self.token(comma).is_some_and(|token| token.is(','))
            || !self.is_name_part(comma + 1)
        {
            return;
        }
        let run = self.name_run(comma + 1);
        let behind = self.token(run.end);
        let closed = behind.is_none_or(|token| {
            matches!(token.shape, Shape::Mark(',' | '.' | '?' | '!'))
                || token.shape == Shape::Lower && token.has(Class::CUE.or(Class::AUXILIARY))
        });
        if !closed || run.len() < 2 {
            return;
        }
        mention.role = Some(self.span(mention.tokens.clone()));
        mention.kind = MentionKind::Named;
        mention.name = run.clone();
        mention.tokens.end = run.end;
        mention.full.end = run.end;
        if behind.is_some_and(|token| token.is(',')) {
            mention.full.end = run.end + 1;
        }
        let gender = Class::FEMALE.or(Class::MALE);
        mention.class = run.fold(mention.class.only(gender), |class, at| {
            class.with(self.token(at).map(|token| token.class.only(gender)).unwrap_or_default())
        });
    }

    /// Takes in “, formerly of …,” or “(NIS)” or “, who runs …,” behind a name.
    fn add_apposition(&self, mention: &mut Mention) {
        let at = mention.tokens.end;
        let Some(next) = self.token(at) else { return };
        if next.is('(') {
            let close =
                (at..self.end.min(at + 8)).find(|&i| self.token(i).is_some_and(|t| t.is(')')));
            if let Some(close) = close {
                mention.full.end = close + 1;
            }
            return;
        }
        if !next.is(',') || !self.begins_apposition(at + 1) {
            return;
        }
        let Some(close) = self.apposition_end(at + 1) else { return };
        let closed = self.token(close).is_some_and(|token| token.is(','));
        mention.full.end = if closed { close + 1 } else { close };
        let mut first = at + 1;
        if self.token(first).is_some_and(|t| t.shape == Shape::Number) {
            // “, 45, a nurse,”: the age is no role.
            if first + 1 >= close {
                return;
            }
            first += 2;
        }
        if self.token(first).is_some_and(|t| t.has(Class::RELATIVE.or(Class::POSSESSIVE))) {
            let verb = self.token(first + 1).map_or("", |token| token.span.of(self.text));
            match verb {
                "is" | "was" => first += 2,
                _ if is_office(verb) => {}
                _ if self.token(first).is_some_and(|t| t.has(Class::RELATIVE)) => return,
                _ => {}
            }
        }
        // What the apposition says is fuller than a title.
        if first < close {
            mention.role = Some(self.span(first..close));
        }
    }

    fn begins_apposition(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let word = token.span.of(self.text);
        let article = token.has(Class::DETERMINER) && matches!(word, "the" | "a" | "an" | "one");
        article
            || token.shape == Shape::Number
            || token.has(Class::POSSESSIVE)
            || matches!(word, "who" | "whose" | "former" | "formerly" | "himself" | "herself")
            || token.has(Class::TITLE.or(Class::HEAD_PERSON)) && !token.has(Class::ANY_CUE)
            || self.modifies(at)
            || self.is_name_part(at) && self.owns_role(at)
    }

    /// “, Hull’s harbourmaster,” and “, U.S. envoy to …,”
    fn owns_role(&self, at: usize) -> bool {
        let run = self.name_run(at);
        let next = run.end;
        let after = if self.token(next).is_some_and(|t| t.has(Class::POSSESSIVE_END)) {
            next + 1
        } else {
            next
        };
        run.clone().any(|i| self.token(i).is_some_and(|t| t.has(Class::TITLE)))
            || self.token(after).is_some_and(|t| {
                t.shape == Shape::Lower && t.has(Class::TITLE.or(Class::HEAD_PERSON))
            })
            || self.modifies(after)
    }

    /// Returns the token that ends an apposition begun at `from`: the comma before the verb,
    /// else the first comma, else the end of the sentence.
    fn apposition_end(&self, from: usize) -> Option<usize> {
        let reach = self.end.min(from + APPOSITION);
        let mut first = None;
        for at in from..reach {
            let Some(token) = self.token(at) else { return first };
            match token.shape {
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
                Shape::Mark(';' | ':' | '—' | '(') => return first,
                _ => {}
            }
        }
        first
    }

    /// Takes in “who asked not to be named” behind a noun.
    fn add_relative(&self, mention: &mut Mention) {
        let at = mention.tokens.end;
        let comma = self.token(at).is_some_and(|token| token.is(','));
        let who = if comma { at + 1 } else { at };
        if !self.token(who).is_some_and(|t| matches!(t.span.of(self.text), "who" | "whose")) {
            return;
        }
        let unnamed = (who..self.end.min(who + 10)).map_while(|i| self.token(i)).any(|t| {
            matches!(t.span.of(self.text), "named" | "identified" | "anonymity" | "anonymous")
        });
        if let Some(end) = self.apposition_end(who).filter(|_| comma || unnamed) {
            let closed = self.token(end).is_some_and(|token| token.is(','));
            mention.full.end = if closed && comma { end + 1 } else { end };
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let part = self.tokens.get(range).unwrap_or(&[]);
        match (part.first(), part.last()) {
            (Some(first), Some(last)) => first.span.hull(last.span),
            _ => Span::default(),
        }
    }
}

/// Plurals that modify a noun (“sports minister”).
fn is_plural_modifier(word: &str) -> bool {
    matches!(
        word,
        "affairs"
            | "sports"
            | "news"
            | "operations"
            | "communications"
            | "politics"
            | "economics"
            | "services"
            | "sales"
            | "rights"
            | "arms"
            | "relations"
            | "works"
            | "resources"
            | "defence"
            | "always"
            | "securities"
            | "savings"
            | "weapons"
            | "trades"
    )
}

/// Participles that modify a noun without a hyphen (“retired officials”).
fn is_participle(word: &str) -> bool {
    matches!(
        word,
        "retired"
            | "elected"
            | "leading"
            | "acting"
            | "ruling"
            | "opposing"
            | "unnamed"
            | "outgoing"
            | "incoming"
            | "managing"
            | "founding"
            | "deputy"
            | "armed"
            | "building"
            | "marketing"
            | "housing"
            | "planning"
            | "advertising"
            | "unidentified"
            | "registered"
            | "training"
            | "fishing"
            | "mining"
            | "shipping"
            | "banking"
            | "engineering"
            | "polling"
            | "fundraising"
    )
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
            | "coordinates"
    )
}

/// Titles that tell no role.
fn is_honorific(title: &str) -> bool {
    matches!(
        title.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Mx" | "Miss" | "Dr" | "Messrs" | "Sir" | "Dame" | "Lady"
    )
}

fn lower(word: &str) -> String {
    word.to_lowercase()
}
