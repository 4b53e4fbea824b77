//! Lists of flags, without reading all of them.
//!
//! A filter that lets few through is answered from its own index and sorted; any other list is
//! read from the index that has its order. The first flags of a list are looked for in a bounded
//! number of rows, so that they are there at once however many flags there are.

use super::records::{self, Read};
use super::{Found, Store, StoreError, articles, kept};
use crate::flag::{
    ArticleKeys, Due, Flag, FlagFilter, FlagList, GroupBy, GroupKey, ListedFlag, Priority, Status,
    What,
};
use crate::search::stands;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use uuid::Uuid;

/// Rows that are gone through without looking whether something else is to be done.
const ROWS: usize = 100;

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// So many flags are sorted sooner than those of an order are gone through.
    pub(super) few: i64,
    /// Rows that the first flags of a list are looked for in.
    pub(super) rows: usize,
    /// Records that words are looked for in.
    pub(super) records: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { few: 300, rows: 2_000, records: 250 }
    }
}

/// A term that an index of the sorted flags has.
struct Indexed {
    /// Where the flags are found.
    from: &'static str,
    condition: String,
    values: Vec<Value>,
}

/// A query for a list, without its columns and its order.
struct Source {
    from: String,
    values: Vec<Value>,
}

impl Source {
    fn of(from: &str) -> Self {
        Self { from: from.to_owned(), values: Vec::new() }
    }
}

impl Store {
    /// Returns the flags that a filter lets through in groups: all of them, in O(n), or only the
    /// first, at most `most`, with those that are found soon; then what it costs does not depend
    /// on how many flags there are.
    pub fn list(
        &mut self,
        filter: &FlagFilter,
        by: GroupBy,
        most: Option<usize>,
    ) -> Result<FlagList, StoreError> {
        let list = self.list_unless(filter, by, most, &mut || false)?;
        Ok(list.unwrap_or_default())
    }

