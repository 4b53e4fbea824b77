//! A matrix of whole numbers of 8 bits.
//!
//! Processors multiply them and add the products in pairs by one instruction, four times as many
//! as of `f32`; and sums of whole numbers are the same in any order. The sums have 16 bits, which
//! the weights are made small enough for, and go to wider ones before they are scaled.

use super::lanes::{Four, LANES, Lanes, Numbers, Pairs, Vector};
use std::array;

/// How many inputs are summed up in 16 bits: the fewer, the finer may the weights be.
const INPUTS: usize = 32;
/// The same, in fours.
const FOURS: usize = INPUTS / 4;

/// Weights and bias of `VECTORS` times eight outputs, of which `PANEL` vectors are summed up at a
/// time: as many as leave registers for the inputs, and no more than there are.
pub(super) struct Matrix<const VECTORS: usize, const PANEL: usize> {
    /// Panel by panel, and in each the weights of so many inputs.
    blocks: Vec<Block<PANEL>>,
    /// What one step of a sum is worth.
    scale: [Numbers; VECTORS],
    bias: [Numbers; VECTORS],
}

/// The weights of `INPUTS` inputs.
struct Block<const PANEL: usize> {
    /// With what the sums begin, for an input that stands for 0 to add nothing.
    begin: [Pairs; PANEL],
    weights: [[Vector; PANEL]; FOURS],
}

impl<const VECTORS: usize, const PANEL: usize> Matrix<VECTORS, PANEL> {
    /// Takes `weights` of a row an input, for inputs up to twice `zero`, which stands for 0, and
    /// each step of which is worth `unit`. Inputs beyond a multiple of `INPUTS` are left out.
    pub(super) fn new(weights: &[f32], bias: &[f32], unit: f32, zero: u8) -> Self {
        let rows: Vec<&[f32]> = weights.chunks_exact(VECTORS * LANES).collect();
        let (blocks, _) = rows.as_chunks::<INPUTS>();
        let mut steps = [[0.0; LANES]; VECTORS];
        for (output, steps) in steps.as_flattened_mut().iter_mut().enumerate() {
            *steps = blocks.iter().map(|rows| most_steps(rows, output, zero)).fold(1e9, f32::min);
        }
        let panel = |index: usize| {
            let whole = move |row: &[f32], output: usize| {
                let steps = steps.as_flattened().get(output).copied().unwrap_or_default();
                // Rounds without a call, for every start waits for this.
                let exact = weight(row, output) * steps;
                (exact + 0.5_f32.copysign(exact)) as i8
            };
            let first = index * PANEL * LANES;
            blocks.iter().map(move |rows| Block::new(rows, first, whole, zero))
        };
        Self {
            blocks: (0..VECTORS / PANEL).flat_map(panel).collect(),
            scale: steps.map(|steps| Numbers(steps.map(|steps| unit / steps))),
            bias: array::from_fn(|vector| {
                Numbers(bias.as_chunks().0.get(vector).copied().unwrap_or_default())
            }),
        }
    }

    /// Returns weights · inputs + bias.
    #[inline(always)]
    pub(super) fn product<L: Lanes>(&self, lanes: L, inputs: &[Four]) -> [L::Floats; VECTORS] {
        let mut outputs = [lanes.splat(0.0); VECTORS];
        let (outs, _) = outputs.as_chunks_mut::<PANEL>();
        for (index, outs) in outs.iter_mut().enumerate() {
            *outs = self.panel(lanes, inputs, index);
        }
        outputs
    }

    /// Returns the outputs of one panel.
    #[inline(always)]
    pub(super) fn panel<L: Lanes>(
        &self,
        lanes: L,
        inputs: &[Four],
        index: usize,
    ) -> [L::Floats; PANEL] {
        // Loops, for what stands in a closure is not sure to be inlined.
        let (inputs, _) = inputs.as_chunks::<FOURS>();
        let blocks = self.blocks.get(index * inputs.len()..).unwrap_or_default();
        let mut sums = [lanes.zero(); PANEL];
        for (inputs, block) in inputs.iter().zip(blocks) {
            let mut pairs = [lanes.begin(&Pairs::default()); PANEL];
            for (pairs, begin) in pairs.iter_mut().zip(&block.begin) {
                *pairs = lanes.begin(begin);
            }
            for (&four, row) in inputs.iter().zip(&block.weights) {
                for (pairs, weights) in pairs.iter_mut().zip(row) {
                    *pairs = lanes.add(*pairs, weights, four);
                }
            }
            for (sum, pairs) in sums.iter_mut().zip(pairs) {
                *sum = lanes.gather(*sum, pairs);
            }
        }
        let mut outs = [lanes.splat(0.0); PANEL];
        let scales = self.scale.get(index * PANEL..).unwrap_or_default();
        let biases = self.bias.get(index * PANEL..).unwrap_or_default();
        for (((out, sum), scale), bias) in outs.iter_mut().zip(sums).zip(scales).zip(biases) {
            let scaled = lanes.times(lanes.floats(sum), lanes.load(scale));
            *out = lanes.plus(scaled, lanes.load(bias));
        }
        outs
    }
}

