//! Flags as CSV (RFC 4180), for spreadsheets.

use super::plain::is_hidden;
use crate::flag::ListedFlag;
use serde_json::Value;

/// The columns: the keys of a record, and of its selector.
const COLUMNS: [&str; 31] = [
    "id",
    "status",
    "priority",
    "due",
    "exact",
    "speaker",
    "role",
    "note",
    "tags",
    "headline",
    "published",
    "url",
    "path",
    "byline",
    "created",
    "updated",
    "deleted",
    "article",
    "article_id",
    "prefix",
    "suffix",
    "start",
    "end",
    "paragraph",
    "sha256",
    "loader",
    "copies",
    "former",
    "note_versions",
    "note_replaced",
    "stamps",
];

/// Returns flags as CSV in the order given: a line of names, then a record a flag, with all its
/// fields; what has parts itself is JSON.
///
/// # Errors
///
/// Fails if a record cannot be written as JSON.
pub fn csv(flags: &[ListedFlag]) -> serde_json::Result<String> {
    let mut page = row(&COLUMNS);
    for listed in flags {
        let record = serde_json::to_value(listed)?;
        let selector = record.get("selector");
        let field = |name| record.get(name).or_else(|| selector?.get(name));
        page += &row(&COLUMNS.map(|name| field(name).map(shown).unwrap_or_default()));
    }
    Ok(page)
}

fn shown(value: &Value) -> String {
    let words = |items: &[Value]| -> Option<Vec<String>> {
        items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            words(items).map_or_else(|| value.to_string(), |words| words.join(", "))
        }
        other => other.to_string(),
    }
}

/// Returns a record with its line break.
pub(super) fn row(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text.as_ref())).collect();
    cells.join(",") + "\r\n"
}

/// Returns a cell in quotation marks. What a spreadsheet would take for a formula gets an
/// apostrophe before it, as OWASP advises; what cannot be shown is left out.
pub(super) fn cell(text: &str) -> String {
    let shown: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|&c| c == '\n' || !is_hidden(c))
        .collect();
    let is_formula = shown.starts_with(['\t', '\n'])
        || shown.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, shown.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{HOSTILE, full, hostile};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_record_has_every_field() {
        insta::assert_snapshot!(csv(&[full(11)]).unwrap().replace("\r\n", "¶\n"), @r#"
        "id","status","priority","due","exact","speaker","role","note","tags","headline","published","url","path","byline","created","updated","deleted","article","article_id","prefix","suffix","start","end","paragraph","sha256","loader","copies","former","note_versions","note_replaced","stamps"¶
        "00000000-0000-0000-0000-00000000000b","waiting","high","2026-03-10","We [all] go

        1. Nobody stays","Mara Venn","chief pilot","Ask her.

        - twice
        # really","2026, R&D, harbour","Harbour *master* goes","2026-03-04","https://example.org/a_(b)","news/harbour_1.txt","By Ilo Dane, in Ostrel, and R. D. & Sons","2026-03-04T04:53:20Z","2026-03-04T04:53:20Z","","00000000-0000-0000-0000-000000000001","","said: ","","6","34","0","00","1","","","[{""at"":""2026-03-04T04:53:20Z"",""text"":""Ask her.\n\n- twice\n# really""}]","","{}"¶
        "#);
        let record = serde_json::to_value(full(11)).unwrap();
        let of_selector = record["selector"].as_object().unwrap().keys();
        for key in record.as_object().unwrap().keys().chain(of_selector) {
            let is_there = COLUMNS.contains(&key.as_str()) || key == "selector";
            assert!(is_there, "{key}");
        }
    }

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for (text, expected) in [
            ("plain", "\"plain\""),
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\n=1\""),
            ("\u{200e}=1", "\"'=1\""),
            ("  =1", "\"'  =1\""),
            ("＝1", "\"'＝1\""),
            ("a=1", "\"a=1\""),
            ("“a”, \"b\"", "\"“a”, \"\"b\"\"\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_a_cell(text in HOSTILE) {
            let page = csv(&[hostile(&text), full(12)]).unwrap();
            let mut reader = ::csv::ReaderBuilder::new().from_reader(page.as_bytes());
            let names = reader.headers().unwrap().clone();
            let records: Vec<_> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(records.len(), 2);
            let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝'];
            for record in &records {
                prop_assert_eq!(record.len(), COLUMNS.len());
                prop_assert!(!record.iter().any(|cell| cell.starts_with(formula)));
            }
            let at = names.iter().position(|name| name == "note").unwrap();
            let unbroken = |text: &str| -> String {
                text.chars().filter(|&c| !is_hidden(c) && c != '\n').collect()
            };
            prop_assert_eq!(unbroken(&records[0][at]), unbroken(&format!("n{text}")));
        }
    }
}
