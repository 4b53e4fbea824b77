//! What `update` asks of the outside. Results come back as [`super::action::Action`]s.

use super::contents::Entry;
use super::reload::Places;
use crate::anchor::Selector;
use crate::annotation::Annotations;
use crate::correction::{Change, Correction};
use crate::document::Document;
use crate::flag::{
    Flag, FlagChange, FlagDraft, FlagFilter, GroupBy, Later, LazyKeys, ListedFlag, ReadingChange,
};
use std::path::PathBuf;
use std::sync::Arc;
use uuid::Uuid;

/// How much of an article is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// As much as is soon there, to be seen before the rest: its beginning as far as behind this
    /// byte of the text.
    Head(usize),
    /// All of it.
    Whole,
}

/// Something to be done outside; never blocks `update`.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Load the article of an entry; answered by `Opened`, or by `HeadOpened` if only the head is
    /// asked for and there is more, or by `OpenFailed`, with the generation.
    Open {
        /// The article.
        entry: Entry,
        /// How much of it.
        extent: Extent,
        /// Counts openings, so that a stale answer can be dropped.
        generation: u64,
    },
    /// Annotate a document; answered by `Annotated`.
    Annotate {
        /// The document.
        document: Arc<Document>,
        /// The generation of the opening.
        generation: u64,
    },
    /// Find words in a document; answered by `Found`.
    Search {
        /// The document.
        document: Arc<Document>,
        /// The words.
        query: String,
        /// Counts searches, so that a stale answer can be dropped.
        number: u64,
    },
    /// Read the flags of an article; answered by `FlagsOfArticle`.
    ReadFlags {
        /// The article's keys.
        keys: LazyKeys,
        /// The generation of the opening.
        generation: u64,
    },
    /// Find the passages of flags in a document; answered by `FlagsPlaced`.
    PlaceFlags {
        /// The document.
        document: Arc<Document>,
        /// The flags.
        flags: Vec<Flag>,
        /// The generation of the opening.
        generation: u64,
        /// Counts what happened to flags, so that a stale answer can be dropped.
        turn: u64,
    },
    /// Read the corrections of an article; answered by `CorrectionsOfArticle`.
    ReadCorrections {
        /// The article's keys.
        keys: LazyKeys,
        /// The generation of the opening.
        generation: u64,
    },
    /// Apply corrections to what the annotator found; answered by `Corrected`.
    Correct {
        /// The document.
        document: Arc<Document>,
        /// What the annotator found in it.
        found: Arc<Annotations>,
        /// The corrections.
        corrections: Vec<Correction>,
        /// The generation of the opening.
        generation: u64,
        /// Counts what happened to either, so that a stale answer can be dropped.
        turn: u64,
    },
    /// Find the places of the reader again in an article whose file has changed; answered by
    /// `FoundAgain`.
    FindAgain {
        /// The entry of the article.
        entry: Entry,
        /// The article as it is shown.
        before: Arc<Document>,
        /// The article as it is now.
        document: Arc<Document>,
        /// The places.
        places: Places,
        /// The generation of the opening.
        generation: u64,
    },
    /// Find the passage for which an article is opened; answered by `PassageFound`.
    FindPassage {
        /// The entry of the article.
        entry: Entry,
        /// The article.
        document: Arc<Document>,
        /// The passage.
        selector: Box<Selector>,
        /// The generation of the opening.
        generation: u64,
    },
    /// Store a new correction; answered by `CorrectionSaved` after the commit, or
    /// `CorrectionFailed`.
    AddCorrection {
        /// The article's keys.
        keys: LazyKeys,
        /// What is corrected.
        change: Later<Change>,
    },
    /// Take a correction back, or put it in force again; answered by `CorrectionSaved` after the
    /// commit, or `CorrectionFailed`.
    SetCorrection {
        /// The correction.
        id: Uuid,
        /// It applies from now on.
        in_force: bool,
    },
    /// Read how far an article has been read; answered by `ReadingOfArticle` if that is known.
    ReadReading {
        /// The article's keys.
        keys: LazyKeys,
        /// The generation of the opening.
        generation: u64,
    },
    /// Read which articles were read; answered by `ReadArticles` if that is known.
    ReadLibrary,
    /// Keep how far articles have been read; answered by a notice if that fails.
    KeepReadings(Vec<(LazyKeys, Later<ReadingChange>)>),
    /// Read all flags of all articles; answered by `AllFlags`.
    ReadAllFlags,
    /// Find out who is quoted in articles, in place of what was asked for before; answered by
    /// `VoicesHeard`, part by part.
    HearVoices {
        /// The articles.
        entries: Vec<Entry>,
        /// Counts what is asked for, so that a stale answer can be dropped.
        turn: u64,
    },
    /// List the flags that a filter lets through; answered by `FlagList`.
    ListFlags {
        /// Which flags.
        filter: FlagFilter,
        /// In which groups.
        by: GroupBy,
        /// Only the first, at most so many, with what is known of them.
        most: Option<usize>,
        /// Counts lists, so that a stale answer can be dropped.
        number: u64,
    },
    /// Read flags by their ids; answered by `ListedFlags`.
    ReadListed(Vec<Uuid>),
    /// Read which tags flags have; answered by `KnownTags`.
    ReadTags,
    /// Store a new flag; answered by `FlagSaved` after the commit, or `FlagFailed`.
    AddFlag {
        /// The article's keys.
        keys: LazyKeys,
        /// What is flagged.
        draft: Later<FlagDraft>,
    },
    /// Change stored flags, all or none; answered by `FlagsChanged` after the commit, or
    /// `FlagFailed`.
    ChangeFlags {
        /// The flags.
        ids: Vec<Uuid>,
        /// What changes.
        change: Later<FlagChange>,
    },
    /// Change stored flags, each in its way, all or none and as one change; answered likewise.
    ChangeEach(Vec<(Uuid, FlagChange)>),
    /// Find which passages of a document have changed in marks, dashes and spaces alone; answered
    /// by `Straightened`.
    Straighten {
        /// The document.
        document: Arc<Document>,
        /// The flags.
        flags: Vec<Flag>,
    },
    /// Read flags to look for such passages in the files of their articles; answered by
    /// `ToStraighten`.
    ReadToStraighten(Vec<Uuid>),
    /// Look for them there; answered by `Straightened`.
    StraightenFiles(Vec<ListedFlag>),
    /// Take the last change to flags or corrections back; answered by `Undone`, or a `Notice`
    /// if there is none or it failed.
    Undo,
    /// Make the change again that was taken back last; answered likewise.
    Redo,
    /// Put a text on the clipboard.
    Copy(String),
    /// Hand a passage to the program that the configuration names; what comes of it comes back as
    /// a `Notice`.
    Pipe(String),
    /// Open an address in the browser; http or https alone. What goes wrong comes back as a
    /// `Notice`.
    Browse(String),
    /// Give the terminal to the user's editor with a file in it; answered by `FileEdited` when it
    /// is left, or by a notice.
    EditFile {
        /// The file.
        path: PathBuf,
        /// Byte of the decoded source at which to begin.
        at: usize,
    },
    /// Have the user write a text in an editor, beginning with this one; answered by `TextWritten`,
    /// or a `Notice` if that failed.
    EditText(String),
    /// Stop the process (Ctrl-Z); answered by nothing, a `Resize` follows.
    Suspend,
    /// Leave the program.
    Quit,
}
