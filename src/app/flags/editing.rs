//! Changing flags: the selected one, or several at once.

use super::{NOT_SAVED, Request, line, selected, targets};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::prompt::{Ask, Prompt, plain_note};
use crate::flag::{DUE_FORMS, Flag, FlagChange, Later, Priority, Status, parse_due, plain_tag};
use std::collections::BTreeSet;
use uuid::Uuid;

/// More flags than are changed while a message is read.
const MANY: usize = 1_000;

/// Asks the store for a change, all or none.
pub(in crate::app) fn change(
    app: &mut App,
    ids: Vec<Uuid>,
    change: impl Into<Later<FlagChange>>,
    effects: &mut Vec<Effect>,
) {
    let change = change.into();
    if ids.len() > MANY {
        app.say(format!("Changing {} flags …", ids.len()));
    }
    app.flags.waiting.push_back(Request::Change(change.clone()));
    effects.push(Effect::ChangeFlags { ids, change });
}

/// Makes one change to all flags that are meant, which `of` finds from the first of them.
fn change_all(
    app: &mut App,
    effects: &mut Vec<Effect>,
    of: impl FnOnce(&App, &Flag, &[Uuid]) -> Option<FlagChange>,
) {
    let ids = targets(app);
    let Some(flag) = ids.first().and_then(|id| app.flag(*id)) else { return app.say(NOT_SAVED) };
    if let Some(wanted) = of(app, flag, &ids) {
        change(app, ids, wanted, effects);
    }
}

/// Gives the flags the status that follows: open, waiting, done.
pub(in crate::app) fn next_status(app: &mut App, effects: &mut Vec<Effect>) {
    change_all(app, effects, |_, flag, _| {
        let all = Status::ALL;
        let at = all.iter().position(|status| *status == flag.status)?;
        Some(FlagChange::Status(*all.get((at + 1) % all.len())?))
    });
}

/// Gives the flags a status, or makes them open again if all have it.
pub(in crate::app) fn toggle_status(app: &mut App, status: Status, effects: &mut Vec<Effect>) {
    change_all(app, effects, |app, _, ids| {
        let has = |id: &Uuid| app.flag(*id).is_some_and(|flag| flag.status == status);
        let all = ids.iter().all(has);
        Some(FlagChange::Status(if all { Status::Open } else { status }))
    });
}

/// Makes the flags matter more, or less.
pub(in crate::app) fn step_priority(app: &mut App, up: bool, effects: &mut Vec<Effect>) {
    change_all(app, effects, |_, flag, _| {
        let next = match (flag.priority, up) {
            (Priority::Low, true) | (Priority::High, false) => Priority::Normal,
            (_, true) => Priority::High,
            (_, false) => Priority::Low,
        };
        Some(FlagChange::Priority(next))
    });
}

/// Deletes the flags; one that is not on disk is dropped.
pub(in crate::app) fn delete(app: &mut App, effects: &mut Vec<Effect>) {
    let ids = targets(app);
    if !ids.is_empty() {
        return change(app, ids, FlagChange::Delete, effects);
    }
    let line = line(app, app.flags.list.selected);
    let failed = |index: &usize| app.flags.unsaved.get(*index).is_some_and(|it| it.failed);
    match line {
        Some(super::Line::Unsaved(index)) if failed(&index) => {
            app.flags.unsaved.remove(index);
            app.say("Dropped; it was never saved.");
        }
        _ => app.say(NOT_SAVED),
    }
}

/// Opens the prompt for another note on the selected flag.
pub(in crate::app) fn ask_other_note(app: &mut App) {
    match selected(app) {
        Some(flag) => app.prompt = Some(Prompt::new(Ask::OtherNote(flag.id), &flag.note)),
        None => app.say(NOT_SAVED),
    }
}

/// Has the note of the selected flag written in the user's editor.
pub(in crate::app) fn write_other_note(app: &mut App, effects: &mut Vec<Effect>) {
    let Some((id, note)) = selected(app).map(|flag| (flag.id, flag.note.to_string())) else {
        return app.say(NOT_SAVED);
    };
    app.flags.written = Some(Ask::OtherNote(id));
    effects.push(Effect::EditText(note));
}

/// Has the note in the prompt written on in the user's editor.
pub(in crate::app) fn write_on(app: &mut App, effects: &mut Vec<Effect>) {
    let note = app.prompt.as_ref().filter(|prompt| prompt.is_note());
    if let Some((ask, text)) = note.map(|prompt| (prompt.ask, prompt.input.value().to_owned())) {
        app.flags.written = Some(ask);
        effects.push(Effect::EditText(text));
    }
}

/// Takes in the note that was written in the user's editor.
pub(in crate::app) fn written(app: &mut App, text: &str, effects: &mut Vec<Effect>) {
    let Some(ask) = app.flags.written.take() else { return };
    app.prompt = None;
    let note = plain_note(text);
    match ask {
        Ask::Note(span) => super::add(app, span, note, effects),
        Ask::OtherNote(id) if app.flag(id).is_some_and(|flag| *flag.note == note) => {
            app.say("The note is as it was.");
        }
        Ask::OtherNote(id) => set_note(app, id, note, effects),
        _ => {}
    }
}

/// Gives a flag another note.
pub(in crate::app) fn set_note(app: &mut App, id: Uuid, note: String, effects: &mut Vec<Effect>) {
    change(app, vec![id], FlagChange::Note(note), effects);
}

