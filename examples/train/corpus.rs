//! Gold articles as sequences of labels.

use crate::gold::Gold;
use anyhow::{Context, Result};
use pullquote::annotate::learn::{self, Sequence};
use pullquote::load::{Limits, load_text};
use pullquote::span::CodePoints;
use std::path::Path;

/// One block with a label a token.
pub(crate) struct Labelled {
    pub(crate) rows: Vec<[u32; 13]>,
    pub(crate) labels: Vec<u8>,
    /// Index of the attribution (+1) whose content each token is.
    pub(crate) content: Vec<u32>,
    /// Whether the token holds letters or digits, and how many.
    pub(crate) letters: Vec<u32>,
}

pub(crate) struct Article {
    pub(crate) blocks: Vec<Labelled>,
    pub(crate) gold: usize,
}

pub(crate) const LABELS: usize = 8;
pub(crate) const OUT: u8 = 0;
pub(crate) const CUE: u8 = 1;
/// A source whose cue follows.
pub(crate) const SOURCE_PRE: u8 = 2;
pub(crate) const SOURCE_POST: u8 = 3;
/// Content whose cue follows: begin, inside.
pub(crate) const PRE_B: u8 = 4;
pub(crate) const PRE_I: u8 = 5;
pub(crate) const POST_B: u8 = 6;
pub(crate) const POST_I: u8 = 7;

pub(crate) fn read(path: &Path) -> Result<Vec<Article>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| Ok(article(&serde_json::from_str(l)?)))
        .collect()
}

fn article(gold: &Gold) -> Article {
    let chars: Vec<char> = gold.text.chars().collect();
    let n = chars.len();
    // (attribution + 1, span number, label-kind)
    let mut content = vec![(0_u32, 0_u32); n];
    let mut label = vec![OUT; n];
    for (index, quote) in gold.quotes.iter().enumerate() {
        let cue = quote.cue.first().map_or(usize::MAX, |c| c[0]);
        for (k, &[a, b]) in quote.content.iter().enumerate() {
            for at in a..b.min(n) {
                content[at] = (index as u32 + 1, k as u32 + 1);
                label[at] = if a < cue { PRE_I } else { POST_I };
            }
        }
        for &[a, b] in &quote.cue {
            label[a..b.min(n)].fill(CUE);
        }
        for &[a, b] in &quote.source {
            label[a..b.min(n)].fill(if a < cue { SOURCE_PRE } else { SOURCE_POST });
        }
    }
    let document = load_text("-", &gold.text, &Limits::default());
    let points = CodePoints::new(&gold.text);
    let blocks = learn::sequences(&document)
        .into_iter()
        .map(|Sequence { spans, rows }| {
            let mut labels = Vec::new();
            let mut ids = Vec::new();
            let mut letters = Vec::new();
            let mut last = (0, 0);
            for span in spans {
                letters
                    .push(span.of(&document.text).chars().filter(|c| c.is_alphanumeric()).count()
                        as u32);
                let Some(place) = document.source.span(span) else {
                    labels.push(OUT);
                    ids.push(0);
                    last = (0, 0);
                    continue;
                };
                let [a, b] = points.of_span(place);
                // A mark takes the label of its first code point, a word that of its first letter.
                let at = (a..b).find(|&i| chars[i].is_alphanumeric()).unwrap_or(a);
                let mut l = label[at];
                let id = content[at];
                if l >= PRE_B && id != last {
                    l -= 1;
                }
                last = if l >= PRE_B { id } else { (0, 0) };
                labels.push(l);
                ids.push(id.0);
            }
            Labelled { rows, labels, content: ids, letters }
        })
        .collect();
    Article { blocks, gold: gold.quotes.len() }
}
