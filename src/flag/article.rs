//! Knowing an article again by its keys, whatever was edited, renamed or moved.
//!
//! No single key is trusted: addresses get tracking parameters, files get moved, headlines get
//! edited, and one path may hold another article tomorrow. Each key that agrees speaks for an
//! article, each that differs against it; a text is known by a sketch of its wording.

use super::ArticleKeys;
use crate::anchor::words::{Word, each_word, shingle};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Which known article a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This one.
    One(Uuid),
    /// None of them.
    None,
    /// Any of these, which agree equally well, in the order given.
    Ambiguous(Vec<Uuid>),
}

/// Words of a shingle, and hashes of a sketch.
const SHINGLE: usize = 5;
const SKETCH: usize = 64;
/// Agreement from which a document is taken for an article.
const ENOUGH: i32 = 4;

/// Returns which of the known articles has the keys of a document; the best agreeing one wins.
/// O(known).
#[must_use]
pub fn same_article(keys: &ArticleKeys, known: &[(Uuid, ArticleKeys)]) -> Match {
    let scored: Vec<(Uuid, i32)> =
        known.iter().map(|(id, other)| (*id, agreement(keys, other))).collect();
    let best = scored.iter().map(|&(_, score)| score).max().unwrap_or(0);
    let winners: Vec<Uuid> =
        scored.iter().filter(|&&(_, score)| score == best).map(|&(id, _)| id).collect();
    match winners.as_slice() {
        _ if best < ENOUGH => Match::None,
        [one] => Match::One(*one),
        _ => Match::Ambiguous(winners),
    }
}

