//! A note of several lines in a prompt: where its rows break and where the cursor stands.

use super::Prompt;
use crate::app::page::{Page, Part, Text};
use crate::layout::{Row, width};
use tui_input::InputRequest;

impl Prompt {
    /// Lays the answer out in rows of `columns` columns, one of which is left for the cursor.
    #[must_use]
    pub fn page(&self, columns: u16) -> Page {
        let mut text = Text::default();
        text.push(Part::Plain, self.input.value());
        Page::new(text, columns.saturating_sub(1))
    }

    /// Returns the column and the row of that page in which the cursor stands.
    #[must_use]
    pub fn cell(&self, page: &Page) -> (u16, usize) {
        let value = self.input.value();
        let at = byte_of(value, self.input.cursor());
        let rows = page.rows();
        if at == value.len() && (value.ends_with('\n') || rows.is_empty()) {
            return (0, rows.len().saturating_sub(usize::from(value.is_empty())));
        }
        let row = rows.iter().rposition(|row| row.span.start <= at).unwrap_or(0);
        let start = rows.get(row).map_or(0, |row| row.span.start);
        (width(value.get(start..at).unwrap_or("")), row)
    }

    /// Moves the cursor by rows, as far as there are any, and keeps its column if it can.
    pub(in crate::app) fn move_by_rows(&mut self, by: isize, columns: u16) {
        let page = self.page(columns);
        let (column, row) = self.cell(&page);
        let value = self.input.value();
        let last = page.rows().len() - usize::from(!value.ends_with('\n'));
        let to = row.saturating_add_signed(by).min(last);
        let at = page.rows().get(to).map_or(value.len(), |row| byte_at(value, row, column));
        let cursor = value.get(..at).unwrap_or(value).chars().count();
        self.input.handle(InputRequest::SetCursor(cursor));
    }

    /// Moves the cursor to the start of its line, or to the end.
    pub(super) fn go_to_edge_of_line(&mut self, end: bool) {
        let value = self.input.value();
        let at = byte_of(value, self.input.cursor());
        let (before, behind) = value.split_at_checked(at).unwrap_or((value, ""));
        let to = match end {
            true => at + behind.find('\n').unwrap_or(behind.len()),
            false => before.rfind('\n').map_or(0, |line| line + 1),
        };
        let cursor = value.get(..to).unwrap_or(value).chars().count();
        self.input.handle(InputRequest::SetCursor(cursor));
    }
}

fn byte_of(value: &str, cursor: usize) -> usize {
    value.char_indices().nth(cursor).map_or(value.len(), |(at, _)| at)
}

/// The byte of a row that stands in a column, or at the row's end.
fn byte_at(value: &str, row: &Row, column: u16) -> usize {
    let words = row.span.of(value);
    let line = words.trim_end_matches('\n');
    let mut reached: u16 = 0;
    for (at, cluster) in crate::layout::clusters(line) {
        if reached >= column {
            return row.span.start + at;
        }
        reached = reached.saturating_add(width(cluster));
    }
    // The end of a wrapped row is the start of the next.
    let is_wrapped = line.len() == words.len() && row.span.end < value.len();
    let back = if is_wrapped { line.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
    row.span.start + line.len() - back
}

#[cfg(test)]
mod tests {
    use super::super::{Ask, Prompt};
    use crate::app::key::parse_keys;
    use uuid::Uuid;

    /// The note with a bar where the cursor is, after keys that move by rows of 11 columns.
    fn check(note: &str, keys: &str, expected: &str) {
        let mut prompt = Prompt::new(Ask::OtherNote(Uuid::nil()), note);
        for key in keys.split_whitespace() {
            match key {
                "<Up>" => prompt.move_by_rows(-1, 11),
                "<Down>" => prompt.move_by_rows(1, 11),
                key => {
                    for key in parse_keys(key).unwrap() {
                        prompt.key(key);
                    }
                }
            }
        }
        let mut shown = prompt.input.value().to_owned();
        let at = shown.char_indices().nth(prompt.input.cursor()).map_or(shown.len(), |it| it.0);
        shown.insert(at, '|');
        assert_eq!(shown, expected, "{keys}");
    }

    #[test]
    fn lines_are_added_and_the_cursor_moves_among_them() {
        check("", "<C-j>", "\n|");
        check("one", "<A-Enter> t w o", "one\ntwo|");
        check("one", "<C-j> <C-j> x", "one\n\nx|");
        check("one\ntwo", "<Up>", "one|\ntwo");
        check("one\ntwo", "<Up> <Up> <Down>", "one\ntwo|");
        check("one\n", "<Up> x <Down> y", "xone\ny|");
        check("one\nseven", "<Home> x", "one\nx|seven");
        check("one\nseven", "<Up> <Home> <End> x", "onex|\nseven");
        check("seven\no", "<Up> <Down> <Down>", "seven\no|");
        check("a long line here", "<Up>", "a long| line here");
        check("a long line here", "<Up> <Down>", "a long line h|ere");
        check("日本\nabcd", "<Up>", "日本|\nabcd");
    }
}
