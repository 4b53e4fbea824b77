//! Opening the database: where it lies, who may have written it, and bringing an older format
//! forward.

use super::check::has_table;
use super::error::StoreError;
use super::read_only::{self, Mark};
use super::{lock, mend};
use crate::flag::ArticleKeys;
use etcetera::BaseStrategy;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{self, DirBuilder, File};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Marks the file as ours: “pulq”.
const APPLICATION: i64 = 0x7075_6c71;
/// Step `n` brings format `n` to format `n + 1`; an empty database has format 0.
const MIGRATIONS: [&str; 7] = [
    "
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
    ",
    "
    CREATE TABLE corrections (
        id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id),
        record TEXT NOT NULL, checksum TEXT NOT NULL, deleted INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX corrections_by_article ON corrections (article);
    ",
    "
    CREATE TABLE readings (
        id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id),
        record TEXT NOT NULL, checksum TEXT NOT NULL, deleted INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX readings_by_article ON readings (article);
    ",
    "
    CREATE TABLE journal (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        entry TEXT NOT NULL, checksum TEXT NOT NULL, undone INTEGER NOT NULL
    ) STRICT;
    ",
    include_str!("found_by.sql"),
    include_str!("sorted.sql"),
    include_str!("words.sql"),
];
/// A table that came with each format.
const LANDMARKS: [&str; MIGRATIONS.len()] =
    ["flags", "corrections", "readings", "journal", "flag_tags", "sorted", "words"];
/// The newest format.
pub(super) const FORMAT: i64 = MIGRATIONS.len() as i64;
/// Up to so many bytes, about two thousand flags, all pages are looked at when the database is opened,
/// which takes some milliseconds; of a larger one they are when the daily backup is made.
const CHECKED: u64 = 4 << 20;
/// Statements that are kept ready.
const STATEMENTS: usize = 64;
/// Pages that are kept while all are looked at, each once: what they take stays with the program.
const PAGES_AT_ONCE: i64 = 8;
/// Memory for pages at the most, of which a database of usual size needs a small part.
const KILOBYTES: i64 = 64 << 10;
/// How long another process may hold the database.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Returns the folder for flags: the given one, else `pullquote` in the user's data folder
/// (`XDG_DATA_HOME`, else `~/.local/share`).
pub fn data_folder(given: Option<&Path>) -> Result<PathBuf, StoreError> {
    match given {
        Some(folder) => Ok(folder.to_owned()),
        None => etcetera::choose_base_strategy()
            .map(|base| base.data_dir().join("pullquote"))
            .map_err(|_| StoreError::NoHome),
    }
}

/// Returns the database's path in a folder.
#[must_use]
pub fn database(folder: &Path) -> PathBuf {
    folder.join("flags.sqlite3")
}

/// Returns the keys with a path that means the same file in every working folder.
#[must_use]
pub fn located(keys: ArticleKeys) -> ArticleKeys {
    let is_file = !keys.path.is_empty() && keys.path != "-";
    let place = std::path::absolute(&keys.path).ok().filter(|_| is_file);
    match place.as_deref().and_then(Path::to_str) {
        Some(path) => ArticleKeys { path: path.to_owned(), ..keys },
        None => keys,
    }
}

/// Returns the name of a file that SQLite, or this program, keeps beside a database.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The name of a database that is being made.
pub(super) fn part(folder: &Path) -> PathBuf {
    beside(&database(folder), ".part")
}

/// Makes a folder where it is missing, for the user alone.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| StoreError::folder(folder, &error))
}

/// An open database, and the lock that keeps it in its place.
pub(super) struct Opened {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    pub(super) lock: Option<File>,
    /// It is a copy in memory of what had this mark.
    pub(super) copied: Option<Mark>,
}

/// Opens the database of a folder and makes both where they are missing. A database that is
/// newer, damaged or another program's is not written to, and one that cannot be written is read.
pub(super) fn open(folder: &Path) -> Result<Opened, StoreError> {
    if read_only::is_needed(folder) {
        return read_only::open(folder);
    }
    make_folder(folder)?;
    let lock = enter(folder)?;
    let path = database(folder);
    let named = |error: rusqlite::Error| StoreError::sqlite(&path, &error);
    let mut connection = open_present(&path)?;
    connection.pragma_update(None, "cache_size", PAGES_AT_ONCE).map_err(named)?;
    let reading = connection.transaction().map_err(named)?;
    let version = check(&reading, &path)?;
    if path.metadata().is_ok_and(|file| file.len() <= CHECKED) {
        check_pages(&reading, &path)?;
    }
    drop(reading);
    prepare(&connection).map_err(named)?;
    if version < FORMAT {
        migrate(&mut connection, &path)?;
    }
    connection.set_db_config(NO_CHECKPOINT, false).map_err(named)?;
    Ok(Opened { connection, path, lock: Some(lock), copied: None })
}

/// Fails if the pages of a database do not hang together: flags on a page that nothing points to
/// would be missing without a word.
pub(super) fn check_pages(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let said: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| StoreError::sqlite(path, &error))?;
    match said.as_str() {
        "ok" => Ok(()),
        _ => Err(StoreError::Damaged { path: path.to_owned(), reason: said.replace('\n', " ") }),
    }
}

