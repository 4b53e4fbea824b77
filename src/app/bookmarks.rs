//! Marks as in vi and less: a letter names a place, and leads back to it from anywhere.

use super::App;
use super::command::Command;
use super::effect::Effect;
use super::history::Place;
use super::jumps::{self, Jump};
use super::key::{Key, KeyCode};
use super::links;
use super::motion::Motion;
use super::opening::{Arrival, open_at};
use super::panes::Pane;
use super::reader::Reader;
use std::collections::BTreeMap;

/// The places that have a letter.
pub type Bookmarks = BTreeMap<char, Place>;

/// What the next key is the letter of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    /// The letter for this place.
    Set,
    /// The letter of a place to go to.
    Go,
    /// The letter of a link to open.
    Link,
}

/// Waits for the letter of a mark.
pub(super) fn ask(app: &mut App, awaiting: Awaiting) {
    if app.reader.is_none() && awaiting == Awaiting::Set {
        return app.say_no_article();
    }
    app.awaiting = Some(awaiting);
}

/// Takes the key behind `M` or `'`.
pub(super) fn letter(app: &mut App, awaiting: Awaiting, key: Key, effects: &mut Vec<Effect>) {
    let KeyCode::Char(letter) = key.code else { return };
    match (awaiting, letter) {
        _ if key.control || key.alt => {}
        (Awaiting::Set, letter) if letter.is_alphanumeric() => {
            let here = app.reader.as_ref().map(Reader::here);
            app.bookmarks.extend(here.map(|here| (letter, here)));
            let key = app.key(Command::GoToMark);
            app.say(format!("This place is now {letter}; {key}{letter} leads back to it."));
        }
        (Awaiting::Set, _) => app.say("A letter or a digit names a place."),
        (Awaiting::Link, letter) => links::letter(app, letter, effects),
        (Awaiting::Go, '\'' | '`') => {
            let by = if app.history.look(1).is_some() { 1 } else { -1 };
            jumps::travel(app, by, effects);
        }
        (Awaiting::Go, '^') => app.jump(Jump::Edge, None, |reader| reader.go(Motion::Start)),
        (Awaiting::Go, '$') => app.jump(Jump::Edge, None, |reader| reader.go(Motion::End)),
        (Awaiting::Go, letter) => go(app, letter, effects),
    }
}

fn go(app: &mut App, letter: char, effects: &mut Vec<Effect>) {
    let Some(place) = app.bookmarks.get(&letter).cloned() else {
        let key = app.key(Command::SetMark);
        return app.say(format!("No place is called {letter}. {key}{letter} names this one."));
    };
    match &app.reader {
        Some(reader) if reader.entry.is_same(&place.entry) => {
            app.focus(Pane::Body);
            app.jump(Jump::Chosen, None, |reader| reader.restore(&place));
        }
        _ => open_at(app, place.entry.clone(), Arrival::Place(place), effects),
    }
}
