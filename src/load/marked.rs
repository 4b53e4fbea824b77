//! Blocks of words without their mark-up: here those of a page become an article.

mod entries;

use super::build::{Parts, Piece, Words};
use super::date::{DateLine, date_line};
use super::plain::listing;
use super::plain::look;
use crate::document::{BlockKind, Marker};

/// How many blocks under the headline may be dates, bylines and a deck.
const HEADER: usize = 4;

/// A block with what its mark-up said.
#[derive(Debug)]
pub(super) struct MarkedBlock {
    pub(super) kind: BlockKind,
    pub(super) words: Words,
    /// All of its words were emphasised.
    pub(super) is_emphasised: bool,
    /// It opens an item of a list that lies in no other.
    pub(super) opens_item: bool,
}

impl MarkedBlock {
    /// Adds pieces, which may stand in an emphasis.
    pub(super) fn add(&mut self, words: Words, is_emphasised: bool) {
        let is_no_word =
            matches!(words.as_slice(), [Piece::Space(_) | Piece::Begin(_) | Piece::End]);
        self.is_emphasised &= is_emphasised || is_no_word;
        self.words.extend(words);
    }
}

/// Tells whether pieces begin no block: white space, and the end of words set apart.
pub(super) fn begin_nothing(words: &Words) -> bool {
    matches!(words.as_slice(), [Piece::Space(_) | Piece::End])
}

/// The quotations and lists that are open at a place of the mark-up.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    pub(super) quotes: usize,
    /// The open lists, with the number of the next item where items have one.
    pub(super) lists: Vec<Option<u32>>,
    /// An item has begun and has no words yet: what stands before it.
    pub(super) item: Option<Marker>,
}

impl Nesting {
    /// Returns the kind of a block that begins here and says nothing of its own.
    pub(super) fn kind(&self) -> BlockKind {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        match (self.item, self.quotes) {
            (Some(marker), _) => BlockKind::Item(depth, marker),
            (None, 1..) => BlockKind::Quotation,
            (None, 0) if self.lists.is_empty() => BlockKind::Paragraph,
            (None, 0) => BlockKind::Item(depth, Marker::None),
        }
    }

    /// Begins a block, which takes the marker of its item.
    pub(super) fn begin(&mut self, kind: BlockKind) -> MarkedBlock {
        let opens_item = self.item.take().is_some() && self.lists.len() == 1;
        MarkedBlock { kind, words: Words::new(), is_emphasised: true, opens_item }
    }

    /// Begins an item of the innermost list, which counts on.
    pub(super) fn begin_item(&mut self) {
        let number = self.lists.last_mut().and_then(Option::as_mut);
        self.item = Some(number.map_or(Marker::Bullet, |number| {
            let own = *number;
            *number = number.saturating_add(1);
            Marker::Number(own)
        }));
    }
}

/// Adds the article that blocks over the cleaned text `text` make to what is known of it
/// already. O(n).
pub(super) fn read(text: &str, mut blocks: Vec<MarkedBlock>, parts: &mut Parts) {
    take_listing(text, &mut blocks, parts);
    take_headline(text, &mut blocks, parts);
    take_header(text, &mut blocks, parts);
    parts.body = blocks.into_iter().map(|block| (block.kind, block.words)).collect();
}

/// Returns words as a string.
pub(super) fn plain(text: &str, words: &[Piece]) -> String {
    words
        .iter()
        .map(|piece| match piece {
            Piece::Source(span) => span.of(text),
            Piece::Space(_) => " ",
            Piece::Own(own) => own,
            Piece::Begin(_) | Piece::End => "",
        })
        .collect()
}

/// Takes the first top heading as the headline; one that repeats the front matter's goes.
fn take_headline(text: &str, blocks: &mut Vec<MarkedBlock>, parts: &mut Parts) {
    let top = |block: &MarkedBlock| block.kind == BlockKind::Heading(1);
    let Some(at) = blocks.iter().position(top) else { return };
    let given = parts.headline.as_ref().map(|words| plain(text, words));
    match given {
        None => parts.headline = Some(blocks.remove(at).words),
        Some(given) => {
            let is_same =
                |block: &MarkedBlock| look::same_title(&plain(text, &block.words), &given);
            if blocks.get(at).is_some_and(is_same) {
                blocks.remove(at);
            }
        }
    }
}

