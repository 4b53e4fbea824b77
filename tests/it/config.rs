//! The configuration as a command sees it: config files, themes, man pages and completions.

use crate::support::{Home, briefings};

const ARTICLE: &str = "Fog Closes The Harbour\n\nThe fog came at dawn.\n";

#[test]
fn what_is_wrong_in_a_config_is_refused() {
    let home = Home::new();
    home.file(".config/pullquote/config.toml", "measrue = 60\n[keys]\nquit = [\"x\", \"gg\"]\n");
    let (code, out, said) = home.run(&["--print-keys"]);
    assert_eq!((code, out.as_str()), (2, ""));
    let place = home.path(".config/pullquote/config.toml").display().to_string();
    let lines: Vec<String> = said.lines().map(|line| line.replace(&place, "config.toml")).collect();
    assert_eq!(
        lines,
        [
            "pullquote: config.toml:1:1: there is no option “measrue”; did you mean “measure”?",
            "pullquote: config.toml:3:14: “gg” is not a key: part keys by blanks and write names \
             as <Enter>.",
        ]
    );
    let other = home.file("other.toml", "keys.quit = \"x\"");
    let other = other.to_str().unwrap();
    let (code, out, _) = home.run(&["--config", other, "--print-keys"]);
    assert_eq!(code, 0);
    assert!(out.lines().any(|line| line.split_whitespace().eq(["quit", "x", "Quits."])), "{out}");
    let (code, _, said) = home.run(&["--config", "none.toml", "--print-keys"]);
    assert_eq!(code, 2);
    assert!(said.contains("The config file none.toml cannot be read"), "{said}");
}

#[test]
fn a_printed_theme_is_one_to_begin_with() {
    let home = Home::new();
    let (code, theme, _) = home.run(&["--print-theme", "dark"]);
    assert_eq!(code, 0);
    let own = home.file("own.toml", theme.replace("headline = \"bold\"", "headline = \"red\""));
    let article = home.file("fog.txt", ARTICLE);
    let picture = |name: &str| {
        let args = ["render", article.to_str().unwrap(), "--size", "40x10", "--format", "svg"];
        let (code, out, said) = home.run(&[&args[..], &["--theme", name]].concat());
        assert_eq!((code, said.as_str()), (0, ""));
        out
    };
    let own = picture(own.to_str().unwrap());
    assert!(own != picture("dark") && own.contains("#1c1c1c"), "{own}");
    let (code, _, said) = home.run(&["--print-theme", "drak"]);
    assert_eq!(
        (code, said.as_str()),
        (2, "pullquote: There is no built-in theme “drak”; did you mean “dark”?\n")
    );
}

#[test]
fn an_option_is_set_for_a_picture() {
    let home = Home::new();
    let article = briefings().join("2026-03-06-ice-core.txt");
    let article = article.to_str().unwrap();
    let longest = |set: &str| {
        let args = ["render", article, "--size", "90x30", "--keys", "<Space>", "--set", set];
        let (code, out, said) = home.run(&args);
        assert_eq!((code, said.as_str()), (0, ""));
        // Without the map at the edge.
        let lines = out.lines().skip(1).take(28).map(|line| line.chars().take(88));
        let words = lines.map(|line| line.collect::<String>());
        words.map(|line| line.trim_matches([' ', '▎', '?']).chars().count()).max().unwrap()
    };
    assert!((25..=30).contains(&longest("measure=30")));
    assert!((70..=80).contains(&longest("measure=80")));
    assert_eq!(home.run(&["render", article, "--size", "9x9", "--set", "measure=wide"]).0, 2);
}

#[test]
fn man_pages_and_completions_are_of_this_program() {
    let home = Home::new();
    let (code, page, _) = home.run(&["man"]);
    assert_eq!(code, 0);
    for words in [".TH pullquote 1", ".SH KEYS", "next\\-quote", "measure", "flags.sqlite3"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.is_ascii(), "{page}");
    let (code, page, _) = home.run(&["man", "annotate"]);
    assert_eq!(code, 0);
    assert!(page.contains(".TH pullquote-annotate 1") && page.contains("jsonl"), "{page}");
    let (code, _, said) = home.run(&["man", "anotate"]);
    assert_eq!(
        (code, said.as_str()),
        (2, "pullquote: There is no command “anotate”; did you mean “annotate”?\n")
    );
    for shell in ["bash", "zsh", "fish"] {
        let (code, script, _) = home.run(&["completions", shell]);
        assert_eq!(code, 0, "{shell}");
        assert!(script.contains("print-config"), "{shell}");
    }
}

/// Has a shell print what it completes; `None`, with a word on that, where the shell is not here.
fn completed(shell: &str, arguments: &[&str]) -> Option<String> {
    let Ok(output) = std::process::Command::new(shell).args(arguments).output() else {
        println!("skipped: {shell} is not here");
        return None;
    };
    assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn shells_complete_commands_and_values() {
    let home = Home::new();
    let script = |shell: &str| {
        let (_, script, _) = home.run(&["completions", shell]);
        home.file(&format!("_pullquote.{shell}"), script).display().to_string()
    };
    let (fish, bash, zsh) = (script("fish"), script("bash"), script("zsh"));
    let ask = format!(
        "source '{fish}'; complete -C 'pullquote ann'; complete -C 'pullquote annotate --format '"
    );
    if let Some(said) = completed("fish", &["--no-config", "-c", &ask]) {
        assert!(said.contains("annotate\t") && said.contains("jsonl\t"), "{said}");
    }
    let ask = format!(
        "source '{bash}'; COMP_WORDS=(pullquote annotate --format js); COMP_CWORD=3; \
         _pullquote pullquote js --format; echo \"${{COMPREPLY[@]}}\""
    );
    if let Some(said) = completed("bash", &["--norc", "-c", &ask]) {
        assert_eq!(said, "json jsonl\n");
    }
    // What zsh completes can be asked of it in a terminal alone; here it is loaded.
    let ask =
        format!("autoload -Uz compinit; compinit -D; source '{zsh}'; print $_comps[pullquote]");
    if let Some(said) = completed("zsh", &["-f", "-c", &ask]) {
        assert_eq!(said, "_pullquote\n");
    }
}

#[test]
fn the_environment_goes_before_the_file() {
    let home = Home::new();
    home.file(".config/pullquote/config.toml", "measure = 60");
    let mut command = home.command(&["--print-keys"]);
    let output = command.env("PULLQUOTE_MEASURE", "wide").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        (output.status.code(), said.as_ref()),
        (Some(2), "pullquote: PULLQUOTE_MEASURE: “measure” must be a number from 20 to 400.\n")
    );
    let other = home.file("other.toml", "keys.quit = \"x\"");
    let mut command = home.command(&["--print-keys"]);
    let output = command.env("PULLQUOTE_CONFIG", other).output().unwrap();
    let keys = String::from_utf8_lossy(&output.stdout);
    assert!(keys.lines().any(|line| line.split_whitespace().eq(["quit", "x", "Quits."])), "{keys}");
}
