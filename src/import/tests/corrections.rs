//! Corrections that go out come back, in either format and whatever they say.

use super::{a_line, a_selector, an_article, article, at, import, read};
use crate::anchor::Selector;
use crate::correction::{Change, Correction, ListedCorrection, Who};
use crate::export::flags::{json, jsonl, w3c_corrections};
use proptest::prelude::*;
use uuid::Uuid;

fn named(name: &str) -> Who {
    Who::named(name)
}

fn selector(words: &str) -> Selector {
    let (exact, sha256) = (words.to_owned(), "00".to_owned());
    let (prefix, suffix) = ("six ".to_owned(), String::new());
    let end = 4 + words.chars().count();
    Selector { exact, prefix, suffix, start: 4, end, paragraph: 0, sha256, loader: 1, copies: None }
}

fn listed(change: Change) -> ListedCorrection {
    let correction = Correction {
        id: Uuid::from_u128(11),
        article: Uuid::from_u128(1),
        change,
        created: at(1_772_600_000),
        updated: at(1_772_600_001),
        deleted: None,
    };
    ListedCorrection { correction, article: article() }
}

#[test]
fn a_correction_is_an_annotation_that_edits() {
    let quote = selector("ferries");
    let page = w3c_corrections(&[
        listed(Change::Reassign { quote, to: Some(named("Olu Dace")) }),
        listed(Change::Role { speaker: named("Venn"), role: None }),
    ]);
    insta::assert_snapshot!(page.unwrap(), @r#"
    {
      "@context": [
        "http://www.w3.org/ns/anno.jsonld",
        {
          "pullquote": {
            "@id": "urn:x-pullquote:record",
            "@type": "@json"
          }
        }
      ],
      "id": "urn:uuid:96b5f54b-1387-87d3-8aa0-48c8efab565d",
      "type": "AnnotationCollection",
      "label": "Corrections",
      "total": 2,
      "first": {
        "type": "AnnotationPage",
        "id": "urn:uuid:d6bacfb2-bafb-82f3-acd3-e4efcde6d31b",
        "startIndex": 0,
        "items": [
          {
            "type": "Annotation",
            "id": "urn:uuid:00000000-0000-0000-0000-00000000000b",
            "motivation": "editing",
            "created": "2026-03-04T04:53:20Z",
            "modified": "2026-03-04T04:53:21Z",
            "body": [
              {
                "type": "TextualBody",
                "purpose": "identifying",
                "value": "Olu Dace",
                "format": "text/plain"
              }
            ],
            "target": {
              "type": "SpecificResource",
              "source": "https://news.example/1",
              "selector": [
                {
                  "type": "TextQuoteSelector",
                  "exact": "ferries",
                  "prefix": "six ",
                  "suffix": ""
                },
                {
                  "type": "TextPositionSelector",
                  "start": 4,
                  "end": 11
                }
              ]
            },
            "pullquote": {
              "article": "00000000-0000-0000-0000-000000000001",
              "change": {
                "kind": "reassign",
                "quote": {
                  "end": 11,
                  "exact": "ferries",
                  "loader": 1,
                  "paragraph": 0,
                  "prefix": "six ",
                  "sha256": "00",
                  "start": 4,
                  "suffix": ""
                },
                "to": {
                  "mention": null,
                  "name": "Olu Dace"
                }
              },
              "headline": "Harbour master goes",
              "path": "news/harbour.txt",
              "published": "2026-03-04"
            }
          },
          {
            "type": "Annotation",
            "id": "urn:uuid:00000000-0000-0000-0000-00000000000b",
            "motivation": "editing",
            "created": "2026-03-04T04:53:20Z",
            "modified": "2026-03-04T04:53:21Z",
            "target": {
              "type": "SpecificResource",
              "source": "https://news.example/1"
            },
            "pullquote": {
              "article": "00000000-0000-0000-0000-000000000001",
              "change": {
                "kind": "role",
                "role": null,
                "speaker": {
                  "mention": null,
                  "name": "Venn"
                }
              },
              "headline": "Harbour master goes",
              "path": "news/harbour.txt",
              "published": "2026-03-04"
            }
          }
        ]
      }
    }
    "#);
}

#[test]
fn a_correction_that_names_nobody_costs_only_itself() {
    let good = listed(Change::Merge { from: named("Venn"), into: named("Mara Venn") });
    let bad = listed(Change::Rename { speaker: named("Venn"), name: " \u{202e}".to_owned() });
    let unknown = serde_json::to_string(&good).unwrap().replace("merge", "marry");
    let page = jsonl(&[bad.clone(), good.clone()]).unwrap() + &unknown;
    let imported = import(page);
    assert_eq!(imported.corrections, [good]);
    insta::assert_snapshot!(imported.wrong.join("\n"), @r"
    Line 1 is no correction: somebody in it has no name.
    Line 3 is no correction: unknown variant `marry`, expected one of `reassign`, `merge`, `rename`, `role`.
    ");
    let wrong = import(w3c_corrections(&[bad]).unwrap()).wrong;
    assert!(wrong[0].contains("somebody in it has no name"), "{wrong:?}");
}

#[test]
fn what_is_imported_is_clean() {
    let evil = "a\u{1b}[2J\u{202e}b\u{7}";
    let quote = Selector { exact: evil.to_owned(), ..selector("") };
    let mut one = listed(Change::Reassign { quote, to: Some(named(evil)) });
    one.article.headline = evil.to_owned();
    let two = listed(Change::Role { speaker: named(evil), role: Some(evil.to_owned()) });
    let all = [one, two];
    for page in [jsonl(&all), json(&all), w3c_corrections(&all)] {
        let imported = import(page.unwrap());
        let [one, two] = &imported.corrections[..] else { panic!("{imported:?}") };
        assert_eq!(one.correction.change.sentence(), "ab␇ said “ab␇”");
        assert_eq!(two.correction.change.sentence(), "ab␇ is ab␇");
        assert_eq!(one.article.headline, "ab␇");
    }
}

/// Names as the reader takes them.
fn a_name() -> impl Strategy<Value = String> {
    a_line().prop_map(|name| format!("N{}", name.trim()))
}

fn a_correction() -> impl Strategy<Value = ListedCorrection> {
    let who = || {
        let who = (a_name(), prop::option::of(a_selector()));
        who.prop_map(|(name, mention)| Who { name, mention })
    };
    let change = prop_oneof![
        (a_selector(), prop::option::of(who()))
            .prop_map(|(quote, to)| Change::Reassign { quote, to }),
        (who(), who()).prop_map(|(from, into)| Change::Merge { from, into }),
        (who(), a_name()).prop_map(|(speaker, name)| Change::Rename { speaker, name }),
        (who(), prop::option::of(a_name()))
            .prop_map(|(speaker, role)| Change::Role { speaker, role }),
    ];
    let times = (0_i64..99_999, 0_i64..99_999, any::<bool>(), 0_u128..4);
    (change, an_article(), times).prop_map(|(change, article, (created, after, gone, number))| {
        let mut correction = Correction {
            id: Uuid::from_u128(number << 70 | 7),
            article: Uuid::from_u128(number),
            change,
            created: at(created),
            updated: at(created),
            deleted: None,
        };
        if gone {
            correction.put(false, at(after));
        }
        ListedCorrection { correction, article }
    })
}

proptest! {
    #[test]
    fn what_goes_out_comes_back(corrections in prop::collection::vec(a_correction(), 0..4)) {
        for page in [jsonl(&corrections), json(&corrections), w3c_corrections(&corrections)] {
            let page = page.unwrap();
            let imported = import(&page);
            prop_assert_eq!(&imported.wrong, &Vec::<String>::new(), "{}", page);
            prop_assert_eq!(&imported.left_out, &Vec::<String>::new(), "{}", page);
            prop_assert_eq!(&imported.corrections, &corrections, "{}", page);
        }
    }

    #[test]
    fn nothing_stops_the_reading(
        correction in a_correction(),
        cut in 0_usize..900,
        with in "[{}\\[\\]\",:0a]{0,3}",
    ) {
        let mut page = jsonl(&[correction]).unwrap();
        let cut = cut % page.trim_end().len();
        let ends = [cut, cut + 1].map(|at| page.floor_char_boundary(at));
        page.replace_range(ends[0]..ends[1], &with);
        let imported = import(&page);
        prop_assert!(imported.corrections.len() + imported.wrong.len() <= 1);
        prop_assert_eq!(read(page.as_bytes(), None, at(7)), imported);
    }
}
