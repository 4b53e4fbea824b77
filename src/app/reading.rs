//! How far articles have been read: the place that each is left at, and which are read.
//!
//! An article is read once its end was on the screen, or when the reader says so. What is kept
//! is kept in the store, by what an article is known by.

use super::App;
use super::command::Command;
use super::contents::{Entry, Item};
use super::effect::Effect;
use super::history::Place;
use super::opening;
use super::panes::Pane;
use super::reader::Reader;
use crate::anchor::{find, select};
use crate::flag::{ArticleKeys, Later, LazyKeys, ReadArticle, Reading, ReadingChange};
use crate::span::Span;

/// Bytes of the words by which a place is known again, about.
const WORDS: usize = 160;

/// What the reader knows of how far an article has been read.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// It is read.
    pub is_read: bool,
    /// Its end was on the screen since it was opened.
    end_seen: bool,
    /// Where the screen was when it was opened; the store may know better.
    arrived: Option<usize>,
    /// It was opened to be read from where it was left.
    waits: bool,
}

impl App {
    /// Returns what is left to be done when the program ends.
    #[must_use]
    pub fn farewell(&self) -> Vec<Effect> {
        self.reader.as_ref().and_then(left).into_iter().collect()
    }
}

/// Notes where an article was opened; `waits` if it shall go on where it was left.
pub(super) fn arrived(reader: &mut Reader, waits: bool) {
    reader.progress.arrived = Some(reader.here().top);
    reader.progress.waits = waits;
}

/// Returns the effect that keeps the place at which an article is left, if it has moved.
pub(super) fn left(reader: &Reader) -> Option<Effect> {
    if reader.is_head || reader.progress.arrived == Some(reader.here().top) {
        return None;
    }
    Some(keep(reader.keys.clone(), place(reader)))
}

fn keep(keys: LazyKeys, change: Later<ReadingChange>) -> Effect {
    Effect::KeepReadings(vec![(keys, change)])
}

/// Returns the place at the top of the screen.
fn place(reader: &Reader) -> Later<ReadingChange> {
    let (document, words) = (reader.briefing.document.clone(), words(reader));
    Later::new(move || ReadingChange::Place(words.map(|words| select(&document, words))))
}

/// Returns the words at the top of the screen; `None` at the start of the article, and where its
/// end is on the screen: whoever has read it will want to start anew.
fn words(reader: &Reader) -> Option<Span> {
    let document = reader.document();
    let first = document.blocks.first().map_or(0, |block| block.span.start);
    let row = reader.visible.iter().find(|row| row.is_text())?;
    if row.span.start <= first || is_end_seen(reader) {
        return None;
    }
    let block = document.blocks.get(row.block)?.span;
    let text = document.annotated_text();
    let mut end = row.span.start.saturating_add(WORDS).min(block.end);
    while end > row.span.start && !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = Span::new(row.span.start, end).trim(text);
    (!words.is_empty()).then_some(words)
}

fn is_end_seen(reader: &Reader) -> bool {
    let end = reader.document().blocks.last().map_or(0, |block| block.span.end);
    let last = reader.visible.iter().rfind(|row| row.is_text());
    last.is_some_and(|row| row.span.end >= end)
}

/// Marks the open article as read when its end comes on the screen.
pub(super) fn notice_end(app: &mut App, effects: &mut Vec<Effect>) {
    let is_shown = app.panes().body.is_some() && app.help.is_none();
    let Some(reader) = app.reader.as_mut().filter(|_| is_shown) else { return };
    if reader.is_head || reader.progress.end_seen || !is_end_seen(reader) {
        return;
    }
    reader.progress.end_seen = true;
    if !reader.progress.is_read {
        reader.progress.is_read = true;
        app.contents.set_read(&reader.entry, true);
        effects.push(keep(reader.keys.clone(), ReadingChange::Read(true).into()));
    }
}

