//! Text to tokens: words, numbers and single marks, each with its lexicon classes.
//!
//! Sentences and quotation marks are found over tokens elsewhere; nothing here allocates per
//! token beyond the token itself.

use super::lexicon::{Class, Lexicon};
use crate::document::Block;
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// A word, a number or a single other character that is not white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) shape: Shape,
    pub(crate) class: Class,
    /// It stands in quotation marks, or is one.
    pub(crate) quoted: bool,
}

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A word in small letters, or in a script without capitals.
    Lower,
    /// A word with a capital first letter.
    Capital,
    /// A word of two or more capitals and no small letter (“NIS”, “U.S.”).
    Upper,
    /// Digits first.
    Number,
    /// Anything else.
    Mark(char),
}

impl Token {
    /// Tells whether the token could be part of a name by its letters alone.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    pub(crate) fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark(_))
    }

    pub(crate) fn is(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }

    pub(crate) fn has(&self, class: Class) -> bool {
        self.class.meets(class)
    }
}

/// The tokens of one block, in order. O(n) in its bytes.
pub(crate) fn tokenize(text: &str, block: &Block, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(block.span.len() / 5);
    let mut lower = String::new();
    let words = block.span.of(text).split_word_bound_indices();
    for (at, word) in words {
        let start = block.span.start + at;
        let Some(first) = word.chars().next() else { continue };
        if first.is_whitespace() {
            continue;
        }
        let span = Span::new(start, start + word.len());
        if !first.is_alphanumeric() {
            for (offset, c) in word.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let span = Span::new(start + offset, start + offset + c.len_utf8());
                push_mark(&mut tokens, text, span, c, lexicon, &mut lower);
            }
            continue;
        }
        push_word(&mut tokens, text, span, lexicon, &mut lower);
    }
    tokens
}

/// Adds a word, parting a possessive ending (“Korea’s” → “Korea”, “’s”) and joining words over
/// hyphens (“six-year-old”).
fn push_word(
    tokens: &mut Vec<Token>,
    text: &str,
    span: Span,
    lexicon: &Lexicon,
    lower: &mut String,
) {
    let word = span.of(text);
    if let Some(stem) = possessive_stem(word) {
        let cut = span.start + stem.len();
        push_word(tokens, text, Span::new(span.start, cut), lexicon, lower);
        tokens.push(Token {
            span: Span::new(cut, span.end),
            shape: Shape::Mark('\''),
            class: Class::POSSESSIVE_END,
            quoted: false,
        });
        return;
    }
    if let [.., before, hyphen] = tokens.as_mut_slice()
        && hyphen.is('-')
        && hyphen.span.end == span.start
        && before.span.end == hyphen.span.start
        && before.is_word()
    {
        let joined = before.span.hull(span);
        tokens.truncate(tokens.len() - 2);
        tokens.push(classify(text, joined, lexicon, lower));
        return;
    }
    tokens.push(classify(text, span, lexicon, lower));
}

/// Adds a mark; a full stop that belongs to an abbreviation or an initial joins its word.
fn push_mark(
    tokens: &mut Vec<Token>,
    text: &str,
    span: Span,
    mark: char,
    lexicon: &Lexicon,
    lower: &mut String,
) {
    if mark == '.'
        && let Some(last) = tokens.last_mut()
        && last.span.end == span.start
        && last.is_word()
    {
        let word = last.span.of(text);
        let joined = last.span.hull(span);
        let abbreviated = classify(text, joined, lexicon, lower);
        let initial = word.chars().count() == 1 && last.is_capital() && word != "I";
        let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
        if initial || dotted || abbreviated.has(Class::ABBREVIATION) {
            *last = abbreviated;
            return;
        }
    }
    // “the pilots’ guild”; the closing mark of a quotation looks the same, and is quoted.
    let plural = matches!(mark, '\'' | '’')
        && tokens.last().is_some_and(|last| {
            last.span.end == span.start && last.span.of(text).ends_with('s') && last.is_word()
        });
    let class = if plural { Class::POSSESSIVE_END } else { Class::NONE };
    tokens.push(Token { span, shape: Shape::Mark(mark), class, quoted: false });
}

fn classify(text: &str, span: Span, lexicon: &Lexicon, lower: &mut String) -> Token {
    let word = span.of(text);
    lower.clear();
    lower.extend(word.chars().flat_map(char::to_lowercase));
    let mut class = lexicon.class_of(lower);
    if class == Class::NONE
        && let Some((_, last)) = lower.rsplit_once('-')
    {
        // “vice-president”, “co-author”: a compound is what its last part is.
        class = lexicon.class_of(last).only(Class::HEADS.with(Class::TITLE));
    }
    Token { span, shape: shape_of(word), class, quoted: false }
}

fn shape_of(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Number };
    if word.chars().next().is_some_and(|c| c.is_numeric()) {
        return Shape::Number;
    }
    if !first.is_uppercase() {
        return Shape::Lower;
    }
    let mut rest = letters.peekable();
    if rest.peek().is_some() && rest.all(char::is_uppercase) {
        Shape::Upper
    } else {
        Shape::Capital
    }
}

fn possessive_stem(word: &str) -> Option<&str> {
    ["'s", "’s", "'S", "’S"].iter().find_map(|end| word.strip_suffix(end)).filter(|s| !s.is_empty())
}
