//! What a filter asks, as far as the tables of the sorted flags can say it.

use crate::flag::{Due, FlagFilter, GroupBy, Priority, Status, Term, What};
use crate::search::stands;
use crate::shell::store::words;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};
use uuid::Uuid;

/// A filter, made ready to be asked.
pub(super) struct Asked<'f> {
    filter: &'f FlagFilter,
    conditions: Vec<Condition<'f>>,
    /// Terms for which the record has to be read.
    pub(super) to_read: Vec<&'f Term>,
    indexed: Vec<Indexed>,
}

/// A term as a condition on the row `s`, with what stands for its question marks.
struct Condition<'f> {
    term: &'f Term,
    sql: String,
    values: Vec<Value>,
}

/// A term that an index of the sorted flags has.
pub(super) struct Indexed {
    /// Where the flags are found, in a column `flag`.
    pub(super) from: &'static str,
    pub(super) condition: String,
    pub(super) values: Vec<Value>,
}

/// Days from the first to the last, both included; what is never due comes behind all days.
pub(super) type Days = [Value; 2];

impl<'f> Asked<'f> {
    /// Makes a filter ready, among flags that name these speakers. O(names) where a part of one is
    /// asked for.
    pub(super) fn of(speakers: &[String], filter: &'f FlagFilter) -> Self {
        let (conditions, to_read, indexed) = (Vec::new(), Vec::new(), Vec::new());
        let mut asked = Self { filter, conditions, to_read, indexed };
        for term in &filter.terms {
            let Some((sql, values)) = condition(speakers, &term.what) else {
                asked.to_read.push(term);
                if term.wanted
                    && let What::Word(word) | What::Article(word) = &term.what
                {
                    asked.indexed.extend(words::matching(word).map(|matching| Indexed {
                        from: words::FOUND,
                        condition: "1".to_owned(),
                        values: vec![text(matching)],
                    }));
                }
                continue;
            };
            if term.wanted {
                asked.indexed.extend(index(&term.what, &sql, &values));
            }
            let sql = if term.wanted { sql } else { format!("NOT ({sql})") };
            asked.conditions.push(Condition { term, sql, values });
        }
        asked
    }

    /// Returns what must be true of a row, with the values: of all that a grouping lists, or
    /// where the `runs` of a group already have some of it.
    pub(super) fn condition(&self, by: GroupBy, runs: bool) -> (String, Vec<Value>) {
        let conditions = self.conditions.iter().filter(|it| !(runs && is_of_run(it.term, by)));
        let (mut all, mut values) = (Vec::new(), Vec::new());
        for condition in conditions {
            all.push(condition.sql.clone());
            values.extend(condition.values.iter().cloned());
        }
        if by == GroupBy::Tag && !runs && self.filter.tags().next().is_some() {
            let tags = self.filter.tags().map(or_none);
            all.push(format!("g.tag IN ({})", vec!["?"; tags.clone().count()].join(", ")));
            values.extend(tags);
        }
        (if all.is_empty() { "1".to_owned() } else { all.join(" AND ") }, values)
    }

