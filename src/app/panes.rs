//! Where the panes lie: pure geometry, known to `update` (which scrolls by it) and to the view
//! (which draws by it).
//!
//! From [`WIDE`] columns on the side panes stand right of the text. Below that the text has the
//! screen to itself, and a side pane appears under it (on low screens, instead of it) while it
//! has the focus. The list of flags or a sheet takes the text's place while it has the focus.

/// Columns from which the side panes stand beside the text.
pub const WIDE: u16 = 100;
/// Columns beyond which lines of text do not grow unless asked to: longer lines are hard to read.
pub const MEASURE: u16 = 80;
/// Rows that an entry of latest contents or of the list of flags takes.
pub const ENTRY_ROWS: u16 = 2;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Leftmost column.
    pub x: u16,
    /// Topmost row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The panes that can have the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The article's text.
    #[default]
    Body,
    /// The panel of speakers.
    Speakers,
    /// Latest contents.
    Contents,
    /// The list of flags.
    Flags,
    /// A sheet: a list about the open article.
    Sheet,
    /// The flags of all articles.
    Follow,
}

/// What the reader has asked to see.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// The pane with the focus.
    pub focus: Pane,
    /// The focused pane has the whole screen.
    pub zoom: bool,
    /// The text is hidden.
    pub no_body: bool,
    /// The speakers are hidden.
    pub no_speakers: bool,
    /// Latest contents are hidden.
    pub no_contents: bool,
    /// The text alone, without titles and hints.
    pub zen: bool,
    /// Columns beyond which lines of text do not grow.
    pub measure: u16,
    /// Lines of text are spread over the whole measure.
    pub justify: bool,
    /// Long words are parted at the ends of lines.
    pub hyphenate: bool,
    /// A column beside the text shows where things lie in the article.
    pub minimap: bool,
    /// The notes on the flags of the article stand below their passages.
    pub notes: bool,
    /// Columns of the side panes; 0 for a share of the screen.
    pub side: u16,
    /// How much of the side panes' height the speakers have, in percent.
    pub split: u16,
    /// Words that are read in a minute.
    pub speed: u16,
}

/// Columns that lines of text have at the least and at the most.
pub const MEASURES: (u16, u16) = (20, 400);
/// Percent of the side panes' height that the speakers have at the least and at the most.
pub const SPLITS: (u16, u16) = (10, 90);
/// Columns from which the text's pane has room for the map.
const MAPPED: u16 = 60;
/// Columns that the text keeps where the side panes get wider.
const TEXT_KEEPS: u16 = 30;
/// Columns that the side panes keep.
const SIDE_KEEPS: u16 = 16;

impl Default for Wish {
    fn default() -> Self {
        Self {
            focus: Pane::Body,
            zoom: false,
            no_body: false,
            no_speakers: false,
            no_contents: false,
            zen: false,
            measure: MEASURE,
            justify: false,
            hyphenate: false,
            minimap: true,
            notes: false,
            side: 0,
            split: 60,
            speed: 240,
        }
    }
}

/// The panes on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// Everything but the status line.
    pub main: Area,
    /// The article's text with its title row.
    pub body: Option<Area>,
    /// The speakers with their title row.
    pub speakers: Option<Area>,
    /// Latest contents with their title row.
    pub contents: Option<Area>,
    /// The list of flags with its title row.
    pub flags: Option<Area>,
    /// The open sheet with its title row.
    pub sheet: Option<Area>,
    /// The flags of all articles, all of the screen.
    pub follow: Option<Area>,
    /// The columns between the text and the side panes.
    pub divider: Option<Area>,
    /// The status line.
    pub status: Option<Area>,
}

impl Area {
    /// Tells whether a place of the screen lies in the rectangle.
    #[must_use]
    pub fn holds(&self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }

    /// Splits off the top `rows`, or all if there are fewer.
    #[must_use]
    pub fn split_top(self, rows: u16) -> (Self, Self) {
        let rows = rows.min(self.height);
        let below = Self { y: self.y.saturating_add(rows), height: self.height - rows, ..self };
        (Self { height: rows, ..self }, below)
    }

