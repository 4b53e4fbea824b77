//! A drawn screen as a picture.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Width of a cell in pixels.
const CELL_WIDTH: u32 = 9;
/// Height of a cell in pixels.
const CELL_HEIGHT: u32 = 19;
/// Space around the screen in pixels.
const MARGIN: u32 = 14;
/// Where the base line of a row lies below its top, in pixels.
const BASE_LINE: u32 = 14;
/// Colours of a terminal that sets none.
const BACKGROUND: &str = "#16181d";
const FOREGROUND: &str = "#d7dae0";

/// The 16 named colours, in the order of their numbers.
const NAMED: [&str; 16] = [
    "#16181d", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#abb2bf",
    "#5c6370", "#f0868f", "#b5e08f", "#f2d08b", "#82c3ff", "#da93ee", "#74d1dd", "#ffffff",
];

/// What cells must share to be drawn in one piece.
#[derive(Clone, PartialEq, Eq)]
struct Look {
    foreground: String,
    background: String,
    modifier: Modifier,
    underline: Option<String>,
}

/// Returns the picture of a screen. The same screen gives the same bytes.
#[must_use]
pub fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let width = u32::from(area.width) * CELL_WIDTH + 2 * MARGIN;
    let height = u32::from(area.height) * CELL_HEIGHT + 2 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, \
         monospace\" font-size=\"14.95\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" \
         fill=\"{BACKGROUND}\"/>\n"
    );
    for y in area.top()..area.bottom() {
        let top = MARGIN + u32::from(y - area.top()) * CELL_HEIGHT;
        let mut run = Run::default();
        let mut skip = 0;
        for x in area.left()..area.right() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let Some(cell) = buffer.cell((x, y)) else { continue };
            let columns = cell.symbol().width().max(1);
            skip = columns - 1;
            let look = look_of(cell);
            let odd = !is_plain(cell.symbol());
            let same = run.text.is_empty() || run.symbol == cell.symbol();
            if run.look.as_ref() != Some(&look) || (odd || run.odd) && !same {
                run.draw(&mut out, top);
                run = Run {
                    look: Some(look),
                    odd,
                    symbol: cell.symbol(),
                    x: u32::from(x - area.left()),
                    ..Run::default()
                };
            }
            run.text.push_str(cell.symbol());
            run.columns += u32::try_from(columns).unwrap_or(1);
        }
        run.draw(&mut out, top);
    }
    out.push_str("</svg>\n");
    out
}

/// Tells whether every monospaced font has the character in the usual width: Latin letters and
/// typographic marks. Anything else may come from another font, and is drawn apart so that it
/// cannot shift the rest.
fn is_plain(symbol: &str) -> bool {
    let plain = |c| matches!(c, ' '..='~' | '\u{a1}'..='\u{17f}' | '‐'..='‧');
    symbol.chars().all(plain)
}

/// Cells of one look beside each other: plain characters, or one character again and again.
#[derive(Default)]
struct Run<'b> {
    look: Option<Look>,
    odd: bool,
    /// The first character.
    symbol: &'b str,
    x: u32,
    columns: u32,
    text: String,
}

impl Run<'_> {
    fn draw(&self, out: &mut String, top: u32) {
        let Some(look) = &self.look else { return };
        let left = MARGIN + self.x * CELL_WIDTH;
        let width = self.columns * CELL_WIDTH;
        if look.background != BACKGROUND {
            let _ = writeln!(
                out,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{CELL_HEIGHT}\" fill=\"{}\"/>",
                look.background
            );
        }
        let lines = Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        // A line is drawn below and through blanks too.
        let lined = look.modifier.intersects(lines);
        let words = if lined { &self.text } else { self.text.trim_end_matches(' ') };
        if words.is_empty() {
            return;
        }
        let mut style = String::new();
        for (modifier, attribute) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::DIM, " opacity=\"0.65\""),
        ] {
            if look.modifier.contains(modifier) {
                style.push_str(attribute);
            }
        }
        if lined {
            let names =
                [(Modifier::UNDERLINED, "underline"), (Modifier::CROSSED_OUT, "line-through")];
            let drawn = names.iter().filter(|(line, _)| look.modifier.contains(*line));
            let drawn: Vec<&str> = drawn.map(|(_, name)| *name).collect();
            let _ = write!(style, " text-decoration=\"{}\"", drawn.join(" "));
            if let Some(colour) = &look.underline {
                let _ = write!(style, " text-decoration-color=\"{colour}\"");
            }
        }
        let blanks = u32::try_from(self.text.len() - words.len()).unwrap_or(0);
        let cells = self.columns.saturating_sub(blanks) * CELL_WIDTH;
        let _ = writeln!(
            out,
            "<text x=\"{left}\" y=\"{}\" textLength=\"{cells}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"{}\"{style} xml:space=\"preserve\">{}</text>",
            top + BASE_LINE,
            look.foreground,
            escape(words)
        );
    }
}

