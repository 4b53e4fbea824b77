//! Flags in the text: going from one to the next, reading one where it stands, editing the extent
//! of its passage.

use super::editing::change;
use super::{NOT_SAVED, selected, show_by_id};
use crate::app::App;
use crate::app::command::{Command, Context};
use crate::app::effect::Effect;
use crate::app::jumps::{self, Jump};
use crate::app::panes::Pane;
use crate::app::reader::{Reader, Unit};
use crate::flag::{Flag, FlagChange, Later, Passage};
use crate::span::Span;
use uuid::Uuid;

/// What is being done to flags in the text.
#[derive(Clone, Debug, Default)]
pub struct InText {
    /// The flag gone to last.
    here: Option<Uuid>,
    /// It is shown in full.
    pub peeking: bool,
    /// The flag whose extent is edited, in the article of this generation.
    extent: Option<(Uuid, u64)>,
    /// The flag whose extent is to be edited when its article is open.
    wanted: Option<Uuid>,
}

/// The place of the flag at the cursor in that order: the one gone to last if the cursor still is
/// there, else the first that touches what would be flagged.
fn at_cursor(app: &App, order: &[(Span, &Flag)]) -> Option<usize> {
    let reader = app.reader.as_ref()?;
    let is_here = |it: &(Span, &Flag)| is_gone_to(app, reader, it);
    let touches = |target: Span| order.iter().position(|(span, _)| span.overlaps(target));
    order.iter().position(is_here).or_else(|| touches(reader.target()?))
}

/// Tells whether a flag was gone to last, and not left since.
fn is_gone_to(app: &App, reader: &Reader, (span, flag): &(Span, &Flag)) -> bool {
    let in_text = &app.flags.in_text;
    Some(flag.id) == in_text.here && (in_text.peeking || span.start == reader.cursor)
}

/// Goes to the next flag or to the one before, or as many further; `tagged` passes over those that
/// share no tag with the flag at the cursor.
pub(in crate::app) fn next(
    app: &mut App,
    back: bool,
    tagged: bool,
    times: usize,
    repeated: Option<Jump>,
) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let mut order: Vec<_> = reader.flags.in_order().collect();
    if order.is_empty() {
        let key = app.key(Command::Flag);
        return app.say(format!("No flag stands in this article. {key} sets one."));
    }
    let here = at_cursor(app, &order).and_then(|at| order.get(at)).copied();
    if tagged {
        let tags = here.map(|(_, flag)| &flag.tags).filter(|tags| !tags.is_empty());
        let Some(tags) = tags else { return app.say("No flag with a tag stands here.") };
        order.retain(|(_, flag)| flag.tags.iter().any(|tag| tags.contains(tag)));
    }
    // One that the cursor stands in, but was not gone to, is gone to first.
    let gone_to = here.filter(|it| is_gone_to(app, reader, it));
    let own = gone_to.and_then(|(_, here)| order.iter().position(|(_, it)| it.id == here.id));
    let cursor = reader.cursor;
    let before = order.partition_point(|(span, _)| span.start < cursor);
    let times = times.max(1);
    let to = match (own, back) {
        (Some(own), false) => Some(own.saturating_add(times).min(order.len() - 1)),
        (Some(own), true) => Some(own.saturating_sub(times)),
        (None, false) if before == order.len() => None,
        (None, false) => Some(before.saturating_add(times - 1).min(order.len() - 1)),
        (None, true) => before.checked_sub(1).map(|last| last.saturating_sub(times - 1)),
    };
    match to.filter(|to| own != Some(*to)).and_then(|to| Some((to, order.get(to)?))) {
        Some((to, (span, flag))) => {
            let (span, id, count) = (*span, flag.id, order.len());
            let note: Vec<&str> = flag.note.split_whitespace().collect();
            let what = if tagged { "Flag with this tag" } else { "Flag" };
            let said = match note.is_empty() {
                true => format!("{what} {} of {count}.", to + 1),
                false => format!("{what} {} of {count}: {}", to + 1, note.join(" ")),
            };
            app.flags.in_text.here = Some(id);
            app.jump(Jump::Flag, repeated, |reader| reader.land(span));
            if !app.flags.in_text.peeking {
                app.say(said);
            }
        }
        None => {
            let which = if back { "first" } else { "last" };
            let what = if tagged { "flag with this tag" } else { "flag" };
            app.say(format!("This is the {which} {what}."));
        }
    }
}

/// Shows the flag at the cursor in full, or no longer.
pub(in crate::app) fn toggle_peek(app: &mut App) {
    if std::mem::take(&mut app.flags.in_text.peeking) {
        return;
    }
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let order: Vec<_> = reader.flags.in_order().collect();
    let found = at_cursor(app, &order).and_then(|at| order.get(at)).map(|(_, flag)| flag.id);
    let Some(id) = found else {
        let key = app.key(Command::NextFlag);
        return app.say(format!("No flag stands here. {key} goes to the next one."));
    };
    app.focus(Pane::Body);
    (app.flags.in_text.here, app.flags.in_text.peeking) = (Some(id), true);
}

