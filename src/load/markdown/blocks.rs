//! From Markdown to blocks of words without mark-up.

use super::stretch;
use crate::document::BlockKind;
use crate::load::build::{Piece, Words};
use crate::span::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A block with what its mark-up said.
#[derive(Debug)]
pub(super) struct MarkedBlock {
    pub(super) kind: BlockKind,
    pub(super) words: Words,
    /// All of its words were emphasised.
    pub(super) is_emphasised: bool,
    /// It opens an item of a list that lies in no other.
    pub(super) opens_item: bool,
}

/// Reads the Markdown in `text` from `start` on.
pub(super) fn blocks(text: &str, start: usize) -> Vec<MarkedBlock> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let source = text.get(start..).unwrap_or("");
    let mut reader = Reader { text, ..Reader::default() };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.event(event, Span::new(range.start + start, range.end + start));
    }
    reader.close();
    reader.blocks
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    blocks: Vec<MarkedBlock>,
    open: Option<MarkedBlock>,
    quotes: usize,
    lists: usize,
    emphasis: usize,
    /// An item has begun and has no words yet.
    item: bool,
    cells: usize,
    html: Html,
}

/// Where the reader is in raw HTML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Html {
    #[default]
    Text,
    Tag,
    Comment,
    /// In a script or a style sheet, up to its end tag.
    Code,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if span.of(self.text) == &*words => self.add(stretch(span)),
            Event::Code(words) | Event::Text(words) => {
                // Inline code stands between back-ticks; an entity does not stand there at all.
                let found = span.of(self.text).find(&*words).filter(|_| !words.is_empty());
                let piece = match found {
                    Some(at) => {
                        let start = span.start + at;
                        Piece::Source(Span::new(start, start + words.len()))
                    }
                    None => Piece::Own(words.into_string()),
                };
                self.add(vec![piece]);
            }
            Event::SoftBreak | Event::HardBreak => self.add(vec![Piece::Space(span.start)]),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.add(vec![Piece::Space(span.start)]);
            }
            Event::Html(_) => self.html(span),
            Event::Rule => self.close(),
            Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.close(),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(*level as u8)),
            Tag::CodeBlock(_) | Tag::Table(_) => self.begin(BlockKind::Preformatted),
            Tag::HtmlBlock => {
                self.close();
                self.html = Html::Text;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(_) => {
                self.close();
                self.lists += 1;
            }
            Tag::Item => {
                self.close();
                self.item = true;
            }
            Tag::TableHead | Tag::TableRow => self.cells = 0,
            Tag::TableCell => {
                if self.cells > 0 {
                    self.add(vec![Piece::Own(" | ".to_owned())]);
                }
                self.cells += 1;
            }
            Tag::Emphasis | Tag::Strong => self.emphasis += 1,
            Tag::FootnoteDefinition(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition => self.close(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.close();
                self.item = false;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.add(vec![Piece::Own("\n".to_owned())]),
            TagEnd::Emphasis | TagEnd::Strong => self.emphasis = self.emphasis.saturating_sub(1),
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.close();
        let opens_item = self.item && self.lists == 1;
        self.item = false;
        self.open =
            Some(MarkedBlock { kind, words: Words::new(), is_emphasised: true, opens_item });
    }

    fn close(&mut self) {
        self.blocks.extend(self.open.take().filter(|block| !block.words.is_empty()));
    }

    /// Adds words to the open block, else to a new one of the kind that fits here.
    fn add(&mut self, words: Words) {
        if self.open.is_none() {
            if matches!(words.as_slice(), [Piece::Space(_)]) {
                return;
            }
            let depth = u8::try_from(self.lists.saturating_sub(1)).unwrap_or(u8::MAX);
            self.begin(match (self.item, self.quotes) {
                (true, _) => BlockKind::Item(depth),
                (false, 0) => BlockKind::Paragraph,
                (false, _) => BlockKind::Quotation,
            });
        }
        let is_space = matches!(words.as_slice(), [Piece::Space(_)]);
        let is_emphasised = self.emphasis > 0 || is_space;
        if let Some(block) = &mut self.open {
            block.is_emphasised &= is_emphasised;
            block.words.extend(words);
        }
    }

    /// Adds what stands outside the tags of raw HTML.
    fn html(&mut self, span: Span) {
        let mut rest = span.of(self.text);
        let mut at = span.start;
        while !rest.is_empty() {
            let (end, next) = match self.html {
                Html::Text => (rest.find('<'), opened(rest)),
                Html::Tag => (rest.find('>').map(|at| at + 1), Html::Text),
                Html::Comment => (rest.find("-->").map(|at| at + 3), Html::Text),
                Html::Code => (rest.find("</"), Html::Tag),
            };
            let len = end.unwrap_or(rest.len());
            let (part, behind) = rest.split_at_checked(len).unwrap_or((rest, ""));
            if self.html == Html::Text {
                let words = Span::new(at, at + part.len()).trim(self.text);
                if !words.is_empty() {
                    self.add(stretch(words));
                    self.add(vec![Piece::Space(words.end)]);
                }
            }
            if end.is_some() {
                self.html = next;
            }
            at += len;
            rest = behind;
        }
    }
}

/// Tells what the next `<` of a text opens.
fn opened(text: &str) -> Html {
    let tag = text.split_once('<').map_or("", |(_, tag)| tag);
    let starts = |name: &str| {
        tag.split_at_checked(name.len()).is_some_and(|(head, _)| head.eq_ignore_ascii_case(name))
    };
    if starts("!--") {
        Html::Comment
    } else if starts("script") || starts("style") {
        Html::Code
    } else {
        Html::Tag
    }
}
