//! Where the articles come from: saved pages and gold articles beside the project.

use super::article::Article;
use anyhow::{Context, Result, bail};
use pullquote::load::{Limits, load_text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::path::Path;

/// A saved page's article.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    article_body: String,
}

/// An article of the corpus.
#[derive(Deserialize)]
struct Line {
    doc: String,
    text: String,
}

/// Reads the articles under a folder that holds `fixtures` and `corpora`.
pub(crate) fn articles(folder: &Path) -> Result<Vec<Article>> {
    let mut texts = Vec::new();
    let pages = folder.join("fixtures/scrapinghub/ground-truth.json");
    if pages.is_file() {
        let pages: BTreeMap<String, Page> = serde_json::from_str(&read(&pages)?)?;
        texts.extend(pages.into_iter().map(|(id, page)| (id, page.article_body)));
    }
    for name in ["dev", "train"] {
        let file = folder.join(format!("corpora/polnear/{name}.jsonl"));
        if file.is_file() {
            for line in read(&file)?.lines() {
                let Line { doc, text } = serde_json::from_str(line)?;
                texts.push((doc, text));
            }
        }
    }
    if texts.is_empty() {
        bail!("{} holds neither fixtures nor corpora", folder.display());
    }
    let load =
        |(name, text): (String, String)| Article::of(&load_text(&name, &text, &Limits::default()));
    Ok(texts.into_iter().map(load).collect())
}

fn read(path: &Path) -> Result<String> {
    read_to_string(path).with_context(|| path.display().to_string())
}
