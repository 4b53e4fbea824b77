//! Watch words: regular expressions whose matches stand out in every article.

use crate::span::Span;
use regex::{Regex, RegexBuilder};

/// Bytes that one compiled pattern may take.
const LARGEST: usize = 1 << 20;

/// Where a watch word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Watched {
    /// The words.
    pub span: Span,
    /// Which pattern they match, from 0; of several the one that begins first.
    pub word: usize,
}

/// Patterns, compiled.
#[derive(Clone, Debug, Default)]
pub struct WatchWords {
    patterns: Vec<Regex>,
}

impl WatchWords {
    /// Compiles patterns; capitals count only in a pattern that has some. Matching takes linear
    /// time, whatever the pattern.
    ///
    /// # Errors
    ///
    /// Returns the first pattern that is none, and why.
    pub fn new(patterns: &[String]) -> Result<Self, (String, String)> {
        let compile = |pattern: &String| {
            let folded = !pattern.chars().any(char::is_uppercase);
            let mut builder = RegexBuilder::new(pattern);
            let built = builder.case_insensitive(folded).size_limit(LARGEST).build();
            built.map_err(|error| (pattern.clone(), error.to_string()))
        };
        Ok(Self { patterns: patterns.iter().map(compile).collect::<Result<_, _>>()? })
    }

    /// Tells whether there is no pattern.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Returns the matches in a stretch of text, ascending and apart, `most` of them at the most.
    /// O(n) for each pattern.
    #[must_use]
    pub fn find(&self, text: &str, stretch: Span, most: usize) -> Vec<Watched> {
        let words = stretch.of(text);
        let mut found: Vec<Watched> = Vec::new();
        for (word, pattern) in self.patterns.iter().enumerate() {
            let matches = pattern.find_iter(words).filter(|it| !it.is_empty()).take(most);
            let span = |from, to| Span::new(stretch.start + from, stretch.start + to);
            found.extend(matches.map(|it| Watched { span: span(it.start(), it.end()), word }));
        }
        found.sort_unstable();
        found.dedup_by(|next, before| {
            let joined = next.span.start < before.span.end;
            if joined {
                before.span.end = before.span.end.max(next.span.end);
            }
            joined
        });
        found.truncate(most);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(patterns: &[&str], text: &str, expected: &[&str]) {
        let patterns: Vec<String> = patterns.iter().map(|&it| it.to_owned()).collect();
        let words = WatchWords::new(&patterns).unwrap();
        let found = words.find(text, Span::new(0, text.len()), 10);
        let found: Vec<String> =
            found.iter().map(|it| format!("{} {}", it.word, it.span.of(text))).collect();
        assert_eq!(found, expected, "{patterns:?}");
    }

    #[test]
    fn patterns_match_with_smart_case_and_join_where_they_overlap() {
        check(&["harbou?r"], "Harbor, harbour, HARBOUR", &["0 Harbor", "0 harbour", "0 HARBOUR"]);
        check(&["Fog"], "Fog and fog", &["0 Fog"]);
        check(&["old quay", "quay wall"], "the old quay wall", &["0 old quay wall"]);
        check(&["quay wall", "old quay"], "the old quay wall", &["1 old quay wall"]);
        check(&[r"\bé\w+", "本"], "été 日本", &["0 été", "1 本"]);
        check(&["x*"], "aaa", &[]);
        check(&[], "aaa", &[]);
    }

    #[test]
    fn what_is_no_pattern_is_named() {
        let (pattern, why) = WatchWords::new(&["a".to_owned(), "(b".to_owned()]).unwrap_err();
        assert_eq!(pattern, "(b");
        assert!(why.contains("unclosed group"), "{why}");
    }
}
