//! What mark-up says is shown as such.

use super::screen;
use crate::app::Action;
use crate::app::reader::Reader;
use crate::app::testing::{Desk, entry};
use crate::load::{Limits, load};
use crate::view::theme::Role;
use crate::view::{Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

const FIGURES: &str = "\
# Harbour in figures

See [the report](https://news.example/r), run `make quay`, *now* or **never**.

| year | cranes | remarks |
|------|--------|---------|
| 2029 | 12 | none |
| 2030 | 1,140 | the second quay |

9. First
10. Then
    - a part

    which goes on

> Nobody believed it.

```
fn quay() {
    open();
}
```
";

fn desk(width: u16, height: u16) -> Desk {
    let mut desk = Desk::with("# A\n\nB", 20, 5);
    let document = load("a.md", FIGURES.as_bytes(), &Limits::default()).next().unwrap();
    let entry = entry("a.md", "Harbour in figures", "2031-02-28");
    desk.app.reader = Some(Reader::new(entry, Arc::new(document), 9, (width, height)));
    desk.act(Action::Resize { width, height });
    desk
}

#[test]
fn lists_tables_quotations_and_code() {
    insta::assert_snapshot!(screen(&desk(50, 28), 50, 28), @r"
    a.md ─────────────────────────────────────────────
    ▎  Harbour in figures

       See the report, run make quay, now or never.

       year │ cranes │ remarks
       2029 │     12 │ none
       2030 │  1,140 │ the second quay

        9. First
       10. Then
           • a part

           which goes on

       ┃ Nobody believed it.

       fn quay() {
           open();
       }







     100% · looking for quotes …     ? help  ] quote
    ");
    insta::assert_snapshot!(screen(&desk(24, 24), 24, 24), @r"
    a.md ───────────────────
    ▎  Harbour in figures

       See the report, run
       make quay, now or
       never.

       year
         cranes
         remarks
       2029
         12
         none
       2030
         1,140
         the second quay

        9. First
       10. Then
           • a part

           which goes on

     78% · 1 min left · loo…
    ");
}

#[test]
fn words_that_are_set_apart() {
    let desk = desk(60, 20);
    let area = Rect::new(0, 0, 60, 20);
    for name in ["neutral", "monochrome"] {
        let theme = Theme::named(name).unwrap();
        let mut buffer = Buffer::empty(area);
        draw(&desk.app, &theme, area, &mut buffer);
        for (role, words) in [
            (Role::Link, "thereport"),
            (Role::Emphasis, "now"),
            (Role::Strong, "never"),
            (Role::TableHead, "year│cranes│remarks"),
        ] {
            let style = theme.style(role);
            let of_role = |cell: &&ratatui::buffer::Cell| {
                cell.modifier == style.add_modifier && cell.symbol() != " "
            };
            let body = buffer.content().iter().skip(3 * 60).take(12 * 60).filter(of_role);
            let found: String = body.map(|cell| cell.symbol()).collect();
            assert!(found.contains(words), "{role:?} in {name}: {found}");
        }
    }
}

#[test]
fn links_on_the_screen_are_followed_by_letters() {
    let mut desk = Desk::with("# A\n\nB", 20, 5);
    let text = "# Harbour\n\nSee [the report](https://a.example/1), [*the* map](https://a.example/2) \
        or [all that there is of it](https://a.example/3).\n\nMore.\n\nMore.\n\nMore.\n\nMore.";
    let document = load("a.md", text.as_bytes(), &Limits::default()).next().unwrap();
    let entry = entry("a.md", "Harbour", "2031-02-28");
    desk.app.reader = Some(Reader::new(entry, Arc::new(document), 9, (30, 8)));
    desk.act(Action::Resize { width: 30, height: 8 });
    desk.press("g o");
    insta::assert_snapshot!(screen(&desk, 30, 8), @r"
    a.md ─────────────────────────
    ▎  Harbour

       See ahe report, she map or
       dll that there is of it.

       More.
     A letter opens its link; <Es…
    ");
    desk.press("s");
    assert_eq!(desk.taken, ["https://a.example/2"]);
    desk.press("g o <Esc> g o z");
    assert_eq!(desk.message(), "No link on the screen has the letter z.");
    desk.press("j j j j g o");
    assert_eq!(desk.taken.len(), 1, "{}", desk.message());
}
