//! Reading: what the network says of every block, made fit for the rules behind it.
//!
//! Tags of every token, whether somebody says a stretch in marks, and where each stretch of
//! content and each in marks points for its source. What stands in marks is reported as a whole or
//! not at all.

use super::complete;
use super::cue::Scene;
use super::cut;
use super::feature::{self, Rows};
use super::frame::{self, Framed};
use super::group::runs;
use super::kinds::Kinds;
use super::lexicon::Class;
use super::prepare::{Block, Prepared, Segment, segment_of};
use super::said::{self, Known, Marked};
use super::tag::{Counts, Keys, Pointable, Pointed, STRETCH, Scratch, Tag, Tagged, Tagger};
use super::token::Token;
use std::ops::Range;

/// What was read of a document's tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) tags: Vec<Tag>,
    /// How likely each tag is: 0 to 255 for 0 to 1.
    pub(crate) likely: Vec<u8>,
    /// Where each stretch of content and each in marks points, in the order of their first tokens,
    /// then of their last.
    pointed: Vec<Pointed>,
    /// What frames report of the stretch that is being read.
    framed: Vec<Framed>,
}

/// What the trees that judge stretches in marks see of one.
pub(crate) type Features = [f32; said::FEATURES];

/// Reads a document; without a tagger nothing is reported. O(n).
pub(crate) fn read(prepared: &Prepared<'_>, tagger: Option<&Tagger>) -> Reading {
    match tagger {
        Some(tagger) => read_with(prepared, tagger, |_, _| {}),
        None => {
            let tokens = prepared.tokens.len();
            Reading {
                tags: vec![Tag::Out; tokens],
                likely: vec![u8::MAX; tokens],
                ..Reading::default()
            }
        }
    }
}

/// Reads a document and shows `seen` each stretch in marks that the trees judge.
pub(crate) fn read_with(
    prepared: &Prepared<'_>,
    tagger: &Tagger,
    mut seen: impl FnMut(&Segment, &Features),
) -> Reading {
    let mut reading = Reading::default();
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let mut scratch = Scratch::default();
    let mut known = Known::new();
    let mut was_said = false;
    for block in prepared.blocks() {
        was_said &= block.segments.first().is_some_and(|segment| segment.mark.continues);
        let rows = rows(prepared, &block, tagger.kinds);
        let mut segments = block.segments;
        let counts = counts(&block);
        for (rows, counts) in rows.chunks(STRETCH).zip(counts.chunks(STRETCH)) {
            let start = reading.tags.len();
            let inside = segments.partition_point(|s| s.tokens.end <= start + rows.len());
            let (own, rest) = segments.split_at_checked(inside).unwrap_or_default();
            segments = rest;
            let tagged = tagger.tag(rows, !own.is_empty(), &mut scratch);
            reading.tags.extend(tagged.iter().map(|tagged| tagged.tag));
            reading.likely.extend(tagged.iter().map(|tagged| tagged.likely));
            let mut keys = None;
            let mut point = |contents: &[Range<usize>]| {
                if contents.is_empty() {
                    return Vec::new();
                }
                let may = Pointable {
                    reports: |at: usize| scene.token(start + at).is_some_and(may_report),
                    names: |at: usize| scene.token(start + at).is_some_and(may_name),
                };
                let keys: &Keys = keys.get_or_insert_with(|| tagger.keys(&scratch, may));
                let mut pointed = tagger.point(&scratch, keys, contents, counts);
                pointed.iter_mut().for_each(|pointed| pointed.shift(start));
                pointed
            };
            let stretches: Vec<Range<usize>> =
                own.iter().map(|segment| relative(&segment.tokens, start)).collect();
            let mut pointed = point(&stretches);
            let marked = Marked {
                scene: &scene,
                segments: own,
                pointed: &pointed,
                tagged: &tagged,
                start,
                sentence: &|at| {
                    let sentence = prepared.sentences.get(prepared.sentence_at(at));
                    sentence.map_or(at..at, |sentence| sentence.tokens.clone())
                },
            };
            for (segment, features) in own.iter().zip(known.features(&marked)) {
                let judged = !segment.mark.single || prepared.quotes_in_singles;
                let is_said = if judged {
                    seen(segment, &features);
                    said::is_said(tagger.said.sum(&features))
                } else {
                    content(&tagged, relative(&segment.tokens, start)) >= SAID
                };
                let sentence = (marked.sentence)(segment.tokens.start);
                let named = segment.mark.turn
                    || said::is_signed(&scene, segment)
                    || said::is_headed(&scene, segment, &block)
                    || said::is_described(&scene, segment)
                    || said::is_labelled(&scene, segment, &block);
                let is_sure = || said::is_surely_said(&scene, segment, &block, &sentence, was_said);
                was_said = (is_said || named || judged && is_sure())
                    && !said::is_sign_off(&scene, segment);
                settle(segment, was_said, &mut reading.tags);
                if was_said && let Some(between) = said::parting(&scene, segment, &block) {
                    clear(&mut reading.tags, between);
                }
            }
            let read = start..reading.tags.len();
            complete::parts(&mut reading.tags, &scene, prepared.mentions_in(&read), read);
            let first = block.sentences.partition_point(|s| s.tokens.start < start);
            let end = block.sentences.partition_point(|s| s.tokens.end <= reading.tags.len());
            for sentence in block.sentences.get(first..end).unwrap_or_default() {
                let joined = cut::contents(&mut reading.tags, &scene, &sentence.tokens);
                reading.framed.extend(joined);
                match clauses(&scene, &sentence.tokens) {
                    Some(clauses) => clauses.iter().for_each(|own| reading.frame(&scene, own)),
                    None => reading.frame(&scene, &sentence.tokens),
                }
                complete::clauses(&mut reading.tags, &scene, &sentence.tokens);
                complete::lead(&mut reading.tags, &scene, &sentence.tokens);
            }
            pointed.retain(|pointed| reading.is_content(pointed.content.start));
            let contents = reading.contents(start, own);
            let mut behind = point(&contents);
            let framed = std::mem::take(&mut reading.framed);
            framed.iter().for_each(|framed| framed.show(&mut behind));
            pointed.append(&mut behind);
            pointed.sort_unstable_by_key(|pointed| (pointed.content.start, pointed.content.end));
            reading.pointed.append(&mut pointed);
        }
        // A segment that is longer than a stretch.
        for segment in segments {
            settle(segment, true, &mut reading.tags);
        }
    }
    // Who speaks in a transcript is known, and is no source of a word in it.
    for turn in prepared.turns.iter().filter(|turn| !turn.continues) {
        reading.tags.get_mut(turn.label.clone()).unwrap_or_default().fill(Tag::Out);
    }
    reading
}

