//! Which flags the follow-up view lists: words, a status, tags, a speaker, an article, a priority,
//! the day by which they are to be done.

use crate::flag::{ListedFlag, Priority, Status};
use crate::search::stands;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What can be typed, as the prompt shows it.
pub const FORMS: &str = "words, status: tag: speaker: article: due: priority: -tag:";

/// What a flag must have to be listed; nothing for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    query: String,
    parts: Vec<(bool, Part)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Stands in the passage, the note, a tag, the speaker's name or the headline.
    Word(String),
    Status(String),
    /// What a tag begins with; `none` for none at all.
    Tag(String),
    Speaker(String),
    /// Stands in the headline or the path.
    Article(String),
    Priority(String),
    Due(Due),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Due {
    Overdue,
    Today,
    /// Within seven days from today.
    Week,
    None,
    /// What the date begins with.
    Date(String),
}

impl Filter {
    /// Reads what was typed: words, and `status:open`, `tag:port`, `tag:none`, `speaker:venn`,
    /// `article:harbour`, `priority:high`, `due:overdue`, `due:today`, `due:week`, `due:none`,
    /// `due:2026-03`; with `-` before it, what must not be. All of it must hold.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let parts = query.split_whitespace().filter_map(|word| {
            let rest = word.strip_prefix('-').filter(|rest| !rest.is_empty());
            Some((rest.is_none(), part(rest.unwrap_or(word))?))
        });
        Self { query: query.trim().to_owned(), parts: parts.collect() }
    }

    /// Returns what was typed.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Tells whether all flags are listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Tells whether everything that this one admits is admitted by `wider`, which is what it was
    /// before more was typed.
    #[must_use]
    pub fn is_narrower_than(&self, wider: &Self) -> bool {
        // A part that is being typed admits less and less, but for one that is excluded, a day or
        // “none”.
        let settled = |(holds, part): &(bool, Part)| {
            *holds && matches!(part, Part::Word(_) | Part::Speaker(_) | Part::Article(_))
        };
        self.query.starts_with(&wider.query) && self.parts.iter().all(settled)
    }

    /// Tells whether a flag is listed. O(n) in its texts.
    #[must_use]
    pub fn admits(&self, listed: &ListedFlag, today: Option<Date>) -> bool {
        self.parts.iter().all(|(wanted, part)| part.holds(listed, today) == *wanted)
    }
}

impl Part {
    fn holds(&self, listed: &ListedFlag, today: Option<Date>) -> bool {
        let flag = &listed.flag;
        let speaker = flag.speaker.as_deref().unwrap_or("");
        match self {
            Self::Word(word) => {
                stands(&flag.selector.exact, word)
                    || stands(&flag.note, word)
                    || stands(speaker, word)
                    || stands(&listed.headline, word)
                    || flag.tags.iter().any(|tag| stands(tag, word))
            }
            Self::Status(start) => flag.status.name().starts_with(start.as_str()),
            Self::Tag(none) if none == "none" => flag.tags.is_empty(),
            Self::Tag(start) => flag.tags.iter().any(|tag| tag.starts_with(start.as_str())),
            Self::Speaker(words) => stands(speaker, words),
            Self::Article(words) => stands(&listed.headline, words) || stands(&listed.path, words),
            Self::Priority(start) => flag.priority.name().starts_with(start.as_str()),
            Self::Due(due) => due.holds(flag.due, flag.status, today),
        }
    }
}

impl Due {
    fn holds(&self, due: Option<Date>, status: Status, today: Option<Date>) -> bool {
        let Some(due) = due else { return *self == Self::None };
        let until = |days: i64| today.and_then(|today| today.checked_add(days.days()).ok());
        match self {
            Self::None => false,
            Self::Date(start) => due.to_string().starts_with(start.as_str()),
            Self::Overdue => status != Status::Done && today.is_some_and(|today| due < today),
            Self::Today => today == Some(due),
            Self::Week => today <= Some(due) && until(6).is_some_and(|last| due <= last),
        }
    }
}

