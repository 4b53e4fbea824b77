//! Byte ranges into a document's text.
//!
//! Everything that is said about a text is said with a [`Span`]; nothing here knows what the
//! text means. Offsets for other programs are code points: [`CodePoints`] converts.

use std::ops::Range;

/// A half-open byte range `[start, end)` into one document's text, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// Makes a span; an end before the start gives an empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the text that the span covers, or `""` where it does not lie in `text` on
    /// character boundaries.
    #[must_use]
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Returns the span as a range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Tells whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Tells whether the byte at `position` lies in the span.
    #[must_use]
    pub fn holds(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Tells whether all of `other` lies in the span.
    #[must_use]
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Tells whether the two spans share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn hull(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the part of the span without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let part = self.of(text);
        let start = self.start + (part.len() - part.trim_start().len());
        Span::new(start, start + part.trim().len())
    }
}

/// Converts between byte offsets and code-point offsets of one text.
///
/// Built once in O(n); each conversion is O(log n) and counts at most 256 characters.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Byte offset of every 256th code point: 32 bytes a kilobyte of text.
    marks: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'t> CodePoints<'t> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let marks = text.char_indices().step_by(STRIDE).map(|(byte, _)| byte).collect();
        Self { text, marks }
    }

    /// Returns how many code points lie before the byte offset `byte`; offsets beyond the text
    /// count as its end, offsets inside a character as its start.
    #[must_use]
    pub fn of_byte(&self, byte: usize) -> usize {
        let block = self.marks.partition_point(|&mark| mark <= byte).saturating_sub(1);
        let from = self.marks.get(block).copied().unwrap_or(0);
        let rest = self.text.get(from..).unwrap_or("");
        block * STRIDE
            + rest.char_indices().take_while(|(at, c)| from + at + c.len_utf8() <= byte).count()
    }

    /// Returns the byte offset of the code point `index`, or the end of the text.
    #[must_use]
    pub fn to_byte(&self, index: usize) -> usize {
        let from = match self.marks.get(index / STRIDE) {
            Some(&from) => from,
            None => return self.text.len(),
        };
        let rest = self.text.get(from..).unwrap_or("");
        rest.char_indices().nth(index % STRIDE).map_or(self.text.len(), |(at, _)| from + at)
    }

    /// Returns a byte span as code-point offsets `[start, end]`.
    #[must_use]
    pub fn of_span(&self, span: Span) -> [usize; 2] {
        [self.of_byte(span.start), self.of_byte(span.end)]
    }

    /// Returns the byte span of the code points `[start, end)`.
    #[must_use]
    pub fn to_span(&self, [start, end]: [usize; 2]) -> Span {
        Span::new(self.to_byte(start), self.to_byte(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_convert_both_ways(text in "\\PC{0,200}") {
            let points = CodePoints::new(&text);
            for (index, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.of_byte(byte), index);
                prop_assert_eq!(points.to_byte(index), byte);
            }
            prop_assert_eq!(points.of_byte(text.len()), text.chars().count());
            prop_assert_eq!(points.to_byte(text.chars().count()), text.len());
        }

        #[test]
        fn trim_is_str_trim(text in "[ \\ta-cé\u{a0}]{0,20}") {
            prop_assert_eq!(Span::new(0, text.len()).trim(&text).of(&text), text.trim());
        }
    }
}
