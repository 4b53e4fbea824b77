//! The tagger: rows of features, two recurrent layers in both directions, a linear chain.

use crate::corpus::{Article, LABELS, Labelled, PRE_B};
use crate::net::{Param, Random, mul_add, mul_back, squash, squash_slope};
use std::collections::BTreeMap;

const ROWS: usize = 1 << 16;

#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) dim: usize,
    pub(crate) hidden: usize,
}

pub(crate) struct Tagger {
    shape: Shape,
    emb: Param,
    /// Layer by layer: weights (in × 4H: forward z f, backward z f) and biases.
    layers: Vec<(Param, Param)>,
    out: Param,
    out_b: Param,
    chain: Param,
}

#[derive(Clone)]
struct Grads {
    emb: BTreeMap<u32, Vec<f32>>,
    layers: Vec<(Vec<f32>, Vec<f32>)>,
    out: Vec<f32>,
    out_b: Vec<f32>,
    chain: Vec<f32>,
    loss: f64,
}

struct Layer {
    x: Vec<f32>,
    mask: Vec<f32>,
    /// Squashed: z f z f
    gates: Vec<f32>,
    c: Vec<f32>,
}

impl Tagger {
    fn new(shape: Shape, random: &mut Random) -> Self {
        let Shape { dim, hidden } = shape;
        let layer = |input: usize, random: &mut Random| {
            let scale = (3.0 / input as f32).sqrt();
            (Param::new(input * 4 * hidden, scale, random), Param::new(4 * hidden, 0.0, random))
        };
        Self {
            shape,
            emb: Param::new(ROWS * dim, 0.1, random),
            layers: vec![layer(dim, random), layer(2 * hidden, random)],
            out: Param::new(4 * hidden * LABELS, 0.1, random),
            out_b: Param::new(LABELS, 0.0, random),
            chain: Param::new(LABELS * LABELS, 0.0, random),
        }
    }

    fn grads(&self) -> Grads {
        Grads {
            emb: BTreeMap::new(),
            layers: self
                .layers
                .iter()
                .map(|(w, b)| (vec![0.0; w.w.len()], vec![0.0; b.w.len()]))
                .collect(),
            out: vec![0.0; self.out.w.len()],
            out_b: vec![0.0; LABELS],
            chain: vec![0.0; LABELS * LABELS],
            loss: 0.0,
        }
    }

