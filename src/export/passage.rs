//! A passage of an article as it is taken along: as text, as a quotation, as a citation, as a link.

use super::markdown::escape;
use crate::briefing::Briefing;
use crate::document::Document;
use crate::search::find_all;
use crate::span::Span;
use std::fmt::Write;

/// Returns the words of a passage, paragraphs parted by blank lines.
#[must_use]
pub fn text(document: &Document, passage: Span) -> String {
    passage.trim(&document.text).of(&document.text).to_owned()
}

/// Returns a passage as a Markdown quotation with its speaker, if one quote holds it, and its
/// source. Whatever the article holds is escaped.
#[must_use]
pub fn quotation(briefing: &Briefing, passage: Span) -> String {
    let document = &briefing.document;
    let mut out = String::new();
    for line in text(document, passage).lines() {
        let line = escape(line.trim());
        let _ = writeln!(out, "{}", format!("> {line}").trim_end());
    }
    let mut source = Vec::new();
    if let Some(speaker) = briefing.speaker_of(passage) {
        source.push(escape(&speaker.canonical));
        source.extend(speaker.role.as_deref().map(escape));
    }
    let title = escape(title(document));
    source.push(match page(document) {
        // An address has neither blanks nor brackets by then.
        Some(url) => format!("[{title}](<{url}>)"),
        None => format!("*{title}*"),
    });
    source.extend(document.published.map(|published| published.date.to_string()));
    let _ = writeln!(out, ">\n> — {}", source.join(", "));
    out
}

/// Returns a passage in one line with what a reader needs to find it.
#[must_use]
pub fn citation(briefing: &Briefing, passage: Span) -> String {
    let document = &briefing.document;
    let words = text(document, passage).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_quoted = words.starts_with(['“', '"', '«', '„']);
    let mut out = if is_quoted { words } else { format!("“{words}”") };
    out.push_str(" — ");
    let mut source = Vec::new();
    if let Some(speaker) = briefing.speaker_of(passage) {
        source.push(speaker.canonical.clone());
        source.extend(speaker.role.clone());
    }
    source.push(format!("“{}”", title(document)));
    source.extend(document.byline.map(|span| span.of(&document.text).to_owned()));
    source.extend(document.published.map(|published| published.date.to_string()));
    source.extend(page(document).map(str::to_owned));
    out.push_str(&source.join(", "));
    out
}

/// Returns the address of the article's own page, if it is one that a browser may be given: http
/// or https, without blanks and controls.
#[must_use]
pub fn page(document: &Document) -> Option<&str> {
    document.url.as_deref().filter(|url| is_web(url))
}

