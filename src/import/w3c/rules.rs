//! What the Web Annotation model demands of annotations, their parts, pages and collections:
//! its MUST rules as tables. Each function adds a phrase for each rule that is broken.
//!
//! The model: <https://www.w3.org/TR/annotation-model/>. A value may stand alone or in a list.

use super::{fields, has_type, is_in_context, many};
use crate::export::flags::annotation::is_address;
use jiff::Timestamp;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// What a value has to be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Address,
    /// An address, or an object that describes what is there.
    Thing,
    /// A name of somebody or an address, or an object that describes who it is.
    Agent,
    Time,
    Count,
    Direction,
}

impl Kind {
    fn holds(self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Text => text.is_some(),
            Self::Address => text.is_some_and(is_address),
            Self::Thing => value.is_object() || text.is_some_and(is_address),
            Self::Agent => value.is_object() || text.is_some(),
            Self::Time => text.is_some_and(|text| text.parse::<Timestamp>().is_ok()),
            Self::Count => value.is_u64(),
            Self::Direction => text.is_some_and(|text| ["ltr", "rtl", "auto"].contains(&text)),
        }
    }

    /// Returns what one of it is called, and what several are.
    fn names(self) -> [&'static str; 2] {
        match self {
            Self::Text => ["text", "texts"],
            Self::Address => ["address", "addresses"],
            Self::Thing => ["address or object", "addresses or objects"],
            Self::Agent => ["name, address or object", "names, addresses or objects"],
            Self::Time => ["date with a time", "dates with a time"],
            Self::Count => ["whole number", "whole numbers"],
            Self::Direction => ["of “ltr”, “rtl” and “auto”", "of “ltr”, “rtl” and “auto”"],
        }
    }
}

