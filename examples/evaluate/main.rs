//! Measures the annotator against gold quotations.
//!
//! `evaluate CORPORA` scores `polnear/dev-canonical.jsonl` in that folder, `evaluate FILE…` any
//! gold files in the same form. The definitions are those of the scorer beside the corpora:
//! letters and digits count, matching is greedy and one to one, best overlap first.
//!
//! The first figures come a second time, against labels without the errors that are known
//! (`corrections`). `--check` fails where a figure lies below its floor; `--weights FILE` annotates
//! with a weights file of one's own, `--hold-out K/N` scores that part of the articles alone, which
//! `train` has kept back; `--errors` prints the errors by class and how often a confidence is right;
//! `--out FILE` writes what was found, a line an article.
#![allow(clippy::disallowed_methods)]

mod corrections;
mod errors;
mod gold;
mod score;
mod speaker;

use anyhow::{Context, Result, bail};
use corrections::Corrections;
use gold::{Fold, Gold, Prediction};
use pullquote::annotate::learn::Tagger;
use score::Score;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Figures on the development articles that must not get worse: name and lowest value.
const FLOORS: &[(&str, f64)] = &[
    ("segments F1", 97.5),
    ("segment + speaker F1", 93.5),
    ("canonical %", 89.3),
    ("marks that nobody said, rejected %", 72.5),
    ("attributions F1", 75.8),
    ("attributions, content exact F1", 61.5),
    ("attribution + speaker F1", 73.2),
];

/// The same, against corrected labels: what is asked of the annotator.
const BARS: &[(&str, f64)] = &[
    ("segments F1", 98.0),
    ("segment + speaker F1", 95.0),
    ("marks that nobody said, rejected %", 75.0),
    ("canonical %", 95.0),
];

const USAGE: &str = "usage: evaluate [--check] [--errors] [--weights FILE] [--hold-out K/N] [--out FILE] CORPORA | GOLD.jsonl…";

/// What is to be done.
#[derive(Default)]
struct Task {
    check: bool,
    errors: bool,
    tagger: Option<Tagger>,
    fold: Option<Fold>,
    out: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

impl Task {
    fn read() -> Result<Self> {
        let mut task = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().context(USAGE);
            match argument.as_str() {
                "--check" => task.check = true,
                "--errors" => task.errors = true,
                "--weights" => {
                    let file = value()?;
                    // Weights live as long as the program does.
                    let bytes = Vec::leak(std::fs::read(&file).with_context(|| file.clone())?);
                    task.tagger = Some(Tagger::read(bytes).with_context(|| file)?);
                }
                "--hold-out" => task.fold = Some(value()?.parse()?),
                "--out" => task.out = Some(value()?.into()),
                _ if argument.starts_with("--") => bail!(USAGE),
                _ => task.paths.push(argument.into()),
            }
        }
        if task.paths.is_empty() {
            bail!(USAGE);
        }
        Ok(task)
    }
}

fn main() -> Result<()> {
    let task = Task::read()?;
    let mut worse = Vec::new();
    let mut found = Vec::new();
    for path in &task.paths {
        let file = gold_file(path)?;
        let Measured { score, corrected, bytes, time } = measure(&file, &task, &mut found)?;
        println!("{}", file.display());
        let lines = score.lines();
        for (name, value, note) in &lines {
            println!("  {name:<36} {value:>6.1}  {note}");
        }
        let corrected: Vec<_> = corrected.lines().into_iter().take(BARS.len()).collect();
        for (name, value, note) in &corrected {
            println!("  corrected: {name:<36} {value:>6.1}  {note}");
        }
        let seconds = time.as_secs_f64().max(1e-9);
        println!("  {:<36} {:>6.1}  MB/s, one core", "speed", bytes as f64 / 1e6 / seconds);
        for difference in &score.differences {
            println!("  {difference}");
        }
        if task.errors {
            score.print_trust();
            score.errors.print();
        }
        if task.check && path.is_dir() {
            let floors = FLOORS.iter().map(|floor| (floor, &lines));
            for ((name, floor), lines) in floors.chain(BARS.iter().map(|bar| (bar, &corrected))) {
                let value = lines.iter().find(|line| line.0 == *name).map_or(0.0, |line| line.1);
                if value < *floor {
                    worse.push(format!("{name} is {value:.1}, below {floor:.1}"));
                }
            }
        }
    }
    if let Some(out) = task.out {
        std::fs::write(&out, found).with_context(|| out.display().to_string())?;
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

/// The figures of one gold file.
#[derive(Default)]
struct Measured {
    score: Score,
    /// Against the gold without the errors that are known.
    corrected: Score,
    /// The bytes annotated, and the time that annotating took.
    bytes: usize,
    time: Duration,
}

/// Scores a gold file, and adds what was found to `out`.
fn measure(file: &Path, task: &Task, out: &mut Vec<u8>) -> Result<Measured> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let corrections = Corrections::of(file)?;
    let mut measured = Measured::default();
    let chosen = |number| task.fold.is_none_or(|fold| fold.holds(number));
    let lines = text.lines().filter(|line| !line.trim().is_empty()).enumerate();
    for (number, line) in lines.filter(|(number, _)| chosen(*number)) {
        let mut gold: Gold = serde_json::from_str(line)
            .with_context(|| format!("{}, article {}", file.display(), number + 1))?;
        let start = Instant::now();
        let found = Prediction::of(&gold, task.tagger.as_ref());
        measured.time += start.elapsed();
        measured.bytes += gold.text.len();
        measured.score.add(&gold, &found);
        corrections.correct(&mut gold, number + 1)?;
        measured.corrected.add(&gold, &found);
        serde_json::to_writer(&mut *out, &found)?;
        out.push(b'\n');
    }
    Ok(measured)
}
