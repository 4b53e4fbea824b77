//! The reader's state and the only function that changes it.
//!
//! `update` is pure: keys, sizes and the results of effects come in as actions, and what the
//! outside shall do goes out as effects. It knows neither files nor a clock nor a terminal.
//!
//! | module | subject |
//! |---|---|
//! | [`action`], [`effect`] | what comes in and what goes out |
//! | [`update`](mod@update) | from action to the function of its area |
//! | [`command`], [`key`], [`keymap`], [`motion`] | the table of commands, and which key is which |
//! | [`mouse`] | what lies under the pointer, and what clicks do |
//! | [`reader`] | the open article: scrolling, focus, selection, matches |
//! | [`speakers`], [`contents`], [`flags`] | what the side panes and the list of flags hold |
//! | [`flagged`] | the flags of the open article in the order of the text |
//! | [`follow`] | the flags of the whole library |
//! | [`anchoring`] | flags in the open article, and what is asked where a passage has changed |
//! | [`sheet`], [`corrections`] | lists about the open article: who said what, a speaker's card; setting right who said it |
//! | [`opening`], [`history`], [`jumps`], [`bookmarks`] | getting from article to article and place to place |
//! | [`aside`] | what is worked out on another thread, so that no key waits |
//! | [`taking`], [`links`] | a passage to the clipboard or a program, the article to the browser or the editor |
//! | [`finding`], [`picker`] | words in the open article, and lists to choose from |
//! | [`panes`], [`list`], [`prompt`], [`help`], `tour` | geometry, scrolling lists, the status line's prompt, the help, the tour |
//! | [`page`] | short texts of the program in rows |

pub mod action;
mod ahead;
pub mod anchoring;
pub mod aside;
pub mod bookmarks;
pub mod command;
pub mod contents;
pub mod corrections;
pub mod effect;
pub mod finding;
pub mod flagged;
pub mod flags;
pub mod follow;
pub mod help;
pub mod history;
pub mod jumps;
pub mod key;
pub mod keymap;
pub mod links;
pub mod list;
mod looks;
pub mod marks;
pub mod motion;
pub mod mouse;
pub mod opening;
pub mod page;
pub mod panes;
pub mod picker;
pub(crate) mod press;
pub mod prompt;
mod prompts;
pub mod reader;
pub mod reading;
pub mod reload;
pub mod session;
pub mod sheet;
mod sifting;
pub mod speakers;
pub mod taking;
mod tour;
mod undo;
pub mod update;

pub use action::Action;
pub use effect::Effect;
pub use update::update;

use crate::search::WatchWords;
use anchoring::{Asking, Placing};
use bookmarks::{Awaiting, Bookmarks};
use command::Command;
use contents::Contents;
use finding::Finding;
use flags::Flags;
use history::History;
use jiff::civil::Date;
use jumps::Jump;
use key::Key;
use keymap::Keymap;
use list::ListState;
use mouse::Held;
use opening::Opening;
use panes::{Pane, Panes, Wish, arrange, list_and_quotes};
use picker::Picker;
use prompt::Prompt;
use reader::Reader;
use sheet::Sheet;

/// Everything the reader knows; changed by [`update()`] alone.
#[derive(Clone, Debug, Default)]
pub struct App {
    /// Columns and rows of the screen; 0 until the first `Resize`.
    pub size: (u16, u16),
    /// Which panes are wished for.
    pub wish: Wish,
    /// The open article.
    pub reader: Option<Reader>,
    /// The selected speaker, by place among the voices.
    pub speakers: ListState,
    /// Latest contents.
    pub contents: Contents,
    /// The flags, and what is being done to them.
    pub flags: Flags,
    /// What is asked about a flag whose passage is not what it was.
    pub asking: Option<Asking>,
    placing: Placing,
    /// Counts what happened to the annotations and corrections of the open article.
    correcting: u64,
    /// The sheet that was opened last, until it is closed.
    pub sheet: Option<Sheet>,
    /// Words that stand out in every article.
    pub watch: WatchWords,
    /// What day it is, once that was said.
    pub today: Option<Date>,
    /// The open prompt.
    pub prompt: Option<Prompt>,
    /// The help is open, scrolled by so many rows.
    pub help: Option<ListState>,
    /// What the lines of the help are about; `""` for all.
    pub help_query: String,
    /// The open list to choose from.
    pub picker: Option<Picker>,
    /// Keys of an unfinished sequence.
    pub keys: Vec<Key>,
    /// What the mouse holds.
    held: Option<Held>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// The next key is the letter of a mark.
    pub awaiting: Option<Awaiting>,
    /// The marks.
    pub bookmarks: Bookmarks,
    /// Which key is which command.
    pub keymap: Keymap,
    /// What there is to say in the status line.
    pub message: Option<Message>,
    /// What a newcomer is told beside it, until the first key.
    pub greeting: Option<String>,
    /// The step of the tour that is to be taken next.
    tour: Option<usize>,
    /// The opening that is under way.
    pub opening: Option<Opening>,
    history: History,
    /// Keys that wait for what they are meant for: the rest of a long article, or a flag.
    typed_ahead: Vec<Key>,
    /// Counts openings.
    generation: u64,
    finding: Finding,
    /// The jump that the last key made.
    jumped: Option<Jump>,
    /// The reader was told that quitting loses something.
    warned: bool,
}

