//! The article as loaded: one sanitised text, its blocks, and what the page said about itself.
//!
//! A [`Document`] is plain data. How it is read from bytes lives in [`crate::load`], what is
//! said in it in [`crate::annotate`].

use crate::annotation::Annotations;
use crate::span::Span;
use crate::warning::Warning;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use std::fmt;

/// One article: a sanitised text and spans into it.
///
/// `text` holds the blocks in reading order (headline, deck, body), parted by blank lines, and
/// behind [`Document::annotated`] the words of the furniture (section, byline, teasers), which
/// are shown and searched but never annotated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What the input was called when it was loaded, sanitised: a path, or `-`.
    pub name: String,
    /// The only copy of the article's words.
    pub text: String,
    /// Offset behind the last block: `text[..annotated]` is what is annotated.
    pub annotated: usize,
    /// Headline, deck and body in reading order; their spans ascend and do not overlap.
    pub blocks: Vec<Block>,
    /// The section or rubric (“World News”).
    pub section: Option<Span>,
    /// The authors as the page words them.
    pub byline: Option<Span>,
    /// When the article was published.
    pub published: Option<Published>,
    /// The article's own address (http or https), from front matter or mark-up.
    pub url: Option<String>,
    /// The article's own identifier, from front matter or mark-up.
    pub id: Option<String>,
    /// Words that lead elsewhere on the web; they ascend and do not overlap.
    pub links: Vec<Link>,
    /// Words that mark-up sets apart; they ascend and do not overlap.
    pub styled: Vec<Styled>,
    /// What the page lists of other articles (“Latest Contents”).
    pub latest: Vec<Teaser>,
    /// Where the text stands in the decoded source.
    pub source: SourceMap,
    /// Annotations that the file brought along, which then stand instead of found ones.
    pub given: Option<Annotations>,
    /// What the loader was unsure of.
    pub warnings: Vec<Warning>,
}

/// A paragraph or another stretch of text that is laid out on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What part of the article it is.
    pub kind: BlockKind,
    /// Its words, without a line break at either end.
    pub span: Span,
}

/// The parts of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title.
    Headline,
    /// The summary under the title.
    Deck,
    /// A paragraph of the body.
    Paragraph,
    /// A sub-heading of the body, 1 the highest.
    Heading(u8),
    /// An item of a list, or a part of one, at a depth from 0.
    Item(u8, Marker),
    /// A block quotation.
    Quotation,
    /// Text whose line breaks count: code, verse.
    Preformatted,
    /// A table: a line a row, its cells parted by ` | `; the first row names the columns.
    Table,
}

/// What stands before an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marker {
    /// A bullet.
    Bullet,
    /// Its number.
    Number(u32),
    /// Nothing: it goes on with the item before.
    None,
}

/// Words that lead elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Where they lead: a sanitised address with `http`, `https` or `mailto`.
    pub url: String,
}

/// Words that mark-up sets apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styled {
    /// The words.
    pub span: Span,
    /// How they are set apart.
    pub style: TextStyle,
}

/// Ways in which mark-up sets words apart; one or more hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextStyle {
    /// Stressed, mostly set in italics.
    pub emphasis: bool,
    /// Important, mostly set in bold.
    pub strong: bool,
    /// Code amid other words.
    pub code: bool,
}

impl BlockKind {
    /// Tells whether the block belongs to the body.
    #[must_use]
    pub fn is_body(self) -> bool {
        !matches!(self, Self::Headline | Self::Deck)
    }

    /// Tells whether its line breaks count.
    #[must_use]
    pub fn is_verbatim(self) -> bool {
        matches!(self, Self::Preformatted | Self::Table)
    }
}

/// A notice of another article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Teaser {
    /// The other article's title, once.
    pub title: Span,
    /// Its first words, often cut with “…”.
    pub summary: Option<Span>,
    /// Its date.
    pub published: Option<Published>,
}

/// A date of publication, as exact as the page gives it. Displays as ISO 8601.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// The calendar day.
    pub date: Date,
    /// The time of day, if given.
    pub time: Option<Time>,
    /// The offset from UTC, if given with a time.
    pub offset: Option<Offset>,
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{time}")?;
            match self.offset {
                Some(offset) if offset.is_zero() => write!(f, "Z")?,
                Some(offset) => {
                    let seconds = offset.seconds();
                    let sign = if seconds < 0 { '-' } else { '+' };
                    let minutes = seconds.abs() / 60;
                    write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
                }
                None => {}
            }
        }
        Ok(())
    }
}

