//! Corrections as sentences, applied to articles in marked text.

use super::{Change, Correction, Who, correct};
use crate::anchor::{Outcome, select};
use crate::annotation::marked::article;
use crate::annotation::{Annotations, Evidence};
use crate::document::Document;
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

const GATES: &str = "\
# The gates

{Mara Venn, harbour master|“Shut till spring,”} [c|said] [s|Mara Venn].

{Olu Dace|“A guess,”} [c|replied] [s|the pilot]. {Olu Dace|“No more,”} [s|Dace] [c|added].

{?|“Who knows”} stood on a wall.";

const EDITED: &str = "\
# The gates

{M. Venn|“Shut until spring,”} [c|said] [s|Mara Venn].

It rained.

{Olu Dace|“A guess,”} [c|replied] [s|the pilot]. {Olu Dace|“No more,”} [s|Dace] [c|added].";

/// The change that a line asks for: `Name said words`, `nobody said words`, `A = B`,
/// `A called B`, `A role R`.
fn change(line: &str, document: &Document, annotations: &Annotations) -> Change {
    let who = |name: &str| {
        let known = annotations.speakers.iter().position(|it| it.canonical == name);
        let known = known.map(crate::annotation::SpeakerId);
        known.and_then(|id| Who::of(document, annotations, id)).unwrap_or_else(|| Who::named(name))
    };
    if let Some((name, words)) = line.split_once(" said ") {
        let start = document.text.find(words).expect("the words stand in the text");
        let span = crate::span::Span::new(start, start + words.len());
        let to = (name != "nobody").then(|| who(name));
        Change::Reassign { quote: select(document, span), to }
    } else if let Some((from, into)) = line.split_once(" = ") {
        Change::Merge { from: who(from), into: who(into) }
    } else if let Some((speaker, name)) = line.split_once(" called ") {
        Change::Rename { speaker: who(speaker), name: name.to_owned() }
    } else {
        let (speaker, role) = line.split_once(" role ").expect("a kind of change");
        let role = (!role.is_empty()).then(|| role.to_owned());
        Change::Role { speaker: who(speaker), role }
    }
}

/// Makes corrections one after the other in one text.
fn corrections(lines: &[&str], marked: &str) -> Vec<Correction> {
    let (document, found) = article(marked);
    let mut made: Vec<Correction> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let now = correct(&document, &found, &made).annotations;
        made.push(Correction {
            id: Uuid::from_u128(number as u128 + 1),
            article: Uuid::nil(),
            change: change(line, &document, &now),
            created: Timestamp::UNIX_EPOCH,
            updated: Timestamp::UNIX_EPOCH,
            deleted: None,
        });
    }
    made
}

/// The quotes as `Name (role): words`.
fn shown(document: &Document, annotations: &Annotations) -> Vec<String> {
    let quote = |quote: &crate::annotation::Quote| {
        let name = annotations.speaker_of(quote).map_or("nobody".to_owned(), |speaker| {
            let role = speaker.role.as_ref().map_or(String::new(), |role| format!(" ({role})"));
            format!("{}{role}", speaker.canonical)
        });
        format!("{name}: {}", quote.hull().unwrap_or_default().of(&document.text))
    };
    annotations.quotes.iter().map(quote).collect()
}

fn check(lines: &[&str], expected: &[&str]) {
    let (document, found) = article(GATES);
    let corrected = correct(&document, &found, &corrections(lines, GATES));
    assert_eq!(shown(&document, &corrected.annotations), expected, "{lines:?}");
    let ids = corrected.annotations.quotes.iter().filter_map(|quote| quote.speaker);
    assert!(ids.into_iter().all(|id| id.0 < corrected.annotations.speakers.len()));
}

