//! Which flags of all articles are asked for, in which order, and how they are grouped.
//!
//! [`FlagFilter::lets_through`] says what a filter means; how a store finds them without reading
//! all is the shell's.

use super::{Flag, ListedFlag, Priority, Status};
use jiff::civil::Date;
use uuid::Uuid;

/// Which flags; what is not said lets all through. Deleted ones never are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagFilter {
    /// One of these, if there are any.
    pub statuses: Vec<Status>,
    /// Exactly this.
    pub priority: Option<Priority>,
    /// One with this tag; `""` for one without any.
    pub tag: Option<String>,
    /// One of this speaker; `""` for one of none.
    pub speaker: Option<String>,
    /// One of this article.
    pub article: Option<Uuid>,
    /// When it is due.
    pub due: Option<Due>,
    /// Words, parted by blanks, each of which stands in the passage, the note, a tag, the name of
    /// the speaker or the headline; capitals do not count.
    pub words: String,
}

/// When a flag is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Never.
    Never,
    /// Between these days, both included.
    Between(Date, Date),
}

/// The order of flags. What is equal in it goes by the ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlagOrder {
    /// Those made last first.
    #[default]
    Newest,
    /// Those of the newest article first, then by headline; within an article in the order of
    /// the text.
    Article,
    /// Those due first first, those that never are last; the newest first among these.
    Due,
}

/// By what flags are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// The newest article first, then by headline.
    #[default]
    Article,
    /// By name; the group of those without a speaker first.
    Speaker,
    /// By tag, a flag with several in each of them; the group of those without any first.
    Tag,
    /// In the order of [`Status::ALL`].
    Status,
    /// By day; the group of those that are never due last.
    Due,
}

impl GroupBy {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Article, Self::Speaker, Self::Tag, Self::Status, Self::Due];

    /// Returns what a sentence calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Speaker => "speaker",
            Self::Tag => "tag",
            Self::Status => "status",
            Self::Due => "due date",
        }
    }

    /// Returns the one that comes next, or before, round the end.
    #[must_use]
    pub fn step(self, back: bool) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        let by = if back { Self::ALL.len() - 1 } else { 1 };
        Self::ALL.get((at + by) % Self::ALL.len()).copied().unwrap_or_default()
    }
}

/// What the flags of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupKey {
    /// The article.
    Article {
        /// Its id.
        id: Uuid,
        /// Its headline as last seen.
        headline: String,
        /// Its path as last seen.
        path: String,
        /// When it was published, as ISO 8601.
        published: Option<String>,
    },
    /// The speaker, `""` if there is none.
    Speaker(String),
    /// A tag, `""` if there is none.
    Tag(String),
    /// The status.
    Status(Status),
    /// The day, if there is one.
    Due(Option<Date>),
}

/// A group of flags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagGroup {
    /// What they have in common.
    pub key: GroupKey,
    /// How many there are; never 0.
    pub count: usize,
}

impl GroupKey {
    /// Returns the filter that lets those through that `filter` does and that are of this group.
    #[must_use]
    pub fn narrow(&self, filter: &FlagFilter) -> FlagFilter {
        let mut narrow = filter.clone();
        match self {
            Self::Article { id, .. } => narrow.article = Some(*id),
            Self::Speaker(name) => narrow.speaker = Some(name.clone()),
            Self::Tag(tag) => narrow.tag = Some(tag.clone()),
            Self::Status(status) => narrow.statuses = vec![*status],
            Self::Due(None) => narrow.due = Some(Due::Never),
            Self::Due(Some(day)) => narrow.due = Some(Due::Between(*day, *day)),
        }
        narrow
    }
}

impl FlagFilter {
    /// Tells whether it lets a flag through.
    #[must_use]
    pub fn lets_through(&self, listed: &ListedFlag) -> bool {
        let flag = &listed.flag;
        let is = |wanted: &Option<String>, has: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| wanted == has.unwrap_or(""))
        };
        let has_tag = match self.tag.as_deref() {
            None => true,
            Some("") => flag.tags.is_empty(),
            Some(tag) => flag.tags.iter().any(|it| it == tag),
        };
        flag.deleted.is_none()
            && (self.statuses.is_empty() || self.statuses.contains(&flag.status))
            && self.priority.is_none_or(|priority| priority == flag.priority)
            && has_tag
            && is(&self.speaker, flag.speaker.as_deref())
            && self.article.is_none_or(|article| article == flag.article)
            && self.due.is_none_or(|due| due.is_of(flag))
            && self.has_words(listed)
    }

    /// Tells whether the words are there.
    #[must_use]
    pub fn has_words(&self, listed: &ListedFlag) -> bool {
        if self.words.trim().is_empty() {
            return true;
        }
        let flag = &listed.flag;
        let mut parts = vec![flag.selector.exact.as_str(), &*flag.note, &listed.headline];
        parts.extend(flag.speaker.as_deref());
        parts.extend(flag.tags.iter().map(String::as_str));
        let text = parts.join("\n").to_lowercase();
        self.words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

impl Due {
    fn is_of(self, flag: &Flag) -> bool {
        match (self, flag.due) {
            (Self::Never, due) => due.is_none(),
            (Self::Between(from, to), Some(due)) => (from..=to).contains(&due),
            (Self::Between(..), None) => false,
        }
    }
}
