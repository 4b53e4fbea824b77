//! The linear chain over the tags of a stretch: the best path, and how likely each tag is.
//!
//! Lafferty, McCallum and Pereira, “Conditional Random Fields”, 2001. `chain[a][b]` is the score
//! of tag `b` behind tag `a`. What the tagger calls is inlined, for it chooses the instructions.

use super::tag::TAGS;

/// A number for each tag.
pub type Scores = [f32; TAGS];

/// Returns the tags of the best path (Viterbi); O(n).
#[inline(always)]
pub(crate) fn best_path(scores: &[Scores], chain: &[Scores]) -> Vec<usize> {
    let Some((first, rest)) = scores.split_first() else { return Vec::new() };
    let mut best = *first;
    let mut back: Vec<[u32; TAGS]> = Vec::with_capacity(scores.len());
    for score in rest {
        let mut top = [f32::MIN; TAGS];
        let mut from = [0_u32; TAGS];
        for (k, (before, row)) in (0_u32..).zip(best.iter().zip(chain)) {
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

/// Returns how likely each tag is at each token (forward-backward); O(n).
#[inline(always)]
pub(crate) fn likelihoods(scores: &[Scores], chain: &[Scores]) -> Vec<Scores> {
    pass(scores, chain, |_, _, _| ()).0
}

/// Returns what is expected of a stretch (forward-backward); O(n).
#[must_use]
pub fn expect(scores: &[Scores], chain: &[Scores]) -> Expectation {
    let mut steps = [[0.0; TAGS]; TAGS];
    let (tags, total) = pass(scores, chain, |before, step, next| {
        let mut pairs = [[0.0; TAGS]; TAGS];
        let mut sum = 0.0;
        for ((pairs, before), step) in pairs.iter_mut().zip(before).zip(step) {
            for ((pair, step), next) in pairs.iter_mut().zip(step).zip(next) {
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

/// Goes forward and backward; shows `pair` for each two tokens what leads to the first, the steps
/// between, and what leads from the second. Numbers are scaled at each token, so that no
/// logarithm is taken inside the loops.
#[inline(always)]
fn pass(
    scores: &[Scores],
    chain: &[Scores],
    mut pair: impl FnMut(&Scores, &[Scores], &Scores),
) -> (Vec<Scores>, f64) {
    let step: Vec<Scores> = chain.iter().map(|row| row.map(f32::exp)).collect();
    // Turned over, so that the way back adds up whole rows as the way there does.
    let mut turned = [[0.0; TAGS]; TAGS];
    for (from, row) in step.iter().enumerate() {
        for (turned, &step) in turned.iter_mut().zip(row) {
            turned.iter_mut().skip(from).take(1).for_each(|place| *place = step);
        }
    }
    let mut total = 0.0;
    let mut local: Vec<Scores> = Vec::with_capacity(scores.len());
    let mut tags: Vec<Scores> = Vec::with_capacity(scores.len());
    for score in scores {
        let top = score.iter().copied().fold(f32::MIN, f32::max);
        let own = score.map(|score| (score - top).exp());
        let mut sum = tags.last().map_or([1.0; TAGS], |last| onward(last, &step));
        times(&mut sum, &own);
        total += f64::from(top) + f64::from(normalise(&mut sum).ln());
        local.push(own);
        tags.push(sum);
    }
    let mut behind = [1.0; TAGS];
    let mut later: Option<Scores> = None;
    for (own, tags) in local.iter().zip(&mut tags).rev() {
        if let Some(next) = later {
            pair(tags, &step, &next);
            behind = onward(&next, &turned);
            normalise(&mut behind);
        }
        times(tags, &behind);
        normalise(tags);
        let mut next = behind;
        times(&mut next, own);
        later = Some(next);
    }
    (tags, total)
}

#[inline(always)]
fn onward(from: &Scores, step: &[Scores]) -> Scores {
    let mut to = [0.0; TAGS];
    for (from, step) in from.iter().zip(step) {
        for (to, step) in to.iter_mut().zip(step) {
            *to += from * step;
        }
    }
    to
}

#[inline(always)]
fn times(own: &mut Scores, other: &Scores) {
    for (own, other) in own.iter_mut().zip(other) {
        *own *= other;
    }
}

/// Makes the numbers sum to one; returns what they summed to.
#[inline(always)]
fn normalise(of: &mut Scores) -> f32 {
    let sum = of.iter().sum::<f32>();
    for x in of {
        *x /= sum;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that look drawn at random.
    fn scores(tokens: usize) -> Vec<Scores> {
        let number = |t: usize, k: usize| ((t * 31 + k * 17) % 23) as f32 / 7.0 - 1.5;
        (0..tokens).map(|t| std::array::from_fn(|k| number(t, k))).collect()
    }

    /// Every path of three tokens with its score.
    fn paths(scores: &[Scores], chain: &[Scores]) -> Vec<([usize; 3], f64)> {
        let tags = 0..TAGS;
        let all = tags.clone().flat_map(|a| {
            let tags = tags.clone();
            tags.clone().flat_map(move |b| tags.clone().map(move |c| [a, b, c]))
        });
        let score = |[a, b, c]: [usize; 3]| {
            let own = scores[0][a] + scores[1][b] + scores[2][c];
            f64::from(own + chain[a][b] + chain[b][c])
        };
        all.map(|path| (path, score(path))).collect()
    }

    #[test]
    fn three_tokens_agree_with_every_path_counted() {
        let (scores, chain) = (scores(3), scores(TAGS + 5));
        let chain = &chain[5..];
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
        assert_eq!(found.tags, likelihoods(&scores, chain));
    }
}
