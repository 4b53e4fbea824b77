//! The instructions with which products are summed up, chosen when the program runs.
//!
//! Eight sums at a time where the processor has AVX2, else four with what every processor of the
//! architecture has. Sums of whole numbers are the same in any order, and nothing here contracts a
//! product and a sum of `f32`, so that a text has one reading on every machine. What is done with
//! `f32` is spelled out as well, for loops over them are not sure to become such instructions.

use wide::{f32x8, i16x8, i32x4, i32x8};

/// How many numbers are reckoned with at a time.
pub(super) const LANES: usize = 8;

/// Eight numbers that lie in one line of the processor's caches: reading over two takes longer.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
pub(super) struct Numbers(pub(super) [f32; LANES]);

/// Four inputs.
pub(super) type Four = [u8; 4];

/// Weights of eight outputs for four inputs, which lie so as well: output by output, first input
/// first.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub(super) struct Vector(pub(super) [i8; 4 * LANES]);

/// Two sums of each of eight outputs: of its first two inputs of four, and of the others.
#[derive(Clone, Copy, Default)]
#[repr(align(32))]
pub(super) struct Pairs(pub(super) [i16; 2 * LANES]);

/// What adds up the products of eight outputs and reckons with what comes of them.
pub(super) trait Lanes: Copy {
    /// Two sums of products for each output, in 16 bits.
    type Pairs: Copy;
    /// Sums of products.
    type Sums: Copy;
    /// Numbers.
    type Floats: Copy;

    fn begin(self, pairs: &Pairs) -> Self::Pairs;

    /// Adds the products of four inputs, two of which must not leave 16 bits. The sums may on the
    /// way to one that does not.
    fn add(self, pairs: Self::Pairs, weights: &Vector, inputs: Four) -> Self::Pairs;

    fn zero(self) -> Self::Sums;

    /// Adds both sums of each output.
    fn gather(self, sums: Self::Sums, pairs: Self::Pairs) -> Self::Sums;

    /// Returns sums as the nearest numbers.
    fn floats(self, sums: Self::Sums) -> Self::Floats;

    fn load(self, numbers: &Numbers) -> Self::Floats;

    fn store(self, numbers: Self::Floats) -> Numbers;

    fn plus(self, one: Self::Floats, other: Self::Floats) -> Self::Floats;

    fn minus(self, one: Self::Floats, other: Self::Floats) -> Self::Floats;

    fn times(self, one: Self::Floats, other: Self::Floats) -> Self::Floats;

    fn abs(self, numbers: Self::Floats) -> Self::Floats;

    /// Returns the numbers, or ±`most` where they lie beyond.
    fn clamp(self, numbers: Self::Floats, most: f32) -> Self::Floats;

    /// Rounds numbers from 0 to 255 to whole ones, halves to even ones.
    fn round(self, numbers: Self::Floats) -> [u8; LANES];

    #[inline(always)]
    fn splat(self, number: f32) -> Self::Floats {
        self.load(&Numbers([number; LANES]))
    }
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
    type Pairs = [i16x8; 2];
    type Sums = [i32x4; 2];
    type Floats = f32x8;

    #[inline(always)]
    fn begin(self, pairs: &Pairs) -> Self::Pairs {
        let halves: [[i16; 8]; 2] = pulp::cast(pairs.0);
        halves.map(i16x8::new)
    }

    #[inline(always)]
    fn add(self, [low, high]: Self::Pairs, weights: &Vector, inputs: Four) -> Self::Pairs {
        let [a, b, c, d] = inputs.map(i16::from);
        let first = i16x8::new([a, c, a, c, a, c, a, c]);
        let second = i16x8::new([b, d, b, d, b, d, b, d]);
        let halves: [[i16; 8]; 2] = pulp::cast(weights.0);
        // Each number of 16 bits holds two weights, the first one in its low byte.
        let [more_low, more_high] = halves.map(|weights| {
            let weights = i16x8::new(weights.map(i16::from_le));
            first * ((weights << 8) >> 8) + second * (weights >> 8)
        });
        [low + more_low, high + more_high]
    }

    #[inline(always)]
    fn zero(self) -> Self::Sums {
        [i32x4::ZERO; 2]
    }

    #[inline(always)]
    fn gather(self, [low, high]: Self::Sums, [first, second]: Self::Pairs) -> Self::Sums {
        let one = i16x8::splat(1);
        [low + first.dot(one), high + second.dot(one)]
    }

    #[inline(always)]
    fn floats(self, sums: Self::Sums) -> f32x8 {
        f32x8::from_i32x8(i32x8::new(pulp::cast(sums.map(i32x4::to_array))))
    }

