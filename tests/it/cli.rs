//! The program as a command: what it prints, what it complains of, and how it ends.

use crate::support::{Home, briefings};
use serde_json::Value;
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

const ARTICLE: &str = "Fog Closes The Harbour\n\nThe fog came at dawn.\n\n\
    “We can’t go on,” said Mara Venn, the captain.\n";

const UNREADABLE: u32 = 0o000;

/// Checks exit code and complaint; `~` stands for the home in both arguments and complaint.
fn check(home: &Home, args: &[&str], code: i32, complaint: &str) {
    let root = home.path("").display().to_string();
    let root = root.trim_end_matches('/');
    let args: Vec<String> = args.iter().map(|arg| arg.replace('~', root)).collect();
    let (found, out, err) = home.run(&args);
    let err = err.replace(root, "~");
    assert_eq!((found, err.trim_end()), (code, complaint), "{args:?}\n{out}");
}

#[test]
fn what_is_wrong_is_said_with_the_way_out() {
    let home = Home::new();
    home.file("fog.txt", ARTICLE);
    home.file("empty/page.pdf", "x");
    for command in [&[][..], &["annotate"], &["flags", "check"]] {
        let check = |path: &str, complaint: &str| {
            check(&home, &[command, &[path]].concat(), 1, &format!("pullquote: {complaint}"));
        };
        check("~/none.txt", "~/none.txt does not exist; check the name.");
        check("~/fog.txt/x", "~/fog.txt/x does not exist; check the name.");
        check(
            "~/empty",
            "~/empty holds no articles: no file in it ends in .txt, .md, .markdown or .html, or is an \
             annotated .toml. Name a file to read it whatever its name.",
        );
        check(
            "/dev/null",
            "/dev/null is a pipe or a device, not a file; read it with \
             “pullquote - < /dev/null”.",
        );
    }
    check(
        &home,
        &["render", "--size", "80x24", "~/none.txt"],
        1,
        "pullquote: ~/none.txt does not exist; check the name.",
    );
}

#[test]
fn a_file_without_permission_is_named() {
    let home = Home::new();
    let secret = home.file("secret.txt", ARTICLE);
    std::fs::set_permissions(&secret, PermissionsExt::from_mode(UNREADABLE)).unwrap();
    if std::fs::read(&secret).is_ok() {
        return; // Nothing is forbidden to the superuser.
    }
    let complaint = "pullquote: ~/secret.txt cannot be read for lack of permission; allow it with \
        “chmod u+rX” or read another.";
    check(&home, &["~/secret.txt"], 1, complaint);
    check(&home, &["~"], 1, complaint);
}

