//! The mouse: what lies under the pointer, and what clicking, dragging and turning the wheel do.
//!
//! Where things lie is known from [`super::panes`] alone, so all of it is pure.

use super::App;
use super::effect::Effect;
use super::follow::groups::Line;
use super::key::{Key, KeyCode};
use super::motion::Motion;
use super::panes::{self, Area, ENTRY_ROWS, Pane, flags_and_card, list_and_quotes};
use super::reader::Unit;
use super::{flags, follow, help, jumps, opening, picker, prompts, sheet};
use crate::layout::{RowKind, byte_at};

/// Something done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub kind: MouseKind,
    /// The column of the screen, from 0.
    pub column: u16,
    /// The row of the screen, from 0.
    pub row: u16,
}

/// What can be done with a mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down, for the so-manieth time at this place within a moment.
    Down(u8),
    /// The pointer moved while it was down.
    Drag,
    /// It was let go.
    Up,
    /// The wheel was turned towards the reader.
    WheelDown,
    /// The wheel was turned away.
    WheelUp,
}

/// What lies under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// The text, at a byte of it.
    Text(usize),
    /// The map of the article, so many hundredths down.
    Map(usize),
    /// An item of a pane's list, or a place in it without one.
    Item(Pane, Option<usize>),
    /// A quote in the speakers' panel, by its index in the article.
    Quote(usize),
    /// An item of the list to choose from, or a place in it without one.
    Picker(Option<usize>),
    /// The line between the text and the side panes.
    Divider,
    /// The line between the speakers and the contents.
    Split,
    /// The help.
    Help,
    /// Nothing that takes a click.
    Nothing,
}

/// What the pointer holds while the button is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A passage of the text, from the place where the button went down.
    Passage(usize, Unit),
    /// The line between the text and the side panes.
    Divider,
    /// The line between the speakers and the contents.
    Split,
}

/// Rows of text that the wheel scrolls by.
const WHEEL: isize = 3;

/// Does what the mouse asks for.
pub(super) fn take(app: &mut App, mouse: Mouse, effects: &mut Vec<Effect>) {
    match mouse.kind {
        MouseKind::Down(clicks) => {
            app.message = None;
            (app.count, app.awaiting) = (None, None);
            app.keys.clear();
            app.held = None;
            down(app, hit(app, mouse.column, mouse.row), clicks, effects);
        }
        MouseKind::Drag => drag(app, mouse),
        MouseKind::Up => app.held = None,
        MouseKind::WheelDown => wheel(app, mouse, 1),
        MouseKind::WheelUp => wheel(app, mouse, -1),
    }
}

/// Returns what lies at a place of the screen.
#[must_use]
pub fn hit(app: &App, column: u16, row: u16) -> Hit {
    let panes = app.panes();
    let under = |area: &Area| area.holds(column, row);
    if let Some(picker) = &app.picker {
        let area = panes.picker();
        let below = area.titled().1;
        let at = picker.list.offset + usize::from(row.saturating_sub(below.y));
        return match (below.holds(column, row), under(&area)) {
            (true, _) => Hit::Picker(Some(at).filter(|at| *at < picker.count().0)),
            (false, true) => Hit::Picker(None),
            _ => Hit::Nothing,
        };
    }
    if app.help.is_some() {
        return if under(&panes.main) { Hit::Help } else { Hit::Nothing };
    }
    if panes.divider.as_ref().is_some_and(under) {
        return Hit::Divider;
    }
    let all = [Pane::Body, Pane::Speakers, Pane::Contents, Pane::Flags, Pane::Sheet, Pane::Follow];
    let found = all.into_iter().find_map(|pane| Some((pane, panes.area(pane).filter(under)?)));
    match found {
        Some((Pane::Follow, area)) => in_follow(app, area, column, row),
        Some((Pane::Body, area)) => in_text(app, area, column, row),
        Some((pane, area)) => in_list(app, pane, area, column, row),
        None => Hit::Nothing,
    }
}

fn in_text(app: &App, pane: Area, column: u16, row: u16) -> Hit {
    let parts = panes::parts(pane, &app.wish);
    if let Some(map) = parts.map.filter(|map| map.holds(column, row)) {
        let down = usize::from(row.saturating_sub(map.y));
        return Hit::Map(down * 100 / usize::from(map.height.max(1)));
    }
    let inside = row >= parts.text.y && row < parts.text.y.saturating_add(parts.text.height);
    match place_in_text(app, parts.text, column, row).filter(|_| inside) {
        Some(at) => Hit::Text(at),
        None => Hit::Item(Pane::Body, None),
    }
}

