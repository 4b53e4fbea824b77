//! Flags: setting them, the list of them, and what the store answers.
//!
//! Nothing is shown as saved before the store says so. Each `AddFlag` and `ChangeFlag` is
//! answered once, in order, so a failure belongs to the oldest request that is still waiting. A
//! new flag that could not be stored stays in the list, marked as not saved.

use super::App;
use super::anchoring;
use super::command::{Command, Context};
use super::contents::Entry;
use super::effect::Effect;
use super::follow::{self, Follow};
use super::jumps::Jump;
use super::list::ListState;
use super::opening::{Arrival, open_at};
use super::panes::Pane;
use super::press;
use super::prompt::{Ask, Prompt};
use super::reader::Reader;
use crate::anchor::Outcome;
use crate::flag::{Flag, FlagChange, FlagDraft, Later, ListedFlag, PlacedFlag};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use uuid::Uuid;

mod card;
pub mod detail;
mod editing;
pub mod in_text;
pub(super) mod straighten;

pub use card::Card;
pub(super) use card::{scroll as scroll_card, settle as settle_card};
pub(super) use editing::{
    ask_due, ask_other_note, ask_tags, change, complete_tag, delete, hint_due, hint_tags,
    next_status, set_due, set_note, set_tags, step_priority, toggle_status, write_on,
    write_other_note, written,
};
pub use in_text::InText;

/// The flags' part of the state.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The flags of all articles, once they were asked for.
    pub all: Option<Vec<ListedFlag>>,
    /// The selected line of the list.
    pub list: ListState,
    /// The flags of all articles as they are listed for follow-up.
    pub follow: Follow,
    /// What is being done to flags in the text.
    pub in_text: InText,
    /// What is known of the flag that is shown in full.
    pub card: Card,
    /// New flags that the store has not answered for, or could not store.
    pub unsaved: Vec<Unsaved>,
    /// What was flagged in this sitting, as it is now.
    sitting: Vec<ListedFlag>,
    /// The tags that are known, ascending.
    pub tags: BTreeSet<String>,
    /// The flags that the open prompt is about.
    asked: Vec<Uuid>,
    /// What is being written in the user's editor is the answer to this.
    written: Option<Ask>,
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
    /// What it quotes.
    pub words: String,
    /// The note.
    pub note: String,
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
    Change(Later<FlagChange>),
}

/// A line of the list of the article's flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A flag of the open article, by index.
    Placed(usize),
    /// A flag that is not on disk, by index.
    Unsaved(usize),
}

/// Returns the lines of the list in the order of the text, saved flags before the others at one
/// place. O(n).
#[must_use]
pub fn lines(app: &App) -> Vec<Line> {
    let Some(reader) = &app.reader else { return Vec::new() };
    let mut unsaved: Vec<_> = unsaved(app, reader).collect();
    unsaved.sort_by_key(|(start, _)| *start);
    let mut unsaved = unsaved.into_iter().peekable();
    let mut lines = Vec::with_capacity(count(app));
    for &index in reader.flags.order() {
        let near = reader.flags.get(index).map_or(0, |placed| placed.near);
        while let Some((_, before)) = unsaved.next_if(|(start, _)| *start < near) {
            lines.push(Line::Unsaved(before));
        }
        lines.push(Line::Placed(index));
    }
    lines.extend(unsaved.map(|(_, index)| Line::Unsaved(index)));
    lines
}

/// Returns how many lines the list has, in O(unsaved).
#[must_use]
pub fn count(app: &App) -> usize {
    app.reader.as_ref().map_or(0, |it| it.flags.order().len() + unsaved(app, it).count())
}

/// Returns a line of the list; O(1) where all flags are saved.
#[must_use]
pub fn line(app: &App, at: usize) -> Option<Line> {
    let reader = app.reader.as_ref()?;
    match unsaved(app, reader).next() {
        None => reader.flags.order().get(at).map(|&index| Line::Placed(index)),
        Some(_) => lines(app).get(at).copied(),
    }
}

