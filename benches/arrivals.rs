//! How long what comes from outside holds up the keys of a very long article: its annotations,
//! flags and corrections, and its file as it was changed by another program.
//!
//! `cargo bench --bench arrivals` lets an article of 4 MB and one of 10 MB, each with 10,000
//! quotations, 100 flags and 50 corrections, be opened, corrected, edited and read again. What
//! `update` takes for each kind of action, at the most, stands beside what a screen of 60 frames
//! a second gives it, and beside what the work takes that is done on other threads. It ends with 1
//! where `update` takes longer than such a frame.
#![allow(clippy::disallowed_methods)]

use jiff::Timestamp;
use pullquote::anchor::select;
use pullquote::app::contents::Entry;
use pullquote::app::key::parse_keys;
use pullquote::app::{Action, App, Effect, update};
use pullquote::briefing::Briefing;
use pullquote::correction::{Change, Correction, Who};
use pullquote::document::Document;
use pullquote::flag::{Flag, FlagDraft};
use pullquote::load::{Limits, load_text};
use pullquote::shell::library::entry;
use pullquote::shell::work::{Workers, perform};
use pullquote::span::Span;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

const QUOTES: usize = 10_000;
const FLAGS: usize = 100;
const CORRECTIONS: usize = 50;
/// What a screen of 60 frames a second gives each.
const FRAME: Duration = Duration::from_micros(16_667);
const NAMES: [&str; 8] = [
    "Mara Venn",
    "Olu Dace",
    "Ilo Brandt",
    "Tove Rask",
    "Ada Quill",
    "Ned Harrow",
    "Ines Sol",
    "Pia Lund",
];

fn main() -> ExitCode {
    let held_up = [4_000_000, 10_000_000].map(is_held_up);
    if held_up.contains(&true) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// An article of about so many bytes.
fn article(size: usize) -> String {
    let mut text = String::from("Quayside News Of The Day\n");
    for number in 0..QUOTES {
        let name = a_name(number);
        text += &format!(
            "\n“Boat {number} was not asked for by the crews of pier {},” said {name}, who leads \
             the pilots there.\n",
            number % 97
        );
        let mut line = 0;
        while text.len() < size / QUOTES * (number + 1) {
            line += 1;
            text += &format!(
                "\nBarge {number} came in before fog {line} with coal, rope and salt from the \
                 islands, and lay in the roads for half of the day behind the mole.\n"
            );
        }
    }
    text
}

fn a_name(number: usize) -> &'static str {
    NAMES.get(number % NAMES.len()).copied().unwrap_or_default()
}

fn loaded(text: &str) -> Arc<Document> {
    Arc::new(load_text("quay.txt", text, &Limits::default()))
}

/// The reader, the file, and what is stored.
struct Desk {
    app: App,
    entry: Entry,
    document: Arc<Document>,
    flags: Vec<Flag>,
    corrections: Vec<Correction>,
    /// What `update` took for each kind of action at the most, and what the work did outside.
    held: BTreeMap<String, Duration>,
    outside: BTreeMap<String, Duration>,
}

impl Desk {
    fn act(&mut self, action: Action) {
        let mut actions = VecDeque::from([action]);
        while let Some(action) = actions.pop_front() {
            let kind = name(&action);
            let since = Instant::now();
            let effects = update(&mut self.app, action);
            longest(&mut self.held, kind, since.elapsed());
            for effect in effects {
                let kind = name(&effect);
                let since = Instant::now();
                actions.extend(self.answer(effect));
                longest(&mut self.outside, kind, since.elapsed());
            }
        }
    }

    fn answer(&mut self, effect: Effect) -> Option<Action> {
        match effect {
            Effect::Open { generation, .. } => {
                let (entry, document) = (self.entry.clone(), self.document.clone());
                Some(Action::Opened { entry, document, generation })
            }
            Effect::ReadFlags { generation, .. } => {
                Some(Action::FlagsOfArticle { flags: self.flags.clone(), generation })
            }
            Effect::ReadCorrections { generation, .. } => {
                let corrections = self.corrections.clone();
                Some(Action::CorrectionsOfArticle { corrections, generation })
            }
            effect if Workers::take(&effect) => perform(effect),
            _ => None,
        }
    }

    fn keys(&mut self, keys: &str) {
        for key in parse_keys(keys).unwrap_or_default() {
            self.act(Action::Key(key));
        }
    }

    fn briefing(&self) -> Briefing {
        self.app.reader.as_ref().map(|reader| reader.briefing.clone()).unwrap_or_default()
    }

