//! Corrections applied to what is exported.

use crate::annotate::annotate;
use crate::annotation::Annotations;
use crate::correction::correct;
use crate::document::Document;
use crate::flag::ArticleKeys;
use crate::shell::complain;
use crate::shell::flags::{existing, report};
use crate::shell::store::{Store, data_folder, located};
use std::path::Path;

/// Annotates articles as the reader shows them: with the corrections made there.
#[derive(Debug, Default)]
pub struct Corrector {
    store: Option<Store>,
    /// What is wrong with the store is not for this one to say.
    is_silent: bool,
}

impl Corrector {
    /// Opens the corrections in `data`, or in the user's data folder. If they cannot be read that
    /// is said, and articles are annotated without them.
    #[must_use]
    pub fn open(data: Option<&Path>) -> Self {
        // Where there is no home there is nothing that could have been corrected.
        data_folder(data).map_or_else(|_| Self::default(), |folder| Self::in_folder(&folder))
    }

    /// Opens the corrections in the folder where they are kept, likewise.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let store = existing(folder).unwrap_or_else(|error| {
            complain(&format!("{error:#} Corrections are left out."));
            None
        });
        Self { store, is_silent: false }
    }

    /// Opens the corrections in `data`, or in the user's data folder, for a reader that has the
    /// screen: what is wrong with them is said there where those of the open article are read.
    #[must_use]
    pub(in crate::shell) fn silent(data: Option<&Path>) -> Self {
        let folder = data_folder(data).ok();
        let store = folder.and_then(|folder| existing(&folder).ok().flatten());
        Self { store, is_silent: true }
    }

    /// Annotates an article.
    #[must_use]
    pub fn annotate(&self, document: &Document) -> Annotations {
        let found = annotate(document);
        let Some(store) = &self.store else { return found };
        match store.corrections_of(&located(ArticleKeys::of(document))) {
            Ok(corrections) => {
                if !self.is_silent {
                    report(&corrections.damaged);
                }
                correct(document, &found, &corrections.records).annotations
            }
            Err(error) => {
                if !self.is_silent {
                    complain(&format!("{error} Corrections are left out."));
                }
                found
            }
        }
    }
}
