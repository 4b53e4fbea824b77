//! Commands that take corrections back or put them in force again: several at once, all or none,
//! taken back in one step.

use super::line;
use crate::correction::ListedCorrection;
use crate::export::flags::jsonl;
use crate::shell::flags::{existing, named, now};
use anyhow::{Error, bail};
use clap::Args;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;

/// Which corrections.
#[derive(Args, Debug)]
pub struct Targets {
    /// The ids of the corrections, or enough of their beginnings or ends
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Print the records as JSON, a line each
    #[arg(long)]
    json: bool,
}

impl Targets {
    /// Takes them back, or puts them in force.
    pub(super) fn set(
        &self,
        in_force: bool,
        folder: &Path,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let Some(mut store) = existing(folder)? else {
            bail!("There is no correction: nothing was ever corrected.");
        };
        let mut all = store.all_corrections(true)?.records;
        let name = |listed: &ListedCorrection| (listed.correction.id, line(listed));
        let one = |id: &String| Ok(named::with_id(&all, id, "correction", name)?.correction.id);
        let ids: Result<Vec<Uuid>, Error> = self.ids.iter().map(one).collect();
        let saved = store.set_corrections(&ids?, in_force, now())?;
        all.retain_mut(|listed| {
            let state = saved.iter().rfind(|saved| saved.id == listed.correction.id);
            state.map(|state| listed.correction.clone_from(state)).is_some()
        });
        if self.json {
            out.write_all(jsonl(&all)?.as_bytes())?;
            return Ok(());
        }
        let done = if in_force { "In force again" } else { "Taken back" };
        for listed in &all {
            writeln!(out, "{done}: {}", line(listed))?;
        }
        Ok(())
    }
}
