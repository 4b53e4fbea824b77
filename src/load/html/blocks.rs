//! From the mark-up of an article to blocks of words without it.

use super::events::{Handler, attribute};
use super::page::PLACE;
use crate::document::BlockKind;
use crate::load::build::{Apart, Piece, Words};
use crate::load::marked::{MarkedBlock, Nesting, begin_nothing};
use crate::span::Span;
use html5ever::tokenizer::Tag;

/// Bytes of the source in which the next word is looked for.
const NEAR: usize = 1 << 10;

/// Bytes of a cell at the most that a table in columns may have: a longer one is text.
const CELL: usize = 400;

/// Takes in the mark-up of an article whose elements say where in the cleaned page `source` they
/// begin.
pub(super) struct Blocks<'s> {
    source: &'s str,
    /// Behind the last word that was found in the source.
    at: usize,
    blocks: Vec<MarkedBlock>,
    open: Option<MarkedBlock>,
    /// White space stands before the next word.
    space: bool,
    nesting: Nesting,
    emphasis: usize,
    verbatim: usize,
    /// Captions of pictures are open.
    captions: usize,
    tables: Vec<Table>,
}

/// A table that has begun: the blocks of each cell, row by row.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Vec<MarkedBlock>>>,
    is_nested: bool,
    /// What was open around it.
    outside: Nesting,
}

impl<'s> Blocks<'s> {
    pub(super) fn over(source: &'s str) -> Self {
        Self {
            source,
            at: 0,
            blocks: Vec::new(),
            open: None,
            space: false,
            nesting: Nesting::default(),
            emphasis: 0,
            verbatim: 0,
            captions: 0,
            tables: Vec::new(),
        }
    }

    /// Returns the blocks.
    pub(super) fn finish(mut self) -> Vec<MarkedBlock> {
        self.close();
        self.blocks
    }

    fn begin(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some(self.nesting.begin(kind));
    }

    fn close(&mut self) {
        self.space = false;
        let is_mark =
            |piece: &Piece| matches!(piece, Piece::Begin(_) | Piece::End | Piece::Space(_));
        let open = self.open.take().filter(|block| !block.words.iter().all(is_mark));
        let Some(block) = open else { return };
        let Some(table) = self.tables.last_mut() else { return self.blocks.push(block) };
        // What stands outside of a table's cells is a row of its own.
        match table.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(block),
            None => table.rows.push(vec![vec![block]]),
        }
    }

    /// Adds pieces to the open block, else to a new one of the kind that fits here.
    fn add(&mut self, words: Words) {
        if self.open.is_none() {
            if begin_nothing(&words) {
                return;
            }
            let is_verbatim = self.verbatim > 0;
            self.begin(if is_verbatim { BlockKind::Preformatted } else { self.nesting.kind() });
        }
        if let Some(block) = &mut self.open {
            block.add(words, self.emphasis > 0);
        }
    }

    /// Adds the white space before a word, if there is any and a word before it.
    fn add_space(&mut self) {
        let is_inside = self.open.as_ref().is_some_and(|it| !it.words.is_empty());
        if std::mem::take(&mut self.space) && is_inside {
            self.add(vec![Piece::Own(" ".to_owned())]);
        }
    }

    /// Adds a word without white space.
    fn add_word(&mut self, word: &str) {
        let from = self.source.get(self.at..).unwrap_or("");
        let near = (0..=NEAR.min(from.len())).rev().find(|at| from.is_char_boundary(*at));
        let found = from.get(..near.unwrap_or(0)).and_then(|near| near.find(word));
        let Some(found) = found else {
            self.add_space();
            return self.add(vec![Piece::Own(word.to_owned())]);
        };
        let start = self.at + found;
        let span = Span::new(start, start + word.len());
        self.at = span.end;
        // Words with one blank between them are one stretch.
        let between = usize::from(self.space);
        if let Some(Piece::Source(last)) = self.open.as_mut().and_then(|it| it.words.last_mut())
            && last.end + between == span.start
            && self
                .source
                .get(last.end..span.start)
                .is_some_and(|it| it.trim_matches(' ').is_empty())
        {
            last.end = span.end;
            self.space = false;
            return;
        }
        self.add_space();
        self.add(vec![Piece::Source(span)]);
    }

    fn end_table(&mut self) {
        self.close();
        let Some(Table { rows, is_nested, outside }) = self.tables.pop() else { return };
        self.nesting = outside;
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let is_short = |cell: &Vec<MarkedBlock>| {
            let bytes = cell.iter().flat_map(|block| &block.words).map(length).sum::<usize>();
            let is_plain = |block: &MarkedBlock| block.kind == BlockKind::Paragraph;
            bytes <= CELL && cell.len() <= 4 && cell.iter().all(is_plain)
        };
        let is_table =
            !is_nested && columns > 1 && rows.len() > 1 && rows.iter().flatten().all(is_short);
        if !is_table {
            // The table is there for the look of the page.
            for block in rows.into_iter().flatten().flatten() {
                self.open = Some(block);
                self.close();
            }
            return;
        }
        self.begin(BlockKind::Table);
        for row in rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
            for (place, cell) in row.into_iter().enumerate() {
                if place > 0 {
                    self.add(vec![Piece::Own(" | ".to_owned())]);
                }
                for (place, block) in cell.into_iter().enumerate() {
                    if place > 0 {
                        self.add(vec![Piece::Own(" ".to_owned())]);
                    }
                    // A table's line breaks part its rows.
                    let blank = |piece| match piece {
                        Piece::Space(_) => Piece::Own(" ".to_owned()),
                        piece => piece,
                    };
                    self.add(block.words.into_iter().map(blank).collect());
                }
            }
            self.add(vec![Piece::Own("\n".to_owned())]);
        }
        self.close();
    }

    fn apart(&mut self, apart: Apart) {
        self.add_space();
        self.add(vec![Piece::Begin(apart)]);
    }
}

