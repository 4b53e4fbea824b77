//! How far articles have been read, in the store: one record an article.

use super::records::Read;
use super::{Found, Store, StoreError, kept};
use crate::flag::{ArticleKeys, Later, LazyKeys, ReadArticle, Reading, ReadingChange};
use jiff::Timestamp;
use uuid::Uuid;

impl Store {
    /// Makes changes to how far articles have been read, all or none; articles that are not
    /// known yet get their ids from `id`. A damaged record stays as it is.
    pub fn keep_readings(
        &mut self,
        changes: &[(LazyKeys, Later<ReadingChange>)],
        now: Timestamp,
        id: &mut dyn FnMut() -> Uuid,
    ) -> Result<(), StoreError> {
        // Made before others have to wait for the end of the transaction.
        let changes: Vec<(_, &ReadingChange)> =
            changes.iter().map(|(keys, change)| (keys, &**change)).collect();
        self.commit_in_article(|transaction, lately| {
            for (keys, change) in changes {
                let article = lately.article(transaction, keys, id())?;
                match kept::get::<Reading>(transaction, article)? {
                    None => {
                        let mut reading = Reading::none(article, now);
                        if reading.change(change, now) {
                            kept::insert(transaction, &reading)?;
                        }
                    }
                    Some(Read::Good(mut reading)) => {
                        if reading.change(change, now) {
                            kept::replace(transaction, &reading)?;
                        }
                    }
                    Some(Read::Bad) => {}
                }
            }
            Ok(Ok(()))
        })
    }

    /// Returns how far an article has been read; if it may be several articles, what changed
    /// last.
    pub fn reading_of(&self, keys: &ArticleKeys) -> Result<Option<Reading>, StoreError> {
        let found = self.of_article::<Reading>(keys, false)?;
        Ok(found.records.into_iter().max_by_key(|reading| reading.updated))
    }

    /// Returns the articles that were read.
    pub fn read_articles(&self) -> Result<Vec<ReadArticle>, StoreError> {
        let Found { records, .. } = self.all_of::<Reading>(false)?;
        let read = records.into_iter().filter(|(reading, _)| reading.read.is_some());
        Ok(read
            .map(|(_, keys)| ReadArticle {
                headline: keys.headline,
                published: keys.published,
                path: keys.path,
            })
            .collect())
    }
}
