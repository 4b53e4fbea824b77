//! The pointers from content to its cue and with that to its source, with their slopes: the same
//! sums as the library's.
//!
//! While learning, the source is looked for with the state of the right cue.

use crate::corpus::{Example, Pointing};
use crate::net::{Param, Random, add_scaled, mul_add, mul_back};
use pullquote::annotate::tag::{GAPS, KEY, NOBODY, PLACES, gap, place};

/// How much where content points counts beside the tag of a token: for its source and its cue.
const SHARE: f32 = 0.5;
const CUE_SHARE: f32 = 0.25;

/// What scores the tokens for one purpose; with the places and the gaps between cue and token
/// where the cue is known.
#[derive(Clone)]
pub(crate) struct Head<T> {
    pub(crate) query: T,
    pub(crate) query_bias: T,
    pub(crate) key: T,
    pub(crate) key_bias: T,
    pub(crate) nobody: T,
    pub(crate) places: T,
    pub(crate) gaps: T,
    pub(crate) cue_places: T,
    pub(crate) cue_gaps: T,
}

impl<T> Head<T> {
    fn all(&mut self) -> [&mut T; 9] {
        let Self { query, query_bias, key, key_bias, nobody, .. } = self;
        let Self { places, gaps, cue_places, cue_gaps, .. } = self;
        [query, query_bias, key, key_bias, nobody, places, gaps, cue_places, cue_gaps]
    }
}

/// Both pointers.
#[derive(Clone)]
pub(crate) struct Pointer {
    pub(crate) cue: Head<Param>,
    pub(crate) source: Head<Param>,
    /// Width of a state.
    width: usize,
}

/// Slopes of every parameter, summed over examples.
pub(crate) struct PointerSlopes {
    cue: Head<Vec<f32>>,
    source: Head<Vec<f32>>,
}

impl PointerSlopes {
    pub(crate) fn all(&mut self) -> impl Iterator<Item = &mut Vec<f32>> {
        self.cue.all().into_iter().chain(self.source.all())
    }
}

/// A token, or none of them, with a number.
type Choice = (Option<usize>, f32);

/// One choice that is to be learned.
struct Lesson<'a> {
    example: &'a Example,
    pointing: &'a Pointing,
    /// The tokens whose states make the query; none has a state of zeros.
    asking: &'a [Option<usize>],
    /// The tokens that can be chosen.
    may: &'a [bool],
    /// The cue, if it is known.
    cue: Option<usize>,
    /// The right choices; none of them if there are none.
    right: &'a [usize],
    /// How much it counts.
    share: f32,
}

impl Lesson<'_> {
    /// How a token stands to the content: place and gap.
    fn stands(&self, at: usize) -> (usize, usize) {
        let content = &self.pointing.content;
        (place(content, at), gap(&self.example.counts, content, at))
    }

    /// How it stands to the cue.
    fn stands_to_cue(&self, at: usize) -> Option<(usize, usize)> {
        let cue = self.cue.map(|cue| cue..cue + 1)?;
        Some((place(&cue, at), gap(&self.example.counts, &cue, at)))
    }
}

/// What the learning of a head reads and adds up in one example.
struct Work<'a> {
    tops: &'a [Vec<f32>],
    top_slopes: &'a mut [Vec<f32>],
    keys: &'a [[f32; KEY]],
    key_slopes: &'a mut [[f32; KEY]],
}

impl Head<Param> {
    fn new(width: usize, asking: usize, random: &mut Random) -> Self {
        let mut matrix =
            |inputs: usize| Param::new(inputs * KEY, (1.0 / inputs as f32).sqrt(), random);
        Self {
            query: matrix(asking * width),
            query_bias: Param::zeros(KEY),
            key: matrix(width),
            key_bias: Param::zeros(KEY),
            nobody: Param::zeros(KEY),
            places: Param::zeros(PLACES),
            gaps: Param::zeros(GAPS),
            cue_places: Param::zeros(PLACES),
            cue_gaps: Param::zeros(GAPS),
        }
    }

