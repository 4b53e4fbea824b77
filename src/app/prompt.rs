//! The prompt: what is asked for, and the editing of the answer, of which a note can have several
//! lines.

mod note;

use super::key::{Key, KeyCode};
use super::motion::Motion;
use crate::annotation::SpeakerId;
use crate::load::sanitize::is_hidden;
use crate::span::Span;
use tui_input::{Input, InputRequest};
use uuid::Uuid;

/// An open prompt.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked for.
    pub ask: Ask,
    /// What has been typed.
    pub input: Input,
    /// What stands at the right of it, if there is room.
    pub hint: String,
}

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Words to search for in the article.
    Search {
        /// Towards the start.
        back: bool,
    },
    /// What to go to, from a list.
    GoTo,
    /// What to do, from a list.
    Palette,
    /// What the articles of latest contents must have.
    Filter,
    /// Words that the help is searched for.
    Help,
    /// The note of a new flag on this passage.
    Note(Span),
    /// Another note for a flag.
    OtherNote(Uuid),
    /// What the flags of the follow-up view must have.
    FlagFilter,
    /// Tags for flags.
    Tags,
    /// The day by which flags are to be done.
    Due,
    /// Another name for a speaker.
    Name(SpeakerId),
    /// Another role for a speaker.
    Role(SpeakerId),
    /// The name of whoever said a quote.
    Somebody(usize),
}

/// What a key did to a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was edited, or nothing happened.
    Open,
    /// What stands beside it is to move: a list, or the history.
    Moved(Motion),
    /// What was begun is to be written out.
    Completed,
    /// It is to be written on in an editor.
    Elsewhere,
    /// It was given up.
    Cancelled,
    /// It was answered.
    Given(String),
}

/// Characters that an answer holds, at the most.
const MOST: usize = 2000;

impl Prompt {
    /// Opens a prompt with an answer to be edited.
    #[must_use]
    pub fn new(ask: Ask, answer: &str) -> Self {
        Self { ask, input: Input::new(answer.to_owned()), hint: String::new() }
    }