    /// Every so manieth quotation, so that there are `count` of them.
    fn quotes(&self, count: usize) -> Vec<Span> {
        let briefing = self.briefing();
        let quotes = &briefing.annotations.quotes;
        let every = (quotes.len() / count).max(1);
        quotes.iter().step_by(every).take(count).filter_map(|quote| quote.hull()).collect()
    }
}

fn longest(times: &mut BTreeMap<String, Duration>, kind: String, time: Duration) {
    let known = times.entry(kind).or_default();
    *known = time.max(*known);
}

/// Names an action or an effect; what a key is does not matter.
fn name(what: &dyn std::fmt::Debug) -> String {
    let mut name = Name(String::new());
    // It breaks off behind the name.
    let _ = std::fmt::Write::write_fmt(&mut name, format_args!("{what:?}"));
    name.0
}

/// Takes in the letters that come first.
struct Name(String);

impl std::fmt::Write for Name {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let letters = text.find(|c: char| !c.is_alphanumeric());
        self.0.push_str(text.get(..letters.unwrap_or(text.len())).unwrap_or_default());
        if letters.is_some() { Err(std::fmt::Error) } else { Ok(()) }
    }
}

fn correction(number: usize, document: &Document, quote: Span) -> Correction {
    let who = |at: usize| Who::named(a_name(at));
    let change = match number % 10 {
        0 => Change::Rename { speaker: who(number / 10), name: format!("Captain {number}") },
        1 => Change::Role { speaker: who(number / 10 + 3), role: Some("mate".to_owned()) },
        _ => Change::Reassign { quote: select(document, quote), to: Some(who(number + 1)) },
    };
    let now = Timestamp::UNIX_EPOCH;
    Correction {
        id: Uuid::from_u128(number as u128 + 1),
        article: Uuid::nil(),
        change,
        created: now,
        updated: now,
        deleted: None,
    }
}

/// Prints what held the keys up in an article of so many bytes; tells whether anything did for
/// longer than a frame.
fn is_held_up(size: usize) -> bool {
    let text = article(size);
    let document = loaded(&text);
    let mut desk = Desk {
        app: App::new(),
        entry: entry(Path::new("quay.txt"), 0, &document),
        document,
        flags: Vec::new(),
        corrections: Vec::new(),
        held: BTreeMap::new(),
        outside: BTreeMap::new(),
    };
    desk.act(Action::Resize { width: 120, height: 40 });
    desk.act(Action::Open(desk.entry.clone()));
    let briefing = desk.briefing();
    let (document, found) = (briefing.document.clone(), briefing.annotations.quotes.len());
    for (number, span) in desk.quotes(FLAGS).into_iter().enumerate() {
        let draft = FlagDraft::of(&briefing, span, "Ask the crews.".to_owned());
        let id = Uuid::from_u128(number as u128 + 1);
        desk.flags.push(Flag::new(&draft, id, Uuid::nil(), Timestamp::UNIX_EPOCH));
    }
    let quotes = desk.quotes(CORRECTIONS + 1).into_iter().enumerate();
    let made: Vec<Correction> = quotes.map(|(n, it)| correction(n, &document, it)).collect();
    for correction in made {
        desk.corrections.push(correction.clone());
        desk.act(Action::CorrectionSaved(Box::new(correction)));
    }
    println!(
        "{:.1} MB, {found} quotations, {} flags, {} corrections",
        document.text.len() as f64 / 1e6,
        desk.flags.len(),
        desk.corrections.len()
    );
    // In the middle, with a quotation in focus, the file changes: a paragraph is new, words are
    // others in every tenth, marks are straightened.
    desk.keys("50 % ] ]");
    let edited = text.replacen('\n', "\nA paragraph that nobody had seen before.\n\n", 1);
    let edited = edited.replace("0 was not asked", "0 was never asked").replace(['“', '”'], "\"");
    desk.document = loaded(&edited);
    desk.keys("<F5>");
    desk.keys("] [ j k U");
    desk.keys("F G <Enter>");
    let mut held: Vec<_> = desk.held.iter().collect();
    held.sort_by_key(|(_, time)| std::cmp::Reverse(**time));
    for (kind, time) in held.into_iter().take(8) {
        println!(
            "  update takes {:>8.2} ms for {kind}, {:.2} frames",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / FRAME.as_secs_f64()
        );
    }
    for (kind, time) in desk.outside.iter().filter(|(_, time)| **time > FRAME / 10) {
        println!("  other threads {:>8.2} ms for {kind}", time.as_secs_f64() * 1e3);
    }
    desk.held.values().any(|time| *time > FRAME)
}
