//! The linear chain over the tags of a stretch: the best path, and how likely each tag is.
//!
//! Lafferty, McCallum and Pereira, “Conditional Random Fields”, 2001. What the tagger calls is
//! inlined, for it chooses the instructions.

use super::TAGS;
use super::lanes::{LANES, Lanes, Numbers, Task, dispatch};
use std::array;

/// A number for each tag.
pub type Scores = [f32; TAGS];

// A vector holds a number for each tag.
const _: () = assert!(TAGS == LANES);

/// What steps from one tag to another add to a path.
pub struct Chain {
    scores: [Scores; TAGS],
    /// What the scores multiply a likelihood with, and the same with rows for columns.
    onward: [Numbers; TAGS],
    backward: [Numbers; TAGS],
}

impl Chain {
    /// Takes the scores of the steps, a row for each tag that a step leaves.
    #[must_use]
    pub fn new(scores: [Scores; TAGS]) -> Self {
        let onward = scores.map(|row| Numbers(row.map(f32::exp)));
        let to = |tag: usize| onward.map(|row| row.0.get(tag).copied().unwrap_or_default());
        Self { onward, backward: array::from_fn(|tag| Numbers(to(tag))), scores }
    }
}

/// Returns the tags of the best path (Viterbi); O(n).
#[inline(always)]
pub(super) fn best_path(scores: &[Scores], chain: &Chain) -> Vec<usize> {
    let Some((first, rest)) = scores.split_first() else { return Vec::new() };
    let mut best = *first;
    let mut back: Vec<[u32; TAGS]> = Vec::with_capacity(scores.len());
    for score in rest {
        let mut top = [f32::MIN; TAGS];
        let mut from = [0_u32; TAGS];
        for (k, (before, row)) in (0_u32..).zip(best.iter().zip(&chain.scores)) {
            for ((top, from), step) in top.iter_mut().zip(&mut from).zip(row) {
                let sum = before + step;
                let better = sum > *top;
                *top = if better { sum } else { *top };
                *from = if better { k } else { *from };
            }
        }
        for (top, score) in top.iter_mut().zip(score) {
            *top += score;
        }
        best = top;
        back.push(from);
    }
    let mut at = best.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(k, _)| k);
    let mut path = Vec::with_capacity(scores.len());
    path.push(at);
    for from in back.iter().rev() {
        at = from.get(at).copied().map_or(0, |k| k as usize);
        path.push(at);
    }
    path.reverse();
    path
}

/// What is expected of a stretch, and the logarithm of the sum over all paths.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// Probabilities of the tags, token by token.
    pub tags: Vec<Scores>,
    /// Expected number of steps from one tag (row) to another, summed over the stretch.
    pub steps: [Scores; TAGS],
    /// Logarithm of the sum over all paths.
    pub total: f64,
}

/// Returns what is expected of a stretch (forward-backward); O(n).
#[must_use]
pub fn expect(scores: &[Scores], chain: &Chain) -> Expectation {
    dispatch(Expecting { scores, chain })
}

/// What is expected of a stretch.
struct Expecting<'a> {
    scores: &'a [Scores],
    chain: &'a Chain,
}

impl Task for Expecting<'_> {
    type Output = Expectation;

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) -> Expectation {
        let Self { scores, chain } = self;
        let mut steps = [[0.0; TAGS]; TAGS];
        let (tags, total) = pass(lanes, scores, chain, |before, next| {
            let mut pairs = [[0.0; TAGS]; TAGS];
            let mut sum = 0.0;
            for ((pairs, before), step) in pairs.iter_mut().zip(before.0).zip(&chain.onward) {
                for ((pair, step), next) in pairs.iter_mut().zip(step.0).zip(next.0) {
                    *pair = before * step * next;
                    sum += *pair;
                }
            }
            for (steps, pairs) in steps.iter_mut().zip(&pairs) {
                for (steps, pair) in steps.iter_mut().zip(pairs) {
                    *steps += pair / sum;
                }
            }
        });
        Expectation { tags, steps, total }
    }
}

/// Returns how likely each tag is at each token (forward-backward); O(n).
#[inline(always)]
pub(super) fn likelihoods<L: Lanes>(lanes: L, scores: &[Scores], chain: &Chain) -> Vec<Scores> {
    pass(lanes, scores, chain, |_, _| ()).0
}

