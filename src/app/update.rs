//! From action to effects: one dispatch, a function an area.

use super::action::Action;
use super::bookmarks::{self, Awaiting};
use super::command::Command;
use super::effect::Effect;
use super::jumps::{self, Jump};
use super::key::{Key, KeyCode};
use super::motion::Motion;
use super::panes::Pane;
use super::reader::{Reader, Step, Unit};
use super::taking::Form;
use super::{
    App, ahead, anchoring, corrections, finding, flags, follow, help, links, looks, mouse, opening,
    picker, press, prompts, reading, reload, session, sheet, sifting, taking, tour, undo,
};
use crate::flag::Status;

/// Changes the state by an action and returns what the outside shall do.
///
/// What it costs depends on the screen, not on the article; opening an article and searching it
/// are linear in the article.
pub fn update(app: &mut App, action: Action) -> Vec<Effect> {
    let mut effects = Vec::new();
    match action {
        Action::Key(key) => press::press(app, key, &mut effects),
        Action::Perform(command) => {
            app.message = None;
            let key = Key { code: KeyCode::Enter, control: false, alt: false, shift: false };
            perform(app, command, key, &mut effects);
        }
        // What is clicked at is not all there yet.
        Action::Mouse(_) if app.has_head_alone() => {}
        Action::Mouse(mouse) => mouse::take(app, mouse, &mut effects),
        Action::Paste(text) => prompts::paste(app, &text, &mut effects),
        Action::Resize { width, height } => app.size = (width, height),
        Action::Open(entry) => {
            opening::open_at(app, entry, opening::Arrival::Start, &mut effects);
        }
        Action::Resume(bookmark) => session::resume(app, bookmark, &mut effects),
        Action::LibraryFound(entries) => opening::found(app, entries),
        Action::LibraryDone(problems) => opening::complete(app, &problems, &mut effects),
        Action::FilesChanged { paths, entries } => {
            reload::changed(app, &paths, entries, &mut effects);
        }
        Action::Opened { entry, document, generation } => {
            opening::opened(app, entry, document, generation, &mut effects);
        }
        Action::HeadOpened { entry, document, generation } => {
            opening::head_opened(app, entry, document, generation, &mut effects);
        }
        Action::OpenFailed { message, generation } => opening::failed(app, message, generation),
        Action::Annotated { annotations, generation } => {
            opening::annotated(app, annotations, generation, &mut effects);
        }
        Action::FlagsOfArticle { flags, generation } => {
            anchoring::of_article(app, flags, generation, &mut effects);
        }
        Action::FlagsPlaced { placed, generation, turn } => {
            anchoring::placed(app, placed, generation, turn, &mut effects);
        }
        Action::ReadingOfArticle { reading, generation } => {
            reading::of_article(app, reading.map(|reading| *reading), generation);
        }
        Action::ReadArticles(read) => reading::of_library(app, read),
        Action::AllFlags(all) => {
            flags::of_all(app, all);
            picker::fill(app);
            sifting::flags_known(app);
        }
        Action::VoicesHeard { heard, turn } => sifting::heard(app, heard, turn),
        Action::FlagList { list, flags, number } => {
            follow::asked::listed(app, list, flags, number);
        }
        Action::ListedFlags(flags) => follow::asked::arrived(app, flags),
        Action::KnownTags(tags) => flags::tags_known(app, tags),
        Action::Found { matches, number } => {
            finding::arrived(app, matches, number, &mut effects);
        }
        Action::FlagSaved(listed) => flags::saved(app, *listed),
        Action::FlagsChanged(listed) => flags::answered(app, listed, &mut effects),
        Action::ToStraighten(flags) => flags::straighten::read(flags, &mut effects),
        Action::Straightened(changes) => flags::straighten::found(app, changes, &mut effects),
        Action::FlagFailed(message) => flags::failed(app, message),
        Action::Undone(undone) => undo::undone(app, *undone, &mut effects),
        Action::CorrectionsOfArticle { corrections, generation } => {
            corrections::of_article(app, corrections, generation, &mut effects);
        }
        Action::Corrected(applied) => corrections::applied(app, *applied),
        Action::FoundAgain(found) => reload::found(app, *found, &mut effects),
        Action::PassageFound(landing) => opening::landed(app, *landing, &mut effects),
        Action::CorrectionSaved(saved) => corrections::saved(app, *saved, &mut effects),
        Action::CorrectionFailed(message) => corrections::failed(app, &message),
        Action::FileEdited => reload::again(app, true, &mut effects),
        Action::TextWritten(text) => flags::written(app, &text, &mut effects),
        Action::Today(today) => {
            app.today = Some(today);
            follow::on_day(app);
        }
        Action::Notice(text) => app.say(text),
    }
    ahead::go_on(app, &mut effects);
    app.settle();
    tour::settle(app);
    follow::asked::ask_for_shown(app, &mut effects);
    reading::notice_end(app, &mut effects);
    effects
}

