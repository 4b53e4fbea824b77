//! Which corrections a command is about.

use super::report;
use crate::correction::ListedCorrection;
use crate::flag::ArticleKeys;
use crate::search::stands;
use crate::shell::flags::filter::day;
use crate::shell::flags::{existing, input};
use crate::shell::store::located;
use crate::shell::today::here;
use anyhow::Error;
use clap::Args;
use std::path::{Path, PathBuf};

/// Which corrections; what is not said lets all through.
#[derive(Args, Clone, Debug, Default)]
pub struct Filter {
    /// Only corrections of this article
    #[arg(long, value_name = "PATH")]
    article: Option<PathBuf>,
    /// Only corrections that name somebody with these words, whatever their capitals
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only corrections that were made on this day or later: 2026-03-09, today
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Only corrections that were made on this day or earlier
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
}

impl Filter {
    /// Returns the corrections in force that it lets through, in the order in which they were
    /// made.
    pub(super) fn select(&self, folder: &Path) -> Result<Vec<ListedCorrection>, Error> {
        let input = self.article.as_deref().map(input::read).transpose()?;
        let [since, until] =
            [&self.since, &self.until].map(|typed| typed.as_deref().map(day).transpose());
        let (since, until) = (since?, until?);
        let Some(store) = existing(folder)? else { return Ok(Vec::new()) };
        let found = store.all_corrections(false)?;
        report(&found.damaged);
        let mut corrections = found.records;
        if let Some(input) = input {
            let mut ids = Vec::new();
            for document in &input.documents {
                let of_document = store.corrections_of(&located(ArticleKeys::of(document)))?;
                ids.extend(of_document.records.into_iter().map(|correction| correction.id));
            }
            corrections.retain(|listed| ids.contains(&listed.correction.id));
        }
        let words = self.speaker.as_deref().unwrap_or("").to_lowercase();
        let is_named = |name: &str| words.split_whitespace().all(|word| stands(name, word));
        let here = here();
        corrections.retain(|listed| {
            let made = listed.correction.created.to_zoned_datetime(here.clone()).date();
            let names = listed.correction.change.names();
            since.is_none_or(|day| made >= day)
                && until.is_none_or(|day| made <= day)
                && (words.is_empty() || names.into_iter().any(is_named))
        });
        Ok(corrections)
    }
}
