//! Trains the weights of the annotator: `train CORPORA`.
#![allow(clippy::disallowed_methods, clippy::indexing_slicing)]

mod corpus;
#[path = "../evaluate/gold.rs"]
#[allow(dead_code)]
mod gold;
mod net;
mod tagger;

use anyhow::{Context, Result};
use std::path::Path;

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("usage: train CORPORA")?;
    let epochs: usize = std::env::args().nth(2).map_or(8, |s| s.parse().unwrap_or(8));
    let hidden: usize = std::env::args().nth(3).map_or(32, |s| s.parse().unwrap_or(32));
    let dim: usize = std::env::args().nth(4).map_or(48, |s| s.parse().unwrap_or(48));
    let rate: f32 = std::env::args().nth(5).map_or(0.002, |s| s.parse().unwrap_or(0.002));
    let drop: f32 = std::env::args().nth(6).map_or(0.2, |s| s.parse().unwrap_or(0.2));
    let folder = Path::new(&folder);
    let train = corpus::read(&folder.join("polnear/train.jsonl"))?;
    let held = train.len() / 10;
    let (held, train): (Vec<_>, Vec<_>) =
        train.into_iter().enumerate().partition(|(i, _)| i % 10 == 7 && held > 0);
    let strip = |v: Vec<(usize, corpus::Article)>| v.into_iter().map(|x| x.1).collect::<Vec<_>>();
    tagger::train(&strip(train), &strip(held), tagger::Shape { dim, hidden }, epochs, rate, drop);
    Ok(())
}
