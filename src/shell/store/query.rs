//! Lists of flags, without reading all of them.
//!
//! A filter that lets few through is answered from its own index and sorted; any other list is
//! read from the index that has its order, without the groups in which nothing can be. The first
//! flags of a list are looked for in a bounded number of rows, so that they are there at once
//! however many flags there are.

mod asked;

use super::articles::{self, Known};
use super::records::{self, Read};
use super::{Found, Store, StoreError, kept};
use crate::flag::{Flag, FlagFilter, FlagList, GroupBy, GroupKey, ListedFlag, Status, What};
use asked::{Asked, Indexed, names};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, Rows, params_from_iter};
use uuid::Uuid;

/// Rows that are gone through without looking whether something else is to be done.
const ROWS: usize = 100;

/// The speakers whom flags name, by which a part of a name is found among them: going through
/// them takes longer than a page of a list.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    names: Vec<String>,
    /// What this connection and others had changed when they were read.
    read_at: Option<(i64, i64)>,
}

impl Speakers {
    /// Reads them again if anything has changed. O(names).
    fn renew(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let number = |sql| connection.prepare_cached(sql)?.query_row([], |row| row.get(0));
        let now = (number("SELECT total_changes()")?, number("PRAGMA data_version")?);
        if self.read_at != Some(now) {
            self.names = names(connection, "sorted", "speaker")?;
            self.read_at = Some(now);
        }
        Ok(())
    }
}

/// How much is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// So many flags are sorted sooner than those of an order are gone through, for the first of
    /// a list and for all of it.
    pub(super) few: i64,
    pub(super) few_of_all: i64,
    /// Rows that the first flags of a list are looked for in.
    pub(super) rows: usize,
    /// Records that words are looked for in.
    pub(super) records: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { few: 500, few_of_all: 10_000, rows: 1_000, records: 150 }
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
        if filter.terms.iter().any(|term| matches!(term.what, What::Speaker(Some(_)))) {
            let known = self.speakers.renew(&self.connection);
            known.map_err(|error| StoreError::sqlite(&self.path, &error))?;
        }
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
        let mut known = Known::new();
        let mut found = Found::default();
        for &id in ids {
            let read = read_listed(&self.connection, id, &mut known);
            match read.map_err(|error| StoreError::sqlite(&self.path, &error))? {
                Some(Read::Good(listed)) => found.records.push(listed),
                Some(Read::Bad) => found.damaged.push(self.says_damaged("flag", &id.to_string())),
                None => {}
            }
        }
        Ok(found)
    }

    fn try_list(
        &self,
        filter: &FlagFilter,
        by: GroupBy,
        most: Option<usize>,
        give_way: &mut dyn FnMut() -> bool,
    ) -> rusqlite::Result<Option<FlagList>> {
        let asked = Asked::of(&self.speakers.names, filter);
        let few = if most.is_some() { self.bounds.few } else { self.bounds.few_of_all };
        let fewest = asked.fewest(&self.connection, few)?;
        let mut going = Going {
            store: self,
            asked: &asked,
            by,
            most,
            seen: 0,
            read: 0,
            known: Known::new(),
            list: FlagList::default(),
            give_way,
        };
        let end = match (fewest, by) {
            (Some(term), _) => going.through_few(term)?,
            (None, GroupBy::Article) => going.through_articles()?,
            (None, _) => going.through_groups()?,
        };
        let mut list = going.list;
        if end == End::MadeWay {
            return Ok(None);
        }
        if most.is_none() {
            let count = "SELECT count(*) FROM sorted";
            let live: i64 = self.connection.query_row(count, [], |row| row.get(0))?;
            list.live = usize::try_from(live).ok();
        }
        list.count(by);
        Ok(Some(list))
    }
}

