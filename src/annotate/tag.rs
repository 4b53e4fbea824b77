//! Tagging: which tokens of a block are content, cue or source of an attribution.
//!
//! A small network over the features of [`super::feature`]: rows of a table are added up for each
//! token, two simple recurrent layers read the block in both directions (Lei et al., “Simple
//! Recurrent Units for Highly Parallelizable Recurrence”, 2018, with one gate and the algebraic
//! squashing x/√(1+x²)), and a linear chain (Lafferty et al., 2001) chooses the best labels
//! together. What the labels add up to is read in [`super::group`].

mod matrix;

use super::chain;
use super::feature::{FEATURES, ROW_BITS, Rows};
use super::model::{ENGLISH, Weights, WeightsError};
use matrix::Matrix;
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

/// Steps of a state from 0 to 1.
const STEPS: i16 = 1 << 13;

/// The network with its weights.
pub(crate) struct Tagger {
    table: &'static [[u8; DIM]],
    first: Layer,
    second: Layer,
    out: [Matrix<TAGS, 2>; 2],
    chain: [[f32; TAGS]; TAGS],
}

/// Candidates and forget gates of one direction.
type Direction = [[f32; HIDDEN]; 2];

/// The state of one token in both directions, in steps.
type State = [[i16; HIDDEN]; 2];

/// Room that is kept between the stretches of a block.
#[derive(Default)]
struct Scratch {
    gates: Vec<[Direction; 2]>,
    first: Vec<State>,
    second: Vec<State>,
    scores: Vec<[f32; TAGS]>,
}

impl Tagger {
    /// Returns the tagger of English.
    pub(crate) fn english() -> Option<&'static Self> {
        static TAGGER: LazyLock<Option<Tagger>> =
            LazyLock::new(|| Weights::read(ENGLISH).and_then(|weights| Tagger::new(&weights)).ok());
        TAGGER.as_ref()
    }

    pub(crate) fn new(weights: &Weights<'static>) -> Result<Self, WeightsError> {
        let (table, rest) = weights.bytes("tag.rows")?.as_chunks::<DIM>();
        if table.len() != 1 << ROW_BITS || !rest.is_empty() {
            return Err(WeightsError::Table("tag.rows"));
        }
        let out = weights.floats("tag.out", 2 * BOTH * TAGS)?;
        let (high, low) = out.split_at(BOTH * TAGS);
        let bias = weights.floats("tag.outbias", TAGS)?;
        let chain = weights.floats("tag.chain", TAGS * TAGS)?;
        let mut square = [[0.0; TAGS]; TAGS];
        square.as_flattened_mut().copy_from_slice(&chain);
        let unit = 1.0 / f32::from(STEPS);
        Ok(Self {
            table,
            first: Layer(Matrix::new(
                &weights.floats("tag.layer1", DIM * GATES)?,
                &weights.floats("tag.bias1", GATES)?,
                1.0,
                LARGEST,
            )),
            second: Layer(Matrix::new(
                &weights.floats("tag.layer2", BOTH * GATES)?,
                &weights.floats("tag.bias2", GATES)?,
                unit,
                STEPS,
            )),
            out: [Matrix::new(high, &bias, unit, STEPS), Matrix::new(low, &[], unit, STEPS)],
            chain: square,
        })
    }

    /// Returns the tags of the tokens of one block; O(n).
    pub(crate) fn tag(&self, rows: &[Rows]) -> Vec<Tagged> {
        let mut tags = Vec::with_capacity(rows.len());
        let mut scratch = Scratch::default();
        for stretch in rows.chunks(STRETCH) {
            self.score(stretch, &mut scratch);
            let path = chain::best_path(&scratch.scores, &self.chain);
            // Most stretches report nothing: how likely that is is asked by nobody.
            if path.iter().all(|&at| at == Tag::Out as usize) {
                tags.extend(path.iter().map(|_| Tagged::OUT));
                continue;
            }
            let likely = chain::likelihoods(&scratch.scores, &self.chain);
            tags.extend(path.into_iter().zip(likely).map(|(at, likely)| Tagged {
                tag: Tag::ALL.get(at).copied().unwrap_or(Tag::Out),
                likely: (likely.get(at).copied().unwrap_or(0.0) * 255.0) as u8,
            }));
        }
        tags
    }

    /// Leaves the score of each tag of each token in `scratch`.
    fn score(&self, rows: &[Rows], scratch: &mut Scratch) {
        let Scratch { gates, first, second, scores, .. } = scratch;
        gates.clear();
        gates.extend(rows.iter().map(|of| self.first.gates(&self.input(of))));
        read(gates, first);
        gates.clear();
        gates.extend(first.iter().map(|state| self.second.gates(state.as_flattened())));
        read(gates, second);
        scores.clear();
        scores.extend(second.iter().zip(first).map(|(high, low)| {
            let mut score = self.out[0].product(high.as_flattened());
            let more = self.out[1].product(low.as_flattened());
            score.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            score
        }));
    }

    /// Adds up the rows of a token.
    fn input(&self, rows: &Rows) -> [i16; DIM] {
        let mut sum = [0_i16; DIM];
        for row in rows.iter().filter_map(|&row| self.table.get(row as usize)) {
            for (sum, byte) in sum.iter_mut().zip(row) {
                *sum += i16::from(byte.cast_signed());
            }
        }
        sum
    }
}

/// The largest sum of the bytes of a token's rows.
const LARGEST: i16 = 128 * FEATURES as i16;

// An i16 holds the sum of so many bytes.
const _: () = assert!(FEATURES < 256);

/// The weights of one layer; as many outputs at a time as leave registers for the inputs.
struct Layer(Matrix<GATES, 8>);

impl Layer {
    /// Returns the gates of one token in both directions.
    fn gates(&self, inputs: &[i16]) -> [Direction; 2] {
        let mut gates = [[[0.0; HIDDEN]; 2]; 2];
        let flat = gates.as_flattened_mut().as_flattened_mut();
        for (gate, x) in flat.iter_mut().zip(self.0.product(inputs)) {
            *gate = squash(x);
        }
        gates
    }
}

/// Runs over the tokens in both directions.
fn read(gates: &[[Direction; 2]], states: &mut Vec<State>) {
    states.clear();
    states.resize(gates.len(), [[0; HIDDEN]; 2]);
    let mut last = [0.0; HIDDEN];
    for ([gates, _], [state, _]) in gates.iter().zip(states.iter_mut()) {
        advance(&mut last, gates, state);
    }
    last = [0.0; HIDDEN];
    for ([_, gates], [_, state]) in gates.iter().zip(states.iter_mut()).rev() {
        advance(&mut last, gates, state);
    }
}

/// state = f · state + (1 − f) · candidate
fn advance(last: &mut [f32; HIDDEN], gates: &Direction, out: &mut [i16; HIDDEN]) {
    let [candidates, forget] = gates;
    for ((last, z), f) in last.iter_mut().zip(candidates).zip(forget) {
        let keep = 0.5 + 0.5 * f;
        *last = keep * *last + (1.0 - keep) * z;
    }
    for (out, last) in out.iter_mut().zip(last) {
        *out = in_steps(*last);
    }
}

/// Rounds a state to its steps: behind a number so large the last bits of a sum count wholes.
fn in_steps(x: f32) -> i16 {
    const LARGE: f32 = 12_582_912.0;
    ((x * f32::from(STEPS) + LARGE).to_bits() as u16).cast_signed()
}

/// x / √(1 + x²)
fn squash(x: f32) -> f32 {
    x / (1.0 + x * x).sqrt()
}
