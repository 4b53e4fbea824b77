//! Acronyms that the text spells out where nobody is named: “president of the Harvest League (HL)”.

use super::cluster::Bearer;
use super::name;
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::Class;
use crate::annotate::token::Shape;
use std::collections::HashMap;
use std::ops::Range;

/// Longest name that an acronym stands for, in tokens.
const LONGEST: usize = 12;

/// Gives those who go by an acronym alone the name that it is said to stand for. O(n).
pub(super) fn spell_out(scene: &Scene<'_>, bearers: &mut [Bearer]) {
    let mut spelled: HashMap<&str, Range<usize>> = HashMap::new();
    for open in 1..scene.tokens.len() {
        if scene.is(open, '(')
            && scene.is(open + 2, ')')
            && scene.token(open + 1).is_some_and(|token| token.shape == Shape::Upper)
            && let Some(full) = full_name(scene, open, scene.word(open + 1))
        {
            spelled.entry(scene.word(open + 1)).or_insert(full);
        }
    }
    for bearer in bearers.iter_mut().filter(|bearer| bearer.name.words.len() == 1) {
        if let Some(full) = spelled.get(bearer.shown.as_str()) {
            bearer.shown = name::worded(scene, full.clone());
        }
    }
}

/// The capitals before a bracket whose first letters are those of the acronym in it.
fn full_name(scene: &Scene<'_>, open: usize, acronym: &str) -> Option<Range<usize>> {
    let mut letters = acronym.chars().rev().peekable();
    for at in (open.saturating_sub(LONGEST)..open).rev() {
        let token = scene.token(at).filter(|token| !token.quoted)?;
        if token.is_capital() {
            let first = token.span.of(scene.text).chars().next()?;
            if letters.next()? != first {
                return None;
            }
            if letters.peek().is_none() {
                return Some(at..open);
            }
        } else if !token.has(Class::NAME_LINK.or(Class::POSSESSIVE_END)) {
            return None;
        }
    }
    None
}
