//! The browser: `$BROWSER` if it is set, else what the desktop opens addresses with.

use crate::export::passage::is_web;
use std::env;
use std::process::{Command, Stdio};

/// Opens an address of the web; nothing else is ever given to another program.
///
/// # Errors
///
/// Returns a sentence that says what is wrong.
pub fn open(url: &str) -> Result<(), String> {
    if !is_web(url) {
        return Err(format!("{url} is no address of the web, so it is not opened."));
    }
    let said = |error| format!("The browser cannot be started ({error}); set $BROWSER to one.");
    match env::var_os("BROWSER").filter(|name| !name.is_empty()) {
        Some(browser) => {
            let mut command = Command::new(browser);
            command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            // It is left to itself; a thread waits, so that nothing of it stays behind.
            let mut child = command.spawn().map_err(said)?;
            std::thread::spawn(move || child.wait());
            Ok(())
        }
        None => open::that_detached(url).map_err(said),
    }
}
