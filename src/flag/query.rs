//! Which flags of all articles are asked for, and by what they are grouped.
//!
//! [`FlagFilter::lets_through`] says what a filter means, for the follow-up view, the command line
//! and the store alike; how a store finds them without reading all is the shell's.

mod parse;

pub use parse::FILTER_FORMS;

use super::{Flag, ListedFlag, Priority, Status};
use crate::search::stands;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// Which flags: those of which all terms are true. Deleted ones never are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagFilter {
    /// The terms; none for all flags.
    pub terms: Vec<Term>,
}

/// What must be, or must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// It must be.
    pub wanted: bool,
    /// What.
    pub what: What,
}

/// What can be asked of a flag. Words are found as the reader's search finds them: capitals count
/// if there is one among those that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// This stands in the passage, the note, a tag, the speaker's name or the headline.
    Word(String),
    /// One of these.
    Status(Vec<Status>),
    /// One of these.
    Priority(Vec<Priority>),
    /// One of the tags is just this; `None` for no tag at all.
    Tag(Option<String>),
    /// This stands in the speaker's name; `None` for no speaker.
    Speaker(Option<String>),
    /// This stands in the headline or the path of the article.
    Article(String),
    /// It belongs to one of these articles.
    Articles(Vec<Uuid>),
    /// When it is due.
    Due(Due),
    /// It was made at this time or later, and before that.
    Made(Timestamp, Timestamp),
}

/// When a flag is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Never.
    Never,
    /// Between these days, both included.
    Between(Date, Date),
    /// Before this day, and it is not done.
    Overdue(Date),
}

/// By what flags are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// The newest article first, then by headline; within an article in the order of the text.
    #[default]
    Article,
    /// By name; those without a speaker last.
    Speaker,
    /// By tag, a flag with several in each of them, or of those that are asked for; those without
    /// any last.
    Tag,
    /// In the order of [`Status::ALL`].
    Status,
    /// By day; those that are never due last.
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
        /// Its headline as last seen, else its path.
        title: String,
        /// When it was published, as ISO 8601.
        published: Option<String>,
    },
    /// The speaker, if there is one.
    Speaker(Option<String>),
    /// A tag, if there is one.
    Tag(Option<String>),
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

/// Flags by their ids, in groups. Within a group, but for that of an article, those that matter
/// more come first, then those due earlier, then the newest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagList {
    /// The groups.
    pub groups: Vec<FlagGroup>,
    /// The flags of the first group, then those of the second, and so on.
    pub flags: Vec<Uuid>,
    /// How many different flags these are.
    pub found: usize,
    /// How many there are in all, whatever was asked for; `None` if these are only the first.
    pub live: Option<usize>,
}

impl FlagList {
    /// Puts a flag at the end, into the last group if that has its key.
    pub fn push(&mut self, key: GroupKey, flag: Uuid) {
        match self.groups.last_mut() {
            Some(last) if last.key == key => last.count += 1,
            _ => self.groups.push(FlagGroup { key, count: 1 }),
        }
        self.flags.push(flag);
    }

    /// Counts the flags. Only by tags can one be in several groups. O(n), by tags O(n log n).
    pub fn count(&mut self, by: GroupBy) {
        self.found = self.flags.len();
        if by == GroupBy::Tag {
            let mut different = self.flags.clone();
            different.sort_unstable();
            different.dedup();
            self.found = different.len();
        }
    }
}

impl FlagFilter {
    /// Returns a filter that lets through what `self` does if this is true of it.
    #[must_use]
    pub fn and(mut self, what: What) -> Self {
        self.terms.push(Term { wanted: true, what });
        self
    }

    /// Returns the tags that are asked for; `None` is that there is none.
    pub fn tags(&self) -> impl Iterator<Item = &Option<String>> + Clone {
        self.terms.iter().filter_map(|term| match &term.what {
            What::Tag(tag) if term.wanted => Some(tag),
            _ => None,
        })
    }

    /// Tells whether the group of a tag is listed, or that of flags without any: where tags are
    /// asked for, only theirs are.
    #[must_use]
    pub fn shows_tag(&self, tag: Option<&str>) -> bool {
        let mut tags = self.tags().peekable();
        tags.peek().is_none() || tags.any(|it| it.as_deref() == tag)
    }

    /// Tells whether it lets all through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Tells whether it lets a flag through. O(n) in its texts.
    #[must_use]
    pub fn lets_through(&self, listed: &ListedFlag) -> bool {
        listed.flag.deleted.is_none() && self.terms.iter().all(|term| term.is_true_of(listed))
    }
}

impl Term {
    /// Tells whether it is true of a flag.
    #[must_use]
    pub fn is_true_of(&self, listed: &ListedFlag) -> bool {
        self.what.is_true_of(listed) == self.wanted
    }
}

impl What {
    fn is_true_of(&self, listed: &ListedFlag) -> bool {
        let flag = &listed.flag;
        let speaker = flag.speaker.as_deref();
        match self {
            Self::Word(word) => {
                stands(&flag.selector.exact, word)
                    || stands(&flag.note, word)
                    || speaker.is_some_and(|name| stands(name, word))
                    || stands(&listed.article.headline, word)
                    || flag.tags.iter().any(|tag| stands(tag, word))
            }
            Self::Status(any) => any.contains(&flag.status),
            Self::Priority(any) => any.contains(&flag.priority),
            Self::Tag(None) => flag.tags.is_empty(),
            Self::Tag(Some(tag)) => flag.tags.contains(tag),
            Self::Speaker(None) => speaker.is_none(),
            Self::Speaker(Some(words)) => speaker.is_some_and(|name| stands(name, words)),
            Self::Article(words) => {
                stands(&listed.article.headline, words) || stands(&listed.article.path, words)
            }
            Self::Articles(any) => any.contains(&flag.article),
            Self::Due(due) => due.is_of(flag),
            Self::Made(from, before) => (*from..*before).contains(&flag.created),
        }
    }
}

impl Due {
    fn is_of(self, flag: &Flag) -> bool {
        match (self, flag.due) {
            (Self::Never, due) => due.is_none(),
            (Self::Between(from, to), Some(due)) => (from..=to).contains(&due),
            (Self::Overdue(today), Some(due)) => due < today && flag.status != Status::Done,
            (_, None) => false,
        }
    }
}