    fn slopes(&self) -> Head<Vec<f32>> {
        let zeros = |of: &Param| vec![0.0; of.w.len()];
        Head {
            query: zeros(&self.query),
            query_bias: zeros(&self.query_bias),
            key: zeros(&self.key),
            key_bias: zeros(&self.key_bias),
            nobody: zeros(&self.nobody),
            places: zeros(&self.places),
            gaps: zeros(&self.gaps),
            cue_places: zeros(&self.cue_places),
            cue_gaps: zeros(&self.cue_gaps),
        }
    }

    fn keys(&self, width: usize, tops: &[Vec<f32>]) -> Vec<[f32; KEY]> {
        let mut keys = vec![[0.0; KEY]; tops.len()];
        for (key, top) in keys.iter_mut().zip(tops) {
            key.copy_from_slice(&self.key_bias.w);
            mul_add(&top[..width], &self.key.w, key);
        }
        keys
    }

    /// Learns one choice; returns how likely each was, in no certain unit, and the loss.
    fn learn(
        &self,
        width: usize,
        lesson: &Lesson<'_>,
        work: &mut Work<'_>,
        slopes: &mut Head<Vec<f32>>,
    ) -> (Vec<Choice>, f64) {
        let mut inputs = vec![0.0; lesson.asking.len() * width];
        for (input, at) in inputs.chunks_exact_mut(width).zip(lesson.asking) {
            at.iter().for_each(|&at| input.copy_from_slice(&work.tops[at][..width]));
        }
        let mut query = [0.0; KEY];
        query.copy_from_slice(&self.query_bias.w);
        mul_add(&inputs, &self.query.w, &mut query);
        let choices = self.choices(lesson, work.keys, &query);
        let is_right = |at: Option<usize>| match at {
            Some(at) => lesson.right.contains(&at),
            None => lesson.right.is_empty(),
        };
        let all: f32 = choices.iter().map(|choice| choice.1).sum();
        let known: f32 = choices.iter().filter(|c| is_right(c.0)).map(|choice| choice.1).sum();
        let loss = -f64::from((known / all).max(1e-9).ln());
        let known = known.max(all * 1e-9);
        let mut query_slope = [0.0; KEY];
        for &(at, likely) in &choices {
            let wanted = if is_right(at) { likely / known } else { 0.0 };
            let slope = lesson.share * (likely / all - wanted);
            let Some(at) = at else {
                add_scaled(&mut query_slope, &self.nobody.w, slope);
                add_scaled(&mut slopes.nobody, &query, slope);
                slopes.places[NOBODY] += slope;
                continue;
            };
            add_scaled(&mut query_slope, &work.keys[at], slope);
            add_scaled(&mut work.key_slopes[at], &query, slope);
            let (place, gap) = lesson.stands(at);
            slopes.places[place] += slope;
            slopes.gaps[gap] += slope;
            if let Some((place, gap)) = lesson.stands_to_cue(at) {
                slopes.cue_places[place] += slope;
                slopes.cue_gaps[gap] += slope;
            }
        }
        add_scaled(&mut slopes.query_bias, &query_slope, 1.0);
        let mut input_slopes = vec![0.0; inputs.len()];
        mul_back(&inputs, &self.query.w, &query_slope, &mut input_slopes, &mut slopes.query);
        for (own, at) in input_slopes.chunks_exact(width).zip(lesson.asking) {
            at.iter().for_each(|&at| add_scaled(&mut work.top_slopes[at][..width], own, 1.0));
        }
        (choices, loss)
    }