/// What tags that frames agree with are less likely than is taken for as likely as the frame is.
const DOUBTED: usize = 128;
/// How many tokens of content the network may find by mistake in what a frame reports.
const SLIP: usize = 2;

/// How likely it must be that single marks that are no quotation hold reported words.
const SAID: f32 = 0.5;

/// The parts of a sentence between its semicolons, if somebody may say each: they have frames of their
/// own then.
fn clauses(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let stop = |at: &usize| scene.is(*at, ';') && !scene.is_quoted(*at);
    sentence.clone().find(stop)?;
    let mut start = sentence.start;
    let ends = sentence.clone().filter(stop).map(|at| at + 1).chain([sentence.end]);
    let parts: Vec<_> = ends.map(|end| std::mem::replace(&mut start, end)..end).collect();
    let says = |part: &Range<usize>| {
        part.clone().any(|at| scene.has(at, Class::CUE) && scene.is_plain_word(at))
    };
    Some(parts).filter(|parts| parts.iter().all(says))
}

/// Takes content away from tokens.
fn clear(tags: &mut [Tag], tokens: Range<usize>) {
    let own = tags.get_mut(tokens).unwrap_or_default();
    own.iter_mut().filter(|tag| tag.is_content()).for_each(|tag| *tag = Tag::Out);
}

/// How likely tokens are content, on average.
fn content(tagged: &[Tagged], tokens: Range<usize>) -> f32 {
    let tagged = tagged.get(tokens).unwrap_or_default();
    let sum: f32 = tagged.iter().map(|tagged| f32::from(tagged.content) / 255.0).sum();
    sum / tagged.len().max(1) as f32
}

pub(crate) fn relative(tokens: &Range<usize>, start: usize) -> Range<usize> {
    tokens.start.saturating_sub(start)..tokens.end.saturating_sub(start)
}