/// The byte at a place of the screen; outside of the text the nearest one on the screen.
fn place_in_text(app: &App, text: Area, column: u16, row: u16) -> Option<usize> {
    let reader = app.reader.as_ref()?;
    let rows = &reader.visible;
    let index = usize::from(row.saturating_sub(text.y)).min(rows.len().saturating_sub(1));
    let at = rows.get(index)?;
    match at.kind {
        RowKind::Blank => return Some(at.span.start),
        // A note is about the words above it.
        RowKind::Inset(_) => return Some(reader.before(at.span.start)),
        RowKind::First | RowKind::Continued => {}
    }
    let placed = reader.placed(at, app.wish.justify);
    Some(byte_at(at, &placed, column.saturating_sub(text.x)))
}

fn in_follow(app: &App, area: Area, column: u16, row: u16) -> Hit {
    let below = panes::follow_parts(area).list.titled().1;
    let follow = &app.flags.follow;
    let at = follow.list.offset + usize::from(row.saturating_sub(below.y));
    let is_flag = |at: &usize| matches!(follow.lines.get(*at), Some(Line::Flag { .. }));
    Hit::Item(Pane::Follow, Some(at).filter(|at| below.holds(column, row) && is_flag(at)))
}

fn in_list(app: &App, pane: Pane, area: Area, column: u16, row: u16) -> Hit {
    let (title, below) = area.titled();
    if title.is_some_and(|title| title.holds(column, row)) {
        let split = pane == Pane::Contents && app.panes().speakers.is_some();
        return if split { Hit::Split } else { Hit::Item(pane, None) };
    }
    let down = |area: Area| usize::from(row.saturating_sub(area.y));
    let entries = down(below) / usize::from(ENTRY_ROWS);
    let item = |at: usize, count: usize| Hit::Item(pane, Some(at).filter(|at| *at < count));
    match pane {
        Pane::Contents => item(app.contents.list.offset + entries, app.contents.items().len()),
        Pane::Flags if !flags_and_card(below).0.holds(column, row) => item(0, 0),
        Pane::Flags => item(app.flags.list.offset + entries, flags::count(app)),
        Pane::Sheet => match &app.sheet {
            Some(sheet) => item(sheet.list.offset + down(below), sheet.lines.len()),
            None => item(0, 0),
        },
        Pane::Speakers => {
            let Some(reader) = &app.reader else { return item(0, 0) };
            let voices = reader.voices.list();
            let (list, quotes) = list_and_quotes(below, voices.len());
            if list.holds(column, row) {
                return item(app.speakers.offset + down(list), voices.len());
            }
            let voice = voices.get(app.speakers.selected);
            let rows = usize::from(quotes.height.saturating_sub(1));
            let place = down(quotes).checked_sub(1);
            let quote = voice.zip(place).and_then(|(voice, place)| {
                voice.quotes.get(voice.first_shown(reader.focused, rows) + place)
            });
            quote.map_or(Hit::Item(pane, None), |quote| Hit::Quote(*quote))
        }
        Pane::Body | Pane::Follow => Hit::Nothing,
    }
}

fn down(app: &mut App, hit: Hit, clicks: u8, effects: &mut Vec<Effect>) {
    let enter = Key::from(KeyCode::Enter);
    match hit {
        Hit::Picker(Some(at)) => {
            if let Some(picker) = &mut app.picker {
                picker.list.selected = at;
            }
            prompts::press(app, enter, effects);
        }
        Hit::Picker(None) | Hit::Help => {}
        _ if app.picker.is_some() => {
            prompts::press(app, Key::from(KeyCode::Escape), effects);
        }
        // Words that are being typed are not lost to a click.
        _ if app.prompt.is_some() => {}
        Hit::Text(at) => {
            app.focus(Pane::Body);
            let unit = match clicks {
                0 | 1 => Unit::Character,
                2 => Unit::Word,
                _ => Unit::Paragraph,
            };
            app.held = Some(Held::Passage(at, unit));
            let Some(reader) = &mut app.reader else { return };
            match unit {
                Unit::Character => point(app, at),
                unit => reader.select_between(at, at, unit),
            }
        }
        Hit::Map(percent) => {
            app.focus(Pane::Body);
            app.jump(jumps::Jump::Chosen, None, |reader| reader.go(Motion::Percent(percent)));
        }
        Hit::Quote(index) => {
            app.focus(Pane::Body);
            app.jump(jumps::Jump::Chosen, None, |reader| reader.land_on_quote(index));
        }
        Hit::Divider => app.held = Some(Held::Divider),
        Hit::Split => {
            app.focus(Pane::Contents);
            app.held = Some(Held::Split);
        }
        Hit::Item(pane, item) => {
            app.focus(pane);
            if let Some(at) = item {
                choose(app, pane, at, clicks, effects);
            }
        }
        Hit::Nothing => {}
    }
}

