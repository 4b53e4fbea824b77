//! `pullquote flags …`: flags from the command line, for people and for scripts.
//!
//! Records go to the given output; what could not be read is said on standard error. A command
//! says that something is done only after it is on the disk.

mod add;
mod change;
pub(super) mod check;
mod export;
pub(super) mod filter;
pub(super) mod import;
pub(super) mod input;
pub(super) mod named;
mod safe;
mod sync;

#[cfg(test)]
mod tests;

use super::store::{Store, StoreError, daily_backup, data_folder, database};
use super::today::today;
use crate::app::action::Undone;
use crate::export::flags as page;
use crate::flag::{FlagChange, ListedFlag, Priority, SeenArticle, Status, parse_due};
use crate::load::sanitize::is_hidden;
use anyhow::Error;
use change::{Target, Targets};
use clap::Subcommand;
use filter::Filter;
use jiff::{Timestamp, Unit};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
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
    Export(export::ExportArgs),
    /// Take in flags that another program, or other machines, wrote
    Import(import::ImportArgs),
    /// Take in what other machines wrote to a folder, then write what this one knows there
    Sync(sync::SyncArgs),
    /// Say what became of the flagged passages of articles, and note where moved files are
    Check(check::CheckArgs),
    /// Mark flags as done
    Done(Targets),
    /// Mark flags as open again
    Reopen(Targets),
    /// Mark flags as waiting for somebody
    Wait(Targets),
    /// Replace the note of a flag
    Note {
        /// Which flag
        #[command(flatten)]
        target: Target,
        /// The note
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Add a tag to flags
    Tag {
        /// The tag
        tag: String,
        /// Which flags
        #[command(flatten)]
        targets: Targets,
    },
    /// Take a tag away from flags
    Untag {
        /// The tag
        tag: String,
        /// Which flags
        #[command(flatten)]
        targets: Targets,
    },
    /// Say how much flags matter
    Priority {
        /// Low, normal or high
        #[arg(value_parser = filter::priority)]
        level: Priority,
        /// Which flags
        #[command(flatten)]
        targets: Targets,
    },
    /// Say by which day flags are to be done
    Due {
        /// 2026-03-09, today, tomorrow, fri, +3d, +2w or none
        day: String,
        /// Which flags
        #[command(flatten)]
        targets: Targets,
    },
    /// Delete flags; they can be restored
    Delete(Targets),
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
    finish(dispatch(command, data, backups, out), is_change, data, backups, out)
}

/// Ends a command: after a change the daily copy is made; an output that is closed early is fine.
pub(super) fn finish(
    done: Result<i32, Error>,
    is_change: bool,
    data: Option<&Path>,
    backups: usize,
    out: &mut dyn Write,
) -> Result<i32, Error> {
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
        if let Self::Import(args) = self {
            return args.is_change();
        }
        !matches!(
            self,
            Self::List { .. }
                | Self::Export(_)
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
        FlagsCommand::Export(args) => export::run(&args, &folder, out),
        FlagsCommand::Import(args) => import::run(&args, &folder, out),
        FlagsCommand::Sync(args) => sync::run(&args, &folder, out),
        FlagsCommand::Check(args) => check::run(&args, check::Kind::Flags, &folder, out),
        FlagsCommand::Done(flags) => change::status(&flags, Status::Done, &folder, out),
        FlagsCommand::Reopen(flags) => change::status(&flags, Status::Open, &folder, out),
        FlagsCommand::Wait(flags) => change::status(&flags, Status::Waiting, &folder, out),
        FlagsCommand::Note { target, text } => {
            target.change(&FlagChange::Note(text), "Noted", &folder, out)
        }
        FlagsCommand::Tag { tag, targets } => {
            targets.change(&FlagChange::Tag(tag), "Tagged", &folder, out)
        }
        FlagsCommand::Untag { tag, targets } => {
            targets.change(&FlagChange::Untag(tag), "Untagged", &folder, out)
        }
        FlagsCommand::Priority { level, targets } => {
            let done = format!("{} priority", level.name());
            targets.change(&FlagChange::Priority(level), &done, &folder, out)
        }
        FlagsCommand::Due { day, targets } => {
            let day = parse_due(&day, today()).map_err(Error::msg)?;
            let done = day.map_or("No longer due".to_owned(), |day| format!("Due {day}"));
            targets.change(&FlagChange::Due(day), &done, &folder, out)
        }
        FlagsCommand::Delete(flags) => flags.change(&FlagChange::Delete, "Deleted", &folder, out),
        FlagsCommand::Restore(args) => safe::restore(args, &folder, out),
        FlagsCommand::Backup(args) => safe::backup(&args, &folder, backups, out),
        FlagsCommand::Backups { json } => safe::backups(json, &folder, out),
        FlagsCommand::Repair => safe::repair(&folder, out),
        FlagsCommand::Undo => go(Store::undo, "There is nothing to take back.", &folder, out),
        FlagsCommand::Redo => go(Store::redo, "Nothing was taken back.", &folder, out),
    }
}

/// Opens the store to take records in; where there is none and they are only looked at, one that
/// is gone with the process, so that nothing is made.
fn receiving(folder: &Path, only_look: bool) -> Result<Store, Error> {
    match existing(folder)? {
        Some(store) => Ok(store),
        None if only_look => Ok(Store::in_memory()?),
        None => Ok(Store::open(folder)?),
    }
}

/// Opens the store for reading; `None` if nothing was ever flagged, so that nothing is made.
pub(super) fn existing(folder: &Path) -> Result<Option<Store>, Error> {
    if !database(folder).exists() {
        return Ok(None);
    }
    Ok(Some(Store::open(folder)?))
}

/// Where a file was last seen is not where it is.
const GONE: &str = " (not there)";

fn list(filter: &Filter, json: bool, folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    let flags = filter.select(folder)?;
    if json {
        writeln!(out, "{}", page::json(&flags)?)?;
    } else if flags.is_empty() {
        writeln!(out, "There are no such flags.")?;
    }
    let (mut article, mut is_any_gone) = (None, false);
    for listed in flags.iter().filter(|_| !json) {
        if article != Some(listed.flag.article) {
            article = Some(listed.flag.article);
            let SeenArticle { headline, path, published, .. } = &listed.article;
            let parts = [headline, published.as_deref().unwrap_or(""), path].map(shown);
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            let is_gone = check::is_gone(path);
            is_any_gone |= is_gone;
            let gone = if is_gone { GONE } else { "" };
            writeln!(out, "{}{gone}", parts.collect::<Vec<_>>().join(" · "))?;
        }
        writeln!(out, "  {}", line(listed))?;
        for note in listed.flag.note.lines().filter(|note| !note.trim().is_empty()) {
            writeln!(out, "            {}", shown(note))?;
        }
    }
    if is_any_gone {
        let hint = "What is not there any longer is found by `pullquote flags check FOLDER`.";
        writeln!(out, "{hint}")?;
    }
    let is_open = |listed: &ListedFlag| listed.flag.status == Status::Open;
    Ok(if filter.open && flags.iter().any(is_open) { OPEN } else { FINE })
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
        writeln!(out, "{}", page::object(saved)?)?;
    } else {
        writeln!(out, "{done}: {}", line(saved))?;
    }
    Ok(FINE)
}

/// Returns the time, to the millisecond.
pub(super) fn now() -> Timestamp {
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
    let plain: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| !is_hidden(c))
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
