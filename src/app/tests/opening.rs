//! Opening articles, the library, and answers that come too late.

use crate::annotation::Annotations;
use crate::app::contents::Item;
use crate::app::panes::Pane;
use crate::app::session::Bookmark;
use crate::app::testing::{Desk, article, entry};
use crate::app::{Action, App, Effect, effect::Extent, update};
use std::sync::Arc;

const A: &str = "# Alpha\n\nFirst words.\n\n{Ada Poll|“said”}\n\n> Beta\n\n> Gamma";
const B: &str = "# Beta\n\nOther words.";

fn desk() -> Desk {
    Desk::library(&[("a.txt", A), ("b.txt", B)], 120, 30)
}

#[test]
fn the_newest_article_opens_when_the_library_is_complete() {
    let desk = desk();
    assert_eq!(desk.at(), "Alpha First");
    let mut app = App::new();
    update(&mut app, Action::LibraryFound(vec![entry("a.txt", "Alpha", "2031-01-01")]));
    let effects = update(&mut app, Action::Open(entry("b.txt", "Beta", "")));
    assert!(matches!(effects.as_slice(), [Effect::Open { generation: 1, .. }]));
    let effects = update(&mut app, Action::LibraryDone(Vec::new()));
    let opens = effects.iter().any(|effect| matches!(effect, Effect::Open { .. }));
    assert!(!opens, "what the command line named goes first");
}

#[test]
fn what_went_wrong_before_is_said_until_a_key() {
    let mut desk = desk();
    desk.app.complain("The last session is damaged.");
    desk.act(Action::Open(entry("b.txt", "Beta", "")));
    assert_eq!(
        (desk.at().as_str(), desk.message()),
        ("Beta Other", "The last session is damaged.")
    );
    desk.press("h");
    assert_eq!(desk.message(), "");
}

#[test]
fn contents_open_articles_and_teasers_lead_to_them() {
    let mut desk = desk();
    let items = desk.app.contents.items();
    let expected = [
        Item::Article { index: 0, listed: false },
        Item::Article { index: 1, listed: true },
        Item::Teaser(1),
    ];
    assert_eq!(items, expected);
    desk.press("l G <Enter>");
    assert_eq!(desk.message(), "“Gamma” is not in the library.");
    desk.press("k <Enter>");
    assert_eq!((desk.at().as_str(), desk.app.wish.focus), ("Beta Other", Pane::Body));
    desk.press("l <Enter>");
    assert_eq!(desk.app.wish.focus, Pane::Body, "the open article is only gone to");
}

#[test]
fn back_and_forward_lead_through_articles() {
    let mut desk = desk();
    desk.press("] l j <Enter> }");
    assert_eq!(desk.at(), "Other words.");
    desk.press("H");
    let reader = desk.app.reader.as_ref().unwrap();
    assert_eq!((reader.entry.headline.as_str(), reader.focused), ("Alpha", Some(0)));
    desk.press("L");
    assert_eq!(desk.at(), "Other words.");
    desk.press("H H");
    assert_eq!(desk.at(), "Alpha First");
}

#[test]
fn an_article_that_cannot_be_opened_leaves_the_reader_where_it_is() {
    let mut desk = desk();
    desk.library.retain(|(entry, _)| entry.headline != "Beta");
    desk.press("] l j <Enter>");
    assert_eq!(desk.message(), "b.txt cannot be read.");
    desk.press("t");
    assert_eq!(desk.at(), "“said”");
    assert!(desk.app.opening.is_none());
}

#[test]
fn answers_that_come_too_late_are_dropped() {
    let mut app = App::new();
    update(&mut app, Action::Resize { width: 80, height: 24 });
    let opened = |marked: &str, generation| Action::Opened {
        entry: entry("x", "x", ""),
        document: Arc::new(article(marked).0),
        generation,
    };
    let headline = |app: &App| app.reader.as_ref().map(|it| it.document().headline().to_owned());
    update(&mut app, Action::Open(entry("a.txt", "Alpha", "")));
    update(&mut app, Action::Open(entry("b.txt", "Beta", "")));
    assert!(update(&mut app, opened(A, 1)).is_empty());
    assert_eq!(headline(&app), None, "another article was asked for since");
    update(&mut app, Action::OpenFailed { message: "a.txt is gone.".to_owned(), generation: 1 });
    assert!(app.opening.is_some());
    let effects = update(&mut app, opened(B, 2));
    let expected = [Effect::Annotate { document: Arc::new(article(B).0), generation: 2 }];
    assert_eq!(format!("{:?}", &effects[..1]), format!("{expected:?}"));
    assert!(matches!(effects[1], Effect::ReadFlags { generation: 2, .. }));
    assert_eq!(headline(&app).as_deref(), Some("Beta"));
    let annotations: Arc<Annotations> = Arc::new(article(A).1);
    update(&mut app, Action::Annotated { annotations: annotations.clone(), generation: 1 });
    assert!(!app.reader.as_ref().unwrap().annotated, "annotations of another article");
    update(&mut app, Action::Annotated { annotations, generation: 2 });
    assert!(app.reader.as_ref().unwrap().annotated);
}