/// Reads a flag with its article; articles that were read are `known`.
pub(super) fn read_listed(
    connection: &Connection,
    id: Uuid,
    known: &mut Known,
) -> rusqlite::Result<Option<Read<ListedFlag>>> {
    let flag = match kept::get::<Flag>(connection, id)? {
        Some(Read::Good(flag)) => flag,
        Some(Read::Bad) => return Ok(Some(Read::Bad)),
        None => return Ok(None),
    };
    Ok(Some(Read::Good(articles::listed(connection, flag, known)?)))
}

/// How going through flags came to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// There are no more.
    Through,
    /// Those that are there are enough.
    Enough,
    /// Something else is to be done first.
    MadeWay,
}

/// Going through the flags that may belong to a list, in their order.
struct Going<'g> {
    store: &'g Store,
    asked: &'g Asked<'g>,
    by: GroupBy,
    most: Option<usize>,
    /// Rows and records that were looked at.
    seen: usize,
    read: usize,
    known: Known,
    list: FlagList,
    give_way: &'g mut dyn FnMut() -> bool,
}

impl Going<'_> {
    /// Goes through the flags that have a term, sorted here.
    fn through_few(&mut self, term: &Indexed) -> rusqlite::Result<End> {
        let join = match self.by {
            GroupBy::Article => "JOIN articles a ON a.id = s.article",
            GroupBy::Tag => "JOIN flag_tags g ON g.flag = s.flag",
            _ => "",
        };
        let (condition, mut values) = self.asked.condition(self.by, false);
        values.extend(term.values.iter().cloned());
        let sql = format!(
            "SELECT s.flag, {condition}, {columns}
             FROM (SELECT DISTINCT flag AS few FROM {from} WHERE {of_term})
             CROSS JOIN sorted s ON s.flag = few {join} ORDER BY {order}",
            columns = columns(self.by),
            from = term.from,
            of_term = term.condition,
            order = order(self.by)
        );
        let mut statement = self.store.connection.prepare_cached(&sql)?;
        self.through(statement.query(params_from_iter(values))?)
    }

    /// Goes through all flags in the order of articles.
    fn through_articles(&mut self) -> rusqlite::Result<End> {
        let (condition, values) = self.asked.condition(self.by, false);
        let sql = format!(
            "SELECT s.flag, {condition}, {columns}
             FROM articles a INDEXED BY articles_by_date
             CROSS JOIN sorted s INDEXED BY sorted_in_text ON s.article = a.id ORDER BY {order}",
            columns = columns(self.by),
            order = order(self.by)
        );
        let mut statement = self.store.connection.prepare_cached(&sql)?;
        self.through(statement.query(params_from_iter(values))?)
    }

    /// Goes through one group after the other, but for those that can have no flags in them, and
    /// in each through one priority after the other: so much of the order an index has behind
    /// what can be left out.
    fn through_groups(&mut self) -> rusqlite::Result<End> {
        let (condition, values) = self.asked.condition(self.by, true);
        let (table, column) = match self.by {
            GroupBy::Tag => ("flag_tags", "tag"),
            GroupBy::Speaker => ("sorted", "speaker"),
            GroupBy::Due => ("sorted", "due"),
            GroupBy::Status | GroupBy::Article => ("sorted", "status"),
        };
        let (from, row) = match self.by {
            GroupBy::Tag if condition == "1" => ("flag_tags g", "g"),
            GroupBy::Tag => ("flag_tags g CROSS JOIN sorted s ON s.flag = g.flag", "g"),
            GroupBy::Speaker => ("sorted s INDEXED BY sorted_by_speaker", "s"),
            GroupBy::Due => ("sorted s INDEXED BY sorted_by_due", "s"),
            GroupBy::Status | GroupBy::Article => ("sorted s INDEXED BY sorted_by_status", "s"),
        };
        let is_by_day = self.by == GroupBy::Due;
        let days = if is_by_day { "" } else { "AND {row}.due BETWEEN ? AND ?" };
        let first_by = if is_by_day { "" } else { "{row}.due, " };
        let sql = format!(
            "SELECT {{row}}.flag, {condition}, {columns} FROM {from}
             WHERE {{row}}.{column} = ? AND {{row}}.priority = ? {days}
             ORDER BY {first_by}{{row}}.created DESC, {{row}}.flag",
            columns = columns(self.by)
        );
        let connection = &self.store.connection;
        let mut statement = connection.prepare_cached(&sql.replace("{row}", row))?;
        let next = format!("SELECT min({column}) FROM {table} WHERE {column} > ?");
        let mut next = connection.prepare_cached(&next)?;
        let first = format!("SELECT min({column}) FROM {table}");
        let first = connection.prepare_cached(&first)?.query_row([], |row| row.get(0))?;
        let mut at: Option<Value> = first;
        while let Some(group) = at {
            if self.asked.may_be_in(self.by, (&group).into()) {
                for priority in self.asked.priorities() {
                    let days = self.asked.days().into_iter().filter(|_| !is_by_day);
                    let run = [group.clone(), Value::Integer(priority)].into_iter().chain(days);
                    let values = values.iter().cloned().chain(run);
                    let rows = statement.query(params_from_iter(values))?;
                    let end = self.through(rows)?;
                    if end != End::Through {
                        return Ok(end);
                    }
                }
            }
            at = next.query_row([group], |row| row.get(0))?;
        }
        Ok(End::Through)
    }

    /// Goes through rows of a flag, whether it is one of the list, and the key of its group.
    fn through(&mut self, mut rows: Rows<'_>) -> rusqlite::Result<End> {
        while let Some(row) = rows.next()? {
            self.seen += 1;
            if self.is_enough() {
                return Ok(End::Enough);
            }
            if self.seen.is_multiple_of(ROWS) && self.makes_way() {
                return Ok(End::MadeWay);
            }
            if !row.get::<_, bool>(1)? {
                continue;
            }
            let flag = Uuid::from_bytes(row.get(0)?);
            if !self.asked.to_read.is_empty() {
                self.read += 1;
                let is_true = |it| self.asked.to_read.iter().all(|term| term.is_true_of(it));
                match read_listed(&self.store.connection, flag, &mut self.known)? {
                    Some(Read::Good(listed)) if is_true(&listed) => {}
                    _ => continue,
                }
            }
            self.list.push(key(self.by, row)?, flag);
        }
        Ok(End::Through)
    }

    /// Tells whether the first flags of a list are there. Where none is found soon they are
    /// looked for until there is one: a list must not seem empty that is not.
    fn is_enough(&self) -> bool {
        let found = self.list.flags.len();
        let is_beyond = self.is_beyond();
        self.most.is_some_and(|most| found >= most || is_beyond && found > 0)
    }

    /// Tells whether more was looked at than is soon done.
    fn is_beyond(&self) -> bool {
        self.seen > self.store.bounds.rows || self.read > self.store.bounds.records
    }

    /// Tells whether something else is to be done first. What is soon done is.
    fn makes_way(&mut self) -> bool {
        (self.most.is_none() || self.is_beyond()) && (self.give_way)()
    }
}

/// Returns the columns that make the key of a group.
fn columns(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Article => {
            "a.id, iif(a.headline <> '', a.headline, a.keys ->> '$.path'), a.published"
        }
        GroupBy::Speaker => "s.speaker",
        GroupBy::Tag => "g.tag",
        GroupBy::Status => "s.status",
        GroupBy::Due => "s.due",
    }
}

/// Returns the order of a list.
fn order(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Article => "a.published DESC, a.headline, a.id, s.start, s.flag",
        GroupBy::Speaker => "s.speaker, s.priority, s.due, s.created DESC, s.flag",
        GroupBy::Tag => "g.tag, g.priority, g.due, g.created DESC, g.flag",
        GroupBy::Status => "s.status, s.priority, s.due, s.created DESC, s.flag",
        GroupBy::Due => "s.due, s.priority, s.created DESC, s.flag",
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
