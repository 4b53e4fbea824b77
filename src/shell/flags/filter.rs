//! Which flags a command is about: those that a filter lets through, or those with given ids.

use super::{existing, input, report};
use crate::flag::{ArticleKeys, ListedFlag, Priority, Status, parse_due, plain_tag};
use crate::shell::store::{Store, located};
use anyhow::{Error, bail};
use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
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
    /// Only flags whose passage, note or headline holds these words
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
}

/// Reads a priority.
pub(super) fn priority(name: &str) -> Result<Priority, String> {
    Priority::named(name).ok_or_else(|| format!("“{name}” is none of low, normal and high"))
}

/// Returns the day that it is here.
pub(super) fn today() -> Date {
    Zoned::now().date()
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
        let days = [&self.since, &self.until, &self.due];
        let [since, until, due] = days.map(|day_| day_.as_deref().map(day).transpose());
        let (since, until, due) = (since?, until?, due?);
        let Some(store) = existing(folder)? else { return Ok(Vec::new()) };
        let found = store.all(false)?;
        report(&found.damaged);
        let mut flags = found.records;
        if let Some(input) = documents {
            let mut ids = Vec::new();
            for document in &input.documents {
                let of_document = store.flags_of(&located(ArticleKeys::of(document)))?;
                ids.extend(of_document.records.into_iter().map(|flag| flag.id));
            }
            flags.retain(|listed| ids.contains(&listed.flag.id));
        }
        let tags: Vec<String> = self.tags.iter().filter_map(|tag| plain_tag(tag)).collect();
        let here = TimeZone::system();
        flags.retain(|listed| {
            let flag = &listed.flag;
            let made = flag.created.to_zoned(here.clone()).date();
            self.has_status(flag.status)
                && tags.iter().all(|tag| flag.tags.contains(tag))
                && self.priority.is_none_or(|priority| priority == flag.priority)
                && since.is_none_or(|day| made >= day)
                && until.is_none_or(|day| made <= day)
                && due.is_none_or(|day| flag.due.is_some_and(|due| due <= day))
                && holds(self.speaker.as_deref(), &[flag.speaker.as_deref().unwrap_or("")])
                && holds(
                    self.words.as_deref(),
                    &[&flag.selector.exact, &flag.note, &listed.headline],
                )
        });
        Ok(flags)
    }

    fn has_status(&self, status: Status) -> bool {
        let any = !(self.open || self.waiting || self.done);
        any || match status {
            Status::Open => self.open,
            Status::Waiting => self.waiting,
            Status::Done => self.done,
        }
    }
}

/// Tells whether each word stands in one of the texts.
fn holds(words: Option<&str>, texts: &[&str]) -> bool {
    let text = texts.join("\n").to_lowercase();
    let words = words.unwrap_or("").to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}

/// Opens the store of a folder in which something was flagged.
pub(super) fn store(folder: &Path) -> Result<Store, Error> {
    match existing(folder)? {
        Some(store) => Ok(store),
        None => bail!("There is no flag: nothing was ever flagged."),
    }
}