#[test]
fn a_long_article_is_read_from_its_head_on() {
    let mut app = App::new();
    update(&mut app, Action::Resize { width: 60, height: 6 });
    let asked = update(&mut app, Action::Open(entry("a.txt", "Alpha", "")));
    assert!(matches!(
        asked.as_slice(),
        [Effect::Open { extent: Extent::Head(0), generation: 1, .. }]
    ));
    let text = |paragraphs: usize| {
        (0..paragraphs)
            .fold("# Alpha".to_owned(), |text, number| format!("{text}\n\nNumber {number}."))
    };
    let document = |paragraphs| Arc::new(article(&text(paragraphs)).0);
    let keys = |app: &mut App, keys: &str| -> Vec<Effect> {
        let keys = crate::app::key::parse_keys(keys).unwrap();
        keys.into_iter().flat_map(|key| update(app, Action::Key(key))).collect()
    };
    let entry = || entry("a.txt", "Alpha", "");
    let head = Action::HeadOpened { entry: entry(), document: document(3), generation: 1 };
    let asked = update(&mut app, head);
    assert!(matches!(
        asked.as_slice(),
        [Effect::Open { extent: Extent::Whole, generation: 1, .. }]
    ));
    assert!(keys(&mut app, "G *").is_empty(), "keys wait for the rest");
    assert_eq!(app.reader.as_ref().unwrap().cursor, 0);
    assert!(matches!(keys(&mut app.clone(), "q").as_slice(), [Effect::Quit]));
    let whole = Action::Opened { entry: entry(), document: document(40), generation: 1 };
    let asked = update(&mut app, whole);
    let names = ["Annotate", "ReadFlags", "ReadCorrections", "ReadReading", "AddFlag"];
    for (effect, name) in asked.iter().zip(names) {
        assert!(format!("{effect:?}").starts_with(name), "{effect:?}");
    }
    let reader = app.reader.as_ref().unwrap();
    assert_eq!(reader.target().unwrap().of(&reader.document().text), "Number 39.");
    assert!(app.opening.is_none() && !reader.is_head);
    keys(&mut app, "H");
    assert_eq!(app.reader.as_ref().unwrap().cursor, 0, "the head is no other place");
    let mut app = App::new();
    update(&mut app, Action::Open(entry()));
    let head = Action::HeadOpened { entry: entry(), document: document(3), generation: 1 };
    update(&mut app, head);
    keys(&mut app, "*");
    update(&mut app, Action::OpenFailed { message: "a.txt is gone.".to_owned(), generation: 1 });
    assert!(keys(&mut app, "}").is_empty(), "what was to be done to the whole is not");
    assert_ne!(app.reader.as_ref().unwrap().cursor, 0, "what is there can be read");
}

#[test]
fn an_article_goes_on_where_it_was_left_before_all_of_it_is_there() {
    let mut app = App::new();
    update(&mut app, Action::Resize { width: 60, height: 6 });
    let text = |paragraphs: usize| {
        (0..paragraphs)
            .fold("# Alpha".to_owned(), |text, number| format!("{text}\n\nNumber {number}."))
    };
    let document = |paragraphs| Arc::new(article(&text(paragraphs)).0);
    let entry = || entry("a.txt", "Alpha", "");
    let top = document(40).text.find("Number 20.").unwrap();
    let path = entry().path;
    let last = Bookmark { path, part: 0, headline: "Alpha".to_owned(), top, cursor: top };
    let asked = update(&mut app, Action::Resume(last));
    let [Effect::Open { extent: Extent::Head(place), generation, .. }] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    let generation = *generation;
    assert_eq!(*place, top);
    let head = Action::HeadOpened { entry: entry(), document: document(30), generation };
    update(&mut app, head);
    assert_eq!(app.reader.as_ref().unwrap().top, top);
    let whole = Action::Opened { entry: entry(), document: document(40), generation };
    update(&mut app, whole);
    let reader = app.reader.as_ref().unwrap();
    assert_eq!((reader.top, reader.cursor, reader.is_head), (top, top, false));
}

#[test]
fn nothing_moves_when_annotations_arrive() {
    let mut app = App::new();
    update(&mut app, Action::Resize { width: 60, height: 6 });
    let (document, annotations) = article(A);
    let document = Arc::new(document);
    update(&mut app, Action::Opened { entry: entry("a", "A", ""), document, generation: 0 });
    let keys = crate::app::key::parse_keys("j j ]").unwrap();
    for key in keys {
        update(&mut app, Action::Key(key));
    }
    assert_eq!(app.message.as_ref().unwrap().text, "The quotes are still being looked for.");
    let before = app.reader.clone().unwrap();
    update(&mut app, Action::Annotated { annotations: Arc::new(annotations), generation: 0 });
    let after = app.reader.unwrap();
    assert_eq!(
        (before.top, before.cursor, before.visible),
        (after.top, after.cursor, after.visible)
    );
}

