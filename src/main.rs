//! The `pullquote` program: arguments to the shell, exit code back.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(pullquote::shell::cli::main())
}