impl Document {
    /// Returns the text that is annotated: headline, deck and body.
    #[must_use]
    pub fn annotated_text(&self) -> &str {
        self.text.get(..self.annotated).unwrap_or("")
    }

    /// Returns the headline's words, or `""`.
    #[must_use]
    pub fn headline(&self) -> &str {
        self.first(BlockKind::Headline).map_or("", |span| span.of(&self.text))
    }

    /// Returns the deck's words.
    #[must_use]
    pub fn deck(&self) -> Option<&str> {
        self.first(BlockKind::Deck).map(|span| span.of(&self.text))
    }

    /// Returns the blocks of the body in reading order.
    pub fn body(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.kind.is_body())
    }

    /// Returns the index of the block that holds `position`, else of the next one before it.
    #[must_use]
    pub fn block_at(&self, position: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= position);
        if self.blocks.is_empty() { None } else { Some(after.saturating_sub(1)) }
    }

    fn first(&self, kind: BlockKind) -> Option<Span> {
        self.blocks.iter().find(|block| block.kind == kind).map(|block| block.span)
    }
}

/// Maps byte offsets of a document's text to byte offsets of the decoded source.
///
/// The source is the text as it was decoded, before anything was taken out, joined or moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// Stretches that stand in both, ascending in the text.
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    source: usize,
    len: usize,
}

