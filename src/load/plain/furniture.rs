//! Lines that belong to the page, not to the article.

/// What may stand alone on a line anywhere.
const ANYWHERE: [&str; 22] = [
    "advertisement",
    "advertising",
    "skip advertisement",
    "story continues below advertisement",
    "article continues below advertisement",
    "article continues after advertisement",
    "continue reading the main story",
    "share this article",
    "share on facebook",
    "share on twitter",
    "share on x",
    "share on linkedin",
    "share via email",
    "copy link",
    "print this page",
    "sign up for our newsletter",
    "subscribe to our newsletter",
    "leave a comment",
    "skip to content",
    "skip to main content",
    "all rights reserved",
    "back to top",
];

/// What may stand alone on a line above the article.
const ABOVE: [&str; 18] = [
    "home",
    "menu",
    "search",
    "subscribe",
    "sign in",
    "log in",
    "login",
    "register",
    "share",
    "print",
    "email",
    "save",
    "listen",
    "comments",
    "facebook",
    "twitter",
    "close",
    "navigation",
];

/// Tells whether a line is furniture wherever it stands.
pub(in crate::load) fn is_anywhere(text: &str) -> bool {
    is_among(text, &ANYWHERE) || is_copyright(text)
}

/// Tells whether a line is furniture where it stands above the article.
pub(super) fn is_above(text: &str) -> bool {
    is_among(text, &ABOVE)
}

fn is_among(text: &str, table: &[&str]) -> bool {
    let text = text.trim().trim_end_matches(['.', ':']);
    text.len() <= 48 && table.contains(&text.to_lowercase().as_str())
}

fn is_copyright(text: &str) -> bool {
    let is_word = |start: &str| start.eq_ignore_ascii_case("copyright");
    let starts = text.starts_with('©') || text.get(.."copyright".len()).is_some_and(is_word);
    text.len() <= 200
        && starts
        && text.to_lowercase().contains("all rights reserved")
        && !text.contains(['"', '“', '«'])
}
