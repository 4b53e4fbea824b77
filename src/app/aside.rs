//! Work that needs nothing of the outside but time: what takes long in a long article is worked out
//! beside the keys, on another thread, and comes back as an action.

use super::action::Action;
use super::contents::Entry;
use super::corrections::Applied;
use super::opening::Landing;
use super::reload::{FoundAgain, Places, find_again};
use crate::anchor::{Outcome, Selector, find};
use crate::annotation::Annotations;
use crate::correction::{Corrected, Correction, correct};
use crate::document::Document;
use crate::flag::{Flag, place, straightened};
use crate::search::find_all;
use std::sync::Arc;

/// Something to be worked out.
#[derive(Clone, Debug)]
pub enum Aside {
    /// Find words in a document; answered by `Found`.
    Search {
        /// The document.
        document: Arc<Document>,
        /// The words.
        query: String,
        /// Counts searches, so that a stale answer can be dropped.
        number: u64,
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
    /// Find which passages of a document have changed in marks, dashes and spaces alone; answered
    /// by `Straightened`.
    Straighten {
        /// The document.
        document: Arc<Document>,
        /// The flags.
        flags: Vec<Flag>,
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
}

/// Works it out, in O(n) of the article.
#[must_use]
pub fn work_out(aside: Aside) -> Action {
    match aside {
        Aside::Search { document, query, number } => {
            let matches = find_all(document.annotated_text(), &query);
            Action::Found { matches, number }
        }
        Aside::PlaceFlags { document, flags, generation, turn } => {
            Action::FlagsPlaced { placed: place(&document, flags), generation, turn }
        }
        Aside::Straighten { document, flags } => {
            Action::Straightened(straightened(&document, &flags))
        }
        Aside::Correct { document, found, corrections, generation, turn } => {
            let Corrected { annotations, outcomes } = correct(&document, &found, &corrections);
            let ids = corrections.iter().map(|correction| correction.id);
            let (annotations, outcomes) = (Arc::new(annotations), ids.zip(outcomes).collect());
            Action::Corrected(Box::new(Applied { annotations, outcomes, generation, turn }))
        }
        Aside::FindAgain { entry, before, document, places, generation } => {
            let asked_for = places;
            let (places, sentence) = find_again(&before, &document, &asked_for);
            let found = FoundAgain { entry, document, asked_for, places, sentence, generation };
            Action::FoundAgain(Box::new(found))
        }
        Aside::FindPassage { entry, document, selector, generation } => {
            let span = match find(&document, &selector) {
                Outcome::Ambiguous(spans) => spans.first().copied(),
                outcome => outcome.span(),
            };
            Action::PassageFound(Box::new(Landing { entry, document, span, generation }))
        }
    }
}
