//! Datelines: where and by whom an article was written, before its first sentence.
//!
//! “PORT HALDEN, Norland, May 3 (AFN) —” is no part of a sentence, and names nobody who speaks.

use super::token::{Shape, Token};

/// Longest dateline in tokens, its dash included.
const LONGEST: usize = 16;

/// Returns how many of the tokens of a paragraph are its dateline; O(1).
pub(crate) fn len(tokens: &[Token]) -> usize {
    let near = tokens.get(..tokens.len().min(LONGEST)).unwrap_or_default();
    let parts = |pair: &[Token]| match pair {
        [before, dash] => dash.is_dash() && before.span.end < dash.span.start,
        _ => false,
    };
    let Some(dash) = near.windows(2).position(parts).map(|before| before + 1) else { return 0 };
    let place = near.get(..dash).unwrap_or_default();
    let capitals = place.first().is_some_and(|first| first.shape == Shape::Upper);
    let agency = place.last().is_some_and(|last| last.is(')'));
    let is_part = |token: &Token| match token.shape {
        Shape::Capital | Shape::Upper | Shape::Number => true,
        Shape::Mark(mark) => matches!(mark, ',' | '.' | '(' | ')' | '/' | '-' | '\'' | '’'),
        Shape::Lower => false,
    };
    // “NASA — the agency for space — said”
    let begins = tokens.get(dash + 1).is_some_and(|next| next.shape != Shape::Lower);
    let named = place.first().is_some_and(Token::is_capital);
    let is_dateline = named && (capitals || agency) && begins && place.iter().all(is_part);
    if is_dateline { dash + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use crate::annotate::prepare;
    use crate::load::{Limits, load_text};

    /// Checks which word the first sentence begins with.
    fn check(text: &str, expected: &str) {
        let document = load_text("-", text, &Limits::default());
        let prepared = prepare::parts(&document).0.next().expect("a part");
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
    }

    #[test]
    fn other_dashes_end_no_dateline() {
        check("AFN — the agency for news — said so.", "AFN");
        check("Mara Venn — The harbourmaster — said so.", "Mara");
        check("The Echo (a paper) — Monday’s issue — said so.", "The");
        check("FARE-FREE days end.", "FARE-FREE");
    }
}
