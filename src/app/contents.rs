//! Latest contents: the library, newest first, joined with the open article's teasers.

mod filter;
mod shelf;
mod voices;

pub use filter::Filter;

use super::list::ListState;
use crate::document::{Document, Published};
use crate::flag::ReadArticle;
use shelf::Shelf;
use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::path::PathBuf;
use voices::Voices;

/// One article of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file it lies in.
    pub path: PathBuf,
    /// Which document of the file it is, from 0.
    pub part: usize,
    /// Its headline, or the file's name if it has none; sanitised.
    pub headline: String,
    /// Its section.
    pub section: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
}

impl Entry {
    /// Tells whether both are the same article, whatever is known of it.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.path == other.path && self.part == other.part
    }
}

/// A line of latest contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// An article of the library.
    Article {
        /// Its index in the library.
        index: usize,
        /// The open article lists it too.
        listed: bool,
    },
    /// A teaser of the open article that the library has no article for, by its index.
    Teaser(usize),
}

/// The library and what the pane shows of it.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The library, newest first.
    library: Vec<Known>,
    /// The lines of the pane.
    items: Vec<Item>,
    /// Which articles are read.
    shelf: Shelf,
    /// How many articles of the library are not read.
    unread: usize,
    /// Only articles that are not read are shown, and the open one.
    pub only_unread: bool,
    /// Which articles are listed.
    filter: Filter,
    /// Who is quoted in the articles, as far as that was asked for.
    voices: Voices,
    /// The open article.
    open: Option<Entry>,
    /// The scan of the library is complete.
    pub complete: bool,
    /// The selected line.
    pub list: ListState,
}

#[derive(Clone, Debug)]
struct Known {
    entry: Entry,
    /// The headline as it is compared.
    title: String,
    /// It is read.
    is_read: bool,
}

impl Contents {
    /// Adds articles and sorts them in; the selected line stays selected.
    pub fn add(&mut self, entries: Vec<Entry>, open: Option<&Document>) {
        let selected = self.selected_entry().cloned();
        let known = entries.into_iter().map(|entry| {
            let title = plain(&entry.headline);
            Known { is_read: self.shelf.holds(&entry, &title), title, entry }
        });
        self.library.extend(known);
        self.library.sort_by(|a, b| order(&a.entry, &b.entry));
        self.library.dedup_by(|a, b| a.entry.is_same(&b.entry));
        self.count_unread();
        self.join(open);
        if let Some(entry) = selected {
            self.select(&entry);
        }
    }

    /// Replaces what the files at `paths` held by `entries`; the selected line stays selected.
    pub fn renew(&mut self, paths: &[PathBuf], entries: Vec<Entry>, open: Option<&Document>) {
        let selected = self.selected_entry().cloned();
        self.library.retain(|known| !paths.contains(&known.entry.path));
        paths.iter().for_each(|path| self.voices.forget(path));
        self.add(entries, open);
        if let Some(entry) = selected {
            self.select(&entry);
        }
    }

    /// Joins the library with the teasers of the open article, in O(n).
    pub fn join(&mut self, open: Option<&Document>) {
        let teasers = open.map_or(&[][..], |document| &document.latest);
        let text = open.map_or("", |document| document.text.as_str());
        let mut wanted: HashMap<String, Option<usize>> =
            teasers.iter().map(|teaser| (plain(teaser.title.of(text)), None)).collect();
        for (index, known) in self.library.iter().enumerate() {
            if let Some(found) = wanted.get_mut(&known.title) {
                found.get_or_insert(index);
            }
        }
        let is_open = |entry: &Entry| self.open.as_ref().is_some_and(|open| open.is_same(entry));
        let is_shown = |known: &Known| {
            (!self.only_unread || !known.is_read || is_open(&known.entry))
                && self.filter.admits(&known.entry, known.is_read, self.voices.of(&known.entry))
        };
        let shown = self.library.iter().enumerate().filter(|(_, known)| is_shown(known));
        let articles = shown.map(|(index, known)| {
            let listed = wanted.get(&known.title) == Some(&Some(index));
            (key(known.entry.published, &known.entry.headline), Item::Article { index, listed })
        });
        let strangers = teasers.iter().enumerate().filter_map(|(index, teaser)| {
            let title = teaser.title.of(text);
            let stranger = wanted.get(&plain(title)) == Some(&None);
            stranger.then(|| (key(teaser.published, title), Item::Teaser(index)))
        });
        // What is not in the library has nothing that could be asked for.
        let strangers = strangers.filter(|_| self.filter.is_empty());
        let mut lines: Vec<_> = articles.chain(strangers).collect();
        // Stable: what is sorted already costs little, and equal lines keep their order.
        lines.sort_by(|a, b| a.0.cmp(&b.0));
        self.items = lines.into_iter().map(|(_, item)| item).collect();
    }

