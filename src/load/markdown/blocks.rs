//! From Markdown to blocks of words without mark-up.

use crate::document::BlockKind;
use crate::load::build::{Apart, Piece, Words};
use crate::load::marked::{MarkedBlock, Nesting, begin_nothing};
use crate::span::Span;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

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
    nesting: Nesting,
    emphasis: usize,
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
            Event::Code(words) => {
                self.add(vec![Piece::Begin(Apart::Code)]);
                self.words(words, span);
                self.add(vec![Piece::End]);
            }
            Event::Text(words) => self.words(words, span),
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

    /// Adds words that stand somewhere in a stretch of the source: inline code stands between
    /// back-ticks, an entity does not stand there at all.
    fn words(&mut self, words: CowStr<'_>, span: Span) {
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

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.close(),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(*level as u8)),
            Tag::CodeBlock(_) => self.begin(BlockKind::Preformatted),
            Tag::Table(_) => self.begin(BlockKind::Table),
            Tag::HtmlBlock => {
                self.close();
                self.html = Html::Text;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.nesting.quotes += 1;
            }
            Tag::List(first) => {
                self.close();
                let first = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
                self.nesting.lists.push(first);
            }
            Tag::Item => {
                self.close();
                self.nesting.begin_item();
            }
            Tag::TableHead | Tag::TableRow => self.cells = 0,
            Tag::TableCell => {
                if self.cells > 0 {
                    self.add(vec![Piece::Own(" | ".to_owned())]);
                }
                self.cells += 1;
            }
            Tag::Emphasis | Tag::Strong => {
                self.emphasis += 1;
                let is_strong = matches!(tag, Tag::Strong);
                let apart = if is_strong { Apart::Strong } else { Apart::Emphasis };
                self.add(vec![Piece::Begin(apart)]);
            }
            Tag::Link { dest_url, .. } => {
                self.add(vec![Piece::Begin(Apart::Link(dest_url.to_string()))]);
            }
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
                self.nesting.quotes = self.nesting.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.nesting.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.nesting.item = None;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.add(vec![Piece::Own("\n".to_owned())]),
            TagEnd::Emphasis | TagEnd::Strong => {
                self.add(vec![Piece::End]);
                self.emphasis = self.emphasis.saturating_sub(1);
            }
            TagEnd::Link => self.add(vec![Piece::End]),
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some(self.nesting.begin(kind));
    }

    fn close(&mut self) {
        let is_mark = |piece: &Piece| matches!(piece, Piece::Begin(_) | Piece::End);
        let open = self.open.take().filter(|block| !block.words.iter().all(is_mark));
        self.blocks.extend(open);
    }

    /// Adds words to the open block, else to a new one of the kind that fits here.
    fn add(&mut self, words: Words) {
        if self.open.is_none() {
            if begin_nothing(&words) {
                return;
            }
            self.begin(self.nesting.kind());
        }
        if let Some(block) = &mut self.open {
            block.add(words, self.emphasis > 0);
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

/// Words of a single stretch of the source.
fn stretch(span: Span) -> Words {
    vec![Piece::Source(span)]
}