    #[inline(always)]
    fn load(self, numbers: &Numbers) -> f32x8 {
        f32x8::new(numbers.0)
    }

    #[inline(always)]
    fn store(self, numbers: f32x8) -> Numbers {
        Numbers(numbers.to_array())
    }

    #[inline(always)]
    fn plus(self, one: f32x8, other: f32x8) -> f32x8 {
        one + other
    }

    #[inline(always)]
    fn minus(self, one: f32x8, other: f32x8) -> f32x8 {
        one - other
    }

    #[inline(always)]
    fn times(self, one: f32x8, other: f32x8) -> f32x8 {
        one * other
    }

    #[inline(always)]
    fn abs(self, numbers: f32x8) -> f32x8 {
        numbers.abs()
    }

    #[inline(always)]
    fn clamp(self, numbers: f32x8, most: f32) -> f32x8 {
        numbers.fast_max(f32x8::splat(-most)).fast_min(f32x8::splat(most))
    }

    #[inline(always)]
    fn round(self, numbers: f32x8) -> [u8; LANES] {
        // Behind a number so large the last bits of a sum count wholes.
        const LARGE: f32 = 12_582_912.0;
        let sums = (numbers + f32x8::splat(LARGE)).to_array();
        sums.map(|sum| sum.to_bits() as u8)
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use super::{Four, LANES, Lanes, Numbers, Pairs, Task, Vector};
    use pulp::NullaryFnOnce;
    use pulp::x86::V3;
    use std::arch::x86_64::{__m256, __m256i};

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
        type Pairs = __m256i;
        type Sums = __m256i;
        type Floats = __m256;

        #[inline(always)]
        fn begin(self, pairs: &Pairs) -> __m256i {
            pulp::cast(pairs.0)
        }

        #[inline(always)]
        fn add(self, pairs: __m256i, weights: &Vector, inputs: Four) -> __m256i {
            let inputs = self.0.avx._mm256_set1_epi32(pulp::cast(inputs));
            let products = self.0.avx2._mm256_maddubs_epi16(inputs, pulp::cast(weights.0));
            self.0.avx2._mm256_add_epi16(pairs, products)
        }

        #[inline(always)]
        fn zero(self) -> __m256i {
            self.0.avx._mm256_setzero_si256()
        }

        #[inline(always)]
        fn gather(self, sums: __m256i, pairs: __m256i) -> __m256i {
            let both = self.0.avx2._mm256_madd_epi16(pairs, self.0.avx._mm256_set1_epi16(1));
            self.0.avx2._mm256_add_epi32(sums, both)
        }

        #[inline(always)]
        fn floats(self, sums: __m256i) -> __m256 {
            self.0.avx._mm256_cvtepi32_ps(sums)
        }

        #[inline(always)]
        fn load(self, numbers: &Numbers) -> __m256 {
            pulp::cast(numbers.0)
        }

        #[inline(always)]
        fn store(self, numbers: __m256) -> Numbers {
            Numbers(pulp::cast(numbers))
        }

        #[inline(always)]
        fn plus(self, one: __m256, other: __m256) -> __m256 {
            self.0.avx._mm256_add_ps(one, other)
        }

        #[inline(always)]
        fn minus(self, one: __m256, other: __m256) -> __m256 {
            self.0.avx._mm256_sub_ps(one, other)
        }

        #[inline(always)]
        fn times(self, one: __m256, other: __m256) -> __m256 {
            self.0.avx._mm256_mul_ps(one, other)
        }

        #[inline(always)]
        fn abs(self, numbers: __m256) -> __m256 {
            self.0.avx._mm256_andnot_ps(self.splat(-0.0), numbers)
        }

        #[inline(always)]
        fn clamp(self, numbers: __m256, most: f32) -> __m256 {
            let bounded = self.0.avx._mm256_max_ps(numbers, self.splat(-most));
            self.0.avx._mm256_min_ps(bounded, self.splat(most))
        }

        #[inline(always)]
        fn round(self, numbers: __m256) -> [u8; LANES] {
            let whole = self.0.avx._mm256_cvtps_epi32(numbers);
            let low = self.0.avx._mm256_castsi256_si128(whole);
            let high = self.0.avx2._mm256_extracti128_si256::<1>(whole);
            let words = self.0.sse2._mm_packs_epi32(low, high);
            let [bytes, _]: [[u8; LANES]; 2] =
                pulp::cast(self.0.sse2._mm_packus_epi16(words, words));
            bytes
        }
    }
}
