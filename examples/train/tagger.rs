//! The network of the tagger, with its slopes: the same sums as the library's inference.

use crate::corpus::Example;
use crate::net::{Param, Random, add_scaled, mul_add, mul_back, squash, squash_slope};
use crate::pointer::{Pointer, PointerSlopes};
use pullquote::annotate::learn::{
    Chain, FEATURES, ROW_BITS, Rows, STEM_FEATURES, Scores, WORD_FEATURES, expect,
};
use pullquote::annotate::tag::{DIM, HIDDEN, TAGS};
use std::collections::HashMap;

/// Gates of a layer: candidate and forget gate, in both directions.
const GATES: usize = 4 * HIDDEN;
const BOTH: usize = 2 * HIDDEN;

/// Share of the tokens whose word is hidden, so that the others' evidence is learned as well.
const WORD_DROP: f32 = 0.4;
/// How much more often a rare word is hidden, for most words of other articles are rare: a word
/// that stands `n` times in `RARE` of `RARE + n` (Kiperwasser and Goldberg, 2016).
const RARE: f32 = 1.0;
/// Share of the tokens whose stem or ending is hidden.
const STEM_DROP: f32 = 0.15;
/// Share of the units that are put out.
const DROP: f32 = 0.2;

/// The network.
#[derive(Clone)]
pub(crate) struct Tagger {
    pub(crate) rows: Param,
    /// Weights (input × gates) and biases.
    pub(crate) layers: [(Param, Param); 2],
    pub(crate) out: Param,
    pub(crate) out_bias: Param,
    pub(crate) chain: Param,
    pub(crate) pointer: Pointer,
}

/// Slopes of every parameter, summed over examples.
pub(crate) struct Slopes {
    rows: Vec<f32>,
    /// Which rows are not zero.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    layers: [(Vec<f32>, Vec<f32>); 2],
    out: Vec<f32>,
    out_bias: Vec<f32>,
    chain: Vec<f32>,
    pointer: PointerSlopes,
}

impl Slopes {
    fn touch(&mut self, row: u32) -> &mut [f32] {
        if !std::mem::replace(&mut self.is_touched[row as usize], true) {
            self.touched.push(row);
        }
        &mut self.rows[row as usize * DIM..][..DIM]
    }

    fn dense(&mut self) -> Vec<&mut Vec<f32>> {
        let [(w1, b1), (w2, b2)] = &mut self.layers;
        let mut dense = vec![w1, b1, w2, b2, &mut self.out, &mut self.out_bias, &mut self.chain];
        dense.extend(self.pointer.all());
        dense
    }

    /// Adds another's slopes and sets those to zero.
    pub(crate) fn take(&mut self, other: &mut Self) {
        for row in std::mem::take(&mut other.touched) {
            other.is_touched[row as usize] = false;
            let from = row as usize * DIM;
            add_scaled(self.touch(row), &other.rows[from..from + DIM], 1.0);
            other.rows[from..from + DIM].fill(0.0);
        }
        for (own, other) in self.dense().into_iter().zip(other.dense()) {
            add_scaled(own, other, 1.0);
            other.fill(0.0);
        }
    }
}

/// What a layer computed.
struct Pass {
    inputs: Vec<f32>,
    gates: Vec<f32>,
    states: Vec<f32>,
}

/// How often each word is hidden.
pub(crate) struct Hidden(HashMap<[u32; 2], f32>);

impl Hidden {
    pub(crate) fn of(examples: &[&Example]) -> Self {
        let mut counts = HashMap::new();
        for rows in examples.iter().flat_map(|example| &example.rows) {
            *counts.entry(word(rows)).or_insert(0.0) += 1.0;
        }
        let share = |count: f32| (RARE / (RARE + count)).max(WORD_DROP);
        Self(counts.into_iter().map(|(word, count)| (word, share(count))).collect())
    }

    fn share(&self, rows: &Rows) -> f32 {
        self.0.get(&word(rows)).copied().unwrap_or(WORD_DROP)
    }
}