    /// Splits off the left `columns`, or all if there are fewer.
    #[must_use]
    pub fn split_left(self, columns: u16) -> (Self, Self) {
        let columns = columns.min(self.width);
        let right = Self { x: self.x.saturating_add(columns), width: self.width - columns, ..self };
        (Self { width: columns, ..self }, right)
    }

    /// Splits a pane into its title row, if there is room for one, and what it holds.
    #[must_use]
    pub fn titled(self) -> (Option<Self>, Self) {
        if self.height < 4 {
            return (None, self);
        }
        let (title, rest) = self.split_top(1);
        (Some(title), rest)
    }
}

/// What the pane of the text consists of, below its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The margin for marks, left of the text.
    pub margin: Area,
    /// The text.
    pub text: Area,
    /// The map of the article, at the right edge.
    pub map: Option<Area>,
}

/// Splits the pane of the text. The text is at most as wide as wished for and stands in the
/// middle.
#[must_use]
pub fn parts(pane: Area, wish: &Wish) -> Parts {
    let pane = pane.titled().1;
    let has_map = wish.minimap && !wish.zen && pane.width >= MAPPED;
    let (gutter, end): (u16, u16) = match pane.width {
        0..8 => (0, 0),
        8..24 => (2, 0),
        _ if has_map => (3, 2),
        _ => (3, 1),
    };
    let taken = gutter.saturating_add(end).saturating_add(wish.measure);
    let (_, inside) = pane.split_left(pane.width.saturating_sub(taken) / 2);
    let (margin, text) = inside.split_left(gutter);
    let width = text.width.saturating_sub(end).min(wish.measure);
    let edge = pane.split_left(pane.width.saturating_sub(1)).1;
    let map = Some(edge).filter(|_| has_map);
    Parts { margin, text: Area { width, ..text }, map }
}

/// Returns the columns of the side panes, with the divider, on a screen of `width` columns.
#[must_use]
pub fn side_width(width: u16, wish: &Wish) -> u16 {
    match wish.side {
        0 => (width / 3).clamp(30, 46),
        side => side.min(width.saturating_sub(TEXT_KEEPS)).max(SIDE_KEEPS),
    }
}

/// Splits the speakers' pane (below its title) into the list of `count` speakers and the quotes
/// of the selected one.
#[must_use]
pub fn list_and_quotes(pane: Area, count: usize) -> (Area, Area) {
    let most = pane.height.div_ceil(2);
    let rows = u16::try_from(count.max(1)).unwrap_or(u16::MAX).min(most);
    if pane.height < 5 { (pane, Area::default()) } else { pane.split_top(rows) }
}

/// Splits the list of the article's flags (below its title) into the list and what is known of the
/// selected one.
#[must_use]
pub fn flags_and_card(pane: Area) -> (Area, Area) {
    let rows = if pane.height < 8 { pane.height } else { pane.height.div_ceil(2) };
    pane.split_top(rows)
}

/// What the view of all flags consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowParts {
    /// The list with its title row.
    pub list: Area,
    /// The columns between the two.
    pub divider: Option<Area>,
    /// What is known of the selected flag, with its title row.
    pub card: Area,
}

/// Columns from which the flag stands beside the list, not below it.
const BESIDE: u16 = 64;

/// Splits the view of all flags.
#[must_use]
pub fn follow_parts(pane: Area) -> FollowParts {
    if pane.width < BESIDE {
        let (list, card) = pane.split_top(pane.height.div_ceil(2));
        return FollowParts { list, divider: None, card };
    }
    let (list, right) = pane.split_left(pane.width / 2);
    let (divider, card) = right.split_left(3);
    FollowParts { list, divider: Some(divider), card }
}

/// Arranges the panes on a screen of `width` columns and `height` rows.
#[must_use]
pub fn arrange(width: u16, height: u16, wish: &Wish) -> Panes {
    let screen = Area { x: 0, y: 0, width, height };
    let (main, status) = screen.split_top(if height > 1 { height - 1 } else { height });
    let status = (status.height > 0).then_some(status);
    let base = Panes { main, status, ..Panes::default() };
    if wish.zoom || wish.zen || wish.focus == Pane::Follow {
        return base.with(wish.focus, main);
    }
    if width < WIDE { narrow(base, wish) } else { wide(base, wish) }
}

