//! Flags to try the formats on.

use crate::anchor::Selector;
use crate::flag::{Flag, FlagDraft, ListedFlag, Note, Priority, SeenArticle, Status};
use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

/// Texts that mean something in one of the formats.
pub(super) const HOSTILE: &str = r##"([-+*_`~#>=|$%^&<!\[\]\\(){}.:;,@"'/? \t\n\r\x00\x08\x1bxa1é＝]|&lt;|</p>|]]>|<!--|-->|<script>|\[\[|\u{202e}|\u{2028}|\u{200b}|\u{fffe}|    |```|---\n|\n\* |\n#\+END_QUOTE\n|\n:END:\n|src_sh\{x\}|elisp:x|\{\{\{m\}\}\}|@misc\{|\{\{|\}\}|\{%|https://x|www\.x|DONE |1\. ){1,40}"##;

/// Makes a flag; an even number is done, and each ten are of one article.
pub(super) fn flag(number: u128, exact: &str, note: &str) -> ListedFlag {
    let selector = Selector {
        exact: exact.to_owned(),
        prefix: "said: ".to_owned(),
        suffix: String::new(),
        start: 6,
        end: 6 + exact.chars().count(),
        paragraph: 0,
        sha256: "00".to_owned(),
        loader: 1,
        copies: None,
    };
    let time = Timestamp::from_second(1_772_600_000).unwrap();
    let draft = FlagDraft {
        selector,
        speaker: Some("Mara Venn".to_owned()),
        role: Some("chief pilot".to_owned()),
        note: note.to_owned(),
    };
    let flag = Flag {
        status: if number.is_multiple_of(2) { Status::Done } else { Status::Open },
        ..Flag::new(&draft, Uuid::from_u128(number), Uuid::from_u128(number / 10), time)
    };
    let article = SeenArticle {
        headline: "Harbour *master* goes".to_owned(),
        path: "news/harbour_1.txt".to_owned(),
        published: Some("2026-03-04".to_owned()),
        url: Some("https://example.org/a_(b)".to_owned()),
        ..SeenArticle::default()
    };
    ListedFlag { flag, article }
}

/// Makes a flag that says something in every field.
pub(super) fn full(number: u128) -> ListedFlag {
    let listed = flag(number, "We [all] go\n\n1. Nobody stays", "Ask her.\n\n- twice\n# really");
    let flag = Flag {
        priority: Priority::High,
        status: Status::Waiting,
        tags: vec!["2026".to_owned(), "R&D".to_owned(), "harbour".to_owned()],
        due: Some(date(2026, 3, 10)),
        ..listed.flag
    };
    let byline = Some("By Ilo Dane, in Ostrel, and R. D. & Sons".to_owned());
    ListedFlag { flag, article: SeenArticle { byline, ..listed.article } }
}

/// Makes a flag that says the same in every field that an article or a reader fills.
pub(super) fn hostile(text: &str) -> ListedFlag {
    let listed = full(11);
    let mut flag = listed.flag;
    let word = |lead: &str| format!("{lead}{text}");
    flag.selector.exact = text.to_owned();
    flag.selector.prefix = text.to_owned();
    flag.selector.suffix = text.to_owned();
    flag.speaker = Some(word("s"));
    flag.role = Some(word("r"));
    flag.note = Note::new(&word("n"), flag.created);
    flag.tags = vec![text.to_owned()];
    let article = SeenArticle {
        headline: word("h"),
        path: text.to_owned(),
        published: Some(word("p")),
        url: Some(word("https://u")),
        article_id: Some(text.to_owned()),
        byline: Some(word("By b")),
    };
    ListedFlag { flag, article }
}