#[test]
fn corrections_say_who_said_what() {
    let venn = "Mara Venn (harbour master): “Shut till spring,”";
    let (guess, more, wall) =
        ("Olu Dace: “A guess,”", "Olu Dace: “No more,”", "nobody: “Who knows”");
    check(&[], &[venn, guess, more, wall]);
    check(
        &["Mara Venn said A guess"],
        &[venn, "Mara Venn (harbour master): “A guess,”", more, wall],
    );
    check(&["nobody said No more"], &[venn, guess, "nobody: “No more,”", wall]);
    check(&["Ada Poll said Who knows"], &[venn, guess, more, "Ada Poll: “Who knows”"]);
    check(
        &["Ada Poll said Who knows", "Ada Poll said A guess"],
        &[venn, "Ada Poll: “A guess,”", more, "Ada Poll: “Who knows”"],
    );
    check(
        &["Mara Venn = Olu Dace", "Olu Dace said Who knows"],
        &[
            "Olu Dace (harbour master): “Shut till spring,”",
            "Olu Dace (harbour master): “A guess,”",
            "Olu Dace (harbour master): “No more,”",
            "Olu Dace (harbour master): “Who knows”",
        ],
    );
    check(
        &["Olu Dace called Oluwaseun Dace", "Oluwaseun Dace role pilot"],
        &[venn, "Oluwaseun Dace (pilot): “A guess,”", "Oluwaseun Dace (pilot): “No more,”", wall],
    );
    check(&["Mara Venn role "], &["Mara Venn: “Shut till spring,”", guess, more, wall]);
}

#[test]
fn a_corrected_quote_says_so() {
    let (document, found) = article(GATES);
    let lines = ["Mara Venn said A guess", "Olu Dace said No more"];
    let corrected = correct(&document, &found, &corrections(&lines, GATES)).annotations;
    let [_, other, same, _] = corrected.quotes.as_slice() else { panic!("four quotes") };
    assert_eq!((other.evidence, other.source), (Evidence::Corrected, None));
    assert_eq!(same.source, found.quotes[2].source, "a mention of the same speaker stays");
    assert!(!other.is_unsure());
}

#[test]
fn one_that_was_taken_back_changes_nothing() {
    let (document, found) = article(GATES);
    let mut made = corrections(&["Mara Venn said A guess"], GATES);
    made[0].deleted = Some(Timestamp::UNIX_EPOCH);
    assert_eq!(correct(&document, &found, &made).annotations, found);
}

#[test]
fn corrections_outlive_edits() {
    let lines = [
        "Olu Dace said Shut till spring,",
        "Ada Poll said A guess",
        "Mara Venn called Mara J. Venn",
        "Mara J. Venn said Who knows",
    ];
    let made = corrections(&lines, GATES);
    let (document, found) = article(EDITED);
    let corrected = correct(&document, &found, &made);
    assert_eq!(
        shown(&document, &corrected.annotations),
        ["Olu Dace: “Shut until spring,”", "Ada Poll: “A guess,”", "Olu Dace: “No more,”"]
    );
    let names: Vec<&str> = corrected.outcomes.iter().map(Outcome::name).collect();
    assert_eq!(names, ["changed", "moved", "same", "orphan"]);
    let venn = &corrected.annotations.speakers[0];
    assert_eq!(
        (venn.canonical.as_str(), &venn.aliases[..]),
        ("Mara J. Venn", &["M. Venn".to_owned()][..])
    );
}

proptest! {
    #[test]
    fn any_corrections_in_any_order_leave_sound_annotations(
        picks in proptest::collection::vec((0usize..6, any::<u128>()), 0..8),
    ) {
        let lines = [
            "Mara Venn = Olu Dace", "Olu Dace = Mara Venn", "nobody said A guess",
            "Ada Poll said Who knows", "Olu Dace called Mara Venn", "Ada Poll role poet",
        ];
        let (document, found) = article(GATES);
        let mut made = Vec::new();
        for (pick, id) in picks {
            let mut one = corrections(&lines[pick..=pick], GATES);
            one[0].id = Uuid::from_u128(id);
            made.extend(one);
        }
        let corrected = correct(&document, &found, &made);
        prop_assert_eq!(corrected.outcomes.len(), made.len());
        prop_assert_eq!(corrected.annotations.quotes.len(), found.quotes.len());
        for quote in &corrected.annotations.quotes {
            prop_assert!(quote.speaker.is_none_or(|id| id.0 < corrected.annotations.speakers.len()));
        }
        made.reverse();
        prop_assert_eq!(correct(&document, &found, &made).annotations, corrected.annotations);
    }
}
