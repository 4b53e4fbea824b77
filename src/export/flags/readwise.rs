//! Flags as the CSV file that Readwise imports.

use super::article::{attribution, by_article};
use super::csv::row;
use super::plain::{hashtag, lines};
use crate::flag::ListedFlag;

/// Most characters that Readwise takes of a highlight and of a note.
const MOST_OF_TEXT: usize = 8191;

/// Most characters that it takes of a title.
const MOST_OF_TITLE: usize = 511;

/// Most characters that it takes of an address.
const MOST_OF_URL: usize = 2047;

/// Returns flags as Readwise's CSV: a highlight a flag, those of one article in the order of the
/// text. A passage that is longer than Readwise takes is parted at a blank; a note that is longer
/// ends in an ellipsis. Tags lead the note, as Readwise reads them, then the speaker: the column
/// for the author is empty, as Readwise takes an article with two authors for two.
#[must_use]
pub fn readwise(flags: &[ListedFlag]) -> String {
    let mut page = row(&["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]);
    for article in by_article(flags) {
        let title = clip(&article.headline(), MOST_OF_TITLE);
        // Half an address is none.
        let url = article.url().filter(|url| url.len() <= MOST_OF_URL).unwrap_or_default();
        for listed in &article.flags {
            let flag = &listed.flag;
            let mut place = flag.selector.start;
            let created = flag.created.strftime("%FT%T+00:00").to_string();
            // An apostrophe may come before it.
            let text = lines(&flag.selector.exact).join("\n");
            for (index, part) in parts(&text, MOST_OF_TEXT - 1).into_iter().enumerate() {
                let note = if index == 0 { note(listed) } else { String::new() };
                let note = clip(&note, MOST_OF_TEXT);
                let at = place.to_string();
                page += &row(&[part.trim_start(), &title, "", &url, &note, &at, &created]);
                place += part.chars().count();
            }
        }
    }
    page
}

/// Returns the note with the tags and the speaker before it. Readwise takes words with a dot at
/// the beginning for tags and commands: no typed one stands there.
fn note(listed: &ListedFlag) -> String {
    let tags: Vec<String> = listed
        .flag
        .tags
        .iter()
        .map(|tag| hashtag(tag))
        .filter(|tag| !tag.is_empty())
        .map(|tag| if is_command(&tag) { format!(".{tag}-") } else { format!(".{tag}") })
        .collect();
    let mut note = tags.join(" ");
    let text = lines(&listed.flag.note).join("\n");
    let lead = match attribution(listed) {
        Some(attribution) => format!("— {attribution}"),
        None if text.starts_with('.') => "Note:".to_owned(),
        None => String::new(),
    };
    for part in [lead, text] {
        if !note.is_empty() && !part.is_empty() {
            note.push('\n');
        }
        note += &part;
    }
    note
}

/// Tells whether Readwise takes the tag for a heading or for a part of another highlight.
fn is_command(tag: &str) -> bool {
    let number = tag.strip_prefix(['h', 'c', 'H', 'C']);
    number.is_some_and(|number| !number.is_empty() && number.chars().all(char::is_numeric))
}

/// Returns a text of at most `most` characters.
fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Parts a text into pieces of at most `most` characters, at blanks where there are some; they
/// join to the text.
fn parts(text: &str, most: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((end, _)) = rest.char_indices().nth(most) {
        let within = rest.get(..end).unwrap_or(rest);
        let blank = within.rfind(char::is_whitespace).filter(|&blank| blank > 0);
        let (part, left) = rest.split_at_checked(blank.unwrap_or(end)).unwrap_or((rest, ""));
        parts.push(part);
        rest = left;
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::super::sample::{HOSTILE, flag, full, hostile};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn readwise_gets_its_columns() {
        insta::assert_snapshot!(readwise(&[full(11), flag(12, "Yes", "")]).replace("\r\n", "¶\n"), @r#"
        "Highlight","Title","Author","URL","Note","Location","Date"¶
        "Yes","Harbour *master* goes","","https://example.org/a_%28b%29","— Mara Venn, chief pilot","6","2026-03-04T04:53:20+00:00"¶
        "We [all] go

        1. Nobody stays","Harbour *master* goes","","https://example.org/a_%28b%29",".2026- .R-D .harbour
        — Mara Venn, chief pilot
        Ask her.

        - twice
        # really","6","2026-03-04T04:53:20+00:00"¶
        "#);
    }

    #[test]
    fn what_is_typed_is_no_command() {
        let of = |note: &str, tags: &[&str], speaker: Option<&str>| {
            let mut listed = flag(11, "x", note);
            listed.flag.tags = tags.iter().map(|&tag| tag.to_owned()).collect();
            listed.flag.speaker = speaker.map(str::to_owned);
            super::note(&listed)
        };
        assert_eq!(of(".c1 x", &[], None), "Note:\n.c1 x");
        assert_eq!(of(".c1 x", &["c1", "h1x"], None), ".c1- .h1x\nNote:\n.c1 x");
        assert_eq!(of("x", &[], None), "x");
        assert_eq!(of(".x", &["a"], Some("Venn")), ".a\n— Venn, chief pilot\n.x");
    }

    #[test]
    fn every_field_is_within_its_limit() {
        let text = "-word, “\"word\"”\n".repeat(2000);
        let page = readwise(&[hostile(&text), full(22)]);
        let mut whole = String::new();
        for record in records(&page).iter().filter(|record| &record[1] != "Harbour *master* goes") {
            let limits = [MOST_OF_TEXT, MOST_OF_TITLE, 0, MOST_OF_URL, MOST_OF_TEXT];
            for (cell, most) in record.iter().zip(limits) {
                assert!(cell.chars().count() <= most, "{cell}");
            }
            let is_first = whole.is_empty();
            whole += if is_first { "" } else { " " };
            whole += record[0].trim_start_matches('\'');
        }
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert!(words(&whole) == words(&text), "{whole}");
    }

    fn records(page: &str) -> Vec<::csv::StringRecord> {
        let mut reader = ::csv::ReaderBuilder::new().from_reader(page.as_bytes());
        reader.records().map(Result::unwrap).collect()
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_a_record(text in HOSTILE) {
            let records = records(&readwise(&[hostile(&text), full(12)]));
            prop_assert_eq!(records.len(), 2);
            let passage = lines(&text).join("\n");
            let cells: Vec<&str> = records.iter().map(|record| record[0].trim_start_matches('\'')).collect();
            prop_assert!(cells.contains(&passage.trim_start_matches('\'')), "{:?}", cells);
        }

        #[test]
        fn parts_join_to_the_text(text in "[ab \\n]{0,60}", most in 1usize..20) {
            let parts = parts(&text, most);
            prop_assert_eq!(parts.concat(), text.as_str());
            prop_assert!(parts.iter().all(|part| part.chars().count() <= most));
        }
    }
}
