//! State to cells: draws the reader, changes nothing.
//!
//! Where the panes lie is decided in [`crate::app::panes`], how things look in [`theme`]; every
//! cell is written by `paint`. One widget a file.

mod anchoring;
mod body;
mod card;
mod contents;
mod finish;
mod flags;
mod follow;
mod frame;
mod help;
mod map;
mod paint;
mod picker;
pub mod plain;
mod sheet;
mod speakers;
mod status;
pub mod svg;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod text;
pub mod theme;

pub use theme::Theme;

use crate::annotation::Quote;
use crate::app::App;
use crate::app::flags::in_text::peeked;
use crate::app::panes::{self, Area};
use crate::app::reader::Reader;
use crate::document::Published;
use anchoring::Question;
use body::Body;
use card::{NoteBox, Peek};
use contents::ContentsPane;
use flags::FlagList;
use follow::FollowUp;
use help::Help;
use paint::rows;
use picker::PickerList;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};
use sheet::SheetPane;
use speakers::Speakers;
use status::StatusLine;
use theme::Role;

/// Draws the reader into `screen`, and nothing outside of it.
///
/// The panes are those of the size that `app` was told last; on a smaller `screen` they are cut.
pub fn draw(app: &App, theme: &Theme, screen: Rect, buffer: &mut Buffer) {
    let screen = screen.intersection(buffer.area);
    Clear.render(screen, buffer);
    let panes = app.panes();
    let place = |area: Option<Area>| placed(area?, screen);
    if let Some(area) = place(panes.divider) {
        for row in rows(area) {
            paint::write(buffer, row, "│", theme.style(Role::Line));
        }
    }
    if let Some(area) = place(panes.body) {
        Body { app, theme }.render(area, buffer);
    }
    if let Some(area) = question(app, screen) {
        Question { app, theme }.render(area, buffer);
    }
    if let Some(area) = place(panes.speakers) {
        Speakers { app, theme }.render(area, buffer);
    }
    if let Some(area) = place(panes.contents) {
        ContentsPane { app, theme }.render(area, buffer);
    }
    if let Some(area) = place(panes.flags) {
        FlagList { app, theme }.render(area, buffer);
    }
    if let Some(area) = place(panes.follow) {
        FollowUp { app, theme }.render(area, buffer);
    }
    if let Some(area) = place(panes.sheet) {
        SheetPane { app, theme }.render(area, buffer);
    }
    if let Some(area) = placed(app.flags.card.area, screen) {
        Peek { app, theme }.render(area, buffer);
    }
    if let Some(area) = placed(panes.main, screen) {
        Help { app, theme }.render(area, buffer);
    }
    if let Some(area) = placed(panes.picker(), screen) {
        PickerList { app, theme }.render(area, buffer);
    }
    if let Some(area) = placed(panes.main, screen) {
        NoteBox { app, theme }.render(area, buffer);
    }
    if let Some(area) = place(panes.status) {
        StatusLine { app, theme }.render(area, buffer);
    }
    finish::paint_ground(theme, screen, buffer);
    if theme.is_ascii() {
        finish::to_ascii(screen, article(app, screen), buffer);
    }
}

/// Where it is asked about a flag, if it is.
fn question(app: &App, screen: Rect) -> Option<Rect> {
    anchoring::place(app, placed(app.panes().body?, screen)?)
}

/// Where the words of the article stand uncovered.
fn article(app: &App, screen: Rect) -> Option<Rect> {
    let panes = app.panes();
    let text = panes::parts(panes.body.filter(|_| app.help.is_none())?, &app.wish).text;
    let peek = app.flags.card.area;
    let is_peeking = peeked(app).is_some();
    let below = is_peeking && peek.y <= text.y;
    let text = if below { text.split_top(peek.height).1 } else { text };
    let picker = app.picker.as_ref().map_or(u16::MAX, |_| panes.picker().y);
    let note = card::top(app, screen).unwrap_or(u16::MAX);
    let peek = if is_peeking && !below { peek.y } else { u16::MAX };
    let question = question(app, screen).map_or(u16::MAX, |question| question.y);
    let bottom = picker.min(note).min(peek).min(question);
    placed(Area { height: text.height.min(bottom.saturating_sub(text.y)), ..text }, screen)
}

/// Returns the column and the row at which the cursor stands, if a prompt is open.
#[must_use]
pub fn cursor(app: &App, screen: Rect) -> Option<(u16, u16)> {
    let prompt = app.prompt.as_ref()?;
    let above = placed(app.panes().main, screen);
    if let Some(cell) = above.and_then(|above| card::cursor(app, above)) {
        return Some(cell);
    }
    let area = placed(app.panes().status?, screen)?;
    Some((area.x + status::cursor(app, prompt, area.width), area.y))
}

/// The part of an area that lies on the screen, if there is any.
fn placed(area: Area, screen: Rect) -> Option<Rect> {
    let x = screen.x.saturating_add(area.x);
    let y = screen.y.saturating_add(area.y);
    let right = x.saturating_add(area.width).min(screen.right());
    let bottom = y.saturating_add(area.height).min(screen.bottom());
    let (width, height) = (right.checked_sub(x)?, bottom.checked_sub(y)?);
    (width > 0 && height > 0).then_some(Rect { x, y, width, height })
}

/// The role of a quote's words: its speaker's colour.
fn quote_role(reader: &Reader, index: usize) -> Role {
    let quote = reader.quote(index);
    quote.and_then(|quote| reader.voices.place(quote)).map_or(Role::QuoteOfNobody, Role::Quote)
}

/// Who says a quote with the role, and that it is doubtful where it is.
fn attributed(reader: &Reader, quote: &Quote) -> String {
    match reader.briefing.annotations.speaker_of(quote) {
        Some(speaker) if quote.is_unsure() => format!("perhaps {}", speaker.with_role()),
        Some(speaker) => speaker.with_role(),
        None => "nobody is known to say it".to_owned(),
    }
}

/// A date in words, as `strftime` puts them.
fn date(published: Published, form: &str) -> String {
    published.date.strftime(form).to_string()
}