    fn forward(
        &self,
        rows: &[[u32; 13]],
        drop: Option<(&mut Random, f32)>,
    ) -> (Vec<Layer>, Vec<f32>, Vec<u16>) {
        let Shape { dim, hidden } = self.shape;
        let n = rows.len();
        let mut kept = vec![u16::MAX; n];
        let mut masks: Vec<Vec<f32>> = vec![Vec::new(); 3];
        if let Some((random, p)) = drop {
            let (wd, sd) = (env("WD", 0.08), env("SD", 0.05));
            for k in &mut kept {
                // Words (and what is made of them) are dropped together.
                if random.unit() < wd {
                    *k &= !0b10_0000_0011;
                }
                for bit in [2, 9] {
                    if random.unit() < sd {
                        *k &= !(1 << bit);
                    }
                }
            }
            for (mask, len) in masks.iter_mut().zip([dim, 2 * hidden, 4 * hidden]) {
                *mask = (0..len)
                    .map(|_| if random.unit() < p { 0.0 } else { 1.0 / (1.0 - p) })
                    .collect();
            }
        }
        let mut x = vec![0.0; n * dim];
        for (t, of) in rows.iter().enumerate() {
            let xt = &mut x[t * dim..][..dim];
            for (f, &row) in of.iter().enumerate() {
                if kept[t] >> f & 1 == 1 {
                    for (o, w) in xt.iter_mut().zip(&self.emb.w[row as usize * dim..][..dim]) {
                        *o += w;
                    }
                }
            }
        }
        let mut layers: Vec<Layer> = Vec::new();
        for (l, (w, b)) in self.layers.iter().enumerate() {
            let input = if l == 0 { dim } else { 2 * hidden };
            if !masks[l].is_empty() {
                for xt in x.chunks_exact_mut(input) {
                    for (v, m) in xt.iter_mut().zip(&masks[l]) {
                        *v *= m;
                    }
                }
            }
            let h4 = 4 * hidden;
            let mut gates = vec![0.0; n * h4];
            for t in 0..n {
                let g = &mut gates[t * h4..][..h4];
                g.copy_from_slice(&b.w);
                mul_add(&x[t * input..][..input], &w.w, g);
                for v in g.iter_mut() {
                    *v = squash(*v);
                }
            }
            let mut c = vec![0.0; n * 2 * hidden];
            for dir in 0..2 {
                let mut last = vec![0.0; hidden];
                for step in 0..n {
                    let t = if dir == 0 { step } else { n - 1 - step };
                    let z = &gates[t * h4 + dir * 2 * hidden..][..hidden];
                    let f = &gates[t * h4 + dir * 2 * hidden + hidden..][..hidden];
                    let out = &mut c[t * 2 * hidden + dir * hidden..][..hidden];
                    for i in 0..hidden {
                        let f = 0.5 + 0.5 * f[i];
                        last[i] = f * last[i] + (1.0 - f) * z[i];
                        out[i] = last[i];
                    }
                }
            }
            layers.push(Layer { x, mask: std::mem::take(&mut masks[l]), gates, c: c.clone() });
            x = c;
        }
        let mut scores = vec![0.0; n * LABELS];
        let mask = &masks[2];
        for t in 0..n {
            let s = &mut scores[t * LABELS..][..LABELS];
            s.copy_from_slice(&self.out_b.w);
            let mut y = self.top(&layers, t);
            if !mask.is_empty() {
                for (v, m) in y.iter_mut().zip(mask) {
                    *v *= m;
                }
            }
            mul_add(&y, &self.out.w, s);
        }
        if !mask.is_empty() {
            layers.push(Layer {
                x: Vec::new(),
                mask: std::mem::take(&mut masks[2]),
                gates: Vec::new(),
                c: Vec::new(),
            });
        }
        (layers, scores, kept)
    }

    fn top(&self, layers: &[Layer], t: usize) -> Vec<f32> {
        let h2 = 2 * self.shape.hidden;
        let mut y = Vec::with_capacity(2 * h2);
        y.extend_from_slice(&layers[1].c[t * h2..][..h2]);
        y.extend_from_slice(&layers[0].c[t * h2..][..h2]);
        y
    }