/// Bytes of a piece's words.
fn length(piece: &Piece) -> usize {
    match piece {
        Piece::Source(span) => span.end - span.start,
        Piece::Own(own) => own.len(),
        Piece::Space(_) => 1,
        Piece::Begin(_) | Piece::End => 0,
    }
}

impl Handler for Blocks<'_> {
    fn start(&mut self, tag: &Tag, _at: usize) {
        let number = |name| attribute(tag, name).and_then(|it| it.trim().parse().ok());
        if let Some(at) = number(PLACE) {
            self.at = usize::max(at, self.at.min(at + NEAR));
        }
        match &*tag.name {
            "h1" => self.begin(BlockKind::Heading(1)),
            "h2" => self.begin(BlockKind::Heading(2)),
            "h3" => self.begin(BlockKind::Heading(3)),
            "h4" => self.begin(BlockKind::Heading(4)),
            "h5" => self.begin(BlockKind::Heading(5)),
            "h6" => self.begin(BlockKind::Heading(6)),
            "pre" => {
                self.close();
                self.verbatim += 1;
            }
            "blockquote" => {
                self.close();
                self.nesting.quotes += 1;
            }
            "ul" | "menu" | "dir" => {
                self.close();
                self.nesting.lists.push(None);
            }
            "ol" => {
                self.close();
                let first = attribute(tag, "start").and_then(|it| it.trim().parse().ok());
                self.nesting.lists.push(Some(first.unwrap_or(1)));
            }
            "li" => {
                self.close();
                self.nesting.item = None;
                if !self.nesting.lists.is_empty() {
                    self.nesting.begin_item();
                }
            }
            "table" => {
                self.close();
                if let Some(around) = self.tables.last_mut() {
                    around.is_nested = true;
                }
                let outside = std::mem::take(&mut self.nesting);
                self.tables.push(Table { outside, ..Table::default() });
            }
            "tr" => {
                self.close();
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "td" | "th" => {
                self.close();
                if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(Vec::new());
                }
            }
            "em" | "i" | "cite" | "var" | "dfn" => {
                self.emphasis += 1;
                self.apart(Apart::Emphasis);
            }
            "strong" | "b" => {
                self.emphasis += 1;
                self.apart(Apart::Strong);
            }
            "code" | "kbd" | "samp" | "tt" if self.verbatim == 0 => self.apart(Apart::Code),
            "a" => self.apart(Apart::Link(attribute(tag, "href").unwrap_or("").to_owned())),
            "q" => {
                self.add_space();
                self.add(vec![Piece::Own("“".to_owned())]);
            }
            "br" if self.verbatim > 0 => self.add(vec![Piece::Own("\n".to_owned())]),
            "br" => {
                self.space = false;
                self.add(vec![Piece::Space(self.at)]);
            }
            "figcaption" => {
                self.close();
                self.captions += 1;
            }
            name if is_block(name) => self.close(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.captions > 0 {
            return;
        }
        if self.verbatim > 0 {
            return self.add(vec![Piece::Own(text.to_owned())]);
        }
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end_matches(char::is_whitespace);
            if !word.is_empty() {
                self.add_word(word);
            }
            self.space |= word.len() < part.len();
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.close(),
            "pre" => {
                self.close();
                self.verbatim = self.verbatim.saturating_sub(1);
            }
            "blockquote" => {
                self.close();
                self.nesting.quotes = self.nesting.quotes.saturating_sub(1);
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.close();
                self.nesting.lists.pop();
            }
            "li" => {
                self.close();
                self.nesting.item = None;
            }
            "table" => self.end_table(),
            "em" | "i" | "cite" | "var" | "dfn" | "strong" | "b" => {
                self.add(vec![Piece::End]);
                self.emphasis = self.emphasis.saturating_sub(1);
            }
            "code" | "kbd" | "samp" | "tt" if self.verbatim == 0 => self.add(vec![Piece::End]),
            "a" => self.add(vec![Piece::End]),
            "q" => self.add(vec![Piece::Own("”".to_owned())]),
            "figcaption" => {
                self.close();
                self.captions = self.captions.saturating_sub(1);
            }
            name if is_block(name) => self.close(),
            _ => {}
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "hr"
            | "main"
            | "nav"
            | "p"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    )
}
