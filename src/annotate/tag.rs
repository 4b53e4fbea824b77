//! Tagging: which tokens of a block are content, cue or source of an attribution.
//!
//! A small network over the features of `feature`: rows of a table are added up for each
//! token, two simple recurrent layers read the block in both directions (Lei et al., “Simple
//! Recurrent Units for Highly Parallelizable Recurrence”, 2018, with one gate and a quadratic
//! squashing), and a linear chain (Lafferty et al., 2001) chooses the best labels
//! together. In `point` the same states tell which token names the source of a stretch of
//! content. What it all adds up to is read in `group`.

pub(crate) mod chain;
mod lanes;
mod matrix;
mod point;

use super::feature::{FEATURES, ROW_BITS, Rows};
use super::kinds::Kinds;
use super::model::{ENGLISH, Weights, WeightsError};
use super::trees::Trees;
use chain::Chain;
use lanes::{Four, LANES, Lanes, Task, dispatch};
use matrix::Matrix;
pub use point::{Counts, GAPS, KEY, NOBODY, PLACES, gap, place};
pub(crate) use point::{Keys, Pointable, Pointed, Pointer};
use std::ops::Range;
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

/// Returns the tag of a token; none has one behind the last.
pub(crate) fn tag(tags: &[Tag], at: usize) -> Tag {
    tags.get(at).copied().unwrap_or(Tag::Out)
}

/// Gives tokens a tag.
pub(crate) fn fill(tags: &mut [Tag], tokens: Range<usize>, tag: Tag) {
    tags.get_mut(tokens).unwrap_or_default().fill(tag);
}

/// Returns where content ends that begins at a token, at `end` at the latest; O(n) in its tokens.
pub(crate) fn content_end(tags: &[Tag], from: usize, end: usize) -> usize {
    let inside = tag(tags, from).further();
    let goes_on = |&at: &usize| inside.is_content() && tag(tags, at) == inside;
    from + 1 + (from + 1..end).take_while(goes_on).count()
}

/// A tag and how likely it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tagged {
    pub(crate) tag: Tag,
    /// 0 to 255 for 0 to 1.
    pub(crate) likely: u8,
    /// How likely it is content, of whatever cue, in the same steps.
    pub(crate) content: u8,
    /// How likely it is part of a cue.
    pub(crate) cue: u8,
}

impl Tagged {
    /// Surely nothing.
    pub(crate) const OUT: Self = Self { tag: Tag::Out, likely: 255, content: 0, cue: 0 };
}

/// How many tags there are.
pub const TAGS: usize = 8;
/// How many rows the table has.
const ROWS: usize = 1 << ROW_BITS;
/// Width of a row of the table.
pub const DIM: usize = 32;
/// Units of one direction of a layer.
pub const HIDDEN: usize = 32;
/// Gates of a layer: candidate and forget gate, in both directions.
const GATES: usize = 4 * HIDDEN;
const BOTH: usize = 2 * HIDDEN;

/// Longest stretch that is tagged at once, in tokens; a longer block is cut.
pub(crate) const STRETCH: usize = 512;

/// Steps of a state from 0 to 1.
const STEPS: u8 = 63;
/// What stands for a state of 0, so that none is below 0.
const ZERO: u8 = STEPS + 1;

/// The network with its weights.
pub(crate) struct Tagger {
    table: &'static [[u8; DIM]; ROWS],
    first: Layer,
    second: Layer,
    out: [Matrix<{ TAGS / LANES }, 1>; 2],
    chain: Chain,
    pointer: Pointer,
    /// What words are about.
    pub(crate) kinds: Kinds,
    /// Whether somebody says a stretch in marks: what [`super::said`] asks.
    pub(crate) said: Trees,
}

/// How many vectors the units of one direction take.
const VECTORS: usize = HIDDEN / LANES;

/// The state of one token, forward and backward, in steps.
type State = [Four; BOTH / 4];

/// The state of no token.
const NOTHING: State = [[ZERO; 4]; BOTH / 4];

/// The sum of the rows of a token, in steps.
type Input = [Four; DIM / 4];

/// What the network computed of a stretch; its room is kept for the next.
#[derive(Default)]
pub(crate) struct Scratch {
    inputs: Vec<Input>,
    first: Vec<State>,
    second: Vec<State>,
    scores: Vec<[f32; TAGS]>,
}