    fn backward(&self, of: &Labelled, random: &mut Random, drop: f32, grads: &mut Grads) {
        let Shape { dim, hidden } = self.shape;
        let n = of.rows.len();
        if n == 0 {
            return;
        }
        let (layers, scores, kept) = self.forward(&of.rows, Some((random, drop)));
        let (loss, dscores) = chain_loss(&scores, &self.chain.w, &of.labels, &mut grads.chain);
        grads.loss += loss;
        let h2 = 2 * hidden;
        let h4 = 4 * hidden;
        let mut dc: Vec<Vec<f32>> = vec![vec![0.0; n * h2]; 2];
        let mask = &layers[2].mask;
        for t in 0..n {
            let g = &dscores[t * LABELS..][..LABELS];
            for (o, gj) in grads.out_b.iter_mut().zip(g) {
                *o += gj;
            }
            let mut y = self.top(&layers, t);
            for (v, m) in y.iter_mut().zip(mask) {
                *v *= m;
            }
            let mut gy = vec![0.0; h4];
            mul_back(&y, &self.out.w, g, &mut gy, &mut grads.out);
            for (v, m) in gy.iter_mut().zip(mask) {
                *v *= m;
            }
            dc[1][t * h2..][..h2].copy_from_slice(&gy[..h2]);
            dc[0][t * h2..][..h2].copy_from_slice(&gy[h2..]);
        }
        for l in (0..2).rev() {
            let input = if l == 0 { dim } else { h2 };
            let layer = &layers[l];
            let mut dg = vec![0.0; n * h4];
            for dir in 0..2 {
                let mut carry = vec![0.0; hidden];
                for step in (0..n).rev() {
                    let t = if dir == 0 { step } else { n - 1 - step };
                    let before =
                        if step == 0 { None } else { Some(if dir == 0 { t - 1 } else { t + 1 }) };
                    for i in 0..hidden {
                        let zi = layer.gates[t * h4 + dir * h2 + i];
                        let fy = layer.gates[t * h4 + dir * h2 + hidden + i];
                        let f = 0.5 + 0.5 * fy;
                        let last = before.map_or(0.0, |b| layer.c[b * h2 + dir * hidden + i]);
                        let d = dc[l][t * h2 + dir * hidden + i] + carry[i];
                        dg[t * h4 + dir * h2 + i] = d * (1.0 - f) * squash_slope(zi);
                        dg[t * h4 + dir * h2 + hidden + i] =
                            d * (last - zi) * 0.5 * squash_slope(fy);
                        carry[i] = d * f;
                    }
                }
            }
            let mut dx = vec![0.0; n * input];
            let (gw, gb) = &mut grads.layers[l];
            for t in 0..n {
                let g = &dg[t * h4..][..h4];
                for (o, gj) in gb.iter_mut().zip(g) {
                    *o += gj;
                }
                mul_back(
                    &layer.x[t * input..][..input],
                    &self.layers[l].0.w,
                    g,
                    &mut dx[t * input..][..input],
                    gw,
                );
            }
            for xt in dx.chunks_exact_mut(input) {
                for (v, m) in xt.iter_mut().zip(&layer.mask) {
                    *v *= m;
                }
            }
            if l == 1 {
                for (o, d) in dc[0].iter_mut().zip(&dx) {
                    *o += d;
                }
            } else {
                for t in 0..n {
                    for (f, &row) in of.rows[t].iter().enumerate() {
                        if kept[t] >> f & 1 == 1 {
                            let g = grads.emb.entry(row).or_insert_with(|| vec![0.0; dim]);
                            for (o, d) in g.iter_mut().zip(&dx[t * dim..][..dim]) {
                                *o += d;
                            }
                        }
                    }
                }
            }
        }
    }

    fn step(&mut self, parts: Vec<Grads>, rate: f32, count: f32) {
        let mut parts = parts.into_iter();
        let Some(mut sum) = parts.next() else { return };
        let add = |a: &mut [f32], b: &[f32]| a.iter_mut().zip(b).for_each(|(x, y)| *x += y);
        for part in parts {
            for ((a, b), (c, d)) in sum.layers.iter_mut().zip(&part.layers) {
                add(a, c);
                add(b, d);
            }
            add(&mut sum.out, &part.out);
            add(&mut sum.out_b, &part.out_b);
            add(&mut sum.chain, &part.chain);
            for (row, g) in part.emb {
                match sum.emb.entry(row) {
                    std::collections::btree_map::Entry::Vacant(slot) => {
                        slot.insert(g);
                    }
                    std::collections::btree_map::Entry::Occupied(mut slot) => {
                        add(slot.get_mut(), &g)
                    }
                }
            }
        }
        let scale = |g: &mut [f32]| g.iter_mut().for_each(|x| *x /= count);
        let dim = self.shape.dim;
        for (row, mut g) in sum.emb {
            scale(&mut g);
            self.emb.step_at(row as usize * dim, &g, rate, 1e-4);
        }
        for ((w, b), (mut gw, mut gb)) in self.layers.iter_mut().zip(sum.layers) {
            scale(&mut gw);
            scale(&mut gb);
            w.step(&gw, rate, 1e-4);
            b.step(&gb, rate, 0.0);
        }
        scale(&mut sum.out);
        scale(&mut sum.out_b);
        scale(&mut sum.chain);
        self.out.step(&sum.out, rate, 1e-4);
        self.out_b.step(&sum.out_b, rate, 0.0);
        self.chain.step(&sum.chain, rate, 0.0);
    }

