//! The store over restarts, beside other processes' databases, and on a thread.

mod formats;
mod query;
mod safe;
mod take_in;

use super::*;
use crate::anchor::select;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::correction::{Change, Who};
use crate::document::Document;
use crate::flag::{ReadingChange, Status};
use crate::span::Span;
use std::fs;
use std::sync::mpsc::channel;
use tempfile::TempDir;

const TEXT: &str = "The harbour master resigned on Tuesday after three ferries ran aground within \
    a week. Mara Venn, who leads the pilots, said that nobody had asked the crews.";

fn document(name: &str, text: &str) -> Document {
    let (name, text) = (name.to_owned(), text.to_owned());
    Document { name, annotated: text.len(), text, ..Document::default() }
}

fn keys() -> ArticleKeys {
    let keys = ArticleKeys::of(&document("harbour.txt", TEXT));
    ArticleKeys { headline: "Harbour master goes".into(), ..keys }
}

fn draft(words: &str) -> FlagDraft {
    let document = document("harbour.txt", TEXT);
    let start = TEXT.find(words).unwrap();
    let selector = select(&document, Span::new(start, start + words.len()));
    FlagDraft { selector, speaker: Some("Mara Venn".into()), role: None, note: "Ask her".into() }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn add(store: &mut Store, number: u128, words: &str) -> ListedFlag {
    store.add(&keys(), &draft(words), at(5), id(number), id(100 + number)).unwrap()
}

fn shown(flags: &[Flag]) -> Vec<(u128, &str)> {
    flags.iter().map(|flag| (flag.id.as_u128(), flag.selector.exact.as_str())).collect()
}

#[test]
fn flags_are_there_again() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(&folder.path().join("a/b")).unwrap();
    let second = add(&mut store, 1, "nobody had asked");
    let first = add(&mut store, 2, "harbour master");
    assert_eq!((first.flag.article, second.flag.article), (id(101), id(101)));
    assert_eq!(
        (first.article.headline.as_str(), first.article.path.as_str()),
        ("Harbour master goes", "harbour.txt")
    );
    drop(store);
    let store = Store::open(&folder.path().join("a/b")).unwrap();
    let found = store.flags_of(&keys()).unwrap();
    assert_eq!(found.records, [first.flag.clone(), second.flag.clone()]);
    assert_eq!(store.all(false).unwrap().records, [first, second]);
    assert!(found.damaged.is_empty());
}

#[test]
fn what_is_known_of_articles_is_what_was_committed() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let keys_of = |name: &str| ArticleKeys { id: Some(name.into()), ..ArticleKeys::default() };
    let flag = |store: &mut Store, name: &str, number: u128| {
        let draft = draft("three ferries");
        store.add(&keys_of(name), &draft, at(5), id(number), id(100 + number))
    };
    flag(&mut store, "a", 1).unwrap();
    // The id is taken, so that the article is not stored either.
    assert!(flag(&mut store, "b", 1).is_err());
    assert_eq!(flag(&mut store, "b", 2).unwrap().flag.article, id(102));
    assert_eq!(flag(&mut store, "a", 3).unwrap().flag.article, id(101));
    // Another process learns more of an article, and makes one of two.
    let mut other = Store::open(folder.path()).unwrap();
    let both = ArticleKeys { url: Some("https://ostrel.example/7".into()), ..keys_of("b") };
    other.seen(&both).unwrap();
    assert_eq!(flag(&mut store, "b", 4).unwrap().article.url, both.url);
    assert_eq!(shown(&store.flags_of(&keys_of("b")).unwrap().records).len(), 2);
}

#[test]
fn changes_follow_each_other() {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, 1, "three ferries");
    for (change, second, expected) in [
        (FlagChange::Note("Two?".into()), 9, Ok(("Two?", Status::Open, None, 9_000))),
        (FlagChange::Status(Status::Done), 7, Ok(("Two?", Status::Done, None, 9_001))),
        (FlagChange::Delete, 12, Ok(("Two?", Status::Done, Some(12), 12_000))),
        (FlagChange::Delete, 13, Ok(("Two?", Status::Done, Some(12), 13_000))),
        (FlagChange::Status(Status::Open), 14, Err("is deleted")),
        (FlagChange::Restore, 15, Ok(("Two?", Status::Done, None, 15_000))),
        (FlagChange::Status(Status::Open), 16, Ok(("Two?", Status::Open, None, 16_000))),
    ] {
        let found = store.change(&[id(1)], &change, at(second));
        match (&found, expected) {
            (Ok(listed), Ok((note, status, deleted, updated))) => {
                let flag = &listed[0].flag;
                let updated = Timestamp::from_millisecond(updated).unwrap();
                let expected = (note, status, deleted.map(at), updated);
                assert_eq!((&*flag.note, flag.status, flag.deleted, flag.updated), expected);
                let shown = usize::from(deleted.is_none());
                assert_eq!(store.flags_of(&keys()).unwrap().records.len(), shown);
                assert_eq!(store.all(false).unwrap().records.len(), shown);
                assert_eq!(store.all(true).unwrap().records.len(), 1);
            }
            (Err(error), Err(words)) => assert!(error.to_string().contains(words), "{error}"),
            _ => panic!("{change:?} gave {found:?}"),
        }
    }
    let none = store.change(&[id(9)], &FlagChange::Delete, at(1)).unwrap_err();
    assert!(matches!(none, StoreError::NoRecord { .. }));
}

