//! Links and words that mark-up sets apart, in the file of an annotated briefing.

use super::place::Places;
use crate::document::{Document, Link, Styled, TextStyle};
use crate::load::links::{add_bare, address};
use crate::load::sanitize::{Breaks, sanitize};
use crate::span::{CodePoints, Span};
use serde::{Deserialize, Serialize};

/// Words that lead elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnotatedLink {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: [usize; 2],
    /// Where they lead.
    pub url: String,
}

/// Words that mark-up sets apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnotatedStyle {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: [usize; 2],
    /// One or more of `emphasis`, `strong` and `code`.
    pub style: String,
}

/// Returns a document's links, without the addresses that stand in its text as they are, and the
/// words that are set apart. O(n).
pub(super) fn of(document: &Document) -> (Vec<AnnotatedLink>, Vec<AnnotatedStyle>) {
    let points = CodePoints::new(document.annotated_text());
    let words = |span: Span| span.of(&document.text).to_owned();
    let (text, annotated) = (document.text.clone(), document.annotated);
    let mut bare = Document { text, annotated, ..Document::default() };
    add_bare(&mut bare);
    let link = |link: &Link| AnnotatedLink {
        text: words(link.span),
        span: points.of_span(link.span),
        url: link.url.clone(),
    };
    let is_bare = |link: &&Link| {
        let at = bare.links.partition_point(|it| it.span.start < link.span.start);
        bare.links.get(at) == Some(link)
    };
    let links = document.links.iter().filter(|it| !is_bare(it)).map(link).collect();
    let styled = document.styled.iter().map(|styled| AnnotatedStyle {
        text: words(styled.span),
        span: points.of_span(styled.span),
        style: name(styled.style),
    });
    (links, styled.collect())
}

/// Puts links and styles on a document. What overlaps something before it, or leads nowhere, is
/// left out; what does not fit is counted by `places`. O(n log n).
pub(super) fn put(
    document: &mut Document,
    places: &mut Places<'_>,
    links: Vec<AnnotatedLink>,
    styles: Vec<AnnotatedStyle>,
) {
    let mut span = |text: &str, span: [usize; 2]| {
        let words = sanitize(text, Breaks::Keep).text;
        if words.is_empty() {
            return places.near(span);
        }
        let shift = places.moved(span[0], &words);
        let shift = places.found(shift)?;
        places.span(span, shift)
    };
    let mut given: Vec<Link> = Vec::new();
    for link in links {
        let Some(url) = address(&link.url) else { continue };
        given.extend(span(&link.text, link.span).map(|span| Link { span, url }));
    }
    let mut styled: Vec<Styled> = Vec::new();
    for style in styles {
        let span = span(&style.text, style.span);
        let style = style_of(&style.style);
        styled.extend(span.zip(style).map(|(span, style)| Styled { span, style }));
    }
    // What stands in the text as it is gives way to what the file says.
    given.sort_by_key(|link| link.span);
    given.dedup_by(|next, before| next.span.start < before.span.end);
    let overlaps = |bare: &Link| {
        let at = given.partition_point(|link| link.span.end <= bare.span.start);
        given.get(at).is_some_and(|link| link.span.overlaps(bare.span))
    };
    document.links.retain(|bare| !overlaps(bare));
    document.links.extend(given);
    document.links.sort_by_key(|link| link.span);
    styled.sort_by_key(|styled| styled.span);
    styled.dedup_by(|next, before| next.span.start < before.span.end);
    document.styled = styled;
}

fn name(style: TextStyle) -> String {
    let names = [(style.emphasis, "emphasis"), (style.strong, "strong"), (style.code, "code")];
    let names: Vec<&str> =
        names.iter().filter(|(holds, _)| *holds).map(|(_, name)| *name).collect();
    names.join(" ")
}

fn style_of(names: &str) -> Option<TextStyle> {
    let has = |name: &str| names.split_whitespace().any(|it| it == name);
    let style = TextStyle { emphasis: has("emphasis"), strong: has("strong"), code: has("code") };
    (style != TextStyle::default()).then_some(style)
}