fn narrow(base: Panes, wish: &Wish) -> Panes {
    let main = base.main;
    let below = match main.height {
        0..14 => main.height,
        14..24 => 8,
        24.. => main.height * 2 / 5,
    };
    match wish.focus {
        Pane::Speakers | Pane::Contents if !wish.no_body && below < main.height => {
            let (body, side) = main.split_top(main.height - below);
            base.with(Pane::Body, body).with(wish.focus, side)
        }
        focus => base.with(focus, main),
    }
}

fn wide(base: Panes, wish: &Wish) -> Panes {
    let main = base.main;
    let text = match wish.focus {
        Pane::Flags | Pane::Sheet => wish.focus,
        Pane::Body | Pane::Speakers | Pane::Contents | Pane::Follow => Pane::Body,
    };
    let no_text = wish.no_body && text == Pane::Body;
    if wish.no_speakers && wish.no_contents {
        return base.with(text, main);
    }
    let side_width = side_width(main.width, wish);
    let (left, right) =
        if no_text { (Area::default(), main) } else { main.split_left(main.width - side_width) };
    let mut panes = base;
    let mut side = right;
    if !no_text {
        panes = panes.with(text, left);
        let (divider, rest) = right.split_left(2);
        panes.divider = Some(divider);
        side = rest;
    }
    match (wish.no_speakers, wish.no_contents) {
        // Too low for both.
        (false, false) if side.height < 8 => {
            let contents = wish.focus == Pane::Contents;
            panes.with(if contents { Pane::Contents } else { Pane::Speakers }, side)
        }
        (false, false) => {
            let share = u32::from(side.height) * u32::from(wish.split.min(100));
            let rows = u16::try_from(share.div_ceil(100)).unwrap_or(side.height);
            let (speakers, contents) = side.split_top(rows.clamp(3, side.height - 3));
            panes.with(Pane::Speakers, speakers).with(Pane::Contents, contents)
        }
        (true, _) => panes.with(Pane::Contents, side),
        (_, true) => panes.with(Pane::Speakers, side),
    }
}

