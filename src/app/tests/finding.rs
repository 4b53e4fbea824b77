//! Finding words while they are typed and after, in short and in long articles.

use crate::app::action::Action;
use crate::app::aside::Aside;
use crate::app::effect::Effect;
use crate::app::key::parse_keys;
use crate::app::testing::Desk;
use crate::app::update;

const TEXT: &str = "# Ferry news\n\nThe Ferry left.\n\nA ferry came, and a FERRY went.\n\n日本の ferry です。\n\n\
    The last one.";

/// Presses keys (`“words”` are typed) and compares the words at the cursor, how many matches
/// there are, and which of them is shown.
fn check(keys: &str, at: &str, found: (usize, Option<usize>)) {
    let mut desk = Desk::with(TEXT, 60, 20);
    for part in keys.split_inclusive(['“', '”']) {
        match part.strip_suffix('”') {
            Some(words) => desk.type_in(words),
            None => desk.press(part.trim_end_matches('“')),
        };
    }
    let reader = desk.app.reader.as_ref().unwrap();
    let count = (reader.found.matches.len(), reader.found.index);
    assert_eq!((desk.at().as_str(), count), (at, found), "{keys}");
}

#[test]
fn the_first_match_shows_while_words_are_typed() {
    check("/ f", "Ferry news", (6, Some(0)));
    check("} / “ferry”", "Ferry left.", (5, Some(1)));
    check("} / “ferry c”", "ferry came,", (1, Some(0)));
    check("} / “ferry c” <BS> <BS>", "Ferry left.", (5, Some(1)));
    check("} / “Ferry”", "Ferry left.", (2, Some(1)));
    check("} / “ferryx”", "The Ferry", (0, None));
    check("} / “ferryx” <BS>", "Ferry left.", (5, Some(1)));
    check("} / “ferry” <C-u>", "The Ferry", (0, None));
    check("} / “本の f”", "本の ferry", (1, Some(0)));
}

#[test]
fn a_search_is_given_up_or_taken() {
    check("} / “ferry c” <Esc>", "The Ferry", (0, None));
    check("} / “ferry c” <Enter>", "ferry came,", (1, Some(0)));
    check("} / f <BS> <BS> /", "The Ferry", (0, None));
    check("} / “ferry c” <Enter> H", "The Ferry", (1, Some(0)));
    check("} / “ferry” <Enter> n n <Esc> n", "ferry です。", (5, Some(4)));
    check("} v / “came”", "came, and", (1, Some(0)));
}

#[test]
fn searching_towards_the_start() {
    check("G \\ “ferry”", "ferry です。", (5, Some(4)));
    check("G \\ “ferry” <Enter> n", "FERRY went.", (5, Some(3)));
    check("G \\ “ferry” <Enter> n N", "ferry です。", (5, Some(4)));
    check("\\ “ferry” <Enter>", "ferry です。", (5, Some(4)));
    check("/ “ferry” <Enter> 3 n", "FERRY went.", (5, Some(3)));
    check("/ “ferry” <Enter> 5 n", "Ferry news", (5, Some(0)));
    check("/ “ferry” <Enter> 2 N", "FERRY went.", (5, Some(3)));
    check("/ “ferry” <Enter> 9 9 n", "ferry です。", (5, Some(4)));
}

#[test]
fn what_was_searched_for_comes_back() {
    let searched = "/ “came” <Enter> / “went” <Enter> g g";
    check(&format!("{searched} / <Up>"), "went. 日本の", (1, Some(0)));
    check(&format!("{searched} / <Up> <Up>"), "came, and", (1, Some(0)));
    check(&format!("{searched} / <Up> <Up> <Up> <Up>"), "came, and", (1, Some(0)));
    check(&format!("{searched} / “last” <Up> <Down>"), "last one.", (1, Some(0)));
    check(&format!("{searched} / <Up> <Up> <Enter>"), "came, and", (1, Some(0)));
    check(&format!("{searched} / <Enter>"), "went. 日本の", (1, Some(0)));
}

/// An article of so many bytes that not all of it is searched at once, with the word needle at
/// its end and none in its first half.
fn long() -> String {
    let paragraph = "Nothing but straw lies in this field of hay.\n\n";
    let half = paragraph.repeat(8_000);
    format!("# Hay\n\n{half}A hidden needle.\n\n{half}A second needle.")
}

#[test]
fn no_key_waits_for_a_long_article() {
    let mut desk = Desk::with(&long(), 60, 20);
    let key = |desk: &mut Desk, key: &str| {
        let key = parse_keys(key).unwrap()[0];
        update(&mut desk.app, Action::Key(key))
    };
    key(&mut desk, "/");
    let effects = key(&mut desk, "n");
    let [Effect::Aside(Aside::Search { query, number, .. })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!((query.as_str(), *number), ("n", 1));
    let found = |desk: &Desk| {
        let found = &desk.app.reader.as_ref().unwrap().found;
        (found.index, found.complete)
    };
    assert_eq!(found(&desk), (Some(0), false), "what is near is there at once");
    key(&mut desk, "e");
    let effects = key(&mut desk, "e");
    assert_eq!((desk.at().as_str(), found(&desk)), ("Hay Nothing", (None, false)));
    desk.act(Action::Found { matches: Vec::new(), number: 1 });
    assert_eq!(found(&desk), (None, false), "an answer that comes too late is dropped");
    desk.answer_all(effects);
    assert_eq!((desk.at().as_str(), found(&desk)), ("needle. Nothing", (Some(0), true)));
    desk.press("<Enter>");
    assert_eq!((desk.message(), desk.at().as_str()), ("Match 1 of 2.", "needle. Nothing"));
    desk.press("n");
    assert_eq!((desk.message(), desk.at().as_str()), ("Match 2 of 2.", "needle."));
    assert_eq!(desk.press("H H").at(), "Hay Nothing");
}

#[test]
fn a_search_goes_on_when_its_answer_arrives() {
    let mut desk = Desk::with(&long(), 60, 20);
    let press = |desk: &mut Desk, keys: &str| {
        let keys = parse_keys(keys).unwrap().into_iter();
        keys.flat_map(|key| update(&mut desk.app, Action::Key(key))).collect::<Vec<_>>()
    };
    let effects = press(&mut desk, "/ n e e d l e <Enter>");
    assert_eq!((desk.message(), desk.at().as_str()), ("Looking for “needle” …", "Hay Nothing"));
    desk.answer_all(effects);
    assert_eq!((desk.message(), desk.at().as_str()), ("Match 1 of 2.", "needle. Nothing"));
    desk.press("g g");
    let effects = press(&mut desk, "/ h a y <Enter>");
    assert_eq!(desk.message(), "The other matches are being counted …");
    desk.answer_all(effects);
    assert_eq!(desk.message(), "Match 1 of 16001.");
    press(&mut desk, "/ n e e d l e <Enter>");
    desk.press("G");
    assert_eq!(desk.press("H").at(), "Hay Nothing");
}
