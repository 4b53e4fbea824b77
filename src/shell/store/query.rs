//! Pages of flags, and of their groups, without reading all of them.
//!
//! A filter that lets few through is answered from its own index and sorted; any other order is
//! read from the index that has it, as far as the page needs.

use super::kept::{self, COLUMNS};
use super::records::{self, Read};
use super::{Found, Store, StoreError};
use crate::flag::{
    ArticleKeys, Due, Flag, FlagFilter, FlagGroup, FlagOrder, GroupBy, GroupKey, ListedFlag, Status,
};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use uuid::Uuid;

/// So many flags are sorted sooner than those of an order are gone through.
pub(super) const FEW: i64 = 300;
/// What stands for the day of a flag that is never due: it sorts behind all days.
const NEVER: &str = "~";

/// A condition of a filter.
struct Term {
    /// The condition, on the row `f` of the flags.
    sql: String,
    /// What stands for its question marks.
    values: Vec<Value>,
    /// The index that has it.
    index: &'static str,
}

/// Where the flags come from, with all conditions.
struct Source {
    from: String,
    condition: String,
    values: Vec<Value>,
    /// They are few.
    is_few: bool,
}

impl Store {
    /// Returns flags of all articles from number `start`, at most `most`, that a filter lets
    /// through, in an order. What it costs depends on how far `start` is and on `most`, not on
    /// how many flags there are, unless the filter has words, or several conditions that each
    /// let many through and together few.
    pub fn flags(
        &self,
        filter: &FlagFilter,
        order: FlagOrder,
        start: usize,
        most: usize,
    ) -> Result<Found<ListedFlag>, StoreError> {
        let mut found = Found::default();
        let mut passed = 0;
        // Words are looked for here, in what SQLite hands over.
        let has_words = !filter.words.trim().is_empty();
        let page = if has_words { None } else { Some((start, most)) };
        let read = self.each(filter, order, page, |record, keys, row| {
            let Read::Good(flag) = record else {
                found.damaged.push(self.damaged("flag", row)?);
                return Ok(true);
            };
            let listed = ListedFlag::of(flag, keys);
            if !has_words || filter.has_words(&listed) {
                passed += 1;
                if !has_words || passed > start {
                    found.records.push(listed);
                }
            }
            Ok(found.records.len() < most)
        });
        read.map_err(|error| StoreError::sqlite(&self.path, &error))?;
        Ok(found)
    }

