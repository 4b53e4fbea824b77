//! Flags, and corrections likewise, as JSON and JSON Lines: the full records.

use serde::Serialize;

/// Returns one record as an indented JSON object.
pub fn object<T: Serialize>(record: &T) -> serde_json::Result<String> {
    serde_json::to_string_pretty(record)
}

/// Returns records as an indented JSON array.
pub fn json<T: Serialize>(records: &[T]) -> serde_json::Result<String> {
    serde_json::to_string_pretty(records)
}

/// Returns records as JSON Lines: a full one a line, each with its line break.
pub fn jsonl<T: Serialize>(records: &[T]) -> serde_json::Result<String> {
    records.iter().map(|record| serde_json::to_string(record).map(|line| line + "\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::flag;
    use super::*;
    use crate::flag::ListedFlag;
    use proptest::prelude::*;

    #[test]
    fn a_json_line_is_the_full_record() {
        insta::assert_snapshot!(jsonl(&[flag(11, "We \"go\"\n", "Why?")]).unwrap(), @r#"{"id":"00000000-0000-0000-0000-00000000000b","article":"00000000-0000-0000-0000-000000000001","selector":{"exact":"We \"go\"\n","prefix":"said: ","suffix":"","start":6,"end":14,"paragraph":0,"sha256":"00","loader":1},"speaker":"Mara Venn","role":"chief pilot","status":"open","priority":"normal","note":"Why?","note_versions":[{"at":"2026-03-04T04:53:20Z","text":"Why?"}],"tags":[],"due":null,"former":[],"stamps":{},"created":"2026-03-04T04:53:20Z","updated":"2026-03-04T04:53:20Z","deleted":null,"headline":"Harbour *master* goes","path":"news/harbour_1.txt","published":"2026-03-04","url":"https://example.org/a_(b)","article_id":null}"#);
    }

    proptest! {
        #[test]
        fn a_record_is_one_line(text in "\\PC*|[\\x00-\\x1f]*|[\\u{2028}\\n]*") {
            let page = jsonl(&[flag(11, &text, &text)]).unwrap();
            prop_assert_eq!(page.lines().count(), 1);
            let back: ListedFlag = serde_json::from_str(&page).unwrap();
            prop_assert_eq!(back, flag(11, &text, &text));
        }
    }
}
