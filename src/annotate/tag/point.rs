//! Pointing from content to its source: which token of the stretch names who says it.
//!
//! A query is made of the states at both ends of the content, a key of the state of each token;
//! their product and the distance between them score the token (Vinyals et al., “Pointer
//! Networks”, 2015). That nobody in the stretch says it is one more choice.

use super::lanes::{Lanes, Task, dispatch};
use super::matrix::Matrix;
use super::{BOTH, HIDDEN, STEPS, State};
use crate::annotate::model::{Weights, WeightsError};
use std::ops::Range;

/// Width of a query and of a key.
pub const KEY: usize = 32;
/// How many places relative to the content are told apart; the last is nowhere.
pub const PLACES: usize = 2 * (BOUNDS.len() + 1) + 1;
/// The place of nobody.
pub const NOBODY: usize = PLACES - 1;

/// Upper bounds of distances that are taken for one.
const BOUNDS: [usize; 11] = [1, 2, 3, 4, 6, 9, 14, 22, 35, 60, 120];

/// Returns the place of a token outside of some content, relative to it.
#[must_use]
pub fn place(content: &Range<usize>, at: usize) -> usize {
    let bucket = |distance: usize| BOUNDS.iter().take_while(|&&bound| bound < distance).count();
    if at < content.start {
        bucket(content.start - at)
    } else {
        BOUNDS.len() + 1 + bucket((at + 1).saturating_sub(content.end))
    }
}

/// Where content points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pointed {
    /// The first token of the content.
    pub(crate) content: usize,
    /// The token that names the source most surely; none for nobody in the stretch.
    pub(crate) source: Option<usize>,
    /// How likely that is, from 0 to 1.
    pub(crate) likely: f32,
}

/// The weights of queries and keys.
pub(crate) struct Pointer {
    query: Matrix<KEY, 4>,
    key: Matrix<KEY, 4>,
    nobody: Vec<f32>,
    places: Vec<f32>,
}

impl Pointer {
    pub(super) fn new(weights: &Weights<'_>, unit: f32) -> Result<Self, WeightsError> {
        let matrix = |name, bias, inputs: usize| {
            let (weights, bias) = (weights.floats(name, inputs * KEY)?, weights.floats(bias, KEY)?);
            Ok(Matrix::new(&weights, &bias, unit, STEPS))
        };
        Ok(Self {
            query: matrix("point.query", "point.querybias", 2 * BOTH)?,
            key: matrix("point.key", "point.keybias", BOTH)?,
            nobody: weights.floats("point.nobody", KEY)?,
            places: weights.floats("point.places", PLACES)?,
        })
    }

    pub(super) fn point(
        &self,
        states: &[State],
        contents: &[Range<usize>],
        may: impl Fn(usize) -> bool,
    ) -> Vec<Pointed> {
        if contents.is_empty() {
            return Vec::new();
        }
        dispatch(Pointing { pointer: self, states, contents, may })
    }

    #[inline(always)]
    fn source<L: Lanes>(
        &self,
        lanes: L,
        states: &[State],
        keys: &[(usize, [f32; KEY])],
        content: &Range<usize>,
    ) -> Pointed {
        let ends = [content.start, content.end.saturating_sub(1)];
        let nothing = [[0; HIDDEN]; 2];
        let ends = ends.map(|at| states.get(at).copied().unwrap_or(nothing));
        let query = self.query.product(lanes, ends.as_flattened().as_flattened());
        let placed = |place: usize| self.places.get(place).copied().unwrap_or_default();
        let nobody = dot(&query, &self.nobody) + placed(NOBODY);
        let outside = keys.iter().filter(|(at, _)| !content.contains(at));
        let scores = outside.map(|(at, key)| (*at, dot(&query, key) + placed(place(content, *at))));
        let (mut best, mut top, mut sum) = (None, nobody, 1.0_f32);
        for (at, score) in scores {
            if score > top {
                sum = sum * (top - score).exp() + 1.0;
                (best, top) = (Some(at), score);
            } else {
                sum += (score - top).exp();
            }
        }
        Pointed { content: content.start, source: best, likely: 1.0 / sum }
    }
}

/// The sources of stretches of content.
struct Pointing<'a, F> {
    pointer: &'a Pointer,
    states: &'a [State],
    contents: &'a [Range<usize>],
    may: F,
}

impl<F: Fn(usize) -> bool> Task for Pointing<'_, F> {
    type Output = Vec<Pointed>;

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) -> Vec<Pointed> {
        let Self { pointer, states, contents, may } = self;
        // Loops, for what stands in a closure is not sure to be inlined.
        let mut keys = Vec::with_capacity(states.len());
        for (at, state) in states.iter().enumerate().filter(|(at, _)| may(*at)) {
            keys.push((at, pointer.key.product(lanes, state.as_flattened())));
        }
        let mut pointed = Vec::with_capacity(contents.len());
        for content in contents {
            pointed.push(pointer.source(lanes, states, &keys, content));
        }
        pointed
    }
}

/// Eight sums side by side, in one order on every machine.
#[inline(always)]
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    for (a, b) in one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}
