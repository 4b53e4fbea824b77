//! The follow-up view: what it lists, in which order, and what is done to several flags at once.

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::follow::groups::Line;
use crate::app::key::parse_keys;
use crate::app::panes::Pane;
use crate::app::testing::Desk;
use crate::app::{App, update};
use crate::flag::{FlagList, GroupKey, Priority, Status};
use uuid::Uuid;

const HARBOUR: &str = "\
# Harbour gates stay shut

The quay is empty. {Mara Venn|“The gates will not open,”} she said.

{Olu Dace|“We shall see,”} he replied.";

const STORM: &str = "# Storm warning lifted\n\nThe wind fell at night.\n\nThe sea did not.";

/// Four flags: two quotes of the newer article, two paragraphs of the older one.
fn desk() -> Desk {
    let mut desk = Desk::library(&[("a.txt", HARBOUR), ("b.txt", STORM)], 120, 30);
    desk.press("] m").type_in("ask her").press("<Enter> ] m <Enter>");
    desk.press("l j <Enter> } m <Enter> } m <Enter> g f");
    desk
}

/// The lines as they are shown: headings with their count, and passages, the selected one marked.
fn shown(desk: &Desk) -> String {
    let follow = &desk.app.flags.follow;
    let line = |(at, line): (usize, &Line)| match line {
        Line::Heading(group) => {
            let group = &follow.groups[*group];
            format!("{} {}", group.title, group.count)
        }
        Line::Flag { id, .. } => {
            let flag = &follow.known(*id).unwrap().flag;
            let selected = if at == follow.list.selected { ">" } else { "" };
            let marked = if follow.marked.contains(&flag.id) { "*" } else { "" };
            let words: Vec<&str> = flag.selector.exact.split_whitespace().take(2).collect();
            format!("{selected}{marked}{}", words.join(" "))
        }
    };
    follow.lines.iter().enumerate().map(line).collect::<Vec<_>>().join(", ")
}

fn check(keys: &str, expected: &str) {
    let mut desk = desk();
    desk.press(keys);
    assert_eq!(desk.app.wish.focus, Pane::Follow, "{keys}");
    assert_eq!(shown(&desk), expected, "{keys}");
}

const BY_ARTICLE: &str = "Harbour gates stay shut · 2031-02-28 2, “The gates, “We shall, \
    Storm warning lifted · 2031-02-27 2, The wind, The sea";

#[test]
fn flags_stand_in_groups() {
    check("", &BY_ARTICLE.replacen("“The", ">“The", 1));
    check("o", "Mara Venn 1, >“The gates, Olu Dace 1, “We shall, no speaker 2, The wind, The sea");
    check(
        "O # p o r t <Enter> O O",
        "#port 1, >“The gates, no tag 3, “We shall, The wind, The sea",
    );
    check("j x o o o", "open 3, “The gates, The wind, The sea, done 1, >“We shall");
    check(
        "D t o d a y <Enter> j D + 9 d <Enter> j D t o m <Esc> D 2 0 3 1 - 0 2 - 0 1 <Enter> O",
        "overdue 1, >The wind, today 1, “The gates, later 1, “We shall, no due date 1, The sea",
    );
    check("o G + o o", "open 4, >The sea, “The gates, “We shall, The wind");
}

#[test]
fn moving_passes_headings_over() {
    let at = |keys: &str, passage: &str| {
        check(keys, &BY_ARTICLE.replacen(passage, &format!(">{passage}"), 1))
    };
    at("j j", "The wind");
    at("j j k", "“We shall");
    at("G", "The sea");
    at("G g g k", "“The gates");
    at("}", "The wind");
    at("j } } }", "The wind");
    at("G {", "The wind");
    at("G { {", "“The gates");
}

#[test]
fn filters_narrow_as_they_are_typed_and_are_given_up() {
    check("/ g a t e s", "Harbour gates stay shut · 2031-02-28 2, >“The gates, “We shall");
    check("/ g a t e s <C-w> s e a", "Storm warning lifted · 2031-02-27 1, >The sea");
    check("/ a s k <Enter>", "Harbour gates stay shut · 2031-02-28 1, >“The gates");
    check("G / s e a <Enter> <Esc>", &BY_ARTICLE.replacen("The sea", ">The sea", 1));
    check(
        "x / s t a t u s : d o n e <Enter>",
        "Harbour gates stay shut · 2031-02-28 1, >“The gates",
    );
    let mut desk = desk();
    desk.press("/ n o w h e r e <Enter>");
    assert_eq!(desk.message(), "No flag has “nowhere”; an empty answer lists all again.");
    desk.press("x # D e E v d c");
    assert_eq!(desk.message(), "No saved flag is selected.");
    desk.press("<Esc>");
    assert_eq!(desk.app.flags.follow.found, 4);
    desk.press("<Esc>");
    assert_eq!(desk.app.wish.focus, Pane::Body);
}

