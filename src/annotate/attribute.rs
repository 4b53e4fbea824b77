//! Attribution: who says each group of reported words.
//!
//! The tagged source, where there is one. Where the sentence names none, whoever the article
//! around it points to: the line under the words, the sentence that introduces them, whoever
//! spoke last, the subject that stands nearest. The less the text says, the lower the confidence.
//! Those are found in [`around`]; what is said without marks is read in
//! [`spoken`] and [`set_off`].

mod adverbial;
mod around;
mod inside;
mod interview;
mod outer;
mod quoted_as;
mod set_off;
mod signed;
mod spoken;

use super::cue::{Scene, Subject};
use super::frame;
use super::group::{self, Group};
use super::judge;
use super::lexicon::Class;
use super::mention::MentionKind;
use super::prepare::{Block, Prepared, Segment, segment_of};
use super::reading::Reading;
use super::source;
use super::speaker::Entities;
use super::token::Token;
use super::turn::Turn;
use crate::annotation::Evidence;
use around::Introduction;
use set_off::SetOff;
use std::collections::BTreeMap;
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
    /// It is a short one in marks, and its block is little else: two may be talking.
    pub(crate) talk: bool,
}

/// Finds the attributions of a document, in order; O(n).
pub(crate) fn attribute(
    scene: &Scene<'_>,
    prepared: &Prepared<'_>,
    reading: &Reading,
    entities: &Entities,
) -> Vec<Draft> {
    let mut finder = Finder {
        scene,
        reading,
        entities,
        quotes_in_singles: prepared.quotes_in_singles,
        drafts: Vec::new(),
        introduction: None,
        last_sentence: None,
        quotation_before: false,
        set_off: None,
        spoken: None,
        interviewee: None,
        asked: None,
        marks_before: false,
    };
    let first = prepared.turns.first();
    finder.interviewee = first.and_then(|turn| finder.introduced_before(turn.label.start));
    let blocks: Vec<Block<'_>> = prepared.blocks().collect();
    finder.asked = finder.interviewed_in(&blocks);
    for (index, block) in blocks.iter().enumerate() {
        let rest = blocks.get(index..).unwrap_or_default();
        finder.read(block, rest, prepared.turns_of(block));
    }
    finder.drafts
}

struct Finder<'a> {
    scene: &'a Scene<'a>,
    reading: &'a Reading,
    entities: &'a Entities,
    quotes_in_singles: bool,
    drafts: Vec<Draft>,
    introduction: Option<Introduction>,
    /// The last sentence of the block before.
    last_sentence: Option<Range<usize>>,
    /// The block before is a block quotation.
    quotation_before: bool,
    /// What is set off, if it goes on with the next block.
    set_off: Option<SetOff>,
    /// The last draft of words that are said without marks.
    spoken: Option<usize>,
    /// A mention of the person of whom the text speaks before a transcript.
    interviewee: Option<usize>,
    /// A mention of whoever answers in marks to questions without.
    asked: Option<usize>,
    /// The block before has marks.
    marks_before: bool,
}

/// How often an attribution was right on held-out training articles, by how likely its source and
/// the tags of its content were taken to be: for quotations in marks and for indirect speech.
const MARKED: &[(f32, f32)] = &[
    (0.0, 0.1),
    (0.31, 0.3),
    (0.56, 0.43),
    (0.72, 0.48),
    (0.75, 0.62),
    (0.81, 0.71),
    (0.88, 0.78),
    (0.92, 0.85),
    (0.95, 0.88),
    (0.97, 0.9),
    (0.98, 0.95),
    (0.99, 0.96),
    (0.995, 0.97),
    (1.0, 0.99),
];
const INDIRECT: &[(f32, f32)] = &[
    (0.0, 0.05),
    (0.15, 0.13),
    (0.34, 0.25),
    (0.46, 0.34),
    (0.54, 0.4),
    (0.62, 0.48),
    (0.74, 0.53),
    (0.8, 0.6),
    (0.86, 0.66),
    (0.9, 0.73),
    (0.93, 0.78),
    (0.955, 0.84),
    (0.97, 0.88),
    (0.985, 0.92),
    (1.0, 0.93),
];
/// Indirect speech that is less often right is left out: on the same articles that costs few right
/// ones, and what is shown can be trusted more.
const LEAST: f32 = 0.25;
/// The same where no table knows that the source can speak.
const STRANGE: f32 = 0.4;
/// How likely the tags of the content must be where nobody is named: of what is less likely 39 % were
/// right there.
const UNNAMED: f32 = 0.65;
/// How often sources from the words around were right on the same articles.
const INTRODUCED: f32 = 0.6;

