//! From the terminal's mouse events to the reader's.

use crate::app::mouse::{Mouse, MouseKind};
use crossterm::Command;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use std::fmt;
use std::time::{Duration, Instant};

/// How long a click may follow the one before to be counted with it.
const MOMENT: Duration = Duration::from_millis(400);

/// Has the terminal report clicks, drags and the wheel; of a pointer that merely moves nothing is
/// to be heard.
#[derive(Clone, Copy, Debug)]
pub struct EnableMouse;

/// Has the terminal keep the mouse to itself again.
#[derive(Clone, Copy, Debug)]
pub struct DisableMouse;

impl Command for EnableMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h")
    }
}

impl Command for DisableMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l")
    }
}

/// Counts clicks at one place.
#[derive(Debug, Default)]
pub struct Clicks {
    last: Option<(Instant, (u16, u16), u8)>,
}

impl Clicks {
    /// Returns what was done, at `now`; `None` for what means nothing here.
    pub fn mouse(&mut self, event: MouseEvent, now: Instant) -> Option<Mouse> {
        let kind = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                MouseKind::Down(self.count((event.column, event.row), now))
            }
            MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
            MouseEventKind::Up(MouseButton::Left) => MouseKind::Up,
            MouseEventKind::ScrollDown => MouseKind::WheelDown,
            MouseEventKind::ScrollUp => MouseKind::WheelUp,
            _ => return None,
        };
        Some(Mouse { kind, column: event.column, row: event.row })
    }

    /// One, two or three clicks, and one again.
    fn count(&mut self, place: (u16, u16), now: Instant) -> u8 {
        let before = self
            .last
            .filter(|(time, at, _)| *at == place && now.saturating_duration_since(*time) <= MOMENT);
        let count = before.map_or(1, |(_, _, count)| count % 3 + 1);
        self.last = Some((now, place, count));
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;

    #[test]
    fn clicks_at_one_place_are_counted_for_a_moment() {
        let start = Instant::now();
        let mut clicks = Clicks::default();
        let mut click = |after: u64, column: u16| {
            let kind = MouseEventKind::Down(MouseButton::Left);
            let event = MouseEvent { kind, column, row: 3, modifiers: KeyModifiers::NONE };
            clicks.mouse(event, start + Duration::from_millis(after)).map(|mouse| mouse.kind)
        };
        let down = |count| Some(MouseKind::Down(count));
        assert_eq!(click(0, 5), down(1));
        assert_eq!(click(300, 5), down(2));
        assert_eq!(click(600, 5), down(3));
        assert_eq!(click(900, 5), down(1));
        assert_eq!(click(1000, 6), down(1));
        assert_eq!(click(2000, 6), down(1));
    }

    #[test]
    fn other_buttons_and_a_pointer_that_moves_mean_nothing() {
        let mut clicks = Clicks::default();
        for kind in [MouseEventKind::Moved, MouseEventKind::Down(MouseButton::Right)] {
            let event = MouseEvent { kind, column: 0, row: 0, modifiers: KeyModifiers::NONE };
            assert_eq!(clicks.mouse(event, Instant::now()), None);
        }
    }
}
