//! Having flags quote passages of which only marks, dashes and spaces have changed as they stand
//! now. Nothing else is accepted without being asked about each.

use super::{Flag, FlagChange, Passage};
use crate::anchor::{Finder, Outcome, differ_in_marks_alone};
use crate::document::Document;
use uuid::Uuid;

/// Returns the changes for those flags whose passages have changed so in a document; who says them
/// stays. What was quoted before is kept by each change. O(n) a flag.
#[must_use]
pub fn straightened<'f>(
    document: &Document,
    flags: impl IntoIterator<Item = &'f Flag>,
) -> Vec<(Uuid, FlagChange)> {
    let (finder, text) = (Finder::new(document), document.annotated_text());
    let change = |flag: &Flag| {
        let Outcome::Changed(span) = finder.find(&flag.selector) else { return None };
        differ_in_marks_alone(&flag.selector.exact, span.of(text)).then(|| {
            let selector = finder.select(document, span);
            let passage = Passage { selector, ..flag.passage() };
            (flag.id, FlagChange::Passage(Box::new(passage)))
        })
    };
    flags.into_iter().filter_map(change).collect()
}
