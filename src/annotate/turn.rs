//! Turns: what each speaker of a transcript says, behind a label that names them.
//!
//! “VENN: We stay.”, “Q: Why?”, “Q Why?”, “Mr. BELL. I thank the gentleman.”, or a name on a line of
//! its own.
//! A text is a transcript if it has a few such labels, one of them comes again, and much of what
//! stands behind them speaks to somebody. Who a label means is decided elsewhere.

use super::cue::Scene;
use super::lexicon::{Class, given};
use super::prepare::{Block, Prepared};
use super::token::{Shape, Token};
use std::ops::Range;

/// The words of a turn in one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// The tokens that name who speaks, without what hangs on them (“VENN” of “VENN, host:”).
    pub(crate) label: Range<usize>,
    /// The tokens of the words.
    pub(crate) words: Range<usize>,
    /// The number of the block in the document.
    pub(crate) block: usize,
    /// Goes on with the turn of the block before.
    pub(crate) continues: bool,
}

/// Fewest labels of a transcript.
const LEAST: usize = 3;
/// Longest label in tokens, its mark included: “Mr Tom Bell (Northwick) (Lab):”.
const LONGEST: usize = 16;
/// Longest name on a line of its own, in tokens.
const LONGEST_BARE: usize = 6;
/// Longest time before a label, in tokens: “[00:01:14]”.
const TIME: usize = 8;
/// Most paragraphs of a transcript for each that has a label: fewer labels stand in prose.
const SPARSE: usize = 3;

/// A label at the beginning of a line.
struct Label {
    /// The first token of the line.
    start: usize,
    /// The tokens that name who speaks.
    name: Range<usize>,
    /// The token behind the label.
    end: usize,
}

/// By what labels are compared: the words of a name without its titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// The hash of the last word.
    last: u32,
    words: usize,
    /// The hashes of the others.
    rest: u32,
}

/// A part of a block: up to the next label, or whole.
struct Piece {
    block: usize,
    tokens: Range<usize>,
    label: Option<Label>,
}

/// Finds the turns of a text in order; none unless it is a transcript. O(n).
pub(crate) fn find(prepared: &Prepared<'_>) -> Vec<Turn> {
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let finder = Finder { scene };
    let marked = |block: &Block<'_>| finder.marked_labels(block);
    let bare = |block: &Block<'_>| finder.bare_label(block).into_iter().collect();
    let letter = |block: &Block<'_>| finder.letter(block).into_iter().collect();
    let turns = finder.turns(prepared, marked).or_else(|| finder.turns(prepared, letter));
    turns.or_else(|| finder.turns(prepared, bare)).unwrap_or_default()
}

struct Finder<'a> {
    scene: Scene<'a>,
}

