//! Putting another database in the place of the present one: rebuilt from what is damaged, or
//! restored from a backup. What lay there is set aside whole; nothing is deleted.
//!
//! A kill at any moment leaves either the old database or the new one: the new one is built
//! beside it, the old one gets a second name, and a name says that only the last step is missing.

use super::error::StoreError;
use super::salvage::Salvage;
use super::{Store, backup, check, journal, lock, open};
use jiff::Timestamp;
use rusqlite::Connection;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// How long others may still have the database open.
const PATIENCE: Duration = Duration::from_millis(500);
/// The files of a database, the last one is it.
const FILES: [&str; 3] = ["-wal", "-journal", ""];

/// What became of a damaged database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The rebuilt database.
    pub database: PathBuf,
    /// The damaged one.
    pub aside: PathBuf,
    /// How many records were saved, those from the backup among them.
    pub saved: usize,
    /// How many of them only the backup had.
    pub from_backup: usize,
    /// The newest sound backup.
    pub backup: Option<PathBuf>,
    /// Damaged records of which no sound state was found.
    pub lost: Vec<Uuid>,
    /// What was done before can still be taken back.
    pub undoable: bool,
}

impl Mended {
    /// Says what became of it, in plain sentences.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (aside, database) = (self.aside.display(), self.database.display());
        let mut said = format!(
            "The flags were damaged: the damaged file is kept as {aside}, and {} saved to \
             {database}",
            records(self.saved, "was", "were")
        );
        match &self.backup {
            Some(backup) if self.from_backup > 0 => {
                let of = records(self.from_backup, "is", "are");
                said += &format!("; {of} from the backup {}", backup.display());
            }
            _ => {}
        }
        said += ".";
        if !self.undoable {
            said += " What was done before can no longer be taken back.";
        }
        if !self.lost.is_empty() {
            let ids: Vec<String> = self.lost.iter().map(Uuid::to_string).collect();
            said += &format!(" Not saved: {}.", ids.join(", "));
        }
        said
    }
}

/// Returns a number of records with their verb.
fn records(count: usize, one: &str, several: &str) -> String {
    match count {
        1 => format!("1 record {one}"),
        _ => format!("{count} records {several}"),
    }
}

/// Rebuilds a damaged database from all that can be read of it and from the newest sound backup,
/// and sets it aside. `more` is what this sitting keeps in memory, which is stored as well.
/// `None` if the database turns out to be sound. O(n).
///
/// # Errors
///
/// Fails if another process has it open, and where files cannot be read and written.
pub fn mend(
    folder: &Path,
    now: Timestamp,
    more: Option<&Store>,
) -> Result<Option<Mended>, StoreError> {
    let path = open::database(folder);
    let _lock = take(folder, &path)?;
    finish(folder)?;
    let named = |error: rusqlite::Error| StoreError::sqlite(&path, &error);
    if is_sound(&path)? {
        if let Some(memory) = more {
            let mut salvage = Salvage::default();
            salvage.take_database(&memory.connection).map_err(named)?;
            let mut connection = open::open_present(&path)?;
            let transaction = connection.transaction().map_err(named)?;
            salvage.write(&transaction).map_err(named)?;
            transaction.commit().map_err(named)?;
        }
        return Ok(None);
    }
    let mut salvage = Salvage::default();
    let log = open::beside(&path, "-wal");
    salvage.take_bytes(&read(&path)?, &read(&log)?);
    let own = salvage.len();
    let mut from = None;
    for backup in backup::list(folder)?.into_iter().rev() {
        // One that cannot be read is passed over: an older one may do.
        if let Ok(connection) = open::open_copy(&backup.path)
            && matches!(check::check(&connection), Ok(wrong) if wrong.is_empty())
            && salvage.take_database(&connection).is_ok()
        {
            from = Some(backup.path);
            break;
        }
    }
    let from_backup = salvage.len() - own;
    if let Some(memory) = more {
        salvage.take_database(&memory.connection).map_err(named)?;
    }
    let journal = whole_journal(&path);
    build(folder, |connection| {
        open::migrate(connection, &path)?;
        let transaction = connection.transaction().map_err(named)?;
        salvage.write(&transaction).map_err(named)?;
        journal::put(&transaction, journal.as_deref().unwrap_or_default()).map_err(named)?;
        transaction.commit().map_err(named)
    })?;
    let aside = put(folder, "damaged", now)?;
    Ok(Some(Mended {
        database: path,
        aside,
        saved: salvage.len(),
        from_backup,
        backup: from,
        lost: salvage.lost(),
        undoable: journal.is_some(),
    }))
}

