//! The instructions with which products are summed up, chosen when the program runs.
//!
//! Eight sums at a time where the processor has AVX2, else four with what every processor of the
//! architecture has. Sums of whole numbers are the same in any order, and nothing here contracts a
//! product and a sum of `f32`, so that a text has one reading on every machine.

use wide::{i16x8, i32x4};

/// Weights of eight outputs for two inputs: output by output, first input first.
pub(super) type Vector = [i16; 16];

/// What adds up the products of eight outputs.
pub(super) trait Lanes: Copy {
    type Sums: Copy;

    fn zero(self) -> Self::Sums;

    /// Adds the products of two inputs.
    fn add(self, sums: Self::Sums, weights: &Vector, inputs: [i16; 2]) -> Self::Sums;

    fn numbers(self, sums: Self::Sums) -> [i32; 8];
}

/// What can be done with any instructions. Whatever `run` calls and is to use them must be
/// inlined into it.
pub(super) trait Task {
    type Output;

    fn run<L: Lanes>(self, lanes: L) -> Self::Output;
}

/// Runs a task with the best instructions that the processor has.
pub(super) fn dispatch<T: Task>(task: T) -> T::Output {
    #[cfg(target_arch = "x86_64")]
    if let Some(wide) = avx2::Avx2::found() {
        return wide.run(task);
    }
    task.run(Every)
}

/// The instructions that every processor of the architecture has.
#[derive(Clone, Copy)]
pub(super) struct Every;

impl Lanes for Every {
    type Sums = [i32x4; 2];

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [i32x4::ZERO; 2]
    }

    #[inline(always)]
    fn add(self, [low, high]: Self::Sums, weights: &Vector, [a, b]: [i16; 2]) -> Self::Sums {
        let inputs = i16x8::new([a, b, a, b, a, b, a, b]);
        let [first, second]: [[i16; 8]; 2] = pulp::cast(*weights);
        [low + inputs.dot(i16x8::new(first)), high + inputs.dot(i16x8::new(second))]
    }

    #[inline(always)]
    fn numbers(self, sums: Self::Sums) -> [i32; 8] {
        pulp::cast(sums.map(i32x4::to_array))
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use super::{Lanes, Task, Vector};
    use pulp::NullaryFnOnce;
    use pulp::x86::V3;
    use std::arch::x86_64::__m256i;

    #[derive(Clone, Copy)]
    pub(super) struct Avx2(V3);

    struct With<T>(T, Avx2);

    impl<T: Task> NullaryFnOnce for With<T> {
        type Output = T::Output;

        #[inline(always)]
        fn call(self) -> T::Output {
            self.0.run(self.1)
        }
    }

    impl Avx2 {
        pub(super) fn found() -> Option<Self> {
            V3::try_new().map(Self)
        }

        pub(super) fn run<T: Task>(self, task: T) -> T::Output {
            self.0.vectorize(With(task, self))
        }
    }

    impl Lanes for Avx2 {
        type Sums = __m256i;

        #[inline(always)]
        fn zero(self) -> __m256i {
            self.0.avx._mm256_setzero_si256()
        }

        #[inline(always)]
        fn add(self, sums: __m256i, weights: &Vector, inputs: [i16; 2]) -> __m256i {
            let inputs = self.0.avx._mm256_set1_epi32(pulp::cast(inputs));
            let products = self.0.avx2._mm256_madd_epi16(inputs, pulp::cast(*weights));
            self.0.avx2._mm256_add_epi32(sums, products)
        }

        #[inline(always)]
        fn numbers(self, sums: __m256i) -> [i32; 8] {
            pulp::cast(sums)
        }
    }
}
