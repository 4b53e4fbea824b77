//! The flag that is shown in full: the selected one of a list, or one in the text.

use super::detail::Described;
use super::in_text::{is_peeking, peeked};
use super::selected;
use crate::app::App;
use crate::app::list::ListState;
use crate::app::motion::Motion;
use crate::app::page::Page;
use crate::app::panes::{Area, Pane, flags_and_card, follow_parts};
use crate::app::reader::Reader;
use crate::flag::Flag;
use crate::span::Span;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// What is known of a flag, in rows.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The rows; `None` if no flag is selected or there is no room.
    pub page: Option<Page>,
    /// Where they are shown.
    pub area: Area,
    /// The top row.
    pub list: ListState,
    /// What the rows were made of.
    made_of: Option<Source>,
}

/// What the rows of a flag depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Source {
    id: Uuid,
    updated: Timestamp,
    width: u16,
    /// The generation of the open article.
    generation: Option<u64>,
    today: Option<Date>,
}

/// Characters of the article that are shown before a passage and behind it.
const AROUND: usize = 600;

/// Where there is room for the flag.
fn room(app: &App) -> Option<Area> {
    let panes = app.panes();
    let area = match app.wish.focus {
        // Below a line.
        Pane::Flags => flags_and_card(panes.flags?.titled().1).1.split_top(1).1,
        Pane::Follow => follow_parts(panes.follow?).card.titled().1,
        Pane::Body if is_peeking(app) => panes.body?.titled().1,
        _ => return None,
    };
    (area.height > 0 && area.width > 0).then_some(area)
}

/// The half of the text that the passage does not begin in, or what of it so many rows need below
/// a title.
fn beside_passage(app: &App, text: Area, rows: usize) -> Area {
    let needed = u16::try_from(rows.saturating_add(1)).unwrap_or(u16::MAX);
    let height = needed.min(text.height.div_ceil(2).max(4)).min(text.height);
    let begins = |start: usize| {
        let visible = app.reader.iter().flat_map(|reader| &reader.visible);
        visible.take_while(|row| row.span.end <= start).count()
    };
    let at = peeked(app).map_or(0, |(_, span, ..)| begins(span.start));
    match at < usize::from(text.height / 2) {
        true => text.split_top(text.height - height).1,
        false => text.split_top(height).0,
    }
}

/// Puts into words what is known of the selected flag, unless that is done.
pub(in crate::app) fn settle(app: &mut App) {
    app.flags.in_text.peeking &= peeked(app).is_some();
    let shown = room(app).and_then(|area| Some((area, selected(app)?)));
    let Some((area, flag)) = shown else {
        app.flags.card = Card::default();
        return;
    };
    let generation = app.reader.as_ref().map(|reader| reader.generation);
    let (id, updated, width, today) = (flag.id, flag.updated, area.width, app.today);
    let made_of = Some(Source { id, updated, width, generation, today });
    if app.flags.card.made_of != made_of {
        let page = Some(page(app, flag, area.width));
        let is_same = app.flags.card.made_of.is_some_and(|it| it.id == id);
        let list = if is_same { app.flags.card.list } else { ListState::default() };
        app.flags.card = Card { page, list, made_of, area };
    }
    let rows = app.flags.card.page.as_ref().map_or(0, |page| page.rows().len());
    let area = match is_peeking(app) {
        true => beside_passage(app, area, rows),
        false => area,
    };
    app.flags.card.area = area;
    let titled = u16::from(is_peeking(app));
    app.flags.card.list.settle_top(rows, area.height.saturating_sub(titled));
}

/// Scrolls what is known of the flag.
pub(in crate::app) fn scroll(app: &mut App, motion: Motion) {
    let card = &mut app.flags.card;
    card.list.go(motion, card.page.as_ref().map_or(0, |page| page.rows().len()));
}

fn page(app: &App, flag: &Flag, width: u16) -> Page {
    let listed = app.listed(flag.id);
    let reader = app.reader.as_ref();
    let placed = reader.and_then(|reader| reader.flags.iter().find(|it| it.flag.id == flag.id));
    let here = reader.filter(|_| placed.is_some());
    let published = here.and_then(|reader| reader.document().published).map(|it| it.to_string());
    let outcome = placed.map(|placed| &placed.outcome);
    let span = outcome.and_then(|outcome| outcome.span());
    let around = match reader.zip(span) {
        Some((reader, span)) => around(reader, span),
        None => kept(flag),
    };
    let described = Described {
        flag,
        headline: here
            .map_or_else(|| listed.map_or("", |it| &it.article.headline), Reader::headline),
        path: here
            .map_or_else(|| listed.map_or("", |it| &it.article.path), |it| &it.document().name),
        published: published.as_deref().or_else(|| listed?.article.published.as_deref()),
        outcome,
        around,
        today: app.today,
    };
    Page::new(described.text(), width)
}

/// What of its paragraphs stands before a passage of the open article, and behind it.
fn around(reader: &Reader, span: Span) -> (&str, &str) {
    let document = reader.document();
    let text = document.annotated_text();
    let block = |at: usize| document.blocks.get(document.block_at(at)?).map(|block| block.span);
    let start = block(span.start).map_or(span.start, |block| block.start.min(span.start));
    let end = block(span.end.saturating_sub(1)).map_or(span.end, |block| block.end.max(span.end));
    let before = text.get(start..span.start).unwrap_or("");
    let behind = text.get(span.end..end).unwrap_or("");
    (last(before), first(behind))
}

/// What of its paragraphs was kept of what stood before a passage, and behind it.
fn kept(flag: &Flag) -> (&str, &str) {
    let (prefix, suffix) = (flag.selector.prefix.as_str(), flag.selector.suffix.as_str());
    (
        last(prefix.rsplit("\n\n").next().unwrap_or("")),
        first(suffix.split("\n\n").next().unwrap_or("")),
    )
}

fn last(text: &str) -> &str {
    text.char_indices().nth_back(AROUND).and_then(|(at, _)| text.get(at..)).unwrap_or(text)
}

fn first(text: &str) -> &str {
    super::detail::clip(text, AROUND)
}
