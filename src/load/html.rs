//! HTML: the article of a page, without what stands around it.
//!
//! `events` makes any page one whose tags balance, within the limits; `page` sets aside what its
//! head says, of which `facts` makes headline, byline and so on; the article itself is found by
//! the readability algorithm (`dom_smoothie`), and `blocks` makes blocks of it. Nothing here
//! follows an address.

mod attributes;
mod blocks;
mod events;
mod facts;
mod furniture;
mod page;

use super::Limits;
use super::build::Parts;
use super::marked;
use super::sanitize::Clean;
use crate::warning::{Warning, WarningKind};
use blocks::Blocks;
use dom_smoothie::{Config, Readability};
use events::{Bounds, Handler};
use facts::Facts;
use html5ever::tokenizer::Tag;
use page::Page;

/// Bytes in which a text shows that it is a page.
const SAMPLE: usize = 1 << 10;

/// Tells whether a text is a page, by how it begins. O(1).
pub(super) fn is_page(text: &str) -> bool {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let mut rest = text.get(..end.unwrap_or(0)).unwrap_or("").trim_start();
    // What may stand before: a declaration, comments.
    for (opening, closing) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if rest.starts_with(opening)
            && let Some((_, behind)) = rest.split_once(closing)
        {
            rest = behind.trim_start();
        }
    }
    let starts = |name: &str| {
        let head = rest.get(..name.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(name))
    };
    ["<!doctype html", "<html", "<head>", "<body"].iter().any(|name| starts(name))
}

/// Adds the article of the cleaned page to `parts`. O(n), but for what the algorithm takes, which
/// the limits bound.
pub(super) fn read(clean: &Clean, limits: &Limits, parts: &mut Parts) {
    let (page, bounds) = events::read(&clean.text, limits, Page::default());
    parts.warnings.extend(warnings(bounds, limits));
    let facts = Facts::of(&page);
    let found = find(&page.body, &facts);
    let (content, byline) = match &found {
        Some((content, byline)) => (content.as_str(), byline.clone()),
        None => (page.body.as_str(), None),
    };
    let within = Limits { depth: limits.depth + 8, elements: usize::MAX, ..*limits };
    let (blocks, _) = events::read(content, &within, Blocks::over(&clean.text));
    let mut blocks = blocks.finish();
    if found.is_some() {
        let known = facts.known(byline.as_deref());
        furniture::leave_out(&clean.text, &known, &mut blocks);
    }
    if found.is_none() || blocks.is_empty() {
        let rest = if blocks.is_empty() { "." } else { "; all of its text is shown." };
        let message = format!("No article was found in this page{rest}");
        parts.warnings.push(Warning::new(WarningKind::Structure, message));
    }
    furniture::take_deck(&clean.text, &page.body, facts.deck.as_deref(), &mut blocks, parts);
    facts.write(byline, parts);
    marked::read(&clean.text, blocks, parts);
}

/// Returns the mark-up of a page's article and its byline; `None` if it has no article.
fn find(body: &str, facts: &Facts) -> Option<(String, Option<String>)> {
    let mut title = String::new();
    escape(facts.headline.as_deref().unwrap_or(""), &mut title);
    let page = format!("<html><head><title>{title}</title></head><body>{body}</body></html>");
    let config = Config { disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::new(page, facts.url.as_deref(), Some(config)).ok()?;
    let article = readability.parse().ok()?;
    Some((article.content.to_string(), article.byline.map(|it| words(&it))))
}

fn warnings(bounds: Bounds, limits: &Limits) -> Vec<Warning> {
    let deep = (bounds.deep > 0).then(|| {
        format!("Mark-up below {} levels was flattened; the text is all there.", limits.depth)
    });
    let many = (bounds.many > 0).then(|| {
        format!(
            "The mark-up beyond {} elements was left out; the text is all there.",
            limits.elements
        )
    });
    let messages = deep.into_iter().chain(many);
    messages.map(|message| Warning::new(WarningKind::Limit, message)).collect()
}

/// Writes text so that it stands in mark-up as it is.
fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            c => into.push(c),
        }
    }
}

/// Returns the words of a piece of mark-up, one blank between them.
fn words(markup: &str) -> String {
    #[derive(Default)]
    struct Words(String);
    impl Handler for Words {
        fn start(&mut self, _: &Tag, _: usize) {}
        fn text(&mut self, text: &str) {
            self.0.push_str(text);
        }
        fn end(&mut self, _: &str) {}
    }
    let text = match markup.contains(['&', '<']) {
        true => events::read(markup, &Limits::default(), Words::default()).0.0,
        false => markup.to_owned(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
