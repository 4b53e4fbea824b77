//! Sheets: lists about the open article that take the text's place while they are looked at.
//!
//! What a sheet says is made once, when it is opened or the annotations change, so that a key
//! costs the same with ten quotes and with ten thousand. The words of the lines come from
//! `lines`; drawing them is the view's.

mod lines;

pub use lines::{Kind, Line, Target};

use super::App;
use super::command::Command;
use super::corrections;
use super::effect::Effect;
use super::jumps::Jump;
use super::links;
use super::list::ListState;
use super::motion::Motion;
use super::panes::Pane;
use super::reader::Reader;
use crate::annotation::SpeakerId;
use crate::search::WatchWords;
use uuid::Uuid;

/// An open sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it is about.
    pub subject: Subject,
    /// The words in its title row.
    pub title: String,
    /// How many there are of what it lists.
    pub count: String,
    /// The selected line.
    pub list: ListState,
    /// The lines.
    pub lines: Vec<Line>,
    /// The pane that had the focus before.
    before: Pane,
}

/// What a sheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Who said what, in the order of the text.
    Outline,
    /// One speaker: the namings, every quote with its grounds, every mention.
    Card(SpeakerId),
    /// Whom a quote can be given to.
    Who(usize),
    /// Whom a speaker can be the same as.
    Same(SpeakerId),
    /// What was corrected in the article.
    Corrections,
    /// Where watch words stand.
    Watched,
    /// Where the article's links lead.
    Links,
}

impl Sheet {
    /// Moves the selection to a line that leads somewhere, in the motion's direction if there is
    /// one.
    pub(super) fn go(&mut self, motion: Motion) {
        let from = self.list.selected;
        self.list.go(motion, self.lines.len());
        let at = self.list.selected;
        let leads = |index: &usize| self.lines.get(*index).is_some_and(|it| it.target.is_some());
        let after = (at..self.lines.len()).find(leads);
        let before = (0..=at).rev().find(leads);
        let chosen = if at < from { before.or(after) } else { after.or(before) };
        self.list.selected = chosen.unwrap_or(at);
        if at < from && before.is_none() {
            // What stands above the first line that leads anywhere is to be seen as well.
            self.list.offset = 0;
        }
    }

    /// Returns where the selected line leads.
    fn target(&self) -> Option<Target> {
        self.lines.get(self.list.selected)?.target
    }

    /// Returns the correction that the selected line speaks of.
    pub(super) fn correction(&self) -> Option<Uuid> {
        match self.target()? {
            Target::Correction(id) => Some(id),
            _ => None,
        }
    }

    /// Takes in what the lines say now.
    fn write(&mut self, reader: &Reader, watch: &WatchWords) {
        let lines::Written { title, count, lines } = lines::write(reader, watch, self.subject);
        (self.title, self.count, self.lines) = (title, count, lines);
    }
}

/// Lists who said what in the order of the text; the focused quote, else the one that comes
/// next, is selected.
pub(super) fn open_outline(app: &mut App) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    if reader.briefing.annotations.quotes.is_empty() {
        return app.say(match reader.annotated {
            true => "No quote was found in this article.",
            false => "The quotes are still being looked for.",
        });
    }
    let near = reader.focused.or_else(|| reader.quote_from_here(None, false, 1));
    open_at(app, Subject::Outline, near.map(Target::Quote));
}

/// Shows the card of the panel's selected speaker.
pub(super) fn open_card(app: &mut App) {
    let voice = app.reader.as_ref().and_then(|it| it.voices.list().get(app.speakers.selected));
    let Some(speaker) = voice.map(|voice| voice.speaker) else {
        return app.say("No speaker is quoted in this article.");
    };
    let focused = app.reader.as_ref().and_then(|reader| reader.focused);
    open_at(app, Subject::Card(speaker), focused.map(Target::Quote));
}

/// Opens a sheet with its first line selected, or for a quote the line of its speaker.
pub(super) fn open(app: &mut App, subject: Subject) {
    let selected = match subject {
        Subject::Who(quote) => {
            let quote = app.reader.as_ref().and_then(|reader| reader.quote(quote));
            quote.map(|quote| Target::Speaker(quote.speaker))
        }
        _ => None,
    };
    open_at(app, subject, selected);
}

/// Lists the article's links; the first one from the top of the screen on is selected.
pub(super) fn open_links(app: &mut App) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let links = &reader.document().links;
    if links.is_empty() {
        return app.say("This article has no links.");
    }
    let near = links.partition_point(|link| link.span.start < reader.top);
    open_at(app, Subject::Links, Some(Target::Link(near.min(links.len() - 1))));
}