/// Does what a command is for; `key` is what asked for it.
pub(super) fn perform(app: &mut App, command: Command, key: Key, effects: &mut Vec<Effect>) {
    tour::did(app, command);
    let repeated = app.jumped.take();
    let count = app.count.take();
    let times = count.unwrap_or(1);
    if command == Command::Percent && count.is_none() {
        let key = app.key(Command::Percent);
        return app.say(format!("A number goes before {key}: 50{key} goes to the middle."));
    }
    if let Some(motion) = Motion::of(command, count) {
        return go(app, motion, repeated);
    }
    flags::in_text::close_unless(app, command);
    if app.help.is_some()
        && !matches!(
            command,
            Command::HelpClose | Command::HelpSearch | Command::Suspend | Command::Quit
        )
    {
        let key = app.key(Command::HelpClose);
        return app.say(format!("{key} closes the help."));
    }
    match command {
        Command::NextQuote => jumps::next_quote(app, false, times, repeated),
        Command::PreviousQuote => jumps::next_quote(app, true, times, repeated),
        Command::NextOfSpeaker => jumps::next_of_speaker(app, false, times, repeated),
        Command::PreviousOfSpeaker => jumps::next_of_speaker(app, true, times, repeated),
        Command::NextSentence => jumps::next_sentence(app, false, times, repeated),
        Command::PreviousSentence => jumps::next_sentence(app, true, times, repeated),
        Command::SetMark => bookmarks::ask(app, Awaiting::Set),
        Command::GoToMark => bookmarks::ask(app, Awaiting::Go),
        Command::ShowSpeaker => jumps::show_speaker(app),
        Command::ShowCard => sheet::open_card(app),
        Command::ShowQuote => jumps::show_quote(app),
        Command::OnlySpeaker => sheet::toggle_only(app),
        Command::Outline => sheet::open_outline(app),
        Command::Watched => sheet::open_watched(app),
        Command::SheetFollow => sheet::follow(app, effects),
        Command::Reassign => corrections::ask_speaker(app),
        Command::RenameSpeaker => corrections::ask_name(app),
        Command::SpeakerRole => corrections::ask_role(app),
        Command::SameSpeaker => corrections::ask_same(app),
        Command::Corrections => corrections::open_list(app),
        Command::ToggleCorrection => corrections::toggle(app, effects),
        Command::Undo | Command::FlagUndo => effects.push(Effect::Undo),
        Command::Redo => effects.push(Effect::Redo),
        Command::SheetClose => sheet::close(app),
        Command::ToggleRead => reading::toggle(app, effects),
        Command::OnlyUnread => reading::toggle_only(app),
        Command::MarkAllRead => reading::mark_all(app, effects),
        Command::NextUnread => reading::open_next(app, effects),
        Command::OpenEntry => opening::open_selected(app, effects),
        Command::Filter => sifting::ask(app),
        Command::NextArticle => opening::open_neighbour(app, false, times, effects),
        Command::PreviousArticle => opening::open_neighbour(app, true, times, effects),
        Command::Reload => reload::again(app, true, effects),
        Command::Edit => taking::edit(app, effects),
        Command::Back => jumps::travel(app, -1, effects),
        Command::Forward => jumps::travel(app, 1, effects),
        Command::Search => finding::ask(app, false),
        Command::SearchBack => finding::ask(app, true),
        Command::NextMatch => finding::next(app, false, times, repeated, effects),
        Command::PreviousMatch => finding::next(app, true, times, repeated, effects),
        Command::GoTo => picker::go_to(app, effects),
        Command::Palette => picker::palette(app),
        Command::Select => select(app, Unit::Character),
        Command::SelectLines => select(app, Unit::Line),
        Command::SelectWords => select(app, Unit::Word),
        Command::SelectSentences => select(app, Unit::Sentence),
        Command::SelectParagraphs => select(app, Unit::Paragraph),
        Command::Copy => taking::copy(app, Form::Text, effects),
        Command::CopyQuotation => taking::copy(app, Form::Quotation, effects),
        Command::CopyCitation => taking::copy(app, Form::Citation, effects),
        Command::CopyLink => taking::copy(app, Form::Link, effects),
        Command::Browse => taking::browse(app, effects),
        Command::Links => sheet::open_links(app),
        Command::FollowLink => links::ask(app, effects),
        Command::Pipe => taking::pipe(app, effects),
        Command::CharLeft => with_reader(app, |reader| reader.step_selection(Step::Left, times)),
        Command::CharRight => with_reader(app, |reader| reader.step_selection(Step::Right, times)),
        Command::WordNext => {
            with_reader(app, |reader| reader.step_selection(Step::NextWord, times))
        }
        Command::WordBack => {
            with_reader(app, |reader| reader.step_selection(Step::WordBack, times))
        }
        Command::WordEnd => with_reader(app, |reader| reader.step_selection(Step::WordEnd, times)),
        Command::OtherEnd => with_reader(app, Reader::swap_selection),
        Command::Flag => flags::ask_note(app),
        Command::FlagNow => flags::flag_now(app, effects),
        Command::FlagPeek => flags::in_text::toggle_peek(app),
        Command::NextFlag => flags::in_text::next(app, false, false, times, repeated),
        Command::PreviousFlag => flags::in_text::next(app, true, false, times, repeated),
        Command::NextOfTag => flags::in_text::next(app, false, true, times, repeated),
        Command::PreviousOfTag => flags::in_text::next(app, true, true, times, repeated),
        Command::ToggleNotes => app.wish.notes = !app.wish.notes,
        Command::FlagExtent => flags::in_text::edit_extent(app, effects),
        Command::ExtentKeep => flags::in_text::keep_extent(app, effects),
        Command::FlagNoteEditor => flags::write_other_note(app, effects),
        Command::FlagList => flags::open_list(app),
        Command::FollowUp => follow::open(app),
        Command::FollowGroup => follow::regroup(app, false),
        Command::FollowGroupBack => follow::regroup(app, true),
        Command::FollowFilter => follow::ask(app, effects),
        Command::FlagMark => follow::mark(app),
        Command::FlagMarkAll => follow::mark_all(app),
        Command::FlagScope => flags::switch_scope(app),
        Command::FlagShow => flags::show(app, effects),
        Command::FlagStatus => flags::next_status(app, effects),
        Command::FlagDone => flags::toggle_status(app, Status::Done, effects),
        Command::FlagWaiting => flags::toggle_status(app, Status::Waiting, effects),
        Command::FlagRaise => flags::step_priority(app, true, effects),
        Command::FlagLower => flags::step_priority(app, false, effects),
        Command::FlagTags => flags::ask_tags(app, effects),
        Command::FlagDue => flags::ask_due(app),
        Command::FlagStraighten => flags::straighten::look(app, effects),
        Command::FlagNote => flags::ask_other_note(app),
        Command::FlagDelete => flags::delete(app, effects),
        Command::FlagClose => flags::close_list(app),
        Command::AcceptPassage => anchoring::accept(app, effects),
        Command::NextPlace => anchoring::step(app, false),
        Command::PreviousPlace => anchoring::step(app, true),
        Command::LeavePassage => drop(anchoring::leave(app)),
        Command::FocusBody => app.focus(Pane::Body),
        Command::FocusSpeakers => app.focus(Pane::Speakers),
        Command::FocusContents => app.focus(Pane::Contents),
        Command::NextPane | Command::PreviousPane if app.wish.focus == Pane::Follow => {
            follow::switch_pane(app);
        }
        Command::NextPane => cycle(app, 1),
        Command::PreviousPane => cycle(app, 2),
        Command::ToggleBody => toggle(app, Pane::Body),
        Command::ToggleSpeakers => toggle(app, Pane::Speakers),
        Command::ToggleContents => toggle(app, Pane::Contents),
        Command::Zoom => app.wish.zoom = !app.wish.zoom,
        Command::Zen
        | Command::WiderText
        | Command::NarrowerText
        | Command::ToggleJustify
        | Command::ToggleHyphens
        | Command::ToggleMinimap
        | Command::DividerLeft
        | Command::DividerRight
        | Command::DividerUp
        | Command::DividerDown => looks::change(app, command),
        Command::Leave => leave(app),
        Command::Help => help::open(app),
        Command::HelpSearch => prompts::ask_help(app),
        Command::HelpClose => help::close(app),
        Command::Tour => tour::step(app),
        Command::Suspend => effects.push(Effect::Suspend),
        Command::Quit => quit(app, key, effects),
        // The motions, which are done above.
        Command::LineDown
        | Command::LineUp
        | Command::PageDown
        | Command::PageUp
        | Command::HalfPageDown
        | Command::HalfPageUp
        | Command::NextParagraph
        | Command::PreviousParagraph
        | Command::Start
        | Command::End
        | Command::Percent => {}
    }
}