/// Reads a table of pairs, straight lines between them.
fn trusted(table: &[(f32, f32)], likely: f32) -> f32 {
    let pair = table.windows(2).find(|pair| pair.last().is_some_and(|(x, _)| likely <= *x));
    match pair {
        Some([(x0, y0), (x1, y1)]) => y0 + (y1 - y0) * (likely - x0) / (x1 - x0),
        _ => table.last().map_or(0.0, |(_, y)| *y),
    }
}

/// What names a source, and how likely it is that it does.
struct Naming {
    tokens: Range<usize>,
    likely: f32,
}

/// How likely a source must be beside that there is none, to be taken: a wrong one costs less
/// than none at all. Chosen on held-out training articles.
const DOUBT: f32 = 0.25;

/// How much likelier the source is that the tags name than where the content points else. Chosen
/// on held-out training articles.
const TAGGED: f32 = 0.25;

/// What in headlines, whose verbs are in the present, is done to their subject.
const TOLD: [&str; 4] = ["told", "accused", "warned", "urged"];

/// What in the passive tells what others say, or think, of its subject.
const HEARSAY: [&str; 8] =
    ["said", "reported", "believed", "thought", "alleged", "rumored", "rumoured", "understood"];

/// How far before a participle its helping verb may stand, in tokens.
const NEAR: usize = 4;

/// How far from the words their source may begin, in tokens.
const REACH: usize = 24;