#[test]
fn problems_of_the_library_are_said() {
    let mut app = App::new();
    update(&mut app, Action::LibraryDone(vec!["x cannot be read.".to_owned(), "y.".to_owned()]));
    assert_eq!(app.message.unwrap().text, "x cannot be read. (and 1 more)");
    let mut desk = desk();
    desk.app.reader = None;
    desk.act(Action::LibraryDone(vec!["x cannot be read.".to_owned()]));
    assert!(desk.app.reader.is_some());
    assert_eq!(desk.message(), "x cannot be read.", "opening the newest does not hide it");
}

#[test]
fn neighbours_open_without_the_list() {
    let articles = [("a.txt", A), ("b.txt", B), ("c.txt", "# Gamma\n\nLast words.")];
    let mut desk = Desk::library(&articles, 120, 30);
    desk.press("<C-n>");
    assert_eq!(desk.at(), "Beta Other");
    assert_eq!(desk.press("<C-n>").at(), "Gamma Last");
    assert_eq!(desk.press("<C-n>").message(), "This is the last article of the list.");
    assert_eq!(desk.press("2 <C-p>").at(), "Alpha First");
    assert_eq!(desk.press("<C-p>").message(), "This is the first article of the list.");
    assert_eq!(desk.press("9 <C-n>").at(), "Gamma Last");
}

#[test]
fn marks_lead_to_other_articles() {
    let mut desk = desk();
    desk.press("] M a <C-n> ' a");
    let reader = desk.app.reader.as_ref().unwrap();
    assert_eq!((reader.entry.headline.as_str(), reader.focused), ("Alpha", Some(0)));
    assert_eq!(desk.press("H").at(), "Beta Other");
}

#[test]
fn latest_contents_list_what_is_asked_for() {
    let mut desk = desk();
    let titles = |desk: &Desk| -> Vec<String> {
        let article = |item: &Item| match item {
            Item::Article { index, .. } => Some(desk.app.contents.entry(*index)?.headline.clone()),
            Item::Teaser(_) => None,
        };
        desk.app.contents.items().iter().filter_map(article).collect()
    };
    desk.press("l /").type_in("bet");
    assert_eq!((titles(&desk), desk.app.contents.items().len()), (vec!["Beta".to_owned()], 1));
    desk.press("<Enter>");
    assert_eq!(desk.message(), "1 of 2 articles are listed.");
    assert_eq!(desk.press("<Enter>").at(), "Beta Other");
    desk.press("l / <C-u>").type_in("nothing like it").press("<Enter>");
    assert_eq!(
        desk.message(),
        "No article has “nothing like it”; an empty answer lists all again."
    );
    assert_eq!(titles(desk.press("/ <Esc>")).len(), 2);
    desk.press("t m <Enter> l /").type_in("is:flagged").press("<Enter>");
    assert_eq!(titles(&desk), ["Beta"]);
    assert_eq!(titles(desk.press("/ <C-u> <Enter>")).len(), 2);
}

#[test]
fn latest_contents_list_the_articles_of_a_speaker() {
    let mut desk = desk();
    let titles = |desk: &Desk| desk.app.contents.items().len();
    let type_in = |desk: &mut Desk, words: &str| -> Vec<Effect> {
        desk.press("l / <C-u>");
        update(&mut desk.app, Action::Paste(words.to_owned()))
    };
    let effects = type_in(&mut desk, "speaker:poll");
    assert_eq!(titles(&desk), 0, "nobody is known yet");
    desk.press("<Enter>");
    assert_eq!(desk.message(), "0 articles are listed; 2 more are being read for who speaks …");
    desk.answer_all(effects);
    assert_eq!((titles(&desk), desk.message()), (1, "1 of 2 articles are listed."));
    let effects = type_in(&mut desk, "speaker:Ada speaker:Poll");
    assert!(effects.is_empty(), "what is known is not asked for again");
    // What is given up is stopped, and its answer dropped.
    desk.press("<Esc>");
    let change = |desk: &mut Desk| {
        let paths = vec!["a.txt".into()];
        let entries = vec![entry("a.txt", "Alpha", "2031-01-01")];
        update(&mut desk.app, Action::FilesChanged { paths, entries })
    };
    change(&mut desk);
    let asked = type_in(&mut desk, "speaker:poll");
    assert_eq!(desk.app.contents.listening(), 1, "of one it is known");
    desk.press("<C-u>");
    assert_eq!(desk.app.contents.listening(), 0);
    desk.answer_all(asked);
    assert_eq!(desk.app.contents.unheard().0.len(), 1);
    desk.press("<C-u>").type_in("speaker:poll");
    assert_eq!(titles(&desk), 1, "what was changed is read again");
}
