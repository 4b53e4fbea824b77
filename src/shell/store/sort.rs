//! What is put off until nobody waits: bringing the tables that lists are read from to where the
//! records are, and the log into the database.
//!
//! A change is acknowledged before that; it only notes which flag it is about.

use super::{Store, StoreError};
use rusqlite::{Connection, Transaction};

/// Flags that are sorted in one go while somebody may ask for something else.
const PIECE: usize = 500;
/// Flags of which the words are taken in in one go, which takes longer.
const PIECE_OF_WORDS: usize = 200;
/// Changes after which the log is brought into the database. It is then written from its beginning
/// again, so that it stays small and its file need not grow for a change.
const LOGGED: usize = 64;

impl Store {
    /// Tells whether something was put off when changes were acknowledged.
    #[must_use]
    pub fn is_untidy(&self) -> bool {
        self.untidy
    }

    /// Does a piece of what was put off.
    ///
    /// # Errors
    ///
    /// Fails as a change does; then it is put off until after the next one.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        // What fails is not tried again before the next change.
        self.untidy = false;
        let has_more = self.sort(PIECE)? || self.take_words(PIECE_OF_WORDS)?;
        self.untidy = has_more;
        if !has_more && self.logged >= LOGGED {
            self.logged = 0;
            let checkpoint = "PRAGMA wal_checkpoint(PASSIVE)";
            self.connection
                .query_row(checkpoint, [], |_| Ok(()))
                .map_err(|error| StoreError::sqlite(&self.path, &error))?;
        }
        Ok(())
    }

    /// Sorts flags that were changed since, at most so many; tells whether there are more. An
    /// idle moment is a good one for it.
    pub(super) fn sort(&mut self, most: usize) -> Result<bool, StoreError> {
        let named = |error: rusqlite::Error| StoreError::sqlite(&self.path, &error);
        if !has_unsorted(&self.connection).map_err(named)? {
            return Ok(false);
        }
        // A copy of what can only be read is sorted like any other.
        self.transact(true, |transaction| sort(transaction, most).map(Ok))
    }
}

fn has_unsorted(connection: &Connection) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM unsorted)")?;
    statement.query_row([], |row| row.get(0))
}

/// Sorts at most so many flags; tells whether there are more.
pub(super) fn sort(transaction: &Transaction<'_>, most: usize) -> rusqlite::Result<bool> {
    // SQLite counts with a sign.
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let some = "(SELECT flag FROM unsorted ORDER BY flag LIMIT ?1)";
    for sql in [
        format!("DELETE FROM flag_tags WHERE flag IN (SELECT unhex(flag, '-') FROM {some})"),
        format!("DELETE FROM sorted WHERE flag IN (SELECT unhex(flag, '-') FROM {some})"),
        format!(
            "INSERT INTO sorted SELECT flag, article, start, speaker, status, priority, due, created
             FROM to_sort WHERE id IN {some}"
        ),
        // What `tags_to_sort` says, without reading all else out of the records once more.
        format!(
            "INSERT INTO flag_tags
             SELECT DISTINCT coalesce(t.value, x''), s.priority, s.due, s.created, s.flag
             FROM {some} u JOIN legible l ON l.id = u.flag
             CROSS JOIN sorted s ON s.flag = unhex(u.flag, '-')
             LEFT JOIN json_each(l.record, '$.tags') t"
        ),
        format!(
            "INSERT OR IGNORE INTO unworded SELECT unhex(flag, '-') AS it FROM {some}
             WHERE it IS NOT NULL"
        ),
        format!("DELETE FROM unsorted WHERE flag IN {some}"),
    ] {
        transaction.prepare_cached(&sql)?.execute([most])?;
    }
    has_unsorted(transaction)
}

/// Tells whether what lists are read from is what the records say, but for what is not sorted.
pub(super) fn is_right(connection: &Connection) -> rusqlite::Result<bool> {
    // A list is made once; asking for each flag whether it is there would take the square.
    let is_sorted = "it.flag NOT IN
        (SELECT unhex(flag, '-') AS id FROM unsorted WHERE id IS NOT NULL)";
    let differs = |should: &str, is: &str| {
        format!(
            "EXISTS (SELECT * FROM {should} it WHERE {is_sorted}
                     EXCEPT SELECT * FROM {is} it WHERE {is_sorted})"
        )
    };
    let right = "(SELECT flag, article, start, speaker, status, priority, due, created
                  FROM to_sort)";
    let right_tags = "(SELECT tag, priority, due, created, flag FROM tags_to_sort)";
    let sql = format!(
        "SELECT NOT ({} OR {} OR {} OR {})",
        differs(right, "sorted"),
        differs("sorted", right),
        differs(right_tags, "flag_tags"),
        differs("flag_tags", right_tags)
    );
    connection.query_row(&sql, [], |row| row.get(0))
}
