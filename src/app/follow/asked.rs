//! What the follow-up view asks the store for, and takes in: the first lines of a list at once, the
//! whole list after it, and the records of the flags that are on the screen.

use super::groups::{Line, arrange};
use super::{Follow, hint};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::panes::Pane;
use crate::flag::{FlagList, ListedFlag};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Lines that are asked for before the whole list is: more than a screen has.
const FIRST: usize = 60;
/// Records that are known of flags that are on no screen.
const KNOWN: usize = 1_000;

impl Follow {
    /// Tells whether all lines are there, not only the first.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Tells whether the selected flag is on its way, so that nothing can be done to it yet.
    #[must_use]
    pub fn is_coming(&self) -> bool {
        let comes = |id| {
            let is_asked = self.in_flight > 0 || !self.requested.contains(&id);
            is_asked && !self.known.contains_key(&id)
        };
        self.awaits_lines || self.selected().is_some_and(comes)
    }

    /// Has the list made anew when it is shown; the same flag stays selected, and the lines stay
    /// until then.
    pub(in crate::app) fn renew(&mut self) {
        self.is_stale = true;
    }

    /// Has another list made, of which the first lines are wanted at once.
    pub(super) fn begin_anew(&mut self) {
        self.kept = self.kept.or_else(|| self.selected());
        self.is_stale = true;
        self.wants_first = true;
        self.awaits_lines = true;
        self.is_whole = false;
    }
}

/// Asks for what is shown and is not known.
pub(in crate::app) fn ask_for_shown(app: &mut App, effects: &mut Vec<Effect>) {
    if app.wish.focus != Pane::Follow {
        return;
    }
    let follow = &mut app.flags.follow;
    if std::mem::take(&mut follow.is_stale) {
        follow.number += 1;
        let list = |most| Effect::ListFlags {
            filter: follow.filter.clone(),
            by: follow.grouping,
            most,
            number: follow.number,
        };
        if std::mem::take(&mut follow.wants_first) {
            effects.push(list(Some(FIRST)));
        }
        effects.push(list(None));
    }
    // A page before and behind, so that moving finds them there.
    let page = follow.list.page.max(1);
    let from = follow.list.offset.saturating_sub(page);
    let near = follow.lines.iter().skip(from).take(3 * page);
    let ids = near.filter_map(|line| match line {
        Line::Flag { id, .. } if !follow.requested.contains(id) => Some(*id),
        _ => None,
    });
    let ids: BTreeSet<Uuid> = ids.collect();
    if !ids.is_empty() {
        follow.requested.extend(&ids);
        follow.in_flight += 1;
        effects.push(Effect::ReadListed(ids.into_iter().collect()));
    }
}

/// Takes in a list, or its first lines.
pub(in crate::app) fn listed(app: &mut App, list: FlagList, flags: Vec<ListedFlag>, number: u64) {
    let today = app.today;
    let follow = &mut app.flags.follow;
    if number != follow.number || follow.is_whole && list.live.is_none() {
        return;
    }
    follow.awaits_lines = false;
    let is_first = list.live.is_none();
    follow.is_whole = !is_first;
    let before = (follow.kept.or_else(|| follow.selected()), follow.list.selected);
    (follow.groups, follow.lines) = arrange(&list, today);
    follow.found = list.found;
    follow.live = list.live.or(follow.live);
    // What is known of them may be of before.
    follow.requested.clear();
    if follow.known.len() > KNOWN {
        follow.known.clear();
    }
    know(follow, flags);
    select_again(follow, before);
    if !is_first {
        follow.kept = None;
        follow.is_new = false;
    }
    hint(app);
}

/// Takes in flags that were asked for.
pub(in crate::app) fn arrived(app: &mut App, flags: Vec<ListedFlag>) {
    let follow = &mut app.flags.follow;
    follow.in_flight = follow.in_flight.saturating_sub(1);
    know(follow, flags);
}

fn know(follow: &mut Follow, flags: Vec<ListedFlag>) {
    follow.known.extend(flags.into_iter().map(|listed| (listed.flag.id, listed)));
}

/// Selects the flag again that was, the nearest line of it; if it is gone, what stands in its
/// place, or the first of a list that is another one.
fn select_again(follow: &mut Follow, (id, at): (Option<Uuid>, usize)) {
    let is_it = |line: &Line| matches!(line, Line::Flag { id: it, .. } if Some(*it) == id);
    let places = follow.lines.iter().enumerate().filter(|(_, line)| is_it(line));
    match places.map(|(place, _)| place).min_by_key(|place| place.abs_diff(at)) {
        Some(place) => follow.list.selected = place,
        None if follow.is_new => (follow.list.selected, follow.list.offset) = (0, 0),
        None => {}
    }
    follow.list.selected = follow.list.selected.min(follow.lines.len().saturating_sub(1));
    follow.leave_heading(false);
}
