//! The follow-up view: the flags of the whole library in groups, beside what is known of the
//! selected one.
//!
//! The store filters, groups and sorts; here are the ids in their order, and the records of the
//! flags near the screen. What is asked of the store lives in [`asked`]; changing flags in
//! [`super::flags`].

pub(super) mod asked;
pub mod groups;

use super::App;
use super::effect::Effect;
use super::flags;
use super::list::ListState;
use super::motion::Motion;
use super::panes::Pane;
use super::prompt::{Ask, Prompt};
use crate::flag::{FILTER_FORMS, FlagFilter, GroupBy, ListedFlag};
use groups::{Group, Line};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The state of the view, which is kept while it is closed.
#[derive(Clone, Debug, Default)]
pub struct Follow {
    /// What the flags are grouped by.
    pub grouping: GroupBy,
    /// What was typed to have some listed.
    pub query: String,
    /// The groups, in the order of the lines.
    pub groups: Vec<Group>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The selected line, never a heading if there is a flag.
    pub list: ListState,
    /// How many different flags are listed.
    pub found: usize,
    /// How many there are, once that is known.
    pub live: Option<usize>,
    /// The pane of the selected flag has the keys that move.
    pub in_detail: bool,
    /// The flags that are marked, to be changed together.
    pub marked: BTreeSet<Uuid>,
    /// Which flags are listed, as it was typed.
    filter: FlagFilter,
    /// What is known of flags near the screen.
    known: BTreeMap<Uuid, ListedFlag>,
    /// Flags that were asked for since the list came.
    requested: BTreeSet<Uuid>,
    /// The number of the list that was asked for last.
    number: u64,
    /// The list is to be made anew.
    is_stale: bool,
    /// Its first lines are wanted before the whole.
    wants_first: bool,
    /// All lines are there, not only the first.
    is_whole: bool,
    /// Lines were asked for and none of them have come.
    awaits_lines: bool,
    /// How often flags were asked for without an answer yet.
    in_flight: usize,
    /// It is another list than the one before, not the same after a change.
    is_new: bool,
    /// The flag that is to be selected again, though it is not among the first lines.
    kept: Option<Uuid>,
    /// The pane that had the focus before.
    before: Pane,
}

impl Follow {
    /// Returns the selected flag.
    #[must_use]
    pub fn selected(&self) -> Option<Uuid> {
        match self.lines.get(self.list.selected)? {
            Line::Flag { id, .. } => Some(*id),
            Line::Heading(_) => None,
        }
    }

    /// Returns what is known of a flag.
    #[must_use]
    pub fn known(&self, id: Uuid) -> Option<&ListedFlag> {
        self.known.get(&id)
    }

    /// Takes in a flag as it is now.
    pub(super) fn changed(&mut self, listed: &ListedFlag) {
        if let Some(known) = self.known.get_mut(&listed.flag.id) {
            known.clone_from(listed);
        }
    }

    /// The flags that are listed, as often as they are.
    fn ids(&self) -> impl Iterator<Item = Uuid> {
        self.lines.iter().filter_map(|line| match line {
            Line::Flag { id, .. } => Some(*id),
            Line::Heading(_) => None,
        })
    }

    /// Moves the selection from flag to flag; by paragraphs, from group to group.
    fn go(&mut self, motion: Motion) {
        self.kept = None;
        let from = self.list.selected;
        match motion {
            Motion::Paragraphs(by) => self.go_to_group(by),
            motion => self.list.go(motion, self.lines.len()),
        }
        self.leave_heading(self.list.selected < from);
    }

    fn go_to_group(&mut self, by: isize) {
        let is_heading = |at: &usize| matches!(self.lines.get(*at), Some(Line::Heading(_)));
        let mut at = self.list.selected;
        for _ in 0..by.unsigned_abs().min(self.groups.len()) {
            let next = match by > 0 {
                true => (at + 1..self.lines.len()).find(is_heading),
                // From the first flag of a group to the group before.
                false => (0..at.saturating_sub(1)).rev().find(is_heading),
            };
            let Some(next) = next else { break };
            at = next + 1;
        }
        self.list.selected = at;
    }

