//! Clusters about whose width terminals differ, in two emulators that take widths from different
//! rules: vt100 and that of Alacritty, which adds up the characters of a cluster one by one.

use crate::support::Home;
use alacritty_terminal::Term;
use alacritty_terminal::event::VoidListener;
use alacritty_terminal::index::{Column, Line};
use alacritty_terminal::term::test::TermSize;
use alacritty_terminal::vte::ansi::{Processor, StdSyncHandler};
use std::ffi::OsString;
use unicode_segmentation::UnicodeSegmentation;

const SIZE: (u16, u16) = (140, 30);

/// What stands behind each row.
const BEHIND: &str = " and words behind it";

const ROWS: [&str; 5] = [
    "zwj 👩‍👩‍👧‍👦 👩‍🚀 👨🏽‍🌾 🏳️‍🌈 ❤️‍🔥 🧑🏻‍🤝‍🧑🏿",
    "selectors ☺️ ☺︎ ☎️ ♥︎ ⚑ ™️ ▶️",
    "flags 🇫🇷🇩🇪 🇦 tones 👍🏽 ✌🏻 🏽 keycaps 1️⃣ #️⃣ 9⃣",
    "as text ⌚︎ ⚡︎ 👍︎ ⌨︎ می‌خواهم ﷺ ⸻ ｶﾞﾊﾟ",
    "other क्षि กำลังใจ 각 العربية ＡＢＣ ｱｲｳ ①② é ñ̃ z͑ͫ̓ 日本。",
];

/// The first character of every cell of the screen.
type Cells = Vec<Vec<char>>;

fn vt100(screen: &vt100::Screen) -> Cells {
    let first =
        |row, column| screen.cell(row, column).and_then(|cell| cell.contents().chars().next());
    let row = |row| (0..SIZE.0).map(|column| first(row, column).unwrap_or(' ')).collect();
    (0..SIZE.1).map(row).collect()
}

fn alacritty(written: &[u8]) -> Cells {
    let size = TermSize::new(SIZE.0.into(), SIZE.1.into());
    let mut term = Term::new(Default::default(), &size, VoidListener);
    Processor::<StdSyncHandler>::new().advance(&mut term, written);
    let row = |row: u16| {
        let row = &term.grid()[Line(row.into())];
        (0..SIZE.0).map(|column| row[Column(column.into())].c).collect()
    };
    (0..SIZE.1).map(row).collect()
}

/// Checks that every cluster of the rows begins in the column in which the widths of those before it
/// put it, and that the border is straight. `what` names the screen.
fn check(cells: &Cells, what: &str) {
    let border = cells[0].iter().position(|&c| c == '│').expect("a border");
    for (at, row) in cells[..cells.len() - 1].iter().enumerate() {
        let found: Vec<usize> = (0..row.len()).filter(|&column| row[column] == '│').collect();
        assert_eq!(found, [border], "{what}, row {at}");
    }
    for expected in ROWS {
        let label: Vec<char> = expected.chars().take(3).collect();
        let start = |row: &Vec<char>| row.windows(3).position(|window| window == label);
        let (row, start) = cells.iter().find_map(|row| Some((row, start(row)?))).expect(expected);
        let text = format!("{expected}{BEHIND}");
        let (mut column, mut from_right) = (start, false);
        for cluster in text.graphemes(true) {
            let first = cluster.chars().next().unwrap_or(' ');
            // What runs from right to left stands elsewhere, and so do the blanks in it.
            from_right = matches!(first, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}')
                || (from_right && first == ' ');
            if !from_right {
                let shown: String = row.iter().collect();
                assert_eq!(row[column], first, "{what}, {cluster:?} in column {column}: {shown}");
            }
            column += pullquote::layout::width(cluster) as usize;
        }
    }
}

#[test]
fn no_cluster_shifts_what_stands_behind_it() {
    let home = Home::new();
    let text = ROWS.map(|row| format!("{row}{BEHIND}")).join("\n\n");
    let path = home.file("emoji.txt", format!("A Headline Of Words\n\n{text}\n"));
    // A theme with a ground of its own writes every cell of a row, one behind the other.
    let args = [OsString::from("--theme"), OsString::from("dark"), path.into_os_string()];
    let mut terminal = home.read(&args, SIZE);
    terminal.wait_for("0 quotes");
    for keys in ["", "v", "jjj", "v"] {
        terminal.keys(keys);
        terminal.wait_for_silence();
        check(&terminal.look(vt100), &format!("vt100 after {keys:?}"));
        check(&alacritty(&terminal.raw()), &format!("Alacritty after {keys:?}"));
    }
    terminal.keys("q");
    assert_eq!(terminal.exit_code(), 0);
}