impl SourceMap {
    /// Adds that `len` bytes at `text` are those at `source`; `text` must not lie before the
    /// end of the last stretch. Stretches that continue each other become one.
    pub fn push(&mut self, text: usize, source: usize, len: usize) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.runs.last_mut()
            && last.text + last.len == text
            && last.source + last.len == source
        {
            last.len += len;
            return;
        }
        self.runs.push(Run { text, source, len });
    }

    /// Returns the source offset behind the last stretch, if that ends at the text offset `text`.
    #[must_use]
    pub fn source_behind(&self, text: usize) -> Option<usize> {
        let last = self.runs.last().filter(|last| last.text + last.len == text)?;
        Some(last.source + last.len)
    }

    /// Gives room back that no stretch takes up.
    pub fn shrink_to_fit(&mut self) {
        self.runs.shrink_to_fit();
    }

    /// Adds that the text from `text` on is what stands at `span` of the text of `inner`.
    pub fn push_span(&mut self, text: usize, inner: &SourceMap, span: Span) {
        for run in inner.runs_in(span) {
            self.push(text + (run.text - span.start), run.source, run.len);
        }
    }

    /// Adds that the text from `text` on is what stands at `span` of the text of `outer`, whose
    /// source is the text of `inner`.
    pub fn push_through(&mut self, text: usize, outer: &SourceMap, span: Span, inner: &SourceMap) {
        for run in outer.runs_in(span) {
            let middle = Span::new(run.source, run.source + run.len);
            self.push_span(text + (run.text - span.start), inner, middle);
        }
    }

    /// Returns the stretches that lie in a text span, cut to it.
    fn runs_in(&self, span: Span) -> impl Iterator<Item = Run> + '_ {
        let from = self.runs.partition_point(|run| run.text + run.len <= span.start);
        let inside = self.runs.iter().skip(from).take_while(move |run| run.text < span.end);
        inside.map(move |run| {
            let skipped = span.start.saturating_sub(run.text);
            let end = (run.text + run.len).min(span.end);
            let text = run.text + skipped;
            Run { text, source: run.source + skipped, len: end - text }
        })
    }

    /// Returns the text offset of the first mapped byte at or behind the source offset `source`, in
    /// O(log n), for a map whose stretches ascend in the source as well.
    #[must_use]
    pub fn text_of_ascending(&self, source: usize) -> Option<usize> {
        let at = self.runs.partition_point(|run| run.source + run.len <= source);
        self.runs.get(at).map(|run| run.text + source.saturating_sub(run.source))
    }

    /// Returns the source span of the text span: from its first to behind its last byte that
    /// stands in the source; `None` if none does.
    #[must_use]
    pub fn span(&self, span: Span) -> Option<Span> {
        let from = self.runs.partition_point(|run| run.text + run.len <= span.start);
        let to = self.runs.partition_point(|run| run.text < span.end);
        let (first, last) = (self.runs.get(from)?, self.runs.get(to.checked_sub(1)?)?);
        if first.text >= span.end || last.text + last.len <= span.start {
            return None;
        }
        let start = first.source + span.start.saturating_sub(first.text);
        let end = last.source + last.len.min(span.end - last.text);
        (start < end).then_some(Span { start, end })
    }

    /// Returns the text offset of the first mapped byte at or behind the source offset
    /// `source`, in O(n) of the stretches.
    #[must_use]
    pub fn text_of(&self, source: usize) -> Option<usize> {
        let run = self
            .runs
            .iter()
            .filter(|run| run.source + run.len > source)
            .min_by_key(|run| run.source)?;
        Some(run.text + source.saturating_sub(run.source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Makes a map of `(text, source, len)`.
    fn map(runs: &[(usize, usize, usize)]) -> SourceMap {
        let mut map = SourceMap::default();
        runs.iter().for_each(|(text, source, len)| map.push(*text, *source, *len));
        map
    }

    #[test]
    fn stretches_that_continue_become_one() {
        assert_eq!(map(&[(0, 5, 2), (2, 7, 3), (5, 0, 0)]), map(&[(0, 5, 5)]));
        assert_ne!(map(&[(0, 5, 2), (2, 8, 3)]), map(&[(0, 5, 5)]));
    }

    #[test]
    fn spans_lead_to_the_source() {
        // The text has two bytes of its own at 4, and what follows stands before it in the source.
        let map = map(&[(0, 10, 4), (6, 2, 3)]);
        for (text, source) in [
            ((0, 4), Some((10, 14))),
            ((1, 3), Some((11, 13))),
            ((3, 5), Some((13, 14))),
            ((4, 6), None),
            ((5, 7), Some((2, 3))),
            ((6, 20), Some((2, 5))),
            ((9, 20), None),
        ] {
            let found = map.span(Span::new(text.0, text.1));
            assert_eq!(found, source.map(|(start, end)| Span::new(start, end)), "{text:?}");
        }
    }

    #[test]
    fn source_offsets_lead_to_the_text() {
        let map = map(&[(0, 10, 4), (6, 2, 3)]);
        for (source, text) in [(0, Some(6)), (3, Some(7)), (5, Some(0)), (13, Some(3)), (14, None)]
        {
            assert_eq!(map.text_of(source), text, "{source}");
        }
    }

    #[test]
    fn dates_print_as_iso_8601() {
        let published = |time, seconds: Option<i32>| Published {
            date: Date::constant(2024, 10, 3),
            time,
            offset: seconds.map(|seconds| Offset::from_seconds(seconds).unwrap()),
        };
        let time = Some(Time::constant(9, 5, 0, 0));
        for (date, expected) in [
            (published(None, None), "2024-10-03"),
            (published(time, None), "2024-10-03T09:05:00"),
            (published(time, Some(0)), "2024-10-03T09:05:00Z"),
            (published(time, Some(-12_600)), "2024-10-03T09:05:00-03:30"),
        ] {
            assert_eq!(date.to_string(), expected);
        }
    }

    /// Gaps and lengths of stretches, of which some are kept.
    fn runs() -> impl Strategy<Value = Vec<(usize, usize)>> {
        proptest::collection::vec((0_usize..3, 0_usize..5), 0..12)
    }

    /// Makes a map from a text that has the stretches alone to a source with gaps.
    fn shortening(runs: &[(usize, usize)]) -> (SourceMap, Vec<usize>) {
        let (mut map, mut bytes, mut source) = (SourceMap::default(), Vec::new(), 0);
        for (gap, len) in runs {
            source += gap;
            map.push(bytes.len(), source, *len);
            bytes.extend(source..source + len);
            source += len;
        }
        (map, bytes)
    }

    proptest! {
        #[test]
        fn maps_compose(outer in runs(), inner in runs(), start in 0_usize..20, len in 1_usize..20) {
            let (inner, to_source) = shortening(&inner);
            let (outer, to_middle) = shortening(&outer);
            let span = Span::new(start, start + len);
            let mut both = SourceMap::default();
            both.push_through(7, &outer, span, &inner);
            for at in 0..40 {
                let text = (at + start).checked_sub(7).filter(|at| span.holds(*at));
                let middle = text.and_then(|at| to_middle.get(at));
                let source = middle.and_then(|at| to_source.get(*at));
                let found = both.span(Span::new(at, at + 1)).map(|span| span.start);
                prop_assert_eq!(found, source.copied());
            }
        }
    }
}