/// Lists where watch words stand.
pub(super) fn open_watched(app: &mut App) {
    if app.reader.is_none() {
        return app.say_no_article();
    }
    if app.watch.is_empty() {
        return app.say("There are no watch words. “watch” in the config names them.");
    }
    open(app, Subject::Watched);
    if app.sheet.as_ref().is_some_and(|sheet| sheet.lines.is_empty()) {
        close(app);
        app.say("This article has none of the watch words.");
    }
}

fn open_at(app: &mut App, subject: Subject, selected: Option<Target>) {
    let Some(reader) = &app.reader else { return };
    let before = match &app.sheet {
        Some(sheet) if app.wish.focus == Pane::Sheet => sheet.before,
        _ => app.wish.focus,
    };
    let mut sheet = Sheet {
        subject,
        title: String::new(),
        count: String::new(),
        list: ListState::default(),
        lines: Vec::new(),
        before,
    };
    sheet.write(reader, &app.watch);
    let at = selected.and_then(|it| sheet.lines.iter().position(|line| line.target == Some(it)));
    match at {
        Some(at) => sheet.list.selected = at,
        None => sheet.go(Motion::Lines(0)),
    }
    app.sheet = Some(sheet);
    app.focus(Pane::Sheet);
}

/// Writes the open sheet again after the article or its annotations have changed; one whose
/// subject is gone, so that there is nothing to write, is closed.
pub(super) fn renew(app: &mut App) {
    let (Some(sheet), Some(reader)) = (&mut app.sheet, &app.reader) else { return };
    sheet.write(reader, &app.watch);
    if sheet.lines.is_empty() {
        return close(app);
    }
    sheet.go(Motion::Lines(0));
}

/// Writes the open sheet again after speakers have got other numbers; `again` finds one.
pub(super) fn follow_speakers(app: &mut App, again: impl Fn(SpeakerId) -> Option<SpeakerId>) {
    let Some(sheet) = &mut app.sheet else { return };
    if let Subject::Card(speaker) | Subject::Same(speaker) = &mut sheet.subject {
        match again(*speaker) {
            Some(id) => *speaker = id,
            None => return close(app),
        }
    }
    renew(app);
}

/// Goes to what the selected line speaks of, or takes it as the answer to the sheet's question.
pub(super) fn follow(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(subject) = app.sheet.as_ref().map(|sheet| sheet.subject) else { return };
    match app.sheet.as_ref().and_then(Sheet::target) {
        Some(Target::Quote(index)) => {
            app.focus(Pane::Body);
            app.jump(Jump::Chosen, None, |reader| reader.land_on_quote(index));
        }
        Some(Target::Passage(span)) => {
            app.focus(Pane::Body);
            app.jump(Jump::Chosen, None, |reader| reader.land(span));
        }
        Some(Target::Speaker(speaker)) => {
            close(app);
            match (subject, speaker) {
                (Subject::Who(quote), _) => corrections::reassign(app, quote, speaker, effects),
                (Subject::Same(from), Some(into)) => corrections::merge(app, from, into, effects),
                _ => {}
            }
        }
        Some(Target::Somebody) => {
            close(app);
            if let Subject::Who(quote) = subject {
                corrections::ask_somebody(app, quote);
            }
        }
        Some(Target::Link(index)) => {
            links::open(app, index, effects);
        }
        Some(Target::Correction(id)) => {
            let place = app.reader.as_ref().and_then(|reader| reader.place_of_correction(id));
            let Some(span) = place else {
                return app.say("What it speaks of is no longer in this article.");
            };
            app.focus(Pane::Body);
            app.jump(Jump::Chosen, None, |reader| reader.land(span));
        }
        None => app.say("This line leads nowhere."),
    }
}

/// Closes the sheet; the pane that had the focus before has it again.
pub(super) fn close(app: &mut App) {
    let before = app.sheet.take().map(|sheet| sheet.before);
    if app.wish.focus == Pane::Sheet {
        app.focus(before.unwrap_or_default());
    }
}

/// Shows the quotes of one speaker alone, or all again: of the focused quote's speaker in the
/// text, else of the one selected in the panel.
pub(super) fn toggle_only(app: &mut App) {
    let in_text = app.wish.focus == Pane::Body;
    let selected = app.speakers.selected;
    let Some(reader) = &mut app.reader else { return app.say_no_article() };
    if reader.only.take().is_some() {
        return app.say("All quotes are shown again.");
    }
    let focused = reader.focused.filter(|_| in_text).and_then(|index| reader.quote(index));
    let speaker = match focused {
        Some(quote) => quote.speaker,
        None => reader.voices.list().get(selected).map(|voice| voice.speaker),
    };
    let Some(speaker) = speaker else {
        return app.say("Nobody is known to say this quote.");
    };
    reader.only = Some(speaker);
    let name = reader.briefing.annotations.speakers.get(speaker.0);
    let name = name.map_or(String::new(), |speaker| speaker.canonical.clone());
    let key = app.key(Command::OnlySpeaker);
    app.say(format!("Only what {name} said; {key} shows all again."));
}
