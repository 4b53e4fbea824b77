//! Flags and corrections of several machines, brought together by plain files in a folder that
//! they share: each machine writes one of its own and takes in all others.

use super::{FAILED, FINE, existing, receiving, report};
use crate::replica::Known;
use crate::shell::store::Taken;
use crate::shell::whole;
use anyhow::{Context, Error};
use clap::Args;
use serde::Serialize;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// How the files are called: this, the id of the machine, and [`SUFFIX`].
const PREFIX: &str = "pullquote-";
const SUFFIX: &str = ".jsonl";

/// What to bring together.
#[derive(Args, Debug)]
pub struct SyncArgs {
    /// The folder that the machines share
    folder: PathBuf,
    /// Print what was taken in as JSON
    #[arg(long)]
    json: bool,
}

/// What was taken in from a file.
#[derive(Serialize)]
struct Report<'a> {
    path: &'a Path,
    new: usize,
    changed: usize,
    same: usize,
    damaged: Vec<Uuid>,
}

/// Takes in what the other machines wrote and writes what this one knows then.
pub(super) fn run(args: &SyncArgs, data: &Path, out: &mut dyn Write) -> Result<i32, Error> {
    let read = take_in(&args.folder, args.json, false, data, out)?;
    write(&args.folder, data, out)?;
    Ok(read)
}

/// Writes what this machine knows to its file in a folder, which is made if it is missing.
pub(super) fn write(folder: &Path, data: &Path, out: &mut dyn Write) -> Result<(), Error> {
    let (known, damaged) = match existing(data)? {
        Some(store) => store.known()?,
        None => (Known::default(), Vec::new()),
    };
    report(&damaged);
    let named = || format!("{} cannot be written to", folder.display());
    fs::create_dir_all(folder).with_context(named)?;
    let replica = replica(data)?;
    let path = folder.join(format!("{PREFIX}{replica}{SUFFIX}"));
    let (flags, corrections) = (known.flags.len(), known.corrections.len());
    whole::write(&path, known.write(replica)?.as_bytes()).with_context(named)?;
    // Not on the output, which may be records.
    let counts = format!("{flags} flags and {corrections} corrections");
    report(&[format!("Wrote {counts} to {}.", path.display())]);
    out.flush()?;
    Ok(())
}

/// Takes in all files of a folder. A file that is damaged, half written or newer is named and
/// left out whole; the others are taken in.
pub(super) fn take_in(
    folder: &Path,
    json: bool,
    only_look: bool,
    data: &Path,
    out: &mut dyn Write,
) -> Result<i32, Error> {
    let named = || format!("{} cannot be read", folder.display());
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(FINE),
        entries => entries.with_context(named)?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(named)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            paths.push(path);
        }
    }
    paths.sort();
    let (mut store, mut code) = (None, FINE);
    for path in &paths {
        let known = fs::read(path).map_err(|error| error.to_string());
        match known.and_then(|bytes| Known::read(&bytes)) {
            Ok(known) => {
                let store = match &mut store {
                    Some(store) => store,
                    none => none.insert(receiving(data, only_look)?),
                };
                let taken = store.take_in(&known, only_look)?;
                tell(path, taken, json, out)?;
            }
            Err(reason) => {
                report(&[format!("{} was left out. {reason}", path.display())]);
                code = FAILED;
            }
        }
    }
    Ok(code)
}

fn tell(path: &Path, taken: Taken, json: bool, out: &mut dyn Write) -> Result<(), Error> {
    let Taken { new, changed, same, damaged } = taken;
    if json {
        let report = Report { path, new, changed, same, damaged };
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
        return Ok(());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    writeln!(out, "{name}: {new} new, {changed} changed, {same} as they were")?;
    for id in damaged {
        writeln!(out, "  {id} is damaged here and stays as it is; `pullquote flags repair`")?;
    }
    Ok(())
}

/// Returns the id by which other machines know this one; it is made when it is first asked for.
fn replica(data: &Path) -> Result<Uuid, Error> {
    let path = data.join("replica");
    let named = || format!("{} cannot be read", path.display());
    match fs::read_to_string(&path) {
        Ok(text) => text.trim().parse().with_context(|| {
            format!("{} holds no id; remove it and a new one is made", path.display())
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let id = Uuid::now_v7();
            fs::create_dir_all(data).with_context(named)?;
            whole::write(&path, format!("{id}\n").as_bytes()).with_context(named)?;
            Ok(id)
        }
        Err(error) => Err(error).with_context(named),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Desk;
    use super::*;
    use tempfile::TempDir;

    #[test]
    fn machines_that_share_a_folder_come_to_know_the_same() {
        let shared = TempDir::new().unwrap();
        let folder = shared.path().join("shared").display().to_string();
        let (one, two) = (Desk::new(), Desk::new());
        one.flag(0xaaaa_0001, "The harbour master resigned.", "Harbour");
        two.flag(0xbbbb_0002, "Two printers were freed.", "Court");
        one.check(&["sync", &folder], FINE, &[]);
        two.check(&["sync", &folder], FINE, &["1 new, 0 changed, 0 as they were"]);
        two.check(&["done", "aaaa0001"], FINE, &["Done"]);
        two.check(&["export", "--to", &folder], FINE, &[]);
        one.check(&["note", "aaaa0001", "Ask again"], FINE, &["Noted"]);
        one.check(&["import", &folder], FINE, &["1 new, 1 changed, 0 as they were"]);
        one.check(&["list", "--done"], FINE, &["Ask again", "aaaa0001  done"]);
        one.check(&["sync", &folder], FINE, &["0 new, 0 changed, 2 as they were"]);
        two.check(&["sync", &folder], FINE, &["0 new, 1 changed, 1 as they were"]);
        let lists = [&one, &two].map(|desk| desk.run(&["list", "--json"]).1);
        assert_eq!(lists[0], lists[1]);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "one file a machine");
    }

    #[test]
    fn a_file_that_is_still_on_its_way_is_left_out() {
        let shared = TempDir::new().unwrap();
        let folder = shared.path().display().to_string();
        let (one, two) = (Desk::new(), Desk::new());
        one.flag(0xaaaa_0001, "The harbour master resigned.", "Harbour");
        one.check(&["export", "--to", &folder], FINE, &[]);
        let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len() - 20]).unwrap();
        two.check(&["import", &folder], FAILED, &[]);
        two.check(&["list", "--json"], FINE, &["[]"]);
        fs::write(&file, whole).unwrap();
        two.check(&["import", &folder, "--dry-run"], FINE, &["1 new"]);
        two.check(&["list", "--json"], FINE, &["[]"]);
        two.check(&["import", &folder], FINE, &["1 new"]);
    }
}
