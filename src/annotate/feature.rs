//! Features of a token, as rows of a hashed table of weights.
//!
//! What a token looks like, which classes, kind and mention it belongs to and how it stands to the
//! marks. Nothing here knows what the rows mean: the weights are learned.

use super::kinds::Kinds;
use super::lexicon::Class;
use super::mention::{Mention, MentionKind};
use super::prepare::Segment;
use super::sentence::Sentence;
use super::token::{Shape, Token, fnv};

/// Bits of a row number: the table has `1 << ROW_BITS` rows.
pub const ROW_BITS: u32 = 14;

/// How many features a token has.
pub const FEATURES: usize = 14;

/// The features that tell one word from all others.
pub const WORD_FEATURES: [usize; 3] = [0, 1, 9];

/// The features that words with one stem or ending share.
pub const STEM_FEATURES: [usize; 2] = [2, 9];

/// Rows of one token.
pub type Rows = [u32; FEATURES];

/// What a mention makes of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Part {
    #[default]
    None,
    First(MentionKind),
    Inside(MentionKind),
    /// In what hangs on a mention: an apposition or a relative clause.
    Hanging,
}

impl Part {
    fn code(self) -> u32 {
        match self {
            Self::None => 0,
            Self::First(kind) => 1 + kind as u32,
            Self::Inside(kind) => 4 + kind as u32,
            Self::Hanging => 7,
        }
    }
}

/// Returns what each of the tokens from `first` on is part of.
pub(crate) fn parts(len: usize, first: usize, mentions: &[Mention]) -> Vec<Part> {
    let mut parts = vec![Part::None; len];
    let mut set = |at: usize, part: Part| {
        if let Some(slot) = at.checked_sub(first).and_then(|at| parts.get_mut(at)) {
            *slot = part;
        }
    };
    for mention in mentions {
        for at in mention.tokens.end..mention.full.end {
            set(at, Part::Hanging);
        }
    }
    for mention in mentions {
        set(mention.tokens.start, Part::First(mention.kind));
        for at in mention.tokens.start + 1..mention.tokens.end {
            set(at, Part::Inside(mention.kind));
        }
    }
    parts
}

/// What the stretch in marks around a token looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    kind: u32,
    /// The word before the opening mark.
    before: u32,
}

/// Returns the marks around each of the tokens from `first` on.
pub(crate) fn marks(
    text: &str,
    tokens: &[Token],
    first: usize,
    segments: &[Segment],
) -> Vec<Marks> {
    let mut marks = vec![Marks::default(); tokens.len()];
    for segment in segments {
        let from = segment.tokens.start.saturating_sub(first);
        let to = segment.tokens.end.saturating_sub(first);
        let inside = tokens.get(from..to).unwrap_or_default();
        let words = || inside.iter().filter(|token| token.is_word());
        let length = match words().count() {
            n @ 0..=3 => n as u32,
            4..=5 => 4,
            6..=9 => 5,
            _ => 6,
        };
        let small =
            Class::DETERMINER.or(Class::PREPOSITION).or(Class::CONJUNCTION).or(Class::AUXILIARY);
        let titled = length < 6
            && words().all(|t| t.shape != Shape::Lower || t.has(small))
            && words().next().is_some_and(|t| t.shape != Shape::Lower);
        let ends = match segment.mark.inner.of(text).chars().next_back() {
            Some(',') => 1,
            Some('.' | '?' | '!' | '…' | '—') => 2,
            _ => 0,
        };
        let capital = words().next().is_some_and(Token::is_capital);
        let verb =
            words().any(|t| t.has(Class::AUXILIARY.or(Class::PRONOUN).or(Class::FIRST_PERSON)));
        let kind = (1 + length)
            | (u32::from(titled) << 4)
            | (ends << 5)
            | (u32::from(capital) << 7)
            | (u32::from(verb) << 8)
            | (u32::from(segment.mark.single) << 9);
        let before = from.checked_sub(1).and_then(|at| tokens.get(at));
        let before = before.map_or(3, |token| WordHash::of(token.span.of(text), token).word);
        for slot in marks.get_mut(from..to).unwrap_or_default() {
            *slot = Marks { kind, before };
        }
    }
    marks
}

