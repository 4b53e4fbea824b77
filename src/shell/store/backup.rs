//! Copies of the database by date, made through SQLite's backup API while others work on it.
//!
//! A copy is checked before it counts; one that holds damage pushes no older one out.

use super::error::StoreError;
use super::mend::sync;
use super::{check, open};
use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

/// Pages copied at a time, and how long to wait for whoever writes meanwhile.
const PAGES: i32 = 1024;
const PAUSE: Duration = Duration::from_millis(5);

/// A copy of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBackup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, as its name says: `2026-11-29T06-30-00Z`.
    pub date: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// What is damaged in the database, and so in the copy.
    pub wrong: Vec<String>,
}

/// Returns the folder of the backups.
fn place(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// Returns a time as names of files have it.
pub(super) fn date(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H-%M-%SZ").to_string()
}

/// Returns the backups of a folder, the oldest first.
///
/// # Errors
///
/// Fails if the folder of the backups cannot be read.
pub fn list(folder: &Path) -> Result<Vec<StoredBackup>, StoreError> {
    let place = place(folder);
    let named = |error| StoreError::folder(&place, &error);
    let entries = match fs::read_dir(&place) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(named(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(named)?;
        let name = entry.file_name();
        let date = name.to_str().and_then(|name| name.strip_prefix("flags-"));
        let Some(date) = date.and_then(|date| date.strip_suffix(".sqlite3")) else { continue };
        let bytes = entry.metadata().map_err(named)?.len();
        found.push(StoredBackup { path: entry.path(), date: date.to_owned(), bytes });
    }
    found.sort_by(|a, b| a.date.cmp(&b.date));
    Ok(found)
}

/// Tells whether today has no backup yet.
///
/// # Errors
///
/// Fails if the folder of the backups cannot be read.
pub fn is_due(folder: &Path, now: Timestamp) -> Result<bool, StoreError> {
    let today = now.strftime("%Y-%m-%d").to_string();
    let newest = list(folder)?.pop();
    Ok(newest.is_none_or(|newest| !newest.date.starts_with(&today)))
}

/// Makes a backup in the folder of the backups and removes the oldest beyond `most`, unless the
/// new one holds damage. O(n).
///
/// # Errors
///
/// Fails where files cannot be read and written, and if the database cannot be read to its end.
pub fn make(folder: &Path, now: Timestamp, most: usize) -> Result<Made, StoreError> {
    open::make_folder(&place(folder))?;
    let date = date(now);
    let mut number = 1;
    let path = loop {
        let name = match number {
            1 => format!("flags-{date}.sqlite3"),
            _ => format!("flags-{date}-{number}.sqlite3"),
        };
        let path = place(folder).join(name);
        if !path.exists() {
            break path;
        }
        number += 1;
    };
    let made = write(folder, &path)?;
    if made.wrong.is_empty() {
        let mut all = list(folder)?;
        all.truncate(all.len().saturating_sub(most.max(1)));
        for old in all {
            fs::remove_file(&old.path).map_err(|error| StoreError::folder(&old.path, &error))?;
        }
    }
    Ok(made)
}

/// Makes a backup in a file that is not there yet. O(n).
///
/// # Errors
///
/// As [`make`], and if the file is there.
pub fn write(folder: &Path, path: &Path) -> Result<Made, StoreError> {
    if path.exists() {
        return Err(StoreError::Exists { path: path.to_owned() });
    }
    // Another process may make one too; a name of its own keeps them apart.
    let part = open::beside(path, &format!(".part-{}", process::id()));
    let made = write_part(folder, &part).and_then(|wrong| {
        fs::rename(&part, path).map_err(|error| StoreError::folder(path, &error))?;
        sync(parent(path))?;
        Ok(Made { path: path.to_owned(), wrong })
    });
    if made.is_err() {
        // It is of no use to anybody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&part);
    }
    made
}

fn write_part(folder: &Path, part: &Path) -> Result<Vec<String>, StoreError> {
    let named = |error: rusqlite::Error| StoreError::sqlite(part, &error);
    let from = open::open_present(&open::database(folder))?;
    let mut to = open::open_new(part)?;
    copy(&from, &mut to).map_err(named)?;
    let wrong = check::check(&to).map_err(named)?;
    to.close().map_err(|(_, error)| named(error))?;
    sync(part)?;
    Ok(wrong)
}

/// Copies a database as it is at this moment, whoever writes to it meanwhile.
pub(super) fn copy(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    // The reading fixes the moment: without it the copy would begin anew with every change.
    let moment = from.unchecked_transaction()?;
    from.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let backup = Backup::new(from, to)?;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => break,
            StepResult::More => {}
            _ => std::thread::sleep(PAUSE),
        }
    }
    drop(backup);
    drop(moment);
    // The copy is one file that is read without any beside it.
    to.pragma_update(None, "journal_mode", "DELETE")
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
