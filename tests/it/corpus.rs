//! Holds the sample library to its hand-made annotations: structure, quotes, speakers.
//!
//! What is known to differ stands in `tests/gold/misses.toml`. A new miss fails, and so does
//! one that went away: the list is always the truth. On a failure the list as it should be is
//! written beside the test binary, ready to be copied after a look at the table.

mod compare;
mod gold;
mod score;
mod sentence;

use compare::{Findings, compare};
use gold::Gold;
use pullquote::annotate::annotate;
use pullquote::document::{Document, Published};
use pullquote::load::annotated::AnnotatedFile;
use pullquote::load::{Limits, load};
use score::{Scores, score};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files of a folder that end in one of `extensions`, sorted.
fn files(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| extensions.contains(&e.to_str().unwrap())))
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// Returns every briefing with its gold, by the stem of its name.
fn corpus() -> BTreeMap<String, (Document, Gold)> {
    files("briefings", &["txt", "md"])
        .into_iter()
        .map(|path| {
            let stem = stem(&path);
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let mut documents: Vec<Document> = load(name, &bytes, &Limits::default()).collect();
            assert_eq!(documents.len(), 1, "{stem}: one document a file");
            let text = std::fs::read_to_string(root().join(format!("tests/gold/{stem}.toml")));
            let text = text.unwrap_or_else(|error| panic!("tests/gold/{stem}.toml: {error}"));
            let gold = toml::from_str(&text)
                .unwrap_or_else(|error| panic!("tests/gold/{stem}.toml: {error}"));
            (stem, (documents.remove(0), gold))
        })
        .collect()
}

#[test]
fn every_gold_file_has_its_briefing() {
    let briefings: Vec<String> =
        files("briefings", &["txt", "md"]).iter().map(|p| stem(p)).collect();
    let mut golds: Vec<String> = files("tests/gold", &["toml"]).iter().map(|p| stem(p)).collect();
    golds.retain(|name| name != "misses");
    assert_eq!(briefings, golds);
}

#[test]
fn every_briefing_has_its_parts() {
    for (stem, (document, gold)) in corpus() {
        let words = |span: Option<pullquote::span::Span>| {
            span.map(|span| span.of(&document.text).to_owned())
        };
        let iso = |published: Option<Published>| published.map(|at| at.to_string());
        assert_eq!(document.headline(), gold.headline, "{stem}: headline");
        assert_eq!(document.deck(), gold.deck.as_deref(), "{stem}: deck");
        assert_eq!(words(document.section), gold.section, "{stem}: section");
        assert_eq!(words(document.byline), gold.byline, "{stem}: byline");
        assert_eq!(iso(document.published), gold.published, "{stem}: published");
        let latest: Vec<gold::Teaser> = document
            .latest
            .iter()
            .map(|teaser| gold::Teaser {
                title: teaser.title.of(&document.text).to_owned(),
                summary: words(teaser.summary),
                published: iso(teaser.published),
            })
            .collect();
        assert_eq!(latest, gold.latest, "{stem}: latest contents");
        let warnings: Vec<&str> = document.warnings.iter().map(|w| w.message.as_str()).collect();
        assert_eq!(warnings, gold.warnings, "{stem}: warnings of the loader");
    }
}

#[test]
fn every_gold_annotation_stands_in_the_text() {
    for (stem, (document, gold)) in corpus() {
        let text = document.annotated_text();
        let mut last = 0;
        for quote in &gold.quote {
            let found = quote.locate(text).unwrap_or_else(|why| panic!("{stem} {why}"));
            assert!(found.start() >= last, "{stem} {}: out of order", quote.id);
            last = found.start();
            assert!(
                gold.speaker_of(quote).is_some() || quote.speaker.is_none(),
                "{stem} {}: no [[speaker]] is called {:?}",
                quote.id,
                quote.speaker
            );
            let known = ["direct", "mixed", "indirect"].contains(&quote.kind.as_str());
            assert!(known, "{stem} {}: {}", quote.id, quote.kind);
            let ids = gold.quote.iter().filter(|other| other.id == quote.id).count();
            assert_eq!(ids, 1, "{stem} {}: an id that stands twice", quote.id);
        }
        for item in &gold.unattributed {
            assert!(text.contains(&item.text), "{stem}: not in the text: {}", item.text);
        }
        for speaker in &gold.speaker {
            for name in speaker.role.iter().chain(&speaker.aliases) {
                assert!(text.contains(name.as_str()), "{stem}: not in the text: {name}");
            }
        }
    }
}

#[test]
fn gold_loads_back_as_an_annotated_briefing() {
    for (stem, (document, gold)) in corpus() {
        let given = gold.annotations(document.annotated_text());
        assert_eq!(given.quotes.len(), gold.quote.len(), "{stem}");
        assert!(score(&document, &given, &given).is_perfect(), "{stem}");
        assert_eq!(compare(&document, &given, &gold).whole, gold.quote.len(), "{stem}");
        let toml = AnnotatedFile::from_parts(&document, &given).to_toml();
        let back = load("gold.toml", toml.as_bytes(), &Limits::default()).next().unwrap();
        assert_eq!(back.given, Some(given), "{stem}");
        assert_eq!(back.annotated_text(), document.annotated_text(), "{stem}");
    }
}

#[test]
fn annotations_agree_with_gold_but_for_the_known_misses() {
    let known = std::fs::read_to_string(root().join("tests/gold/misses.toml")).unwrap();
    let known: BTreeMap<String, Vec<String>> = toml::from_str(&known).unwrap();
    let mut table = String::new();
    let mut list =
        String::from("# What the annotator does not get right yet; the corpus test writes it.\n");
    let (mut quotes, mut right, mut misses) = (0, 0, 0);
    let mut differs = false;
    let mut scores = Scores::default();
    for (stem, (document, gold)) in corpus() {
        let found = annotate(&document);
        scores += score(&document, &found, &gold.annotations(document.annotated_text()));
        let Findings { differences, whole } = compare(&document, &found, &gold);
        quotes += gold.quote.len();
        right += whole;
        misses += differences.len();
        let empty = Vec::new();
        let known = known.get(&stem).unwrap_or(&empty);
        let keys: Vec<&String> = differences.iter().map(|d| &d.key).collect();
        for difference in &differences {
            let new = !known.contains(&difference.key);
            differs |= new;
            let sign = if new { "NEW " } else { "    " };
            writeln!(table, "{sign}{stem} {difference}").unwrap();
        }
        for key in known.iter().filter(|key| !keys.contains(key)) {
            differs = true;
            writeln!(table, "GONE{stem} {key}").unwrap();
        }
        if !keys.is_empty() {
            writeln!(list, "{stem} = [").unwrap();
            for key in keys {
                writeln!(list, "  {key:?},").unwrap();
            }
            writeln!(list, "]").unwrap();
        }
    }
    println!("{table}\n{scores}\n");
    println!("{right} of {quotes} attributions right in everything, {misses} differences");
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("misses.toml");
    std::fs::write(&fresh, list).unwrap();
    assert!(
        !differs,
        "the known misses are out of date; compare tests/gold/misses.toml with {}",
        fresh.display()
    );
}
