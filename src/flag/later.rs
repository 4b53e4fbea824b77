//! What takes longer to make than a key may.

use super::ArticleKeys;
use crate::document::Document;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// A value that is made when it is first asked for, on whatever thread that is, and once: on a
/// long text some take longer than a key may.
#[derive(Clone, Debug)]
pub struct Later<T>(Arc<LazyLock<T, Make<T>>>);

/// Makes the value.
type Make<T> = Box<dyn FnOnce() -> T + Send>;

/// The keys of an article.
pub type LazyKeys = Later<ArticleKeys>;

impl<T: 'static> Later<T> {
    /// Will make a value.
    #[must_use]
    pub fn new(make: impl FnOnce() -> T + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(make))))
    }
}

impl Later<ArticleKeys> {
    /// Will collect the keys of a document.
    #[must_use]
    pub fn of(document: Arc<Document>) -> Self {
        Self::new(move || ArticleKeys::of(&document))
    }
}

impl<T: Send + 'static> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Self::new(move || value)
    }
}

impl<T> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_value_is_made_once_and_no_sooner_than_it_is_asked_for() {
        let made = Arc::new(AtomicUsize::new(0));
        let own = made.clone();
        let later = Later::new(move || own.fetch_add(1, Ordering::Relaxed) + 7);
        let copy = later.clone();
        assert_eq!(made.load(Ordering::Relaxed), 0);
        assert_eq!((*copy, *later, *later), (7, 7, 7));
        assert_eq!(made.load(Ordering::Relaxed), 1);
    }
}
