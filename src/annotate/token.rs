//! Text to tokens: words, numbers and single marks, each with its lexicon classes.
//!
//! Sentences and quotation marks are found over tokens elsewhere; nothing here allocates per
//! token beyond the token itself.

mod bounds;
mod key;

use super::lexicon::{Class, Lexicon};
use crate::document::Block;
use crate::span::Span;
use bounds::Piece;
use key::Letters;
pub(crate) use key::{Key, fnv};

/// A word, a number or a single other character that is not white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) shape: Shape,
    pub(crate) class: Class,
    /// [`fnv`] of its bytes, capitals of ASCII made small.
    pub(crate) hash: u32,
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

    /// Tells whether it is a word that stands outside of marks.
    pub(crate) fn is_plain_word(&self) -> bool {
        self.is_word() && !self.quoted
    }

    pub(crate) fn is(&self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }

    /// Tells whether it is a dash, or a hyphen that stands for one.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.shape, Shape::Mark('—' | '–' | '―' | '-'))
    }

    pub(crate) fn has(&self, class: Class) -> bool {
        self.class.meets(class)
    }
}

/// Adds the tokens of one block, in order. O(n) in its bytes.
pub(crate) fn tokenize(text: &str, block: &Block, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let mut tokenizer = Tokenizer { text, lexicon, tokens, lower: String::new() };
    bounds::words(block.span.of(text), |Piece { at, text: word, letters }| {
        let start = block.span.start + at;
        if let Some(letters) = letters {
            tokenizer.push_letters(Span::new(start, start + word.len()), &letters);
            return;
        }
        let Some(first) = word.chars().next() else { return };
        if first.is_alphanumeric() {
            tokenizer.push_word(Span::new(start, start + word.len()));
        } else if !first.is_whitespace() {
            for (offset, c) in word.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let start = start + offset;
                tokenizer.push_mark(Span::new(start, start + c.len_utf8()), c);
            }
        }
    });
}

struct Tokenizer<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    tokens: &'a mut Vec<Token>,
    /// A word in small letters, kept for its room.
    lower: String,
}