/// Goes forward and backward; shows `pair` for each two tokens what leads to the first and what
/// leads from the second.
///
/// Numbers are scaled at each token by the sum at the one before, so that no logarithm is taken
/// inside the loops and no token waits for a sum of its own.
#[inline(always)]
fn pass<L: Lanes>(
    lanes: L,
    scores: &[Scores],
    chain: &Chain,
    mut pair: impl FnMut(&Numbers, &Numbers),
) -> (Vec<Scores>, f64) {
    let mut total = 0.0;
    let mut own = Vec::with_capacity(scores.len());
    let mut ahead: Vec<Numbers> = Vec::with_capacity(scores.len());
    let mut last = Numbers([1.0; TAGS]);
    let mut sum = 1.0;
    for (at, score) in scores.iter().enumerate() {
        let top = score.iter().copied().fold(f32::MIN, f32::max);
        let above = lanes.minus(lanes.load(&Numbers(*score)), lanes.splat(top));
        let likely = exp(lanes, above);
        own.push(lanes.store(likely));
        let scaled = lanes.times(likely, lanes.splat(1.0 / sum));
        total += f64::from(top) + f64::from(sum.ln());
        if at > 0 {
            last = lanes.store(lanes.times(step(lanes, &last, &chain.onward), scaled));
        } else {
            last = lanes.store(scaled);
        }
        sum = total_of(&last);
        ahead.push(last);
    }
    total += f64::from(sum.ln());
    let mut tags = vec![[0.0; TAGS]; scores.len()];
    let mut behind = Numbers([1.0; TAGS]);
    let mut later: Option<Numbers> = None;
    for ((own, ahead), tags) in own.iter().zip(&ahead).zip(&mut tags).rev() {
        if let Some(next) = later {
            pair(ahead, &next);
            let scale = lanes.splat(1.0 / total_of(&next));
            behind = lanes.store(lanes.times(step(lanes, &next, &chain.backward), scale));
        }
        let both = lanes.times(lanes.load(ahead), lanes.load(&behind));
        let share = lanes.splat(1.0 / total_of(&lanes.store(both)));
        *tags = lanes.store(lanes.times(both, share)).0;
        later = Some(lanes.store(lanes.times(lanes.load(&behind), lanes.load(own))));
    }
    (tags, total)
}

/// Adds up the rows, each as often as the number of its tag says.
#[inline(always)]
fn step<L: Lanes>(lanes: L, numbers: &Numbers, rows: &[Numbers; TAGS]) -> L::Floats {
    let Numbers([a, b, c, d, e, f, g, h]) = *numbers;
    let [of_a, of_b, of_c, of_d, of_e, of_f, of_g, of_h] = rows;
    let row = |number, row: &Numbers| lanes.times(lanes.splat(number), lanes.load(row));
    let first = lanes.plus(row(a, of_a), row(b, of_b));
    let second = lanes.plus(row(c, of_c), row(d, of_d));
    let third = lanes.plus(row(e, of_e), row(f, of_f));
    let last = lanes.plus(row(g, of_g), row(h, of_h));
    lanes.plus(lanes.plus(first, second), lanes.plus(third, last))
}

/// Adds up in pairs, which waits for three sums instead of seven.
#[inline(always)]
fn total_of(&Numbers([a, b, c, d, e, f, g, h]): &Numbers) -> f32 {
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// e to the power of numbers from −32 to 0, to five digits where it is more than 0.01: the series
/// of a sixty-fourth of them, squared six times.
#[inline(always)]
fn exp<L: Lanes>(lanes: L, x: L::Floats) -> L::Floats {
    let one = lanes.splat(1.0);
    let x = lanes.times(lanes.clamp(x, 32.0), lanes.splat(1.0 / 64.0));
    let mut power = one;
    for of in [4.0, 3.0, 2.0, 1.0_f32] {
        power = lanes.plus(one, lanes.times(power, lanes.times(x, lanes.splat(1.0 / of))));
    }
    for _ in 0..6 {
        power = lanes.times(power, power);
    }
    power
}

#[cfg(test)]
mod tests {
    use super::super::lanes::Every;
    use super::*;

    /// Scores that look drawn at random.
    fn scores(tokens: usize) -> Vec<Scores> {
        let number = |t: usize, k: usize| ((t * 31 + k * 17) % 23) as f32 / 7.0 - 1.5;
        (0..tokens).map(|t| std::array::from_fn(|k| number(t, k))).collect()
    }

    /// Every path of three tokens with its score.
    fn paths(scores: &[Scores], chain: &Chain) -> Vec<([usize; 3], f64)> {
        let tags = 0..TAGS;
        let all = tags.clone().flat_map(|a| {
            let tags = tags.clone();
            tags.clone().flat_map(move |b| tags.clone().map(move |c| [a, b, c]))
        });
        let score = |[a, b, c]: [usize; 3]| {
            let own = scores[0][a] + scores[1][b] + scores[2][c];
            f64::from(own + chain.scores[a][b] + chain.scores[b][c])
        };
        all.map(|path| (path, score(path))).collect()
    }

    #[test]
    fn three_tokens_agree_with_every_path_counted() {
        let chain = scores(TAGS + 5);
        let (scores, chain) = (scores(3), &Chain::new(array::from_fn(|row| chain[row + 5])));
        let paths = paths(&scores, chain);
        let best = paths.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(path, _)| path.to_vec());
        assert_eq!(Some(best_path(&scores, chain)), best);

        let found = expect(&scores, chain);
        let sum: f64 = paths.iter().map(|(_, score)| score.exp()).sum();
        assert!((found.total - sum.ln()).abs() < 1e-4);
        for tag in 0..TAGS {
            let with: f64 =
                paths.iter().filter(|(path, _)| path[1] == tag).map(|(_, score)| score.exp()).sum();
            assert!((f64::from(found.tags[1][tag]) - with / sum).abs() < 1e-4);
        }
        let both: f64 = paths
            .iter()
            .map(|(path, score)| {
                let steps = path.windows(2).filter(|pair| *pair == [2, 5]).count();
                steps as f64 * score.exp() / sum
            })
            .sum();
        assert!((f64::from(found.steps[2][5]) - both).abs() < 1e-4);
        assert_eq!(found.tags, likelihoods(Every, &scores, chain));
    }
}
