//! Flags after their article has changed: what is asked, and what the answers do.

use crate::anchor::Outcome;
use crate::app::action::Action;
use crate::app::aside::Aside;
use crate::app::testing::{Desk, entry};
use crate::app::{Effect, update};

const BEFORE: &str = "\
# The gates

The ice came early this year and stayed for long.

Nine boats were lost at the old quay before dawn.

Nobody had asked the crews.

The pilots walked home over the frozen harbour at night.

It snowed all week.

The mayor said little about it, as was his habit.";

const AFTER: &str = "\
# The gates

The ice came early this year and stayed for long.

Some ten boats were lost at the old quay before dawn.

It snowed all week.

The mayor said little about it, as was his habit.

Elsewhere it was heard: Nobody had asked the crews. So it goes with crews in every port.";

/// Flags every paragraph, changes the file and lists the flags.
pub(crate) fn desk(width: u16, height: u16) -> Desk {
    let mut desk = Desk::library(&[("a.txt", BEFORE), ("b.txt", "# Other\n\nNo.")], width, height);
    desk.press("} * } * } * } * } } * b");
    desk.library[0].1 = AFTER.to_owned();
    desk.press("<F5>");
    desk
}

fn outcomes(desk: &Desk) -> Vec<&'static str> {
    let reader = desk.app.reader.as_ref().unwrap();
    let mut flags: Vec<_> = reader.flags.iter().collect();
    flags.sort_by_key(|placed| placed.flag.id);
    flags.iter().map(|placed| placed.outcome.name()).collect()
}

#[test]
fn a_changed_passage_is_accepted_and_the_old_one_kept() {
    let mut desk = desk(80, 30);
    assert_eq!(outcomes(&desk), ["same", "changed", "ambiguous", "orphan", "moved"]);
    desk.press("F j <Enter>");
    assert_eq!(desk.message(), "The words have changed; <Enter> accepts them as they are.");
    assert_eq!(desk.at(), "Some ten");
    desk.press("<Enter>");
    assert_eq!(desk.message(), "The passage is saved. U takes it back.");
    assert_eq!(outcomes(&desk)[1], "same");
    let flag = &desk.store[1].flag;
    assert_eq!(flag.selector.exact, "Some ten boats were lost at the old quay before dawn.");
    assert_eq!(flag.former.len(), 1);
    assert_eq!(flag.former[0].selector.exact, "Nine boats were lost at the old quay before dawn.");
    desk.press("U");
    assert_eq!(outcomes(&desk)[1], "changed", "taken back");
}

#[test]
fn what_is_not_accepted_stays_as_it_is() {
    let mut desk = desk(80, 30);
    for leave in ["q", "<Esc>"] {
        desk.press("F g g j <Enter>");
        assert!(desk.app.asking.is_some());
        desk.press(leave);
        assert!(desk.app.asking.is_none());
    }
    assert_eq!(outcomes(&desk)[1], "changed");
    assert!(desk.store[1].flag.former.is_empty());
}

#[test]
fn one_of_several_places_is_chosen() {
    let mut desk = desk(80, 30);
    let spans = {
        let reader = desk.app.reader.as_mut().unwrap();
        let text = reader.document().text.clone();
        let places = ["Nobody had asked the crews.", "So it goes with crews"];
        let places = places.map(|words| {
            let at = text.find(words).unwrap();
            crate::span::Span::new(at, at + words.len())
        });
        let id = uuid::Uuid::from_u128(3);
        reader.flags.change(|placed| {
            let is_it = placed.flag.id == id;
            if is_it {
                placed.outcome = Outcome::Ambiguous(places.to_vec());
            }
            is_it
        });
        places
    };
    desk.press("F");
    let lines = crate::app::flags::lines(&desk.app);
    let third = lines.iter().position(|line| *line == crate::app::flags::Line::Placed(2)).unwrap();
    desk.press("g g").press(&"j ".repeat(third)).press("<Enter>");
    assert_eq!(desk.at(), "Nobody had");
    assert_eq!(desk.message(), "It may be in 2 places; n next, <Enter> takes this one.");
    assert_eq!(desk.press("n").at(), "So it");
    assert_eq!(desk.message(), "Place 2 of 2.");
    assert_eq!(desk.press("n").at(), "Nobody had");
    assert_eq!(desk.press("N").at(), "So it");
    desk.press("<Enter>");
    let flag = &desk.store[2].flag;
    assert_eq!(flag.selector.exact, "So it goes with crews");
    assert_eq!(flag.former[0].selector.exact, "Nobody had asked the crews.");
    assert_eq!(desk.app.reader.as_ref().unwrap().flags[2].outcome, Outcome::Same(spans[1]));
}

#[test]
fn what_is_gone_is_shown_where_it_was_and_kept() {
    let mut desk = desk(80, 30);
    desk.press("F");
    let lines = crate::app::flags::lines(&desk.app);
    let gone = lines.iter().position(|line| *line == crate::app::flags::Line::Placed(3)).unwrap();
    desk.press("g g").press(&"j ".repeat(gone)).press("<Enter>");
    assert_eq!(desk.message(), "No longer in this article; the flag keeps its words.");
    assert_eq!(desk.at(), "It snowed");
    desk.press("<Enter>");
    assert_eq!(desk.message(), "There is nothing to accept; the flag keeps its words.");
    assert_eq!(outcomes(&desk)[3], "orphan");
}

