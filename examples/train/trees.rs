//! Grows boosted trees of two questions each, for a yes or no (Friedman, 2001; steps as of Newton).

use crate::net::Random;
use pullquote::annotate::learn::TREE;

/// How many trees are grown.
const TREES: usize = 200;
/// How much of each tree's answer counts.
const RATE: f64 = 0.08;
/// Pull of the answers towards zero.
const PULL: f64 = 5.0;
/// Least examples behind an answer.
const LEAST: usize = 20;
/// Most limits that are tried of a feature.
const LIMITS: usize = 63;
/// Share of the features of which a tree may ask.
const SHARE: f32 = 0.5;

/// The examples, with features as places among the limits.
struct Grower {
    /// Limits by feature, ascending.
    limits: Vec<Vec<f32>>,
    /// Feature by feature, how many of its limits each example lies above.
    places: Vec<Vec<u8>>,
    /// Slope and curvature of the loss at each example.
    slopes: Vec<(f64, f64)>,
}

/// The best question about some examples.
#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    feature: usize,
    limit: usize,
}

/// Returns the numbers of trees that tell examples with `yes` from others.
pub(crate) fn grow<const N: usize>(features: &[[f32; N]], yes: &[bool], seed: u64) -> Vec<f32> {
    let mut random = Random(seed);
    let limits: Vec<Vec<f32>> =
        (0..N).map(|of| limits(features.iter().map(|features| features[of]).collect())).collect();
    let place = |of: usize| {
        let place = |features: &[f32; N]| limits[of].partition_point(|&l| l < features[of]) as u8;
        features.iter().map(place).collect()
    };
    let places = (0..N).map(place).collect();
    let mut grower = Grower { limits, places, slopes: vec![(0.0, 0.0); yes.len()] };
    let share = yes.iter().filter(|&&yes| yes).count() as f64 / yes.len().max(1) as f64;
    let start = (share / (1.0 - share)).ln();
    let mut sums = vec![start; yes.len()];
    let all: Vec<usize> = (0..yes.len()).collect();
    let mut numbers = Vec::with_capacity(TREES * TREE);
    for tree in 0..TREES {
        for ((slope, sum), yes) in grower.slopes.iter_mut().zip(&sums).zip(yes) {
            let likely = 1.0 / (1.0 + (-sum).exp());
            *slope = (likely - if *yes { 1.0 } else { 0.0 }, likely * (1.0 - likely));
        }
        let drawn: Vec<usize> = (0..N).filter(|_| random.unit() < SHARE).collect();
        let asked = if drawn.is_empty() { (0..N).collect() } else { drawn };
        let (question, sides) = grower.part(&all, &asked);
        let parts = sides.map(|side| grower.part(&side, &asked));
        numbers.extend(question);
        parts.iter().for_each(|(question, _)| numbers.extend(question));
        for side in parts.iter().flat_map(|(_, sides)| sides) {
            let answer = grower.answer(side);
            side.iter().for_each(|&at| sums[at] += answer);
            // The first tree says where all begin.
            numbers.push((if tree == 0 { answer + start } else { answer }) as f32);
        }
    }
    numbers
}

/// Limits between the values of a feature, about as many examples between each two.
fn limits(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    let count = values.len();
    let mut distinct = values.clone();
    distinct.dedup();
    let between = |pair: &[f32]| f32::midpoint(pair[0], pair[1]);
    if distinct.len() <= LIMITS {
        return distinct.windows(2).map(between).collect();
    }
    let mut limits = Vec::new();
    for step in 1..=LIMITS {
        let at = step * count / (LIMITS + 1);
        let next = values[at..].iter().find(|&&value| value > values[at]);
        limits.extend(next.map(|&next| between(&[values[at], next])));
    }
    limits.dedup();
    limits
}

impl Grower {
    /// Returns the best question about some examples, as it is written down, and those on its
    /// sides; where no question helps all say no to one.
    fn part(&self, examples: &[usize], asked: &[usize]) -> ([f32; 2], [Vec<usize>; 2]) {
        let best = asked.iter().filter_map(|&feature| self.split(examples, feature));
        let best = best.reduce(|best, other| if other.gain > best.gain { other } else { best });
        let Some(Split { feature, limit, .. }) = best else {
            return ([0.0, f32::MAX], [examples.to_vec(), Vec::new()]);
        };
        let (yes, no) =
            examples.iter().copied().partition(|&at| usize::from(self.places[feature][at]) > limit);
        ([feature as f32, self.limits[feature][limit]], [no, yes])
    }

    fn split(&self, examples: &[usize], feature: usize) -> Option<Split> {
        let mut sums = [(0.0_f64, 0.0_f64, 0_usize); LIMITS + 1];
        for &at in examples {
            let sum = &mut sums[usize::from(self.places[feature][at])];
            let (slope, curve) = self.slopes[at];
            *sum = (sum.0 + slope, sum.1 + curve, sum.2 + 1);
        }
        let add = |a: (f64, f64, usize), b: &(f64, f64, usize)| (a.0 + b.0, a.1 + b.1, a.2 + b.2);
        let all = sums.iter().fold((0.0, 0.0, 0), add);
        let worth = |of: (f64, f64, usize)| of.0 * of.0 / (of.1 + PULL);
        let mut below = (0.0, 0.0, 0);
        let mut best: Option<Split> = None;
        for (limit, sum) in sums.iter().enumerate().take(self.limits[feature].len()) {
            below = add(below, sum);
            let above = (all.0 - below.0, all.1 - below.1, all.2 - below.2);
            if below.2 < LEAST || above.2 < LEAST {
                continue;
            }
            let gain = worth(below) + worth(above) - worth(all);
            if gain > best.map_or(1e-9, |best| best.gain) {
                best = Some(Split { gain, feature, limit });
            }
        }
        best
    }

    fn answer(&self, examples: &[usize]) -> f64 {
        let sum = |sum: (f64, f64), &at: &usize| {
            let (slope, curve) = self.slopes[at];
            (sum.0 + slope, sum.1 + curve)
        };
        let (slope, curve) = examples.iter().fold((0.0, 0.0), sum);
        -RATE * slope / (curve + PULL)
    }
}
