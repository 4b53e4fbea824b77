//! Pages of the web as others collected them: the folder that holds the collections is named by
//! `PULLQUOTE_FIXTURES`.

use pullquote::document::Document;
use pullquote::load::sanitize::{Breaks, sanitize};
use pullquote::load::{Limits, load};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn read(bytes: &[u8]) -> Document {
    let document = load("page.html", bytes, &Limits::default()).next().unwrap();
    let clean = sanitize(&document.text, Breaks::Keep).text;
    assert!(clean == document.text, "what is shown is clean");
    document
}

/// Returns what is named so in the folders of a folder, sorted.
fn named(folder: &Path, name: &str) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path().join(name))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

fn words(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
}

#[test]
fn articles_are_found_as_readability_finds_them() {
    let Some(fixtures) = env::var_os("PULLQUOTE_FIXTURES") else {
        println!("skipped: PULLQUOTE_FIXTURES names no folder with the samples");
        return;
    };
    let pages = named(&Path::new(&fixtures).join("mozilla-readability"), "source.html");
    let mut shares = Vec::new();
    for page in &pages {
        let found = words(&read(&fs::read(page).unwrap()).text);
        let expected = fs::read(page.with_file_name("expected.html")).unwrap();
        let expected = words(&read(&expected).text);
        let common = expected.intersection(&found).count();
        shares.push((common as f64 / expected.len() as f64, page));
    }
    assert!(!pages.is_empty());
    let mean = shares.iter().map(|(share, _)| share).sum::<f64>() / shares.len() as f64;
    let low: Vec<_> = shares.iter().filter(|(share, _)| *share < 0.8).collect();
    println!("{} pages: {mean:.3} of the words of each; {low:?}", pages.len());
    assert!(mean > 0.95, "{mean}: {low:?}");
}

#[test]
fn hostile_pages_are_read() {
    let Some(fixtures) = env::var_os("PULLQUOTE_FIXTURES") else {
        println!("skipped: PULLQUOTE_FIXTURES names no folder with the samples");
        return;
    };
    let mut rest = vec![Path::new(&fixtures).with_file_name("hostile")];
    let mut count = 0;
    while let Some(folder) = rest.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rest.push(path);
            } else {
                read(&fs::read(&path).unwrap());
                count += 1;
            }
        }
    }
    println!("{count} files");
}
