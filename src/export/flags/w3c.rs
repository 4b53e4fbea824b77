//! Flags, and corrections likewise, as a collection of W3C Web Annotations in JSON-LD.
//!
//! The model is <https://www.w3.org/TR/annotation-model/>. What it has no word for stands in one
//! term of our own, which others may pass over: what is written here comes back whole.

use super::annotation::{TERM, address, id_of, rest, urn};
use crate::anchor::Selector;
use crate::correction::{Change, Correction, ListedCorrection};
use crate::flag::{Flag, ListedFlag};
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The context in which an annotation's words have their meaning.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// A JSON-LD object.
#[derive(Serialize)]
struct Typed<T> {
    #[serde(rename = "type")]
    is_a: &'static str,
    #[serde(flatten)]
    rest: T,
}

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    #[serde(flatten)]
    collection: Typed<Items<'a>>,
}

#[derive(Serialize)]
struct Items<'a> {
    label: &'static str,
    total: usize,
    first: Typed<Page<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    id: String,
    start_index: usize,
    items: Vec<Typed<Annotation<'a>>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    motivation: &'static str,
    created: String,
    modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    body: Vec<Typed<TextualBody<'a>>>,
    target: Typed<Target<'a>>,
    pullquote: Map<String, Value>,
}

#[derive(Serialize)]
struct TextualBody<'a> {
    purpose: &'static str,
    value: &'a str,
    format: &'static str,
}

#[derive(Serialize)]
struct Target<'a> {
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    selector: Option<(Typed<Quote<'a>>, Typed<Position>)>,
}

/// The words of a passage.
#[derive(Serialize)]
struct Quote<'a> {
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

/// Where it stood, in code points of the text.
#[derive(Serialize)]
struct Position {
    start: usize,
    end: usize,
}

/// Returns flags as one annotation collection, in the order given.
pub fn w3c(flags: &[ListedFlag]) -> serde_json::Result<String> {
    let items = flags.iter().map(annotation).collect::<serde_json::Result<_>>()?;
    collection("Flags", flags.iter().map(|listed| listed.flag.id), items)
}

/// Returns corrections as one annotation collection, in the order given: what is said is who said
/// it, how somebody is called, or what somebody is.
pub fn w3c_corrections(corrections: &[ListedCorrection]) -> serde_json::Result<String> {
    let items = corrections.iter().map(edit).collect::<serde_json::Result<_>>()?;
    collection("Corrections", corrections.iter().map(|listed| listed.correction.id), items)
}

fn collection(
    label: &'static str,
    ids: impl Iterator<Item = Uuid>,
    items: Vec<Typed<Annotation<'_>>>,
) -> serde_json::Result<String> {
    let ids: String = ids.map(|id| id.to_string() + "\n").collect();
    let part = |name: &str| urn(id_of(&format!("{name}\n{ids}")));
    let total = items.len();
    let page = Page { id: part("page"), start_index: 0, items };
    let first = Typed { is_a: "AnnotationPage", rest: page };
    let items = Items { label, total, first };
    let page = serde_json::to_string_pretty(&Collection {
        context: json!([CONTEXT, { TERM: { "@id": "urn:x-pullquote:record", "@type": "@json" } }]),
        id: part("collection"),
        collection: Typed { is_a: "AnnotationCollection", rest: items },
    })?;
    Ok(page + "\n")
}

fn annotation(listed: &ListedFlag) -> serde_json::Result<Typed<Annotation<'_>>> {
    let Flag { id, selector, note, tags, created, updated, .. } = &listed.flag;
    let said = ["exact", "prefix", "suffix", "start", "end"];
    let source = address(listed.article.url.as_deref(), listed.flag.article);
    let pullquote = rest(listed, &source, &said)?;
    let target = Target { source, selector: Some(place(selector)) };
    let note = Some(&**note).filter(|note| !note.is_empty());
    let tags = tags.iter().map(|tag| ("tagging", tag.as_str()));
    let annotation = Annotation {
        id: urn(*id),
        motivation: if note.is_some() { "commenting" } else { "highlighting" },
        created: created.to_string(),
        modified: updated.to_string(),
        body: note.map(|note| ("commenting", note)).into_iter().chain(tags).map(body).collect(),
        target: Typed { is_a: "SpecificResource", rest: target },
        pullquote,
    };
    Ok(Typed { is_a: "Annotation", rest: annotation })
}

