//! Holds the repository to its own rules: layers, sizes, openings, and what the README claims.

use std::path::{Path, PathBuf};

/// The layers from left to right: a module imports from its own and from those before it.
/// `lib` and `main` stand right of all.
const LAYERS: &[&[&str]] = &[
    &["span", "warning", "nearest"],
    &["document", "annotation"],
    &["load"],
    &["annotate"],
    &["briefing"],
    &["flag", "correction", "replica", "anchor", "search", "export", "import"],
    &["layout"],
    &["app"],
    &["view"],
    &["shell"],
    &["lib", "main"],
];

/// What no module left of the named layer speaks of.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("view", &["ratatui"]),
    (
        "shell",
        &[
            "crossterm",
            "rusqlite",
            "std::env",
            "std::fs",
            "std::io::stdin",
            "std::io::stdout",
            "std::net",
            "std::process",
            "std::thread",
            "Instant::now",
            "SystemTime",
            "Timestamp::now",
            "ZonedDateTime::now",
        ],
    ),
];

/// Lines of one file, tests included.
const LONGEST: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files under `folder`, sorted, as paths from the root of the repository.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

fn sources(folders: &[&str]) -> Vec<(PathBuf, String)> {
    folders
        .iter()
        .flat_map(|folder| files(folder))
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .map(|path| {
            let text = read(&path);
            (path, text)
        })
        .collect()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the source without comments; a `//` behind a colon is part of an address.
fn code(source: &str) -> String {
    let cut = |line: &str| {
        let comment =
            line.match_indices("//").map(|(at, _)| at).find(|&at| !line[..at].ends_with(':'));
        comment.map_or_else(|| line.to_owned(), |at| line[..at].to_owned())
    };
    source.lines().map(cut).collect::<Vec<_>>().join("\n")
}

/// Returns every path below `root` that the code names, with braces multiplied out:
/// `std::{env, io::{self, Read}}` names `std::env`, `std::io::self` and `std::io::Read`.
fn paths(code: &str, root: &str) -> Vec<String> {
    let start = format!("{root}::");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&start) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let mut prefixes = vec![start.clone()];
        let mut current = start.clone();
        for c in code[at + start.len()..].chars() {
            match c {
                '{' => prefixes.push(current.clone()),
                '}' | ',' => {
                    found.push(std::mem::take(&mut current));
                    if c == '}' {
                        prefixes.pop();
                    }
                    if prefixes.len() == 1 {
                        break;
                    }
                    current.clone_from(&prefixes[prefixes.len() - 1]);
                }
                c if c.is_alphanumeric() || c == '_' || c == ':' => current.push(c),
                c if c.is_whitespace() && prefixes.len() > 1 => {}
                _ => break,
            }
        }
        found.push(current);
    }
    found.retain(|path| !path.is_empty() && !path.ends_with("::"));
    found
}

#[test]
fn paths_multiply_out_braces() {
    let check = |code: &str, root: &str, expected: &[&str]| {
        assert_eq!(paths(code, root), expected, "{code}");
    };
    check("use crate::span::Span;", "crate", &["crate::span::Span"]);
    check("fn f() -> crate::view::X {}", "crate", &["crate::view::X"]);
    check("use std::{env, fs::File};", "std", &["std::env", "std::fs::File"]);
    check(
        "use std::{\n    io::{self, Read},\n    fmt,\n};",
        "std",
        &["std::io::self", "std::io::Read", "std::fmt"],
    );
    check("let x = my_std::env; $crate::y", "std", &[]);
}

/// Returns the module of the top level that a file under `src` belongs to.
fn module(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("src/{module} stands in no layer: add it to LAYERS"))
}

