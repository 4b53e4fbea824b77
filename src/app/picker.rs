//! A list to choose from while typing: the places that can be gone to, or the commands.
//!
//! What is typed is matched as in a fuzzy finder: its letters in their order, words in any order;
//! `'word` as it stands, `^` at the start, `$` at the end, `!` not at all.

use super::App;
use super::command::{Command, Context, TABLE};
use super::contents::Entry;
use super::effect::Effect;
use super::key::Key;
use super::list::ListState;
use super::motion::Motion;
use super::prompt::{Ask, Prompt};
use super::{flags, jumps, opening, press, update};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use uuid::Uuid;

/// An open list.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    items: Vec<Item>,
    /// Items that match, the best first.
    hits: Vec<usize>,
    /// The selected one of them.
    pub list: ListState,
    /// What they match.
    query: String,
}

/// Something to choose.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is called, and searched by; one line.
    pub text: String,
    /// What it is, or its keys.
    pub detail: String,
    /// What choosing it does.
    target: Target,
}

#[derive(Clone, Debug)]
enum Target {
    Article(Entry),
    /// A speaker, by place among the voices.
    Speaker(usize),
    Flag(Uuid),
    Command(Command),
}

/// Characters of a flagged passage, and of a note, that are shown and searched, at the most.
const LONGEST: usize = 200;

/// Opens the list of what can be gone to.
pub(super) fn go_to(app: &mut App, effects: &mut Vec<Effect>) {
    if app.flags.all.is_none() {
        effects.push(Effect::ReadAllFlags);
    }
    open(app, Ask::GoTo);
}

/// Opens the list of commands.
pub(super) fn palette(app: &mut App) {
    open(app, Ask::Palette);
}

fn open(app: &mut App, ask: Ask) {
    app.prompt = Some(Prompt::new(ask, ""));
    app.picker = Some(Picker::default());
    fill(app);
}

/// Lists anew what can be chosen, after something of it has arrived.
pub(super) fn fill(app: &mut App) {
    let items = match app.prompt.as_ref().map(|prompt| prompt.ask) {
        Some(Ask::GoTo) => places(app),
        Some(Ask::Palette) => commands(app),
        _ => return,
    };
    if let Some(picker) = &mut app.picker {
        picker.items = items;
        picker.hits = (0..picker.items.len()).collect();
        picker.narrow();
    }
}

/// Matches the items with what stands in the prompt.
pub(super) fn typed(app: &mut App) {
    if let (Some(prompt), Some(picker)) = (&app.prompt, &mut app.picker) {
        picker.search(prompt.input.value());
    }
}

/// Moves the selection.
pub(super) fn moved(app: &mut App, motion: Motion) {
    if let Some(picker) = &mut app.picker {
        picker.list.go(motion, picker.hits.len());
    }
}

/// Does what the selected item is for.
pub(super) fn choose(app: &mut App, key: Key, effects: &mut Vec<Effect>) {
    let Some(picker) = app.picker.take() else { return };
    let chosen = picker.hits.get(picker.list.selected).and_then(|&hit| picker.items.get(hit));
    match chosen.map(|item| item.target.clone()) {
        Some(Target::Article(entry)) => opening::open_entry(app, entry, effects),
        Some(Target::Speaker(place)) => {
            app.speakers.selected = place;
            jumps::show_quote(app);
        }
        Some(Target::Flag(id)) => flags::show_by_id(app, id, effects),
        Some(Target::Command(command)) => update::perform(app, command, key, effects),
        None => app.say(format!("Nothing is called “{}”.", picker.query)),
    }
}

/// Speakers and flags of the open article, then articles, then the flags of others.
fn places(app: &App) -> Vec<Item> {
    let mut items = Vec::new();
    let mut here = BTreeSet::new();
    if let Some(reader) = &app.reader {
        let speakers = &reader.briefing.annotations.speakers;
        for (place, voice) in reader.voices.list().iter().enumerate() {
            let Some(speaker) = speakers.get(voice.speaker.0) else { continue };
            let text = speaker.with_role();
            let detail = "speaker".to_owned();
            items.push(Item { text, detail, target: Target::Speaker(place) });
        }
        for placed in reader.flags.iter().filter(|placed| placed.flag.deleted.is_none()) {
            here.insert(placed.flag.id);
            items.push(flag(&placed.flag, "flag"));
        }
    }
    items.extend(app.contents.entries().map(|entry| Item {
        text: entry.headline.clone(),
        detail: entry.published.map_or_else(String::new, |published| published.date.to_string()),
        target: Target::Article(entry.clone()),
    }));
    let all = app.flags.all.iter().flatten().map(|listed| &listed.flag);
    let elsewhere = all.filter(|flag| flag.deleted.is_none() && !here.contains(&flag.id));
    items.extend(elsewhere.map(|it| flag(it, "flag elsewhere")));
    items
}

fn flag(flag: &crate::flag::Flag, detail: &str) -> Item {
    let line = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().take(LONGEST).collect::<String>()
    };
    let (note, words) = (line(&flag.note), line(&flag.selector.exact));
    let text = if note.is_empty() { words } else { format!("{note}: {words}") };
    Item { text, detail: detail.to_owned(), target: Target::Flag(flag.id) }
}

/// The commands that mean something at the moment.
fn commands(app: &App) -> Vec<Item> {
    let contexts = press::contexts(app);
    let useful = TABLE.iter().filter(|info| {
        contexts.contains(&info.context)
            && info.context != Context::Help
            && !matches!(info.command, Command::Palette)
    });
    let item = |info: &super::command::Info| Item {
        text: format!("{}: {}", info.name, info.sentence),
        detail: app.keymap.keys_of(info.command).collect::<Vec<_>>().join(" "),
        target: Target::Command(info.command),
    };
    useful.map(item).collect()
}

