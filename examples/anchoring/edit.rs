//! What happens to a passage and its article between two readings, by chance from a seed, and
//! where the passage stands afterwards.

use super::article::Article;
use super::random::Random;
use pullquote::span::Span;

/// One way to change an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// 400 characters come in before.
    Inserted,
    /// Quotes, dashes and spaces are written otherwise.
    Restyled,
    /// So many of a hundred words of the passage are others.
    Words(usize),
    /// One half of it is cut.
    Half,
    /// All words for 200 characters on both sides are others.
    Context,
    /// The sentence is deleted.
    Sentence,
    /// Its paragraph is deleted.
    Paragraph,
    /// The sentence is deleted, and one like it comes in elsewhere.
    LookAlike,
}

impl Edit {
    /// All of them, with what they are called.
    pub(crate) const ALL: [(Self, &'static str); 11] = [
        (Self::Inserted, "400 characters inserted before"),
        (Self::Restyled, "quotes, dashes, spaces"),
        (Self::Words(10), "10 % of its words replaced"),
        (Self::Words(20), "20 % of its words replaced"),
        (Self::Words(30), "30 % of its words replaced"),
        (Self::Words(50), "50 % of its words replaced"),
        (Self::Half, "half of it cut"),
        (Self::Context, "context rewritten"),
        (Self::Sentence, "sentence deleted"),
        (Self::Paragraph, "paragraph deleted"),
        (Self::LookAlike, "deleted, look-alike elsewhere"),
    ];
}

/// A text after an edit.
pub(crate) struct Edited {
    /// The text.
    pub(crate) text: String,
    /// Where the passage stands in it, if it does.
    pub(crate) place: Option<Span>,
}

impl Edited {
    fn join(before: &str, passage: &str, after: &str) -> Self {
        let place = Span::new(before.len(), before.len() + passage.len());
        Self { text: [before, passage, after].concat(), place: Some(place) }
    }
}

/// Characters that come in, and those of context that are rewritten on each side.
const INSERTED: usize = 400;
const CONTEXT: usize = 200;
/// Bytes between a deleted sentence and its look-alike, at the least.
const FAR: usize = 200;

/// Edits an article with respect to a passage; new words come from `words`. `None` if the article
/// is too short for it.
pub(crate) fn edit(
    article: &Article,
    passage: Span,
    kind: Edit,
    words: &[String],
    random: &mut Random,
) -> Option<Edited> {
    let text = article.text.as_str();
    let before = text.get(..passage.start).unwrap_or("");
    let after = text.get(passage.end..).unwrap_or("");
    let own = passage.of(text);
    let edited = match kind {
        Edit::Inserted => {
            let starts: Vec<usize> = article.sentences.iter().map(|it| it.start).collect();
            let upto = starts.partition_point(|&start| start <= passage.start);
            let at = random.pick(starts.get(..upto).unwrap_or(&[])).copied().unwrap_or(0);
            let (head, tail) = before.split_at_checked(at).unwrap_or((before, ""));
            let new = [head, &prose(words, random), " ", tail].concat();
            Edited::join(&new, own, after)
        }
        Edit::Restyled => {
            let before = restyle(before, ' ', random);
            let own = restyle(own, before.chars().next_back().unwrap_or(' '), random);
            let after = restyle(after, own.chars().next_back().unwrap_or(' '), random);
            Edited::join(&before, &own, &after)
        }
        Edit::Words(share) => Edited::join(before, &reword(own, share, words, random), after),
        Edit::Half => Edited::join(before, half(own, random), after),
        Edit::Context => {
            let cut = before.char_indices().nth_back(CONTEXT).map_or(0, |(at, _)| at);
            let (far, near) = before.split_at_checked(cut).unwrap_or(("", before));
            let before = [far, &reword(near, 100, words, random)].concat();
            let cut = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
            let (near, far) = after.split_at_checked(cut).unwrap_or((after, ""));
            let after = [&reword(near, 100, words, random), far].concat();
            Edited::join(&before, own, &after)
        }
        Edit::Sentence => {
            Edited { text: [before, after.trim_start_matches(' ')].concat(), place: None }
        }
        Edit::Paragraph => {
            let around = article.paragraphs.iter().find(|it| it.covers(passage));
            let around = around.copied().unwrap_or(passage);
            let before = text.get(..around.start).unwrap_or("");
            let after = text.get(around.end..).unwrap_or("").trim_start();
            Edited { text: [before, after].concat(), place: None }
        }
        Edit::LookAlike => {
            let share = random.pick(&[10, 20, 30, 40]).copied().unwrap_or(20);
            let other = reword(own, share, words, random);
            let far = |start: &usize| *start + FAR < passage.start || *start > passage.end + FAR;
            let starts = article.sentences.iter().map(|it| it.start);
            let places: Vec<usize> = starts.filter(far).collect();
            let text = match random.pick(&places) {
                Some(&at) if at < passage.start => {
                    let (head, tail) = before.split_at_checked(at).unwrap_or((before, ""));
                    [head, &other, " ", tail, after.trim_start_matches(' ')].concat()
                }
                Some(&at) => {
                    let at = at - passage.end;
                    let (head, tail) = after.split_at_checked(at).unwrap_or((after, ""));
                    [before, head.trim_start_matches(' '), &other, " ", tail].concat()
                }
                None => return None,
            };
            Edited { text, place: None }
        }
    };
    Some(edited)
}

/// Returns new words until there are enough characters.
fn prose(words: &[String], random: &mut Random) -> String {
    let mut text = String::new();
    while text.chars().count() < INSERTED {
        text.push_str(random.pick(words).map_or("so", |word| word));
        text.push(if random.below(12) == 0 { '.' } else { ' ' });
        if text.ends_with('.') {
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}

/// Returns the places of the words, apostrophes and hyphens within them included.
pub(crate) fn words_of(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let end = at + c.len_utf8();
        match spans.last_mut() {
            Some(last)
                if Span::new(last.end, at)
                    .of(text)
                    .chars()
                    .all(|c| matches!(c, '’' | '\'' | '-')) =>
            {
                last.end = end;
            }
            _ => spans.push(Span::new(at, end)),
        }
    }
    spans
}

/// Replaces so many of a hundred words, one at least.
fn reword(text: &str, share: usize, words: &[String], random: &mut Random) -> String {
    let spans = words_of(text);
    let count = ((spans.len() * share + 50) / 100).max(1);
    let mut new = String::new();
    let mut done = 0;
    for span in random.choose(count, spans.len()).into_iter().filter_map(|at| spans.get(at)) {
        new.push_str(Span::new(done, span.start).of(text));
        let old = span.of(text);
        let drawn: Vec<&String> = (0..4).filter_map(|_| random.pick(words)).collect();
        let word = drawn.iter().find(|word| !word.eq_ignore_ascii_case(old));
        new.push_str(word.map_or("thus", |word| word));
        done = span.end;
    }
    new.push_str(text.get(done..).unwrap_or(""));
    new
}

/// Returns one half of the words.
fn half<'t>(text: &'t str, random: &mut Random) -> &'t str {
    let spans = words_of(text);
    let middle = spans.get(spans.len() / 2).map_or(text.len(), |span| span.start);
    let (first, second) = text.split_at_checked(middle).unwrap_or((text, ""));
    if random.below(2) == 0 { first.trim_end() } else { second }
}

/// Writes curly marks straight and straight ones curly, dashes otherwise, and some spaces as such
/// that do not break; `last` is the character before.
fn restyle(text: &str, mut last: char, random: &mut Random) -> String {
    let mut new = String::with_capacity(text.len());
    for c in text.chars() {
        let opens = last.is_whitespace() || matches!(last, '(' | '[' | '—' | '–');
        last = c;
        match c {
            '“' | '”' => new.push('"'),
            '‘' | '’' => new.push('\''),
            '"' => new.push(if opens { '“' } else { '”' }),
            '\'' => new.push(if opens { '‘' } else { '’' }),
            '–' | '—' => new.push('-'),
            '-' if opens => new.push('–'),
            '…' => new.push_str("..."),
            '\u{a0}' => new.push(' '),
            ' ' if random.below(8) == 0 => new.push('\u{a0}'),
            ' ' if random.below(16) == 0 => new.push_str("  "),
            c => new.push(c),
        }
    }
    new
}
