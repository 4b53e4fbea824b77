//! The pointer from content to its source, with its slopes: the same sums as the library's.

use crate::corpus::Example;
use crate::net::{Param, Random, add_scaled, mul_add, mul_back};
use pullquote::annotate::tag::{KEY, NOBODY, PLACES, place};
use std::ops::Range;

/// How much where content points counts beside the tag of a token.
const SHARE: f32 = 0.5;

/// Queries from the states at both ends of content, keys from those of the tokens.
#[derive(Clone)]
pub(crate) struct Pointer {
    pub(crate) query: Param,
    pub(crate) query_bias: Param,
    pub(crate) key: Param,
    pub(crate) key_bias: Param,
    pub(crate) nobody: Param,
    pub(crate) places: Param,
    /// Width of a state.
    width: usize,
}

/// Slopes of every parameter, summed over examples.
pub(crate) struct PointerSlopes {
    query: Vec<f32>,
    query_bias: Vec<f32>,
    key: Vec<f32>,
    key_bias: Vec<f32>,
    nobody: Vec<f32>,
    places: Vec<f32>,
}

impl PointerSlopes {
    pub(crate) fn all(&mut self) -> [&mut Vec<f32>; 6] {
        let Self { query, query_bias, key, key_bias, nobody, places } = self;
        [query, query_bias, key, key_bias, nobody, places]
    }
}

impl Pointer {
    pub(crate) fn new(width: usize, random: &mut Random) -> Self {
        let mut matrix =
            |inputs: usize| Param::new(inputs * KEY, (1.0 / inputs as f32).sqrt(), random);
        Self {
            query: matrix(2 * width),
            query_bias: Param::zeros(KEY),
            key: matrix(width),
            key_bias: Param::zeros(KEY),
            nobody: Param::zeros(KEY),
            places: Param::zeros(PLACES),
            width,
        }
    }

    pub(crate) fn all(&mut self) -> [&mut Param; 6] {
        let Self { query, query_bias, key, key_bias, nobody, places, .. } = self;
        [query, query_bias, key, key_bias, nobody, places]
    }

    /// Slopes that are zero.
    pub(crate) fn slopes(&self) -> PointerSlopes {
        let zeros = |of: &Param| vec![0.0; of.w.len()];
        PointerSlopes {
            query: zeros(&self.query),
            query_bias: zeros(&self.query_bias),
            key: zeros(&self.key),
            key_bias: zeros(&self.key_bias),
            nobody: zeros(&self.nobody),
            places: zeros(&self.places),
        }
    }

    /// Adds the slopes of one example, and those of the states, the first of `tops`; returns the
    /// loss (negative log likelihood that one of the source's tokens is pointed to).
    pub(crate) fn learn(
        &self,
        example: &Example,
        tops: &[Vec<f32>],
        top_slopes: &mut [Vec<f32>],
        slopes: &mut PointerSlopes,
    ) -> f64 {
        if example.contents.is_empty() {
            return 0.0;
        }
        let mut keys = vec![[0.0; KEY]; tops.len()];
        for (key, top) in keys.iter_mut().zip(tops) {
            key.copy_from_slice(&self.key_bias.w);
            mul_add(&top[..self.width], &self.key.w, key);
        }
        let mut key_slopes = vec![[0.0; KEY]; tops.len()];
        let mut loss = 0.0;
        for (content, source) in &example.contents {
            let ends = [content.start, content.end - 1];
            let inputs: Vec<f32> =
                ends.iter().flat_map(|&at| &tops[at][..self.width]).copied().collect();
            let mut query = [0.0; KEY];
            query.copy_from_slice(&self.query_bias.w);
            mul_add(&inputs, &self.query.w, &mut query);
            let mut query_slope = [0.0; KEY];
            for (at, slope) in self.choices(example, content, source, &keys, &query, &mut loss) {
                match at {
                    Some(at) => {
                        add_scaled(&mut query_slope, &keys[at], slope);
                        add_scaled(&mut key_slopes[at], &query, slope);
                        slopes.places[place(content, at)] += slope;
                    }
                    None => {
                        add_scaled(&mut query_slope, &self.nobody.w, slope);
                        add_scaled(&mut slopes.nobody, &query, slope);
                        slopes.places[NOBODY] += slope;
                    }
                }
            }
            add_scaled(&mut slopes.query_bias, &query_slope, 1.0);
            let mut input_slopes = vec![0.0; inputs.len()];
            mul_back(&inputs, &self.query.w, &query_slope, &mut input_slopes, &mut slopes.query);
            for (&at, own) in ends.iter().zip(input_slopes.chunks_exact(self.width)) {
                add_scaled(&mut top_slopes[at][..self.width], own, 1.0);
            }
        }
        for ((own, top), top_slope) in key_slopes.iter().zip(tops).zip(top_slopes) {
            add_scaled(&mut slopes.key_bias, own, 1.0);
            let (top, top_slope) = (&top[..self.width], &mut top_slope[..self.width]);
            mul_back(top, &self.key.w, own, top_slope, &mut slopes.key);
        }
        loss
    }

    /// The slope of the score of every choice: the token, or nobody.
    fn choices(
        &self,
        example: &Example,
        content: &Range<usize>,
        source: &[usize],
        keys: &[[f32; KEY]],
        query: &[f32; KEY],
        loss: &mut f64,
    ) -> Vec<(Option<usize>, f32)> {
        let dot = |key: &[f32]| key.iter().zip(query).map(|(a, b)| a * b).sum::<f32>();
        let may = |at: &usize| example.may_name[*at] && !content.contains(at);
        let mut choices: Vec<(Option<usize>, f32)> = (0..keys.len())
            .filter(may)
            .map(|at| (Some(at), dot(&keys[at]) + self.places.w[place(content, at)]))
            .collect();
        choices.push((None, dot(&self.nobody.w) + self.places.w[NOBODY]));
        let top = choices.iter().fold(f32::MIN, |top, choice| top.max(choice.1));
        choices.iter_mut().for_each(|choice| choice.1 = (choice.1 - top).exp());
        let right = |at: Option<usize>| match at {
            Some(at) => source.contains(&at),
            None => source.is_empty(),
        };
        let all: f32 = choices.iter().map(|choice| choice.1).sum();
        let known: f32 = choices.iter().filter(|c| right(c.0)).map(|choice| choice.1).sum();
        *loss -= f64::from((known / all).max(1e-9).ln());
        let known = known.max(all * 1e-9);
        for (at, share) in &mut choices {
            *share = SHARE * (*share / all - if right(*at) { *share / known } else { 0.0 });
        }
        choices
    }
}
