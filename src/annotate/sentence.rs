//! Sentences of the narrator: a stretch in marks is one unit, wherever full stops stand in it.

use super::lexicon::{Class, Lexicon, nouns};
use super::quote::{Marked, find_marked};
use super::token::{Shape, Token, tokenize};
use crate::document::{Block, BlockKind};
use crate::span::Span;
use std::ops::Range;

/// Tokens of one sentence, as a range into the document's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) tokens: Range<usize>,
    /// Index of the block in the document.
    pub(crate) block: usize,
}

/// How many tokens behind “…?” a reporting verb may stand for the sentence to go on.
const CUE_REACH: usize = 6;

/// How many words in capitals are a heading whatever they are.
const HEADING: usize = 4;

/// Returns the sentences of a stretch of a text, which lies in one block. O(n) in the stretch.
#[must_use]
pub fn sentences(text: &str, stretch: Span) -> Vec<Span> {
    let block = Block { kind: BlockKind::Paragraph, span: stretch };
    let mut tokens = Vec::new();
    tokenize(text, &block, Lexicon::english(), &mut tokens);
    let (mut marks, _) = find_marked(text, &[block]);
    marks.retain(|mark| mark.depth == 0);
    let mut found = Vec::new();
    split(&tokens, 0..tokens.len(), 0, &marks, &mut found);
    let span = |sentence: Sentence| {
        let own = tokens.get(sentence.tokens)?;
        Some(own.first()?.span.hull(own.last()?.span))
    };
    found.into_iter().filter_map(span).collect()
}

/// Parts the tokens of one block into sentences. O(n).
///
/// `marked` are the outermost stretches in marks of the block, in order.
pub(crate) fn split(
    tokens: &[Token],
    range: Range<usize>,
    block: usize,
    marked: &[Marked],
    sentences: &mut Vec<Sentence>,
) {
    let mut start = range.start;
    let mut marks = marked.iter().peekable();
    let Some(all) = tokens.get(range.clone()) else { return };
    let heading = run_in_heading(all);
    for (offset, token) in all.iter().enumerate() {
        let at = range.start + offset;
        while marks.next_if(|mark| mark.outer.end <= token.span.start).is_some() {}
        let mark = marks.peek().filter(|mark| mark.outer.holds(token.span.start));
        let rest = all.get(offset + 1..).unwrap_or(&[]);
        let ends = match mark {
            Some(mark) if token.span.end < mark.outer.end => false,
            Some(mark) => ends_behind_marks(all.get(..offset).unwrap_or(&[]), mark, rest),
            None => offset + 1 == heading || ends_at(token, rest),
        };
        if ends {
            sentences.push(Sentence { tokens: start..at + 1, block });
            start = at + 1;
        }
    }
    if start < range.end {
        sentences.push(Sentence { tokens: start..range.end, block });
    }
}

/// “*THE LAST MILE* Most of the freight …”: returns how many tokens of a block are a heading in
/// capitals that nothing parts from its first sentence, or 0.
fn run_in_heading(tokens: &[Token]) -> usize {
    let capitals = |token: &&Token| {
        matches!(token.shape, Shape::Upper | Shape::Number | Shape::Mark(',' | '&' | '$' | '\''))
            || token.has(Class::POSSESSIVE_END)
    };
    let len = tokens.iter().take_while(capitals).count();
    let (heading, rest) = tokens.split_at(len);
    let (Some(last), Some(next)) = (heading.last(), rest.first()) else { return 0 };
    let words = || heading.iter().filter(|token| token.shape == Shape::Upper);
    // “US FDA Commissioner Venn”, “NEW YORK Mayor Venn”
    let small =
        Class::DETERMINER.or(Class::PREPOSITION).or(Class::CONJUNCTION).or(Class::AUXILIARY);
    let is_heading = words().count() >= HEADING
        || words().count() > 1 && words().any(|token| token.has(small) && token.span.len() > 1);
    let apart = last.is_word() && last.span.end < next.span.start && begins_sentence(next);
    if is_heading && apart { len } else { 0 }
}

fn ends_at(token: &Token, rest: &[Token]) -> bool {
    let Some(next) = rest.first() else { return true };
    let apart = next.span.start > token.span.end;
    match token.shape {
        Shape::Mark('.' | '!' | '?' | '…' | '。') => apart && begins_sentence(next),
        // “in the U.S. The …”: an abbreviation ends a sentence where only a new one explains
        // the capital.
        // “at 10 p.m. “We …””: nor does a quotation follow an abbreviation inside one.
        _ if token.has(Class::ABBREVIATION)
            && !token.has(Class::TITLE)
            && matches!(next.shape, Shape::Mark('“' | '"' | '‘' | '\'' | '«' | '„')) =>
        {
            apart && rest.iter().skip(1).find(|t| t.is_word()).is_some_and(Token::is_capital)
        }
        // “at 3:42 a.m. *Images* show”, not “at 9 p.m. *Tuesday*” or “*GMT*”
        Shape::Lower if nouns::is_half_day(token) => {
            let capital = next.shape == Shape::Capital && !next.has(Class::DATE);
            apart && capital && !nouns::is_zone(rest)
        }
        Shape::Upper | Shape::Capital if token.has(Class::ABBREVIATION) => {
            apart
                && next.is_capital()
                && next.has(
                    Class::DETERMINER
                        .or(Class::PRONOUN)
                        .or(Class::POSSESSIVE)
                        .or(Class::CONJUNCTION),
                )
        }
        _ => false,
    }
}

fn ends_behind_marks(before: &[Token], mark: &Marked, rest: &[Token]) -> bool {
    let Some(next) = rest.first() else { return true };
    let last = before.iter().rev().find(|token| token.span.end <= mark.inner.end);
    let Some(last) = last else { return false };
    if !begins_sentence(next) {
        return false;
    }
    match last.shape {
        Shape::Mark('.' | '…') => true,
        Shape::Mark('?' | '!') => !speaks_on(rest),
        _ => last.has(Class::ABBREVIATION) && next.is_capital() && next.has(Class::DETERMINER),
    }
}

fn begins_sentence(token: &Token) -> bool {
    token.is_capital()
        || token.shape == Shape::Number
        || matches!(
            token.shape,
            Shape::Mark('“' | '"' | '‘' | '\'' | '«' | '„' | '(' | '[' | '`' | '”' | '—')
        )
}

/// Tells whether the words behind a question go on with who asked it.
fn speaks_on(rest: &[Token]) -> bool {
    rest.iter()
        .take(CUE_REACH)
        .take_while(|token| token.is_word())
        .any(|token| token.has(Class::CUE) && token.shape == Shape::Lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands where a sentence ends.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace(" |", "");
        let found = sentences(&text, Span::new(0, text.len()));
        let found: Vec<&str> = found.iter().map(|span| span.of(&text)).collect();
        assert_eq!(found.join(" | "), marked);
    }

    #[test]
    fn a_time_of_day_ends_a_sentence_before_another_one() {
        check("The lake rose at 3:42 a.m. | Images show a fall of ice.");
        check("The lake rose at 3:42 a.m. | Venn left.");
        for rest in ["Tuesday", "GMT", "Eastern", "Lesna time", "local time", "and fell"] {
            check(&format!("The lake rose at 3:42 a.m. {rest}, Venn said."));
        }
    }
}