impl Tagger {
    /// Returns the tagger of English.
    pub(crate) fn english() -> Option<&'static Self> {
        static TAGGER: LazyLock<Option<Tagger>> =
            LazyLock::new(|| Weights::open(ENGLISH).and_then(|weights| Tagger::new(&weights)).ok());
        TAGGER.as_ref()
    }

    pub(crate) fn new(weights: &Weights<'static>) -> Result<Self, WeightsError> {
        let (table, rest) = weights.bytes("tag.rows")?.as_chunks::<DIM>();
        let table = table.try_into().ok().filter(|_| rest.is_empty());
        let table = table.ok_or(WeightsError::Table("tag.rows"))?;
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
                f32::from(SUM_STEP),
                SUM_ZERO,
            )),
            second: Layer(Matrix::new(
                &weights.floats("tag.layer2", BOTH * GATES)?,
                &weights.floats("tag.bias2", GATES)?,
                unit,
                ZERO,
            )),
            out: [Matrix::new(high, &bias, unit, ZERO), Matrix::new(low, &[], unit, ZERO)],
            chain: Chain::new(square),
            pointer: Pointer::new(weights, unit)?,
            kinds: Kinds::of_weights(weights)?,
            said: Trees::new(&weights.numbers("said.trees")?),
        })
    }

    /// Returns the tags of the tokens of a stretch, whose states it leaves in `scratch`; O(n).
    ///
    /// Where the best path finds nothing all tokens are surely nothing, unless the `doubts` are
    /// asked for.
    pub(crate) fn tag(&self, rows: &[Rows], doubts: bool, scratch: &mut Scratch) -> Vec<Tagged> {
        dispatch(Tagging { tagger: self, rows, doubts, scratch })
    }

    /// Returns the keys of the tokens to which content `may` point; O(n).
    pub(crate) fn keys<F: Fn(usize) -> bool, G: Fn(usize) -> bool>(
        &self,
        scratch: &Scratch,
        may: Pointable<F, G>,
    ) -> Keys {
        self.pointer.keys(&scratch.second, may)
    }

    /// Finds the sources of stretches of content among the tokens with keys; O(n) in the tokens
    /// for each.
    pub(crate) fn point(
        &self,
        scratch: &Scratch,
        keys: &Keys,
        contents: &[Range<usize>],
        counts: &[Counts],
    ) -> Vec<Pointed> {
        self.pointer.point(&scratch.second, keys, contents, counts)
    }

    /// Leaves the score of each tag of each token in `scratch`.
    #[inline(always)]
    fn score<L: Lanes>(&self, lanes: L, rows: &[Rows], scratch: &mut Scratch) {
        // Loops, for what stands in a closure is not sure to be inlined.
        let Scratch { inputs, first, second, scores } = scratch;
        inputs.clear();
        // All of them first: rows that are far away are waited for together.
        for rows in rows {
            inputs.push(self.input(rows));
        }
        self.first.read(lanes, inputs, first);
        self.second.read(lanes, first, second);
        scores.clear();
        for (high, low) in second.iter().zip(first) {
            let [score] = self.out[0].product(lanes, high);
            let [more] = self.out[1].product(lanes, low);
            scores.push(lanes.store(lanes.plus(score, more)).0);
        }
    }

    /// Adds up the rows of a token.
    #[inline(always)]
    fn input(&self, rows: &Rows) -> Input {
        let mut sum = [0_i16; DIM];
        // A row of the table for sure, so that nothing is checked where most of the waiting is.
        for row in rows.iter().filter_map(|&row| self.table.get(row as usize % ROWS)) {
            for (sum, byte) in sum.iter_mut().zip(row) {
                *sum += i16::from(byte.cast_signed());
            }
        }
        let mut input = [[0; 4]; DIM / 4];
        for (input, sum) in input.as_flattened_mut().iter_mut().zip(sum) {
            let steps = (sum + SUM_STEP / 2).div_euclid(SUM_STEP) + i16::from(SUM_ZERO);
            *input = steps.clamp(0, i16::from(u8::MAX)) as u8;
        }
        input
    }
}

/// The tags of a stretch.
struct Tagging<'a> {
    tagger: &'a Tagger,
    rows: &'a [Rows],
    doubts: bool,
    scratch: &'a mut Scratch,
}

