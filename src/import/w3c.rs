//! W3C Web Annotations in JSON-LD: single ones, lists, pages and collections.
//!
//! What breaks a rule of the model is named and left out; what is sound but marks no words is
//! left out, too. Rules are in [`rules`].

mod rules;

use super::Imported;
use super::annotation::Annotation;
use super::jsonl::is_correction;
use crate::export::flags::annotation::TERM;
use crate::export::flags::w3c::CONTEXT;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// Tells whether a type is of the model.
pub(super) fn is_of_model(kind: &Value) -> bool {
    let names = ["Annotation", "AnnotationPage", "AnnotationCollection"];
    many(Some(kind)).iter().any(|kind| kind.as_str().is_some_and(|kind| names.contains(&kind)))
}

/// Reads a document, which is clean.
pub(super) fn read(value: &Value, otherwise: Timestamp) -> Imported {
    let mut reader = Reader { otherwise, number: 0, imported: Imported::default() };
    reader.document(value, false);
    reader.imported
}

struct Reader {
    otherwise: Timestamp,
    /// Annotations so far.
    number: usize,
    imported: Imported,
}

impl Reader {
    fn document(&mut self, value: &Value, in_context: bool) {
        if let Value::Array(values) = value {
            values.iter().for_each(|value| self.document(value, in_context));
            return;
        }
        let Some(object) = fields(value).filter(|object| {
            has_type(object, "AnnotationCollection") || has_type(object, "AnnotationPage")
        }) else {
            return self.annotation(value, in_context);
        };
        let inner = in_context || is_in_context(object);
        if has_type(object, "AnnotationPage") {
            self.check("page", value, |wrong| rules::page(object, in_context, wrong));
            for item in many(object.get("items")) {
                self.annotation(item, inner);
            }
            return;
        }
        self.check("collection", value, |wrong| rules::collection(object, in_context, wrong));
        for first in many(object.get("first")) {
            match first {
                Value::Object(_) => self.document(first, inner),
                _ => self.left_out("The collection", value, "keeps its annotations elsewhere"),
            }
        }
    }

    /// Checks what holds annotations; they are read even so.
    fn check(&mut self, name: &str, value: &Value, rules: impl FnOnce(&mut Vec<String>)) {
        let mut wrong = Vec::new();
        rules(&mut wrong);
        if !wrong.is_empty() {
            let broken = wrong.join("; ");
            self.imported.wrong.push(format!("The {name}{} is unsound: {broken}.", named(value)));
        }
    }

    fn annotation(&mut self, value: &Value, in_context: bool) {
        self.number += 1;
        let name = format!("Annotation {}", self.number);
        if value.is_string() {
            return self.left_out(&name, value, "stands elsewhere; here is its address alone");
        }
        let mut wrong = Vec::new();
        rules::annotation(value, in_context, &mut wrong);
        let before = self.imported.flags.len() + self.imported.corrections.len();
        let annotations = if wrong.is_empty() { self::annotations(value) } else { Vec::new() };
        for annotation in annotations {
            wrong.extend(self.take(annotation).err());
        }
        if !wrong.is_empty() {
            let broken = wrong.join("; ");
            self.imported.wrong.push(format!("{name}{} is unsound: {broken}.", named(value)));
        } else if self.imported.flags.len() + self.imported.corrections.len() == before {
            self.left_out(&name, value, "marks no words: it has no TextQuoteSelector");
        }
    }

    fn take(&mut self, mut annotation: Annotation) -> Result<(), String> {
        if let Some(rest) = annotation.rest.take_if(|rest| is_correction(rest)) {
            self.imported.corrections.push(annotation.correction(rest)?);
        } else {
            self.imported.flags.push(annotation.flag(self.otherwise)?);
        }
        Ok(())
    }

    fn left_out(&mut self, name: &str, value: &Value, why: &str) {
        self.imported.left_out.push(format!("{name}{} {why}.", named(value)));
    }
}

