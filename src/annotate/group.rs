//! From tags to attributions: which content, cue and source belong together.
//!
//! Tags say for each stretch on which side its cue stands; stretches that point to one cue are
//! one attribution. What stands in marks is reported as a whole or not at all.

use super::attribute::Segment;
use super::cue::{Scene, Subject};
use super::lexicon::Class;
use super::mention::{Mention, MentionKind};
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
                    (false, _) => if tag.is_content() { Tag::Out } else { *tag },
                    (true, true) => begin,
                    (true, false) => further,
                };
            }
        }
    }
}

/// A stretch of tokens with one kind of tag.
struct Run {
    tag: Tag,
    tokens: Range<usize>,
}

/// Reads the attributions of one block.
pub(crate) fn groups(tags: &[Tag], block: Range<usize>, segments: &[Segment], first: usize) -> Vec<Group> {
    let runs = runs(tags, block);
    let cues: Vec<usize> =
        (0..runs.len()).filter(|&i| runs.get(i).is_some_and(|run| run.tag == Tag::Cue)).collect();
    let mut groups: Vec<Group> = cues
        .iter()
        .filter_map(|&i| runs.get(i))
        .map(|run| Group { cue: Some(run.tokens.clone()), ..Group::default() })
        .collect();
    let mut next = 0_usize;
    let mut alone: Vec<Group> = Vec::new();
    for run in &runs {
        let target = match run.tag {
            Tag::Cue => {
                next += 1;
                continue;
            }
            Tag::SourceBefore | Tag::FirstBefore | Tag::InsideBefore => Some(next),
            _ => next.checked_sub(1),
        };
        match target.and_then(|index| groups.get_mut(index)) {
            Some(group) if run.tag.is_content() => group.contents.push(run.tokens.clone()),
            Some(group) => {
                // The nearer source is the one meant.
                let nearer = run.tag == Tag::SourceBefore || group.source.is_none();
                if nearer {
                    group.source = Some(run.tokens.clone());
                }
            }
            None if run.tag.is_content() => {
                alone.push(Group { contents: vec![run.tokens.clone()], ..Group::default() });
            }
            None => {}
        }
    }
    groups.extend(alone);
    groups.retain(|group| !group.contents.is_empty());
    groups.sort_by_key(|group| group.contents.first().map(|c| c.start));
    for (index, segment) in segments.iter().enumerate() {
        let owner = groups
            .iter_mut()
            .find(|g| g.contents.iter().any(|c| c.start <= segment.tokens.start && segment.tokens.end <= c.end));
        if let Some(group) = owner {
            group.segments.push(first + index);
        }
    }
    groups
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
pub(crate) fn add_sources(scene: &Scene<'_>, tags: &[Tag], sentence_of: impl Fn(usize) -> usize, mentions: &mut Vec<Mention>) {
    let known = mentions.len();
    for run in runs(tags, 0..tags.len()).into_iter().filter(|run| run.tag.is_source()) {
        let from = mentions.get(..known).unwrap_or_default().partition_point(|m| m.tokens.end <= run.tokens.start);
        let covered = mentions.get(from..known).unwrap_or_default().first().is_some_and(|m| m.tokens.start < run.tokens.end);
        let relative = run.tokens.len() == 1 && scene.has(run.tokens.start, Class::RELATIVE);
        if covered || relative || scene.token(run.tokens.start).is_some_and(|t| t.quoted) {
            continue;
        }
        let determiner = Class::DETERMINER.or(Class::POSSESSIVE);
        let body = run.tokens.clone().find(|&at| !scene.has(at, determiner)).unwrap_or(run.tokens.start);
        let head = (body..run.tokens.end)
            .find(|&at| at > body && !scene.token(at).is_some_and(|t| t.is_word() && !t.has(Class::PREPOSITION.or(Class::RELATIVE).or(Class::CONJUNCTION))))
            .unwrap_or(run.tokens.end);
        let class = scene.token(head.saturating_sub(1)).map(|t| t.class.only(Class::HEADS)).unwrap_or_default();
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
    let first = scene.mentions.partition_point(|m| m.tokens.end <= source.start);
    let mention = scene.mentions.get(first).filter(|m| m.tokens.start < source.end)?;
    let _ = mention;
    Some(Subject { mention: first, tokens: source })
}
