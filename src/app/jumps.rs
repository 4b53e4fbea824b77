//! Jumps within the open article: quotes, speakers, matches, and back and forward.

use super::App;
use super::command::Command;
use super::effect::Effect;
use super::opening::{Arrival, open_at};
use super::panes::Pane;
use super::reader::Reader;
use crate::annotation::SpeakerId;

/// Kinds of jumps; jumps of one kind in a row are one step of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// From quote to quote.
    Quote,
    /// From match to match.
    Match,
    /// From sentence to sentence.
    Sentence,
    /// From flag to flag.
    Flag,
    /// To the start or the end.
    Edge,
    /// To something chosen from a list.
    Chosen,
}

impl App {
    /// Makes a jump in the open article and notes it in the history; `repeated` is the kind of
    /// jump that the key before this one made.
    pub(super) fn jump(
        &mut self,
        kind: Jump,
        repeated: Option<Jump>,
        land: impl FnOnce(&mut Reader),
    ) {
        let Some(reader) = &mut self.reader else { return };
        let from = reader.here();
        land(reader);
        let to = reader.here();
        self.jumped = Some(kind);
        if to != from && (kind == Jump::Chosen || repeated != Some(kind)) {
            self.history.jump(Some(from), to);
        }
        self.follow_speaker();
    }

    /// Selects the focused quote's speaker in the panel.
    pub(super) fn follow_speaker(&mut self) {
        let Some(reader) = &self.reader else { return };
        let quote = reader.focused.and_then(|index| reader.quote(index));
        if let Some(place) = quote.and_then(|quote| reader.voices.place(quote)) {
            self.speakers.selected = place;
        }
    }
}

/// Goes to the next or the previous quote, or as many further.
pub(super) fn next_quote(app: &mut App, back: bool, times: usize, repeated: Option<Jump>) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    if let Some(speaker) = reader.only {
        return next_of(app, speaker, back, times, repeated);
    }
    match reader.quote_from_here(None, back, times) {
        Some(index) => app.jump(Jump::Quote, repeated, |reader| reader.land_on_quote(index)),
        None if !reader.annotated => app.say("The quotes are still being looked for."),
        None if reader.briefing.annotations.quotes.is_empty() => {
            app.say("No quote was found in this article.")
        }
        None if back => app.say("This is the first quote."),
        None => app.say("This is the last quote."),
    }
}

/// Goes to the next or the previous quote of the focused quote's speaker; without a focused
/// quote, or in the panel, of the selected speaker.
pub(super) fn next_of_speaker(app: &mut App, back: bool, times: usize, repeated: Option<Jump>) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let focused = reader.focused.and_then(|index| reader.quote(index));
    let place = match focused {
        Some(quote) if app.wish.focus != Pane::Speakers => reader.voices.place(quote),
        _ => Some(app.speakers.selected),
    };
    let Some(voice) = place.and_then(|place| reader.voices.list().get(place)) else {
        return app.say("Nobody is known to say this quote.");
    };
    let speaker = voice.speaker;
    next_of(app, speaker, back, times, repeated);
}

/// Goes to the next or the previous quote of a speaker, or as many further.
fn next_of(app: &mut App, speaker: SpeakerId, back: bool, times: usize, repeated: Option<Jump>) {
    let Some(reader) = &app.reader else { return };
    let Some(voice) = reader.voices.of_speaker(speaker) else { return };
    match reader.quote_from_here(Some(&voice.quotes), back, times) {
        Some(index) => app.jump(Jump::Quote, repeated, |reader| reader.land_on_quote(index)),
        None => {
            let speakers = &reader.briefing.annotations.speakers;
            let name = speakers.get(voice.speaker.0).map_or("", |s| s.canonical.as_str());
            let which = if back { "first" } else { "last" };
            app.say(format!("This is the {which} quote of {name}."));
        }
    }
}

/// Goes to the next or the previous sentence, or as many further; an open selection reaches there.
pub(super) fn next_sentence(app: &mut App, back: bool, times: usize, repeated: Option<Jump>) {
    if app.reader.is_none() {
        return app.say_no_article();
    }
    let mut moved = false;
    app.jump(Jump::Sentence, repeated, |reader| moved = reader.step_sentence(back, times));
    if !moved {
        let which = if back { "first" } else { "last" };
        app.say(format!("This is the {which} sentence."));
    }
}

/// From the text to the panel: selects the speaker of the quote at the cursor.
pub(super) fn show_speaker(app: &mut App) {
    let Some(reader) = &mut app.reader else { return app.say_no_article() };
    let Some(index) = reader.quote_here() else {
        let key = app.key(Command::NextQuote);
        return app.say(format!("No quote stands here. {key} goes to the next one."));
    };
    if reader.focused != Some(index) {
        reader.land_on_quote(index);
    }
    let place = reader.quote(index).and_then(|quote| reader.voices.place(quote));
    match place {
        Some(place) => {
            app.speakers.selected = place;
            app.focus(Pane::Speakers);
        }
        None => app.say("Nobody is known to say this quote."),
    }
}

/// From the panel to the text: the focused quote if the selected speaker says it, else the
/// speaker's first one.
pub(super) fn show_quote(app: &mut App) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let Some(voice) = reader.voices.list().get(app.speakers.selected) else {
        return app.say("No speaker is quoted in this article.");
    };
    let own = reader.focused.filter(|quote| voice.quotes.contains(quote));
    let Some(index) = own.or_else(|| voice.quotes.first().copied()) else { return };
    app.focus(Pane::Body);
    app.jump(Jump::Chosen, None, |reader| reader.land_on_quote(index));
}

/// Goes back or forward in the history, to another article if need be.
pub(super) fn travel(app: &mut App, by: isize, effects: &mut Vec<Effect>) {
    let Some((index, place)) = app.history.look(by) else {
        let side = if by < 0 { "back" } else { "forward" };
        return app.say(format!("There is nothing to go {side} to."));
    };
    let place = place.clone();
    match &mut app.reader {
        Some(reader) if reader.entry.is_same(&place.entry) => {
            let from = reader.here();
            reader.restore(&place);
            app.history.go(Some(from), index);
            app.focus(Pane::Body);
            app.follow_speaker();
        }
        _ => open_at(app, place.entry.clone(), Arrival::Back { place, index }, effects),
    }
}
