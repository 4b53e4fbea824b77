//! The lock of the data folder: whoever has the database open shares it, and whoever puts
//! another file in its place has it alone.
//!
//! SQLite's own locks lie in the file that is replaced, so they cannot guard the replacing. The
//! system lets go of the lock when the process ends, however it ends.

use super::error::StoreError;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(5);

/// Takes the lock together with others, if nobody has it alone.
pub(super) fn share(folder: &Path) -> Result<Option<File>, StoreError> {
    take(folder, File::try_lock_shared)
}

/// Takes the lock alone, if nobody else has it.
pub(super) fn alone(folder: &Path) -> Result<Option<File>, StoreError> {
    take(folder, File::try_lock)
}

fn take(
    folder: &Path,
    lock: impl Fn(&File) -> Result<(), TryLockError>,
) -> Result<Option<File>, StoreError> {
    let named = |error| StoreError::folder(folder, &error);
    let file = File::open(folder).map_err(named)?;
    match lock(&file) {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(named(error)),
    }
}

/// Tries until `attempt` succeeds or has no more patience.
pub(super) fn retry<T>(
    patience: Duration,
    mut attempt: impl FnMut() -> Result<Option<T>, StoreError>,
) -> Result<Option<T>, StoreError> {
    let since = Instant::now();
    loop {
        match attempt()? {
            Some(done) => return Ok(Some(done)),
            None if since.elapsed() >= patience => return Ok(None),
            None => std::thread::sleep(PAUSE),
        }
    }
}
