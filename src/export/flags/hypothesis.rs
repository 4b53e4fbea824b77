//! Flags as the Hypothesis client imports them.
//!
//! Its offsets count UTF-16 units of a web page, which ours do not: a passage goes out by its
//! words alone, and where it stood goes with what the format has no word for.

use super::annotation::{address, rest, urn};
use crate::flag::{Flag, ListedFlag};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

#[derive(Serialize)]
struct File<'a> {
    export_date: String,
    export_userid: &'static str,
    client_version: &'static str,
    annotations: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    created: String,
    updated: String,
    user: &'static str,
    uri: String,
    text: &'a str,
    tags: &'a [String],
    group: &'static str,
    permissions: Permissions,
    target: [Target<'a>; 1],
    document: Document<'a>,
    links: Map<String, Value>,
    hidden: bool,
    flagged: bool,
    pullquote: Map<String, Value>,
}

#[derive(Serialize)]
struct Permissions {
    read: [&'static str; 1],
    update: [&'static str; 1],
    delete: [&'static str; 1],
}

#[derive(Serialize)]
struct Target<'a> {
    source: String,
    selector: [Quote<'a>; 1],
}

#[derive(Serialize)]
struct Quote<'a> {
    #[serde(rename = "type")]
    is_a: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    title: [&'a str; 1],
}

/// Whose the annotations are until somebody imports them.
const USER: &str = "acct:reader@pullquote.invalid";

/// Returns flags as a file for the Hypothesis client, in the order given. Its date is that of the
/// last change: the same flags make the same bytes.
pub fn hypothesis(flags: &[ListedFlag]) -> serde_json::Result<String> {
    let last = flags.iter().map(|listed| listed.flag.updated).max();
    let file = File {
        export_date: last.unwrap_or(Timestamp::UNIX_EPOCH).to_string(),
        export_userid: USER,
        client_version: concat!("pullquote ", env!("CARGO_PKG_VERSION")),
        annotations: flags.iter().map(annotation).collect::<serde_json::Result<_>>()?,
    };
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

fn annotation(listed: &ListedFlag) -> serde_json::Result<Annotation<'_>> {
    let Flag { id, selector, note, tags, created, updated, .. } = &listed.flag;
    let quote = Quote {
        is_a: "TextQuoteSelector",
        exact: &selector.exact,
        prefix: &selector.prefix,
        suffix: &selector.suffix,
    };
    let uri = address(listed.article.url.as_deref(), listed.flag.article);
    let pullquote = rest(listed, &uri, &["exact", "prefix", "suffix"])?;
    Ok(Annotation {
        id: urn(*id),
        created: created.to_string(),
        updated: updated.to_string(),
        user: USER,
        uri: uri.clone(),
        text: note,
        tags,
        group: "__world__",
        permissions: Permissions { read: [USER], update: [USER], delete: [USER] },
        target: [Target { source: uri, selector: [quote] }],
        document: Document { title: [&listed.article.headline] },
        links: Map::new(),
        hidden: false,
        flagged: false,
        pullquote,
    })
}
