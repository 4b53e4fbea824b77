//! A page as it is given to the search for its article: without what is nothing to read, and with
//! what its head says set aside.

use super::escape;
use super::events::{Handler, VOID, attribute};
use html5ever::tokenizer::Tag;

/// Bytes that are kept of a thing that the head says.
const FACT: usize = 4 << 10;
/// Bytes of structured data that are kept.
const DATA: usize = 1 << 20;
/// Things of a kind that are kept.
const MOST: usize = 64;

/// The attribute that tells where in the source an element begins.
pub(super) const PLACE: &str = "data-at";

/// Elements of the head, which say something of the page, and those of forms.
const HEAD: &[&str] = &["base", "input", "link", "meta", "param", "script", "title"];

/// Attributes that tell what an element is.
const KEPT: &[&str] = &[
    "aria-hidden",
    "class",
    "colspan",
    "dir",
    "hidden",
    "href",
    "id",
    "itemprop",
    "rel",
    "role",
    "rowspan",
    "start",
    "style",
    "summary",
];

/// A page, read.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What is in its body.
    pub(super) body: String,
    /// What its `<title>` says.
    pub(super) title: String,
    /// Its main headings.
    pub(super) headings: Vec<String>,
    /// Names and contents of its `<meta>` elements, the names in lower case.
    pub(super) meta: Vec<(String, String)>,
    /// The address that it says is its own.
    pub(super) canonical: Option<String>,
    /// The dates of its `<time>` elements.
    pub(super) times: Vec<String>,
    /// Its structured data (JSON-LD).
    pub(super) data: Vec<String>,
    into: Into,
    /// The text is one of a main heading.
    in_heading: bool,
}

/// Where text goes.
#[derive(Debug, Default, PartialEq, Eq)]
enum Into {
    #[default]
    Body,
    Title,
    Data,
    Nowhere,
}

impl Page {
    fn meta(&mut self, tag: &Tag) {
        let content = attribute(tag, "content").map(str::trim).filter(|it| !it.is_empty());
        let names = ["property", "name", "itemprop"];
        for name in names.iter().filter_map(|name| attribute(tag, name)) {
            if let Some(content) = content.filter(|_| self.meta.len() < 4 * MOST) {
                self.meta.push((name.trim().to_ascii_lowercase(), cut(content, FACT).to_owned()));
            }
        }
    }

    fn time(&mut self, tag: &Tag) {
        let date = attribute(tag, "datetime").or_else(|| attribute(tag, "content"));
        let is_published =
            attribute(tag, "itemprop").is_some_and(|it| it.contains("datePublished"));
        if let Some(date) = date.filter(|_| self.times.len() < MOST) {
            let place = if is_published { 0 } else { self.times.len() };
            self.times.insert(place, cut(date, FACT).to_owned());
        }
    }
}

impl Handler for Page {
    fn start(&mut self, tag: &Tag, at: usize) {
        match &*tag.name {
            "meta" => self.meta(tag),
            "link" => {
                let is_own =
                    attribute(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                let href = attribute(tag, "href").filter(|_| is_own);
                self.canonical = self.canonical.take().or_else(|| href.map(str::to_owned));
            }
            "title" => self.into = if self.title.is_empty() { Into::Title } else { Into::Nowhere },
            "script" => {
                let kind = attribute(tag, "type").unwrap_or("");
                let is_data = kind.trim().eq_ignore_ascii_case("application/ld+json");
                let is_data = is_data && self.data.len() < MOST;
                self.into = if is_data { Into::Data } else { Into::Nowhere };
                if is_data {
                    self.data.push(String::new());
                }
            }
            "time" => self.time(tag),
            _ if attribute(tag, "itemprop").is_some_and(|it| it.contains("datePublished")) => {
                self.time(tag);
            }
            "h1" if self.headings.len() < MOST => {
                self.headings.push(String::new());
                self.in_heading = true;
            }
            _ => {}
        }
        if HEAD.contains(&&*tag.name) {
            return;
        }
        self.body.push('<');
        self.body.push_str(&tag.name);
        for attribute in &tag.attrs {
            if KEPT.contains(&&*attribute.name.local) {
                self.body.push(' ');
                self.body.push_str(&attribute.name.local);
                self.body.push_str("=\"");
                escape(cut(&attribute.value, FACT), &mut self.body);
                self.body.push('"');
            }
        }
        self.body.push_str(&format!(" {PLACE}=\"{at}\">"));
    }

    fn text(&mut self, text: &str) {
        let add = |kept: &mut String, most: usize| {
            kept.push_str(cut(text, most.saturating_sub(kept.len())));
        };
        match self.into {
            Into::Body => {
                escape(text, &mut self.body);
                if let Some(heading) = self.headings.last_mut().filter(|_| self.in_heading) {
                    add(heading, FACT);
                }
            }
            Into::Title => add(&mut self.title, FACT),
            Into::Data => {
                if let Some(data) = self.data.last_mut() {
                    add(data, DATA);
                }
            }
            Into::Nowhere => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "script" | "title" => self.into = Into::Body,
            "h1" => self.in_heading = false,
            _ => {}
        }
        if !HEAD.contains(&name) && !VOID.contains(&name) {
            self.body.push_str("</");
            self.body.push_str(name);
            self.body.push('>');
        }
    }
}

/// Returns the beginning of a text, no more than `most` bytes.
fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or("")
}
