//! The full records that pullquote exports: JSON Lines, or an array.

use super::{Imported, clean};
use crate::correction::ListedCorrection;
use crate::flag::{ListedFlag, plain_tag};
use serde_json::{Map, Value};

/// Reads a record a line; blank lines are passed over.
pub(super) fn lines(bytes: &[u8]) -> Imported {
    let mut imported = Imported::default();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let parsed = serde_json::from_slice(line).map_err(|error| format!("is no JSON: {error}"));
        let read = parsed.and_then(|mut value| {
            clean(&mut value, "");
            imported.take(value)
        });
        imported.wrong.extend(read.err().map(|why| format!("Line {number} {why}.")));
    }
    imported
}

/// Reads the records of an array, which are clean.
pub(super) fn records(records: Vec<Value>) -> Imported {
    let mut imported = Imported::default();
    for (number, value) in (1..).zip(records) {
        let read = imported.take(value);
        imported.wrong.extend(read.err().map(|why| format!("Record {number} {why}.")));
    }
    imported
}

impl Imported {
    /// Takes one record in; else says what is wrong with it.
    fn take(&mut self, value: Value) -> Result<(), String> {
        if value.as_object().is_some_and(is_correction) {
            self.corrections.push(correction(value)?);
        } else {
            self.flags.push(flag(value)?);
        }
        Ok(())
    }
}

/// Tells whether a record is meant as a correction.
pub(super) fn is_correction(record: &Map<String, Value>) -> bool {
    record.contains_key("change")
}

/// Reads one correction; else says what is wrong with it.
pub(super) fn correction(value: Value) -> Result<ListedCorrection, String> {
    let read = serde_json::from_value(value);
    let listed: ListedCorrection = read.map_err(|error| format!("is no correction: {error}"))?;
    let is_empty = |name: &&str| name.trim().is_empty();
    match listed.correction.change.names().iter().any(is_empty) {
        true => Err("is no correction: somebody in it has no name".to_owned()),
        false => Ok(listed),
    }
}

/// Reads one flag; else says what is wrong with it.
pub(super) fn flag(value: Value) -> Result<ListedFlag, String> {
    let read = serde_json::from_value(value);
    let mut listed: ListedFlag = read.map_err(|error| format!("is no flag: {error}"))?;
    let flag = &mut listed.flag;
    flag.tags = plain_tags(&flag.tags);
    flag.note.settle(flag.updated);
    Ok(listed)
}

/// Returns tags as they are kept: ascending, each once.
pub(super) fn plain_tags(tags: &[String]) -> Vec<String> {
    let mut tags: Vec<String> = tags.iter().filter_map(|tag| plain_tag(tag)).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}
