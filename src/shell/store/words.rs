//! Which flags may have some words in them: found by runs of three characters, whatever stands
//! before and behind those.
//!
//! It only narrows down which records are read; what a word is found in, and how, is said by
//! [`crate::flag::FlagFilter`]. Words are taken in when nobody waits.

use super::articles::Known;
use super::query::read_listed;
use super::records::Read;
use super::{Store, StoreError};
use crate::flag::ListedFlag;
use crate::search::folded;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Runs of three characters that a word is looked for by at the most.
const RUNS: usize = 12;

/// Where flags are found by a condition for [`matching`], those among them that may have anything
/// in them by now.
pub(super) const FOUND: &str = "(
    SELECT w.flag FROM words JOIN worded w ON w.number = words.rowid WHERE words MATCH ?
    UNION ALL SELECT flag FROM unworded
)";

/// Returns what flags match in which a word may stand; `None` if it is too short to tell.
pub(super) fn matching(word: &str) -> Option<String> {
    let word: Vec<char> = folded(word.trim_matches('\n')).chars().collect();
    let run = |run: &[char]| format!("\"{}\"", run.iter().collect::<String>().replace('"', "\"\""));
    let mut runs: Vec<String> = word.windows(3).take(RUNS).map(run).collect();
    runs.sort_unstable();
    runs.dedup();
    (!runs.is_empty()).then(|| runs.join(" AND "))
}

impl Store {
    /// Takes in the words of at most so many flags; tells whether there are more.
    pub(super) fn take_words(&mut self, most: usize) -> Result<bool, StoreError> {
        let named = |error: rusqlite::Error| StoreError::sqlite(&self.path, &error);
        let waiting = waiting(&self.connection, 1).map_err(named)?;
        if waiting.is_empty() {
            return Ok(false);
        }
        self.transact(true, |transaction| take(transaction, most).map(Ok))
    }
}

/// Returns some of the flags of which the words are not known.
fn waiting(connection: &Connection, most: usize) -> rusqlite::Result<Vec<Uuid>> {
    let mut statement = connection.prepare_cached("SELECT flag FROM unworded LIMIT ?1")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    statement.query_map([most], |row| row.get(0).map(Uuid::from_bytes))?.collect()
}

fn take(transaction: &Transaction<'_>, most: usize) -> rusqlite::Result<bool> {
    let mut known = Known::new();
    let flags = waiting(transaction, most)?;
    for &flag in &flags {
        let text = match read_listed(transaction, flag, &mut known)? {
            Some(Read::Good(listed)) if listed.flag.deleted.is_none() => Some(text(&listed)),
            // Nothing is found in what cannot be read.
            Some(Read::Bad) => Some(String::new()),
            _ => None,
        };
        set(transaction, flag, text)?;
        let done = "DELETE FROM unworded WHERE flag = ?1";
        transaction.prepare_cached(done)?.execute([flag.into_bytes()])?;
    }
    Ok(flags.len() == most)
}

/// Returns all that words are looked for in, a line each.
fn text(listed: &ListedFlag) -> String {
    let flag = &listed.flag;
    let texts = [
        flag.selector.exact.as_str(),
        &flag.note,
        flag.speaker.as_deref().unwrap_or(""),
        &listed.article.headline,
        &listed.article.path,
    ];
    let tags = flag.tags.iter().map(String::as_str);
    texts.into_iter().chain(tags).map(folded).collect::<Vec<_>>().join("\n")
}

/// Puts a flag's text in the place of what was taken in before.
fn set(transaction: &Transaction<'_>, flag: Uuid, text: Option<String>) -> rusqlite::Result<()> {
    let flag = flag.into_bytes();
    let before = transaction
        .prepare_cached("SELECT number, mark FROM worded WHERE flag = ?1")?
        .query_row([flag], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
        .optional()?;
    let mark = text.as_deref().map(mark);
    if before.map(|(_, mark)| mark) == mark {
        return Ok(());
    }
    if let Some((number, _)) = before {
        transaction.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([number])?;
        transaction.prepare_cached("DELETE FROM worded WHERE number = ?1")?.execute([number])?;
    }
    if let Some(text) = text {
        let insert = "INSERT INTO worded (flag, mark) VALUES (?1, ?2)";
        transaction.prepare_cached(insert)?.execute(params![flag, mark])?;
        let number = transaction.last_insert_rowid();
        let insert = "INSERT INTO words (rowid, text) VALUES (?1, ?2)";
        transaction.prepare_cached(insert)?.execute(params![number, text])?;
    }
    Ok(())
}

/// A number by which a text is known to be the same.
fn mark(text: &str) -> i64 {
    let first = Sha256::digest(text.as_bytes()).into_iter().take(8);
    first.fold(0, |mark, byte| mark << 8 | i64::from(byte))
}

/// Tells whether the words of every flag that is listed are known, or wait to be taken in.
pub(super) fn are_whole(connection: &Connection) -> rusqlite::Result<bool> {
    let missing = "SELECT flag FROM sorted EXCEPT SELECT flag FROM worded
                   EXCEPT SELECT flag FROM unworded EXCEPT SELECT unhex(flag, '-') FROM unsorted";
    connection.query_row(&format!("SELECT NOT EXISTS ({missing})"), [], |row| row.get(0))
}
