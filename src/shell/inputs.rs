//! From the paths on the command line to bytes and documents.
//!
//! Nothing here waits for a pipe or a device, follows a folder in a circle, or reads more of a
//! file than the loader takes. What cannot be read is a sentence that names the path and the
//! way out.

mod walk;

pub use walk::{articles, is_article};

use crate::document::Document;
use crate::load::sanitize::sanitize_line;
use crate::load::{Limits, load};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, Read, stdin};
use std::path::Path;
use std::sync::OnceLock;

/// The path that means standard input.
pub const STDIN: &str = "-";

/// Returns a path as it can be shown: one line, nothing hostile in it.
#[must_use]
pub fn shown(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy())
}

/// Reads the documents of a file, or of standard input for `-`.
///
/// # Errors
///
/// Returns a sentence that names the path and the way out.
pub fn documents(path: &Path, limits: &Limits) -> Result<Vec<Document>, String> {
    let bytes = read(path, limits.bytes)?;
    Ok(load(&path.to_string_lossy(), &bytes, limits).collect())
}

/// Bytes that are set aside for a file by what it says of its length, at the most.
const HINTED: u64 = 64 << 20;

/// Reads a file, or standard input for `-`: `most` bytes and one more, by which the loader sees
/// that something is missing. Standard input is kept, so that it can be read again.
///
/// # Errors
///
/// Returns a sentence that names the path and the way out.
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>, String> {
    static GIVEN: OnceLock<Result<Vec<u8>, String>> = OnceLock::new();
    if path == Path::new(STDIN) {
        let given = GIVEN.get_or_init(|| {
            take(stdin().lock(), Limits::default().bytes, 0)
                .map_err(|error| format!("Standard input cannot be read: {error}."))
        });
        let bytes = given.as_deref().map_err(String::clone)?;
        return Ok(bytes.iter().take(most.saturating_add(1)).copied().collect());
    }
    let file = open(path)?;
    // What a file says of its length is a hint: some say nothing, some grow.
    let about = file.metadata().map_or(0, |meta| meta.len());
    let about = usize::try_from(about.min(HINTED)).unwrap_or(0);
    take(file, most, about).map_err(|error| sentence(path, &error))
}

/// Opens a file, or standard input for `-`, to be read as it comes.
///
/// # Errors
///
/// Returns a sentence that names the path and the way out.
pub fn stream(path: &Path) -> Result<Box<dyn Read>, String> {
    if path == Path::new(STDIN) { Ok(Box::new(stdin())) } else { Ok(Box::new(open(path)?)) }
}

/// Returns what is wrong with a path that cannot be an input, looking at no more than its entry
/// in the folder.
///
/// # Errors
///
/// Returns a sentence that names the path and the way out.
pub fn check(path: &Path) -> Result<(), String> {
    if path == Path::new(STDIN) {
        return Ok(());
    }
    let meta = path.metadata().map_err(|error| sentence(path, &error))?;
    if meta.is_dir() {
        return match articles(path).next() {
            Some(Err(problem)) if articles(path).all(|found| found.is_err()) => Err(problem),
            _ => Ok(()),
        };
    }
    open(path).map(drop)
}

/// Opens a regular file. Never waits: another program's end of a pipe is not asked for.
fn open(path: &Path) -> Result<File, String> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = rustix::fs::open(path, flags, Mode::empty())
        .map(File::from)
        .map_err(|error| sentence(path, &error.into()))?;
    let meta = file.metadata().map_err(|error| sentence(path, &error))?;
    let name = shown(path);
    if meta.is_dir() {
        Err(format!("{name} is a folder, not an article; name a file in it."))
    } else if !meta.is_file() {
        Err(format!(
            "{name} is a pipe or a device, not a file; read it with “pullquote - < {name}”."
        ))
    } else {
        Ok(file)
    }
}

/// Reads `most` bytes and one more; `about` so many are there.
fn take(input: impl Read, most: usize, about: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(about.min(most).saturating_add(1));
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    input.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Words an error for the reader.
fn sentence(path: &Path, error: &io::Error) -> String {
    let name = shown(path);
    match Errno::from_io_error(error) {
        Some(Errno::NOENT | Errno::NOTDIR) => format!("{name} does not exist; check the name."),
        Some(Errno::ACCESS | Errno::PERM) => format!(
            "{name} cannot be read for lack of permission; allow it with “chmod u+rX” or read \
             another."
        ),
        Some(Errno::LOOP) => {
            format!("{name} is a link that leads back to itself; name the file it should lead to.")
        }
        Some(Errno::NXIO) => {
            format!("{name} is a socket or a device, not a file; name a file.")
        }
        _ => format!("{name} cannot be read: {error}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;
    use tempfile::tempdir;

    #[test]
    fn reads_one_byte_more_than_the_limit() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("long.txt");
        std::fs::write(&path, "x".repeat(100)).unwrap();
        assert_eq!(read(&path, 10).unwrap().len(), 11);
        assert_eq!(read(&path, 100).unwrap().len(), 100);
    }

    #[test]
    fn says_what_is_wrong_and_what_to_do() {
        let folder = tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("empty")).unwrap();
        std::os::unix::fs::symlink("round", at("round")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(at("pipe.txt")).status().unwrap();
        assert!(made.success());
        std::os::unix::net::UnixListener::bind(at("socket.txt")).unwrap();
        let check = |path: PathBuf, expected: &str| {
            let said = super::check(&path).unwrap_err();
            assert_eq!(said.replace(folder.path().to_str().unwrap(), "/tmp"), expected);
        };
        check(at("none.txt"), "/tmp/none.txt does not exist; check the name.");
        check(
            at("empty"),
            "/tmp/empty holds no articles: no file in it ends in .txt, .md, .markdown or .html, or is an \
             annotated .toml. Name a file to read it whatever its name.",
        );
        check(
            at("round"),
            "/tmp/round is a link that leads back to itself; name the file it should lead to.",
        );
        check(
            at("pipe.txt"),
            "/tmp/pipe.txt is a pipe or a device, not a file; read it with \
             “pullquote - < /tmp/pipe.txt”.",
        );
        check(
            at("socket.txt"),
            "/tmp/socket.txt is a socket or a device, not a file; name a file.",
        );
        check(at("\u{1b}[2J\u{202e}.txt"), "/tmp/.txt does not exist; check the name.");
        assert_eq!(
            sentence(Path::new("a.txt"), &Errno::ACCESS.into()),
            "a.txt cannot be read for lack of permission; allow it with “chmod u+rX” or read \
             another."
        );
    }
}
