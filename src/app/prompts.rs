//! What the keys of an open prompt lead to.

use super::App;
use super::effect::Effect;
use super::key::{Key, KeyCode};
use super::list::ListState;
use super::motion::Motion;
use super::prompt::{Answer, Ask, Prompt};
use super::{corrections, finding, flags, follow, help, picker, sifting};

/// Gives a key to the open prompt; tells whether there is one.
pub(super) fn press(app: &mut App, key: Key, effects: &mut Vec<Effect>) -> bool {
    let Some(prompt) = &mut app.prompt else { return false };
    // What is rubbed out to the end is given up, as in less and vi.
    let emptied = key.code == KeyCode::Backspace && prompt.input.value().is_empty();
    let ask = prompt.ask;
    match prompt.key(key) {
        Answer::Open if emptied && is_search(ask) => cancel(app, ask, effects),
        Answer::Open => typed(app, effects),
        Answer::Moved(motion) => moved(app, motion, effects),
        Answer::Completed if ask == Ask::Tags => flags::complete_tag(app),
        Answer::Completed => {}
        Answer::Elsewhere => flags::write_on(app, effects),
        Answer::Cancelled => cancel(app, ask, effects),
        Answer::Given(answer) => answered(app, ask, answer, key, effects),
    }
    true
}

/// Tells whether a prompt looks for something, rather than asking for words to keep.
fn is_search(ask: Ask) -> bool {
    matches!(
        ask,
        Ask::Search { .. } | Ask::GoTo | Ask::Palette | Ask::Help | Ask::Filter | Ask::FlagFilter
    )
}

/// Gives pasted text to the open prompt.
pub(super) fn paste(app: &mut App, text: &str, effects: &mut Vec<Effect>) {
    if let Some(prompt) = &mut app.prompt {
        prompt.paste(text);
        typed(app, effects);
    }
}

/// Shows what follows from what stands in the prompt so far.
fn typed(app: &mut App, effects: &mut Vec<Effect>) {
    match app.prompt.as_ref().map(|prompt| prompt.ask) {
        Some(Ask::Search { .. }) => finding::typed(app, effects),
        Some(Ask::GoTo | Ask::Palette) => picker::typed(app),
        Some(Ask::Help) => help::typed(app),
        Some(Ask::Filter) => sifting::typed(app, effects),
        Some(Ask::FlagFilter) => follow::typed(app),
        Some(Ask::Tags) => flags::hint_tags(app),
        Some(Ask::Due) => flags::hint_due(app),
        _ => {}
    }
}

fn moved(app: &mut App, motion: Motion, effects: &mut Vec<Effect>) {
    match (app.prompt.as_ref().map(|prompt| prompt.ask), motion) {
        (Some(Ask::Search { .. }), Motion::Lines(by)) => finding::recall(app, by, effects),
        (Some(Ask::GoTo | Ask::Palette), motion) => picker::moved(app, motion),
        (Some(Ask::Note(_) | Ask::OtherNote(_)), Motion::Lines(by)) => {
            let width = app.size.0;
            if let Some(prompt) = &mut app.prompt {
                prompt.move_by_rows(by, width);
            }
        }
        _ => {}
    }
}

fn cancel(app: &mut App, ask: Ask, effects: &mut Vec<Effect>) {
    app.prompt = None;
    match ask {
        Ask::Search { .. } => finding::cancel(app),
        Ask::GoTo | Ask::Palette => app.close_picker(),
        Ask::Help => help::show_all(app),
        Ask::Filter => sifting::cancel(app, effects),
        Ask::FlagFilter => follow::cancel(app),
        _ => {}
    }
}

fn answered(app: &mut App, ask: Ask, answer: String, key: Key, effects: &mut Vec<Effect>) {
    app.prompt = None;
    match ask {
        Ask::Search { back } => finding::accept(app, answer, back, effects),
        Ask::GoTo | Ask::Palette => picker::choose(app, key, effects),
        Ask::Help => {}
        Ask::Filter => sifting::accept(app),
        Ask::FlagFilter => follow::accept(app),
        Ask::Note(span) => flags::add(app, span, answer, effects),
        Ask::OtherNote(id) => flags::set_note(app, id, answer, effects),
        Ask::Tags => flags::set_tags(app, &answer, effects),
        Ask::Due => flags::set_due(app, &answer, effects),
        Ask::Name(speaker) => corrections::rename(app, speaker, answer, effects),
        Ask::Role(speaker) => corrections::set_role(app, speaker, answer, effects),
        Ask::Somebody(quote) => corrections::give_to(app, quote, &answer, effects),
    }
}

/// Opens the prompt for words that the help is searched for.
pub(super) fn ask_help(app: &mut App) {
    app.help_query.clear();
    app.help = Some(ListState::default());
    app.prompt = Some(Prompt::new(Ask::Help, ""));
}
