//! The weights file: written, and measured by the library's own inference.

use crate::corpus::Example;
use crate::net::Param;
use crate::pointer::Pointer;
use crate::tagger::Tagger;
use anyhow::Result;
use pullquote::annotate::learn::{self, KINDS_TABLE, Kinds};
use pullquote::annotate::model::{Table, write as write_tables};
use pullquote::annotate::tag::{DIM, TAGS, Tag};
use std::collections::BTreeSet;

/// Added to every step out of nothing: the likeliest tags alone would leave out too much.
const EAGERNESS: f32 = 1.2;

/// Returns the weights file with the trees that judge stretches in marks; the rows are rounded to
/// bytes, input by input.
pub(crate) fn write(tagger: &Tagger, trees: &[f32], kinds: Kinds) -> Vec<u8> {
    let mut largest = vec![1e-9_f32; DIM];
    for row in tagger.rows.w.chunks_exact(DIM) {
        largest.iter_mut().zip(row).for_each(|(largest, w)| *largest = largest.max(w.abs()));
    }
    let rows = tagger.rows.w.chunks_exact(DIM).flat_map(|row| {
        row.iter().zip(&largest).map(|(w, largest)| (w / largest * 127.0).round() as i8)
    });
    let [(first, first_bias), (second, second_bias)] = &tagger.layers;
    let mut scaled = first.w.clone();
    for (row, largest) in scaled.chunks_exact_mut(first.w.len() / DIM).zip(&largest) {
        row.iter_mut().for_each(|w| *w *= largest / 127.0);
    }
    let mut chain = tagger.chain.w.clone();
    chain[1..TAGS].iter_mut().for_each(|step| *step += EAGERNESS);
    let Pointer { cue, source, .. } = &tagger.pointer;
    let floats = |param: &Param| Table::Floats(param.w.clone());
    write_tables(&[
        ("provenance", Table::Text("PolNeAR 1.0, training articles".to_owned())),
        ("tag.rows", Table::Bytes(rows.collect())),
        ("tag.layer1", Table::Floats(scaled)),
        ("tag.bias1", floats(first_bias)),
        ("tag.layer2", floats(second)),
        ("tag.bias2", floats(second_bias)),
        ("tag.out", floats(&tagger.out)),
        ("tag.outbias", floats(&tagger.out_bias)),
        ("tag.chain", Table::Floats(chain)),
        ("cue.query", floats(&cue.query)),
        ("cue.querybias", floats(&cue.query_bias)),
        ("cue.key", floats(&cue.key)),
        ("cue.keybias", floats(&cue.key_bias)),
        ("cue.nobody", floats(&cue.nobody)),
        ("cue.places", floats(&cue.places)),
        ("cue.gaps", floats(&cue.gaps)),
        ("source.query", floats(&source.query)),
        ("source.querybias", floats(&source.query_bias)),
        ("source.key", floats(&source.key)),
        ("source.keybias", floats(&source.key_bias)),
        ("source.nobody", floats(&source.nobody)),
        ("source.places", floats(&source.places)),
        ("source.gaps", floats(&source.gaps)),
        ("source.cueplaces", floats(&source.cue_places)),
        ("source.cuegaps", floats(&source.cue_gaps)),
        ("said.trees", Table::Floats(trees.to_vec())),
        (KINDS_TABLE, kinds.table()),
    ])
}

/// Prints how well the file tags articles that it has not seen.
pub(crate) fn report(bytes: Vec<u8>, held: &[Example]) -> Result<()> {
    // Weights live as long as the program does.
    let tagger = learn::Tagger::read(Vec::leak(bytes))?;
    let (mut tokens, mut right) = (0_usize, 0_usize);
    let (mut gold, mut found, mut both) = (0_usize, 0_usize, 0_usize);
    for example in held {
        let labels: Vec<Tag> = example.labels.iter().map(|&l| Tag::ALL[usize::from(l)]).collect();
        let tags = tagger.tag(&example.rows);
        tokens += tags.len();
        right += tags.iter().zip(&labels).filter(|(a, b)| a == b).count();
        let (labels, tags) = (contents(&labels), contents(&tags));
        both += labels.intersection(&tags).count();
        gold += labels.len();
        found += tags.len();
    }
    println!("tokens {:.2} % right", 100.0 * right as f64 / tokens.max(1) as f64);
    println!("content, exact: F1 {:.2}", 200.0 * both as f64 / (gold + found).max(1) as f64);
    Ok(())
}

/// The stretches of content, as first token and length.
fn contents(tags: &[Tag]) -> BTreeSet<(usize, usize)> {
    let is_content = |tag: Tag| tag >= Tag::FirstBefore;
    let begins = |t: usize| match t.checked_sub(1) {
        Some(before) => {
            matches!(tags[t], Tag::FirstBefore | Tag::FirstBehind) || !is_content(tags[before])
        }
        None => true,
    };
    let starts = (0..tags.len()).filter(|&t| is_content(tags[t]) && begins(t));
    starts
        .map(|start| {
            let further =
                (start + 1..tags.len()).take_while(|&t| is_content(tags[t]) && !begins(t));
            (start, 1 + further.count())
        })
        .collect()
}