impl Finder<'_> {
    /// Reads a block, the first of `rest`.
    fn read(&mut self, block: &Block<'_>, rest: &[Block<'_>], turns: &[Turn]) {
        let tags = &self.reading.tags;
        let mut groups = group::groups(self.scene, tags, block, self.quotes_in_singles);
        let open = groups.pop_if(|group| group.contents.is_empty()).and_then(|group| group.source);
        let spoken = match turns {
            [] => self.set_off(rest).into_iter().collect(),
            turns => self.labelled(turns),
        };
        if spoken.is_empty() {
            for group in groups {
                self.add_reported(group, block, rest.get(1));
            }
        } else {
            self.add_spoken(block, spoken, groups);
        }
        self.introduction = self.introduced(block, open);
        self.last_sentence = block.sentences.last().map(|sentence| sentence.tokens.clone());
        self.quotation_before = block.quotation;
        self.marks_before = !block.segments.is_empty();
    }

    /// Adds what a group reports, if it does.
    fn add_reported(&mut self, group: Group, block: &Block<'_>, next: Option<&Block<'_>>) {
        let (group, answer) = self.answered(group, block);
        for mut group in self.parted(group, block).into_iter().chain(answer) {
            // Content that nothing reports and no marks hold is a slip of the tagger.
            let reported = group.cue.is_some() || !group.segments.is_empty();
            let passive = block.headline && self.is_passive(&group);
            let more = self.is_more_than_quoted(&mut group, block);
            self.drop_adverbial(&mut group);
            if reported && more && !passive && !self.is_title(&group, block) {
                self.add(group, block, next);
            }
        }
    }

    fn add(&mut self, mut group: Group, block: &Block<'_>, next: Option<&Block<'_>>) {
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
        let (subject, evidence, confidence) = match self.signature(&group, block, next) {
            Some(signature) => {
                // What the tagger took along of the line is no content.
                group.contents.retain(|content| content.start < signature.start);
                group.contents.iter_mut().for_each(|c| c.end = c.end.min(signature.start));
                (Some(signature.subject), Evidence::Introduced, INTRODUCED)
            }
            None => self.source(&group, block),
        };
        if let Some(subject) = &subject {
            self.part_at(&mut group, subject, block);
            self.drop_joined(&mut group, subject);
        }
        if group.contents.is_empty() {
            return;
        }
        if group.segments.is_empty() && self.is_guess(&group, subject.as_ref(), confidence) {
            return;
        }
        if self.is_name(&group, block, subject.is_some()) {
            return;
        }
        let talk = self.is_talk(&group, block);
        let block = block.number;
        self.drafts.push(Draft { group, subject, evidence, confidence, block, talk });
    }

    /// Tells whether indirect speech is too doubtful to be shown.
    fn is_guess(&self, group: &Group, source: Option<&Subject>, confidence: f32) -> bool {
        let is_word = |at: &usize| self.scene.token(*at).is_some_and(Token::is_word);
        let words = group.contents.iter().flat_map(Clone::clone).filter(is_word).take(2).count();
        let Some(source) = source else { return words < 2 || self.likely(group) < UNNAMED };
        // “A *remarkable* aspect of the plan is …”: what no table knows to speak.
        let strange = self.scene.mentions.get(source.mention).is_some_and(|mention| {
            mention.kind == MentionKind::Nominal && !mention.class.meets(Class::HEADS)
        });
        confidence < if strange { STRANGE } else { LEAST }
    }

    /// “A gorge known as “the Letterbox””: tells whether all in marks is what something goes by.
    fn is_name(&self, group: &Group, block: &Block<'_>, has_source: bool) -> bool {
        let start = group.contents.first().map_or(0, |content| content.start);
        let end = group.contents.last().map_or(0, |content| content.end);
        let names = |segment: &Segment| {
            let cue = group.cue.as_ref();
            let naming = cue.is_some_and(|cue| judge::is_naming(self.scene, segment, cue));
            let begins = segment.tokens.start <= start + 3;
            let alone = begins && end <= segment.tokens.end + 1;
            (naming || begins) && judge::is_name(self.scene, segment, has_source)
                || alone && judge::is_so_called(self.scene, segment)
        };
        !group.segments.is_empty()
            && group.segments.iter().all(|&segment| block.segment(segment).is_some_and(names))
    }

    /// “He read “The Long Quay””: titles that no reporting word stands with.
    fn is_title(&self, group: &Group, block: &Block<'_>) -> bool {
        let mut cue = group.cue.clone().unwrap_or_default();
        let title = |content: &Range<usize>| {
            segment_of(block.segments, content)
                .is_some_and(|segment| judge::is_titled(self.scene, segment))
        };
        let reports =
            |at| self.scene.has(at, Class::ANY_CUE) && !self.scene.has(at, Class::CUE_WEAK);
        group.contents.iter().all(title) && !cue.any(reports)
    }

    /// “Troops *Confirmed Deployed* to the Front”, “Board *Told* of Fire”: tells whether the cue of a
    /// headline says what others say of its subject, or to it.
    fn is_passive(&self, group: &Group) -> bool {
        let [content] = group.contents.as_slice() else { return false };
        let Some(cue) = group.cue.as_ref().filter(|_| group.segments.is_empty()) else {
            return false;
        };
        let past = |at: usize| self.scene.word(at).ends_with("ed");
        let verb = self.scene.word(cue.start);
        let participle = cue.end == content.start && past(content.start);
        // “…, *court told*”: it was said there.
        let told = TOLD.iter().any(|told| told.eq_ignore_ascii_case(verb));
        participle && (past(cue.start) || verb == "Said")
            || told && !frame::is_hearing(self.scene, &(0..cue.start))
    }

    fn source(&self, group: &Group, block: &Block<'_>) -> (Option<Subject>, Evidence, f32) {
        if let Some(subject) = self.turn(group, block) {
            return (Some(subject), Evidence::Turn, INTRODUCED);
        }
        if let Some(subject) = self.answers(group, block) {
            return (Some(subject), Evidence::Introduced, INTRODUCED);
        }
        let trust = if group.segments.is_empty() { INDIRECT } else { MARKED };
        if let Some(subject) = self.quoted_as(group, block) {
            return (Some(subject), Evidence::Cue, trusted(trust, self.likely(group)));
        }
        let tagged = || Some(Naming { tokens: group.source.clone()?, likely: 0.0 });
        let naming = self.pointed(group, block).or_else(tagged);
        let likely = naming.as_ref().map_or(0.0, |naming| naming.likely);
        let subject =
            naming.and_then(|n| source::subject(self.scene, n.tokens, block.tokens.start));
        if let Some(found) = subject {
            let teller = self.teller_of(found, group).filter(|_| !self.is_hearsay(group));
            let Some(found) = teller else {
                return (None, Evidence::None, 0.0);
            };
            let subject = self.outer(&found, group, block).unwrap_or(found);
            let named = group.cue.clone().is_some_and(|mut cue| {
                cue.any(|at| self.scene.word(at).eq_ignore_ascii_case("according"))
            });
            let evidence = if named { Evidence::AccordingTo } else { Evidence::Cue };
            return (Some(subject), evidence, trusted(trust, likely * self.likely(group)));
        }
        // “*Asked about* the ‘Save Our Meadow’ banner, …” is nobody’s word whom the text has named.
        let question = group.cue.as_ref().is_some_and(|cue| {
            matches!(self.scene.word(cue.start), "Asked" | "Pressed" | "Questioned")
        });
        // In a headline nearness says nothing, and words without marks may have no source.
        if group.segments.is_empty() || block.headline || question {
            return (None, Evidence::None, 0.0);
        }
        match self.around(group, block) {
            Some((subject, evidence, confidence)) => (Some(subject), evidence, confidence),
            None => (None, Evidence::None, 0.0),
        }
    }

    /// “The king *is said to* be furious”: tells whether nobody who is named says it.
    fn is_hearsay(&self, group: &Group) -> bool {
        let scene = self.scene;
        group.cue.clone().unwrap_or_default().any(|at| {
            let adverb = |&at: &usize| scene.has(at, Class::ADVERB);
            let helper = (at.saturating_sub(NEAR)..at).rev().find(|at| !adverb(at));
            scene.word(at + 1) == "to"
                && HEARSAY.contains(&scene.word(at))
                && helper.is_some_and(|at| frame::makes_passive(scene.word(at)))
        })
    }

    /// The naming to which the contents of a group and its stretches in marks point, all together,
    /// and how likely it is on average.
    fn pointed(&self, group: &Group, block: &Block<'_>) -> Option<Naming> {
        // By their first tokens.
        let mut namings: BTreeMap<usize, Naming> = BTreeMap::new();
        let mut nobody = 0.0;
        let segments = group.segments.iter().filter_map(|&segment| block.segment(segment));
        let marked = segments.filter_map(|segment| self.reading.pointed_by(&segment.tokens));
        let contents = group.contents.iter();
        let contents = contents.filter_map(|content| self.reading.pointed_from(content.start));
        for pointed in contents.chain(marked) {
            nobody += pointed.nobody;
            for &(at, likely) in &pointed.sources {
                let known = namings.range_mut(..=at).next_back();
                let known = known.filter(|(_, naming)| naming.tokens.contains(&at));
                if let Some((_, naming)) = known {
                    naming.likely += likely;
                } else {
                    // What is tagged may be the beginning of a mention alone.
                    let tokens = self.naming(at, block);
                    let naming = namings
                        .entry(tokens.start)
                        .or_insert(Naming { tokens: tokens.clone(), likely: 0.0 });
                    naming.likely += likely;
                    naming.tokens.end = naming.tokens.end.max(tokens.end);
                }
            }
        }
        let count = (group.contents.len() + group.segments.len()).max(1) as f32;
        let worth = |naming: &Naming| {
            let is_tagged = group.source.as_ref().is_some_and(|source| {
                source.start < naming.tokens.end && naming.tokens.start < source.end
            });
            naming.likely + if is_tagged { TAGGED * count } else { 0.0 }
        };
        let top = namings.values().map(|naming| naming.likely).fold(0.0, f32::max);
        let best = namings.into_values().max_by(|one, other| worth(one).total_cmp(&worth(other)));
        let best = best.filter(|best| best.likely > DOUBT * nobody)?;
        Some(Naming { likely: top.max(best.likely) / count, ..best })
    }

    /// The tagged source or the mention around a token of a block, else the token alone.
    fn naming(&self, at: usize, block: &Block<'_>) -> Range<usize> {
        let tag = self.reading.tags.get(at).copied().filter(|tag| tag.is_source());
        let like = |&at: &usize| self.reading.tags.get(at).copied() == tag;
        if tag.is_some() {
            let reach = at.saturating_sub(REACH).max(block.tokens.start)..block.tokens.end;
            let start = (reach.start..at).rev().take_while(like).last();
            let end = (at..reach.end.min(at + REACH)).take_while(like).last();
            return start.unwrap_or(at)..end.unwrap_or(at) + 1;
        }
        let behind = self.scene.mentions.partition_point(|m| m.tokens.start <= at);
        let mention = behind.checked_sub(1).and_then(|index| self.scene.mentions.get(index));
        let around = mention.map(|mention| mention.tokens.clone()).filter(|m| m.contains(&at));
        around.unwrap_or(at..at + 1)
    }

    /// How likely the tags of the content are, on average.
    fn likely(&self, group: &Group) -> f32 {
        let of = |content: &Range<usize>| self.reading.likely.get(content.clone());
        let all = || group.contents.iter().filter_map(of).flatten();
        let sum: f32 = all().map(|&likely| f32::from(likely)).sum();
        sum / (255 * all().count().max(1)) as f32
    }

    /// Whoever is named before the words: “VENN: We stay.”, “Pollsters agree – *Ada Venn*: “…””
    fn turn(&self, group: &Group, block: &Block<'_>) -> Option<Subject> {
        let segment = block.segment(*group.segments.first()?)?;
        let colon = segment.tokens.start.checked_sub(1)?;
        if !segment.mark.turn && !self.scene.is(colon, ':') {
            return None;
        }
        let subject = self.scene.adjacent_subject(colon, block.tokens.start)?;
        let before = subject.tokens.start.checked_sub(1).and_then(|at| self.scene.token(at));
        (segment.mark.turn || before.is_some_and(Token::is_dash)).then_some(subject)
    }

    /// “Asked whether it rained, Venn shook her head. *“Not yet.”*”, “Asked if it rained: *“No.”*”: parts
    /// what is answered in marks of its own from what was asked by nobody who is named.
    fn answered(&self, mut group: Group, block: &Block<'_>) -> (Group, Option<Group>) {
        let cue = group.cue.clone().filter(|_| group.source.is_none());
        let asked = cue.filter(|cue| matches!(self.scene.word(cue.start), "Asked" | "Pressed"));
        let at = asked.map(|cue| block.sentences.partition_point(|s| s.tokens.end <= cue.start));
        let Some(end) = at.and_then(|at| block.sentences.get(at)).map(|s| s.tokens.end) else {
            return (group, None);
        };
        let start = |segment: usize| block.segment(segment).map_or(0, |it| it.tokens.start);
        let starts = group.segments.iter().map(|&segment| start(segment));
        let colon = starts.take_while(|&at| at < end).find(|&at| self.scene.is(at.max(1) - 1, ':'));
        let end = colon.unwrap_or(end);
        let (answers, segments) =
            group.segments.iter().copied().partition(|&segment| start(segment) >= end);
        group.segments = segments;
        let parts = std::mem::take(&mut group.contents).into_iter();
        let parts = parts.flat_map(|c| [c.start..c.end.min(end), c.start.max(end)..c.end]);
        let (contents, asked) =
            parts.filter(|part| !part.is_empty()).partition(|part| part.start >= end);
        group.contents = asked;
        let answer = Group { contents, segments: answers, ..Group::default() };
        (group, Some(answer).filter(|answer| !answer.segments.is_empty()))
    }
}
