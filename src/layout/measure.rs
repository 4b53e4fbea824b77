//! How many columns text takes.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the grapheme clusters of `text` (UAX #29, extended).
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// Returns the grapheme clusters of `text` with the places where they begin, as
/// [`graphemes()`] has them; of a text in ASCII at little more than the cost of its bytes.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0 }
}

/// The clusters of a text in their order.
#[derive(Clone, Debug)]
pub struct Clusters<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Clusters<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        // Nothing but what is not ASCII joins what stands before it, CR and LF apart.
        let length = match rest.as_bytes() {
            [b' '..=b'~'] | [b' '..=b'~', 0..=0x7f, ..] => 1,
            _ => rest.graphemes(true).next()?.len(),
        };
        let at = self.at;
        self.at += length;
        Some((at, rest.get(..length)?))
    }
}

/// Returns the columns that `text` takes: the sum over its grapheme clusters, as a terminal
/// buffer draws them.
#[must_use]
pub fn width(text: &str) -> u16 {
    if text.is_ascii() {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    clusters(text).map(|(_, cluster)| cluster_width(cluster)).fold(0, u16::saturating_add)
}

/// Returns a cluster as terminals draw it alike: a wide picture without the selector that has it
/// drawn as narrow text, which many of them pass over.
#[must_use]
pub fn drawn(cluster: &str) -> &str {
    let bare = cluster.strip_suffix('\u{fe0e}');
    bare.filter(|bare| bare.width() > cluster.width()).unwrap_or(cluster)
}

/// Returns the columns of one grapheme cluster.
pub(super) fn cluster_width(cluster: &str) -> u16 {
    if matches!(cluster.as_bytes(), [b' '..=b'~']) {
        return 1;
    }
    // Terminals give the sound marks of halfwidth kana a column of their own.
    let marks = cluster.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    u16::try_from(drawn(cluster).width() + marks).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn clusters_are_those_of_the_standard(text in "([ -~]|\\PC|[\r\n\t\u{301}\u{200d}🇦-🇿👩❤\u{fe0f}क\u{94d}षक]){0,40}") {
            let standard: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
            prop_assert_eq!(clusters(&text).collect::<Vec<_>>(), standard);
        }
    }
}
