//! Mentions: every naming of somebody or something that can be the source of a quotation.
//!
//! A small chunker over word classes finds names with their titles and appositions, nouns for
//! people and bodies, and pronouns. Which of them speaks is decided elsewhere, and so is who is
//! one with whom.

mod apposed;
mod hanging;
mod inner;
mod name;
mod office;
mod phrase;
mod small;
mod words;

use super::lexicon::{Class, given, nouns};
use super::sentence::Sentence;
use super::source;
use super::token::{Shape, Token};
use crate::span::Span;
pub(crate) use inner::is_person;
pub(crate) use small::SmallWords;
use std::ops::Range;
pub(crate) use words::looks_like_trade;
use words::opens_name;

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
    /// The tagger takes it for a source.
    pub(crate) is_source: bool,
}

/// What a mention is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MentionKind {
    Named,
    Nominal,
    Pronoun,
}

/// Longest noun phrase in tokens; a name of 5,000 words is no name.
const PHRASE: usize = 16;

/// Finds the mentions of one sentence, in order. O(n) in its tokens.
///
/// A capital at the start of a sentence makes none of the `small_words` a name. Tokens in marks
/// are passed over. The people whom a noun phrase names (“*Ada Venn*’s doctor”, “a letter to *Gov.
/// Tom Bell*”) go to `inner`.
pub(crate) fn find(
    text: &str,
    tokens: &[Token],
    sentence: &Sentence,
    index: usize,
    small_words: &SmallWords<'_>,
    mentions: &mut Vec<Mention>,
    inner: &mut Vec<Mention>,
) {
    let chunker = Chunker {
        text,
        tokens: tokens.get(..sentence.tokens.end).unwrap_or(tokens),
        start: sentence.tokens.start,
        small_words,
    };
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        match chunker.mention_at(at) {
            Some(mut mention) => {
                mention.sentence = index;
                // “Ada Venn of *Velmark*, the board’s chief engineer”
                let hung = |last: &Mention| {
                    last.kind == MentionKind::Named && mention.full.end <= last.full.end
                };
                let named = mention.kind == MentionKind::Named && !mention.free;
                if named && mentions.last().is_some_and(hung) {
                    mention.full = mention.tokens.clone();
                    mention.role = None;
                }
                at = mention.tokens.end;
                if mention.kind == MentionKind::Nominal {
                    let named = chunker.owner_of(&mention).into_iter();
                    let named = named.chain(chunker.people_in(&mention));
                    inner.extend(named.map(|named| Mention { sentence: index, ..named }));
                }
                mentions.push(mention);
            }
            None => at += 1,
        }
    }
}

struct Chunker<'a> {
    text: &'a str,
    /// Up to the end of the sentence.
    tokens: &'a [Token],
    /// Where the sentence starts.
    start: usize,
    small_words: &'a SmallWords<'a>,
}

