//! From tags to attributions: which content, cue and source belong together.
//!
//! Tags say for each stretch on which side its cue stands; stretches that point to one cue are
//! one attribution. What stands in marks is reported as a whole or not at all.

use super::attribute::Segment;
use super::cue::{Scene, Subject};
use super::lexicon::Class;
use super::mention::{Mention, MentionKind};
use super::sentence::Sentence;
use super::tag::Tag;
use std::ops::Range;

/// One attribution in tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) source: Option<Range<usize>>,
    /// Reported words, in order.
    pub(crate) contents: Vec<Range<usize>>,
    /// Indexes of the segments that lie in them.
    pub(crate) segments: Vec<usize>,
}

/// Makes the tags of each segment one: content if most of its letters are, else nothing.
pub(crate) fn settle(scene: &Scene<'_>, segments: &[Segment], tags: &mut [Tag]) {
    for segment in segments {
        let (mut inside, mut all, mut before) = (0, 0, 0);
        let mut first = None;
        for at in segment.tokens.clone() {
            let (Some(&tag), Some(token)) = (tags.get(at), scene.token(at)) else { continue };
            if !token.is_word() {
                continue;
            }
            all += token.span.len();
            if tag.is_content() {
                first.get_or_insert(tag);
                inside += token.span.len();
                if matches!(tag, Tag::FirstBefore | Tag::InsideBefore) {
                    before += token.span.len();
                }
            }
        }
        let said = 2 * inside > all;
        let (begin, further) = if 2 * before > inside {
            (Tag::FirstBefore, Tag::InsideBefore)
        } else {
            (Tag::FirstBehind, Tag::InsideBehind)
        };
        let joined = segment.tokens.start.checked_sub(1).and_then(|at| tags.get(at)).copied();
        let goes_on = joined.is_some_and(|tag| tag == begin || tag == further)
            && !matches!(first, Some(Tag::FirstBefore | Tag::FirstBehind));
        for at in segment.tokens.clone() {
            if let Some(tag) = tags.get_mut(at) {
                *tag = match (said, at == segment.tokens.start && !goes_on) {
                    (false, _) => {
                        if tag.is_content() {
                            Tag::Out
                        } else {
                            *tag
                        }
                    }
                    (true, true) => begin,
                    (true, false) => further,
                };
            }
        }
    }
}

/// A stretch of tokens with one kind of tag.
#[derive(Clone, Debug)]
struct Run {
    tag: Tag,
    tokens: Range<usize>,
}

/// Reads the attributions of one block, whose first segment has the index `first`.
pub(crate) fn groups(
    tags: &[Tag],
    sentences: &[Sentence],
    segments: &[Segment],
    first: usize,
) -> Vec<Group> {
    let mut reader = Reader::default();
    let end = sentences.last().map_or(0, |s| s.tokens.end);
    let start = sentences.first().map_or(0, |s| s.tokens.start);
    let mut sentences = sentences.iter().peekable();
    let mut opening = start;
    for run in runs(tags, start..end) {
        while let Some(next) = sentences.next_if(|s| s.tokens.start <= run.tokens.start) {
            opening = next.tokens.start;
            reader.next_sentence();
        }
        let marked = run.tag.is_content()
            && segments
                .iter()
                .any(|s| s.tokens.start <= run.tokens.start && run.tokens.start < s.tokens.end);
        reader.read(run, opening, marked);
    }
    let mut groups = reader.groups;
    groups.retain(|group| !group.contents.is_empty());
    for group in &mut groups {
        group.contents.sort_by_key(|content| content.start);
    }
    groups.sort_by_key(|group| group.contents.first().map(|c| c.start));
    for (index, segment) in segments.iter().enumerate() {
        let owner = groups.iter_mut().find(|g| {
            g.contents
                .iter()
                .any(|c| c.start <= segment.tokens.start && segment.tokens.end <= c.end)
        });
        if let Some(group) = owner {
            group.segments.push(first + index);
        }
    }
    groups
}

/// Puts the runs of a block together, from its first to its last.
#[derive(Default)]
struct Reader {
    groups: Vec<Group>,
    /// Contents that wait for a cue, with the sources before it.
    waiting: Vec<Range<usize>>,
    sources: Vec<Range<usize>>,
    /// The source of the last cue of the sentence.
    shared: Option<Range<usize>>,
    /// The last group whose words stand in marks.
    quoting: Option<usize>,
    /// Whether a content in marks waits.
    marked: bool,
}

impl Reader {
    fn next_sentence(&mut self) {
        self.sources.clear();
        self.shared = None;
    }

    fn read(&mut self, run: Run, opening: usize, marked: bool) {
        match run.tag {
            Tag::Out => {}
            Tag::SourceBefore => match self.sources.last_mut() {
                // One source whose parts a comma or a stray word divides.
                Some(last) if run.tokens.start <= last.end + 1 => last.end = run.tokens.end,
                _ => self.sources.push(run.tokens),
            },
            Tag::SourceBehind => {
                if let Some(group) = self.groups.last_mut().filter(|g| g.cue.is_some()) {
                    match &mut group.source {
                        Some(source)
                            if source.start > group.cue.as_ref().map_or(0, |c| c.start)
                                && run.tokens.start <= source.end + 1 =>
                        {
                            source.end = run.tokens.end;
                        }
                        Some(source)
                            if source.start > group.cue.as_ref().map_or(0, |c| c.start) => {}
                        source => *source = Some(run.tokens),
                    }
                    self.shared.clone_from(&group.source);
                }
            }
            Tag::Cue => {
                let source = self.sources.pop().or_else(|| self.shared.clone());
                self.shared.clone_from(&source);
                let contents = std::mem::take(&mut self.waiting);
                if std::mem::take(&mut self.marked) {
                    self.quoting = Some(self.groups.len());
                }
                self.groups.push(Group {
                    cue: Some(run.tokens),
                    source,
                    contents,
                    segments: Vec::new(),
                });
            }
            Tag::FirstBefore | Tag::InsideBefore => {
                self.waiting.push(run.tokens);
                self.marked |= marked;
            }
            Tag::FirstBehind | Tag::InsideBehind => {
                // “…,” she said, referring to the vote. “…”: a sentence in marks goes on with
                // what was said in marks before it.
                let last = self.groups.len().checked_sub(1);
                let target = if marked && run.tokens.start == opening {
                    self.quoting.or(last)
                } else {
                    last
                };
                match target.and_then(|index| self.groups.get_mut(index)) {
                    Some(group) => group.contents.push(run.tokens),
                    None => {
                        self.groups.push(Group { contents: vec![run.tokens], ..Group::default() })
                    }
                }
                if marked && self.quoting.is_none() {
                    self.quoting = target;
                }
            }
        }
    }
}

