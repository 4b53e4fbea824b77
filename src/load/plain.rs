//! Plain text as people save it from a news page.
//!
//! `lines` makes passages of lines, `listing` finds the notices of other articles, `header` what
//! stands above the body; what each leaves is the body. Whatever is unsure stays in it.

pub(super) mod furniture;
mod header;
mod lines;
pub(super) mod listing;
pub(super) mod look;

pub(super) use header::publish;

use super::build::{Parts, TeaserParts, Words};
use super::sanitize::Clean;
use crate::document::BlockKind;
use crate::warning::{Warning, WarningKind};
use lines::{Page, Passage};

/// Finds the parts of an article in the cleaned text `clean`. O(n).
pub(super) fn parts(clean: &Clean) -> Parts {
    let page = Page::new(&clean.text);
    let mut passages = page.passages.clone();
    let mut parts = Parts::default();
    let before = passages.len();
    passages.retain(|passage| !furniture::is_anywhere(page.short(passage)));
    let mut left_out = before - passages.len();
    if let Some(listing) = find_listing(&page, &passages) {
        parts.latest = listing.teasers;
        passages.drain(listing.place);
    }
    let header = header::read(&page, &passages);
    let body = header.body(&passages);
    left_out += header.left_out;
    header.write(&mut parts);
    let body = footer(&page, body, &mut parts);
    parts.body = body.iter().map(|at| (BlockKind::Paragraph, page.words(at))).collect();
    if left_out > 0 {
        let message = match left_out {
            1 => "1 line of page furniture was left out.".to_owned(),
            many => format!("{many} lines of page furniture were left out."),
        };
        parts.warnings.push(Warning::new(WarningKind::Structure, message));
    }
    parts
}

struct FoundListing {
    place: std::ops::Range<usize>,
    teasers: Vec<TeaserParts>,
}

fn find_listing(page: &Page<'_>, passages: &[Passage]) -> Option<FoundListing> {
    let texts: Vec<_> = passages.iter().map(|passage| page.short(passage)).collect();
    let found = listing::find(&texts)?;
    let words = |at: usize| passages.get(at).map_or_else(Words::new, |at| page.words(at));
    let teasers = found.entries.iter().map(|entry| entry.write(words)).collect();
    Some(FoundListing { place: found.place, teasers })
}

/// Takes a date or a byline off the end of the body where the header had none.
fn footer<'p>(page: &Page<'_>, body: Vec<&'p Passage>, parts: &mut Parts) -> Vec<&'p Passage> {
    let mut body = body;
    while body.len() > 2 {
        let Some(text) = body.last().map(|last| page.short(last)) else { break };
        let date = super::date::date_line(text);
        if let Some(line) = date.filter(|_| parts.published.is_none()) {
            publish(line, &mut parts.published, &mut parts.warnings);
        } else if parts.byline.is_none() && look::is_byline(text) {
            parts.byline = body.last().map(|last| page.words(last));
        } else {
            break;
        }
        body.pop();
    }
    body
}

#[cfg(test)]
mod tests;
