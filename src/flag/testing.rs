//! Lists of flags made of all flags in memory: what a store is held to, and stands in for one.

use super::{FlagFilter, FlagList, GroupBy, GroupKey, ListedFlag, Priority};
use std::cmp::Reverse;

/// Lists the flags that a filter lets through, in groups.
pub(crate) fn list(all: &[ListedFlag], filter: &FlagFilter, by: GroupBy) -> FlagList {
    let live = all.iter().filter(|it| it.flag.deleted.is_none()).count();
    let mut found: Vec<(GroupKey, &ListedFlag)> = Vec::new();
    for listed in all.iter().filter(|listed| filter.lets_through(listed)) {
        let is_shown = |key: &GroupKey| match key {
            GroupKey::Tag(tag) => filter.shows_tag(tag.as_deref()),
            _ => true,
        };
        found.extend(keys(listed, by).into_iter().filter(is_shown).map(|key| (key, listed)));
    }
    found.sort_by_cached_key(|(_, it)| {
        let flag = &it.flag;
        let most = Priority::ALL.len() - flag.priority as usize;
        let urgency = (most, flag.due.is_none(), flag.due, Reverse(flag.created));
        let in_text = (flag.selector.start, flag.id);
        match by {
            GroupBy::Article => (None, in_text),
            _ => (Some(urgency), (0, flag.id)),
        }
    });
    // What is equal stays in its order.
    found.sort_by_cached_key(|(key, it)| {
        let name = |name: &Option<String>| (name.is_none(), name.clone().unwrap_or_default());
        let of_key = match key {
            GroupKey::Article { id, .. } => (false, id.to_string()),
            GroupKey::Speaker(text) | GroupKey::Tag(text) => name(text),
            GroupKey::Status(status) => (false, (*status as usize).to_string()),
            GroupKey::Due(day) => name(&day.map(|day| day.to_string())),
        };
        let article = (by == GroupBy::Article)
            .then(|| (Reverse(it.article.published.clone()), it.article.headline.clone()));
        (article, of_key)
    });
    let mut list = FlagList { live: Some(live), ..FlagList::default() };
    for (key, listed) in found {
        list.push(key, listed.flag.id);
    }
    list.count(by);
    list
}

/// Returns the first flags of a list.
pub(crate) fn first(list: &FlagList, most: usize) -> FlagList {
    let mut first = FlagList::default();
    let keys = list.groups.iter().flat_map(|group| vec![&group.key; group.count]);
    keys.zip(&list.flags).take(most).for_each(|(key, flag)| first.push(key.clone(), *flag));
    first
}

/// Returns the groups that a flag is in.
fn keys(listed: &ListedFlag, by: GroupBy) -> Vec<GroupKey> {
    let flag = &listed.flag;
    match by {
        GroupBy::Article => {
            let title = if listed.article.headline.is_empty() {
                &listed.article.path
            } else {
                &listed.article.headline
            };
            let (id, title) = (flag.article, title.clone());
            vec![GroupKey::Article { id, title, published: listed.article.published.clone() }]
        }
        GroupBy::Speaker => vec![GroupKey::Speaker(flag.speaker.clone())],
        GroupBy::Tag if flag.tags.is_empty() => vec![GroupKey::Tag(None)],
        GroupBy::Tag => flag.tags.iter().cloned().map(Some).map(GroupKey::Tag).collect(),
        GroupBy::Status => vec![GroupKey::Status(flag.status)],
        GroupBy::Due => vec![GroupKey::Due(flag.due)],
    }
}
