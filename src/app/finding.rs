//! Finding words in the open article, while they are typed and after.
//!
//! Each key of the prompt goes back to where the search began and on to the first match from
//! there; what was typed is kept for the next prompt. Which matches there are is known to
//! [`super::reader`].

use super::App;
use super::aside::Aside;
use super::command::Command;
use super::effect::Effect;
use super::history::Place;
use super::jumps::Jump;
use super::panes::Pane;
use super::prompt::{Ask, Prompt};
use super::reader::{Reader, Selection};
use crate::span::Span;

/// What was searched for, and what is being searched for.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    /// What was searched for last, in any article.
    query: String,
    /// It was searched for towards the start.
    back: bool,
    /// What was searched for, the latest last.
    history: Vec<String>,
    /// Which of the history stands in the prompt, and what had been typed before.
    recalled: Option<(usize, String)>,
    /// Where the open prompt was opened.
    origin: Option<Origin>,
    /// A match to go to when all are known: against the direction of the search, how far on.
    wanted: Option<(bool, usize)>,
    /// The number of matches is to be said when all are known.
    counting: bool,
    /// Where the match gone to last begins, in whichever article that was.
    landed: Option<usize>,
    /// Counts requests.
    number: u64,
}

#[derive(Clone, Debug)]
struct Origin {
    place: Place,
    selection: Option<Selection>,
}

/// Searches that are remembered, at the most.
const MOST: usize = 100;

/// Opens the prompt for words to search for.
pub(super) fn ask(app: &mut App, back: bool) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let place = reader.here();
    app.finding.origin = Some(Origin { place, selection: reader.selection });
    app.finding.recalled = None;
    app.prompt = Some(Prompt::new(Ask::Search { back }, ""));
}

/// Shows the first match of what stands in the prompt.
pub(super) fn typed(app: &mut App, effects: &mut Vec<Effect>) {
    go_to_origin(app);
    let query = app.prompt.as_ref().map_or("", |prompt| prompt.input.value()).trim().to_owned();
    if query.is_empty() {
        if let Some(reader) = &mut app.reader {
            reader.end_search();
        }
        return;
    }
    seek(app, &query, effects);
    preview(app);
}

/// Puts an older or a newer search into the prompt.
pub(super) fn recall(app: &mut App, by: isize, effects: &mut Vec<Effect>) {
    let Some(prompt) = &mut app.prompt else { return };
    let finding = &mut app.finding;
    let (at, typed) = match finding.recalled.take() {
        Some((at, typed)) => (at, typed),
        None => (finding.history.len(), prompt.input.value().to_owned()),
    };
    let at = at.saturating_add_signed(by).min(finding.history.len());
    let text = finding.history.get(at).unwrap_or(&typed);
    prompt.input = text.as_str().into();
    finding.recalled = Some((at, typed));
    self::typed(app, effects);
}

/// Goes back to where the prompt was opened.
pub(super) fn cancel(app: &mut App) {
    go_to_origin(app);
    app.finding.origin = None;
    if let Some(reader) = &mut app.reader {
        reader.end_search();
    }
}

/// Goes to the first match of an answer of the prompt; an empty one repeats the last search.
pub(super) fn accept(app: &mut App, query: String, back: bool, effects: &mut Vec<Effect>) {
    go_to_origin(app);
    let finding = &mut app.finding;
    (finding.origin, finding.landed, finding.back) = (None, None, back);
    if !query.is_empty() {
        finding.history.retain(|known| *known != query);
        finding.history.push(query.clone());
        if finding.history.len() > MOST {
            finding.history.remove(0);
        }
        finding.query = query;
    }
    app.focus(Pane::Body);
    next(app, false, 1, None, effects);
}

/// Goes so many matches on in the direction of the search, or against it.
pub(super) fn next(
    app: &mut App,
    against: bool,
    times: usize,
    repeated: Option<Jump>,
    effects: &mut Vec<Effect>,
) {
    if app.reader.is_none() {
        return app.say_no_article();
    }
    if app.finding.query.is_empty() {
        let key = app.key(Command::Search);
        return app.say(format!("Search for something first, with {key}."));
    }
    let query = app.finding.query.clone();
    seek(app, &query, effects);
    let Some(reader) = &app.reader else { return };
    let back = app.finding.back != against;
    let (count, complete) = (reader.found.matches.len(), reader.found.complete);
    let left = app.finding.landed == Some(reader.cursor);
    let Some(next) = reader.match_from_here(back, times, left) else {
        if complete {
            return app.say(format!("“{query}” does not stand in this article."));
        }
        app.finding.wanted = Some((against, times));
        return app.say(format!("Looking for “{query}” …"));
    };
    app.jump(Jump::Match, repeated, |reader| {
        reader.land(next.span);
        reader.found.index = Some(next.index);
    });
    (app.finding.landed, app.finding.counting) = (Some(next.span.start), !complete);
    if !complete {
        return app.say("The other matches are being counted …");
    }
    let wrapped = match (next.wrapped, back) {
        (false, _) => "",
        (true, false) => ", from the start again",
        (true, true) => ", from the end again",
    };
    app.say(format!("Match {} of {count}{wrapped}.", next.index + 1));
}

/// Takes in where the words stand in a long article.
pub(super) fn arrived(app: &mut App, matches: Vec<Span>, number: u64, effects: &mut Vec<Effect>) {
    let is_last = |reader: &mut Reader| reader.take_matches(matches, number);
    if !app.reader.as_mut().is_some_and(is_last) {
        return;
    }
    let (wanted, counting) = (app.finding.wanted.take(), app.finding.counting);
    app.finding.counting = false;
    let Some(found) = app.reader.as_ref().map(|reader| &reader.found) else { return };
    match (app.finding.origin.is_some(), wanted, found.index) {
        (true, _, None) => preview(app),
        (true, ..) => {}
        (_, Some((against, times)), _) => next(app, against, times, None, effects),
        (_, None, Some(index)) if counting => {
            let count = found.matches.len();
            app.say(format!("Match {} of {count}.", index + 1));
        }
        _ => {}
    }
}

pub(super) fn seek(app: &mut App, query: &str, effects: &mut Vec<Effect>) {
    let number = app.finding.number + 1;
    if let Some(reader) = &mut app.reader
        && reader.found.query != query
    {
        (app.finding.number, app.finding.wanted, app.finding.counting) = (number, None, false);
        if reader.search(query, number) {
            let document = reader.briefing.document.clone();
            let search = Aside::Search { document, query: query.to_owned(), number };
            effects.push(Effect::Aside(search));
        }
    }
}

/// Goes to the first match from where the prompt was opened, without a jump.
fn preview(app: &mut App) {
    let Some(Ask::Search { back }) = app.prompt.as_ref().map(|prompt| prompt.ask) else { return };
    if let Some(reader) = &mut app.reader
        && let Some(first) = reader.match_from_here(back, 1, false)
    {
        reader.land(first.span);
        reader.found.index = Some(first.index);
    }
}

fn go_to_origin(app: &mut App) {
    let (Some(origin), Some(reader)) = (&app.finding.origin, &mut app.reader) else { return };
    if reader.entry.is_same(&origin.place.entry) {
        reader.restore(&origin.place);
        reader.selection = origin.selection;
        reader.found.index = None;
    }
}