/// The rows by which a word is told from others.
fn word(rows: &Rows) -> [u32; 2] {
    [rows[WORD_FEATURES[0]], rows[WORD_FEATURES[1]]]
}

/// What is left out while learning.
struct Dropped {
    /// Bits of the features that each token keeps.
    kept: Vec<u16>,
    /// Factors of the inputs of both layers and of the output.
    units: [Vec<f32>; 3],
}

impl Dropped {
    fn draw(rows: &[Rows], hidden: &Hidden, random: &mut Random) -> Self {
        let mut kept = vec![u16::MAX; rows.len()];
        for (kept, rows) in kept.iter_mut().zip(rows) {
            if random.unit() < hidden.share(rows) {
                WORD_FEATURES.iter().for_each(|feature| *kept &= !(1 << feature));
            }
            for feature in STEM_FEATURES {
                if random.unit() < STEM_DROP {
                    *kept &= !(1 << feature);
                }
            }
        }
        Self { kept, units: [DIM, BOTH, 2 * BOTH].map(|len| random.dropout(len, DROP)) }
    }
}

// A token's features have a bit each.
const _: () = assert!(FEATURES <= 16);

fn scale(values: &mut [f32], factors: &[f32]) {
    for own in values.chunks_exact_mut(factors.len()) {
        own.iter_mut().zip(factors).for_each(|(value, factor)| *value *= factor);
    }
}

impl Tagger {
    pub(crate) fn new(random: &mut Random) -> Self {
        let mut layer = |input: usize| {
            let scale = (3.0 / input as f32).sqrt();
            (Param::new(input * GATES, scale, random), Param::zeros(GATES))
        };
        let layers = [layer(DIM), layer(BOTH)];
        Self {
            rows: Param::new(DIM << ROW_BITS, 0.1, random),
            layers,
            out: Param::new(2 * BOTH * TAGS, 0.1, random),
            out_bias: Param::zeros(TAGS),
            chain: Param::zeros(TAGS * TAGS),
            pointer: Pointer::new(BOTH, random),
        }
    }

    /// Slopes that are zero.
    pub(crate) fn slopes(&self) -> Slopes {
        let zeros = |of: &Param| vec![0.0; of.w.len()];
        Slopes {
            rows: zeros(&self.rows),
            touched: Vec::new(),
            is_touched: vec![false; 1 << ROW_BITS],
            layers: [0, 1].map(|l| (zeros(&self.layers[l].0), zeros(&self.layers[l].1))),
            out: zeros(&self.out),
            out_bias: zeros(&self.out_bias),
            chain: zeros(&self.chain),
            pointer: self.pointer.slopes(),
        }
    }

    fn steps(&self) -> Chain {
        let mut steps = [[0.0; TAGS]; TAGS];
        steps.as_flattened_mut().copy_from_slice(&self.chain.w);
        Chain::new(steps)
    }

    fn forward(&self, rows: &[Rows], dropped: &Dropped) -> ([Pass; 2], Vec<Scores>) {
        let mut inputs = vec![0.0; rows.len() * DIM];
        for ((input, rows), kept) in inputs.chunks_exact_mut(DIM).zip(rows).zip(&dropped.kept) {
            for row in kept_rows(rows, *kept) {
                add_scaled(input, &self.rows.w[row as usize * DIM..][..DIM], 1.0);
            }
        }
        scale(&mut inputs, &dropped.units[0]);
        let first = self.run(0, inputs);
        let mut inputs = first.states.clone();
        scale(&mut inputs, &dropped.units[1]);
        let second = self.run(1, inputs);
        let mut scores = Vec::with_capacity(rows.len());
        for t in 0..rows.len() {
            let mut score = [0.0; TAGS];
            score.copy_from_slice(&self.out_bias.w);
            mul_add(&top(&first, &second, t, &dropped.units[2]), &self.out.w, &mut score);
            scores.push(score);
        }
        ([first, second], scores)
    }

