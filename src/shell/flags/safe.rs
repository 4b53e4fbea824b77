//! `flags backup`, `backups`, `repair`, and `restore`: copies of the store, and the way back from
//! them. Nothing here deletes what the reader flagged.

use super::change::Target;
use super::{FAILED, FINE, existing, now, report};
use crate::flag::FlagChange;
use crate::shell::store::backup::{self, StoredBackup};
use crate::shell::store::{database, mend};
use anyhow::{Error, bail};
use clap::Args;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where a backup goes.
#[derive(Args, Debug)]
pub struct BackupArgs {
    /// A file that is not there yet [default: a dated one in the folder backups beside the flags]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Print the record as JSON
    #[arg(long)]
    json: bool,
}

/// What to restore.
#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// A deleted flag's id, or enough of its beginning or end
    #[arg(required_unless_present = "backup", conflicts_with = "backup")]
    id: Option<String>,
    /// Put a copy of this backup in the place of all flags, which are set aside
    #[arg(long, value_name = "FILE")]
    backup: Option<PathBuf>,
    /// Print the record as JSON
    #[arg(long)]
    json: bool,
}

/// A backup as a record.
#[derive(Serialize)]
struct BackupRecord<'a> {
    path: &'a Path,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    damaged: Option<&'a [String]>,
}

impl<'a> BackupRecord<'a> {
    fn of(backup: &'a StoredBackup) -> Self {
        let StoredBackup { path, date, bytes } = backup;
        Self { path, date: Some(date), bytes: Some(*bytes), damaged: None }
    }
}

/// What was put in the place of the present database.
#[derive(Serialize)]
struct Restored<'a> {
    database: &'a Path,
    restored: &'a Path,
    set_aside: Option<&'a Path>,
}

/// Makes a backup; keeps the newest `most` of those in the folder of the backups.
pub(super) fn backup(
    args: &BackupArgs,
    folder: &Path,
    most: usize,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let Some(store) = existing(folder)? else { bail!("Nothing was ever flagged.") };
    let made = match &args.to {
        Some(path) => backup::write(folder, path)?,
        // Whoever keeps no daily ones asks for this one.
        None => backup::make(folder, now(), if most == 0 { usize::MAX } else { most })?,
    };
    drop(store);
    let path = &made.path;
    if args.json {
        let damaged = Some(made.wrong.as_slice());
        let record = BackupRecord { path, date: None, bytes: None, damaged };
        writeln!(out, "{}", serde_json::to_string(&record)?)?;
    } else {
        writeln!(out, "The backup is {}.", path.display())?;
    }
    report(&made.wrong);
    Ok(if made.wrong.is_empty() { FINE } else { FAILED })
}

/// Lists the backups, the oldest first.
pub(super) fn backups(json: bool, folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    let all = backup::list(folder)?;
    if json {
        let records: Vec<BackupRecord<'_>> = all.iter().map(BackupRecord::of).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&records)?)?;
    } else if all.is_empty() {
        writeln!(out, "There are no backups.")?;
    } else {
        for it in &all {
            writeln!(out, "{}  {:>9} bytes  {}", it.date, it.bytes, it.path.display())?;
        }
    }
    Ok(FINE)
}

/// Restores a deleted flag, or all flags from a backup.
pub(super) fn restore(args: RestoreArgs, folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    let Some(from) = args.backup else {
        let target = Target::new(args.id.unwrap_or_default(), args.json);
        return target.change(&FlagChange::Restore, "Restored", folder, out);
    };
    if !from.is_file() {
        bail!("There is no file {}; `pullquote flags backups` lists the backups.", from.display());
    }
    let aside = mend::restore(folder, &from, now())?;
    let place = database(folder);
    if args.json {
        let record = Restored { database: &place, restored: &from, set_aside: aside.as_deref() };
        writeln!(out, "{}", serde_json::to_string(&record)?)?;
        return Ok(FINE);
    }
    writeln!(out, "{} is a copy of {} now.", place.display(), from.display())?;
    if let Some(aside) = aside {
        writeln!(out, "What was there before is kept as {}.", aside.display())?;
    }
    Ok(FINE)
}

/// Rebuilds a damaged database.
pub(super) fn repair(folder: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    if !database(folder).exists() {
        bail!("Nothing was ever flagged.");
    }
    let Some(mended) = mend::mend(folder, now(), None)? else {
        writeln!(out, "{} is sound; nothing was changed.", database(folder).display())?;
        return Ok(FINE);
    };
    writeln!(out, "{}", mended.sentence())?;
    Ok(if mended.lost.is_empty() { FINE } else { FAILED })
}
