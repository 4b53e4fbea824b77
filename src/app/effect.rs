//! What `update` asks of the outside. Results come back as [`super::action::Action`]s.

use super::aside::Aside;
use super::contents::Entry;
use crate::correction::Change;
use crate::document::Document;
use crate::flag::{
    FlagChange, FlagDraft, FlagFilter, GroupBy, Later, LazyKeys, ListedFlag, ReadingChange,
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
    /// Work something out beside the keys; answered as each says.
    Aside(Aside),
    /// Read the flags of an article; answered by `FlagsOfArticle`.
    ReadFlags {
        /// The article's keys.
        keys: LazyKeys,
        /// The generation of the opening.
        generation: u64,
    },
    /// Read the corrections of an article; answered by `CorrectionsOfArticle`.
    ReadCorrections {
        /// The article's keys.
        keys: LazyKeys,
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
