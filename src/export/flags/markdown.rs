//! Flags as a Markdown page.

use super::plain::is_hidden;
use crate::flag::{ListedFlag, Status};

/// Returns flags as Markdown in the order given: a heading where the article changes, each flag
/// a block quotation with its speaker and a box that is ticked when it is done.
#[must_use]
pub fn markdown(flags: &[ListedFlag]) -> String {
    let mut page = String::from("# Flags\n");
    let mut article = None;
    for listed in flags {
        let flag = &listed.flag;
        if article != Some(flag.article) {
            article = Some(flag.article);
            page += &heading(listed);
        }
        page.push('\n');
        for line in lines(&flag.selector.exact) {
            page += &quoted(&line);
        }
        if let Some(speaker) = &flag.speaker {
            page += &format!(">\n> — {}\n", one_line(speaker));
        }
        let mark = if flag.status == Status::Done { 'x' } else { ' ' };
        let status = flag.status.name();
        let tags: String = flag.tags.iter().map(|tag| format!(" · {}", one_line(tag))).collect();
        let created = flag.created.strftime("%F");
        page += &format!("\n- [{mark}] {status} · flagged {created}{tags} · `{}`\n", flag.id);
        if !flag.note.trim().is_empty() {
            page.push('\n');
            for line in lines(&flag.note) {
                page += &if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") };
            }
        }
    }
    page
}

/// Returns the heading of an article: headline, date and path.
fn heading(listed: &ListedFlag) -> String {
    let headline = Some(one_line(&listed.headline)).filter(|line| !line.is_empty());
    let parts = [listed.published.as_deref(), Some(listed.path.as_str())];
    let parts: Vec<String> =
        parts.into_iter().flatten().map(one_line).filter(|line| !line.is_empty()).collect();
    let source =
        if parts.is_empty() { String::new() } else { format!("\n{}\n", parts.join(" · ")) };
    format!("\n## {}\n{source}", headline.unwrap_or_else(|| "Without a headline".to_owned()))
}

fn quoted(line: &str) -> String {
    if line.is_empty() { ">\n".to_owned() } else { format!("> {line}\n") }
}

/// Returns a text's lines, escaped; blank ones at either end and after another are left out.
fn lines(text: &str) -> Vec<String> {
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut lines: Vec<String> = text.split(breaks).map(escape).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.first().is_some_and(String::is_empty) {
        lines.remove(0);
    }
    lines
}

fn one_line(text: &str) -> String {
    lines(text).into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Escapes one line, so that Markdown (also GitHub's and Obsidian's) shows it as it is; control
/// characters and those that turn the direction of writing are left out.
fn escape(line: &str) -> String {
    let shown: String = line.chars().filter(|&c| !is_hidden(c)).collect();
    let shown = shown.trim();
    let mut escaped = String::with_capacity(shown.len() + 8);
    let digits = shown.chars().take_while(char::is_ascii_digit).count();
    let mut chars = shown.chars().enumerate().peekable();
    let mut last = None;
    while let Some((index, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '$' | '#' | '^' => true,
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            '%' | '=' => index == 0 || next == Some(c) || last == Some(c),
            '+' | '-' => index == 0,
            '.' | ')' => digits > 0 && index == digits,
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
        last = Some(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::sample::flag;
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[test]
    fn markdown_reads_like_a_page() {
        let flags = [
            flag(11, "We [all] go", "Ask her.\n\n- twice\n# really"),
            flag(12, "1. Nobody\n\nNobody at all", ""),
            ListedFlag { headline: String::new(), published: None, ..flag(21, "Yes & no", " ") },
        ];
        insta::assert_snapshot!(markdown(&flags), @r"
        # Flags

        ## Harbour \*master\* goes

        2026-03-04 · news/harbour\_1.txt

        > We \[all\] go
        >
        > — Mara Venn

        - [ ] open · flagged 2026-03-04 · `00000000-0000-0000-0000-00000000000b`

          Ask her.

          \- twice
          \# really

        > 1\. Nobody
        >
        > Nobody at all
        >
        > — Mara Venn

        - [x] done · flagged 2026-03-04 · `00000000-0000-0000-0000-00000000000c`

        ## Without a headline

        news/harbour\_1.txt

        > Yes & no
        >
        > — Mara Venn

        - [ ] open · flagged 2026-03-04 · `00000000-0000-0000-0000-000000000015`
        ");
    }

    /// Returns the page's structure without its words, and the words without white space.
    fn shape(page: &str) -> (Vec<String>, String) {
        let mut tags = Vec::new();
        let mut words = String::new();
        let options = Options::ENABLE_TASKLISTS
            | Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_MATH
            | Options::ENABLE_FOOTNOTES;
        for event in Parser::new_ext(page, options) {
            match event {
                // A list that holds a blank line has paragraphs; that is no other structure.
                Event::Start(Tag::Paragraph) => {}
                Event::Text(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak | Event::End(_) => {}
                other => tags.push(format!("{other:?}")),
            }
        }
        words.retain(|c| !c.is_whitespace());
        (tags, words)
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_markdown(text in r#"([-+*_`~#>=|$%^&<!\[\]\\(){}.:"'/ \t\n\r\x1bxa1é]|&lt;|</p>|\[\[|\u{202e}|\u{2028}|    |```){1,40}"#) {
            let listed = flag(11, &text, &format!("n{text}"));
            let listed = ListedFlag { headline: format!("h{text}"), path: text.clone(), ..listed };
            let hostile = shape(&markdown(&[listed]));
            let plain = flag(11, "x", "n");
            let plain = shape(&markdown(&[ListedFlag { path: "x".to_owned(), ..plain }]));
            prop_assert_eq!(hostile.0, plain.0);
            let shown: String = text.chars().filter(|&c| !is_hidden(c) && !c.is_whitespace()).collect();
            // In the heading, beside it, in the quotation and in the note.
            prop_assert!(shown.is_empty() || hostile.1.matches(&shown).count() >= 4);
        }
    }
}
