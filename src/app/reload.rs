//! Files that change while they are read: the open article in its new words, with the place, the
//! focus and the search kept, and a sentence that says what changed.
//!
//! Places are found again by the words that stood there, as flags are; what cannot be found
//! stays where it was in the text.

use super::App;
use super::aside::Aside;
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
    match app.opening.as_ref().map(|opening| &opening.arrival) {
        None if is_open => again(app, false, effects),
        // What was read before may not be what it holds now.
        Some(&Arrival::Again { asked }) if is_open => again(app, asked, effects),
        _ => {}
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

/// Has the reader's places looked for in the article as it is now.
pub(super) fn opened(
    app: &mut App,
    entry: Entry,
    document: Arc<Document>,
    effects: &mut Vec<Effect>,
) {
    let Some(reader) = &app.reader else { return };
    let (before, places) = (reader.briefing.document.clone(), Places::of(reader));
    let generation = app.generation;
    let again = Aside::FindAgain { entry, before, document, places, generation };
    effects.push(Effect::Aside(again));
}

/// Takes the article in as it is now. If the reader went on meanwhile it is asked where that is;
/// until then what was shown stays.
pub(super) fn found(app: &mut App, found: FoundAgain, effects: &mut Vec<Effect>) {
    let FoundAgain { entry, document, asked_for, places, sentence, generation } = found;
    let Some(old) = app.reader.as_ref().filter(|_| generation == app.generation) else { return };
    let asked = match app.opening.as_ref().map(|opening| &opening.arrival) {
        Some(&Arrival::Again { asked }) => asked,
        _ => return,
    };
    if sentence.is_some() && asked_for != Places::of(old) {
        return opened(app, entry, document, effects);
    }
    app.opening = None;
    let Some(sentence) = sentence else {
        if asked {
            app.say("The file has not changed.");
        }
        return;
    };
    let mut reader = Reader::new(entry, document, generation, app.room());
    places.put(old, &mut reader);
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

/// Where the reader is in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The byte that the screen was scrolled to.
    top: usize,
    /// The byte at which the reader is.
    cursor: usize,
    /// The focused quote.
    focused: Option<Span>,
    /// What is selected.
    selection: Option<Span>,
}

/// An article after its file has changed.
#[derive(Clone, Debug)]
pub struct FoundAgain {
    /// The entry of the article.
    pub entry: Entry,
    /// The article as it is now.
    pub document: Arc<Document>,
    /// The places in the article as it was.
    pub asked_for: Places,
    /// The places in it as it is now.
    pub places: Places,
    /// Says what has changed, if anything has.
    pub sentence: Option<String>,
    /// The generation of the effect.
    pub generation: u64,
}

impl Places {
    fn of(reader: &Reader) -> Self {
        let here = reader.here();
        let text = reader.document().annotated_text();
        Self {
            top: here.top,
            cursor: here.cursor,
            focused: reader.focused.and_then(|index| reader.quote_span(index)),
            selection: reader.selection.as_ref().map(|it| it.span(text)),
        }
    }

    /// Puts the reader of the article as it is now where that of the old one was.
    fn put(self, old: &Reader, new: &mut Reader) {
        let entry = new.entry.clone();
        new.restore(&Place { entry, top: self.top, cursor: self.cursor, focused: None });
        new.succeed(old, self.focused);
        if let Some(span) = self.selection {
            new.select_between(span.start, span.end.saturating_sub(1), Unit::Character);
        }
    }
}

/// Finds places again in an article whose file has changed, by the words that stood there, and
/// says what has changed, if anything has. O(n).
#[must_use]
pub fn find_again(old: &Document, new: &Document, places: &Places) -> (Places, Option<String>) {
    if old.text == new.text && old.blocks == new.blocks {
        return (places.clone(), None);
    }
    let (before, finder) = (Finder::new(old), Finder::new(new));
    let find = |span: Span| finder.find(&before.select(old, span)).span();
    let place = |position: usize| {
        let found = find(passage(old, position));
        found.map_or(position, |span| span.start)
    };
    let places = Places {
        top: place(places.top),
        cursor: place(places.cursor),
        focused: places.focused.and_then(find),
        selection: places.selection.and_then(find),
    };
    (places, Some(difference(old, new)))
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
