//! Flags and corrections from files: those that pullquote exported, and annotations of other
//! programs.
//!
//! Bytes become records, and a sentence for each part that could not become one; reading goes on
//! behind it. What is read is hostile, as articles are: it is cleaned before anything else sees
//! it. Where records are kept, and with which they are one, is for others.

mod annotation;
mod hypothesis;
mod jsonl;
mod w3c;

#[cfg(test)]
mod tests;

use crate::correction::ListedCorrection;
use crate::flag::ListedFlag;
use crate::load::sanitize::{Breaks, sanitize, sanitize_line};
use jiff::Timestamp;
use serde_json::Value;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON Lines as [`crate::export::flags::jsonl`] writes them, or an array of such records.
    Jsonl,
    /// W3C Web Annotations in JSON-LD.
    W3c,
    /// A file of the Hypothesis client, or an answer of its server.
    Hypothesis,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The flags, in the order of the file. One whose annotation comes from elsewhere has an id
    /// made of the annotation's, so that reading a file again brings the same flags.
    pub flags: Vec<ListedFlag>,
    /// The corrections, in the order of the file.
    pub corrections: Vec<ListedCorrection>,
    /// A sentence for each part that breaks the rules of its format.
    pub wrong: Vec<String>,
    /// A sentence for each part that is sound but marks no words to be flagged.
    pub left_out: Vec<String>,
}

/// Reads a file in O(n). Without a format it is told by the contents. `otherwise` is when a flag
/// was made of which the file does not say that.
#[must_use]
pub fn read(bytes: &[u8], format: Option<Format>, otherwise: Timestamp) -> Imported {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole = serde_json::from_slice(bytes).map(|mut value| {
        clean(&mut value, "");
        value
    });
    let told = whole.as_ref().ok().and_then(told);
    match (format.or(told), whole) {
        (Some(Format::W3c), Ok(value)) => w3c::read(&value, otherwise),
        (Some(Format::Hypothesis), Ok(value)) => hypothesis::read(&value, otherwise),
        (Some(Format::Jsonl), Ok(Value::Array(records))) => jsonl::records(records),
        (Some(Format::W3c | Format::Hypothesis), Err(error)) => {
            wrong(format!("It is no JSON: {error}."))
        }
        (None, Ok(_)) => wrong(
            "It holds no flags, no corrections, no web annotations and no annotations of \
             Hypothesis that pullquote could know by their form."
                .to_owned(),
        ),
        (Some(Format::Jsonl), _) | (None, Err(_)) => jsonl::lines(bytes),
    }
}

fn wrong(sentence: String) -> Imported {
    Imported { wrong: vec![sentence], ..Imported::default() }
}

/// Tells the format of a JSON document by its form.
fn told(value: &Value) -> Option<Format> {
    let one = match value {
        Value::Array(all) => match all.first() {
            Some(first) => first,
            // No records are no fault.
            None => return Some(Format::Jsonl),
        },
        one => one,
    };
    let has = |key: &str| one.get(key).is_some();
    match () {
        () if has("@context") || one.get("type").is_some_and(w3c::is_of_model) => Some(Format::W3c),
        () if has("annotations") || has("rows") || (has("uri") && has("target")) => {
            Some(Format::Hypothesis)
        }
        () if has("selector") || has("change") => Some(Format::Jsonl),
        () => None,
    }
}

/// Cleans every text of a document as the loader does with articles: passages and notes keep
/// their lines, all else becomes one line.
fn clean(value: &mut Value, name: &str) {
    match value {
        Value::String(text) => {
            *text = match name {
                "exact" | "prefix" | "suffix" => passage(text),
                "note" | "text" | "value" | "bodyValue" => note(text),
                _ => sanitize_line(text),
            };
        }
        Value::Array(values) => values.iter_mut().for_each(|value| clean(value, name)),
        Value::Object(object) => object.iter_mut().for_each(|(name, value)| clean(value, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Cleans a passage. It may have been cut out of a clean text amid what belongs together: then it
/// stays as it is.
fn passage(text: &str) -> String {
    let plain = |text: &str| sanitize(text, Breaks::Keep).text;
    let cleaned = plain(text);
    let neighbours = ["👩", "ب", "ক"];
    let is_part = |before: &str, after: &str| {
        let whole = [before, text, after].concat();
        plain(&whole) == whole
    };
    let was_cut = cleaned != text
        && neighbours.iter().any(|before| neighbours.iter().any(|after| is_part(before, after)));
    if was_cut { text.to_owned() } else { cleaned }
}

/// Cleans a note; its tabs stay, for people write them.
fn note(text: &str) -> String {
    let parts = text.split('\t').map(|part| sanitize(part, Breaks::Keep).text);
    parts.collect::<Vec<_>>().join("\t")
}
