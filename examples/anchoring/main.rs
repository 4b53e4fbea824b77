//! Measures how well a passage is found again after its article was edited.
//!
//! `anchoring FOLDER` takes sentences of the articles in that folder's `fixtures` and `corpora`,
//! edits each article in eleven ways, and looks for the sentence: with ours, and by the rule of
//! the best candidate with 32 characters of context. A place is right if it shares at least half
//! of the bytes that it and the true one cover together. The same seed, the same figures.
//!
//! Then every sentence of an article is looked for in another version of it: after the corrections
//! in `tests/revisions.toml`, in stories that the corpora hold twice, and in whole pages by what
//! was taken out of them.
//!
//! `--sentences N` takes about so many (2,000); `--check` fails where a bar is not reached;
//! `--errors` prints what went wrong; `--speed` measures time alone, in one article of all of them.
#![allow(clippy::disallowed_methods)]

mod article;
mod baseline;
mod edit;
mod pairs;
mod random;
mod revision;
mod source;
mod speed;
mod trial;

use anyhow::{Context, Result, bail};
use article::Article;
use baseline::Baseline;
use edit::Edit;
use pairs::Pair;
use pullquote::anchor::{Outcome, Selector, find};
use pullquote::document::Document;
use pullquote::span::Span;
use revision::Fates;
use speed::Times;
use std::path::{Path, PathBuf};
use std::time::Instant;
use trial::{Tally, Verdict};

const USAGE: &str = "usage: anchoring [--check] [--errors] [--speed] [--sentences N] FOLDER";

/// What is to be done.
struct Task {
    check: bool,
    errors: bool,
    speed: bool,
    sentences: usize,
    folder: PathBuf,
}

impl Task {
    fn read() -> Result<Self> {
        let mut task = Self {
            check: false,
            errors: false,
            speed: false,
            sentences: 2000,
            folder: PathBuf::new(),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--check" => task.check = true,
                "--errors" => task.errors = true,
                "--speed" => task.speed = true,
                "--sentences" => task.sentences = arguments.next().context(USAGE)?.parse()?,
                _ if argument.starts_with("--") => bail!(USAGE),
                _ => task.folder = argument.into(),
            }
        }
        if task.folder.as_os_str().is_empty() {
            bail!(USAGE);
        }
        Ok(task)
    }
}

/// What became of all passages after one kind of edit.
#[derive(Default)]
struct Row {
    name: &'static str,
    ours: Tally,
    baseline: Tally,
}

fn main() -> Result<()> {
    let task = Task::read()?;
    let articles = source::articles(&task.folder)?;
    if task.speed {
        let Times { bytes, keep, same, moved, changed } = speed::measure(&articles);
        let size = bytes as f64 / 1e6;
        println!(
            "{size:.1} MB, 100 passages: keeping one {keep:.1?}; finding all that are the same {same:.1?}, moved {moved:.1?}, changed {changed:.1?}"
        );
        return Ok(());
    }
    let words = trial::vocabulary(&articles);
    let start = Instant::now();
    let kept = trial::keep(&articles, task.sentences);
    let each = start.elapsed() / u32::try_from(kept.len().max(1))?;
    println!(
        "{} sentences of {} articles; keeping one takes {each:.0?}",
        kept.len(),
        articles.len()
    );
    let mut rows = Vec::new();
    for (kind, name) in Edit::ALL {
        let mut row = Row { name, ..Row::default() };
        trial::run(&articles, &kept, kind, &words, |article, selector, new, place| {
            let outcome = find(new, selector);
            let verdict = row.ours.count(&outcome, place);
            let simple = Baseline::new(new).find(new, selector);
            row.baseline.count(&simple, place);
            if task.errors && verdict != Verdict::Right {
                explain(name, &article.name, selector, new, &outcome, place);
            }
        });
        rows.push((kind, row));
    }
    print(&rows);
    let mut missed = missed(&rows);
    missed.extend(revisions(&task, &articles)?);
    missed.iter().for_each(|sentence| println!("{sentence}"));
    if task.check && !missed.is_empty() {
        bail!("{} bars are not reached", missed.len());
    }
    Ok(())
}

