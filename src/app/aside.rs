//! Effects that need nothing of the outside but time: what takes long in a long article is worked
//! out beside the keys, on another thread, and comes back as an action.

use super::action::Action;
use super::corrections::Applied;
use super::effect::Effect;
use super::opening::Landing;
use super::reload::{FoundAgain, find_again};
use crate::anchor::{Outcome, find};
use crate::correction::{Corrected, correct};
use crate::flag::{place, straightened};
use crate::search::find_all;
use std::sync::Arc;

/// Tells whether an effect is one of these.
#[must_use]
pub fn takes(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Search { .. }
            | Effect::PlaceFlags { .. }
            | Effect::Straighten { .. }
            | Effect::Correct { .. }
            | Effect::FindAgain { .. }
            | Effect::FindPassage { .. }
    )
}

/// Works an effect out; one of another kind has no answer here. O(n) in the article.
#[must_use]
pub fn work_out(effect: Effect) -> Option<Action> {
    Some(match effect {
        Effect::Search { document, query, number } => {
            let matches = find_all(document.annotated_text(), &query);
            Action::Found { matches, number }
        }
        Effect::PlaceFlags { document, flags, generation, turn } => {
            Action::FlagsPlaced { placed: place(&document, flags), generation, turn }
        }
        Effect::Straighten { document, flags } => {
            Action::Straightened(straightened(&document, &flags))
        }
        Effect::Correct { document, found, corrections, generation, turn } => {
            let Corrected { annotations, outcomes } = correct(&document, &found, &corrections);
            let ids = corrections.iter().map(|correction| correction.id);
            let (annotations, outcomes) = (Arc::new(annotations), ids.zip(outcomes).collect());
            Action::Corrected(Box::new(Applied { annotations, outcomes, generation, turn }))
        }
        Effect::FindAgain { entry, before, document, places, generation } => {
            let asked_for = places;
            let (places, sentence) = find_again(&before, &document, &asked_for);
            let found = FoundAgain { entry, document, asked_for, places, sentence, generation };
            Action::FoundAgain(Box::new(found))
        }
        Effect::FindPassage { entry, document, selector, generation } => {
            let span = match find(&document, &selector) {
                Outcome::Ambiguous(spans) => spans.first().copied(),
                outcome => outcome.span(),
            };
            Action::PassageFound(Box::new(Landing { entry, document, span, generation }))
        }
        _ => return None,
    })
}