impl<const PANEL: usize> Block<PANEL> {
    /// Takes the weights of the outputs from `first` on, made whole by `whole`.
    fn new(
        rows: &[&[f32]; INPUTS],
        first: usize,
        whole: impl Fn(&[f32], usize) -> i8,
        zero: u8,
    ) -> Self {
        let (fours, _) = rows.as_chunks::<4>();
        let weights: [[Vector; PANEL]; FOURS] = array::from_fn(|four| {
            array::from_fn(|vector| {
                let output = |at: usize| first + vector * LANES + at / 4;
                let row = |at: usize| fours.get(four).and_then(|four| four.get(at % 4));
                Vector(array::from_fn(|at| row(at).map_or(0, |row| whole(row, output(at)))))
            })
        });
        let begin = array::from_fn(|vector| {
            let of = weights.iter().filter_map(|row| row.get(vector));
            Pairs(of.fold([0; 2 * LANES], |mut sums, Vector(weights)| {
                let (pairs, _) = weights.as_chunks::<2>();
                for (sum, [a, b]) in sums.iter_mut().zip(pairs) {
                    let weight = i16::from(*a) + i16::from(*b);
                    *sum = sum.wrapping_sub(weight.wrapping_mul(i16::from(zero)));
                }
                sums
            }))
        });
        Self { begin, weights }
    }
}

fn weight(row: &[f32], output: usize) -> f32 {
    row.get(output).copied().unwrap_or_default()
}

/// Returns in how many steps the weight 1 of an output may be cut, for no sum of products to leave
/// 16 bits: not the two of one instruction, which has no more for them, nor what they all come to.
fn most_steps(rows: &[&[f32]; INPUTS], output: usize, zero: u8) -> f32 {
    let weights = rows.map(|row| weight(row, output).abs());
    let largest = weights.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let mut sums = [0.0; 2];
    for [a, b, c, d] in weights.as_chunks().0 {
        sums = [sums[0] + a + b, sums[1] + c + d];
    }
    let most = i16::MAX / (2 * (2 * i16::from(zero) - 1));
    // Rounding makes each weight half a step larger at most.
    let of_sum = f32::from(i16::MAX / i16::from(zero)) - INPUTS as f32 / 4.0;
    let steps = f32::from(most.min(i16::from(i8::MAX))) / largest;
    steps.min(of_sum / sums[0].max(sums[1]).max(f32::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::super::lanes::{Every, Task, dispatch};
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    struct Product<'a>(&'a Matrix<2, 1>, &'a [Four]);

    impl Task for Product<'_> {
        type Output = [[f32; LANES]; 2];

        fn run<L: Lanes>(self, lanes: L) -> Self::Output {
            self.0.product(lanes, self.1).map(|numbers| lanes.store(numbers).0)
        }
    }

    const OUTPUTS: usize = 2 * LANES;

    /// Weights, so many of which for one that is not 0 are: few large ones fill a product, many
    /// fill a sum.
    fn weights(nothing: u32) -> impl Strategy<Value = Vec<f32>> {
        let weight = prop_oneof![-1.0_f32..1.0, Just(1.0), Just(-1.0)];
        vec(prop_oneof![nothing => Just(0.0), 1 => weight], 2 * INPUTS * OUTPUTS)
    }

    proptest! {
        /// The same with all instructions, and what the numbers themselves come to.
        #[test]
        fn a_product_is_that_of_the_numbers(
            weights in prop_oneof![weights(0), weights(20)],
            bias in vec(-1.0_f32..1.0, OUTPUTS),
            inputs in vec(prop_oneof![any::<u8>(), Just(0), Just(u8::MAX)], 2 * INPUTS),
            zero in prop_oneof![Just(64_u8), Just(128)],
        ) {
            let inputs: Vec<u8> = inputs.into_iter().map(|input| input.min(2 * (zero - 1) + 1)).collect();
            let unit = 1.0 / f32::from(zero);
            let matrix = Matrix::<2, 1>::new(&weights, &bias, unit, zero);
            let (fours, _) = inputs.as_chunks();
            let found = dispatch(Product(&matrix, fours));
            prop_assert_eq!(found, Product(&matrix, fours).run(Every));
            let signed: Vec<f32> = inputs.iter().map(|&x| f32::from(x) - f32::from(zero)).collect();
            let all: f32 = signed.iter().map(|input| input.abs()).sum();
            for (output, found) in found.as_flattened().iter().enumerate() {
                let products = signed.iter().zip(weights.chunks_exact(OUTPUTS));
                let exact = products.map(|(input, row)| row[output] * input * unit).sum::<f32>();
                let exact = exact + bias[output];
                // Half a step is lost of each weight at most.
                let step = matrix.scale[output / LANES].0[output % LANES];
                let near = (found - exact).abs() <= step / 2.0 * all + 1e-3;
                prop_assert!(near, "{output}: {found}, not {exact}");
            }
        }
    }
}
