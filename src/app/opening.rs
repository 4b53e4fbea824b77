//! Opening articles: a request with a generation, its answer, and what follows from it.

use super::App;
use super::anchoring;
use super::aside::Aside;
use super::contents::{Entry, Item};
use super::corrections;
use super::effect::{Effect, Extent};
use super::history::Place;
use super::panes::Pane;
use super::reader::Reader;
use super::reading;
use super::reload;
use super::sifting;
use crate::anchor::Selector;
use crate::annotation::Annotations;
use crate::document::Document;
use crate::span::Span;
use std::sync::Arc;
use uuid::Uuid;

/// An article on its way.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The article.
    pub entry: Entry,
    /// Where in it to go.
    pub arrival: Arrival,
}

/// Where to go in an article that was opened.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// To its start.
    Start,
    /// To a place of the history.
    Back {
        /// The place.
        place: Place,
        /// Its index in the history.
        index: usize,
    },
    /// Nowhere else: it is the open article, and its file has changed.
    Again {
        /// The reader asked for it.
        asked: bool,
    },
    /// To a place that has a letter.
    Place(Place),
    /// To the passage of this flag.
    Passage(Uuid, Box<Selector>),
}

/// An article that was opened for a passage.
#[derive(Clone, Debug)]
pub struct Landing {
    /// The entry it was opened by.
    pub entry: Entry,
    /// The article.
    pub document: Arc<Document>,
    /// Where the passage is, if it is anywhere.
    pub span: Option<Span>,
    /// The generation of the effect.
    pub generation: u64,
}

/// Asks for an article.
pub(super) fn open_at(app: &mut App, entry: Entry, arrival: Arrival, effects: &mut Vec<Effect>) {
    app.generation += 1;
    // What went wrong meanwhile stays to be read: no key has been pressed since.
    if app.message.as_ref().is_none_or(|message| !message.error) {
        app.say(format!("Opening “{}” …", entry.headline));
    }
    let extent = match &arrival {
        Arrival::Start => Extent::Head(0),
        Arrival::Back { place, .. } | Arrival::Place(place) => {
            Extent::Head(place.top.max(place.cursor))
        }
        // Where that is, all of the text tells.
        Arrival::Passage(..) | Arrival::Again { .. } => Extent::Whole,
    };
    app.opening = Some(Opening { entry: entry.clone(), arrival });
    effects.push(Effect::Open { entry, extent, generation: app.generation });
}

/// Opens an article; the open one is only gone to.
pub(super) fn open_entry(app: &mut App, entry: Entry, effects: &mut Vec<Effect>) {
    match &app.reader {
        Some(reader) if reader.entry.is_same(&entry) => app.focus(Pane::Body),
        _ => open_at(app, entry, Arrival::Start, effects),
    }
}

/// Opens the selected line of latest contents.
pub(super) fn open_selected(app: &mut App, effects: &mut Vec<Effect>) {
    match app.contents.selected() {
        Some(Item::Article { index, .. }) => {
            let Some(entry) = app.contents.entry(index).cloned() else { return };
            open_entry(app, entry, effects);
        }
        Some(Item::Teaser(index)) => {
            let document = app.reader.as_ref().map(Reader::document);
            let title = document.and_then(|document| {
                Some(document.latest.get(index)?.title.of(&document.text).to_owned())
            });
            app.say(format!("“{}” is not in the library.", title.unwrap_or_default()));
        }
        None => app.say("The library has no article."),
    }
}

/// Opens the article so many lines further down in latest contents, or further up.
pub(super) fn open_neighbour(app: &mut App, back: bool, times: usize, effects: &mut Vec<Effect>) {
    let open = app.opening.as_ref().map(|opening| &opening.entry);
    let open = open.or_else(|| app.reader.as_ref().map(|reader| &reader.entry));
    match app.contents.neighbour(open, back, times).cloned() {
        Some(entry) => open_at(app, entry, Arrival::Start, effects),
        None if app.contents.is_empty() => app.say("The library has no article."),
        None if back => app.say("This is the first article of the list."),
        None => app.say("This is the last article of the list."),
    }
}

/// Takes an opened article in, unless another was asked for since.
pub(super) fn opened(
    app: &mut App,
    entry: Entry,
    document: Arc<Document>,
    generation: u64,
    effects: &mut Vec<Effect>,
) {
    if generation != app.generation {
        return;
    }
    match app.opening.as_ref().map(|opening| &opening.arrival) {
        Some(Arrival::Again { .. }) => reload::opened(app, entry, document, effects),
        Some(Arrival::Passage(_, selector)) => {
            let selector = selector.clone();
            let passage = Aside::FindPassage { entry, document, selector, generation };
            effects.push(Effect::Aside(passage));
        }
        _ => arrived(app, entry, document, None, effects),
    }
}

/// Takes in where the passage is for which an article is opened, unless another was asked for
/// since.
pub(super) fn landed(app: &mut App, landing: Landing, effects: &mut Vec<Effect>) {
    if landing.generation == app.generation {
        arrived(app, landing.entry, landing.document, landing.span, effects);
    }
}