fn runs(tags: &[Tag], block: Range<usize>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for at in block {
        let Some(&tag) = tags.get(at) else { break };
        if tag == Tag::Out {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.tokens.end == at && continues(run.tag, tag) => run.tokens.end = at + 1,
            _ => runs.push(Run { tag, tokens: at..at + 1 }),
        }
    }
    runs
}

fn continues(before: Tag, tag: Tag) -> bool {
    match tag {
        Tag::FirstBefore | Tag::FirstBehind => false,
        Tag::InsideBefore => matches!(before, Tag::FirstBefore | Tag::InsideBefore),
        Tag::InsideBehind => matches!(before, Tag::FirstBehind | Tag::InsideBehind),
        _ => before == tag,
    }
}

/// Adds a mention for every tagged source that the chunker passed over.
pub(crate) fn add_sources(
    scene: &Scene<'_>,
    tags: &[Tag],
    sentence_of: impl Fn(usize) -> usize,
    mentions: &mut Vec<Mention>,
) {
    let known = mentions.len();
    for run in runs(tags, 0..tags.len()).into_iter().filter(|run| run.tag.is_source()) {
        let from = mentions
            .get(..known)
            .unwrap_or_default()
            .partition_point(|m| m.tokens.end <= run.tokens.start);
        let covered = mentions
            .get(from..known)
            .unwrap_or_default()
            .first()
            .is_some_and(|m| m.tokens.start < run.tokens.end);
        let relative = run.tokens.len() == 1 && scene.has(run.tokens.start, Class::RELATIVE);
        if covered || relative || scene.token(run.tokens.start).is_some_and(|t| t.quoted) {
            continue;
        }
        let determiner = Class::DETERMINER.or(Class::POSSESSIVE);
        let body =
            run.tokens.clone().find(|&at| !scene.has(at, determiner)).unwrap_or(run.tokens.start);
        let head = (body..run.tokens.end)
            .find(|&at| {
                at > body
                    && !scene.token(at).is_some_and(|t| {
                        t.is_word()
                            && !t.has(Class::PREPOSITION.or(Class::RELATIVE).or(Class::CONJUNCTION))
                    })
            })
            .unwrap_or(run.tokens.end);
        let class = scene
            .token(head.saturating_sub(1))
            .map(|t| t.class.only(Class::HEADS))
            .unwrap_or_default();
        mentions.push(Mention {
            tokens: run.tokens.start..head,
            full: run.tokens.clone(),
            name: body..head,
            kind: MentionKind::Nominal,
            class,
            role: None,
            sentence: sentence_of(run.tokens.start),
            free: true,
        });
    }
    mentions.sort_by_key(|mention| mention.tokens.start);
}

/// Returns the mention that a tagged source means.
pub(crate) fn subject(scene: &Scene<'_>, source: Range<usize>, from: usize) -> Option<Subject> {
    if source.len() == 1 && scene.has(source.start, Class::RELATIVE) {
        let mention = scene.antecedent(source.start, from)?;
        return Some(Subject { mention, tokens: source });
    }
    let mut source = source;
    while source.len() > 1
        && scene.token(source.end - 1).is_some_and(|t| t.has(Class::CONJUNCTION) || t.is(','))
    {
        source.end -= 1;
    }
    // A run that cuts a naming in two takes it whole.
    let first = scene.mentions.partition_point(|m| m.tokens.end <= source.start);
    let inside = scene.mentions.iter().skip(first).take_while(|m| m.tokens.start < source.end);
    let end = inside.map(|m| m.tokens.end).max().unwrap_or(source.end);
    source.end = source.end.max(end);
    let mention = scene.mentions.get(first).filter(|m| m.tokens.start < source.end)?;
    // An apposition or a relative clause alone: what it hangs on belongs to it.
    let hangs = |m: &Mention| m.tokens.end <= source.start && source.start < m.full.end;
    let near = first.saturating_sub(6)..first;
    let head = near.rev().find(|&i| scene.mentions.get(i).is_some_and(hangs));
    if let Some(index) = head
        && let Some(outer) = scene.mentions.get(index)
    {
        return Some(Subject { mention: index, tokens: outer.tokens.start..source.end });
    }
    if mention.tokens.start <= source.start {
        source.start = mention.tokens.start;
        let before = source
            .start
            .checked_sub(1)
            .filter(|&at| at > from && scene.has(at, Class::PREPOSITION));
        if before.is_some()
            && let Some(whole) = scene.whole(first, from)
        {
            source.start = source.start.min(whole.tokens.start);
            return Some(Subject { mention: whole.mention, tokens: source });
        }
    }
    Some(Subject { mention: first, tokens: source })
}