/// Takes in how far the open article has been read: goes on there if nobody has moved since.
pub(super) fn of_article(app: &mut App, reading: Option<Reading>, generation: u64) {
    let Some(reader) = app.reader.as_mut().filter(|reader| reader.generation == generation) else {
        return;
    };
    let Some(reading) = reading else { return };
    reader.progress.is_read |= reading.read.is_some();
    let here = reader.here();
    let is_untouched = reader.progress.waits && reader.progress.arrived == Some(here.top);
    let place = reading.place.filter(|_| is_untouched);
    let span = place.and_then(|selector| find(reader.document(), &selector).span());
    if let Some(span) = span {
        reader.restore(&Place { top: span.start, cursor: span.start, focused: None, ..here });
        arrived(reader, false);
        if app.message.is_none() {
            let key = app.key(Command::Start);
            app.say(format!("You were here before; {key} goes to the start."));
        }
    }
}

/// Takes in which articles of the library were read.
pub(super) fn of_library(app: &mut App, read: Vec<ReadArticle>) {
    app.contents.set_all_read(read);
    if app.contents.only_unread {
        join(app);
    }
}

/// Shows the articles that are not read alone, or all again.
pub(super) fn toggle_only(app: &mut App) {
    app.contents.only_unread = !app.contents.only_unread;
    join(app);
    let what = if app.contents.only_unread { "Articles that are not read" } else { "All articles" };
    app.say(format!("{what} are listed."));
}

/// Makes the list anew; what was selected stays so, if it is still there.
fn join(app: &mut App) {
    let selected = match app.contents.selected() {
        Some(Item::Article { index, .. }) => app.contents.entry(index).cloned(),
        _ => None,
    };
    app.contents.join(app.reader.as_ref().map(Reader::document));
    let open = app.reader.as_ref().map(|reader| reader.entry.clone());
    for entry in open.iter().chain(&selected) {
        app.contents.select(entry);
    }
}

/// Marks the selected or the open article as read, or as unread.
pub(super) fn toggle(app: &mut App, effects: &mut Vec<Effect>) {
    let selected = match app.contents.selected() {
        Some(Item::Article { index, .. }) if app.wish.focus == Pane::Contents => {
            app.contents.entry(index).cloned()
        }
        _ => None,
    };
    let open = app.reader.as_ref().map(|reader| reader.entry.clone());
    let Some(entry) = selected.or(open) else { return app.say_no_article() };
    let open = app.reader.as_mut().filter(|reader| reader.entry.is_same(&entry));
    let (keys, is_read) = match open {
        Some(reader) => {
            reader.progress.is_read = !reader.progress.is_read;
            (reader.keys.clone(), reader.progress.is_read)
        }
        None => (keys(&entry).into(), !app.contents.is_read(&entry)),
    };
    app.contents.set_read(&entry, is_read);
    effects.push(keep(keys, ReadingChange::Read(is_read).into()));
    app.say(if is_read { "Marked as read." } else { "Marked as unread." });
}

/// Marks every article of the library as read.
pub(super) fn mark_all(app: &mut App, effects: &mut Vec<Effect>) {
    let unread: Vec<Entry> =
        app.contents.entries().filter(|entry| !app.contents.is_read(entry)).cloned().collect();
    if unread.is_empty() {
        return app.say("Every article is read.");
    }
    for entry in &unread {
        app.contents.set_read(entry, true);
    }
    if let Some(reader) = &mut app.reader {
        reader.progress.is_read = true;
    }
    let changes = unread.iter().map(|entry| (keys(entry).into(), ReadingChange::Read(true).into()));
    effects.push(Effect::KeepReadings(changes.collect()));
    let articles = if unread.len() == 1 { "article is" } else { "articles are" };
    app.say(format!("{} {articles} marked as read.", unread.len()));
}

/// Opens the next article in latest contents that is not read, from the open one on and round
/// the end.
pub(super) fn open_next(app: &mut App, effects: &mut Vec<Effect>) {
    let open = app.reader.as_ref().map(|reader| &reader.entry);
    match app.contents.next_unread(open).cloned() {
        Some(entry) => opening::open_entry(app, entry, effects),
        None => app.say("Every article is read."),
    }
}

/// What the store knows an article by that was not opened.
fn keys(entry: &Entry) -> ArticleKeys {
    ArticleKeys {
        headline: entry.headline.clone(),
        published: entry.published.map(|published| published.to_string()),
        path: entry.path.to_string_lossy().into_owned(),
        ..ArticleKeys::default()
    }
}
