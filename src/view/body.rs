//! The article's text: rows, colours of quotes, and the marks in the margin.

use super::flags;
use super::frame::titled;
use super::paint::{area, columns, indented, put, rect, rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::bookmarks::Awaiting;
use crate::app::command::Command;
use crate::app::flags::detail::is_pressing;
use crate::app::links::lettered;
use crate::app::panes::{Pane, Parts, parts};
use crate::app::reader::{Note, Reader};
use crate::document::{BlockKind, Document, Marker};
use crate::flag::{Priority, Status};
use crate::layout::{Row, RowKind};
use crate::span::Span;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use std::cmp::Reverse;

/// The pane of the article.
pub(super) struct Body<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

impl Widget for Body<'_> {
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let focused = self.app.wish.focus == Pane::Body;
        let Some(reader) = &self.app.reader else {
            let below = titled(buffer, self.theme, pane, ("pullquote", ""), focused);
            let hint = waiting(self.app);
            let middle = rows(below).nth((below.height / 3).into());
            if let Some(row) = middle {
                write_cut(buffer, indented(row, 2), &hint, self.theme.style(Role::Detail));
            }
            return;
        };
        if !self.app.wish.zen {
            let meta = meta(reader.document());
            titled(buffer, self.theme, pane, (&meta, ""), focused);
        }
        let Parts { margin, text, map } = parts(area(pane), &self.app.wish);
        let (margin, text) = (rect(margin), rect(text));
        if let Some(map) = map {
            super::map::draw(self.app, reader, self.theme, rect(map), buffer);
        }
        let painter = Painter { app: self.app, reader, theme: self.theme };
        for ((row, text), margin) in reader.visible.iter().zip(rows(text)).zip(rows(margin)) {
            if let Some(note) = reader.note(row) {
                painter.note(buffer, (margin, text), row, note);
            } else if row.is_text() {
                painter.margin(buffer, margin, row);
                painter.text(buffer, text, row);
                painter.letters(buffer, text, row);
            }
        }
    }
}

/// What to say where no article is.
fn waiting(app: &App) -> String {
    match (&app.opening, app.contents.complete, app.contents.len()) {
        (Some(opening), ..) => format!("Opening “{}” …", opening.entry.headline),
        (None, true, 0) => "No article was found.".to_owned(),
        (None, true, _) => {
            format!("No article is open. {} lists the library.", app.key(Command::FocusContents))
        }
        (None, false, 0) => "Looking for articles …".to_owned(),
        (None, false, found) => format!("Looking for articles … {found} found"),
    }
}