/// Selects an item of a list; the second click does what Enter does.
fn choose(app: &mut App, pane: Pane, at: usize, clicks: u8, effects: &mut Vec<Effect>) {
    match pane {
        Pane::Speakers => app.speakers.selected = at,
        Pane::Contents => app.contents.list.selected = at,
        Pane::Flags => app.flags.list.selected = at,
        Pane::Follow => app.flags.follow.list.selected = at,
        Pane::Sheet => {
            if let Some(sheet) = &mut app.sheet {
                sheet.list.selected = at;
            }
        }
        Pane::Body => {}
    }
    if clicks == 2 {
        match pane {
            Pane::Speakers => jumps::show_quote(app),
            Pane::Contents => opening::open_selected(app, effects),
            Pane::Flags | Pane::Follow => flags::show(app, effects),
            Pane::Sheet => sheet::follow(app, effects),
            Pane::Body => {}
        }
    }
}

/// Puts the cursor to a place of the text: focuses the quote there, and selects the speaker who
/// says it or is named there.
fn point(app: &mut App, at: usize) {
    let Some(reader) = &mut app.reader else { return };
    reader.point(at);
    let named = reader.speaker_named_at(at);
    app.follow_speaker();
    if let Some(place) = named {
        app.speakers.selected = place;
    }
}

fn drag(app: &mut App, mouse: Mouse) {
    let panes = app.panes();
    match app.held {
        Some(Held::Passage(from, unit)) => {
            let Some(body) = panes.body else { return };
            let text = panes::parts(body, &app.wish).text;
            let Some(reader) = &mut app.reader else { return };
            // Beyond its edges the text comes to the pointer.
            if mouse.row < text.y || mouse.row >= text.y.saturating_add(text.height) {
                reader.roll(if mouse.row < text.y { -1 } else { 1 });
            }
            let to = place_in_text(app, text, mouse.column, mouse.row);
            if let (Some(to), Some(reader)) = (to, &mut app.reader)
                && (to != from || reader.selection.is_some())
            {
                reader.select_between(from, to, unit);
            }
        }
        Some(Held::Divider) => {
            let side = panes.main.width.saturating_sub(mouse.column);
            let wish = panes::Wish { side: side.max(1), ..app.wish };
            app.wish.side = panes::side_width(panes.main.width, &wish);
        }
        Some(Held::Split) => {
            let height = panes.main.height.max(1);
            let share = u32::from(mouse.row.saturating_sub(panes.main.y)) * 100 / u32::from(height);
            let (least, most) = panes::SPLITS;
            app.wish.split = u16::try_from(share).unwrap_or(most).clamp(least, most);
        }
        None => {}
    }
}

/// Scrolls what lies under the pointer; the focus stays where it is.
fn wheel(app: &mut App, mouse: Mouse, by: isize) {
    let rows = Motion::Lines(by * WHEEL);
    match hit(app, mouse.column, mouse.row) {
        Hit::Picker(_) => picker::moved(app, Motion::Lines(by)),
        Hit::Help => {
            let width = app.panes().main.width;
            if let Some(list) = &mut app.help {
                list.go(rows, help::lines(&app.keymap, &app.help_query, width).len());
            }
        }
        Hit::Text(_) | Hit::Map(_) | Hit::Item(Pane::Body, _) => {
            if let Some(reader) = &mut app.reader {
                reader.roll(by * WHEEL);
            }
        }
        Hit::Item(Pane::Speakers, _) | Hit::Quote(_) => {
            let voices = app.reader.as_ref().map_or(0, |reader| reader.voices.list().len());
            app.speakers.go(Motion::Lines(by), voices);
        }
        Hit::Item(Pane::Contents, _) | Hit::Split => {
            let lines = app.contents.items().len();
            app.contents.list.go(Motion::Lines(by), lines);
        }
        Hit::Item(Pane::Flags, _) => {
            let lines = flags::count(app);
            app.flags.list.go(Motion::Lines(by), lines);
        }
        Hit::Item(Pane::Sheet, _) => {
            if let Some(sheet) = &mut app.sheet {
                sheet.go(rows);
            }
        }
        Hit::Item(Pane::Follow, _) => follow::go(app, rows),
        Hit::Divider | Hit::Nothing => {}
    }
}
