//! Flags as a Markdown page, as Obsidian keeps its notes.

use super::article::{Article, attribution, by_article};
use super::plain::{self, hashtag};
use crate::flag::{Flag, ListedFlag, Priority, Status};

/// Returns flags as a Markdown page: front matter, a heading for each article, each flag a block
/// quotation with its speaker, the name by which it can be linked, and a box that is ticked when
/// it is done.
#[must_use]
pub fn markdown(flags: &[ListedFlag]) -> String {
    let articles = by_article(flags);
    let mut page = front_matter(flags, articles.len()) + "\n# Flags\n";
    for article in &articles {
        page += &heading(article);
        for listed in &article.flags {
            page += &passage(listed);
        }
    }
    page
}

/// Returns the properties of the page.
fn front_matter(flags: &[ListedFlag], articles: usize) -> String {
    let mut page = format!("---\ntitle: Flags\nflags: {}\n", flags.len());
    for status in Status::ALL {
        let count = flags.iter().filter(|listed| listed.flag.status == status).count();
        page += &format!("{}: {count}\n", status.name());
    }
    page += &format!("articles: {articles}\n");
    if let Some(updated) = flags.iter().map(|listed| listed.flag.updated).max() {
        page += &format!("updated: {}\n", updated.strftime("%F"));
    }
    let mut tags: Vec<String> = flags.iter().flat_map(|listed| tags(&listed.flag)).collect();
    tags.sort();
    tags.dedup();
    if !tags.is_empty() {
        page += "tags:\n";
    }
    for tag in tags {
        page += &format!("  - \"{tag}\"\n");
    }
    page + "---\n"
}

/// Returns the heading of an article: headline, date, link and path.
fn heading(article: &Article) -> String {
    let link = article.url().map(|url| format!("[source](<{url}>)"));
    let parts = [Some(escape(&article.date())), link, Some(escape(&article.path()))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let source =
        if parts.is_empty() { String::new() } else { format!("\n{}\n", parts.join(" · ")) };
    format!("\n## {}\n{source}", escape(&article.headline()))
}

fn passage(listed: &ListedFlag) -> String {
    let flag = &listed.flag;
    let mut page = String::from("\n");
    for line in lines(&flag.selector.exact) {
        page += &if line.is_empty() { ">\n".to_owned() } else { format!("> {line}\n") };
    }
    if let Some(attribution) = attribution(listed) {
        page += &format!(">\n> — {}\n", escape(&attribution));
    }
    page += &format!("\n^{}\n\n{}\n", flag.id, state(flag));
    if !flag.note.trim().is_empty() {
        page.push('\n');
        for line in lines(&flag.note) {
            page += &if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") };
        }
    }
    page
}

/// Returns the line with the box: status, priority, dates and tags.
fn state(flag: &Flag) -> String {
    let mark = if flag.status == Status::Done { 'x' } else { ' ' };
    let mut line = format!("- [{mark}] {}", flag.status.name());
    if flag.priority != Priority::Normal {
        line += &format!(" · {} priority", flag.priority.name());
    }
    if let Some(due) = flag.due {
        line += &format!(" · due {due}");
    }
    line += &format!(" · flagged {}", flag.created.strftime("%F"));
    for tag in tags(flag) {
        line += &format!(" #{tag}");
    }
    line
}

fn tags(flag: &Flag) -> impl Iterator<Item = String> {
    flag.tags.iter().map(|tag| hashtag(tag)).filter(|tag| !tag.is_empty())
}

/// Returns a text's lines, escaped.
fn lines(text: &str) -> Vec<String> {
    plain::lines(text).iter().map(|line| escape(line)).collect()
}

/// Escapes one line, so that Markdown (also GitHub's and Obsidian's) shows it as it is.
pub(super) fn escape(shown: &str) -> String {
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
    use super::super::plain::is_hidden;
    use super::super::sample::{HOSTILE, flag, full, hostile};
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[test]
    fn markdown_reads_like_a_page() {
        let mut bare = flag(21, "Yes & no", " ");
        (bare.article.headline, bare.article.published) = (String::new(), None);
        let flags = [full(11), flag(12, "1. Nobody\n\nNobody at all", ""), bare];
        insta::assert_snapshot!(markdown(&flags), @r#"
        ---
        title: Flags
        flags: 3
        open: 1
        waiting: 1
        done: 1
        articles: 2
        updated: 2026-03-04
        tags:
          - "2026-"
          - "R-D"
          - "harbour"
        ---

        # Flags

        ## Harbour \*master\* goes

        2026-03-04 · [source](<https://example.org/a_%28b%29>) · news/harbour\_1.txt

        > 1\. Nobody
        >
        > Nobody at all
        >
        > — Mara Venn, chief pilot

        ^00000000-0000-0000-0000-00000000000c

        - [x] done · flagged 2026-03-04

        > We \[all\] go
        >
        > 1\. Nobody stays
        >
        > — Mara Venn, chief pilot

        ^00000000-0000-0000-0000-00000000000b

        - [ ] waiting · high priority · due 2026-03-10 · flagged 2026-03-04 #2026- #R-D #harbour

          Ask her.

          \- twice
          \# really

        ## Without a headline

        [source](<https://example.org/a_%28b%29>) · news/harbour\_1.txt

        > Yes & no
        >
        > — Mara Venn, chief pilot

        ^00000000-0000-0000-0000-000000000015

        - [ ] open · flagged 2026-03-04
        "#);
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
                Event::Start(Tag::Link { .. }) => tags.push("link".to_owned()),
                Event::SoftBreak | Event::HardBreak | Event::End(_) => {}
                other => tags.push(format!("{other:?}")),
            }
        }
        words.retain(|c| !c.is_whitespace());
        (tags, words)
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_markdown(text in HOSTILE) {
            let shape_of = |flags: &[ListedFlag]| {
                let page = markdown(flags);
                let (front, body) = page.split_once("\n---\n").unwrap();
                prop_assert!(front.lines().all(|line| !line.starts_with("title") || line == "title: Flags"));
                Ok((front.lines().count(), shape(body)))
            };
            let found = shape_of(&[hostile(&text)])?;
            let plain = shape_of(&[hostile("x")])?;
            prop_assert_eq!(found.1.0, plain.1.0);
            prop_assert!(found.0 <= plain.0);
            let shown: String =
                text.chars().filter(|&c| !is_hidden(c) && !c.is_whitespace()).collect();
            // In the heading and beside it, in the quotation, speaker, role and note.
            prop_assert!(shown.is_empty() || found.1.1.matches(&shown).count() >= 6);
        }
    }
}