impl Task for Tagging<'_> {
    type Output = Vec<Tagged>;

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) -> Vec<Tagged> {
        let Self { tagger, rows, doubts, scratch } = self;
        tagger.score(lanes, rows, scratch);
        let path = chain::best_path(&scratch.scores, &tagger.chain);
        // Most stretches report nothing: how likely that is is asked by nobody.
        if !doubts && path.iter().all(|&at| at == Tag::Out as usize) {
            return path.iter().map(|_| Tagged::OUT).collect();
        }
        let likely = chain::likelihoods(lanes, &scratch.scores, &tagger.chain);
        let tagged = path.into_iter().zip(likely).map(|(at, likely)| {
            let content = Tag::ALL.iter().zip(likely).filter(|(tag, _)| tag.is_content());
            Tagged {
                tag: Tag::ALL.get(at).copied().unwrap_or(Tag::Out),
                likely: (likely.get(at).copied().unwrap_or(0.0) * 255.0) as u8,
                content: (content.map(|(_, likely)| likely).sum::<f32>() * 255.0) as u8,
                cue: (likely.get(Tag::Cue as usize).copied().unwrap_or(0.0) * 255.0) as u8,
            }
        });
        tagged.collect()
    }
}

/// What makes a step of a sum of bytes: one sum in 5,000 lies beyond all steps.
const SUM_STEP: i16 = 4;
/// What stands for a sum of 0.
const SUM_ZERO: u8 = 128;

// An i16 holds the sum of so many bytes.
const _: () = assert!(FEATURES < 256);

/// The weights of one layer: a panel of them for each direction.
struct Layer(Matrix<{ GATES / LANES }, { 2 * VECTORS }>);

impl Layer {
    /// Runs over the tokens in both directions, each token's gates being used as soon as they are
    /// there.
    #[inline(always)]
    fn read<L: Lanes, const FOURS: usize>(
        &self,
        lanes: L,
        inputs: &[[Four; FOURS]],
        states: &mut Vec<State>,
    ) {
        states.resize(inputs.len(), NOTHING);
        let mut last = [lanes.splat(0.0); VECTORS];
        for (inputs, state) in inputs.iter().zip(states.iter_mut()) {
            let (forward, _) = state.as_flattened_mut().split_at_mut(HIDDEN);
            advance(lanes, &mut last, self.0.panel(lanes, inputs, 0), forward);
        }
        last = [lanes.splat(0.0); VECTORS];
        for (inputs, state) in inputs.iter().zip(states.iter_mut()).rev() {
            let (_, backward) = state.as_flattened_mut().split_at_mut(HIDDEN);
            advance(lanes, &mut last, self.0.panel(lanes, inputs, 1), backward);
        }
    }
}

/// state = f · state + (1 − f) · candidate
#[inline(always)]
fn advance<L: Lanes>(
    lanes: L,
    last: &mut [L::Floats; VECTORS],
    gates: [L::Floats; 2 * VECTORS],
    out: &mut [u8],
) {
    let (candidates, forget) = gates.split_at(VECTORS);
    let (out, _) = out.as_chunks_mut::<LANES>();
    let [half, one] = [0.5, 1.0].map(|number| lanes.splat(number));
    for (((last, &z), &f), out) in last.iter_mut().zip(candidates).zip(forget).zip(out) {
        let keep = lanes.plus(half, lanes.times(half, squash(lanes, f)));
        let fresh = lanes.times(lanes.minus(one, keep), squash(lanes, z));
        *last = lanes.plus(lanes.times(keep, *last), fresh);
        let steps = lanes.times(*last, lanes.splat(f32::from(STEPS)));
        *out = lanes.round(lanes.plus(steps, lanes.splat(f32::from(ZERO))));
    }
}

/// x (1 − |x| / 4) from −2 to 2, ±1 beyond: as smooth as the usual curves where it counts, without
/// a division or a root.
#[inline(always)]
fn squash<L: Lanes>(lanes: L, x: L::Floats) -> L::Floats {
    let x = lanes.clamp(x, 2.0);
    let quarter = lanes.times(lanes.splat(0.25), lanes.abs(x));
    lanes.times(x, lanes.minus(lanes.splat(1.0), quarter))
}
