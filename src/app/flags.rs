//! Flags: setting them, the list of them, and what the store answers.
//!
//! Nothing is shown as saved before the store says so. Each `AddFlag` and `ChangeFlag` is
//! answered once, in order, so a failure belongs to the oldest request that is still waiting. A
//! new flag that could not be stored stays in the list, marked as not saved.

use super::App;
use super::command::Command;
use super::contents::Entry;
use super::effect::Effect;
use super::jumps::Jump;
use super::list::ListState;
use super::opening::{Arrival, land_on, open_at};
use super::panes::Pane;
use super::prompt::{Ask, Prompt};
use crate::anchor::{Finder, Outcome};
use crate::flag::{Flag, FlagChange, FlagDraft, ListedFlag, PlacedFlag, Status};
use crate::span::Span;
use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use uuid::Uuid;

/// The flags' part of the state.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The flags of all articles, once they were asked for.
    pub all: Option<Vec<ListedFlag>>,
    /// The list shows all articles.
    pub everywhere: bool,
    /// The selected line.
    pub list: ListState,
    /// New flags that the store has not answered for, or could not store.
    pub unsaved: Vec<Unsaved>,
    /// Requests that the store has not answered, the oldest first.
    waiting: VecDeque<Request>,
    /// The pane that had the focus before the list.
    before: Pane,
    /// Counts new flags.
    drafted: u64,
}

/// A flag that is not on disk.
#[derive(Clone, Debug)]
pub struct Unsaved {
    /// The flag.
    pub draft: FlagDraft,
    /// Where it lies in the article of this generation.
    pub span: Span,
    /// The generation of that article.
    pub generation: u64,
    /// The store refused it.
    pub failed: bool,
    /// Tells it from others.
    number: u64,
}

#[derive(Clone, Debug)]
enum Request {
    Add(u64),
    Change(FlagChange),
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A flag of the open article, by index.
    Placed(usize),
    /// A flag that is not on disk, by index.
    Unsaved(usize),
    /// A flag of all articles, by index.
    Listed(usize),
}

/// Returns the lines of the list: of the article in the order of the text, flags without a place
/// last; of all articles the newest first. O(n log n).
#[must_use]
pub fn lines(app: &App) -> Vec<Line> {
    let flags = &app.flags;
    if let (true, Some(all)) = (flags.everywhere, &flags.all) {
        let mut lines: Vec<_> =
            all.iter().enumerate().filter(|(_, listed)| listed.flag.deleted.is_none()).collect();
        lines.sort_by_key(|(_, listed)| std::cmp::Reverse(listed.flag.created));
        return lines.into_iter().map(|(index, _)| Line::Listed(index)).collect();
    }
    let Some(reader) = &app.reader else { return Vec::new() };
    let placed = reader.flags.iter().enumerate().filter(|(_, it)| it.flag.deleted.is_none());
    let placed = placed.map(|(index, it)| (place(&it.outcome), Line::Placed(index)));
    let unsaved =
        flags.unsaved.iter().enumerate().filter(|(_, it)| it.generation == reader.generation);
    let unsaved = unsaved.map(|(index, it)| (it.span.start, Line::Unsaved(index)));
    let mut lines: Vec<_> = placed.chain(unsaved).collect();
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn place(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::Ambiguous(spans) => spans.first().map_or(usize::MAX, |span| span.start),
        other => other.span().map_or(usize::MAX, |span| span.start),
    }
}

/// Asks for the note of a new flag.
pub(super) fn ask_note(app: &mut App) {
    match app.reader.as_ref().and_then(|reader| reader.target()) {
        Some(span) => app.prompt = Some(Prompt::new(Ask::Note(span), "")),
        None => app.say("There is nothing to flag here."),
    }
}

/// Sets a flag without a note, unless the very passage has one.
pub(super) fn flag_now(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(span) = app.reader.as_ref().and_then(|reader| reader.target()) else {
        return app.say("There is nothing to flag here.");
    };
    let placed = app.reader.iter().flat_map(|reader| &reader.flags);
    let mut live = placed.filter(|placed| placed.flag.deleted.is_none());
    let unsaved = |it: &Unsaved| {
        it.span == span && app.reader.as_ref().is_some_and(|r| r.generation == it.generation)
    };
    if live.any(|placed| placed.outcome.span() == Some(span))
        || app.flags.unsaved.iter().any(unsaved)
    {
        let key = app.key(Command::FlagList);
        return app.say(format!("This passage has a flag already; {key} lists the flags."));
    }
    add(app, span, String::new(), effects);
}

/// Sets a flag on a passage of the open article.
pub(super) fn add(app: &mut App, span: Span, note: String, effects: &mut Vec<Effect>) {
    let Some(reader) = &mut app.reader else { return };
    let draft = FlagDraft::of(&reader.briefing, span, note);
    effects.push(Effect::AddFlag { keys: reader.keys.clone(), draft: draft.clone() });
    reader.selection = None;
    let flags = &mut app.flags;
    flags.drafted += 1;
    flags.waiting.push_back(Request::Add(flags.drafted));
    flags.unsaved.push(Unsaved {
        draft,
        span,
        generation: reader.generation,
        failed: false,
        number: flags.drafted,
    });
    app.say("Saving the flag …");
}

