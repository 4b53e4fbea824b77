//! Tags that the network may give a sentence, and what is made of them: `⟦content⟧`, `{cue}`,
//! `<source>`.

use crate::annotate::cue::Scene;
use crate::annotate::tag::Tag;
use crate::annotate::{complete, cut, prepare};
use crate::load::{Limits, load_text};
use std::ops::Range;

/// The marks that open and close each kind of tag.
const MARKS: [[char; 2]; 3] = [['⟦', '⟧'], ['{', '}'], ['<', '>']];

/// The tags of marked text, for tokens that begin at these places of it without its marks.
fn tags(marked: &str, starts: &[usize]) -> Vec<Tag> {
    let (mut tags, mut at, mut inside, mut begins, mut cued) =
        (vec![Tag::Out; starts.len()], 0, None, false, false);
    for c in marked.chars() {
        if let Some(kind) = MARKS.iter().position(|marks| marks[0] == c) {
            (inside, begins) = (Some(kind), true);
            cued |= kind == 1;
        } else if MARKS.iter().any(|marks| marks[1] == c) {
            inside = None;
        } else {
            if let (Some(kind), Ok(token)) = (inside, starts.binary_search(&at)) {
                tags[token] = match (kind, cued, std::mem::take(&mut begins)) {
                    (0, false, true) => Tag::FirstBefore,
                    (0, false, false) => Tag::InsideBefore,
                    (0, true, true) => Tag::FirstBehind,
                    (0, true, false) => Tag::InsideBehind,
                    (1, ..) => Tag::Cue,
                    (_, false, _) => Tag::SourceBefore,
                    (_, true, _) => Tag::SourceBehind,
                };
            }
            at += c.len_utf8();
        }
    }
    tags
}

