//! Verbs by their form, which the lexicon of reporting verbs does not tell.

use super::listed::Listed;

/// Tells whether a word in small letters may be a past: it ends in “ed”, or is a common one that
/// does not.
pub(crate) fn is_past(word: &str) -> bool {
    word.ends_with("ed") || PASTS.holds(word)
}

/// How a verb ends: those of one subject end alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Past,
    Present,
    Participle,
}

impl Form {
    /// Returns the form that a word may be; `None` if it looks like no verb.
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "said" | "told" => Some(Self::Past),
            _ if is_past(word) => Some(Self::Past),
            _ if word.ends_with("ing") => Some(Self::Participle),
            _ if word.ends_with('s') => Some(Self::Present),
            _ => None,
        }
    }
}

static PASTS: Listed<512> = Listed::new(
    "
    ate beat became began bent bit blew bought broke brought built came caught chose clung crept
    cut dealt did drank drew drove dug fed fell felt fled flew flung forgot fought found froze gave
    got grew heard held hid hit hung hurt kept knelt knew laid leapt led left lent lit lost made
    meant met overcame overtook paid put quit ran rang rode rose sang sank sat saw sent set shone
    shook shot shut slept slid sold sought spent split spoke sprang spun stole stood struck stuck
    swam swept swore swung taught thought threw took underwent upheld went wept withdrew woke won
    wore wound wrote",
);