    /// Does likewise, unless something else is to be done first: then `None`.
    pub(super) fn list_unless(
        &mut self,
        filter: &FlagFilter,
        by: GroupBy,
        most: Option<usize>,
        give_way: &mut dyn FnMut() -> bool,
    ) -> Result<Option<FlagList>, StoreError> {
        while self.sort(usize::MAX)? {}
        let listed = self.try_list(filter, by, most, give_way);
        listed.map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    /// Returns the tags that flags have, ascending, without going through all flags.
    pub fn tags(&mut self) -> Result<Vec<String>, StoreError> {
        while self.sort(usize::MAX)? {}
        let tags = names(&self.connection, "flag_tags", "tag");
        tags.map_err(|error| StoreError::sqlite(&self.path, &error))
    }

    /// Returns flags with their articles, in the order in which their ids are given. Those that
    /// are not there are left out.
    pub fn listed(&self, ids: &[Uuid]) -> Result<Found<ListedFlag>, StoreError> {
        let mut known = BTreeMap::new();
        let mut found = Found::default();
        for &id in ids {
            let read = self.read_listed(id, &mut known);
            match read.map_err(|error| StoreError::sqlite(&self.path, &error))? {
                Some(Read::Good(listed)) => found.records.push(listed),
                Some(Read::Bad) => found.damaged.push(self.says_damaged("flag", &id.to_string())),
                None => {}
            }
        }
        Ok(found)
    }

    /// Reads a flag with its article; articles that were read are `known`.
    fn read_listed(
        &self,
        id: Uuid,
        known: &mut BTreeMap<Uuid, ArticleKeys>,
    ) -> rusqlite::Result<Option<Read<ListedFlag>>> {
        let flag = match kept::get::<Flag>(&self.connection, id)? {
            Some(Read::Good(flag)) => flag,
            Some(Read::Bad) => return Ok(Some(Read::Bad)),
            None => return Ok(None),
        };
        let keys = match known.entry(flag.article) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let keys = match articles::read(&self.connection, flag.article)? {
                    Some(Read::Good(keys)) => ArticleKeys { shingles: Vec::new(), ..keys },
                    _ => ArticleKeys::default(),
                };
                new.insert(keys)
            }
        };
        let keys = keys.clone();
        Ok(Some(Read::Good(ListedFlag::of(flag, keys))))
    }

    fn try_list(
        &self,
        filter: &FlagFilter,
        by: GroupBy,
        most: Option<usize>,
        give_way: &mut dyn FnMut() -> bool,
    ) -> rusqlite::Result<Option<FlagList>> {
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        let mut indexed = Vec::new();
        let mut to_read = Vec::new();
        for term in &filter.terms {
            let Some((condition, mut of_term)) = condition(&self.connection, &term.what)? else {
                to_read.push(term);
                continue;
            };
            if term.wanted {
                indexed.extend(index(&term.what, &condition, &of_term));
            }
            conditions.push(if term.wanted { condition } else { format!("NOT ({condition})") });
            values.append(&mut of_term);
        }
        let condition = if conditions.is_empty() { "1".into() } else { conditions.join(" AND ") };
        let Source { from, values: mut of_source } = match by {
            GroupBy::Tag if conditions.is_empty() => Source::of("flag_tags g"),
            _ => self.source(&indexed, by)?,
        };
        values.append(&mut of_source);
        let flag = if by == GroupBy::Tag { "g.flag" } else { "s.flag" };
        let (columns, order) = columns(by);
        let sql = format!("SELECT {flag}, {condition}, {columns} FROM {from} ORDER BY {order}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut list = FlagList::default();
        let (mut seen, mut read, mut known) = (0, 0, BTreeMap::new());
        let is_bounded = most.is_some();
        while let Some(row) = rows.next()? {
            seen += 1;
            let is_enough = most.is_some_and(|most| list.flags.len() >= most)
                || is_bounded && (seen > self.bounds.rows || read > self.bounds.records);
            if is_enough {
                break;
            }
            if seen % ROWS == 0 && give_way() {
                return Ok(None);
            }
            if !row.get::<_, bool>(1)? {
                continue;
            }
            let flag = Uuid::from_bytes(row.get(0)?);
            if !to_read.is_empty() {
                read += 1;
                let is_true = |listed| to_read.iter().all(|term| term.is_true_of(listed));
                match self.read_listed(flag, &mut known)? {
                    Some(Read::Good(listed)) if is_true(&listed) => {}
                    _ => continue,
                }
            }
            list.push(key(by, row)?, flag);
        }
        if !is_bounded {
            let count = "SELECT count(*) FROM sorted";
            let live: i64 = self.connection.query_row(count, [], |row| row.get(0))?;
            list.live = usize::try_from(live).ok();
        }
        list.count(by);
        Ok(Some(list))
    }

    /// Returns where flags come from: few of them from the index of one term, many from the
    /// index that has their order.
    fn source(&self, indexed: &[Indexed], by: GroupBy) -> rusqlite::Result<Source> {
        let few = self.bounds.few;
        let mut fewest: Option<(i64, &Indexed)> = None;
        for term in indexed {
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {})",
                term.from,
                term.condition,
                few + 1
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let count: i64 =
                statement.query_row(params_from_iter(&term.values), |row| row.get(0))?;
            if count <= few && fewest.is_none_or(|(least, _)| count < least) {
                fewest = Some((count, term));
            }
        }
        let Some((_, term)) = fewest else {
            let from = match by {
                GroupBy::Article => {
                    "articles a INDEXED BY articles_by_date
                     CROSS JOIN sorted s INDEXED BY sorted_in_text ON s.article = a.id"
                }
                GroupBy::Tag => "flag_tags g CROSS JOIN sorted s ON s.flag = g.flag",
                GroupBy::Speaker => "sorted s INDEXED BY sorted_by_speaker",
                GroupBy::Status => "sorted s INDEXED BY sorted_by_status",
                GroupBy::Due => "sorted s INDEXED BY sorted_by_due",
            };
            return Ok(Source::of(from));
        };
        let join = match by {
            GroupBy::Article => "JOIN articles a ON a.id = s.article",
            GroupBy::Tag => "JOIN flag_tags g ON g.flag = s.flag",
            _ => "",
        };
        let from = format!(
            "(SELECT DISTINCT flag AS few FROM {} WHERE {}) CROSS JOIN sorted s ON s.flag = few \
             {join}",
            term.from, term.condition
        );
        Ok(Source { from, values: term.values.clone() })
    }
}

/// Returns the columns that make the key of a group, and the order.
fn columns(by: GroupBy) -> (&'static str, &'static str) {
    match by {
        GroupBy::Article => (
            "a.id, iif(a.headline <> '', a.headline, a.keys ->> '$.path'), a.published",
            "a.published DESC, a.headline, a.id, s.start, s.flag",
        ),
        GroupBy::Speaker => ("s.speaker", "s.speaker, s.priority, s.due, s.created DESC, s.flag"),
        GroupBy::Tag => ("g.tag", "g.tag, g.priority, g.due, g.created DESC, g.flag"),
        GroupBy::Status => ("s.status", "s.status, s.priority, s.due, s.created DESC, s.flag"),
        GroupBy::Due => ("s.due", "s.due, s.priority, s.created DESC, s.flag"),
    }
}