/// How often a key stands, and with what: it may be missing unless it is said to be needed.
#[derive(Clone, Copy)]
enum Rule {
    One(&'static str, Kind),
    Many(&'static str, Kind),
    Needed(&'static str, Kind),
}

use Kind::{Address, Agent, Count, Direction, Text, Thing, Time};
use Rule::{Many, Needed, One};

/// Of whatever somebody made.
const MADE: &[Rule] = &[
    One("created", Time),
    One("modified", Time),
    One("generated", Time),
    Many("creator", Agent),
    Many("generator", Agent),
    Many("audience", Agent),
    Many("rights", Address),
    One("canonical", Address),
    Many("via", Address),
];
const ANNOTATION: &[Rule] =
    &[Needed("id", Address), One("bodyValue", Text), Many("motivation", Text)];
const RESOURCE: &[Rule] = &[
    Many("format", Text),
    Many("language", Text),
    One("processingLanguage", Text),
    One("textDirection", Direction),
    Many("accessibility", Text),
    Many("purpose", Text),
];
const SPECIFIC: &[Rule] =
    &[Many("styleClass", Text), Many("renderedVia", Thing), Many("scope", Address)];
const COLLECTION: &[Rule] =
    &[Many("label", Text), One("total", Count), One("first", Thing), One("last", Address)];
const PAGE: &[Rule] = &[
    Needed("id", Address),
    One("startIndex", Count),
    One("next", Address),
    One("prev", Address),
    One("partOf", Thing),
];
const SELECTORS: &[(&str, &[Rule])] = &[
    ("FragmentSelector", &[Needed("value", Text), One("conformsTo", Address)]),
    ("CssSelector", &[Needed("value", Text)]),
    ("XPathSelector", &[Needed("value", Text)]),
    ("TextQuoteSelector", &[Needed("exact", Text), One("prefix", Text), One("suffix", Text)]),
    ("TextPositionSelector", &[Needed("start", Count), Needed("end", Count)]),
    ("DataPositionSelector", &[Needed("start", Count), Needed("end", Count)]),
    ("SvgSelector", &[One("value", Text), One("id", Address)]),
    ("RangeSelector", &[Needed("startSelector", Thing), Needed("endSelector", Thing)]),
];
const STATES: &[(&str, &[Rule])] = &[
    (
        "TimeState",
        &[
            Many("sourceDate", Time),
            One("sourceDateStart", Time),
            One("sourceDateEnd", Time),
            Many("cached", Address),
        ],
    ),
    ("HttpRequestState", &[Needed("value", Text)]),
];
/// Of which some or all are meant.
const SETS: [&str; 4] = ["Choice", "Composite", "List", "Independents"];

/// Checks an annotation.
pub(super) fn annotation(value: &Value, in_context: bool, wrong: &mut Vec<String>) {
    let Some(object) = fields(value) else { return wrong.push("it is no object".to_owned()) };
    context(object, in_context, wrong);
    if !has_type(object, "Annotation") {
        wrong.push("its type is not “Annotation”".to_owned());
    }
    keys(object, "the annotation", &[ANNOTATION, MADE], wrong);
    if has(object, "body") && has(object, "bodyValue") {
        wrong.push("it has both “body” and “bodyValue”".to_owned());
    }
    if !has(object, "target") {
        wrong.push("it has no target".to_owned());
    }
    let mut is_styled = false;
    for side in ["body", "target"] {
        for value in many(object.get(side)) {
            resource(value, side, &mut is_styled, wrong);
        }
    }
    if is_styled && !has(object, "stylesheet") {
        wrong.push("it has a “styleClass” but no “stylesheet”".to_owned());
    }
    for sheet in many(object.get("stylesheet")) {
        let is_right = match fields(sheet) {
            Some(sheet) => has(sheet, "id") != has(sheet, "value"),
            None => Address.holds(sheet),
        };
        if !is_right {
            wrong.push("its stylesheet has no address and no contents".to_owned());
        }
    }
}

/// Checks a page, but for the annotations on it.
pub(super) fn page(object: &Object, in_context: bool, wrong: &mut Vec<String>) {
    context(object, in_context, wrong);
    keys(object, "the page", &[PAGE, MADE], wrong);
    if !object.get("items").is_some_and(Value::is_array) {
        wrong.push("it has no list of “items”".to_owned());
    }
    if let Some(whole) = object.get("partOf").and_then(fields) {
        keys(whole, "its collection", &[&[Needed("id", Address)], COLLECTION, MADE], wrong);
    }
}

/// Checks a collection, but for its pages.
pub(super) fn collection(object: &Object, in_context: bool, wrong: &mut Vec<String>) {
    context(object, in_context, wrong);
    keys(object, "the collection", &[&[Needed("id", Address)], COLLECTION, MADE], wrong);
    let total = many(object.get("total")).first().and_then(Value::as_u64);
    if total.is_some_and(|total| total > 0) && !has(object, "first") {
        wrong.push("it has annotations but no “first” page".to_owned());
    }
}

fn context(object: &Object, in_context: bool, wrong: &mut Vec<String>) {
    if !in_context && !is_in_context(object) {
        wrong.push("it does not say that it is a web annotation by its “@context”".to_owned());
    }
}

/// Checks a body or a target.
fn resource(value: &Value, side: &str, is_styled: &mut bool, wrong: &mut Vec<String>) {
    let Some(object) = fields(value) else {
        if !Address.holds(value) {
            wrong.push(format!("a {side} is no address and no object"));
        }
        return;
    };
    keys(object, &format!("a {side}"), &[RESOURCE, SPECIFIC, MADE], wrong);
    let forbid = |named: &[&str], what: &str, wrong: &mut Vec<String>| {
        for key in named.iter().filter(|key| has(object, key)) {
            wrong.push(format!("a {side} is {what} and has “{key}”"));
        }
    };
    let specific = ["selector", "state", "styleClass", "renderedVia", "scope"];
    let is_part = !has(object, "id") && specific.iter().any(|key| has(object, key));
    parts(object, "selector", &[SELECTORS], wrong);
    parts(object, "state", &[STATES], wrong);
    if has(object, "source") || has_type(object, "SpecificResource") || is_part {
        forbid(&["items", "value"], "part of something", wrong);
        let sources = many(object.get("source"));
        let is_right = match sources {
            [one] => match fields(one) {
                Some(source) => {
                    keys(source, "a source", &[&[Needed("id", Address)], RESOURCE, MADE], wrong);
                    !has(source, "source") && !has(source, "items") && !has(source, "purpose")
                }
                None => Address.holds(one),
            },
            _ => false,
        };
        if !is_right {
            wrong.push(format!("a {side} is part of something but has no one source"));
        }
        *is_styled |= has(object, "styleClass");
    } else if has(object, "items") {
        forbid(&["value", "purpose"], "a set", wrong);
        let kinds = many(object.get("type"));
        let is_set = |kind: &Value| kind.as_str().is_some_and(|kind| SETS.contains(&kind));
        if !matches!(kinds, [kind] if is_set(kind)) {
            wrong.push(format!("a {side} has items but is not one of {}", SETS.join(", ")));
        }
        let items = many(object.get("items"));
        if items.is_empty() {
            wrong.push(format!("a {side} is a set of nothing"));
        }
        for item in items {
            resource(item, side, is_styled, wrong);
        }
    } else if has(object, "value") || has_type(object, "TextualBody") {
        keys(object, &format!("a {side}"), &[&[Needed("value", Text), One("id", Address)]], wrong);
        if side == "target" && !has(object, "id") {
            wrong.push("a target is a text and has no address".to_owned());
        }
    } else {
        keys(object, &format!("a {side}"), &[&[Needed("id", Address)]], wrong);
        forbid(&["purpose"], "a whole resource", wrong);
    }
}

/// Checks the selectors or states under a key, and those that refine them.
fn parts(object: &Object, key: &str, tables: &[&[(&str, &[Rule])]], wrong: &mut Vec<String>) {
    if object.get(key).is_some_and(|value| value.as_array().is_some_and(Vec::is_empty)) {
        wrong.push(format!("its list of “{key}” is empty"));
    }
    for value in many(object.get(key)) {
        let Some(part) = fields(value) else {
            if !Address.holds(value) {
                wrong.push(format!("a {key} is no address and no object"));
            }
            continue;
        };
        let known = tables.iter().copied().flatten().find(|(name, _)| has_type(part, name));
        match known {
            Some((name, rules)) => {
                keys(part, &format!("a {name}"), &[rules], wrong);
                whole(part, name, wrong);
            }
            None => {
                keys(part, &format!("a {key} of no known type"), &[&[Needed("id", Address)]], wrong)
            }
        }
        parts(part, "refinedBy", &[SELECTORS, STATES], wrong);
    }
}

/// Checks what of a selector or state depends on several of its keys.
fn whole(part: &Object, name: &str, wrong: &mut Vec<String>) {
    match name {
        "SvgSelector" if has(part, "value") == has(part, "id") => {
            wrong.push("an SvgSelector needs either a “value” or an “id”".to_owned());
        }
        "TimeState" => {
            let ends = [has(part, "sourceDateStart"), has(part, "sourceDateEnd")];
            let is_right = match ends {
                [false, false] => has(part, "sourceDate"),
                [true, true] => !has(part, "sourceDate"),
                _ => false,
            };
            if !is_right {
                wrong.push("a TimeState needs either a time or both ends of a span".to_owned());
            }
        }
        "RangeSelector" => {
            parts(part, "startSelector", &[SELECTORS], wrong);
            parts(part, "endSelector", &[SELECTORS], wrong);
        }
        _ => {}
    }
}

/// Checks an object against tables of rules.
fn keys(object: &Object, what: &str, tables: &[&[Rule]], wrong: &mut Vec<String>) {
    for rule in tables.iter().copied().flatten() {
        let (key, kind, is_many, is_needed) = match *rule {
            One(key, kind) => (key, kind, false, false),
            Many(key, kind) => (key, kind, true, false),
            Needed(key, kind) => (key, kind, false, true),
        };
        if !has(object, key) {
            if is_needed {
                wrong.push(format!("{what} has no “{key}”"));
            }
            continue;
        }
        let values = many(object.get(key));
        let counts = if is_many { !values.is_empty() } else { values.len() == 1 };
        if !counts || !values.iter().all(|value| kind.holds(value)) {
            let [one, several] = kind.names();
            let meant = if is_many { several.to_owned() } else { format!("just one {one}") };
            wrong.push(format!("“{key}” of {what} must be {meant}"));
        }
    }
}

fn has(object: &Object, key: &str) -> bool {
    object.get(key).is_some_and(|value| !value.is_null())
}
