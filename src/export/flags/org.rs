//! Flags as an Org page.
//!
//! Org has no escape character: its manual advises a zero-width space where words would be taken
//! for markup.

use super::article::{Article, attribution, by_article};
use super::plain::{self, hashtag};
use crate::flag::{Flag, ListedFlag, Priority, Status};

const GUARD: char = '\u{200b}';

/// Most characters of a passage in its heading.
const MOST: usize = 60;

/// Returns flags as an Org page: a heading an article and one below it a flag, with a keyword, a
/// deadline and tags that Org's agenda knows.
#[must_use]
pub fn org(flags: &[ListedFlag]) -> String {
    let mut page = "#+TITLE: Flags\n#+TODO: TODO WAITING | DONE\n#+OPTIONS: tex:nil\n".to_owned();
    for article in by_article(flags) {
        page += &heading(&article);
        for listed in &article.flags {
            page += &passage(listed);
        }
    }
    page
}

fn heading(article: &Article) -> String {
    let properties = [
        ("ID", article.id.to_string()),
        ("PUBLISHED", article.published()),
        ("URL", article.url().unwrap_or_default()),
        ("PATH", article.path()),
    ];
    format!("\n* {}\n{}", title(&article.headline()), drawer(&properties))
}

fn passage(listed: &ListedFlag) -> String {
    let flag = &listed.flag;
    let keyword = match flag.status {
        Status::Open => "TODO",
        Status::Waiting => "WAITING",
        Status::Done => "DONE",
    };
    let cookie = match flag.priority {
        Priority::High => "[#A] ",
        Priority::Normal => "",
        Priority::Low => "[#C] ",
    };
    let words = clip(&plain::one_line(&flag.selector.exact));
    let mut page = format!("\n** {keyword} {cookie}“{}”{}\n", escape(&words), tags(flag));
    if let Some(due) = flag.due {
        page += &format!("DEADLINE: {}\n", due.strftime("<%F %a>"));
    }
    page += &drawer(&[
        ("ID", flag.id.to_string()),
        ("CREATED", flag.created.strftime("[%F %a]").to_string()),
        ("SPEAKER", listed.flag.speaker.as_deref().map(plain::one_line).unwrap_or_default()),
        ("ROLE", listed.flag.role.as_deref().map(plain::one_line).unwrap_or_default()),
    ]);
    page += "\n#+BEGIN_QUOTE\n";
    for line in plain::lines(&flag.selector.exact) {
        page += &body(&line);
    }
    if let Some(attribution) = attribution(listed) {
        page += &format!("\n— {}\n", escape(&attribution));
    }
    page += "#+END_QUOTE\n";
    let note = plain::lines(&flag.note);
    if !note.is_empty() {
        page.push('\n');
    }
    for line in note {
        page += &body(&line);
    }
    page
}

/// Returns a drawer of the properties that have a value.
fn drawer(properties: &[(&str, String)]) -> String {
    let filled = properties.iter().filter(|(_, value)| !value.is_empty());
    let lines: String = filled.map(|(name, value)| format!(":{name}: {value}\n")).collect();
    format!(":PROPERTIES:\n{lines}:END:\n")
}

/// Returns a flag's tags as they end a heading.
fn tags(flag: &Flag) -> String {
    let word = |tag: &String| {
        let tag: String =
            hashtag(tag).chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        Some(tag).filter(|tag| tag.chars().any(char::is_alphanumeric))
    };
    let tags: Vec<String> = flag.tags.iter().filter_map(word).collect();
    if tags.is_empty() { String::new() } else { format!(" :{}:", tags.join(":")) }
}

/// Returns the first words of a passage.
fn clip(line: &str) -> String {
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("").trim_end()),
        None => line.to_owned(),
    }
}

/// Returns a heading's words, which are no keyword, cookie, comment or tags.
fn title(line: &str) -> String {
    let word = line.split(' ').next().unwrap_or("");
    let guard =
        if matches!(word, "TODO" | "WAITING" | "DONE" | "COMMENT") { "\u{200b}" } else { "" };
    let end = if line.ends_with(':') { "\u{200b}" } else { "" };
    format!("{guard}{}{end}", escape(line))
}

/// Returns a line of text with its line break, which begins no list, table, block or drawer.
fn body(line: &str) -> String {
    let mark = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let is_item = mark.starts_with(['.', ')']) && mark.len() < line.len();
    let begins = line.starts_with(['*', '#', ':', '|', '-', '+', '%']) || is_item;
    format!("{}{}\n", if begins { "\u{200b}" } else { "" }, escape(line))
}

