//! Verbs by what their object or the clause behind them is.

use crate::annotate::cue::Scene;
use crate::annotate::lexicon::Class;
use std::ops::Range;

/// Reporting verbs that more often do something else where nothing follows them.
pub(super) const DOES_MORE: [&str; 24] = [
    "put",
    "puts",
    "ran",
    "hit",
    "shot",
    "smiled",
    "laughed",
    "cried",
    "screamed",
    "continued",
    "continues",
    "began",
    "offered",
    "posted",
    "spoke",
    "speaks",
    "talked",
    "attacked",
    "ripped",
    "lashed",
    "vented",
    "read",
    "led",
    "shouted",
];
/// Verbs that report where they end a sentence, and hardly anywhere else.
pub(super) const RECKONS: [&str; 8] =
    ["show", "find", "estimate", "estimates", "estimated", "reckon", "reckons", "reckoned"];
/// Verbs of which somebody and what they are to do is the object.
pub(super) const URGES: [&str; 6] = ["urged", "urges", "ordered", "orders", "begged", "encouraged"];
/// Verbs whose object is what somebody says not to be so.
pub(super) const DENIES: [&str; 4] = ["denies", "denied", "disputes", "disputed"];
/// Verbs whose object is what somebody wants, expects, or holds against others.
pub(super) const ASKS: [&str; 22] = [
    "demands",
    "demanded",
    "forecasts",
    "predicts",
    "predicted",
    "blames",
    "blamed",
    "faulted",
    "recommends",
    "recommended",
    "proposes",
    "proposed",
    "accuses",
    "accused",
    "suspects",
    "advises",
    "advised",
    "lamented",
    "deplored",
    "condemned",
    "expects",
    "doubted",
];
/// Verbs with the words that make such of them: “called *for* calm”.
pub(super) const ASKS_WITH: [(&str, &str); 13] = [
    ("apologised", "for"),
    ("apologized", "for"),
    ("called", "on"),
    ("calls", "on"),
    ("called", "for"),
    ("calls", "for"),
    ("appealed", "for"),
    ("appeals", "for"),
    ("warned", "of"),
    ("warns", "of"),
    ("ruled", "out"),
    ("rules", "out"),
    ("pleaded", "for"),
];
/// Verbs behind which “to” begins what somebody means to do.
pub(super) const INTENDS: [&str; 12] = [
    "vowed",
    "vows",
    "pledged",
    "pledges",
    "promised",
    "promises",
    "threatened",
    "refused",
    "declined",
    "agreed",
    "intends",
    "plans",
];
/// Participles that tell of which people, or of which paper, a sentence speaks.
pub(super) const PARTICIPLES: [&str; 16] = [
    "leaked",
    "published",
    "released",
    "obtained",
    "prepared",
    "filed",
    "briefed",
    "involved",
    "interviewed",
    "reached",
    "contacted",
    "surveyed",
    "polled",
    "quoted",
    "trapped",
    "based",
];
/// Verbs that report a clause and hardly do anything else, beside those of “said” and its like.
pub(super) const STATES: [&str; 19] = [
    "discovered",
    "say",
    "confirmed",
    "confirms",
    "reported",
    "noted",
    "believes",
    "fears",
    "swore",
    "swears",
    "reckons",
    "reckoned",
    "counters",
    "countered",
    "cautions",
    "states",
    "confides",
    "maintains",
    "maintained",
];
/// What somebody does who is not to be named: “who *asked* not to be named”.
pub(super) const ANONYMOUS: [&str; 6] =
    ["asked", "requested", "declined", "refused", "spoke", "insisted"];
/// What somebody tells, and not to whom.
pub(super) const TALES: [&str; 5] = ["story", "tale", "joke", "lie", "truth"];

/// Where something is said to those who hear it.
const HEARINGS: [&str; 10] = [
    "court",
    "inquest",
    "hearing",
    "tribunal",
    "jury",
    "jurors",
    "magistrates",
    "inquiry",
    "trial",
    "committee",
];

/// What begins a question that somebody is asked: “asked Venn *whether* it rained”.
pub(super) const QUESTIONS: [&str; 9] =
    ["whether", "if", "how", "why", "what", "when", "where", "who", "which"];

/// Tells whether a verb stands at a token that may report what follows it.
pub(crate) fn may_report(scene: &Scene<'_>, at: usize) -> bool {
    let (word, next) = (scene.word(at), scene.word(at + 1));
    let listed = [&DENIES[..], &ASKS, &URGES, &RECKONS].iter().any(|verbs| verbs.contains(&word));
    listed
        || scene.has(at, Class::ANY_CUE)
        || ASKS_WITH.contains(&(word, next))
        || next == "to" && INTENDS.iter().any(|verb| is_form(verb, word))
        || next == "that"
        || QUESTIONS.contains(&next)
}

/// Tells whether a word is the verb, or ends in “ing” where that does in “ed”.
fn is_form(verb: &str, word: &str) -> bool {
    let stem = word.strip_suffix("ing");
    verb == word || stem.is_some() && stem == verb.strip_suffix("ed")
}

/// Tells whether a word before a participle makes it a passive.
pub(crate) fn makes_passive(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "being" | "is" | "are")
}

/// Tells whether tokens name where something is said to those who hear it.
pub(crate) fn is_hearing(scene: &Scene<'_>, source: &Range<usize>) -> bool {
    let last = source.end.checked_sub(1).map_or("", |last| scene.word(last));
    HEARINGS.contains(&last.to_lowercase().as_str())
}
