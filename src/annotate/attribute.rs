//! Attribution: who says each group of reported words.
//!
//! The tagged source, where there is one. Where the sentence names none, whoever the article
//! around it points to: the line under the words, the sentence that introduces them, whoever
//! spoke last, the subject that stands nearest. The less the text says, the lower the confidence.

use super::cue::{Scene, Subject};
use super::group::{self, Group, Tagging};
use super::judge;
use super::lexicon::Class;
use super::prepare::{Block, Prepared};
use super::source;
use super::token::Token;
use crate::annotation::Evidence;
use std::ops::Range;

/// A group with its source.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) group: Group,
    pub(crate) subject: Option<Subject>,
    pub(crate) evidence: Evidence,
    /// From 0 to 1.
    pub(crate) confidence: f32,
    /// The block it ends in.
    pub(crate) block: usize,
}

/// Finds the attributions of a document, in order; O(n).
pub(crate) fn attribute(
    scene: &Scene<'_>,
    prepared: &Prepared<'_>,
    tagging: &Tagging,
) -> Vec<Draft> {
    let mut finder = Finder {
        scene,
        tagging,
        quotes_in_singles: prepared.quotes_in_singles,
        drafts: Vec::new(),
        introduction: None,
        last_sentence: None,
    };
    let blocks: Vec<Block<'_>> = prepared.blocks().collect();
    for (index, block) in blocks.iter().enumerate() {
        finder.read(block, blocks.get(index + 1));
    }
    finder.drafts
}

/// A source that waits for words behind a colon at a block's end.
struct Introduction {
    subject: Subject,
    block: usize,
}

struct Finder<'a> {
    scene: &'a Scene<'a>,
    tagging: &'a Tagging,
    quotes_in_singles: bool,
    drafts: Vec<Draft>,
    introduction: Option<Introduction>,
    /// The last sentence of the block before.
    last_sentence: Option<Range<usize>>,
}

/// Longest line under a quotation that only names its source, in tokens.
const SIGNATURE: usize = 24;

/// How often an attribution was right on held-out training articles, by how likely the tagger took
/// its cue and source to be: for quotations in marks and for indirect speech.
const MARKED: &[(f32, f32)] = &[
    (0.0, 0.6),
    (0.4, 0.6),
    (0.55, 0.8),
    (0.8, 0.83),
    (0.9, 0.85),
    (0.94, 0.93),
    (0.97, 0.97),
    (1.0, 0.97),
];
const INDIRECT: &[(f32, f32)] = &[
    (0.0, 0.2),
    (0.25, 0.28),
    (0.45, 0.45),
    (0.65, 0.56),
    (0.75, 0.66),
    (0.85, 0.75),
    (0.92, 0.75),
    (0.95, 0.88),
    (1.0, 0.88),
];
/// Indirect speech that is less often right is left out: on the same articles that costs as many
/// right ones as it saves wrong ones, and what is shown can be trusted more.
const LEAST: f32 = 0.35;
/// How often sources from the words around were right on the same articles.
const INTRODUCED: f32 = 0.9;
const NEAREST: f32 = 0.6;
const BESIDE: f32 = 0.4;
const CONTINUED: f32 = 0.4;

/// Reads a table of pairs, straight lines between them.
fn trusted(table: &[(f32, f32)], likely: f32) -> f32 {
    let pair = table.windows(2).find(|pair| pair.last().is_some_and(|(x, _)| likely <= *x));
    match pair {
        Some([(x0, y0), (x1, y1)]) => y0 + (y1 - y0) * (likely - x0) / (x1 - x0),
        _ => table.last().map_or(0.0, |(_, y)| *y),
    }
}

/// How far from the words their source may begin, in tokens.
const REACH: usize = 24;

