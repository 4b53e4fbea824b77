//! Many flags cost the list no more than few.

use super::stage::{Stage, draft};
use jiff::Timestamp;
use jiff::civil::Date;
use pullquote::anchor::fingerprint;
use pullquote::app::action::Action;
use pullquote::app::command::Command;
use pullquote::app::follow::Follow;
use pullquote::app::key::parse_keys;
use pullquote::app::{App, update};
use pullquote::flag::{Flag, FlagFilter, GroupBy, Priority, Status};
use pullquote::shell::store::{Store, answer, database};
use pullquote::view::draw;
use pullquote::view::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rusqlite::{Connection, params};
use std::collections::VecDeque;
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

/// The reader with a store, on a screen of 120 columns and 40 rows.
struct Desk {
    app: App,
    store: Store,
}

impl Desk {
    fn open(folder: &Path) -> Self {
        let mut desk = Self { app: App::new(), store: Store::open(folder).unwrap() };
        desk.act(Action::Resize { width: 120, height: 40 }, None);
        desk
    }

    /// Has an action carried out, and so many of the effects that come of it.
    fn act(&mut self, action: Action, most: Option<usize>) {
        let mut effects = VecDeque::from(update(&mut self.app, action));
        let mut count = 0;
        while let Some(effect) = effects.pop_front()
            && most.is_none_or(|most| count < most)
        {
            count += 1;
            let now = Timestamp::UNIX_EPOCH;
            for action in answer(&mut self.store, &effect, now, &mut Uuid::now_v7).unwrap() {
                effects.extend(update(&mut self.app, action));
            }
        }
    }

    fn keys(&mut self, keys: &str) {
        for key in parse_keys(keys).unwrap() {
            self.act(Action::Key(key), None);
        }
    }

    /// Opens the view anew, from the key to what is drawn; the whole list comes after that.
    fn first_frame(&mut self, by: GroupBy) {
        self.app.flags.follow = Follow::default();
        self.app.flags.follow.grouping = by;
        self.act(Action::Perform(Command::FollowUp), Some(1));
        self.draw();
        assert!(!self.app.flags.follow.is_whole() && self.app.flags.follow.found >= PAGE);
    }

    fn draw(&self) {
        let mut screen = Buffer::empty(Rect::new(0, 0, 120, 40));
        draw(&self.app, &Theme::default(), screen.area, &mut screen);
    }
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
    let (mut many, mut few) = (Desk::open(many.path()), Desk::open(few.path()));
    let since = Instant::now();
    many.first_frame(GroupBy::Article);
    report += &format!("the first list sorts all: {:.0} ms\n", ms(since.elapsed()));
    for by in GroupBy::ALL {
        let slow = median(|| many.first_frame(by));
        let fast = median(|| few.first_frame(by));
        let ratio = slow.as_secs_f64() / fast.as_secs_f64();
        let whole = median(|| many.store.list(&FlagFilter::default(), by, None).unwrap());
        report += &format!(
            "by {by:?}, the first frame: {:.2} ms, with 100 flags {:.2} ms, {ratio:.2} times; the \
             whole list {:.0} ms\n",
            ms(slow),
            ms(fast),
            ms(whole)
        );
    }
    many.keys("g f");
    for keys in ["G", "g g", "}", "x", "o", "M", "x", "u"] {
        let since = Instant::now();
        many.keys(keys);
        many.draw();
        report += &format!("{keys} with all that comes of it: {:.1} ms\n", ms(since.elapsed()));
    }
    let Desk { store: mut many, .. } = many;
    let since = Instant::now();
    assert_eq!(many.all(false).unwrap().records.len(), count);
    let scan = since.elapsed();
    report += &format!("a full scan: {:.0} ms\n", ms(scan));
    let today = Date::new(2026, 6, 1).ok();
    let since = Instant::now();
    while many.is_untidy() {
        many.tidy().unwrap();
    }
    report += &format!("words taken in meanwhile: {:.0} ms\n", ms(since.elapsed()));
    let mut slowest = (Duration::ZERO, String::new());
    for query in [
        "status:open",
        "-status:done",
        "tag:weekly",
        "tag:tag-7",
        "tag:none",
        "speaker:7",
        "-speaker:none",
        "due:2026-03",
        "due:overdue",
        "due:none",
        "priority:high",
        "priority:low",
        "-tag:port",
        "status:open speaker:7 tag:weekly",
        "status:done priority:low due:none tag:none",
        "note ferries",
        &(count - 1).to_string(),
        "article:headline",
        "article:9999",
        "port -tag:port",
    ] {
        let filter = FlagFilter::parse(query, today);
        for by in GroupBy::ALL {
            let mut page = || {
                let list = many.list(&filter, by, Some(PAGE)).unwrap();
                assert_eq!(many.listed(&list.flags).unwrap().records.len(), list.flags.len());
                list.flags
            };
            let first = page();
            let time = median(page);
            let part = scan.as_secs_f64() / time.as_secs_f64();
            let since = Instant::now();
            let all = many.list(&filter, by, None).unwrap().flags;
            assert_eq!(first.is_empty(), all.is_empty(), "“{query}” by {by:?}");
            assert_eq!(first, all[..first.len()], "“{query}” by {by:?}");
            let line = format!(
                "“{query}” by {by:?}: {} of {} flags in {:.2} ms, 1/{part:.0} of a scan; all in \
                 {:.0} ms\n",
                first.len(),
                all.len(),
                ms(time),
                ms(since.elapsed())
            );
            report += &line;
            // That there is none is known when all have been gone through.
            if !all.is_empty() {
                slowest = slowest.max((time, line));
            }
        }
    }
    report + "the slowest first page: " + &slowest.1
}
