//! Pointing from content to its cue, and with that to its source: which token of the stretch
//! reports it, and which names who says it.
//!
//! A query is made of the states at both ends of the content, a key of the state of each token;
//! their product and how they stand to each other score the token (Vinyals et al., “Pointer
//! Networks”, 2015). That there is none in the stretch is one more choice. The query for the
//! source has the state of the cue as well, once for every likely cue.

use super::lanes::{LANES, Lanes, Numbers, Task, dispatch};
use super::matrix::Matrix;
use super::{BOTH, NOTHING, State, ZERO};
use crate::annotate::model::{Weights, WeightsError};
use std::array;
use std::ops::Range;

/// Width of a query and of a key.
pub const KEY: usize = 32;
/// How many places relative to the content are told apart; the last is nowhere.
pub const PLACES: usize = 2 * DISTANCES + 1;
/// The place of nobody.
pub const NOBODY: usize = PLACES - 1;

/// How many distances are told apart.
const DISTANCES: usize = 12;

/// Returns the distances that are taken for one, by their number.
fn bucket(distance: usize) -> usize {
    match distance {
        0..=1 => 0,
        2 => 1,
        3 => 2,
        4 => 3,
        5..=6 => 4,
        7..=9 => 5,
        10..=14 => 6,
        15..=22 => 7,
        23..=35 => 8,
        36..=60 => 9,
        61..=120 => 10,
        _ => DISTANCES - 1,
    }
}

/// Returns the place of a token outside of some content, relative to it.
#[must_use]
pub fn place(content: &Range<usize>, at: usize) -> usize {
    if at < content.start {
        bucket(content.start - at)
    } else {
        DISTANCES + bucket((at + 1).saturating_sub(content.end))
    }
}

/// How many sentences and how many stretches in marks begin up to a token.
pub type Counts = [u16; 2];

/// How many gaps are told apart.
pub const GAPS: usize = 2 * SENTENCES * MARKS;

/// How many numbers of sentences and of stretches in marks are told apart.
const SENTENCES: usize = 4;
const MARKS: usize = 3;

/// Returns the gap between some content and a token outside of it: on which side it lies, and how
/// many sentences and stretches in marks begin in it.
#[must_use]
pub fn gap(counts: &[Counts], content: &Range<usize>, at: usize) -> usize {
    let count = |at: usize| counts.get(at).copied().unwrap_or_default();
    let before = at < content.start;
    let (from, to) = if before {
        // Marks that begin with the content are its own, a sentence is not.
        let [sentences, _] = count(content.start);
        let [_, marks] = count(content.start - 1);
        (count(at), [sentences, marks])
    } else {
        (count(content.end.saturating_sub(1)), count(at))
    };
    let [sentences, marks] = [0, 1].map(|kind: usize| {
        let [from, to] = [from, to].map(|counts| counts.get(kind).copied().unwrap_or_default());
        usize::from(to.saturating_sub(from))
    });
    (usize::from(!before) * SENTENCES + sentences.min(SENTENCES - 1)) * MARKS + marks.min(MARKS - 1)
}

/// The tokens of a stretch to which content may point.
pub(crate) struct Pointable<F, G> {
    /// Whether a token may report.
    pub(crate) reports: F,
    /// Whether a token may name a source.
    pub(crate) names: G,
}

/// Where content points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pointed {
    /// The tokens of the content.
    pub(crate) content: Range<usize>,
    /// The likeliest cue, and how likely it is.
    pub(crate) cue: Option<(usize, f32)>,
    /// The tokens that may name the source, in order, and how likely each does, from 0 to 1.
    pub(crate) sources: Vec<(usize, f32)>,
    /// How likely nobody in the stretch is the source.
    pub(crate) nobody: f32,
}

impl Pointed {
    /// Counts tokens from a place so many before.
    pub(crate) fn shift(&mut self, tokens: usize) {
        self.content = self.content.start + tokens..self.content.end + tokens;
        let cue = self.cue.iter_mut().map(|(at, _)| at);
        self.sources.iter_mut().map(|(at, _)| at).chain(cue).for_each(|at| *at += tokens);
    }
}

/// Sources that are less likely are left out.
const LEAST_SOURCE: f32 = 0.005;
/// Cues that are less likely than this, or than so many others, are passed over.
const LEAST_CUE: f32 = 0.2;
const CUES: usize = 4;

/// What scores the tokens for one purpose.
struct Head {
    query: Matrix<{ KEY / LANES }, 4>,
    key: Matrix<{ KEY / LANES }, 4>,
    nobody: Query,
    places: Vec<f32>,
    gaps: Vec<f32>,
}

/// The weights of queries and keys.
pub(crate) struct Pointer {
    cue: Head,
    source: Head,
    /// By the place relative to the cue.
    cue_places: Vec<f32>,
    cue_gaps: Vec<f32>,
}

