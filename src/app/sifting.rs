//! The prompt over latest contents: which articles they list.

use super::App;
use super::contents::{Entry, Filter};
use super::effect::Effect;
use super::panes::Pane;
use super::prompt::{Ask, Prompt};
use super::reader::Reader;
use super::speakers::quoted;

/// Asks what the articles must have; what was asked before is there to be changed.
pub(super) fn ask(app: &mut App) {
    let before = app.contents.filter().query().to_owned();
    app.focus(Pane::Contents);
    app.prompt = Some(Prompt::new(Ask::Filter, &before));
}

/// Lists what has all that stands in the prompt.
pub(super) fn typed(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(prompt) = &app.prompt else { return };
    let filter = Filter::parse(prompt.input.value());
    let asked_before = app.contents.filter().asks_for_speakers();
    set(app, filter);
    // Another name is looked for among what is being read already.
    if !(asked_before && app.contents.filter().asks_for_speakers()) {
        ask_outside(app, effects);
    }
}

/// Asks for what the filter has to know of the articles and is not known yet.
pub(super) fn ask_outside(app: &mut App, effects: &mut Vec<Effect>) {
    let filter = app.contents.filter();
    if filter.asks_for_flags() && app.flags.all.is_none() {
        effects.push(Effect::ReadAllFlags);
    }
    if filter.asks_for_speakers() {
        let (entries, turn) = app.contents.unheard();
        if !entries.is_empty() {
            effects.push(Effect::HearVoices { entries, turn });
        }
    } else if let Some(turn) = app.contents.stop_listening() {
        effects.push(Effect::HearVoices { entries: Vec::new(), turn });
    }
}

/// Takes in who is quoted in some articles.
pub(super) fn heard(app: &mut App, heard: Vec<(Entry, Vec<String>)>, turn: u64) {
    if app.contents.hear(heard, turn) && app.contents.filter().asks_for_speakers() {
        set(app, app.contents.filter().clone());
        if app.contents.listening() == 0 && app.prompt.is_none() {
            accept(app);
        }
    }
}

/// Takes in that a correction can have changed who is quoted in the open article.
pub(super) fn corrected(app: &mut App) {
    let Some(reader) = &app.reader else { return };
    let names = || quoted(&reader.briefing.annotations);
    if app.contents.hear_again(&reader.entry, names) && app.contents.filter().asks_for_speakers() {
        set(app, app.contents.filter().clone());
    }
}

/// Takes in which articles have flags.
pub(super) fn flags_known(app: &mut App) {
    if app.contents.filter().asks_for_flags() {
        set(app, app.contents.filter().clone());
    }
}

/// Lists all articles again.
pub(super) fn cancel(app: &mut App, effects: &mut Vec<Effect>) {
    set(app, Filter::default());
    ask_outside(app, effects);
}

/// Says how many articles are listed.
pub(super) fn accept(app: &mut App) {
    let (contents, listed) = (&app.contents, app.contents.items().len());
    let filter = contents.filter();
    if filter.is_empty() || contents.is_empty() {
        return;
    }
    let asks = filter.asks_for_speakers();
    let text = match contents.listening() {
        left if asks && left > 0 => {
            format!("{listed} articles are listed; {left} more are being read for who speaks …")
        }
        _ if listed == 0 && contents.complete => {
            format!("No article has “{}”; an empty answer lists all again.", filter.query())
        }
        _ => format!("{listed} of {} articles are listed.", contents.len()),
    };
    app.say(text);
}

fn set(app: &mut App, mut filter: Filter) {
    let live = app.flags.all.iter().flatten().filter(|listed| listed.flag.deleted.is_none());
    filter.set_flagged(live.map(|listed| listed.article.path.clone()).collect());
    app.contents.set_filter(filter, app.reader.as_ref().map(Reader::document));
}