impl Chunker<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|token| !token.quoted)
    }

    /// Tells whether the token can be part of a name.
    #[inline]
    fn is_name_part(&self, at: usize) -> bool {
        // Asked of most tokens, of which few have a capital.
        self.token(at).is_some_and(|token| token.is_capital() && self.is_part(at, token))
    }

    /// Tells whether a token with a capital can be part of a name.
    fn is_part(&self, at: usize, token: &Token) -> bool {
        if self.joined(token).is_some() {
            return false;
        }
        // “S$312 million”
        let money = |next: &Token| next.is('$') && next.span.start == token.span.end;
        if token.span.len() <= 2 && self.tokens.get(at + 1).is_some_and(money) {
            return false;
        }
        let next_capital = self.token(at + 1).is_some_and(Token::is_capital);
        if token.has(Class::DATE) && !next_capital || nouns::is_number(token.span.of(self.text)) {
            return false;
        }
        if self.is_month_name(at, token) {
            return true;
        }
        if at > self.start && !self.starts_clause(at) {
            // “Cats *And* dogs”: a small word alone names nobody.
            let small = Class::CONJUNCTION.or(Class::PREPOSITION).or(Class::DETERMINER);
            let before = self.token(at - 1).is_some_and(Token::is_capital);
            if token.has(small) && !next_capital && !before {
                return false;
            }
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
        // “*Cross-examined by* the defence, she agreed”
        let participle = || {
            let word = token.span.of(self.text);
            let next = self.token(at + 1);
            word.ends_with("ed") && next.is_some_and(|next| next.span.of(self.text) == "by")
                // “*Cross-examined,* he agreed”
                || word.ends_with("ed") && word.contains('-') && next.is_some_and(|next| next.is(','))
                // “*Reacting,* the chairman said”
                || word.ends_with("ing") && next.is_some_and(|next| next.is(','))
        };
        if token.shape == Shape::Upper && !token.has(closed) {
            return true;
        }
        // “*New* York said”, “*High* Court judges”, but “*New* Ada Venn film”
        if opens_name(token.span.of(self.text)) && next_capital && !self.is_given(at + 1) {
            return true;
        }
        // “*Called* the Kettle, the ship sank.”, “*Said* Venn, …”, but “Read said” and “Hope Venn”
        let reports = token.has(Class::ANY_CUE) && !token.has(Class::HEADS.or(Class::TITLE));
        if reports && !self.is_verb(at + 1) && !self.is_given(at) {
            return false;
        }
        let named = token.has(Class::FEMALE.or(Class::MALE).or(Class::TITLE));
        // “*Small* said”, “*Small*, who …”, but “*Small* boats sank”
        let surname = || {
            let phrase = self.token(at + 1).is_some_and(Token::is_word) && !self.is_verb(at + 1);
            self.small_words.name(token) && !phrase
        };
        // “*Rising* costs”, “*Disillusioned*, he left”, but “*Running* mate Tom Bell”
        let common = || {
            let word = token.span.of(self.text);
            let closed = |next: &Token| next.shape != Shape::Lower || next.has(Class::CLOSED);
            let past = word.ends_with("ed") && self.token(at + 1).is_none_or(closed);
            let noun = |next: &Token| next.has(Class::HEADS.or(Class::TITLE));
            let ing = word.ends_with("ing") && !self.token(at + 1).is_some_and(noun);
            (ing || past) && self.small_words.is_common(self.text, token)
        };
        let small = || self.small_words.hold(self.text, token) && !surname() || common();
        !token.has(closed) && !adverb && (next_capital || named || !small()) && !participle()
    }

    /// “*June* Venn left”: tells whether a month is somebody’s given name.
    fn is_month_name(&self, at: usize, token: &Token) -> bool {
        let named = || matches!(token.span.of(self.text), "April" | "May" | "June" | "August");
        let surname = || {
            self.token(at + 1).is_some_and(|next| {
                let word = next.span.of(self.text).to_lowercase();
                next.shape == Shape::Capital
                    && next.class == Class::NONE
                    && !nouns::is_body_tail(&word)
            })
        };
        let date = |before: &Token| before.has(Class::PREPOSITION) || before.shape == Shape::Number;
        let before = at.checked_sub(1).filter(|&before| before >= self.start);
        let dated = || before.and_then(|before| self.token(before)).is_some_and(date);
        let ends = || {
            self.token(at + 2).is_none_or(|next| !next.is_word() && !next.is('\''))
                || self.is_verb(at + 2)
        };
        token.has(Class::DATE) && named() && surname() && !dated() && ends()
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
        if let Some(class) = self.joined(token) {
            let word = token.span.of(self.text);
            if !class.meets(Class::FIRST_PERSON)
                || word.starts_with('I')
                || matches!(word, "We" | "we")
            {
                return Some(self.pronoun(at, class));
            }
        }
        if nouns::is_another(token) && self.is_another(at) {
            return Some(Mention {
                kind: MentionKind::Nominal,
                ..self.pronoun(at, Class::HEAD_PERSON)
            });
        }
        // “Ada Venn, *R-Ky.*,” names nobody.
        let seat = || hanging::is_seat(token.span.of(self.text));
        if token.shape == Shape::Capital && self.follows_comma(at) && seat() {
            return None;
        }
        // Most words begin no phrase, which their class alone tells.
        let begins = Class::DETERMINER.or(Class::POSSESSIVE).or(Class::HEADS).or(Class::TITLE);
        let closed = token.shape == Shape::Lower && token.has(Class::CLOSED) && !token.has(begins);
        if closed || !token.is_word() { None } else { self.phrase_at(at) }
    }

    fn follows_comma(&self, at: usize) -> bool {
        at > self.start && self.token(at - 1).is_some_and(|before| before.is(','))
    }

    /// The class of a pronoun that the lexicon does not tell: of whoever speaks, or joined to a verb
    /// (“They’re”, “I’ve”).
    fn joined(&self, token: &Token) -> Option<Class> {
        const LONGEST: usize = "They’ll".len();
        if token.has(Class::FIRST_PERSON) {
            return Some(Class::FIRST_PERSON);
        }
        // Every capital is asked: most by their first letter.
        let first = self.text.as_bytes().get(token.span.start);
        let may = token.shape == Shape::Capital
            && token.class == Class::NONE
            && token.span.len() <= LONGEST
            && matches!(first, Some(b'H' | b'I' | b'S' | b'T' | b'W' | b'Y'));
        if !may {
            return None;
        }
        let word = token.span.of(self.text);
        if word.contains(['\'', '’']) { source::pronoun(word) } else { None }
    }

    /// “said *another*.”, “*another* said”: somebody of whom nothing else is said.
    fn is_another(&self, at: usize) -> bool {
        let reports = |at: usize| {
            self.token(at).is_some_and(|t| t.has(Class::CUE) && t.shape == Shape::Lower)
        };
        let before = at.checked_sub(1).is_some_and(reports);
        let ends = self.token(at + 1).is_none_or(|next| !next.is_word());
        before && ends || reports(at + 1)
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
            is_source: false,
        }
    }

    fn is_free(&self, at: usize) -> bool {
        !at.checked_sub(1)
            .and_then(|before| self.token(before).filter(|_| before >= self.start))
            .is_some_and(|before| {
                before.has(Class::PREPOSITION) || before.has(Class::POSSESSIVE_END)
            })
    }

    /// Tells whether a table of given names holds the word at `at`.
    fn is_given(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| given::is_given(self.text, token))
    }

    fn skip_determiners(&self, from: usize, to: usize) -> usize {
        (from..to)
            .find(|&at| {
                !self.token(at).is_some_and(|t| t.has(Class::DETERMINER.or(Class::POSSESSIVE)))
            })
            .unwrap_or(to)
    }

    fn span(&self, range: Range<usize>) -> Span {
        let part = self.tokens.get(range).unwrap_or(&[]);
        match (part.first(), part.last()) {
            (Some(first), Some(last)) => first.span.hull(last.span),
            _ => Span::default(),
        }
    }
}
