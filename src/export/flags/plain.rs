//! Text without what a page does not show.

use crate::load::sanitize;

/// Tells whether a character is hidden, other than a tab.
pub(super) fn is_hidden(c: char) -> bool {
    c != '\t' && sanitize::is_hidden(c)
}