/// Takes the folder's lock with the others, once a database is in its place.
fn enter(folder: &Path) -> Result<File, StoreError> {
    let path = database(folder);
    let is_ready = || path.exists() && !mend::rebuilt(folder).exists();
    let entered = lock::retry(PATIENCE, || {
        if is_ready() {
            return Ok(lock::share(folder)?.filter(|_| is_ready()));
        }
        if let Some(_alone) = lock::alone(folder)?
            && !is_ready()
        {
            mend::finish(folder)?;
            if !path.exists() {
                create(folder)?;
            }
        }
        Ok(None)
    })?;
    entered.ok_or_else(|| StoreError::Busy { path: path.clone() })
}

/// Makes an empty database. It appears whole: an empty file is one that was damaged.
fn create(folder: &Path) -> Result<(), StoreError> {
    let (path, part) = (database(folder), part(folder));
    for end in ["", "-journal"] {
        match fs::remove_file(beside(&part, end)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(StoreError::folder(&part, &error));
            }
            _ => {}
        }
    }
    let mut connection = open_new(&part)?;
    migrate(&mut connection, &path)?;
    connection.close().map_err(|(_, error)| StoreError::sqlite(&path, &error))?;
    fs::rename(&part, &path).map_err(|error| StoreError::folder(&path, &error))?;
    // The file's name must outlive a power cut as well as its contents.
    mend::sync(folder)
}

/// Closing leaves what lies in the log where it is: a database that is not ours to write, or is
/// damaged, stays byte for byte as it was.
const NO_CHECKPOINT: DbConfig = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;

/// Opens a database that is there; closing it changes nothing in it.
pub(super) fn open_present(path: &Path) -> Result<Connection, StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let named = |error: rusqlite::Error| StoreError::sqlite(path, &error);
    connection.set_db_config(NO_CHECKPOINT, true).map_err(named)?;
    let is_empty = path.metadata().is_ok_and(|file| file.len() == 0);
    if is_empty {
        let reason = "it is empty".to_owned();
        return Err(StoreError::Damaged { path: path.to_owned(), reason });
    }
    Ok(connection)
}

/// Makes a database that is on the disk with every commit.
pub(super) fn open_new(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, flags)?;
    let named = |error: rusqlite::Error| StoreError::sqlite(path, &error);
    connection.pragma_update(None, "synchronous", "FULL").map_err(named)?;
    connection.pragma_update(None, "fullfsync", true).map_err(named)?;
    Ok(connection)
}

/// Opens a backup for reading.
pub(super) fn open_copy(path: &Path) -> Result<Connection, StoreError> {
    connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let named = |error: rusqlite::Error| StoreError::sqlite(path, &error);
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(named)?;
    connection.busy_timeout(PATIENCE).map_err(named)?;
    Ok(connection)
}

/// Fails unless a database is ours, of this or an older format.
pub(super) fn known_format(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    check(connection, path).map(drop)
}

/// Opens a database that lives as long as the process.
pub(super) fn open_in_memory() -> Result<Opened, StoreError> {
    let path = PathBuf::from("memory");
    let named = |error: rusqlite::Error| StoreError::sqlite(&path, &error);
    let mut connection = Connection::open_in_memory().map_err(named)?;
    migrate(&mut connection, &path)?;
    Ok(Opened { connection, path, lock: None, copied: None })
}

/// Returns the database's format; refuses what is not ours to write. To be called within a
/// transaction: between two readings another process may make the tables.
fn check(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let number = |sql| {
        let read = connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        read.map_err(|error| StoreError::sqlite(path, &error))
    };
    let version = number("PRAGMA user_version")?;
    let application = number("PRAGMA application_id")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let known = FORMAT;
    let path = path.to_owned();
    match application {
        APPLICATION if version > known => Err(StoreError::Newer { path, found: version, known }),
        APPLICATION if version >= 0 => {
            for (format, table) in (1..).zip(LANDMARKS) {
                let is_there = has_table(connection, table)
                    .map_err(|error| StoreError::sqlite(&path, &error))?;
                if is_there != (version >= format) {
                    let reason = format!("it says that it has format {version}, and has not");
                    return Err(StoreError::Damaged { path, reason });
                }
            }
            Ok(version)
        }
        0 if version == 0 && tables == 0 => Ok(0),
        // One letter of the header is soon damaged, all the tables are not.
        _ if has_table(connection, "article_keys").unwrap_or(false) => {
            let reason = "its header does not say that it is pullquote's".to_owned();
            Err(StoreError::Damaged { path, reason })
        }
        _ => Err(StoreError::Foreign { path }),
    }
}

/// Sets how the connection writes: a commit is on the disk when it returns.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    let since = Instant::now();
    // Two processes that make the file at once can both be refused here without being made to
    // wait, whatever the timeout.
    while let Err(error) = connection.pragma_update(None, "journal_mode", "WAL") {
        let busy = error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy);
        if !busy || since.elapsed() > PATIENCE {
            return Err(error);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What a statement notes to be able to take itself back need not go through files.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // Changing or sorting very many flags goes over the same pages again and again.
    connection.pragma_update(None, "cache_size", -KILOBYTES)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "trusted_schema", false)
}

/// Brings the database to the newest format in one transaction.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let named = |error: rusqlite::Error| StoreError::sqlite(path, &error);
    let transaction =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(named)?;
    // Another process may have done it while this one waited.
    let version = check(&transaction, path)?;
    let steps = MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or(0));
    for step in steps {
        transaction.execute_batch(step).map_err(named)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(named)?;
    transaction.pragma_update(None, "user_version", FORMAT).map_err(named)?;
    transaction.commit().map_err(named)
}