fn edit(listed: &ListedCorrection) -> serde_json::Result<Typed<Annotation<'_>>> {
    let Correction { id, article, change, created, updated, .. } = &listed.correction;
    let source = address(listed.article.url.as_deref(), *article);
    let pullquote = rest(listed, &source, &[])?;
    let says = match change {
        Change::Role { role, .. } => role.as_deref().map(|role| ("describing", role)),
        _ => change.speaker().map(|name| ("identifying", name)),
    };
    let target = Target { source, selector: change.words().map(place) };
    let annotation = Annotation {
        id: urn(*id),
        motivation: "editing",
        created: created.to_string(),
        modified: updated.to_string(),
        body: says.into_iter().map(body).collect(),
        target: Typed { is_a: "SpecificResource", rest: target },
        pullquote,
    };
    Ok(Typed { is_a: "Annotation", rest: annotation })
}

fn body<'a>((purpose, value): (&'static str, &'a str)) -> Typed<TextualBody<'a>> {
    Typed { is_a: "TextualBody", rest: TextualBody { purpose, value, format: "text/plain" } }
}

/// Returns where a passage stands.
fn place(selector: &Selector) -> (Typed<Quote<'_>>, Typed<Position>) {
    let Selector { exact, prefix, suffix, start, end, .. } = selector;
    let position = Position { start: *start, end: *end };
    (
        Typed { is_a: "TextQuoteSelector", rest: Quote { exact, prefix, suffix } },
        Typed { is_a: "TextPositionSelector", rest: position },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flag::{ArticleKeys, FlagDraft};
    use jiff::Timestamp;

    #[test]
    fn an_annotation_says_what_the_model_has_words_for() {
        let selector = Selector {
            exact: "We “go”".to_owned(),
            prefix: "said: ".to_owned(),
            suffix: String::new(),
            start: 6,
            end: 13,
            paragraph: 2,
            sha256: "00".to_owned(),
            loader: 1,
            copies: None,
        };
        let (speaker, role) = (Some("Mara Venn".to_owned()), None);
        let draft = FlagDraft { selector, speaker, role, note: "Why?\nAsk.".to_owned() };
        let now = Timestamp::from_second(1_772_600_000).unwrap();
        let mut flag = Flag::new(&draft, Uuid::from_u128(1), Uuid::from_u128(2), now);
        flag.tags = vec!["port".to_owned()];
        let keys = ArticleKeys { url: Some("no address".to_owned()), ..ArticleKeys::default() };
        insta::assert_snapshot!(w3c(&[ListedFlag::of(flag, keys)]).unwrap(), @r#"
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
          "id": "urn:uuid:d25c0db7-f284-83c1-9192-039db5ccbef1",
          "type": "AnnotationCollection",
          "label": "Flags",
          "total": 1,
          "first": {
            "type": "AnnotationPage",
            "id": "urn:uuid:a8d351d7-52da-8b32-8536-d07aa3d60595",
            "startIndex": 0,
            "items": [
              {
                "type": "Annotation",
                "id": "urn:uuid:00000000-0000-0000-0000-000000000001",
                "motivation": "commenting",
                "created": "2026-03-04T04:53:20Z",
                "modified": "2026-03-04T04:53:20Z",
                "body": [
                  {
                    "type": "TextualBody",
                    "purpose": "commenting",
                    "value": "Why?\nAsk.",
                    "format": "text/plain"
                  },
                  {
                    "type": "TextualBody",
                    "purpose": "tagging",
                    "value": "port",
                    "format": "text/plain"
                  }
                ],
                "target": {
                  "type": "SpecificResource",
                  "source": "urn:uuid:00000000-0000-0000-0000-000000000002",
                  "selector": [
                    {
                      "type": "TextQuoteSelector",
                      "exact": "We “go”",
                      "prefix": "said: ",
                      "suffix": ""
                    },
                    {
                      "type": "TextPositionSelector",
                      "start": 6,
                      "end": 13
                    }
                  ]
                },
                "pullquote": {
                  "article": "00000000-0000-0000-0000-000000000002",
                  "former": [],
                  "headline": "",
                  "note_versions": [
                    {
                      "at": "2026-03-04T04:53:20Z",
                      "text": "Why?\nAsk."
                    }
                  ],
                  "path": "",
                  "priority": "normal",
                  "selector": {
                    "loader": 1,
                    "paragraph": 2,
                    "sha256": "00"
                  },
                  "speaker": "Mara Venn",
                  "stamps": {},
                  "status": "open",
                  "url": "no address"
                }
              }
            ]
          }
        }
        "#);
    }
}