/// Returns one annotation for each passage that a sound one marks.
fn annotations(value: &Value) -> Vec<Annotation> {
    let Some(object) = fields(value) else { return Vec::new() };
    let given = text(object.get("id")).unwrap_or_default();
    let rest = object.get(TERM).and_then(Value::as_object);
    let time = |key: &str| text(object.get(key)).and_then(|time| time.parse().ok());
    let (note, tags) = bodies(object);
    let mut found = Vec::new();
    for target in leaves(object.get("target"), false) {
        let Some(target) = fields(target) else { continue };
        let selectors = many(target.get("selector"));
        let quote = selectors.iter().find_map(|one| quote(one, rest.is_some()));
        // What a speaker is called may be about no words.
        let quote = quote.or_else(|| rest.is_some_and(is_correction).then(Default::default));
        let Some(quote) = quote else { continue };
        let source = target.get("source");
        let address = text(source)
            .or_else(|| text(fields(source?)?.get("id")))
            .or_else(|| text(target.get("id")));
        let id = match found.len() {
            0 => given.clone(),
            others => format!("{given}\n{others}"),
        };
        found.push(Annotation {
            id,
            address,
            headline: String::new(),
            quote,
            position: selectors.iter().find_map(position),
            note: note.clone(),
            tags: tags.clone(),
            created: time("created"),
            updated: time("modified"),
            rest: rest.cloned(),
        });
    }
    found
}

/// Returns the words that a selector quotes, or one that refines it.
fn quote(selector: &Value, is_own: bool) -> Option<[String; 3]> {
    let object = fields(selector)?;
    if !has_type(object, "TextQuoteSelector") {
        return many(object.get("refinedBy")).iter().find_map(|finer| quote(finer, is_own));
    }
    let words = ["exact", "prefix", "suffix"].map(|key| text(object.get(key)).unwrap_or_default());
    let [exact, ..] = &words;
    (is_own || !exact.is_empty()).then_some(words)
}

fn position(selector: &Value) -> Option<[usize; 2]> {
    let object = fields(selector).filter(|object| has_type(object, "TextPositionSelector"))?;
    let point = |key| many(object.get(key)).first()?.as_u64()?.try_into().ok();
    Some([point("start")?, point("end")?])
}

/// Returns the note and the tags that the bodies come to.
fn bodies(annotation: &Map<String, Value>) -> (String, Vec<String>) {
    let says = |object: &Map<String, Value>, key: &str, word: &str| {
        many(object.get(key)).iter().any(|value| value.as_str() == Some(word))
    };
    let tags_all = says(annotation, "motivation", "tagging");
    let (mut notes, mut tags) = (Vec::new(), Vec::new());
    notes.extend(text(annotation.get("bodyValue")));
    for body in leaves(annotation.get("body"), true) {
        let Some(object) = fields(body) else {
            notes.extend(text(Some(body)));
            continue;
        };
        let source = object.get("source");
        let said = text(object.get("value"))
            .or_else(|| text(source))
            .or_else(|| text(fields(source?)?.get("id")))
            .or_else(|| text(object.get("id")));
        let is_tag = match object.get("purpose") {
            Some(_) => says(object, "purpose", "tagging"),
            None => tags_all,
        };
        if is_tag { tags.extend(said) } else { notes.extend(said) }
    }
    (notes.join("\n\n"), tags)
}

/// Returns resources with sets resolved; of a choice the first is taken where `one_of_choice`.
fn leaves(value: Option<&Value>, one_of_choice: bool) -> Vec<&Value> {
    let mut found = Vec::new();
    for value in many(value) {
        match fields(value).and_then(|object| Some((object, object.get("items")?))) {
            Some((object, items)) => {
                let inner = leaves(Some(items), one_of_choice);
                let count =
                    if one_of_choice && has_type(object, "Choice") { 1 } else { inner.len() };
                found.extend(inner.into_iter().take(count));
            }
            None => found.push(value),
        }
    }
    found
}

/// Returns the name of what is spoken of, in brackets.
fn named(value: &Value) -> String {
    let id = fields(value).and_then(|object| text(object.get("id"))).or_else(|| text(Some(value)));
    id.map_or(String::new(), |id| format!(" ({id})"))
}

fn is_in_context(object: &Map<String, Value>) -> bool {
    many(object.get("@context")).iter().any(|context| context.as_str() == Some(CONTEXT))
}

fn has_type(object: &Map<String, Value>, name: &str) -> bool {
    many(object.get("type")).iter().any(|kind| kind.as_str() == Some(name))
}

fn fields(value: &Value) -> Option<&Map<String, Value>> {
    value.as_object()
}

/// Returns the values of a key: those of a list, else the one.
fn many(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(values)) => values,
        Some(one) => std::slice::from_ref(one),
    }
}

/// Returns the one text that a value is.
fn text(value: Option<&Value>) -> Option<String> {
    match many(value) {
        [one] => one.as_str().map(str::to_owned),
        _ => None,
    }
}
