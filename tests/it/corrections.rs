//! Corrections from the command line: from one machine to another, and into what is annotated.

use crate::support::Home;
use serde_json::Value;

const FOG: &str = "Fog closes the harbour\n\nThe fog came at dawn, and it stayed.\n\n\
    “We can’t go on,” said Mara Venn, the captain.\n\n“Nor can we,” said Olu Dace.\n";

/// A correction as another machine wrote it, for an article of the same name.
fn record(path: &str) -> String {
    format!(
        r#"{{"id":"019c0000-0000-7000-8000-0000000000aa","article":"019c0000-0000-7000-8000-000000000001","change":{{"kind":"rename","speaker":{{"name":"Mara Venn","mention":null}},"name":"Mara J. Venn"}},"created":"2026-03-04T05:06:07Z","updated":"2026-03-04T05:06:07Z","deleted":null,"headline":"Fog closes the harbour","path":"{path}","published":null}}"#
    )
}

fn ok(home: &Home, args: &[&str]) -> String {
    let (code, out, err) = home.run(args);
    assert_eq!((code, err.as_str()), (0, ""), "{args:?} {out}");
    out
}

#[test]
fn corrections_of_another_machine_hold_here() {
    let home = Home::new();
    let file = home.file("fog.txt", FOG).display().to_string();
    home.file("theirs.jsonl", record(&file) + "\nno record\n");
    let (code, out, err) = home.run(&["corrections", "import", "theirs.jsonl"]);
    assert_eq!(
        (code, out.as_str()),
        (1, "theirs.jsonl: 1 new, 0 changed, 0 as they were, 1 left out\n")
    );
    assert!(err.contains("theirs.jsonl: Line 2 is no JSON"), "{err}");
    assert!(ok(&home, &["annotate", "fog.txt", "--format", "json"]).contains("Mara J. Venn"));
    assert!(ok(&home, &["corrections", "list"]).contains("Mara Venn is called Mara J. Venn"));
    let checked = ok(&home, &["corrections", "check", "fog.txt", "--json"]);
    let checked: Value = serde_json::from_str(&checked).unwrap();
    assert_eq!(checked[0]["outcome"], "same");
    let page = ok(&home, &["corrections", "export"]);
    let [there, here]: [Value; 2] =
        [record(&file), page].map(|record| serde_json::from_str(&record).unwrap());
    for (key, value) in there.as_object().unwrap() {
        assert_eq!(here[key], *value, "{key}");
    }
    let said = ok(&home, &["corrections", "delete", "000000aa"]);
    assert!(said.starts_with("Taken back: 000000aa  Mara Venn is called"), "{said}");
    assert!(!ok(&home, &["annotate", "fog.txt", "--format", "json"]).contains("Mara J. Venn"));
    home.file("theirs.jsonl", record(&file));
    let said = ok(&home, &["corrections", "import", "theirs.jsonl"]);
    assert_eq!(said, "theirs.jsonl: 0 new, 0 changed, 1 as they were\n", "a deletion holds");
    assert!(ok(&home, &["flags", "undo"]).contains("in force  Mara Venn is called"));
    assert!(ok(&home, &["annotate", "fog.txt", "--format", "json"]).contains("Mara J. Venn"));
}

#[test]
fn the_man_page_tells_of_every_command() {
    let home = Home::new();
    for (name, commands) in [
        ("corrections", &["list", "export", "import", "check", "delete", "restore"][..]),
        ("flags", &["add", "list", "export", "sync", "check", "done", "note", "restore", "undo"]),
    ] {
        let page = ok(&home, &["man", name]);
        for command in commands {
            let (_, rest) = page.split_once(&format!(".SS {command}\n")).expect(command);
            let sentence = rest.lines().next().unwrap();
            assert!(sentence.ends_with('.') && sentence.len() > 12, "{command}: {sentence}");
        }
        assert!(page.contains("\\-\\-json"), "{page}");
    }
}

#[test]
fn a_flag_names_the_corrected_speaker() {
    let home = Home::new();
    let file = home.file("fog.txt", FOG).display().to_string();
    home.file("theirs.jsonl", record(&file));
    ok(&home, &["corrections", "import", "theirs.jsonl"]);
    let saved = ok(&home, &["flags", "add", "fog.txt", "We can’t go on", "--json"]);
    let saved: Value = serde_json::from_str(&saved).unwrap();
    assert_eq!(saved["speaker"], "Mara J. Venn");
}
