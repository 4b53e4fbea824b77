//! Latest contents: two rows an article.

use super::frame::titled;
use super::paint::{rows, write, write_cut};
use super::theme::{Role, Theme};
use crate::app::App;
use crate::app::contents::Item;
use crate::app::panes::{ENTRY_ROWS, Pane};
use crate::document::Published;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// The pane of latest contents.
pub(super) struct ContentsPane<'a> {
    /// The state.
    pub(super) app: &'a App,
    /// The styles.
    pub(super) theme: &'a Theme,
}

/// An entry as it is shown.
struct Entry<'a> {
    mark: &'static str,
    headline: &'a str,
    detail: String,
    role: Role,
}

impl Widget for ContentsPane<'_> {
    fn render(self, pane: Rect, buffer: &mut Buffer) {
        let contents = &self.app.contents;
        let focused = self.app.wish.focus == Pane::Contents;
        let found = contents.len();
        let count = match (contents.complete, found) {
            (true, _) => match contents.unread() {
                unread if unread == found => found.to_string(),
                unread => format!("{unread} of {found} unread"),
            },
            (false, 0) => "…".to_owned(),
            (false, _) => format!("{found} …"),
        };
        let mut name =
            if contents.only_unread { "Unread contents" } else { "Latest contents" }.to_owned();
        if !contents.filter().is_empty() {
            name = format!("{name}: {}", contents.filter().query());
        }
        let below = titled(buffer, self.theme, pane, (&name, &count), focused);
        let mut lines = rows(below);
        let shown = contents.items().iter().enumerate().skip(contents.list.offset);
        for (index, item) in shown {
            let Some(entry) = self.entry(*item) else { continue };
            for second in [false, true].into_iter().take(ENTRY_ROWS.into()) {
                let Some(row) = lines.next() else { return };
                self.row(buffer, row, &entry, second);
                if index == contents.list.selected {
                    let role = if focused { Role::Selected } else { Role::SelectedIdle };
                    buffer.set_style(row, self.theme.style(role));
                }
            }
        }
    }
}

impl ContentsPane<'_> {
    fn entry(&self, item: Item) -> Option<Entry<'_>> {
        let reader = self.app.reader.as_ref();
        match item {
            Item::Article { index, listed } => {
                let entry = self.app.contents.entry(index)?;
                let is_open = reader.is_some_and(|reader| reader.entry.is_same(entry));
                let usual =
                    if self.app.contents.is_read_at(index) { Role::Read } else { Role::Text };
                let (mark, role) = match (is_open, listed) {
                    (true, _) => ("▸ ", Role::Open),
                    (false, true) => ("» ", usual),
                    (false, false) => ("  ", usual),
                };
                let detail = detail(entry.published, entry.section.as_deref());
                Some(Entry { mark, headline: &entry.headline, detail, role })
            }
            Item::Teaser(index) => {
                let document = reader?.document();
                let teaser = document.latest.get(index)?;
                Some(Entry {
                    mark: "  ",
                    headline: teaser.title.of(&document.text),
                    detail: detail(teaser.published, Some("not in the library")),
                    role: Role::Absent,
                })
            }
        }
    }

    fn row(&self, buffer: &mut Buffer, row: Rect, entry: &Entry<'_>, second: bool) {
        let (mark, words, role) = if second {
            ("  ", entry.detail.as_str(), Role::Detail)
        } else {
            (entry.mark, entry.headline, entry.role)
        };
        let rest = write(buffer, row, mark, self.theme.style(Role::Cursor));
        write_cut(buffer, rest, words, self.theme.style(role));
    }
}

fn detail(published: Option<Published>, words: Option<&str>) -> String {
    let date = published.map(|published| super::date(published, "%-d %b %Y"));
    let parts = [date, words.map(str::to_owned)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "no date".to_owned() } else { parts.join(" · ") }
}
