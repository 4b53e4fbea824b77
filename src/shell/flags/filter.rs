//! Which flags a command is about: those that a filter lets through, or those with given ids.

use super::{existing, input, report};
use crate::flag::{
    ArticleKeys, Due, FlagFilter, ListedFlag, Priority, Status, What, parse_due, plain_tag,
};
use crate::shell::store::{Store, located};
use crate::shell::today::{here, today};
use anyhow::{Error, bail};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Which flags; what is not said lets all through.
#[derive(Args, Clone, Debug, Default)]
pub struct Filter {
    /// Flags that are open
    #[arg(long)]
    pub(super) open: bool,
    /// Flags that wait for somebody
    #[arg(long)]
    waiting: bool,
    /// Flags that are done
    #[arg(long)]
    done: bool,
    /// Only flags with this tag; given twice, with both
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Only flags whose speaker's name holds these words, whatever their capitals
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only flags of this priority: low, normal or high
    #[arg(long, value_parser = priority)]
    priority: Option<Priority>,
    /// Only flags of this article
    #[arg(long, value_name = "PATH")]
    article: Option<PathBuf>,
    /// Only flags that were made on this day or later: 2026-03-09, today
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Only flags that were made on this day or earlier
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Only flags that are due on this day or earlier: 2026-03-09, today, fri, +3d
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// Only flags whose passage, note, tags, speaker or headline hold these words, whatever their
    /// capitals
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
}

/// Reads a priority.
pub(super) fn priority(name: &str) -> Result<Priority, String> {
    Priority::named(name).ok_or_else(|| format!("“{name}” is none of low, normal and high"))
}

/// Reads a day.
pub(in crate::shell) fn day(typed: &str) -> Result<Date, Error> {
    match parse_due(typed, today()).map_err(Error::msg)? {
        Some(day) => Ok(day),
        None => bail!("“{typed}” is no day."),
    }
}

impl Filter {
    /// Tells whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        let Self { open, waiting, done, tags, speaker, priority, article, .. } = self;
        let Self { since, until, due, words, .. } = self;
        let flags = *open || *waiting || *done || !tags.is_empty() || priority.is_some();
        let days = since.is_some() || until.is_some() || due.is_some();
        !(flags || days || speaker.is_some() || article.is_some() || words.is_some())
    }

    /// Returns the flags that it lets through, in the order of [`Store::all`].
    pub(super) fn select(&self, folder: &Path) -> Result<Vec<ListedFlag>, Error> {
        let documents = self.article.as_deref().map(input::read).transpose()?;
        let mut filter = self.filter()?;
        let Some(store) = existing(folder)? else { return Ok(Vec::new()) };
        if let Some(input) = documents {
            let mut articles = Vec::new();
            for document in &input.documents {
                let of_document = store.flags_of(&located(ArticleKeys::of(document)))?;
                articles.extend(of_document.records.into_iter().map(|flag| flag.article));
            }
            filter = filter.and(What::Articles(articles));
        }
        let found = store.all(false)?;
        report(&found.damaged);
        let mut flags = found.records;
        flags.retain(|listed| filter.lets_through(listed));
        Ok(flags)
    }

    /// Returns what is asked of a flag, but for its article.
    fn filter(&self) -> Result<FlagFilter, Error> {
        let mut all = Vec::new();
        let statuses =
            [(self.open, Status::Open), (self.waiting, Status::Waiting), (self.done, Status::Done)];
        let any: Vec<Status> =
            statuses.into_iter().filter(|(asked, _)| *asked).map(|(_, it)| it).collect();
        if !any.is_empty() {
            all.push(What::Status(any));
        }
        let tags = self.tags.iter().filter_map(|tag| plain_tag(tag));
        all.extend(tags.map(|tag| What::Tag(Some(tag))));
        all.extend(self.priority.map(|priority| What::Priority(vec![priority])));
        if self.since.is_some() || self.until.is_some() {
            let from = match &self.since {
                Some(since) => start_of(day(since)?)?,
                None => Timestamp::MIN,
            };
            let before = match &self.until {
                Some(until) => start_of(day(until)?.tomorrow()?)?,
                None => Timestamp::MAX,
            };
            all.push(What::Made(from, before));
        }
        if let Some(due) = &self.due {
            all.push(What::Due(Due::Between(Date::MIN, day(due)?)));
        }
        all.extend(words(self.speaker.as_deref()).map(|word| What::Speaker(Some(word))));
        all.extend(words(self.words.as_deref()).map(What::Word));
        Ok(all.into_iter().fold(FlagFilter::default(), FlagFilter::and))
    }
}

/// Returns when a day begins here.
fn start_of(day: Date) -> Result<Timestamp, Error> {
    Ok(day.to_zoned_datetime(here())?.timestamp())
}

/// Returns words as they are looked for whatever their capitals.
fn words(given: Option<&str>) -> impl Iterator<Item = String> {
    given.unwrap_or("").split_whitespace().map(str::to_lowercase)
}

/// Opens the store of a folder in which something was flagged.
pub(super) fn store(folder: &Path) -> Result<Store, Error> {
    match existing(folder)? {
        Some(store) => Ok(store),
        None => bail!("There is no flag: nothing was ever flagged."),
    }
}
