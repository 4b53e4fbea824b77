//! Quotation marks: a deterministic automaton over every kind of mark.
//!
//! Finds the stretches in marks, nested ones too, and never gives a text up. Whether somebody
//! says them is decided elsewhere.

#[cfg(test)]
mod tests;

use crate::document::Block;
use crate::span::Span;
use crate::warning::{Warning, WarningKind};

/// A stretch of text in marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The stretch with its marks.
    pub(crate) outer: Span,
    /// The stretch without its marks.
    pub(crate) inner: Span,
    /// How many other stretches it lies in.
    pub(crate) depth: usize,
    /// Goes on with the stretch before it, which no mark closed: its mark is a re-opened one.
    pub(crate) continues: bool,
    /// The marks are single ones.
    pub(crate) single: bool,
    /// A transcript names before a colon who says it.
    pub(crate) turn: bool,
}

/// The kinds of marks, each of which closes only its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `"…"`
    Straight,
    /// “…”, „…“ and „…”
    Curly,
    /// `''…''`, ` ``…'' `
    Doubled,
    /// «…»
    Guillemets,
    /// »…«
    GuillemetsInward,
    /// ‘…’, ‚…‘
    CurlySingle,
    /// `'…'`
    StraightSingle,
    /// ‹…›
    GuillemetsSingle,
}

impl Style {
    fn is_single(self) -> bool {
        matches!(self, Self::CurlySingle | Self::StraightSingle | Self::GuillemetsSingle)
    }
}

/// What a mark can do at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Open(Style),
    Close(Style),
    /// Opens if its kind is not open, else closes.
    Toggle(Style),
}

struct Open {
    style: Style,
    outer: usize,
    inner: usize,
    continues: bool,
}

/// Longest name before the colon of a transcript, in code points.
const TURN: usize = 40;

/// Finds every stretch in marks, ordered by its start, with a warning for each mark that was
/// never closed. O(n) in the text.
pub(crate) fn find_marked(text: &str, blocks: &[Block]) -> (Vec<Marked>, Vec<Warning>) {
    let mut marked = Vec::new();
    let mut warnings = Vec::new();
    let mut carried: Option<(Style, Span)> = None;
    let mut readable = blocks.iter().filter(|block| !block.kind.is_verbatim()).peekable();
    while let Some(block) = readable.next() {
        let first = marked.len();
        let reopens = readable.peek().is_some_and(|next| next.span.of(text).starts_with('‘'));
        let carried_style = carried.map(|(style, _)| style);
        let unclosed = scan_block(text, *block, carried_style, reopens, &mut marked);
        let reopened = marked.get(first..).is_some_and(|new| new.iter().any(|m| m.continues));
        if let Some((_, place)) = carried.take()
            && !reopened
        {
            warnings.push(Warning::at(
                WarningKind::Marks,
                place,
                "A quotation mark is never closed; the quotation is taken to end with its paragraph.",
            ));
        }
        carried = unclosed;
    }
    if let Some((_, place)) = carried {
        warnings.push(Warning::at(
            WarningKind::Marks,
            place,
            "A quotation mark is never closed; the quotation is taken to end with its paragraph.",
        ));
    }
    (marked, warnings)
}

