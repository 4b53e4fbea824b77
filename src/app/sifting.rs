//! The prompt over latest contents: which articles they list.

use super::App;
use super::contents::Filter;
use super::effect::Effect;
use super::panes::Pane;
use super::prompt::{Ask, Prompt};
use super::reader::Reader;

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
    if filter.asks_for_flags() && app.flags.all.is_none() {
        effects.push(Effect::ReadAllFlags);
    }
    set(app, filter);
}

/// Takes in which articles have flags.
pub(super) fn flags_known(app: &mut App) {
    if app.contents.filter().asks_for_flags() {
        set(app, app.contents.filter().clone());
    }
}

/// Lists all articles again.
pub(super) fn cancel(app: &mut App) {
    set(app, Filter::default());
}

/// Says how many articles are listed.
pub(super) fn accept(app: &mut App) {
    if app.contents.items().is_empty() && !app.contents.is_empty() {
        let query = app.contents.filter().query();
        let text = format!("No article has “{query}”; an empty answer lists all again.");
        return app.say(text);
    }
    let listed = app.contents.items().len();
    if !app.contents.filter().is_empty() {
        app.say(format!("{listed} of {} articles are listed.", app.contents.len()));
    }
}

fn set(app: &mut App, mut filter: Filter) {
    let live = app.flags.all.iter().flatten().filter(|listed| listed.flag.deleted.is_none());
    filter.set_flagged(live.map(|listed| listed.path.clone()).collect());
    app.contents.set_filter(filter, app.reader.as_ref().map(Reader::document));
}
