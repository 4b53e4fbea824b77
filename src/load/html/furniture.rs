//! What stands in the midst of an article and is none of it.

use crate::document::BlockKind;
use crate::load::build::{Apart, Parts, Piece};
use crate::load::date::{date_line, parse_date};
use crate::load::marked::{MarkedBlock, plain};
use crate::load::plain::{furniture, look};
use std::collections::HashSet;

/// What a line begins with that leads to other articles.
const LEADS: &[&str] = &[
    "also read",
    "also see",
    "don't miss",
    "more on this",
    "more:",
    "must read",
    "read also",
    "read more",
    "read next",
    "recommended",
    "related",
    "see also",
    "see more",
    "watch:",
    "you may also like",
];

/// What a line begins with that says whose a picture is.
const CREDITS: &[&str] = &[
    "(image:",
    "credit:",
    "image copyright",
    "image credit",
    "image source",
    "image:",
    "photo by",
    "photo credit",
    "photo:",
    "photograph:",
    "picture:",
    "©",
];

/// What a line alone is that stands under a picture, or below an article.
const LABELS: &[&str] = &[
    "caption",
    "close",
    "close this",
    "comment",
    "comments",
    "email",
    "enlarge",
    "facebook",
    "follow",
    "loading...",
    "newsletter",
    "newsletters",
    "post a comment",
    "post comment",
    "print",
    "share",
    "sign up",
    "subscribe",
    "toggle caption",
    "tweet",
    "twitter",
    "view comments",
    "whatsapp",
];

/// Words of which one asks to take something, with one that says what.
const ASKING: [&[&str]; 2] = [
    &["subscribe", "sign up", "get ", "receive", "follow", "join", "register", "click here"],
    &[
        "newsletter",
        "inbox",
        "alerts",
        "on twitter",
        "on facebook",
        "on instagram",
        "on youtube",
        "our channel",
    ],
];

/// Blocks above or below an article in which dates and names of authors are no part of it.
const EDGE: usize = 6;
/// Bytes of a line that may be furniture.
const LINE: usize = 240;
/// Bytes of a block that does not stand twice by chance.
const TWICE: usize = 60;

/// Leaves out what leads to other articles, names of photographers, calls for subscriptions and
/// the like, and what says once more what `facts` say. O(n).
pub(super) fn leave_out(text: &str, facts: &[&str], blocks: &mut Vec<MarkedBlock>) {
    let len = blocks.len();
    let mut seen = HashSet::new();
    let mut place = 0;
    blocks.retain(|block| {
        place += 1;
        if matches!(block.kind, BlockKind::Preformatted | BlockKind::Table) {
            return true;
        }
        let words = plain(text, &block.words);
        let words = words.trim();
        let is_edge = place <= EDGE || place + EDGE > len;
        let is_twice = words.len() >= TWICE && !seen.insert(words.to_owned());
        !(is_twice || is_line(words, linked(text, block)) || is_edge && is_fact(words, facts))
    });
    leave_out_links(text, blocks);
    // A heading with nothing under it is one of what was left out.
    while blocks.last().is_some_and(|block| matches!(block.kind, BlockKind::Heading(_))) {
        blocks.pop();
    }
}

/// Tells whether a block's words, of which so many bytes lead elsewhere, are a line of furniture.
fn is_line(words: &str, linked: usize) -> bool {
    if words.len() > LINE {
        return false;
    }
    let lower = words.to_lowercase().replace('’', "'");
    let starts = |table: &[&str]| table.iter().any(|it| lower.starts_with(it));
    let has = |table: &[&str]| table.iter().any(|it| lower.contains(it));
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let asks = ASKING.iter().all(|table| has(table)) && !lower.contains(['“', '"']);
    furniture::is_anywhere(words)
        || LABELS.contains(&bare)
        || starts(CREDITS)
        || asks
        || starts(LEADS) && (linked * 2 >= words.len() || words.len() <= 24)
}

/// Tells whether a line at the edge of an article says no more than when it was published and by
/// whom, or what section it stands in.
fn is_fact(words: &str, facts: &[&str]) -> bool {
    let bare = |text: &str| {
        let text = text.to_lowercase();
        let text = text.strip_prefix("by ").unwrap_or(&text);
        text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let own = bare(words);
    let is_trail = |parting: &str| words.matches(parting).count() >= 2;
    words.len() <= LINE
        && (facts.iter().any(|fact| bare(fact) == own)
            || date_line(words).is_some()
            || parse_date(&own).is_some()
            || [" » ", " > ", " › ", " / "].iter().any(|it| is_trail(it))
                && !look::ends_sentence(words))
}

/// Leaves out runs of blocks that are links and nothing else.
fn leave_out_links(text: &str, blocks: &mut Vec<MarkedBlock>) {
    let is_link = |block: &MarkedBlock| {
        let words = plain(text, &block.words);
        let is_prose = matches!(block.kind, BlockKind::Preformatted | BlockKind::Table);
        !is_prose && linked(text, block) * 10 >= words.trim().len() * 8
    };
    let links: Vec<bool> = blocks.iter().map(is_link).collect();
    let runs = links.chunk_by(|a, b| a == b);
    let mut is_left_out = runs.flat_map(|run| {
        let is_run = run.first() == Some(&true) && run.len() >= 2;
        std::iter::repeat_n(is_run, run.len())
    });
    blocks.retain(|_| is_left_out.next() != Some(true));
}

/// Bytes of a block's words that lead elsewhere.
fn linked(text: &str, block: &MarkedBlock) -> usize {
    let (mut depth, mut open, mut bytes) = (0_usize, Vec::new(), 0);
    for piece in &block.words {
        match piece {
            Piece::Begin(apart) => {
                let is_link = matches!(apart, Apart::Link(_));
                depth += usize::from(is_link);
                open.push(is_link);
            }
            Piece::End => depth -= usize::from(open.pop().unwrap_or(false)).min(depth),
            Piece::Source(span) if depth > 0 => bytes += span.of(text).len(),
            Piece::Own(own) if depth > 0 => bytes += own.len(),
            _ => {}
        }
    }
    bytes
}

/// Takes what the page says of its article as the deck if it is shown on the page, and is not how
/// the article begins.
pub(super) fn take_deck(
    text: &str,
    body: &str,
    said: Option<&str>,
    blocks: &mut Vec<MarkedBlock>,
    parts: &mut Parts,
) {
    let Some(said) = said.filter(|said| said.len() <= 600 && said.split_whitespace().count() >= 4)
    else {
        return;
    };
    if look::is_cut(said) || parts.deck.is_some() {
        return;
    }
    let same = |block: &MarkedBlock| look::same_title(&plain(text, &block.words), said);
    let starts = |block: &MarkedBlock| plain(text, &block.words).trim().starts_with(said);
    match blocks.iter().take(3).position(same) {
        // A deck that is the whole of the first paragraph is one only above another.
        Some(at) if blocks.len() > at + 2 && !look::ends_sentence(said) => {
            parts.deck = Some(blocks.remove(at).words);
        }
        Some(_) => {}
        None if blocks.iter().any(starts) => {}
        None if super::words(body).contains(said) => {
            parts.deck = Some(vec![Piece::Own(said.to_owned())]);
        }
        None => {}
    }
}