/// Scans one block; returns the double-mark stretch that its end left open.
fn scan_block(
    text: &str,
    block: Block,
    carried: Option<Style>,
    reopens: bool,
    marked: &mut Vec<Marked>,
) -> Option<(Style, Span)> {
    let from = marked.len();
    let odd = block.span.of(text).bytes().fold(false, |odd, byte| odd ^ (byte == b'"'));
    let mut stack: Vec<Open> = Vec::new();
    let mut cursor = Cursor { text, block: block.span, at: block.span.start, reopens };
    while let Some((span, event)) = cursor.next_mark(&stack, odd) {
        match event {
            Event::Open(style) => {
                // A second opening mark of a kind that is open: the first was never closed.
                if let Some(level) = stack.iter().position(|open| open.style == style) {
                    stack.truncate(level);
                }
                let continues = span.start == block.span.start && carried == Some(style);
                stack.push(Open { style, outer: span.start, inner: span.end, continues });
            }
            Event::Close(style) | Event::Toggle(style) => {
                let Some(level) = stack.iter().rposition(|open| open.style == style) else {
                    continue;
                };
                let depth = level;
                stack.truncate(level + 1);
                if let Some(open) = stack.pop() {
                    let inner = Span::new(open.inner, span.start);
                    let outer = Span::new(open.outer, span.end);
                    push(text, marked, &open, outer, inner, depth);
                }
            }
        }
    }
    let mut unclosed = None;
    let stays =
        |open: &Open| !open.style.is_single() || reopens && open.style == Style::CurlySingle;
    for (depth, open) in stack.iter().enumerate().filter(|(_, open)| stays(open)) {
        let end = block.span.end;
        if !lift_out_of(open, marked.get_mut(from..).unwrap_or_default()) {
            push(text, marked, open, Span::new(open.outer, end), Span::new(open.inner, end), depth);
        }
        unclosed = unclosed.or(Some((open.style, Span::new(open.outer, open.inner))));
    }
    if let Some(new) = marked.get_mut(from..) {
        new.sort_by_key(|m| (m.outer.start, m.depth));
    }
    unclosed
}

/// Tells whether double marks of another kind stand behind one that nothing closes, and lifts them
/// out of it: it begins an extract in which others speak, no quotation.
fn lift_out_of(open: &Open, marked: &mut [Marked]) -> bool {
    let inside = |marked: &Marked| marked.outer.start >= open.inner;
    if open.style.is_single() || !marked.iter().any(|marked| inside(marked) && !marked.single) {
        return false;
    }
    for marked in marked.iter_mut().filter(|marked| inside(marked)) {
        marked.depth = marked.depth.saturating_sub(1);
    }
    true
}

fn push(text: &str, marked: &mut Vec<Marked>, open: &Open, outer: Span, inner: Span, depth: usize) {
    let turn = turn(inner.of(text));
    let inner = Span::new(inner.start + turn, inner.end).trim(text);
    let outer = if turn > 0 { Span::new(inner.start, outer.end) } else { outer };
    if inner.of(text).chars().any(char::is_alphanumeric) {
        let single = open.style.is_single();
        let turn = turn > 0;
        let continues = open.continues && !turn;
        marked.push(Marked { outer, inner, depth, continues, single, turn });
    }
}

/// Walks over the characters of a block that can be marks.
struct Cursor<'t> {
    text: &'t str,
    block: Span,
    at: usize,
    /// The next block begins with an opening single mark: one that is open here may stay so.
    reopens: bool,
}