fn go(app: &mut App, motion: Motion, repeated: Option<Jump>) {
    let width = app.panes().main.width;
    if let Some(help) = &mut app.help {
        return help.go(motion, help::lines(&app.keymap, &app.help_query, width).len());
    }
    match app.wish.focus {
        Pane::Body if flags::in_text::is_peeking(app) => match motion {
            Motion::Lines(by) | Motion::Paragraphs(by) => {
                flags::in_text::next(app, by < 0, false, by.unsigned_abs(), repeated);
            }
            motion => flags::scroll_card(app, motion),
        },
        Pane::Body if motion.is_jump() => {
            let edge = matches!(motion, Motion::Start | Motion::End);
            let kind = if edge { Jump::Edge } else { Jump::Chosen };
            app.jump(kind, repeated, |reader| reader.go(motion));
        }
        Pane::Body => with_reader(app, |reader| reader.go(motion)),
        Pane::Speakers => {
            let voices = app.reader.as_ref().map_or(0, |reader| reader.voices.list().len());
            app.speakers.go(motion, voices);
        }
        Pane::Contents => {
            let lines = app.contents.items().len();
            app.contents.list.go(motion, lines);
        }
        Pane::Flags => {
            let lines = flags::count(app);
            app.flags.list.go(motion, lines);
        }
        Pane::Follow => follow::go(app, motion),
        Pane::Sheet => {
            if let Some(sheet) = &mut app.sheet {
                sheet.go(motion);
            }
        }
    }
}

