//! Back and forward through jumps, as in a browser.

use super::contents::Entry;

/// Somewhere in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub entry: Entry,
    /// Byte of the text in the top row.
    pub top: usize,
    /// Byte of the text at the cursor.
    pub cursor: usize,
    /// The focused quote.
    pub focused: Option<usize>,
}

/// Places that are kept, at the most.
const MOST: usize = 500;

/// Where the reader has been.
#[derive(Clone, Debug, Default)]
pub struct History {
    places: Vec<Place>,
    /// Which of them is the present one.
    at: usize,
}

impl History {
    /// Notes a jump from `from` to `to`; what lay ahead is forgotten.
    pub fn jump(&mut self, from: Option<Place>, to: Place) {
        if let Some(from) = from {
            self.leave(from);
        }
        self.places.truncate(self.at + 1);
        self.places.push(to);
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.at = self.places.len() - 1;
    }

    /// Returns the place `by` steps ahead (back if negative) and its index.
    #[must_use]
    pub fn look(&self, by: isize) -> Option<(usize, &Place)> {
        let index = self.at.checked_add_signed(by)?;
        Some((index, self.places.get(index)?))
    }

    /// Notes a move to the place at `index`, from `from`.
    pub fn go(&mut self, from: Option<Place>, index: usize) {
        if let Some(from) = from {
            self.leave(from);
        }
        self.at = index.min(self.places.len().saturating_sub(1));
    }

    /// The reader may have scrolled since: that is where coming back leads.
    fn leave(&mut self, from: Place) {
        if let Some(present) = self.places.get_mut(self.at) {
            *present = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn place(cursor: usize) -> Place {
        let entry = Entry {
            path: PathBuf::from("a"),
            part: 0,
            headline: String::new(),
            section: None,
            published: None,
        };
        Place { entry, top: 0, cursor, focused: None }
    }

    #[test]
    fn back_and_forward_as_in_a_browser() {
        let mut history = History::default();
        assert_eq!(history.look(-1), None);
        history.jump(None, place(0));
        history.jump(Some(place(1)), place(10));
        history.jump(Some(place(11)), place(20));
        assert_eq!(history.look(1), None);
        assert_eq!(history.look(-1), Some((1, &place(11))));
        history.go(Some(place(21)), 1);
        assert_eq!(history.look(-1), Some((0, &place(1))));
        assert_eq!(history.look(1), Some((2, &place(21))));
        history.jump(Some(place(12)), place(30));
        assert_eq!(history.look(1), None, "a jump forgets what lay ahead");
        assert_eq!(history.look(-1), Some((1, &place(12))));
    }

    #[test]
    fn the_history_is_bounded() {
        let mut history = History::default();
        for cursor in 0..2000 {
            history.jump(None, place(cursor));
        }
        assert_eq!(history.places.len(), MOST);
        assert_eq!(history.look(-1).map(|(_, place)| place.cursor), Some(1998));
    }
}
