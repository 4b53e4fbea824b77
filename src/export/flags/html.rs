//! Flags as one HTML page that needs nothing else.

use super::article::{Article, attribution, by_article};
use super::plain;
use crate::flag::{Flag, ListedFlag, Priority, Status};

/// Nothing is loaded or run, whatever is in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fdfcfa; --soft: #5f6368;
  --line: #d8d4cc; --open: #b3261e; --waiting: #8a5a00; --done: #2e6b34; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4df; --paper: #17181a; --soft: #a4a7ab;
  --line: #3b3d40; --open: #ff8a80; --waiting: #f2b84b; --done: #81c784; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 Georgia, 'Times New Roman', serif; overflow-wrap: anywhere; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1, h2 { line-height: 1.25; }
h2 { margin: 2.5rem 0 0; font-size: 1.35rem; }
p { margin: .4rem 0; }
a { color: inherit; }
.about, .state { color: var(--soft); font: .85rem/1.5 system-ui, sans-serif; }
.flag { margin: 1.25rem 0; padding-left: 1rem; border-left: .25rem solid var(--open); }
.flag.waiting { border-color: var(--waiting); }
.flag.done { border-color: var(--done); }
.flag b { color: var(--open); }
.flag.waiting b { color: var(--waiting); }
.flag.done b { color: var(--done); }
blockquote { margin: 0; font-size: 1.08rem; }
.speaker { font-style: italic; }
.note { margin: .5rem 0; padding: .3rem .8rem; border: 1px solid var(--line);
  border-radius: .3rem; font-family: system-ui, sans-serif; font-size: .95rem; }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #444;
  --line: #999; } main { max-width: none; padding: 0; } h2 { break-after: avoid; }
  .flag { break-inside: avoid; } .about a::after { content: ' (' attr(href) ')'; } }
";

/// Returns flags as an HTML page, also well-formed as XML: no script, nothing that is loaded from
/// elsewhere, dark where the reader's screen is.
#[must_use]
pub fn html(flags: &[ListedFlag]) -> String {
    let articles = by_article(flags);
    let counts = Status::ALL.map(|status| {
        let count = flags.iter().filter(|listed| listed.flag.status == status).count();
        format!("{count} {}", status.name())
    });
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\" />\n\
         <meta name=\"referrer\" content=\"no-referrer\" />\n\
         <title>Flags</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Flags</h1>\n\
         <p class=\"about\">{} in {}: {}</p>\n",
        count(flags.len(), "flag"),
        count(articles.len(), "article"),
        counts.join(", "),
    );
    for article in &articles {
        page += &section(article);
    }
    page + "</main>\n</body>\n</html>\n"
}

fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn section(article: &Article) -> String {
    let link = article.url().map(|url| {
        let url = escape(&url);
        format!("<a href=\"{url}\" rel=\"noopener noreferrer nofollow\">source</a>")
    });
    let parts = [Some(escape(&article.date())), link, Some(escape(&article.path()))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let mut page = format!(
        "<section id=\"a{}\">\n<h2 dir=\"auto\">{}</h2>\n",
        article.id,
        escape(&article.headline())
    );
    if !parts.is_empty() {
        page += &format!("<p class=\"about\">{}</p>\n", parts.join(" · "));
    }
    for listed in &article.flags {
        page += &passage(listed);
    }
    page + "</section>\n"
}

fn passage(listed: &ListedFlag) -> String {
    let flag = &listed.flag;
    let mut page = format!(
        "<article class=\"flag {}\" id=\"f{}\">\n<blockquote dir=\"auto\">\n{}</blockquote>\n",
        flag.status.name(),
        flag.id,
        paragraphs(&flag.selector.exact)
    );
    if let Some(attribution) = attribution(listed) {
        page += &format!("<p class=\"speaker\" dir=\"auto\">— {}</p>\n", escape(&attribution));
    }
    page += &format!("<p class=\"state\">{}</p>\n", state(flag));
    let note = paragraphs(&flag.note);
    if !note.is_empty() {
        page += &format!("<div class=\"note\" dir=\"auto\">\n{note}</div>\n");
    }
    page + "</article>\n"
}

/// Returns a text's paragraphs, in which a line break stays one.
fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = plain::lines(text).iter().map(|line| escape(line)).collect();
    lines
        .split(String::is_empty)
        .filter(|lines| !lines.is_empty())
        .map(|lines| format!("<p>{}</p>\n", lines.join("<br />\n")))
        .collect()
}

