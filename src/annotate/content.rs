//! Content: the spans of what is reported, and how much of it stands in marks.

use super::cue::Scene;
use super::group::Group;
use super::prepare::Segment;
use crate::annotation::{QuoteKind, Spans};
use std::ops::Range;

/// Returns the kind, the content spans and the segments of an attribution, each in order.
///
/// A stretch that is marked text alone is given without its marks, any other from its first token
/// to its last.
pub(crate) fn content(
    scene: &Scene<'_>,
    segments: &[Segment],
    group: &Group,
) -> (QuoteKind, Spans, Spans) {
    let own: Vec<&Segment> = group.segments.iter().filter_map(|&i| segments.get(i)).collect();
    let inner: Spans = own.iter().map(|segment| segment.mark.inner).collect();
    let is_marked =
        |content: &Range<usize>| content.clone().all(|at| is_marked_at(scene, &own, at));
    if group.contents.iter().all(is_marked) {
        return (QuoteKind::Direct, inner.clone(), inner);
    }
    let span = |content: &Range<usize>| match own.iter().find(|s| s.tokens == *content) {
        Some(segment) => segment.mark.inner,
        None => scene.span(without_stop(scene, content)),
    };
    let kind = if own.is_empty() { QuoteKind::Indirect } else { QuoteKind::Mixed };
    (kind, group.contents.iter().map(span).collect(), inner)
}

/// “it leaked*;*”: content without the mark that parts it from the next clause.
fn without_stop(scene: &Scene<'_>, content: &Range<usize>) -> Range<usize> {
    let last = content.end.saturating_sub(1);
    let mark = scene.is(last, ';') || scene.is(last, ':');
    let stop = content.len() > 1 && mark && !scene.is_quoted(last);
    content.start..content.end - usize::from(stop)
}

/// Tells whether a token is no word, or stands in one of the segments.
fn is_marked_at(scene: &Scene<'_>, segments: &[&Segment], at: usize) -> bool {
    let word = scene.token(at).is_some_and(|token| token.is_word());
    !word || {
        let behind = segments.partition_point(|segment| segment.tokens.start <= at);
        let last = behind.checked_sub(1).and_then(|last| segments.get(last));
        last.is_some_and(|segment| segment.tokens.contains(&at))
    }
}