#[test]
fn layers_import_only_to_their_left() {
    let mut wrong = Vec::new();
    for (path, source) in sources(&["src"]) {
        let own = module(&path);
        for named in paths(&code(&source), "crate") {
            let target = named.split("::").nth(1).unwrap_or("");
            let Some(other) = LAYERS.iter().position(|layer| layer.contains(&target)) else {
                continue;
            };
            if other > layer(&own) {
                wrong.push(format!("{} names {named}, which lies to its right", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_outside_is_left_to_view_and_shell() {
    let mut wrong = Vec::new();
    for (path, source) in sources(&["src"]) {
        let own = layer(&module(&path));
        let code = code(&source);
        let from_std = paths(&code, "std");
        for (first, words) in OUTSIDE.iter().filter(|(first, _)| own < layer(first)) {
            for word in *words {
                if code.contains(word) || from_std.iter().any(|path| path.starts_with(word)) {
                    wrong
                        .push(format!("{} names {word}, which is left to {first}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_small_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for (path, source) in sources(&["src", "tests", "examples", "benches"]) {
        let lines = source.lines().count();
        if lines > LONGEST {
            wrong.push(format!("{} has {lines} lines: it has two subjects", path.display()));
        }
        if !source.starts_with("//! ") {
            wrong.push(format!("{} does not open with what lives there", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Only the shell and what is no part of the library may lift a lint, each at its top.
/// Returns the file that must declare the module which `path` holds; none for a crate's root.
fn parent(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    let roots = ["src/lib.rs", "src/main.rs"].map(PathBuf::from);
    if roots.contains(&path.to_owned()) {
        return None;
    }
    Some(if folder == Path::new("src") { roots[0].clone() } else { folder.with_extension("rs") })
}

#[test]
fn every_file_is_part_of_the_program() {
    for (path, _) in sources(&["src"]) {
        let Some(parent) = parent(&path) else { continue };
        let name = path.file_stem().unwrap().to_str().unwrap();
        let declares = |path: &Path| {
            code(&read(path)).lines().any(|line| line.trim().ends_with(&format!("mod {name};")))
        };
        assert!(
            declares(&parent) || declares(Path::new("src/main.rs")),
            "{} is declared nowhere: {} says no `mod {name};`",
            path.display(),
            parent.display()
        );
    }
}

#[test]
fn lints_are_silenced_nowhere_else() {
    let allowed = ["src/lib.rs", "src/main.rs", "src/shell.rs", "tests/it/main.rs"];
    let marks = [concat!("#[", "allow"), concat!("#![", "allow"), concat!("#[", "expect(")];
    let mut wrong = Vec::new();
    for (path, source) in sources(&["src", "tests"]) {
        let exempt = allowed.iter().any(|allowed| path == Path::new(allowed));
        if !exempt && marks.iter().any(|mark| source.contains(mark)) {
            wrong.push(path.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "lints are silenced in {}", wrong.join(", "));
}

/// The repository speaks of the product alone: no place of the machine it was written on, no
/// registry, nothing left for later. The words are broken up so that this file passes too.
#[test]
fn nothing_speaks_of_anything_but_the_product() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("../sha", "red"),
        concat!("crates", ".io"),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    let tops = ["Cargo.toml", "README.md", "CHANGELOG.md", "NOTICE", "clippy.toml", "deny.toml"];
    let folders = ["src", "tests", "examples", "benches", "briefings", "docs", ".ci"];
    let paths = tops.iter().map(PathBuf::from).chain(folders.iter().flat_map(|f| files(f)));
    let mut wrong = Vec::new();
    for path in paths {
        let bytes = std::fs::read(root().join(&path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        // Org's own keyword for what is open.
        let is_org = path.ends_with("src/export/flags/org.rs");
        let text = if is_org { text.replace(words[3], "") } else { text.into_owned() };
        for word in words.iter().filter(|word| text.contains(**word)) {
            wrong.push(format!("{} names {word}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_changelog_has_room_for_what_comes() {
    let log = read(Path::new("CHANGELOG.md"));
    let first = log.lines().find(|line| line.starts_with("## "));
    assert_eq!(first, Some("## [Unreleased]"), "CHANGELOG.md opens with what is unreleased");
}
