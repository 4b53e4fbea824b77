//! How many columns text takes.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the grapheme clusters of `text` (UAX #29, extended).
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// Returns the columns that `text` takes: the sum over its grapheme clusters, as a terminal
/// buffer draws them.
#[must_use]
pub fn width(text: &str) -> u16 {
    if text.is_ascii() {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    graphemes(text).map(cluster_width).fold(0, u16::saturating_add)
}

/// Returns the columns of one grapheme cluster.
pub(super) fn cluster_width(cluster: &str) -> u16 {
    u16::try_from(cluster.width()).unwrap_or(u16::MAX)
}