    /// Moves from a heading to the flag below it, or above it if there is one.
    fn leave_heading(&mut self, up: bool) {
        let at = self.list.selected;
        if matches!(self.lines.get(at), Some(Line::Heading(_))) {
            self.list.selected = if up && at > 0 { at - 1 } else { at + 1 };
        }
    }

    /// Keeps the selection on the screen, and the heading above the first flag with it.
    pub(super) fn settle(&mut self, rows: u16) {
        self.list.settle(self.lines.len(), rows, 1);
        self.leave_heading(false);
        if self.list.selected == 1 {
            self.list.offset = 0;
        }
    }
}

/// Opens the view; what it showed before is shown again.
pub(super) fn open(app: &mut App) {
    if app.wish.focus != Pane::Follow {
        app.flags.follow.before = app.wish.focus;
    }
    app.focus(Pane::Follow);
    let follow = &mut app.flags.follow;
    match follow.lines.is_empty() {
        true => follow.begin_anew(),
        false => follow.renew(),
    }
}

/// Gives the focus back to the pane that had it.
pub(super) fn close(app: &mut App) {
    let before = app.flags.follow.before;
    let is_text = matches!(before, Pane::Follow | Pane::Flags | Pane::Sheet);
    app.focus(if is_text { Pane::Body } else { before });
}

/// Takes away what was set up last: the pane of the flag, the marks, the filter, the view.
pub(super) fn leave(app: &mut App) {
    let follow = &mut app.flags.follow;
    if std::mem::take(&mut follow.in_detail) {
    } else if !follow.marked.is_empty() {
        follow.marked.clear();
    } else if !follow.query.is_empty() {
        set_filter(app, "");
    } else {
        close(app);
    }
}

/// Moves in the list, or in the pane of the selected flag.
pub(super) fn go(app: &mut App, motion: Motion) {
    if app.flags.follow.in_detail {
        flags::scroll_card(app, motion);
    } else {
        app.flags.follow.go(motion);
    }
}

/// Gives the keys that move to the pane of the selected flag, or back.
pub(super) fn switch_pane(app: &mut App) {
    app.flags.follow.in_detail = !app.flags.follow.in_detail;
}

/// Groups the flags by something else.
pub(super) fn regroup(app: &mut App, back: bool) {
    let follow = &mut app.flags.follow;
    follow.grouping = follow.grouping.step(back);
    follow.is_new = true;
    follow.begin_anew();
    app.say(format!("Grouped by {}.", app.flags.follow.grouping.name()));
}

/// Marks the selected flag or takes its mark away, and goes on to the next.
pub(super) fn mark(app: &mut App) {
    let Some(id) = flags::selected(app).map(|flag| flag.id) else {
        return app.say("No flag is listed.");
    };
    let follow = &mut app.flags.follow;
    if !follow.marked.remove(&id) {
        follow.marked.insert(id);
    }
    follow.go(Motion::Lines(1));
}

/// Marks all flags that are listed, or takes all marks away if they are.
pub(super) fn mark_all(app: &mut App) {
    let follow = &mut app.flags.follow;
    if !follow.is_whole() {
        return app.say("The flags are still being listed; ask again in a moment.");
    }
    let listed: BTreeSet<Uuid> = follow.ids().collect();
    if listed.iter().all(|id| follow.marked.contains(id)) {
        follow.marked.clear();
        return app.say("No flag is marked.");
    }
    follow.marked.extend(listed);
    let count = follow.marked.len();
    app.say(format!("{count} flags are marked; what you do now is done to all of them."));
}