    fn params(&mut self) -> Vec<&mut Param> {
        let mut all = vec![&mut self.emb, &mut self.out, &mut self.out_b, &mut self.chain];
        for (w, b) in &mut self.layers {
            all.push(w);
            all.push(b);
        }
        all
    }

    fn export(&self, path: &str, bias: f32) {
        use pullquote::annotate::model::{Table, write};
        let dim = self.shape.dim;
        let mut scale = vec![1e-9_f32; dim];
        for row in self.emb.w.chunks_exact(dim) {
            for (s, w) in scale.iter_mut().zip(row) {
                *s = s.max(w.abs());
            }
        }
        // Single weights far out would cost all others their precision.
        let mut table = Vec::new();
        for row in self.emb.w[..dim << 14].chunks_exact(dim) {
            for (s, w) in scale.iter().zip(row) {
                table.push((w / s * 127.0).round() as i8);
            }
        }
        let h4 = 4 * self.shape.hidden;
        let mut first = self.layers[0].0.w.clone();
        for (row, s) in first.chunks_exact_mut(h4).zip(&scale) {
            row.iter_mut().for_each(|w| *w *= s / 127.0);
        }
        let mut chain = self.chain.w.clone();
        for k in 1..LABELS {
            chain[k] += bias;
        }
        let bytes = write(&[
            ("provenance", Table::Text("PolNeAR 1.0 train".to_owned())),
            ("tag.rows", Table::Bytes(table)),
            ("tag.layer1", Table::Floats(first)),
            ("tag.bias1", Table::Floats(self.layers[0].1.w.clone())),
            ("tag.layer2", Table::Floats(self.layers[1].0.w.clone())),
            ("tag.bias2", Table::Floats(self.layers[1].1.w.clone())),
            ("tag.out", Table::Floats(self.out.w.clone())),
            ("tag.outbias", Table::Floats(self.out_b.w.clone())),
            ("tag.chain", Table::Floats(chain)),
        ]);
        std::fs::write(path, bytes).unwrap();
    }

    fn average(&mut self, share: f32) {
        for param in self.params() {
            param.average(share);
        }
    }

    fn use_mean(&mut self) {
        for param in self.params() {
            param.w.clone_from(&param.mean);
        }
    }

    fn tag(&self, rows: &[[u32; 13]], bias: f32) -> Vec<u8> {
        let (_, mut scores, _) = self.forward(rows, None);
        let mut chain = self.chain.w.clone();
        for k in 1..LABELS {
            chain[k] += bias;
            scores[k] += bias;
        }
        viterbi(&scores, &chain)
    }
}

fn env(name: &str, or: f32) -> f32 {
    std::env::var(name).ok().and_then(|s| s.parse().ok()).unwrap_or(or)
}

fn log_sum(xs: &[f32; LABELS]) -> f32 {
    let top = xs.iter().copied().fold(f32::MIN, f32::max);
    top + xs.iter().map(|x| (x - top).exp()).sum::<f32>().ln()
}

