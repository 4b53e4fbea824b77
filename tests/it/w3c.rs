//! Web annotations against the samples of the model's own test suite.
//!
//! The suite (github.com/w3c/web-annotation-tests) is no part of the repository: the folder that
//! holds it is named by `PULLQUOTE_FIXTURES`.

use jiff::Timestamp;
use pullquote::export::flags::w3c;
use pullquote::flag::Note;
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

/// Reads a definition that a schema of the suite refers to.
struct Definitions(PathBuf);

impl jsonschema::Retrieve for Definitions {
    fn retrieve(
        &self,
        uri: &jsonschema::Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        let name = uri.path().as_str().rsplit('/').next().unwrap_or_default();
        Ok(serde_json::from_slice(&std::fs::read(self.0.join(name))?)?)
    }
}

/// Returns the files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| below(folder)));
    files.sort();
    files
}

/// What the suite says an annotation must be is so for all that is exported.
#[test]
fn what_is_exported_is_valid() {
    let Some(correct) = samples("correct") else { return };
    let suite =
        Path::new(&env::var_os("PULLQUOTE_FIXTURES").unwrap()).join("w3c-web-annotation-tests");
    let mut flags = Vec::new();
    for (number, (_, bytes)) in correct.iter().enumerate() {
        for mut listed in import(bytes).flags {
            listed.flag.note = Note::new("for\nMonday", Timestamp::UNIX_EPOCH);
            listed.flag.tags = vec!["a tag".to_owned(), format!("tag {number}")];
            flags.push(listed);
        }
    }
    let page: Value = serde_json::from_str(&w3c(&flags).unwrap()).unwrap();
    let items = page["first"]["items"].as_array().unwrap();
    assert_eq!(items.len(), flags.len());
    let mut asked = 0;
    let mut wrong = Vec::new();
    for path in below(&suite.join("annotations")) {
        let Ok(schema) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else {
            continue;
        };
        if schema["assertionType"] != "must" || schema["expectedResult"] != "valid" {
            continue;
        }
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft4)
            .with_base_uri("file:///suite/definitions/")
            .with_retriever(Definitions(suite.join("definitions")))
            .build(&schema)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for item in items {
            let mut item = item.clone();
            item["@context"] = page["@context"].clone();
            asked += 1;
            if let Err(error) = validator.validate(&item) {
                wrong.push(format!("{}: {error}", path.display()));
            }
        }
    }
    println!("{} of {asked} answers are as they must be", asked - wrong.len());
    assert!(asked > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
}