/// Shows the article that was opened last; its passage, if it was opened for one, stands at `span`.
fn arrived(
    app: &mut App,
    entry: Entry,
    document: Arc<Document>,
    span: Option<Span>,
    effects: &mut Vec<Effect>,
) {
    let arrival = app.opening.take().map_or(Arrival::Start, |opening| opening.arrival);
    let generation = app.generation;
    let reader = Reader::new(entry, document, generation, app.room());
    effects.extend(asked_of(&reader));
    effects.push(Effect::ReadReading { keys: reader.keys.clone(), generation });
    if app.reader.as_ref().is_some_and(|head| head.is_head && head.generation == generation) {
        return completed(app, reader);
    }
    let from = show(app, reader, effects);
    arrive(app, from, arrival, span);
}

/// Shows the head of a long article, which holds the place to go to, and asks for the whole.
pub(super) fn head_opened(
    app: &mut App,
    entry: Entry,
    document: Arc<Document>,
    generation: u64,
    effects: &mut Vec<Effect>,
) {
    if generation != app.generation {
        return;
    }
    let mut reader = Reader::new(entry.clone(), document, generation, app.room());
    reader.is_head = true;
    let from = show(app, reader, effects);
    let arrival = app.opening.as_ref().map_or(Arrival::Start, |opening| opening.arrival.clone());
    arrive(app, from, arrival, None);
    effects.push(Effect::Open { entry, extent: Extent::Whole, generation });
}

/// Puts the whole of an article where its head was.
fn completed(app: &mut App, mut reader: Reader) {
    if let Some(head) = app.reader.take() {
        reader.restore(&head.here());
        reader.progress = head.progress;
    }
    app.contents.join(Some(reader.document()));
    app.reader = Some(reader);
}

/// Gives an article the screen; returns where the reader was before.
fn show(app: &mut App, reader: Reader, effects: &mut Vec<Effect>) -> Option<Place> {
    let from = app.reader.as_ref().map(Reader::here);
    effects.extend(app.reader.as_ref().and_then(reading::left));
    app.contents.set_open(&reader.entry);
    app.contents.join(Some(reader.document()));
    app.contents.select(&reader.entry);
    app.reader = Some(reader);
    app.sheet = None;
    app.asking = None;
    app.speakers.selected = 0;
    // What went wrong meanwhile stays to be read.
    app.message.take_if(|message| !message.error);
    app.focus(Pane::Body);
    from
}

/// What is asked for wherever an article has a new text.
pub(super) fn asked_of(reader: &Reader) -> [Effect; 3] {
    let generation = reader.generation;
    [
        Effect::Annotate { document: reader.briefing.document.clone(), generation },
        Effect::ReadFlags { keys: reader.keys.clone(), generation },
        Effect::ReadCorrections { keys: reader.keys.clone(), generation },
    ]
}

fn arrive(app: &mut App, from: Option<Place>, arrival: Arrival, passage: Option<Span>) {
    let Some(reader) = &mut app.reader else { return };
    let waits = matches!(arrival, Arrival::Start);
    let mut flag = None;
    match arrival {
        Arrival::Back { place, index } => {
            reader.restore(&place);
            reading::arrived(reader, waits);
            return app.history.go(from, index);
        }
        Arrival::Start | Arrival::Again { .. } => {}
        Arrival::Place(place) => reader.restore(&place),
        Arrival::Passage(id, _) => {
            if let Some(span) = passage {
                reader.land(span);
            }
            flag = Some(id);
        }
    }
    reading::arrived(reader, waits);
    let to = reader.here();
    app.history.jump(from, to);
    if let Some(id) = flag {
        anchoring::ask_later(app, id);
    }
}

/// Says that an article could not be opened; the reader stays where it is.
pub(super) fn failed(app: &mut App, message: String, generation: u64) {
    if generation == app.generation {
        app.typed_ahead.clear();
        let opening = app.opening.take();
        let is_open =
            opening.is_some_and(|opening| matches!(opening.arrival, Arrival::Again { .. }));
        let kept = if is_open { " What is shown is what it held." } else { "" };
        app.complain(format!("{message}{kept}"));
    }
}

/// Takes annotations in, if they are of the open article.
pub(super) fn annotated(
    app: &mut App,
    annotations: Arc<Annotations>,
    generation: u64,
    effects: &mut Vec<Effect>,
) {
    if let Some(reader) = app.reader.as_mut().filter(|reader| reader.generation == generation) {
        reader.take_found(annotations);
        corrections::apply(app, effects);
    }
}

/// Takes articles of the library in.
pub(super) fn found(app: &mut App, entries: Vec<Entry>) {
    let open = app.reader.as_ref();
    app.contents.add(entries, open.map(Reader::document));
    if let Some(reader) = open
        && app.wish.focus != Pane::Contents
    {
        app.contents.select(&reader.entry);
    }
}

/// The library is complete: says what could not be read, and opens the newest article if none
/// is open or on its way.
pub(super) fn complete(app: &mut App, problems: &[String], effects: &mut Vec<Effect>) {
    app.contents.complete = true;
    effects.push(Effect::ReadLibrary);
    sifting::ask_outside(app, effects);
    if app.reader.is_none()
        && app.opening.is_none()
        && let Some(entry) = app.contents.newest().cloned()
    {
        open_at(app, entry, Arrival::Start, effects);
    }
    match problems {
        [] => {}
        [only] => app.complain(only.clone()),
        [first, rest @ ..] => app.complain(format!("{first} (and {} more)", rest.len())),
    }
}
