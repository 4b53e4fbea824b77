//! Taking changes to flags and corrections back, and making them again.
//!
//! What was changed is kept by the store, over restarts and for whichever article or program
//! made the change; here it is asked for and shown.

use super::action::Undone;
use super::command::Command;
use super::effect::Effect;
use super::flags::detail::clip;
use super::{App, corrections, flags};
use crate::flag::FlagChange;

/// Takes in what was taken back or made again.
pub(super) fn undone(app: &mut App, undone: Undone, effects: &mut Vec<Effect>) {
    let sentence = sentence(app, &undone);
    flags::changed(app, undone.flags);
    corrections::undone(app, undone.corrections, effects);
    // A flag that was brought back, or quotes another passage, has to be placed.
    if let Some(reader) = &app.reader {
        let (keys, generation) = (reader.keys.clone(), reader.generation);
        effects.push(Effect::ReadFlags { keys, generation });
    }
    app.say(sentence);
}

fn sentence(app: &App, undone: &Undone) -> String {
    let lead = if undone.again { "Again" } else { "Taken back" };
    let what = match (&undone.change, undone.flags.as_slice(), undone.corrections.as_slice()) {
        (Some(change), [one], _) => {
            format!("{}: {}", state(change), marked(&one.flag.selector.exact))
        }
        (Some(change), several @ [_, ..], _) => {
            format!("{}: {} flags", state(change), several.len())
        }
        (_, _, [correction, ..]) => {
            let state = if correction.deleted.is_some() { "no correction" } else { "correction" };
            format!("{state}: {}", cut(&correction.change.brief(corrections::WORDS), ROOM))
        }
        _ => "nothing; the record is gone or damaged".to_owned(),
    };
    let (way, does) = if undone.again {
        (Command::Undo, "takes it back")
    } else {
        (Command::Redo, "makes it again")
    };
    format!("{lead}: {what}. {} {does}.", app.key(way))
}

/// Says how flags are after a change.
fn state(change: &FlagChange) -> String {
    match change {
        FlagChange::Note(text) if text.is_empty() => "no note".to_owned(),
        FlagChange::Note(_) => "note".to_owned(),
        FlagChange::Status(status) => status.name().to_owned(),
        FlagChange::Priority(priority) => format!("{} priority", priority.name()),
        FlagChange::Tags(_) | FlagChange::Tag(_) | FlagChange::Untag(_) => "tags".to_owned(),
        FlagChange::Due(None) => "no due date".to_owned(),
        FlagChange::Due(Some(date)) => format!("due {date}"),
        FlagChange::Passage(_) => "passage".to_owned(),
        FlagChange::Delete => "no flag".to_owned(),
        FlagChange::Restore => "flag".to_owned(),
    }
}

/// Characters of a text beside which the rest has room on a screen of 80 columns.
const ROOM: usize = 36;

/// Returns a text's beginning in quotation marks, unless it brings some.
fn marked(text: &str) -> String {
    let text = cut(text, ROOM);
    if text.starts_with(['“', '"', '‘', '«', '„']) { text } else { format!("“{text}”") }
}

/// Returns a text of at most `most` characters, and says where more follows.
pub(super) fn cut(text: &str, most: usize) -> String {
    let begun = clip(text, most);
    if begun.len() == text.len() { text.to_owned() } else { format!("{} …", begun.trim_end()) }
}
