//! Laying the words of a kept passage beside those of a text: which word answers to which, and
//! how alike the two are. Who is compared with whom is decided in [`super::fuzzy`].

use super::words::Word;

/// A wording with the text that its words are taken from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wording<'t> {
    /// The text.
    pub(crate) text: &'t str,
    /// Its words, or a stretch of them.
    pub(crate) words: &'t [Word],
}

/// For each kept word the index of the word that stands in its place, ascending.
pub(crate) type Pairs = Vec<Option<usize>>;

/// What was done to reach a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The first row: the text before is free.
    Start,
    /// Both words stand beside each other.
    Pair,
    /// The kept word is gone.
    Gone,
    /// The text's word is new.
    New,
}

/// Cost of what cannot be reached.
const NEVER: u32 = u32::MAX;

/// Lays all of `kept` into `text` with the least weight of words replaced, gone and new; text
/// before and behind is free. Kept word `i` is looked for within `slack` words of
/// `diagonal + i`. O(kept · slack) in time and space.
pub(crate) fn lay(kept: &[Word], text: &[Word], diagonal: isize, slack: usize) -> Pairs {
    let wide = 2 * slack + 1;
    // Column `c` of row `i` stands for `consumed(i, c)` words of the text lying before.
    let consumed = |row: usize, column: usize| {
        let at = diagonal.checked_add_unsigned(row + column)?.checked_sub_unsigned(slack)?;
        usize::try_from(at).ok().filter(|&at| at <= text.len())
    };
    let mut steps = vec![Step::Start; wide * (kept.len() + 1)];
    let first = |column| if consumed(0, column).is_some() { 0 } else { NEVER };
    // One more than there are columns, so that each has one to its right.
    let mut above: Vec<u32> = (0..wide).map(first).chain([NEVER]).collect();
    let mut current: Vec<u32> = Vec::with_capacity(wide + 1);
    for (row, word) in kept.iter().enumerate() {
        let (mut left, lost) = (NEVER, gone(word));
        let row_steps = steps.iter_mut().skip((row + 1) * wide).take(wide).enumerate();
        let costs = above.iter().zip(above.iter().skip(1));
        for ((column, step), (&diagonal, &above)) in row_steps.zip(costs) {
            let at = consumed(row + 1, column);
            let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| text.get(at));
            let (mut cost, mut taken) = (NEVER, Step::Start);
            if let Some(other) = before {
                let pair = if other.hash == word.hash { 0 } else { replaced(word, other) };
                (cost, taken) = (diagonal.saturating_add(pair), Step::Pair);
            }
            let gone = above.saturating_add(lost);
            if at.is_some() && gone < cost {
                (cost, taken) = (gone, Step::Gone);
            }
            let new = before.map_or(NEVER, |other| left.saturating_add(new(other)));
            if new < cost {
                (cost, taken) = (new, Step::New);
            }
            *step = taken;
            current.push(cost);
            left = cost;
        }
        current.push(NEVER);
        std::mem::swap(&mut above, &mut current);
        current.clear();
    }
    let reached = above.iter().enumerate().filter(|&(_, &cost)| cost < NEVER);
    let best = reached.map(|(column, &cost)| (cost, column.abs_diff(slack), column)).min();
    let mut pairs = vec![None; kept.len()];
    let Some((_, _, mut column)) = best else { return pairs };
    let mut row = kept.len();
    while row > 0 {
        match steps.get(row * wide + column) {
            Some(Step::Pair) => {
                row -= 1;
                if let (Some(pair), Some(at)) = (pairs.get_mut(row), consumed(row, column)) {
                    *pair = Some(at);
                }
            }
            Some(Step::Gone) => {
                row -= 1;
                column += 1;
            }
            Some(Step::New) if column > 0 => column -= 1,
            _ => break,
        }
    }
    pairs
}

/// Lays all of `kept` beside all of `text`. O(kept · text), or no words answer to any if that is
/// more than a few thousand by a few thousand.
pub(crate) fn lay_between(kept: &[Word], text: &[Word]) -> Pairs {
    const CELLS: usize = 1 << 22;
    if (kept.len() + 1) * (text.len() + 1) > CELLS {
        return vec![None; kept.len()];
    }
    let wide = text.len() + 1;
    let mut row: Vec<u32> = Vec::with_capacity(wide);
    row.push(0);
    row.extend(text.iter().scan(0, |cost, word| {
        *cost += new(word);
        Some(*cost)
    }));
    let mut steps = vec![Step::New; wide];
    for word in kept {
        let mut diagonal = row.first().copied().unwrap_or(0);
        let mut left = diagonal + gone(word);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        steps.push(Step::Gone);
        for (other, cell) in text.iter().zip(row.iter_mut().skip(1)) {
            let pair = if other.hash == word.hash { 0 } else { replaced(word, other) };
            let (cost, step) = [
                (diagonal + pair, Step::Pair),
                (*cell + gone(word), Step::Gone),
                (left + new(other), Step::New),
            ]
            .into_iter()
            .min_by_key(|&(cost, _)| cost)
            .unwrap_or((left, Step::New));
            diagonal = *cell;
            *cell = cost;
            left = cost;
            steps.push(step);
        }
    }
    let mut pairs = vec![None; kept.len()];
    let (mut row, mut column) = (kept.len(), text.len());
    while row > 0 {
        match steps.get(row * wide + column) {
            Some(Step::Pair) => {
                (row, column) = (row - 1, column.saturating_sub(1));
                if let Some(pair) = pairs.get_mut(row) {
                    *pair = Some(column);
                }
            }
            Some(Step::New) if column > 0 => column -= 1,
            _ => row -= 1,
        }
    }
    pairs
}

