//! Shows that what the store has acknowledged is kept, whatever happens.
//!
//! `endure kills N` has children flag until they are killed, through the reader's own thread and
//! through the command line; `endure faults` makes every file call fail in turn, with a number one in so many; `endure damage N`
//! cuts and flips bits; `endure crowd` has eight processes write at once while they are killed;
//! `endure latency` compares an acknowledged flag with a bare write to the disk; `endure many`
//! compares 100,000 flags with 100; `endure seen N` measures how soon another process's changes are
//! shown. `--folder DIR` works there instead of in a temporary folder.
//!
//! The same seed makes the same delays and the same damage. What must not be ends it with 1.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::disallowed_types
)]

mod child;
mod crowd;
mod damage;
#[cfg(target_os = "linux")]
mod faults;
mod kills;
mod latency;
mod many;
mod seen;
mod stage;

use stage::Stage;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: endure [--folder DIR] kills [N] | faults [N] | damage [N] | crowd | latency | many [N] | seen [N]";

fn main() -> ExitCode {
    if child::is_asked() {
        child::run();
        return ExitCode::SUCCESS;
    }
    let mut args: Vec<String> = env::args().skip(1).collect();
    let mut within = env::temp_dir();
    if let Some(at) = args.iter().position(|arg| arg == "--folder")
        && at + 1 < args.len()
    {
        within = PathBuf::from(args.remove(at + 1));
        args.remove(at);
    }
    // Cargo puts examples into a folder beside the program.
    let own = env::current_exe().unwrap();
    let program = own.parent().unwrap().parent().unwrap().join("pullquote");
    let stage = Stage { own, args: Vec::new(), program, within };
    let number = |usual| args.get(1).map_or(usual, |number| number.parse().unwrap_or(usual));
    match args.first().map(String::as_str) {
        Some("kills") => {
            println!("{}", kills::of_the_thread(&stage, number(1000)));
            println!("{}", kills::of_the_command(&stage, number(1000)));
        }
        #[cfg(target_os = "linux")]
        Some("faults") => println!("{}", faults::all(&stage, number(1))),
        Some("damage") => println!("{}", damage::all(&stage, number(2000))),
        Some("crowd") => println!("{}", crowd::all(&stage, 8, 250, 100)),
        Some("latency") => println!("{}", latency::all(&stage, 1000)),
        Some("seen") => println!("{}", seen::all(&stage, number(100))),
        Some("many") => println!("{}", many::all(&stage, number(100_000))),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
