//! Flags to try the formats on.

use crate::anchor::Selector;
use crate::flag::{Flag, FlagDraft, ListedFlag, Status};
use jiff::Timestamp;
use uuid::Uuid;

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
    ListedFlag {
        flag,
        headline: "Harbour *master* goes".to_owned(),
        path: "news/harbour_1.txt".to_owned(),
        published: Some("2026-03-04".to_owned()),
        url: None,
        article_id: None,
    }
}