/// The rows of the features of a block's tokens.
pub(crate) fn rows(prepared: &Prepared<'_>, block: &Block<'_>, kinds: Kinds) -> Vec<Rows> {
    let tokens = prepared.tokens_of(block.tokens.clone());
    let parts =
        feature::parts(tokens.len(), block.tokens.start, prepared.mentions_in(&block.tokens));
    let marks = feature::marks(prepared.text, tokens, block.tokens.start, block.segments);
    let (start, sentences) = (block.tokens.start, block.sentences);
    feature::rows(prepared.text, tokens, start, sentences, &parts, &marks, kinds)
}

/// How many sentences and stretches in marks begin up to each token of a block.
pub(crate) fn counts(block: &Block<'_>) -> Vec<Counts> {
    let mut counts = vec![[0; 2]; block.tokens.len()];
    let sentences = block.sentences.iter().map(|sentence| (0, sentence.tokens.start));
    let segments = block.segments.iter().map(|segment| (1, segment.tokens.start));
    for (kind, start) in sentences.chain(segments) {
        let at = start.saturating_sub(block.tokens.start);
        let count = counts.get_mut(at).and_then(|count: &mut Counts| count.get_mut(kind));
        count.into_iter().for_each(|count| *count = 1);
    }
    let mut last = [0_u16; 2];
    for counts in &mut counts {
        for (count, last) in counts.iter_mut().zip(&mut last) {
            *last = last.saturating_add(*count);
            *count = *last;
        }
    }
    counts
}

impl Reading {
    /// Returns where the content that begins at a token points.
    pub(crate) fn pointed_from(&self, start: usize) -> Option<&Pointed> {
        let behind = self.pointed.partition_point(|pointed| pointed.content.start <= start);
        let last = self.pointed.get(behind.checked_sub(1)?)?;
        (last.content.start == start).then_some(last)
    }

    /// Returns where a stretch in marks points.
    pub(crate) fn pointed_by(&self, tokens: &Range<usize>) -> Option<&Pointed> {
        let order = |pointed: &Pointed| (pointed.content.start, pointed.content.end);
        let at = self.pointed.binary_search_by_key(&(tokens.start, tokens.end), order).ok()?;
        self.pointed.get(at)
    }

    /// Tags a sentence as its frame says, if nothing in it is reported, nothing but who the frame
    /// says it was, or something that nobody says.
    fn frame(&mut self, scene: &Scene<'_>, sentence: &Range<usize>) {
        if let Some(framed) = frame::framed(scene, sentence) {
            // “The strike goes on, Venn said, *calling for calm*”: the rest of the sentence may stand.
            let range = framed.range();
            let leads = scene.has(range.start, Class::PREPOSITION.or(Class::ADVERB));
            let rest = range.start == sentence.start && !leads && framed.contents[1].is_empty();
            // “…, Venn said, *adding that it rained*”
            let further = (range.end..sentence.end).any(|at| self.is_cue(at));
            let mut ranges = [Some(sentence.clone()), Some(range).filter(|_| rest)];
            if further {
                ranges.reverse();
            }
            let missed = |range: &Range<usize>| self.is_missed(scene, range, &framed);
            if let Some(range) = ranges.into_iter().flatten().find(missed) {
                self.set(range, framed);
                return;
            }
            if framed.ends() && self.is_found(&framed) {
                self.raise(&framed);
            }
        }
        for framed in frame::inside(scene, sentence) {
            let end = framed.range().end;
            if self.is_passed_over(&framed) {
                self.set(framed.cue.start..end, framed);
            } else if self.is_apposed(&framed) {
                self.set(framed.source.end..end, framed);
            } else if self.is_unnamed(sentence, &framed) {
                let source = self.tags.get_mut(framed.source).unwrap_or_default();
                source.fill(Tag::SourceBefore);
            }
        }
    }

    /// “*The dog walker*, who came by, said …”: tells whether the network has found all but who says it.
    fn is_unnamed(&self, sentence: &Range<usize>, framed: &Framed) -> bool {
        let [_, content] = &framed.contents;
        // “*who* asked not to be named”
        let between = framed.source.end..framed.cue.start;
        let names = |at: usize| self.is_source(at) && !between.contains(&at);
        framed.cue.clone().all(|at| self.is_cue(at))
            && self.is_content(content.start)
            && !sentence.clone().any(names)
    }

    /// “Venn, *known as “the Oar,” said* …”: tells whether what the network found begins between a
    /// subject and its verb.
    fn is_apposed(&self, framed: &Framed) -> bool {
        let between = framed.source.end..framed.cue.start;
        between.into_iter().any(|at| self.is_cue(at))
            && framed.cue.clone().all(|at| self.is_content(at))
    }

