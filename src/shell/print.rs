//! Annotated text for a pipe or a file: what the reader would show, without a terminal.

use super::complain;
use super::corrections::Corrector;
use super::inputs::{articles, documents};
use crate::export::text::text;
use crate::load::Limits;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Stands between two articles.
const BETWEEN: &str = "\n\n* * *\n\n\n";

/// Prints the articles at `paths`, with the corrections in `data` or in the user's data folder, and
/// returns the exit code: 1 if some could not be read. A
/// reader that has seen enough and closes the pipe is no failure.
///
/// # Errors
///
/// Fails if the output does, other than by being closed.
pub fn run(paths: &[PathBuf], data: Option<&Path>, out: &mut dyn Write) -> io::Result<u8> {
    match print(paths, &Corrector::open(data), out) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(0),
        other => other,
    }
}

fn print(paths: &[PathBuf], corrector: &Corrector, out: &mut dyn Write) -> io::Result<u8> {
    let limits = Limits::default();
    let (mut code, mut between) = (0, "");
    for article in paths.iter().flat_map(|path| articles(path)) {
        match article.and_then(|path| documents(&path, &limits)) {
            Ok(documents) => {
                for document in documents {
                    out.write_all(between.as_bytes())?;
                    out.write_all(text(&document, &corrector.annotate(&document)).as_bytes())?;
                    between = BETWEEN;
                    for warning in &document.warnings {
                        // Some warnings name the file themselves.
                        let named = warning.message.starts_with(&document.name);
                        let place = if named { "" } else { &format!("{}: ", document.name) };
                        complain(&format!("{place}{warning}"));
                    }
                }
            }
            Err(problem) => {
                complain(&problem);
                code = 1;
            }
        }
    }
    out.flush()?;
    Ok(code)
}