/// Tells whether a flag is shown in full over the text.
#[must_use]
pub(in crate::app) fn is_peeking(app: &App) -> bool {
    app.flags.in_text.peeking && app.wish.focus == Pane::Body
}

/// Closes what is shown over the text, unless a command is about the flag that it shows.
pub(in crate::app) fn close_unless(app: &mut App, command: Command) {
    let is_about = command.info().is_some_and(|info| info.context == Context::Flags);
    let stays = matches!(
        command,
        Command::FlagPeek
            | Command::ToggleNotes
            | Command::NextFlag
            | Command::PreviousFlag
            | Command::NextOfTag
            | Command::PreviousOfTag
            | Command::Undo
            | Command::Redo
    );
    if !is_about && !stays {
        app.flags.in_text.peeking = false;
    }
}

/// Returns the flag that is shown in full over the text, its place among those of the article, and
/// how many these are.
#[must_use]
pub fn peeked(app: &App) -> Option<(&Flag, Span, usize, usize)> {
    if !is_peeking(app) {
        return None;
    }
    let flags = &app.reader.as_ref()?.flags;
    let here = app.flags.in_text.here?;
    let (at, (span, flag)) = flags.in_order().enumerate().find(|(_, (_, flag))| flag.id == here)?;
    Some((flag, span, at, flags.in_order().count()))
}

/// Begins to edit which passage the selected flag quotes, in another article if need be.
pub(in crate::app) fn edit_extent(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(id) = selected(app).map(|flag| flag.id) else { return app.say(NOT_SAVED) };
    let mut here = app.reader.iter().flat_map(|reader| reader.flags.iter());
    if here.any(|placed| placed.flag.id == id) {
        return begin(app, id);
    }
    app.flags.in_text.wanted = Some(id);
    show_by_id(app, id, effects);
}

/// Begins to edit the extent that was asked for, if its article is open now.
pub(in crate::app) fn begin_wanted(app: &mut App) {
    let Some(wanted) = app.flags.in_text.wanted else { return };
    let mut here = app.reader.iter().flat_map(|reader| reader.flags.iter());
    if here.any(|placed| placed.flag.id == wanted) {
        app.flags.in_text.wanted = None;
        begin(app, wanted);
    }
}

fn begin(app: &mut App, id: Uuid) {
    let Some(reader) = &app.reader else { return };
    let placed = reader.flags.iter().find(|placed| placed.flag.id == id);
    let span = placed.and_then(|placed| placed.outcome.span());
    app.flags.in_text.extent = Some((id, reader.generation));
    (app.flags.in_text.here, app.flags.in_text.peeking) = (Some(id), false);
    app.focus(Pane::Body);
    let (keep, select) = (app.key(Command::ExtentKeep), app.key(Command::Select));
    let Some(span) = span else {
        return app.say(format!(
            "The flag's words have no place here. Select others ({select}), {keep} keeps them."
        ));
    };
    app.jump(Jump::Chosen, None, |reader| {
        reader.land(span);
        reader.select_between(span.start, span.end.saturating_sub(1), Unit::Character);
    });
    let leave = app.key(Command::Leave);
    app.say(format!("{keep} keeps the selection as the flag's passage, {leave} what it was."));
}

/// Has the flag whose extent is edited quote what is selected; without such a flag, shows the
/// speaker.
pub(in crate::app) fn keep_extent(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(reader) = &mut app.reader else { return app.say_no_article() };
    let own = app.flags.in_text.extent.take();
    let Some((id, _)) = own.filter(|(_, generation)| *generation == reader.generation) else {
        return jumps::show_speaker(app);
    };
    let Some(span) = reader.target() else { return };
    let quoted = quoting(reader, span);
    reader.selection = None;
    change(app, vec![id], quoted, effects);
}

/// Returns the change by which a flag quotes a passage of the article.
pub(in crate::app) fn quoting(reader: &Reader, span: Span) -> Later<FlagChange> {
    let briefing = reader.briefing.clone();
    Later::new(move || FlagChange::Passage(Box::new(Passage::of(&briefing, span))))
}

/// Tells whether the selection is to be a flag's passage.
#[must_use]
pub(in crate::app) fn is_editing_extent(app: &App) -> bool {
    let generation = app.reader.as_ref().map(|reader| reader.generation);
    app.flags.in_text.extent.is_some_and(|(_, own)| Some(own) == generation)
}

/// Leaves the extent of a flag as it was, if it was being edited.
pub(in crate::app) fn leave_extent(app: &mut App) {
    if app.flags.in_text.extent.take().is_some() {
        app.say("The flag's passage is as it was.");
    }
}
