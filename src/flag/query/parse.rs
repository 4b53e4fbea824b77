//! A filter as it is typed: words, and names with a value behind a colon.

use super::{Due, FlagFilter, Term, What};
use crate::flag::{Priority, Status, plain_tag};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What can be typed, as a prompt shows it.
pub const FILTER_FORMS: &str = "words, status: tag: speaker: article: due: priority: -tag:";

impl FlagFilter {
    /// Reads what was typed: words, and `status:open`, `tag:port`, `tag:none`, `speaker:venn`,
    /// `speaker:none`, `article:harbour`, `priority:high`, `due:overdue`, `due:today`, `due:week`
    /// (within seven days from today), `due:none`, `due:2026-03`; with `-` before it, what must
    /// not be. A status and a priority need not be written out, and a name that has no value yet
    /// asks for nothing.
    #[must_use]
    pub fn parse(query: &str, today: Option<Date>) -> Self {
        let terms = query.split_whitespace().filter_map(|word| {
            let rest = word.strip_prefix('-').filter(|rest| !rest.is_empty());
            let what = what(rest.unwrap_or(word), today)?;
            Some(Term { wanted: rest.is_none(), what })
        });
        Self { terms: terms.collect() }
    }
}

/// What one word asks for; `None` for one that is not finished.
fn what(word: &str, today: Option<Date>) -> Option<What> {
    let Some((name, value)) = word.split_once(':') else {
        return Some(What::Word(word.to_owned()));
    };
    let is_begun = |name: &str| name.starts_with(value);
    let or_none = |text: Option<String>| text.filter(|_| value != "none");
    match name {
        "status" | "tag" | "speaker" | "article" | "priority" | "due" if value.is_empty() => None,
        "status" => {
            let any = Status::ALL.into_iter().filter(|status| is_begun(status.name()));
            Some(What::Status(any.collect()))
        }
        "priority" => {
            let any = Priority::ALL.into_iter().filter(|priority| is_begun(priority.name()));
            Some(What::Priority(any.collect()))
        }
        "tag" => plain_tag(value).map(|tag| What::Tag(or_none(Some(tag)))),
        "speaker" => Some(What::Speaker(or_none(Some(value.to_owned())))),
        "article" => Some(What::Article(value.to_owned())),
        "due" => due(value, today).map(What::Due),
        _ => Some(What::Word(word.to_owned())),
    }
}

fn due(value: &str, today: Option<Date>) -> Option<Due> {
    let days = |days: i64| today?.checked_add(days.days()).ok();
    match value {
        "overdue" => today.map(Due::Overdue),
        "today" => Some(Due::Between(today?, today?)),
        "week" => Some(Due::Between(today?, days(6)?)),
        "none" => Some(Due::Never),
        date => between(date),
    }
}

/// Reads a day, a month or a year.
fn between(date: &str) -> Option<Due> {
    if let Ok(day) = date.parse::<Date>() {
        return Some(Due::Between(day, day));
    }
    let (year, month) = date.split_once('-').map_or((date, None), |(y, m)| (y, Some(m)));
    let year = year.parse::<i16>().ok().filter(|_| year.len() == 4)?;
    let (first, last) = match month {
        None => (1, 12),
        Some(month) => {
            let month = month.parse::<i8>().ok().filter(|_| month.len() == 2)?;
            (month, month)
        }
    };
    let last = Date::new(year, last, 1).ok()?.last_of_month();
    Some(Due::Between(Date::new(year, first, 1).ok()?, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::select;
    use crate::document::Document;
    use crate::flag::{ArticleKeys, Flag, FlagChange, FlagDraft, ListedFlag};
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
            let filter = FlagFilter::parse(query, today.parse().ok());
            assert_eq!(filter.lets_through(&listed()), expected, "{query} on {today}");
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
            "speaker:Venn",
            "-speaker:none",
            "due:2026",
            "due:2026-03",
            "due:2026-03-08",
            "-due:2026-02",
            "due:2026-0",
            "due:",
            "due:over",
            "-status:done",
            "-",
            "at:noon -gates:",
        ] {
            check(query, "2026-03-06", !query.starts_with("at:"));
        }
        for query in [
            "MARA",
            "status:opened",
            "priority:urgent",
            "storm",
            "-gates",
            "status:done",
            "tag:ports",
            "tag:por",
            "speaker:none",
            "due:2026-04",
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
}
