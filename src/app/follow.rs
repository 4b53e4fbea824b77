//! The follow-up view: the flags of the whole library in groups, beside what is known of the
//! selected one.
//!
//! Filtering, grouping and sorting are done once a change, never for a frame; what is known of a
//! flag is put into words for the selected one alone. Changing flags lives in [`super::flags`].

pub mod filter;
pub mod groups;

use super::App;
use super::effect::Effect;
use super::flags;
use super::list::ListState;
use super::motion::Motion;
use super::panes::Pane;
use super::prompt::{Ask, Prompt};
use crate::flag::{GroupBy, ListedFlag};
use filter::{FORMS, Filter};
use groups::{Group, Line, arrange};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The state of the view, which is kept while it is closed.
#[derive(Clone, Debug, Default)]
pub struct Follow {
    /// What the flags are grouped by.
    pub grouping: GroupBy,
    /// Which flags are listed.
    pub filter: Filter,
    /// The groups, in the order of the lines.
    pub groups: Vec<Group>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The selected line, never a heading if there is a flag.
    pub list: ListState,
    /// How many different flags are listed.
    pub found: usize,
    /// How many there are.
    pub live: usize,
    /// The pane of the selected flag has the keys that move.
    pub in_detail: bool,
    /// The flags that are marked, to be changed together.
    pub marked: BTreeSet<Uuid>,
    /// The flags that are listed, by their index among all.
    hits: Vec<usize>,
    /// The pane that had the focus before.
    before: Pane,
}

impl Follow {
    /// Returns the index of the selected flag among all.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        match self.lines.get(self.list.selected)? {
            Line::Flag { index, .. } => Some(*index),
            Line::Heading(_) => None,
        }
    }

    /// Moves the selection from flag to flag; by paragraphs, from group to group.
    fn go(&mut self, motion: Motion) {
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
pub(super) fn open(app: &mut App, effects: &mut Vec<Effect>) {
    if app.wish.focus != Pane::Follow {
        app.flags.follow.before = app.wish.focus;
    }
    app.focus(Pane::Follow);
    effects.push(Effect::ReadAllFlags);
    renew(app, false);
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
    } else if !follow.filter.is_empty() {
        set_filter(app, Filter::default());
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
    app.flags.follow.grouping = app.flags.follow.grouping.step(back);
    renew(app, true);
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
    let listed: Vec<Uuid> = listed(app).map(|it| it.flag.id).collect();
    let follow = &mut app.flags.follow;
    if listed.iter().all(|id| follow.marked.contains(id)) {
        follow.marked.clear();
        return app.say("No flag is marked.");
    }
    follow.marked.extend(listed);
    let count = follow.marked.len();
    app.say(format!("{count} flags are marked; what you do now is done to all of them."));
}

/// Returns the flags that a change is meant for: those listed that are marked, else the selected
/// one.
pub(super) fn targets(app: &App) -> Vec<Uuid> {
    let marked = &app.flags.follow.marked;
    let found: Vec<Uuid> = match marked.is_empty() {
        true => Vec::new(),
        false => listed(app).map(|it| it.flag.id).filter(|id| marked.contains(id)).collect(),
    };
    match found.is_empty() {
        true => flags::selected(app).map(|flag| flag.id).into_iter().collect(),
        false => found,
    }
}

fn listed(app: &App) -> impl Iterator<Item = &ListedFlag> {
    let all = app.flags.all.as_deref().unwrap_or_default();
    app.flags.follow.hits.iter().filter_map(|&index| all.get(index))
}

/// Asks which flags are to be listed; what was asked before is there to be changed.
pub(super) fn ask(app: &mut App) {
    let before = app.flags.follow.filter.query();
    let blank = if before.is_empty() { "" } else { " " };
    app.prompt = Some(Prompt::new(Ask::FlagFilter, &format!("{before}{blank}")));
    hint(app);
}

/// Lists what has all that stands in the prompt.
pub(super) fn typed(app: &mut App) {
    if let Some(prompt) = &app.prompt {
        set_filter(app, Filter::parse(prompt.input.value()));
        hint(app);
    }
}

/// Lists all flags again.
pub(super) fn cancel(app: &mut App) {
    set_filter(app, Filter::default());
}

/// Says how to come back to all flags where none is listed.
pub(super) fn accept(app: &mut App) {
    let follow = &app.flags.follow;
    if follow.found == 0 && follow.live > 0 {
        let query = follow.filter.query();
        app.say(format!("No flag has “{query}”; an empty answer lists all again."));
    }
}

fn hint(app: &mut App) {
    let follow = &app.flags.follow;
    let count = format!("{} of {}", follow.found, follow.live);
    if let Some(prompt) = &mut app.prompt {
        let is_empty = prompt.input.value().is_empty();
        prompt.hint = if is_empty { FORMS.to_owned() } else { count };
    }
}

fn set_filter(app: &mut App, filter: Filter) {
    let today = app.today;
    let follow = &mut app.flags.follow;
    let before = std::mem::replace(&mut follow.filter, filter);
    if before == follow.filter {
        return;
    }
    if follow.filter.is_narrower_than(&before) {
        let all = app.flags.all.as_deref().unwrap_or_default();
        let filter = &follow.filter;
        follow.hits.retain(|&index| all.get(index).is_some_and(|it| filter.admits(it, today)));
        arrange_again(app, true);
    } else {
        renew(app, true);
    }
}

/// Lists anew what is to be listed, after flags have come or changed; the same flag stays
/// selected. `top` has the first one selected if it is gone.
pub(super) fn renew(app: &mut App, top: bool) {
    let Some(all) = &app.flags.all else { return };
    let (follow, today) = (&mut app.flags.follow, app.today);
    let live = |(_, listed): &(usize, &ListedFlag)| listed.flag.deleted.is_none();
    let live = all.iter().enumerate().filter(live);
    follow.live = 0;
    follow.hits.clear();
    for (index, listed) in live {
        follow.live += 1;
        if follow.filter.admits(listed, today) {
            follow.hits.push(index);
        }
    }
    arrange_again(app, top);
}

fn arrange_again(app: &mut App, top: bool) {
    let Some(all) = &app.flags.all else { return };
    let (follow, today) = (&mut app.flags.follow, app.today);
    let selected = follow.selected();
    (follow.groups, follow.lines) = arrange(all, &follow.hits, follow.grouping, today);
    follow.found = follow.hits.len();
    let is_it = |line: &Line| matches!(line, Line::Flag { index, .. } if Some(*index) == selected);
    match follow.lines.iter().position(is_it) {
        Some(at) => follow.list.selected = at,
        None if top => follow.list = ListState { page: follow.list.page, ..ListState::default() },
        None => {}
    }
    follow.leave_heading(false);
}
