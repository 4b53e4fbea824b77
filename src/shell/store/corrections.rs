//! Corrections in the store, kept as flags are.

use super::journal::{self, Step};
use super::{Found, Store, StoreError, kept, stored};
use crate::correction::{Change, Correction};
use crate::flag::ArticleKeys;
use jiff::Timestamp;
use uuid::Uuid;

impl Store {
    /// Stores a correction under `id`; an article that is not known yet gets the id `article`.
    pub fn add_correction(
        &mut self,
        keys: &ArticleKeys,
        change: &Change,
        now: Timestamp,
        id: Uuid,
        article: Uuid,
    ) -> Result<Correction, StoreError> {
        self.commit(|transaction| {
            let correction = Correction {
                id,
                article: kept::article(transaction, keys, article)?,
                change: change.clone(),
                created: now,
                updated: now,
                deleted: None,
            };
            kept::insert(transaction, &correction)?;
            journal::write(transaction, &[Step::Correction { id, in_force: true }])?;
            Ok(Ok(correction))
        })
    }

    /// Takes a correction back, or puts one that was taken back in force again.
    pub fn set_correction(
        &mut self,
        id: Uuid,
        in_force: bool,
        now: Timestamp,
    ) -> Result<Correction, StoreError> {
        let path = self.path.clone();
        self.commit(|transaction| {
            let mut correction: Correction = match stored(transaction, &path, id)? {
                Ok(correction) => correction,
                Err(error) => return Ok(Err(error)),
            };
            if in_force != correction.deleted.is_none() {
                journal::write(transaction, &[Step::Correction { id, in_force }])?;
            }
            correction.put(in_force, now);
            kept::replace(transaction, &correction)?;
            Ok(Ok(correction))
        })
    }

    /// Returns the corrections of an article in the order in which they apply, tombstones among
    /// them; if it may be several articles, those of all.
    pub fn corrections_of(&self, keys: &ArticleKeys) -> Result<Found<Correction>, StoreError> {
        let mut found = self.of_article::<Correction>(keys, true)?;
        found.records.sort_by_key(|correction| correction.id);
        Ok(found)
    }

    /// Returns all corrections that are in force with their articles, in the order in which
    /// they were made.
    pub fn all_corrections(&self) -> Result<Found<(Correction, ArticleKeys)>, StoreError> {
        self.all_of(false)
    }
}
