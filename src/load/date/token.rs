//! The pieces of a written date.

/// A piece of a date. Numbers carry how many digits they were written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Number(u32, usize),
    Month(u8),
    Weekday,
    Meridiem(Meridiem),
    /// A time zone with its offset from UTC in seconds, if its name means just one.
    Zone(Option<i32>),
    /// One of the small words and suffixes that dates are written with, lowercase.
    Word(&'t str),
    Mark(char),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meridiem {
    Am,
    Pm,
}

/// Longer texts are no dates.
const LONGEST: usize = 80;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const WORDS: [&str; 10] = ["t", "st", "nd", "rd", "th", "at", "on", "of", "the", "time"];

/// Tells whether a word in small letters is the name of a day or a month.
pub(in crate::load) fn is_day_or_month(word: &str) -> bool {
    MONTHS.contains(&word) || WEEKDAYS.contains(&word)
}

/// Names of time zones; those that stand for several offsets have none.
const ZONES: [(&str, Option<i32>); 34] = [
    ("z", Some(0)),
    ("gmt", Some(0)),
    ("utc", Some(0)),
    ("bst", Some(3600)),
    ("cet", Some(3600)),
    ("cest", Some(7200)),
    ("eet", Some(7200)),
    ("eest", Some(10800)),
    ("msk", Some(10800)),
    ("est", Some(-18000)),
    ("edt", Some(-14400)),
    ("cdt", Some(-18000)),
    ("mst", Some(-25200)),
    ("mdt", Some(-21600)),
    ("pst", Some(-28800)),
    ("pdt", Some(-25200)),
    ("jst", Some(32400)),
    ("kst", Some(32400)),
    ("aest", Some(36000)),
    ("aedt", Some(39600)),
    ("nzst", Some(43200)),
    ("nzdt", Some(46800)),
    ("et", None),
    ("ct", None),
    ("mt", None),
    ("pt", None),
    ("cst", None),
    ("ist", None),
    ("gst", None),
    ("sgt", Some(28800)),
    ("hkt", Some(28800)),
    ("eat", Some(10800)),
    ("wat", Some(3600)),
    ("sast", Some(7200)),
];

/// Splits a text into tokens; `None` if it holds anything that no date is written with.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'static>>> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let mut tokens = Vec::new();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let same: fn(char) -> bool = match first {
            '0'..='9' => |c| c.is_ascii_digit(),
            'a'..='z' => |c| c.is_ascii_lowercase(),
            _ if first.is_whitespace() => char::is_whitespace,
            _ => |_| false,
        };
        let len = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (part, behind) = rest.split_at_checked(len)?;
        rest = behind;
        match first {
            '0'..='9' => tokens.push(Token::Number(part.parse().ok()?, len)),
            'a'..='z' => tokens.push(word(part)?),
            ':' | '/' | '-' | '.' | ',' | '+' | '(' | ')' | '–' | '—' => {
                tokens.push(Token::Mark(first));
            }
            _ if first.is_whitespace() => {}
            _ => return None,
        }
    }
    Some(tokens)
}

fn word(word: &str) -> Option<Token<'static>> {
    // “Sept” is the one abbreviation of four letters; elsewhere three are enough.
    let is_short = |name: &str| {
        name == word || name.get(..3) == Some(word) || (word.len() == 4 && name.starts_with(word))
    };
    let month = MONTHS.iter().position(|name| is_short(name));
    if let Some(month) = month.and_then(|month| u8::try_from(month + 1).ok()) {
        return Some(Token::Month(month));
    }
    if WEEKDAYS.iter().any(|name| is_short(name)) || word == "thurs" {
        return Some(Token::Weekday);
    }
    match word {
        "am" => return Some(Token::Meridiem(Meridiem::Am)),
        "pm" => return Some(Token::Meridiem(Meridiem::Pm)),
        _ => {}
    }
    if let Some((_, offset)) = ZONES.iter().find(|(name, _)| *name == word) {
        return Some(Token::Zone(*offset));
    }
    WORDS.iter().find(|known| **known == word).map(|known| Token::Word(known))
}
