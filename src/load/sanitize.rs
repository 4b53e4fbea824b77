//! Makes hostile text safe to show: what comes out holds no control characters but line feeds,
//! no terminal sequences, no bidi controls and no invisible characters outside their clusters.
//!
//! Everything that comes from a file passes here once, before anything else sees it. Which
//! characters are which is told by `class`, how far a terminal sequence goes by `escape`.

mod class;
mod escape;

use crate::document::SourceMap;
use crate::warning::{Warning, WarningKind};
use class::Class;

/// The most combining marks that stay on one character.
const MARKS: usize = 8;
/// The most zero-width joiners that stay in one emoji.
const JOINERS: usize = 8;

/// What becomes of line breaks (CR, CRLF, VT, FF, NEL, LS and PS count as breaks, too).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// Each becomes one line feed.
    Keep,
    /// Each becomes one space.
    Space,
}

/// Tells whether a character would move the cursor, turn the text round or hide something: no
/// text that was sanitised has it but for line feeds, and nothing else that is shown may.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    class::is_hidden(c)
}

/// Text that is safe to show, with the way back to the text it was made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clean {
    /// The text.
    pub text: String,
    /// Maps `text` to the text that was cleaned.
    pub map: SourceMap,
    /// What was taken out.
    pub counts: Counts,
}

/// How many things of each class were taken out or made visible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    escapes: usize,
    controls: usize,
    bidi: usize,
    invisible: usize,
    marks: usize,
}

impl Counts {
    /// Adds another count.
    pub fn add(&mut self, other: Counts) {
        self.escapes += other.escapes;
        self.controls += other.controls;
        self.bidi += other.bidi;
        self.invisible += other.invisible;
        self.marks += other.marks;
    }

