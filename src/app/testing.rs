//! What tests of the state machine and of the view share: articles in marked text, and an
//! outside that answers effects at once.

mod journal;

use super::aside::work_out;
use super::contents::Entry;
use super::key::parse_keys;
use super::{Action, App, Effect, update};
pub(crate) use crate::annotation::marked::article;
use crate::correction::Correction;
use crate::document::{Document, Published};
use crate::flag::testing::{first, list};
use crate::flag::{Flag, FlagChange, ListedFlag, ReadArticle, Reading, straightened};
use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Did, Journal};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

pub(crate) fn entry(path: &str, headline: &str, date: &str) -> Entry {
    let published = date.parse().ok().map(|date| Published { date, ..Published::default() });
    Entry {
        path: PathBuf::from(path),
        part: 0,
        headline: headline.to_owned(),
        section: Some("World".to_owned()),
        published,
    }
}

/// A Friday, on which tests happen.
const TODAY: Date = jiff::civil::date(2031, 2, 28);

/// The reader with an outside around it.
pub(crate) struct Desk {
    pub(crate) app: App,
    /// The library: entries and marked articles.
    pub(crate) library: Vec<(Entry, String)>,
    /// What the store holds, tombstones among it.
    pub(crate) store: Vec<ListedFlag>,
    /// The corrections that it holds, with the paths of their articles.
    pub(crate) corrections: Vec<(String, Correction)>,
    /// How far articles have been read, by path.
    pub(crate) readings: BTreeMap<String, Reading>,
    /// The store is broken: every write fails.
    pub(crate) broken: bool,
    /// What was copied or opened in a browser.
    pub(crate) taken: Vec<String>,
    /// What was changed.
    journal: Journal,
    /// The effects that nobody answers.
    pub(crate) log: Vec<&'static str>,
}

impl Desk {
    /// A screen with one open article.
    pub(crate) fn with(marked: &str, width: u16, height: u16) -> Self {
        Self::library(&[("a.txt", marked)], width, height)
    }

    /// A screen and a library, the newest article first and open.
    pub(crate) fn library(articles: &[(&str, &str)], width: u16, height: u16) -> Self {
        let library = articles.iter().zip((1..=28).rev()).map(|((path, marked), day)| {
            let headline = article(marked).0.headline().to_owned();
            (entry(path, &headline, &format!("2031-02-{day:02}")), (*marked).to_owned())
        });
        let mut desk = Self {
            app: App::new(),
            library: library.collect(),
            store: Vec::new(),
            readings: BTreeMap::new(),
            corrections: Vec::new(),
            broken: false,
            taken: Vec::new(),
            journal: Journal::default(),
            log: Vec::new(),
        };
        desk.act(Action::Resize { width, height });
        desk.act(Action::Today(TODAY));
        let entries = desk.library.iter().map(|(entry, _)| entry.clone()).collect();
        desk.act(Action::LibraryFound(entries));
        desk.act(Action::LibraryDone(Vec::new()));
        desk
    }

