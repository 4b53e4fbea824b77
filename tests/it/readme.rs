//! What the README shows is made by the program: its key table and its picture.

use pullquote::app::command::key_table_markdown;
use std::path::Path;
use std::process::Command;

const FROM: &str = "<!-- keys: generated from the table of commands -->\n";
const TO: &str = "<!-- end of keys -->";

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
fn the_key_table_is_current() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (head, rest) = readme.split_once(FROM).expect("the README marks where its keys begin");
    let (_, tail) = rest.split_once(TO).expect("the README marks where its keys end");
    let table = key_table_markdown();
    check("README.md", &format!("{head}{FROM}\n{}\n\n{TO}{tail}", table.trim()));
}

#[test]
fn the_picture_is_current() {
    let output = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .current_dir(root())
        .args(["render", "briefings/2026-03-04-harbour-inquiry.txt"])
        .args(["--size", "120x36", "--keys", "] ] ]", "--format", "svg"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let picture = String::from_utf8(output.stdout).unwrap();
    assert!(picture.contains("<svg"), "render --format svg prints a picture");
    check("docs/screen.svg", &picture);
}
