//! What the README shows is made by the program: its tables and its picture.

use pullquote::app::command::key_table_markdown;
use pullquote::shell::config::option::option_table_markdown;
use std::path::Path;
use std::process::Command;

/// Marks around what a table gives.
const KEYS: [&str; 2] =
    ["<!-- keys: generated from the table of commands -->", "<!-- end of keys -->"];
const OPTIONS: [&str; 2] =
    ["<!-- options: generated from the table of options -->", "<!-- end of options -->"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares what a file should hold with what it holds; on a difference the former is written
/// beside the test binary, ready to be copied.
fn check(file: &str, fresh: &str) {
    let kept = std::fs::read_to_string(root().join(file)).unwrap_or_default();
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(Path::new(file).file_name().unwrap());
    std::fs::write(&place, fresh).unwrap();
    assert!(kept == fresh, "{file} is out of date: cp {} {file}", place.display());
}

#[test]
fn the_tables_are_current() {
    let mut readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    for ([from, to], table) in [(KEYS, key_table_markdown()), (OPTIONS, option_table_markdown())] {
        let (head, rest) = readme.split_once(from).expect("the README marks where a table begins");
        let (_, tail) = rest.split_once(to).expect("the README marks where a table ends");
        readme = format!("{head}{from}\n\n{}\n\n{to}{tail}", table.trim());
    }
    check("README.md", &readme);
}

/// The pictures, each with its size and the keys that lead to it.
const PICTURES: &[(&str, &str, &str)] = &[
    ("docs/screen.svg", "120x36", "] ]"),
    ("docs/card.svg", "100x26", "] ] <Enter> <Enter>"),
    ("docs/outline.svg", "100x26", "w j j"),
    ("docs/palette.svg", "100x26", ": q u o t e"),
    ("docs/tour.svg", "100x26", "g t ] s"),
    (
        "docs/notes.svg",
        "100x26",
        "] ] m a s k <Space> t h e <Space> p o r t <A-Enter> t o d a y <Enter> m t w i c e <Enter> ] ] m \
         <Enter> F j j x q P g g j j j",
    ),
    (
        "docs/follow-up.svg",
        "120x30",
        "] ] m a s k <Space> t h e <Space> p o r t <Enter> ] ] m <Enter> ] ] ] m w h e n ? <Enter> \
         } } m <Enter> g f c D + 3 d <Enter> # p o r t <Enter> j + D m o n <Enter> # p o r t <Enter> \
         j c c g g",
    ),
];

#[test]
fn the_pictures_are_current() {
    let mut stale = Vec::new();
    for (file, size, keys) in PICTURES {
        let output = Command::new(env!("CARGO_BIN_EXE_pullquote"))
            .current_dir(root())
            .args(["render", "briefings/2026-03-04-harbour-inquiry.txt"])
            .args(["--size", size, "--keys", keys, "--format", "svg", "--today", "2026-03-06"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let picture = String::from_utf8(output.stdout).unwrap();
        assert!(picture.contains("<svg"), "render --format svg prints a picture");
        let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
        assert!(readme.contains(&format!("]({file})")), "the README shows {file}");
        stale.extend(std::panic::catch_unwind(|| check(file, &picture)).err());
    }
    assert!(stale.is_empty(), "{} pictures are out of date", stale.len());
}