    /// Presses keys and lets the outside answer.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys).expect("keys") {
            self.act(Action::Key(key));
        }
        self
    }

    /// Types words into a prompt.
    pub(crate) fn type_in(&mut self, words: &str) -> &mut Self {
        self.act(Action::Paste(words.to_owned()));
        self
    }

    pub(crate) fn act(&mut self, action: Action) {
        let effects = update(&mut self.app, action);
        self.answer_all(effects);
    }

    pub(crate) fn answer_all(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(answer) = self.answer(effect) {
                self.act(answer);
            }
        }
    }

    /// Returns what the outside answers.
    pub(crate) fn answer(&mut self, effect: Effect) -> Option<Action> {
        Some(match effect {
            Effect::Open { entry, generation, .. } => {
                let found = self.library.iter().find(|(known, _)| known.path == entry.path);
                match found {
                    Some((entry, marked)) => Action::Opened {
                        entry: entry.clone(),
                        document: Arc::new(Document {
                            published: entry.published,
                            name: entry.path.display().to_string(),
                            ..article(marked).0
                        }),
                        generation,
                    },
                    None => Action::OpenFailed {
                        message: format!("{} cannot be read.", entry.path.display()),
                        generation,
                    },
                }
            }
            Effect::Annotate { document, generation } => {
                let found = self.library.iter().map(|(_, marked)| article(marked));
                let annotations = found.into_iter().find(|(it, _)| it.text == document.text);
                Action::Annotated { annotations: Arc::new(annotations?.1), generation }
            }
            Effect::Aside(aside) => work_out(aside),
            Effect::HearVoices { entries, turn } => {
                let heard = entries.into_iter().map(|entry| {
                    let found = self.library.iter().find(|(known, _)| known.is_same(&entry));
                    let speakers = found.map(|(_, marked)| article(marked).1.speakers);
                    let names = speakers.into_iter().flatten().map(|it| it.canonical);
                    (entry, names.collect())
                });
                Action::VoicesHeard { heard: heard.collect(), turn }
            }
            Effect::ReadReading { keys, generation } => {
                let reading = self.readings.get(&keys.path).cloned().map(Box::new);
                Action::ReadingOfArticle { reading, generation }
            }
            Effect::ReadLibrary => {
                let read = self.readings.iter().filter(|(_, reading)| reading.read.is_some());
                let article = |(path, _): (&String, &Reading)| {
                    let is_it = |(entry, _): &&(Entry, String)| {
                        entry.path.to_string_lossy() == path.as_str()
                    };
                    let entry = self.library.iter().find(is_it).map(|(entry, _)| entry)?;
                    Some(ReadArticle {
                        headline: entry.headline.clone(),
                        published: entry.published.map(|published| published.to_string()),
                        path: path.clone(),
                    })
                };
                Action::ReadArticles(read.filter_map(article).collect())
            }
            Effect::KeepReadings(changes) => {
                let now = Timestamp::UNIX_EPOCH;
                for (keys, change) in changes {
                    let none = Reading::none(Uuid::from_u128(7), now);
                    self.readings.entry(keys.path.clone()).or_insert(none).change(&change, now);
                }
                return None;
            }
            Effect::ReadFlags { keys, generation } => {
                let here = self.store.iter().filter(|it| it.article.path == keys.path);
                let flags = here.map(|it| it.flag.clone()).filter(|it| it.deleted.is_none());
                Action::FlagsOfArticle { flags: flags.collect(), generation }
            }
            Effect::ReadAllFlags => {
                let flags = self.store.iter().filter(|it| it.flag.deleted.is_none());
                Action::AllFlags(flags.cloned().collect())
            }
            Effect::ListFlags { filter, by, most, number } => {
                let mut list = list(&self.store, &filter, by);
                if let Some(most) = most {
                    list = first(&list, most);
                }
                Action::FlagList { list, flags: Vec::new(), number }
            }
            Effect::ReadListed(ids) => {
                let asked = self.store.iter().filter(|listed| ids.contains(&listed.flag.id));
                Action::ListedFlags(asked.cloned().collect())
            }
            Effect::ReadToStraighten(ids) => {
                let asked = self.store.iter().filter(|listed| ids.contains(&listed.flag.id));
                Action::ToStraighten(asked.cloned().collect())
            }
            Effect::StraightenFiles(flags) => {
                let changes = self.library.iter().flat_map(|(entry, marked)| {
                    let here = flags.iter().filter(|it| Path::new(&it.article.path) == entry.path);
                    straightened(&article(marked).0, here.map(|listed| &listed.flag))
                });
                Action::Straightened(changes.collect())
            }
            Effect::ReadTags => {
                let tags = self.store.iter().flat_map(|listed| listed.flag.tags.clone());
                Action::KnownTags(tags.collect())
            }
            Effect::ReadCorrections { keys, generation } => {
                let here = self.corrections.iter().filter(|(path, _)| *path == keys.path);
                let corrections = here.map(|(_, correction)| correction.clone()).collect();
                Action::CorrectionsOfArticle { corrections, generation }
            }
            Effect::AddCorrection { .. } | Effect::SetCorrection { .. } if self.broken => {
                Action::CorrectionFailed("The disk is full; make room.".to_owned())
            }
            Effect::AddCorrection { keys, change } => {
                let correction = Correction {
                    id: Uuid::from_u128(self.corrections.len() as u128 + 1),
                    article: Uuid::from_u128(7),
                    change: (*change).clone(),
                    created: Timestamp::UNIX_EPOCH,
                    updated: Timestamp::UNIX_EPOCH,
                    deleted: None,
                };
                self.did(Did::Correction(correction.id, true));
                self.corrections.push((keys.path.clone(), correction.clone()));
                Action::CorrectionSaved(Box::new(correction))
            }
            Effect::SetCorrection { id, in_force } => {
                let stored = self.corrections.iter_mut().find(|(_, it)| it.id == id);
                let (_, correction) = stored?;
                correction.put(in_force, Timestamp::UNIX_EPOCH);
                let correction = correction.clone();
                self.did(Did::Correction(id, in_force));
                Action::CorrectionSaved(Box::new(correction))
            }
            _ if self.broken => Action::FlagFailed("The disk is full; make room.".to_owned()),
            Effect::AddFlag { keys, draft } => {
                let number = self.store.len() as u128 + 1;
                let (id, now) = (Uuid::from_u128(number), Timestamp::UNIX_EPOCH);
                let is_it = |(entry, _): &(Entry, String)| entry.path == Path::new(&keys.path);
                let article = self.library.iter().position(is_it)? as u128 + 7;
                let flag = Flag::new(&draft, id, Uuid::from_u128(article), now);
                self.did(Did::Flags(vec![(id, FlagChange::Restore, FlagChange::Delete)]));
                self.store.push(ListedFlag::of(flag, (*keys).clone()));
                Action::FlagSaved(Box::new(self.store.last()?.clone()))
            }
            Effect::ChangeFlags { ids, change } => {
                return self.change(ids.into_iter().map(|id| (id, (*change).clone())).collect());
            }
            Effect::ChangeEach(changes) => return self.change(changes),
            Effect::Undo => self.go(false),
            Effect::Redo => self.go(true),
            Effect::Copy(text) | Effect::Browse(text) | Effect::Pipe(text) => {
                self.taken.push(text);
                return None;
            }
            Effect::EditFile { path, at } => {
                self.taken.push(format!("{} {at}", path.display()));
                return Some(Action::FileEdited);
            }
            Effect::EditText(text) => {
                return Some(Action::TextWritten(format!("{text}\nand more")));
            }
            Effect::Suspend => {
                self.log.push("suspend");
                return None;
            }
            Effect::Quit => {
                self.log.push("quit");
                return None;
            }
        })
    }

    fn change(&mut self, changes: Vec<(Uuid, FlagChange)>) -> Option<Action> {
        let ids: Vec<Uuid> = changes.iter().map(|(id, _)| *id).collect();
        let mut steps = Vec::new();
        for (id, change) in changes {
            let listed = self.store.iter_mut().find(|listed| listed.flag.id == id)?;
            let back = listed.flag.change(&change, Timestamp::UNIX_EPOCH).ok()?;
            steps.push((id, change, back));
        }
        self.did(Did::Flags(steps));
        let changed = self.store.iter().filter(|listed| ids.contains(&listed.flag.id));
        Some(Action::FlagsChanged(changed.cloned().collect()))
    }

    /// The message in the status line.
    pub(crate) fn message(&self) -> &str {
        self.app.message.as_ref().map_or("", |message| &message.text)
    }

    /// The words at the cursor.
    pub(crate) fn at(&self) -> String {
        let reader = self.app.reader.as_ref().expect("an article is open");
        let rest = &reader.document().annotated_text()[reader.cursor..];
        rest.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    }

    /// The words of the top row.
    pub(crate) fn top(&self) -> String {
        let reader = self.app.reader.as_ref().expect("an article is open");
        let rest = &reader.document().text[reader.top..];
        rest.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    }
}
