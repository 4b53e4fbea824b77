//! Small pieces of networks: parameters with Adam, a seeded generator, squashing functions.

/// SplitMix64.
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
}

/// x / √(1 + x²)
pub(crate) fn squash(x: f32) -> f32 {
    x / (1.0 + x * x).sqrt()
}

/// The derivative of [`squash`] from its value.
pub(crate) fn squash_slope(y: f32) -> f32 {
    let s = 1.0 - y * y;
    s * s.sqrt()
}

/// A matrix or vector with what Adam knows of it.
#[derive(Clone)]
pub(crate) struct Param {
    pub(crate) w: Vec<f32>,
    m: Vec<f32>,
    v: Vec<f32>,
    /// Running mean of the weights.
    pub(crate) mean: Vec<f32>,
}

impl Param {
    pub(crate) fn new(len: usize, scale: f32, random: &mut Random) -> Self {
        let w: Vec<f32> = (0..len).map(|_| (random.unit() * 2.0 - 1.0) * scale).collect();
        Self { mean: w.clone(), w, m: vec![0.0; len], v: vec![0.0; len] }
    }

    pub(crate) fn average(&mut self, share: f32) {
        for (a, w) in self.mean.iter_mut().zip(&self.w) {
            *a += share * (w - *a);
        }
    }

    pub(crate) fn step(&mut self, g: &[f32], rate: f32, decay: f32) {
        self.step_at(0, g, rate, decay);
    }

    /// Steps the weights from `from` on.
    pub(crate) fn step_at(&mut self, from: usize, g: &[f32], rate: f32, decay: f32) {
        let n = g.len();
        let (w, m, v) =
            (&mut self.w[from..from + n], &mut self.m[from..from + n], &mut self.v[from..from + n]);
        for i in 0..n {
            m[i] += 0.1 * (g[i] - m[i]);
            v[i] += 0.01 * (g[i] * g[i] - v[i]);
            w[i] -= rate * (m[i] / (v[i].sqrt() + 1e-6) + decay * w[i]);
        }
    }
}

/// out += x · W, W being `x.len()` rows of `out.len()`.
pub(crate) fn mul_add(x: &[f32], w: &[f32], out: &mut [f32]) {
    let n = out.len();
    for (xi, row) in x.iter().zip(w.chunks_exact(n)) {
        if *xi != 0.0 {
            for (o, r) in out.iter_mut().zip(row) {
                *o += xi * r;
            }
        }
    }
}

/// gx += g · Wᵀ and gw += xᵀ · g
pub(crate) fn mul_back(x: &[f32], w: &[f32], g: &[f32], gx: &mut [f32], gw: &mut [f32]) {
    let n = g.len();
    for (i, (row, grow)) in w.chunks_exact(n).zip(gw.chunks_exact_mut(n)).enumerate() {
        let xi = x[i];
        let mut lanes = [0.0_f32; 8];
        for (gc, rc) in g.chunks_exact(8).zip(row.chunks_exact(8)) {
            for k in 0..8 {
                lanes[k] += gc[k] * rc[k];
            }
        }
        gx[i] += lanes.iter().sum::<f32>();
        if xi != 0.0 {
            for (o, gj) in grow.iter_mut().zip(g) {
                *o += xi * gj;
            }
        }
    }
}
