//! What holds for every sequence of actions.

use crate::annotation::Spans;
use crate::app::Action;
use crate::app::command::TABLE;
use crate::app::key::{Key, KeyCode, parse_keys};
use crate::app::mouse::{Mouse, MouseKind};
use crate::app::panes::parts;
use crate::app::testing::Desk;
use crate::span::Span;
use crate::view::{Theme, cursor, draw};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug)]
enum Step {
    Keys(String),
    Type(char),
    Paste(String),
    Resize(u16, u16),
    Break(bool),
    Mouse(MouseKind, u16, u16),
}

fn step() -> impl Strategy<Value = Step> {
    let bound: Vec<&str> = TABLE.iter().flat_map(|info| info.keys.iter().copied()).collect();
    prop_oneof![
        12 => proptest::sample::select(bound).prop_map(|keys| Step::Keys(keys.to_owned())),
        2 => proptest::sample::select(vec!['q', 'é', '本', ' ', '\u{301}']).prop_map(Step::Type),
        1 => Just(Step::Keys("<Enter>".to_owned())),
        1 => "\\PC{0,8}".prop_map(Step::Paste),
        2 => prop_oneof![
            (0u16..8, 0u16..8),
            (0u16..160, 0u16..60),
        ].prop_map(|(width, height)| Step::Resize(width, height)),
        1 => any::<bool>().prop_map(Step::Break),
        4 => (
            proptest::sample::select(vec![
                MouseKind::Down(1), MouseKind::Down(2), MouseKind::Down(3), MouseKind::Drag,
                MouseKind::Up, MouseKind::WheelDown, MouseKind::WheelUp,
            ]),
            0u16..160,
            0u16..60,
        ).prop_map(|(kind, column, row)| Step::Mouse(kind, column, row)),
    ]
}

fn marked() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z ]{0,40}",
        "([a-z]{1,9} ){0,60}",
        Just("{Ada Poll, mayor|“We can’t go on,”} [s|she] [c|said].".to_owned()),
        Just("{?|“Nobody’s”} 日本語のテキスト 👩‍👩‍👧 e\u{301}\u{301}".to_owned()),
        Just("{Ada|“אנחנו (כאן) 12,”} [c|אמרה] [s|she] and עוד".to_owned()),
        Just("# Words at the top".to_owned()),
        Just("> A teaser".to_owned()),
        Just(format!("see https://example.org/{}", "long".repeat(60))),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.join("\n\n"))
}

/// Draws into the middle of a bigger buffer: what lies around must stay untouched.
fn drawn_inside(desk: &Desk, width: u16, height: u16) -> Result<(), TestCaseError> {
    let whole = Rect::new(0, 0, width + 4, height + 4);
    let inner = Rect::new(2, 2, width, height);
    let mut buffer = Buffer::filled(whole, Cell::new("#"));
    draw(&desk.app, &Theme::default(), inner, &mut buffer);
    for y in 0..whole.height {
        for x in 0..whole.width {
            let symbol = buffer[(x, y)].symbol();
            let inside = inner.contains((x, y).into());
            prop_assert!(inside || symbol == "#", "{x},{y} holds {symbol:?}");
            prop_assert!(!symbol.contains(char::is_control), "{symbol:?}");
        }
    }
    if let Some((x, y)) = cursor(&desk.app, inner) {
        prop_assert!(inner.contains((x, y).into()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_sequence_of_actions_panics_or_draws_outside(
        articles in proptest::collection::vec(marked(), 1..4),
        steps in proptest::collection::vec(step(), 0..60),
    ) {
        let paths = ["a", "b", "c", "d"];
        let articles: Vec<(&str, &str)> =
            paths.iter().copied().zip(articles.iter().map(String::as_str)).collect();
        let mut desk = Desk::library(&articles, 80, 24);
        for step in steps {
            match step {
                Step::Keys(keys) => {
                    for key in parse_keys(&keys).unwrap() {
                        desk.act(Action::Key(key));
                    }
                }
                Step::Type(c) => desk.act(Action::Key(Key::from(KeyCode::Char(c)))),
                Step::Paste(text) => desk.act(Action::Paste(text)),
                Step::Resize(width, height) => desk.act(Action::Resize { width, height }),
                Step::Mouse(kind, column, row) => {
                    desk.act(Action::Mouse(Mouse { kind, column, row }));
                }
                Step::Break(broken) => desk.broken = broken,
            }
            let (width, height) = desk.app.size;
            drawn_inside(&desk, width, height)?;
            let Some(reader) = &desk.app.reader else { continue };
            let text = &reader.document().text;
            prop_assert!(text.is_char_boundary(reader.cursor) && text.is_char_boundary(reader.top));
            if let Some(selection) = reader.selection {
                let span = selection.span(text);
                prop_assert!(span.is_empty() || !span.of(text).is_empty(), "{span:?}");
            }
            if let Some(body) = desk.app.panes().body {
                let rows = parts(body, &desk.app.wish).text.height;
                prop_assert!(reader.visible.len() <= usize::from(rows));
            }
        }
        // A screen that is smaller than the state was told is drawn as far as it goes.
        drawn_inside(&desk, 7, 3)?;
    }
}

#[test]
fn spans_that_lie_between_characters_or_behind_the_text_do_no_harm() {
    let mut desk = Desk::with("# é\n\nééé {Ada|éé} é", 30, 9);
    let reader = desk.app.reader.as_mut().unwrap();
    let mut annotations = (*reader.briefing.annotations).clone();
    for (start, end) in [(1, 2), (5, 6), (6, 9999), (9998, 9999)] {
        let mut quote = annotations.quotes[0].clone();
        quote.content = Spans::from_slice(&[Span { start, end }]);
        (quote.cue, quote.source) =
            (quote.content.first().copied(), Some(Span { start, end: start }));
        annotations.quotes.push(quote);
    }
    reader.annotate(Arc::new(annotations), BTreeMap::new());
    for keys in ["]", "v e w b", "h l", "j k { }", "<Esc> m <Enter>", "<Enter>", "<Enter>"] {
        for back in ["g g", "G [", "] ]", "] ] ]", "] ] ] ] ] ]", ") )"] {
            desk.press(back).press(keys);
            drawn_inside(&desk, 30, 9).unwrap();
        }
    }
}