/// Returns the cost of a replaced word.
fn replaced(kept: &Word, other: &Word) -> u32 {
    2 * kept.weight().max(other.weight()) + 1
}

/// Returns the cost of a new word.
fn new(other: &Word) -> u32 {
    2 * other.weight()
}

/// Returns the cost of a lost word: a little above that of a new one, so that a word that stands
/// is not given up for an equal gain.
fn gone(kept: &Word) -> u32 {
    2 * kept.weight() + 1
}

/// Returns how alike a wording is to what stands for it, from 0 to 1, by letters: `pairs` are
/// those of the kept words, `found` the text's words from `offset` on that they stand against.
pub(crate) fn likeness(
    kept: Wording<'_>,
    pairs: &[Option<usize>],
    found: Wording<'_>,
    offset: usize,
) -> f64 {
    let weight = |words: &[Word]| words.iter().map(|word| u64::from(word.weight())).sum::<u64>();
    let whole = weight(kept.words).max(weight(found.words));
    if whole == 0 {
        return 0.0;
    }
    let shared: f64 = kept
        .words
        .iter()
        .zip(pairs)
        .filter_map(|(word, pair)| {
            let other = found.words.get((*pair)?.checked_sub(offset)?)?;
            let longer = f64::from(word.weight().max(other.weight()));
            if word.hash == other.hash {
                return Some(f64::from(word.weight()));
            }
            let alike = word_likeness(word.span().of(kept.text), other.span().of(found.text));
            // Half of the letters of any two words agree by chance; that is no likeness.
            (alike >= 0.5).then_some(alike * longer)
        })
        .sum();
    (shared / whole as f64).min(1.0)
}

/// Returns 1 − edit distance / longer length, in characters, 0 for words beyond 32.
fn word_likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let longer = a.len().max(b.len());
    if longer > 32 || longer == 0 {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(x != y);
            diagonal = *cell;
            *cell = replaced.min(diagonal + 1).min(left + 1);
            left = *cell;
        }
    }
    let distance = row.last().copied().unwrap_or(longer);
    1.0 - distance as f64 / longer as f64
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    /// Shows each kept word with what stands in its place.
    fn laid(kept: &str, text: &str, diagonal: isize, slack: usize) -> String {
        let (q, t) = (words(kept), words(text));
        lay(&q, &t, diagonal, slack)
            .iter()
            .zip(&q)
            .map(|(pair, word)| {
                let other = pair.map_or("∅", |at| t[at].span().of(text));
                format!("{}={other} ", word.span().of(kept))
            })
            .collect::<String>()
            .trim()
            .to_owned()
    }

    #[test]
    fn words_answer_to_words() {
        for (kept, text, diagonal, expected) in [
            ("b c", "a b c d", 1, "b=b c=c"),
            ("b c", "a b c d", 0, "b=b c=c"),
            ("aa bb cc", "aa xx cc", 0, "aa=aa bb=xx cc=cc"),
            ("aa bb cc", "aa cc", 0, "aa=aa bb=∅ cc=cc"),
            ("aa bb cc", "aa xx bb cc", 0, "aa=aa bb=bb cc=cc"),
            // What lies behind is free, so that a replaced last word costs less than new ones.
            ("aa bb", "aa xx yy bb", 0, "aa=aa bb=xx"),
            ("aa bb", "", 0, "aa=∅ bb=∅"),
            ("", "aa", 0, ""),
            ("aa bb", "aa bb", 90, "aa=∅ bb=∅"),
            ("aa bb", "aa bb", -90, "aa=∅ bb=∅"),
        ] {
            assert_eq!(laid(kept, text, diagonal, 4), expected, "{kept} | {text}");
        }
    }

    #[test]
    fn likeness_goes_by_letters() {
        for (kept, text, expected) in [
            ("harbour pilots", "harbour pilots", 100),
            ("harbour pilots", "harbour crews", 53),
            ("the harbour pilots", "the harbor pilots", 93),
            ("harbour", "election", 0),
        ] {
            let (q, t) = (words(kept), words(text));
            let pairs = lay(&q, &t, 0, 4);
            let found =
                likeness(Wording { text: kept, words: &q }, &pairs, Wording { text, words: &t }, 0);
            assert_eq!((found * 100.0).floor() as u32, expected, "{kept} | {text}");
        }
    }
}
