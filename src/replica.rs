//! What one machine knows of flags and corrections, as a plain file that another takes in.
//!
//! JSON Lines: a line that says what this is, one for each record (tombstones among them), and
//! one that says how many there are, by which a file that was not written to its end is known.
//! Which records are one, and where they are kept, is for others.

use crate::correction::{Correction, ListedCorrection};
use crate::flag::{ArticleKeys, Flag, ListedFlag};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str;
use uuid::Uuid;

/// Flags and corrections, with the articles they belong to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The articles.
    pub articles: BTreeMap<Uuid, ArticleKeys>,
    /// The flags, tombstones among them.
    pub flags: Vec<Flag>,
    /// The corrections, those that were taken back among them.
    pub corrections: Vec<Correction>,
}

/// Newest format of the file that is understood.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Pullquote { format: u32, replica: Uuid },
    Article { id: Uuid, keys: ArticleKeys },
    Flag(Box<Flag>),
    Correction(Box<Correction>),
    End { records: usize },
}

impl Known {
    /// Writes the file of a replica; the same records make the same bytes.
    ///
    /// # Errors
    ///
    /// Fails if a record cannot be written as JSON.
    pub fn write(mut self, replica: Uuid) -> serde_json::Result<String> {
        self.flags.sort_by_key(|flag| flag.id);
        self.corrections.sort_by_key(|correction| correction.id);
        let articles = self.articles.into_iter().map(|(id, keys)| Line::Article { id, keys });
        let flags = self.flags.into_iter().map(|flag| Line::Flag(Box::new(flag)));
        let corrections = self.corrections.into_iter().map(|it| Line::Correction(Box::new(it)));
        let records: Vec<Line> = articles.chain(flags).chain(corrections).collect();
        let end = Line::End { records: records.len() };
        let first = Line::Pullquote { format: FORMAT, replica };
        let lines = std::iter::once(first).chain(records).chain([end]);
        lines.map(|line| serde_json::to_string(&line).map(|line| line + "\n")).collect()
    }

    /// Reads the file of a replica.
    ///
    /// # Errors
    ///
    /// Says in a sentence what is wrong with it; nothing of such a file is taken in.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = str::from_utf8(bytes).map_err(|_| "It is not UTF-8.".to_owned())?;
        let mut lines = (1..).zip(text.lines());
        let head = lines.next().and_then(|(_, line)| serde_json::from_str(line).ok());
        match head {
            Some(Line::Pullquote { format: FORMAT, .. }) => {}
            Some(Line::Pullquote { format, .. }) if format > FORMAT => {
                return Err(format!(
                    "It was written by a newer pullquote (format {format}; this one reads \
                     {FORMAT}): update this one."
                ));
            }
            _ => return Err("It is not a file of flags and corrections.".to_owned()),
        }
        let mut known = Self::default();
        let mut end = None;
        for (number, line) in lines {
            let wrong = |error: serde_json::Error| format!("Line {number} is damaged: {error}.");
            match serde_json::from_str(line).map_err(wrong)? {
                Line::Article { id, keys } => {
                    known.articles.insert(id, keys);
                }
                Line::Flag(flag) => known.flags.push(*flag),
                Line::Correction(correction) => known.corrections.push(*correction),
                Line::End { records } => end = Some(records),
                Line::Pullquote { .. } => return Err(format!("Line {number} is out of place.")),
            }
        }
        if end != Some(known.articles.len() + known.flags.len() + known.corrections.len()) {
            return Err("It was not written to its end; it may still be on its way.".to_owned());
        }
        Ok(known)
    }
}

impl Extend<ListedFlag> for Known {
    fn extend<T: IntoIterator<Item = ListedFlag>>(&mut self, listed: T) {
        for ListedFlag { flag, article } in listed {
            self.articles.entry(flag.article).or_insert_with(|| article.into());
            self.flags.push(flag);
        }
    }
}

impl Extend<ListedCorrection> for Known {
    fn extend<T: IntoIterator<Item = ListedCorrection>>(&mut self, listed: T) {
        for ListedCorrection { correction, article } in listed {
            self.articles.entry(correction.article).or_insert_with(|| article.into());
            self.corrections.push(correction);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::{Change, Who};
    use crate::flag::FlagDraft;
    use jiff::Timestamp;

    fn known() -> Known {
        let (id, article, now) = (Uuid::from_u128(1), Uuid::from_u128(2), Timestamp::UNIX_EPOCH);
        let document = crate::document::Document::default();
        let selector = crate::anchor::select(&document, crate::span::Span::new(0, 0));
        let draft = FlagDraft { selector, speaker: None, role: None, note: "a\nb".into() };
        let change = Change::Role { speaker: Who::named("Venn"), role: None };
        Known {
            articles: [(article, ArticleKeys::default())].into(),
            flags: vec![Flag::new(&draft, id, article, now)],
            corrections: vec![Correction {
                id,
                article,
                change,
                created: now,
                updated: now,
                deleted: None,
            }],
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let page = known().write(Uuid::from_u128(9)).unwrap();
        assert_eq!(page.lines().count(), 5);
        assert_eq!(Known::read(page.as_bytes()), Ok(known()));
    }

    #[test]
    fn half_a_file_is_refused_whole() {
        let page = known().write(Uuid::from_u128(9)).unwrap();
        for (end, _) in page.char_indices() {
            assert!(Known::read(&page.as_bytes()[..end]).is_err() || end + 1 == page.len());
        }
        for (instead, of, says) in [
            ("\"format\":2", "\"format\":1", "newer pullquote"),
            ("\"records\":2", "\"records\":3", "not written to its end"),
            ("[", "{\"flag\"", "Line 3 is damaged"),
            ("{}", "{\"pullquote\"", "not a file of flags"),
        ] {
            let error = Known::read(page.replacen(of, instead, 1).as_bytes()).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
