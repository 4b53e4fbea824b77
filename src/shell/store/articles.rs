//! Articles in the store: found by an index over their keys, judged by
//! [`crate::flag::same_article`].

use super::records::{self, Read};
use crate::flag::{ArticleKeys, Flag, ListedFlag, Match, lookup_keys, same_article};
use rusqlite::{Connection, Transaction, params};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};
use uuid::Uuid;

/// How many articles are known without looking for them.
const LATELY: usize = 64;

/// Articles that were looked for lately. A reader flags several passages of one article, and
/// comparing that with all that are like it takes longer than storing the flag.
#[derive(Debug, Default)]
pub(super) struct Lately {
    /// As SQLite counts what other connections change.
    version: i64,
    found: VecDeque<(ArticleKeys, Uuid)>,
}

impl Lately {
    /// Returns the article that has the keys and remembers them; one that is not known yet gets
    /// the id `fresh`. What is found holds once the transaction is committed.
    pub(super) fn article(
        &mut self,
        transaction: &Transaction<'_>,
        keys: &ArticleKeys,
        fresh: Uuid,
    ) -> rusqlite::Result<Uuid> {
        let mut version = transaction.prepare_cached("PRAGMA data_version")?;
        let version = version.query_row([], |row| row.get(0))?;
        if self.version != version {
            *self = Self { version, ..Self::default() };
        }
        if let Some((_, article)) = self.found.iter().find(|(known, _)| known == keys) {
            return Ok(*article);
        }
        // Of several equal articles any will do: what belongs to them is read together.
        let article = match find(transaction, keys)? {
            Match::One(known) => known,
            Match::Ambiguous(several) => several.first().copied().unwrap_or(fresh),
            Match::None => fresh,
        };
        if remember(transaction, article, keys)? {
            self.found.clear();
        }
        self.found.truncate(LATELY - 1);
        self.found.push_front((keys.clone(), article));
        Ok(article)
    }
}

/// Returns which stored article has the keys; a damaged article is not considered.
pub(super) fn find(connection: &Connection, keys: &ArticleKeys) -> rusqlite::Result<Match> {
    let mut ids: Vec<String> = Vec::new();
    let mut statement = connection
        .prepare_cached("SELECT article FROM article_keys WHERE kind = ?1 AND value = ?2")?;
    for (kind, value) in lookup_keys(keys) {
        for id in statement.query_map(params![kind, value], |row| row.get(0))? {
            ids.push(id?);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let mut known = Vec::new();
    for id in ids.iter().filter_map(|id| Uuid::parse_str(id).ok()) {
        if let Some(Read::Good(keys)) = read(connection, id)? {
            known.push((id, keys));
        }
    }
    Ok(same_article(keys, &known))
}

/// Reads the keys of an article.
pub(super) fn read(
    connection: &Connection,
    id: Uuid,
) -> rusqlite::Result<Option<Read<ArticleKeys>>> {
    let mut statement =
        connection.prepare_cached("SELECT keys, checksum FROM articles WHERE id = ?1")?;
    let mut rows = statement.query([id.to_string()])?;
    rows.next()?.map(|row| records::read(row, 0)).transpose()
}

/// Articles that were read, without their shingles.
pub(super) type Known = BTreeMap<Uuid, ArticleKeys>;

/// Puts a flag together with its article, which is read unless it is `known`.
pub(super) fn listed(
    connection: &Connection,
    flag: Flag,
    known: &mut Known,
) -> rusqlite::Result<ListedFlag> {
    let keys = match known.entry(flag.article) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => {
            let keys = match read(connection, flag.article)? {
                Some(Read::Good(keys)) => ArticleKeys { shingles: Vec::new(), ..keys },
                _ => ArticleKeys::default(),
            };
            new.insert(keys)
        }
    };
    Ok(ListedFlag::of(flag, keys.clone()))
}

/// Stores an article's keys as last seen; what they lack stays as it was. Tells whether that
/// changed anything.
pub(super) fn remember(
    connection: &Connection,
    id: Uuid,
    keys: &ArticleKeys,
) -> rusqlite::Result<bool> {
    let old = read(connection, id)?;
    let merged = match old {
        Some(Read::Good(old)) => merge(keys, old),
        _ => keys.clone(),
    };
    let (json, checksum) = records::write(&merged)?;
    let sql = "INSERT INTO articles (id, keys, checksum) VALUES (?1, ?2, ?3)
               ON CONFLICT (id) DO UPDATE SET keys = excluded.keys, checksum = excluded.checksum
               WHERE keys <> excluded.keys";
    let changed =
        connection.prepare_cached(sql)?.execute(params![id.to_string(), json, checksum])?;
    if changed == 0 {
        return Ok(false);
    }
    connection.execute("DELETE FROM article_keys WHERE article = ?1", [id.to_string()])?;
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO article_keys VALUES (?1, ?2, ?3)")?;
    for (kind, value) in lookup_keys(&merged) {
        statement.execute(params![kind, value, id.to_string()])?;
    }
    Ok(true)
}

/// Drops an article that nothing belongs to any more.
pub(super) fn forget(connection: &Connection, id: Uuid) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM article_keys WHERE article = ?1", [id.to_string()])?;
    connection.execute("DELETE FROM articles WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

fn merge(seen: &ArticleKeys, old: ArticleKeys) -> ArticleKeys {
    let said = |new: &str, old: String| if new.is_empty() { old } else { new.to_owned() };
    ArticleKeys {
        url: seen.url.clone().or(old.url),
        id: seen.id.clone().or(old.id),
        headline: said(&seen.headline, old.headline),
        published: seen.published.clone().or(old.published),
        path: if seen.path == "-" { said("", old.path) } else { said(&seen.path, old.path) },
        byline: seen.byline.clone().or(old.byline),
        shingles: if seen.shingles.is_empty() { old.shingles } else { seen.shingles.clone() },
    }
}
