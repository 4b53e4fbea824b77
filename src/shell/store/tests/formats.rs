//! Databases of every older format are brought forward; those of a newer one are left alone.

use super::*;
use crate::flag::{FlagFilter, GroupBy};
use std::collections::BTreeMap;

/// What each version wrote: the tables as they were made then, and a record of each kind. A
/// format that was given out never changes, so neither does its line.
const WRITTEN: [&str; 7] = [
    r#"
    CREATE TABLE articles (
        id TEXT PRIMARY KEY, keys TEXT NOT NULL, checksum TEXT NOT NULL
    ) STRICT;
    CREATE TABLE article_keys (
        kind TEXT NOT NULL, value TEXT NOT NULL, article TEXT NOT NULL REFERENCES articles (id),
        PRIMARY KEY (kind, value, article)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX article_keys_by_article ON article_keys (article);
    CREATE TABLE flags (
        id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id),
        record TEXT NOT NULL, checksum TEXT NOT NULL, deleted INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX flags_by_article ON flags (article);
    PRAGMA application_id = 1886743665;
    INSERT INTO articles VALUES ('00000000-0000-0000-0000-000000000065',
        '{"url":null,"id":"harbour-1","headline":"Harbour master goes","published":"2026-03-01",'
        || '"path":"harbour.txt","shingles":[]}', 'CHECKSUM');
    INSERT INTO article_keys VALUES ('id', 'harbour-1', '00000000-0000-0000-0000-000000000065');
    INSERT INTO flags VALUES ('00000000-0000-0000-0000-000000000001',
        '00000000-0000-0000-0000-000000000065',
        '{"id":"00000000-0000-0000-0000-000000000001",'
        || '"article":"00000000-0000-0000-0000-000000000065","selector":{"exact":"three ferries",'
        || '"prefix":"after ","suffix":" ran","start":45,"end":58,"paragraph":0,"sha256":"00",'
        || '"loader":1},"speaker":"Mara Venn","status":"done","note":"Ask her","tags":[],'
        || '"created":"1970-01-01T00:00:05Z","updated":"1970-01-01T00:00:06Z","deleted":null}',
        'CHECKSUM', 0);
    "#,
    r#"
    CREATE TABLE corrections (
        id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id),
        record TEXT NOT NULL, checksum TEXT NOT NULL, deleted INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX corrections_by_article ON corrections (article);
    INSERT INTO corrections VALUES ('00000000-0000-0000-0000-000000000002',
        '00000000-0000-0000-0000-000000000065',
        '{"id":"00000000-0000-0000-0000-000000000002",'
        || '"article":"00000000-0000-0000-0000-000000000065","change":{"kind":"rename",'
        || '"speaker":{"name":"Venn","mention":null},"name":"Mara Venn"},'
        || '"created":"1970-01-01T00:00:05Z","updated":"1970-01-01T00:00:05Z","deleted":null}',
        'CHECKSUM', 0);
    "#,
    r#"
    CREATE TABLE readings (
        id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id),
        record TEXT NOT NULL, checksum TEXT NOT NULL, deleted INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX readings_by_article ON readings (article);
    INSERT INTO readings VALUES ('00000000-0000-0000-0000-000000000065',
        '00000000-0000-0000-0000-000000000065',
        '{"article":"00000000-0000-0000-0000-000000000065","place":null,'
        || '"read":"1970-01-01T00:00:07Z","updated":"1970-01-01T00:00:07Z"}', 'CHECKSUM', 0);
    "#,
    "
    CREATE TABLE journal (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        entry TEXT NOT NULL, checksum TEXT NOT NULL, undone INTEGER NOT NULL
    ) STRICT;
    ",
    include_str!("../found_by.sql"),
    include_str!("../sorted.sql"),
    include_str!("../words.sql"),
];

/// The tables with records, and the columns of record and checksum.
const RECORDS: [(&str, &str); 4] =
    [("articles", "keys"), ("flags", "record"), ("corrections", "record"), ("readings", "record")];

/// Makes a database as the version with this format left it.
fn written(folder: &Path, format: usize) {
    let connection = Connection::open(database(folder)).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    for step in &WRITTEN[..format] {
        connection.execute_batch(step).unwrap();
    }
    for (table, column) in &RECORDS[..=format.min(3)] {
        let sql = format!("SELECT {column} FROM {table}");
        let record: String = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        let sql = format!("UPDATE {table} SET checksum = ?1");
        connection.execute(&sql, [crate::anchor::fingerprint(&record)]).unwrap();
    }
    connection.pragma_update(None, "user_version", format as i64).unwrap();
}

fn known() -> ArticleKeys {
    ArticleKeys { id: Some("harbour-1".into()), ..ArticleKeys::default() }
}

#[test]
fn every_older_format_is_brought_forward_with_all_it_holds() {
    for format in 1..=WRITTEN.len() {
        let folder = TempDir::new().unwrap();
        written(folder.path(), format);
        let mut store = Store::open(folder.path()).unwrap();
        let now: i64 =
            store.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(now, open::FORMAT);
        assert_eq!(check::check(&store.connection).unwrap(), [""; 0], "{format}");
        let found = store.all(false).unwrap();
        assert_eq!(found.damaged, [""; 0]);
        let [listed] = found.records.as_slice() else { panic!("{found:?}") };
        let flag = &listed.flag;
        assert_eq!((flag.note.to_string(), flag.updated), ("Ask her".to_owned(), at(6)));
        assert_eq!(listed.article.headline, "Harbour master goes");
        let corrections = store.corrections_of(&known()).unwrap().records;
        assert_eq!(corrections.len(), usize::from(format >= 2), "{format}");
        let reading = store.reading_of(&known()).unwrap();
        assert_eq!(reading.and_then(|it| it.read), (format >= 3).then(|| at(7)), "{format}");
        // What is new works on what is old.
        let done = FlagFilter::parse("status:done tag:none", None);
        let list = store.list(&done, GroupBy::Article, None).unwrap();
        assert_eq!((list.flags, list.live), (vec![id(1)], Some(1)), "{format}");
        store.change(&[id(1)], &FlagChange::Note("Ask him".into()), at(9)).unwrap();
        assert_eq!(store.undo(at(10)).unwrap().unwrap().flags.len(), 1);
        assert_eq!(store.flags_of(&known()).unwrap().records[0].note.to_string(), "Ask her");
    }
    assert_eq!(WRITTEN.len() as i64, open::FORMAT, "the newest format has no fixture");
}

/// Every file of a folder with its bytes; the index of the log is no data.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files = entries.map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    });
    files.filter(|(name, _)| !name.ends_with("-shm")).collect()
}