/// The flags of the open article that are not on disk: where each begins, and its index.
fn unsaved<'a>(app: &'a App, reader: &'a Reader) -> impl Iterator<Item = (usize, usize)> + 'a {
    let unsaved = app.flags.unsaved.iter().enumerate();
    let own = unsaved.filter(|(_, unsaved)| unsaved.generation == reader.generation);
    own.map(|(index, unsaved)| (unsaved.span.start, index))
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
    let target = app.reader.as_ref().and_then(|reader| Some((reader, reader.target()?)));
    let Some((reader, span)) = target else { return app.say("There is nothing to flag here.") };
    let is_same = |placed: &PlacedFlag| placed.outcome.span() == Some(span);
    let is_unsaved = |it: &Unsaved| it.span == span && it.generation == reader.generation;
    if reader.flags.touching(span).any(|(_, placed)| is_same(placed))
        || app.flags.unsaved.iter().any(is_unsaved)
    {
        let key = app.key(Command::FlagList);
        return app.say(format!("This passage has a flag already; {key} lists the flags."));
    }
    add(app, span, String::new(), effects);
}

/// Sets a flag on a passage of the open article.
pub(super) fn add(app: &mut App, span: Span, note: String, effects: &mut Vec<Effect>) {
    let Some(reader) = &mut app.reader else { return };
    let words = span.of(&reader.document().text).to_owned();
    let (briefing, text) = (reader.briefing.clone(), note.clone());
    let draft = Later::new(move || FlagDraft::of(&briefing, span, text));
    effects.push(Effect::AddFlag { keys: reader.keys.clone(), draft });
    reader.selection = None;
    let flags = &mut app.flags;
    flags.drafted += 1;
    flags.waiting.push_back(Request::Add(flags.drafted));
    flags.unsaved.push(Unsaved {
        words,
        note,
        span,
        generation: reader.generation,
        failed: false,
        number: flags.drafted,
    });
    app.say("Saving the flag …");
}

/// Opens the list of the article's flags; without an article, that of all.
pub(super) fn open_list(app: &mut App) {
    if app.reader.is_none() {
        return follow::open(app);
    }
    if !matches!(app.wish.focus, Pane::Flags | Pane::Follow) {
        app.flags.before = app.wish.focus;
    }
    app.focus(Pane::Flags);
}

/// Lists the flags of all articles, or again those of the open one.
pub(super) fn switch_scope(app: &mut App) {
    match app.wish.focus {
        Pane::Follow => open_list(app),
        _ => follow::open(app),
    }
}

/// Closes the list.
pub(super) fn close_list(app: &mut App) {
    match app.wish.focus {
        Pane::Follow => follow::close(app),
        Pane::Body => app.flags.in_text.peeking = false,
        _ => app.focus(app.flags.before),
    }
}

/// Goes to the selected flag's passage, in another article if need be.
pub(super) fn show(app: &mut App, effects: &mut Vec<Effect>) {
    if let Some(id) = selected(app).map(|flag| flag.id) {
        return show_by_id(app, id, effects);
    }
    let line = line(app, app.flags.list.selected);
    match line.filter(|_| app.wish.focus == Pane::Flags) {
        Some(Line::Unsaved(index)) => {
            let Some(span) = app.flags.unsaved.get(index).map(|unsaved| unsaved.span) else {
                return;
            };
            app.focus(Pane::Body);
            app.jump(Jump::Chosen, None, |reader| reader.land(span));
        }
        _ => {
            let key = app.key(Command::Flag);
            app.say(format!("There is no flag in this list. {key} sets one."));
        }
    }
}