#[test]
fn an_edited_and_moved_article_keeps_its_flags() {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, 1, "three ferries");
    let moved = ArticleKeys { path: "archive/1.txt".into(), ..keys() };
    store.seen(&moved).unwrap();
    let retitled = ArticleKeys { headline: "Chaos at sea".into(), ..moved };
    store.seen(&retitled).unwrap();
    let listed = store.all(false).unwrap().records.remove(0);
    assert_eq!(
        (listed.article.headline.as_str(), listed.article.path.as_str()),
        ("Chaos at sea", "archive/1.txt")
    );
    assert_eq!(shown(&store.flags_of(&retitled).unwrap().records), [(1, "three ferries")]);
    let rewritten = "Nothing of the old wording is left in this piece about the weather at sea.";
    let rewritten = ArticleKeys::of(&document("archive/1.txt", rewritten));
    assert!(store.flags_of(&rewritten).unwrap().records.is_empty());
}

#[test]
fn equal_articles_show_the_flags_of_both() {
    let mut store = Store::in_memory().unwrap();
    let one = ArticleKeys { id: Some("1".into()), ..keys() };
    let two = ArticleKeys { id: Some("2".into()), headline: "Same again".into(), ..keys() };
    for (number, keys) in [(1, one), (2, two)] {
        let draft = draft("three ferries");
        store.add(&keys, &draft, at(5), id(number), id(100 + number)).unwrap();
    }
    assert_eq!(store.all(false).unwrap().records.len(), 2);
    let neither = ArticleKeys { headline: String::new(), ..keys() };
    let found = store.flags_of(&neither).unwrap().records;
    assert_eq!(shown(&found), [(1, "three ferries"), (2, "three ferries")]);
}

#[test]
fn a_damaged_record_is_reported_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    add(&mut store, 2, "nobody had asked");
    let update =
        "UPDATE flags SET record = replace(record, 'Ask her', 'Ask him') WHERE id LIKE '%1'";
    assert_eq!(store.connection.execute(update, []).unwrap(), 1);
    let found = store.flags_of(&keys()).unwrap();
    assert_eq!(shown(&found.records), [(2, "nobody had asked")]);
    assert_eq!(found.damaged.len(), 1);
    assert!(found.damaged[0].contains(&id(1).to_string()), "{:?}", found.damaged);
    assert_eq!(store.all(false).unwrap().damaged.len(), 1);
    let error = store.change(&[id(1)], &FlagChange::Delete, at(9)).unwrap_err();
    assert!(matches!(error, StoreError::BadRecord { .. }));
}

