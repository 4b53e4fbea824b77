//! What is done to a drawn screen as a whole: the ground that a theme paints, and signs of ASCII
//! for a terminal that has no others.

use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

/// Paints the theme's background, and its colour of words where nothing else is said.
pub(super) fn paint_ground(theme: &Theme, screen: Rect, buffer: &mut Buffer) {
    let Some((background, words)) = theme.ground() else { return };
    for position in screen.positions() {
        let Some(cell) = buffer.cell_mut(position) else { continue };
        if cell.bg == Color::Reset {
            cell.bg = background;
        }
        if cell.fg == Color::Reset {
            cell.fg = words;
        }
    }
}

/// The program's own signs, and what stands for them in ASCII.
const SIGNS: &[(&str, &str)] = &[
    ("─", "-"),
    ("│", "|"),
    ("└", "`"),
    ("²", "2"),
    ("³", "3"),
    ("⁴", "4"),
    ("⁵", "5"),
    ("⁶", "6"),
    ("⁷", "7"),
    ("⁸", "8"),
    ("⁹", "9"),
    ("⁺", "+"),
    ("┃", "|"),
    ("▎", "|"),
    ("▌", "|"),
    ("▐", "#"),
    ("•", "*"),
    ("▸", ">"),
    ("»", "+"),
    ("⚑", "!"),
    ("◷", "~"),
    ("✓", "x"),
    ("↕", "^"),
    ("≠", "/"),
    ("≈", "="),
    ("−", "-"),
    ("●", "o"),
    ("¶", "#"),
];

/// Marks of type in the program's sentences, and what stands for them in ASCII.
const MARKS: &[(&str, &str)] = &[
    ("…", "~"),
    ("·", "-"),
    ("–", "-"),
    ("—", "-"),
    ("’", "'"),
    ("‘", "'"),
    ("“", "\""),
    ("”", "\""),
    ("×", "x"),
];

/// Has ASCII stand for the program's signs. The words of the article, which lie in `text`, are as
/// they were written.
pub(super) fn to_ascii(screen: Rect, text: Option<Rect>, buffer: &mut Buffer) {
    for position in screen.positions() {
        let is_article = text.is_some_and(|text| text.contains(position));
        let Some(cell) = buffer.cell_mut(position).filter(|cell| !cell.symbol().is_ascii()) else {
            continue;
        };
        let marks = if is_article { &[][..] } else { MARKS };
        let found = SIGNS.iter().chain(marks).find(|(sign, _)| *sign == cell.symbol());
        if let Some((_, ascii)) = found {
            cell.set_symbol(ascii);
        }
    }
}