    /// Returns one warning for each class of which something was found.
    #[must_use]
    pub fn warnings(self) -> Vec<Warning> {
        let row = |count: usize, one: &str, many: &str, rest: &str| {
            let what = if count == 1 { one } else { many };
            let verb = if count == 1 { "was" } else { "were" };
            let message = format!("{count} {what} {verb} {rest}.");
            (count > 0).then(|| Warning::new(WarningKind::Sanitized, message))
        };
        [
            row(self.escapes, "terminal sequence", "terminal sequences", "taken out"),
            row(self.controls, "control character", "control characters", "made visible"),
            row(
                self.bidi,
                "control of writing direction",
                "controls of writing direction",
                "taken out",
            ),
            row(self.invisible, "invisible character", "invisible characters", "taken out"),
            row(self.marks, "piled-up combining mark", "piled-up combining marks", "taken out"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Cleans `source` in O(n). Cleaning clean text changes nothing.
///
/// Tabs become spaces: four where they indent a line, one elsewhere. Control characters become
/// their pictures (`␀`), C1 characters the Windows-1252 characters that they mostly stand for.
#[must_use]
pub fn sanitize(source: &str, breaks: Breaks) -> Clean {
    let mut state = State {
        clean: Clean { text: String::with_capacity(source.len()), ..Clean::default() },
        previous: None,
        marks: 0,
        joiners: 0,
        indent: true,
        breaks,
    };
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rest.bytes().take_while(|byte| matches!(byte, b' '..=b'~')).count() {
            0 => state.character(rest, at),
            plain => {
                state.plain(rest.get(..plain).unwrap_or(""), at);
                plain
            }
        };
    }
    state.clean
}

/// Returns `text` as one clean line: for names, titles and messages.
#[must_use]
pub fn sanitize_line(text: &str) -> String {
    sanitize(text, Breaks::Space).text
}

struct State {
    clean: Clean,
    /// The last character that stayed.
    previous: Option<char>,
    /// Zero-width characters since the last one that has a width.
    marks: usize,
    /// Joiners since the last character that was not joined.
    joiners: usize,
    /// Only spaces stand before on this line.
    indent: bool,
    breaks: Breaks,
}

impl State {
    /// Takes over a run of printable ASCII.
    fn plain(&mut self, run: &str, at: usize) {
        self.keep(run, at);
        self.indent = self.indent && run.bytes().all(|byte| byte == b' ');
        self.previous = run.chars().next_back();
        (self.marks, self.joiners) = (0, 0);
    }

    /// Deals with the first character of `rest`, at `at`; returns how many bytes it took.
    fn character(&mut self, rest: &str, at: usize) -> usize {
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return rest.len() };
        let len = c.len_utf8();
        match class::of(c) {
            Class::Break => return self.line_break(rest, c, at),
            Class::Tab => self.tab(at),
            Class::Introducer if !self.is_mojibake(c) => {
                self.clean.counts.escapes += 1;
                return escape::len(rest);
            }
            Class::Introducer | Class::Control => {
                self.clean.counts.controls += 1;
                self.show(class::picture(c));
            }
            Class::Bidi => self.clean.counts.bidi += 1,
            Class::Invisible => self.clean.counts.invisible += 1,
            Class::Joiner => self.joiner(c, chars.next(), at),
            Class::Selector => {
                if class::selects(self.previous, c) {
                    self.mark(rest, at, len);
                } else {
                    self.clean.counts.invisible += 1;
                }
            }
            Class::Mark => self.mark(rest, at, len),
            Class::Other => {
                if self.previous != Some(class::ZWJ) {
                    self.joiners = 0;
                }
                self.keep(rest.get(..len).unwrap_or(""), at);
                self.previous = Some(c);
                (self.marks, self.indent) = (0, false);
            }
        }
        len
    }

    fn line_break(&mut self, rest: &str, c: char, at: usize) -> usize {
        let len = if rest.starts_with("\r\n") { 2 } else { c.len_utf8() };
        let shown = match self.breaks {
            Breaks::Keep => '\n',
            Breaks::Space => ' ',
        };
        // A break of several bytes maps to its last one, which is a character of its own only
        // in ASCII.
        if c.is_ascii() {
            self.clean.map.push(self.clean.text.len(), at + len - 1, 1);
        }
        self.clean.text.push(shown);
        self.previous = Some(shown);
        (self.marks, self.joiners) = (0, 0);
        self.indent = self.breaks == Breaks::Keep || self.indent;
        len
    }

    fn tab(&mut self, at: usize) {
        self.clean.map.push(self.clean.text.len(), at, 1);
        self.clean.text.push_str(if self.indent { "    " } else { " " });
        self.previous = Some(' ');
        (self.marks, self.joiners) = (0, 0);
    }

    fn joiner(&mut self, c: char, next: Option<char>, at: usize) {
        if self.joiners < JOINERS && self.marks < MARKS && class::joins(self.previous, c, next) {
            self.joiners += 1;
            self.marks += 1;
            self.keep(c.encode_utf8(&mut [0; 4]), at);
            self.previous = Some(c);
        } else {
            self.clean.counts.invisible += 1;
        }
    }

    fn mark(&mut self, rest: &str, at: usize, len: usize) {
        if self.marks == MARKS {
            self.clean.counts.marks += 1;
            return;
        }
        self.marks += 1;
        self.keep(rest.get(..len).unwrap_or(""), at);
        self.previous = rest.chars().next();
        self.indent = false;
    }

    fn keep(&mut self, part: &str, at: usize) {
        self.clean.map.push(self.clean.text.len(), at, part.len());
        self.clean.text.push_str(part);
    }

    fn show(&mut self, picture: char) {
        self.clean.text.push(picture);
        self.previous = Some(picture);
        (self.marks, self.joiners, self.indent) = (0, 0, false);
    }

    /// Tells whether a C1 character stands amid UTF-8 that was read as Latin-1 (`Ã` `U+009D`):
    /// then it begins no terminal sequence, and swallowing what follows would lose words.
    fn is_mojibake(&self, c: char) -> bool {
        c != class::ESC && self.previous.is_some_and(class::is_mojibake_lead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use proptest::prelude::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(sanitize(source, Breaks::Keep).text, expected, "{source:?}");
    }

    #[test]
    fn terminal_sequences_vanish() {
        for (source, expected) in [
            ("A\u{1b}[2J\u{1b}[HB", "AB"),
            ("\u{1b}]0;title\u{7}x", "x"),
            ("\u{1b}]8;;http://evil.example\u{1b}\\bank\u{1b}]8;;\u{1b}\\", "bank"),
            ("\u{1b}P$q\"p\u{1b}\\x\u{1b}_G;AAAA\u{1b}\\y\u{1b}Xs\u{1b}\\\u{1b}^p\u{1b}\\z", "xyz"),
            ("\u{1b}(0x\u{1b}(B\u{1b}#8\u{1b}c", "x"),
            ("A\u{9b}2JB\u{9d}52;c;QUJD\u{9c}C\u{90}q\u{9c}D", "ABCD"),
            ("A\u{1b}]0;swallowed\nkept", "A\nkept"),
            ("A\u{1b}[31\nB", "A\nB"),
            ("father\u{1b} — then", "father — then"),
            ("A\u{1b}", "A"),
            ("\u{1b}]8;;\u{1b}0m\u{1b}[>0q", "m"),
        ] {
            check(source, expected);
        }
    }

    #[test]
    fn an_unterminated_sequence_swallows_a_bounded_part_of_a_line() {
        let text = format!("\u{1b}]{}", "x".repeat(5000));
        assert_eq!(sanitize(&text, Breaks::Keep).text.len(), 5000 - escape::UNTERMINATED);
    }

    #[test]
    fn controls_become_visible() {
        check("A\0B\u{8}\u{7f}", "A␀B␈␡");
        check("don\u{92}t", "don’t");
        check("â\u{80}\u{9d} stays", "â€\u{fffd} stays");
        check("\u{fffe}\u{fdd0}", "\u{fffd}\u{fffd}");
    }

    #[test]
    fn line_breaks_and_tabs() {
        check("a\r\nb\rc\u{b}d\u{c}e\u{85}f\u{2028}g\u{2029}h", "a\nb\nc\nd\ne\nf\ng\nh");
        check("\ta\tb\n \tc", "    a b\n     c");
        assert_eq!(sanitize_line("a\r\nb\u{1b}[1mc"), "a bc");
    }

    #[test]
    fn bidi_and_invisible_characters_go() {
        check("not\u{202e}t\u{2066}x\u{200f}\u{61c}", "nottx");
        check("Re\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}\u{3164}\u{34f}uters", "Reuters");
        check("Ann\u{e0069}\u{e0067}", "Ann");
        check("A\u{e0158}\u{e0159}", "A");
    }

    #[test]
    fn clusters_stay() {
        for text in [
            "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏿",
            "🏳\u{fe0f}\u{200d}🌈",
            "1\u{fe0f}\u{20e3}",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "न\u{94d}\u{200d}",
            "กำลังใจ",
            "葛\u{e0100}",
            "é e\u{301}\u{323}",
        ] {
            check(text, text);
        }
        let zalgo = format!("a{}b", "\u{301}".repeat(100));
        check(&zalgo, &format!("a{}b", "\u{301}".repeat(MARKS)));
    }

    #[test]
    fn each_class_is_counted_in_one_warning() {
        let clean = sanitize("a\u{1b}[1mb\u{1b}[mc\0\u{202e}\u{200b}", Breaks::Keep);
        let messages: Vec<_> = clean.counts.warnings().into_iter().map(|w| w.message).collect();
        assert_eq!(
            messages,
            [
                "2 terminal sequences were taken out.",
                "1 control character was made visible.",
                "1 control of writing direction was taken out.",
                "1 invisible character was taken out.",
            ]
        );
    }

    const NASTY: &str = "(\\PC|[a-c \n\t\r]|[\u{0}-\u{1f}]|[\u{7f}-\u{a0}]|[\u{200b}-\u{200f}]|\
                         [\u{2028}-\u{202e}]|[\u{300}-\u{303}]|[\u{e0100}\u{fe0f}\u{feff}]|\
                         [مک\u{94d}नé👩❤\u{1f3fd}]|\u{1b}[\\[\\]P_(;0-9m\\\\]?){0,60}";

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_leaves_nothing_hostile(source in NASTY) {
            for breaks in [Breaks::Keep, Breaks::Space] {
                let once = sanitize(&source, breaks);
                let hostile = |c: char| {
                    c.is_control() && c != '\n'
                        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
                };
                prop_assert!(!once.text.contains(hostile), "{:?}", once.text);
                let twice = sanitize(&once.text, breaks);
                prop_assert_eq!(&twice.text, &once.text);
                prop_assert_eq!(twice.counts, Counts::default());
            }
        }

        #[test]
        fn the_map_leads_back(source in NASTY) {
            let clean = sanitize(&source, Breaks::Keep);
            for (at, c) in clean.text.char_indices() {
                let here = Span::new(at, at + c.len_utf8());
                if let Some(there) = clean.map.span(here) {
                    let original = there.of(&source);
                    let same = original.chars().eq([c]);
                    let blank = matches!(c, '\n' | ' ') && original.trim().is_empty();
                    prop_assert!(same || blank, "{:?} from {:?}", c, original);
                }
            }
        }
    }
}
