//! A database in a place that cannot be written: it is read from a copy in memory.
//!
//! Even for reading SQLite makes files beside a database, and one of an older format is brought
//! forward before it is read. None of that can be where nothing may be written.

use super::error::StoreError;
use super::open::{self, Opened};
use super::{backup, lock};
use rusqlite::{Connection, OpenFlags};
use rustix::fs::{Access, access};
use std::env;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use uuid::Uuid;

/// By which it is seen that the files of a database have changed.
pub(super) type Mark = [Option<(u64, Option<SystemTime>)>; 2];

/// The database, and what is not in it yet.
const FILES: [&str; 2] = ["", "-wal"];

/// Tells whether a folder has a database that can only be read.
pub(super) fn is_needed(folder: &Path) -> bool {
    let path = open::database(folder);
    let is_writable = |path: &Path| access(path, Access::WRITE_OK).is_ok();
    path.exists() && !(is_writable(folder) && is_writable(&path))
}

/// Opens a copy of a folder's database as it is now.
pub(super) fn open(folder: &Path) -> Result<Opened, StoreError> {
    let path = open::database(folder);
    // A database that is replaced right now is there when the lock is free.
    let lock = lock::retry(open::PATIENCE, || lock::share(folder))?;
    let lock = lock.ok_or_else(|| StoreError::Busy { path: path.clone() })?;
    let named = |error: rusqlite::Error| StoreError::sqlite(&path, &error);
    if path.metadata().is_ok_and(|file| file.len() == 0) {
        let reason = "it is empty".to_owned();
        return Err(StoreError::Damaged { path, reason });
    }
    let mark = mark(&path);
    let aside = Aside::new()?;
    for end in FILES {
        let (from, to) = (open::beside(&path, end), open::beside(&aside.0.join("copy"), end));
        if from.exists() {
            // The bytes alone: the copy is to be written, whatever the rights on the file.
            let copied = File::open(&from)
                .and_then(|mut from| io::copy(&mut from, &mut File::create_new(&to)?));
            copied.map_err(|error| StoreError::folder(&from, &error))?;
        }
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copy = Connection::open_with_flags(aside.0.join("copy"), flags).map_err(named)?;
    open::known_format(&copy, &path)?;
    open::check_pages(&copy, &path)?;
    // What lies in the log goes into the one file that is copied on.
    copy.pragma_update(None, "journal_mode", "DELETE").map_err(named)?;
    let mut connection = Connection::open_in_memory().map_err(named)?;
    backup::copy(&copy, &mut connection).map_err(named)?;
    open::migrate(&mut connection, &path)?;
    Ok(Opened { connection, path, lock: Some(lock), copied: Some(mark) })
}

/// Returns the mark of a database.
pub(super) fn mark(path: &Path) -> Mark {
    FILES.map(|end| {
        let file = open::beside(path, end).metadata().ok()?;
        Some((file.len(), file.modified().ok()))
    })
}

/// A folder for the user alone that is gone with the value.
struct Aside(PathBuf);

impl Aside {
    fn new() -> Result<Self, StoreError> {
        let folder = env::temp_dir().join(format!("pullquote-{}", Uuid::now_v7()));
        let made = DirBuilder::new().mode(0o700).create(&folder);
        made.map_err(|error| StoreError::folder(&folder, &error))?;
        Ok(Self(folder))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What cannot be removed there is removed with all that is temporary.
        let _ = fs::remove_dir_all(&self.0);
    }
}