    /// Tells whether the network has found nothing of what a verb inside a sentence reports, or
    /// doubts it.
    fn is_passed_over(&self, framed: &Framed) -> bool {
        let [_, content] = &framed.contents;
        let cued = framed.cue.clone().any(|at| self.is_cue(at));
        let found = || content.clone().filter(|&at| self.is_content(at));
        let likely = self.likely.get(content.clone()).unwrap_or_default();
        let sum: usize = likely.iter().map(|&likely| usize::from(likely)).sum();
        let most = 2 * found().count() > content.len();
        let doubted = most && sum < DOUBTED * likely.len();
        if framed.cue.clone().any(|at| self.is_content(at)) {
            return false;
        }
        match content.clone().any(|at| self.is_cue(at)) {
            // “*said nobody had* left”, all of it for a cue
            true => found().next().is_none(),
            false => !cued || found().count() <= SLIP || doubted,
        }
    }

    /// Tells whether the network has found nothing, or as good as nothing, of what a frame reports
    /// in a sentence.
    fn is_missed(&self, scene: &Scene<'_>, sentence: &Range<usize>, framed: &Framed) -> bool {
        let Framed { contents, cue, source } = framed;
        let found = || sentence.clone().filter(|&at| self.is_content(at) && !source.contains(&at));
        let reported_here = |at: usize| contents.iter().any(|content| content.contains(&at));
        // “She insisted [crews] had sailed”: so little of it is a slip.
        let slip = found().count() <= SLIP && found().all(reported_here);
        let reports = |at: usize| self.is_cue(at);
        let cued = |at: usize| reports(at) || self.is_content(at);
        // Content that nothing reports is none.
        let reported = sentence.clone().any(reports);
        let named = sentence.clone().any(|at| self.is_source(at));
        let lost = (cue.clone().all(cued) || !reported) && !named;
        // “A driver *identified as* Tom Bell said”: what a naming holds reports nothing.
        let mut cues = sentence.clone().filter(|&at| reports(at));
        let misled = reported && cues.all(|at| source.contains(&at));
        // “Makers could face shortages [unless rules change], the alliance has warned.”
        let part = || contents[0].clone().filter(|&at| self.is_content(at)).count();
        let cut = cue.clone().any(reports)
            && contents[1].is_empty()
            && !contents[0].clone().any(reports)
            && 2 * part() < contents[0].len()
            && part() == found().count();
        let more = self.is_inner(scene, framed) || self.is_parted(scene, framed);
        slip || lost || misled || cut || more
    }

    /// “Some traders had expected [a firmer tone], *said Venn*.”: tells whether the network found next to
    /// nothing but what others report in what a frame at the end of its sentence does.
    fn is_inner(&self, scene: &Scene<'_>, framed: &Framed) -> bool {
        let content = &framed.contents[0];
        // “…, *Venn said*, and it rained”: what follows may be said as well.
        let end = framed.range().end;
        let joined = scene.is(end, ',') && matches!(scene.word(end + 1), "and" | "but");
        let others = content.clone().any(|at| self.is_source(at));
        if !framed.ends() || joined || framed.is_heard(scene) && others {
            return false;
        }
        // “[It has] made no changes but is expected to [make some], *two officials said*.”
        let before = self.reported_before(framed);
        before == 0 || 2 * before < content.len() && !others
    }

    /// “[Enrollment], *she said*, was projected to fall.”: tells whether the network left a clause where
    /// it is parted by who says it.
    fn is_parted(&self, scene: &Scene<'_>, framed: &Framed) -> bool {
        let [before, behind] = &framed.contents;
        let ends = [behind.start, before.end.saturating_sub(1)];
        !behind.is_empty()
            && framed.cue.clone().all(|at| self.is_cue(at))
            && !self.is_content(behind.start)
            && ends.into_iter().any(|at| frame::is_finite(scene, at))
    }

    /// “[The tone was firmer than] expected, *said Venn*.”: tells whether most of what stands before a
    /// frame that ends its sentence was found to be reported by it.
    fn is_found(&self, framed: &Framed) -> bool {
        2 * self.reported_before(framed) >= framed.contents[0].len()
            && framed.cue.clone().all(|at| self.is_cue(at))
            && !framed.contents[0].clone().any(|at| self.is_source(at))
    }

