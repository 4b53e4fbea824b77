//! Who speaks is no part of what they say: content that holds its own source is parted there.

use super::Finder;
use crate::annotate::cue::Subject;
use crate::annotate::group::Group;
use crate::annotate::lexicon::Class;
use crate::annotate::lexicon::verbs::Form;
use crate::annotate::prepare::Block;
use std::ops::Range;

impl Finder<'_> {
    /// “[“Lost,” *she marvels*]”, “dismissed by [*Venn* as “a puzzle”]”: takes whoever speaks, with the
    /// verb beside them, from the content in which they were found.
    pub(super) fn part_at(&self, group: &mut Group, subject: &Subject, block: &Block<'_>) {
        let source = &subject.tokens;
        let holds =
            |content: &Range<usize>| content.start <= source.start && source.end <= content.end;
        let Some(at) = group.contents.iter().position(holds) else { return };
        let Some(content) = group.contents.get(at).cloned() else { return };
        let Some((teller, verb)) = self.teller(source, &content) else { return };
        let before = self.without_comma(content.start..teller.start);
        let comma = usize::from(self.scene.is(teller.end, ','));
        let behind = (teller.end + comma).min(content.end)..content.end;
        // “[“Lost,” *he said on Monday*, “for good.”]”: only marks go on with marks.
        let marked = !before.is_empty() && self.scene.is_quoted(before.end - 1);
        let next = block.segments.partition_point(|other| other.tokens.start < teller.end);
        let next = block.segments.get(next).map(|segment| segment.tokens.start..content.end);
        let behind = if marked || before.is_empty() && verb.is_some() {
            next.filter(|next| !next.is_empty()).unwrap_or(content.end..content.end)
        } else {
            behind
        };
        let parts = [before, behind].into_iter().filter(|part| !part.is_empty());
        group.contents.splice(at..=at, parts);
        group.cue = group.cue.take().or(verb.map(|verb| verb..verb + 1));
        let Group { contents, segments, .. } = group;
        segments.retain(|&segment| {
            let holds = |content: &Range<usize>| {
                block.segment(segment).is_some_and(|segment| {
                    let tokens = &segment.tokens;
                    content.start <= tokens.start && tokens.end <= content.end
                })
            };
            contents.iter().any(holds)
        });
    }

    /// “[It rained], *and Venn* said [it would pour]”: takes what stands before an “and” from what is
    /// said behind it.
    pub(super) fn drop_joined(&self, group: &mut Group, subject: &Subject) {
        let [first, second, ..] = group.contents.as_slice() else { return };
        let start = subject.tokens.start;
        let between = first.end <= start && subject.tokens.end <= second.start;
        let joined = start.checked_sub(1).is_some_and(|and| {
            matches!(self.scene.word(and), "and" | "but") && and <= first.end + 1
        });
        if between && joined && !self.scene.is_quoted(first.start) {
            group.contents.remove(0);
        }
    }

    /// Whoever speaks with their verb, where they part the content or begin it, and that verb.
    fn teller(
        &self,
        source: &Range<usize>,
        content: &Range<usize>,
    ) -> Option<(Range<usize>, Option<usize>)> {
        let scene = self.scene;
        let behind_marks = |at: usize| at == content.start || scene.is_quoted(at - 1);
        let parts = behind_marks(source.start) || scene.is(source.start - 1, ',');
        if source.end == content.end {
            let before = source.start.checked_sub(1).filter(|&at| at >= content.start);
            let verb = before.filter(|&at| scene.has(at, Class::CUE_INVERTS) && behind_marks(at));
            let start = verb.unwrap_or(source.start);
            return (parts || verb.is_some()).then_some((start..source.end, verb));
        }
        let behind = (source.end..content.end).find(|&at| !scene.has(at, Class::HELPS));
        let verb = behind.unwrap_or(content.end);
        let ends = verb + 1 == content.end || scene.is(verb + 1, ',');
        let unlisted = ends && Form::of(scene.word(verb)).is_some() && scene.is_plain_word(verb);
        let reports = scene.is_cue(verb, content.start) && !scene.has(verb, Class::CUE_WEAK);
        if parts && verb < content.end && (reports || unlisted) {
            return Some((source.start..verb + 1, Some(verb)));
        }
        let led = source.start == content.start
            && (source.start > 0 && scene.word(source.start - 1) == "by"
                || scene.is(source.end, ','));
        led.then(|| (source.clone(), None))
    }

    /// A range without the comma at its end that stands outside of marks.
    fn without_comma(&self, range: Range<usize>) -> Range<usize> {
        let comma = range.end.checked_sub(1).is_some_and(|at| self.scene.is(at, ','));
        let marked = range.end.checked_sub(1).is_some_and(|at| self.scene.is_quoted(at));
        range.start..range.end - usize::from(comma && !marked && !range.is_empty())
    }
}