#[test]
fn several_flags_are_changed_at_once_and_taken_back_at_once() {
    let mut desk = desk();
    desk.press("/ s t o r m <Enter> M x");
    assert_eq!(desk.message(), "2 flags: Marked as done. u takes it back.");
    let done = |desk: &Desk| desk.store.iter().filter(|it| it.flag.status == Status::Done).count();
    assert_eq!(done(&desk), 2);
    desk.press("u");
    assert_eq!(
        (done(&desk), desk.message()),
        (0, "Taken back: open: 2 flags. <C-r> makes it again.")
    );
    desk.press("# p o r t <Enter> + D f r i <Enter>");
    assert!(desk.store[2..].iter().all(|it| {
        it.flag.tags == ["port"]
            && it.flag.priority == Priority::High
            && it.flag.due == "2031-03-07".parse().ok()
    }));
    assert!(desk.store[..2].iter().all(|it| it.flag.tags.is_empty()));
    desk.press("# a <Space> b <Enter>");
    assert_eq!(desk.message(), "Several flags get one tag at a time: a adds it, -a takes it away.");
    desk.press("# - p <Tab> <Enter>");
    assert!(desk.store.iter().all(|it| it.flag.tags.is_empty()));
    desk.press("d");
    assert_eq!(desk.message(), "2 flags: Deleted. u brings it back.");
    desk.press("<Esc> <Esc>");
    assert_eq!(desk.app.flags.follow.live, Some(2));
    desk.press("u");
    assert_eq!(desk.app.flags.follow.live, Some(4));
}

#[test]
fn marks_that_are_not_listed_are_left_alone() {
    let mut desk = desk();
    desk.press("m G m / q u a y <C-u> g a t e s <Enter> x");
    let status: Vec<Status> = desk.store.iter().map(|it| it.flag.status).collect();
    assert_eq!(status, [Status::Done, Status::Open, Status::Open, Status::Open]);
    desk.press("<Esc> x");
    assert_eq!(desk.store[0].flag.status, Status::Open, "without marks the selected one is meant");
}

#[test]
fn the_view_is_as_it_was_left() {
    let mut desk = desk();
    desk.press("o G k <Enter>");
    assert_eq!((desk.app.wish.focus, desk.at().as_str()), (Pane::Body, "The wind"));
    desk.press("g f");
    assert_eq!(
        shown(&desk),
        "Mara Venn 1, “The gates, Olu Dace 1, “We shall, no speaker 2, >The wind, The sea"
    );
    desk.press("g g <Enter>");
    assert_eq!(desk.at(), "“The gates", "another article is opened");
    desk.press("g f a");
    assert_eq!(desk.app.wish.focus, Pane::Flags);
    desk.press("q");
    assert_eq!(desk.app.wish.focus, Pane::Body);
}

#[test]
fn days_that_are_none_are_told() {
    let mut desk = desk();
    desk.press("D s o o n <Enter>");
    assert_eq!(
        desk.message(),
        "“soon” is no day: 2026-03-09, today, tomorrow, fri, +3d, +2w or none."
    );
    desk.press("D");
    assert_eq!(
        desk.app.prompt.as_ref().unwrap().hint,
        "2026-03-09, today, tomorrow, fri, +3d, +2w or none"
    );
    desk.press("+ 2 w");
    assert_eq!(desk.app.prompt.as_ref().unwrap().hint, "Friday 14 March 2031");
    desk.press("<Enter>");
    assert_eq!(desk.message(), "Due on Friday 14 March 2031. u takes it back.");
    desk.press("D <C-u> n o n e <Enter>");
    assert_eq!(desk.message(), "No longer due on a day. u takes it back.");
}

#[test]
fn known_tags_are_completed() {
    let mut desk = desk();
    desk.press("# p o r t <Space> p r e s s <Enter> j # p");
    let prompt = |desk: &Desk| {
        let prompt = desk.app.prompt.as_ref().unwrap();
        (prompt.input.value().to_owned(), prompt.hint.clone())
    };
    assert_eq!(prompt(&desk), ("p".to_owned(), "port press".to_owned()));
    desk.press("<Tab>");
    assert_eq!(prompt(&desk).0, "p", "they agree on no more");
    desk.press("r <Tab>");
    assert_eq!(prompt(&desk), ("press ".to_owned(), "port".to_owned()));
    desk.press("# p <Tab> <Enter>");
    assert_eq!(desk.store[1].flag.tags, ["port", "press"]);
}

