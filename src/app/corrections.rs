//! Corrections from the reader: saying who said what, and taking it back.
//!
//! A correction applies once the store has it, so what is on the screen is what will be there
//! tomorrow. It is applied on another thread: in a long article that takes longer than a key may.
//! Taking it back is for `undo`.

use super::App;
use super::aside::Aside;
use super::command::Command;
use super::effect::Effect;
use super::panes::Pane;
use super::prompt::{Ask, Prompt};
use super::reader::Reader;
use super::sheet::{self, Subject};
use super::sifting;
use super::undo::cut;
use crate::anchor::{Outcome, select};
use crate::annotation::{Annotations, Speaker, SpeakerId};
use crate::briefing::Briefing;
use crate::correction::{Change, Correction, Who};
use crate::flag::Later;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Lists whom the focused quote, else the first one of the paragraph, can be of.
pub(super) fn ask_speaker(app: &mut App) {
    let Some(reader) = &mut app.reader else { return app.say_no_article() };
    let Some(quote) = reader.quote_here() else {
        let key = app.key(Command::NextQuote);
        return app.say(format!("No quote stands here. {key} goes to the next one."));
    };
    if reader.focused != Some(quote) {
        reader.land_on_quote(quote);
    }
    sheet::open(app, Subject::Who(quote));
}

/// Lists whom the selected speaker can be the same as.
pub(super) fn ask_same(app: &mut App) {
    let Some((speaker, _)) = selected(app) else { return say_no_speaker(app) };
    let speakers = app.reader.as_ref().map_or(0, |it| it.briefing.annotations.speakers.len());
    if speakers < 2 {
        return app.say("The article has no other speaker.");
    }
    sheet::open(app, Subject::Same(speaker));
}

/// Asks for another name of the selected speaker.
pub(super) fn ask_name(app: &mut App) {
    let Some((id, speaker)) = selected(app) else { return say_no_speaker(app) };
    app.prompt = Some(Prompt::new(Ask::Name(id), &speaker.canonical));
}

/// Asks for another role of the selected speaker.
pub(super) fn ask_role(app: &mut App) {
    let Some((id, speaker)) = selected(app) else { return say_no_speaker(app) };
    app.prompt = Some(Prompt::new(Ask::Role(id), speaker.role.as_deref().unwrap_or("")));
}

/// Asks for the name of somebody whom the article does not name.
pub(super) fn ask_somebody(app: &mut App, quote: usize) {
    app.prompt = Some(Prompt::new(Ask::Somebody(quote), ""));
}

/// The speaker of the open card, else the one selected in the panel.
fn selected(app: &App) -> Option<(SpeakerId, Speaker)> {
    let reader = app.reader.as_ref()?;
    let card = app.sheet.as_ref().filter(|_| app.wish.focus == Pane::Sheet);
    let id = match card.map(|sheet| sheet.subject) {
        Some(Subject::Card(id)) => id,
        _ => reader.voices.list().get(app.speakers.selected)?.speaker,
    };
    Some((id, reader.briefing.annotations.speakers.get(id.0)?.clone()))
}

fn say_no_speaker(app: &mut App) {
    app.say("No speaker is quoted in this article.");
}

/// Gives a quote to a speaker of the article, or to nobody.
pub(super) fn reassign(
    app: &mut App,
    quote: usize,
    speaker: Option<SpeakerId>,
    effects: &mut Vec<Effect>,
) {
    let Some(reader) = &app.reader else { return };
    if reader.quote(quote).is_some_and(|quote| quote.speaker == speaker) {
        let speaker = speaker.and_then(|id| reader.briefing.annotations.speakers.get(id.0));
        let name = speaker.map_or("Nobody", |speaker| &speaker.canonical);
        return app.say(format!("{name} said it before."));
    }
    let to = speaker.and_then(|id| Whom::of(reader, id));
    add_reassignment(app, quote, move |briefing| to.map(|to| to.who(briefing)), effects);
}

/// Gives a quote to somebody whom the article does not name.
pub(super) fn give_to(app: &mut App, quote: usize, name: &str, effects: &mut Vec<Effect>) {
    if name.is_empty() {
        return app.say("Nothing was changed: no name was given.");
    }
    let somebody = Who::named(name);
    add_reassignment(app, quote, move |_| Some(somebody), effects);
}

