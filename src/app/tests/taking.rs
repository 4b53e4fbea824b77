//! Copying passages and opening the article's page.

use crate::app::testing::Desk;
use std::sync::Arc;

const HARBOUR: &str = "# Gates shut\n\n{Mara Venn|“The gates stay shut,”} [s|Mara Venn] [c|said]. \
    Nobody believed it.";

/// Presses keys in an article of the web and compares what was taken along and what was said.
fn check(keys: &str, taken: &str, message: &str) {
    let mut desk = Desk::with(HARBOUR, 100, 20);
    let briefing = &mut desk.app.reader.as_mut().unwrap().briefing;
    Arc::make_mut(&mut briefing.document).url = Some("https://news.example/gates".to_owned());
    desk.press(keys);
    let found = (desk.taken.join("|"), desk.message().to_owned());
    assert_eq!(found, (taken.to_owned(), message.to_owned()), "{keys}");
}

#[test]
fn what_is_focused_or_selected_is_copied() {
    check("] y", "“The gates stay shut,”", "4 words copied.");
    check("] v e y", "“The gates stay shut,” Mara", "5 words copied.");
    check(
        "} v y y",
        "“The|“The gates stay shut,” Mara Venn said. Nobody believed it.",
        "10 words copied.",
    );
    check("} . . y", "Nobody believed it.", "3 words copied.");
    check("y", "Gates shut", "2 words copied.");
    check("] Y y", "“The gates stay shut,”", "4 words copied.");
    let citation =
        "“The gates stay shut,” — Mara Venn, “Gates shut”, 2031-02-28, https://news.example/gates";
    check("] Y c", citation, "A citation copied.");
    let link = "https://news.example/gates#:~:text=Nobody%20believed%20it.";
    check("} . . Y l", link, "A link to the passage copied.");
    let quotation = "> “The gates stay shut,”\n>\n> — Mara Venn, [Gates shut](<https://news.example/gates>), 2031-02-28\n";
    check("] Y q", quotation, "A quotation in Markdown copied.");
}

#[test]
fn the_articles_file_is_edited_at_the_cursor() {
    let mut desk = Desk::with(HARBOUR, 100, 20);
    let briefing = &mut desk.app.reader.as_mut().unwrap().briefing;
    Arc::make_mut(&mut briefing.document).source.push(12, 40, 100);
    desk.press("}");
    assert_eq!(desk.app.reader.as_ref().unwrap().cursor, 12);
    desk.press("E");
    assert_eq!(desk.taken, ["a.txt 40"]);
}

#[test]
fn the_articles_page_is_opened_if_it_is_of_the_web() {
    check("O", "https://news.example/gates", "Opening https://news.example/gates in the browser …");
    let mut desk = Desk::with(HARBOUR, 100, 20);
    for keys in ["O", "Y l"] {
        desk.press(keys);
        assert_eq!(desk.message(), "This article names no page of its own on the web.");
    }
    let briefing = &mut desk.app.reader.as_mut().unwrap().briefing;
    Arc::make_mut(&mut briefing.document).url = Some("file:///etc/passwd".to_owned());
    desk.press("O");
    assert_eq!(desk.message(), "This article names no page of its own on the web.");
    assert!(desk.taken.is_empty());
}
