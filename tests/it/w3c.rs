//! Web annotations against the samples of the model's own test suite.
//!
//! The suite (github.com/w3c/web-annotation-tests) is no part of the repository: the folder that
//! holds it is named by `PULLQUOTE_FIXTURES`.

use jiff::Timestamp;
use pullquote::import::{Format, Imported, read};
use serde_json::Value;
use std::env;
use std::path::{Path, PathBuf};

/// Returns the samples of a folder with their names, sorted; `None` if there is no suite.
fn samples(folder: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let Some(fixtures) = env::var_os("PULLQUOTE_FIXTURES") else {
        println!("skipped: PULLQUOTE_FIXTURES names no folder with the samples");
        return None;
    };
    let folder = Path::new(&fixtures).join("w3c-web-annotation-tests/tools/samples").join(folder);
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    Some(paths.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect())
}

fn import(bytes: &[u8]) -> Imported {
    read(bytes, Some(Format::W3c), Timestamp::UNIX_EPOCH)
}

#[test]
fn samples_are_told_apart() {
    let (Some(correct), Some(incorrect)) = (samples("correct"), samples("incorrect")) else {
        return;
    };
    let mut wrong = Vec::new();
    for (name, bytes) in &correct {
        wrong.extend(import(bytes).wrong.iter().map(|why| format!("correct {name}: {why}")));
    }
    for (name, bytes) in &incorrect {
        match import(bytes).wrong.first() {
            Some(why) => println!("{name}: {why}"),
            None => wrong.push(format!("incorrect {name} is taken for sound")),
        }
    }
    let all = correct.len() + incorrect.len();
    println!("{} of {all} samples told apart", all - wrong.len());
    assert_eq!((correct.len(), incorrect.len()), (45, 39));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Many of the incorrect samples are no JSON, and most have two ids, beside the fault that their
/// label names. That fault alone must be enough.
#[test]
fn one_fault_is_enough() {
    let Some(incorrect) = samples("incorrect") else { return };
    let mut sound = Vec::new();
    let mut mended = 0;
    for (name, bytes) in &incorrect {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let comma = |text: &str, at: usize| text[at + 1..].trim_start().starts_with(['}', ']']);
        let kept = text.char_indices().filter(|&(at, c)| c != ',' || !comma(&text, at));
        let Ok(mut value) =
            serde_json::from_str::<Value>(&kept.map(|(_, c)| c).collect::<String>())
        else {
            continue;
        };
        if value["id"].is_array() && value["label"] != "multiple identifiers" {
            value["id"] = value["id"][0].clone();
        }
        mended += 1;
        if import(value.to_string().as_bytes()).wrong.is_empty() {
            sound.push(format!("{name} {}", value["label"]));
        }
    }
    println!("{} of {mended} mended samples are refused for the one fault", mended - sound.len());
    // It misspells the key whose value it gets wrong.
    assert_eq!(sound, ["anno15.json \"bad language\""]);
}
