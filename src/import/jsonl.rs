//! The full records that pullquote exports: JSON Lines, or an array.

use super::{Imported, clean};
use crate::flag::{ListedFlag, plain_tag};
use serde_json::Value;

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
            record(value)
        });
        match read {
            Ok(flag) => imported.flags.push(flag),
            Err(why) => imported.wrong.push(format!("Line {number} {why}.")),
        }
    }
    imported
}

/// Reads the records of an array, which are clean.
pub(super) fn records(records: Vec<Value>) -> Imported {
    let mut imported = Imported::default();
    for (number, value) in (1..).zip(records) {
        match record(value) {
            Ok(flag) => imported.flags.push(flag),
            Err(why) => imported.wrong.push(format!("Record {number} {why}.")),
        }
    }
    imported
}

/// Reads one record; else says what is wrong with it.
pub(super) fn record(value: Value) -> Result<ListedFlag, String> {
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
