//! Corrections in the store, kept as flags are.

use super::journal::{self, Step};
use super::{Found, Store, StoreError, kept, stored};
use crate::correction::{Change, Correction, ListedCorrection};
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
        self.commit_in_article(|transaction, lately| {
            let correction = Correction {
                id,
                article: lately.article(transaction, keys, article)?,
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

    /// Takes corrections back, or puts those that were taken back in force again, all or none.
    pub fn set_corrections(
        &mut self,
        ids: &[Uuid],
        in_force: bool,
        now: Timestamp,
    ) -> Result<Vec<Correction>, StoreError> {
        let path = self.path.clone();
        self.commit(|transaction| {
            let (mut changed, mut steps) = (Vec::new(), Vec::new());
            for &id in ids {
                let mut correction: Correction = match stored(transaction, &path, id)? {
                    Ok(correction) => correction,
                    Err(error) => return Ok(Err(error)),
                };
                if in_force != correction.deleted.is_none() {
                    steps.push(Step::Correction { id, in_force });
                }
                correction.put(in_force, now);
                kept::replace(transaction, &correction)?;
                changed.push(correction);
            }
            journal::write(transaction, &steps)?;
            Ok(Ok(changed))
        })
    }

    /// Returns the corrections of an article in the order in which they apply, tombstones among
    /// them; if it may be several articles, those of all.
    pub fn corrections_of(&self, keys: &ArticleKeys) -> Result<Found<Correction>, StoreError> {
        let mut found = self.of_article::<Correction>(keys, true)?;
        found.records.sort_by_key(|correction| correction.id);
        Ok(found)
    }

    /// Returns all corrections with their articles, in the order in which they were made. Those
    /// that were taken back only on request.
    pub fn all_corrections(&self, deleted: bool) -> Result<Found<ListedCorrection>, StoreError> {
        let Found { records, damaged } = self.all_of(deleted)?;
        let listed = |(correction, keys)| ListedCorrection::of(correction, keys);
        Ok(Found { records: records.into_iter().map(listed).collect(), damaged })
    }
}