/// Puts a copy of a backup in the place of the present database, which is set aside; returns
/// under which name, if there was one.
///
/// # Errors
///
/// Fails if another process has the database open, if the backup is damaged or none of ours, and
/// where files cannot be read and written.
pub fn restore(
    folder: &Path,
    backup: &Path,
    now: Timestamp,
) -> Result<Option<PathBuf>, StoreError> {
    open::make_folder(folder)?;
    let path = open::database(folder);
    let _lock = take(folder, &path)?;
    finish(folder)?;
    let from = open::open_copy(backup)?;
    let named = |error: rusqlite::Error| StoreError::sqlite(backup, &error);
    open::known_format(&from, backup)?;
    let wrong = check::check(&from).map_err(named)?;
    if let Some(reason) = wrong.into_iter().next() {
        return Err(StoreError::BadBackup { path: backup.to_owned(), reason });
    }
    build(folder, |connection| backup::copy(&from, connection).map_err(named))?;
    let before = path.exists();
    let aside = put(folder, "before-restore", now)?;
    Ok(before.then_some(aside))
}

/// Returns what was done before, where that is sure: if all pages of the database hang together,
/// so that only records are damaged, and every entry is sound.
fn whole_journal(path: &Path) -> Option<Vec<journal::Entry>> {
    let connection = open::open_present(path).ok()?;
    open::known_format(&connection, path).ok()?;
    open::check_pages(&connection, path).ok()?;
    journal::entries(&connection).ok()?
}

/// Takes the folder's lock alone.
fn take(folder: &Path, path: &Path) -> Result<File, StoreError> {
    let lock = lock::retry(PATIENCE, || lock::alone(folder))?;
    lock.ok_or_else(|| StoreError::InUse { path: path.to_owned() })
}

/// Tells whether a database can be read and all of its records match their checksums. One that
/// is not ours to judge is left to whoever opens it.
fn is_sound(path: &Path) -> Result<bool, StoreError> {
    let wrong = open::open_present(path).and_then(|connection| {
        open::known_format(&connection, path)?;
        check::check(&connection).map_err(|error| StoreError::sqlite(path, &error))
    });
    match wrong {
        Ok(wrong) => Ok(wrong.is_empty()),
        Err(StoreError::Damaged { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Builds a new database beside the present one; it is on the disk when this returns.
fn build(
    folder: &Path,
    fill: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let part = open::part(folder);
    for file in FILES {
        remove(&open::beside(&part, file))?;
    }
    let mut connection = open::open_new(&part)?;
    fill(&mut connection)?;
    connection.close().map_err(|(_, error)| StoreError::sqlite(&part, &error))?;
    sync(&part)
}

/// Sets the present database aside and puts the one that was built in its place.
fn put(folder: &Path, why: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
    let path = open::database(folder);
    let aside = free_name(folder, why, now);
    for file in FILES {
        keep(&open::beside(&path, file), &open::beside(&aside, file))?;
    }
    sync(folder)?;
    // From here on the present database has been set aside, and `finish` does the rest.
    rename(&open::part(folder), &rebuilt(folder))?;
    sync(folder)?;
    finish(folder)?;
    Ok(aside)
}

/// Does the last step of a replacement, if one was begun. Whoever calls it has the lock alone.
pub(super) fn finish(folder: &Path) -> Result<(), StoreError> {
    let (path, rebuilt) = (open::database(folder), rebuilt(folder));
    if !rebuilt.exists() {
        return Ok(());
    }
    // A log beside a database that it does not belong to would be read into it.
    for file in ["-wal", "-journal", "-shm"] {
        remove(&open::beside(&path, file))?;
    }
    sync(folder)?;
    rename(&rebuilt, &path)?;
    sync(folder)
}

/// The name of a database that only waits to be put in place.
pub(super) fn rebuilt(folder: &Path) -> PathBuf {
    folder.join("flags.rebuilt.sqlite3")
}

/// Returns a name that nothing has yet.
fn free_name(folder: &Path, why: &str, now: Timestamp) -> PathBuf {
    let date = backup::date(now);
    let names = (1..).map(|number| match number {
        1 => format!("flags.{why}-{date}.sqlite3"),
        _ => format!("flags.{why}-{date}-{number}.sqlite3"),
    });
    let mut paths = names.map(|name| folder.join(name));
    let free = paths.find(|path| FILES.iter().all(|file| !open::beside(path, file).exists()));
    free.unwrap_or_default()
}

/// Gives a file a second name; where that cannot be, makes a copy. A log without anything in it
/// is left.
fn keep(from: &Path, to: &Path) -> Result<(), StoreError> {
    let is_empty = from.metadata().is_ok_and(|file| file.len() == 0);
    if is_empty && *from != open::database(from.parent().unwrap_or(from)) {
        return Ok(());
    }
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(_) => {
            fs::copy(from, to).map_err(|error| StoreError::folder(to, &error))?;
            sync(to)
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    absent(fs::read(path), path)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    absent(fs::remove_file(path), path)
}

/// Takes what is not there for nothing.
fn absent<T: Default>(result: io::Result<T>, path: &Path) -> Result<T, StoreError> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(T::default()),
        other => other.map_err(|error| StoreError::folder(path, &error)),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|error| StoreError::folder(to, &error))
}

/// Brings a file, or the names in a folder, to the disk.
pub(super) fn sync(path: &Path) -> Result<(), StoreError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::folder(path, &error))
}
