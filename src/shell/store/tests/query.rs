//! What the indexes find is what a reading of all flags finds.
//!
//! [`crate::flag::testing::list`] has the same groups of flags in memory.

use super::*;
use crate::flag::testing::list;
use crate::flag::{FlagFilter, GroupBy, GroupKey, Priority, Status, What};
use jiff::civil::Date;
use proptest::prelude::*;

fn day(day: i8) -> Date {
    Date::new(2026, 3, day).unwrap()
}

/// One flag of each number: all combinations of what is filtered by, over four articles.
fn filled(numbers: &[u8]) -> Store {
    let mut store = Store::in_memory().unwrap();
    fill(&mut store, numbers, 0);
    store
}

/// Adds those behind the first so many.
fn fill(store: &mut Store, numbers: &[u8], from: usize) {
    for (&number, at_second) in numbers.iter().zip(1..).skip(from) {
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
}

/// A term of a filter as it is typed, or what only the command line asks.
fn terms() -> impl Strategy<Value = (&'static str, bool)> {
    let typed = [
        "status:open",
        "status:waiting",
        "status:",
        "status:x",
        "priority:high",
        "priority:low",
        "tag:port",
        "tag:sea",
        "tag:none",
        "tag:po",
        "speaker:venn",
        "speaker:Ed",
        "speaker:none",
        "article:ice",
        "article:nowhere",
        "due:2026-03",
        "due:2026-03-02",
        "due:none",
        "due:overdue",
        "due:today",
        "due:week",
        "ferries",
        "ask",
        "fog",
        "port",
        "nowhere",
    ];
    (proptest::sample::select(typed.to_vec()), any::<bool>())
}

fn filters() -> impl Strategy<Value = FlagFilter> {
    let ids = proptest::collection::vec(0u128..5, 0..3);
    let made = (900i64..9_000, 0i64..5_000);
    let millis = |time: i64| Timestamp::from_millisecond(time).unwrap();
    let more = prop_oneof![
        4 => Just(None),
        1 => ids.prop_map(|ids| {
            Some(What::Articles(ids.into_iter().map(|id| Uuid::from_u128(1_000 + id)).collect()))
        }),
        1 => made.prop_map(move |(from, long)| Some(What::Made(millis(from), millis(from + long)))),
    ];
    (proptest::collection::vec(terms(), 0..4), more).prop_map(|(terms, more)| {
        let words = terms.iter().map(
            |(word, wanted)| {
                if *wanted { (*word).to_owned() } else { format!("-{word}") }
            },
        );
        let query = words.collect::<Vec<_>>().join(" ");
        let filter = FlagFilter::parse(&query, Some(day(3)));
        more.into_iter().fold(filter, FlagFilter::and)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn lists_are_those_of_a_reading_of_all(
        numbers in proptest::collection::vec(any::<u8>(), 0..30),
        filters in proptest::collection::vec(filters(), 12),
        most in 1usize..9,
        few in proptest::sample::select(&[0i64, 4, 1_000][..]),
        tidied in 0usize..40,
    ) {
        let mut store = filled(&numbers[..tidied.min(numbers.len())]);
        while store.is_untidy() {
            store.tidy().unwrap();
        }
        fill(&mut store, &numbers, tidied);
        (store.bounds.few, store.bounds.few_of_all) = (few, few);
        let all = store.all(false).unwrap().records;
        for filter in filters {
            for by in GroupBy::ALL {
                let truth = list(&all, &filter, by);
                let whole = store.list(&filter, by, None).unwrap();
                prop_assert_eq!(&whole, &truth, "{:?} {:?}", filter, by);
                let first = store.list(&filter, by, Some(most)).unwrap();
                prop_assert_eq!(first.live, None);
                let expected: Vec<Uuid> = truth.flags.iter().take(most).copied().collect();
                prop_assert_eq!(&first.flags, &expected, "{:?} {:?}", filter, by);
                let found = store.listed(&first.flags).unwrap();
                prop_assert_eq!(found.damaged, [""; 0]);
                prop_assert!(found.records.iter().all(|listed| filter.lets_through(listed)));
                let ids: Vec<Uuid> = found.records.iter().map(|listed| listed.flag.id).collect();
                prop_assert_eq!(ids, expected);
            }
        }
        prop_assert_eq!(check::check(&store.connection).unwrap(), [""; 0]);
    }
}

#[test]
fn the_first_flags_are_looked_for_within_bounds() {
    let mut store = filled(&[1, 2, 3, 4, 5, 6, 7, 8]);
    let mut first = |query: &str, rows: usize, records: usize| {
        store.bounds = crate::shell::store::query::Bounds { few: 0, few_of_all: 0, rows, records };
        let filter = FlagFilter::parse(query, None);
        store.list(&filter, GroupBy::Status, Some(20)).unwrap().flags.len()
    };
    let whole = first("ferries", 99, 99);
    assert!(whole > 1);
    assert!(first("ferries", 99, 2) < whole && first("ferries", 2, 99) < whole);
    let whole = first("speaker:venn", 99, 0);
    assert!(first("speaker:venn", 3, 0) < whole);
    // Where nothing is found within them, the first one that there is is looked for.
    assert_eq!((first("ferries", 0, 0), first("speaker:venn", 0, 0)), (1, 1));
    assert_eq!(first("nowhere", 0, 0), 0);
}

#[test]
fn of_the_groups_of_tags_only_those_that_are_asked_for_are_listed() {
    let mut store = filled(&(0..60).collect::<Vec<u8>>());
    let mut groups = |query: &str| {
        let list = store.list(&FlagFilter::parse(query, None), GroupBy::Tag, None).unwrap();
        let keys = list.groups.into_iter().map(|group| group.key);
        let tags = keys.map(|key| match key {
            GroupKey::Tag(tag) => tag.unwrap_or_else(|| "none".to_owned()),
            other => panic!("{other:?}"),
        });
        tags.collect::<Vec<_>>().join(" ")
    };
    for (query, expected) in [
        ("", "port sea none"),
        ("tag:sea", "sea"),
        ("tag:port tag:sea", "port sea"),
        ("-tag:sea", "port none"),
        ("tag:none", "none"),
        ("tag:none tag:sea", ""),
        ("-tag:none", "port sea"),
    ] {
        assert_eq!(groups(query), expected, "{query}");
    }
}

#[test]
fn words_are_found_where_they_stand_now() {
    let mut store = filled(&(0..30).collect::<Vec<u8>>());
    let mut check = |change: &dyn Fn(&mut Store), query: &str, expected: usize| {
        change(&mut store);
        let filter = FlagFilter::parse(query, None);
        for _ in 0..2 {
            // What is not taken in yet is found as well.
            let found = store.list(&filter, GroupBy::Status, None).unwrap().flags.len();
            assert_eq!(found, expected, "{query}");
            let found = store.list(&filter, GroupBy::Due, Some(1)).unwrap().flags.len();
            assert_eq!(found, expected.min(1), "{query}");
            while store.is_untidy() {
                store.tidy().unwrap();
            }
        }
        assert_eq!(check::check(&store.connection).unwrap(), [""; 0]);
    };
    let note = |text: &'static str| {
        move |store: &mut Store| {
            store.change(&[id(2)], &FlagChange::Note(text.into()), at(9)).unwrap();
        }
    };
    let nothing = |_: &mut Store| {};
    check(&nothing, "Straße", 0);
    check(&note("Die “Straße” … am Hafen"), "straße", 1);
    check(&nothing, "\"straße\"", 1);
    check(&nothing, "STRASSE", 0);
    check(&nothing, "traß", 1);
    check(&nothing, "...", 1);
    check(&nothing, "-ß", 26);
    check(&note("Die Gasse"), "straße", 0);
    check(&nothing, "gas", 1);
    check(&note("Die Gasse"), "Gas", 1);
    let rename = |store: &mut Store| {
        let keys = ArticleKeys {
            id: Some("1".into()),
            headline: "Sleet".into(),
            ..ArticleKeys::default()
        };
        store.seen(&keys).unwrap();
    };
    check(&nothing, "article:sleet", 0);
    check(&rename, "article:sleet", 8);
    check(&nothing, "sleet -article:sleet", 0);
    let delete = |store: &mut Store| {
        store.change(&[id(2)], &FlagChange::Delete, at(9)).unwrap();
    };
    check(&delete, "gasse", 0);
    check(&nothing, "article:sleet", 7);
}

#[test]
fn a_damaged_flag_is_named_and_hides_no_other() {
    let mut store = filled(&[1, 2, 3, 4]);
    for damaged_first in [false, true] {
        // Whether it was sorted before it was damaged or after that, there is no difference.
        let damage = "UPDATE flags SET record = substr(record, 1, 90) WHERE id = ?1";
        if damaged_first {
            store.connection.execute(damage, [id(2).to_string()]).unwrap();
        }
        let listed = store.list(&FlagFilter::default(), GroupBy::Status, None).unwrap();
        assert_eq!((listed.flags.len(), listed.live), (4, Some(4)));
        store.connection.execute(damage, [id(2).to_string()]).unwrap();
        let found = store.listed(&listed.flags).unwrap();
        assert_eq!((found.records.len(), found.damaged.len()), (3, 1));
        assert!(found.damaged[0].contains(&id(2).to_string()));
    }
    let word = FlagFilter::parse("e", None);
    assert_eq!(store.list(&word, GroupBy::Due, None).unwrap().flags.len(), 3);
}

#[test]
fn what_was_put_off_is_caught_up_with_by_whoever_comes() {
    let folder = TempDir::new().unwrap();
    let mut one = Store::open(folder.path()).unwrap();
    add(&mut one, 1, "three ferries");
    let mut other = Store::open(folder.path()).unwrap();
    let listed = |store: &mut Store| {
        store.list(&FlagFilter::default(), GroupBy::Article, None).unwrap().flags.len()
    };
    assert_eq!(listed(&mut other), 1);
    other.change(&[id(1)], &FlagChange::Delete, at(9)).unwrap();
    add(&mut other, 2, "the pilots");
    one.tidy().unwrap();
    assert!(!one.is_untidy());
    let unsorted = "SELECT count(*) FROM unsorted";
    let left: i64 = one.connection.query_row(unsorted, [], |row| row.get(0)).unwrap();
    assert_eq!((left, listed(&mut one)), (0, 1));
    // What is sorted wrongly is seen, and made anew from the records.
    one.connection.execute("UPDATE sorted SET status = 2", []).unwrap();
    let wrong = check::check(&one.connection).unwrap();
    assert!(wrong.len() == 1 && wrong[0].contains("lists of flags"), "{wrong:?}");
    drop((one, other));
    assert!(mend::mend(folder.path(), at(9), None).unwrap().is_some());
    let done = FlagFilter::parse("status:done", None);
    let mut mended = Store::open(folder.path()).unwrap();
    assert_eq!(mended.list(&done, GroupBy::Article, None).unwrap().flags.len(), 0);
}

#[test]
fn a_long_list_gives_way_and_comes_after_that() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    for number in 1..=150 {
        add(&mut store, number, "three ferries");
    }
    let any = FlagFilter::default();
    let mut asked = 0;
    let mut give_way = || {
        asked += 1;
        true
    };
    let list = store.list_unless(&any, GroupBy::Status, None, &mut give_way).unwrap();
    assert_eq!((list, asked), (None, 1));
    drop(store);
    let (sender, answers) = channel();
    let thread = StoreThread::start(Some(folder.path().to_owned()), 0, move |action| {
        sender.send(action).unwrap();
    });
    let thread = thread.unwrap();
    let list = Effect::ListFlags { filter: any, by: GroupBy::Status, most: None, number: 4 };
    for effect in [Effect::ReadTags, list, add_effect("the pilots"), Effect::ReadTags] {
        thread.send(effect);
    }
    let answers: Vec<Action> = answers.iter().take(4).collect();
    let lists = answers.iter().filter(|it| matches!(it, Action::FlagList { number: 4, .. }));
    assert_eq!(lists.count(), 1, "{answers:?}");
}
