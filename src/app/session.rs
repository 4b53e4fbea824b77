//! What of the state outlives the program: the open article with the place in it, and how much
//! room the panes have.

use super::App;
use super::contents::{Entry, Filter};
use super::effect::Effect;
use super::history::Place;
use super::opening::{Arrival, open_at};
use super::panes::Wish;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What one sitting leaves for the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The article that was open.
    pub article: Option<Bookmark>,
    /// Latest contents show the articles that are not read alone.
    pub only_unread: bool,
    /// What the articles that latest contents list must have, as it is typed.
    pub filter: String,
    /// The places that have a letter, those in files.
    pub marks: BTreeMap<char, Bookmark>,
    /// How the panes were, if that is known.
    pub panes: Option<Rooms>,
}

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The file that the article lies in.
    pub path: PathBuf,
    /// Which document of the file it is, from 0.
    pub part: usize,
    /// What it was called.
    pub headline: String,
    /// Byte of the text in the top row.
    pub top: usize,
    /// Byte of the text at the cursor.
    pub cursor: usize,
}

/// How much room the panes have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rooms {
    /// The text is hidden.
    pub no_body: bool,
    /// The speakers are hidden.
    pub no_speakers: bool,
    /// Latest contents are hidden.
    pub no_contents: bool,
    /// Columns of the side panes.
    pub side: u16,
    /// How much of the side panes' height the speakers have, in percent.
    pub split: u16,
    /// Columns beyond which lines of text do not grow.
    pub measure: u16,
    /// Lines of text are spread.
    pub justify: bool,
    /// Long words are parted.
    pub hyphenate: bool,
    /// The map of the article is shown.
    pub minimap: bool,
}

impl Default for Rooms {
    fn default() -> Self {
        Self::of(&Wish::default())
    }
}

impl Rooms {
    fn of(wish: &Wish) -> Self {
        Self {
            no_body: wish.no_body,
            no_speakers: wish.no_speakers,
            no_contents: wish.no_contents,
            side: wish.side,
            split: wish.split,
            measure: wish.measure,
            justify: wish.justify,
            hyphenate: wish.hyphenate,
            minimap: wish.minimap,
        }
    }

    /// Gives the panes this room, but for what the user has `set` for this sitting, by the name
    /// of the option.
    pub fn furnish(&self, wish: &mut Wish, set: impl Fn(&str) -> bool) {
        let (all_hidden, free) = (self.no_speakers && self.no_contents, |name| !set(name));
        wish.no_body = self.no_body && !all_hidden;
        (wish.no_speakers, wish.no_contents) = (self.no_speakers, self.no_contents);
        wish.split = self.split;
        if free("side_width") {
            wish.side = self.side;
        }
        if free("measure") {
            wish.measure = self.measure;
        }
        if free("justify") {
            wish.justify = self.justify;
        }
        if free("hyphenate") {
            wish.hyphenate = self.hyphenate;
        }
        if free("minimap") {
            wish.minimap = self.minimap;
        }
    }
}

impl App {
    /// Returns what this sitting leaves for the next.
    #[must_use]
    pub fn session(&self) -> Session {
        let bookmark = |place: Place| Bookmark {
            path: place.entry.path,
            part: place.entry.part,
            headline: place.entry.headline,
            top: place.top,
            cursor: place.cursor,
        };
        let article = self.reader.as_ref().map(|reader| bookmark(reader.here()));
        let marks = self.bookmarks.iter().map(|(letter, place)| (*letter, bookmark(place.clone())));
        Session {
            article,
            only_unread: self.contents.only_unread,
            filter: self.contents.filter().query().to_owned(),
            marks: marks.collect(),
            panes: Some(Rooms::of(&self.wish)),
        }
    }

    /// Gives the places of another sitting their letters again.
    pub fn recall_marks(&mut self, marks: &BTreeMap<char, Bookmark>) {
        let place = |mark: &Bookmark| mark.clone().place();
        self.bookmarks = marks.iter().map(|(letter, mark)| (*letter, place(mark))).collect();
    }

    /// Lists what another sitting listed. What has flags is asked for with the library.
    pub fn recall_filter(&mut self, query: &str) {
        self.contents.set_filter(Filter::parse(query), None);
    }
}

impl Bookmark {
    fn place(self) -> Place {
        let Bookmark { path, part, headline, top, cursor } = self;
        let entry = Entry { path, part, headline, section: None, published: None };
        Place { entry, top, cursor, focused: None }
    }
}

/// Goes back to where the last sitting was left.
pub(super) fn resume(app: &mut App, bookmark: Bookmark, effects: &mut Vec<Effect>) {
    let place = bookmark.place();
    open_at(app, place.entry.clone(), Arrival::Place(place), effects);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Action;
    use crate::app::testing::Desk;

    const FIRST: &str = "# Fog\n\nThe fog came.\n\nIt stayed.\n\nIt left again.";
    const SECOND: &str = "# Ice\n\nThe ice came.\n\nIt held.\n\nIt broke at last.";

    #[test]
    fn a_sitting_goes_on_where_the_last_one_was_left() {
        let library = [("a.txt", FIRST), ("b.txt", SECOND)];
        let mut desk = Desk::library(&library, 120, 4);
        desk.press("l j <Enter> } } + + <S-Up> <F3>");
        let left = desk.app.session();
        let mut next = Desk::library(&library, 120, 4);
        assert_eq!(next.at(), "Fog The");
        next.act(Action::Resume(left.article.clone().unwrap()));
        assert_eq!((next.at(), next.top()), (desk.at(), desk.top()));
        assert_eq!(next.app.reader.as_ref().unwrap().entry.path, PathBuf::from("b.txt"));
        next.press("H");
        assert_eq!(next.at(), "Fog The", "what was open before is one step back");
        left.panes.unwrap().furnish(&mut next.app.wish, |name| name == "measure");
        assert_eq!((next.app.wish.measure, next.app.wish.split), (80, 55));
        assert!(next.app.wish.no_speakers);
    }

    #[test]
    fn marks_and_what_is_listed_are_there_again() {
        let library = [("a.txt", FIRST), ("b.txt", SECOND)];
        let mut desk = Desk::library(&library, 120, 12);
        desk.press("} M a l / I c e <Enter>");
        let left = desk.app.session();
        assert_eq!(left.filter, "Ice");
        let written = serde_json::to_string(&left).unwrap();
        assert_eq!(serde_json::from_str::<Session>(&written).unwrap(), left);
        let mut next = Desk::library(&library[1..], 120, 12);
        next.library = desk.library.clone();
        next.app.recall_marks(&left.marks);
        next.app.recall_filter(&left.filter);
        assert_eq!(next.app.contents.items().len(), 1);
        next.press("t ' a");
        assert_eq!((next.at(), next.app.reader.as_ref().unwrap().cursor), (desk.at(), 5));
    }

    #[test]
    fn a_place_behind_the_text_is_its_end() {
        let mut desk = Desk::with(FIRST, 40, 12);
        let bookmark = desk.app.session().article.unwrap();
        desk.act(Action::Resume(Bookmark { top: 9999, cursor: 9999, ..bookmark }));
        assert!(desk.app.reader.as_ref().unwrap().cursor <= FIRST.len());
        desk.press("j k ]");
    }

    #[test]
    fn one_pane_is_always_shown() {
        let mut wish = Wish::default();
        let all = Rooms { no_body: true, no_speakers: true, no_contents: true, ..Rooms::default() };
        all.furnish(&mut wish, |_| false);
        assert!(!wish.no_body);
    }
}