impl Finder<'_> {
    fn read(&mut self, block: &Block<'_>, next: Option<&Block<'_>>) {
        let mut open = None;
        for group in group::groups(self.scene, &self.tagging.tags, block, self.quotes_in_singles) {
            if group.contents.is_empty() {
                open = group.source;
                continue;
            }
            // Content that nothing reports and no marks hold is a slip of the tagger.
            let reported = group.cue.is_some() || !group.segments.is_empty();
            if reported && !self.is_title(&group, block) {
                self.add(group, block, next);
            }
        }
        self.introduction = self.introduced(block, open);
        self.last_sentence = block.sentences.last().map(|sentence| sentence.tokens.clone());
    }

    fn add(&mut self, group: Group, block: &Block<'_>, next: Option<&Block<'_>>) {
        let continues = block.segments.first().is_some_and(|s| {
            s.mark.continues && group.segments.first() == Some(&block.first_segment)
        });
        if continues
            && group.cue.is_none()
            && let Some(last) = self.drafts.last_mut()
        {
            last.group.contents.extend(group.contents);
            last.group.segments.extend(group.segments);
            last.block = block.number;
            return;
        }
        let (subject, evidence, confidence) = self.source(&group, block, next);
        if group.segments.is_empty() && self.is_guess(&group, subject.is_some(), confidence) {
            return;
        }
        self.drafts.push(Draft { group, subject, evidence, confidence, block: block.number });
    }

    /// Tells whether indirect speech is too doubtful to be shown.
    fn is_guess(&self, group: &Group, has_source: bool, confidence: f32) -> bool {
        let is_word = |at: &usize| self.scene.token(*at).is_some_and(Token::is_word);
        let words = group.contents.iter().flat_map(Clone::clone).filter(is_word).take(2).count();
        if has_source { confidence < LEAST } else { words < 2 }
    }

    /// “He read “The Long Quay””: titles that no reporting word stands with.
    fn is_title(&self, group: &Group, block: &Block<'_>) -> bool {
        let mut cue = group.cue.clone().unwrap_or_default();
        let title = |content: &Range<usize>| {
            let segment = block.segments.iter().find(|segment| segment.tokens == *content);
            segment.is_some_and(|segment| judge::is_titled(self.scene, segment))
        };
        let reports =
            |at| self.scene.has(at, Class::ANY_CUE) && !self.scene.has(at, Class::CUE_WEAK);
        group.contents.iter().all(title) && !cue.any(reports)
    }

    fn source(
        &self,
        group: &Group,
        block: &Block<'_>,
        next: Option<&Block<'_>>,
    ) -> (Option<Subject>, Evidence, f32) {
        let tagged = group.source.clone();
        let subject = tagged.and_then(|s| source::subject(self.scene, s, block.tokens.start));
        if let Some(subject) = subject {
            let named = group.cue.clone().is_some_and(|mut cue| {
                cue.any(|at| self.scene.word(at).eq_ignore_ascii_case("according"))
            });
            let evidence = if named { Evidence::AccordingTo } else { Evidence::Cue };
            let trust = if group.segments.is_empty() { INDIRECT } else { MARKED };
            return (Some(subject), evidence, trusted(trust, self.likely(group)));
        }
        // In a headline nearness says nothing, and words without marks may have no source.
        if group.segments.is_empty() || block.headline {
            return (None, Evidence::None, 0.0);
        }
        match self.around(group, block, next) {
            Some((subject, evidence, confidence)) => (Some(subject), evidence, confidence),
            None => (None, Evidence::None, 0.0),
        }
    }

    /// How likely the tags of cue and source are, all together.
    fn likely(&self, group: &Group) -> f32 {
        let least = |tokens: &Option<Range<usize>>| {
            let of = tokens.clone().and_then(|tokens| self.tagging.likely.get(tokens));
            of.and_then(|of| of.iter().min()).map_or(1.0, |&least| f32::from(least) / 255.0)
        };
        least(&group.source).min(least(&group.cue))
    }

    /// The source of marked words whose own sentence names none.
    fn around(
        &self,
        group: &Group,
        block: &Block<'_>,
        next: Option<&Block<'_>>,
    ) -> Option<(Subject, Evidence, f32)> {
        let first = group.contents.first()?;
        if let Some(subject) = self.beside(group) {
            return Some((subject, Evidence::Cue, BESIDE));
        }
        if let Some(subject) = self.signature(group, block, next) {
            return Some((subject, Evidence::Introduced, INTRODUCED));
        }
        let at = block.sentences.partition_point(|s| s.tokens.end <= first.start);
        let sentence = block.sentences.get(at)?;
        let opens = first.start == sentence.tokens.start;
        let fresh = |number: usize| number + 1 >= block.number;
        if opens
            && at == 0
            && let Some(introduction) = self.introduction.as_ref().filter(|i| fresh(i.block))
        {
            return Some((introduction.subject.clone(), Evidence::Introduced, INTRODUCED));
        }
        if opens
            && let Some(last) = self.drafts.last().filter(|draft| fresh(draft.block))
            && let Some(subject) = &last.subject
        {
            return Some((subject.clone(), Evidence::Continued, CONTINUED));
        }
        let before = at.checked_sub(1).and_then(|at| block.sentences.get(at));
        let subject = self
            .scene
            .main_subject(sentence.tokens.start..first.start)
            .or_else(|| before.and_then(|before| self.scene.main_subject(before.tokens.clone())))?;
        Some((subject, Evidence::Nearest, NEAREST))
    }

    /// The subject right behind the words or before them: “…” *asked Ana Ruiz*; *Venn wrote*: “…”.
    fn beside(&self, group: &Group) -> Option<Subject> {
        let scene = self.scene;
        let (first, last) = (group.contents.first()?, group.contents.last()?);
        let reports = |at: usize| scene.is_cue(at, at) && scene.has(at, Class::CUE);
        let end = (last.end..last.end + 2).find(|&at| !scene.is(at, ','))?;
        if reports(end) {
            return scene.subject_from(end + 1, end + REACH);
        }
        if let Some(subject) = scene.subject_from(end, end + REACH)
            && reports(subject.tokens.end)
        {
            return Some(subject);
        }
        let before = first.start.checked_sub(1)?;
        let point = scene.is(before, ':') || scene.is(before, ',');
        let cue = if point { before.checked_sub(1)? } else { before };
        if !reports(cue) {
            return None;
        }
        scene.adjacent_subject(cue, cue.saturating_sub(REACH))
    }

    /// Whoever a block with a colon at its end introduces.
    fn introduced(&self, block: &Block<'_>, open: Option<Range<usize>>) -> Option<Introduction> {
        let last = block.sentences.last()?;
        let from = block.tokens.start;
        let subject = match open {
            Some(source) => source::subject(self.scene, source, from)?,
            None if self.scene.is(last.tokens.end.checked_sub(1)?, ':') => {
                self.scene.main_subject(last.tokens.clone())?
            }
            None => return None,
        };
        Some(Introduction { subject, block: block.number })
    }

    /// Whoever the line under a quotation names: “— Ana Ruiz, nurse”.
    fn signature(
        &self,
        group: &Group,
        block: &Block<'_>,
        next: Option<&Block<'_>>,
    ) -> Option<Subject> {
        let next = next?;
        let whole = group.contents.last()?.end == block.tokens.end
            && group.contents.first()?.start == block.tokens.start;
        let line = &next.tokens;
        let dash = self.scene.is(line.start, '—')
            || self.scene.is(line.start, '–')
            || self.scene.is(line.start, '-');
        if !whole || !dash || line.len() > SIGNATURE || !next.segments.is_empty() {
            return None;
        }
        self.scene.subject_from(line.start + 1, line.end)
    }
}