#[test]
fn a_newer_format_is_refused_and_not_a_byte_changes() {
    let folder = TempDir::new().unwrap();
    written(folder.path(), WRITTEN.len());
    let connection = Connection::open(database(folder.path())).unwrap();
    connection.execute_batch("CREATE TABLE later (a); PRAGMA user_version = 99;").unwrap();
    // Part of it still lies in the log, as after a crash.
    let aside = TempDir::new().unwrap();
    for file in ["flags.sqlite3", "flags.sqlite3-wal"] {
        fs::copy(folder.path().join(file), aside.path().join(file)).unwrap();
    }
    let before = bytes(aside.path());
    assert!(!before["flags.sqlite3-wal"].is_empty());
    let refused = |error: StoreError| {
        assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
        assert!(error.to_string().contains("left untouched"));
        assert_eq!(bytes(aside.path()), before);
    };
    refused(Store::open(aside.path()).unwrap_err());
    refused(mend::mend(aside.path(), at(1), None).unwrap_err());
    // The reader opens, and says what is the matter with each change.
    let answers = ask(aside.path(), vec![read_effect(), add_effect("three ferries")]);
    match answers.as_slice() {
        [Action::FlagsOfArticle { flags, .. }, Action::Notice(read), Action::FlagFailed(added)] => {
            assert!(flags.is_empty());
            assert_eq!(read, added);
            assert!(read.contains("newer pullquote"), "{read}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(bytes(aside.path()), before);
}