/// Goes to the passage of a flag, in another article if need be.
pub(super) fn show_by_id(app: &mut App, id: Uuid, effects: &mut Vec<Effect>) {
    let mut here = app.reader.iter().flat_map(|reader| reader.flags.iter());
    if let Some(index) = here.position(|placed| placed.flag.id == id) {
        return anchoring::go(app, index);
    }
    let Some(listed) = app.listed(id) else { return };
    let ListedFlag { flag, article } = listed;
    let selector = Box::new(flag.selector.clone());
    let entry = app.contents.at_path(&article.path, &article.headline).cloned();
    let entry = entry.unwrap_or_else(|| Entry {
        path: PathBuf::from(&article.path),
        part: 0,
        headline: article.headline.clone(),
        section: None,
        published: None,
    });
    open_at(app, entry, Arrival::Passage(id, selector), effects);
}

const NOT_SAVED: &str = "No saved flag is selected.";

/// The selected flag of the list that has the focus, if it is on disk.
pub(super) fn selected(app: &App) -> Option<&Flag> {
    match app.wish.focus {
        Pane::Body => in_text::peeked(app).map(|(flag, ..)| flag),
        Pane::Follow => {
            let follow = &app.flags.follow;
            Some(&follow.known(follow.selected()?)?.flag)
        }
        _ => match line(app, app.flags.list.selected)? {
            Line::Placed(index) => Some(&app.reader.as_ref()?.flags.get(index)?.flag),
            Line::Unsaved(_) => None,
        },
    }
}

/// The flags that a change is meant for, if they are on disk.
fn targets(app: &App) -> Vec<Uuid> {
    if app.wish.focus == Pane::Follow {
        return follow::targets(app);
    }
    selected(app).map(|flag| flag.id).into_iter().collect()
}

impl App {
    /// Returns what was flagged in this sitting and not deleted since, in the order in which that
    /// was done.
    #[must_use]
    pub fn flagged_in_sitting(&self) -> Vec<ListedFlag> {
        let live = self.flags.sitting.iter().filter(|listed| listed.flag.deleted.is_none());
        live.cloned().collect()
    }

    /// Returns a flag by its id: of the open article, else of those that are listed near the
    /// screen. O(n) in the flags of the article.
    #[must_use]
    pub fn flag(&self, id: Uuid) -> Option<&Flag> {
        let mut here = self.reader.iter().flat_map(|reader| reader.flags.iter()).map(|it| &it.flag);
        let listed = || self.flags.follow.known(id).map(|listed| &listed.flag);
        here.find(|flag| flag.id == id).or_else(listed)
    }

    /// Returns a flag of any article with what is known of that. O(n).
    #[must_use]
    pub fn listed(&self, id: Uuid) -> Option<&ListedFlag> {
        let mut all = self.flags.all.iter().flatten();
        self.flags.follow.known(id).or_else(|| all.find(|listed| listed.flag.id == id))
    }
}

/// Takes in the flags of all articles.
pub(super) fn of_all(app: &mut App, all: Vec<ListedFlag>) {
    let tags = all.iter().flat_map(|listed| &listed.flag.tags);
    app.flags.tags.extend(tags.cloned());
    app.flags.all = Some(all);
    tags_known(app, Vec::new());
}

/// Takes in the tags that flags have.
pub(super) fn tags_known(app: &mut App, tags: Vec<String>) {
    app.flags.tags.extend(tags);
    follow::hint(app);
    if app.prompt.as_ref().is_some_and(|prompt| prompt.ask == Ask::Tags) {
        hint_tags(app);
    }
}