impl Cursor<'_> {
    fn next_mark(&mut self, stack: &[Open], odd: bool) -> Option<(Span, Event)> {
        loop {
            let rest = Span::new(self.at, self.block.end).of(self.text);
            let (offset, mark) = find_mark(rest)?;
            let start = self.at + offset;
            let mut end = start + mark.len_utf8();
            if mark == '<' {
                self.at = self.behind_tag(start).unwrap_or(end);
                continue;
            }
            let doubled = matches!(mark, '\'' | '`' | '’' | '‘')
                && self.text.get(end..self.block.end).is_some_and(|rest| rest.starts_with(mark));
            // Of three apostrophes inside a double mark the first closes a single one.
            let tripled = doubled
                && stack.iter().any(|open| open.style == Style::Doubled)
                && self
                    .text
                    .get(end + mark.len_utf8()..self.block.end)
                    .is_some_and(|rest| rest.starts_with(mark));
            let doubled = doubled && !tripled;
            if doubled {
                end += mark.len_utf8();
            }
            self.at = end;
            let span = Span::new(start, end);
            let event = if doubled {
                self.doubled(mark, span, stack)
            } else {
                self.event(mark, span, stack, odd)
            };
            if let Some(event) = event {
                return Some((span, event));
            }
        }
    }

    /// `<a href="…">`: where mark-up ends that begins at `start`, for marks in it are none of the text.
    /// Each search stops where the next would begin.
    fn behind_tag(&self, start: usize) -> Option<usize> {
        let rest = Span::new(start + 1, self.block.end).of(self.text);
        let (inside, behind) = rest.split_at_checked(rest.find(['<', '>'])?)?;
        let named = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        (named && behind.starts_with('>')).then_some(start + inside.len() + 2)
    }

    fn event(&self, mark: char, span: Span, stack: &[Open], odd: bool) -> Option<Event> {
        let is_open = |style| stack.iter().any(|open| open.style == style);
        let (before, after) = self.around(span);
        match mark {
            '"' => {
                let open = is_open(Style::Straight);
                // Some editors turn the one mark of a pair and leave the other straight.
                if !open && is_open(Style::Curly) && !starts_here(before, after) {
                    return Some(Event::Close(Style::Curly));
                }
                if !open && is_inch(before, after) {
                    return None;
                }
                if !odd {
                    return Some(Event::Toggle(Style::Straight)).map(|e| straight(e, open));
                }
                // One mark too many: let its neighbours say what each can do.
                let opens = starts_here(before, after);
                Some(if opens {
                    Event::Open(Style::Straight)
                } else {
                    Event::Close(Style::Straight)
                })
            }
            '“' if is_open(Style::Curly) && !starts_here(before, after) => {
                Some(Event::Close(Style::Curly))
            }
            '“' | '„' | '‟' => Some(Event::Open(Style::Curly)),
            // Some feeds open with the closing mark.
            '”' if !is_open(Style::Curly) && starts_here(before, after) => {
                Some(Event::Open(Style::Curly))
            }
            '”' if !is_open(Style::Curly) && is_open(Style::Straight) => {
                Some(Event::Close(Style::Straight))
            }
            '”' => Some(Event::Close(Style::Curly)),
            '«' if is_open(Style::GuillemetsInward) => Some(Event::Close(Style::GuillemetsInward)),
            '«' => Some(Event::Open(Style::Guillemets)),
            '»' if is_open(Style::Guillemets) => Some(Event::Close(Style::Guillemets)),
            '»' => Some(Event::Open(Style::GuillemetsInward)),
            '‹' => Some(Event::Open(Style::GuillemetsSingle)),
            '›' => Some(Event::Close(Style::GuillemetsSingle)),
            '‚' if starts_here(before, after) => Some(Event::Open(Style::CurlySingle)),
            '‘' if is_open(Style::CurlySingle) && !starts_here(before, after) => {
                Some(Event::Close(Style::CurlySingle))
            }
            '‘' => (starts_here(before, after) && (self.reopens || self.has_end(span.end, '’')))
                .then_some(Event::Open(Style::CurlySingle)),
            '’' => (is_open(Style::CurlySingle) && self.ends_single(span, '’'))
                .then_some(Event::Close(Style::CurlySingle)),
            '\'' if is_open(Style::StraightSingle) => {
                self.ends_single(span, '\'').then_some(Event::Close(Style::StraightSingle))
            }
            '\'' => (starts_here(before, after)
                && !after.is_some_and(char::is_numeric)
                && self.has_end(span.end, '\''))
            .then_some(Event::Open(Style::StraightSingle)),
            _ => None,
        }
    }

    /// Two apostrophes or accents as one double mark.
    fn doubled(&self, mark: char, span: Span, stack: &[Open]) -> Option<Event> {
        let open = stack.iter().any(|open| open.style == Style::Doubled);
        let (before, after) = self.around(span);
        if mark == '`' || mark == '‘' {
            return Some(Event::Open(Style::Doubled));
        }
        // “5'10''” and a plural possessive in a nested quotation open nothing.
        let opens_nothing = !starts_here(before, after);
        if !open && opens_nothing {
            return None;
        }
        Some(if open { Event::Close(Style::Doubled) } else { Event::Open(Style::Doubled) })
    }

    /// Tells whether a single mark at `span` can close, for it is an apostrophe as well: behind
    /// punctuation, or where no better end follows before the next opening mark.
    fn ends_single(&self, span: Span, mark: char) -> bool {
        let (before, after) = self.around(span);
        if after.is_some_and(char::is_alphanumeric) || before.is_none_or(char::is_whitespace) {
            return false;
        }
        if before.is_some_and(|c| c.is_ascii_punctuation() || matches!(c, '…' | '”' | '—')) {
            return true;
        }
        // “the players’ union”: a plural possessive only if a surer end follows.
        if !matches!(before, Some('s' | 'S')) || !after.is_some_and(char::is_whitespace) {
            return true;
        }
        !self.has_end(span.end, mark)
    }

    /// Tells whether a closing single mark follows before the next opening one: each search
    /// stops where the next would begin, so that many marks stay linear.
    fn has_end(&self, from: usize, mark: char) -> bool {
        let rest = Span::new(from, self.block.end).of(self.text);
        let mut before = None;
        let mut chars = rest.chars().peekable();
        while let Some(c) = chars.next() {
            let after = chars.peek().copied();
            if c == mark
                && !after.is_some_and(char::is_alphanumeric)
                && before.is_some_and(|b: char| !b.is_whitespace())
            {
                return true;
            }
            if (c == '‘' || c == '\'' && mark == '\'') && starts_here(before, after) {
                return false;
            }
            before = Some(c);
        }
        false
    }

    fn around(&self, span: Span) -> (Option<char>, Option<char>) {
        let before = Span::new(self.block.start, span.start).of(self.text).chars().next_back();
        let after = Span::new(span.end, self.block.end).of(self.text).chars().next();
        (before, after)
    }
}

