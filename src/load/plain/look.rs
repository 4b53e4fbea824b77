//! What a line looks like: small judgements on words and punctuation.

use crate::load::date::is_day_or_month;

/// Returns the characters at which quotations open or close.
const MARKS: [char; 8] = ['"', '“', '”', '„', '«', '»', '‘', '‟'];

/// Tells whether a text ends as a sentence or a clause does; closing marks and brackets behind
/// the stop count as part of it.
pub(in crate::load) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']');
    let text = text.trim_end().trim_end_matches(closing);
    text.ends_with(['.', '!', '?', ':', ';', ',', '。', '！', '？'])
        && !text.ends_with("...")
        && !is_initials(text)
}

/// Tells whether a text is only an abbreviation (“U.S.”).
fn is_initials(text: &str) -> bool {
    let mut parts = text.split_terminator('.');
    text.len() <= 8 && text.contains('.') && parts.all(|part| part.chars().count() == 1)
}

/// Tells whether a text may be a title or a deck: not too long, and not a plain sentence.
pub(in crate::load) fn is_title(text: &str) -> bool {
    if text.len() > 500 || text.chars().count() > 300 {
        return false;
    }
    if !ends_sentence(text) {
        return true;
    }
    let short = text.chars().count() <= 150;
    // A question is a headline as often as not; a full stop needs capitals to be one.
    short && (text.ends_with(['?', '!']) || (text.ends_with('.') && is_title_case(text)))
}

/// Tells whether most longer words are capitalised, as in American headlines.
fn is_title_case(text: &str) -> bool {
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    let count = text.split_whitespace().filter(long).count();
    let capital = |word: &&str| {
        let letter = word.chars().find(|c| c.is_alphabetic());
        letter.is_some_and(|letter| !letter.is_lowercase())
    };
    let capitals = text.split_whitespace().filter(long).filter(capital).count();
    count >= 2 && capitals * 10 >= count * 7
}

/// Tells whether a text is a byline: “By” and names.
pub(in crate::load) fn is_byline(text: &str) -> bool {
    let Some((by, names)) = text.split_once(char::is_whitespace) else { return false };
    let starts = ["by", "by:"].contains(&by.to_lowercase().as_str());
    starts && text.len() <= 200 && names_people(names) && is_first_a_person(names)
}

/// Tells whether names begin with two to four capitalised words, or are one short name: “By Air
/// and Sea, Aid Reaches the Coast” is a headline.
fn is_first_a_person(names: &str) -> bool {
    let joiners = [", ", " and ", " & ", " for ", " in ", " of ", " at ", " with "];
    let end = joiners.iter().filter_map(|joiner| names.find(joiner)).min();
    let first = names.split_at_checked(end.unwrap_or(names.len())).map_or("", |(first, _)| first);
    let capitals = first.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
    match capitals.count() {
        1 => end.is_none(),
        count => (2..=4).contains(&count),
    }
}

/// Tells whether all words are capitalised or join names, and the text is no sentence.
fn names_people(names: &str) -> bool {
    let names = names.trim();
    if names.contains(MARKS) || names.ends_with(['?', '!', ':', ';']) {
        return false;
    }
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_joiner = |word: &str| {
        let joiners =
            "and & of the in at for de da di del van von der den la le al bin el y et und with";
        joiners.split(' ').any(|joiner| joiner == word)
    };
    let is_name = |word: &&str| {
        let bare = word.trim_start_matches(['(', '@']);
        is_joiner(word) || bare.chars().next().is_some_and(char::is_uppercase)
    };
    let first = words.first().map(|word| word.trim_end_matches(',').to_lowercase());
    let is_day = first.as_deref().is_none_or(is_day_or_month);
    // “By Ann Lee.” is one, “By Land, By Sea, By Air the Troops Went.” is none.
    let stop = names.ends_with('.') && words.len() > 4;
    words.len() <= 20 && !is_day && !stop && words.iter().all(is_name)
}

