//! Trains the weights of the annotator: `train CORPORA [--out FILE] [--hold-out K/N]`.
//!
//! `--hold-out 3/5` keeps every fifth training article back, from the third on, and measures on
//! those; `evaluate` takes the same words.
//!
//! Every number drawn is seeded and sums are taken in one order, so the same corpora give
//! the same file, whatever the machine's number of cores.
#![allow(clippy::disallowed_methods, clippy::indexing_slicing)]

mod corpus;
#[path = "../evaluate/gold.rs"]
#[allow(dead_code)]
mod gold;
mod kinds;
mod marked;
mod net;
mod pointer;
mod tagger;
mod trees;
mod weights;

use anyhow::{Context, Result, bail};
use corpus::Example;
use gold::Fold;
use net::Random;
use std::path::PathBuf;
use std::time::Instant;
use tagger::{Hidden, Tagger};

/// Where the drawn numbers begin for the tagger that is kept: of thirteen, that which does best on
/// the development articles and on documents of our own.
const SEED: u64 = 9;
/// Passes over the examples.
const EPOCHS: usize = 10;
/// Examples between two steps.
const BATCH: usize = 16;
/// Highest learning rate.
const RATE: f32 = 0.006;
/// Steps in which the rate rises.
const WARM_UP: f32 = 200.0;
/// Steps between two looks at the weights by their running mean, and the share of each look.
const AVERAGE_EVERY: usize = 20;
const AVERAGE_SHARE: f32 = 0.02;

const USAGE: &str = "usage: train CORPORA [--out FILE] [--hold-out K/N]";

fn main() -> Result<()> {
    let mut corpora = None;
    let mut out = PathBuf::from("src/annotate/model/english.weights");
    let mut held_out = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--out" => out = arguments.next().context(USAGE)?.into(),
            "--hold-out" => held_out = Some(arguments.next().context(USAGE)?.parse()?),
            _ if corpora.is_none() => corpora = Some(PathBuf::from(argument)),
            _ => bail!(USAGE),
        }
    }
    let corpora = corpora.context(USAGE)?;
    let start = Instant::now();
    let kinds = kinds::read()?;
    let examples = corpus::read(&corpora.join("polnear/train.jsonl"), kinds)?;
    let (held, examples): (Vec<_>, Vec<_>) = examples
        .into_iter()
        .partition(|e| held_out.is_some_and(|fold: Fold| fold.holds(e.article)));
    println!("{} blocks to learn from, {} to measure on", examples.len(), held.len());
    let judged = marked::read(&corpora, held_out)?;
    let trees = marked::trees(&judged, &examples, kinds)?;
    let tagger = train(&examples.iter().collect::<Vec<_>>(), SEED);
    let bytes = weights::write(&tagger, &trees, kinds);
    std::fs::write(&out, &bytes).with_context(|| out.display().to_string())?;
    println!("{} written, {} bytes, {:.0?}", out.display(), bytes.len(), start.elapsed());
    if held_out.is_some() {
        weights::report(bytes, &held)?;
    }
    Ok(())
}

/// Trains a tagger with numbers drawn from a seed on.
fn train(examples: &[&Example], seed: u64) -> Tagger {
    let start = Instant::now();
    let mut random = Random(seed);
    let mut tagger = Tagger::new(&mut random);
    let mut order = examples.to_vec();
    let hidden = Hidden::of(examples);
    let mut slopes = [tagger.slopes(), tagger.slopes()];
    let steps = EPOCHS * order.len().div_ceil(BATCH);
    let mut done = 0;
    for epoch in 1..=EPOCHS {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for batch in order.chunks(BATCH) {
            let seeds = [random.next(), random.next()];
            // Always two halves, so that sums do not depend on the machine.
            let halves = batch.split_at(batch.len() / 2);
            let half = |examples: &[&Example], seed: u64, slopes: &mut tagger::Slopes| {
                let mut random = Random(seed);
                let learn =
                    |example: &&Example| tagger.learn(example, &hidden, &mut random, slopes);
                examples.iter().map(learn).sum::<f64>()
            };
            let [first, second] = &mut slopes;
            loss += std::thread::scope(|scope| {
                let other = scope.spawn(|| half(halves.1, seeds[1], second));
                half(halves.0, seeds[0], first) + other.join().unwrap_or(f64::NAN)
            });
            first.take(second);
            let tokens: usize = batch.iter().map(|example| example.rows.len()).sum();
            let left = 1.0 - done as f32 / steps as f32;
            let warm = (done as f32 / WARM_UP).min(1.0);
            tagger.step(first, RATE * warm * left.max(0.02), tokens);
            done += 1;
            if done % AVERAGE_EVERY == 0 {
                let looks = (done / AVERAGE_EVERY) as f32;
                tagger.average(AVERAGE_SHARE.max(1.0 / looks));
            }
        }
        println!("pass {epoch} of {EPOCHS}: loss {loss:.0}, {:.0?}", start.elapsed());
    }
    tagger.settle();
    tagger
}
