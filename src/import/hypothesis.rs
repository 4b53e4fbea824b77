//! Annotations of Hypothesis: what its client exports, and what its server answers.

use super::annotation::Annotation;
use super::{Imported, wrong};
use crate::export::flags::annotation::TERM;
use crate::flag::ListedFlag;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// Reads a document, which is clean.
pub(super) fn read(value: &Value, otherwise: Timestamp) -> Imported {
    let all = value.get("annotations").or_else(|| value.get("rows")).unwrap_or(value);
    let Value::Array(annotations) = all else {
        return wrong("It holds no list of annotations.".to_owned());
    };
    let mut imported = Imported::default();
    for (number, value) in (1..).zip(annotations) {
        let name = format!("Annotation {number}{}", named(value));
        match annotation(value, otherwise) {
            Ok(flag) => imported.flags.push(flag),
            Err(Why::Wrong(why)) => imported.wrong.push(format!("{name} {why}.")),
            Err(Why::LeftOut(why)) => imported.left_out.push(format!("{name} {why}.")),
        }
    }
    imported
}

/// Why an annotation becomes no flag.
enum Why {
    Wrong(String),
    LeftOut(&'static str),
}

fn named(value: &Value) -> String {
    let id = value.get("id").and_then(Value::as_str);
    id.map_or(String::new(), |id| format!(" ({id})"))
}

fn annotation(value: &Value, otherwise: Timestamp) -> Result<ListedFlag, Why> {
    let Value::Object(fields) = value else { return Err(Why::Wrong("is no object".to_owned())) };
    let id = text(fields, "id")?;
    let address = text(fields, "uri")?;
    if fields.get("references").and_then(Value::as_array).is_some_and(|all| !all.is_empty()) {
        return Err(Why::LeftOut("answers another annotation: there are no words to be flagged"));
    }
    let targets = fields.get("target").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let selectors = targets.iter().filter_map(|target| target.get("selector")?.as_array());
    let rest = fields.get(TERM).and_then(Value::as_object).cloned();
    let quote = selectors.flatten().find(|selector| is_quote(selector, rest.is_some()));
    let Some(quote) = quote else {
        return Err(Why::LeftOut("is a note on a whole page: there are no words to be flagged"));
    };
    let words = |key: &str| quote.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let tags = fields.get("tags").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let annotation = Annotation {
        id: id.unwrap_or_else(|| value.to_string()),
        address,
        headline: headline(fields),
        quote: ["exact", "prefix", "suffix"].map(words),
        // Theirs count UTF-16 units of a web page.
        position: None,
        note: text(fields, "text")?.unwrap_or_default(),
        tags: tags.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        created: time(fields, "created")?,
        updated: time(fields, "updated")?,
        rest,
    };
    annotation.flag(otherwise).map_err(Why::Wrong)
}

/// Tells whether a selector quotes words; one of our own flags may quote none.
fn is_quote(selector: &Value, is_own: bool) -> bool {
    let of = |key: &str| selector.get(key).and_then(Value::as_str);
    let quotes = of("exact").is_some_and(|exact| is_own || !exact.is_empty());
    of("type") == Some("TextQuoteSelector") && quotes
}

fn text(fields: &Map<String, Value>, key: &str) -> Result<Option<String>, Why> {
    match fields.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Why::Wrong(format!("has no text as its “{key}”"))),
    }
}

fn time(fields: &Map<String, Value>, key: &str) -> Result<Option<Timestamp>, Why> {
    let Some(text) = text(fields, key)? else { return Ok(None) };
    let time = text.parse().map_err(|_| Why::Wrong(format!("has no time as its “{key}”")));
    time.map(Some)
}

fn headline(fields: &Map<String, Value>) -> String {
    let title = fields.get("document").and_then(|document| document.get("title"));
    let title = title.and_then(|title| title.get(0).or(Some(title))?.as_str());
    title.unwrap_or("").to_owned()
}
