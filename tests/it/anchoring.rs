//! Passages of the sample articles are found again after edits, and after an editor's
//! corrections.

#[path = "../../examples/anchoring/article.rs"]
mod article;
#[path = "../../examples/anchoring/edit.rs"]
mod edit;
#[path = "../../examples/anchoring/random.rs"]
mod random;
#[path = "../../examples/anchoring/revision.rs"]
mod revision;
#[path = "../../examples/anchoring/trial.rs"]
mod trial;

use article::Article;
use edit::Edit;
use pullquote::anchor::find;
use pullquote::load::{Limits, load};
use std::path::Path;
use trial::Tally;

/// Sentences that are tried, about.
const SENTENCES: usize = 30;

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        load(path.to_str().unwrap(), &bytes, &Limits::default()).collect::<Vec<_>>()
    };
    paths.into_iter().flat_map(read).map(|document| Article::of(&document)).collect()
}

/// The short form of what `examples/anchoring` measures, on the same terms.
#[test]
fn sentences_are_found_again_after_edits() {
    let articles = articles();
    let words = trial::vocabulary(&articles);
    let kept = trial::keep(&articles, SENTENCES);
    assert!(kept.len() >= SENTENCES / 2, "{} sentences", kept.len());
    for (kind, name) in Edit::ALL {
        let mut tally = Tally::default();
        trial::run(&articles, &kept, kind, &words, |article, selector, new, place| {
            let outcome = find(new, selector);
            let wrong = tally.wrong;
            tally.count(&outcome, place);
            assert_eq!(tally.wrong, wrong, "{name}, {}: {}", article.name, selector.exact);
        });
        assert!(tally.trials > 0, "{name} was never tried");
        let right = tally.share(tally.right);
        let least = match kind {
            Edit::Inserted | Edit::Restyled | Edit::Words(10 | 20) => 99.5,
            Edit::Sentence | Edit::Paragraph | Edit::LookAlike => 99.5,
            Edit::Words(_) | Edit::Half | Edit::Context => 90.0,
        };
        assert!(right >= least, "{name}: {right:.1} % right");
    }
}

/// What an editor does to an article leaves no flag on words that it was not set on, unseen.
#[test]
fn passages_are_found_again_after_corrections() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let revisions = revision::revisions(&root.join("tests/revisions.toml")).unwrap();
    assert!(revisions.len() >= 20, "{} revisions", revisions.len());
    let mut unmet = Vec::new();
    for revision in &revisions {
        let (old, new) = revision.documents(&root.join("briefings")).unwrap();
        for (expected, outcome) in revision.flags(&old, &new).unwrap() {
            if !expected.is_met(&outcome, &new) {
                let found = outcome.span().map(|span| span.of(&new.text));
                let (name, exact, is) = (&revision.name, &expected.exact, outcome.name());
                unmet.push(format!("{name}: “{exact}” is {is}, now {found:?}"));
            }
        }
        let article = Article::of(&old);
        let fates = revision::fates(&article, &old, &new, 4, |sentence, outcome| {
            let words = sentence.of(&article.text);
            unmet.push(format!("{}: “{words}” is {}", revision.name, outcome.name()));
        });
        assert!(fates.right > 0 && fates.wrong == 0, "{}: {fates:?}", revision.name);
    }
    assert!(unmet.is_empty(), "{}", unmet.join("\n"));
}
