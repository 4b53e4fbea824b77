//! Tagging: which tokens of a block are content, cue or source of an attribution.
//!
//! A small network over the features of [`super::feature`]: rows of a table are added up for each
//! token, two simple recurrent layers read the block in both directions (Lei et al., “Simple
//! Recurrent Units for Highly Parallelizable Recurrence”, 2018, with one gate and the algebraic
//! squashing x/√(1+x²)), and a linear chain (Lafferty et al., 2001) chooses the best labels
//! together. What the labels add up to is read in [`super::group`].

use super::feature::{FEATURES, ROW_BITS, Rows};
use super::model::{ENGLISH, Weights, WeightsError};
use std::sync::LazyLock;

/// What a token is in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// Nothing.
    Out,
    /// Part of a cue.
    Cue,
    /// Part of a source whose cue follows.
    SourceBefore,
    /// Part of a source whose cue stands before it.
    SourceBehind,
    /// First token of content whose cue follows.
    FirstBefore,
    /// Further token of content whose cue follows.
    InsideBefore,
    /// First token of content whose cue stands before it.
    FirstBehind,
    /// Further token of content whose cue stands before it.
    InsideBehind,
}

impl Tag {
    /// All tags, in the order of the network's outputs.
    pub const ALL: [Self; TAGS] = [
        Self::Out,
        Self::Cue,
        Self::SourceBefore,
        Self::SourceBehind,
        Self::FirstBefore,
        Self::InsideBefore,
        Self::FirstBehind,
        Self::InsideBehind,
    ];

    pub(crate) fn is_content(self) -> bool {
        self >= Self::FirstBefore
    }

    pub(crate) fn is_source(self) -> bool {
        matches!(self, Self::SourceBefore | Self::SourceBehind)
    }
}

/// How many tags there are.
pub const TAGS: usize = 8;
/// Width of a row of the table.
pub const DIM: usize = 48;
/// Units of one direction of a layer.
pub const HIDDEN: usize = 32;
/// Gates of a layer: candidate and forget gate, in both directions.
const GATES: usize = 4 * HIDDEN;
const BOTH: usize = 2 * HIDDEN;

/// Longest stretch that is tagged at once, in tokens; a longer block is cut.
const STRETCH: usize = 512;

/// The network with its weights.
pub(crate) struct Tagger {
    table: &'static [u8],
    layers: [Layer; 2],
    out: Vec<f32>,
    out_bias: Vec<f32>,
    chain: Vec<f32>,
}

struct Layer {
    /// One row of [`GATES`] numbers an input.
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Tagger {
    /// Returns the tagger of English.
    pub(crate) fn english() -> Option<&'static Self> {
        static TAGGER: LazyLock<Option<Tagger>> =
            LazyLock::new(|| Weights::read(ENGLISH).and_then(|weights| Tagger::new(&weights)).ok());
        TAGGER.as_ref()
    }

    fn new(weights: &Weights<'static>) -> Result<Self, WeightsError> {
        let table = weights.bytes("tag.rows")?;
        if table.len() != DIM << ROW_BITS {
            return Err(WeightsError::Table("tag.rows"));
        }
        Ok(Self {
            table,
            layers: [
                Layer {
                    weights: weights.floats("tag.layer1", DIM * GATES)?,
                    bias: weights.floats("tag.bias1", GATES)?,
                },
                Layer {
                    weights: weights.floats("tag.layer2", BOTH * GATES)?,
                    bias: weights.floats("tag.bias2", GATES)?,
                },
            ],
            out: weights.floats("tag.out", 2 * BOTH * TAGS)?,
            out_bias: weights.floats("tag.outbias", TAGS)?,
            chain: weights.floats("tag.chain", TAGS * TAGS)?,
        })
    }

