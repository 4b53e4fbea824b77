//! Flags and corrections on disk: one SQLite database, each record with a checksum.
//!
//! A method that returns `Ok` after a change has committed it to the disk. Nothing is retried
//! silently, and nothing that cannot be read is overwritten. Several processes may work on one
//! database.

mod articles;
pub mod backup;
mod carve;
mod check;
mod corrections;
mod error;
mod follow;
mod journal;
mod keeper;
mod kept;
mod lock;
pub mod mend;
mod open;
mod query;
mod read_only;
mod readings;
mod records;
mod salvage;
mod sort;
mod take_in;
mod words;
mod worker;

#[cfg(test)]
mod tests;

pub use error::StoreError;
pub use follow::follow;
pub use keeper::daily_backup;
pub use open::{data_folder, database, located};
pub use take_in::Taken;
pub use worker::{StoreThread, answer};

use crate::flag::{ArticleKeys, Flag, FlagChange, FlagDraft, ListedFlag, Match};
use articles::{Known, Lately};
use jiff::Timestamp;
use journal::Step;
use kept::Kept;
use open::Opened;
use records::Read;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::fs::File;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// An open database of flags.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// By which a change of another process is seen.
    version: Option<i64>,
    /// How much is looked at for a list.
    bounds: query::Bounds,
    /// The speakers whom flags name.
    speakers: query::Speakers,
    /// Changes since the log was brought into the database.
    logged: usize,
    /// Articles that were looked for lately.
    lately: Lately,
    /// It is a copy of a database that cannot be written, which had this mark.
    copied: Option<read_only::Mark>,
    /// Something was put off until nobody waits.
    untidy: bool,
    /// Held for as long as the database is open, so that nobody puts another in its place.
    _lock: Option<File>,
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
        Ok(Self::of(open::open(folder)?))
    }

    /// Opens a store that is gone with the process.
    pub fn in_memory() -> Result<Self, StoreError> {
        Ok(Self::of(open::open_in_memory()?))
    }

    fn of(Opened { connection, path, lock, copied }: Opened) -> Self {
        Self {
            connection,
            path,
            version: None,
            bounds: query::Bounds::default(),
            speakers: query::Speakers::default(),
            logged: 0,
            lately: Lately::default(),
            untidy: true,
            copied,
            _lock: lock,
        }
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
        self.commit_in_article(|transaction, lately| {
            let article = lately.article(transaction, keys, article)?;
            let flag = Flag::new(draft, id, article, now);
            kept::insert(transaction, &flag)?;
            let (forward, back) = (FlagChange::Restore, FlagChange::Delete);
            journal::write(transaction, &[Step::Flag { id, forward, back }])?;
            Ok(Ok(articles::listed(transaction, flag, &mut Known::new())?))
        })
    }

    /// Makes a change to stored flags, to all or to none, and returns them as they are then. A
    /// damaged record stays as it is; a deleted flag can only be restored.
    pub fn change(
        &mut self,
        ids: &[Uuid],
        change: &FlagChange,
        now: Timestamp,
    ) -> Result<Vec<ListedFlag>, StoreError> {
        self.change_each(ids.iter().map(|id| (*id, change)), now)
    }

    /// Makes a change to each of some flags, all of them as one change; likewise.
    pub fn change_each<'c>(
        &mut self,
        changes: impl IntoIterator<Item = (Uuid, &'c FlagChange)>,
        now: Timestamp,
    ) -> Result<Vec<ListedFlag>, StoreError> {
        let path = self.path.clone();
        self.commit(|transaction| {
            let (mut changed, mut steps, mut known) = (Vec::new(), Vec::new(), Known::new());
            for (id, change) in changes {
                let mut flag: Flag = match stored(transaction, &path, id)? {
                    Ok(flag) => flag,
                    Err(error) => return Ok(Err(error)),
                };
                let was_deleted = flag.deleted.is_some();
                let Ok(back) = flag.change(change, now) else {
                    return Ok(Err(StoreError::Deleted { id }));
                };
                kept::replace(transaction, &flag)?;
                // Deleting what is deleted is nothing to be taken back.
                let deletes = matches!(change, FlagChange::Delete);
                let restores = matches!(change, FlagChange::Restore);
                if !(deletes && was_deleted || restores && !was_deleted) {
                    steps.push(Step::Flag { id, forward: change.clone(), back });
                }
                changed.push(articles::listed(transaction, flag, &mut known)?);
            }
            journal::write(transaction, &steps)?;
            Ok(Ok(changed))
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
        self.lately = Lately::default();
        self.commit(|transaction| articles::remember(transaction, id, keys).map(|_| Ok(())))
    }

    /// Returns the flags of an article in the order of the text, deleted ones left out; if it
    /// may be several articles, those of all.
    pub fn flags_of(&self, keys: &ArticleKeys) -> Result<Found<Flag>, StoreError> {
        let mut found = self.of_article(keys, false)?;
        let order = |flag: &Flag| (flag.selector.start, flag.selector.end, flag.id);
        found.records.sort_by_key(order);
        Ok(found)
    }

    /// Returns all flags with their articles: the newest article first, then by headline and
    /// path, within an article in the order of the text. Deleted ones only on request.
    pub fn all(&self, deleted: bool) -> Result<Found<ListedFlag>, StoreError> {
        let Found { records, damaged } = self.all_of(deleted)?;
        let listed = |(flag, keys)| ListedFlag::of(flag, keys);
        let mut records: Vec<ListedFlag> = records.into_iter().map(listed).collect();
        records.sort_by(|a, b| {
            let order = |one: &ListedFlag| {
                let ListedFlag { flag, article } = one;
                (article.headline.clone(), article.path.clone(), flag.selector.start, flag.id)
            };
            b.article.published.cmp(&a.article.published).then_with(|| order(a).cmp(&order(b)))
        });
        Ok(Found { records, damaged })
    }

    /// Tells whether another process, or another store of this one, has changed anything since it
    /// was asked last.
    pub fn has_changed(&mut self) -> Result<bool, StoreError> {
        if let Some(mark) = self.copied {
            return Ok(mark != read_only::mark(&self.path));
        }
        let version = self
            .connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))
            .map_err(|error| StoreError::sqlite(&self.path, &error))?;
        let before = self.version.replace(version);
        Ok(before != Some(version))
    }

    /// Tells whether it can only be read. Then it shows what was there when it was opened.
    pub(super) fn is_read_only(&self) -> bool {
        self.copied.is_some()
    }

    /// Tells whether anything is stored.
    fn holds_anything(&self) -> rusqlite::Result<bool> {
        self.connection.query_row("SELECT EXISTS (SELECT 1 FROM articles)", [], |row| row.get(0))
    }

    /// Returns what belongs to an article, in no order.
    fn of_article<T: Kept>(
        &self,
        keys: &ArticleKeys,
        deleted: bool,
    ) -> Result<Found<T>, StoreError> {
        let mut found = Found::default();
        let read = kept::of_article(&self.connection, keys, deleted, |record, row| {
            match record {
                Read::Good(record) => found.records.push(record),
                Read::Bad => found.damaged.push(self.damaged(T::NAME, row)?),
            }
            Ok(())
        });
        read.map_err(|error| StoreError::sqlite(&self.path, &error))?;
        Ok(found)
    }

    /// Returns all records of a kind with their articles, in the order of their ids.
    fn all_of<T: Kept>(&self, deleted: bool) -> Result<Found<(T, ArticleKeys)>, StoreError> {
        let mut found = Found::default();
        let read = kept::all(&self.connection, deleted, |record, keys, row| {
            let Read::Good(record) = record else {
                found.damaged.push(self.damaged(T::NAME, row)?);
                return Ok(());
            };
            let keys = match keys {
                Read::Good(keys) => keys,
                Read::Bad => {
                    let what = format!("article of the {}", T::NAME);
                    found.damaged.push(self.damaged(&what, row)?);
                    ArticleKeys::default()
                }
            };
            found.records.push((record, keys));
            Ok(())
        });
        read.map_err(|error| StoreError::sqlite(&self.path, &error))?;
        found.records.sort_by_key(|(record, _): &(T, ArticleKeys)| record.row().id());
        Ok(found)
    }

    /// Runs a change to what belongs to articles in one transaction, and commits it if the change
    /// is agreed to.
    fn commit_in_article<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>, &mut Lately) -> rusqlite::Result<Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        // What is found counts only if it is committed.
        let mut lately = std::mem::take(&mut self.lately);
        let done = self.commit(|transaction| change(transaction, &mut lately))?;
        self.lately = lately;
        Ok(done)
    }

    /// Runs a change in one transaction that waits for other processes, and commits it if the
    /// change is agreed to.
    fn commit<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.commit_if(true, change)
    }

    /// Likewise, but if it is not `for_good` the change is only tried.
    fn commit_if<T>(
        &mut self,
        for_good: bool,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        if for_good && self.is_read_only() {
            let reason = "it can only be read".to_owned();
            return Err(StoreError::Unwritable { path: self.path.clone(), reason });
        }
        self.transact(for_good, change)
    }

    /// Likewise, whether or not it can only be read.
    fn transact<T>(
        &mut self,
        for_good: bool,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let path = &self.path;
        let named = |error: rusqlite::Error| StoreError::sqlite(path, &error);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(named)?;
        let done = change(&transaction).map_err(named)??;
        let end = if for_good { transaction.commit() } else { transaction.rollback() };
        end.map_err(named)?;
        self.logged += 1;
        self.untidy = true;
        Ok(done)
    }

    fn damaged(&self, what: &str, row: &rusqlite::Row<'_>) -> rusqlite::Result<String> {
        Ok(self.says_damaged(what, &kept::name(row)?))
    }

    fn says_damaged(&self, what: &str, id: &str) -> String {
        let path = self.path.display();
        format!(
            "The {what} {id} in {path} is damaged; it was left as it is and is not shown. \
             `pullquote flags repair` looks for it in the backups."
        )
    }
}

/// Reads a record that is to be changed.
fn stored<T: Kept>(
    connection: &Connection,
    path: &Path,
    id: Uuid,
) -> rusqlite::Result<Result<T, StoreError>> {
    let (what, path) = (T::NAME, path.to_owned());
    Ok(match kept::get(connection, id)? {
        None => Err(StoreError::NoRecord { what, path, id }),
        Some(Read::Bad) => Err(StoreError::BadRecord { what, path, id }),
        Some(Read::Good(record)) => Ok(record),
    })
}
