//! Everything that can happen to the reader.

use super::command::Command;
use super::contents::Entry;
use super::corrections::Applied;
use super::key::Key;
use super::mouse::Mouse;
use super::opening::Landing;
use super::reload::FoundAgain;
use super::session::Bookmark;
use crate::annotation::Annotations;
use crate::correction::Correction;
use crate::document::Document;
use crate::flag::{Flag, FlagChange, FlagList, ListedFlag, PlacedFlag, ReadArticle, Reading};
use crate::span::Span;
use jiff::civil::Date;
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// An event: a key, a size, or the answer to an effect.
#[derive(Clone, Debug)]
pub enum Action {
    /// A key was pressed; the keymap or an open prompt decides what it means.
    Key(Key),
    /// The mouse was used.
    Mouse(Mouse),
    /// A command was called by its name.
    Perform(Command),
    /// Text was pasted; only a prompt takes it.
    Paste(String),
    /// The terminal has this size.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// Open this article: the one that was named on the command line.
    Open(Entry),
    /// Open the article of the last sitting where it was left.
    Resume(Bookmark),
    /// Articles of the library were found; more may follow.
    LibraryFound(Vec<Entry>),
    /// The scan of the library is complete; says what could not be read, a sentence each.
    LibraryDone(Vec<String>),
    /// Files were changed, made or removed while the reader is open.
    FilesChanged {
        /// The files.
        paths: Vec<PathBuf>,
        /// The articles that they hold now.
        entries: Vec<Entry>,
    },
    /// An article was loaded.
    Opened {
        /// The entry it was opened by.
        entry: Entry,
        /// The document.
        document: Arc<Document>,
        /// The generation of the effect.
        generation: u64,
    },
    /// The head of a long article was loaded; the whole is asked for then.
    HeadOpened {
        /// The entry it was opened by.
        entry: Entry,
        /// The head as a document: its text begins the text of the whole.
        document: Arc<Document>,
        /// The generation of the effect.
        generation: u64,
    },
    /// An article could not be loaded.
    OpenFailed {
        /// A sentence that names the path and the reason.
        message: String,
        /// The generation of the effect.
        generation: u64,
    },
    /// Annotations arrived.
    Annotated {
        /// The annotations.
        annotations: Arc<Annotations>,
        /// The generation of the effect.
        generation: u64,
    },
    /// Words were looked for in a document.
    Found {
        /// Where they stand, ascending.
        matches: Vec<Span>,
        /// The number of the effect.
        number: u64,
    },
    /// The flags of the open article.
    FlagsOfArticle {
        /// The flags, deleted ones left out.
        flags: Vec<Flag>,
        /// The generation of the effect.
        generation: u64,
    },
    /// The passages of the open article's flags were looked for.
    FlagsPlaced {
        /// The flags with their places.
        placed: Vec<PlacedFlag>,
        /// The generation of the effect.
        generation: u64,
        /// The turn of the effect.
        turn: u64,
    },
    /// The corrections of the open article.
    CorrectionsOfArticle {
        /// The corrections, those that were taken back among them.
        corrections: Vec<Correction>,
        /// The generation of the effect.
        generation: u64,
    },
    /// Corrections were applied.
    Corrected(Box<Applied>),
    /// The places of the reader were looked for in the article as its file is now.
    FoundAgain(Box<FoundAgain>),
    /// The passage was looked for for which an article is opened.
    PassageFound(Box<Landing>),
    /// A correction is on disk as given (a tombstone if it was taken back).
    CorrectionSaved(Box<Correction>),
    /// A correction could not be stored; the sentence says why and what to do.
    CorrectionFailed(String),
    /// How far the open article has been read.
    ReadingOfArticle {
        /// What is known of that.
        reading: Option<Box<Reading>>,
        /// The generation of the effect.
        generation: u64,
    },
    /// The articles that were read.
    ReadArticles(Vec<ReadArticle>),
    /// The flags of all articles.
    AllFlags(Vec<ListedFlag>),
    /// Who is quoted in some of the articles that were asked about.
    VoicesHeard {
        /// The articles, each with the names of those who are quoted in it.
        heard: Vec<(Entry, Vec<String>)>,
        /// The turn of the effect.
        turn: u64,
    },
    /// Flags of all articles that were asked for.
    FlagList {
        /// The flags in groups, by their ids.
        list: FlagList,
        /// What is known of them, if only the first were asked for.
        flags: Vec<ListedFlag>,
        /// The number of the effect.
        number: u64,
    },
    /// Flags that were asked for by their ids.
    ListedFlags(Vec<ListedFlag>),
    /// The tags that flags have.
    KnownTags(Vec<String>),
    /// A new flag is on disk as given.
    FlagSaved(Box<ListedFlag>),
    /// Flags are on disk as given after the change that was asked for last.
    FlagsChanged(Vec<ListedFlag>),
    /// Flags whose passages may have changed in marks alone.
    ToStraighten(Vec<ListedFlag>),
    /// Passages that have changed in marks alone: which flags change, and how.
    Straightened(Vec<(Uuid, FlagChange)>),
    /// A flag could not be stored; the sentence says why and what to do.
    FlagFailed(String),
    /// A change to flags or corrections was taken back, or made again.
    Undone(Box<Undone>),
    /// The user's editor was left, in which the file of the open article was.
    FileEdited,
    /// It is this day, where the reader is.
    Today(Date),
    /// The user's editor was left with this text.
    TextWritten(String),
    /// A message for the status line.
    Notice(String),
}

/// What taking a change back, or making it again, has brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undone {
    /// It was made again.
    pub again: bool,
    /// The flags as they are now.
    pub flags: Vec<ListedFlag>,
    /// The corrections as they are now.
    pub corrections: Vec<Correction>,
    /// What was done to the flags, if it was the same to all.
    pub change: Option<FlagChange>,
    /// Records that are damaged, gone or deleted since, and stay as they are.
    pub left: usize,
}
