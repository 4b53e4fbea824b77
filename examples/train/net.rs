//! Small pieces of networks: parameters with Adam, products, and a seeded generator.

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }

    /// Factors that put out a share of `len` units and make up for it in the others.
    pub(crate) fn dropout(&mut self, len: usize, share: f32) -> Vec<f32> {
        (0..len).map(|_| if self.unit() < share { 0.0 } else { 1.0 / (1.0 - share) }).collect()
    }
}

/// As in the library.
pub(crate) fn squash(x: f32) -> f32 {
    let x = x.clamp(-2.0, 2.0);
    x * (1.0 - 0.25 * x.abs())
}

/// The slope of [`squash`] by its value.
pub(crate) fn squash_slope(y: f32) -> f32 {
    (1.0 - y.abs()).max(0.0).sqrt()
}

/// Weights with what Adam (Kingma and Ba, 2014) knows of them and their running mean.
#[derive(Clone)]
pub(crate) struct Param {
    pub(crate) w: Vec<f32>,
    pub(crate) mean: Vec<f32>,
    slope: Vec<f32>,
    square: Vec<f32>,
    /// Pull towards zero, as a share of the step.
    decay: f32,
}

impl Param {
    /// Weights uniform in ± `scale`.
    pub(crate) fn new(len: usize, scale: f32, random: &mut Random) -> Self {
        let w: Vec<f32> = (0..len).map(|_| (random.unit() * 2.0 - 1.0) * scale).collect();
        Self { mean: w.clone(), w, slope: vec![0.0; len], square: vec![0.0; len], decay: 1e-4 }
    }

    /// Biases, which nothing pulls towards zero.
    pub(crate) fn zeros(len: usize) -> Self {
        let zeros = || vec![0.0; len];
        Self { w: zeros(), mean: zeros(), slope: zeros(), square: zeros(), decay: 0.0 }
    }

    /// Steps the weights from `from` on against their slopes.
    pub(crate) fn step(&mut self, from: usize, slopes: &[f32], rate: f32) {
        let range = from..from + slopes.len();
        let weights = self.w[range.clone()].iter_mut();
        let known = self.slope[range.clone()].iter_mut().zip(&mut self.square[range]);
        for ((w, (m, v)), g) in weights.zip(known).zip(slopes) {
            *m += 0.1 * (g - *m);
            *v += 0.01 * (g * g - *v);
            *w -= rate * (*m / (v.sqrt() + 1e-6) + self.decay * *w);
        }
    }

    /// Moves the running mean towards the weights.
    pub(crate) fn average(&mut self, share: f32) {
        for (mean, w) in self.mean.iter_mut().zip(&self.w) {
            *mean += share * (w - *mean);
        }
    }
}

/// out += x · W, W being `x.len()` rows of `out.len()`.
pub(crate) fn mul_add(x: &[f32], w: &[f32], out: &mut [f32]) {
    for (x, row) in x.iter().zip(w.chunks_exact(out.len())) {
        if *x != 0.0 {
            add_scaled(out, row, *x);
        }
    }
}

/// gx += g · Wᵀ and gw += xᵀ · g.
pub(crate) fn mul_back(x: &[f32], w: &[f32], g: &[f32], gx: &mut [f32], gw: &mut [f32]) {
    let rows = w.chunks_exact(g.len()).zip(gw.chunks_exact_mut(g.len()));
    for ((x, gx), (row, slopes)) in x.iter().zip(gx).zip(rows) {
        let mut lanes = [0.0_f32; 8];
        for (g, w) in g.as_chunks::<8>().0.iter().zip(row.as_chunks::<8>().0) {
            for ((lane, g), w) in lanes.iter_mut().zip(g).zip(w) {
                *lane += g * w;
            }
        }
        *gx += lanes.iter().sum::<f32>();
        if *x != 0.0 {
            add_scaled(slopes, g, *x);
        }
    }
}

/// out += x · row
pub(crate) fn add_scaled(out: &mut [f32], row: &[f32], x: f32) {
    for (out, row) in out.iter_mut().zip(row) {
        *out += x * row;
    }
}