/// Negative log likelihood of the labels; its slope by the scores.
fn chain_loss(scores: &[f32], chain: &[f32], labels: &[u8], gchain: &mut [f32]) -> (f64, Vec<f32>) {
    let n = labels.len();
    let at = |t: usize, l: usize| scores[t * LABELS + l];
    let mut alpha = vec![[0.0_f32; LABELS]; n];
    let mut beta = vec![[0.0_f32; LABELS]; n];
    for l in 0..LABELS {
        alpha[0][l] = at(0, l);
    }
    for t in 1..n {
        for l in 0..LABELS {
            let mut xs = [0.0; LABELS];
            for k in 0..LABELS {
                xs[k] = alpha[t - 1][k] + chain[k * LABELS + l];
            }
            alpha[t][l] = log_sum(&xs) + at(t, l);
        }
    }
    for t in (0..n - 1).rev() {
        for k in 0..LABELS {
            let mut xs = [0.0; LABELS];
            for l in 0..LABELS {
                xs[l] = chain[k * LABELS + l] + at(t + 1, l) + beta[t + 1][l];
            }
            beta[t][k] = log_sum(&xs);
        }
    }
    let total = log_sum(&alpha[n - 1]);
    let mut gold = 0.0;
    let mut d = vec![0.0; n * LABELS];
    for t in 0..n {
        for l in 0..LABELS {
            d[t * LABELS + l] = (alpha[t][l] + beta[t][l] - total).exp();
        }
        let l = usize::from(labels[t]);
        d[t * LABELS + l] -= 1.0;
        gold += at(t, l);
        if t > 0 {
            let k0 = usize::from(labels[t - 1]);
            gold += chain[k0 * LABELS + l];
            gchain[k0 * LABELS + l] -= 1.0;
            for k in 0..LABELS {
                for l in 0..LABELS {
                    gchain[k * LABELS + l] +=
                        (alpha[t - 1][k] + chain[k * LABELS + l] + at(t, l) + beta[t][l] - total)
                            .exp();
                }
            }
        }
    }
    (f64::from(total - gold), d)
}

pub(crate) fn viterbi(scores: &[f32], chain: &[f32]) -> Vec<u8> {
    let n = scores.len() / LABELS;
    if n == 0 {
        return Vec::new();
    }
    let mut best: Vec<f32> = scores[..LABELS].to_vec();
    let mut back = vec![[0_u8; LABELS]; n];
    for t in 1..n {
        let mut next = vec![0.0; LABELS];
        for l in 0..LABELS {
            let (mut top, mut arg) = (f32::MIN, 0);
            for k in 0..LABELS {
                let s = best[k] + chain[k * LABELS + l];
                if s > top {
                    (top, arg) = (s, k);
                }
            }
            next[l] = top + scores[t * LABELS + l];
            back[t][l] = arg as u8;
        }
        best = next;
    }
    let mut l = (0..LABELS).fold(0, |a, b| if best[b] > best[a] { b } else { a });
    let mut tags = vec![0; n];
    for t in (0..n).rev() {
        tags[t] = l as u8;
        l = usize::from(back[t][l]);
    }
    tags
}

/// Content of each attribution: sorted token sets, merged by the attribution id or by decoding.
fn group(labels: &[u8]) -> Vec<Vec<usize>> {
    // Each content run is linked to the cue that its label points to.
    let mut cue_of = vec![0_usize; labels.len()];
    let mut cue = 0;
    let mut inside = false;
    let mut count = 0;
    for (t, &l) in labels.iter().enumerate() {
        if l == 1 {
            if !inside {
                count += 1;
                cue = count;
            }
            inside = true;
        } else {
            inside = false;
        }
        cue_of[t] = cue;
    }
    let mut spans: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut current = (0, 0);
    let mut last_out = true;
    let mut alone = usize::MAX;
    for (t, &l) in labels.iter().enumerate() {
        if l < PRE_B {
            last_out = true;
            continue;
        }
        let begin = l % 2 == 0 || last_out;
        last_out = false;
        if begin {
            let cue = if l < 6 { cue_of[t] + 1 } else { cue_of[t] };
            let none = cue == 0 || cue > count;
            current = if none {
                alone -= 1;
                (alone, 0)
            } else {
                (cue, 0)
            };
        }
        spans.entry(current).or_default().push(t);
    }
    spans.into_values().collect()
}