/// Takes in a new flag that the store has committed.
pub(super) fn saved(app: &mut App, listed: ListedFlag) {
    let waits = |number: u64| {
        app.flags.waiting.iter().any(|it| matches!(it, Request::Add(waiting) if *waiting == number))
    };
    let unsaved = app.flags.unsaved.iter().position(|unsaved| {
        unsaved.words == listed.flag.selector.exact
            && unsaved.note == *listed.flag.note
            && waits(unsaved.number)
    });
    if let Some(index) = unsaved {
        let unsaved = app.flags.unsaved.remove(index);
        app.flags.waiting.retain(|it| !matches!(it, Request::Add(n) if *n == unsaved.number));
        if let Some(reader) = &mut app.reader
            && reader.generation == unsaved.generation
        {
            let outcome = Outcome::Same(unsaved.span);
            let near = unsaved.span.start;
            reader.flags.push(PlacedFlag { flag: listed.flag.clone(), outcome, near });
        }
        app.say("Saved.");
        app.flags.sitting.push(listed.clone());
    }
    changed(app, vec![listed]);
}

/// Takes in flags that the store has changed as it was asked.
pub(super) fn answered(app: &mut App, listed: Vec<ListedFlag>, effects: &mut Vec<Effect>) {
    let is_change = |it: &Request| matches!(it, Request::Change(_));
    let index = app.flags.waiting.iter().position(is_change);
    let request = index.and_then(|at| app.flags.waiting.remove(at));
    let count = listed.len();
    changed(app, listed);
    if let Some(Request::Change(change)) = request {
        if let (FlagChange::Passage(_), Some(reader)) = (&*change, &app.reader) {
            let (keys, generation) = (reader.keys.clone(), reader.generation);
            effects.push(Effect::ReadFlags { keys, generation });
        }
        let sentence = sentence(app, &change, count);
        app.say(sentence);
    }
}

/// Takes in flags as they are on disk now.
pub(super) fn changed(app: &mut App, listed: Vec<ListedFlag>) {
    anchoring::touched(app);
    app.flags.tags.extend(listed.iter().flat_map(|listed| listed.flag.tags.iter().cloned()));
    listed.iter().for_each(|listed| app.flags.follow.changed(listed));
    app.flags.follow.renew();
    let mut listed: BTreeMap<Uuid, ListedFlag> =
        listed.into_iter().map(|listed| (listed.flag.id, listed)).collect();
    if let Some(reader) = &mut app.reader {
        reader.flags.change(|placed| {
            let state = listed.get(&placed.flag.id).map(|listed| &listed.flag);
            let changed = state.filter(|state| **state != placed.flag);
            changed.map(|state| placed.flag.clone_from(state)).is_some()
        });
    }
    for known in &mut app.flags.sitting {
        if let Some(listed) = listed.get(&known.flag.id) {
            known.clone_from(listed);
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

fn sentence(app: &App, change: &FlagChange, count: usize) -> String {
    let in_list = press::contexts(app).contains(&Context::Flags);
    let undo = app.key(if in_list { Command::FlagUndo } else { Command::Undo });
    let lead = if count == 1 { String::new() } else { format!("{count} flags: ") };
    let what = match change {
        FlagChange::Note(_) => "The note is saved.".to_owned(),
        FlagChange::Status(status) => format!("Marked as {}.", status.name()),
        FlagChange::Priority(priority) => format!("The priority is {}.", priority.name()),
        FlagChange::Tags(_) | FlagChange::Tag(_) | FlagChange::Untag(_) => {
            "The tags are saved.".to_owned()
        }
        FlagChange::Due(Some(date)) => format!("Due on {}.", date.strftime("%A %-d %B %Y")),
        FlagChange::Due(None) => "No longer due on a day.".to_owned(),
        FlagChange::Passage(_) if count > 1 => "They quote what stands there now.".to_owned(),
        FlagChange::Passage(_) => "The passage is saved.".to_owned(),
        FlagChange::Delete => return format!("{lead}Deleted. {undo} brings it back."),
        FlagChange::Restore => return format!("{lead}Brought back."),
    };
    format!("{lead}{what} {undo} takes it back.")
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

impl Unsaved {
    /// Returns the number that tells it from others.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl Flags {
    /// Returns how many new flags the store could not store.
    #[must_use]
    pub fn lost(&self) -> usize {
        self.unsaved.iter().filter(|unsaved| unsaved.failed).count()
    }
}