    fn run(&self, layer: usize, inputs: Vec<f32>) -> Pass {
        let (weights, bias) = &self.layers[layer];
        let width = weights.w.len() / GATES;
        let tokens = inputs.len() / width;
        let mut gates = vec![0.0; tokens * GATES];
        for (gates, input) in gates.chunks_exact_mut(GATES).zip(inputs.chunks_exact(width)) {
            gates.copy_from_slice(&bias.w);
            mul_add(input, &weights.w, gates);
            gates.iter_mut().for_each(|x| *x = squash(*x));
        }
        let mut states = vec![0.0; tokens * BOTH];
        for direction in 0..2 {
            let mut last = [0.0; HIDDEN];
            for t in walk(tokens, direction) {
                let (z, f) = gate_pair(&gates, t, direction);
                let out = &mut states[t * BOTH + direction * HIDDEN..][..HIDDEN];
                for (((last, z), f), out) in last.iter_mut().zip(z).zip(f).zip(out) {
                    let keep = 0.5 + 0.5 * f;
                    *last = keep * *last + (1.0 - keep) * z;
                    *out = *last;
                }
            }
        }
        Pass { inputs, gates, states }
    }

    /// Adds the slopes of one example; returns the loss (negative log likelihood of its labels).
    pub(crate) fn learn(
        &self,
        example: &Example,
        hidden: &Hidden,
        random: &mut Random,
        slopes: &mut Slopes,
    ) -> f64 {
        let Example { rows, labels, .. } = example;
        let dropped = Dropped::draw(rows, hidden, random);
        let ([first, second], scores) = self.forward(rows, &dropped);
        let found = expect(&scores, &self.steps());
        let mut known = 0.0;
        for (slope, expected) in slopes.chain.iter_mut().zip(found.steps.as_flattened()) {
            *slope += expected;
        }
        for (from, to) in labels.iter().zip(labels.iter().skip(1)) {
            let step = usize::from(*from) * TAGS + usize::from(*to);
            slopes.chain[step] -= 1.0;
            known += self.chain.w[step];
        }
        let tops: Vec<Vec<f32>> =
            (0..rows.len()).map(|t| top(&first, &second, t, &dropped.units[2])).collect();
        let mut top_slopes = vec![vec![0.0; 2 * BOTH]; rows.len()];
        for (t, (found, &label)) in found.tags.iter().zip(labels).enumerate() {
            let mut score = *found;
            score[usize::from(label)] -= 1.0;
            known += scores[t][usize::from(label)];
            add_scaled(&mut slopes.out_bias, &score, 1.0);
            mul_back(&tops[t], &self.out.w, &score, &mut top_slopes[t], &mut slopes.out);
        }
        let mut loss = found.total - f64::from(known);
        loss += self.pointer.learn(example, &tops, &mut top_slopes, &mut slopes.pointer);
        let mut first_slopes = vec![0.0; rows.len() * BOTH];
        let mut second_slopes = vec![0.0; rows.len() * BOTH];
        for (t, own) in top_slopes.iter_mut().enumerate() {
            scale(own, &dropped.units[2]);
            second_slopes[t * BOTH..][..BOTH].copy_from_slice(&own[..BOTH]);
            first_slopes[t * BOTH..][..BOTH].copy_from_slice(&own[BOTH..]);
        }
        let mut inner = self.back(1, &second, &second_slopes, slopes);
        scale(&mut inner, &dropped.units[1]);
        add_scaled(&mut first_slopes, &inner, 1.0);
        let mut inner = self.back(0, &first, &first_slopes, slopes);
        scale(&mut inner, &dropped.units[0]);
        for ((inner, rows), kept) in inner.chunks_exact(DIM).zip(rows).zip(&dropped.kept) {
            for row in kept_rows(rows, *kept) {
                add_scaled(slopes.touch(row), inner, 1.0);
            }
        }
        loss
    }