/// Returns a line in which no character is markup; nothing but links to the web stays one.
pub(super) fn escape(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut word = String::new();
    for (index, &c) in chars.iter().enumerate() {
        let next = chars.get(index + 1);
        let is_link = c == ':'
            && next.is_some_and(|next| !next.is_whitespace())
            && word.contains(char::is_alphabetic)
            && !matches!(word.as_str(), "http" | "https");
        match c {
            // A guard before it, too: `src_sh{…}` and `call_x()` are run.
            '_' => escaped.extend([GUARD, c, GUARD]),
            // Within a word these mark nothing, and in an address they had better stay.
            '*' | '=' | '~' | '+' | '/' if escaped.ends_with(char::is_alphanumeric) => {
                escaped.push(c);
            }
            '/' if escaped.ends_with([':', '/']) => escaped.push(c),
            '*' | '/' | '=' | '~' | '+' | '[' | '<' | '{' | '@' | '\\' | '^' | '#' => {
                escaped.extend([c, GUARD]);
            }
            // Before it: behind it, it would be the address.
            _ if is_link => escaped.extend([GUARD, c]),
            _ => escaped.push(c),
        }
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            word.clear();
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::plain::is_hidden;
    use super::super::sample::{HOSTILE, flag, full, hostile};
    use super::*;
    use proptest::prelude::*;
    use regex::Regex;

    #[test]
    fn org_reads_like_a_page() {
        let page = org(&[full(11), flag(12, "| a |", "")]).replace(GUARD, "·");
        insta::assert_snapshot!(page, @r"
        #+TITLE: Flags
        #+TODO: TODO WAITING | DONE
        #+OPTIONS: tex:nil

        * Harbour *·master* goes
        :PROPERTIES:
        :ID: 00000000-0000-0000-0000-000000000001
        :PUBLISHED: 2026-03-04
        :URL: https://example.org/a_%28b%29
        :PATH: news/harbour_1.txt
        :END:

        ** DONE “| a |”
        :PROPERTIES:
        :ID: 00000000-0000-0000-0000-00000000000c
        :CREATED: [2026-03-04 Wed]
        :SPEAKER: Mara Venn
        :ROLE: chief pilot
        :END:

        #+BEGIN_QUOTE
        ·| a |

        — Mara Venn, chief pilot
        #+END_QUOTE

        ** WAITING [#A] “We [·all] go 1. Nobody stays” :2026_:R_D:harbour:
        DEADLINE: <2026-03-10 Tue>
        :PROPERTIES:
        :ID: 00000000-0000-0000-0000-00000000000b
        :CREATED: [2026-03-04 Wed]
        :SPEAKER: Mara Venn
        :ROLE: chief pilot
        :END:

        #+BEGIN_QUOTE
        We [·all] go

        ·1. Nobody stays

        — Mara Venn, chief pilot
        #+END_QUOTE

        Ask her.

        ·- twice
        ·#· really
        ");
    }

    /// What Org's own parser begins an element with, or an object that does more than look.
    const SYNTAX: &[&str] = &[
        r"^\*+ ",
        r"^[ \t]*#\+\w+:",
        r"^[ \t]*#\+(?i:begin|end)_",
        r"^[ \t]*#( |$)",
        r"^[ \t]*:[-\w]+:",
        r"^[ \t]*:( |$)",
        r"^[ \t]*\|",
        r"^[ \t]*([-+]|(\d+|[A-Za-z])[.)])([ \t]|$)",
        r"^[ \t]*-{5,}",
        r"^%%\(",
        r"^[ \t]*\\begin\{",
        r"\[fn:",
        r"\[\[",
        r"<<",
        r"[<\[]\d{4}-\d\d-\d\d",
        r"\{\{\{",
        r"@@",
        r"\bsrc_[^ \t\n\[{]+[\[{]",
        r"\bcall_[^ \t\n\[(]+[\[(]",
        r"\b(elisp|shell|file|help|info):\S",
        r"<(elisp|shell|file):",
    ];

    proptest! {
        #[test]
        fn no_text_breaks_out_of_org(text in HOSTILE) {
            let page = org(&[hostile(&text)]);
            let plain = org(&[hostile("x")]);
            let syntax: Vec<Regex> = SYNTAX.iter().map(|s| Regex::new(s).unwrap()).collect();
            // What we write ourselves is as it is with a plain text; the rest is no syntax.
            let shape = |page: &str| -> Vec<String> {
                let lead = |line: &str| match line.split_once(' ') {
                    _ if line.starts_with(":END:") || line.starts_with("#+") => line.to_owned(),
                    Some((lead, _)) => lead.to_owned(),
                    None => line.to_owned(),
                };
                let is_ours = |line: &&str| syntax[..9].iter().any(|s| s.is_match(line));
                page.lines().filter(is_ours).map(lead).collect()
            };
            let (found, expected) = (shape(&page), shape(&plain));
            let found: Vec<_> = found.iter().filter(|lead| *lead != ":PATH:").collect();
            let expected: Vec<_> = expected.iter().filter(|lead| *lead != ":PATH:").collect();
            prop_assert_eq!(found, expected);
            for line in page.lines().filter(|line| !line.starts_with(":") && !line.starts_with("DEADLINE")) {
                for object in &syntax[9..] {
                    prop_assert!(!object.is_match(line), "{} in {:?}", object, line);
                }
            }
            let shown: String = text
                .chars()
                .filter(|&c| !is_hidden(c) && !c.is_whitespace())
                .collect();
            let words: String = page.chars().filter(|&c| c != GUARD && !c.is_whitespace()).collect();
            prop_assert!(shown.is_empty() || words.matches(&shown).count() >= 5);
        }
    }
}
