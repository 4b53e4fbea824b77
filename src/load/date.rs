//! Dates as news pages write them.
//!
//! A text is a date only if all of it is: a sentence that holds one is none. Lines that say more
//! than a date (“Updated: 3 May 2024”) are read by `line`.

mod line;
mod token;

pub use line::{DateLine, Role, date_line};

use crate::document::Published;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
pub(super) use token::is_day_or_month;
use token::{Meridiem, Token};

/// A date with what makes it doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The date.
    pub published: Published,
    /// Day and month could be the other way round (03/04/2024); it is read day first.
    pub ambiguous: bool,
}

/// Reads a whole text as a date with a year, and a time if there is one; `None` if a part of it
/// is anything else. Texts over 80 bytes are no dates.
#[must_use]
pub fn parse_date(text: &str) -> Option<Published> {
    read(text).map(|read| read.published)
}

/// Like [`parse_date`], and tells whether day and month are certain.
#[must_use]
pub fn read(text: &str) -> Option<Read> {
    let tokens = token::tokens(text)?;
    let mut parts = Parts::default();
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        let taken =
            parts.time(rest).or_else(|| parts.numeric(rest)).or_else(|| parts.word(rest))?;
        rest = rest.get(taken..)?;
    }
    parts.finish()
}

/// Tells whether a text gives a date by how long ago it was (“2 hours ago”, “yesterday”).
#[must_use]
pub fn is_relative(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    let is_unit = |unit: &str| {
        let unit = unit.strip_suffix('s').unwrap_or(unit);
        ["minute", "min", "hour", "hr", "day", "week", "month", "year"].contains(&unit)
    };
    match words.as_slice() {
        ["today" | "yesterday"] | ["just", "now"] => true,
        [count, unit, "ago"] => {
            is_unit(unit) && (["a", "an"].contains(count) || count.parse::<u16>().is_ok())
        }
        _ => false,
    }
}

#[derive(Default)]
struct Parts {
    year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<Time>,
    offset: Option<Offset>,
    ambiguous: bool,
}

/// Sets a slot that was empty.
fn put<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.is_none().then(|| *slot = Some(value))
}