    /// Returns the tags of the tokens of one block; O(n).
    pub(crate) fn tag(&self, rows: &[Rows]) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(rows.len());
        for stretch in rows.chunks(STRETCH) {
            self.tag_stretch(stretch, &mut tags);
        }
        tags
    }

    fn tag_stretch(&self, rows: &[Rows], tags: &mut Vec<Tag>) {
        let mut inputs = Vec::with_capacity(rows.len() * DIM);
        for of in rows {
            inputs.extend_from_slice(&self.input(of));
        }
        let first = self.layers[0].run::<DIM>(&inputs);
        let second = self.layers[1].run::<BOTH>(&first);
        let mut scores: Vec<[f32; TAGS]> = Vec::with_capacity(rows.len());
        for (low, high) in first.chunks_exact(BOTH).zip(second.chunks_exact(BOTH)) {
            let mut score = [0.0; TAGS];
            score.copy_from_slice(&self.out_bias);
            for (x, row) in high.iter().chain(low).zip(self.out.as_chunks::<TAGS>().0) {
                for (sum, weight) in score.iter_mut().zip(row) {
                    *sum += x * weight;
                }
            }
            scores.push(score);
        }
        best_path(&scores, self.chain.as_chunks::<TAGS>().0, tags);
    }

    /// Adds up the rows of a token.
    fn input(&self, rows: &Rows) -> [f32; DIM] {
        let mut sum = [0_i16; DIM];
        for &row in rows {
            let from = row as usize * DIM;
            for (sum, &byte) in sum.iter_mut().zip(self.table.get(from..from + DIM).unwrap_or(&[]))
            {
                *sum += i16::from(byte.cast_signed());
            }
        }
        sum.map(f32::from)
    }
}

// An i16 holds the sum of so many bytes.
const _: () = assert!(FEATURES < 256);

impl Layer {
    /// Runs both directions; gives the state of both for each token.
    fn run<const INPUT: usize>(&self, inputs: &[f32]) -> Vec<f32> {
        let (inputs, _) = inputs.as_chunks::<INPUT>();
        let (weights, _) = self.weights.as_chunks::<GATES>();
        let mut gates: Vec<[f32; GATES]> = Vec::with_capacity(inputs.len());
        for input in inputs {
            let mut sum = [0.0; GATES];
            sum.copy_from_slice(&self.bias);
            for (x, row) in input.iter().zip(weights) {
                for (sum, weight) in sum.iter_mut().zip(row) {
                    *sum += x * weight;
                }
            }
            gates.push(sum.map(squash));
        }
        let mut states = vec![0.0; inputs.len() * BOTH];
        let mut last = [0.0; HIDDEN];
        for (gates, state) in gates.iter().zip(states.chunks_exact_mut(BOTH)) {
            let (forward, _) = gates.split_at(BOTH);
            let (own, _) = state.split_at_mut(HIDDEN);
            advance(&mut last, forward, own);
        }
        last = [0.0; HIDDEN];
        for (gates, state) in gates.iter().zip(states.chunks_exact_mut(BOTH)).rev() {
            let (_, backward) = gates.split_at(BOTH);
            let (_, own) = state.split_at_mut(HIDDEN);
            advance(&mut last, backward, own);
        }
        states
    }
}

/// state = f · state + (1 − f) · candidate
fn advance(last: &mut [f32; HIDDEN], gates: &[f32], out: &mut [f32]) {
    let (candidates, forget) = gates.split_at(HIDDEN);
    for (((last, z), f), out) in last.iter_mut().zip(candidates).zip(forget).zip(out) {
        let keep = 0.5 + 0.5 * f;
        *last = keep * *last + (1.0 - keep) * z;
        *out = *last;
    }
}

/// x / √(1 + x²)
fn squash(x: f32) -> f32 {
    x / (1.0 + x * x).sqrt()
}

/// Adds the labels of the best path (Viterbi).
fn best_path(scores: &[[f32; TAGS]], chain: &[[f32; TAGS]], tags: &mut Vec<Tag>) {
    let Some((first, rest)) = scores.split_first() else { return };
    let mut best = *first;
    let mut back: Vec<[u8; TAGS]> = Vec::with_capacity(scores.len());
    for score in rest {
        let mut top = [f32::MIN; TAGS];
        let mut from = [0_u8; TAGS];
        for (k, (before, row)) in (0_u8..).zip(best.iter().zip(chain)) {
            for ((top, from), step) in top.iter_mut().zip(&mut from).zip(row) {
                let sum = before + step;
                if sum > *top {
                    *top = sum;
                    *from = k;
                }
            }
        }
        for (top, score) in top.iter_mut().zip(score) {
            *top += score;
        }
        best = top;
        back.push(from);
    }
    let last = best.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(k, _)| k);
    let start = tags.len();
    let mut at = last;
    tags.push(Tag::ALL.get(at).copied().unwrap_or(Tag::Out));
    for from in back.iter().rev() {
        at = usize::from(from.get(at).copied().unwrap_or(0));
        tags.push(Tag::ALL.get(at).copied().unwrap_or(Tag::Out));
    }
    if let Some(added) = tags.get_mut(start..) {
        added.reverse();
    }
}
