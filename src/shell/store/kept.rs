//! Records that belong to an article: flags and corrections are kept alike.

use super::articles;
use super::records::{self, Read};
use crate::correction::Correction;
use crate::flag::{ArticleKeys, Flag, Match, Reading};
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A record with a table of its own.
pub(super) trait Kept: Serialize + DeserializeOwned {
    /// The table.
    const TABLE: &'static str;
    /// What one is called in messages.
    const NAME: &'static str;

    /// Returns its columns beside the record itself.
    fn row(&self) -> Columns;
}

/// What a record is found by.
pub(super) struct Columns {
    /// Its id.
    pub(super) id: Uuid,
    /// The article it belongs to.
    article: Uuid,
    /// It is a tombstone.
    deleted: bool,
}

impl Columns {
    /// Returns the id.
    pub(super) fn id(&self) -> Uuid {
        self.id
    }
}

impl Kept for Flag {
    const TABLE: &'static str = "flags";
    const NAME: &'static str = "flag";

    fn row(&self) -> Columns {
        Columns { id: self.id, article: self.article, deleted: self.deleted.is_some() }
    }
}

impl Kept for Correction {
    const TABLE: &'static str = "corrections";
    const NAME: &'static str = "correction";

    fn row(&self) -> Columns {
        Columns { id: self.id, article: self.article, deleted: self.deleted.is_some() }
    }
}

impl Kept for Reading {
    const TABLE: &'static str = "readings";
    const NAME: &'static str = "reading";

    /// An article has one, which goes by its id.
    fn row(&self) -> Columns {
        Columns { id: self.article, article: self.article, deleted: false }
    }
}

/// Stores a new record.
pub(super) fn insert<T: Kept>(transaction: &Transaction<'_>, record: &T) -> rusqlite::Result<()> {
    let (json, checksum) = records::write(record)?;
    let Columns { id, article, deleted } = record.row();
    let sql = format!(
        "INSERT INTO {} (id, article, record, checksum, deleted) VALUES (?1, ?2, ?3, ?4, ?5)",
        T::TABLE
    );
    let values = params![id.to_string(), article.to_string(), json, checksum, deleted];
    transaction.prepare_cached(&sql)?.execute(values)?;
    Ok(())
}

/// Stores another state of a record.
pub(super) fn replace<T: Kept>(transaction: &Transaction<'_>, record: &T) -> rusqlite::Result<()> {
    replace_at(transaction, record.row().id, record)
}

/// Stores another state of the record that went by `id`.
pub(super) fn replace_at<T: Kept>(
    transaction: &Transaction<'_>,
    id: Uuid,
    record: &T,
) -> rusqlite::Result<()> {
    let (json, checksum) = records::write(record)?;
    let Columns { id: new, article, deleted } = record.row();
    let sql = format!(
        "UPDATE {} SET id = ?2, article = ?3, record = ?4, checksum = ?5, deleted = ?6
         WHERE id = ?1",
        T::TABLE
    );
    let (id, new, article) = (id.to_string(), new.to_string(), article.to_string());
    let values = params![id, new, article, json, checksum, deleted];
    transaction.prepare_cached(&sql)?.execute(values)?;
    Ok(())
}

/// The columns of which [`read`] makes a record.
pub(super) const COLUMNS: &str = "r.id, r.record, r.checksum, r.article, r.deleted";

/// Makes a record of a row that begins with [`COLUMNS`]. What it is found by must be what it
/// says itself: a flag that is damaged where it says that it is deleted must not be hidden by it.
pub(super) fn read<T: Kept>(row: &Row<'_>) -> rusqlite::Result<Read<T>> {
    let Read::Good(record) = records::read::<T>(row, 1)? else { return Ok(Read::Bad) };
    let Columns { id, article, deleted } = record.row();
    let is_same = records::text(row, 0)? == Some(id.to_string())
        && records::text(row, 3)? == Some(article.to_string())
        && row.get_ref(4)?.as_i64().ok() == Some(i64::from(deleted));
    Ok(if is_same { Read::Good(record) } else { Read::Bad })
}

/// Returns by which id a damaged record that begins with [`COLUMNS`] is named: its own, if that
/// matches its checksum, else that of the row.
pub(super) fn name(row: &Row<'_>) -> rusqlite::Result<String> {
    let own = match records::read::<serde_json::Value>(row, 1)? {
        Read::Good(record) => ["id", "article"]
            .iter()
            .find_map(|key| record.get(key).and_then(|id| id.as_str()).map(str::to_owned)),
        Read::Bad => None,
    };
    let of_row = records::text(row, 0)?;
    Ok(own.or(of_row).unwrap_or_else(|| "without an id".to_owned()))
}

/// Reads a record.
pub(super) fn get<T: Kept>(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<Read<T>>> {
    let sql = format!("SELECT {COLUMNS} FROM {} r WHERE r.id = ?1", T::TABLE);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id.to_string()])?;
    rows.next()?.map(read).transpose()
}

/// Hands each record of the article with these keys to `take`, with its row, of which column 0
/// is the id; if it may be several articles, those of all. Tombstones only on request.
pub(super) fn of_article<T: Kept>(
    connection: &Connection,
    keys: &ArticleKeys,
    deleted: bool,
    mut take: impl FnMut(Read<T>, &Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let ids = match articles::find(connection, keys)? {
        Match::One(id) => vec![id],
        Match::Ambiguous(ids) => ids,
        Match::None => Vec::new(),
    };
    for id in ids {
        of_id(connection, id, |record, row| {
            if deleted || !is_tombstone(&record) { take(record, row) } else { Ok(()) }
        })?;
    }
    Ok(())
}

/// Hands each record of the article with this id to `take`, tombstones among them, with its row,
/// of which column 0 is the id.
pub(super) fn of_id<T: Kept>(
    connection: &Connection,
    id: Uuid,
    mut take: impl FnMut(Read<T>, &Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM {} r WHERE r.article = ?1", T::TABLE);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id.to_string()])?;
    while let Some(row) = rows.next()? {
        take(read(row)?, row)?;
    }
    Ok(())
}

/// Hands each record to `take`, with its article's keys and its row, of which column 0 is the
/// id, in no order. Tombstones only on request. No index is asked: a damaged one would hide some.
pub(super) fn all<T: Kept>(
    connection: &Connection,
    deleted: bool,
    mut take: impl FnMut(Read<T>, Read<ArticleKeys>, &Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT {COLUMNS}, a.keys, a.checksum
         FROM {} r NOT INDEXED LEFT JOIN articles a ON a.id = r.article",
        T::TABLE
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let record = read(row)?;
        if deleted || !is_tombstone(&record) {
            take(record, records::read(row, 5)?, row)?;
        }
    }
    Ok(())
}

fn is_tombstone<T: Kept>(record: &Read<T>) -> bool {
    matches!(record, Read::Good(record) if record.row().deleted)
}

/// Hands each record of a table to `take` with its row, of which column 0 is the id.
pub(super) fn each<T: Kept>(
    connection: &Connection,
    mut take: impl FnMut(Read<T>, &Row<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM {} r", T::TABLE);
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        take(read(row)?, row)?;
    }
    Ok(())
}