fn look_of(cell: &Cell) -> Look {
    let mut foreground = colour(cell.fg).unwrap_or_else(|| FOREGROUND.to_owned());
    let mut background = colour(cell.bg).unwrap_or_else(|| BACKGROUND.to_owned());
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut foreground, &mut background);
    }
    Look {
        foreground,
        background,
        modifier: cell.modifier,
        underline: colour(cell.underline_color),
    }
}

/// Returns a colour as `#rrggbb`; `None` for the terminal's own.
fn colour(colour: Color) -> Option<String> {
    let number = match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => return Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        Color::Indexed(number) => number,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(indexed(number))
}

/// The 256 colours of xterm: 16 named, a cube of 6 levels, 24 greys.
fn indexed(number: u8) -> String {
    if let Some(named) = NAMED.get(usize::from(number)) {
        return (*named).to_owned();
    }
    if let Some(grey) = number.checked_sub(232) {
        let level = 8 + 10 * grey;
        return format!("#{level:02x}{level:02x}{level:02x}");
    }
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    let cube = number - 16;
    format!("#{:02x}{:02x}{:02x}", level(cube / 36), level(cube / 6 % 6), level(cube % 6))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // No XML may hold these, however written.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn picture(text: &str, style: Style) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        buffer.set_string(0, 0, text, style);
        let all = svg(&buffer);
        all.lines().skip(2).take_while(|line| *line != "</svg>").collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn styles_and_places() {
        insta::assert_snapshot!(picture("a<b", Style::new().bold().fg(Color::Indexed(196))), @r##"<text x="14" y="28" textLength="27" lengthAdjust="spacingAndGlyphs" fill="#ff0000" font-weight="bold" xml:space="preserve">a&lt;b</text>"##);
        insta::assert_snapshot!(picture("x日y", Style::default()), @r##"
        <text x="14" y="28" textLength="9" lengthAdjust="spacingAndGlyphs" fill="#d7dae0" xml:space="preserve">x</text>
        <text x="23" y="28" textLength="18" lengthAdjust="spacingAndGlyphs" fill="#d7dae0" xml:space="preserve">日</text>
        <text x="41" y="28" textLength="9" lengthAdjust="spacingAndGlyphs" fill="#d7dae0" xml:space="preserve">y</text>
        "##);
    }

    #[test]
    fn a_row_is_drawn_in_as_few_pieces_as_keep_their_places() {
        for (text, pieces) in [
            ("“é…”", vec!["“é…”"]),
            ("──── a", vec!["────", " a"]),
            ("⚑⚑ ✓", vec!["⚑⚑", " ", "✓"]),
            ("日日", vec!["日日"]),
            ("a\u{301}b", vec!["a\u{301}", "b"]),
        ] {
            let drawn = picture(text, Style::default());
            let drawn: Vec<&str> = drawn
                .lines()
                .filter_map(|line| line.split_once("\">")?.1.strip_suffix("</text>"))
                .collect();
            let seen: Vec<&str> = pieces.into_iter().filter(|piece| *piece != " ").collect();
            assert_eq!(drawn, seen, "{text}");
        }
    }

    #[test]
    fn lines_go_below_blanks_and_nothing_breaks_the_picture() {
        let style = Style::new().underlined().crossed_out();
        insta::assert_snapshot!(picture("a  ", style), @r##"<text x="14" y="28" textLength="27" lengthAdjust="spacingAndGlyphs" fill="#d7dae0" text-decoration="underline line-through" xml:space="preserve">a  </text>"##);
        assert_eq!(escape("a\u{ffff}\u{1b}&<b>"), "a\u{fffd}\u{fffd}&amp;&lt;b&gt;");
    }

    #[test]
    fn xterm_colours() {
        for (number, expected) in
            [(16, "#000000"), (21, "#0000ff"), (231, "#ffffff"), (232, "#080808")]
        {
            assert_eq!(indexed(number), expected);
        }
    }
}