    /// Returns how many flags a filter lets through. O(n) in those, unless there are words: then
    /// in all that the rest lets through.
    pub fn count(&self, filter: &FlagFilter) -> Result<usize, StoreError> {
        let counted = if filter.words.trim().is_empty() {
            self.count_rows(filter)
        } else {
            let mut count = 0;
            let counting = self.each(filter, FlagOrder::Newest, None, |record, keys, _| {
                if let Read::Good(flag) = record {
                    count += usize::from(filter.has_words(&ListedFlag::of(flag, keys)));
                }
                Ok(true)
            });
            counting.map(|()| count)
        };
        counted.map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    /// Returns groups of the flags that a filter lets through, from number `start`, at most
    /// `most`.
    pub fn groups(
        &self,
        filter: &FlagFilter,
        by: GroupBy,
        start: usize,
        most: usize,
    ) -> Result<Vec<FlagGroup>, StoreError> {
        let groups = if filter.words.trim().is_empty() {
            self.group_rows(filter, by, start, most)
        } else {
            self.group_words(filter, by)
                .map(|groups| groups.into_iter().skip(start).take(most).collect())
        };
        groups.map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    /// Hands each flag to `take` with its article's keys, in an order, until `take` has enough.
    fn each(
        &self,
        filter: &FlagFilter,
        order: FlagOrder,
        page: Option<(usize, usize)>,
        mut take: impl FnMut(Read<Flag>, ArticleKeys, &Row<'_>) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<()> {
        let connection = &self.connection;
        let (index, by) = match order {
            FlagOrder::Newest => ("flags_by_created", "f.created DESC, f.id DESC"),
            FlagOrder::Article => ("", "a.published DESC, a.headline, a.id, f.start, f.id"),
            FlagOrder::Due => ("flags_by_due", "f.due, f.created DESC, f.id DESC"),
        };
        let source = self.source(filter, index)?;
        let from = match order {
            FlagOrder::Article if !source.is_few => "articles a INDEXED BY articles_by_date
                 CROSS JOIN flags f INDEXED BY flags_in_text ON f.article = a.id"
                .to_owned(),
            _ => format!("{} LEFT JOIN articles a ON a.id = f.article", source.from),
        };
        let columns = COLUMNS.replace("r.", "f.");
        let limit =
            page.map_or(String::new(), |(start, most)| format!("LIMIT {most} OFFSET {start}"));
        let sql = format!(
            "SELECT {columns}, a.keys, a.checksum FROM {from} WHERE {} ORDER BY {by} {limit}",
            source.condition
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(source.values))?;
        while let Some(row) = rows.next()? {
            let keys = match records::read(row, 5)? {
                Read::Good(keys) => keys,
                Read::Bad => ArticleKeys::default(),
            };
            if !take(kept::read(row)?, keys, row)? {
                break;
            }
        }
        Ok(())
    }

    fn count_rows(&self, filter: &FlagFilter) -> rusqlite::Result<usize> {
        let source = self.source(filter, "")?;
        let sql = format!("SELECT count(*) FROM {} WHERE {}", source.from, source.condition);
        let mut statement = self.connection.prepare_cached(&sql)?;
        statement.query_row(params_from_iter(source.values), |row| number(row, 0))
    }

    fn group_rows(
        &self,
        filter: &FlagFilter,
        by: GroupBy,
        start: usize,
        most: usize,
    ) -> rusqlite::Result<Vec<FlagGroup>> {
        let index = match by {
            GroupBy::Article | GroupBy::Tag => "",
            GroupBy::Speaker => "flags_by_speaker",
            GroupBy::Status => "flags_by_status",
            GroupBy::Due => "flags_by_due",
        };
        let Source { from, condition, values, is_few } = self.source(filter, index)?;
        let sql = match by {
            GroupBy::Article if is_few => format!(
                "SELECT a.id, a.keys, a.checksum, count(*) AS number
                 FROM {from} JOIN articles a ON a.id = f.article WHERE {condition}
                 GROUP BY a.id ORDER BY a.published DESC, a.headline, a.id"
            ),
            GroupBy::Article => format!(
                "SELECT a.id, a.keys, a.checksum, (
                     SELECT count(*) FROM flags f INDEXED BY flags_in_text
                     WHERE f.article = a.id AND {condition}
                 ) AS number
                 FROM articles a INDEXED BY articles_by_date WHERE number > 0
                 ORDER BY a.published DESC, a.headline, a.id"
            ),
            GroupBy::Tag if is_few => format!(
                "SELECT t.tag, count(*) FROM {from} JOIN flag_tags t ON t.flag = f.id
                 WHERE {condition} GROUP BY t.tag ORDER BY t.tag"
            ),
            // Deleted flags have no tags there.
            GroupBy::Tag if values.is_empty() => {
                "SELECT t.tag, count(*) FROM flag_tags t GROUP BY t.tag ORDER BY t.tag".to_owned()
            }
            GroupBy::Tag => format!(
                "SELECT t.tag, count(*) FROM flag_tags t CROSS JOIN flags f ON f.id = t.flag
                 WHERE {condition} GROUP BY t.tag ORDER BY t.tag"
            ),
            GroupBy::Speaker => grouped("f.speaker", &from, &condition),
            GroupBy::Status => grouped("f.status", &from, &condition),
            GroupBy::Due => grouped("f.due", &from, &condition),
        };
        let mut statement =
            self.connection.prepare_cached(&format!("{sql} LIMIT {most} OFFSET {start}"))?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut groups = Vec::new();
        while let Some(row) = rows.next()? {
            groups.extend(group(by, row)?);
        }
        sort_statuses(&mut groups);
        Ok(groups)
    }

    /// Groups the flags that have the words of a filter.
    fn group_words(&self, filter: &FlagFilter, by: GroupBy) -> rusqlite::Result<Vec<FlagGroup>> {
        let mut groups: Vec<FlagGroup> = Vec::new();
        // In the order of the articles those of a group stand together.
        self.each(filter, FlagOrder::Article, None, |record, keys, _| {
            let Read::Good(flag) = record else { return Ok(true) };
            let listed = ListedFlag::of(flag, keys);
            if filter.has_words(&listed) {
                for key in keys_of(&listed, by) {
                    match groups.iter_mut().rev().find(|group| group.key == key) {
                        Some(group) => group.count += 1,
                        None => groups.push(FlagGroup { key, count: 1 }),
                    }
                }
            }
            Ok(true)
        })?;
        match by {
            GroupBy::Article => {}
            GroupBy::Status => sort_statuses(&mut groups),
            _ => groups.sort_by_key(|group| match &group.key {
                GroupKey::Speaker(name) | GroupKey::Tag(name) => name.clone(),
                GroupKey::Due(day) => day.map_or(NEVER.to_owned(), |day| day.to_string()),
                _ => String::new(),
            }),
        }
        Ok(groups)
    }

    /// Returns where the flags that a filter lets through come from: few of them from the index of
    /// one condition, many from `index`, `""` for any.
    fn source(&self, filter: &FlagFilter, index: &str) -> rusqlite::Result<Source> {
        let terms = terms(filter);
        let mut fewest: Option<(i64, &Term)> = None;
        for term in &terms {
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {})",
                term.from(),
                term.condition(),
                self.few + 1
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let count: i64 =
                statement.query_row(params_from_iter(&term.values), |row| row.get(0))?;
            if count <= self.few && fewest.is_none_or(|(least, _)| count < least) {
                fewest = Some((count, term));
            }
        }
        let conditions = terms.iter().map(|term| term.sql.as_str());
        let condition =
            std::iter::once("f.deleted = 0").chain(conditions).collect::<Vec<_>>().join(" AND ");
        let mut values: Vec<Value> = terms.iter().flat_map(|term| term.values.clone()).collect();
        let from = match fewest {
            Some((_, term)) => {
                let mut before = term.values.clone();
                before.append(&mut values);
                values = before;
                let id = if term.index.is_empty() { "t.flag" } else { "f.id" };
                format!(
                    "(SELECT {id} AS few FROM {} WHERE {}) CROSS JOIN flags f ON f.id = few",
                    term.from(),
                    term.condition()
                )
            }
            None if index.is_empty() => "flags f".to_owned(),
            None => format!("flags f INDEXED BY {index}"),
        };
        Ok(Source { from, condition, values, is_few: fewest.is_some() })
    }
}

fn grouped(column: &str, from: &str, condition: &str) -> String {
    format!(
        "SELECT {column}, count(*) FROM {from} WHERE {condition}
         AND {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"
    )
}

/// Statuses follow each other in another order than their names.
fn sort_statuses(groups: &mut [FlagGroup]) {
    groups.sort_by_key(|group| match group.key {
        GroupKey::Status(status) => Some(status),
        _ => None,
    });
}

/// Makes a group of a row.
fn group(by: GroupBy, row: &Row<'_>) -> rusqlite::Result<Option<FlagGroup>> {
    let name = records::text(row, 0)?.unwrap_or_default();
    let key = match by {
        GroupBy::Article => {
            let keys = match records::read(row, 1)? {
                Read::Good(keys) => keys,
                Read::Bad => ArticleKeys::default(),
            };
            let ArticleKeys { headline, path, published, .. } = keys;
            Uuid::parse_str(&name).ok().map(|id| GroupKey::Article {
                id,
                headline,
                path,
                published,
            })
        }
        GroupBy::Speaker => Some(GroupKey::Speaker(name)),
        GroupBy::Tag => Some(GroupKey::Tag(name)),
        GroupBy::Status => Status::named(&name).map(GroupKey::Status),
        GroupBy::Due => Some(GroupKey::Due(name.parse::<Date>().ok())),
    };
    let count = number(row, if by == GroupBy::Article { 3 } else { 1 })?;
    Ok(key.map(|key| FlagGroup { key, count }))
}

fn number(row: &Row<'_>, at: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(at)?).unwrap_or(0))
}

/// Returns the groups that a flag is in.
fn keys_of(listed: &ListedFlag, by: GroupBy) -> Vec<GroupKey> {
    let flag = &listed.flag;
    match by {
        GroupBy::Article => vec![GroupKey::Article {
            id: flag.article,
            headline: listed.headline.clone(),
            path: listed.path.clone(),
            published: listed.published.clone(),
        }],
        GroupBy::Speaker => vec![GroupKey::Speaker(flag.speaker.clone().unwrap_or_default())],
        GroupBy::Tag if flag.tags.is_empty() => vec![GroupKey::Tag(String::new())],
        GroupBy::Tag => flag.tags.iter().cloned().map(GroupKey::Tag).collect(),
        GroupBy::Status => vec![GroupKey::Status(flag.status)],
        GroupBy::Due => vec![GroupKey::Due(flag.due)],
    }
}

impl Term {
    /// The table with the index that has it; tags have a table of their own.
    fn from(&self) -> String {
        match self.index {
            "" => "flag_tags t".to_owned(),
            index => format!("flags f INDEXED BY {index}"),
        }
    }

    /// The condition there.
    fn condition(&self) -> String {
        match self.index {
            "" => "t.tag = ?".to_owned(),
            _ => format!("f.deleted = 0 AND {}", self.sql),
        }
    }
}

fn terms(filter: &FlagFilter) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut add = |sql: &str, values: Vec<Value>, index: &'static str| {
        terms.push(Term { sql: sql.to_owned(), values, index });
    };
    let text = |text: &str| Value::Text(text.to_owned());
    if let Some(article) = filter.article {
        add("f.article = ?", vec![text(&article.to_string())], "flags_in_text");
    }
    if let Some(tag) = &filter.tag {
        let sql = "EXISTS (SELECT 1 FROM flag_tags t
                   WHERE t.tag = ? AND t.created = f.created AND t.flag = f.id)";
        add(sql, vec![text(tag)], "");
    }
    if let Some(speaker) = &filter.speaker {
        add("f.speaker = ?", vec![text(speaker)], "flags_by_speaker");
    }
    match filter.due {
        None => {}
        Some(Due::Never) => add("f.due = ?", vec![text(NEVER)], "flags_by_due"),
        Some(Due::Between(from, to)) => {
            let days = vec![text(&from.to_string()), text(&to.to_string())];
            add("f.due BETWEEN ? AND ?", days, "flags_by_due");
        }
    }
    if let Some(priority) = filter.priority {
        add("f.priority = ?", vec![text(priority.name())], "flags_by_priority");
    }
    if !filter.statuses.is_empty() {
        let names: Vec<Value> = filter.statuses.iter().map(|status| text(status.name())).collect();
        let marks = vec!["?"; names.len()].join(", ");
        add(&format!("f.status IN ({marks})"), names, "flags_by_status");
    }
    terms
}
