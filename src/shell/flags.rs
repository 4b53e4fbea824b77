//! `pullquote flags …`: flags from the command line, for people and for scripts.
//!
//! Records go to the given output; what could not be read is said on standard error. A command
//! says that something is done only after it is on the disk.

mod add;
mod check;
mod input;
mod safe;

#[cfg(test)]
mod tests;

use super::store::{Store, StoreError, daily_backup, data_folder, database, located};
use crate::app::action::Undone;
use crate::export::flags as export;
use crate::flag::{ArticleKeys, FlagChange, ListedFlag, Status};
use anyhow::{Error, bail};
use clap::{Args, Subcommand, ValueEnum};
use jiff::{Timestamp, Unit};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Exit codes: fine, some inputs failed or nothing matched, something is open.
const FINE: i32 = 0;
const FAILED: i32 = 1;
const OPEN: i32 = 10;

/// What `pullquote flags` can do.
#[derive(Debug, Subcommand)]
pub enum FlagsCommand {
    /// Flag a passage of an article
    Add(add::AddArgs),
    /// List flags; with --open, exit code 10 says that there are some
    List {
        /// Which flags
        #[command(flatten)]
        filter: Filter,
        /// Print the records as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write flags for other programs
    Export {
        /// The format
        #[arg(long, value_enum, default_value_t = Format::Markdown)]
        format: Format,
        /// Which flags
        #[command(flatten)]
        filter: Filter,
    },
    /// Say what became of the flagged passages of articles
    Check(check::CheckArgs),
    /// Mark a flag as done
    Done(Target),
    /// Mark a flag as open again
    Reopen(Target),
    /// Replace the note of a flag
    Note {
        /// Which flag
        #[command(flatten)]
        target: Target,
        /// The note
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Delete a flag; it can be restored
    Delete(Target),
    /// Take a deletion back, or put a backup in the place of all flags
    Restore(safe::RestoreArgs),
    /// Make a copy of all flags and corrections, while others may work on them
    Backup(safe::BackupArgs),
    /// List the backups, the oldest first
    Backups {
        /// Print the records as JSON
        #[arg(long)]
        json: bool,
    },
    /// Set damaged flags aside and rebuild them from all that can be read and the newest backup
    Repair,
    /// Take the last change to a flag or a correction back, whoever made it
    Undo,
    /// Make the change again that was taken back last
    Redo,
}

/// Which flags.
#[derive(Args, Clone, Debug, Default)]
pub struct Filter {
    /// Only flags that are open
    #[arg(long)]
    open: bool,
    /// Only flags that are done
    #[arg(long, conflicts_with = "open")]
    done: bool,
    /// Only flags of this article
    #[arg(long, value_name = "PATH")]
    article: Option<PathBuf>,
}

/// Formats for other programs.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// A page of block quotations
    Markdown,
    /// A full record a line
    Jsonl,
    /// W3C Web Annotations in JSON-LD
    W3c,
    /// A file for the Hypothesis client
    Hypothesis,
}

/// Which flag.
#[derive(Args, Debug)]
pub struct Target {
    /// The flag's id, or enough of its beginning or end
    id: String,
    /// Print the record as JSON
    #[arg(long)]
    json: bool,
}

/// Runs a command on the flags in `data`, or in the user's data folder, and returns the exit
/// code: 0 fine, 1 some inputs failed or nothing matched, 10 something is open. An output that
/// is closed early is fine. `backups` daily copies are kept.
pub fn run(
    command: FlagsCommand,
    data: Option<&Path>,
    backups: usize,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let is_change = command.is_change();
    let done = dispatch(command, data, backups, out);
    if is_change && done.is_ok() {
        // What was done is told before the copy is made.
        out.flush()?;
        report(daily_backup(&data_folder(data)?, now(), backups).as_slice());
    }
    match done {
        Err(error) if is_closed(&error) => Ok(FINE),
        other => other,
    }
}

fn is_closed(error: &Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

impl FlagsCommand {
    /// Tells whether it changes flags.
    fn is_change(&self) -> bool {
        !matches!(
            self,
            Self::List { .. }
                | Self::Export { .. }
                | Self::Check(_)
                | Self::Backup(_)
                | Self::Backups { .. }
                | Self::Repair
        )
    }
}

fn dispatch(
    command: FlagsCommand,
    data: Option<&Path>,
    backups: usize,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let folder = data_folder(data)?;
    match command {
        FlagsCommand::Add(args) => add::run(&args, &folder, out),
        FlagsCommand::List { filter, json } => list(&filter, json, &folder, out),
        FlagsCommand::Export { format, filter } => {
            let flags = select(&filter, &folder)?;
            let page = match format {
                Format::Markdown => export::markdown(&flags),
                Format::Jsonl => export::jsonl(&flags)?,
                Format::W3c => export::w3c(&flags)?,
                Format::Hypothesis => export::hypothesis(&flags)?,
            };
            out.write_all(page.as_bytes())?;
            Ok(FINE)
        }
        FlagsCommand::Check(args) => check::run(&args, &folder, out),
        FlagsCommand::Done(target) => {
            change(&target, &FlagChange::Status(Status::Done), "Done", &folder, out)
        }
        FlagsCommand::Reopen(target) => {
            change(&target, &FlagChange::Status(Status::Open), "Open again", &folder, out)
        }
        FlagsCommand::Note { target, text } => {
            change(&target, &FlagChange::Note(text), "Noted", &folder, out)
        }
        FlagsCommand::Delete(target) => {
            change(&target, &FlagChange::Delete, "Deleted", &folder, out)
        }
        FlagsCommand::Restore(args) => safe::restore(args, &folder, out),
        FlagsCommand::Backup(args) => safe::backup(&args, &folder, backups, out),
        FlagsCommand::Backups { json } => safe::backups(json, &folder, out),
        FlagsCommand::Repair => safe::repair(&folder, out),
        FlagsCommand::Undo => go(Store::undo, "There is nothing to take back.", &folder, out),
        FlagsCommand::Redo => go(Store::redo, "Nothing was taken back.", &folder, out),
    }
}

/// Opens the store for reading; `None` if nothing was ever flagged, so that nothing is made.
pub(super) fn existing(folder: &Path) -> Result<Option<Store>, Error> {
    if !database(folder).exists() {
        return Ok(None);
    }
    Ok(Some(Store::open(folder)?))
}

/// Returns the flags that a filter lets through.
fn select(filter: &Filter, folder: &Path) -> Result<Vec<ListedFlag>, Error> {
    let of_article = match &filter.article {
        None => None,
        Some(path) => Some(input::read(path)?.documents),
    };
    let Some(store) = existing(folder)? else { return Ok(Vec::new()) };
    let found = store.all(false)?;
    report(&found.damaged);
    let mut flags = found.records;
    if let Some(documents) = of_article {
        let mut ids = Vec::new();
        for document in &documents {
            let of_document = store.flags_of(&located(ArticleKeys::of(document)))?;
            ids.extend(of_document.records.into_iter().map(|flag| flag.id));
        }
        flags.retain(|listed| ids.contains(&listed.flag.id));
    }
    flags.retain(|listed| match listed.flag.status {
        Status::Open => !filter.done,
        Status::Waiting => !filter.done && !filter.open,
        Status::Done => !filter.open,
    });
    Ok(flags)
}

fn list(filter: &Filter, json: bool, folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    let flags = select(filter, folder)?;
    if json {
        writeln!(out, "{}", export::json(&flags)?)?;
    } else if flags.is_empty() {
        writeln!(out, "There are no such flags.")?;
    }
    let mut article = None;
    for listed in flags.iter().filter(|_| !json) {
        if article != Some(listed.flag.article) {
            article = Some(listed.flag.article);
            let published = listed.published.as_deref().unwrap_or("");
            let parts = [listed.headline.as_str(), published, &listed.path].map(shown);
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            writeln!(out, "{}", parts.collect::<Vec<_>>().join(" · "))?;
        }
        writeln!(out, "  {}", line(listed))?;
        for note in listed.flag.note.lines().filter(|note| !note.trim().is_empty()) {
            writeln!(out, "            {}", shown(note))?;
        }
    }
    Ok(if filter.open && !flags.is_empty() { OPEN } else { FINE })
}

fn change(
    target: &Target,
    change: &FlagChange,
    done: &str,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let Some(mut store) = existing(folder)? else {
        bail!("There is no flag {}: nothing was ever flagged.", target.id);
    };
    let flags = store.all(true)?.records;
    let wanted: String = target.id.to_lowercase().chars().filter(|&c| c != '-').collect();
    let fits = |listed: &&ListedFlag| {
        let id = listed.flag.id.simple().to_string();
        wanted.len() >= 4 && (id.starts_with(&wanted) || id.ends_with(&wanted))
    };
    let found: Vec<&ListedFlag> = flags.iter().filter(fits).collect();
    let id = match found.as_slice() {
        [one] => one.flag.id,
        [] => bail!("There is no flag {}; `pullquote flags list` shows all.", target.id),
        several => {
            writeln!(out, "Several flags have an id like {}:", target.id)?;
            for listed in several {
                writeln!(out, "  {}  {}", listed.flag.id, line(listed))?;
            }
            return Ok(FAILED);
        }
    };
    for saved in store.change(&[id], change, now())? {
        print_saved(&saved, done, target.json, out)?;
    }
    Ok(FINE)
}

/// Takes the last change back, or makes it again.
fn go(
    way: fn(&mut Store, Timestamp) -> Result<Option<Undone>, StoreError>,
    nothing: &str,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let undone = match existing(folder)? {
        Some(mut store) => way(&mut store, now())?,
        None => None,
    };
    let Some(undone) = undone else {
        writeln!(out, "{nothing}")?;
        return Ok(FAILED);
    };
    let lead = if undone.again { "Made again" } else { "Taken back" };
    for listed in &undone.flags {
        writeln!(out, "{lead}: {}", line(listed))?;
    }
    for correction in &undone.corrections {
        let state = if correction.deleted.is_some() { "not in force" } else { "in force" };
        let sentence = clip(&correction.change.sentence(), 72);
        writeln!(out, "{lead}: {}  {state}  {sentence}", short(correction.id))?;
    }
    if undone.left > 0 {
        writeln!(out, "{} damaged, gone or deleted records stay as they are.", undone.left)?;
    }
    Ok(FINE)
}

/// Prints a record that is on the disk.
fn print_saved(
    saved: &ListedFlag,
    done: &str,
    json: bool,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    if json {
        writeln!(out, "{}", export::object(saved)?)?;
    } else {
        writeln!(out, "{done}: {}", line(saved))?;
    }
    Ok(FINE)
}

/// Returns the time, to the millisecond.
fn now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Millisecond).unwrap_or(now)
}

/// Returns a flag on one line: short id, status, words, speaker.
fn line(listed: &ListedFlag) -> String {
    let flag = &listed.flag;
    let status = flag.deleted.map_or(flag.status.name(), |_| "deleted");
    let speaker = flag.speaker.as_ref().map_or(String::new(), |name| format!(" — {}", shown(name)));
    format!("{}  {status}  “{}”{speaker}", short(flag.id), clip(&flag.selector.exact, 72))
}

/// Returns the last eight digits of an id: the first ones tell the time and are often alike.
pub(super) fn short(id: Uuid) -> String {
    let digits = id.simple().to_string();
    digits.chars().skip(24).collect()
}

/// Returns a text on one line without what a terminal would take for a command.
pub(super) fn shown(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| !c.is_control() && !turns(c))
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a text on one line of at most `most` characters.
pub(super) fn clip(text: &str, most: usize) -> String {
    let line = shown(text);
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("").trim_end()),
        None => line,
    }
}

/// Says on standard error what could not be read.
pub(super) fn report(problems: &[String]) {
    for problem in problems {
        // If nobody listens there is nobody to tell.
        let _ = writeln!(io::stderr(), "pullquote: {problem}");
    }
}
