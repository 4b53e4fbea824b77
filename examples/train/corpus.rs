//! Gold articles as sequences of labels.

use crate::gold::{Gold, GoldQuote, Points};
use anyhow::{Context, Result};
use pullquote::annotate::learn::{self, Kinds, Rows, Sequence};
use pullquote::annotate::tag::{Counts, Tag};
use pullquote::document::Document;
use pullquote::load::{Limits, load_text};
use pullquote::span::{CodePoints, Span};
use std::ops::Range;
use std::path::Path;

/// One block with a label a token.
pub(crate) struct Example {
    /// Number of the article in its file.
    pub(crate) article: usize,
    pub(crate) rows: Vec<Rows>,
    /// Places of [`Tag::ALL`].
    pub(crate) labels: Vec<u8>,
    /// Which tokens may name a source.
    pub(crate) may_name: Vec<bool>,
    /// Which tokens may report.
    pub(crate) may_report: Vec<bool>,
    /// How many sentences and stretches in marks begin up to each token.
    pub(crate) counts: Vec<Counts>,
    /// Where the stretches of content and those in marks point.
    pub(crate) contents: Vec<Pointing>,
}

/// A stretch of content with the tokens of its cue and its source; none if they stand elsewhere.
pub(crate) struct Pointing {
    pub(crate) content: Range<usize>,
    pub(crate) cue: Vec<usize>,
    pub(crate) source: Vec<usize>,
}

/// Reads the blocks of every article of a file that have tokens.
pub(crate) fn read(path: &Path, kinds: Kinds) -> Result<Vec<Example>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut examples = Vec::new();
    for (article, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let gold: Gold = serde_json::from_str(line)
            .with_context(|| format!("{}, article {}", path.display(), article + 1))?;
        let document = load_text("-", &gold.text, &Limits::default());
        let marking = Marking::of(&gold);
        let sequences = learn::sequences(&document, kinds);
        let filled = sequences.into_iter().filter(|sequence| !sequence.rows.is_empty());
        examples.extend(filled.map(|sequence| marking.example(article, &document, sequence)));
    }
    Ok(examples)
}

/// What the annotators marked, code point by code point.
struct Marking<'t> {
    gold: &'t Gold,
    chars: Vec<char>,
    tags: Vec<Tag>,
    /// Number of the content span that holds the code point, from 1.
    content: Vec<u32>,
    points: CodePoints<'t>,
}

impl<'t> Marking<'t> {
    fn of(gold: &'t Gold) -> Self {
        let chars: Vec<char> = gold.text.chars().collect();
        let mut marking = Self {
            gold,
            tags: vec![Tag::Out; chars.len()],
            content: vec![0; chars.len()],
            points: CodePoints::new(&gold.text),
            chars,
        };
        let mut spans = 0;
        for quote in &gold.quotes {
            marking.add(quote, &mut spans);
        }
        marking
    }

    fn add(&mut self, quote: &GoldQuote, spans: &mut u32) {
        let cue = quote.cue.first().map_or(usize::MAX, |cue| cue[0]);
        for &[start, end] in &quote.content {
            *spans += 1;
            let tag = if start < cue { Tag::InsideBefore } else { Tag::InsideBehind };
            self.tags[start..end].fill(tag);
            self.content[start..end].fill(*spans);
        }
        for &[start, end] in &quote.cue {
            self.tags[start..end].fill(Tag::Cue);
        }
        for &[start, end] in &quote.source {
            let tag = if start < cue { Tag::SourceBefore } else { Tag::SourceBehind };
            self.tags[start..end].fill(tag);
        }
    }

    /// Marks the tokens of one block.
    fn example(&self, article: usize, document: &Document, sequence: Sequence) -> Example {
        let labels = self.labels(document, &sequence.spans);
        // Code points of every token; none where the text as given has none.
        let places: Vec<Option<Points>> = (sequence.spans.iter())
            .map(|span| document.source.span(*span).map(|span| self.points.of_span(span)))
            .collect();
        let covered = |&[start, end]: &Points| {
            let holds =
                move |place: &Option<Points>| place.is_some_and(|p| p[0] < end && start < p[1]);
            places.iter().enumerate().filter(move |(_, place)| holds(place)).map(|(at, _)| at)
        };
        let mut contents = Vec::new();
        let mut add = |quote: &GoldQuote, content: Range<usize>| {
            let named = |at: &usize| sequence.may_name[*at] && !content.contains(at);
            let reports = |at: &usize| sequence.may_report[*at] && !content.contains(at);
            let source = quote.source.iter().flat_map(covered).filter(named).collect();
            let cue = quote.cue.iter().flat_map(covered).filter(reports).collect();
            contents.push(Pointing { content, cue, source });
        };
        for quote in &self.gold.quotes {
            for span in &quote.content {
                let (first, last) = (covered(span).next(), covered(span).next_back());
                let (Some(first), Some(last)) = (first, last) else { continue };
                add(quote, first..last + 1);
            }
            for span in &quote.segments {
                let Some(first) = covered(span).next() else { continue };
                let own = sequence.segments.iter().find(|segment| segment.contains(&first));
                let Some(own) = own else { continue };
                add(quote, own.clone());
            }
        }
        let Sequence { rows, may_name, may_report, counts, .. } = sequence;
        Example { article, rows, labels, may_name, may_report, counts, contents }
    }

    fn labels(&self, document: &Document, tokens: &[Span]) -> Vec<u8> {
        let mut last = 0;
        let label = |token: &Span| {
            let place = document.source.span(*token);
            let Some([start, end]) = place.map(|span| self.points.of_span(span)) else {
                last = 0;
                return Tag::Out as u8;
            };
            // A mark has the label of its first code point, a word that of its first letter.
            let letter = (start..end).find(|&at| self.chars[at].is_alphanumeric());
            let at = letter.unwrap_or(start);
            let content = self.content[at];
            let begins = content != last;
            let tag = match self.tags[at] {
                Tag::InsideBefore if begins => Tag::FirstBefore,
                Tag::InsideBehind if begins => Tag::FirstBehind,
                tag => tag,
            };
            last = if matches!(self.tags[at], Tag::InsideBefore | Tag::InsideBehind) {
                content
            } else {
                0
            };
            tag as u8
        };
        tokens.iter().map(label).collect()
    }
}
