//! Flags: passages kept for follow-up, and the keys by which their article is known again.
//!
//! Plain data and pure functions; where flags are stored lives in the shell.

mod article;
mod change;
mod due;
mod later;
mod merge;
mod note;
mod query;
mod reading;
mod straighten;
#[cfg(test)]
pub(crate) mod testing;

pub use article::{Match, lookup_keys, same_article};
pub(crate) use change::after;
pub use change::{Deleted, FlagChange, Passage, plain_tag};
pub use due::{DUE_FORMS, parse_due};
pub use later::{Later, LazyKeys};
pub use note::{Note, Version};
pub use query::{
    Due, FILTER_FORMS, FlagFilter, FlagGroup, FlagList, GroupBy, GroupKey, Term, What,
};
pub use reading::{ReadArticle, Reading, ReadingChange};
pub use straighten::straightened;

use crate::anchor::{Finder, Outcome, Selector};
use crate::briefing::Briefing;
use crate::document::Document;
use crate::span::Span;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A flagged passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// UUIDv7, given when the flag is stored.
    pub id: Uuid,
    /// The article it belongs to.
    pub article: Uuid,
    /// What it quotes.
    pub selector: Selector,
    /// The shown name of the speaker, if the passage lies in a quote.
    pub speaker: Option<String>,
    /// The role of the speaker as the article words it.
    #[serde(default)]
    pub role: Option<String>,
    /// What it asks for.
    pub status: Status,
    /// How much it matters.
    #[serde(default)]
    pub priority: Priority,
    /// The reader's note.
    #[serde(flatten)]
    pub note: Note,
    /// The reader's tags, ascending, as [`plain_tag`] makes them.
    pub tags: Vec<String>,
    /// The day by which it is to be done.
    #[serde(default)]
    pub due: Option<Date>,
    /// What it quoted before its extent was changed or a changed passage accepted, the oldest
    /// first.
    #[serde(default)]
    pub former: Vec<Former>,
    /// When what it consists of was changed.
    #[serde(default)]
    pub stamps: Stamps,
    /// When it was made.
    pub created: Timestamp,
    /// When it was changed last; each change of one flag has a later time than the one before.
    pub updated: Timestamp,
    /// When it was deleted; the record stays as a tombstone.
    pub deleted: Option<Timestamp>,
}

/// What a flag quoted before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Former {
    /// Since when it was quoted.
    pub since: Timestamp,
    /// What was quoted.
    pub selector: Selector,
}

/// When the parts of a flag were changed last, so that changes made on two machines can be
/// brought together part by part; `None` is never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stamps {
    /// Selector, speaker and role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Timestamp>,
    /// Status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Timestamp>,
    /// Priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Timestamp>,
    /// Tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Timestamp>,
    /// Due date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// What a flag asks for.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// To be followed up.
    #[default]
    Open,
    /// Followed up as far as can be; somebody else's answer is awaited.
    Waiting,
    /// Dealt with.
    Done,
}

impl Status {
    /// All of them, in the order in which they follow each other.
    pub const ALL: [Self; 3] = [Self::Open, Self::Waiting, Self::Done];

    /// Returns its name in exports and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Done => "done",
        }
    }

    /// Returns the one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// How much a flag matters.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Whenever there is time.
    Low,
    /// As any other.
    #[default]
    Normal,
    /// Before the others.
    High,
}

impl Priority {
    /// All of them, ascending.
    pub const ALL: [Self; 3] = [Self::Low, Self::Normal, Self::High];

    /// Returns its name in exports and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }

    /// Returns the one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.name() == name)
    }
}

/// What the reader asks to be flagged; id, article and times are given when it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagDraft {
    /// What it quotes.
    pub selector: Selector,
    /// The shown name of the speaker, if the passage lies in a quote.
    pub speaker: Option<String>,
    /// The role of the speaker as the article words it.
    pub role: Option<String>,
    /// The reader's note.
    pub note: String,
}

/// A flag with what became of its passage in the open article.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedFlag {
    /// The flag.
    pub flag: Flag,
    /// Its place.
    pub outcome: Outcome,
    /// Where the place begins, or where to look for what is gone.
    pub near: usize,
}

impl PlacedFlag {
    /// Returns the stretches of the article that the flag is shown at: every place that the
    /// passage may be in, or an empty one where it is missed.
    #[must_use]
    pub fn places(&self) -> Vec<Span> {
        match &self.outcome {
            Outcome::Ambiguous(spans) => spans.clone(),
            Outcome::Orphan => vec![Span::new(self.near, self.near)],
            found => found.span().into_iter().collect(),
        }
    }
}

/// Finds the passages of an article's flags in it. O(n) a flag.
#[must_use]
pub fn place(document: &Document, flags: Vec<Flag>) -> Vec<PlacedFlag> {
    let (finder, text) = (Finder::new(document), document.annotated_text());
    let placed = |flag: Flag| {
        let outcome = finder.find(&flag.selector);
        let near = match &outcome {
            Outcome::Ambiguous(spans) => spans.first().map(|span| span.start),
            found => found.span().map(|span| span.start),
        };
        let near = near.unwrap_or_else(|| on_a_row(text, finder.near(&flag.selector)));
        PlacedFlag { flag, outcome, near }
    };
    flags.into_iter().map(placed).collect()
}

/// Returns a place that is on a row of the text: between two paragraphs and at the end of the text
/// that of the last character before.
fn on_a_row(text: &str, at: usize) -> usize {
    let is_between =
        text.get(at..).is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace));
    let before = text.get(..at).filter(|_| is_between).map(str::trim_end).unwrap_or("");
    before.char_indices().next_back().map_or(at, |(at, _)| at)
}

