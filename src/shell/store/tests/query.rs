//! What the indexes find is what a reading of all flags finds.

use super::*;
use crate::flag::{Due, FlagFilter, FlagGroup, FlagOrder, GroupBy, GroupKey, Priority, Status};
use jiff::civil::Date;
use proptest::prelude::*;
use std::cmp::Reverse;

fn day(day: i8) -> Date {
    Date::new(2026, 3, day).unwrap()
}

/// One flag of each number: all combinations of what is filtered by, over four articles.
fn filled(numbers: &[u8]) -> Store {
    let mut store = Store::in_memory().unwrap();
    for (&number, at_second) in numbers.iter().zip(1..) {
        let n = usize::from(number);
        let article = n % 4;
        let keys = ArticleKeys {
            id: Some(article.to_string()),
            headline: ["Fog", "Ice", "Rain", "Ice"][article].into(),
            published: [None, Some("2026-03-01"), Some("2026-03-02"), Some("2026-03-02")][article]
                .map(str::to_owned),
            ..ArticleKeys::default()
        };
        let words = ["three ferries", "harbour master", "nobody had asked"][n % 3];
        let speaker = [None, Some("Mara Venn"), Some("Ed")][n / 2 % 3].map(str::to_owned);
        let draft = FlagDraft { speaker, ..draft(words) };
        // The clock gives some the same time, and some whole seconds.
        let now = Timestamp::from_millisecond(1_000 + i64::from(number / 8) * 250).unwrap();
        let article = Uuid::from_u128(1_000 + article as u128);
        store.add(&keys, &draft, now, id(at_second), article).unwrap();
        let mut change = |change| {
            store.change(&[id(at_second)], &change, now).unwrap();
        };
        change(FlagChange::Status(Status::ALL[n / 3 % 3]));
        change(FlagChange::Priority(Priority::ALL[n / 5 % 3]));
        if n % 5 > 1 {
            change(FlagChange::Due(Some(day((n % 5) as i8))));
        }
        let tags = [vec![], vec!["port"], vec!["port", "sea"]][n / 7 % 3].clone();
        change(FlagChange::Tags(tags.into_iter().map(str::to_owned).collect()));
        if n % 11 == 0 {
            change(FlagChange::Delete);
        }
    }
    store
}

fn filters() -> impl Strategy<Value = FlagFilter> {
    let text = |words: &'static [&'static str]| {
        proptest::option::of(proptest::sample::select(words)).prop_map(|it| it.map(str::to_owned))
    };
    (
        proptest::sample::subsequence(Status::ALL.to_vec(), 0..=3),
        proptest::option::of(proptest::sample::select(Priority::ALL.to_vec())),
        text(&["", "port", "sea", "none"]),
        text(&["", "Mara Venn", "Ed"]),
        proptest::option::of(0u128..5),
        proptest::option::of(prop_oneof![
            Just(Due::Never),
            (1i8..5, 1i8..5).prop_map(|(from, to)| Due::Between(day(from), day(to)))
        ]),
        proptest::sample::select(&["", "  ", "FERRIES", "ice asked", "nowhere"][..]),
    )
        .prop_map(|(statuses, priority, tag, speaker, article, due, words)| FlagFilter {
            statuses,
            priority,
            tag,
            speaker,
            article: article.map(|number| Uuid::from_u128(1_000 + number)),
            due,
            words: words.to_owned(),
        })
}

/// The flags that a filter lets through, in an order, as a reading of all has them.
fn truth(store: &Store, filter: &FlagFilter, order: FlagOrder) -> Vec<ListedFlag> {
    let mut all = store.all(false).unwrap().records;
    all.retain(|listed| filter.lets_through(listed));
    all.sort_by_key(|it| Reverse((it.flag.created, it.flag.id)));
    match order {
        FlagOrder::Newest => {}
        FlagOrder::Due => all.sort_by_key(|it| (it.flag.due.is_none(), it.flag.due)),
        FlagOrder::Article => all.sort_by_key(|it| {
            let flag = &it.flag;
            let published = Reverse(it.published.clone());
            (published, it.headline.clone(), flag.article, flag.selector.start, flag.id)
        }),
    }
    all
}

