//! Links by letters: while one is waited for, every link on the screen has its own.

use super::App;
use super::bookmarks::Awaiting;
use super::command::Command;
use super::effect::Effect;
use super::reader::Reader;
use crate::span::Span;

/// The letters, those under the fingers first. Links beyond them are in the list alone.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// Returns the links on the screen: the letter of each, where on the screen it begins, and its
/// number in the article. O(log n) and what is on the screen.
pub fn lettered(reader: &Reader) -> impl Iterator<Item = (char, usize, usize)> + '_ {
    let shown = match (reader.visible.first(), reader.visible.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::default(),
    };
    let links = &reader.document().links;
    let from = links.partition_point(|link| link.span.end <= shown.start);
    let links = links.iter().enumerate().skip(from);
    let links = links.take_while(move |(_, link)| link.span.start < shown.end);
    let place = move |(letter, (index, link)): (char, (usize, &crate::document::Link))| {
        (letter, link.span.start.max(shown.start), index)
    };
    LETTERS.chars().zip(links).map(place)
}

/// Waits for the letter of a link; a single one is opened at once.
pub(super) fn ask(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let shown: Vec<usize> = lettered(reader).map(|(.., index)| index).take(2).collect();
    match shown.as_slice() {
        [] if reader.document().links.is_empty() => app.say("This article has no links."),
        [] => {
            let key = app.key(Command::Links);
            app.say(format!("There is no link on the screen; {key} lists those of the article."));
        }
        [only] => open(app, *only, effects),
        _ => app.awaiting = Some(Awaiting::Link),
    }
}

/// Opens the link that has the letter.
pub(super) fn letter(app: &mut App, letter: char, effects: &mut Vec<Effect>) {
    let found = app.reader.as_ref().and_then(|reader| {
        lettered(reader).find(|(own, ..)| *own == letter).map(|(.., index)| index)
    });
    match found {
        Some(index) => open(app, index, effects),
        None => app.say(format!("No link on the screen has the letter {letter}.")),
    }
}

/// Opens a link in the browser.
pub(super) fn open(app: &mut App, index: usize, effects: &mut Vec<Effect>) {
    let link = app.reader.as_ref().and_then(|reader| reader.document().links.get(index));
    let Some(url) = link.map(|link| link.url.clone()) else { return };
    app.say(format!("Opening {url} …"));
    effects.push(Effect::Browse(url));
}
