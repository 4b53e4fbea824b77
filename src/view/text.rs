//! A drawn screen as plain text.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// Returns the characters of a screen, a line a row, without the blanks at a row's end. A
/// character of two columns stands once.
#[must_use]
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in buffer.area.rows() {
        let mut line = String::new();
        let mut covered = 0;
        for position in row.positions() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = buffer.cell(position).map_or(" ", |cell| cell.symbol());
            covered = symbol.width().saturating_sub(1);
            line.push_str(symbol);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn wide_characters_stand_once_and_blanks_at_the_end_go() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 3));
        buffer.set_string(0, 0, "日本 go", Style::new());
        buffer.set_string(2, 2, "é", Style::new());
        assert_eq!(text(&buffer), "日本 go\n\n  é\n");
    }
}