    /// How likely every choice is, the likeliest being 1.
    fn choices(&self, lesson: &Lesson<'_>, keys: &[[f32; KEY]], query: &[f32; KEY]) -> Vec<Choice> {
        let dot = |key: &[f32]| key.iter().zip(query).map(|(a, b)| a * b).sum::<f32>();
        let score = |at: usize| {
            let (place, gap) = lesson.stands(at);
            let stands = self.places.w[place] + self.gaps.w[gap];
            let to_cue = lesson.stands_to_cue(at);
            let to_cue = to_cue.map(|(place, gap)| self.cue_places.w[place] + self.cue_gaps.w[gap]);
            dot(&keys[at]) + stands + to_cue.unwrap_or(0.0)
        };
        let can = |at: &usize| lesson.may[*at] && !lesson.pointing.content.contains(at);
        let mut choices: Vec<Choice> =
            (0..keys.len()).filter(can).map(|at| (Some(at), score(at))).collect();
        choices.push((None, dot(&self.nobody.w) + self.places.w[NOBODY]));
        let top = choices.iter().fold(f32::MIN, |top, choice| top.max(choice.1));
        choices.iter_mut().for_each(|choice| choice.1 = (choice.1 - top).exp());
        choices
    }

    /// Carries the slopes of the keys back.
    fn back(&self, width: usize, work: Work<'_>, slopes: &mut Head<Vec<f32>>) {
        let Work { tops, top_slopes, key_slopes, .. } = work;
        for ((own, top), top_slope) in key_slopes.iter().zip(tops).zip(top_slopes) {
            add_scaled(&mut slopes.key_bias, own, 1.0);
            let (top, top_slope) = (&top[..width], &mut top_slope[..width]);
            mul_back(top, &self.key.w, own, top_slope, &mut slopes.key);
        }
    }
}

impl Pointer {
    pub(crate) fn new(width: usize, random: &mut Random) -> Self {
        Self { cue: Head::new(width, 2, random), source: Head::new(width, 3, random), width }
    }

    pub(crate) fn all(&mut self) -> impl Iterator<Item = &mut Param> {
        self.cue.all().into_iter().chain(self.source.all())
    }

    /// Slopes that are zero.
    pub(crate) fn slopes(&self) -> PointerSlopes {
        PointerSlopes { cue: self.cue.slopes(), source: self.source.slopes() }
    }

    /// Adds the slopes of one example, and those of the states, the first of `tops`; returns the
    /// loss (negative log likelihood that a token of the cue and one of the source are chosen).
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
        let width = self.width;
        let [cue_keys, keys] = [&self.cue, &self.source].map(|head| head.keys(width, tops));
        let [mut cue_slopes, mut key_slopes] = [(); 2].map(|()| vec![[0.0; KEY]; tops.len()]);
        let mut loss = 0.0;
        for pointing in &example.contents {
            let ends = [pointing.content.start, pointing.content.end - 1].map(Some);
            let lesson = Lesson {
                example,
                pointing,
                asking: &ends,
                may: &example.may_report,
                cue: None,
                right: &pointing.cue,
                share: CUE_SHARE,
            };
            let mut work = Work { tops, top_slopes, keys: &cue_keys, key_slopes: &mut cue_slopes };
            let (choices, cue_loss) = self.cue.learn(width, &lesson, &mut work, &mut slopes.cue);
            let right = |choice: &&Choice| choice.0.is_some_and(|at| pointing.cue.contains(&at));
            let known = choices.iter().filter(right);
            let cue = known.max_by(|one, other| one.1.total_cmp(&other.1)).and_then(|c| c.0);
            let lesson = Lesson {
                asking: &[ends[0], ends[1], cue],
                may: &example.may_name,
                cue,
                right: &pointing.source,
                share: SHARE,
                ..lesson
            };
            let mut work = Work { tops, top_slopes, keys: &keys, key_slopes: &mut key_slopes };
            loss += self.source.learn(width, &lesson, &mut work, &mut slopes.source).1 + cue_loss;
        }
        let work = Work { tops, top_slopes, keys: &cue_keys, key_slopes: &mut cue_slopes };
        self.cue.back(width, work, &mut slopes.cue);
        let work = Work { tops, top_slopes, keys: &keys, key_slopes: &mut key_slopes };
        self.source.back(width, work, &mut slopes.source);
        loss
    }
}