fn add_reassignment(
    app: &mut App,
    quote: usize,
    to: impl FnOnce(&Briefing) -> Option<Who> + Send + 'static,
    effects: &mut Vec<Effect>,
) {
    let Some(reader) = &app.reader else { return };
    // Its first words: what stands between two parts of it is not said by anybody.
    let first = reader.quote(quote).and_then(|quote| quote.content.first().copied());
    let Some(span) = first else { return };
    let change = move |briefing: &Briefing| {
        let quote = select(&briefing.document, span);
        Change::Reassign { quote, to: to(briefing) }
    };
    add(app, change, effects);
}

/// Makes one speaker of two.
pub(super) fn merge(app: &mut App, from: SpeakerId, into: SpeakerId, effects: &mut Vec<Effect>) {
    let whom = |id| Whom::of(app.reader.as_ref()?, id);
    let (Some(from), Some(into)) = (whom(from), whom(into)) else { return };
    add(app, move |it| Change::Merge { from: from.who(it), into: into.who(it) }, effects);
}

/// Gives a speaker another name.
pub(super) fn rename(app: &mut App, id: SpeakerId, name: String, effects: &mut Vec<Effect>) {
    let Some(whom) = app.reader.as_ref().and_then(|reader| Whom::of(reader, id)) else { return };
    if name.is_empty() || name == whom.name {
        return app.say("Nothing was changed: the name is the same.");
    }
    add(app, move |it| Change::Rename { speaker: whom.who(it), name }, effects);
}

/// Gives a speaker another role, or none.
pub(super) fn set_role(app: &mut App, id: SpeakerId, role: String, effects: &mut Vec<Effect>) {
    let Some(whom) = app.reader.as_ref().and_then(|reader| Whom::of(reader, id)) else { return };
    let role = (!role.is_empty()).then_some(role);
    add(app, move |it| Change::Role { speaker: whom.who(it), role }, effects);
}

/// A speaker of the article, who is described when there is time for it.
struct Whom {
    id: SpeakerId,
    name: String,
}

impl Whom {
    fn of(reader: &Reader, id: SpeakerId) -> Option<Self> {
        let speaker = reader.briefing.annotations.speakers.get(id.0)?;
        Some(Self { id, name: speaker.canonical.clone() })
    }

    fn who(&self, briefing: &Briefing) -> Who {
        let described = Who::of(&briefing.document, &briefing.annotations, self.id);
        described.unwrap_or_else(|| Who::named(&self.name))
    }
}

fn add(
    app: &mut App,
    change: impl FnOnce(&Briefing) -> Change + Send + 'static,
    effects: &mut Vec<Effect>,
) {
    let Some(reader) = &app.reader else { return };
    let briefing = reader.briefing.clone();
    let change = Later::new(move || change(&briefing));
    effects.push(Effect::AddCorrection { keys: reader.keys.clone(), change });
    app.say("Saving the correction …");
}

/// Takes the correction of the selected line back, or puts it in force again.
pub(super) fn toggle(app: &mut App, effects: &mut Vec<Effect>) {
    let id = app.sheet.as_ref().and_then(sheet::Sheet::correction);
    let known = app.reader.iter().flat_map(|reader| &reader.corrections);
    match known.into_iter().find(|correction| Some(correction.id) == id) {
        Some(correction) => effects.push(Effect::SetCorrection {
            id: correction.id,
            in_force: correction.deleted.is_some(),
        }),
        None => app.say("No correction is selected."),
    }
}

/// Takes in the corrections of an article, if it is the open one.
pub(super) fn of_article(
    app: &mut App,
    corrections: Vec<Correction>,
    generation: u64,
    effects: &mut Vec<Effect>,
) {
    let reader = app.reader.as_mut().filter(|reader| reader.generation == generation);
    let Some(reader) = reader.filter(|reader| reader.corrections != corrections) else { return };
    reader.corrections = corrections;
    apply(app, effects);
}

/// Has the article's corrections applied to what the annotator found, once that is there. Until
/// that is done what is shown stays.
pub(super) fn apply(app: &mut App, effects: &mut Vec<Effect>) {
    let Some((reader, found)) = app.reader.as_ref().and_then(|it| Some((it, it.found()?.clone())))
    else {
        return;
    };
    app.correcting += 1;
    if reader.corrections.is_empty() {
        return change(app, |reader| reader.annotate(found, BTreeMap::new()));
    }
    effects.push(Effect::Aside(Aside::Correct {
        document: reader.briefing.document.clone(),
        found,
        corrections: reader.corrections.clone(),
        generation: reader.generation,
        turn: app.correcting,
    }));
}