fn select(app: &mut App, unit: Unit) {
    with_reader(app, |reader| reader.toggle_selection(unit));
}

fn with_reader(app: &mut App, change: impl FnOnce(&mut Reader)) {
    match &mut app.reader {
        Some(reader) => change(reader),
        None => app.say_no_article(),
    }
}

/// Gives the focus to the next pane that is not hidden, text, speakers, contents in a ring.
fn cycle(app: &mut App, by: usize) {
    let ring = [Pane::Body, Pane::Speakers, Pane::Contents];
    let at = ring.iter().position(|pane| *pane == app.wish.focus).unwrap_or(0);
    let order = [1, 2].map(|times| (at + by * times) % ring.len());
    let next = order.into_iter().filter_map(|at| ring.get(at)).find(|pane| !hidden(app, **pane));
    if let Some(pane) = next {
        app.focus(*pane);
    }
}

fn hidden(app: &App, pane: Pane) -> bool {
    match pane {
        Pane::Body => app.wish.no_body,
        Pane::Speakers => app.wish.no_speakers,
        Pane::Contents => app.wish.no_contents,
        Pane::Flags | Pane::Sheet | Pane::Follow => false,
    }
}

/// Hides a pane that is on the screen, shows one that is not; one pane always stays.
fn toggle(app: &mut App, pane: Pane) {
    let others = [Pane::Body, Pane::Speakers, Pane::Contents].into_iter().filter(|it| *it != pane);
    let panes = app.panes();
    if panes.area(pane).is_none() {
        (app.wish.zoom, app.wish.zen) = (false, false);
        show(app, pane, true);
        if app.panes().area(pane).is_none() {
            // On a narrow screen a side pane is there only while it has the focus.
            app.focus(pane);
        }
        return;
    }
    let Some(stays) = others.into_iter().find(|it| !hidden(app, *it)) else {
        return app.say("This is the only pane; another must be shown first.");
    };
    if app.size.0 >= super::panes::WIDE || pane == Pane::Body {
        show(app, pane, false);
    }
    if app.wish.focus == pane {
        app.focus(stays);
    }
}

fn show(app: &mut App, pane: Pane, shown: bool) {
    match pane {
        Pane::Body => app.wish.no_body = !shown,
        Pane::Speakers => app.wish.no_speakers = !shown,
        Pane::Contents => app.wish.no_contents = !shown,
        Pane::Flags | Pane::Sheet | Pane::Follow => {}
    }
}

/// Takes away what lies uppermost: the selection, the list of flags or the sheet, the focus of a
/// side pane, the marks of a search, the focus of a quote, the dimming of other speakers.
fn leave(app: &mut App) {
    let Some(reader) = app.reader.as_mut().filter(|_| app.wish.focus == Pane::Body) else {
        return match app.wish.focus {
            Pane::Flags => flags::close_list(app),
            Pane::Follow => follow::leave(app),
            Pane::Sheet => sheet::close(app),
            _ => app.focus(Pane::Body),
        };
    };
    if std::mem::take(&mut app.flags.in_text.peeking) || app.asking.take().is_some() {
    } else if reader.selection.take().is_some() {
        flags::in_text::leave_extent(app);
    } else if !reader.found.matches.is_empty() {
        reader.end_search();
    } else if app.tour.is_some() {
        tour::leave(app);
    } else if reader.focused.take().is_none()
        && !reader.leave_sentence()
        && reader.only.take().is_none()
    {
        (app.wish.zoom, app.wish.zen) = (false, false);
    }
}

fn quit(app: &mut App, key: Key, effects: &mut Vec<Effect>) {
    let lost = app.flags.lost();
    if lost > 0 && !app.warned && !key.control {
        app.warned = true;
        let flags = if lost == 1 { "1 flag is".to_owned() } else { format!("{lost} flags are") };
        let key = app.key(Command::FlagList);
        return app
            .complain(format!("{flags} not saved; {key} lists them. Quit again to lose them."));
    }
    effects.push(Effect::Quit);
}
