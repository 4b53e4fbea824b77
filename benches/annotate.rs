//! How fast the annotator reads, beside a count of words as `wc -w` makes it.
//!
//! `cargo bench --bench annotate` reads the articles of `polnear/train.jsonl` in the folder that
//! `PULLQUOTE_CORPORA` names, else the sample briefings over and over. One core, in memory; every
//! figure is the best of several interleaved runs. Times differ between machines, the ratios to
//! the count of words less so.
#![allow(clippy::disallowed_methods)]

use pullquote::annotate::annotate;
use pullquote::annotate::survey::{survey, tagged_near_marks};
use pullquote::document::Document;
use pullquote::load::{Limits, load_text};
use serde::Deserialize;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// How often each step is measured.
const RUNS: usize = 5;
/// Least bytes of text if it is made from the sample briefings.
const GENERATED: usize = 4 << 20;
/// Bytes of the articles over which the time is to grow no faster than the text.
const SIZES: [usize; 3] = [100_000, 1_000_000, 10_000_000];

#[derive(Deserialize)]
struct Line {
    text: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let texts = texts()?;
    let documents: Vec<Document> = texts.iter().map(|text| document(text)).collect();
    let bytes = documents.iter().map(|document| document.text.len()).sum();
    println!("{} articles, {:.2} MB", documents.len(), megabytes(bytes));
    first_use(&documents);
    let spent = memory(|| steps(&documents, bytes));
    println!("{:<34} {}", "memory over the articles", ratio(spent, bytes));
    let joined = texts.join("\n\n");
    for size in SIZES {
        one_article(&joined, size);
    }
    Ok(())
}

/// Reads the corpus, or repeats the sample briefings.
fn texts() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    if let Some(folder) = std::env::var_os("PULLQUOTE_CORPORA") {
        let lines = std::fs::read_to_string(Path::new(&folder).join("polnear/train.jsonl"))?;
        let texts = lines.lines().map(|line| Ok(serde_json::from_str::<Line>(line)?.text));
        return texts.collect();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .filter(|file| file.is_file())
        .map(std::fs::read_to_string)
        .collect::<Result<_, _>>()?;
    let mut bytes = 0;
    let fits = |text: &&String| {
        bytes += text.len();
        bytes < GENERATED
    };
    Ok(texts.iter().cycle().take_while(fits).cloned().collect())
}

fn document(text: &str) -> Document {
    load_text("article", text, &Limits::default())
}

/// The first article waits for the weights and the lexicon.
fn first_use(documents: &[Document]) {
    let Some(document) = documents.first() else { return };
    let cold = time(|| drop(black_box(annotate(document))));
    let warm = time(|| drop(black_box(annotate(document))));
    println!(
        "{:<34} {:>8.2} ms",
        "weights and lexicon",
        1e3 * cold.saturating_sub(warm).as_secs_f64()
    );
}

/// Measures the steps over all articles.
fn steps(documents: &[Document], bytes: usize) {
    type Step = (&'static str, fn(&Document) -> usize);
    let steps: [Step; 4] = [
        ("words, as wc -w counts them", |document| document.text.split_whitespace().count()),
        ("marks to mentions", |document| survey(document).mentions),
        ("  and tagger where there are marks", tagged_near_marks),
        ("everything", |document| annotate(document).quotes.len()),
    ];
    let mut best = steps.map(|_| Duration::MAX);
    for _ in 0..RUNS {
        for ((_, step), best) in steps.iter().zip(&mut best) {
            let run = || documents.iter().map(step).sum::<usize>();
            *best = (*best).min(time(|| {
                black_box(run());
            }));
        }
    }
    let count = best.first().map_or(0.0, Duration::as_secs_f64);
    for ((name, _), best) in steps.iter().zip(best) {
        println!(
            "{name:<34} {:>8.1} MB/s, {:>6.1} times a count",
            megabytes(bytes) / best.as_secs_f64(),
            best.as_secs_f64() / count
        );
    }
}

/// Annotates one article of `size` bytes.
fn one_article(text: &str, size: usize) {
    let mut long = String::with_capacity(size);
    while long.len() < size {
        let left = size - long.len();
        let end = (0..=left.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
        long.push_str(text.get(..end.unwrap_or(0)).unwrap_or_default());
        long.push_str("\n\n");
    }
    let document = document(&long);
    drop(long);
    let runs = if size < 5_000_000 { RUNS } else { 2 };
    let mut best = Duration::MAX;
    let spent = memory(|| {
        for _ in 0..runs {
            best = best.min(time(|| drop(black_box(annotate(&document)))));
        }
    });
    println!(
        "{:<34} {:>8.1} MB/s, {}",
        format!("one article of {:.1} MB", megabytes(size)),
        megabytes(document.text.len()) / best.as_secs_f64(),
        ratio(spent, document.text.len())
    );
}

fn time(run: impl FnOnce()) -> Duration {
    let (wall, own) = (Instant::now(), on_processor());
    run();
    match (own, on_processor()) {
        (Some(from), Some(to)) if to > from => to.saturating_sub(from),
        _ => wall.elapsed(),
    }
}

/// The time that this thread had a processor, where Linux tells: what else the machine does
/// shows less in it.
fn on_processor() -> Option<Duration> {
    // The kernel brings the figure up to date when it switches threads.
    std::thread::yield_now();
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(line.split(' ').next()?.parse().ok()?))
}

/// Returns by how much the memory of the process grew at its peak, where Linux tells.
fn memory(run: impl FnOnce()) -> Option<usize> {
    // Takes the peak back to what is held now.
    let reset = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = status("VmRSS:");
    run();
    let peak = status("VmHWM:").filter(|_| reset);
    Some(peak?.saturating_sub(before?))
}

fn status(name: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? << 10)
}

fn ratio(spent: Option<usize>, text: usize) -> String {
    spent.map_or("peak unknown".to_owned(), |spent| {
        format!(
            "{:.1} MB at its peak, {:.1} times the text",
            megabytes(spent),
            spent as f64 / text as f64
        )
    })
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
