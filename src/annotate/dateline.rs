//! Datelines: where and by whom an article was written, before its first sentence.
//!
//! “PORT HALDEN, Norland, May 3 (AFN) —” is no part of a sentence, and names nobody who speaks. Nor is
//! the time of day at which an entry of a live report was written: “11:15 a.m.”

use super::token::{Shape, Token};

/// Longest dateline in tokens, its dash included.
const LONGEST: usize = 16;

/// Returns how many of the tokens of a paragraph are its dateline or its time; O(1).
pub(crate) fn len(text: &str, tokens: &[Token]) -> usize {
    let time = time(text, tokens);
    if time > 0 { time } else { place(text, tokens) }
}

/// “11:15 a.m.”, “9.58am GMT —” before a sentence.
fn time(text: &str, tokens: &[Token]) -> usize {
    let Some(line) = tokens.first().and_then(|first| text.get(first.span.start..)) else {
        return 0;
    };
    let Some(rest) = behind_clock(line).map(|rest| rest.trim_start_matches(' ')) else { return 0 };
    let Some(rest) = HALVES.iter().find_map(|half| rest.strip_prefix(half)) else { return 0 };
    let rest = rest.trim_start_matches(' ');
    let rest = ZONES.iter().find_map(|zone| rest.strip_prefix(zone)).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '—', '–', '-', ':']);
    let begins = |first: char| first.is_uppercase() || matches!(first, '“' | '"' | '‘' | '\'');
    if !rest.starts_with(begins) {
        return 0;
    }
    let end = text.len() - rest.len();
    tokens.iter().take(LONGEST).take_while(|token| token.span.end <= end).count()
}

/// What follows “11:15” or “9.58”.
fn behind_clock(line: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(line);
    let minutes = line.get(hours..)?.strip_prefix([':', '.'])?;
    let whole = matches!(hours, 1 | 2) && digits(minutes) == 2;
    if whole { minutes.get(2..) } else { None }
}

/// Halves of a day, the longer first.
const HALVES: [&str; 4] = ["a.m.", "p.m.", "am", "pm"];
const ZONES: [&str; 10] = ["GMT", "BST", "UTC", "EST", "EDT", "ET", "CEST", "CET", "PST", "PDT"];

/// Months as a dateline of a day alone has them.
const MONTHS: [&str; 18] = [
    "Jan", "Feb", "March", "Mar", "April", "Apr", "May", "June", "Jun", "July", "Jul", "Aug",
    "Sept", "Sep", "Oct", "Nov", "Dec", "August",
];

/// “VELMARK —”
fn place(text: &str, tokens: &[Token]) -> usize {
    let near = tokens.get(..tokens.len().min(LONGEST)).unwrap_or_default();
    // “LYSS—Two miners”: a dash between letters parts words in capitals alone from others.
    let parts = |window: &[Token]| match window {
        [before, dash, next] => {
            let tight = dash.is('—') && before.shape == Shape::Upper && next.is_word();
            dash.is_dash() && (before.span.end < dash.span.start || tight)
        }
        _ => false,
    };
    let Some(dash) = near.windows(3).position(parts).map(|before| before + 1) else { return 0 };
    let place = near.get(..dash).unwrap_or_default();
    let capitals = place.first().is_some_and(|first| first.shape == Shape::Upper);
    let agency = place.last().is_some_and(|last| last.is(')'));
    // “Oct 22 -”
    let is_month = |token: &Token| MONTHS.contains(&token.span.of(text));
    let day = matches!(place, [month, day] if is_month(month) && day.shape == Shape::Number);
    let is_part = |token: &Token| match token.shape {
        Shape::Capital | Shape::Upper | Shape::Number => true,
        Shape::Mark(mark) => matches!(mark, ',' | '.' | '(' | ')' | '/' | '-' | '\'' | '’'),
        Shape::Lower => false,
    };
    // “NASA — the agency for space — said”
    let begins = tokens.get(dash + 1).is_some_and(|next| next.shape != Shape::Lower);
    let named = place.first().is_some_and(Token::is_capital);
    let is_dateline = named && (capitals || agency || day) && begins && place.iter().all(is_part);
    if is_dateline { dash + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use crate::annotate::prepare;
    use crate::load::{Limits, load_text};

    /// Checks which word the first sentence begins with.
    fn check(text: &str, expected: &str) {
        let document = load_text("-", text, &Limits::default());
        let prepared = prepare::parts(&document, Default::default()).0.next().expect("a part");
        let first = prepared.tokens.first().expect("a token");
        assert_eq!(first.span.of(prepared.text), expected, "{text}");
    }

    #[test]
    fn a_dateline_is_no_part_of_a_sentence() {
        check("VELMARK — The ferry left at noon.", "The");
        check("PORT HALDEN, Norland, May 3 (AFN) — “It was dark,” Venn said.", "“");
        check("LYSS, N.D. - Two miners died.", "Two");
        check("Velmark (AFN) – Prices rose.", "Prices");
        check("May 27 (AFN) - Prices rose.", "Prices");
        check("Oct 22 - Prices rose.", "Prices");
        check("PORT HALDEN—Two miners died.", "Two");
    }

    #[test]
    fn the_time_of_an_entry_is_no_part_of_a_sentence() {
        check("11:15 a.m. The ferry left at noon.", "The");
        check("9:58 am GMT — Prices rose.", "Prices");
        check("11:15 trains were late.", "11");
    }

    #[test]
    fn other_dashes_end_no_dateline() {
        check("AFN — the agency for news — said so.", "AFN");
        check("Mara Venn — The harbourmaster — said so.", "Mara");
        check("The Echo (a paper) — Monday’s issue — said so.", "The");
        check("FARE-FREE days end.", "FARE-FREE");
    }
}
