//! Given names by gender: common ones of several countries, beside those of the lexicon.
//!
//! They tell a person from a place and “he” from “she”; nothing is found by them. What is a surname
//! far more often (“Jackson”) is left out.

use super::{Class, Lexicon, is_listed};

/// Both genders of a person.
pub(crate) const GENDERS: Class = Class::FEMALE.or(Class::MALE);

/// Returns the genders of those who bear a given name, in small letters; none for other words.
pub(crate) fn gender_of(word: &str) -> Class {
    let listed = Lexicon::english().class_of(word);
    let of = |names, class| if is_listed(names, word) { class } else { Class::NONE };
    let own = of(WOMEN, Class::FEMALE).with(of(MEN, Class::MALE));
    // “Chairman” and “she” have a gender and are no names.
    let noun = Class::TITLE.or(Class::HEADS).or(Class::PRONOUN);
    if listed.meets(noun) { own } else { own.with(listed.only(GENDERS)) }
}

const WOMEN: &str = include_str!("given/women.txt");
const MEN: &str = include_str!("given/men.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_nothing_else() {
        for (list, class) in [(WOMEN, Class::FEMALE), (MEN, Class::MALE)] {
            let names: Vec<&str> = list.split_whitespace().collect();
            assert!(names.is_sorted_by(|one, next| one < next));
            for name in names {
                assert!(gender_of(name).meets(class), "{name}");
                assert!(!is_listed(list, &format!("{name}-")), "{name}");
            }
        }
        for other in ["", "a", "harbour", "zzz", " ", "abbas abdel"] {
            assert_eq!(gender_of(other), Class::NONE, "{other}");
        }
    }
}
