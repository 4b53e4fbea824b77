//! A matrix of whole numbers of 16 bits.
//!
//! Processors multiply them and add the products in pairs by one instruction, at twice the rate
//! of `f32` or more; and sums of whole numbers are the same in any order.

use super::lanes::{LANES, Lanes, Numbers, Vector};
use std::array;

/// What the sum of an output's products stays below.
const BOUND: f64 = 2.0e9;

/// Weights and bias of `VECTORS` times eight outputs, of which `PANEL` vectors are summed up at a
/// time: as many as leave registers for the inputs, and no more than there are.
pub(super) struct Matrix<const VECTORS: usize, const PANEL: usize> {
    /// Panel by panel, and in each the weights of every two inputs.
    weights: Vec<[Vector; PANEL]>,
    /// What one step of a sum is worth.
    scale: [Numbers; VECTORS],
    bias: [Numbers; VECTORS],
}

impl<const VECTORS: usize, const PANEL: usize> Matrix<VECTORS, PANEL> {
    /// Takes `weights` of a row an input, for inputs of whole numbers up to `largest`, each step
    /// of which is worth `unit`.
    pub(super) fn new(weights: &[f32], bias: &[f32], unit: f32, largest: i16) -> Self {
        let rows: Vec<&[f32]> = weights.chunks_exact(VECTORS * LANES).collect();
        let mut most = [[f32::MIN_POSITIVE; LANES]; VECTORS];
        let mut sums = [[0.0; LANES]; VECTORS];
        for row in &rows {
            let outputs = most.as_flattened_mut().iter_mut().zip(sums.as_flattened_mut());
            for (weight, (most, sum)) in row.iter().zip(outputs) {
                *most = most.max(weight.abs());
                *sum += f64::from(weight.abs());
            }
        }
        let mut steps = [[0.0; LANES]; VECTORS];
        let of = most.as_flattened().iter().zip(sums.as_flattened());
        for (steps, (most, sum)) in steps.as_flattened_mut().iter_mut().zip(of) {
            let most = f64::from(*most);
            *steps = (f64::from(i16::MAX) / most).min(BOUND / (sum.max(most) * f64::from(largest)));
        }
        let whole = |row: Option<&&[f32]>, output: usize| {
            let weight = row.and_then(|row| row.get(output)).copied().unwrap_or_default();
            let steps = steps.as_flattened().get(output).copied().unwrap_or_default();
            // Rounds without a call, for every start waits for this.
            let exact = f64::from(weight) * steps;
            (exact + 0.5_f64.copysign(exact)) as i16
        };
        let panel = |index: usize| {
            rows.chunks(2).map(move |rows| {
                array::from_fn(|vector| {
                    let first = (index * PANEL + vector) * LANES;
                    Vector(array::from_fn(|at| whole(rows.get(at % 2), first + at / 2)))
                })
            })
        };
        Self {
            weights: (0..VECTORS / PANEL).flat_map(panel).collect(),
            scale: steps.map(|steps| Numbers(steps.map(|steps| (f64::from(unit) / steps) as f32))),
            bias: array::from_fn(|vector| {
                Numbers(bias.as_chunks().0.get(vector).copied().unwrap_or_default())
            }),
        }
    }

    /// Returns weights · inputs + bias.
    #[inline(always)]
    pub(super) fn product<L: Lanes>(&self, lanes: L, inputs: &[i16]) -> [L::Floats; VECTORS] {
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
        inputs: &[i16],
        index: usize,
    ) -> [L::Floats; PANEL] {
        // Loops, for what stands in a closure is not sure to be inlined.
        let (pairs, _) = inputs.as_chunks::<2>();
        let weights = self.weights.get(index * pairs.len()..).unwrap_or_default();
        let mut sums = [lanes.zero(); PANEL];
        for (&pair, row) in pairs.iter().zip(weights) {
            for (sum, weights) in sums.iter_mut().zip(row) {
                *sum = lanes.add(*sum, weights, pair);
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

#[cfg(test)]
mod tests {
    use super::super::lanes::{Every, Task, dispatch};
    use super::*;

    struct Product<'a>(&'a Matrix<1, 1>, &'a [i16]);

    impl Task for Product<'_> {
        type Output = [f32; 8];

        fn run<L: Lanes>(self, lanes: L) -> [f32; 8] {
            let [numbers] = self.0.product(lanes, self.1);
            lanes.store(numbers).0
        }
    }

    #[test]
    fn a_product_is_that_of_the_numbers() {
        let weights: Vec<f32> = (0..6 * 8).map(|i| ((i * 37 % 19) as f32 - 9.0) / 7.0).collect();
        let bias = [0.5_f32; 8];
        let inputs = [100_i16, -200, 300, 0, 8192, -8192];
        let matrix = Matrix::<1, 1>::new(&weights, &bias, 1.0 / 8192.0, 8192);
        let [found] = matrix.product(Every, &inputs).map(|numbers| Every.store(numbers).0);
        assert_eq!(found, dispatch(Product(&matrix, &inputs)));
        for (output, found) in found.into_iter().enumerate() {
            let expected = bias[output]
                + (0..6)
                    .map(|i| weights[i * 8 + output] * f32::from(inputs[i]) / 8192.0)
                    .sum::<f32>();
            assert!((found - expected).abs() < 1e-3, "{output}: {found}, not {expected}");
        }
    }
}
