//! Rows out of a database file that SQLite itself can no longer read.
//!
//! Every leaf page of a table that is still there is read by itself, whether or not anything
//! points to it; what is found may be an older state of a row, or nonsense. Whoever uses a row
//! checks it. Pure, and total: damage makes for fewer rows.

use std::collections::BTreeMap;

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Text.
    Text(String),
    /// Anything else.
    Other,
}

/// The page size of a database whose header cannot be believed.
const USUAL_SIZE: usize = 4096;
/// The first page begins with the header of the file.
const FILE_HEADER: usize = 100;
/// The header of the write-ahead log, and of each of its frames.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// A leaf page of a table.
const LEAF: u8 = 13;
/// What the first byte of a page says if it is no such leaf: an overflow or free page, or a page
/// of another kind. Any other byte is taken for a damaged one.
const OTHER_KINDS: [u8; 4] = [0, 2, 5, 10];
/// No row of ours is longer, in bytes.
const LONGEST: usize = 1 << 24;

/// Returns the rows that can still be found in a database file and its write-ahead log, `&[]` if
/// there is none; those that a page says it holds come first. O(n).
pub(super) fn rows(file: &[u8], log: &[u8]) -> Vec<Vec<Value>> {
    let size = usize::from(u16_at(file, 16).unwrap_or(0));
    let size = if size == 1 { 65_536 } else { size };
    let mut sizes = vec![USUAL_SIZE];
    if size.is_power_of_two() && (512..=65_536).contains(&size) && size != USUAL_SIZE {
        sizes.push(size);
    }
    let mut found = Found::default();
    for size in sizes {
        let pages = pages(file, log, size);
        for (&number, page) in &pages {
            leaf(&pages, page, if number == 1 { FILE_HEADER } else { 0 }, size, &mut found);
        }
    }
    found.counted.append(&mut found.uncounted);
    found.counted
}

#[derive(Default)]
struct Found {
    counted: Vec<Vec<Value>>,
    /// Rows that a page still holds, but does not count.
    uncounted: Vec<Vec<Value>>,
}

type Pages<'a> = BTreeMap<u32, &'a [u8]>;

/// The pages by their numbers, those in the log over those in the file.
fn pages<'a>(file: &'a [u8], log: &'a [u8], size: usize) -> Pages<'a> {
    let mut pages: Pages<'_> = (1..).zip(file.chunks(size)).collect();
    let salts = log.get(16..24);
    for frame in log.get(LOG_HEADER..).unwrap_or(&[]).chunks(FRAME_HEADER + size) {
        let (Some(number), Some(page)) = (u32_at(frame, 0), frame.get(FRAME_HEADER..)) else {
            break;
        };
        // Behind the last frame lie those of a log that was used before.
        if frame.get(8..16) != salts || page.len() < size {
            break;
        }
        pages.insert(number, page);
    }
    pages
}

/// Reads the cells of a leaf page whose header begins at `start`.
fn leaf(pages: &Pages<'_>, page: &[u8], start: usize, size: usize, found: &mut Found) {
    let Some(&kind) = page.get(start) else { return };
    if kind != LEAF && OTHER_KINDS.contains(&kind) {
        return;
    }
    let count = if kind == LEAF { u16_at(page, start + 3).unwrap_or(0) } else { 0 };
    let counted = start + 8 + 2 * usize::from(count);
    // The number may be damaged: pointers reach to the first cell at the most.
    let (mut at, mut first) = (start + 8, size);
    while at < first
        && let Some(cell) = u16_at(page, at).map(usize::from)
    {
        let rows = if at < counted { &mut found.counted } else { &mut found.uncounted };
        at += 2;
        if cell > at && cell < size {
            first = first.min(cell);
            rows.extend(row(pages, page, cell, size));
        }
    }
}

/// Reads the row whose cell begins at `at`.
fn row(pages: &Pages<'_>, page: &[u8], at: usize, size: usize) -> Option<Vec<Value>> {
    let (length, at) = varint(page, at)?;
    let length = usize::try_from(length).ok().filter(|length| *length <= LONGEST)?;
    let (_rowid, at) = varint(page, at)?;
    let local = local(length, size);
    let mut payload = page.get(at..at + local)?.to_vec();
    let mut next = if local < length { u32_at(page, at + local)? } else { 0 };
    // A chain that leads in a circle is as long as the row at the most.
    while payload.len() < length {
        let page = pages.get(&next)?;
        next = u32_at(page, 0)?;
        let rest = length - payload.len();
        payload.extend(page.get(4..4 + rest.min(size - 4))?);
    }
    record(&payload)
}

