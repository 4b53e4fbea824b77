//! The lines of the follow-up view: a heading over each group of flags.

use crate::flag::{FlagList, GroupKey};
use jiff::civil::Date;
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
    /// A flag in a group.
    Flag {
        /// The flag.
        id: Uuid,
        /// The index of its group.
        group: usize,
    },
}

/// Makes the lines of a list; days that are far off are put together. O(n).
#[must_use]
pub fn arrange(list: &FlagList, today: Option<Date>) -> (Vec<Group>, Vec<Line>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut lines = Vec::with_capacity(list.flags.len() + list.groups.len());
    let mut flags = list.flags.iter();
    for group in &list.groups {
        let title = title(&group.key, today);
        match groups.last_mut() {
            // Only days share a title with their neighbours; two articles may by chance.
            Some(last) if matches!(group.key, GroupKey::Due(_)) && last.title == title => {
                last.count += group.count;
            }
            _ => {
                lines.push(Line::Heading(groups.len()));
                groups.push(Group { title, count: group.count });
            }
        }
        let at = groups.len() - 1;
        lines.extend(flags.by_ref().take(group.count).map(|&id| Line::Flag { id, group: at }));
    }
    (groups, lines)
}

fn title(key: &GroupKey, today: Option<Date>) -> String {
    match key {
        GroupKey::Article { title, published: Some(published), .. } => {
            format!("{title} · {}", published.get(..10).unwrap_or(published))
        }
        GroupKey::Article { title, .. } => title.clone(),
        GroupKey::Speaker(name) => name.clone().unwrap_or_else(|| "no speaker".to_owned()),
        GroupKey::Tag(tag) => tag.as_ref().map_or("no tag".to_owned(), |tag| format!("#{tag}")),
        GroupKey::Status(status) => status.name().to_owned(),
        GroupKey::Due(None) => "no due date".to_owned(),
        GroupKey::Due(Some(due)) => day(*due, today).to_owned(),
    }
}

fn day(due: Date, today: Option<Date>) -> &'static str {
    let days = today.and_then(|today| today.until(due).ok()).map_or(i32::MAX, |it| it.get_days());
    match days {
        ..0 => "overdue",
        0 => "today",
        1 => "tomorrow",
        2..7 => "within a week",
        _ => "later",
    }
}
