//! Measures the annotator against gold quotations.
//!
//! `evaluate CORPORA` scores `polnear/dev-canonical.jsonl` in that folder, `evaluate FILE…` any
//! gold files in the same form; `--check` fails where a figure lies below its floor. The
//! definitions are those of the scorer beside the corpora: letters and digits count, matching is
//! greedy and one to one, best overlap first.
#![allow(clippy::disallowed_methods)]

mod gold;
mod score;
mod speaker;

use anyhow::{Context, Result, bail};
use gold::{Gold, Prediction};
use score::Score;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Figures on the development articles that must not get worse: name and lowest value.
const FLOORS: &[(&str, f64)] = &[
    ("segments F1", 96.0),
    ("segment + speaker F1", 87.0),
    ("canonical %", 82.0),
    ("marks that nobody said, rejected %", 55.0),
    ("attributions F1", 72.0),
    ("attributions, content exact F1", 56.0),
    ("attribution + speaker F1", 65.0),
];

fn main() -> Result<()> {
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let check = flags.iter().any(|flag| flag == "--check");
    if paths.is_empty() {
        bail!("usage: evaluate [--check] CORPORA | GOLD.jsonl…");
    }
    let mut worse = Vec::new();
    for path in paths.iter().map(PathBuf::from) {
        let file = gold_file(&path)?;
        let (score, bytes, time) = measure(&file)?;
        println!("{}", file.display());
        let lines = score.lines();
        for (name, value, note) in &lines {
            println!("  {name:<36} {value:>6.1}  {note}");
        }
        let seconds = time.as_secs_f64().max(1e-9);
        println!("  {:<36} {:>6.1}  MB/s, one core", "speed", bytes as f64 / 1e6 / seconds);
        for difference in &score.differences {
            println!("  {difference}");
        }
        if check && path.is_dir() {
            for (name, floor) in FLOORS {
                let value = lines.iter().find(|line| line.0 == *name).map_or(0.0, |line| line.1);
                if value < *floor {
                    worse.push(format!("{name} is {value:.1}, below {floor:.1}"));
                }
            }
        }
    }
    if !worse.is_empty() {
        bail!("the annotator got worse: {}", worse.join("; "));
    }
    Ok(())
}

fn gold_file(path: &Path) -> Result<PathBuf> {
    let file =
        if path.is_dir() { path.join("polnear/dev-canonical.jsonl") } else { path.to_owned() };
    if !file.is_file() {
        bail!("{} is not there; name a folder of corpora or a gold file", file.display());
    }
    Ok(file)
}

/// Scores a gold file; returns the bytes annotated and the time that annotating took.
fn measure(file: &Path) -> Result<(Score, usize, Duration)> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let mut score = Score::default();
    let mut bytes = 0;
    let mut time = Duration::ZERO;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let gold: Gold = serde_json::from_str(line)
            .with_context(|| format!("{}, line {}", file.display(), number + 1))?;
        let start = Instant::now();
        let found = Prediction::of(&gold.text);
        time += start.elapsed();
        bytes += gold.text.len();
        score.add(&gold, &found);
    }
    Ok((score, bytes, time))
}
