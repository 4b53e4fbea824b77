//! Learning whether somebody says a stretch in marks.
//!
//! The trees learn from what taggers say of articles that they have not seen: of five taggers
//! each learns from four fifths of the articles and reads the last fifth.

use crate::corpus::Example;
use crate::gold::{Fold, Gold, Points};
use crate::{train, trees, weights};
use anyhow::{Context, Result};
use pullquote::annotate::learn::{self, Kinds};
use pullquote::document::Document;
use pullquote::load::{Limits, load_text};
use pullquote::span::CodePoints;
use std::path::Path;

/// How many taggers.
const TAGGERS: usize = 5;
/// Where the numbers drawn for the trees begin, and those for the taggers.
const SEED: u64 = 1;
const TAGGER_SEED: u64 = 3;

/// An article with its number.
pub(crate) struct Article {
    number: usize,
    gold: Gold,
    document: Document,
}

/// Reads the articles to learn from.
pub(crate) fn read(corpora: &Path, held_out: Option<Fold>) -> Result<Vec<Article>> {
    let path = corpora.join("polnear/train.jsonl");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|line| !line.trim().is_empty()).enumerate();
    let learned = lines.filter(|(number, _)| !held_out.is_some_and(|fold| fold.holds(*number)));
    let article = |(number, line)| {
        let gold: Gold = serde_json::from_str(line)?;
        let document = load_text("-", &gold.text, &Limits::default());
        Ok(Article { number, gold, document })
    };
    learned.map(article).collect()
}

/// Grows the trees.
pub(crate) fn trees(articles: &[Article], examples: &[Example], kinds: Kinds) -> Result<Vec<f32>> {
    let mut features = Vec::new();
    let mut said = Vec::new();
    // Places, for the numbers of the articles have gaps where some are held out.
    let place = |number| articles.partition_point(|article| article.number < number);
    for part in 0..TAGGERS {
        let unseen = |number| place(number) % TAGGERS == part;
        let seen: Vec<&Example> = examples.iter().filter(|e| !unseen(e.article)).collect();
        let bytes = weights::write(&train(&seen, TAGGER_SEED), &[], kinds);
        // Weights live as long as the program does.
        let tagger = learn::Tagger::read(Vec::leak(bytes))?;
        for article in articles.iter().filter(|article| unseen(article.number)) {
            let points = CodePoints::new(&article.gold.text);
            let chars: Vec<char> = article.gold.text.chars().collect();
            for (span, own) in tagger.marked(&article.document) {
                let Some(span) = article.document.source.span(span) else { continue };
                features.push(own);
                said.push(is_said(&chars, &article.gold, points.of_span(span)));
            }
        }
    }
    Ok(trees::grow(&features, &said, SEED))
}

/// Tells whether a stretch is one that somebody says: half of the letters are the same.
fn is_said(text: &[char], gold: &Gold, [start, end]: Points) -> bool {
    let letters = |from: usize, to: usize| {
        text.get(from..to).unwrap_or_default().iter().filter(|c| c.is_alphanumeric()).count()
    };
    let segments = || gold.quotes.iter().flat_map(|quote| &quote.segments);
    segments().any(|&[from, to]| {
        let common = letters(start.max(from), end.min(to));
        2 * common >= letters(start, end) + letters(from, to) - common && common > 0
    })
}
