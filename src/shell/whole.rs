//! Files that are written whole or not at all.

use anyhow::{Context, Error};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file in place of what it held: whoever reads it finds all of the old or all of the
/// new, also after a crash. A link stays one, permissions stay; a pipe or a device is written to.
///
/// # Errors
///
/// Fails if the file or its folder cannot be written; what the file held is still there.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(path).ok();
    if before.as_ref().is_some_and(|before| !before.is_file()) {
        return File::options().write(true).open(path)?.write_all(bytes);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fresh = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let write = || {
        let mut out = File::options().write(true).create_new(true).open(&fresh)?;
        if let Some(before) = before {
            out.set_permissions(before.permissions())?;
        }
        out.write_all(bytes)?;
        out.sync_all()?;
        fs::rename(&fresh, path)
    };
    write().inspect_err(|error| {
        if error.kind() != io::ErrorKind::AlreadyExists {
            drop(fs::remove_file(&fresh));
        }
    })
}

/// Puts a page where it is asked for: into the file, whole, or on `out` if none is named or it is
/// called `-`.
///
/// # Errors
///
/// Fails if neither can be written to; the file is named.
pub(super) fn put(path: Option<&Path>, page: &[u8], out: &mut dyn Write) -> Result<(), Error> {
    match path.filter(|&path| path != Path::new("-")) {
        Some(path) => {
            write(path, page).with_context(|| format!("{} cannot be written", path.display()))
        }
        None => Ok(out.write_all(page)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_file_is_replaced_where_it_lies_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        write(&file, b"one").unwrap();
        fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
        symlink("a.txt", &link).unwrap();
        write(&link, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        assert!(write(&folder.path().join("none/a.txt"), b"").is_err());
        assert!(write(folder.path(), b"").is_err());
    }
}