/// How many bytes of a stretch name who speaks, as a transcript does: “VENN: We stay.”
fn turn(inner: &str) -> usize {
    let name = |c: char| c.is_uppercase() || matches!(c, ' ' | '.' | '’' | '\'' | '-');
    let end = inner.char_indices().take(TURN).find(|&(_, c)| !name(c));
    let Some((at, ':')) = end else { return 0 };
    let letters = inner.get(..at).is_some_and(|name| name.chars().any(char::is_alphabetic));
    let spaced = inner.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    if letters && spaced { at + 1 } else { 0 }
}

fn straight(event: Event, open: bool) -> Event {
    match event {
        Event::Toggle(style) if !open => Event::Open(style),
        other => other,
    }
}

/// Finds the first character that can be a mark, or begin mark-up.
fn find_mark(text: &str) -> Option<(usize, char)> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let offset = find_lead(rest.as_bytes())?;
        let c = rest.get(offset..)?.chars().next()?;
        if is_mark(c) || c == '<' {
            return Some((from + offset, c));
        }
        from += offset + c.len_utf8();
    }
}

/// Finds the first byte that a mark can begin with, sixteen at a time as long as there is none.
fn find_lead(bytes: &[u8]) -> Option<usize> {
    const LEADS: [u8; 6] = [b'"', b'\'', b'`', b'<', 0xc2, 0xe2];
    let leads = |&byte: &u8| LEADS.iter().fold(false, |any, &lead| any | (byte == lead));
    let (chunks, _) = bytes.as_chunks::<16>();
    let idle = chunks.iter().take_while(|c| !c.iter().fold(false, |any, b| any | leads(b))).count();
    let from = 16 * idle;
    Some(from + bytes.get(from..)?.iter().position(leads)?)
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '‘'
            | '’'
            | '‚'
            | '\''
            | '`'
    )
}

/// `6"` and `6" x 4"` measure.
fn is_inch(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| c.is_ascii_digit())
        && after.is_none_or(|c| matches!(c, ' ' | ',' | '.' | ';' | ')' | '-'))
}

/// Tells whether a mark between these neighbours can only open.
fn starts_here(before: Option<char>, after: Option<char>) -> bool {
    let free = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '“' | '"' | '‘' | '«' | '„'
            )
    });
    free && after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | ')' | ']'))
}