impl Tokenizer<'_> {
    /// Adds a word of letters of ASCII behind a blank: nothing of it is to be parted or joined.
    fn push_letters(&mut self, span: Span, letters: &Letters) {
        let class = self.lexicon.class_of_keyed(span.of(self.text), letters.key);
        let (shape, hash) = (letters.shape(), letters.key.hash);
        self.tokens.push(Token { span, shape, class, hash, quoted: false });
    }

    /// Adds a word, parting a possessive ending (“Korea’s” → “Korea”, “’s”) and joining words
    /// over hyphens (“six-year-old”).
    fn push_word(&mut self, span: Span) {
        let word = span.of(self.text);
        if self.is_behind_abbreviation(span) {
            // “the N.F.L.’s commissioner”: the stop parts the ending from its word.
            let joined = self.tokens.pop().map_or(span, |mark| mark.span.hull(span));
            self.tokens.push(self.mark(joined, '\'', Class::POSSESSIVE_END));
            return;
        }
        if let Some(stem) = possessive_stem(word) {
            let cut = Span::new(span.start + stem.len(), span.end);
            self.push_word(Span::new(span.start, cut.start));
            self.tokens.push(self.mark(cut, '\'', Class::POSSESSIVE_END));
            return;
        }
        if let [.., before, hyphen] = self.tokens.as_slice()
            && hyphen.is('-')
            && hyphen.span.end == span.start
            && before.span.end == hyphen.span.start
            && before.is_word()
        {
            let joined = before.span.hull(span);
            self.tokens.truncate(self.tokens.len() - 2);
            let token = self.classify_compound(joined);
            self.tokens.push(token);
            return;
        }
        let token = self.classify(span);
        self.tokens.push(token);
    }

    /// Tells whether the word is the “s” of “U.S.’s”, whose apostrophe is a token already.
    fn is_behind_abbreviation(&self, span: Span) -> bool {
        let [.., before, mark] = self.tokens.as_slice() else { return false };
        matches!(span.of(self.text), "s" | "S")
            && (mark.is('\'') || mark.is('’'))
            && mark.span.end == span.start
            && before.span.end == mark.span.start
            && before.is_word()
            && before.span.of(self.text).ends_with('.')
    }

    /// Adds a mark; a full stop that belongs to an abbreviation or an initial joins its word.
    fn push_mark(&mut self, span: Span, mark: char) {
        let last = self.tokens.last().copied().filter(|l| l.span.end == span.start && l.is_word());
        if mark == '.'
            && let Some(last) = last
        {
            let word = last.span.of(self.text);
            let abbreviated = self.classify_compound(last.span.hull(span));
            let initial = last.is_capital() && word.chars().count() == 1 && word != "I";
            let dotted =
                word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
            if initial || dotted || abbreviated.has(Class::ABBREVIATION) {
                self.tokens.pop();
                self.tokens.push(abbreviated);
                return;
            }
        }
        // “the pilots’ guild”; the closing mark of a quotation looks the same, and is quoted.
        let plural = matches!(mark, '\'' | '’')
            && last.is_some_and(|last| last.span.of(self.text).ends_with('s'));
        let class = if plural { Class::POSSESSIVE_END } else { Class::NONE };
        self.tokens.push(self.mark(span, mark, class));
    }

    fn mark(&self, span: Span, mark: char, class: Class) -> Token {
        let Key { hash, .. } = Key::of(span.of(self.text));
        Token { span, shape: Shape::Mark(mark), class, hash, quoted: false }
    }

    fn classify(&mut self, span: Span) -> Token {
        let word = span.of(self.text);
        let (shape, key) =
            if word.is_ascii() { look(word) } else { (shape_of(word), Key::of(word)) };
        Token { span, shape, class: self.listed(word, key), hash: key.hash, quoted: false }
    }

    /// Classifies a word that may hold hyphens.
    fn classify_compound(&mut self, span: Span) -> Token {
        let mut token = self.classify(span);
        let word = span.of(self.text);
        let Some((first, last)) = word.rsplit_once('-') else { return token };
        if token.shape == Shape::Lower
            && last.starts_with(char::is_uppercase)
            && self.listed(first, Key::of(first)).meets(Class::PARTICLE)
        {
            // “Kamil *al-Dorani*”: an article begins a name with a small letter.
            token.shape = Shape::Capital;
        }
        if token.class == Class::NONE {
            // “vice-president”, “co-author”: a compound is what its last part is, but for
            // “mayor-elect”.
            let head = if matches!(last, "elect" | "designate") { first } else { last };
            let head = self.listed(head, Key::of(head));
            let gender = Class::FEMALE.or(Class::MALE);
            token.class = head.only(Class::HEADS.with(Class::TITLE).with(gender));
        }
        token
    }

    fn listed(&mut self, word: &str, key: Key) -> Class {
        if word.is_ascii() {
            return self.lexicon.class_of_keyed(word, key);
        }
        self.lower.clear();
        self.lower.extend(word.chars().flat_map(char::to_lowercase));
        self.lexicon.class_of(&self.lower)
    }
}

/// Returns the shape and the key of a word of ASCII in one pass.
fn look(word: &str) -> (Shape, Key) {
    let (mut capitals, mut small) = (0, 0);
    let key = word.bytes().fold(Key::NOTHING, |key, byte| {
        capitals += usize::from(byte.is_ascii_uppercase());
        small += usize::from(byte.is_ascii_lowercase());
        key.and(byte)
    });
    let digits = word.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    let first = || word.bytes().find(u8::is_ascii_alphabetic);
    let shape = match (capitals, small) {
        (0, 0) => Shape::Number,
        _ if digits => Shape::Number,
        (0, _) => Shape::Lower,
        _ if !first().is_some_and(|byte| byte.is_ascii_uppercase()) => Shape::Lower,
        (2.., 0) => Shape::Upper,
        _ => Shape::Capital,
    };
    (shape, key)
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
    let stem = word.strip_suffix(['s', 'S'])?;
    stem.strip_suffix(['\'', '’']).filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_ways_to_a_shape_agree() {
        for word in
            ["word", "Word", "WORD", "iPhone", "W", "w", "1990s", "3D", "12", "U.S", "o'Neill", "_"]
        {
            let expected = (shape_of(word), Key::of(word));
            assert_eq!(look(word), expected, "{word}");
            let letters = Letters::of(word);
            if letters.len == word.len() {
                assert_eq!((letters.shape(), letters.key), expected, "{word}");
            }
        }
    }
}
