//! A list that scrolls: which item is selected, and which stands at the top.

use super::motion::Motion;

/// The selected item and the scrolling of one list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// The selected item, from 0.
    pub selected: usize,
    /// The first item on the screen.
    pub offset: usize,
    /// Items that the screen holds, as of the last [`ListState::settle`].
    pub page: usize,
}

impl ListState {
    /// Moves the selection within `len` items; paragraphs count as items.
    pub fn go(&mut self, motion: Motion, len: usize) {
        let page = self.page.max(1);
        let by = match motion {
            Motion::Lines(n) | Motion::Paragraphs(n) => n,
            Motion::HalfPages(n) => n.saturating_mul((page / 2).max(1).cast_signed()),
            Motion::Pages(n) => n.saturating_mul((page - 1).max(1).cast_signed()),
            Motion::Start => isize::MIN,
            Motion::End => isize::MAX,
            Motion::Nth(number) => {
                self.selected = number.saturating_sub(1).min(len.saturating_sub(1));
                return;
            }
            Motion::Percent(percent) => {
                self.selected = len.saturating_sub(1).saturating_mul(percent) / 100;
                return;
            }
        };
        self.selected = self.selected.saturating_add_signed(by).min(len.saturating_sub(1));
    }

    /// Keeps a list without a selection, whose top row is what moves, within `len` rows.
    pub fn settle_top(&mut self, len: usize, rows: u16) {
        self.page = usize::from(rows).max(1);
        self.selected = self.selected.min(len.saturating_sub(self.page));
        self.offset = self.selected;
    }

    /// Keeps the selection within `len` items and on a screen of `rows` rows, `each` an item.
    pub fn settle(&mut self, len: usize, rows: u16, each: u16) {
        self.page = usize::from(rows / each.max(1)).max(1);
        self.selected = self.selected.min(len.saturating_sub(1));
        let last = len.saturating_sub(self.page);
        let lowest = (self.selected + 1).saturating_sub(self.page);
        self.offset = self.offset.clamp(lowest, self.selected).min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_on_the_screen() {
        let mut list = ListState::default();
        let mut steps = Vec::new();
        let motions = [
            Motion::Lines(1),
            Motion::Pages(1),
            Motion::End,
            Motion::Lines(1),
            Motion::HalfPages(-1),
            Motion::Lines(-2),
            Motion::Start,
        ];
        for motion in motions {
            list.go(motion, 10);
            list.settle(10, 4, 1);
            steps.push((list.selected, list.offset));
        }
        assert_eq!(steps, [(1, 0), (4, 1), (9, 6), (9, 6), (7, 6), (5, 5), (0, 0)]);
    }

    #[test]
    fn an_empty_or_shrunken_list_is_fine() {
        let mut list = ListState { selected: 9, offset: 8, page: 4 };
        list.settle(3, 10, 2);
        assert_eq!((list.selected, list.offset), (2, 0));
        list.settle(0, 0, 2);
        list.go(Motion::End, 0);
        assert_eq!((list.selected, list.offset), (0, 0));
    }
}
