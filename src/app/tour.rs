//! The tour: a few steps over an open article, each a key to press; whoever presses it is led to
//! the next.

use super::App;
use super::command::Command;
use super::panes::Pane;

/// The steps: the command that each is about, and what its key does.
const STEPS: &[(Command, &str)] = &[
    (Command::NextQuote, "goes to the next quote; who said it is underlined"),
    (Command::ShowSpeaker, "shows that speaker in the panel"),
    (Command::ShowCard, "opens the card: all quotes, and on what grounds"),
    (Command::SheetClose, "closes the card"),
    (Command::FocusBody, "goes back to the text"),
    (Command::FlagNow, "flags the quote for follow-up"),
    (Command::FlagList, "lists your flags"),
    (Command::FlagClose, "closes the list"),
    (Command::Outline, "lists who said what, in order; <Enter> goes there"),
    (Command::FocusContents, "goes to the other articles; <Enter> opens one"),
];

/// Begins the tour; if it is under way, passes a step over.
pub(super) fn step(app: &mut App) {
    if app.reader.is_none() {
        return app.say_no_article();
    }
    let next = app.tour.map_or(0, |at| at + 1);
    go(app, next);
}

/// Goes on if the command is what the step is about.
pub(super) fn did(app: &mut App, command: Command) {
    if let Some(at) = app.tour
        && STEPS.get(at).is_some_and(|(wanted, _)| *wanted == command)
    {
        go(app, at + 1);
    }
}

/// Passes over the steps that close what is not open any more: their keys would do something else.
pub(super) fn settle(app: &mut App) {
    while let Some((at, (wanted, _))) = app.tour.and_then(|at| Some((at, STEPS.get(at)?))) {
        let is_moot = match wanted {
            Command::SheetClose => app.wish.focus != Pane::Sheet,
            Command::FlagClose => app.wish.focus != Pane::Flags,
            Command::FocusBody => app.wish.focus == Pane::Body,
            _ => false,
        };
        if !is_moot {
            return;
        }
        go(app, at + 1);
    }
}

/// Ends the tour where it is.
pub(super) fn leave(app: &mut App) {
    app.tour = None;
    let key = app.key(Command::Tour);
    app.say(format!("The tour has ended; {key} begins it again."));
}

fn go(app: &mut App, step: usize) {
    app.tour = Some(step).filter(|step| *step < STEPS.len());
    if app.tour.is_none() {
        let (help, palette) = (app.key(Command::Help), app.key(Command::Palette));
        app.say(format!("That was the tour. {help} shows every key, {palette} finds a command."));
    }
}

impl App {
    /// Returns what the tour asks to be pressed next.
    #[must_use]
    pub fn tour_says(&self) -> Option<String> {
        let at = self.tour?;
        let (command, words) = STEPS.get(at)?;
        let (key, count) = (self.key(*command), STEPS.len());
        Some(format!("Tour {} of {count}: {key} {words}.", at + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Desk;

    #[test]
    fn every_step_is_led_to_by_the_one_before() {
        let mut desk = Desk::with(
            "# Gates\n\nIt was late.\n\n{Mara Venn|“Shut,”} [s|Mara Venn] [c|said].",
            120,
            30,
        );
        assert_eq!(desk.app.tour_says(), None);
        desk.press("g t");
        for (at, (command, _)) in STEPS.iter().enumerate() {
            assert_eq!(desk.app.tour, Some(at), "{command:?}: {}", desk.message());
            let said = desk.app.tour_says().unwrap();
            assert!(said.chars().count() <= 78, "{said}");
            let key = desk.app.key(*command);
            desk.press(&key);
        }
        assert_eq!(desk.app.tour_says(), None);
    }

    #[test]
    fn steps_are_passed_over_and_other_keys_do_not_count() {
        let mut desk = Desk::with("# Gates\n\nIt was late.", 120, 30);
        desk.press("g t j k g t");
        assert_eq!(desk.app.tour, Some(1));
        desk.press("<Esc>");
        assert_eq!(desk.message(), "The tour has ended; gt begins it again.");
        desk.press("g t");
        assert_eq!(desk.app.tour, Some(0));
        for at in [1, 2, 5, 6, 8, 9] {
            assert_eq!(
                desk.press("g t").app.tour,
                Some(at),
                "what is not open is not to be closed"
            );
        }
        desk.press("g t");
        assert_eq!(desk.message(), "That was the tour. ? shows every key, : finds a command.");
        assert_eq!(desk.app.tour, None);
    }
}