/// Returns the rows of every token of a block.
pub(crate) fn rows(
    text: &str,
    tokens: &[Token],
    first: usize,
    sentences: &[Sentence],
    parts: &[Part],
    marks: &[Marks],
    kinds: Kinds,
) -> Vec<Rows> {
    let mut rows = Vec::with_capacity(tokens.len());
    let mut sentences = sentences.iter().peekable();
    for (offset, token) in tokens.iter().enumerate() {
        let at = first + offset;
        while sentences.next_if(|s| s.tokens.end <= at).is_some() {}
        let starts = sentences.peek().is_some_and(|s| s.tokens.start == at);
        let place = if offset == 0 {
            2
        } else if starts {
            1
        } else {
            0
        };
        let previous = offset.checked_sub(1).and_then(|i| tokens.get(i));
        let next = tokens.get(offset + 1);
        let quoted = u32::from(token.quoted)
            | u32::from(previous.is_some_and(|t| t.quoted)) << 1
            | u32::from(next.is_some_and(|t| t.quoted)) << 2;
        let shape = shape_code(token.shape);
        let named = token.is_capital()
            && matches!(
                parts.get(offset),
                Some(Part::First(MentionKind::Named) | Part::Inside(MentionKind::Named))
            )
            && token.class == Class::NONE;
        let hash = if named {
            WordHash { word: 7 + shape, suffix: 7, suffix2: 7, stem: 7 }
        } else {
            WordHash::of(token.span.of(text), token)
        };
        let is_plain = !named && !token.has(Class::GRAMMAR) && token.is_word();
        let kind = if is_plain { kinds.of(token.hash) } else { 0 };
        let mark = marks.get(offset).copied().unwrap_or_default();
        let part = parts.get(offset).copied().unwrap_or_default().code();
        let class = token.class.bits();
        rows.push([
            row(1, hash.word),
            row(2, hash.word),
            row(3, hash.suffix),
            row(4, hash.suffix2 << 3 | shape),
            row(5, class),
            row(6, class & Class::GRAMMAR.bits()),
            row(7, class & Class::SPEECH.bits()),
            row(8, quoted << 8 | shape << 4 | place),
            row(9, part << 8 | quoted << 4 | place),
            row(10, hash.stem),
            row(11, part << 4 | shape),
            row(12, mark.kind),
            row(13, mark.before ^ mark.kind & 0x7),
            row(14, u32::from(kind)),
        ]);
    }
    rows
}

fn shape_code(shape: Shape) -> u32 {
    match shape {
        Shape::Lower => 0,
        Shape::Capital => 1,
        Shape::Upper => 2,
        Shape::Number => 3,
        Shape::Mark(_) => 4,
    }
}

/// Hashes of a word in small letters.
#[derive(Clone, Copy, Debug, Default)]
struct WordHash {
    word: u32,
    suffix: u32,
    suffix2: u32,
    stem: u32,
}

impl WordHash {
    fn of(word: &str, token: &Token) -> Self {
        if token.shape == Shape::Number {
            let word = fnv(word.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b }));
            return Self { word, suffix: word, suffix2: 0, stem: 0 };
        }
        let bytes = word.as_bytes();
        Self {
            word: token.hash,
            suffix: few(bytes.last_chunk::<4>(), bytes),
            suffix2: few(bytes.last_chunk::<2>(), bytes),
            stem: few(bytes.first_chunk::<5>(), bytes),
        }
    }
}

/// Hashes some bytes of a word in small letters, or all where it has no more.
#[inline(always)]
fn few<const BYTES: usize>(some: Option<&[u8; BYTES]>, all: &[u8]) -> u32 {
    match some {
        Some(some) => fnv(some.map(|byte| byte.to_ascii_lowercase()).into_iter()),
        None => fnv(all.iter().map(u8::to_ascii_lowercase)),
    }
}

/// Returns the row of a value of one kind of feature.
fn row(kind: u32, value: u32) -> u32 {
    let mut hash = (value ^ kind.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0x9e37_79b1);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash >> (32 - ROW_BITS)
}