/// What became of corrections and, with them, of the annotations.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What is annotated then.
    pub annotations: Arc<Annotations>,
    /// What became of each correction, by its id.
    pub outcomes: BTreeMap<Uuid, Outcome>,
    /// The generation of the effect.
    pub generation: u64,
    /// The turn of the effect.
    pub turn: u64,
}

/// Takes in the annotations as corrected, unless anything has happened to either since.
pub(super) fn applied(app: &mut App, applied: Applied) {
    let is_open = app.reader.as_ref().is_some_and(|it| it.generation == applied.generation);
    if is_open && applied.turn == app.correcting {
        change(app, |reader| reader.annotate(applied.annotations, applied.outcomes));
    }
}

/// Takes in what the store has committed.
pub(super) fn saved(app: &mut App, correction: Correction, effects: &mut Vec<Effect>) {
    let sentence = correction.change.brief(WORDS);
    let undo = app.key(Command::Undo);
    app.say(match correction.deleted {
        None => format!("Saved: {}. {undo} takes it back.", cut(&sentence, ROOM)),
        Some(_) => format!("Taken back: {}.", cut(&sentence, ROOM)),
    });
    if let Some(reader) = &mut app.reader {
        reader.corrected(correction);
    }
    apply(app, effects);
}

/// Takes in corrections that were taken back, or put in force again: of whichever article.
pub(super) fn undone(app: &mut App, corrections: Vec<Correction>, effects: &mut Vec<Effect>) {
    let Some(reader) = &mut app.reader else { return };
    let is_here = |it: &Correction| reader.corrections.iter().any(|known| known.id == it.id);
    let here: Vec<Correction> = corrections.into_iter().filter(is_here).collect();
    if !here.is_empty() {
        here.into_iter().for_each(|correction| reader.corrected(correction));
        apply(app, effects);
    }
}

/// Characters of a sentence beside which the way back has room on a screen of 80 columns.
const ROOM: usize = 44;
/// Characters of a quotation in it.
pub(super) const WORDS: usize = 20;

/// Says that the store could not do what was asked of it; nothing was changed.
pub(super) fn failed(app: &mut App, message: &str) {
    app.complain(format!("The correction was not saved. {message}"));
}

/// Changes the annotations; whoever was shown is still shown, under a new name or number.
fn change(app: &mut App, change: impl FnOnce(&mut Reader)) {
    let Some(reader) = &mut app.reader else { return };
    let before = reader.before.clone().unwrap_or_else(|| reader.briefing.annotations.clone());
    let selected = reader.voices.list().get(app.speakers.selected).map(|voice| voice.speaker);
    change(reader);
    if !reader.annotated {
        return;
    }
    reader.before = None;
    let after = reader.briefing.annotations.clone();
    reader.only = reader.only.and_then(|id| again(&before, &after, id));
    let selected = selected.and_then(|id| again(&before, &after, id));
    let place =
        selected.and_then(|id| reader.voices.list().iter().position(|voice| voice.speaker == id));
    app.speakers.selected = place.unwrap_or(app.speakers.selected);
    sheet::follow_speakers(app, |id| again(&before, &after, id));
    app.follow_speaker();
    sifting::corrected(app);
}

/// Finds a speaker again by name, else as one who is called, or was, otherwise as well.
fn again(before: &Annotations, after: &Annotations, id: SpeakerId) -> Option<SpeakerId> {
    let Speaker { canonical: name, aliases, .. } = before.speakers.get(id.0)?;
    let find = |is_it: &dyn Fn(&Speaker) -> bool| after.speakers.iter().position(is_it);
    let found = find(&|speaker| speaker.canonical == *name)
        .or_else(|| find(&|speaker| speaker.aliases.contains(name)))
        .or_else(|| find(&|speaker| aliases.contains(&speaker.canonical)));
    found.map(SpeakerId)
}

/// Opens the list of the article's corrections.
pub(super) fn open_list(app: &mut App) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    if reader.corrections.is_empty() {
        let key = app.key(Command::Reassign);
        return app.say(format!("This article has no correction. {key} gives a quote to another."));
    }
    sheet::open(app, Subject::Corrections);
}
