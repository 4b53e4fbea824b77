//! Commands that change flags: several at once, all or none, taken back in one step.

use super::filter::{self, Filter};
use super::named::with_id;
use super::{FAILED, FINE, line, now};
use crate::export::flags as export;
use crate::flag::{FlagChange, ListedFlag, Status};
use crate::shell::store::Store;
use anyhow::{Error, bail};
use clap::Args;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;

/// Which flags.
#[derive(Args, Debug)]
pub struct Targets {
    /// The ids of the flags, or enough of their beginnings or ends
    ids: Vec<String>,
    /// All flags that the filter lets through
    #[arg(long, conflicts_with = "ids")]
    all: bool,
    /// Which flags
    #[command(flatten)]
    filter: Filter,
    /// Print the records as JSON, a line each
    #[arg(long)]
    json: bool,
}

/// One flag.
#[derive(Args, Debug)]
pub struct Target {
    /// The flag's id, or enough of its beginning or end
    id: String,
    /// Print the record as JSON
    #[arg(long)]
    json: bool,
}

impl Targets {
    /// Makes a change to them.
    pub(super) fn change(
        &self,
        change: &FlagChange,
        done: &str,
        folder: &Path,
        out: &mut dyn Write,
    ) -> Result<i32, Error> {
        if self.all {
            let flags = self.filter.select(folder)?;
            let ids: Vec<Uuid> = flags.iter().map(|listed| listed.flag.id).collect();
            if ids.is_empty() {
                writeln!(out, "There are no such flags.")?;
                return Ok(FAILED);
            }
            return make(filter::store(folder)?, &ids, change, (done, self.json), out);
        }
        if !self.filter.is_empty() {
            bail!("A filter chooses among all flags: add --all, or leave it out.");
        }
        if self.ids.is_empty() {
            bail!("Which flags? Give their ids, or --all with a filter.");
        }
        named(&self.ids, change, (done, self.json), folder, out)
    }
}

impl Target {
    pub(super) fn new(id: String, json: bool) -> Self {
        Self { id, json }
    }

    /// Makes a change to it.
    pub(super) fn change(
        &self,
        change: &FlagChange,
        done: &str,
        folder: &Path,
        out: &mut dyn Write,
    ) -> Result<i32, Error> {
        named(std::slice::from_ref(&self.id), change, (done, self.json), folder, out)
    }
}

/// Makes a change to the flags with these ids.
fn named(
    ids: &[String],
    change: &FlagChange,
    told: (&str, bool),
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let store = filter::store(folder)?;
    let flags = store.all(true)?.records;
    let name = |listed: &ListedFlag| (listed.flag.id, line(listed));
    let ids: Result<Vec<Uuid>, Error> =
        ids.iter().map(|id| Ok(with_id(&flags, id, "flag", name)?.flag.id)).collect();
    make(store, &ids?, change, told, out)
}

/// Makes a change to flags and prints them as they are then.
fn make(
    mut store: Store,
    ids: &[Uuid],
    change: &FlagChange,
    (done, json): (&str, bool),
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let saved = store.change(ids, change, now())?;
    if json {
        out.write_all(export::jsonl(&saved)?.as_bytes())?;
    } else {
        for saved in &saved {
            writeln!(out, "{done}: {}", line(saved))?;
        }
    }
    Ok(FINE)
}

/// Sets the status of flags.
pub(super) fn status(
    targets: &Targets,
    status: Status,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let done = match status {
        Status::Open => "Open again",
        Status::Waiting => "Waiting",
        Status::Done => "Done",
    };
    targets.change(&FlagChange::Status(status), done, folder, out)
}
