//! Commands that change flags: several at once, all or none, taken back in one step.

use super::filter::{self, Filter};
use super::{FAILED, FINE, line, now};
use crate::export::flags as export;
use crate::flag::{FlagChange, Status};
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
    /// Returns the ids of the flags.
    fn find(&self, folder: &Path) -> Result<Vec<Uuid>, Error> {
        if self.all {
            return Ok(self.filter.select(folder)?.iter().map(|listed| listed.flag.id).collect());
        }
        if !self.filter.is_empty() {
            bail!("A filter chooses among all flags: add --all, or leave it out.");
        }
        if self.ids.is_empty() {
            bail!("Which flags? Give their ids, or --all with a filter.");
        }
        let (_, flags) = filter::all(folder)?;
        self.ids.iter().map(|id| Ok(filter::with_id(&flags, id)?.flag.id)).collect()
    }

    /// Makes a change to them.
    pub(super) fn change(
        &self,
        change: &FlagChange,
        done: &str,
        folder: &Path,
        out: &mut dyn Write,
    ) -> Result<i32, Error> {
        let ids = self.find(folder)?;
        make(&ids, change, (done, self.json), folder, out)
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
        let (_, flags) = filter::all(folder)?;
        let id = filter::with_id(&flags, &self.id)?.flag.id;
        make(&[id], change, (done, self.json), folder, out)
    }
}

/// Makes a change to flags and prints them as they are then.
fn make(
    ids: &[Uuid],
    change: &FlagChange,
    (done, json): (&str, bool),
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    if ids.is_empty() {
        writeln!(out, "There are no such flags.")?;
        return Ok(FAILED);
    }
    let (mut store, _) = filter::all(folder)?;
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
