//! Records from elsewhere: from another machine, or from a file that another program wrote.
//!
//! They are brought together with what is here, record by record; the outcome is the same in
//! whatever order and however often that is done. Articles that two machines came to know
//! separately become one, which keeps the smaller of the two ids.

use super::articles::{self, Lately};
use super::kept::{self, Kept};
use super::records::Read;
use super::{Store, StoreError};
use crate::correction::Correction;
use crate::flag::{ArticleKeys, Flag, Match, Reading};
use crate::replica::Known;
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What taking records in has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Records that were not here.
    pub new: usize,
    /// Records that were here in another state.
    pub changed: usize,
    /// Records that are as they were.
    pub same: usize,
    /// Records that are damaged here and stay as they are, by id.
    pub damaged: Vec<Uuid>,
}

impl Store {
    /// Takes records in, all or none; with `only_look` none, and what would be changed is told.
    pub fn take_in(&mut self, known: &Known, only_look: bool) -> Result<Taken, StoreError> {
        let mut taken = Taken::default();
        self.lately = Lately::default();
        self.commit_if(!only_look, |transaction| {
            let mut places = BTreeMap::new();
            for (id, keys) in &known.articles {
                places.insert(*id, place(transaction, *id, keys)?);
            }
            for flag in &known.flags {
                let mut flag = flag.clone();
                flag.article = article_of(transaction, &mut places, flag.article)?;
                take(transaction, flag, |own, other| own.merge(other), &mut taken)?;
            }
            for correction in &known.corrections {
                let mut correction = correction.clone();
                correction.article = article_of(transaction, &mut places, correction.article)?;
                take(transaction, correction, |own, other| own.merge(other), &mut taken)?;
            }
            Ok(Ok(()))
        })?;
        Ok(taken)
    }

    /// Returns everything that another machine may want to know.
    pub fn known(&self) -> Result<(Known, Vec<String>), StoreError> {
        let (flags, corrections) = (self.all_of::<Flag>(true)?, self.all_of::<Correction>(true)?);
        let mut known = Known::default();
        for (flag, keys) in flags.records {
            known.articles.insert(flag.article, keys);
            known.flags.push(flag);
        }
        for (correction, keys) in corrections.records {
            known.articles.insert(correction.article, keys);
            known.corrections.push(correction);
        }
        Ok((known, [flags.damaged, corrections.damaged].concat()))
    }
}

/// Returns the article of a record whose file may not name it.
fn article_of(
    transaction: &Transaction<'_>,
    places: &mut BTreeMap<Uuid, Uuid>,
    id: Uuid,
) -> rusqlite::Result<Uuid> {
    if let Some(place) = places.get(&id) {
        return Ok(*place);
    }
    let place = place(transaction, id, &ArticleKeys::default())?;
    places.insert(id, place);
    Ok(place)
}

/// Returns which article here another machine's article is, and makes it if it is none.
fn place(transaction: &Transaction<'_>, id: Uuid, keys: &ArticleKeys) -> rusqlite::Result<Uuid> {
    if articles::read(transaction, id)?.is_some() {
        return Ok(id);
    }
    match articles::find(transaction, keys)? {
        Match::One(own) if own < id => return Ok(own),
        Match::One(own) => {
            // What this machine knows of the article is newer than what came by file.
            articles::remember(transaction, id, keys)?;
            if let Some(Read::Good(keys)) = articles::read(transaction, own)? {
                articles::remember(transaction, id, &keys)?;
            }
            give::<Flag>(transaction, own, id, |flag| flag.article = id)?;
            give::<Correction>(transaction, own, id, |correction| correction.article = id)?;
            give::<Reading>(transaction, own, id, |reading| reading.article = id)?;
            articles::forget(transaction, own)?;
        }
        // Of several nobody knows which; all are shown together with it.
        Match::Ambiguous(_) | Match::None => {
            articles::remember(transaction, id, keys)?;
        }
    }
    Ok(id)
}

/// Gives the records of one article to another one; damaged ones go along as they are.
fn give<T: Kept>(
    transaction: &Transaction<'_>,
    from: Uuid,
    to: Uuid,
    change: impl Fn(&mut T),
) -> rusqlite::Result<()> {
    let mut records = Vec::new();
    kept::of_id::<T>(transaction, from, |record, _| {
        records.extend(match record {
            Read::Good(record) => Some(record),
            Read::Bad => None,
        });
        Ok(())
    })?;
    for mut record in records {
        let before = record.row().id;
        change(&mut record);
        kept::replace_at(transaction, before, &record)?;
    }
    transaction.execute(
        &format!("UPDATE {} SET article = ?2 WHERE article = ?1", T::TABLE),
        params![from.to_string(), to.to_string()],
    )?;
    Ok(())
}

/// Brings a record together with what is here under its id.
fn take<T: Kept + Clone + PartialEq>(
    transaction: &Transaction<'_>,
    record: T,
    merge: impl FnOnce(&mut T, &T),
    taken: &mut Taken,
) -> rusqlite::Result<()> {
    let id = record.row().id;
    match kept::get::<T>(transaction, id)? {
        None => {
            taken.new += 1;
            kept::insert(transaction, &record)?;
        }
        Some(Read::Bad) => taken.damaged.push(id),
        Some(Read::Good(own)) => {
            let mut merged = own.clone();
            merge(&mut merged, &record);
            if merged == own {
                taken.same += 1;
            } else {
                taken.changed += 1;
                kept::replace(transaction, &merged)?;
            }
        }
    }
    Ok(())
}