/// Returns the flags that are meant where several can be: those listed that are marked, else all
/// that are listed.
pub(super) fn all_targets(app: &App) -> Vec<Uuid> {
    let follow = &app.flags.follow;
    let listed: BTreeSet<Uuid> = follow.ids().collect();
    let marked: Vec<Uuid> = follow.marked.intersection(&listed).copied().collect();
    if marked.is_empty() { listed.into_iter().collect() } else { marked }
}

/// Returns the flags that a change is meant for: those listed that are marked, else the selected
/// one.
pub(super) fn targets(app: &App) -> Vec<Uuid> {
    let follow = &app.flags.follow;
    let mut seen = BTreeSet::new();
    // A flag with several tags may be listed several times.
    let is_meant = |id: &Uuid| follow.marked.contains(id) && seen.insert(*id);
    let found: Vec<Uuid> = match follow.marked.is_empty() {
        true => Vec::new(),
        false => follow.ids().filter(is_meant).collect(),
    };
    match found.is_empty() {
        true => flags::selected(app).map(|flag| flag.id).into_iter().collect(),
        false => found,
    }
}

/// Asks which flags are to be listed; what was asked before is there to be changed.
pub(super) fn ask(app: &mut App, effects: &mut Vec<Effect>) {
    let before = &app.flags.follow.query;
    let blank = if before.is_empty() { "" } else { " " };
    app.prompt = Some(Prompt::new(Ask::FlagFilter, &format!("{before}{blank}")));
    effects.push(Effect::ReadTags);
    hint(app);
}

/// Lists what has all that stands in the prompt.
pub(super) fn typed(app: &mut App) {
    if let Some(prompt) = &app.prompt {
        let query = prompt.input.value().trim().to_owned();
        set_filter(app, &query);
        hint(app);
    }
}

/// Lists all flags again.
pub(super) fn cancel(app: &mut App) {
    set_filter(app, "");
}

/// Says how to come back to all flags where none is listed.
pub(super) fn accept(app: &mut App) {
    let follow = &app.flags.follow;
    if follow.is_whole() && follow.found == 0 && follow.live > Some(0) {
        let query = &follow.query;
        let said = format!("No flag has “{query}”; an empty answer lists all again.");
        app.say(said);
    }
}

/// Tags that are shown beside the prompt, at the most.
const SHOWN: usize = 8;

/// Shows beside the prompt what can be typed, or the known tags that begin as the one at its end
/// does, or how many flags are listed.
pub(super) fn hint(app: &mut App) {
    let (flags, follow) = (&app.flags, &app.flags.follow);
    let Some(prompt) = app.prompt.as_mut().filter(|prompt| prompt.ask == Ask::FlagFilter) else {
        return;
    };
    let typed = prompt.input.value();
    let last = typed.rsplit(' ').next().unwrap_or("");
    let begun = last.trim_start_matches('-').strip_prefix("tag:");
    let tags = flags.tags.iter().map(String::as_str);
    let known: Vec<&str> = begun.map_or(Vec::new(), |begun| {
        tags.filter(|tag| tag.starts_with(begun) && *tag != begun).take(SHOWN).collect()
    });
    prompt.hint = match follow.live {
        _ if typed.is_empty() => FILTER_FORMS.to_owned(),
        _ if !known.is_empty() => known.join(" "),
        Some(live) => format!("{} of {live}", follow.found),
        None => String::new(),
    };
}

fn set_filter(app: &mut App, query: &str) {
    let filter = FlagFilter::parse(query, app.today);
    let follow = &mut app.flags.follow;
    query.clone_into(&mut follow.query);
    if follow.filter != filter {
        follow.filter = filter;
        follow.is_new = true;
        follow.begin_anew();
    }
}

/// Takes in that it is another day.
pub(super) fn on_day(app: &mut App) {
    let follow = &mut app.flags.follow;
    follow.filter = FlagFilter::parse(&follow.query, app.today);
    follow.renew();
}
