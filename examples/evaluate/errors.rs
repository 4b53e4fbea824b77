//! Errors by class, with the words around them: what to look at next.

use crate::gold::{Found, GoldQuote, Points};
use crate::score::{common, letters};
use crate::speaker;
use std::collections::BTreeMap;

/// How many examples of a class are printed.
const EXAMPLES: usize = 8;
/// How many code points are shown on each side.
const AROUND: usize = 120;

/// What went wrong with a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Somebody says it, and it was not found.
    Missed,
    /// Nobody says it.
    Marks,
    /// No source was found.
    MissedMention,
    /// The source is cut wrongly: it shares letters with the right one.
    Boundary,
    /// Another mention of that name.
    OtherMention,
    /// A mention of somebody else.
    WrongMention,
    /// The mention is right, and taken for another person.
    WrongCluster,
}

impl Class {
    fn name(self) -> &'static str {
        match self {
            Self::Missed => "speech that was not found",
            Self::Marks => "marks that nobody said",
            Self::MissedMention => "no source found",
            Self::Boundary => "boundary of the source",
            Self::OtherMention => "another mention of that name",
            Self::WrongMention => "wrong mention",
            Self::WrongCluster => "wrong person behind the right mention",
        }
    }
}

/// The errors so far.
#[derive(Debug, Default)]
pub(crate) struct Errors(BTreeMap<Class, Vec<String>>);

impl Errors {
    /// Notes an error at a segment.
    pub(crate) fn add(&mut self, class: Class, doc: &str, text: &[char], at: Points, note: &str) {
        let part = |from: usize, to: usize| -> String {
            let chars = text.get(from..to.min(text.len())).unwrap_or_default().iter();
            chars.map(|&c| if c == '\n' { '¶' } else { c }).collect()
        };
        let [start, end] = at;
        self.0.entry(class).or_default().push(format!(
            "{doc}: …{}[[{}]]{}…{note}",
            part(start.saturating_sub(AROUND), start),
            part(start, end),
            part(end, end + AROUND)
        ));
    }

    /// Notes what is wrong with the source of a segment that was found.
    pub(crate) fn add_source(
        &mut self,
        doc: &str,
        text: &[char],
        at: Points,
        gold: &GoldQuote,
        found: &Found,
    ) {
        let words = |[start, end]: Points| -> String {
            text.get(start..end).unwrap_or_default().iter().collect()
        };
        let class = match found.source {
            None => Class::MissedMention,
            Some(span) if common(&letters(text, &gold.source), &letters(text, &[span])) > 0 => {
                Class::Boundary
            }
            Some(span) => {
                let key = |words: &str| speaker::key(&words.chars().collect::<Vec<_>>());
                let same = key(&gold.source_text) == key(&words(span));
                if same { Class::OtherMention } else { Class::WrongMention }
            }
        };
        let named = found.source.map(words).unwrap_or_default();
        let note = format!(" | “{}”, not “{named}”", gold.source_text);
        self.add(class, doc, text, at, &note);
    }

    /// Prints the classes, the commonest first, with some of their examples.
    pub(crate) fn print(&self) {
        let mut classes: Vec<_> = self.0.iter().collect();
        classes.sort_by_key(|(_, examples)| std::cmp::Reverse(examples.len()));
        for (class, examples) in classes {
            println!("  {:>6} {}", examples.len(), class.name());
            // Spread over the articles.
            for example in examples.iter().step_by(examples.len().div_ceil(EXAMPLES).max(1)) {
                println!("           {example}");
            }
        }
    }
}
