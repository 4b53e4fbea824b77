//! Flags in the open article: their passages are looked for on another thread, and where one has
//! changed, may be in several places or is gone, the reader is asked what is to become of it.
//!
//! A flag is never set on other words without being asked, and keeps what it quoted before.

use super::App;
use super::aside::Aside;
use super::command::Command;
use super::effect::Effect;
use super::flags::{self, change};
use super::jumps::Jump;
use super::panes::Pane;
use crate::anchor::{Fate, Outcome, differ_in_marks_alone, difference};
use crate::flag::{Flag, PlacedFlag};
use crate::span::Span;
use uuid::Uuid;

/// What is known of the search for the passages of flags.
#[derive(Clone, Debug, Default)]
pub struct Placing {
    /// Counts what happened to flags: what was looked for before is not what they quote now.
    turn: u64,
    /// The turn of the last search that was asked for.
    asked: u64,
    /// The flag that was gone to before its place was known.
    landing: Option<Uuid>,
}

/// What is asked about a flag.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// The flag.
    pub flag: Uuid,
    /// What became of its passage.
    pub about: About,
}

/// What became of a passage.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// Other words stand there.
    Changed {
        /// Where.
        span: Span,
        /// What became of the words.
        pieces: Vec<(Fate, String)>,
    },
    /// It may be any of several places.
    Ambiguous {
        /// The places, ascending.
        spans: Vec<Span>,
        /// The one that is shown.
        at: usize,
    },
    /// It is gone.
    Orphan,
}

/// Asks for the passages of an article's flags, if it is the open one.
pub(super) fn of_article(
    app: &mut App,
    flags: Vec<Flag>,
    generation: u64,
    effects: &mut Vec<Effect>,
) {
    let Some(reader) = app.reader.as_ref().filter(|reader| reader.generation == generation) else {
        return;
    };
    let document = reader.briefing.document.clone();
    app.flags.tags.extend(flags.iter().flat_map(|flag| flag.tags.iter().cloned()));
    app.placing.turn += 1;
    app.placing.asked = app.placing.turn;
    let turn = app.placing.turn;
    if flags.is_empty() {
        // Nothing to find: no other thread has to be asked, nor started for it.
        return placed(app, Vec::new(), generation, turn, effects);
    }
    effects.push(Effect::Aside(Aside::PlaceFlags { document, flags, generation, turn }));
}

/// Takes in the passages of the open article's flags; if flags were changed meanwhile they are
/// read again.
pub(super) fn placed(
    app: &mut App,
    placed: Vec<PlacedFlag>,
    generation: u64,
    turn: u64,
    effects: &mut Vec<Effect>,
) {
    let Some(reader) = app.reader.as_mut().filter(|reader| reader.generation == generation) else {
        return;
    };
    if turn != app.placing.asked {
        return;
    }
    if turn != app.placing.turn {
        return effects.push(Effect::ReadFlags { keys: reader.keys.clone(), generation });
    }
    reader.flags.set(placed);
    if let Some(id) = app.placing.landing.take() {
        ask(app, id);
    }
    flags::in_text::begin_wanted(app);
}

/// Notes that flags have changed.
pub(super) fn touched(app: &mut App) {
    app.placing.turn += 1;
    app.asking = None;
}

/// Asks about a flag once its place in the article that was opened for it is known.
pub(super) fn ask_later(app: &mut App, id: Uuid) {
    app.placing.landing = Some(id);
}

/// Asks what is to become of a flag whose passage is not what it was.
pub(super) fn ask(app: &mut App, id: Uuid) {
    app.asking = None;
    let Some(reader) = &app.reader else { return };
    let Some(placed) = reader.flags.iter().find(|placed| placed.flag.id == id) else { return };
    let [accept, next] = [Command::AcceptPassage, Command::NextPlace].map(|it| app.key(it));
    let (about, sentence) = match &placed.outcome {
        Outcome::Same(_) | Outcome::Moved(_) => return,
        Outcome::Changed(span) => {
            let found = span.of(&reader.document().text);
            let pieces = difference(&placed.flag.selector.exact, found);
            let pieces = pieces.into_iter().map(|it| (it.fate, it.text.to_owned())).collect();
            let sentence = if differ_in_marks_alone(&placed.flag.selector.exact, found) {
                let [list, all] = [Command::FlagList, Command::FlagStraighten];
                let (list, all) = (app.key(list), app.key(all));
                format!("Marks alone have changed; {accept} accepts them, {list} {all} all such.")
            } else {
                format!("The words have changed; {accept} accepts them as they are.")
            };
            (About::Changed { span: *span, pieces }, sentence)
        }
        Outcome::Ambiguous(spans) => {
            let sentence = match spans.len() {
                1 => format!("These may be the words; {accept} takes them."),
                count => {
                    format!("It may be in {count} places; {next} next, {accept} takes this one.")
                }
            };
            (About::Ambiguous { spans: spans.clone(), at: 0 }, sentence)
        }
        Outcome::Orphan => {
            let gone = "No longer in this article; the flag keeps its words.";
            (About::Orphan, gone.to_owned())
        }
    };
    app.asking = Some(Asking { flag: id, about });
    app.say(sentence);
}

/// Goes to the next of the places that a passage may be in, or to the previous one, round the
/// end.
pub(super) fn step(app: &mut App, back: bool) {
    let Some(Asking { about: About::Ambiguous { spans, at }, .. }) = &mut app.asking else {
        return app.say("There is no other place.");
    };
    let count = spans.len().max(1);
    *at = (*at + if back { count - 1 } else { 1 }) % count;
    let (span, sentence) = (spans.get(*at).copied(), format!("Place {} of {count}.", *at + 1));
    if let (Some(span), Some(reader)) = (span, &mut app.reader) {
        reader.land(span);
    }
    app.say(sentence);
}

/// Has the flag quote what stands at the place that is shown.
pub(super) fn accept(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(Asking { flag, about }) = app.asking.take() else { return };
    let span = match about {
        About::Changed { span, .. } => Some(span),
        About::Ambiguous { spans, at } => spans.get(at).copied(),
        About::Orphan => None,
    };
    match (span, &app.reader) {
        (Some(span), Some(reader)) => {
            let quoted = flags::in_text::quoting(reader, span);
            change(app, vec![flag], quoted, effects);
        }
        _ => app.say("There is nothing to accept; the flag keeps its words."),
    }
}

/// Leaves the flag as it is; tells whether something was asked.
pub(super) fn leave(app: &mut App) -> bool {
    app.asking.take().is_some()
}

impl App {
    /// Returns what is asked about a flag, with the flag, where the text has the focus.
    #[must_use]
    pub fn asked(&self) -> Option<(&Asking, &Flag)> {
        let asking = self.asking.as_ref().filter(|_| self.wish.focus == Pane::Body)?;
        let mut placed = self.reader.as_ref()?.flags.iter();
        let placed = placed.find(|placed| placed.flag.id == asking.flag)?;
        Some((asking, &placed.flag))
    }
}

/// Goes to a flag of the open article and asks about it if there is something to ask.
pub(super) fn go(app: &mut App, index: usize) {
    let Some(placed) = app.reader.as_ref().and_then(|reader| reader.flags.get(index)) else {
        return;
    };
    let (id, place) = (placed.flag.id, placed.places().first().copied());
    app.flags.in_text.peeking = false;
    app.focus(Pane::Body);
    if let Some(place) = place {
        app.jump(Jump::Chosen, None, |reader| reader.land(place));
    }
    ask(app, id);
}