impl Finder<'_> {
    /// Finds the turns of a text with labels of one kind, if it is a transcript with such.
    fn turns(
        &self,
        prepared: &Prepared<'_>,
        labels: impl Fn(&Block<'_>) -> Vec<Label>,
    ) -> Option<Vec<Turn>> {
        if prepared.blocks().flat_map(|block| labels(&block)).take(LEAST).count() < LEAST {
            return None;
        }
        let mut pieces: Vec<Piece> =
            prepared.blocks().flat_map(|block| pieces(&block, labels(&block))).collect();
        self.keep_style(&mut pieces);
        self.is_transcript(&pieces).then(|| self.spoken(&pieces))
    }

    /// The labels with a mark behind them that begin a line of a block, in order.
    fn marked_labels(&self, block: &Block<'_>) -> Vec<Label> {
        let scene = &self.scene;
        let span = scene.span(block.tokens.clone());
        let breaks = memchr::memchr_iter(b'\n', span.of(scene.text).as_bytes());
        let behind = breaks
            .map(|at| scene.tokens.partition_point(|token| token.span.start <= span.start + at));
        let starts = std::iter::once(block.tokens.start).chain(behind);
        starts.filter_map(|start| self.marked_label(start, block.tokens.end)).collect()
    }

    /// Reads a label from a token on, with the mark that ends it.
    fn marked_label(&self, start: usize, end: usize) -> Option<Label> {
        let first = self.behind_time(start);
        self.scene.token(first).filter(|token| token.is_capital() && !token.quoted)?;
        let mut name_end = None;
        let mut depth = 0;
        for at in first..end.min(first + LONGEST) {
            let token = self.scene.token(at)?;
            if depth == 0 && self.ends_label(first, at) {
                let words = at + 1 < end && !self.scene.begins_line(at + 1);
                let name = first..name_end.unwrap_or(at);
                let name = self.bearer(&name, at).unwrap_or(name);
                return words.then_some(Label { start, name, end: at + 1 });
            }
            match token.shape {
                Shape::Mark('(') => depth += 1,
                Shape::Mark(')') => depth -= 1,
                Shape::Mark(',') => {}
                _ if depth > 0 || name_end.is_some() || self.is_part(at) => continue,
                _ => return None,
            }
            name_end = name_end.or(Some(at));
        }
        None
    }

    /// “The Minister for Waterways (*Priya Nandan*):”: who bears an office, in brackets before the mark
    /// at `end`.
    fn bearer(&self, office: &Range<usize>, end: usize) -> Option<Range<usize>> {
        let the = self.scene.has(office.start, Class::DETERMINER);
        let name = office.end + 1..end.checked_sub(1)?;
        let capital = |at: usize| self.scene.token(at).is_some_and(Token::is_capital);
        let whole = self.scene.is(office.end, '(') && self.scene.is(name.end, ')');
        (the && whole && name.len() > 1 && name.clone().all(capital)).then_some(name)
    }

    /// Tells whether a token can be part of a name in a label.
    fn is_part(&self, at: usize) -> bool {
        self.scene.token(at).is_some_and(|token| match token.shape {
            Shape::Capital | Shape::Upper => true,
            Shape::Lower => token.has(Class::PARTICLE.or(Class::PREPOSITION)),
            Shape::Mark(mark) => matches!(mark, '-' | '.' | '\'' | '’' | '/'),
            Shape::Number => false,
        })
    }

    /// Tells whether a label that begins at `first` ends with the mark at `at`: a colon, or the stop
    /// of “Mr. BELL.”.
    fn ends_label(&self, first: usize, at: usize) -> bool {
        let scene = &self.scene;
        let ends = |mark: &&Token| at > first && (mark.is(':') || mark.is('.'));
        let Some(mark) = scene.token(at).filter(ends) else { return false };
        let spaced = scene.token(at + 1).is_some_and(|next| next.span.start > mark.span.end);
        let titled = || {
            let upper = scene.token(at - 1).is_some_and(|token| token.shape == Shape::Upper);
            upper && at == first + 2 && scene.has(first, Class::TITLE.or(Class::DETERMINER))
        };
        spaced && (mark.is(':') || titled())
    }

    /// Returns the token behind a time, if one begins at `start`: “[00:01:14]”, “10:02”.
    fn behind_time(&self, start: usize) -> usize {
        let is_time = |&at: &usize| {
            self.scene.token(at).is_some_and(|token| match token.shape {
                Shape::Number => true,
                Shape::Mark(mark) => matches!(mark, '[' | ']' | '(' | ')' | ':' | '.'),
                _ => false,
            })
        };
        start + (start..start + TIME).take_while(is_time).count()
    }

    /// Reads the “Q” or the “A” of questions and answers without a mark behind it.
    fn letter(&self, block: &Block<'_>) -> Option<Label> {
        let start = block.tokens.start;
        let letter = matches!(self.scene.word(start), "Q" | "A");
        let begins = self.scene.token(start + 1).is_some_and(|next| next.shape != Shape::Lower);
        let name = start..start + 1;
        (letter && begins).then_some(Label { start, name, end: start + 1 })
    }

    /// Reads a block that is nothing but a name.
    fn bare_label(&self, block: &Block<'_>) -> Option<Label> {
        let name = block.tokens.clone();
        let last = self.scene.token(name.end.checked_sub(1)?)?;
        let is_name = name.len() <= LONGEST_BARE
            && last.is_capital()
            && last.span.len() > 2
            && name.clone().all(|at| self.is_part(at));
        is_name.then_some(Label { start: name.start, end: name.end, name })
    }

    /// Takes away what only looks like a label: one of a kind that stands in a heading, or is written
    /// unlike most, “Photo:” where the speakers are in capitals.
    fn keep_style(&self, pieces: &mut [Piece]) {
        let is_upper = |label: &Label| {
            let last = label.name.end.checked_sub(1).and_then(|last| self.scene.token(last));
            last.is_some_and(|last| last.shape == Shape::Upper || last.span.len() == 1)
        };
        let labels = || pieces.iter().filter_map(|piece| piece.label.as_ref());
        let upper = 2 * labels().filter(|label| is_upper(label)).count() > labels().count();
        let keys = self.keys(pieces);
        let again = |label: &Label| {
            self.key(label).is_some_and(|key| {
                let first = keys.partition_point(|other| other.last < key.last);
                keys.get(first + 1).is_some_and(|other| other.last == key.last)
            })
        };
        for piece in pieces {
            // “Oral Answers: Waterways”
            let last = piece.tokens.end.checked_sub(1).and_then(|last| self.scene.token(last));
            let heading = last.is_some_and(Token::is_word);
            let end = piece.tokens.end;
            piece.label.take_if(|label| {
                let titled = self.scene.has(label.name.start, Class::TITLE);
                let unlike = upper && !is_upper(label) && !titled;
                (unlike || heading && label.end < end) && !again(label)
            });
        }
    }

    fn is_transcript(&self, pieces: &[Piece]) -> bool {
        let starts = pieces.iter().enumerate().filter(|(_, piece)| piece.label.is_some());
        let starts: Vec<usize> = starts.map(|(index, _)| index).collect();
        let ends = starts.iter().skip(1).copied().chain([pieces.len()]);
        let talk = starts.iter().zip(ends).filter(|&(&start, end)| {
            let turn = pieces.get(start..end).unwrap_or_default();
            turn.iter().any(|piece| self.talks(&piece.tokens))
        });
        let keys = self.keys(pieces);
        let again = keys.windows(2).any(|pair| {
            let [one, two] = pair else { return false };
            one.last == two.last && (one.words == 1 || one == two)
        });
        let several = keys.first().map(|key| key.last) != keys.last().map(|key| key.last);
        let names = pieces.iter().filter_map(|piece| piece.label.as_ref());
        let named = names.into_iter().any(|label| self.names_somebody(label));
        let talk = 5 * talk.count() >= 2 * starts.len();
        starts.len() >= LEAST && again && several && named && talk
    }

    /// Tells whether a label looks like one for a speaker: “Tom Bell”, “VENN”, “Mr Bell”, “Q”, “Ana”,
    /// but not “Read”.
    fn names_somebody(&self, label: &Label) -> bool {
        let Some(first) = self.scene.token(label.name.start) else { return false };
        label.name.len() > 1
            || first.shape == Shape::Upper
            || first.span.len() == 1
            || given::gender_of(&self.scene.word(label.name.start).to_lowercase()) != Class::NONE
    }

    /// The keys of the labels, sorted.
    fn keys(&self, pieces: &[Piece]) -> Vec<Key> {
        let keys = pieces.iter().filter_map(|piece| self.key(piece.label.as_ref()?));
        let mut keys: Vec<Key> = keys.collect();
        keys.sort_unstable();
        keys
    }

    fn key(&self, label: &Label) -> Option<Key> {
        let tokens = self.scene.tokens.get(label.name.clone()).unwrap_or_default();
        let words = || tokens.iter().filter(|token| token.is_word());
        // “CHAIR:” is nothing but a title.
        let alone = words().all(|token| token.has(Class::TITLE));
        let words = words().filter(|token| alone || !token.has(Class::TITLE));
        let mut words = words.rev().map(|token| token.hash);
        let last = words.next()?;
        let rest = words.clone().fold(0_u32, |all, word| all.rotate_left(5) ^ word);
        Some(Key { last, words: 1 + words.count(), rest })
    }

    /// Tells whether words speak of who says or who hears them, or ask.
    fn talks(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|at| {
            let asks = |token: &Token| token.is('?') && !token.quoted;
            self.scene.token(at).is_some_and(asks) || self.scene.is_personal(at)
        })
    }

    /// The turns of a transcript. What stands between two labels belongs to the first, unless labels
    /// are few; behind the last label what does not talk is prose again.
    fn spoken(&self, pieces: &[Piece]) -> Vec<Turn> {
        let labelled = |piece: &Piece| piece.label.is_some();
        let first = pieces.iter().position(labelled).unwrap_or_default();
        let last = pieces.iter().rposition(labelled).unwrap_or_default();
        let count = pieces.iter().filter(|piece| labelled(piece)).count();
        let is_dense = last - first < SPARSE * count;
        let mut turns: Vec<Turn> = Vec::new();
        let mut open: Option<Range<usize>> = None;
        let mut continues = false;
        for (index, piece) in pieces.iter().enumerate().skip(first) {
            let words = match &piece.label {
                Some(label) => {
                    open = Some(label.name.clone());
                    continues = false;
                    label.end..piece.tokens.end
                }
                None if self.is_direction(&piece.tokens) => continue,
                None => piece.tokens.clone(),
            };
            if words.is_empty() {
                continue;
            }
            let goes_on = is_dense && (index < last || self.talks(&words));
            if continues && !goes_on {
                open = None;
            }
            let Some(label) = open.clone() else { continue };
            turns.push(Turn { label, words, block: piece.block, continues });
            continues = true;
        }
        turns
    }

    /// “(Laughter.)”, “[CROSSTALK]”: what happens, which nobody says.
    fn is_direction(&self, tokens: &Range<usize>) -> bool {
        let opens = self.scene.is(tokens.start, '(') || self.scene.is(tokens.start, '[');
        let close = |at: usize| self.scene.is(at, ')') || self.scene.is(at, ']');
        let ends = tokens.end.checked_sub(1).is_some_and(close)
            || tokens.end.checked_sub(2).is_some_and(close);
        opens && ends
    }
}

