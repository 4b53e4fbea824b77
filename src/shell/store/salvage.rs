//! What can be saved of databases: every record that matches its checksum, in its newest state.

use super::articles;
use super::carve::{self, Value};
use super::check::has_table;
use super::kept::{self, Kept};
use super::records;
use crate::anchor::fingerprint;
use crate::correction::Correction;
use crate::flag::{ArticleKeys, Flag, Reading};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Records out of one or several databases.
#[derive(Default)]
pub(super) struct Salvage {
    articles: BTreeMap<Uuid, ArticleKeys>,
    flags: BTreeMap<Uuid, Flag>,
    corrections: BTreeMap<Uuid, Correction>,
    readings: BTreeMap<Uuid, Reading>,
    /// Ids of records that do not match their checksum.
    damaged: BTreeSet<Uuid>,
}

/// A record that can be told from others and from its own older states.
trait Dated {
    fn id(&self) -> Uuid;
    fn article(&self) -> Uuid;
    fn updated(&self) -> Timestamp;
}

macro_rules! dated {
    ($($kind:ty, $id:ident;)+) => {
        $(impl Dated for $kind {
            fn id(&self) -> Uuid {
                self.$id
            }

            fn article(&self) -> Uuid {
                self.article
            }

            fn updated(&self) -> Timestamp {
                self.updated
            }
        })+
    };
}

dated! {
    Flag, id;
    Correction, id;
    Reading, article;
}

impl Salvage {
    /// Takes in what can be found in the bytes of a database and its log.
    pub(super) fn take_bytes(&mut self, file: &[u8], log: &[u8]) {
        for row in carve::rows(file, log) {
            match row.as_slice() {
                [Value::Text(id), Value::Text(keys), Value::Text(checksum)] => {
                    self.take_article(id, keys, checksum);
                }
                [Value::Text(id), Value::Text(_), Value::Text(record), Value::Text(sum), ..] => {
                    self.take_record(id, record, sum);
                }
                _ => {}
            }
        }
    }

    fn take_article(&mut self, id: &str, keys: &str, checksum: &str) {
        let Ok(id) = Uuid::parse_str(id) else { return };
        if fingerprint(keys) == checksum
            && let Ok(keys) = serde_json::from_str(keys)
        {
            self.articles.entry(id).or_insert(keys);
        }
    }

    fn take_record(&mut self, id: &str, record: &str, checksum: &str) {
        let is_sound = fingerprint(record) == checksum;
        if is_sound && let Ok(flag) = serde_json::from_str(record) {
            newest(&mut self.flags, flag);
        } else if is_sound && let Ok(correction) = serde_json::from_str(record) {
            newest(&mut self.corrections, correction);
        } else if is_sound && let Ok(reading) = serde_json::from_str(record) {
            newest(&mut self.readings, reading);
        } else if let Ok(id) = Uuid::parse_str(id) {
            self.damaged.insert(id);
        }
    }

    /// Takes in what a sound database of this or an older format holds.
    pub(super) fn take_database(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut of = connection.prepare("SELECT id, keys, checksum FROM articles")?;
        let mut rows = of.query([])?;
        while let Some(row) = rows.next()? {
            if let [Some(id), Some(keys), Some(checksum)] = texts(row)? {
                self.take_article(&id, &keys, &checksum);
            }
        }
        for table in [Flag::TABLE, Correction::TABLE, Reading::TABLE] {
            if !has_table(connection, table)? {
                continue;
            }
            let sql = format!("SELECT id, record, checksum FROM {table}");
            let mut of = connection.prepare(&sql)?;
            let mut rows = of.query([])?;
            while let Some(row) = rows.next()? {
                if let [Some(id), Some(record), Some(checksum)] = texts(row)? {
                    self.take_record(&id, &record, &checksum);
                }
            }
        }
        Ok(())
    }

    /// Stores everything in an empty database of the newest format.
    pub(super) fn write(&self, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
        let flags = self.flags.values().map(Dated::article);
        let corrections = self.corrections.values().map(Dated::article);
        let readings = self.readings.values().map(Dated::article);
        // A record whose article is lost is still a record.
        let unknown = ArticleKeys::default();
        let needed: BTreeSet<Uuid> =
            flags.chain(corrections).chain(readings).chain(self.articles.keys().copied()).collect();
        for id in needed {
            let keys = self.articles.get(&id).unwrap_or(&unknown);
            articles::remember(transaction, id, keys)?;
        }
        insert(transaction, &self.flags)?;
        insert(transaction, &self.corrections)?;
        insert(transaction, &self.readings)
    }

    /// Returns how many records there are.
    pub(super) fn len(&self) -> usize {
        self.flags.len() + self.corrections.len() + self.readings.len()
    }

    /// Returns the ids of damaged records of which no sound state was found.
    pub(super) fn lost(&self) -> Vec<Uuid> {
        let is_lost = |id: &&Uuid| {
            !self.flags.contains_key(id)
                && !self.corrections.contains_key(id)
                && !self.readings.contains_key(id)
        };
        self.damaged.iter().filter(is_lost).copied().collect()
    }
}

fn newest<T: Dated>(known: &mut BTreeMap<Uuid, T>, record: T) {
    let is_known = known.get(&record.id()).is_some_and(|it| it.updated() >= record.updated());
    if !is_known {
        known.insert(record.id(), record);
    }
}

fn insert<T: Kept>(
    transaction: &Transaction<'_>,
    records: &BTreeMap<Uuid, T>,
) -> rusqlite::Result<()> {
    records.values().try_for_each(|record| kept::insert(transaction, record))
}

fn texts<const N: usize>(row: &rusqlite::Row<'_>) -> rusqlite::Result<[Option<String>; N]> {
    let mut texts = [const { None }; N];
    for (at, text) in texts.iter_mut().enumerate() {
        *text = records::text(row, at)?;
    }
    Ok(texts)
}