#[test]
fn a_flag_of_another_article_is_asked_about_once_it_is_open() {
    let mut desk = desk(80, 30);
    desk.library[1].0 = entry("b.txt", "Other", "2031-02-27");
    desk.press("l j <Enter> F a");
    let changed = uuid::Uuid::from_u128(2);
    let is_there =
        |desk: &Desk| crate::app::flags::selected(&desk.app).is_some_and(|flag| flag.id == changed);
    for _ in 0..desk.store.len() {
        if !is_there(&desk) {
            desk.press("j");
        }
    }
    assert!(is_there(&desk));
    desk.press("<Enter>");
    assert_eq!(desk.at(), "Some ten");
    assert!(desk.app.asking.is_some());
}

/// What was looked for before a flag was changed does not overwrite what came after.
#[test]
fn flags_that_changed_meanwhile_are_read_again() {
    let mut desk = desk(80, 30);
    let reader = desk.app.reader.as_ref().unwrap();
    let (generation, keys) = (reader.generation, reader.keys.path.clone());
    let flags: Vec<_> = desk.store.iter().map(|listed| listed.flag.clone()).collect();
    let effects = update(&mut desk.app, Action::FlagsOfArticle { flags, generation });
    let [Effect::Aside(Aside::PlaceFlags { turn, .. })] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let turn = *turn;
    desk.press("F x");
    assert_eq!(desk.store[0].article.path, keys);
    let stale = Action::FlagsPlaced { placed: Vec::new(), generation, turn };
    let effects = update(&mut desk.app, stale);
    assert!(matches!(effects.as_slice(), [Effect::ReadFlags { .. }]), "{effects:?}");
    assert_eq!(desk.app.reader.as_ref().unwrap().flags.len(), 5, "nothing is lost");
    desk.answer_all(effects);
    let done = desk.app.reader.as_ref().unwrap().flags.iter();
    assert_eq!(done.filter(|it| it.flag.status == crate::flag::Status::Done).count(), 1);
    let older = Action::FlagsPlaced { placed: Vec::new(), generation, turn };
    assert!(update(&mut desk.app, older).is_empty());
    assert_eq!(desk.app.reader.as_ref().unwrap().flags.len(), 5);
}

/// Two articles, flags on all their paragraphs, and both files changed: mostly in their marks.
fn straightened(keys: &str) -> Desk {
    let one = "# One\n\nThey said — “no way”.\n\nIt’s late, he wrote to all of us.\n\nNine boats sank at the quay.";
    let other = "# Two\n\nShe’ll come to the quay at dawn.";
    let mut desk = Desk::library(&[("a.txt", one), ("b.txt", other)], 80, 30);
    desk.press("} * } * } * l j <Enter> } * l k <Enter>");
    assert_eq!(desk.store.len(), 4);
    let plain = |marked: &str| marked.replace(['“', '”'], "\"").replace('’', "'");
    desk.library[0].1 = plain(one).replace(" — ", " - ").replace("Nine", "Ten small");
    desk.library[1].1 = plain(other);
    desk.press("<F5>").press(keys);
    desk
}

/// What the flags quote, and how many of them keep what they quoted before.
fn quoted(desk: &Desk) -> (Vec<&str>, usize) {
    let flags = desk.store.iter().map(|listed| &listed.flag);
    let kept = flags.clone().filter(|flag| flag.former.len() == 1).count();
    let words = flags.map(|flag| flag.selector.exact.as_str());
    (words.map(|words| words.split(' ').next().unwrap()).collect(), kept)
}

#[test]
fn what_has_changed_in_marks_alone_is_accepted_at_once() {
    let firsts = ["They", "It’s", "Nine", "She’ll"];
    assert_eq!(quoted(&straightened("")), (firsts.to_vec(), 0));
    let message = "Marks alone have changed; <Enter> accepts them, F = all such.";
    assert_eq!(straightened("F <Enter>").message(), message);
    let mut here = straightened("F =");
    assert_eq!(quoted(&here), (vec!["They", "It's", "Nine", "She’ll"], 2));
    assert_eq!(here.message(), "2 flags: They quote what stands there now. u takes it back.");
    assert_eq!(outcomes(&here), ["same", "same", "changed"]);
    here.press("u");
    assert_eq!(quoted(&here).0, firsts);
    assert_eq!(outcomes(&here), ["changed", "changed", "changed"]);
    let mut all = straightened("g f =");
    assert_eq!(quoted(&all), (vec!["They", "It's", "Nine", "She'll"], 3));
    assert_eq!(all.message(), "3 flags: They quote what stands there now. u takes it back.");
    all.press("=");
    assert_eq!(
        all.message(),
        "Of none of these passages only marks, dashes or spaces have changed."
    );
    all.press("u");
    assert_eq!(quoted(&all).0, firsts);
    // Those that are marked, or listed, and no others.
    assert_eq!(quoted(&straightened("g f j m =")).0, ["They", "It's", "Nine", "She’ll"]);
    let shown = straightened("g f / d a w n <Enter> =");
    assert_eq!(quoted(&shown).0, ["They", "It’s", "Nine", "She'll"]);
}
