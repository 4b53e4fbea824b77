//! Corrections outside the reader: applied to what is exported, and listed.

use super::complain;
use super::flags::{clip, existing, report, short, shown};
use super::store::{Store, data_folder, located};
use crate::annotate::annotate;
use crate::annotation::Annotations;
use crate::correction::{Correction, correct};
use crate::document::Document;
use crate::flag::ArticleKeys;
use anyhow::Error;
use clap::Subcommand;
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// Annotates articles as the reader shows them: with the corrections made there.
#[derive(Debug, Default)]
pub struct Corrector {
    store: Option<Store>,
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
        Self { store }
    }

    /// Annotates an article.
    #[must_use]
    pub fn annotate(&self, document: &Document) -> Annotations {
        let found = annotate(document);
        let Some(store) = &self.store else { return found };
        match store.corrections_of(&located(ArticleKeys::of(document))) {
            Ok(corrections) => {
                report(&corrections.damaged);
                correct(document, &found, &corrections.records).annotations
            }
            Err(error) => {
                complain(&format!("{error} Corrections are left out."));
                found
            }
        }
    }
}

/// What `pullquote corrections` can do.
#[derive(Debug, Subcommand)]
pub enum CorrectionsCommand {
    /// List the corrections that are in force, in the order in which they were made
    List {
        /// Print the records as JSON
        #[arg(long)]
        json: bool,
    },
}

/// A correction with its article, as one flat record.
#[derive(Serialize)]
struct Record<'a> {
    #[serde(flatten)]
    correction: &'a Correction,
    headline: &'a str,
    path: &'a str,
    published: Option<&'a str>,
}

/// Runs a command on the corrections in `data`, or in the user's data folder.
///
/// # Errors
///
/// Fails if the corrections cannot be read or `out` cannot be written to.
pub fn run(
    command: &CorrectionsCommand,
    data: Option<&Path>,
    out: &mut dyn Write,
) -> Result<u8, Error> {
    let CorrectionsCommand::List { json } = command;
    let found = match existing(&data_folder(data)?)? {
        Some(store) => store.all_corrections()?,
        None => super::store::Found::default(),
    };
    report(&found.damaged);
    if *json {
        let records = found.records.iter().map(|(correction, keys)| record(correction, keys));
        let records: Vec<Record<'_>> = records.collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&records)?)?;
    } else if found.records.is_empty() {
        writeln!(out, "There are no corrections.")?;
    } else {
        for (correction, keys) in &found.records {
            let sentence = clip(&correction.change.sentence(), 72);
            writeln!(out, "{}  {sentence}  {}", short(correction.id), shown(&keys.headline))?;
        }
    }
    out.flush()?;
    Ok(0)
}

fn record<'a>(correction: &'a Correction, keys: &'a ArticleKeys) -> Record<'a> {
    Record {
        correction,
        headline: &keys.headline,
        path: &keys.path,
        published: keys.published.as_deref(),
    }
}
