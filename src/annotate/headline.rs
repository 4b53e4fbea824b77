//! Headlines in which nearly every word has a capital: what of them a sentence would write small.
//!
//! “Mayor Delgado *Vows to Freeze Fares*”: a capital there makes no name. Nothing else of a token
//! changes.

use super::lexicon::Class;
use super::lexicon::given::GENDERS;
use super::mention::SmallWords;
use super::token::{Shape, Token};

/// Longest headline in tokens.
const LONGEST: usize = 40;
/// Fewest words with a capital.
const LEAST: usize = 4;
/// Longest word that such headlines write small, in bytes.
const SMALL: usize = 4;

/// Takes the capitals for what they would be in a sentence, if the tokens of a block are such a
/// headline; O(n).
pub(crate) fn set_small(text: &str, tokens: &mut [Token], small_words: &SmallWords<'_>) {
    if tokens.len() > LONGEST || !is_capitalised(text, tokens) {
        return;
    }
    for token in tokens.iter_mut().skip(1).filter(|token| token.shape == Shape::Capital) {
        if is_small(token) || small_words.hold(text, token) {
            token.shape = Shape::Lower;
        }
    }
}

/// Tells whether words with a capital are all that are not small words, and the more.
fn is_capitalised(text: &str, tokens: &[Token]) -> bool {
    let large = tokens.iter().filter(|token| token.shape == Shape::Capital);
    let mut small = tokens.iter().filter(|token| token.shape == Shape::Lower);
    large.clone().count() >= LEAST.max(small.clone().count() + 1)
        && small.all(|token| token.span.of(text).len() <= SMALL)
        && large.filter(|token| is_small(token)).count() > 1
}

/// Tells whether a word is none that names.
fn is_small(token: &Token) -> bool {
    token.class != Class::NONE && !token.has(GENDERS.or(Class::DATE))
}

#[cfg(test)]
mod tests {
    use crate::annotate::prepare;
    use crate::annotate::token::Shape;
    use crate::load::{Limits, load_text};

    /// Checks which words of a headline still have a capital.
    fn check(headline: &str, expected: &[&str]) {
        let text = format!("{headline}\n\nThe ferry to the north left at noon.\n");
        let document = load_text("-", &text, &Limits::default());
        let prepared = prepare::parts(&document, Default::default()).0.next().expect("a part");
        let end = headline.len();
        let own = prepared.tokens.iter().filter(|token| token.span.end <= end);
        let large = own.filter(|token| matches!(token.shape, Shape::Capital | Shape::Upper));
        let words: Vec<&str> = large.map(|token| token.span.of(prepared.text)).collect();
        assert_eq!(words, expected, "{headline}");
    }

    #[test]
    fn what_a_sentence_would_write_small_is_small() {
        check("Mayor Delgado Says Ferry Will Sail North", &["Mayor", "Delgado", "Sail"]);
        check("Union Chief Tom Bell Warns Of Strike", &["Union", "Tom", "Bell", "Strike"]);
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        check("Mayor Delgado says the ferry will sail", &["Mayor", "Delgado"]);
        check("Ada Venn and Tom Bell", &["Ada", "Venn", "Tom", "Bell"]);
    }
}