/// A token that may be pointed to, with its key.
type Key = (usize, Query);

/// A query or a key.
type Query = [Numbers; KEY / LANES];

/// The tokens of a stretch that may be cues, and those that may name sources.
pub(crate) struct Keys {
    cues: Vec<Key>,
    sources: Vec<Key>,
}

fn weight(weights: &[f32], at: usize) -> f32 {
    weights.get(at).copied().unwrap_or_default()
}

impl Head {
    #[inline(always)]
    fn query<L: Lanes>(&self, lanes: L, states: &[State]) -> Query {
        self.query.product(lanes, states.as_flattened()).map(|numbers| lanes.store(numbers))
    }

    #[inline(always)]
    fn keys<L: Lanes>(&self, lanes: L, states: &[State], may: impl Fn(usize) -> bool) -> Vec<Key> {
        // A loop, for what stands in a closure is not sure to be inlined.
        let mut keys = Vec::with_capacity(states.len());
        for (at, state) in states.iter().enumerate().filter(|(at, _)| may(*at)) {
            let key = self.key.product(lanes, state);
            keys.push((at, key.map(|numbers| lanes.store(numbers))));
        }
        keys
    }

    /// Leaves how likely each token outside of the content is in `likely`, with `more` added to
    /// its score; returns how likely none of them is.
    #[inline(always)]
    fn choose<L: Lanes>(
        &self,
        lanes: L,
        query: &Query,
        keys: &[Key],
        stretch: (&Range<usize>, &[Counts]),
        more: impl Fn(usize) -> f32,
        likely: &mut Vec<(usize, f32)>,
    ) -> f32 {
        let (content, counts) = stretch;
        let none = dot(lanes, query, &self.nobody) + weight(&self.places, NOBODY);
        let mut top = none;
        likely.clear();
        for (at, key) in keys.iter().filter(|(at, _)| !content.contains(at)) {
            let stands = weight(&self.places, place(content, *at))
                + weight(&self.gaps, gap(counts, content, *at));
            let score = dot(lanes, query, key) + stands + more(*at);
            top = top.max(score);
            likely.push((*at, score));
        }
        let none = (none - top).exp();
        let mut sum = none;
        for (_, score) in likely.iter_mut() {
            *score = (*score - top).exp();
            sum += *score;
        }
        likely.iter_mut().for_each(|(_, share)| *share /= sum);
        none / sum
    }
}

impl Pointer {
    pub(super) fn new(weights: &Weights<'_>, unit: f32) -> Result<Self, WeightsError> {
        let matrix = |name, bias, states: usize| {
            let matrix = weights.floats(name, states * BOTH * KEY)?;
            Ok::<_, WeightsError>(Matrix::new(&matrix, &weights.floats(bias, KEY)?, unit, ZERO))
        };
        let nobody = |name| {
            let numbers = weights.floats(name, KEY)?;
            let (numbers, _) = numbers.as_chunks();
            Ok::<Query, WeightsError>(array::from_fn(|at| {
                Numbers(numbers.get(at).copied().unwrap_or_default())
            }))
        };
        Ok(Self {
            cue: Head {
                query: matrix("cue.query", "cue.querybias", 2)?,
                key: matrix("cue.key", "cue.keybias", 1)?,
                nobody: nobody("cue.nobody")?,
                places: weights.floats("cue.places", PLACES)?,
                gaps: weights.floats("cue.gaps", GAPS)?,
            },
            source: Head {
                query: matrix("source.query", "source.querybias", 3)?,
                key: matrix("source.key", "source.keybias", 1)?,
                nobody: nobody("source.nobody")?,
                places: weights.floats("source.places", PLACES)?,
                gaps: weights.floats("source.gaps", GAPS)?,
            },
            cue_places: weights.floats("source.cueplaces", PLACES)?,
            cue_gaps: weights.floats("source.cuegaps", GAPS)?,
        })
    }

    pub(super) fn keys<F: Fn(usize) -> bool, G: Fn(usize) -> bool>(
        &self,
        states: &[State],
        may: Pointable<F, G>,
    ) -> Keys {
        dispatch(Keying { pointer: self, states, may })
    }

    pub(super) fn point(
        &self,
        states: &[State],
        keys: &Keys,
        contents: &[Range<usize>],
        counts: &[Counts],
    ) -> Vec<Pointed> {
        if contents.is_empty() {
            return Vec::new();
        }
        dispatch(Pointing { pointer: self, states, keys, contents, counts })
    }

