//! Tagging: which tokens of a block are content, cue or source of an attribution.
//!
//! A small network over the features of [`super::feature`]: rows of a table are added up for each
//! token, two simple recurrent layers read the block in both directions (Lei et al., “Simple
//! Recurrent Units for Highly Parallelizable Recurrence”, 2018, with one gate and the algebraic
//! squashing x/√(1+x²)), and a linear chain (Lafferty et al., 2001) chooses the best labels
//! together. What the labels add up to is read in [`super::group`].

use super::chain;
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

    /// The tag with which a stretch of this one goes on.
    pub(crate) fn further(self) -> Self {
        match self {
            Self::FirstBefore => Self::InsideBefore,
            Self::FirstBehind => Self::InsideBehind,
            other => other,
        }
    }

    pub(crate) fn is_source(self) -> bool {
        matches!(self, Self::SourceBefore | Self::SourceBehind)
    }
}

/// A tag and how likely it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) tag: Tag,
    /// 0 to 255 for 0 to 1.
    pub(crate) likely: u8,
}

impl Tagged {
    /// Surely nothing.
    pub(crate) const OUT: Self = Self { tag: Tag::Out, likely: 255 };
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

    pub(crate) fn new(weights: &Weights<'static>) -> Result<Self, WeightsError> {
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
    pub(crate) fn tag(&self, rows: &[Rows]) -> Vec<Tagged> {
        let mut tags = Vec::with_capacity(rows.len());
        for stretch in rows.chunks(STRETCH) {
            self.tag_stretch(stretch, &mut tags);
        }
        tags
    }

    fn tag_stretch(&self, rows: &[Rows], tags: &mut Vec<Tagged>) {
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
        let chain = self.chain.as_chunks::<TAGS>().0;
        let path = chain::best_path(&scores, chain);
        let likely = chain::likelihoods(&scores, chain);
        tags.extend(path.into_iter().zip(likely).map(|(at, likely)| Tagged {
            tag: Tag::ALL.get(at).copied().unwrap_or(Tag::Out),
            likely: (likely.get(at).copied().unwrap_or(0.0) * 255.0) as u8,
        }));
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