impl Panes {
    /// Returns where a pane lies, if it is on the screen.
    #[must_use]
    pub fn area(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Body => self.body,
            Pane::Speakers => self.speakers,
            Pane::Contents => self.contents,
            Pane::Flags => self.flags,
            Pane::Sheet => self.sheet,
            Pane::Follow => self.follow,
        }
    }

    /// Returns where a list to choose from lies: over the lower part of the screen, or all of a
    /// low one.
    #[must_use]
    pub fn picker(&self) -> Area {
        let rows = (self.main.height / 5 * 3).max(10).min(self.main.height);
        self.main.split_top(self.main.height - rows).1
    }

    fn with(mut self, pane: Pane, area: Area) -> Self {
        let area = (area.width > 0 && area.height > 0).then_some(area);
        match pane {
            Pane::Body => self.body = area,
            Pane::Speakers => self.speakers = area,
            Pane::Contents => self.contents = area,
            Pane::Flags => self.flags = area,
            Pane::Sheet => self.sheet = area,
            Pane::Follow => self.follow = area,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(width: u16, height: u16, wish: Wish, expected: &str) {
        let panes = arrange(width, height, &wish);
        let mut shown = Vec::new();
        for (name, area) in [
            ("body", panes.body),
            ("speakers", panes.speakers),
            ("contents", panes.contents),
            ("flags", panes.flags),
            ("sheet", panes.sheet),
            ("follow", panes.follow),
            ("status", panes.status),
        ] {
            if let Some(area) = area {
                let Area { x, y, width, height } = area;
                shown.push(format!("{name} {width}x{height}+{x}+{y}"));
            }
        }
        assert_eq!(shown.join(", "), expected, "{width}x{height} {wish:?}");
    }

    #[test]
    fn panes_are_arranged() {
        let at = |focus| Wish { focus, ..Wish::default() };
        check(
            120,
            40,
            at(Pane::Body),
            "body 80x39+0+0, speakers 38x24+82+0, contents 38x15+82+24, status 120x1+0+39",
        );
        check(
            120,
            40,
            at(Pane::Flags),
            "speakers 38x24+82+0, contents 38x15+82+24, flags 80x39+0+0, status 120x1+0+39",
        );
        check(80, 24, at(Pane::Body), "body 80x23+0+0, status 80x1+0+23");
        check(80, 24, at(Pane::Speakers), "body 80x15+0+0, speakers 80x8+0+15, status 80x1+0+23");
        check(40, 10, at(Pane::Contents), "contents 40x9+0+0, status 40x1+0+9");
        check(40, 10, at(Pane::Flags), "flags 40x9+0+0, status 40x1+0+9");
        check(80, 24, at(Pane::Sheet), "sheet 80x23+0+0, status 80x1+0+23");
        check(80, 24, at(Pane::Follow), "follow 80x23+0+0, status 80x1+0+23");
        check(1, 1, at(Pane::Body), "body 1x1+0+0");
        check(0, 0, at(Pane::Body), "");
    }

    #[test]
    fn panes_can_be_hidden_and_zoomed() {
        let wish = Wish { no_speakers: true, no_contents: true, ..Wish::default() };
        check(120, 40, wish, "body 120x39+0+0, status 120x1+0+39");
        let wish = Wish { no_body: true, focus: Pane::Speakers, ..Wish::default() };
        check(120, 40, wish, "speakers 120x24+0+0, contents 120x15+0+24, status 120x1+0+39");
        let wish = Wish { no_contents: true, ..Wish::default() };
        check(120, 40, wish, "body 80x39+0+0, speakers 38x39+82+0, status 120x1+0+39");
        let wish = Wish { zoom: true, focus: Pane::Speakers, ..Wish::default() };
        check(120, 40, wish, "speakers 120x39+0+0, status 120x1+0+39");
    }

    #[test]
    fn panes_have_the_sizes_that_are_wished_for() {
        let wish = Wish { side: 50, split: 25, ..Wish::default() };
        check(
            120,
            40,
            wish,
            "body 70x39+0+0, speakers 48x10+72+0, contents 48x29+72+10, status 120x1+0+39",
        );
        let wish = Wish { side: 200, split: 100, ..Wish::default() };
        check(
            120,
            40,
            wish,
            "body 30x39+0+0, speakers 88x36+32+0, contents 88x3+32+36, status 120x1+0+39",
        );
        let wish = Wish { zen: true, ..Wish::default() };
        check(120, 40, wish, "body 120x39+0+0, status 120x1+0+39");
    }

    proptest! {
        #[test]
        fn panes_lie_on_the_screen_and_apart(
            width in 0u16..300, height in 0u16..100, focus in 0usize..6, hidden in 0u8..8,
            zoom: bool, zen: bool, measure in 20u16..400, side in 0u16..300, split in 0u16..120,
        ) {
            let focus = [
                Pane::Body, Pane::Speakers, Pane::Contents, Pane::Flags, Pane::Sheet, Pane::Follow,
            ][focus];
            let wish = Wish {
                focus,
                zoom,
                zen,
                measure,
                side,
                split,
                no_body: hidden & 1 > 0 && focus != Pane::Body,
                no_speakers: hidden & 2 > 0 && focus != Pane::Speakers,
                no_contents: hidden & 4 > 0 && focus != Pane::Contents,
                ..Wish::default()
            };
            let panes = arrange(width, height, &wish);
            let areas: Vec<Area> = [
                panes.body, panes.speakers, panes.contents, panes.flags, panes.sheet,
                panes.follow, panes.divider, panes.status,
            ].into_iter().flatten().collect();
            for area in &areas {
                prop_assert!(area.x + area.width <= width && area.y + area.height <= height);
            }
            let cells: usize =
                areas.iter().map(|a| usize::from(a.width) * usize::from(a.height)).sum();
            prop_assert_eq!(cells, usize::from(width) * usize::from(height));
            prop_assert_eq!(panes.area(focus).is_some(), width > 0 && height > 0);
            if let Some(body) = panes.body {
                let Parts { margin, text, map } = parts(body, &wish);
                prop_assert!(text.width > 0 && text.width <= measure);
                prop_assert!(margin.x >= body.x && text.x + text.width <= body.x + body.width);
                prop_assert!(map.is_none_or(|map| map.width == 1 && map.x >= text.x + text.width));
            }
        }
    }
}
