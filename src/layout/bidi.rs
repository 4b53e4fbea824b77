//! Writing that runs from right to left: the levels of the Unicode Bidirectional Algorithm
//! (UAX #9), and the order in which one line is read from left to right on the screen.
//!
//! Levels are resolved unit by unit, as units are laid out: a unit is a whole paragraph, or a
//! bounded part of a giant one that ends where a line may break. The direction of a paragraph is
//! that of its first letter that has one, looked for in its first unit. Text without a character
//! that runs from right to left is not looked at any further.

use super::measure::{clusters, graphemes};
use super::unit::UNIT;
use super::wrap::floor;
use crate::document::{Block, BlockKind};
use crate::span::Span;
use std::borrow::Cow;
use unicode_bidi::{BidiInfo, Direction, Level, get_base_direction};
use unicode_bidi_mirroring::get_mirrored;

/// A stretch of text whose characters stand on one level; on an odd one they run from right to
/// left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub(super) span: Span,
    pub(super) level: Level,
}

/// What a unit's writing directions are.
#[derive(Clone, Debug, Default)]
pub(super) struct Directions {
    /// Tile the unit; none if all of it runs from left to right.
    pub(super) runs: Vec<Run>,
    /// The paragraphs in it that run from right to left, ascending.
    pub(super) from_right: Vec<Span>,
}

/// Tells whether a text has a character that runs from right to left. O(n), quick where most of it
/// is Latin.
pub(super) fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        })
}

/// Resolves the levels of a unit of a block. O(n) in the unit.
pub(super) fn directions(text: &str, block: &Block, unit: Span) -> Directions {
    let part = unit.of(text);
    // Each line of code or verse is a paragraph; all others are one, of which this may be a part.
    let level = (block.kind != BlockKind::Preformatted).then(|| paragraph_level(text, block.span));
    if level.is_none_or(|level| level.is_ltr()) && !has_right_to_left(part) {
        return Directions::default();
    }
    let info = BidiInfo::new(part, level);
    let mut directions = Directions::default();
    for paragraph in info.paragraphs.iter().filter(|paragraph| paragraph.level.is_rtl()) {
        let range = &paragraph.range;
        directions.from_right.push(Span::new(unit.start + range.start, unit.start + range.end));
    }
    for (offset, level) in info.levels.iter().enumerate() {
        let at = unit.start + offset;
        match directions.runs.last_mut() {
            Some(run) if run.level == *level => run.span.end = at + 1,
            _ => directions.runs.push(Run { span: Span::new(at, at + 1), level: *level }),
        }
    }
    directions
}

fn paragraph_level(text: &str, block: Span) -> Level {
    let words = block.of(text);
    let head = words.get(..floor(words, UNIT)).unwrap_or("");
    match get_base_direction(head) {
        Direction::Rtl => Level::rtl(),
        Direction::Ltr | Direction::Mixed => Level::ltr(),
    }
}

/// Returns the order in which things on such levels are seen from left to right (rule L2): the
/// first is the place of the leftmost.
pub(super) fn order(levels: &[Level]) -> Vec<usize> {
    if levels.iter().all(Level::is_ltr) && levels.windows(2).all(|pair| pair.first() == pair.last())
    {
        return (0..levels.len()).collect();
    }
    BidiInfo::reorder_visual(levels)
}

/// Returns how a cluster is drawn on a level: brackets and their like are turned round (rule L4).
pub(super) fn mirrored(cluster: &str, level: Level) -> Cow<'_, str> {
    let first = cluster.chars().next().filter(|_| level.is_rtl());
    match first.and_then(|c| Some((c, get_mirrored(c)?))) {
        Some((c, turned)) => {
            let rest = cluster.get(c.len_utf8()..).unwrap_or("");
            Cow::Owned(format!("{turned}{rest}"))
        }
        None => Cow::Borrowed(cluster),
    }
}

/// Returns the clusters of one line of text from left to right, as they are drawn, each with its
/// place in the text; the line's direction is that of its first letter that has one. O(n).
#[must_use]
pub fn in_visual_order(line: &str) -> Vec<(usize, Cow<'_, str>)> {
    if !has_right_to_left(line) {
        let all = clusters(line).enumerate();
        return all.map(|(place, (_, cluster))| (place, Cow::Borrowed(cluster))).collect();
    }
    let info = BidiInfo::new(line, None);
    let mut end = 0;
    let (clusters, levels): (Vec<&str>, Vec<Level>) = graphemes(line)
        .map(|cluster| {
            let level = info.levels.get(end).copied().unwrap_or(Level::ltr());
            end += cluster.len();
            (cluster, level)
        })
        .unzip();
    let seen = order(&levels).into_iter();
    seen.filter_map(|at| Some((at, mirrored(clusters.get(at)?, *levels.get(at)?)))).collect()
}
