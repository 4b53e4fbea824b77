//! Corrections: what a reader knows better about who said what.
//!
//! A correction is kept beside the article as a flag is, anchored by the words it speaks of, and
//! applied to what the annotator found each time the article is read. Plain data and pure
//! functions; where corrections are stored lives in the shell.

mod apply;

#[cfg(test)]
mod tests;

pub use apply::{Corrected, correct};

use crate::anchor::{Selector, select};
use crate::annotation::{Annotations, SpeakerId};
use crate::document::Document;
use crate::flag::{ArticleKeys, SeenArticle, after};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A stored correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// UUIDv7, given when the correction is stored: corrections apply in the order of their ids.
    pub id: Uuid,
    /// The article it belongs to.
    pub article: Uuid,
    /// What it changes.
    pub change: Change,
    /// When it was made.
    pub created: Timestamp,
    /// When it was taken back or put in force again.
    pub updated: Timestamp,
    /// When it was taken back; the record stays as a tombstone.
    pub deleted: Option<Timestamp>,
}

/// A correction of any article, with what of its article is shown and exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedCorrection {
    /// The correction.
    #[serde(flatten)]
    pub correction: Correction,
    /// Its article.
    #[serde(flatten)]
    pub article: SeenArticle,
}

impl ListedCorrection {
    /// Puts a correction together with what its article is known by.
    #[must_use]
    pub fn of(correction: Correction, keys: ArticleKeys) -> Self {
        Self { correction, article: keys.into() }
    }
}

/// What a correction changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// The quote with these words is of another speaker, or of nobody.
    Reassign {
        /// The words of the quote.
        quote: Selector,
        /// Who says them.
        to: Option<Who>,
    },
    /// Two speakers are one.
    Merge {
        /// The one who is no longer listed.
        from: Who,
        /// The one who is.
        into: Who,
    },
    /// A speaker has another name.
    Rename {
        /// The speaker.
        speaker: Who,
        /// The name.
        name: String,
    },
    /// A speaker has another role, or none.
    Role {
        /// The speaker.
        speaker: Who,
        /// The role.
        role: Option<String>,
    },
}

/// A speaker as a correction knows one: by name, else by a mention, for a later annotator or an
/// edited article may bring another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The name that was shown.
    pub name: String,
    /// The first mention, if the text has one.
    pub mention: Option<Selector>,
}

impl Who {
    /// Describes a speaker of an article, in O(n).
    #[must_use]
    pub fn of(document: &Document, annotations: &Annotations, speaker: SpeakerId) -> Option<Self> {
        let speaker = annotations.speakers.get(speaker.0)?;
        let mention = speaker.mentions.first().map(|span| select(document, *span));
        Some(Self { name: speaker.canonical.clone(), mention })
    }

    /// Describes somebody whom the article does not name.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), mention: None }
    }
}

impl Correction {
    /// Puts it in force, or takes it back, later than whatever was done to it before.
    pub fn put(&mut self, in_force: bool, now: Timestamp) {
        self.updated = after(self.updated, now);
        self.deleted = if in_force { None } else { self.deleted.or(Some(self.updated)) };
    }

    /// Takes in the state of the same correction on another machine: the later one holds, in
    /// whatever order and however often states are brought together.
    pub fn merge(&mut self, other: &Self) {
        (self.updated, self.deleted) =
            (self.updated, self.deleted).max((other.updated, other.deleted));
    }
}

impl Change {
    /// Returns the words that it speaks of: those of the quote, else of a speaker's mention if the
    /// text has one.
    #[must_use]
    pub fn words(&self) -> Option<&Selector> {
        match self {
            Self::Reassign { quote, .. } => Some(quote),
            Self::Merge { into: who, .. }
            | Self::Rename { speaker: who, .. }
            | Self::Role { speaker: who, .. } => who.mention.as_ref(),
        }
    }

    /// Returns the name of the speaker whom it brings forward, if there is one.
    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        match self {
            Self::Reassign { to, .. } => to.as_ref().map(|who| who.name.as_str()),
            Self::Merge { into, .. } => Some(&into.name),
            Self::Rename { name, .. } => Some(name),
            Self::Role { speaker, .. } => Some(&speaker.name),
        }
    }

    /// Returns every name in it.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Reassign { to, .. } => to.iter().map(|who| who.name.as_str()).collect(),
            Self::Merge { from, into } => vec![&from.name, &into.name],
            Self::Rename { speaker, name } => vec![&speaker.name, name],
            Self::Role { speaker, .. } => vec![&speaker.name],
        }
    }

    /// Returns what it says, in one sentence without its full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        self.brief(usize::MAX)
    }

    /// Returns the same with at most `most` characters of a quotation.
    #[must_use]
    pub fn brief(&self, most: usize) -> String {
        let said = |name: &str, quote: &Selector| {
            let words = quote.exact.trim_matches(['“', '”', '"', '„', '«', '»', '‘', '’']);
            let begun: String = words.chars().take(most).collect();
            let more = if begun.len() < words.len() { " …" } else { "" };
            format!("{name} said “{}{more}”", begun.trim_end())
        };
        match self {
            Self::Reassign { quote, to } => {
                said(to.as_ref().map_or("Nobody", |who| &who.name), quote)
            }
            Self::Merge { from, into } => format!("{} is {}", from.name, into.name),
            Self::Rename { speaker, name } => format!("{} is called {name}", speaker.name),
            Self::Role { speaker, role: Some(role) } => format!("{} is {role}", speaker.name),
            Self::Role { speaker, role: None } => format!("{} has no role", speaker.name),
        }
    }
}
