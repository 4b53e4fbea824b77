//! A page as a stream of tags that balance and text between them.
//!
//! Whatever the page, every element that begins ends, in order, none lies deeper than the limit,
//! and there are no more of them than the limit: what builds a tree of it meets no surprise. How a
//! browser would mend a page is followed where pages rely on it, in end tags that may be left out.

use super::attributes;
use crate::load::Limits;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// What takes in a page.
pub(super) trait Handler {
    /// An element begins; `at` is a byte of the source near its tag.
    fn start(&mut self, tag: &Tag, at: usize);
    /// Text, in pieces.
    fn text(&mut self, text: &str);
    /// The element that began last and has not ended ends.
    fn end(&mut self, name: &str);
}

/// What a limit left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Elements that lie too deep.
    pub(super) deep: usize,
    /// Elements beyond the number of them.
    pub(super) many: usize,
}

/// Elements that hold nothing and have no end.
pub(super) const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param",
    "source", "track", "wbr",
];

/// Elements that hold nothing to read.
const MUTE: &[&str] = &[
    "audio", "button", "canvas", "dialog", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "select", "style", "svg", "template", "textarea", "video", "xmp",
];

/// Elements whose tags alone are left out: they tell how text looks, or stand for the page.
const CLEAR: &[&str] = &["big", "body", "font", "frameset", "head", "html", "nobr", "small"];

/// Elements that a paragraph does not go on behind.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that do not end by a tag that stands in a cell of theirs.
const CELLS: &[&str] = &["caption", "table", "td", "th"];
/// The parts of a table.
const TABLE: &[&str] = &["caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Levels that make an element count for one more.
const DEEP: usize = 32;

/// Gives the elements and texts of `source` to `handler`. O(n).
pub(super) fn read<H: Handler>(source: &str, limits: &Limits, handler: H) -> (H, Bounds) {
    let source = &*attributes::bounded(source);
    let place = Place { source, at: 0, lost: false };
    let (open, bounds) = (Vec::new(), Bounds::default());
    let (depth, elements) = (limits.depth, limits.elements);
    let state =
        State { handler, open, muted: 0, over: 0, depth, elements, count: 0, bounds, place };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(state)), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(source));
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.end_to(0);
    (state.handler, state.bounds)
}

/// Returns the value of a tag's attribute.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value)
}

struct Sink<'s, H>(RefCell<State<'s, H>>);

impl<H: Handler> TokenSink for Sink<'_, H> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.place.tag(&format!("<{}", tag.name));
                state.start(&tag);
                match &*tag.name {
                    "script" => return TokenSinkResult::RawData(ScriptData),
                    "title" | "textarea" => return TokenSinkResult::RawData(Rcdata),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                        return TokenSinkResult::RawData(Rawtext);
                    }
                    _ => {}
                }
            }
            Token::TagToken(tag) => {
                state.place.tag("</");
                state.end(&tag.name);
            }
            Token::CharacterTokens(text) if state.muted == 0 => state.handler.text(&text),
            Token::CommentToken(comment) => state.place.comment(comment.len()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

struct Element {
    name: String,
    is_mute: bool,
}

struct State<'s, H> {
    handler: H,
    /// The elements that have begun and not ended.
    open: Vec<Element>,
    /// How many of them hold nothing to read.
    muted: usize,
    /// How many have begun in the deepest one that is kept.
    over: usize,
    depth: usize,
    elements: usize,
    count: usize,
    bounds: Bounds,
    place: Place<'s>,
}

impl<H: Handler> State<'_, H> {
    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if CLEAR.contains(&name) {
            return;
        }
        if self.count >= self.elements {
            self.bounds.many += 1;
            return;
        }
        if VOID.contains(&name) {
            if BLOCKS.contains(&name) {
                self.end_inline("p");
            }
            if self.muted == 0 {
                self.count += self.weight();
                self.handler.start(tag, self.place.at);
                self.handler.end(name);
            }
            return;
        }
        self.end_implied(name);
        if self.open.len() >= self.depth {
            self.over += 1;
            self.bounds.deep += 1;
            return;
        }
        self.count += self.weight();
        let is_mute = MUTE.contains(&name);
        self.muted += usize::from(is_mute);
        if self.muted == 0 {
            self.handler.start(tag, self.place.at);
        }
        self.open.push(Element { name: name.to_owned(), is_mute });
    }

    /// How many elements the next one counts for: the search for an article takes the longer the
    /// deeper they lie.
    fn weight(&self) -> usize {
        1 + self.open.len() / DEEP
    }

    fn end(&mut self, name: &str) {
        if CLEAR.contains(&name) || VOID.contains(&name) {
            return;
        }
        if self.over > 0 {
            self.over -= 1;
            return;
        }
        let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let is_it = |open: &str| open == name || (is_heading(open) && is_heading(name));
        let is_wall = |open: &str| CELLS.contains(&open) && !TABLE.contains(&name);
        if let Some(found) = self.last(is_it, is_wall) {
            self.end_to(found);
        }
    }

    /// Ends what ends where an element begins.
    fn end_implied(&mut self, name: &str) {
        let within = |ended: &[&str], walls: &[&str]| {
            self.last(|open| ended.contains(&open), |open| walls.contains(&open))
        };
        let found = match name {
            "li" => within(&["li"], &["ul", "ol", "menu", "dir", "td", "th"]),
            "dt" | "dd" => within(&["dt", "dd"], &["dl", "td", "th"]),
            "td" | "th" => within(&["td", "th"], &["tr", "table"]),
            "tr" => within(&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => within(&["tbody", "thead", "tfoot"], &["table"]),
            _ => None,
        };
        if let Some(found) = found {
            self.end_to(found);
        }
        match name {
            "a" => self.end_inline("a"),
            _ if BLOCKS.contains(&name) => self.end_inline("p"),
            _ => {}
        }
    }

    /// Ends the innermost element of that name if no block has begun in it.
    fn end_inline(&mut self, name: &str) {
        if let Some(found) = self.last(|open| open == name, |open| BLOCKS.contains(&open)) {
            self.end_to(found);
        }
    }

    /// Returns the place of the innermost open element that it is, if there is no wall before it.
    fn last(&self, is_it: impl Fn(&str) -> bool, is_wall: impl Fn(&str) -> bool) -> Option<usize> {
        for (place, element) in self.open.iter().enumerate().rev() {
            if is_it(&element.name) {
                return Some(place);
            }
            if is_wall(&element.name) {
                return None;
            }
        }
        None
    }

    /// Ends elements until no more than `len` are open.
    fn end_to(&mut self, len: usize) {
        while self.open.len() > len
            && let Some(element) = self.open.pop()
        {
            if self.muted == 0 {
                self.handler.end(&element.name);
            }
            self.muted -= usize::from(element.is_mute);
        }
    }
}