fn true_groups(flags: &[ListedFlag], by: GroupBy) -> Vec<(String, usize)> {
    let mut groups: Vec<(String, usize)> = Vec::new();
    for listed in flags {
        let flag = &listed.flag;
        let keys = match by {
            GroupBy::Article => vec![flag.article.to_string()],
            GroupBy::Speaker => vec![flag.speaker.clone().unwrap_or_default()],
            GroupBy::Tag if flag.tags.is_empty() => vec![String::new()],
            GroupBy::Tag => flag.tags.clone(),
            GroupBy::Status => vec![flag.status.name().to_owned()],
            GroupBy::Due => vec![flag.due.map_or("~".to_owned(), |day| day.to_string())],
        };
        for key in keys {
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some(group) => group.1 += 1,
                None => groups.push((key, 1)),
            }
        }
    }
    match by {
        GroupBy::Article => {}
        GroupBy::Status => groups.sort_by_key(|(name, _)| Status::named(name)),
        _ => groups.sort(),
    }
    groups
}

fn named(group: FlagGroup) -> (String, usize) {
    let name = match group.key {
        GroupKey::Article { id, .. } => id.to_string(),
        GroupKey::Speaker(name) | GroupKey::Tag(name) => name,
        GroupKey::Status(status) => status.name().to_owned(),
        GroupKey::Due(day) => day.map_or("~".to_owned(), |day| day.to_string()),
    };
    (name, group.count)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn pages_and_groups_are_those_of_a_reading_of_all(
        numbers in proptest::collection::vec(any::<u8>(), 0..30),
        filters in proptest::collection::vec(filters(), 12),
        start in 0usize..8,
        most in 1usize..9,
        few in proptest::sample::select(&[0i64, 4, 1_000][..]),
    ) {
        let mut store = filled(&numbers);
        store.few = few;
        prop_assert_eq!(check::check(&store.connection).unwrap(), [""; 0]);
        for filter in filters {
            for order in [FlagOrder::Newest, FlagOrder::Article, FlagOrder::Due] {
                let truth = truth(&store, &filter, order);
                let page = store.flags(&filter, order, start, most).unwrap();
                let expected: Vec<_> = truth.iter().skip(start).take(most).cloned().collect();
                prop_assert_eq!(page.records, expected, "{:?} {:?}", filter, order);
                prop_assert_eq!(store.count(&filter).unwrap(), truth.len(), "{:?}", filter);
            }
            let flags = truth(&store, &filter, FlagOrder::Article);
            for by in GroupBy::ALL {
                let groups = store.groups(&filter, by, 0, 100).unwrap();
                for group in &groups {
                    let narrow = group.key.narrow(&filter);
                    // Of a tag that was asked for, another tag is a narrower question.
                    if by != GroupBy::Tag || filter.tag.is_none() {
                        prop_assert_eq!(store.count(&narrow).unwrap(), group.count);
                    }
                }
                let groups: Vec<_> = groups.into_iter().map(named).collect();
                prop_assert_eq!(groups, true_groups(&flags, by), "{:?} {:?}", filter, by);
            }
        }
    }
}

#[test]
fn a_damaged_flag_is_named_and_hides_no_other() {
    let store = filled(&[1, 2, 3, 4]);
    let damage = "UPDATE flags SET record = substr(record, 1, 90) WHERE id = ?1";
    store.connection.execute(damage, [id(2).to_string()]).unwrap();
    let any = FlagFilter::default();
    let found = store.flags(&any, FlagOrder::Newest, 0, 9).unwrap();
    assert_eq!((found.records.len(), found.damaged.len()), (3, 1));
    for filter in [
        FlagFilter { statuses: Status::ALL.to_vec(), ..any.clone() },
        FlagFilter { words: "e".into(), ..any },
    ] {
        assert_eq!(store.flags(&filter, FlagOrder::Due, 0, 9).unwrap().records.len(), 3);
    }
}