    /// Returns the words before the answer.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self.ask {
            Ask::Search { back: false } | Ask::Help => "/",
            Ask::Search { back: true } => "\\",
            Ask::GoTo => "Go to: ",
            Ask::Palette => ":",
            Ask::Filter | Ask::FlagFilter => "List: ",
            Ask::Note(_) | Ask::OtherNote(_) => "Note: ",
            Ask::Tags => "Tags: ",
            Ask::Due => "Due: ",
            Ask::Name(_) => "Name: ",
            Ask::Role(_) => "Role: ",
            Ask::Somebody(_) => "Who said it: ",
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Answer {
        let request = match (key.code, key.control, key.alt) {
            (KeyCode::Up, ..) | (KeyCode::Char('p'), true, _) => {
                return Answer::Moved(Motion::Lines(-1));
            }
            (KeyCode::Down, ..) | (KeyCode::Char('n'), true, _) => {
                return Answer::Moved(Motion::Lines(1));
            }
            (KeyCode::PageUp, ..) => return Answer::Moved(Motion::Pages(-1)),
            (KeyCode::PageDown, ..) => return Answer::Moved(Motion::Pages(1)),
            (KeyCode::Enter, _, true) | (KeyCode::Char('j'), true, _) if self.is_note() => {
                InputRequest::InsertChar('\n')
            }
            (KeyCode::Char('x'), true, _) => return Answer::Elsewhere,
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, _) if self.is_note() => {
                self.go_to_edge_of_line(false);
                return Answer::Open;
            }
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, _) if self.is_note() => {
                self.go_to_edge_of_line(true);
                return Answer::Open;
            }
            (KeyCode::Tab, ..) => return Answer::Completed,
            (KeyCode::Enter, ..) => return Answer::Given(self.input.value().trim().to_owned()),
            (KeyCode::Escape, ..) | (KeyCode::Char('c'), true, _) => return Answer::Cancelled,
            (KeyCode::Backspace, false, false) => InputRequest::DeletePrevChar,
            (KeyCode::Backspace, ..) | (KeyCode::Char('w'), true, _) => {
                InputRequest::DeletePrevWord
            }
            (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, _) => InputRequest::DeleteNextChar,
            (KeyCode::Left, true, _) | (KeyCode::Char('b'), _, true) => InputRequest::GoToPrevWord,
            (KeyCode::Right, true, _) | (KeyCode::Char('f'), _, true) => InputRequest::GoToNextWord,
            (KeyCode::Left, ..) | (KeyCode::Char('b'), true, _) => InputRequest::GoToPrevChar,
            (KeyCode::Right, ..) | (KeyCode::Char('f'), true, _) => InputRequest::GoToNextChar,
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, _) => InputRequest::GoToStart,
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, _) => InputRequest::GoToEnd,
            (KeyCode::Char('u'), true, _) => InputRequest::DeleteLine,
            (KeyCode::Char('k'), true, _) => InputRequest::DeleteTillEnd,
            (KeyCode::Char(c), false, false) => {
                self.insert(c);
                return Answer::Open;
            }
            _ => return Answer::Open,
        };
        self.input.handle(request);
        Answer::Open
    }

    /// Tells whether the answer is a note, which can have several lines.
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(self.ask, Ask::Note(_) | Ask::OtherNote(_))
    }

    /// Takes pasted text: its line breaks become blanks, but for those of a note.
    pub fn paste(&mut self, text: &str) {
        if self.is_note() {
            for c in plain_note(text).chars() {
                self.insert(c);
            }
            return;
        }
        let mut blank = false;
        for c in text.chars().take(MOST) {
            if c.is_whitespace() {
                blank = true;
                continue;
            }
            if std::mem::take(&mut blank) {
                self.insert(' ');
            }
            self.insert(c);
        }
    }

    /// Inserts a character unless it is one that no article text may hold either.
    fn insert(&mut self, c: char) {
        let is_break = c == '\n' && self.is_note();
        if (is_break || !is_hidden(c)) && self.input.value().chars().count() < MOST {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }
}

/// Returns a note as it is kept: lines without what no article text may hold either.
#[must_use]
pub fn plain_note(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let lines = lines.replace('\t', "    ");
    let kept: String = lines.chars().filter(|&c| c == '\n' || !is_hidden(c)).collect();
    kept.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::parse_keys;

    fn check(keys: &str, expected: &str, last: Answer) {
        let mut prompt = Prompt::new(Ask::Search { back: false }, "old note");
        let mut answer = Answer::Open;
        for key in parse_keys(keys).unwrap() {
            answer = prompt.key(key);
        }
        assert_eq!((prompt.input.value(), answer), (expected, last), "{keys}");
    }

    #[test]
    fn answers_are_edited() {
        check("s", "old notes", Answer::Open);
        check("<Home> <Del> <C-e> <BS>", "ld not", Answer::Open);
        check("<C-w> x <Left> y", "old yx", Answer::Open);
        check("<C-u> é <Space> 本 <BS> <Enter>", "é ", Answer::Given("é".to_owned()));
        check("<Esc>", "old note", Answer::Cancelled);
        check("<C-c>", "old note", Answer::Cancelled);
        check("<F1> <PageUp> <A-x>", "old note", Answer::Open);
    }

    #[test]
    fn pasted_text_becomes_one_clean_line() {
        let mut prompt = Prompt::new(Ask::Search { back: false }, "");
        prompt.paste("one\r\n\ttwo\u{1b}[31m \u{202e}three\n");
        assert_eq!(prompt.input.value(), "one two[31m three");
        prompt.paste(&"x".repeat(10_000));
        assert_eq!(prompt.input.value().chars().count(), MOST);
    }
}
