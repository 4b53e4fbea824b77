//! What is known of one flag, as a text: what it asks for, its note, its passage in context, its
//! article and its history.

use super::super::page::{Part, Text};
use crate::anchor::Outcome;
use crate::flag::{Flag, Priority, Status};
use jiff::civil::Date;

/// Characters of a passage, and of a note, that are shown.
const LONGEST: usize = 4000;

/// Characters of what was quoted before that are shown.
const FORMER: usize = 80;

/// A flag with what is known of its article.
#[derive(Clone, Copy, Debug)]
pub struct Described<'a> {
    /// The flag.
    pub flag: &'a Flag,
    /// The headline of its article.
    pub headline: &'a str,
    /// The path of its article.
    pub path: &'a str,
    /// When its article was published, as ISO 8601.
    pub published: Option<&'a str>,
    /// What became of its passage, if its article is open.
    pub outcome: Option<&'a Outcome>,
    /// The words before and behind the passage, as far as they are to be shown.
    pub around: (&'a str, &'a str),
    /// What day it is, if that is known.
    pub today: Option<Date>,
}

impl Described<'_> {
    /// Writes what is known.
    #[must_use]
    pub fn text(&self) -> Text {
        let flag = self.flag;
        let mut text = Text::default();
        facts(&mut text, flag, self.today);
        text.end_line();
        if !flag.note.trim().is_empty() {
            text.push(Part::Plain, clip(flag.note.trim(), LONGEST));
        }
        if let Some(said) = self.outcome.map(became).filter(|said| !said.is_empty()) {
            text.end_line();
            text.push(Part::Warning, said);
        }
        text.end_paragraph();
        let (before, behind) = self.around;
        text.push(Part::Around, before);
        text.push(Part::Passage, clip(&flag.selector.exact, LONGEST));
        text.push(Part::Around, behind);
        text.end_line();
        if let Some(speaker) = &flag.speaker {
            let role = flag.role.as_ref().map_or(String::new(), |role| format!(", {role}"));
            text.push(Part::Plain, &format!("— {speaker}{role}"));
        }
        text.end_paragraph();
        let published = self.published.map_or("", |it| it.get(..10).unwrap_or(it));
        for part in [self.headline, published, self.path] {
            text.list(Part::Detail, part);
        }
        text.end_line();
        let [created, updated] =
            [flag.created, flag.updated].map(|at| at.strftime("%F").to_string());
        text.push(Part::Detail, &format!("flagged {created}"));
        if updated != created {
            text.list(Part::Detail, &format!("changed {updated}"));
        }
        for former in flag.former.iter().rev() {
            text.end_line();
            let since = former.since.strftime("%F");
            let words = clip(&former.selector.exact, FORMER);
            text.push(Part::Detail, &format!("quoted since {since} and before: “{words}”"));
        }
        text
    }
}

/// Writes what a flag asks for: status, priority, day and tags.
fn facts(text: &mut Text, flag: &Flag, today: Option<Date>) {
    text.push(Part::Status(flag.status), sign(flag.status));
    text.push(Part::Status(flag.status), &format!(" {}", flag.status.name()));
    if flag.priority != Priority::Normal {
        text.list(Part::Plain, &format!("{} priority", flag.priority.name()));
    }
    if let Some(due) = flag.due {
        let is_pressing = is_pressing(flag, today);
        let part = if is_pressing { Part::Pressing } else { Part::Plain };
        text.list(part, &due_words(due, today));
    }
    for (index, tag) in flag.tags.iter().enumerate() {
        let tag = format!("#{tag}");
        if index == 0 {
            text.list(Part::Tag, &tag);
        } else {
            text.push(Part::Tag, &format!(" {tag}"));
        }
    }
}

/// Returns the mark of a status.
#[must_use]
pub fn sign(status: Status) -> &'static str {
    match status {
        Status::Open => "⚑",
        Status::Waiting => "◷",
        Status::Done => "✓",
    }
}

/// Tells whether a flag was to be done by today.
#[must_use]
pub fn is_pressing(flag: &Flag, today: Option<Date>) -> bool {
    flag.status != Status::Done && flag.due.zip(today).is_some_and(|(due, today)| due <= today)
}

/// Returns a day by which something is to be done, in words that count from today.
#[must_use]
pub fn due_words(due: Date, today: Option<Date>) -> String {
    let days = today.and_then(|today| today.until(due).ok()).map(|span| span.get_days());
    match days {
        Some(0) => "due today".to_owned(),
        Some(1) => "due tomorrow".to_owned(),
        Some(-1) => "overdue since yesterday".to_owned(),
        Some(days) if days < 0 => format!("overdue since {due}"),
        Some(days) if days < 7 => format!("due {}", due.strftime("%A")),
        _ => format!("due {due}"),
    }
}

/// Returns what there is to say of a passage that is not where it was.
#[must_use]
pub fn became(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Same(_) => "",
        Outcome::Moved(_) => "moved",
        Outcome::Changed(_) => "the words have changed",
        Outcome::Ambiguous(_) => "may be in several places",
        Outcome::Orphan => "no longer in the article",
    }
}

/// The beginning of a text.
pub(crate) fn clip(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_today() {
        let today: Date = "2026-03-06".parse().unwrap();
        for (due, expected) in [
            ("2026-03-06", "due today"),
            ("2026-03-07", "due tomorrow"),
            ("2026-03-09", "due Monday"),
            ("2026-03-12", "due Thursday"),
            ("2026-03-13", "due 2026-03-13"),
            ("2026-03-05", "overdue since yesterday"),
            ("2025-03-06", "overdue since 2025-03-06"),
        ] {
            assert_eq!(due_words(due.parse().unwrap(), Some(today)), expected);
        }
        assert_eq!(due_words(today, None), "due 2026-03-06");
    }
}