/// Asks for the tags: of one flag those it is to have, for several one to be added or taken away.
pub(in crate::app) fn ask_tags(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(before) = ask(app) else { return app.say(NOT_SAVED) };
    effects.push(Effect::ReadTags);
    let tags = if app.flags.asked.len() == 1 { before.tags.join(" ") } else { String::new() };
    let blank = if tags.is_empty() { "" } else { " " };
    app.prompt = Some(Prompt::new(Ask::Tags, &format!("{tags}{blank}")));
    hint_tags(app);
}

/// Asks for the day by which the flags are to be done.
pub(in crate::app) fn ask_due(app: &mut App) {
    let Some(before) = ask(app) else { return app.say(NOT_SAVED) };
    let one = app.flags.asked.len() == 1;
    let due = before.due.filter(|_| one).map_or_else(String::new, |due| due.to_string());
    app.prompt = Some(Prompt::new(Ask::Due, &due));
    hint_due(app);
}

/// Notes which flags a prompt is about, and returns the first.
fn ask(app: &mut App) -> Option<Flag> {
    app.flags.asked = targets(app);
    app.flags.asked.first().and_then(|id| app.flag(*id)).cloned()
}

/// Gives the flags that were asked about the tags that were typed.
pub(in crate::app) fn set_tags(app: &mut App, answer: &str, effects: &mut Vec<Effect>) {
    let ids = std::mem::take(&mut app.flags.asked);
    let parts = |c: char| c.is_whitespace() || c == ',';
    let words: Vec<&str> = answer.split(parts).filter(|word| !word.is_empty()).collect();
    let wanted = match (ids.len(), words.as_slice()) {
        (1, words) => FlagChange::Tags(words.iter().filter_map(|word| plain_tag(word)).collect()),
        (_, []) => return,
        (_, [word]) => {
            let (tag, away) = match word.strip_prefix('-') {
                Some(tag) => (tag, true),
                None => (*word, false),
            };
            let Some(tag) = plain_tag(tag) else {
                return app.complain(format!("“{word}” is no tag."));
            };
            if away { FlagChange::Untag(tag) } else { FlagChange::Tag(tag) }
        }
        (_, [first, ..]) => {
            return app.complain(format!(
                "Several flags get one tag at a time: {first} adds it, -{first} takes it away."
            ));
        }
    };
    change(app, ids, wanted, effects);
}

/// Gives the flags that were asked about the day that was typed.
pub(in crate::app) fn set_due(app: &mut App, answer: &str, effects: &mut Vec<Effect>) {
    let ids = std::mem::take(&mut app.flags.asked);
    let Some(today) = app.today else { return app.complain("What day it is is not known.") };
    match parse_due(answer, today) {
        Ok(due) => change(app, ids, FlagChange::Due(due), effects),
        Err(said) => app.complain(said),
    }
}

/// Shows beside the prompt what day was typed, or how one is typed.
pub(in crate::app) fn hint_due(app: &mut App) {
    let (Some(prompt), Some(today)) = (&mut app.prompt, app.today) else { return };
    prompt.hint = match parse_due(prompt.input.value(), today) {
        Ok(Some(due)) => due.strftime("%A %-d %B %Y").to_string(),
        _ if prompt.input.value().is_empty() => DUE_FORMS.to_owned(),
        Ok(None) => "no day".to_owned(),
        Err(_) => String::new(),
    };
}

/// Shows beside the prompt which known tags the word at its end can become.
pub(in crate::app) fn hint_tags(app: &mut App) {
    let found = completions(app).join(" ");
    if let Some(prompt) = &mut app.prompt {
        prompt.hint = found;
    }
}

/// Writes the word at the end of the prompt out as far as the known tags agree on it.
pub(in crate::app) fn complete_tag(app: &mut App) {
    let found = completions(app);
    let Some(first) = found.first() else { return };
    let shared = found.iter().fold(first.as_str(), |shared, tag| {
        let same = shared.chars().zip(tag.chars()).take_while(|(a, b)| a == b);
        let length = same.map(|(c, _)| c.len_utf8()).sum();
        shared.get(..length).unwrap_or("")
    });
    let blank = if found.len() == 1 { " " } else { "" };
    if let Some(prompt) = &mut app.prompt {
        let (head, word) = last_word(prompt.input.value());
        if shared.len() >= word.len() {
            let answer = format!("{head}{shared}{blank}");
            *prompt = Prompt {
                hint: std::mem::take(&mut prompt.hint),
                ..Prompt::new(prompt.ask, &answer)
            };
        }
    }
    hint_tags(app);
}

/// Tags that are shown beside the prompt, at the most.
const SHOWN: usize = 8;

/// The known tags that begin as the last word does, and are not there yet.
fn completions(app: &App) -> Vec<String> {
    let Some(prompt) = &app.prompt else { return Vec::new() };
    let (head, word) = last_word(prompt.input.value());
    let there: BTreeSet<&str> = head.split([' ', ',', '-', '#']).collect();
    let fits = |tag: &&str| tag.starts_with(word) && !there.contains(tag);
    app.flags.tags.iter().map(String::as_str).filter(fits).take(SHOWN).map(str::to_owned).collect()
}

/// The word at the end of an answer without a mark before it, and what stands before it.
fn last_word(answer: &str) -> (&str, &str) {
    let at = answer.rfind([' ', ',', '#']).map_or(0, |at| at + 1);
    let (head, word) = answer.split_at_checked(at).unwrap_or((answer, ""));
    match word.strip_prefix('-') {
        Some(tag) => (answer.get(..=at).unwrap_or(head), tag),
        None => (head, word),
    }
}