/// Returns what an article can be looked up by among many, as pairs of kind and value; whoever
/// shares none of them need not be shown to [`same_article`].
#[must_use]
pub fn lookup_keys(keys: &ArticleKeys) -> Vec<(&'static str, String)> {
    // Texts that share a fifth of their wording share one of these but for one case in 30, and
    // then have other keys in common.
    const LOOKED_UP: usize = 16;
    let url = keys.url.as_deref().map(plain_url);
    let path = Some(keys.path.clone()).filter(|path| path != "-");
    let shingles = keys.shingles.iter().take(LOOKED_UP).map(|hash| format!("{hash:016x}"));
    [
        ("url", url),
        ("id", keys.id.clone()),
        ("headline", Some(fold(&keys.headline))),
        ("path", path),
    ]
    .into_iter()
    .filter_map(|(kind, value)| Some((kind, value?)))
    .chain(shingles.map(|hash| ("shingle", hash)))
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// Adds up what speaks for and against two sets of keys being of one article.
fn agreement(a: &ArticleKeys, b: &ArticleKeys) -> i32 {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let url = |keys: &ArticleKeys| given(&keys.url).map(|url| plain_url(&url));
    let headline = |keys: &ArticleKeys| Some(fold(&keys.headline)).filter(|text| !text.is_empty());
    let day =
        |keys: &ArticleKeys| given(&keys.published).map(|date| date.chars().take(10).collect());
    let weigh = |pair: (Option<String>, Option<String>), same: i32, other: i32| match pair {
        (Some(one), Some(two)) if one == two => same,
        (Some(_), Some(_)) => other,
        _ => 0,
    };
    let addresses = weigh((url(a), url(b)), 8, -4);
    let ids = weigh((given(&a.id), given(&b.id)), 8, -4);
    let headlines = weigh((headline(a), headline(b)), 3, -1);
    let days = weigh((day(a), day(b)), 1, -1);
    // A headline may return every day, but not twice on one day.
    let both = if headlines > 0 && days > 0 { 2 } else { 0 };
    let paths = if a.path == b.path && !a.path.is_empty() && a.path != "-" { 2 } else { 0 };
    addresses + ids + headlines + days + both + paths + wording(&a.shingles, &b.shingles)
}

/// Weighs how much of their wording two texts share.
fn wording(a: &[u64], b: &[u64]) -> i32 {
    // Sketches of a sentence or two say little: one edited word changes five shingles.
    let few = a.len().min(b.len()) < 8;
    match similarity(a, b) {
        share if share >= 0.8 => 6,
        share if share >= 0.5 => 4,
        share if share >= 0.2 => 2,
        share if share < 0.05 && !few => -2,
        _ => 0,
    }
}

/// Estimates the share of common shingles (Jaccard) from two sketches: among the smallest
/// hashes of both together, those that are in both.
fn similarity(a: &[u64], b: &[u64]) -> f64 {
    let mut both = [a, b].concat();
    both.sort_unstable();
    both.dedup();
    both.truncate(SKETCH);
    let shared =
        both.iter().filter(|hash| a.binary_search(hash).is_ok() && b.binary_search(hash).is_ok());
    if both.is_empty() { 0.0 } else { shared.count() as f64 / both.len() as f64 }
}

/// Returns the 64 smallest hashes of the text's five-word shingles, ascending: a sample of its
/// wording that two versions of one text share in the measure that they share the wording.
pub(super) fn sketch(text: &str) -> Vec<u64> {
    let mut last: Vec<Word> = Vec::with_capacity(SHINGLE);
    let mut smallest: BTreeSet<u64> = BTreeSet::new();
    each_word(text, |word| {
        if last.len() == SHINGLE {
            last.remove(0);
        }
        last.push(word);
        if last.len() == SHINGLE {
            keep_smallest(&mut smallest, shingle(&last));
        }
    });
    // A text of fewer words is one shingle.
    if smallest.is_empty() && !last.is_empty() {
        smallest.insert(shingle(&last));
    }
    smallest.into_iter().collect()
}

/// Takes a hash in among the smallest.
fn keep_smallest(smallest: &mut BTreeSet<u64>, hash: u64) {
    if smallest.len() < SKETCH || smallest.last().is_some_and(|largest| hash < *largest) {
        smallest.insert(hash);
        if smallest.len() > SKETCH {
            smallest.pop_last();
        }
    }
}

/// Returns a headline without what an editor changes lightly: case, marks, spaces.
fn fold(headline: &str) -> String {
    let words = headline.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Returns an address without scheme, `www.`, tracking parameters, fragment and closing slash.
fn plain_url(url: &str) -> String {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let tracks = |part: &&str| {
        let name = part.split('=').next().unwrap_or("");
        !name.is_empty() && !name.starts_with("utm_") && !matches!(name, "fbclid" | "gclid")
    };
    let query: Vec<&str> = query.split('&').filter(tracks).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{host}/{}{mark}{}", path.trim_end_matches('/'), query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    const TEXT: &str = "The harbour master of Ostrel resigned on Tuesday after three ferries ran \
        aground in the narrows within a week. Mara Venn, who leads the pilots, said that nobody \
        had asked the crews. A report by the port authority is expected in the spring, and the \
        council will meet on Friday to name a successor.";
    const OTHER: &str = "A court in Brenn freed two printers who had been held since the winter \
        over a pamphlet. Their lawyer, Ilo Dane, called the charge a farce. The prosecutor did \
        not appear. Outside, some forty people sang, and the police kept to the far side of the \
        square until the evening.";

    fn keys(headline: &str, published: &str, path: &str, text: &str) -> ArticleKeys {
        let document = Document {
            name: path.to_owned(),
            text: text.to_owned(),
            annotated: text.len(),
            ..Document::default()
        };
        let published = Some(published.to_owned()).filter(|date| !date.is_empty());
        ArticleKeys { headline: headline.to_owned(), published, ..ArticleKeys::of(&document) }
    }

    fn harbour() -> ArticleKeys {
        keys("Harbour master goes", "2026-03-04", "harbour.txt", TEXT)
    }

    #[track_caller]
    fn check(changed: ArticleKeys, expected: bool) {
        let id = Uuid::from_u128(7);
        let found = same_article(&changed, &[(id, harbour())]);
        assert_eq!(found, if expected { Match::One(id) } else { Match::None }, "{changed:?}");
    }

    #[test]
    fn an_article_is_known_again() {
        let edited = TEXT.replace("three ferries", "four ferries").replace("Friday", "Monday");
        check(harbour(), true);
        check(ArticleKeys { headline: "Chaos in the narrows".into(), ..harbour() }, true);
        check(ArticleKeys { path: "old/h.txt".into(), ..harbour() }, true);
        check(ArticleKeys { path: "-".into(), headline: "Gone".into(), ..harbour() }, true);
        check(keys("Chaos in the narrows", "2026-03-05", "harbour.txt", &edited), true);
        check(keys("Chaos in the narrows", "2026-03-04", "moved.txt", &edited), true);
        check(keys("HARBOUR MASTER GOES", "2026-03-04T10:00:00Z", "moved.txt", OTHER), true);
        check(keys("", "", "copy.txt", TEXT), true);
    }

    #[test]
    fn another_article_is_not_taken_for_it() {
        check(keys("Printers freed", "2026-03-05", "printers.txt", OTHER), false);
        check(keys("Printers freed", "2026-03-04", "harbour.txt", OTHER), false);
        check(keys("Harbour master goes", "2026-04-01", "other.txt", OTHER), false);
        check(keys("", "", "harbour.txt", ""), false);
        check(ArticleKeys::default(), false);
        check(ArticleKeys { path: "-".into(), ..ArticleKeys::default() }, false);
    }

    #[test]
    fn addresses_and_ids_outweigh_the_rest() {
        let at = |url: &str, keys: ArticleKeys| ArticleKeys { url: Some(url.into()), ..keys };
        let known = [
            (Uuid::from_u128(1), at("https://www.ostrel.example/news/7/?utm_source=x", harbour())),
            (Uuid::from_u128(2), harbour()),
        ];
        let other = keys("Printers freed", "2026-03-05", "p.txt", OTHER);
        let same = at("http://ostrel.example/news/7#top", other.clone());
        assert_eq!(same_article(&same, &known), Match::One(Uuid::from_u128(1)));
        let elsewhere = at("http://ostrel.example/news/8", other);
        assert_eq!(same_article(&elsewhere, &known), Match::None);
    }

    #[test]
    fn a_tie_is_ambiguous() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let known = [(a, harbour()), (Uuid::from_u128(3), ArticleKeys::default()), (b, harbour())];
        assert_eq!(same_article(&harbour(), &known), Match::Ambiguous(vec![a, b]));
    }

    #[test]
    fn sketches_are_small_and_sorted() {
        let long = (0..5000).map(|n| format!("word{n} ")).collect::<String>();
        for (text, length) in [("", 0), ("one", 1), ("one two three four five six", 2), (&long, 64)]
        {
            let sketch = sketch(text);
            assert_eq!(sketch.len(), length);
            assert!(sketch.is_sorted());
        }
    }
}
