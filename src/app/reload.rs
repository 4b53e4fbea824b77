//! Files that change while they are read: the open article in its new words, with the place, the
//! focus and the search kept, and a sentence that says what changed.
//!
//! Places are found again by the words that stood there, as flags are; what cannot be found
//! stays where it was in the text.

use super::App;
use super::contents::Entry;
use super::effect::{Effect, Extent};
use super::finding;
use super::history::Place;
use super::opening::{Arrival, Opening, asked_of};
use super::panes::Pane;
use super::reader::{Reader, Unit};
use super::sifting;
use crate::anchor::Finder;
use crate::document::Document;
use crate::span::Span;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Takes in which files were changed, made or removed, and the articles that they hold now.
pub(super) fn changed(
    app: &mut App,
    paths: &[PathBuf],
    entries: Vec<Entry>,
    effects: &mut Vec<Effect>,
) {
    let open = app.reader.as_ref();
    app.contents.renew(paths, entries, open.map(Reader::document));
    let is_open = open.is_some_and(|reader| paths.contains(&reader.entry.path));
    sifting::ask_outside(app, effects);
    if is_open && app.opening.is_none() {
        again(app, false, effects);
    }
}

/// Reads the open article again; `asked` for, it is said even if nothing changed.
pub(super) fn again(app: &mut App, asked: bool, effects: &mut Vec<Effect>) {
    let Some(entry) = app.reader.as_ref().map(|reader| reader.entry.clone()) else {
        return app.say_no_article();
    };
    app.generation += 1;
    app.opening = Some(Opening { entry: entry.clone(), arrival: Arrival::Again { asked } });
    effects.push(Effect::Open { entry, extent: Extent::Whole, generation: app.generation });
}

/// Takes the article in as it is now.
pub(super) fn reopened(
    app: &mut App,
    entry: Entry,
    document: Arc<Document>,
    generation: u64,
    asked: bool,
    effects: &mut Vec<Effect>,
) {
    let Some(old) = app.reader.as_ref() else { return };
    let is_same = old.document().text == document.text && old.document().blocks == document.blocks;
    if is_same {
        if asked {
            app.say("The file has not changed.");
        }
        return;
    }
    let sentence = difference(old.document(), &document);
    let mut reader = Reader::new(entry, document, generation, app.room());
    carry(old, &mut reader);
    reader.progress = old.progress.clone();
    let query = old.found.query.clone();
    effects.extend(asked_of(&reader));
    app.contents.join(Some(reader.document()));
    app.reader = Some(reader);
    app.asking = None;
    app.settle();
    if !query.is_empty() {
        finding::seek(app, &query, effects);
    }
    if app.wish.focus == Pane::Body {
        app.follow_speaker();
    }
    app.say(sentence);
}

/// Puts the new article where the old one was.
fn carry(old: &Reader, new: &mut Reader) {
    let (before, finder) = (Finder::new(old.document()), Finder::new(&new.briefing.document));
    let find = |span: Span| finder.find(&before.select(old.document(), span)).span();
    let place = |position: usize| {
        let found = find(passage(old.document(), position));
        found.map_or(position, |span| span.start)
    };
    let here = old.here();
    let (top, cursor) = (place(here.top), place(here.cursor));
    let focused = old.focused.and_then(|index| find(old.quote_span(index)?));
    let selection = old.selection.as_ref().map(|it| it.span(old.document().annotated_text()));
    let selection = selection.and_then(find);
    let entry = new.entry.clone();
    new.restore(&Place { entry, top, cursor, focused: None });
    new.succeed(old, focused);
    if let Some(span) = selection {
        new.select_between(span.start, span.end.saturating_sub(1), Unit::Character);
    }
}

/// Characters by which a place is known again.
const PASSAGE: usize = 160;

/// The words that begin at a position, as far as the paragraph goes; between two paragraphs
/// those of the second.
fn passage(document: &Document, position: usize) -> Span {
    let rest = document.annotated_text().get(position..).unwrap_or("");
    let position = position + (rest.len() - rest.trim_start().len());
    let block = document.block_at(position).and_then(|index| document.blocks.get(index));
    let end = block.map_or(position, |block| block.span.end);
    let rest = document.text.get(position..end).unwrap_or("");
    let length = rest.char_indices().nth(PASSAGE).map_or(rest.len(), |(at, _)| at);
    Span::new(position, position + length)
}

/// Says what changed, by paragraphs.
fn difference(old: &Document, new: &Document) -> String {
    let mut counts: HashMap<&str, isize> = HashMap::new();
    for block in &old.blocks {
        *counts.entry(block.span.of(&old.text)).or_default() -= 1;
    }
    for block in &new.blocks {
        *counts.entry(block.span.of(&new.text)).or_default() += 1;
    }
    let sum = |sign: isize| counts.values().map(|count| (count * sign).max(0)).sum::<isize>();
    let (added, gone) = (sum(1), sum(-1));
    let paragraphs = |count: isize| match count {
        1 => "1 paragraph".to_owned(),
        count => format!("{count} paragraphs"),
    };
    let verb = |count: isize| if count == 1 { "is" } else { "are" };
    let changed = added.min(gone);
    let mut parts = Vec::new();
    if changed > 0 {
        let has = if changed == 1 { "has" } else { "have" };
        parts.push(format!("{} {has} changed", paragraphs(changed)));
    }
    for (count, what) in [(added - changed, "new"), (gone - changed, "gone")] {
        if count > 0 {
            parts.push(format!("{} {} {what}", paragraphs(count), verb(count)));
        }
    }
    match parts.as_slice() {
        [] => "The file was changed; its paragraphs are the same.".to_owned(),
        parts => format!("The file was changed: {}.", parts.join(", ")),
    }
}