    /// How many tokens before a frame were found to be reported by what stands behind them.
    fn reported_before(&self, framed: &Framed) -> usize {
        let content = self.tags.get(framed.contents[0].clone()).unwrap_or_default();
        content.iter().filter(|tag| tag.further() == Tag::InsideBefore).count()
    }

    /// Tags what a frame reports, and nothing else in a range.
    fn set(&mut self, range: Range<usize>, framed: Framed) {
        self.framed.push(framed.clone());
        let Framed { contents, cue, source } = framed;
        let named = if source.start < cue.start { Tag::SourceBefore } else { Tag::SourceBehind };
        let [before, behind] = contents;
        let first = |content: &Range<usize>| content.start..content.end.min(content.start + 1);
        let [first_before, first_behind] = [first(&before), first(&behind)];
        for (tokens, tag) in [
            (range, Tag::Out),
            (before, Tag::InsideBefore),
            (first_before, Tag::FirstBefore),
            (behind, Tag::InsideBehind),
            (first_behind, Tag::FirstBehind),
            (cue, Tag::Cue),
            (source, named),
        ] {
            let likely = self.likely.get_mut(tokens.clone()).unwrap_or_default();
            likely.fill(frame::LIKELY);
            self.tags.get_mut(tokens).unwrap_or_default().fill(tag);
        }
    }

    /// Takes what the network found for as likely as the frame that it agrees with.
    fn raise(&mut self, framed: &Framed) {
        for tokens in [&framed.contents[0], &framed.cue, &framed.source] {
            let likely = self.likely.get_mut(tokens.clone()).unwrap_or_default();
            likely.iter_mut().for_each(|likely| *likely = (*likely).max(frame::LIKELY));
        }
        // “The tone was firmer *than expected*, said Venn”: no word of it reports it.
        let own = self.tags.get_mut(framed.contents[0].clone()).unwrap_or_default();
        let rest = own.iter_mut().skip_while(|tag| tag.further() != Tag::InsideBefore).skip(1);
        rest.for_each(|tag| *tag = Tag::InsideBefore);
        if !framed.source.clone().any(|at| self.is_source(at)) {
            self.framed.push(framed.clone());
        }
    }

    fn is_cue(&self, at: usize) -> bool {
        self.tags.get(at) == Some(&Tag::Cue)
    }

    fn is_source(&self, at: usize) -> bool {
        self.tags.get(at).is_some_and(|tag| tag.is_source())
    }

    fn is_content(&self, at: usize) -> bool {
        self.tags.get(at).is_some_and(|tag| tag.is_content())
    }

    /// The stretches of content of the tokens from `start` on, which they are counted from, but
    /// those that are one of the segments.
    fn contents(&self, start: usize, segments: &[Segment]) -> Vec<Range<usize>> {
        let runs = runs(&self.tags, start..self.tags.len()).into_iter();
        let contents = runs.filter(|run| run.tag.is_content()).map(|run| run.tokens);
        let contents = contents.filter(|tokens| segment_of(segments, tokens).is_none());
        contents.map(|tokens| relative(&tokens, start)).collect()
    }
}

/// Tells whether a token can name a source: it is a word outside of marks.
pub(crate) fn may_name(token: &Token) -> bool {
    token.is_plain_word()
}

/// Tells whether a token can report: it stands outside of marks.
pub(crate) fn may_report(token: &Token) -> bool {
    !token.quoted
}

/// Makes the tags of a segment one: content if somebody says it, else nothing.
fn settle(segment: &Segment, is_said: bool, tags: &mut [Tag]) {
    if !is_said {
        clear(tags, segment.tokens.clone());
        return;
    }
    let Some(own) = tags.get(segment.tokens.clone()) else { return };
    let content = own.iter().filter(|tag| tag.is_content());
    let (all, before) = content.fold((0_usize, 0_usize), |(all, before), tag| {
        (all + 1, before + usize::from(tag.further() == Tag::InsideBefore))
    });
    let begins = own.iter().find(|tag| tag.is_content()).is_none_or(|tag| *tag != tag.further());
    let begin = if 2 * before > all { Tag::FirstBefore } else { Tag::FirstBehind };
    let further = begin.further();
    let joined = segment.tokens.start.checked_sub(1).and_then(|at| tags.get(at)).copied();
    let goes_on = !begins && joined.is_some_and(|tag| tag == begin || tag == further);
    let Some(own) = tags.get_mut(segment.tokens.clone()) else { return };
    own.fill(further);
    if let Some(first) = own.first_mut().filter(|_| !goes_on) {
        *first = begin;
    }
}
