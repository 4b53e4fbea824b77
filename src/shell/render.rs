//! `pullquote render`: the screen that some keys lead to, without a terminal.
//!
//! The same state machine and the same drawing as in the reader; effects are carried out at
//! once. The user's flags, configuration and clock have no part in it, so that a picture of the
//! same article is the same picture everywhere.

use super::config::{Config, Overrides};
use super::store::{self, Store};
use super::voices::hear;
use super::work::{self, Workers};
use super::{complain, inputs, library};
use crate::annotate::annotate;
use crate::app::key::{Key, parse_keys};
use crate::app::{Action, App, Effect, update};
use crate::view::{self, Theme};
use anyhow::{Context, Error};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use std::collections::VecDeque;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use uuid::Uuid;

/// The longest side of a picture, in cells.
const LONGEST: u16 = 1000;

/// What to render.
#[derive(Args, Debug)]
pub struct RenderArgs {
    /// An article, a folder of articles, or - for standard input
    path: PathBuf,
    /// Columns and rows of the screen
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = parse_size)]
    size: (u16, u16),
    /// Keys in their order.
    #[arg(
        help = "Keys to press, parted by blanks: \"] ] / b r i d g e <Enter>\", \"<C-d>\"",
        long,
        value_name = "KEYS",
        default_value = "",
        allow_hyphen_values = true
    )]
    #[arg(value_parser = Keys::parse, hide_default_value = true)]
    keys: Keys,
    /// What day it is, for flags with a due date
    #[arg(long, value_name = "DATE", default_value = "1970-01-01")]
    today: Date,
    #[command(flatten)]
    pub(super) overrides: Overrides,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Keys in their order.
#[derive(Clone, Debug)]
struct Keys(Vec<Key>);

impl Keys {
    fn parse(keys: &str) -> Result<Self, String> {
        parse_keys(keys).map(Self)
    }
}

/// How a screen is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The characters alone
    Text,
    /// A picture
    Svg,
}

/// Prints the screen and returns the exit code: 1 if the path cannot be read. A reader that
/// closes the pipe is no failure.
///
/// # Errors
///
/// Fails if the output or the store in memory does.
pub fn run(
    args: RenderArgs,
    config: &Config,
    theme: &Theme,
    out: &mut dyn Write,
) -> Result<u8, Error> {
    if let Err(problem) = inputs::check(&args.path) {
        complain(&problem);
        return Ok(1);
    }
    let screen = render(args.path, config, theme, args.size, args.today, args.keys.0)?;
    let picture = match args.format {
        Format::Text => view::text::text(&screen),
        Format::Svg => view::svg::svg(&screen),
    };
    match out.write_all(picture.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(0),
    }
}

/// Returns the screen of the article at `path` after `keys`.
fn render(
    path: PathBuf,
    config: &Config,
    theme: &Theme,
    (width, height): (u16, u16),
    today: Date,
    keys: Vec<Key>,
) -> Result<Buffer, Error> {
    let mut desk = Desk::new(config.app(), today)?;
    desk.take(Action::Resize { width, height })?;
    if !path.is_dir() {
        desk.take(Action::Open(library::named(&path)))?;
    }
    let mut found = Vec::new();
    library::scan(&[path], Vec::new(), |action| found.push(action));
    for action in found {
        desk.take(action)?;
    }
    for key in keys {
        desk.take(Action::Key(key))?;
    }
    Ok(desk.screen(theme, Rect::new(0, 0, width, height)))
}

/// The reader with everything that it asks for done at once.
struct Desk {
    app: App,
    store: Store,
    /// Ids given so far.
    ids: u128,
    /// When all is done.
    now: Timestamp,
}

impl Desk {
    fn new(mut app: App, today: Date) -> Result<Self, Error> {
        let store = Store::in_memory().context("Flags cannot be kept in memory")?;
        update(&mut app, Action::Today(today));
        let now = TimeZone::UTC.to_timestamp(today.at(0, 0, 0, 0))?;
        Ok(Self { app, store, ids: 0, now })
    }

    fn take(&mut self, action: Action) -> Result<(), Error> {
        let mut actions = VecDeque::from([action]);
        while let Some(action) = actions.pop_front() {
            for effect in update(&mut self.app, action) {
                actions.extend(self.perform(effect)?);
            }
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect) -> Result<Vec<Action>, Error> {
        Ok(match effect {
            effect if Workers::take(&effect) => work::perform(effect).into_iter().collect(),
            Effect::HearVoices { entries, turn } => {
                let mut actions = Vec::new();
                hear(
                    &entries,
                    annotate,
                    || true,
                    |heard| actions.push(Action::VoicesHeard { heard, turn }),
                );
                actions
            }
            Effect::Quit
            | Effect::Suspend
            | Effect::Copy(_)
            | Effect::Browse(_)
            | Effect::Pipe(_)
            | Effect::EditFile { .. }
            | Effect::EditText(_) => Vec::new(),
            flags => {
                let ids = &mut self.ids;
                let mut id = || {
                    *ids += 1;
                    Uuid::from_u128(*ids)
                };
                store::answer(&mut self.store, &flags, self.now, &mut id)?
            }
        })
    }

    fn screen(&self, theme: &Theme, area: Rect) -> Buffer {
        let mut buffer = Buffer::empty(area);
        view::draw(&self.app, theme, area, &mut buffer);
        if let Some(cursor) = view::cursor(&self.app, area)
            && let Some(cell) = buffer.cell_mut(cursor)
        {
            cell.modifier.toggle(Modifier::REVERSED);
        }
        buffer
    }
}

fn parse_size(size: &str) -> Result<(u16, u16), String> {
    let sides = size.split_once('x').and_then(|(width, height)| {
        let side = |side: &str| side.parse().ok().filter(|side| (1..=LONGEST).contains(side));
        Some((side(width)?, side(height)?))
    });
    sides.ok_or_else(|| format!("a size is columns x rows, such as 120x40, each 1 to {LONGEST}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_columns_and_rows() {
        let check = |size: &str, expected: Option<(u16, u16)>| {
            assert_eq!(parse_size(size).ok(), expected, "{size}");
        };
        check("120x40", Some((120, 40)));
        check("1x1", Some((1, 1)));
        check("0x40", None);
        check("1001x40", None);
        check("120", None);
        check("-1x5", None);
        check("120x40x2", None);
    }
}
