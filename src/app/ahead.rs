//! Keys that come before what they are meant for: the rest of a long article, or a flag of the
//! follow-up view. They wait for it, in their order.

use super::App;
use super::command::{Command, Context};
use super::effect::Effect;
use super::key::Key;
use super::keymap::Meaning;
use super::panes::Pane;
use super::press::press;

/// Keeps a key that has to wait; tells whether it has. Leaving never waits.
pub(super) fn waits(app: &mut App, key: Key) -> bool {
    let meaning = app.keymap.meaning(&[Context::Body, Context::Anywhere], &[key]);
    let leaves = matches!(meaning, Meaning::Command(Command::Quit | Command::Suspend));
    let has_to = is_coming(app) && !leaves;
    if has_to {
        app.typed_ahead.push(key);
    }
    has_to
}

/// Takes the keys that waited, as far as they need wait no longer.
pub(super) fn go_on(app: &mut App, effects: &mut Vec<Effect>) {
    if is_coming(app) {
        return;
    }
    for key in std::mem::take(&mut app.typed_ahead) {
        press(app, key, effects);
    }
}

/// Tells whether what keys are meant for is on its way.
fn is_coming(app: &App) -> bool {
    let in_list = app.wish.focus == Pane::Follow && app.prompt.is_none() && app.help.is_none();
    app.has_head_alone() || in_list && app.flags.follow.is_coming()
}
