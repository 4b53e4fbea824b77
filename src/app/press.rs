//! What a key means: where it goes, the number before a command, and the contexts in which its
//! command is looked for. What commands do lives in `update`.

use super::command::{Command, Context, shown};
use super::effect::Effect;
use super::key::{Key, KeyCode};
use super::keymap::Meaning;
use super::panes::Pane;
use super::sheet::Subject;
use super::{App, ahead, bookmarks, flags, prompts, update};

/// Takes a key: a prompt, a command, or what waits for a letter decides what it means.
pub(super) fn press(app: &mut App, key: Key, effects: &mut Vec<Effect>) {
    if ahead::waits(app, key) {
        return;
    }
    app.message = None;
    app.greeting = None;
    if prompts::press(app, key, effects) {
        return;
    }
    if let Some(awaiting) = app.awaiting.take() {
        return bookmarks::letter(app, awaiting, key, effects);
    }
    if counts(app, key) {
        return;
    }
    app.keys.push(key);
    match app.keymap.meaning(contexts(app), &app.keys) {
        Meaning::Begun => {}
        Meaning::Command(command) => {
            app.keys.clear();
            update::perform(app, command, key, effects);
        }
        Meaning::Unbound => {
            app.count = None;
            let keys: Vec<String> = app.keys.drain(..).map(|key| key.to_string()).collect();
            let begun = keys.len() > 1;
            if !(begun && key.code == KeyCode::Escape) {
                let keys = shown(&keys.join(" "));
                let help = app.key(Command::Help);
                app.say(format!("{keys} does nothing here. {help} shows the keys."));
            }
        }
    }
}

/// The largest number that can be typed before a command: what it costs to go so many rows is
/// not felt.
const MOST_TIMES: usize = 9_999;

/// Takes a digit of the number before a command, unless the digit is itself a key; tells whether
/// the key was taken.
fn counts(app: &mut App, key: Key) -> bool {
    if app.count.is_some() && app.keys.is_empty() && key.code == KeyCode::Escape {
        app.count = None;
        return true;
    }
    let digit = match key.code {
        KeyCode::Char(c) if !key.control && !key.alt && app.keys.is_empty() => c.to_digit(10),
        _ => None,
    };
    let Some(digit) = digit.and_then(|digit| usize::try_from(digit).ok()) else { return false };
    let begins = app.count.is_none();
    if (begins && digit == 0) || app.keymap.meaning(contexts(app), &[key]) != Meaning::Unbound {
        return false;
    }
    let count = app.count.unwrap_or(0).saturating_mul(10).saturating_add(digit);
    app.count = Some(count.min(MOST_TIMES));
    true
}

/// Returns where keys are looked for, the narrowest context first.
pub(crate) fn contexts(app: &App) -> &'static [Context] {
    use Context::{
        Anywhere, Body, Contents, Flags, Follow, Help, Passage, Selection, Sheet, Speakers,
    };
    let selecting = app.reader.as_ref().is_some_and(|reader| reader.selection.is_some());
    let on_card = app.sheet.as_ref().is_some_and(|it| matches!(it.subject, Subject::Card(_)));
    match (app.help.is_some(), app.wish.focus) {
        (true, _) => &[Help, Anywhere],
        (_, Pane::Body) if app.asked().is_some() => &[Passage, Body, Anywhere],
        (_, Pane::Body) if selecting => &[Selection, Body, Anywhere],
        (_, Pane::Body) if flags::in_text::is_peeking(app) => &[Flags, Body, Anywhere],
        (_, Pane::Body) => &[Body, Anywhere],
        (_, Pane::Speakers) => &[Speakers, Anywhere],
        (_, Pane::Contents) => &[Contents, Anywhere],
        (_, Pane::Flags) => &[Flags, Anywhere],
        (_, Pane::Follow) => &[Follow, Flags, Anywhere],
        // On a speaker's card the keys of the panel work as well.
        (_, Pane::Sheet) if on_card => &[Sheet, Speakers, Anywhere],
        (_, Pane::Sheet) => &[Sheet, Anywhere],
    }
}
