//! The day by which a flag is to be done, as it is typed.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

/// What can be typed for a day, as a sentence puts it.
pub const DUE_FORMS: &str = "2026-03-09, today, tomorrow, fri, +3d, +2w or none";

/// Reads a day as it is typed: an ISO date, `today`, `tomorrow`, a weekday or its first three
/// letters (the next one, never today), `+3d` or `+2w`; `none` or nothing for no day.
///
/// # Errors
///
/// Returns a sentence that says what can be typed.
pub fn parse_due(typed: &str, today: Date) -> Result<Option<Date>, String> {
    let word = typed.trim().to_lowercase();
    let later = |span: Span| today.checked_add(span).ok();
    let day = match word.as_str() {
        "" | "none" => return Ok(None),
        "today" => Some(today),
        "tomorrow" => later(1.day()),
        other => ahead(other)
            .and_then(later)
            .or_else(|| today.nth_weekday(1, weekday(other)?).ok())
            .or_else(|| other.parse().ok()),
    };
    day.map(Some).ok_or_else(|| format!("“{}” is no day: {DUE_FORMS}.", typed.trim()))
}

/// So many days or weeks.
fn ahead(word: &str) -> Option<Span> {
    let count = word.strip_prefix('+')?;
    let (count, weeks) = match count.strip_suffix('w') {
        Some(count) => (count, true),
        None => (count.strip_suffix('d').unwrap_or(count), false),
    };
    let count: i64 = count.parse().ok()?;
    let span = Span::new();
    if weeks { span.try_weeks(count).ok() } else { span.try_days(count).ok() }
}

fn weekday(word: &str) -> Option<Weekday> {
    let names = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let named = |(name, _): &(&str, _)| word.len() >= 3 && name.starts_with(word);
    names.into_iter().find(named).map(|(_, day)| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_typed_in_several_ways() {
        // A Friday.
        let today: Date = "2026-03-06".parse().unwrap();
        for (typed, expected) in [
            ("2026-03-09", Some("2026-03-09")),
            ("today", Some("2026-03-06")),
            (" Tomorrow ", Some("2026-03-07")),
            ("fri", Some("2026-03-13")),
            ("Monday", Some("2026-03-09")),
            ("thurs", Some("2026-03-12")),
            ("+3d", Some("2026-03-09")),
            ("+2w", Some("2026-03-20")),
            ("+10", Some("2026-03-16")),
            ("none", None),
            ("", None),
        ] {
            let expected = expected.map(|date| date.parse().unwrap());
            assert_eq!(parse_due(typed, today), Ok(expected), "{typed}");
        }
        for typed in ["fr", "friyay", "+d", "+99999999999d", "+-w", "2026-13-01", "soon", "9999"] {
            let said = format!("“{typed}” is no day: {DUE_FORMS}.");
            assert_eq!(parse_due(typed, today), Err(said), "{typed}");
        }
    }
}
