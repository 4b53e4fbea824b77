//! What kind of trouble a character makes, and where joiners and selectors are at home.

use unicode_width::UnicodeWidthChar;

pub(super) const ESC: char = '\u{1b}';
pub(super) const ZWJ: char = '\u{200d}';

/// The kinds of characters that are treated alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Ends a line.
    Break,
    /// A horizontal tab.
    Tab,
    /// May begin a terminal sequence.
    Introducer,
    /// Another control character, or a noncharacter.
    Control,
    /// Changes the direction of writing.
    Bidi,
    /// Shows nothing and takes no part in any cluster.
    Invisible,
    /// ZWJ or ZWNJ.
    Joiner,
    /// A variation selector.
    Selector,
    /// Sits on the character before it.
    Mark,
    /// Everything else.
    Other,
}

/// Returns the class of a character.
pub(super) fn of(c: char) -> Class {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        '\t' => Class::Tab,
        ESC | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => Class::Introducer,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => Class::Control,
        _ if u32::from(c) & 0xfffe == 0xfffe => Class::Control,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => Class::Bidi,
        '\u{2066}'..='\u{2069}' => Class::Bidi,
        '\u{200c}' | ZWJ => Class::Joiner,
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' => Class::Selector,
        '\u{e0100}'..='\u{e01ef}' => Class::Selector,
        // Soft hyphen, grapheme joiner, Hangul fillers, zero-width spaces, invisible operators,
        // interlinear and musical controls, tags: all ignorable by default.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            Class::Invisible
        }
        '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{206f}' | '\u{3164}' => Class::Invisible,
        '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' => Class::Invisible,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => Class::Invisible,
        '\u{e0000}'..='\u{e0fff}' => Class::Invisible,
        _ if c.width() == Some(0) => Class::Mark,
        _ => Class::Other,
    }
}

/// Tells whether a character would move the cursor, turn the text round or hide something.
pub(super) fn is_hidden(c: char) -> bool {
    use Class::{Bidi, Break, Control, Introducer, Invisible, Tab};
    !matches!(c, ' '..='~')
        && matches!(of(c), Break | Tab | Introducer | Control | Bidi | Invisible)
}

/// What Windows-1252 has where ISO 8859-1 has the C1 controls.
const WINDOWS: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";

/// Returns what is shown for a control character.
///
/// C1 characters in decoded text are nearly always Windows-1252 that was read as ISO 8859-1, and
/// among them are its quotation marks.
pub(super) fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '␡',
        code @ 0x80..=0x9f => WINDOWS.chars().nth(code as usize - 0x80).unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    }
}

/// Tells whether `c` is what a lead or middle byte of UTF-8 is read as in Latin-1.
pub(super) fn is_mojibake_lead(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{f4}') || (!c.is_ascii() && WINDOWS.contains(c))
}

/// Tells whether a joiner between the two characters is part of a cluster.
pub(super) fn joins(previous: Option<char>, joiner: char, next: Option<char>) -> bool {
    let Some(previous) = previous else { return false };
    let next_is = |test: fn(char) -> bool| next.is_some_and(test);
    let emoji = joiner == ZWJ
        && (is_pictograph(previous) || previous == '\u{fe0f}')
        && next_is(is_pictograph);
    let word = is_joining(previous) && next_is(|c| is_joining(c) && of(c) == Class::Other);
    emoji || word || is_indic(previous)
}

/// Tells whether a variation selector has something to select.
pub(super) fn selects(previous: Option<char>, selector: char) -> bool {
    let Some(previous) = previous else { return false };
    if selector >= '\u{e0100}' { is_ideograph(previous) } else { of(previous) == Class::Other }
}

fn is_pictograph(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Arabic, Indic and other scripts whose letters change with their neighbours.
fn is_joining(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{1a20}'..='\u{1aaf}' | '\u{a840}'..='\u{a8ff}' | '\u{fb50}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}')
        && of(c) != Class::Bidi
}

fn is_indic(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
