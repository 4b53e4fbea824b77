//! Given names that stand where no naming is read: in quotations, in lines in capitals, inside other
//! phrases.

use super::cluster::{BEARERS, Bearer};
use super::evidence;
use super::name::{self, Name};
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::given;
use crate::annotate::token::{Token, fnv};
use std::collections::{HashMap, HashSet};

/// Finds the given names of those whom the article itself calls by their surname alone: in
/// quotations, in lines in capitals and inside other phrases. What stands there most often is
/// taken.
pub(super) fn find_given(scene: &Scene<'_>, bearers: &mut [Bearer]) {
    let alone: HashMap<String, usize> = bearers
        .iter()
        .enumerate()
        .filter(|(_, bearer)| bearer.name.words.len() == 1 && !bearer.evidence.is_body())
        .map(|(id, bearer)| (bearer.name.key(), id))
        .collect();
    let mut found: HashMap<usize, Vec<(Name, usize)>> = HashMap::new();
    // Most tokens stand before none of these surnames, which hashes tell.
    let hashes: HashSet<u32> = alone.keys().map(|key| fnv(key.bytes())).collect();
    let may_be = |at: usize| {
        scene.token(at).is_some_and(|token| {
            token.is_capital()
                && (hashes.contains(&token.hash)
                    || !scene.word(at).is_ascii()
                    || scene.word(at).contains('-'))
        })
    };
    for at in 0..scene.tokens.len() {
        let capital = scene.token(at).is_some_and(Token::is_capital);
        if !capital || !may_be(at + 1) && !may_be(at + 2) {
            continue;
        }
        let name = name::person_at(scene, at).or_else(|| name::unlisted_at(scene, at));
        let Some(name) = name else { continue };
        let Some(&id) = alone.get(name.surname()) else { continue };
        let agrees = bearers.get(id).is_some_and(|bearer| {
            let gender = given::gender_of(name.given().unwrap_or_default());
            evidence::genders_agree(bearer.evidence.shown_gender(), gender)
        });
        if !agrees {
            continue;
        }
        count_name(found.entry(id).or_default(), name);
    }
    for (id, bearer) in bearers.iter_mut().enumerate() {
        let most = found.get(&id).and_then(|names| names.iter().rev().max_by_key(|name| name.1));
        if let Some((name, _)) = most {
            bearer.shown = name::worded(scene, name.tokens.clone());
            bearer.name = name.clone();
            bearer.evidence.add_given();
        }
    }
}

fn count_name(names: &mut Vec<(Name, usize)>, name: Name) {
    let room = names.len() < BEARERS;
    match names.iter_mut().find(|(known, _)| known.given() == name.given()) {
        Some((_, count)) => *count += 1,
        None if room => names.push((name, 1)),
        None => {}
    }
}