    /// Returns which articles are listed.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Lists other articles; the selected one stays selected if it is among them. O(n).
    pub fn set_filter(&mut self, filter: Filter, open: Option<&Document>) {
        let selected = self.selected_entry().cloned();
        self.filter = filter;
        self.join(open);
        self.list.selected = 0;
        if let Some(entry) = selected {
            self.select(&entry);
        }
    }

    /// Returns the lines of the pane.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Returns the selected line.
    #[must_use]
    pub fn selected(&self) -> Option<Item> {
        self.items.get(self.list.selected).copied()
    }

    /// Returns an article of the library.
    #[must_use]
    pub fn entry(&self, index: usize) -> Option<&Entry> {
        self.library.get(index).map(|known| &known.entry)
    }

    /// Returns the articles of the library, newest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.library.iter().map(|known| &known.entry)
    }

    /// Returns the newest article of the library.
    #[must_use]
    pub fn newest(&self) -> Option<&Entry> {
        self.entry(0)
    }

    /// Returns the article so many articles further down in the list (further up if `back`) than
    /// `from`, or as far as there are any; without `from`, or if it is not in the list, the first.
    /// O(n).
    #[must_use]
    pub fn neighbour(&self, from: Option<&Entry>, back: bool, times: usize) -> Option<&Entry> {
        let articles: Vec<&Entry> = self
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Article { index, .. } => self.entry(*index),
                Item::Teaser(_) => None,
            })
            .collect();
        let here = from.and_then(|from| articles.iter().position(|entry| entry.is_same(from)));
        let next = match here {
            None => 0,
            Some(here) if back => here.saturating_sub(times),
            Some(here) => here.saturating_add(times).min(articles.len().saturating_sub(1)),
        };
        articles.get(next).copied().filter(|_| Some(next) != here)
    }

    /// Returns the next article below `from` that is not read, round the end of the list to the
    /// one before it. O(n).
    #[must_use]
    pub fn next_unread(&self, from: Option<&Entry>) -> Option<&Entry> {
        let is_from = |known: &Known| from.is_some_and(|from| known.entry.is_same(from));
        let here = self.library.iter().position(is_from).map_or(0, |at| at + 1);
        let (before, behind) = self.library.split_at(here);
        let mut order = behind.iter().chain(before);
        order.find(|known| !known.is_read && !is_from(known)).map(|known| &known.entry)
    }

    /// Tells whether an article is read.
    #[must_use]
    pub fn is_read(&self, entry: &Entry) -> bool {
        self.shelf.holds(entry, &plain(&entry.headline))
    }

    /// Tells whether the article at an index is read. O(1).
    #[must_use]
    pub fn is_read_at(&self, index: usize) -> bool {
        self.library.get(index).is_some_and(|known| known.is_read)
    }

    /// Returns how many articles of the library are not read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Notes which article is open; the next [`Contents::join`] goes by it.
    pub fn set_open(&mut self, entry: &Entry) {
        self.open = Some(entry.clone());
    }

    fn count_unread(&mut self) {
        self.unread = self.library.iter().filter(|known| !known.is_read).count();
    }

    /// Marks an article as read or unread.
    pub fn set_read(&mut self, entry: &Entry, is_read: bool) {
        self.shelf.say(entry, is_read);
        for known in self.library.iter_mut().filter(|known| known.entry.is_same(entry)) {
            known.is_read = is_read;
        }
        self.count_unread();
    }

    /// Takes in which articles the store knows to be read. O(n).
    pub fn set_all_read(&mut self, read: Vec<ReadArticle>) {
        self.shelf.fill(read);
        for known in &mut self.library {
            known.is_read = self.shelf.holds(&known.entry, &known.title);
        }
        self.count_unread();
    }

    /// Returns how many articles the library has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.library.len()
    }

    /// Tells whether the library has no article.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.library.is_empty()
    }

    /// Returns the article that lies at `path`; of several in one file the one of that headline.
    #[must_use]
    pub fn at_path(&self, path: &str, headline: &str) -> Option<&Entry> {
        let here = || {
            self.library
                .iter()
                .map(|known| &known.entry)
                .filter(|e| e.path.to_string_lossy() == path)
        };
        here().find(|entry| entry.headline == headline).or_else(|| here().next())
    }

    /// Selects the line of an article, if it has one.
    pub fn select(&mut self, entry: &Entry) {
        let is_it = |item: &Item| match item {
            Item::Article { index, .. } => {
                self.entry(*index).is_some_and(|known| known.is_same(entry))
            }
            Item::Teaser(_) => false,
        };
        if let Some(line) = self.items.iter().position(is_it) {
            self.list.selected = line;
        }
    }

    fn selected_entry(&self) -> Option<&Entry> {
        match self.selected()? {
            Item::Article { index, .. } => self.entry(index),
            Item::Teaser(_) => None,
        }
    }
}

