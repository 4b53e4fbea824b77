//! Given names by gender: common ones of several countries, beside those of the lexicon.
//!
//! They tell a person from a place and “he” from “she”; nothing is found by them. What is a surname
//! far more often (“Jackson”) is left out.

use super::listed::Listed;
use super::{Class, Lexicon};
use crate::annotate::token::Token;

/// Both genders of a person.
pub(crate) const GENDERS: Class = Class::FEMALE.or(Class::MALE);

/// Returns the genders of those who bear a given name, in small letters; none for other words.
pub(crate) fn gender_of(word: &str) -> Class {
    let listed = Lexicon::english().class_of(word);
    let of = |listed, class| if listed { class } else { Class::NONE };
    let own = of(WOMEN.holds(word), Class::FEMALE).with(of(MEN.holds(word), Class::MALE));
    // “Chairman” and “she” have a gender and are no names.
    let noun = Class::TITLE.or(Class::HEADS).or(Class::PRONOUN);
    if listed.meets(noun) { own } else { own.with(listed.only(GENDERS)) }
}

/// Tells whether a word is a given name.
pub(crate) fn is_given(text: &str, token: &Token) -> bool {
    gender_of(&fold(token.span.of(text))) != Class::NONE
}

/// Small letters without the accents of Latin letters: one name is written with them and without.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars().flat_map(char::to_lowercase).map(plain_letter).collect()
}

fn plain_letter(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

static WOMEN: Listed<4096> = Listed::new(include_str!("given/women.txt"));
static MEN: Listed<8192> = Listed::new(include_str!("given/men.txt"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_nothing_else() {
        for (names, class) in [(WOMEN.words(), Class::FEMALE), (MEN.words(), Class::MALE)] {
            assert!(names.is_sorted_by(|one, next| one < next));
            for name in names {
                assert!(gender_of(name).meets(class), "{name}");
                assert_eq!(gender_of(&format!("{name}-")), Class::NONE, "{name}");
            }
        }
        for other in ["", "a", "harbour", "zzz", " ", "abbas abdel"] {
            assert_eq!(gender_of(other), Class::NONE, "{other}");
        }
    }
}