/// A list of so many flags in groups of ten.
fn many(count: u128, whole: bool) -> FlagList {
    let mut list = FlagList::default();
    for number in 0..count {
        let key = GroupKey::Speaker(Some(format!("Speaker {}", number / 10)));
        list.push(key, Uuid::from_u128(number));
    }
    list.found = list.flags.len();
    list.live = whole.then_some(list.found);
    list
}

#[test]
fn first_come_the_first_lines_then_all_and_what_is_on_the_screen() {
    let mut app = App::new();
    let mut asked = Vec::new();
    let mut act = |app: &mut App, action: Action| {
        asked.clear();
        for effect in update(app, action) {
            asked.push(match effect {
                Effect::ListFlags { most, number, .. } if most.is_some() => {
                    format!("first {number}")
                }
                Effect::ListFlags { number, .. } => format!("all {number}"),
                Effect::ReadListed(ids) => {
                    let numbers: Vec<u128> = ids.iter().map(|id| id.as_u128()).collect();
                    format!("{}-{}", numbers[0], numbers[numbers.len() - 1])
                }
                other => format!("{other:?}"),
            });
        }
        asked.join(", ")
    };
    let list = |list, number| Action::FlagList { list, flags: Vec::new(), number };
    let keys = |keys: &str| parse_keys(keys).unwrap().into_iter().map(Action::Key);
    act(&mut app, Action::Resize { width: 100, height: 13 });
    let opened: Vec<String> = keys("g f").map(|key| act(&mut app, key)).collect();
    assert_eq!(opened[1], "first 1, all 1");
    // Eleven lines a page, and as many behind them, two of which are headings.
    assert_eq!(act(&mut app, list(many(120, false), 1)), "0-29");
    assert!(!app.flags.follow.is_whole());
    assert_eq!(act(&mut app, Action::ListedFlags(Vec::new())), "");
    // All there is: what was on the screen is asked for again, for it may be of before. Keys wait
    // for the selected flag.
    assert_eq!(act(&mut app, list(many(5_000, true), 1)), "0-29");
    assert!(app.flags.follow.is_whole());
    assert_eq!(act(&mut app, list(many(120, false), 1)), "", "too late");
    keys("j G").for_each(|key| assert_eq!(act(&mut app, key), ""));
    assert_eq!(app.flags.follow.selected(), Some(Uuid::from_u128(0)));
    let none = || Action::ListedFlags(Vec::new());
    assert_eq!(act(&mut app, none()), "4980-4999");
    assert_eq!(app.flags.follow.selected(), Some(Uuid::from_u128(4_999)));
    act(&mut app, none());
    // Another grouping: the selected flag is not among the first lines, but is found again.
    let regrouped: Vec<String> = keys("o").map(|key| act(&mut app, key)).collect();
    assert_eq!(regrouped, ["first 2, all 2"]);
    act(&mut app, list(many(120, false), 2));
    assert_eq!(app.flags.follow.selected(), Some(Uuid::from_u128(0)));
    assert_eq!(act(&mut app, list(many(4_999, true), 1)), "", "stale");
    act(&mut app, list(many(5_000, true), 2));
    assert_eq!(app.flags.follow.selected(), Some(Uuid::from_u128(4_999)));
    // Before all are listed not all can be marked.
    (0..2).for_each(|_| drop(act(&mut app, none())));
    keys("o").for_each(|key| drop(act(&mut app, key)));
    act(&mut app, list(many(120, false), 3));
    act(&mut app, none());
    keys("M").for_each(|key| drop(act(&mut app, key)));
    assert!(app.flags.follow.marked.is_empty());
    act(&mut app, list(many(5_000, true), 3));
    act(&mut app, none());
    keys("M").for_each(|key| drop(act(&mut app, key)));
    assert_eq!(app.flags.follow.marked.len(), 5_000);
}

#[test]
fn a_tag_that_is_begun_is_shown_beside_the_prompt() {
    let mut desk = desk();
    desk.press("# p o r t <Space> p r e s s <Enter> /");
    let hint = |desk: &Desk| desk.app.prompt.as_ref().unwrap().hint.clone();
    assert!(hint(&desk).starts_with("words, status:"), "{}", hint(&desk));
    desk.press("t a g : p");
    assert_eq!((hint(&desk).as_str(), desk.app.flags.follow.found), ("port press", 0));
    desk.press("o r t");
    assert_eq!(hint(&desk), "1 of 4");
}