/// How many bytes of a row lie on its leaf page, as the file format has it.
fn local(length: usize, size: usize) -> usize {
    if length <= size - 35 {
        return length;
    }
    let least = (size - 12) * 32 / 255 - 23;
    let fitting = least + (length - least) % (size - 4);
    if fitting <= size - 35 { fitting } else { least }
}

/// Takes a record apart into its columns.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let (end, mut at) = varint(payload, 0)?;
    let end = usize::try_from(end).ok()?;
    let mut body = end;
    let mut values = Vec::new();
    while at < end {
        let (kind, next) = varint(payload, at)?;
        at = next;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            _ => usize::try_from(kind.checked_sub(12)? / 2).ok()?,
        };
        let bytes = payload.get(body..body.checked_add(length)?)?;
        body += length;
        let is_text = kind >= 13 && kind % 2 == 1;
        let text = if is_text { std::str::from_utf8(bytes).ok() } else { None };
        values.push(text.map_or(Value::Other, |text| Value::Text(text.to_owned())));
    }
    Some(values)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_be_bytes(pair))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four))
}

/// Reads a number of one to nine bytes and returns it with the place behind it.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0;
    for (index, &byte) in bytes.get(at..)?.iter().take(9).enumerate() {
        if index == 8 {
            return Some(((number << 8) | u64::from(byte), at + 9));
        }
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((number, at + index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusqlite::Connection;
    use std::fs;
    use std::sync::LazyLock;
    use tempfile::TempDir;

    fn texts(rows: &[Vec<Value>]) -> Vec<(&str, usize)> {
        let mut found: Vec<(&str, usize)> = rows
            .iter()
            .filter_map(|row| match row.as_slice() {
                [Value::Text(name), Value::Text(long), Value::Other] => {
                    Some((name.as_str(), long.len()))
                }
                _ => None,
            })
            .collect();
        found.sort_unstable();
        found
    }

    fn sample(size: u32) -> (TempDir, Vec<u8>) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("db");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "page_size", i64::from(size)).unwrap();
        connection.execute_batch("CREATE TABLE t (name TEXT PRIMARY KEY, long TEXT, n)").unwrap();
        for (name, length) in LENGTHS {
            let long = "x".repeat(length);
            connection.execute("INSERT INTO t VALUES (?1, ?2, 7)", (name, long)).unwrap();
        }
        drop(connection);
        let bytes = fs::read(path).unwrap();
        (folder, bytes)
    }

    /// Short, about a page, and over several pages.
    const LENGTHS: [(&str, usize); 6] =
        [("a", 3), ("b", 460), ("c", 4_055), ("d", 4_061), ("e", 4_300), ("f", 30_000)];

    #[test]
    fn rows_of_every_length_are_found_without_a_header() {
        for size in [512, 4_096, 65_536] {
            let (_folder, mut bytes) = sample(size);
            assert_eq!(texts(&rows(&bytes, &[])), LENGTHS, "{size}");
            if size == 4_096 {
                bytes[..100].fill(0xff);
                assert_eq!(texts(&rows(&bytes, &[])), LENGTHS);
            }
        }
    }

    #[test]
    fn the_log_lies_over_the_file() {
        let (folder, _) = sample(4_096);
        let path = folder.path().join("db");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "journal_mode", "WAL").unwrap();
        connection.execute("INSERT INTO t VALUES ('g', 'new', 7)", []).unwrap();
        let log = fs::read(folder.path().join("db-wal")).unwrap();
        let found = rows(&fs::read(&path).unwrap(), &log);
        assert_eq!(texts(&found).last(), Some(&("g", 3)));
    }

    static SAMPLE: LazyLock<Vec<u8>> = LazyLock::new(|| sample(4_096).1);

    proptest! {
        #[test]
        fn any_bytes_make_for_rows_or_none(
            at in 0usize..40_000,
            noise in proptest::collection::vec(any::<u8>(), 0..600),
            cut in 0usize..60_000,
        ) {
            let mut bytes = SAMPLE.clone();
            for (byte, noise) in bytes.iter_mut().skip(at).zip(&noise) {
                *byte = *noise;
            }
            bytes.truncate(cut);
            prop_assert!(rows(&bytes, &noise).len() <= 2 * bytes.len());
            rows(&noise, &bytes);
        }
    }
}
