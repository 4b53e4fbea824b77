//! Gold labels that are wrong, and what they should say.
//!
//! Cue and source that have changed places are known by their words, in any file; what is wrong in the
//! development articles besides is listed.

use crate::gold::{Gold, GoldQuote, Points};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::Path;

const LIST: &str = include_str!("corrections.toml");

/// Names of the files that the list is for.
const LISTED: [&str; 2] = ["dev-canonical.jsonl", "dev.jsonl"];

/// What is wrong in the articles of a file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Corrections {
    said: Vec<Said>,
    unsaid: Vec<Unsaid>,
    sources: Vec<Source>,
    names: Vec<Name>,
}

/// A stretch in marks that somebody says: a part of a quotation, or one with a source of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    article: usize,
    at: Points,
    quote: Option<String>,
    source: Option<Points>,
}

/// A stretch in marks that nobody says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unsaid {
    article: usize,
    at: Points,
}

/// A stretch in marks that somebody else says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    article: usize,
    at: Points,
    source: Points,
    /// None if the gold need not name them.
    name: Option<String>,
}

/// The name of a speaker: in one article or in all, of one stretch or of all with a source so worded.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    article: Option<usize>,
    at: Option<Points>,
    source: Option<String>,
    gold: String,
    name: String,
}

impl Corrections {
    /// Reads those for a gold file.
    pub(crate) fn of(file: &Path) -> Result<Self> {
        let listed = LISTED.iter().any(|name| file.ends_with(name));
        if listed { toml::from_str(LIST).context("corrections.toml") } else { Ok(Self::default()) }
    }

    /// Corrects one article, by its number in the file from 1.
    ///
    /// # Errors
    ///
    /// Fails if the article has nothing where the list says.
    pub(crate) fn correct(&self, gold: &mut Gold, article: usize) -> Result<()> {
        let text: Vec<char> = gold.text.chars().collect();
        gold.quotes.iter_mut().for_each(|quote| turn(&text, quote));
        for Unsaid { at, .. } in self.unsaid.iter().filter(|it| it.article == article) {
            take(gold, *at)?;
        }
        for Source { at, source, name, .. } in
            self.sources.iter().filter(|it| it.article == article)
        {
            let named = take(gold, *at)?.canonical.is_some();
            let canonical = name.clone().filter(|_| named).map(|name| vec![name]);
            gold.quotes.push(GoldQuote { canonical, ..said(&text, *at, *source) });
        }
        for Said { at, quote, source, .. } in self.said.iter().filter(|it| it.article == article) {
            let wanted = |own: &&mut GoldQuote| Some(&own.id) == quote.as_ref();
            match (gold.quotes.iter_mut().find(wanted), source) {
                (Some(quote), None) => quote.segments.push(*at),
                (None, Some(source)) => gold.quotes.push(said(&text, *at, *source)),
                _ => bail!("article {article} has no quotation for {at:?}"),
            }
            gold.unattributed_segments.retain(|segment| segment != at);
        }
        let own = |it: &&Name| it.article.is_none_or(|own| own == article);
        for Name { at, source, gold: wrong, name, .. } in self.names.iter().filter(own) {
            let meant = |quote: &&mut GoldQuote| {
                at.is_none_or(|at| quote.segments.contains(&at))
                    && source.as_ref().is_none_or(|source| *source == quote.source_text)
            };
            let names = gold.quotes.iter_mut().filter(meant).filter_map(|q| q.canonical.as_mut());
            names.flatten().filter(|own| *own == wrong).for_each(|own| own.clone_from(name));
        }
        Ok(())
    }
}

/// Takes a stretch from the quotation that has it; returns that.
fn take(gold: &mut Gold, at: Points) -> Result<&GoldQuote> {
    let mut quotes = gold.quotes.iter_mut();
    let quote = quotes.find(|quote| quote.segments.contains(&at));
    let quote = quote.with_context(|| format!("{} has nothing said at {at:?}", gold.doc))?;
    quote.segments.retain(|segment| *segment != at);
    Ok(quote)
}

/// A quotation that is one stretch in marks.
fn said(text: &[char], at: Points, source: Points) -> GoldQuote {
    let mut quote = GoldQuote {
        kind: "direct".to_owned(),
        content: vec![at],
        segments: vec![at],
        ..GoldQuote::default()
    };
    name(text, &mut quote, vec![source]);
    quote
}

/// Gives a quotation its source.
fn name(text: &[char], quote: &mut GoldQuote, source: Vec<Points>) {
    quote.source_text = words(text, &source);
    let pronoun =
        matches!(quote.source_text.as_str(), "he" | "she" | "they" | "He" | "She" | "They");
    let named = quote.source_text.chars().any(char::is_uppercase);
    let kind = match (pronoun, named) {
        (true, _) => "pronoun",
        (_, true) => "named",
        _ => "nominal",
    };
    quote.source_kind = kind.to_owned();
    quote.source = source;
}

fn words(text: &[char], spans: &[Points]) -> String {
    let of = |&[start, end]: &Points| text.get(start..end).unwrap_or_default();
    spans.iter().map(|span| of(span).iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// “*said*” for the source of what “Venn” reports: turns cue and source back.
fn turn(text: &[char], quote: &mut GoldQuote) {
    let word = quote.source_text.split_whitespace().next().unwrap_or_default();
    let reports = matches!(word, "said" | "says" | "asked" | "added" | "According");
    if reports && !quote.cue.is_empty() {
        let cue = std::mem::take(&mut quote.source);
        let source = std::mem::replace(&mut quote.cue, cue);
        name(text, quote, source);
    }
}
