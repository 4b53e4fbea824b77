//! How much room things have: the measure, the side panes, and what is hidden for reading.

use super::App;
use super::command::Command;
use super::panes::{MEASURES, SPLITS, WIDE, Wish, side_width};

/// Columns by which the measure and the side panes change.
const COLUMNS: u16 = 4;
/// Percent by which the speakers' share of the height changes.
const SHARE: u16 = 5;

/// Carries out a command that changes how much room things have.
pub(super) fn change(app: &mut App, command: Command) {
    let wish = &mut app.wish;
    match command {
        Command::Zen => {
            wish.zen = !wish.zen;
            if wish.zen {
                let key = app.key(Command::Zen);
                app.say(format!("{key} brings titles and hints back."));
            }
        }
        Command::WiderText | Command::NarrowerText => {
            let wider = command == Command::WiderText;
            wish.measure = step(wish.measure, COLUMNS, wider, MEASURES);
            let measure = wish.measure;
            app.say(format!("Lines of text are at most {measure} columns long."));
        }
        Command::ToggleJustify => wish.justify = !wish.justify,
        Command::ToggleHyphens => wish.hyphenate = !wish.hyphenate,
        Command::ToggleMinimap => wish.minimap = !wish.minimap,
        Command::DividerLeft | Command::DividerRight => {
            if app.size.0 < WIDE {
                return app.say(format!("Side panes stand beside the text from {WIDE} columns."));
            }
            let now = side_width(app.size.0, wish);
            let wider = command == Command::DividerLeft;
            let next = Wish { side: step(now, COLUMNS, wider, (1, u16::MAX)), ..*wish };
            wish.side = side_width(app.size.0, &next);
        }
        Command::DividerUp | Command::DividerDown => {
            let down = command == Command::DividerDown;
            wish.split = step(wish.split, SHARE, down, SPLITS);
        }
        _ => {}
    }
}

fn step(value: u16, by: u16, up: bool, (least, most): (u16, u16)) -> u16 {
    let next = if up { value.saturating_add(by) } else { value.saturating_sub(by) };
    next.clamp(least, most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Desk;

    const TEXT: &str = "# Fog\n\nThe fog came at dawn.";

    fn check(keys: &str, expected: impl Fn(&Wish) -> bool) {
        let mut desk = Desk::with(TEXT, 120, 40);
        desk.press(keys);
        assert!(expected(&desk.app.wish), "{keys}: {:?}", desk.app.wish);
    }

    #[test]
    fn rooms_change_in_steps_and_within_bounds() {
        check("+ +", |wish| wish.measure == 88);
        check("- - -", |wish| wish.measure == 68);
        check(&"- ".repeat(30), |wish| wish.measure == 20);
        check("<S-Left>", |wish| wish.side == 44);
        check("<S-Right> <S-Right>", |wish| wish.side == 32);
        check(&"<S-Left> ".repeat(40), |wish| wish.side == 90);
        check(&"<S-Right> ".repeat(40), |wish| wish.side == 16);
        check("<S-Down>", |wish| wish.split == 65);
        check(&"<S-Up> ".repeat(40), |wish| wish.split == 10);
        check("<A-j> <A-m>", |wish| wish.justify && !wish.minimap);
        check("<A-y>", |wish| wish.hyphenate);
    }

    #[test]
    fn zen_shows_the_text_alone_until_it_is_left() {
        let mut desk = Desk::with(TEXT, 120, 40);
        desk.press("<A-z>");
        let panes = desk.app.panes();
        assert!(panes.body.is_some() && panes.speakers.is_none() && panes.contents.is_none());
        assert_eq!(desk.message(), "<A-z> brings titles and hints back.");
        desk.press("<Esc>");
        assert!(!desk.app.wish.zen && desk.app.panes().speakers.is_some());
    }
}