/// Makes the key of a group of a row, from its third column on.
fn key(by: GroupBy, row: &Row<'_>) -> rusqlite::Result<GroupKey> {
    let text = || records::text(row, 2);
    Ok(match by {
        GroupBy::Article => GroupKey::Article {
            id: text()?.and_then(|id| Uuid::parse_str(&id).ok()).unwrap_or_default(),
            title: records::text(row, 3)?.unwrap_or_default(),
            published: records::text(row, 4)?.filter(|published| !published.is_empty()),
        },
        GroupBy::Speaker => GroupKey::Speaker(text()?),
        GroupBy::Tag => GroupKey::Tag(text()?),
        GroupBy::Status => {
            let at = usize::try_from(row.get::<_, i64>(2)?).unwrap_or(0);
            GroupKey::Status(Status::ALL.get(at).copied().unwrap_or_default())
        }
        GroupBy::Due => GroupKey::Due(text()?.and_then(|day| day.parse::<Date>().ok())),
    })
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// Returns what stands for a name, or for none.
fn or_none(name: &Option<String>) -> Value {
    name.as_ref().map_or(Value::Blob(Vec::new()), text)
}

/// Returns many texts as one value, for `json_each`.
fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Value {
    let array = texts.into_iter().map(|it| serde_json::Value::String(it.into())).collect();
    text(serde_json::Value::Array(array).to_string())
}

/// Returns one of these numbers as a condition.
fn any(column: &str, numbers: impl Iterator<Item = usize>) -> String {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    format!("s.{column} IN ({})", numbers.join(", "))
}

/// Returns what is asked as a condition on the row `s`, with what stands for its question marks;
/// `None` if the record has to be read for it.
fn condition(
    connection: &Connection,
    what: &What,
) -> rusqlite::Result<Option<(String, Vec<Value>)>> {
    let plain = |sql: &str, values| (sql.to_owned(), values);
    let time = |time: &Timestamp| text(time.to_string().trim_end_matches('Z'));
    Ok(Some(match what {
        What::Word(_) | What::Article(_) => return Ok(None),
        What::Status(statuses) => {
            (any("status", statuses.iter().map(|status| *status as usize)), Vec::new())
        }
        What::Priority(priorities) => {
            let last = Priority::ALL.len() - 1;
            let numbers = priorities.iter().map(|priority| last - *priority as usize);
            (any("priority", numbers), Vec::new())
        }
        What::Tag(tag) => {
            let sql = "EXISTS (SELECT 1 FROM flag_tags t WHERE t.flag = s.flag AND t.tag = ?)";
            plain(sql, vec![or_none(tag)])
        }
        What::Speaker(None) => plain("s.speaker = x''", vec![]),
        What::Speaker(Some(words)) => {
            let names = names(connection, "sorted", "speaker")?;
            let names = names.into_iter().filter(|name| stands(name, words));
            let sql = "s.speaker IN (SELECT value FROM json_each(?))";
            plain(sql, vec![texts(names)])
        }
        What::Articles(ids) => {
            let ids = texts(ids.iter().map(Uuid::to_string));
            plain("s.article IN (SELECT value FROM json_each(?))", vec![ids])
        }
        What::Due(Due::Never) => plain("s.due = x''", vec![]),
        What::Due(Due::Between(from, to)) => {
            plain("s.due BETWEEN ? AND ?", vec![text(from.to_string()), text(to.to_string())])
        }
        What::Due(Due::Overdue(today)) => {
            let sql = format!("s.due < ? AND s.status <> {}", Status::Done as usize);
            (sql, vec![text(today.to_string())])
        }
        What::Made(from, before) => {
            plain("s.created >= ? AND s.created < ?", vec![time(from), time(before)])
        }
    }))
}

/// Returns the different texts in a column that an index begins with, ascending, without going
/// through all rows.
fn names(connection: &Connection, table: &str, column: &str) -> rusqlite::Result<Vec<String>> {
    let sql = format!(
        "WITH RECURSIVE names (name) AS (
             SELECT min({column}) FROM {table}
             UNION ALL
             SELECT (SELECT min({column}) FROM {table} WHERE {column} > name)
             FROM names WHERE name IS NOT NULL
         ) SELECT name FROM names WHERE typeof(name) = 'text'"
    );
    connection.prepare_cached(&sql)?.query_map([], |row| row.get(0))?.collect()
}

/// Returns the index that has a term, if one has.
fn index(what: &What, condition: &str, values: &[Value]) -> Option<Indexed> {
    let (from, condition) = match what {
        What::Tag(_) => ("flag_tags", "tag = ?"),
        What::Speaker(_) => ("sorted s INDEXED BY sorted_by_speaker", condition),
        What::Status(_) => ("sorted s INDEXED BY sorted_by_status", condition),
        What::Due(_) => ("sorted s INDEXED BY sorted_by_due", condition),
        What::Articles(_) => ("sorted s INDEXED BY sorted_in_text", condition),
        What::Word(_) | What::Article(_) | What::Priority(_) | What::Made(..) => return None,
    };
    Some(Indexed { from, condition: condition.to_owned(), values: values.to_vec() })
}
