//! What can go wrong with the store, in sentences that name the file and the way out.

use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use uuid::Uuid;

/// Why flags could not be read or kept.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No data folder is given, and the user has no home folder to look for one in.
    #[error("There is no home folder to keep flags in; name a folder with --data.")]
    NoHome,
    /// The folder or the database cannot be written.
    #[error(
        "Flags cannot be kept in {path}: {reason}. Make that folder writable, or name another \
         with --data."
    )]
    Unwritable {
        /// The folder or the database.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// No room is left.
    #[error("The disk that holds {path} is full; nothing was changed. Make room and try again.")]
    Full {
        /// The database.
        path: PathBuf,
    },
    /// Another program holds the database for too long.
    #[error("Another program keeps {path} locked; nothing was changed. Try again.")]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// The database was written by a later version.
    #[error(
        "{path} was written by a newer pullquote (format {found}, this one knows {known}); it was \
         left untouched. Use the newer one, or name another folder with --data."
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// The file is a database of another program.
    #[error(
        "{path} is not a database of pullquote; it was left untouched. Move it away, or name \
         another folder with --data."
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is no database, or is damaged.
    #[error(
        "{path} is damaged ({reason}); it was left untouched. `pullquote flags repair` keeps the \
         damaged file aside and saves what can be read."
    )]
    Damaged {
        /// The database.
        path: PathBuf,
        /// SQLite's words.
        reason: String,
    },
    /// Another process has it open, so no other file can be put in its place.
    #[error("Another pullquote has {path} open; nothing was changed. Close it and try again.")]
    InUse {
        /// The database.
        path: PathBuf,
    },
    /// A backup cannot be restored.
    #[error(
        "The backup {path} is damaged ({reason}); nothing was changed. `pullquote flags backups` \
         lists what others there are."
    )]
    BadBackup {
        /// The backup.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// There is a file where a backup was to be written.
    #[error("{path} is there already; nothing was changed. Name a file that is not.")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// One record does not match its checksum.
    #[error("The {what} {id} in {path} does not match its checksum; it was left as it is.")]
    BadRecord {
        /// A flag or a correction.
        what: &'static str,
        /// The database.
        path: PathBuf,
        /// The record.
        id: Uuid,
    },
    /// There is no such record.
    #[error("There is no {what} {id} in {path}.")]
    NoRecord {
        /// A flag or a correction.
        what: &'static str,
        /// The database.
        path: PathBuf,
        /// The record.
        id: Uuid,
    },
    /// The flag was deleted, perhaps by another program.
    #[error("The flag {id} is deleted; restore it first.")]
    Deleted {
        /// The flag.
        id: Uuid,
    },
    /// Anything else.
    #[error("{path} could not be read or written ({reason}); nothing was changed.")]
    Other {
        /// The database.
        path: PathBuf,
        /// The library's words.
        reason: String,
    },
}

impl StoreError {
    /// Names an error of SQLite.
    pub(super) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let reason = error.to_string();
        match error.sqlite_error_code() {
            // Our own statements are right: a table or a column that they miss was damaged, and
            // so was a value of another kind.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown) => {
                Self::Damaged { path, reason }
            }
            None if matches!(error, rusqlite::Error::InvalidColumnType(..)) => {
                Self::Damaged { path, reason }
            }
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::Unwritable { path, reason }
            }
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            _ => Self::Other { path, reason },
        }
    }

    /// Names an error of the file system.
    pub(super) fn folder(path: &Path, error: &io::Error) -> Self {
        Self::Unwritable { path: path.to_owned(), reason: error.to_string() }
    }
}
