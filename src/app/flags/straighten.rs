//! Accepting at once all passages of which only marks, dashes or spaces have changed. All else is
//! asked about one by one, in [`crate::app::anchoring`].

use super::Request;
use crate::app::aside::Aside;
use crate::app::effect::Effect;
use crate::app::panes::Pane;
use crate::app::{App, follow};
use crate::flag::{Flag, FlagChange, ListedFlag};
use uuid::Uuid;

/// Looks for such passages among those of the open article, or of the flags of the follow-up view:
/// the marked ones, else all that are listed.
pub(in crate::app) fn look(app: &mut App, effects: &mut Vec<Effect>) {
    let what = if app.wish.focus == Pane::Follow {
        if !app.flags.follow.is_whole() {
            return app.say("The flags are still being listed; ask again in a moment.");
        }
        let ids = follow::all_targets(app);
        let what = format!("the passages of {} flags", ids.len());
        effects.push(Effect::ReadToStraighten(ids));
        what
    } else {
        let Some(reader) = &app.reader else { return app.say_no_article() };
        let document = reader.briefing.document.clone();
        let live = reader.flags.iter().map(|placed| &placed.flag);
        let flags: Vec<Flag> = live.filter(|flag| flag.deleted.is_none()).cloned().collect();
        effects.push(Effect::Aside(Aside::Straighten { document, flags }));
        "the flagged passages of this article".to_owned()
    };
    app.say(format!("Looking at {what} …"));
}

/// Has the files of flags looked into that were read to be straightened.
pub(in crate::app) fn read(flags: Vec<ListedFlag>, effects: &mut Vec<Effect>) {
    effects.push(Effect::StraightenFiles(flags));
}

/// Has the flags quote the passages that were found, all in one change.
pub(in crate::app) fn found(
    app: &mut App,
    changes: Vec<(Uuid, FlagChange)>,
    effects: &mut Vec<Effect>,
) {
    let Some((_, first)) = changes.first() else {
        return app.say("Of none of these passages only marks, dashes or spaces have changed.");
    };
    app.flags.waiting.push_back(Request::Change(first.clone().into()));
    effects.push(Effect::ChangeEach(changes));
}