impl Picker {
    /// Returns how many items match, and how many there are.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        (self.hits.len(), self.items.len())
    }

    /// Returns the items on the screen with their place among those that match, and which of
    /// their grapheme clusters match.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Item, BTreeSet<usize>)> {
        let pattern = self.pattern();
        let mut matcher = Matcher::new(Config::DEFAULT);
        let shown = self.hits.iter().enumerate().skip(self.list.offset).take(self.list.page);
        shown.filter_map(move |(place, &hit)| {
            let item = self.items.get(hit)?;
            let (mut found, mut characters) = (Vec::new(), Vec::new());
            pattern.indices(Utf32Str::new(&item.text, &mut characters), &mut matcher, &mut found);
            let found = found.into_iter().filter_map(|at| usize::try_from(at).ok());
            Some((place, item, found.collect()))
        })
    }

    fn search(&mut self, query: &str) {
        // What does not match does not match more of the same either, unless it is to be left
        // out or is tied to an end.
        let narrower = query.starts_with(&self.query) && !query.contains(['!', '$', '\\']);
        if !narrower {
            self.hits = (0..self.items.len()).collect();
        }
        if query != self.query {
            self.list = ListState { page: self.list.page, ..ListState::default() };
        }
        query.clone_into(&mut self.query);
        self.narrow();
    }

    fn pattern(&self) -> Pattern {
        Pattern::parse(&self.query, CaseMatching::Smart, Normalization::Smart)
    }

    /// Keeps the hits that match, the best first.
    fn narrow(&mut self) {
        let pattern = self.pattern();
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut characters = Vec::new();
        let score = |&hit: &usize| {
            let text = &self.items.get(hit)?.text;
            let score = pattern.score(Utf32Str::new(text, &mut characters), &mut matcher)?;
            Some((Reverse(score), hit))
        };
        let mut scored: Vec<_> = self.hits.iter().filter_map(score).collect();
        scored.sort_unstable();
        self.hits = scored.into_iter().map(|(_, hit)| hit).collect();
    }
}

impl App {
    /// Fits the open list to its rows.
    pub(super) fn settle_picker(&mut self) {
        let rows = self.panes().picker().titled().1.height;
        if let Some(picker) = &mut self.picker {
            picker.list.settle(picker.hits.len(), rows, 1);
        }
    }

    /// Gives up the open list.
    pub(super) fn close_picker(&mut self) {
        self.picker = None;
    }
}

#[cfg(test)]
mod tests {
    use crate::app::panes::Pane;
    use crate::app::testing::Desk;

    const A: &str = "# Harbour gates stay shut\n\n{Mara Venn, harbour master|“The gates stay shut,”} \
        [c|said] [s|Mara Venn].\n\n{Olu Dace|“For how long?”}";

    fn desk() -> Desk {
        let articles =
            [("a.txt", A), ("b.txt", "# Storm warning\n\nWind."), ("c.txt", "# Café höhle\n\nX.")];
        Desk::library(&articles, 100, 30)
    }

    /// What is listed for some words, the best first.
    fn check(open: &str, words: &str, expected: &[&str]) {
        let mut desk = desk();
        desk.press("} m <Enter>").press(open).type_in(words);
        let picker = desk.app.picker.as_ref().unwrap();
        let shown: Vec<&str> = picker
            .shown()
            .map(|(_, item, _)| item.text.as_str())
            .take(expected.len().max(1))
            .collect();
        assert_eq!(shown, expected, "{words}");
    }

    #[test]
    fn places_are_found_by_some_of_their_letters() {
        check("o", "", &["Mara Venn, harbour master", "Olu Dace"]);
        check("o", "stormwarn", &["Storm warning"]);
        check("o", "dace", &["Olu Dace"]);
        check("o", "how long", &[]);
        check("o", "shut harbour", &["Harbour gates stay shut"]);
        check("o", "cafe hohle", &["Café höhle"]);
        check("o", "ö", &["Café höhle"]);
        check("o", "日本", &[]);
        check("o", "!harbour !olu !wind !“ ^s", &["Storm warning"]);
    }

    #[test]
    fn choosing_leads_there() {
        let at = |words: &str| {
            let mut desk = desk();
            desk.press("o").type_in(words).press("<Enter>");
            (desk.at(), desk.app.wish.focus)
        };
        let body = |at: &str| (at.to_owned(), Pane::Body);
        assert_eq!(at("olu"), body("“For how"));
        assert_eq!(at("storm"), body("Storm warning"));
        assert_eq!(at("nothing of this"), body("Harbour gates"));
        let mut desk = desk();
        desk.press("] ] m")
            .type_in("ask again")
            .press("<Enter> o")
            .type_in("again")
            .press("<Enter>");
        assert_eq!(desk.at(), "“For how");
        desk.press("o <Down> <Down> <Up> <Enter>");
        assert_eq!(desk.at(), "“For how");
        desk.press("o").type_in("storm").press("<Esc>");
        assert!(desk.app.picker.is_none());
        assert_eq!(desk.at(), "“For how", "given up");
    }

    #[test]
    fn commands_are_found_by_what_they_do() {
        check(":", "quit", &["quit: Quits."]);
        check(":", "help", &["help: Shows the keys."]);
        let mut desk = desk();
        desk.press(":").type_in("next-quote").press("<Enter>");
        assert_eq!(desk.at(), "“The gates");
        desk.press(":").type_in("search").press("<Enter>").type_in("long").press("<Enter>");
        assert_eq!(desk.message(), "Match 1 of 1.");
    }
}
