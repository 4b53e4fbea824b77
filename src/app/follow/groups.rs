//! The lines of the follow-up view: flags in groups, in the order in which they are worked off.

use crate::flag::{GroupBy, ListedFlag, Priority, Status};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Flags that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub title: String,
    /// How many they are.
    pub count: usize,
}

/// A line of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The heading over a group, by its index.
    Heading(usize),
    /// A flag, by its index among all, in a group.
    Flag {
        /// Its index among all flags.
        index: usize,
        /// The index of its group.
        group: usize,
    },
}

/// What a group is known by; the order of groups other than articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Article(Uuid),
    Name(&'a str),
    Status(Status),
    Due(Day),
    /// Of those that have no name, and last.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Day {
    Over,
    Today,
    Tomorrow,
    Week,
    Later,
}

/// Puts flags, by their indexes in `all`, into groups. O(n log n).
#[must_use]
pub fn arrange(
    all: &[ListedFlag],
    found: &[usize],
    grouping: GroupBy,
    today: Option<Date>,
) -> (Vec<Group>, Vec<Line>) {
    let mut groups: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for &index in found {
        let Some(listed) = all.get(index) else { continue };
        let mut put = |key| groups.entry(key).or_default().push(index);
        let flag = &listed.flag;
        match grouping {
            GroupBy::Article => put(Key::Article(flag.article)),
            GroupBy::Speaker => put(flag.speaker.as_deref().map_or(Key::Nothing, Key::Name)),
            GroupBy::Tag if flag.tags.is_empty() => put(Key::Nothing),
            GroupBy::Tag => flag.tags.iter().for_each(|tag| put(Key::Name(tag))),
            GroupBy::Status => put(Key::Status(flag.status)),
            GroupBy::Due => put(flag.due.map_or(Key::Nothing, |due| Key::Due(day(due, today)))),
        }
    }
    let mut groups: Vec<(Key<'_>, Vec<usize>)> = groups.into_iter().collect();
    for (_, flags) in &mut groups {
        match grouping {
            GroupBy::Article => flags.sort_by_key(|&index| {
                all.get(index).map(|listed| (listed.flag.selector.start, listed.flag.id))
            }),
            _ => flags.sort_by_key(|&index| all.get(index).map(urgency)),
        }
    }
    if grouping == GroupBy::Article {
        groups.sort_by_cached_key(|(_, flags)| {
            let first = flags.first().and_then(|&index| all.get(index));
            first.map(|it| (Reverse(it.published.clone()), it.headline.clone(), it.path.clone()))
        });
    }
    let mut lines = Vec::with_capacity(found.len() + groups.len());
    let mut headings = Vec::with_capacity(groups.len());
    for (group, (key, flags)) in groups.into_iter().enumerate() {
        let first = flags.first().and_then(|&index| all.get(index));
        headings.push(Group { title: title(key, grouping, first), count: flags.len() });
        lines.push(Line::Heading(group));
        lines.extend(flags.into_iter().map(|index| Line::Flag { index, group }));
    }
    (headings, lines)
}

/// What comes first: what matters more, then what is to be done earlier.
fn urgency(listed: &ListedFlag) -> (Reverse<Priority>, bool, Option<Date>, Reverse<Option<&str>>) {
    let flag = &listed.flag;
    let published = Reverse(listed.published.as_deref());
    (Reverse(flag.priority), flag.due.is_none(), flag.due, published)
}

fn day(due: Date, today: Option<Date>) -> Day {
    let days = today.and_then(|today| today.until(due).ok()).map_or(i32::MAX, |it| it.get_days());
    match days {
        ..0 => Day::Over,
        0 => Day::Today,
        1 => Day::Tomorrow,
        2..7 => Day::Week,
        _ => Day::Later,
    }
}

fn title(key: Key<'_>, grouping: GroupBy, first: Option<&ListedFlag>) -> String {
    match key {
        Key::Article(_) => {
            let Some(listed) = first else { return String::new() };
            let name = if listed.headline.is_empty() { &listed.path } else { &listed.headline };
            match &listed.published {
                Some(published) => format!("{name} · {}", published.get(..10).unwrap_or(published)),
                None => name.clone(),
            }
        }
        Key::Name(name) if grouping == GroupBy::Tag => format!("#{name}"),
        Key::Name(name) => name.to_owned(),
        Key::Status(status) => status.name().to_owned(),
        Key::Due(day) => match day {
            Day::Over => "overdue",
            Day::Today => "today",
            Day::Tomorrow => "tomorrow",
            Day::Week => "within a week",
            Day::Later => "later",
        }
        .to_owned(),
        Key::Nothing => match grouping {
            GroupBy::Tag => "no tag",
            GroupBy::Due => "no due date",
            _ => "no speaker",
        }
        .to_owned(),
    }
}
