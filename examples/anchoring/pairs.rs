//! Two versions of one article: stories that stand twice in the corpora, and pages beside what
//! was taken out of them.

use super::article::{Article, document};
use anyhow::{Context, Result};
use pullquote::document::Document;
use pullquote::flag::ArticleKeys;
use pullquote::load::{Limits, load_text};
use std::collections::BTreeMap;
use std::fs::{read_dir, read_to_string};
use std::path::Path;

/// Two versions of an article.
pub(crate) struct Pair {
    /// The one that was read first.
    pub(crate) old: Document,
    /// The other.
    pub(crate) new: Document,
}

/// Sketched shingles in a hundred that two articles share if they are one.
const SHARED: usize = 25;

/// Returns articles that are in large part the same, but not to the letter; O(n log n).
pub(crate) fn twice(articles: &[Article]) -> Vec<Pair> {
    let documents: Vec<Document> =
        articles.iter().map(|article| document(article.text.clone())).collect();
    let sketches: Vec<Vec<u64>> =
        documents.iter().map(|document| ArticleKeys::of(document).shingles).collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, sketch) in sketches.iter().enumerate() {
        for shingle in sketch {
            holders.entry(*shingle).or_default().push(index);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in holders.values() {
        for (place, &one) in holders.iter().enumerate() {
            for &other in holders.iter().skip(place + 1) {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    let pair = |((one, other), count): ((usize, usize), usize)| {
        let (old, new) = (documents.get(one)?, documents.get(other)?);
        let least = sketches.get(one)?.len().min(sketches.get(other)?.len());
        let is_pair = 100 * count >= SHARED * least && old.text != new.text;
        is_pair.then(|| Pair { old: old.clone(), new: new.clone() })
    };
    shared.into_iter().filter_map(pair).collect()
}

/// Returns what a page's article is with all that stands around it, and without.
pub(crate) fn pages(folder: &Path) -> Result<Vec<Pair>> {
    let folder = folder.join("fixtures/mozilla-readability");
    let mut pairs = Vec::new();
    let Ok(entries) = read_dir(&folder) else { return Ok(pairs) };
    let mut pages: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    pages.sort();
    for page in pages.iter().filter(|page| page.is_dir()) {
        let read = |name: &str| -> Result<Document> {
            let file = page.join(name);
            let html = read_to_string(&file).with_context(|| file.display().to_string())?;
            Ok(load_text(name, &bare(&html), &Limits::default()))
        };
        pairs.push(Pair { old: read("expected.html")?, new: read("source.html")? });
    }
    Ok(pairs)
}

/// Elements that end a paragraph, and those whose content is no text.
const BLOCKS: [&str; 16] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "tr",
    "section",
    "article",
    "blockquote",
    "pre",
];
const HIDDEN: [&str; 5] = ["script", "style", "head", "noscript", "svg"];

/// Returns the text of a page without its tags: crude, but the same for both.
fn bare(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((words, tag)) = rest.split_once('<') {
        text.push_str(
            &words.split_whitespace().fold(String::new(), |line, word| line + word + " "),
        );
        let closing = if tag.starts_with("!--") { "-->" } else { ">" };
        let (inner, behind) = tag.split_once(closing).unwrap_or((tag, ""));
        let name = inner.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric());
        let name = name.into_iter().next().unwrap_or("").to_ascii_lowercase();
        rest = behind;
        if HIDDEN.contains(&name.as_str()) && !inner.starts_with('/') && !inner.ends_with('/') {
            let end = behind.to_ascii_lowercase().find(&format!("</{name}"));
            rest = end.and_then(|end| behind.get(end..)).unwrap_or("");
        } else if BLOCKS.contains(&name.as_str()) {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
    }
    let named = [
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text, |text, (name, character)| text.replace(name, character))
}