/// Cuts a block before each of its labels.
fn pieces(block: &Block<'_>, labels: Vec<Label>) -> Vec<Piece> {
    let number = block.number;
    let end = block.tokens.end;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut piece = Piece { block: number, tokens: block.tokens.clone(), label: None };
    for label in labels {
        let start = label.start;
        let next = Piece { block: number, tokens: start..end, label: Some(label) };
        let mut before = std::mem::replace(&mut piece, next);
        before.tokens.end = start;
        pieces.extend(Some(before).filter(|before| !before.tokens.is_empty()));
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use crate::annotate::prepare;
    use crate::load::{Limits, load_text};

    /// Checks who speaks in the turns of a text, and what: `who: words`, with `+` for those that go
    /// on.
    fn check(text: &str, expected: &[&str]) {
        let document = load_text("a.txt", text, &Limits::default());
        let prepared = prepare::parts(&document, Default::default()).0.next().expect("a part");
        let words = |tokens: std::ops::Range<usize>| {
            let tokens = &prepared.tokens[tokens];
            tokens[0].span.hull(tokens[tokens.len() - 1].span).of(prepared.text)
        };
        let found: Vec<String> = super::find(&prepared)
            .into_iter()
            .map(|turn| {
                let more = if turn.continues { "+" } else { "" };
                format!("{more}{}: {}", words(turn.label), words(turn.words))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn labels_of_many_kinds() {
        check(
            "The Quay\n\nDANA VENN, HOST: Are you staying?\n\nTOM BELL: I am.\n\nVENN: And why?",
            &["DANA VENN: Are you staying?", "TOM BELL: I am.", "VENN: And why?"],
        );
        check(
            "Mr. BELL. I thank you.\n\nThe CHAIR. We go on.\n\nMr. BELL. Do we?",
            &["Mr. BELL: I thank you.", "The CHAIR: We go on.", "Mr. BELL: Do we?"],
        );
        check(
            "CHAIR: Do you stay?\n\nMR. TOLL: We do.\n\nCHAIR: Why?\n\nMR. TOLL: It rains.",
            &["CHAIR: Do you stay?", "MR. TOLL: We do.", "CHAIR: Why?", "MR. TOLL: It rains."],
        );
        check(
            "Q: Why do you sail?\nA: The sea asks for it.\nQ: Will you stop?",
            &["Q: Why do you sail?", "A: The sea asks for it.", "Q: Will you stop?"],
        );
        check(
            "Mr Tom Bell (Northwick) (Lab): Will you stay?\n\nThe Minister: I will.\n\nMr Bell: Why?",
            &["Mr Tom Bell: Will you stay?", "The Minister: I will.", "Mr Bell: Why?"],
        );
    }

    #[test]
    fn labels_behind_a_time_or_on_a_line_of_their_own() {
        check(
            "[00:01] Mara Venn: Do you hear it?\n\n[00:07] Bell: I do.\n\n[00:09] Venn: What is it?",
            &["Mara Venn: Do you hear it?", "Bell: I do.", "Venn: What is it?"],
        );
        check(
            "Operator\n\nYour line is open.\n\nMara Venn\n\nThanks. I ask one thing.\n\nWhy?\n\n\
             Operator\n\nI thank you.",
            &[
                "Operator: Your line is open.",
                "Mara Venn: Thanks. I ask one thing.",
                "+Mara Venn: Why?",
                "Operator: I thank you.",
            ],
        );
    }

    #[test]
    fn offices_with_their_bearer_and_headings() {
        check(
            "Oral Answers: Waterways\n\n1. Mr Tom Bell (Northwick): What of the quay?\n\n\
             The Minister for Waterways (Mara Venn): I visited it.\n\nMara Venn: It stands.\n\n\
             Mr Bell: I thank her.",
            &[
                "Mr Tom Bell: What of the quay?",
                "Mara Venn: I visited it.",
                "Mara Venn: It stands.",
                "Mr Bell: I thank her.",
            ],
        );
    }

    #[test]
    fn turns_go_on_over_paragraphs_and_directions() {
        check(
            "VENN: We stay.\n\nIt rains.\n\n(Laughter.)\n\nQUESTION: Do you?\n\nVENN: We do.\n\nI said so.\n\nThe ferry left.",
            &[
                "VENN: We stay.",
                "+VENN: It rains.",
                "QUESTION: Do you?",
                "VENN: We do.",
                "+VENN: I said so.",
            ],
        );
    }

    #[test]
    fn lists_and_labels_in_prose_are_no_transcript() {
        check("Venn: 12\n\nBell: 14\n\nVenn: 15", &[]);
        check("Claim: Ferries sink.\n\nVerdict: False.\n\nClaim: Whales sing.", &[]);
        check("Venn: I won.\n\nBell: I lost.\n\nOdd: I slept.", &[]);
        check("Note: you may come.\n\nThe ferry left at noon.", &[]);
    }
}
