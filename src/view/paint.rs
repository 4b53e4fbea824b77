//! Putting text into cells, cluster by cluster. Everything on the screen passes through here.
//!
//! Text from files was sanitised when it was loaded; names of files, notes and messages are held
//! to the same rule once more: a cluster with a control or a hidden character is shown as `�`.

use crate::app::panes::Area;
use crate::layout::{clusters, drawn, in_visual_order, width};
use crate::load::sanitize::is_hidden;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Writes a text from the left of the first row of `area` on, as far as it fits, and returns
/// what is left of the row. What fits is shown in visual order.
pub(super) fn write(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> Rect {
    let mut rest = Rect { height: area.height.min(1), ..area };
    for (_, cluster) in in_visual_order(head(text, area.width)) {
        match put(buffer, rest, &cluster, style) {
            Some(right) => rest = right,
            None => break,
        }
    }
    rest
}

/// Writes a text like [`write()`]; one that does not fit ends in “…”.
pub(super) fn write_cut(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> Rect {
    write(buffer, area, &cut(text, area.width), style)
}

/// Returns a text as it fits into `width` columns; one that does not ends in “…”.
pub(super) fn cut(text: &str, width: u16) -> Cow<'_, str> {
    match head(text, width) {
        all if all.len() == text.len() => Cow::Borrowed(text),
        _ => Cow::Owned(format!("{}…", head(text, width.saturating_sub(1)))),
    }
}

/// The start of a text, as far as it fits into `width` columns.
fn head(text: &str, width: u16) -> &str {
    let mut reached: u16 = 0;
    let fits = clusters(text).find(|(_, cluster)| {
        reached = reached.saturating_add(columns(cluster));
        reached > width
    });
    fits.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// Writes one cluster and returns what is left of the row; `None` if it does not fit.
pub(super) fn put(buffer: &mut Buffer, area: Rect, cluster: &str, style: Style) -> Option<Rect> {
    let cluster = if cluster.contains(is_hidden) { "\u{fffd}" } else { cluster };
    let columns = width(cluster);
    if columns == 0 {
        return Some(area);
    }
    if columns > area.width || area.height == 0 {
        return None;
    }
    let right = Rect { x: area.x + columns, width: area.width - columns, ..area };
    for x in area.x + 1..right.x {
        buffer.cell_mut((x, area.y))?.reset();
        buffer.cell_mut((x, area.y))?.set_style(style);
    }
    let cell = buffer.cell_mut((area.x, area.y))?;
    cell.reset();
    cell.set_symbol(drawn(cluster)).set_style(style);
    Some(right)
}

/// Returns the columns that [`write()`] needs for a text.
pub(super) fn columns(text: &str) -> u16 {
    let clean = |cluster: &str| if cluster.contains(is_hidden) { 1 } else { width(cluster) };
    clusters(text).fold(0, |sum, (_, cluster)| sum.saturating_add(clean(cluster)))
}

/// Returns the first cluster of a text.
pub(super) fn first_cluster(text: &str) -> Option<&str> {
    clusters(text).next().map(|(_, cluster)| cluster)
}

/// Returns the rows of an area, from the top.
pub(super) fn rows(area: Rect) -> impl Iterator<Item = Rect> {
    (0..area.height).map(move |row| Rect { y: area.y + row, height: 1, ..area })
}

/// Returns the right part of a row, from `columns` on.
pub(super) fn indented(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// Returns an area of the state's geometry as the view's.
pub(super) fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// Returns an area of the view as the geometry's.
pub(super) fn area(rect: Rect) -> Area {
    Area { x: rect.x, y: rect.y, width: rect.width, height: rect.height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::text_of;
    use proptest::prelude::*;
    use ratatui::buffer::CellWidth;

    fn check(text: &str, columns: u16, expected: &str) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        write_cut(&mut buffer, Rect::new(1, 0, columns, 1), text, Style::new());
        assert_eq!(text_of(&buffer), expected, "{text:?} in {columns}");
    }

    #[test]
    fn text_is_cut_at_clusters() {
        check("harbour", 7, " harbour");
        check("harbour", 6, " harbo…");
        check("harbour", 1, " …");
        check("harbour", 0, "");
        check("日本語", 6, " 日本語");
        check("日本語", 5, " 日本…");
        check("日本語", 4, " 日…");
        check("\u{5d0}\u{5d1}\u{5d2}\u{5d3}", 3, " …\u{5d1}\u{5d0}");
        check("e\u{301}e\u{301}e\u{301}", 2, " e\u{301}…");
    }

    proptest! {
        #[test]
        fn a_cell_is_written_as_wide_as_its_cluster_was_measured(
            text in "(\\PC|[👩❤ﾊﾟﾞｶ\u{fe0f}\u{fe0e}\u{200d}\u{301}🇦-🇿🏽क\u{94d}ษำ\u{20e3}]){1,12}",
        ) {
            for (_, cluster) in clusters(&text).filter(|(_, it)| !it.contains(is_hidden)) {
                let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
                put(&mut buffer, Rect::new(0, 0, 40, 1), cluster, Style::new());
                let cell = buffer.cell((0, 0)).unwrap();
                prop_assert!(cell.symbol() != cluster || cell.cell_width() == width(cluster));
            }
        }
    }

    #[test]
    fn nothing_hidden_reaches_a_cell() {
        check("a\u{1b}[31mb", 9, " a\u{fffd}[31mb");
        check("\u{202e}cba", 9, " \u{fffd}cba");
        check("a\r\nb\tc", 9, " a\u{fffd}b\u{fffd}c");
    }
}
