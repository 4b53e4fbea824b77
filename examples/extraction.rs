//! Measures how well the article of a page is found, as the article extraction benchmark does.
//!
//! `cargo run --release --example extraction -- FOLDER [--pages]`, where FOLDER holds
//! `ground-truth.json` and `html/ID.html.gz`. Of each page the words of the body are cut into
//! stretches of four; precision and recall are the means over the pages, F1 is made of them. With
//! `--pages` each page is told, the worst first.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use pullquote::load::{Limits, load};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

/// Words of a stretch.
const STRETCH: usize = 4;

struct Score {
    page: String,
    precision: f64,
    recall: f64,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("Name the folder of the benchmark.")?;
    let tells_pages = arguments.next().as_deref() == Some("--pages");
    let folder = Path::new(&folder);
    let truth = std::fs::read_to_string(folder.join("ground-truth.json"))?;
    let truth: HashMap<String, HashMap<String, String>> = serde_json::from_str(&truth)?;
    let mut pages: Vec<_> = truth.iter().collect();
    pages.sort_by_key(|(page, _)| *page);
    let (mut scores, mut taken, mut bytes) = (Vec::new(), Duration::ZERO, 0);
    for (page, facts) in pages {
        let mut source = Vec::new();
        let path = folder.join("html").join(format!("{page}.html.gz"));
        GzDecoder::new(File::open(path)?).read_to_end(&mut source)?;
        let start = Instant::now();
        let found = body(&source);
        taken += start.elapsed();
        bytes += source.len();
        let expected = facts.get("articleBody").map_or("", String::as_str);
        scores.push(score(page, expected, &found));
    }
    if tells_pages {
        let f1 = |score: &Score| harmonic(score.precision, score.recall);
        scores.sort_by(|a, b| f1(a).total_cmp(&f1(b)));
        for Score { page, precision, recall } in &scores {
            println!("{page} precision {precision:.3} recall {recall:.3}");
        }
    }
    let mean = |part: fn(&Score) -> f64| {
        let parts: Vec<f64> = scores.iter().map(part).filter(|it| !it.is_nan()).collect();
        parts.iter().sum::<f64>() / parts.len() as f64
    };
    let (precision, recall) = (mean(|score| score.precision), mean(|score| score.recall));
    println!(
        "{} pages: F1 {:.3}, precision {precision:.3}, recall {recall:.3}; {:.1} ms a page, {:.1} MB/s",
        scores.len(),
        harmonic(precision, recall),
        taken.as_secs_f64() * 1e3 / scores.len() as f64,
        bytes as f64 / 1e6 / taken.as_secs_f64(),
    );
    Ok(())
}

/// Returns the words of a page's article.
fn body(source: &[u8]) -> String {
    let documents = load("page.html", source, &Limits::default());
    let of = |document: &pullquote::document::Document| {
        let blocks = document.body().map(|block| block.span.of(&document.text));
        blocks.collect::<Vec<_>>().join("\n")
    };
    documents.map(|document| of(&document)).collect::<Vec<_>>().join("\n")
}

/// Compares a page's article with what it should be; a page without one of them has no precision,
/// or no recall.
fn score(page: &str, expected: &str, found: &str) -> Score {
    let (expected, found) = (stretches(expected), stretches(found));
    let common: usize = expected
        .iter()
        .map(|(stretch, count)| found.get(stretch).map_or(0, |found| *found.min(count)))
        .sum();
    let share = |of: &HashMap<Vec<String>, usize>| {
        let all: usize = of.values().sum();
        common as f64 / all as f64
    };
    Score { page: page.to_owned(), precision: share(&found), recall: share(&expected) }
}

fn stretches(text: &str) -> HashMap<Vec<String>, usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<String> =
        text.split(|c| !is_word(c)).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let mut counts = HashMap::new();
    for stretch in words.windows(STRETCH.min(words.len()).max(1)) {
        *counts.entry(stretch.to_vec()).or_insert(0) += 1;
    }
    counts
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}