/// Section, date and byline.
fn meta(document: &Document) -> String {
    let words = |span: Option<Span>| span.map(|span| span.of(&document.text).to_owned());
    let date = document.published.map(|published| super::date(published, "%-d %B %Y"));
    let time = document.published.and_then(|published| published.time);
    let date = date.map(|date| match time {
        Some(time) => format!("{date}, {}", time.strftime("%H:%M")),
        None => date,
    });
    let parts = [words(document.section), date, words(document.byline)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { document.name.clone() } else { parts.join(" · ") }
}

/// What the margin shows of the flags on a row.
#[derive(Default)]
struct Signs {
    /// The sign of the most urgent one.
    first: Option<(&'static str, Role)>,
    /// How many begin on the row.
    begun: usize,
}

/// By what a flag is shown before others: what is not on disk, then by status, by whether its day
/// has come, and by priority.
type Urgency = (Option<Status>, bool, Reverse<Priority>);

/// How it is shown that two and more flags begin on a row.
const COUNTS: [&str; 8] = ["²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

struct Painter<'a> {
    app: &'a App,
    reader: &'a Reader,
    theme: &'a Theme,
}

impl Painter<'_> {
    /// Marks the cursor's paragraph and the flags that touch the row.
    fn margin(&self, buffer: &mut Buffer, margin: Rect, row: &Row) {
        let here = self.reader.paragraph().is_some_and(|paragraph| paragraph.overlaps(row.span));
        let mark = if here { "▎" } else { " " };
        let rest = write(buffer, margin, mark, self.theme.style(Role::Cursor));
        let flags = self.flags(row);
        let rest = match flags.first {
            Some((mark, role)) => {
                let style = self.theme.style(role);
                let count = match flags.begun {
                    0 | 1 => "",
                    several => COUNTS.get(several - 2).unwrap_or(&"⁺"),
                };
                // Without a column of its own the count is the sign.
                let is_narrow = rest.width == 1 && !count.is_empty();
                let rest = write(buffer, rest, if is_narrow { count } else { mark }, style);
                write(buffer, rest, if is_narrow { "" } else { count }, style)
            }
            None => rest,
        };
        if rest.width > 0 && self.doubtful(row) {
            write(buffer, rest, "?", self.theme.style(Role::Unsure));
        }
    }

    /// A row of a note, tied to the words above it in the margin.
    fn note(&self, buffer: &mut Buffer, (margin, text): (Rect, Rect), row: &Row, note: Note<'_>) {
        let style = self.theme.style(note.status.map_or(Role::FlagUnsaved, flags::role));
        if note.is_first {
            write(buffer, indented(margin, 1), "└", style);
        }
        write_cut(buffer, indented(text, row.indent), note.words.trim_end(), style);
    }

    /// A quote begins on the row whose speaker is more likely wrong than right.
    fn doubtful(&self, row: &Row) -> bool {
        let mut begun = self.reader.quotes.touching(row.span);
        begun.any(|(span, index)| {
            let quote = self.reader.quote(index).filter(|quote| quote.is_unsure());
            row.span.holds(span.start) && quote.is_some_and(|it| it.content.first() == Some(&span))
        })
    }

    /// The flags on a row. O(log n + those on it).
    fn flags(&self, row: &Row) -> Signs {
        let mut signs = Signs::default();
        let mut most = None;
        let mut add = |span: Span, urgency: Urgency, (mark, role): (&'static str, Role)| {
            let begins = row.span.holds(span.start);
            signs.begun += usize::from(begins);
            let sign = (!begins, urgency);
            if most.is_none_or(|most| sign < most) {
                most = Some(sign);
                signs.first = Some((if begins { mark } else { "│" }, role));
            }
        };
        for unsaved in &self.app.flags.unsaved {
            if unsaved.generation == self.reader.generation && unsaved.span.overlaps(row.span) {
                let mark = if unsaved.failed { "!" } else { "…" };
                add(
                    unsaved.span,
                    (None, false, Reverse(Priority::High)),
                    (mark, Role::FlagUnsaved),
                );
            }
        }
        for (place, placed) in self.reader.flags.touching(row.span) {
            let flag = &placed.flag;
            let later = !is_pressing(flag, self.app.today);
            let urgency = (Some(flag.status), later, Reverse(flag.priority));
            add(place, urgency, flags::mark_at(flag.status, &placed.outcome));
        }
        signs
    }

    fn text(&self, buffer: &mut Buffer, text: Rect, row: &Row) {
        let document = self.reader.document();
        let kind = document.blocks.get(row.block).map(|block| block.kind);
        let plain = self.theme.style(base(kind));
        let plain = match (row.kind, kind) {
            (RowKind::First, Some(BlockKind::Table)) => self.theme.style(Role::TableHead),
            _ => plain,
        };
        match kind {
            Some(BlockKind::Item(_, marker)) if row.kind == RowKind::First => {
                beside(buffer, text, row, &bullet(marker, row.from_right), plain);
            }
            Some(BlockKind::Quotation) => {
                beside(buffer, text, row, "┃", self.theme.style(Role::Line));
            }
            _ => {}
        }
        let layers = self.layers(row.span);
        let dimmed = self.dimmed(row.span);
        for placed in self.reader.placed(row, self.app.wish.justify) {
            let at = placed.at;
            let over = layers.iter().filter(|(span, _)| span.holds(at));
            let base = dimmed.as_ref().filter(|lit| !lit.iter().any(|span| span.holds(at)));
            let base = base.map_or(plain, |_| self.theme.style(Role::Dimmed));
            let style = over.fold(base, |style, (_, over)| style.patch(*over));
            let room = indented(text, placed.column);
            let own = Rect { width: room.width.min(placed.width), ..room };
            // A cluster wider than the whole row still has to be seen to be there.
            let drawn =
                put(buffer, own, &placed.shown, style).or_else(|| put(buffer, own, "…", style));
            let mut gap = drawn;
            while let Some(left) = gap.filter(|gap| gap.width > 0) {
                gap = put(buffer, left, " ", style);
            }
        }
    }

    /// The letters of the links that begin on a row, while one is waited for.
    fn letters(&self, buffer: &mut Buffer, text: Rect, row: &Row) {
        if self.app.awaiting != Some(Awaiting::Link) {
            return;
        }
        let style = self.theme.style(Role::CurrentMatch);
        let placed = self.reader.placed(row, self.app.wish.justify);
        for (letter, at, _) in lettered(self.reader).filter(|(_, at, _)| row.span.holds(*at)) {
            let Some(cluster) = placed.iter().find(|placed| placed.at >= at) else { continue };
            let place = indented(text, cluster.column);
            write(buffer, place, letter.encode_utf8(&mut [0; 4]), style);
        }
    }

    /// The words that are not dimmed, while one speaker's quotes alone are shown.
    fn dimmed(&self, row: Span) -> Option<Vec<Span>> {
        let only = self.reader.only?;
        let own = |index| self.reader.quote(index).is_some_and(|it| it.speaker == Some(only));
        let lit = self.reader.quotes.touching(row).filter(|(_, index)| own(*index));
        Some(lit.map(|(span, _)| span).collect())
    }

    /// The words of a row that mark-up sets apart, and those that lead elsewhere.
    fn set_apart(&self, row: Span) -> Vec<(Span, Style)> {
        let document = self.reader.document();
        let from = document.styled.partition_point(|styled| styled.span.end <= row.start);
        let styled = document.styled.iter().skip(from);
        let styled = styled.take_while(|styled| styled.span.start < row.end).map(|styled| {
            let style = styled.style;
            let roles = [
                (style.code, Role::Code),
                (style.emphasis, Role::Emphasis),
                (style.strong, Role::Strong),
            ];
            let roles = roles.iter().filter(|(holds, _)| *holds);
            let over = |style: Style, role: &(bool, Role)| style.patch(self.theme.style(role.1));
            (styled.span, roles.fold(Style::new(), over))
        });
        let from = document.links.partition_point(|link| link.span.end <= row.start);
        let links = document.links.iter().skip(from);
        let links = links.take_while(|link| link.span.start < row.end);
        styled.chain(links.map(|link| (link.span, self.theme.style(Role::Link)))).collect()
    }

    /// What lies over the row's own style, the lowest first.
    fn layers(&self, row: Span) -> Vec<(Span, Style)> {
        let reader = self.reader;
        let shown = |index| {
            reader.only.is_none()
                || reader.quote(index).is_some_and(|quote| quote.speaker == reader.only)
        };
        let mut layers = self.set_apart(row);
        let quotes = reader
            .quotes
            .touching(row)
            .filter(|(_, index)| shown(*index))
            .map(|(span, index)| (span, self.theme.style(super::quote_role(reader, index))));
        layers.extend(quotes);
        if let Some((index, quote)) = reader.focused.and_then(|i| Some((i, reader.quote(i)?))) {
            let own = self.theme.style(super::quote_role(reader, index));
            let focused = own.patch(self.theme.style(Role::Focused));
            layers.extend(quote.content.iter().map(|span| (*span, focused)));
            let cue = self.theme.style(Role::Cue);
            layers.extend(quote.cue.map(|span| (span, cue)));
            let source = own.patch(self.theme.style(Role::Source));
            layers.extend(quote.source.map(|span| (span, source)));
        }
        let sentence = self.theme.style(Role::Sentence);
        layers.extend(reader.sentence().map(|span| (span, sentence)));
        let watched = |word| self.theme.style(Role::WatchWord(word));
        layers.extend(reader.watched.iter().map(|it| (it.span, watched(it.word))));
        let matched = self.theme.style(Role::Match);
        layers.extend(reader.found.touching(row).map(|span| (span, matched)));
        let current = self.theme.style(Role::CurrentMatch);
        layers.extend(reader.found.current().map(|span| (span, current)));
        let selected = self.theme.style(Role::Selection);
        let selection = reader.selection.as_ref();
        let text = reader.document().annotated_text();
        layers.extend(selection.map(|selection| (selection.span(text), selected)));
        layers
    }
}

/// Writes the mark of a row beside its words, a column away from them.
fn beside(buffer: &mut Buffer, text: Rect, row: &Row, mark: &str, style: Style) {
    let columns = columns(mark);
    let before = match row.from_right {
        true => text.width.saturating_sub(row.indent).saturating_add(1),
        false => row.indent.saturating_sub(columns + 1),
    };
    let beside = indented(text, before);
    let room = if row.from_right { beside.width } else { row.indent };
    write(buffer, Rect { width: beside.width.min(columns).min(room), ..beside }, mark, style);
}

/// What stands before an item of a list.
fn bullet(marker: Marker, from_right: bool) -> String {
    match marker {
        Marker::Bullet => "•".to_owned(),
        Marker::Number(number) if from_right => format!(".{number}"),
        Marker::Number(number) => format!("{number}."),
        Marker::None => String::new(),
    }
}

fn base(kind: Option<BlockKind>) -> Role {
    match kind {
        Some(BlockKind::Headline) => Role::Headline,
        Some(BlockKind::Deck) => Role::Deck,
        Some(BlockKind::Heading(_)) => Role::Heading,
        Some(BlockKind::Preformatted) => Role::Preformatted,
        Some(
            BlockKind::Paragraph | BlockKind::Item(..) | BlockKind::Quotation | BlockKind::Table,
        )
        | None => Role::Text,
    }
}