/// What of an article is shown and exported with a flag or a correction, as it was last seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenArticle {
    /// The headline.
    pub headline: String,
    /// The path.
    pub path: String,
    /// When it was published, as ISO 8601.
    pub published: Option<String>,
    /// The canonical address.
    #[serde(default)]
    pub url: Option<String>,
    /// The identifier in its front matter.
    #[serde(default)]
    pub article_id: Option<String>,
    /// Who wrote it, as its byline says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
}

/// A flag of any article, with what of its article is shown and exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListedFlag {
    /// The flag.
    #[serde(flatten)]
    pub flag: Flag,
    /// Its article.
    #[serde(flatten)]
    pub article: SeenArticle,
}

/// What an article is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleKeys {
    /// The canonical address.
    pub url: Option<String>,
    /// The identifier in its front matter.
    pub id: Option<String>,
    /// The headline.
    pub headline: String,
    /// The date of publication, as ISO 8601.
    pub published: Option<String>,
    /// The path it was loaded from.
    pub path: String,
    /// The byline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Hashes of word shingles of its text, ascending (a bottom-k sketch).
    pub shingles: Vec<u64>,
}

impl From<ArticleKeys> for SeenArticle {
    fn from(keys: ArticleKeys) -> Self {
        let ArticleKeys { url, id: article_id, headline, published, path, byline, .. } = keys;
        Self { headline, path, published, url, article_id, byline }
    }
}

impl From<SeenArticle> for ArticleKeys {
    fn from(article: SeenArticle) -> Self {
        let SeenArticle { headline, path, published, url, article_id: id, byline } = article;
        Self { url, id, headline, published, path, byline, shingles: Vec::new() }
    }
}

impl ListedFlag {
    /// Puts a flag together with what its article is known by.
    #[must_use]
    pub fn of(flag: Flag, keys: ArticleKeys) -> Self {
        Self { flag, article: keys.into() }
    }
}

impl FlagDraft {
    /// Drafts a flag on a passage; it names the speaker if the passage lies in one quote.
    #[must_use]
    pub fn of(briefing: &Briefing, span: Span, note: impl Into<String>) -> Self {
        let Passage { selector, speaker, role } = Passage::of(briefing, span);
        Self { selector, speaker, role, note: note.into() }
    }
}

impl Flag {
    /// Makes the flag that a draft asks for.
    #[must_use]
    pub fn new(draft: &FlagDraft, id: Uuid, article: Uuid, now: Timestamp) -> Self {
        Self {
            id,
            article,
            selector: draft.selector.clone(),
            speaker: draft.speaker.clone(),
            role: draft.role.clone(),
            status: Status::default(),
            priority: Priority::default(),
            note: Note::new(&draft.note, now),
            tags: Vec::new(),
            due: None,
            former: Vec::new(),
            stamps: Stamps::default(),
            created: now,
            updated: now,
            deleted: None,
        }
    }
}

impl ArticleKeys {
    /// Collects the keys of a document, in O(n log n).
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            url: document.url.clone(),
            id: document.id.clone(),
            headline: document.headline().to_owned(),
            published: document.published.map(|published| published.to_string()),
            path: document.name.clone(),
            byline: document.byline.map(|span| span.of(&document.text).to_owned()),
            shingles: article::sketch(document.annotated_text()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{
        Annotations, Evidence, Quote, QuoteKind, Spans, Speaker, SpeakerId, SpeakerKind,
    };
    use std::sync::Arc;

    #[test]
    fn what_is_missed_is_missed_on_a_row() {
        for (text, at, expected) in [
            ("one two\n\nthree", 0, 0),
            ("one two\n\nthree", 5, 5),
            ("one two\n\nthree", 3, 2),
            ("one two\n\nthree", 7, 6),
            ("one two\n\nthree", 8, 6),
            ("one two\n\nthree", 14, 13),
            ("né", 3, 1),
            ("", 0, 0),
        ] {
            assert_eq!(on_a_row(text, at), expected, "{at} in {text:?}");
        }
    }

    #[test]
    fn a_draft_names_the_speaker_of_the_quote_it_lies_in() {
        let text = "“We go,” Mara Venn said. “Now.” Nobody went.";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let segments = Spans::from_slice(&[at("We go,"), at("Now.")]);
        let quote = Quote {
            kind: QuoteKind::Direct,
            content: segments.clone(),
            segments,
            cue: Some(at("said")),
            source: Some(at("Mara Venn")),
            speaker: Some(SpeakerId(0)),
            confidence: 1.0,
            evidence: Evidence::Cue,
        };
        let speaker = Speaker {
            canonical: "Mara Venn".to_owned(),
            aliases: Vec::new(),
            role: Some("chief pilot".to_owned()),
            kind: SpeakerKind::Person,
            mentions: vec![at("Mara Venn")],
        };
        let annotations =
            Annotations { quotes: vec![quote], speakers: vec![speaker], ..Annotations::default() };
        let document =
            Document { text: text.to_owned(), annotated: text.len(), ..Document::default() };
        let briefing =
            Briefing { document: Arc::new(document), annotations: Arc::new(annotations) };
        for (words, speaker) in [
            ("We go", Some("Mara Venn")),
            ("“We go,”", Some("Mara Venn")),
            ("“We go,” Mara Venn said. “Now.”", Some("Mara Venn")),
            ("“Now.” Nobody went.", None),
            ("Nobody", None),
            ("”", None),
        ] {
            let draft = FlagDraft::of(&briefing, at(words), "");
            assert_eq!(draft.speaker.as_deref(), speaker, "{words}");
            assert_eq!(draft.role.as_deref(), speaker.map(|_| "chief pilot"), "{words}");
            assert_eq!(draft.selector.exact, words);
        }
    }
}