    /// Returns the term that the fewest flags have, if they are few.
    pub(super) fn fewest(
        &self,
        connection: &Connection,
        few: i64,
    ) -> rusqlite::Result<Option<&Indexed>> {
        let mut fewest: Option<(i64, &Indexed)> = None;
        for term in &self.indexed {
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {})",
                term.from,
                term.condition,
                few + 1
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let count: i64 =
                statement.query_row(params_from_iter(&term.values), |row| row.get(0))?;
            if count <= few && fewest.is_none_or(|(least, _)| count < least) {
                fewest = Some((count, term));
            }
        }
        Ok(fewest.map(|(_, term)| term))
    }

    /// Tells whether a group may have flags in it, by what it is a group of; never asked of
    /// articles.
    pub(super) fn may_be_in(&self, by: GroupBy, group: ValueRef<'_>) -> bool {
        let text = group.as_str().ok();
        let number = group.as_i64().ok();
        if by == GroupBy::Tag && !self.filter.shows_tag(text) {
            return false;
        }
        let contradicts = |term: &Term| {
            let is_true = match (by, &term.what) {
                (GroupBy::Tag, What::Tag(tag)) if !term.wanted => text == tag.as_deref(),
                (GroupBy::Speaker, What::Speaker(None)) => text.is_none(),
                (GroupBy::Speaker, What::Speaker(Some(words))) => {
                    text.is_some_and(|name| stands(name, words))
                }
                (GroupBy::Status, What::Status(any)) => {
                    any.iter().any(|status| Some(*status as i64) == number)
                }
                (GroupBy::Due, What::Due(Due::Never)) => text.is_none(),
                (GroupBy::Due, What::Due(Due::Between(from, to))) => text.is_some_and(|day| {
                    (from.to_string().as_str()..=to.to_string().as_str()).contains(&day)
                }),
                (GroupBy::Due, What::Due(Due::Overdue(today))) if term.wanted => {
                    text.is_some_and(|day| day < today.to_string().as_str())
                }
                _ => return false,
            };
            is_true != term.wanted
        };
        !self.filter.terms.iter().any(contradicts)
    }

    /// Returns the priorities that may be, as they are sorted.
    pub(super) fn priorities(&self) -> impl Iterator<Item = i64> {
        let may_be = |priority: &Priority| {
            self.filter.terms.iter().all(|term| match &term.what {
                What::Priority(any) => any.contains(priority) == term.wanted,
                _ => true,
            })
        };
        Priority::ALL.into_iter().rev().filter(may_be).map(|it| place_of(it) as i64)
    }

    /// Returns the days that may be.
    pub(super) fn days(&self) -> Days {
        let never = || (true, String::new());
        let day = |day: Date| (false, day.to_string());
        let (mut first, mut last) = ((false, String::new()), never());
        for term in self.filter.terms.iter().filter(|term| term.wanted) {
            let (from, to) = match &term.what {
                What::Due(Due::Never) => (never(), never()),
                What::Due(Due::Between(from, to)) => (day(*from), day(*to)),
                What::Due(Due::Overdue(today)) => {
                    let before = today.yesterday().map(day);
                    (first.clone(), before.unwrap_or_default())
                }
                _ => continue,
            };
            first = first.max(from);
            last = last.min(to);
        }
        [first, last].map(|(is_never, day)| or_none(&(!is_never).then_some(day)))
    }
}

/// Tells whether a term is true of all flags of the runs that groups are gone through by.
fn is_of_run(term: &Term, by: GroupBy) -> bool {
    match (&term.what, by) {
        (What::Priority(_), _)
        | (What::Status(_), GroupBy::Status)
        | (What::Speaker(_), GroupBy::Speaker)
        | (What::Due(Due::Never | Due::Between(..)), GroupBy::Due) => true,
        (What::Due(Due::Never | Due::Between(..)), _) => term.wanted,
        _ => false,
    }
}

/// The number of a priority in the tables.
fn place_of(priority: Priority) -> usize {
    Priority::ALL.len() - 1 - priority as usize
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
fn condition(speakers: &[String], what: &What) -> Option<(String, Vec<Value>)> {
    let plain = |sql: &str, values| (sql.to_owned(), values);
    let time = |time: &Timestamp| text(time.to_string().trim_end_matches('Z'));
    Some(match what {
        What::Word(_) | What::Article(_) => return None,
        What::Status(statuses) => {
            (any("status", statuses.iter().map(|status| *status as usize)), Vec::new())
        }
        What::Priority(priorities) => {
            let numbers = priorities.iter().map(|priority| place_of(*priority));
            (any("priority", numbers), Vec::new())
        }
        What::Tag(tag) => {
            let sql = "EXISTS (SELECT 1 FROM flag_tags t WHERE t.flag = s.flag AND t.tag = ?)";
            plain(sql, vec![or_none(tag)])
        }
        What::Speaker(None) => plain("s.speaker = x''", vec![]),
        What::Speaker(Some(words)) => {
            let names = speakers.iter().filter(|name| stands(name, words));
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
    })
}

/// Returns the different texts in a column that an index begins with, ascending, without going
/// through all rows.
pub(super) fn names(
    connection: &Connection,
    table: &str,
    column: &str,
) -> rusqlite::Result<Vec<String>> {
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