#[test]
fn what_is_not_ours_is_refused_and_untouched() {
    let make = |sql: &str| {
        let folder = TempDir::new().unwrap();
        if sql.is_empty() {
            fs::write(database(folder.path()), "no database at all, ".repeat(500)).unwrap();
        } else {
            let connection = Connection::open(database(folder.path())).unwrap();
            connection.execute_batch(sql).unwrap();
        }
        folder
    };
    for (sql, expected) in [
        ("", "is damaged"),
        ("CREATE TABLE mine (a); INSERT INTO mine VALUES (1);", "not a database of pullquote"),
        ("PRAGMA user_version = 3;", "not a database of pullquote"),
        (
            "PRAGMA application_id = 1886743665; PRAGMA user_version = 99; CREATE TABLE flags (a);",
            "newer pullquote (format 99, this one knows ",
        ),
    ] {
        let folder = make(sql);
        let before = fs::read(database(folder.path())).unwrap();
        let error = Store::open(folder.path()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(error.contains(&database(folder.path()).display().to_string()), "{error}");
        assert_eq!(fs::read(database(folder.path())).unwrap(), before);
    }
}

/// Sends effects to a thread over `folder`, closes it, and returns the answers.
fn ask(folder: &Path, effects: Vec<Effect>) -> Vec<Action> {
    let (sender, answers) = channel();
    let thread = StoreThread::start(Some(folder.to_owned()), 0, move |action| {
        sender.send(action).unwrap();
    });
    let thread = thread.unwrap();
    for effect in effects {
        assert!(thread.send(effect));
    }
    thread.close();
    answers.try_iter().collect()
}

fn add_effect(words: &str) -> Effect {
    Effect::AddFlag { keys: keys().into(), draft: draft(words).into() }
}

fn read_effect() -> Effect {
    Effect::ReadFlags { keys: keys().into(), generation: 7 }
}

#[test]
fn every_accepted_request_is_finished() {
    let folder = TempDir::new().unwrap();
    let answers = ask(folder.path(), vec![add_effect("three ferries"); 40]);
    assert_eq!(answers.len(), 40);
    let mut ids: Vec<Uuid> = answers
        .into_iter()
        .map(|action| match action {
            Action::FlagSaved(listed) => listed.flag.id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(ids.is_sorted());
    ids.dedup();
    assert_eq!(ids.len(), 40);
    let delete = Effect::ChangeFlags { ids: vec![ids[0]], change: FlagChange::Delete.into() };
    let answers = ask(folder.path(), vec![delete, read_effect(), Effect::ReadAllFlags]);
    match answers.as_slice() {
        [
            Action::FlagsChanged(deleted),
            Action::FlagsOfArticle { flags, generation: 7 },
            Action::AllFlags(all),
        ] => {
            assert!(deleted[0].flag.deleted.is_some());
            assert_eq!((flags.len(), all.len()), (39, 39));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn reading_makes_no_files() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("inner");
    let answers = ask(&inner, vec![read_effect(), Effect::ReadAllFlags, Effect::Quit]);
    assert!(matches!(answers.as_slice(), [Action::FlagsOfArticle { .. }, Action::AllFlags(_)]));
    assert!(!inner.exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let answers = ask(&file, vec![read_effect(), add_effect("three ferries")]);
    match answers.as_slice() {
        [Action::FlagsOfArticle { flags, .. }, Action::FlagFailed(why)] => {
            assert!(flags.is_empty());
            assert!(why.contains(&file.display().to_string()) && why.contains("--data"), "{why}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn corrections_are_kept_as_flags_are() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    let change = Change::Rename { speaker: Who::named("Venn"), name: "Mara Venn".into() };
    let first = store.add_correction(&keys(), &change, at(5), id(1), id(101)).unwrap();
    let second = store.add_correction(&keys(), &change, at(6), id(2), id(102)).unwrap();
    assert_eq!((first.article, second.article), (id(101), id(101)));
    let back = store.set_corrections(&[id(1)], false, at(4)).unwrap().remove(0);
    let later = Timestamp::from_millisecond(5_001).unwrap();
    assert_eq!((back.deleted, back.updated), (Some(later), later));
    drop(store);
    let mut store = Store::open(folder.path()).unwrap();
    assert_eq!(store.corrections_of(&keys()).unwrap().records, [back, second.clone()]);
    let all = |store: &Store, deleted| store.all_corrections(deleted).unwrap().records;
    let ids = |deleted| all(&store, deleted).iter().map(|it| it.correction.id).collect::<Vec<_>>();
    assert_eq!((ids(false), ids(true)), (vec![id(2)], vec![id(1), id(2)]));
    assert_eq!(all(&store, false)[0].article.headline, "Harbour master goes");
    assert_eq!(store.set_corrections(&[id(1)], true, at(9)).unwrap()[0].deleted, None);
    let none = store.set_corrections(&[id(1), id(7)], false, at(9)).unwrap_err().to_string();
    assert_eq!(all(&store, false).len(), 2, "all or none");
    assert!(none.starts_with("There is no correction"), "{none}");
}

#[test]
fn what_was_changed_is_taken_back_over_restarts() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    add(&mut store, 1, "three ferries");
    add(&mut store, 2, "harbour master");
    store.change(&[id(1), id(2)], &FlagChange::Status(Status::Done), at(6)).unwrap();
    let change = Change::Role { speaker: Who::named("Venn"), role: None };
    store.add_correction(&keys(), &change, at(7), id(3), id(103)).unwrap();
    store.change(&[id(1)], &FlagChange::Note("Two?".into()), at(8)).unwrap();
    let state = |store: &Store| {
        let flags = store.all(false).unwrap().records;
        let mut flags: Vec<String> = flags
            .iter()
            .map(|it| {
                format!("{} {} {}", it.flag.id.as_u128(), it.flag.status.name(), it.flag.note)
            })
            .collect();
        flags.sort();
        (flags.join(", "), store.all_corrections(false).unwrap().records.len())
    };
    let states = [
        ("1 done Two?, 2 done Ask her", 1),
        ("1 done Ask her, 2 done Ask her", 1),
        ("1 done Ask her, 2 done Ask her", 0),
        ("1 open Ask her, 2 open Ask her", 0),
        ("1 open Ask her", 0),
        ("", 0),
    ];
    let expect = |store: &Store, index: usize| {
        let (flags, corrections) = states[index];
        assert_eq!(state(store), (flags.to_owned(), corrections), "{index}");
    };
    for index in 1..states.len() {
        let undone = store.undo(at(9)).unwrap().unwrap();
        assert_eq!((undone.again, undone.left), (false, 0));
        expect(&store, index);
        store = Store::open(folder.path()).unwrap();
    }
    assert_eq!(store.undo(at(9)).unwrap(), None);
    for index in (1..states.len()).rev() {
        assert!(store.redo(at(9)).unwrap().unwrap().again);
        expect(&store, index - 1);
        store = Store::open(folder.path()).unwrap();
    }
    assert_eq!(store.redo(at(9)).unwrap(), None);
    // A new change ends what could be made again.
    store.undo(at(9)).unwrap();
    store.change(&[id(2)], &FlagChange::Tag("port".into()), at(9)).unwrap();
    assert_eq!(store.redo(at(9)).unwrap(), None);
    let undone = store.undo(at(9)).unwrap().unwrap();
    assert_eq!(undone.change, Some(FlagChange::Tags(Vec::new())));
}

#[test]
fn a_change_of_several_flags_is_made_to_all_or_none() {
    let mut store = Store::in_memory().unwrap();
    add(&mut store, 1, "three ferries");
    let done = FlagChange::Status(Status::Done);
    let error = store.change(&[id(1), id(9)], &done, at(6)).unwrap_err();
    assert!(matches!(error, StoreError::NoRecord { .. }));
    assert_eq!(store.all(false).unwrap().records[0].flag.status, Status::Open);
    let undone = store.undo(at(7)).unwrap().unwrap();
    assert_eq!(undone.change, Some(FlagChange::Delete), "what failed is not taken back");
}

fn keep(store: &mut Store, change: ReadingChange, second: i64) {
    let mut next = 900;
    let mut fresh = || {
        next += 1;
        id(next)
    };
    store.keep_readings(&[(keys().into(), change.into())], at(second), &mut fresh).unwrap();
}

#[test]
fn how_far_an_article_was_read_is_there_again() {
    let folder = TempDir::new().unwrap();
    let mut store = Store::open(folder.path()).unwrap();
    assert_eq!(store.reading_of(&keys()).unwrap(), None);
    let place = draft("nobody had asked").selector;
    keep(&mut store, ReadingChange::Place(Some(place.clone())), 1);
    assert!(store.read_articles().unwrap().is_empty());
    keep(&mut store, ReadingChange::Read(true), 2);
    keep(&mut store, ReadingChange::Read(true), 3);
    drop(store);
    let mut store = Store::open(folder.path()).unwrap();
    let reading = store.reading_of(&keys()).unwrap().unwrap();
    assert_eq!((reading.place, reading.read), (Some(place), Some(at(2))));
    let read = store.read_articles().unwrap();
    let named: Vec<_> = read.iter().map(|it| (it.headline.as_str(), it.path.as_str())).collect();
    assert_eq!(named, [("Harbour master goes", "harbour.txt")]);
    // A flag on the article and how far it was read belong to one article.
    let flag = add(&mut store, 1, "three ferries");
    assert_eq!(flag.flag.article, reading.article);
    // What is known of an article that was not opened is enough to find it.
    let listed = ArticleKeys { url: None, id: None, shingles: Vec::new(), ..keys() };
    let unread = [(listed.into(), ReadingChange::Read(false).into())];
    let mut fresh = || id(77);
    store.keep_readings(&unread, at(4), &mut fresh).unwrap();
    assert!(store.read_articles().unwrap().is_empty());
    assert_eq!(store.reading_of(&keys()).unwrap().unwrap().article, reading.article);
}
