//! Many flags cost the list no more than few.

use super::stage::{Stage, draft};
use jiff::Timestamp;
use jiff::civil::Date;
use pullquote::anchor::fingerprint;
use pullquote::flag::{Due, Flag, FlagFilter, FlagOrder, GroupBy, Priority, Status};
use pullquote::shell::store::{Store, database};
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Flags on a page.
const PAGE: usize = 50;

/// Lays down so many flags over so many articles; what is written is what the store writes.
fn fill(folder: &Path, flags: usize, articles: usize) {
    drop(Store::open(folder).unwrap());
    let mut connection = Connection::open(database(folder)).unwrap();
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    let transaction = connection.transaction().unwrap();
    let article_id = |number: usize| Uuid::from_u128(1 << 100 | number as u128);
    for number in 0..articles {
        let (mut keys, _) = draft(number, "");
        keys.headline = format!("Headline of article {number}");
        let day = Date::new(2020, 1, 1)
            .unwrap()
            .checked_add(jiff::Span::new().days(number as i64 % 2000));
        keys.published = Some(day.unwrap().to_string());
        let json = serde_json::to_string(&keys).unwrap();
        let id = article_id(number).to_string();
        let sql = "INSERT INTO articles (id, keys, checksum) VALUES (?1, ?2, ?3)";
        transaction.execute(sql, params![id, json, fingerprint(&json)]).unwrap();
        let sql = "INSERT INTO article_keys VALUES ('id', ?1, ?2)";
        transaction.execute(sql, params![keys.id, id]).unwrap();
    }
    for number in 0..flags {
        let article = article_id(number % articles);
        let (_, draft) = draft(number % articles, &format!("note number {number}"));
        let now = Timestamp::from_second(1_700_000_000 + number as i64).unwrap();
        let mut flag = Flag::new(&draft, Uuid::from_u128(2 << 100 | number as u128), article, now);
        flag.speaker = (number % 3 > 0).then(|| format!("Speaker {}", number % 997));
        flag.status = Status::ALL[number % 7 % 3];
        flag.priority = Priority::ALL[number % 11 % 3];
        flag.tags = match number % 4 {
            0 => vec![],
            1 => vec!["port".to_owned()],
            _ => vec![format!("tag-{}", number % 101), "weekly".to_owned()],
        };
        flag.due = (number % 5 == 0).then(|| Date::new(2026, 1 + (number % 12) as i8, 3).unwrap());
        let json = serde_json::to_string(&flag).unwrap();
        let sql = "INSERT INTO flags (id, article, record, checksum, deleted)
                   VALUES (?1, ?2, ?3, ?4, 0)";
        let (id, article) = (flag.id.to_string(), article.to_string());
        transaction.execute(sql, params![id, article, json, fingerprint(&json)]).unwrap();
    }
    transaction.commit().unwrap();
}

/// Returns the median time of what is done several times.
fn median<T>(mut act: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let since = Instant::now();
            act();
            since.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// What the follow-up view asks for first: groups, and the first page of all.
fn first(store: &Store, by: GroupBy) {
    let any = FlagFilter::default();
    assert!(!store.groups(&any, by, 0, PAGE).unwrap().is_empty());
    assert_eq!(store.flags(&any, FlagOrder::Article, 0, PAGE).unwrap().records.len(), PAGE);
}

/// Compares so many flags, over a tenth as many articles, with 100.
pub(crate) fn all(stage: &Stage, count: usize) -> String {
    let (many, few) = (stage.folder(), stage.folder());
    fill(many.path(), count, count / 10);
    fill(few.path(), 100, 10);
    let open = |folder: &Path| Store::open(folder).unwrap();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let mut report = String::new();
    let (opened, opened_few) = (median(|| open(many.path())), median(|| open(few.path())));
    report += &format!("open: {:.2} ms, with 100 flags {:.2} ms\n", ms(opened), ms(opened_few));
    let (many, few) = (open(many.path()), open(few.path()));
    for by in GroupBy::ALL {
        let (slow, fast) = (median(|| first(&many, by)), median(|| first(&few, by)));
        let ratio = slow.as_secs_f64() / fast.as_secs_f64();
        report += &format!(
            "groups by {by:?} and the first page: {:.2} ms, with 100 flags {:.2} ms, {ratio:.2} \
             times\n",
            ms(slow),
            ms(fast)
        );
    }
    let since = Instant::now();
    assert_eq!(many.all(false).unwrap().records.len(), count);
    let scan = since.elapsed();
    report += &format!("a full scan: {:.0} ms\n", ms(scan));
    let any = FlagFilter::default;
    let day = |month| Date::new(2026, month, 3).unwrap();
    let filters = [
        ("status open", FlagFilter { statuses: vec![Status::Open], ..any() }),
        (
            "status open or waiting",
            FlagFilter { statuses: vec![Status::Open, Status::Waiting], ..any() },
        ),
        ("a common tag", FlagFilter { tag: Some("weekly".to_owned()), ..any() }),
        ("a rare tag", FlagFilter { tag: Some("tag-7".to_owned()), ..any() }),
        ("no tag", FlagFilter { tag: Some(String::new()), ..any() }),
        ("a speaker", FlagFilter { speaker: Some("Speaker 7".to_owned()), ..any() }),
        ("due in spring", FlagFilter { due: Some(Due::Between(day(3), day(5))), ..any() }),
        ("high priority", FlagFilter { priority: Some(Priority::High), ..any() }),
        (
            "open, of a speaker, with a tag",
            FlagFilter {
                statuses: vec![Status::Open],
                speaker: Some("Speaker 7".to_owned()),
                tag: Some("weekly".to_owned()),
                ..any()
            },
        ),
        ("words in many", FlagFilter { words: "note ferries".to_owned(), ..any() }),
        ("words in one", FlagFilter { words: (count - 1).to_string(), ..any() }),
    ];
    for (name, filter) in filters {
        for order in [FlagOrder::Newest, FlagOrder::Article, FlagOrder::Due] {
            let page = || many.flags(&filter, order, 0, PAGE).unwrap();
            let found = page().records.len();
            let time = median(page);
            let part = scan.as_secs_f64() / time.as_secs_f64();
            report += &format!(
                "{name}, {order:?}: {found} flags in {:.2} ms, 1/{part:.0} of a scan\n",
                ms(time)
            );
        }
    }
    report
}
