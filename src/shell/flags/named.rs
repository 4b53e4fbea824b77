//! Which record is meant by a part of its id.

use anyhow::{Error, bail};
use uuid::Uuid;

/// Returns the record with an id that begins or ends like this. `what` one is called, and `name`
/// says its id and what it is in a line.
///
/// # Errors
///
/// There is none, or there are several: they are named.
pub(in crate::shell) fn with_id<'a, T>(
    records: &'a [T],
    id: &str,
    what: &str,
    name: impl Fn(&T) -> (Uuid, String),
) -> Result<&'a T, Error> {
    let wanted: String = id.to_lowercase().chars().filter(|&c| c != '-').collect();
    let fits = |record: &&T| {
        let id = name(record).0.simple().to_string();
        wanted.len() >= 4 && (id.starts_with(&wanted) || id.ends_with(&wanted))
    };
    let found: Vec<&T> = records.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => bail!("There is no {what} {id}; `pullquote {what}s list` shows all."),
        several => {
            let lines = several.iter().map(|record| {
                let (id, line) = name(record);
                format!("\n  {id}  {line}")
            });
            bail!("Several {what}s have an id like {id}:{}", lines.collect::<String>())
        }
    }
}
