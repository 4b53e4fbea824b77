//! Which articles latest contents list: words of the headline, a section, a speaker, a
//! date, flags, unread.

use super::Entry;
use crate::search::stands;
use std::collections::BTreeSet;

/// What an article must have to be listed; nothing for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    query: String,
    parts: Vec<Part>,
    /// Paths of the articles that have flags, once these are known.
    flagged: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Stands in the headline or the section.
    Word(String),
    Section(String),
    Speaker(String),
    /// What the date begins with.
    Date(String),
    Since(String),
    Until(String),
    Flagged,
    Unread,
    Read,
}

impl Filter {
    /// Reads what was typed: words, and `section:world`, `speaker:brandt`, `date:2026-03`,
    /// `since:2026-03-01`, `until:2026-03-31`, `is:flagged`, `is:unread`, `is:read`. All of it must hold.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let parts = query.split_whitespace().filter_map(part).collect();
        Self { query: query.trim().to_owned(), parts, flagged: BTreeSet::new() }
    }

    /// Returns what was typed.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Tells whether all articles are listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Tells whether it has to be known which articles have flags.
    #[must_use]
    pub fn asks_for_flags(&self) -> bool {
        self.parts.contains(&Part::Flagged)
    }

    /// Tells whether it has to be known who is quoted in the articles.
    #[must_use]
    pub fn asks_for_speakers(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Speaker(_)))
    }

    /// Takes in the paths of the articles that have flags.
    pub fn set_flagged(&mut self, paths: BTreeSet<String>) {
        self.flagged = paths;
    }

    /// Tells whether an article is listed, in which these speakers are quoted. O(n) in its headline
    /// and their names.
    #[must_use]
    pub fn admits(&self, entry: &Entry, is_read: bool, speakers: &[String]) -> bool {
        let section = entry.section.as_deref().unwrap_or("");
        let date = || entry.published.map_or_else(String::new, |it| it.date.to_string());
        self.parts.iter().all(|part| match part {
            Part::Word(word) => stands(&entry.headline, word) || stands(section, word),
            Part::Section(words) => stands(section, words),
            Part::Speaker(name) => speakers.iter().any(|speaker| stands(speaker, name)),
            Part::Date(start) => date().starts_with(start.as_str()),
            Part::Since(from) => date() >= *from,
            // A month reaches to its end.
            Part::Until(to) => !date().is_empty() && date().get(..to.len()) <= Some(to.as_str()),
            Part::Flagged => self.flagged.contains(entry.path.to_string_lossy().as_ref()),
            Part::Unread => !is_read,
            Part::Read => is_read,
        })
    }
}

/// What one word asks for; `None` for one that is not finished.
fn part(word: &str) -> Option<Part> {
    let Some((name, value)) = word.split_once(':') else {
        return Some(Part::Word(word.to_owned()));
    };
    let value = value.to_owned();
    match (name, value.as_str()) {
        ("section" | "speaker" | "date" | "since" | "until" | "is", "") => None,
        ("section", _) => Some(Part::Section(value)),
        ("speaker", _) => Some(Part::Speaker(value)),
        ("date", _) => Some(Part::Date(value)),
        ("since", _) => Some(Part::Since(value)),
        ("until", _) => Some(Part::Until(value)),
        ("is", "flagged") => Some(Part::Flagged),
        ("is", "unread") => Some(Part::Unread),
        ("is", "read") => Some(Part::Read),
        ("is", _) => None,
        _ => Some(Part::Word(word.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::entry;

    fn check(query: &str, expected: bool) {
        let mut filter = Filter::parse(query);
        filter.set_flagged(BTreeSet::from(["a.txt".to_owned()]));
        let known = entry("a.txt", "Harbour gates: shut – Øresund", "2026-03-04");
        assert_eq!(filter.admits(&known, false, &["Ida Brandt".to_owned()]), expected, "{query}");
    }

    #[test]
    fn all_of_it_must_hold() {
        for query in [
            "",
            "harbour",
            "Harbour world",
            "gates:",
            "øres",
            "section:worl",
            "speaker:brandt",
            "speaker:Ida speaker:and",
            "speaker:",
            "date:2026",
            "date:2026-03-04",
            "since:2026-03",
            "until:2026-03",
            "until:2026",
            "is:flagged",
            "is:unread",
            "is:unr",
            "date:",
            "shut since:2026-03-04 until:2026-03-04",
        ] {
            check(query, true);
        }
        for query in [
            "HARBOUR",
            "storm",
            "section:sport",
            "speaker:venn",
            "speaker:Brandt speaker:venn",
            "date:2025",
            "since:2026-03-05",
            "until:2026-02",
            "is:read",
            "harbour is:read",
        ] {
            check(query, false);
        }
    }

    #[test]
    fn an_article_without_a_date_is_neither_before_nor_after() {
        for query in ["date:2026", "since:2026", "until:2026"] {
            assert!(!Filter::parse(query).admits(&entry("a", "A", ""), false, &[]), "{query}");
        }
    }
}
