//! The journal: what was changed, so that it can be taken back and made again, over restarts.
//!
//! Every change to flags and corrections of any process is an entry, written in the transaction
//! of the change. What other machines changed is not: it is taken in, not made here.

use super::articles::{self, Known};
use super::records::{self, Read};
use super::{Store, StoreError, kept};
use crate::app::action::Undone;
use crate::correction::Correction;
use crate::flag::{Flag, FlagChange};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Entries that are kept at least, and how many more there may be: older ones are dropped at once,
/// so that most changes need not touch them.
const KEPT: i64 = 1000;
const AT_ONCE: i64 = 100;

/// What was done to one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Step {
    /// A flag was changed, or made: then it is restored and deleted.
    Flag {
        /// The flag.
        id: Uuid,
        /// What was done.
        forward: FlagChange,
        /// What takes it back.
        back: FlagChange,
    },
    /// A correction was put in force or taken back.
    Correction {
        /// The correction.
        id: Uuid,
        /// It is in force since.
        in_force: bool,
    },
}

/// Which way to go through the journal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Forward,
}

/// Writes an entry; what was taken back before it can no longer be made again.
pub(super) fn write(transaction: &Transaction<'_>, steps: &[Step]) -> rusqlite::Result<()> {
    if steps.is_empty() {
        return Ok(());
    }
    let (entry, checksum) = records::write(&steps)?;
    // What was taken back stands behind all that was not.
    let last = "SELECT undone FROM journal ORDER BY number DESC LIMIT 1";
    let last = transaction.prepare_cached(last)?.query_row([], |row| row.get(0)).optional()?;
    if last.unwrap_or(false) {
        transaction.execute("DELETE FROM journal WHERE undone = 1", [])?;
    }
    let insert = "INSERT INTO journal (entry, checksum, undone) VALUES (?1, ?2, 0)";
    transaction.prepare_cached(insert)?.execute(params![entry, checksum])?;
    let number = transaction.last_insert_rowid();
    if number % AT_ONCE == 0 {
        transaction.execute("DELETE FROM journal WHERE number <= ?1", [number - KEPT])?;
    }
    Ok(())
}

/// An entry as it is stored.
pub(super) struct Entry {
    number: i64,
    entry: String,
    checksum: String,
    undone: bool,
}

/// Returns all entries of a database; `None` if one of them is damaged, for without it those
/// before it would be taken back from another state than they led to.
pub(super) fn entries(connection: &Connection) -> rusqlite::Result<Option<Vec<Entry>>> {
    let mut of = connection
        .prepare("SELECT entry, checksum, number, undone FROM journal ORDER BY number")?;
    let mut rows = of.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let Read::<Vec<Step>>::Good(_) = records::read(row, 0)? else { return Ok(None) };
        let (number, undone) = (row.get(2)?, row.get(3)?);
        entries.push(Entry { entry: row.get(0)?, checksum: row.get(1)?, number, undone });
    }
    Ok(Some(entries))
}

/// Stores entries in a database that has none.
pub(super) fn put(transaction: &Transaction<'_>, entries: &[Entry]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO journal (number, entry, checksum, undone) VALUES (?1, ?2, ?3, ?4)";
    let mut insert = transaction.prepare_cached(sql)?;
    for Entry { number, entry, checksum, undone } in entries {
        insert.execute(params![number, entry, checksum, undone])?;
    }
    Ok(())
}

impl Store {
    /// Takes the last change back that was not yet; `None` if there is none.
    pub fn undo(&mut self, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        self.go(Way::Back, now)
    }

    /// Makes the change again that was taken back last; `None` if there is none.
    pub fn redo(&mut self, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        self.go(Way::Forward, now)
    }

    fn go(&mut self, way: Way, now: Timestamp) -> Result<Option<Undone>, StoreError> {
        self.commit(|transaction| {
            let Some((number, steps)) = next(transaction, way)? else { return Ok(Ok(None)) };
            transaction.execute(
                "UPDATE journal SET undone = ?2 WHERE number = ?1",
                params![number, way == Way::Back],
            )?;
            let mut undone = Undone { again: way == Way::Forward, ..Undone::default() };
            let Read::Good(mut steps) = steps else {
                undone.left = 1;
                return Ok(Ok(Some(undone)));
            };
            if way == Way::Back {
                steps.reverse();
            }
            let mut known = Known::new();
            for step in steps {
                take(transaction, step, (way, now), &mut known, &mut undone)?;
            }
            Ok(Ok(Some(undone)))
        })
    }
}

/// Reads the entry that is next.
fn next(connection: &Connection, way: Way) -> rusqlite::Result<Option<(i64, Read<Vec<Step>>)>> {
    let sql = match way {
        Way::Back => {
            "SELECT number, entry, checksum FROM journal WHERE undone = 0
                      ORDER BY number DESC LIMIT 1"
        }
        Way::Forward => {
            "SELECT number, entry, checksum FROM journal WHERE undone = 1
                         ORDER BY number LIMIT 1"
        }
    };
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, records::read(row, 1)?));
    connection.query_row(sql, [], read).optional()
}

/// Takes one step back, or makes it again.
fn take(
    transaction: &Transaction<'_>,
    step: Step,
    (way, now): (Way, Timestamp),
    known: &mut Known,
    undone: &mut Undone,
) -> rusqlite::Result<()> {
    match step {
        Step::Flag { id, forward, back } => {
            let change = if way == Way::Back { back } else { forward };
            let Some(Read::Good(mut flag)) = kept::get::<Flag>(transaction, id)? else {
                undone.left += 1;
                return Ok(());
            };
            if flag.change(&change, now).is_err() {
                undone.left += 1;
                return Ok(());
            }
            kept::replace(transaction, &flag)?;
            undone.flags.push(articles::listed(transaction, flag, known)?);
            undone.change = Some(change);
        }
        Step::Correction { id, in_force } => {
            let Some(Read::Good(mut correction)) = kept::get::<Correction>(transaction, id)? else {
                undone.left += 1;
                return Ok(());
            };
            correction.put(in_force == (way == Way::Forward), now);
            kept::replace(transaction, &correction)?;
            undone.corrections.push(correction);
        }
    }
    Ok(())
}