/// Takes dates, bylines and a deck (wholly emphasised) from the first blocks.
fn take_header(text: &str, blocks: &mut Vec<MarkedBlock>, parts: &mut Parts) {
    let mut dates: Vec<DateLine> = Vec::new();
    let mut at = 0;
    for _ in 0..HEADER {
        let Some(block) = blocks.get(at).filter(|block| block.kind == BlockKind::Paragraph) else {
            break;
        };
        let lines = lines(&block.words);
        let whole = plain(text, &block.words);
        let is_deck = block.is_emphasised && parts.deck.is_none() && look::is_title(&whole);
        if is_fact_block(text, &lines) {
            for line in lines {
                match date_line(&plain(text, line)) {
                    Some(date) => dates.push(date),
                    None => parts.byline = parts.byline.take().or_else(|| Some(line.to_vec())),
                }
            }
            blocks.remove(at);
        } else if is_deck && whole.split_whitespace().count() >= 4 && blocks.len() > at + 1 {
            parts.deck = Some(blocks.remove(at).words);
        } else {
            at += 1;
        }
    }
    if let (None, Some(best)) = (parts.published, dates.into_iter().min_by_key(|date| date.role)) {
        super::plain::publish(best, &mut parts.published, &mut parts.warnings);
    }
}

fn is_fact_block(text: &str, lines: &[&[Piece]]) -> bool {
    let is_fact = |line: &&[Piece]| {
        let line = plain(text, line);
        date_line(&line).is_some() || look::is_byline(&line)
    };
    lines.len() <= 4 && lines.iter().all(is_fact)
}

/// Parts words at their line breaks.
fn lines(words: &[Piece]) -> Vec<&[Piece]> {
    words.split(|piece| matches!(piece, Piece::Space(_))).collect()
}

/// Takes the list of other articles: what stands under a heading that names it, up to the next
/// heading of that level or above.
fn take_listing(text: &str, blocks: &mut Vec<MarkedBlock>, parts: &mut Parts) {
    let level = |block: &MarkedBlock| match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let heads = |block: &MarkedBlock| {
        level(block).is_some() && listing::is_heading(&plain(text, &block.words))
    };
    let Some(at) = blocks.iter().position(heads) else {
        return take_plain_listing(text, blocks, parts);
    };
    let own = blocks.get(at).and_then(level).unwrap_or(1);
    let behind = blocks.iter().skip(at + 1);
    let len = behind.take_while(|block| level(block).is_none_or(|level| level > own)).count();
    let zone = blocks.get(at + 1..at + 1 + len).unwrap_or(&[]);
    if let Some(teasers) = entries::teasers(text, zone) {
        parts.latest.extend(teasers);
        blocks.drain(at..=at + len);
    }
}

/// Takes a list without mark-up: what stands to the end below a line that heads it, as in a page
/// that was saved as text and given front matter.
fn take_plain_listing(text: &str, blocks: &mut Vec<MarkedBlock>, parts: &mut Parts) {
    let heads = |block: &MarkedBlock| {
        let first = lines(&block.words).first().map(|line| plain(text, line));
        block.kind == BlockKind::Paragraph && first.is_some_and(|line| listing::is_heading(&line))
    };
    let Some(at) = blocks.iter().position(heads) else { return };
    let zone = blocks.iter().skip(at).flat_map(|block| lines(&block.words));
    let words: Vec<String> = zone.clone().map(|line| plain(text, line)).collect();
    let texts: Vec<&str> = words.iter().map(|line| line.trim()).collect();
    let Some(found) = listing::find(&texts).filter(|found| found.place == (0..texts.len())) else {
        return;
    };
    let zone: Vec<&[Piece]> = zone.collect();
    let words = |at: usize| zone.get(at).map_or_else(Words::new, |line| line.to_vec());
    parts.latest.extend(found.entries.iter().map(|entry| entry.write(words)));
    blocks.truncate(at);
}