/// Returns the line with the box: status, priority, dates and tags.
fn state(flag: &Flag) -> String {
    let mark = if flag.status == Status::Done { '☑' } else { '☐' };
    let mut parts = vec![format!("{mark} <b>{}</b>", flag.status.name())];
    if flag.priority != Priority::Normal {
        parts.push(format!("{} priority", flag.priority.name()));
    }
    if let Some(due) = flag.due {
        parts.push(format!("due <time>{due}</time>"));
    }
    parts.push(format!("flagged <time>{}</time>", flag.created.strftime("%F")));
    let tags = flag.tags.iter().map(|tag| plain::one_line(tag)).filter(|tag| !tag.is_empty());
    parts.extend(tags.map(|tag| format!("#{}", escape(&tag))));
    parts.join(" · ")
}

/// Returns a line as HTML and XML show it, in text and in quotation marks.
pub(super) fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            _ => escaped.push(c),
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
    use roxmltree::{Document, ParsingOptions};

    #[test]
    fn html_reads_like_a_page() {
        let page = html(&[full(11), flag(12, "Yes & no", "")]);
        let (_, body) = page.split_once("</style>\n").unwrap();
        insta::assert_snapshot!(body, @r#"
        </head>
        <body>
        <main>
        <h1>Flags</h1>
        <p class="about">2 flags in 1 article: 0 open, 1 waiting, 1 done</p>
        <section id="a00000000-0000-0000-0000-000000000001">
        <h2 dir="auto">Harbour *master* goes</h2>
        <p class="about">2026-03-04 · <a href="https://example.org/a_%28b%29" rel="noopener noreferrer nofollow">source</a> · news/harbour_1.txt</p>
        <article class="flag done" id="f00000000-0000-0000-0000-00000000000c">
        <blockquote dir="auto">
        <p>Yes &amp; no</p>
        </blockquote>
        <p class="speaker" dir="auto">— Mara Venn, chief pilot</p>
        <p class="state">☑ <b>done</b> · flagged <time>2026-03-04</time></p>
        </article>
        <article class="flag waiting" id="f00000000-0000-0000-0000-00000000000b">
        <blockquote dir="auto">
        <p>We [all] go</p>
        <p>1. Nobody stays</p>
        </blockquote>
        <p class="speaker" dir="auto">— Mara Venn, chief pilot</p>
        <p class="state">☐ <b>waiting</b> · high priority · due <time>2026-03-10</time> · flagged <time>2026-03-04</time> · #2026 · #R&amp;D · #harbour</p>
        <div class="note" dir="auto">
        <p>Ask her.</p>
        <p>- twice<br />
        # really</p>
        </div>
        </article>
        </section>
        </main>
        </body>
        </html>
        "#);
    }

    /// Returns the page's elements with the names of their attributes, and its words.
    fn shape(page: &str) -> (Vec<String>, String) {
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(page, options).unwrap();
        let mut elements = Vec::new();
        let mut words = String::new();
        for node in document.root().descendants() {
            assert!(node.is_element() || node.is_text() || node.is_root());
            words += node.text().filter(|_| node.is_text()).unwrap_or_default();
            let names = node.attributes().map(|attribute| attribute.name());
            // How many paragraphs and lines a text has is its own affair.
            if node.is_element() && !matches!(node.tag_name().name(), "p" | "br") {
                let names: Vec<&str> = names.collect();
                elements.push(format!("{} {}", node.tag_name().name(), names.join(" ")));
            }
        }
        elements.retain(|element| element != "div class dir");
        words.retain(|c| !c.is_whitespace());
        (elements, words)
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_html(text in HOSTILE) {
            let found = shape(&html(&[hostile(&text)]));
            prop_assert_eq!(found.0, shape(&html(&[hostile("x")])).0);
            let shown: String =
                text.chars().filter(|&c| !is_hidden(c) && !c.is_whitespace()).collect();
            prop_assert!(shown.is_empty() || found.1.matches(&shown).count() >= 7);
        }
    }
}