fn print(rows: &[(Edit, Row)]) {
    println!("{:32} {:^52}   {:^40}", "", "pullquote", "best candidate, 32 characters");
    let ours = "  right  letter  wrong  ambig. orphan changed";
    println!("{:32} {ours:52}     right  wrong  orphan changed", "% of sentences");
    for (_, Row { name, ours, baseline }) in rows {
        let share = |tally: &Tally, count: usize| format!("{:6.2}", tally.share(count));
        let own = [ours.right, ours.letter, ours.wrong, ours.ambiguous, ours.orphan, ours.changed];
        let own = own.map(|count| share(ours, count)).join(" ");
        let simple = [baseline.right, baseline.wrong, baseline.orphan, baseline.changed];
        let simple = simple.map(|count| share(baseline, count)).join(" ");
        println!("{name:32} {own:52} {simple}");
    }
}

/// Returns what falls short of the bars, a sentence each.
fn missed(rows: &[(Edit, Row)]) -> Vec<String> {
    let mut missed = Vec::new();
    for (kind, Row { name, ours, .. }) in rows {
        let (right, wrong) = (ours.share(ours.right), ours.share(ours.wrong));
        let (least, most) = match kind {
            Edit::Inserted | Edit::Restyled | Edit::Words(10 | 20) => (99.5, 0.2),
            Edit::Words(_) | Edit::Context => (0.0, 0.2),
            Edit::Half => (0.0, 100.0),
            Edit::Sentence | Edit::Paragraph => (0.0, 0.0),
            Edit::LookAlike => (0.0, 5.0),
        };
        if right < least {
            missed.push(format!("{name}: {right:.2} % right, the bar is {least} %"));
        }
        if wrong > most {
            missed.push(format!("{name}: {wrong:.2} % wrong, the bar is {most} %"));
        }
    }
    missed
}

/// Prints what becomes of sentences in other versions of their articles; returns what falls short.
fn revisions(task: &Task, articles: &[Article]) -> Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let revisions = revision::revisions(&root.join("tests/revisions.toml"))?;
    let mut corrected = Vec::new();
    let mut missed = Vec::new();
    for revision in &revisions {
        let (old, new) = revision.documents(&root.join("briefings"))?;
        let flags = revision.flags(&old, &new)?;
        let unmet = flags.iter().filter(|(expected, outcome)| !expected.is_met(outcome, &new));
        missed.extend(unmet.map(|(expected, outcome)| {
            format!("{}: “{}” is {}", revision.name, expected.exact, outcome.name())
        }));
        corrected.push(Pair { old, new });
    }
    let twice = pairs::twice(articles);
    let pages = pairs::pages(&task.folder)?;
    println!("\n{:30} pairs sentences   right changed (elsewhere)  ambig. orphan  wrong", "");
    for (name, pairs) in [
        ("corrections of the samples", corrected),
        ("stories that stand twice", twice),
        ("extracted text in whole pages", pages),
    ] {
        let mut all = Fates::default();
        for Pair { old, new } in &pairs {
            let article = Article::of(old);
            all += revision::fates(&article, old, new, 1, |sentence, outcome| {
                if task.errors {
                    let words = sentence.of(&article.text);
                    println!("{name}, {}: “{words}” is {outcome:?}", article.name);
                }
            });
        }
        let Fates { sentences, right, changed, elsewhere, ambiguous, orphan, wrong } = all;
        println!(
            "{name:30} {:5} {sentences:9} {right:7} {changed:7} {elsewhere:11}  {ambiguous:6} {orphan:6} {wrong:6}",
            pairs.len()
        );
        if wrong > 0 {
            missed.push(format!("{name}: {wrong} sentences are wrong, the bar is 0"));
        }
    }
    Ok(missed)
}

/// Prints a passage that was not found as it should be.
fn explain(
    name: &str,
    article: &str,
    selector: &Selector,
    new: &Document,
    outcome: &Outcome,
    place: Option<Span>,
) {
    println!("{name}, {article}: {}", outcome.name());
    println!(
        "    kept   …{}[{}]{}…",
        tail(&selector.prefix),
        selector.exact,
        head(&selector.suffix)
    );
    let found = match outcome {
        Outcome::Ambiguous(spans) => spans.clone(),
        other => other.span().into_iter().collect(),
    };
    for (what, span) in
        place.map(|it| ("stands", it)).into_iter().chain(found.into_iter().map(|it| ("found", it)))
    {
        let before = new.text.get(..span.start).unwrap_or("");
        let after = new.text.get(span.end..).unwrap_or("");
        println!("    {what:6} …{}[{}]{}…", tail(before), span.of(&new.text), head(after));
    }
}

fn head(text: &str) -> String {
    text.chars().take(60).collect::<String>().replace('\n', "⏎")
}

fn tail(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(60)).collect::<String>().replace('\n', "⏎")
}