    /// Points from one stretch of content, by the keys of cues and of sources.
    #[inline(always)]
    fn pointed<L: Lanes>(
        &self,
        lanes: L,
        states: &[State],
        keys: &Keys,
        content: &Range<usize>,
        counts: &[Counts],
    ) -> Pointed {
        let state = |at: usize| states.get(at).copied().unwrap_or(NOTHING);
        let [first, last] = [content.start, content.end.saturating_sub(1)].map(state);
        let query = self.cue.query(lanes, &[first, last]);
        let mut likely = Vec::with_capacity(keys.cues.len().max(keys.sources.len()));
        let none =
            self.cue.choose(lanes, &query, &keys.cues, (content, counts), |_| 0.0, &mut likely);
        let cues = likeliest(&likely, none);
        let best = cues.iter().find_map(|(cue, likely)| cue.map(|cue| (cue, *likely)));
        let sum: f32 = cues.iter().map(|cue| cue.1).sum();
        let mut sources: Vec<(usize, f32)> = Vec::new();
        let mut nobody = 0.0;
        for (cue, share) in cues {
            let share = share / sum;
            let states = [first, last, cue.map_or(NOTHING, state)];
            let query = self.source.query(lanes, &states);
            let cue = cue.map(|cue| cue..cue + 1);
            let near_cue = |at: usize| {
                cue.as_ref().map_or(0.0, |cue| {
                    weight(&self.cue_places, place(cue, at))
                        + weight(&self.cue_gaps, gap(counts, cue, at))
                })
            };
            let stretch = (content, counts);
            nobody += share
                * self.source.choose(lanes, &query, &keys.sources, stretch, near_cue, &mut likely);
            sources.resize(likely.len(), (0, 0.0));
            for (sum, (at, likely)) in sources.iter_mut().zip(&likely) {
                *sum = (*at, sum.1 + share * likely);
            }
        }
        sources.retain(|(_, likely)| *likely >= LEAST_SOURCE);
        Pointed { content: content.clone(), cue: best, sources, nobody }
    }
}

/// Returns the likeliest cues, that there is none among them.
fn likeliest(likely: &[(usize, f32)], none: f32) -> Vec<(Option<usize>, f32)> {
    let mut cues = vec![(None, none)];
    cues.extend(likely.iter().map(|(at, likely)| (Some(*at), *likely)));
    let top = cues.iter().fold(0.0, |top: f32, cue| top.max(cue.1));
    cues.retain(|cue| cue.1 >= LEAST_CUE.min(top));
    cues.sort_by(|one, other| other.1.total_cmp(&one.1));
    cues.truncate(CUES);
    cues
}

/// The keys of a stretch.
struct Keying<'a, F, G> {
    pointer: &'a Pointer,
    states: &'a [State],
    may: Pointable<F, G>,
}

impl<F: Fn(usize) -> bool, G: Fn(usize) -> bool> Task for Keying<'_, F, G> {
    type Output = Keys;

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) -> Keys {
        let Self { pointer, states, may } = self;
        let cues = pointer.cue.keys(lanes, states, may.reports);
        Keys { cues, sources: pointer.source.keys(lanes, states, may.names) }
    }
}

/// The sources of stretches of content.
struct Pointing<'a> {
    pointer: &'a Pointer,
    states: &'a [State],
    keys: &'a Keys,
    contents: &'a [Range<usize>],
    counts: &'a [Counts],
}

impl Task for Pointing<'_> {
    type Output = Vec<Pointed>;

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) -> Vec<Pointed> {
        let Self { pointer, states, keys, contents, counts } = self;
        let mut pointed = Vec::with_capacity(contents.len());
        for content in contents {
            pointed.push(pointer.pointed(lanes, states, keys, content, counts));
        }
        pointed
    }
}

/// Eight sums side by side, in one order on every machine.
#[inline(always)]
fn dot<L: Lanes>(lanes: L, one: &Query, other: &Query) -> f32 {
    let mut sums = lanes.splat(0.0);
    for (a, b) in one.iter().zip(other) {
        sums = lanes.plus(sums, lanes.times(lanes.load(a), lanes.load(b)));
    }
    lanes.store(sums).0.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_counts_what_begins_between() {
        // “Venn spoke. “Stay,” she said, “or go.””: sentences and marks up to each of 9 tokens.
        let counts = [[1, 0], [1, 0], [1, 0], [2, 1], [2, 1], [2, 1], [2, 1], [2, 2], [2, 2]];
        let sides = |content, at| {
            let gap = gap(&counts, &content, at);
            (gap / (SENTENCES * MARKS), gap / MARKS % SENTENCES, gap % MARKS)
        };
        assert_eq!(sides(3..5, 0), (0, 1, 0));
        assert_eq!(sides(3..5, 5), (1, 0, 0));
        assert_eq!(sides(7..9, 5), (0, 0, 0));
        assert_eq!(sides(7..9, 0), (0, 1, 1));
        assert_eq!(sides(0..2, 8), (1, 1, 2));
    }
}