    /// Carries slopes of a layer's states back to its inputs.
    fn back(&self, layer: usize, pass: &Pass, states: &[f32], slopes: &mut Slopes) -> Vec<f32> {
        let tokens = states.len() / BOTH;
        let mut gate_slopes = vec![0.0; tokens * GATES];
        for direction in 0..2 {
            let mut carried = [0.0; HIDDEN];
            let order: Vec<usize> = walk(tokens, direction).collect();
            for (step, &t) in order.iter().enumerate().rev() {
                let (z, f) = gate_pair(&pass.gates, t, direction);
                let before = step.checked_sub(1).map(|step| order[step]);
                for i in 0..HIDDEN {
                    let unit = direction * HIDDEN + i;
                    let keep = 0.5 + 0.5 * f[i];
                    let last = before.map_or(0.0, |t| pass.states[t * BOTH + unit]);
                    let slope = states[t * BOTH + unit] + carried[i];
                    let own = &mut gate_slopes[t * GATES + direction * BOTH..][..BOTH];
                    own[i] = slope * (1.0 - keep) * squash_slope(z[i]);
                    own[HIDDEN + i] = slope * (last - z[i]) * 0.5 * squash_slope(f[i]);
                    carried[i] = slope * keep;
                }
            }
        }
        let weights = &self.layers[layer].0.w;
        let width = weights.len() / GATES;
        let mut inner = vec![0.0; tokens * width];
        let (weight_slopes, bias_slopes) = &mut slopes.layers[layer];
        for (t, own) in gate_slopes.chunks_exact(GATES).enumerate() {
            add_scaled(bias_slopes, own, 1.0);
            let input = &pass.inputs[t * width..][..width];
            mul_back(input, weights, own, &mut inner[t * width..][..width], weight_slopes);
        }
        inner
    }

    /// Steps every parameter by the mean of the slopes over `tokens`, and sets those to zero.
    pub(crate) fn step(&mut self, slopes: &mut Slopes, rate: f32, tokens: usize) {
        let share = 1.0 / tokens as f32;
        let mut touched = std::mem::take(&mut slopes.touched);
        touched.sort_unstable();
        for row in touched {
            slopes.is_touched[row as usize] = false;
            let own = &mut slopes.rows[row as usize * DIM..][..DIM];
            own.iter_mut().for_each(|slope| *slope *= share);
            self.rows.step(row as usize * DIM, own, rate);
            own.fill(0.0);
        }
        for (param, own) in self.dense().into_iter().zip(slopes.dense()) {
            own.iter_mut().for_each(|slope| *slope *= share);
            param.step(0, own, rate);
            own.fill(0.0);
        }
    }

    fn dense(&mut self) -> Vec<&mut Param> {
        let [(w1, b1), (w2, b2)] = &mut self.layers;
        let mut dense = vec![w1, b1, w2, b2, &mut self.out, &mut self.out_bias, &mut self.chain];
        dense.extend(self.pointer.all());
        dense
    }

    /// Moves the running means of all parameters towards their weights.
    pub(crate) fn average(&mut self, share: f32) {
        self.rows.average(share);
        self.dense().into_iter().for_each(|param| param.average(share));
    }

    /// Takes the running means for weights.
    pub(crate) fn settle(&mut self) {
        self.rows.w.clone_from(&self.rows.mean);
        self.dense().into_iter().for_each(|param| param.w.clone_from(&param.mean));
    }
}

fn kept_rows(rows: &Rows, kept: u16) -> impl Iterator<Item = u32> {
    rows.iter()
        .enumerate()
        .filter(move |(feature, _)| kept >> feature & 1 == 1)
        .map(|(_, row)| *row)
}

/// The tokens in the order of a direction: 0 forward, 1 backward.
fn walk(tokens: usize, direction: usize) -> impl Iterator<Item = usize> {
    (0..tokens).map(move |step| if direction == 0 { step } else { tokens - 1 - step })
}

fn gate_pair(gates: &[f32], t: usize, direction: usize) -> (&[f32], &[f32]) {
    gates[t * GATES + direction * BOTH..][..BOTH].split_at(HIDDEN)
}

/// What the output reads of a token: the second layer, then the first.
fn top(first: &Pass, second: &Pass, t: usize, factors: &[f32]) -> Vec<f32> {
    let mut input = Vec::with_capacity(2 * BOTH);
    input.extend_from_slice(&second.states[t * BOTH..][..BOTH]);
    input.extend_from_slice(&first.states[t * BOTH..][..BOTH]);
    scale(&mut input, factors);
    input
}