/// Where the page is being read: its tags are found in the source one behind the other.
struct Place<'s> {
    source: &'s str,
    at: usize,
    /// A tag was not found, so that none behind it is looked for.
    lost: bool,
}

impl Place<'_> {
    /// Goes behind the start of a tag, `<name` or `</`.
    fn tag(&mut self, start: &str) {
        let rest = if self.lost { "" } else { self.source.get(self.at..).unwrap_or("") };
        let is_it = |at: &usize| {
            let found = rest.get(*at..*at + start.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(start))
        };
        match rest.match_indices('<').map(|(at, _)| at).find(is_it) {
            Some(at) => self.at += at + start.len(),
            None => self.lost = true,
        }
    }

    fn comment(&mut self, len: usize) {
        let rest = if self.lost { "" } else { self.source.get(self.at..).unwrap_or("") };
        if let Some(at) = rest.find("<!") {
            let end = (self.at + at + 2 + len).min(self.source.len());
            self.at = (end..=self.source.len())
                .find(|at| self.source.is_char_boundary(*at))
                .unwrap_or(self.source.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Prints what it is told.
    #[derive(Default)]
    struct Printed(String);

    impl Handler for Printed {
        fn start(&mut self, tag: &Tag, _at: usize) {
            self.0 += &format!("<{}>", tag.name);
        }
        fn text(&mut self, text: &str) {
            self.0 += text;
        }
        fn end(&mut self, name: &str) {
            self.0 += &format!("</{name}>");
        }
    }

    fn print(source: &str, depth: usize, elements: usize) -> (String, Bounds) {
        let limits = Limits { depth, elements, ..Limits::default() };
        let (printed, bounds) = read(source, &limits, Printed::default());
        (printed.0, bounds)
    }

    fn check(source: &str, expected: &str) {
        assert_eq!(print(source, 512, 1000).0, expected, "{source}");
    }

    #[test]
    fn what_begins_ends() {
        check("<html><body><p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>");
        check("<p>a<b>b<p>c</b>d", "<p>a<b>b</b></p><p>cd</p>");
        check("<b><i>a</b>b</i>", "<b><i>a</i></b>b");
        check(
            "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>",
        );
        check(
            "<table><tr><td>a<td>b</div><tr><th>c</table>d",
            "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>d",
        );
        check("<h2>a</h3>b", "<h2>a</h2>b");
        check("a</p></div></b>b", "ab");
        check("<a>b<a>c</a>d</a>", "<a>b</a><a>c</a>d");
        check("<p>a<br>b<hr>c", "<p>a<br></br>b</p><hr></hr>c");
        check("<div><p>a</div>b</p>", "<div><p>a</p></div>b");
    }

    #[test]
    fn what_is_nothing_to_read_is_left_out() {
        check("a<style>p {}</style>b<svg><p>x</p></svg>c<!-- d -->", "abc");
        check("<div><button>Share</div>a", "<div></div>a");
        check("<script>if (a < b) '</p>'</script>c", "<script>if (a < b) '</p>'</script>c");
        check("<font>a &amp; <small>b</small></font>", "a & b");
        check("<textarea><p>a</textarea>b<noscript><img></noscript>", "b");
    }

    #[test]
    fn limits_flatten_and_cut() {
        let (printed, bounds) = print("<i><i><i>a</i>b</i>c</i>d", 2, 10);
        assert_eq!((printed.as_str(), bounds.deep), ("<i><i>ab</i>c</i>d", 1));
        let (printed, bounds) = print("<p>a<p>b<p>c", 9, 2);
        assert_eq!((printed.as_str(), bounds.many), ("<p>a</p><p>bc</p>", 1));
    }

    proptest! {
        #[test]
        fn every_page_balances(parts in proptest::collection::vec(0_usize..20, 0..60)) {
            let tags = [
                "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a>", "</a>", "<li>", "<ul>",
                "</ul>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<svg>", "</svg>", "<br>", "x",
            ];
            let page: String = parts.iter().filter_map(|part| tags.get(*part).copied()).collect();
            let (printed, _) = print(&page, 5, 40);
            let mut open = Vec::new();
            for tag in printed.split('<').skip(1).filter_map(|tag| tag.split_once('>')) {
                match tag.0.strip_prefix('/') {
                    Some(name) => prop_assert_eq!(open.pop(), Some(name)),
                    None => open.push(tag.0),
                }
                prop_assert!(open.len() <= 6);
            }
            prop_assert!(open.is_empty());
            // What balances stays as it is.
            prop_assert_eq!(print(&printed.replace("</br>", ""), 512, 1000).0, printed);
        }
    }
}
