//! Whether a database is sound: its pages, and every record by its checksum.

use super::kept::{self, Kept};
use super::records::{self, Read};
use super::{sort, words};
use crate::correction::Correction;
use crate::flag::{ArticleKeys, Flag, Reading};
use rusqlite::{Connection, OptionalExtension};

/// What is wrong with a page or an index, and the first few are enough.
const MOST: usize = 20;

/// Returns what is wrong, a sentence each, of which the first few name the pages; nothing for a
/// sound database. O(n).
pub(super) fn check(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut pages = connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    let mut rows = pages.query([])?;
    while let Some(row) = rows.next()? {
        match records::text(row, 0)? {
            Some(word) if word == "ok" => {}
            said => wrong.push(said.unwrap_or_default()),
        }
    }
    articles(connection, &mut wrong)?;
    records_of::<Flag>(connection, &mut wrong)?;
    records_of::<Correction>(connection, &mut wrong)?;
    records_of::<Reading>(connection, &mut wrong)?;
    if has_table(connection, "sorted")? && !sort::is_right(connection)? {
        wrong.push("what lists of flags are read from is not what the flags say".to_owned());
    }
    if has_table(connection, "words")? && !words::are_whole(connection)? {
        wrong.push("the words of some flags cannot be found".to_owned());
    }
    Ok(wrong)
}

/// Tells whether there is such a table; databases of older formats lack some.
pub(super) fn has_table(connection: &Connection, table: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    let found = connection.query_row(sql, [table], |_| Ok(())).optional()?;
    Ok(found.is_some())
}

fn articles(connection: &Connection, wrong: &mut Vec<String>) -> rusqlite::Result<()> {
    let mut of = connection.prepare("SELECT id, keys, checksum FROM articles")?;
    let mut rows = of.query([])?;
    while let Some(row) = rows.next()? {
        if let Read::<ArticleKeys>::Bad = records::read(row, 1)? {
            let id = records::text(row, 0)?.unwrap_or_default();
            wrong.push(damaged("article", id));
        }
    }
    Ok(())
}

fn records_of<T: Kept>(connection: &Connection, wrong: &mut Vec<String>) -> rusqlite::Result<()> {
    if !has_table(connection, T::TABLE)? {
        return Ok(());
    }
    kept::each::<T>(connection, |record, row| {
        if let Read::Bad = record {
            wrong.push(damaged(T::NAME, kept::name(row)?));
        }
        Ok(())
    })
}

fn damaged(what: &str, id: String) -> String {
    format!("the {what} {id} does not match its checksum")
}
