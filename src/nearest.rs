//! The right name for one that is not known.

use std::fmt::Write as _;

/// Names that are listed, at the most, where none is near.
const LISTED: usize = 12;

/// Returns the name that is most like `given`, if one is like it at all.
#[must_use]
pub fn nearest<'n>(given: &str, names: &[&'n str]) -> Option<&'n str> {
    let given = given.to_lowercase();
    let far = |name: &&'n str| strsim::damerau_levenshtein(&given, name);
    let best = names.iter().min_by_key(|name| far(name))?;
    let most = (given.chars().count().max(best.chars().count()) / 3).max(1);
    let is_begun = given.chars().count() > 2 && best.starts_with(&given);
    (far(best) <= most || is_begun).then_some(*best)
}

/// Returns “; did you mean …?” or what there is to choose from, for the end of a sentence.
#[must_use]
pub fn suggestion(given: &str, names: &[&str]) -> String {
    match nearest(given, names) {
        Some(name) => format!("; did you mean “{name}”?"),
        None if names.len() <= LISTED => format!("; there are {}.", listed(names)),
        None => ".".to_owned(),
    }
}

/// Returns what would be right where `given` is none of the words.
#[must_use]
pub fn among(given: Option<&str>, words: &[&str]) -> String {
    let mut right = format!("one of {}", listed(words));
    if let Some(near) = given.and_then(|given| nearest(given, words)) {
        let _ = write!(right, "; did you mean “{near}”?");
    }
    right
}

/// Returns names as a sentence lists them.
fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    match names.as_slice() {
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
        [] => "none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        let names = ["theme", "measure", "minimap", "justify"];
        let check = |given: &str, expected| assert_eq!(nearest(given, &names), expected, "{given}");
        check("thme", Some("theme"));
        check("Theme", Some("theme"));
        check("measrue", Some("measure"));
        check("mini", Some("minimap"));
        check("width", None);
        check("", None);
        assert_eq!(nearest("x", &[]), None);
    }

    #[test]
    fn what_there_is_is_listed_where_nothing_is_near() {
        assert_eq!(suggestion("qqq", &["a", "bcd", "efg"]), "; there are “a”, “bcd” and “efg”.");
        assert_eq!(suggestion("qqq", &["a"; 20]), ".");
        assert_eq!(
            among(Some("drak"), &["dark", "light"]),
            "one of “dark” and “light”; did you mean “dark”?"
        );
    }
}
