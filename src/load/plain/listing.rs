//! The list of other articles that a page carries: “Latest Contents” and its like.
//!
//! An entry has a title (often twice), a summary (often cut) and a date, of which only the first
//! title is certain. A list is taken out of the body only if it shows that it is one.

use super::look;
use crate::document::Published;
use crate::load::build::{TeaserParts, Words};
use crate::load::date::{date_line, is_relative};
use std::ops::Range;

/// A list that was found in a sequence of passages.
#[derive(Debug)]
pub(in crate::load) struct Listing {
    /// The passages of the list with its heading.
    pub(in crate::load) place: Range<usize>,
    /// Its entries in order.
    pub(in crate::load) entries: Vec<Entry>,
}

/// An entry of a list: indexes of passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::load) struct Entry {
    title: usize,
    doubled: bool,
    summary: Option<usize>,
    published: Option<Published>,
    /// It has a date, even if only “2 hours ago”.
    dated: bool,
}

impl Entry {
    /// Makes a teaser of the entry.
    pub(in crate::load) fn write(&self, words: impl Fn(usize) -> Words) -> TeaserParts {
        TeaserParts {
            title: words(self.title),
            summary: self.summary.map(words),
            published: self.published,
        }
    }
}

/// What lists are headed with.
const HEADINGS: [&str; 42] = [
    "latest",
    "latest contents",
    "latest content",
    "latest news",
    "latest articles",
    "latest stories",
    "latest headlines",
    "latest posts",
    "recent posts",
    "recent articles",
    "recent news",
    "related",
    "related articles",
    "related stories",
    "related content",
    "related news",
    "related coverage",
    "related posts",
    "more stories",
    "more news",
    "more articles",
    "more headlines",
    "other stories",
    "other news",
    "in other news",
    "read more",
    "read next",
    "read also",
    "what to read next",
    "up next",
    "most read",
    "most popular",
    "most viewed",
    "popular",
    "popular stories",
    "trending",
    "trending now",
    "recommended",
    "recommended for you",
    "you may also like",
    "top stories",
    "don't miss",
];

/// The most headings that are tried, which bounds the work.
const TRIES: usize = 8;
/// Longer passages are body.
const LONGEST: usize = 400;

/// Tells whether a text heads a list of other articles.
pub(in crate::load) fn is_heading(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '.', '»', '>', ' ']);
    if text.len() > 40 {
        return false;
    }
    let text = text.to_lowercase().replace('’', "'");
    HEADINGS.contains(&text.as_str())
        || ["more from ", "more on ", "more in "].iter().any(|head| text.starts_with(head))
}

/// Finds a list among passages, `""` standing for one that is long. O(n).
pub(in crate::load) fn find(texts: &[&str]) -> Option<Listing> {
    let headings = texts.iter().enumerate().filter(|(_, text)| is_heading(text));
    let headed = headings.take(TRIES).find_map(|(at, _)| {
        let (entries, end) = entries_from(texts, at + 1);
        shows(&entries, end == texts.len()).then_some(Listing { place: at..end, entries })
    });
    headed.or_else(|| unheaded(texts))
}

/// Finds a list without a heading behind the body: entries to the end, each doubled and dated.
fn unheaded(texts: &[&str]) -> Option<Listing> {
    let pairs = texts.iter().zip(texts.iter().skip(1)).enumerate().skip(3);
    let doubled = |a: &str, b: &str| !a.is_empty() && look::same_title(a, b) && look::is_title(a);
    let (at, _) = pairs.into_iter().find(|(_, (a, b))| doubled(a, b))?;
    let (entries, end) = entries_from(texts, at);
    let sure = entries.len() >= 2 && entries.iter().all(|entry| entry.doubled && entry.dated);
    (sure && end == texts.len()).then_some(Listing { place: at..end, entries })
}

/// Tells whether entries are those of a list: one of them doubled, dated or cut, or all of them
/// mere titles to the end of the page.
fn shows(entries: &[Entry], to_end: bool) -> bool {
    let sure = entries.iter().any(|entry| entry.dated || entry.doubled);
    let titles = entries.len() >= 2 && entries.iter().all(|entry| entry.summary.is_none());
    sure || (titles && to_end)
}

/// Reads passages that are known to be a list as its entries.
pub(in crate::load) fn entries(texts: &[&str]) -> Vec<Entry> {
    entries_from(texts, 0).0
}

/// Reads entries from passage `from` on; returns them and where they end.
fn entries_from(texts: &[&str], from: usize) -> (Vec<Entry>, usize) {
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let leading = texts.get(from).is_some_and(|text| is_date(text));
    let mut date = None;
    let mut open = false;
    let mut at = from;
    while let Some(text) = texts.get(at) {
        let next = texts.get(at + 1).copied().unwrap_or("");
        if let Some(published) = as_date(text) {
            match entries.last_mut() {
                Some((_, entry)) if !leading && !entry.dated => {
                    (entry.published, entry.dated) = (published, true);
                    open = false;
                }
                _ if leading => (date, open) = (Some((at, published)), false),
                _ => break,
            }
            at += 1;
            continue;
        }
        if is_body(text, next) {
            break;
        }
        match entries.last_mut() {
            Some((_, entry)) if open => {
                let title = texts.get(entry.title).copied().unwrap_or("");
                if entry.summary.is_none() && !entry.doubled && look::same_title(title, text) {
                    entry.doubled = true;
                    at += 1;
                    continue;
                }
                let is_title = look::same_title(text, next)
                    || (look::is_title(text) && !look::is_cut(text) && !is_date(next));
                if entry.summary.is_none() && !is_title {
                    entry.summary = Some(at);
                    at += 1;
                    continue;
                }
            }
            _ => {}
        }
        if !look::is_title(text) || look::is_cut(text) {
            break;
        }
        let (start, published) = date.take().map_or((at, None), |(at, date)| (at, Some(date)));
        let dated = published.is_some();
        let published = published.flatten();
        let entry = Entry { title: at, doubled: false, summary: None, published, dated };
        entries.push((start, entry));
        open = true;
        at += 1;
    }
    // Where entries are dated, what follows the last date is the page's, not the list's.
    if entries.iter().any(|(_, entry)| entry.dated) {
        while let Some((start, entry)) = entries.last().filter(|(_, entry)| !entry.dated) {
            if entry.doubled {
                break;
            }
            at = *start;
            entries.pop();
        }
    }
    // A bare title before other text is the other text's.
    let is_bare = |entry: &Entry| !entry.doubled && entry.summary.is_none();
    if at < texts.len()
        && let Some((last, others)) = entries.split_last()
        && is_bare(&last.1)
        && !others.is_empty()
        && !others.iter().any(|(_, entry)| is_bare(entry))
    {
        at = last.0;
        entries.pop();
    }
    (entries.into_iter().map(|(_, entry)| entry).collect(), at)
}

fn is_date(text: &str) -> bool {
    as_date(text).is_some()
}

/// Reads a date; `Some(None)` for one that only says how long ago it was.
fn as_date(text: &str) -> Option<Option<Published>> {
    let line = date_line(text).map(|line| Some(line.read.published));
    line.or_else(|| is_relative(text).then_some(None))
}

/// Tells whether a passage is too long for an entry, or speech.
fn is_body(text: &str, next: &str) -> bool {
    let len = text.chars().count();
    let sentence = look::ends_sentence(text) && !is_date(next);
    let speech = text.starts_with(['"', '“', '«', '„']);
    text.is_empty() || len > LONGEST || (sentence && (len > 250 || (speech && len > 100)))
}
