//! Records as JSON with a checksum, so that damage is seen and never taken for data.

use crate::anchor::fingerprint;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A record as read.
pub(super) enum Read<T> {
    /// It matches its checksum.
    Good(T),
    /// It does not, or is no record.
    Bad,
}

/// Returns a record's JSON and its checksum.
pub(super) fn write<T: Serialize>(record: &T) -> rusqlite::Result<(String, String)> {
    let json = serde_json::to_string(record)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let checksum = fingerprint(&json);
    Ok((json, checksum))
}

/// Reads the record in column `at`, its checksum in the next one.
pub(super) fn read<T: DeserializeOwned>(row: &Row<'_>, at: usize) -> rusqlite::Result<Read<T>> {
    let (Some(json), Some(checksum)) = (text(row, at)?, text(row, at + 1)?) else {
        return Ok(Read::Bad);
    };
    if fingerprint(&json) != checksum {
        return Ok(Read::Bad);
    }
    Ok(serde_json::from_str(&json).map_or(Read::Bad, Read::Good))
}

/// Reads a column as text; `None` if it holds anything else.
pub(super) fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<String>> {
    Ok(row.get_ref(at)?.as_str().ok().map(str::to_owned))
}