/// Checks what is made of the tags of a sentence.
#[track_caller]
fn check(given: &str, expected: &str, make: impl Fn(&mut [Tag], &Scene<'_>, &Range<usize>)) {
    let text = expected.replace(MARKS.as_flattened(), "");
    let document = load_text("-", &text, &Limits::default());
    let prepared = prepare::parts(&document, Default::default()).0.next().expect("a part");
    let scene =
        Scene { text: prepared.text, tokens: &prepared.tokens, mentions: &prepared.mentions };
    let starts: Vec<usize> = prepared.tokens.iter().map(|token| token.span.start).collect();
    let mut made = tags(given, &starts);
    for sentence in &prepared.sentences {
        make(&mut made, &scene, &sentence.tokens);
    }
    let expected = tags(expected, &starts);
    let words = |tags: &[Tag]| -> Vec<String> {
        tags.iter().enumerate().map(|(at, tag)| format!("{} {tag:?}", scene.word(at))).collect()
    };
    assert_eq!(words(&made), words(&expected), "{given}");
}

#[track_caller]
fn check_cut(given: &str, expected: &str) {
    check(given, expected, |tags, scene, sentence| {
        cut::contents(tags, scene, sentence);
    });
}

#[track_caller]
fn check_completed(given: &str, expected: &str) {
    check(given, expected, |tags, scene, sentence| {
        complete::parts(tags, scene, scene.mentions, sentence.clone());
        complete::lead(tags, scene, sentence);
    });
}

#[test]
fn where_and_when_it_was_said_is_no_part_of_it() {
    check_cut(
        "<Venn> {said in} ⟦a letter that it had rained⟧.",
        "<Venn> {said} in a letter ⟦that it had rained⟧.",
    );
    check_cut(
        "<Venn> {argued} for ⟦the second time that it had rained⟧.",
        "<Venn> {argued} for the second time ⟦that it had rained⟧.",
    );
    check_cut(
        "<Venn> {complained of} ⟦a letter that had reached the board⟧.",
        "<Venn> {complained of} ⟦a letter that had reached the board⟧.",
    );
    check_cut("<Venn> {spoke in} ⟦a hall that leaked⟧.", "<Venn> {spoke in} ⟦a hall that leaked⟧.");
}

#[test]
fn verbs_of_one_subject_part_what_they_report() {
    check_cut(
        "<Venn> {urged} ⟦the board to wait and called for a new vote⟧.",
        "<Venn> {urged} ⟦the board to wait⟧ and {called for} ⟦a new vote⟧.",
    );
    check_cut(
        "<Venn> {blamed} ⟦the weather, and later sold the ferry to Lesna⟧.",
        "<Venn> {blamed} ⟦the weather⟧, and later sold the ferry to Lesna.",
    );
    check_cut(
        "<Venn> {left}, {calling} ⟦the vote a farce and refusing to sign⟧.",
        "<Venn> {left}, {calling} ⟦the vote a farce⟧ and {refusing} ⟦to sign⟧.",
    );
    for whole in [
        "<Venn> {said} ⟦that the ferry had sunk and blamed the weather⟧.",
        "<Venn> {praised} ⟦the nurses and trained drivers of Lesna⟧.",
        "<Venn> {described} ⟦a house built by her father and sold by her son⟧.",
    ] {
        check_cut(whole, whole);
    }
}

#[test]
fn whom_somebody_tells_it_and_who_printed_it_are_no_part_of_it() {
    check_cut(
        "<Venn> {told} ⟦the Echo that it had rained⟧.",
        "<Venn> {told} the Echo ⟦that it had rained⟧.",
    );
    check_cut(
        "<Venn> {said} ⟦it was “a kettle.” [The Echo]⟧",
        "<Venn> {said} ⟦it was “a kettle.”⟧ [The Echo]",
    );
}

#[test]
fn a_place_or_a_day_is_whole() {
    check_completed(
        "<Venn> {said} ⟦the ferry sank in Velmark⟧, Norland.",
        "<Venn> {said} ⟦the ferry sank in Velmark, Norland⟧.",
    );
    check_completed(
        "<Venn> {denied} ⟦that it sank on May 3⟧, 2019.",
        "<Venn> {denied} ⟦that it sank on May 3, 2019⟧.",
    );
    check_completed(
        "⟦The ferry sank in Velmark⟧, <Venn> {said}.",
        "⟦The ferry sank in Velmark⟧, <Venn> {said}.",
    );
}

#[test]
fn a_sentence_is_said_from_its_beginning() {
    check_completed(
        "In a storm, <Venn> {said}, ⟦the ferry would sink⟧.",
        "⟦In a storm⟧, <Venn> {said}, ⟦the ferry would sink⟧.",
    );
    check_completed(
        "In a letter, <Venn> {said}, ⟦The ferry would sink⟧.",
        "In a letter, <Venn> {said}, ⟦The ferry would sink⟧.",
    );
}

#[test]
fn words_in_marks_are_of_the_verb_before_them() {
    check_completed(
        "<Venn> announced to us, ⟦“It leaks,”⟧ {referring to} ⟦the roof⟧.",
        "<Venn> announced to us, ⟦“It leaks,”⟧ {referring to} ⟦the roof⟧.",
    );
    check_turned("<Venn> {announced} to us, ", "“It leaks,”", " {referring to} ⟦the roof⟧.");
}

/// Checks that words in marks that the network gives to what follows are of what stands before.
#[track_caller]
fn check_turned(before: &str, words: &str, behind: &str) {
    let text = format!("{before}⟦{words}⟧{behind}");
    check(&text, &text, |tags, scene, sentence| {
        let quoted = |at: &usize| scene.is_quoted(*at);
        let own: Vec<usize> = (0..tags.len()).filter(quoted).collect();
        own.iter().for_each(|&at| tags[at] = Tag::InsideBefore);
        tags[own[0]] = Tag::FirstBefore;
        complete::parts(tags, scene, scene.mentions, sentence.clone());
    });
}