/// Opens the list of the article's flags.
pub(super) fn open_list(app: &mut App) {
    if app.wish.focus != Pane::Flags {
        app.flags.before = app.wish.focus;
    }
    app.flags.everywhere = app.reader.is_none();
    app.focus(Pane::Flags);
}

/// Lists the flags of all articles, or again those of the open one.
pub(super) fn switch_scope(app: &mut App) {
    app.flags.everywhere = !app.flags.everywhere;
    app.flags.list = ListState::default();
}

/// Closes the list.
pub(super) fn close_list(app: &mut App) {
    app.focus(app.flags.before);
}

/// Goes to the selected flag's passage, in another article if need be.
pub(super) fn show(app: &mut App, effects: &mut Vec<Effect>) {
    let line = lines(app).get(app.flags.list.selected).copied();
    show_line(app, line, effects);
}

/// Goes to the passage of a flag, in another article if need be.
pub(super) fn show_by_id(app: &mut App, id: Uuid, effects: &mut Vec<Effect>) {
    let mut here = app.reader.iter().flat_map(|reader| &reader.flags);
    let placed = here.position(|placed| placed.flag.id == id).map(Line::Placed);
    let mut all = app.flags.all.iter().flatten();
    let listed = all.position(|listed| listed.flag.id == id).map(Line::Listed);
    show_line(app, placed.or(listed), effects);
}

fn show_line(app: &mut App, line: Option<Line>, effects: &mut Vec<Effect>) {
    match line {
        Some(Line::Placed(index)) => show_placed(app, index),
        Some(Line::Unsaved(index)) => {
            let Some(span) = app.flags.unsaved.get(index).map(|unsaved| unsaved.span) else {
                return;
            };
            app.focus(Pane::Body);
            app.jump(Jump::Chosen, None, |reader| reader.land(span));
        }
        Some(Line::Listed(index)) => {
            let Some(listed) = app.flags.all.as_ref().and_then(|all| all.get(index)) else {
                return;
            };
            let here = app.reader.as_ref().and_then(|reader| {
                reader.flags.iter().position(|placed| placed.flag.id == listed.flag.id)
            });
            if let Some(here) = here {
                return show_placed(app, here);
            }
            let selector = Box::new(listed.flag.selector.clone());
            let entry = app.contents.at_path(&listed.path, &listed.headline).cloned();
            let entry = entry.unwrap_or_else(|| Entry {
                path: PathBuf::from(&listed.path),
                part: 0,
                headline: listed.headline.clone(),
                section: None,
                published: None,
            });
            open_at(app, entry, Arrival::Passage(selector), effects);
        }
        None => {
            let key = app.key(Command::Flag);
            app.say(format!("There is no flag in this list. {key} sets one."));
        }
    }
}

fn show_placed(app: &mut App, index: usize) {
    let placed = app.reader.as_ref().and_then(|reader| reader.flags.get(index));
    let Some(outcome) = placed.map(|placed| placed.outcome.clone()) else { return };
    app.focus(Pane::Body);
    let mut sentence = None;
    app.jump(Jump::Chosen, None, |reader| sentence = land_on(reader, &outcome));
    if let Some(sentence) = sentence {
        app.say(sentence);
    }
}

/// Marks the selected flag as done, or as open again.
pub(super) fn toggle_done(app: &mut App, effects: &mut Vec<Effect>) {
    let Some((id, status)) = selected(app).map(|flag| (flag.id, flag.status)) else {
        return app.say(NOT_SAVED);
    };
    let new = match status {
        Status::Open | Status::Waiting => Status::Done,
        Status::Done => Status::Open,
    };
    change(app, vec![id], FlagChange::Status(new), effects);
}

/// Deletes the selected flag; one that is not on disk is dropped.
pub(super) fn delete(app: &mut App, effects: &mut Vec<Effect>) {
    if let Some(id) = selected(app).map(|flag| flag.id) {
        return change(app, vec![id], FlagChange::Delete, effects);
    }
    match lines(app).get(app.flags.list.selected) {
        Some(Line::Unsaved(index)) if app.flags.unsaved.get(*index).is_some_and(|it| it.failed) => {
            app.flags.unsaved.remove(*index);
            app.say("Dropped; it was never saved.");
        }
        _ => app.say(NOT_SAVED),
    }
}

/// Opens the prompt for another note on the selected flag.
pub(super) fn ask_other_note(app: &mut App) {
    match selected(app) {
        Some(flag) => app.prompt = Some(Prompt::new(Ask::OtherNote(flag.id), &flag.note)),
        None => app.say(NOT_SAVED),
    }
}

/// Gives a flag another note.
pub(super) fn set_note(app: &mut App, id: Uuid, note: String, effects: &mut Vec<Effect>) {
    change(app, vec![id], FlagChange::Note(note), effects);
}

const NOT_SAVED: &str = "No saved flag is selected.";