/// Tells whether an address may be given to a browser.
#[must_use]
pub fn is_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`');
    matches!(scheme.as_deref(), Some("http" | "https")) && !url.contains(odd)
}

/// Words at either end of a long passage, and around a short one that stands more than once.
const ENDS: usize = 5;
/// Words of a passage that is named as a whole, at the most.
const WHOLE: usize = 12;

/// Returns a link to a passage on the article's own page: its address with a text fragment, which
/// browsers scroll to and mark. `None` if the article names no page.
#[must_use]
pub fn link(document: &Document, passage: Span) -> Option<String> {
    let page = page(document)?;
    let words = passage.trim(&document.text).of(&document.text);
    let parts: Vec<&str> = words.split_whitespace().collect();
    let join = |words: &[&str]| encoded(&words.join(" "));
    // Text is looked for within one block; a range may reach over several.
    let directive = if parts.len() <= WHOLE && !words.contains('\n') {
        let exact = join(&parts);
        // Browsers do not mind the case.
        if find_all(document.annotated_text(), &words.to_lowercase()).len() > 1 {
            let (before, after) = around(document, passage.trim(&document.text));
            let before = (!before.is_empty()).then(|| format!("{}-,", join(&before)));
            let after = (!after.is_empty()).then(|| format!(",-{}", join(&after)));
            format!("{}{exact}{}", before.unwrap_or_default(), after.unwrap_or_default())
        } else {
            exact
        }
    } else {
        let first = words.lines().next().unwrap_or("").split_whitespace();
        let first: Vec<&str> = first.take(ENDS).collect();
        let last = words.lines().next_back().unwrap_or("").split_whitespace();
        let mut last: Vec<&str> = last.rev().take(ENDS).collect();
        last.reverse();
        format!("{},{}", join(&first), join(&last))
    };
    let mark = if page.contains('#') { "" } else { "#" };
    Some(format!("{page}{mark}:~:text={directive}"))
}

/// The words before and behind a passage in its own paragraph.
fn around(document: &Document, passage: Span) -> (Vec<&str>, Vec<&str>) {
    let block = document.block_at(passage.start).and_then(|at| document.blocks.get(at));
    let Some(block) = block else { return (Vec::new(), Vec::new()) };
    let before = Span::new(block.span.start, passage.start).of(&document.text);
    let after = Span::new(passage.end, block.span.end).of(&document.text);
    let mut before: Vec<&str> = before.split_whitespace().rev().take(ENDS).collect();
    before.reverse();
    (before, after.split_whitespace().take(ENDS).collect())
}

/// Everything but letters and digits of ASCII and a few signs that mean nothing in a fragment.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn title(document: &Document) -> &str {
    match document.headline() {
        "" => &document.name,
        headline => headline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Limits, load};
    use std::sync::Arc;

    const ARTICLE: &str = "+++\ntitle = \"Gates *stay* shut\"\nurl = \"https://news.example/gates?a=1\"\n\
        date = 2031-02-03\nauthor = \"Lena Fisk\"\n+++\n\n\
        “The gates stay shut, all of them,” said Mara Venn, the harbour master.\n\n\
        All of them are shut - in [winter], and 50% in spring, for as long as anybody remembers.\n";

    fn briefing() -> Briefing {
        let mut document = load("gates.md", ARTICLE.as_bytes(), &Limits::default());
        let document = document.next().expect("an article");
        let annotations = Arc::new(crate::annotate::annotate(&document));
        Briefing { document: Arc::new(document), annotations }
    }

    fn passage(briefing: &Briefing, words: &str) -> Span {
        let start = briefing.document.text.find(words).expect("words of the article");
        Span::new(start, start + words.len())
    }

    #[test]
    fn a_quotation_names_speaker_and_source() {
        let briefing = briefing();
        let quote = passage(&briefing, "“The gates stay shut, all of them,”");
        insta::assert_snapshot!(quotation(&briefing, quote), @r#"
        > “The gates stay shut, all of them,”
        >
        > — Mara Venn, the harbour master, [Gates \*stay\* shut](<https://news.example/gates?a=1>), 2031-02-03
        "#);
        let both = quote.hull(passage(&briefing, "All of them are shut - in [winter]"));
        insta::assert_snapshot!(quotation(&briefing, both), @r#"
        > “The gates stay shut, all of them,” said Mara Venn, the harbour master.
        >
        > All of them are shut - in \[winter\]
        >
        > — [Gates \*stay\* shut](<https://news.example/gates?a=1>), 2031-02-03
        "#);
    }

    #[test]
    fn a_citation_is_one_line() {
        let briefing = briefing();
        let quote = passage(&briefing, "“The gates stay shut, all of them,”");
        insta::assert_snapshot!(citation(&briefing, quote), @"“The gates stay shut, all of them,” — Mara Venn, the harbour master, “Gates *stay* shut”, Lena Fisk, 2031-02-03, https://news.example/gates?a=1");
        insta::assert_snapshot!(citation(&briefing, passage(&briefing, "shut - in")), @"“shut - in” — “Gates *stay* shut”, Lena Fisk, 2031-02-03, https://news.example/gates?a=1");
    }

    #[test]
    fn a_link_leads_to_the_passage() {
        let briefing = briefing();
        let check = |words: &str, expected: &str| {
            let link = link(&briefing.document, passage(&briefing, words)).expect("a page");
            let directive = link.strip_prefix("https://news.example/gates?a=1#:~:text=");
            assert_eq!(directive, Some(expected), "{words}");
        };
        check("the harbour master", "the%20harbour%20master");
        check("50% in", "50%25%20in");
        check("shut - in [winter],", "shut%20%2D%20in%20%5Bwinter%5D%2C");
        check("All of them", "All%20of%20them,-are%20shut%20%2D%20in%20%5Bwinter%5D%2C");
        check(
            "All of them are shut - in [winter], and 50% in spring, for as",
            "All%20of%20them%20are%20shut,50%25%20in%20spring%2C%20for%20as",
        );
        let mut elsewhere = (*briefing.document).clone();
        let span = passage(&briefing, "harbour");
        elsewhere.url = Some("javascript:alert(1)".to_owned());
        assert_eq!(link(&elsewhere, span), None);
        elsewhere.url = Some("https://news.example/#top".to_owned());
        let expected = "https://news.example/#top:~:text=harbour";
        assert_eq!(link(&elsewhere, span).as_deref(), Some(expected));
    }

    #[test]
    fn only_the_web_is_for_browsers() {
        for (url, expected) in [
            ("https://news.example/a", true),
            ("HTTP://news.example", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("https://news.example/a b", false),
            ("https://news.example/\u{1b}", false),
            ("news.example", false),
            ("-https://news.example", false),
        ] {
            assert_eq!(is_web(url), expected, "{url}");
        }
    }
}