/// Newest first, those without a date last, then by headline.
fn key(published: Option<Published>, headline: &str) -> (bool, Reverse<Option<Published>>, &str) {
    (published.is_none(), Reverse(published), headline)
}

fn order(a: &Entry, b: &Entry) -> Ordering {
    key(a.published, &a.headline)
        .cmp(&key(b.published, &b.headline))
        .then_with(|| (&a.path, a.part).cmp(&(&b.path, b.part)))
}

/// A title without what typesetting changes: case, white space, the form of quotation marks and
/// dashes.
fn plain(title: &str) -> String {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    words
        .join(" ")
        .chars()
        .map(|c| match c {
            '‘' | '’' | '‚' | '‛' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '‐' | '‑' | '–' | '—' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Teaser;
    use crate::span::Span;

    fn entry(headline: &str, date: &str) -> Entry {
        let published = date.parse().ok().map(|date| Published { date, ..Published::default() });
        Entry {
            path: PathBuf::from(headline),
            part: 0,
            headline: headline.to_owned(),
            section: None,
            published,
        }
    }

    fn document(teasers: &[(&str, &str)]) -> Document {
        let mut document = Document::default();
        for (title, date) in teasers {
            let start = document.text.len();
            document.text.push_str(title);
            let title = Span::new(start, document.text.len());
            let published = entry("", date).published;
            document.latest.push(Teaser { title, summary: None, published });
        }
        document
    }

    fn check(library: &[(&str, &str)], teasers: &[(&str, &str)], expected: &[&str]) {
        let document = document(teasers);
        let mut contents = Contents::default();
        for (headline, date) in library {
            contents.add(vec![entry(headline, date)], Some(&document));
        }
        let shown: Vec<String> = contents
            .items()
            .iter()
            .map(|item| match item {
                Item::Article { index, listed } => {
                    let mark = if *listed { "» " } else { "" };
                    format!("{mark}{}", contents.entry(*index).unwrap().headline)
                }
                Item::Teaser(index) => {
                    format!("? {}", document.latest[*index].title.of(&document.text))
                }
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn newest_first_then_by_headline_and_undated_last() {
        check(
            &[("Old", "2024-01-01"), ("B", "2024-05-05"), ("None", ""), ("A", "2024-05-05")],
            &[],
            &["A", "B", "Old", "None"],
        );
    }

    #[test]
    fn teasers_are_joined_by_title() {
        check(
            &[("Harbour ‘Closed’ –  For Good", "2024-05-05"), ("Rain", "2024-05-06")],
            &[("harbour 'closed' - for good", "2024-05-05"), ("Fog", "2024-05-07"), ("Ice", "")],
            &["? Fog", "Rain", "» Harbour ‘Closed’ –  For Good", "? Ice"],
        );
    }

    #[test]
    fn the_selected_article_stays_selected() {
        let mut contents = Contents::default();
        contents.add(vec![entry("A", "2024-05-05"), entry("B", "2024-05-04")], None);
        contents.select(&entry("B", ""));
        contents.add(vec![entry("C", "2024-06-05"), entry("A", "2024-05-05")], None);
        assert_eq!(contents.len(), 3, "an article found twice is there once");
        assert_eq!(contents.selected_entry().unwrap().headline, "B");
        assert_eq!(contents.newest().unwrap().headline, "C");
    }
}