/// Tells whether a text is two to four capitalised words and nothing else, as a name is.
pub(in crate::load) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=4).contains(&words)
        && !text.contains(|c: char| c.is_ascii_digit() || c == '&')
        && !ends_sentence(text)
        && names_people(text)
}

/// Tells whether a text is short enough to be the name of a section, and no more than a label.
pub(in crate::load) fn is_label(text: &str) -> bool {
    text.chars().count() <= 40
        && text.split_whitespace().count() <= 4
        && !ends_sentence(text)
        && !text.contains(MARKS)
}

/// Tells whether a label has a word in it that sections are named with.
pub(in crate::load) fn is_section(text: &str) -> bool {
    let words = "news world politics business sport sports opinion culture science technology tech \
        health europe asia africa america americas us u.s. uk u.k. national international local \
        economy economics markets finance money climate environment energy travel style arts art \
        books education society media life lifestyle weather crime law justice defence defense \
        security region regional features analysis comment editorial editorials letters obituaries \
        entertainment music film food nation foreign affairs middle east";
    let is_word = |word: &str| words.split_whitespace().any(|known| known == word);
    is_label(text) && text.to_lowercase().split([' ', '/', '>']).any(|word| is_word(word.trim()))
}

/// Tells whether a line begins as the item of a list does.
pub(in crate::load) fn is_item(text: &str) -> bool {
    let bullet = text.strip_prefix(['-', '*', '•', '–', '—', '·', '▪']);
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < text.len() && text.len() - number.len() <= 3;
    let number = number.strip_prefix(['.', ')']).filter(|_| numbered);
    bullet.or(number).is_some_and(|rest| rest.starts_with(' '))
}

/// Tells whether a text ends as one that was cut off.
pub(in crate::load) fn is_cut(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches([']', ')']);
    text.ends_with('…') || text.ends_with("...")
}

/// Tells whether two titles are the same but for case, white space and a stop at the end. O(n) in
/// what they have in common.
pub(in crate::load) fn same_title(a: &str, b: &str) -> bool {
    let words = |text| str::trim_end_matches(text, '.').split_whitespace();
    a.len().abs_diff(b.len()) <= 16
        && words(a).zip(words(b)).all(|(a, b)| same_word(a, b))
        && words(a).count() == words(b).count()
}

fn same_word(a: &str, b: &str) -> bool {
    match a.is_ascii() && b.is_ascii() {
        true => a.eq_ignore_ascii_case(b),
        false => a.to_lowercase() == b.to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(test: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(test(text), "{text}");
        }
        for text in no {
            assert!(!test(text), "{text}");
        }
    }

    #[test]
    fn titles() {
        check(
            is_title,
            &[
                "Harbour Reopens After Storm",
                "Who pays for the bridge?",
                "Harbour Reopens After Nine Days.",
                "Minister: ‘We were wrong’",
            ],
            &["The harbour reopened on Monday.", "“We were wrong,” she said.", "He said:"],
        );
    }

    #[test]
    fn bylines() {
        check(
            is_byline,
            &[
                "By Jane Doe",
                "BY JANE DOE",
                "By Jane Doe and John Roe, Staff Writers",
                "By Ana de la Cruz in Lima",
                "By The Associated Press",
                "By AFP",
                "By Jane Doe for The Lorne Packet",
            ],
            &[
                "By Tuesday the water had gone.",
                "By Monday",
                "By order of the court, he left",
                "By George “Bud” Day",
                "By Air and Sea, Aid Reaches the Coast",
                "By Land and Sea",
                "By Air Force One the President Leaves for Home",
                "Von der Leyen Visits Kyiv",
                "By",
            ],
        );
    }

    #[test]
    fn sections_and_names() {
        check(is_section, &["World News", "Politics", "U.S.", "Arts & Books"], &["Jane Doe"]);
        check(is_name, &["Jane Doe", "Ana de la Cruz"], &["Harbour", "Jane doe", "No Way!"]);
    }

    #[test]
    fn items() {
        check(is_item, &["- one", "• two", "3. three", "12) x"], &["-one", "2024. x", "3.5 m"]);
    }
}
