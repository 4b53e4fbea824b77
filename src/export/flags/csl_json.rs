//! The articles that are flagged, as CSL-JSON.

use super::article::cited;
use crate::flag::ListedFlag;
use jiff::civil::Date;
use serde::Serialize;

/// An item as the Citation Style Language's schema has it.
#[derive(Serialize)]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Day>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Day>,
    #[serde(skip_serializing_if = "String::is_empty")]
    keyword: String,
}

/// A name that is not taken apart.
#[derive(Serialize)]
struct Name {
    literal: String,
}

/// A day in CSL's words.
#[derive(Serialize)]
struct Day {
    #[serde(rename = "date-parts")]
    parts: [[i16; 3]; 1],
}

impl From<Date> for Day {
    fn from(day: Date) -> Self {
        Self { parts: [[day.year(), day.month().into(), day.day().into()]] }
    }
}

/// Returns the cited articles as CSL-JSON, an item an article.
///
/// # Errors
///
/// Fails if an item cannot be written as JSON.
pub fn csl_json(flags: &[ListedFlag]) -> serde_json::Result<String> {
    let items: Vec<Item> = cited(flags)
        .into_iter()
        .map(|(id, article)| {
            let url = article.url();
            Item {
                id,
                kind: "article-newspaper",
                title: article.headline(),
                author: article.authors().into_iter().map(|literal| Name { literal }).collect(),
                issued: article.day().map(Day::from),
                accessed: url.as_ref().and(article.flagged()).map(Day::from),
                url,
                keyword: article.tags().join(", "),
            }
        })
        .collect();
    serde_json::to_string_pretty(&items).map(|items| items + "\n")
}

#[cfg(test)]
mod tests {
    use super::super::plain::one_line;
    use super::super::sample::{HOSTILE, flag, full, hostile};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_article_is_one_item() {
        insta::assert_snapshot!(csl_json(&[full(11), flag(12, "a", ""), flag(21, "b", "")]).unwrap(), @r#"
        [
          {
            "id": "pq000000000001",
            "type": "article-newspaper",
            "title": "Harbour *master* goes",
            "issued": {
              "date-parts": [
                [
                  2026,
                  3,
                  4
                ]
              ]
            },
            "URL": "https://example.org/a_%28b%29",
            "accessed": {
              "date-parts": [
                [
                  2026,
                  3,
                  4
                ]
              ]
            },
            "keyword": "2026, R&D, harbour"
          },
          {
            "id": "pq000000000002",
            "type": "article-newspaper",
            "title": "Harbour *master* goes",
            "issued": {
              "date-parts": [
                [
                  2026,
                  3,
                  4
                ]
              ]
            },
            "URL": "https://example.org/a_%28b%29",
            "accessed": {
              "date-parts": [
                [
                  2026,
                  3,
                  4
                ]
              ]
            }
          }
        ]
        "#);
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_an_item(text in HOSTILE) {
            let items: serde_json::Value =
                serde_json::from_str(&csl_json(&[hostile(&text), full(22)]).unwrap()).unwrap();
            prop_assert_eq!(items.as_array().unwrap().len(), 2);
            let titles: Vec<_> = items.as_array().unwrap().iter().map(|item| &item["title"]).collect();
            let title = one_line(&format!("h{text}"));
            prop_assert!(titles.iter().any(|found| **found == title));
        }
    }
}
