//! What became of a record, and how that is told.

use crate::anchor::{Outcome, Piece, Selector, difference};
use crate::correction::{Change, Correction};
use crate::document::Document;
use crate::shell::flags::{clip, short, shown};
use crate::span::{CodePoints, Span};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use uuid::Uuid;

/// A document in which records are looked for.
pub(super) struct Places<'d> {
    document: &'d Document,
    points: CodePoints<'d>,
    path: String,
}

impl<'d> Places<'d> {
    pub(super) fn new(document: &'d Document, path: &Path) -> Self {
        let points = CodePoints::new(document.annotated_text());
        Self { document, points, path: path.to_string_lossy().into_owned() }
    }

    /// Returns what became of a flag.
    pub(super) fn checked(&self, id: Uuid, selector: &Selector, outcome: &Outcome) -> Checked {
        let text = |span: Span| span.of(&self.document.text);
        let passage = |span: Span| {
            let [start, end] = self.points.of_span(span);
            Passage { start, end, text: text(span).to_owned() }
        };
        let candidates = match outcome {
            Outcome::Ambiguous(spans) => spans.iter().copied().map(passage).collect(),
            _ => Vec::new(),
        };
        let run = |it: Piece<'_>| Run { fate: it.fate.name(), text: it.text.to_owned() };
        let difference = match outcome {
            Outcome::Changed(span) => {
                difference(&selector.exact, text(*span)).into_iter().map(run).collect()
            }
            _ => Vec::new(),
        };
        Checked {
            id,
            correction: None,
            path: self.path.clone(),
            outcome: outcome.name(),
            exact: selector.exact.clone(),
            found: outcome.span().map(passage),
            candidates,
            difference,
            context: Some([selector.prefix.clone(), selector.suffix.clone()]),
        }
    }

    /// Returns what became of a correction.
    pub(super) fn corrected(&self, correction: &Correction, outcome: &Outcome) -> Checked {
        let change = &correction.change;
        let sentence = Some(change.sentence());
        let checked = match change.words() {
            Some(selector) => self.checked(correction.id, selector, outcome),
            None => Checked {
                id: correction.id,
                correction: None,
                path: self.path.clone(),
                outcome: outcome.name(),
                exact: change.speaker().unwrap_or_default().to_owned(),
                found: None,
                candidates: Vec::new(),
                difference: Vec::new(),
                context: None,
            },
        };
        let is_of_quote = matches!(change, Change::Reassign { .. });
        Checked {
            correction: sentence,
            context: checked.context.filter(|_| is_of_quote),
            ..checked
        }
    }
}

/// What became of one record; offsets count code points of the annotated text.
#[derive(Serialize)]
pub(super) struct Checked {
    id: Uuid,
    /// What a correction says.
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<String>,
    path: String,
    outcome: &'static str,
    exact: String,
    found: Option<Passage>,
    candidates: Vec<Passage>,
    /// What became of the words, if others stand there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    difference: Vec<Run>,
    #[serde(skip)]
    context: Option<[String; 2]>,
}

/// Words that were kept, removed or added.
#[derive(Serialize)]
struct Run {
    fate: &'static str,
    text: String,
}

#[derive(Serialize)]
struct Passage {
    start: usize,
    end: usize,
    text: String,
}

impl Checked {
    /// Writes the record in a line, and below it what there is to know of its passage.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let what = match &self.correction {
            Some(sentence) => clip(sentence, 60),
            None => format!("“{}”", clip(&self.exact, 60)),
        };
        writeln!(out, "{}  {:9}  {what}  {}", short(self.id), self.outcome, shown(&self.path))?;
        let mut below = |line: String| writeln!(out, "{:21}{line}", "");
        match (self.outcome, &self.found) {
            ("same", _) => {}
            (_, Some(Passage { start, end, .. })) if self.difference.is_empty() => {
                below(format!("now at {start}–{end}"))?;
            }
            (_, Some(Passage { start, end, .. })) => {
                below(format!("{} at {start}–{end}", in_words(&self.difference)))?;
            }
            ("orphan", None) => {
                let Some([before, after]) = &self.context else {
                    return below("nobody goes by that name any longer".to_owned());
                };
                below(format!("stood between “{}” and “{}”", end_of(before), clip(after, 40)))?;
            }
            (_, None) => {}
        }
        for Passage { start, end, text } in &self.candidates {
            below(format!("perhaps “{}” at {start}–{end}", clip(text, 60)))?;
        }
        Ok(())
    }
}

/// Returns a difference in a line: what was removed as `[-…-]`, what was added as `{+…+}`, and no
/// more of the rest than is needed to know where.
fn in_words(difference: &[Run]) -> String {
    const NEAR: usize = 4;
    let run = |(index, run): (usize, &Run)| {
        let text = shown(&run.text);
        let words: Vec<&str> = text.split_whitespace().collect();
        match run.fate {
            "removed" => format!("[-{}-]", words.join(" ")),
            "added" => format!("{{+{}+}}", words.join(" ")),
            _ if words.len() <= 2 * NEAR + 1 => words.join(" "),
            _ => {
                let (head, rest) = words.split_at_checked(NEAR).unwrap_or((&words, &[]));
                let (_, tail) = rest.split_at_checked(rest.len() - NEAR).unwrap_or((&[], rest));
                let (is_first, is_last) = (index == 0, index + 1 == difference.len());
                let head = if is_first { String::new() } else { head.join(" ") + " " };
                let tail = if is_last { String::new() } else { [" ", &tail.join(" ")].concat() };
                format!("{head}…{tail}")
            }
        }
    };
    difference.iter().enumerate().map(run).collect::<Vec<_>>().join(" ")
}

/// Returns the last words of what stood before.
fn end_of(before: &str) -> String {
    const MOST: usize = 40;
    let words = shown(before);
    match words.char_indices().nth_back(MOST) {
        Some((at, _)) => ["…", words.get(at..).unwrap_or("")].concat(),
        None => words,
    }
}