fn report(model: &Tagger, articles: &[Article], bias: f32) -> String {
    let (mut gold, mut found, mut exact, mut half) = (0, 0, 0, 0);
    let (mut tok, mut ok) = (0, 0);
    for article in articles {
        gold += article.gold;
        for block in &article.blocks {
            let tags =
                if bias < -9.0 { block.labels.clone() } else { model.tag(&block.rows, bias) };
            tok += tags.len();
            ok += tags.iter().zip(&block.labels).filter(|(a, b)| a == b).count();
            let weight = |set: &[usize]| set.iter().map(|&t| block.letters[t]).sum::<u32>();
            let mut truth: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
            for (t, &id) in block.content.iter().enumerate() {
                if id > 0 {
                    truth.entry(id).or_default().push(t);
                }
            }
            for guess in group(&tags) {
                if weight(&guess) == 0 {
                    continue;
                }
                found += 1;
                let mut best = (0.0, 0);
                for (id, set) in &truth {
                    let common: Vec<usize> =
                        set.iter().copied().filter(|t| guess.binary_search(t).is_ok()).collect();
                    let c = weight(&common) as f32;
                    let iou = c / (weight(set) as f32 + weight(&guess) as f32 - c);
                    if iou > best.0 {
                        best = (iou, *id);
                    }
                }
                if best.0 >= 0.5 {
                    half += 1;
                    exact += usize::from(best.0 > 0.9999);
                    truth.remove(&best.1);
                }
            }
        }
    }
    let f = |x: usize| 200.0 * x as f64 / (gold + found) as f64;
    format!(
        "tokens {:.2}  A iou50 P {:.1} R {:.1} F {:.1}  exact {:.1}",
        100.0 * ok as f64 / tok as f64,
        100.0 * half as f64 / found.max(1) as f64,
        100.0 * half as f64 / gold as f64,
        f(half),
        f(exact)
    )
}

pub(crate) fn train(
    train: &[Article],
    held: &[Article],
    shape: Shape,
    epochs: usize,
    rate: f32,
    drop: f32,
) {
    let mut random = Random(7);
    let mut model = Tagger::new(shape, &mut random);
    let mut blocks: Vec<&Labelled> =
        train.iter().flat_map(|a| &a.blocks).filter(|b| !b.rows.is_empty()).collect();
    let batch = 16;
    let total = epochs * blocks.len().div_ceil(batch);
    let mut done = 0;
    for epoch in 0..epochs {
        let start = std::time::Instant::now();
        random.shuffle(&mut blocks);
        let mut loss = 0.0;
        for chunk in blocks.chunks(batch) {
            let seeds = [random.next(), random.next()];
            let parts: Vec<Grads> = std::thread::scope(|scope| {
                let model = &model;
                let handles: Vec<_> = chunk
                    .chunks(chunk.len().div_ceil(2))
                    .zip(seeds)
                    .map(|(half, seed)| {
                        scope.spawn(move || {
                            let mut random = Random(seed);
                            let mut grads = model.grads();
                            for block in half {
                                model.backward(block, &mut random, drop, &mut grads);
                            }
                            grads
                        })
                    })
                    .collect();
                handles.into_iter().map(|h| h.join().unwrap()).collect()
            });
            loss += parts.iter().map(|p| p.loss).sum::<f64>();
            let tokens: usize = chunk.iter().map(|b| b.rows.len()).sum();
            let at = done as f32 / total as f32;
            let warm = (done as f32 / 200.0).min(1.0);
            model.step(parts, rate * warm * (1.0 - at).max(0.02), tokens as f32);
            done += 1;
            if done % 20 == 0 {
                model.average(f32::max(env("EMA", 0.05), 1.0 / (done as f32 / 20.0)));
            }
        }
        println!(
            "epoch {epoch} loss {loss:.0} {:.0?}  held: {}",
            start.elapsed(),
            report(&model, held, 0.0)
        );
    }
    model.use_mean();
    model.export("english.weights", env("BIAS", 1.2));
    println!("train: {}", report(&model, &train[..100.min(train.len())], 0.0));
    for bias in [-10.0, 1.0, 1.5, 2.0] {
        println!("bias {bias}: {}", report(&model, held, bias));
    }
}