/// What one word asks for; `None` for one that is not finished.
fn part(word: &str) -> Option<Part> {
    let Some((name, value)) = word.split_once(':') else {
        return Some(Part::Word(word.to_owned()));
    };
    let plain = value.trim_start_matches('#').to_owned();
    let is_begun = |names: &[&str]| names.iter().any(|name| name.starts_with(value));
    match name {
        "status" | "tag" | "speaker" | "article" | "priority" | "due" if value.is_empty() => None,
        "status" => is_begun(&Status::ALL.map(Status::name)).then_some(Part::Status(plain)),
        "priority" => is_begun(&Priority::ALL.map(Priority::name)).then_some(Part::Priority(plain)),
        "tag" => Some(Part::Tag(plain)),
        "speaker" => Some(Part::Speaker(value.to_owned())),
        "article" => Some(Part::Article(value.to_owned())),
        "due" => match value {
            "overdue" => Some(Part::Due(Due::Overdue)),
            "today" => Some(Part::Due(Due::Today)),
            "week" => Some(Part::Due(Due::Week)),
            "none" => Some(Part::Due(Due::None)),
            date if date.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(Part::Due(Due::Date(date.to_owned())))
            }
            _ => None,
        },
        _ => Some(Part::Word(word.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::select;
    use crate::document::Document;
    use crate::flag::{ArticleKeys, Flag, FlagChange, FlagDraft};
    use crate::span::Span;
    use jiff::Timestamp;
    use uuid::Uuid;

    fn listed() -> ListedFlag {
        let text = "The gates stay shut".to_owned();
        let document = Document { annotated: text.len(), text, ..Document::default() };
        let selector = select(&document, Span::new(0, document.text.len()));
        let speaker = Some("Mara Venn".to_owned());
        let draft = FlagDraft { selector, speaker, role: None, note: "ask Olu".to_owned() };
        let now = Timestamp::UNIX_EPOCH;
        let mut flag = Flag::new(&draft, Uuid::from_u128(1), Uuid::from_u128(2), now);
        for change in [
            FlagChange::Tags(vec!["port".to_owned(), "night-shift".to_owned()]),
            FlagChange::Priority(Priority::High),
            FlagChange::Due("2026-03-08".parse().ok()),
        ] {
            flag.change(&change, now).unwrap();
        }
        let path = "briefings/harbour.txt".to_owned();
        let headline = "Harbour inquiry".to_owned();
        ListedFlag::of(flag, ArticleKeys { headline, path, ..ArticleKeys::default() })
    }

    #[test]
    fn all_of_it_must_hold() {
        let check = |query: &str, today: &str, expected: bool| {
            let admitted = Filter::parse(query).admits(&listed(), today.parse().ok());
            assert_eq!(admitted, expected, "{query} on {today}");
        };
        for query in [
            "",
            "gates",
            "Mara olu",
            "inquiry",
            "night",
            "status:open",
            "status:o",
            "tag:port",
            "tag:#port",
            "-tag:none",
            "speaker:venn",
            "article:harbour.txt",
            "priority:high",
            "due:2026-03",
            "due:",
            "due:over",
            "status:opened",
            "-status:done",
            "-",
            "at:noon -gates:",
        ] {
            check(query, "2026-03-06", !query.starts_with("at:"));
        }
        for query in [
            "MARA",
            "storm",
            "-gates",
            "status:done",
            "tag:ports",
            "tag:none",
            "speaker:olu",
            "article:storm",
            "priority:low",
            "due:2027",
            "due:none",
            "gates status:waiting",
        ] {
            check(query, "2026-03-06", false);
        }
        for (query, days) in [
            ("due:overdue", [false, false, false, true]),
            ("due:today", [false, false, true, false]),
            ("due:week", [false, true, true, false]),
        ] {
            for (today, expected) in
                ["2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09"].into_iter().zip(days)
            {
                check(query, today, expected);
            }
        }
    }

    #[test]
    fn what_is_typed_on_admits_no_more() {
        let narrower = |before: &str, after: &str| {
            Filter::parse(after).is_narrower_than(&Filter::parse(before))
        };
        assert!(narrower("ga", "gat") && narrower("", "g") && narrower("gates", "gates open"));
        assert!(!narrower("gat", "ga") && !narrower("tag:non", "tag:none"));
        assert!(!narrower("-g", "-ga") && !narrower("due:2026", "due:2026-03"));
    }
}
