//! Signatures: who is named behind the dash that follows a quotation, or the colon in a headline.
//!
//! “…” — *Ana Ruiz, nurse*, in one line or in the line under it; “…”: *Ana Ruiz* on her first film.

use super::Finder;
use crate::annotate::cue::Subject;
use crate::annotate::frame;
use crate::annotate::group::Group;
use crate::annotate::mention::MentionKind;
use crate::annotate::prepare::Block;
use crate::annotate::said;
use std::ops::Range;

/// Who signs a quotation, and the token at which the signature begins.
pub(super) struct Signature {
    pub(super) subject: Subject,
    pub(super) start: usize,
}

/// Longest line under a quotation that only names its source, in tokens.
pub(super) const SIGNATURE: usize = 24;

impl Finder<'_> {
    /// Whoever the rest of the line behind a quotation names, or the line under it:
    /// “…” — Ana Ruiz, nurse.
    pub(super) fn signature(
        &self,
        group: &Group,
        block: &Block<'_>,
        next: Option<&Block<'_>>,
    ) -> Option<Signature> {
        let last = *group.segments.last()?;
        let start = block.segment(last)?.tokens.end;
        if start < block.tokens.end {
            return self.signed_line(last, block);
        }
        let whole = group.contents.first()?.start == block.tokens.start;
        let line = next.filter(|next| whole && next.segments.is_empty())?.tokens.clone();
        let line = Some(line).filter(|line| line.len() <= SIGNATURE)?;
        let open = block.segment(last).is_some_and(|it| it.mark.inner.end == it.mark.outer.end);
        let closed = || self.closing(line.clone()).filter(|_| open);
        let subject = self.signed(line.clone()).or_else(closed)?;
        Some(Signature { subject, start })
    }

    /// “We stay. ¶ *Ana Ruiz, nurse.*”: whoever a line names and nothing else, if it ends with the mark
    /// that closes the quotation before it.
    fn closing(&self, line: Range<usize>) -> Option<Subject> {
        let scene = self.scene;
        let mark = scene.token(line.end.checked_sub(1)?)?.span.of(scene.text);
        let subject = scene.subject_from(line.start, line.end)?;
        let named = scene.mentions.get(subject.mention)?.kind == MentionKind::Named;
        let says = line.clone().any(|at| frame::is_finite(scene, at));
        let closes = matches!(mark, "\"" | "”" | "''");
        (closes && named && !says && subject.tokens.start == line.start).then_some(subject)
    }

    /// Whoever the rest of the line behind a segment names: “…” — Ana Ruiz; in a headline “…”: *Ana
    /// Ruiz* on her first film.
    fn signed_line(&self, segment: usize, block: &Block<'_>) -> Option<Signature> {
        let start = block.segment(segment)?.tokens.end;
        let headed = || Some(said::is_headed(self.scene, block.segment(segment)?, block));
        if !self.scene.token(start)?.is_dash() && !headed()? {
            return None;
        }
        let ends = |&at: &usize| at >= block.tokens.end || self.scene.begins_line(at);
        let end = (start + 1..start + SIGNATURE).find(ends)?;
        Some(Signature { subject: self.signed(start..end)?, start })
    }

    /// Parts a group behind every segment that is signed.
    pub(super) fn parted(&self, mut group: Group, block: &Block<'_>) -> Vec<Group> {
        let mut parts = Vec::new();
        let signed = |segment: &usize| self.signed_line(*segment, block).is_some();
        while let Some(at) = group.segments.iter().position(signed)
            && let Some(end) = group.segments.get(at).and_then(|&s| block.segment(s))
            && let Some(next) = group.segments.get(at + 1).and_then(|&s| block.segment(s))
        {
            let mut rest = Group { segments: group.segments.split_off(at + 1), ..Group::default() };
            for content in std::mem::take(&mut group.contents) {
                let before = content.start..content.end.min(end.tokens.end);
                let behind = content.start.max(next.tokens.start)..content.end;
                group.contents.extend(Some(before).filter(|content| !content.is_empty()));
                rest.contents.extend(Some(behind).filter(|content| !content.is_empty()));
            }
            parts.push(std::mem::replace(&mut group, rest));
        }
        parts.push(group);
        parts
    }

    /// Whoever a line names behind its dash or colon.
    pub(super) fn signed(&self, line: Range<usize>) -> Option<Subject> {
        let dash = |&at: &usize| {
            self.scene.token(at).is_some_and(|token| token.is_dash() || token.is(':'))
        };
        let dashes = line.clone().take_while(dash).count();
        let subject = self.scene.subject_from(line.start + dashes, line.end)?;
        let named = self.scene.mentions.get(subject.mention)?.kind == MentionKind::Named;
        (dashes > 0 && named).then_some(subject)
    }
}