/// A sentence for the status line; the next key takes it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// Something went wrong.
    pub error: bool,
}

impl App {
    /// Starts without an article, a library and a screen; actions bring them.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns where the panes lie.
    #[must_use]
    pub fn panes(&self) -> Panes {
        arrange(self.size.0, self.size.1, &self.wish)
    }

    /// Gives a pane the focus; a hidden one appears.
    fn focus(&mut self, pane: Pane) {
        self.wish.focus = pane;
        match pane {
            Pane::Body => self.wish.no_body = false,
            Pane::Speakers => self.wish.no_speakers = false,
            Pane::Contents => self.wish.no_contents = false,
            Pane::Flags | Pane::Sheet | Pane::Follow => {}
        }
        self.settle();
    }

    /// Tells whether only the head of a long article is there, and the rest is on its way.
    fn has_head_alone(&self) -> bool {
        self.opening.is_some() && self.reader.as_ref().is_some_and(|reader| reader.is_head)
    }

    /// Returns the columns and rows of the text; usual ones if there is no pane for it.
    fn room(&self) -> (u16, u16) {
        let text = self.panes().body.map(|body| panes::parts(body, &self.wish).text);
        text.map_or((panes::MEASURE, 24), |text| (text.width, text.height))
    }

    /// Fits text and lists to their panes.
    fn settle(&mut self) {
        let panes = self.panes();
        if let (Some(reader), Some(body)) = (&mut self.reader, panes.body) {
            let text = panes::parts(body, &self.wish).text;
            reader.part_words(self.wish.hyphenate);
            reader.fit(text.width, text.height);
        }
        if let Some(reader) = &mut self.reader {
            reader.show_notes(self.wish.notes, &self.flags.unsaved);
            reader.watch(&self.watch);
        }
        let voices = self.reader.as_ref().map_or(0, |reader| reader.voices.list().len());
        let rows = |pane: Option<panes::Area>| pane.map_or(0, |area| area.titled().1.height);
        let speakers = panes.speakers.map(|area| list_and_quotes(area.titled().1, voices).0);
        self.speakers.settle(voices, speakers.map_or(0, |area| area.height), 1);
        let lines = self.contents.items().len();
        self.contents.list.settle(lines, rows(panes.contents), panes::ENTRY_ROWS);
        let flags = flags::count(self);
        let room = panes.flags.map_or(0, |it| panes::flags_and_card(it.titled().1).0.height);
        self.flags.list.settle(flags, room, panes::ENTRY_ROWS);
        if let Some(area) = panes.follow {
            self.flags.follow.settle(panes::follow_parts(area).list.titled().1.height);
        }
        flags::settle_card(self);
        if let Some(sheet) = &mut self.sheet {
            sheet.list.settle(sheet.lines.len(), rows(panes.sheet), 1);
        }
        self.settle_picker();
        if let Some(help) = &mut self.help {
            help.settle_top(
                help::lines(&self.keymap, &self.help_query, panes.main.width).len(),
                panes.main.titled().1.height,
            );
        }
    }

    /// Tells whether moving moves in the article, and not in a list or the help.
    #[must_use]
    pub fn is_in_text(&self) -> bool {
        self.wish.focus == Pane::Body && self.help.is_none()
    }

    /// Returns the first key of a command, as messages and hints name it.
    #[must_use]
    pub fn key(&self, command: Command) -> String {
        self.keymap.first_key(command)
    }

    /// Says that something needs an article.
    fn say_no_article(&mut self) {
        let key = self.key(Command::FocusContents);
        self.say(format!("No article is open. {key} lists the library."));
    }

    fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: false });
    }

    fn complain(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), error: true });
    }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
pub(crate) mod tests;
