//! Teasers in mark-up: items of a list, sub-headings with what stands under them, or plain
//! paragraphs.

use super::{MarkedBlock, lines, plain};
use crate::document::{BlockKind, Published};
use crate::load::build::{Piece, TeaserParts, Words};
use crate::load::date::{date_line, is_relative, parse_date};
use crate::load::plain::listing;

/// Reads the blocks under the heading of a list; `None` if they are no list.
pub(super) fn teasers(text: &str, zone: &[MarkedBlock]) -> Option<Vec<TeaserParts>> {
    let starts: fn(&MarkedBlock) -> bool =
        |block| block.opens_item || matches!(block.kind, BlockKind::Heading(_));
    let teasers: Vec<TeaserParts> = if zone.iter().any(starts) {
        let groups = zone.chunk_by(|_, next| !starts(next));
        groups.filter_map(|group| teaser(fragments(text, group))).collect()
    } else {
        let lines: Vec<String> = zone.iter().flat_map(|block| fragments_of(text, block)).collect();
        let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        let words = |at: usize| own(lines.get(at).cloned().unwrap_or_default());
        listing::entries(&texts).iter().map(|entry| entry.write(words)).collect()
    };
    (!teasers.is_empty()).then_some(teasers)
}

fn own(text: String) -> Words {
    vec![Piece::Own(text)]
}

fn fragments_of(text: &str, block: &MarkedBlock) -> Vec<String> {
    let lines = lines(&block.words).into_iter().map(|line| plain(text, line).trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// Returns the lines of a teaser; a single line is parted at its dashes.
fn fragments(text: &str, group: &[MarkedBlock]) -> Vec<String> {
    let lines: Vec<String> = group.iter().flat_map(|block| fragments_of(text, block)).collect();
    let [line] = lines.as_slice() else { return lines };
    let mut parts: Vec<String> = vec![line.clone()];
    for dash in [" — ", " – ", " | ", " - "] {
        if line.contains(dash) {
            parts = line.split(dash).map(|part| part.trim().to_owned()).collect();
            break;
        }
    }
    parts
}

/// Makes a teaser of its parts: a title first, then a summary and a date in any order. A date
/// may also stand in brackets behind the title or the summary.
fn teaser(parts: Vec<String>) -> Option<TeaserParts> {
    let mut published: Option<Published> = None;
    let mut words: Vec<String> = Vec::new();
    for part in parts {
        if let Some(line) = date_line(&part) {
            published = published.or(Some(line.read.published));
        } else if !is_relative(&part) {
            words.push(part);
        }
    }
    if let Some(last) = words.last_mut()
        && let Some((head, date)) = last.strip_suffix(')').and_then(|last| last.rsplit_once(" ("))
        && let Some(date) = parse_date(date)
    {
        published = published.or(Some(date));
        *last = head.to_owned();
    }
    let mut words = words.into_iter();
    let title = words.next()?;
    let summary = words.collect::<Vec<_>>().join(" ");
    let summary = (!summary.is_empty()).then(|| own(summary));
    Some(TeaserParts { title: own(title), summary, published })
}
