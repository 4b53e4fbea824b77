//! `pullquote corrections …`: corrections from the command line, kept, listed, checked and handed
//! on as flags are.

mod change;
mod corrector;
mod filter;

#[cfg(test)]
mod tests;

pub use corrector::Corrector;

use super::flags::{check, clip, finish, import, report, short, shown};
use super::store::data_folder;
use super::whole;
use crate::correction::ListedCorrection;
use crate::export::flags as page;
use crate::flag::SeenArticle;
use anyhow::Error;
use clap::{Args, Subcommand, ValueEnum};
use filter::Filter;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `pullquote corrections` can do.
#[derive(Debug, Subcommand)]
pub enum CorrectionsCommand {
    /// List the corrections that are in force, in the order in which they were made
    List {
        /// Which corrections
        #[command(flatten)]
        filter: Filter,
        /// Print the records as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write corrections for other machines and programs
    Export(ExportArgs),
    /// Take in corrections, and flags, that another machine or program wrote
    Import(import::ImportArgs),
    /// Say what became of the words that the corrections of articles speak of
    Check(check::CheckArgs),
    /// Take corrections back; they can be restored
    Delete(change::Targets),
    /// Put corrections in force again that were taken back
    Restore(change::Targets),
}

/// What is asked of `corrections export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// The format
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// Write to this file, in place of all that it held
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Which corrections
    #[command(flatten)]
    filter: Filter,
}

/// Formats for other machines and programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A full record a line, as JSON
    Jsonl,
    /// W3C Web Annotations in JSON-LD
    W3c,
}

/// Runs a command on the corrections in `data`, or in the user's data folder, and returns the
/// exit code: 0 fine, 1 some inputs failed or nothing matched. `backups` daily copies are kept.
///
/// # Errors
///
/// Fails if the corrections cannot be read or written, or `out` cannot be written to.
pub fn run(
    command: &CorrectionsCommand,
    data: Option<&Path>,
    backups: usize,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let is_change = match command {
        CorrectionsCommand::Import(args) => args.is_change(),
        CorrectionsCommand::Delete(_) | CorrectionsCommand::Restore(_) => true,
        _ => false,
    };
    finish(dispatch(command, &data_folder(data)?, out), is_change, data, backups, out)
}

fn dispatch(
    command: &CorrectionsCommand,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    match command {
        CorrectionsCommand::List { filter, json } => {
            let corrections = filter.select(folder)?;
            match corrections.as_slice() {
                all if *json => writeln!(out, "{}", page::json(all)?)?,
                [] => writeln!(out, "There are no such corrections.")?,
                all => all.iter().try_for_each(|listed| writeln!(out, "{}", line(listed)))?,
            }
        }
        CorrectionsCommand::Export(args) => {
            let corrections = args.filter.select(folder)?;
            let page = match args.format {
                Format::Jsonl => page::jsonl(&corrections)?,
                Format::W3c => page::w3c_corrections(&corrections)?,
            };
            whole::put(args.output.as_deref(), page.as_bytes(), out)?;
        }
        CorrectionsCommand::Import(args) => return import::run(args, folder, out),
        CorrectionsCommand::Check(args) => {
            return check::run(args, check::Kind::Corrections, folder, out);
        }
        CorrectionsCommand::Delete(targets) => targets.set(false, folder, out)?,
        CorrectionsCommand::Restore(targets) => targets.set(true, folder, out)?,
    }
    Ok(0)
}

/// Returns a correction on one line: short id, what it says, the article.
fn line(listed: &ListedCorrection) -> String {
    let ListedCorrection { correction, article: SeenArticle { headline, path, .. } } = listed;
    let article = [headline, path].map(|part| shown(part)).into_iter().find(|it| !it.is_empty());
    let sentence = clip(&correction.change.sentence(), 72);
    format!("{}  {sentence}  {}", short(correction.id), article.unwrap_or_default())
}
