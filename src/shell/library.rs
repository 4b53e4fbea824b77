//! The library: the articles that lie at the given paths.
//!
//! A library is read as far as its list needs it; an article is loaded when it is opened.

use super::inputs::{STDIN, articles, documents, is_article, shown};
use crate::app::action::Action;
use crate::app::contents::Entry;
use crate::document::Document;
use crate::load::Limits;
use std::path::{Path, PathBuf};

/// Bytes of a file in which its headline and date are looked for; annotated briefings, which
/// do not parse by halves, are read whole.
const HEAD: usize = 64 << 10;

/// The same of plain text, which says nothing of itself before it begins.
const HEAD_OF_TEXT: usize = HEAD / 2;

/// Entries of the first batch; each later one is twice as long, so that the number of batches
/// stays small.
const FIRST_BATCH: usize = 16;

/// Returns the entry of a path that was named and is not loaded yet.
#[must_use]
pub fn named(path: &Path) -> Entry {
    let name = path.file_name().map_or(path, Path::new);
    Entry { path: path.to_owned(), part: 0, headline: shown(name), section: None, published: None }
}

/// Returns the entry of a document, the `part`th in the file at `path`.
#[must_use]
pub fn entry(path: &Path, part: usize, document: &Document) -> Entry {
    let headline = match document.headline() {
        "" => named(path).headline,
        headline => headline.to_owned(),
    };
    let section = document.section.map(|span| span.of(&document.text).to_owned());
    let published = document.published;
    Entry { path: path.to_owned(), part, headline, section, published }
}

/// Reads what lies at `paths` and tells `found` of it in batches; at last `LibraryDone` with
/// `problems` and what could not be read. A file brings the articles of its folder along, for
/// those are what its list of latest contents speaks of.
pub fn scan(paths: &[PathBuf], problems: Vec<String>, mut found: impl FnMut(Action)) {
    let mut problems = problems;
    let mut batch = Vec::new();
    let mut enough = FIRST_BATCH;
    let mut take = |path: &Path| {
        let read = heads(path).map(|entries| batch.extend(entries));
        if batch.len() >= enough {
            enough *= 2;
            found(Action::LibraryFound(std::mem::take(&mut batch)));
        }
        read
    };
    let mut neighbourhoods: Vec<&Path> = Vec::new();
    for path in paths {
        for article in articles(path) {
            if let Err(problem) = article.and_then(|article| take(&article)) {
                problems.push(problem);
            }
        }
        if path != Path::new(STDIN)
            && !path.is_dir()
            && let Some(folder) = path.parent()
            && !neighbourhoods.contains(&folder)
        {
            neighbourhoods.push(folder);
        }
    }
    for neighbour in neighbourhoods.into_iter().flat_map(neighbours) {
        // What was asked for by name is there already.
        if !paths.contains(&neighbour) {
            let _ = take(&neighbour);
        }
    }
    if !batch.is_empty() {
        found(Action::LibraryFound(batch));
    }
    found(Action::LibraryDone(problems));
}

/// Returns the articles in a folder, without those in the folders in it, sorted by name.
fn neighbours(folder: &Path) -> Vec<PathBuf> {
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = place.read_dir() else { return Vec::new() };
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort_unstable();
    names
        .into_iter()
        .filter(|name| !name.as_encoded_bytes().starts_with(b"."))
        .map(|name| folder.join(name))
        .filter(|path| path.is_file() && is_article(path))
        .collect()
}

/// Reads as much of a file as a list needs to know of its articles.
pub(super) fn heads(path: &Path) -> Result<Vec<Entry>, String> {
    let ends = |with| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(with));
    let usual = Limits::default();
    let bytes = if ends("toml") {
        usual.bytes
    } else if ends("txt") {
        HEAD_OF_TEXT
    } else {
        HEAD
    };
    let limits = Limits { bytes, ..usual };
    let documents = documents(path, &limits)?;
    Ok(documents.iter().enumerate().map(|(part, document)| entry(path, part, document)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    fn found(paths: &[PathBuf]) -> (Vec<String>, Vec<String>) {
        let (mut headlines, mut problems) = (Vec::new(), Vec::new());
        scan(paths, Vec::new(), |action| match action {
            Action::LibraryFound(entries) => {
                headlines.extend(entries.into_iter().map(|entry| entry.headline));
            }
            Action::LibraryDone(said) => problems = said,
            other => panic!("{other:?}"),
        });
        (headlines, problems)
    }

    #[test]
    fn a_file_brings_its_folder_along_but_not_what_lies_deeper() {
        let folder = tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("deep")).unwrap();
        let article = |headline: &str| format!("{headline}\n\nThe rain went on for days.\n");
        for (name, headline) in [("b.txt", "Rain"), ("a.txt", "Fog"), ("deep/c.txt", "Ice")] {
            std::fs::write(at(name), article(headline)).unwrap();
        }
        let sorted = |(mut headlines, problems): (Vec<String>, Vec<String>)| {
            headlines.sort();
            headlines.dedup();
            (headlines, problems.len())
        };
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(sorted(found(&[at("b.txt")])), (names(&["Fog", "Rain"]), 0));
        assert_eq!(sorted(found(&[at("")])), (names(&["Fog", "Ice", "Rain"]), 0));
        assert_eq!(
            sorted(found(&[at("deep"), at("none.txt")])),
            (names(&["Fog", "Ice", "Rain"]), 1)
        );
    }

    #[test]
    fn a_file_without_a_headline_goes_by_its_name() {
        let entry = entry(Path::new("some/where.txt"), 0, &Document::default());
        assert_eq!(entry.headline, "where.txt");
    }
}