impl Parts {
    /// Takes a time of day and what tells its zone: `10:00`, `9.30 pm`, `10:00:00.5+02:00`.
    fn time(&mut self, tokens: &[Token<'_>]) -> Option<usize> {
        if self.time.is_some() {
            return None;
        }
        let (hour, minute, second, mut taken) = match tokens {
            [
                Token::Number(h, _),
                Token::Mark(':'),
                Token::Number(m, 2),
                Token::Mark(':'),
                Token::Number(s, 2),
                ..,
            ] => (*h, *m, *s, 5),
            [Token::Number(h, _), Token::Mark(':'), Token::Number(m, 2), ..] => (*h, *m, 0, 3),
            [
                Token::Number(h, 1 | 2),
                Token::Mark('.'),
                Token::Number(m, 2),
                Token::Meridiem(_),
                ..,
            ] => (*h, *m, 0, 3),
            [Token::Number(h, 1 | 2), Token::Meridiem(_), ..] => (*h, 0, 0, 1),
            _ => return None,
        };
        if let Some([Token::Mark('.'), Token::Number(..)]) = tokens.get(taken..taken + 2) {
            taken += 2;
        }
        let mut hour = i8::try_from(hour).ok()?;
        if let Some(Token::Meridiem(half)) = tokens.get(taken) {
            taken += 1;
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + if *half == Meridiem::Pm { 12 } else { 0 };
        }
        let second = i8::try_from(second.min(59)).ok()?;
        let time = Time::new(hour, i8::try_from(minute).ok()?, second, 0).ok()?;
        put(&mut self.time, time)?;
        Some(taken + self.numeric_offset(tokens.get(taken..)?))
    }

    /// Takes `+0200`, `-05:00`; returns how many tokens it took.
    fn numeric_offset(&mut self, tokens: &[Token<'_>]) -> usize {
        let (sign, hours, minutes, taken) = match tokens {
            [
                Token::Mark(sign @ ('+' | '-')),
                Token::Number(h, 2),
                Token::Mark(':'),
                Token::Number(m, 2),
                ..,
            ] => (sign, *h, *m, 4),
            [Token::Mark(sign @ ('+' | '-')), Token::Number(hhmm, 4), ..] => {
                (sign, hhmm / 100, hhmm % 100, 2)
            }
            _ => return 0,
        };
        let seconds = i32::try_from(hours * 3600 + minutes * 60).unwrap_or(i32::MAX);
        let signed = if *sign == '-' { -seconds } else { seconds };
        match Offset::from_seconds(signed) {
            Ok(offset) if minutes < 60 && put(&mut self.offset, offset).is_some() => taken,
            _ => 0,
        }
    }

    /// Takes a date in figures: `2024-10-23`, `23/10/2024`, `10/23/2024`, `23.10.2024`.
    fn numeric(&mut self, tokens: &[Token<'_>]) -> Option<usize> {
        let [
            Token::Number(a, a_len),
            Token::Mark(first),
            Token::Number(b, 1 | 2),
            Token::Mark(second),
            Token::Number(c, c_len),
            ..,
        ] = tokens
        else {
            return None;
        };
        if first != second || !['-', '/', '.'].contains(first) {
            return None;
        }
        let (year, month, day) = match (a_len, c_len) {
            (4, 1 | 2) => (a, b, c),
            (1 | 2, 4) if *b > 12 => (c, a, b),
            (1 | 2, 4) => {
                self.ambiguous = *first == '/' && *a <= 12 && a != b;
                (c, b, a)
            }
            _ => return None,
        };
        put(&mut self.year, u16::try_from(*year).ok()?)?;
        put(&mut self.month, u8::try_from(*month).ok()?)?;
        put(&mut self.day, u8::try_from(*day).ok()?)?;
        // The T of `2024-10-23T10:00`.
        let iso = matches!(tokens.get(5), Some(Token::Word("t")));
        Some(if iso { 6 } else { 5 })
    }

    /// Takes one token of a date in words.
    fn word(&mut self, tokens: &[Token<'_>]) -> Option<usize> {
        match tokens.first()? {
            Token::Month(month) => put(&mut self.month, *month)?,
            Token::Number(year, 4) if (1000..=2999).contains(year) => {
                put(&mut self.year, u16::try_from(*year).ok()?)?;
            }
            Token::Number(day, 1 | 2) if (1..=31).contains(day) => {
                put(&mut self.day, u8::try_from(*day).ok()?)?;
                if let Some(Token::Word("st" | "nd" | "rd" | "th")) = tokens.get(1) {
                    return Some(2);
                }
            }
            Token::Zone(seconds) => {
                if let Some(seconds) = seconds {
                    put(&mut self.offset, Offset::from_seconds(*seconds).ok()?)?;
                }
            }
            Token::Weekday | Token::Mark(',' | '.' | '-' | '(' | ')' | '–' | '—') => {}
            Token::Word("at" | "on" | "of" | "the" | "time") => {}
            _ => return None,
        }
        Some(1)
    }

    fn finish(self) -> Option<Read> {
        let year = i16::try_from(self.year?).ok()?;
        let month = i8::try_from(self.month?).ok()?;
        let date = Date::new(year, month, i8::try_from(self.day?).ok()?).ok()?;
        let offset = self.time.and(self.offset);
        let published = Published { date, time: self.time, offset };
        Some(Read { published, ambiguous: self.ambiguous })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_forms() {
        for (text, expected) in [
            ("2024-10-23", "2024-10-23"),
            ("2024/10/23", "2024-10-23"),
            ("2024-10-23T09:30:00Z", "2024-10-23T09:30:00Z"),
            ("2024-10-23T09:30:00.123+02:00", "2024-10-23T09:30:00+02:00"),
            ("2024-10-23 09:30", "2024-10-23T09:30:00"),
            ("23 October 2024", "2024-10-23"),
            ("23rd of October, 2024", "2024-10-23"),
            ("October 23, 2024", "2024-10-23"),
            ("Oct. 23, 2024", "2024-10-23"),
            ("OCT 23 2024", "2024-10-23"),
            ("Sept. 3, 2024", "2024-09-03"),
            ("Wednesday, 23 October 2024", "2024-10-23"),
            ("Wed, 23 Oct 2024 10:00:00 GMT", "2024-10-23T10:00:00Z"),
            ("Wed, 23 Oct 2024 10:00:00 -0530", "2024-10-23T10:00:00-05:30"),
            ("Wed Oct 23 2024, 1:05 pm EDT", "2024-10-23T13:05:00-04:00"),
            ("October 23, 2024 at 12:05 a.m. ET", "2024-10-23T00:05:00"),
            ("9.30pm BST, Wed 23 Oct 2024", "2024-10-23T21:30:00+01:00"),
            ("8 AM, October 23, 2024", "2024-10-23T08:00:00"),
            ("23/10/2024", "2024-10-23"),
            ("10/23/2024", "2024-10-23"),
            ("23.10.2024", "2024-10-23"),
            ("3/4/2024", "2024-04-03"),
            ("29 February 2024", "2024-02-29"),
        ] {
            let found = parse_date(text).map(|published| published.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "2024",
            "October 2024",
            "October 23",
            "30 February 2024",
            "29 February 2023",
            "31/31/2024",
            "On 23 October 2024 the bridge fell",
            "23 October 2024 23 October 2024",
            "The 2024 Vote",
            "May",
            "10:00",
            "25:00 23 October 2024",
            "4294967296-99999999999999999999-1",
            "23,,October",
            "１２ October 2024",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
        assert_eq!(parse_date(&"2024-10-23 ".repeat(100_000)), None);
    }

    #[test]
    fn only_low_figures_between_slashes_are_ambiguous() {
        for (text, expected) in [
            ("03/04/2024", true),
            ("04/04/2024", false),
            ("23/04/2024", false),
            ("03.04.2024", false),
            ("2024-03-04", false),
        ] {
            assert_eq!(read(text).map(|read| read.ambiguous), Some(expected), "{text}");
        }
    }

    #[test]
    fn relative_dates() {
        for (text, expected) in
            [("2 hours ago", true), ("an hour ago", true), ("Yesterday", true), ("long ago", false)]
        {
            assert_eq!(is_relative(text), expected, "{text}");
        }
    }
}
