//! Which articles of the library are read, by what the store knows them by.

use super::{Entry, plain};
use crate::flag::ReadArticle;
use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::PathBuf;

/// The articles that are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    /// Headlines, as they are compared, with the date.
    titles: HashSet<(String, Option<String>)>,
    /// Articles without a headline: paths by the name of the file.
    paths: HashMap<OsString, Vec<PathBuf>>,
    /// What was said since, by path and part.
    said: HashMap<(PathBuf, usize), bool>,
}

impl Shelf {
    /// Takes in what the store knows; what was said since goes before it.
    pub(super) fn fill(&mut self, read: Vec<ReadArticle>) {
        self.titles.clear();
        self.paths.clear();
        for article in read {
            let path = PathBuf::from(article.path);
            if !article.headline.is_empty() {
                self.titles.insert((plain(&article.headline), article.published));
            } else if let Some(name) = path.file_name() {
                self.paths.entry(name.to_owned()).or_default().push(path);
            }
        }
    }

    /// Notes what was said of an article.
    pub(super) fn say(&mut self, entry: &Entry, is_read: bool) {
        self.said.insert((entry.path.clone(), entry.part), is_read);
    }

    /// Tells whether an article, whose headline compares as `title`, is read. O(1), but for files
    /// of one name without headlines.
    pub(super) fn holds(&self, entry: &Entry, title: &str) -> bool {
        if let Some(said) = self.said.get(&(entry.path.clone(), entry.part)) {
            return *said;
        }
        if self.titles.is_empty() && self.paths.is_empty() {
            return false;
        }
        let published = entry.published.map(|published| published.to_string());
        let alike = entry.path.file_name().and_then(|name| self.paths.get(name));
        self.titles.contains(&(title.to_owned(), published))
            || alike.is_some_and(|paths| paths.iter().any(|path| path.ends_with(&entry.path)))
    }
}
