//! Flags on disk: one SQLite database, each record with a checksum.
//!
//! A method that returns `Ok` after a change has committed it to the disk. Nothing is retried
//! silently, and nothing that cannot be read is overwritten. Several processes may work on one
//! database.

mod articles;
mod error;
mod open;
mod records;
mod worker;

#[cfg(test)]
mod tests;

pub use error::StoreError;
pub use open::{data_folder, database, located};
pub use worker::{StoreThread, answer};

use crate::flag::{ArticleKeys, Flag, FlagChange, FlagDraft, ListedFlag, Match, Status};
use jiff::Timestamp;
use records::Read;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// An open database of flags.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// Records that were found, and a sentence for each that could not be read.
#[derive(Debug)]
pub struct Found<T> {
    /// The records.
    pub records: Vec<T>,
    /// What is damaged.
    pub damaged: Vec<String>,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self { records: Vec::new(), damaged: Vec::new() }
    }
}

impl Store {
    /// Opens the database in a folder, making both where they are missing.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let (connection, path) = open::open(folder)?;
        Ok(Self { connection, path })
    }

    /// Opens a store that is gone with the process.
    pub fn in_memory() -> Result<Self, StoreError> {
        let (connection, path) = open::open_in_memory()?;
        Ok(Self { connection, path })
    }

    /// Stores a flag under `id`; an article that is not known yet gets the id `article`.
    pub fn add(
        &mut self,
        keys: &ArticleKeys,
        draft: &FlagDraft,
        now: Timestamp,
        id: Uuid,
        article: Uuid,
    ) -> Result<ListedFlag, StoreError> {
        self.commit(|transaction| {
            // Of several equal articles any will do: their flags are read together.
            let article = match articles::find(transaction, keys)? {
                Match::One(known) => known,
                Match::Ambiguous(several) => several.first().copied().unwrap_or(article),
                Match::None => article,
            };
            articles::remember(transaction, article, keys)?;
            let flag = Flag {
                id,
                article,
                selector: draft.selector.clone(),
                speaker: draft.speaker.clone(),
                status: Status::Open,
                note: draft.note.clone(),
                tags: Vec::new(),
                created: now,
                updated: now,
                deleted: None,
            };
            let (json, checksum) = records::write(&flag)?;
            transaction.execute(
                "INSERT INTO flags (id, article, record, checksum, deleted)
                 VALUES (?1, ?2, ?3, ?4, 0)",
                params![id.to_string(), article.to_string(), json, checksum],
            )?;
            Ok(Ok(listed(transaction, flag)?))
        })
    }

    /// Changes a stored flag. A damaged record stays as it is; a deleted one can only be
    /// restored.
    pub fn change(
        &mut self,
        id: Uuid,
        change: &FlagChange,
        now: Timestamp,
    ) -> Result<ListedFlag, StoreError> {
        let path = self.path.clone();
        self.commit(|transaction| {
            let mut flag = match flag(transaction, id)? {
                None => return Ok(Err(StoreError::NoFlag { path, id })),
                Some(Read::Bad) => return Ok(Err(StoreError::BadRecord { path, id })),
                Some(Read::Good(flag)) => flag,
            };
            match change {
                FlagChange::Restore => flag.deleted = None,
                FlagChange::Delete => flag.deleted = flag.deleted.or(Some(now)),
                FlagChange::Note(_) | FlagChange::Status(_) if flag.deleted.is_some() => {
                    return Ok(Err(StoreError::Deleted { id }));
                }
                FlagChange::Note(note) => flag.note.clone_from(note),
                FlagChange::Status(status) => flag.status = *status,
            }
            // A clock that was set back must not make a change older than what it changed.
            flag.updated = now.max(flag.updated);
            let (json, checksum) = records::write(&flag)?;
            transaction.execute(
                "UPDATE flags SET record = ?2, checksum = ?3, deleted = ?4 WHERE id = ?1",
                params![id.to_string(), json, checksum, flag.deleted.is_some()],
            )?;
            Ok(Ok(listed(transaction, flag)?))
        })
    }

    /// Keeps the keys of an article as they are now, so that the next edit or move is measured
    /// from here. Does nothing for an article without flags.
    pub fn seen(&mut self, keys: &ArticleKeys) -> Result<(), StoreError> {
        let named = |error: rusqlite::Error| StoreError::sqlite(&self.path, &error);
        let Match::One(id) = articles::find(&self.connection, keys).map_err(named)? else {
            return Ok(());
        };
        if matches!(articles::read(&self.connection, id).map_err(named)?,
            Some(Read::Good(known)) if known == *keys)
        {
            return Ok(());
        }
        self.commit(|transaction| articles::remember(transaction, id, keys).map(Ok))
    }

    /// Returns the flags of an article in the order of the text, deleted ones left out; if it
    /// may be several articles, those of all.
    pub fn flags_of(&self, keys: &ArticleKeys) -> Result<Found<Flag>, StoreError> {
        let read = || -> rusqlite::Result<Found<Flag>> {
            let ids = match articles::find(&self.connection, keys)? {
                Match::One(id) => vec![id],
                Match::Ambiguous(ids) => ids,
                Match::None => Vec::new(),
            };
            let mut found = Found::default();
            let mut statement = self.connection.prepare_cached(
                "SELECT id, record, checksum FROM flags WHERE article = ?1 AND deleted = 0",
            )?;
            for id in ids {
                let mut rows = statement.query([id.to_string()])?;
                while let Some(row) = rows.next()? {
                    match records::read::<Flag>(row, 1)? {
                        Read::Good(flag) => found.records.push(flag),
                        Read::Bad => found.damaged.push(self.damaged("flag", row)?),
                    }
                }
            }
            found.records.sort_by_key(|flag| (flag.selector.start, flag.selector.end, flag.id));
            Ok(found)
        };
        read().map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    /// Returns all flags with their articles: the newest article first, then by headline and
    /// path, within an article in the order of the text. Deleted ones only on request.
    pub fn all(&self, deleted: bool) -> Result<Found<ListedFlag>, StoreError> {
        let read = || -> rusqlite::Result<Found<ListedFlag>> {
            let mut found = Found::default();
            let mut statement = self.connection.prepare_cached(
                "SELECT f.id, f.record, f.checksum, a.keys, a.checksum
                 FROM flags f LEFT JOIN articles a ON a.id = f.article
                 WHERE f.deleted = 0 OR ?1 ORDER BY f.id",
            )?;
            let mut rows = statement.query([deleted])?;
            while let Some(row) = rows.next()? {
                let Read::Good(flag) = records::read::<Flag>(row, 1)? else {
                    found.damaged.push(self.damaged("flag", row)?);
                    continue;
                };
                let keys = match records::read::<ArticleKeys>(row, 3)? {
                    Read::Good(keys) => keys,
                    Read::Bad => {
                        found.damaged.push(self.damaged("article of the flag", row)?);
                        ArticleKeys::default()
                    }
                };
                found.records.push(with_article(flag, keys));
            }
            found.records.sort_by(|a, b| {
                let order = |one: &ListedFlag| {
                    (one.headline.clone(), one.path.clone(), one.flag.selector.start, one.flag.id)
                };
                b.published.cmp(&a.published).then_with(|| order(a).cmp(&order(b)))
            });
            Ok(found)
        };
        read().map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    /// Runs a change in one transaction that waits for other processes, and commits it if the
    /// change is agreed to.
    fn commit<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let path = &self.path;
        let named = |error: rusqlite::Error| StoreError::sqlite(path, &error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(named)?;
        let done = change(&transaction).map_err(named)??;
        transaction.commit().map_err(named)?;
        Ok(done)
    }

    fn damaged(&self, what: &str, row: &rusqlite::Row<'_>) -> rusqlite::Result<String> {
        let id = records::text(row, 0)?.unwrap_or_else(|| "without an id".to_owned());
        let path = self.path.display();
        Ok(format!("The {what} {id} in {path} is damaged; it was left as it is and is not shown."))
    }
}

fn flag(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<Read<Flag>>> {
    let mut statement =
        connection.prepare_cached("SELECT record, checksum FROM flags WHERE id = ?1")?;
    let mut rows = statement.query([id.to_string()])?;
    rows.next()?.map(|row| records::read(row, 0)).transpose()
}

fn listed(connection: &Connection, flag: Flag) -> rusqlite::Result<ListedFlag> {
    let keys = match articles::read(connection, flag.article)? {
        Some(Read::Good(keys)) => keys,
        _ => ArticleKeys::default(),
    };
    Ok(with_article(flag, keys))
}

fn with_article(flag: Flag, keys: ArticleKeys) -> ListedFlag {
    ListedFlag { flag, headline: keys.headline, path: keys.path, published: keys.published }
}