fn change(app: &mut App, ids: Vec<Uuid>, change: FlagChange, effects: &mut Vec<Effect>) {
    app.flags.waiting.push_back(Request::Change(change.clone()));
    effects.push(Effect::ChangeFlags { ids, change });
}

/// The selected flag, if it is on disk.
fn selected(app: &App) -> Option<&Flag> {
    match *lines(app).get(app.flags.list.selected)? {
        Line::Placed(index) => Some(&app.reader.as_ref()?.flags.get(index)?.flag),
        Line::Listed(index) => Some(&app.flags.all.as_ref()?.get(index)?.flag),
        Line::Unsaved(_) => None,
    }
}

/// Takes in the flags of an article, if it is the open one.
pub(super) fn of_article(app: &mut App, flags: Vec<Flag>, generation: u64) {
    let Some(reader) = app.reader.as_mut().filter(|reader| reader.generation == generation) else {
        return;
    };
    let finder = Finder::new(&reader.briefing.document);
    let placed = flags.into_iter().map(|flag| {
        let outcome = finder.find(&flag.selector);
        PlacedFlag { flag, outcome }
    });
    reader.flags = placed.collect();
}

/// Takes in a new flag that the store has committed.
pub(super) fn saved(app: &mut App, listed: ListedFlag) {
    let waits = |number: u64| {
        app.flags.waiting.iter().any(|it| matches!(it, Request::Add(waiting) if *waiting == number))
    };
    let unsaved = app.flags.unsaved.iter().position(|unsaved| {
        unsaved.draft.selector == listed.flag.selector
            && unsaved.draft.note == *listed.flag.note
            && waits(unsaved.number)
    });
    if let Some(index) = unsaved {
        let unsaved = app.flags.unsaved.remove(index);
        app.flags.waiting.retain(|it| !matches!(it, Request::Add(n) if *n == unsaved.number));
        if let Some(reader) = &mut app.reader
            && reader.generation == unsaved.generation
        {
            let outcome = Outcome::Same(unsaved.span);
            reader.flags.push(PlacedFlag { flag: listed.flag.clone(), outcome });
        }
        app.say("Saved.");
    }
    changed(app, vec![listed]);
}

/// Takes in flags that the store has changed as it was asked.
pub(super) fn answered(app: &mut App, listed: Vec<ListedFlag>, effects: &mut Vec<Effect>) {
    let is_change = |it: &Request| matches!(it, Request::Change(_));
    let index = app.flags.waiting.iter().position(is_change);
    let request = index.and_then(|at| app.flags.waiting.remove(at));
    changed(app, listed);
    if let Some(Request::Change(change)) = request {
        if let (FlagChange::Passage(_), Some(reader)) = (&change, &app.reader) {
            let (keys, generation) = (reader.keys.clone(), reader.generation);
            effects.push(Effect::ReadFlags { keys, generation });
        }
        let sentence = sentence(app, &change);
        app.say(sentence);
    }
}

/// Takes in flags as they are on disk now.
pub(super) fn changed(app: &mut App, listed: Vec<ListedFlag>) {
    let mut listed: BTreeMap<Uuid, ListedFlag> =
        listed.into_iter().map(|listed| (listed.flag.id, listed)).collect();
    for placed in app.reader.iter_mut().flat_map(|reader| &mut reader.flags) {
        if let Some(listed) = listed.get(&placed.flag.id) {
            placed.flag = listed.flag.clone();
        }
    }
    let Some(all) = &mut app.flags.all else { return };
    for known in all.iter_mut() {
        if let Some(listed) = listed.remove(&known.flag.id) {
            *known = listed;
        }
    }
    all.extend(listed.into_values());
}

fn sentence(app: &App, change: &FlagChange) -> String {
    let undo = app.key(Command::FlagUndo);
    match change {
        FlagChange::Note(_) => "The note is saved.".to_owned(),
        FlagChange::Status(status) => {
            format!("Marked as {}. {undo} takes it back.", status.name())
        }
        FlagChange::Priority(priority) => format!("The priority is {}.", priority.name()),
        FlagChange::Tags(_) | FlagChange::Tag(_) | FlagChange::Untag(_) => {
            "The tags are saved.".to_owned()
        }
        FlagChange::Due(Some(date)) => format!("Due on {date}."),
        FlagChange::Due(None) => "No longer due on a day.".to_owned(),
        FlagChange::Passage(_) => format!("The passage is saved. {undo} takes it back."),
        FlagChange::Delete => format!("Deleted. {undo} brings it back."),
        FlagChange::Restore => "Brought back.".to_owned(),
    }
}

/// Says that the store could not do what was asked of it.
pub(super) fn failed(app: &mut App, message: String) {
    match app.flags.waiting.pop_front() {
        Some(Request::Add(number)) => {
            let unsaved = app.flags.unsaved.iter_mut().find(|it| it.number == number);
            if let Some(unsaved) = unsaved {
                unsaved.failed = true;
            }
        }
        Some(Request::Change(_)) | None => {}
    }
    app.complain(message);
}

impl Flags {
    /// Returns how many new flags the store could not store.
    #[must_use]
    pub fn lost(&self) -> usize {
        self.unsaved.iter().filter(|unsaved| unsaved.failed).count()
    }
}