#[test]
fn usage_is_explained() {
    let home = Home::new();
    for args in [
        &[][..],
        &["--no-such-option"],
        &["render", "x.txt"],
        &["render", "x.txt", "--size", "80"],
        &["render", "x.txt", "--size", "80x24", "--keys", "<Nope>"],
        &["annotate"],
        &["annotate", "x.txt", "--format", "word"],
        &["flags"],
    ] {
        let (code, out, err) = home.run(args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
        assert!(err.contains("--help") || err.contains("Usage"), "{args:?}: {err}");
    }
    for args in [&["--help"][..], &["--version"], &["help", "flags"]] {
        assert_eq!(home.run(args).0, 0, "{args:?}");
    }
}

#[test]
fn a_path_named_like_a_command_is_read() {
    let home = Home::new();
    home.file("annotate", ARTICLE);
    let (code, out, _) = home.run(&["./annotate"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("Fog Closes"), "{out}");
}

#[test]
fn some_inputs_may_fail() {
    let home = Home::new();
    home.file("fog.txt", ARTICLE);
    let (code, out, err) = home.run(&["none.txt", "fog.txt"]);
    assert_eq!(code, 1);
    assert!(out.contains("We can’t go on"), "{out}");
    assert!(err.contains("none.txt does not exist"), "{err}");
}

#[test]
fn odd_files_are_briefings_with_a_warning() {
    let home = Home::new();
    let binary: Vec<u8> = (0..4096_u32).map(|n| (n * 7919 % 256) as u8).collect();
    for (name, bytes) in [
        ("empty.txt", Vec::new()),
        ("binary.txt", binary),
        (
            "broken.txt",
            b"Fog Closes In\n\nThe fog \xff\xfe\xc3 came at dawn, and it stayed.\n".into(),
        ),
    ] {
        let path = home.file(name, bytes);
        let (code, out, _) = home.run(&[Path::new("annotate"), &path]);
        assert_eq!(code, 0, "{name}");
        let article: Value = serde_json::from_str(&out).unwrap();
        assert_ne!(article["warnings"], Value::Array(Vec::new()), "{name}");
        let (code, _, err) = home.run(&[&path]);
        assert_eq!(code, 0, "{name}");
        assert!(err.contains(name), "the warning names the file: {err}");
    }
}

#[test]
fn a_giant_file_is_cut_with_a_warning() {
    let home = Home::new();
    let path = home.path("giant.txt");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(ARTICLE.as_bytes()).unwrap();
    // Most of it is a hole that takes no room on the disk.
    file.set_len(200 << 20).unwrap();
    let (code, out, _) = home.run(&["render", "giant.txt", "--size", "80x10"]);
    assert_eq!(code, 0);
    assert!(!out.trim().is_empty());
}

#[test]
fn folders_in_a_circle_are_read_once() {
    let home = Home::new();
    home.file("news/deep/fog.txt", ARTICLE);
    symlink("../..", home.path("news/deep/up")).unwrap();
    symlink("news", home.path("again")).unwrap();
    let (code, out, err) = home.run(&["annotate", "news", "--format", "jsonl"]);
    assert_eq!((code, out.lines().count()), (0, 1), "{err}");
    let (code, out, _) = home.run(&["annotate", "again", "--format", "jsonl"]);
    assert_eq!((code, out.lines().count()), (0, 1));
}

#[test]
fn a_pipe_in_a_folder_does_not_hold_anything_up() {
    let home = Home::new();
    home.file("news/fog.txt", ARTICLE);
    let made = Command::new("mkfifo").arg(home.path("news/pipe.txt")).status().unwrap();
    assert!(made.success());
    let (code, out, err) = home.run(&["news"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Fog Closes"), "{out}");
}

#[test]
fn an_unwritable_data_folder_is_named_and_nothing_else_fails() {
    let home = Home::new();
    home.file("fog.txt", ARTICLE);
    let blocked = home.file("blocked", "a file where a folder should be");
    let data = blocked.join("flags").display().to_string();
    let args = ["--data", &data, "flags", "add", "fog.txt", "came at dawn"];
    let (code, _, err) = home.run(&args);
    assert_eq!(code, 1);
    assert!(err.contains("blocked"), "{err}");
    assert_eq!(home.run(&["--data", &data, "fog.txt"]).0, 0);
    let mut terminal = home.read(&["--data", &data, "fog.txt"], (100, 30));
    // The article fits on the screen, so it is read.
    terminal.wait_for("How far you have read is not kept.");
    terminal.press("j", "1 quote");
    terminal.press("m", "Note:");
    terminal.keys("\r");
    terminal.wait_for("blocked");
    // The first only warns that a flag would be lost.
    terminal.press("q", "not saved");
    terminal.keys("q");
    terminal.exit_code();
    terminal.assert_restored();
}

#[test]
fn a_closed_pipe_is_success() {
    let home = Home::new();
    let folder = briefings();
    for args in [
        &[folder.as_os_str()][..],
        &["annotate".as_ref(), folder.as_os_str()],
        &["render".as_ref(), folder.as_os_str(), "--size".as_ref(), "1000x1000".as_ref()],
    ] {
        let mut child =
            home.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {err}");
        assert!(!err.contains("panicked") && !err.contains("pipe"), "{args:?}: {err}");
    }
}

#[test]
fn standard_input_is_read() {
    let home = Home::new();
    let given = |args: &[&str], text: &str| {
        let mut child = home
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, out) = given(&["-"], ARTICLE);
    assert_eq!(code, 0);
    assert!(out.contains("Mara Venn"), "{out}");
    let (code, out) = given(&["render", "-", "--size", "80x12", "--keys", "]"], ARTICLE);
    assert_eq!(code, 0);
    assert!(out.contains("quote 1 of 1"), "{out}");
    let lines = "{\"id\": \"a\", \"text\": \"“No,” said Mara Venn.\"}\nnonsense\n\
        {\"doc\": 7, \"text\": \"Rain.\"}\n";
    let (code, out) = given(&["annotate", "--from", "jsonl", "-"], lines);
    assert_eq!(code, 1, "a line was bad");
    let docs: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["doc"].clone())
        .collect();
    assert_eq!(docs, [Value::from("a"), Value::from(7)]);
}

#[test]
fn articles_are_annotated_in_every_form() {
    let home = Home::new();
    home.file("fog.txt", ARTICLE);
    let annotate = |args: &[&str]| {
        let (code, out, err) = home.run(&[&["annotate"], args].concat());
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        out
    };
    let one: Value = serde_json::from_str(&annotate(&["fog.txt"])).unwrap();
    let keys: Vec<&str> = one.as_object().unwrap().keys().map(String::as_str).collect();
    let mut fields = [
        "headline",
        "deck",
        "section",
        "byline",
        "published",
        "source",
        "text",
        "body",
        "latest",
        "quotes",
        "unattributed",
        "speakers",
        "warnings",
    ];
    fields.sort_unstable();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, fields);
    assert_eq!(one["source"]["path"], "fog.txt");
    assert_eq!(one["quotes"][0]["canonical"], "Mara Venn");
    let text: Vec<char> = one["text"].as_str().unwrap().chars().collect();
    let ends: Vec<usize> = serde_json::from_value(one["quotes"][0]["segments"][0].clone()).unwrap();
    assert_eq!(text[ends[0]..ends[1]].iter().collect::<String>(), "We can’t go on,");

    let two: Value = serde_json::from_str(&annotate(&["fog.txt", "fog.txt"])).unwrap();
    assert_eq!(two, Value::from(vec![one.clone(), one.clone()]));
    let lines = annotate(&["fog.txt", "fog.txt", "--format", "jsonl"]);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, [one.clone(), one.clone()]);
    assert!(annotate(&["fog.txt", "--format", "markdown"]).starts_with("# Fog Closes"));
    assert!(annotate(&["fog.txt", "--format", "text"]).contains("Quoted"));

    let kept = annotate(&["fog.txt", "--format", "toml"]);
    home.file("fog.toml", kept);
    let back: Value = serde_json::from_str(&annotate(&["fog.toml"])).unwrap();
    for same in ["headline", "text", "body", "quotes", "speakers"] {
        assert_eq!(back[same], one[same], "{same}");
    }
}

#[test]
fn nothing_hostile_is_printed() {
    let home = Home::new();
    let name = "evil\u{1b}[2J\u{202e}.txt";
    home.file(name, "Fog\u{202e}gof\n\n\u{1b}]0;owned\u{7}“No,\u{9b}2J” said Mara\u{200b} Venn.\n");
    let calls: &[&[&str]] = &[
        &[name],
        &["annotate", name],
        &["annotate", name, "--format", "markdown"],
        &["annotate", name, "--format", "toml"],
        &["render", name, "--size", "80x24"],
        &["flags", "add", name, "No,"],
        &["flags", "list"],
        &["flags", "export", "--format", "markdown"],
        &["flags", "check", name],
        &["no\u{1b}[31mthing\u{202e}"],
    ];
    for args in calls {
        let (_, out, err) = home.run(args);
        for text in [&out, &err] {
            let hostile = text.find(|c: char| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            assert_eq!(hostile, None, "{args:?}: {text:?}");
        }
    }
}

#[test]
fn the_same_keys_lead_to_the_same_screen() {
    let home = Home::new();
    home.file("fog.txt", ARTICLE);
    let render = |size: &str, keys: &str, format: &str| {
        let args = ["render", "fog.txt", "--size", size, "--keys", keys, "--format", format];
        let (code, out, err) = home.run(&args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        out
    };
    let screen = render("80x12", "] m c a l l <Space> h e r <Enter> F", "text");
    assert_eq!(screen.lines().count(), 12, "{screen}");
    assert!(screen.contains("call her"), "{screen}");
    assert!(render("80x12", "F", "text").contains("Flags"), "nothing was kept");
    assert!(!render("80x12", "F", "text").contains("call her"), "nothing was kept");
    assert_eq!(render("100x30", "]", "svg"), render("100x30", "]", "svg"));
    assert!(render("100x30", "]", "svg").starts_with("<svg"));
    assert_eq!(render("1x1", "] ] q j", "text").lines().count(), 1);
}

#[test]
fn without_a_screen_lines_are_read_and_told() {
    let home = Home::new();
    home.file(
        "fog.txt",
        "Fog\n\nIt was\u{202e} thick.\n\n“We go,” said Mara Venn.\n\n“Not I,” said Olu Dace.\n",
    );
    let told = |lines: &str| {
        let mut command = home.command(&["--plain", "fog.txt"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{lines}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}') && !text.contains('─'));
        text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let start = ["Article: Fog", "2 quotes by 2 speakers."];
    let check = |lines: &str, expected: &[&str]| {
        assert_eq!(told(lines), [&start, expected].concat(), "{lines}");
    };
    check("", &[]);
    check("\n", &["It was thick."]);
    check("quit\n", &[]);
    check("\n\n", &["It was thick.", "“We go,” said Mara Venn.", "Quote 1: Mara Venn, direct."]);
    check(
        "]\n)\n",
        &["Quote 1 of 2, Mara Venn, direct: We go,", "This is the last quote of Mara Venn."],
    );
    check("s\nj\n", &["Speakers, 2.", "1. Mara Venn, 1 quote", "2. Olu Dace, 1 quote"]);
    check(
        "xyzzy <\n",
        &[
            "“xyzzy <” is neither a key nor a command; “help” lists them. Keys are parted by blanks.",
        ],
    );
    check("/\nthick\n", &["Search for?", "It was thick.", "Match 1 of 1."]);
    let help = told("help\n");
    assert!(help.iter().any(|line| line.ends_with(": Goes to the next quote.")), "{help:?}");
    assert_eq!(told("read\n").len(), start.len() + 6);
}
