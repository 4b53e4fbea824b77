//! Passages in marked text, the text after an edit, and what became of them.

use super::*;
use crate::document::{Block, BlockKind};
use proptest::prelude::*;

/// Makes a document of paragraphs parted by blank lines.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + part.len()) });
        at += part.len() + 2;
    }
    Document { text: text.to_owned(), annotated: text.len(), blocks, ..Document::default() }
}

/// Takes `[[…]]` out of a text and returns where they stood.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    let mut rest = marked;
    while let Some(at) = rest.find("[[").into_iter().chain(rest.find("]]")).min() {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with("[[") {
            open = text.len()
        } else {
            spans.push(Span::new(open, text.len()))
        }
        rest = &rest[at + 2..];
    }
    text.push_str(rest);
    (text, spans)
}

/// Selects the marked passage, finds it after the edit, and compares outcome and place.
#[track_caller]
fn check(before: &str, after: &str, expected: &str) {
    let (text, spans) = unmark(before);
    let selector = select(&document(&text), spans[0]);
    let (text, spans) = unmark(after);
    let outcome = find(&document(&text), &selector);
    let found = match &outcome {
        Outcome::Ambiguous(all) => all.clone(),
        other => other.span().into_iter().collect(),
    };
    let show = |spans: &[Span]| {
        spans.iter().map(|span| format!("{}: {}", span.start, span.of(&text))).collect::<Vec<_>>()
    };
    assert_eq!((outcome.name(), show(&found)), (expected, show(&spans)), "{before}\n→ {after}");
}

#[test]
fn an_untouched_passage_is_the_same() {
    check("The port [[stays shut]] today.", "The port [[stays shut]] today.", "same");
    check("[[The whole text]]", "[[The whole text]]", "same");
    check("Ring the bell. [[Ring]] the bell.", "Ring the bell. [[Ring]] the bell.", "same");
    check(
        "The port [[stays shut]] today, said Mara Venn of the pilots.",
        "The port [[stays shut]] today, said Mara Venn of the pilots.\n\nA new paragraph.",
        "same",
    );
}

#[test]
fn words_that_stand_elsewhere_moved() {
    check(
        "The port [[stays shut]] today, said Mara Venn of the pilots.",
        "Much has happened.\n\nThe port [[stays shut]] today, said Mara Venn of the pilots.",
        "moved",
    );
    check(
        "Old lead.\n\n[[The harbour master resigned on Tuesday night]] after the storm.",
        "Nothing of it remains: [[The harbour master resigned on Tuesday night]], a paper wrote.",
        "moved",
    );
    // Re-wrapping is no change of the words.
    check(
        "Old lead. [[The harbour master resigned\non Tuesday]] after the storm.",
        "New old lead. [[The harbour master resigned on Tuesday]] after the storm.",
        "moved",
    );
    // Of two places the context tells which.
    check(
        "Venn said: [[“No comment.”]] The court rose.\n\nOrr, a clerk, said: “No comment.” All left.",
        "New.\n\nVenn had said: [[“No comment.”]] The court rose.\n\nOrr, a clerk, said: “No comment.” All left.",
        "moved",
    );
}

#[test]
fn the_end_of_the_text_is_context_too() {
    check(
        "The pilots met at the northern pier. [[Nobody had asked the crews.]]",
        "The mayor said little, as was his habit. [[Nobody had asked the crews.]]",
        "moved",
    );
    check("Much was said. [[Nobody.]]", "Little was heard by those at sea. Nobody.", "orphan");
}

#[test]
fn other_words_in_place_are_a_change() {
    check(
        "Lead.\n\nThe ferry line said [[the crossing would reopen on Monday morning]], weather allowing.",
        "Lead.\n\nThe ferry line said [[the crossing would reopen on Friday morning]], weather allowing.",
        "changed",
    );
    check(
        "It rained. [[“We can’t go on – not like this,”]] the captain said on the quay.",
        "It rained. [[\"We can't go on - not like this,\"]] the captain said on the quay.",
        "changed",
    );
    // Changed at both ends, next to context that stands.
    check(
        "The mayor told reporters that [[nine boats were lost in the winter storm]] before dawn broke over the bay.",
        "The mayor told reporters that [[some ten boats were lost in the winter gales]] before dawn broke over the bay.",
        "changed",
    );
    // Half of the words, between context that stands.
    check(
        "The pilots met at the northern pier at nine. [[A report is due in the spring.]] The mayor said little about it.",
        "The pilots met at the northern pier at nine. [[A verdict is due in the autumn.]] The mayor said little about it.",
        "changed",
    );
    // A short passage, its context untouched.
    check(
        "The pilots of the northern harbour [[refused]] to take the tanker through the narrows.",
        "The pilots of the northern harbour [[refuse]] to take the tanker through the narrows.",
        "changed",
    );
    check(
        "港務局は[[午前九時に再開する]]と発表した。船は戻る。",
        "港務局は[[午後九時に再開する]]と発表した。船は戻る。",
        "changed",
    );
}

#[test]
fn nothing_is_guessed() {
    // Gone.
    check(
        "One went home early.\n\n[[Two ferries were held at the pier by the coast guard.]]\n\nThree men slept.",
        "One went home early.\n\nThree men slept.",
        "orphan",
    );
    // Gone, with a look-alike elsewhere.
    check(
        "One went home early that day.\n\n[[Two ferries were held at the pier by the coast guard.]]\n\nThree men slept aboard.",
        "One went home early that day.\n\nThree men slept aboard.\n\nFar off, a year later, two ferries were held at a pier by the guard.",
        "orphan",
    );
    // A short passage in another context.
    check(
        "The pilots of the northern harbour [[refused]] to take the tanker through the narrows.",
        "Nobody in the court could say why the witness had refused.",
        "orphan",
    );
    // Short, gone from its place, and still elsewhere.
    check(
        "Mara Venn, who runs the port, called it [[a hoax]] on Monday.\n\nOthers spoke of a hoax too, in the bars.",
        "Mara Venn, who runs the port, spoke.\n\nOthers spoke of a hoax too, in the bars.",
        "orphan",
    );
    // Gone, and its neighbour is a look-alike.
    check(
        "The envoy rose to reply. [[He would not have said that of a Mira Orr.]] He would not have said that of a Jon Vale. The hall fell silent.",
        "The envoy rose to reply. He would not have said that of a Jon Vale. The hall fell silent.",
        "orphan",
    );
    // Gone from where it stood, and its very words elsewhere: perhaps moved, perhaps another.
    check(
        "The pilots met at the northern pier. [[Nobody had asked the crews.]] The mayor said little about it.",
        "The pilots met at the northern pier. The mayor said little about it.\n\nOpinion: [[Nobody had asked the crews.]] Really?",
        "ambiguous",
    );
    // Two places that nothing tells apart.
    check(
        "At nine: [[the northern gate was closed to all]] once more.",
        "[[The northern gate was closed to all]]. So it went. [[The northern gate was closed to all]].",
        "ambiguous",
    );
    // The words stand in a box now, and the old place says something else.
    check(
        "The union said on Monday: [[“Every crew will be paid what it is owed.”]] The firm said nothing to that.",
        "[[“Every crew will be paid what it is owed.”]]\n\nThe union said on Monday: [[“Each crew will be paid what they are owed.”]] The firm said nothing to that.",
        "ambiguous",
    );
}

#[test]
fn what_stood_elsewhere_before_is_not_taken_for_the_passage() {
    let notice = "Gates open at six in the morning.";
    let before = format!(
        "The northern pier is long. [[{notice}]] Boats wait.\n\nThe southern pier is short. {notice} Carts wait."
    );
    // The passage is gone, and its copy stands as it stood.
    check(
        &before,
        &format!(
            "The northern pier is long. Boats wait.\n\nThe southern pier is short. {notice} Carts wait."
        ),
        "orphan",
    );
    // The copy is gone.
    check(
        &before,
        &format!(
            "News. The northern pier is long. [[{notice}]] Boats wait.\n\nThe southern pier is short. Carts wait."
        ),
        "moved",
    );
    // The passage has changed, the copy has not.
    check(
        &before,
        &format!(
            "The northern pier is long. [[Gates open at seven in the morning.]] Boats wait.\n\nThe southern pier is short. {notice} Carts wait."
        ),
        "changed",
    );
    // Side by side there is no telling which of the two went.
    check(
        &format!("The pier is long. [[{notice}]] {notice} Carts wait."),
        &format!("The pier is long. [[{notice}]] Carts wait."),
        "ambiguous",
    );
}

#[test]
fn selectors_are_wide_enough_to_be_unique() {
    let same = "Gates shut at nine. ".repeat(6);
    let text = format!("{same}North then said no. {same}South then said no. {same}");
    let at = text.rfind("said no").unwrap();
    let selector = select(&document(&text), Span::new(at, at + 7));
    assert_eq!(selector.exact, "said no");
    assert!(selector.prefix.chars().count() >= 32 && selector.suffix.chars().count() >= 32);
    assert!(selector.prefix.contains("South"));
    let all = [selector.prefix.as_str(), "said no", &selector.suffix].concat();
    assert_eq!(text.matches(&all).count(), 1);
}

/// The same bytes, read by two loaders as a newer one may: what another text brings is told as a
/// change of the article is, whatever version the selector names.
#[test]
fn another_text_of_the_same_file_is_a_change_like_any_other() {
    let file = "The gates\n\nIt was *late*. “We [go](https://a.example) now,” said Mara Venn of the pilots.\n\n\
        Nobody at the harbour believed a word of that.\n\nThe boats lay still in the ice for weeks.\n";
    let loaded = |name: &str| {
        let limits = crate::load::Limits::default();
        crate::load::load(name, file.as_bytes(), &limits).next().unwrap()
    };
    let (plain, marked) = (loaded("a.txt"), loaded("a.md"));
    assert_ne!(plain.text, marked.text);
    for (words, expected, found) in [
        ("“We [go](https://a.example) now,”", "changed", "“We go now,”"),
        ("Nobody at the harbour believed a word of that.", "moved", ""),
        ("The gates", "same", ""),
    ] {
        let at = plain.text.find(words).unwrap();
        let kept = select(&plain, Span::new(at, at + words.len()));
        for loader in [kept.loader, kept.loader + 1] {
            let outcome = find(&marked, &Selector { loader, ..kept.clone() });
            let now = outcome.span().unwrap().of(&marked.text);
            assert_eq!(
                (outcome.name(), now),
                (expected, if found.is_empty() { words } else { found })
            );
            assert_eq!(find(&plain, &kept).name(), "same");
        }
    }
}

#[test]
fn spans_outside_the_text_are_cut() {
    let text = document("“é”");
    for (start, end, exact) in [(1, 4, "“é"), (9, 12, ""), (3, 99, "é”"), (5, 2, "")] {
        let selector = select(&text, Span { start, end });
        assert_eq!(selector.exact, exact, "{start}..{end}");
        assert_eq!(find(&text, &selector).name(), "same");
    }
}

#[test]
fn hostile_selectors_do_no_harm() {
    let text = document("a b a b a b");
    let own = select(&text, Span::new(0, 1));
    for selector in [
        Selector { start: usize::MAX, end: 0, ..own.clone() },
        Selector { start: 3, end: usize::MAX, exact: "zzz".into(), ..own.clone() },
        Selector { exact: "—".into(), prefix: "—".into(), suffix: "…".into(), ..own.clone() },
        Selector { exact: "q".repeat(1 << 16), ..own },
    ] {
        assert_ne!(find(&text, &selector).name(), "same");
    }
}

/// Sentences of made-up words, so that no two are alike.
fn sentence() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-zé]{3,9}", 8..16).prop_map(|words| words.join(" ") + ".")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_anchor_finds_its_own_text(text in "(\\PC|\n| |a|b){0,120}", a in 0..200usize, b in 0..200usize) {
        let text = document(&text);
        let selector = select(&text, Span::new(a.min(b), a.max(b)));
        let outcome = find(&text, &selector);
        prop_assert_eq!(outcome.name(), "same");
        prop_assert_eq!(outcome.span().unwrap().of(&text.text), selector.exact);
    }

    #[test]
    fn paragraphs_above_move_it(body in prop::collection::vec(sentence(), 2..6), above in prop::collection::vec(sentence(), 1..4), pick in any::<prop::sample::Index>()) {
        let paragraph = pick.index(body.len());
        let start = body[..paragraph].iter().map(|part| part.len() + 2).sum::<usize>();
        let old = document(&body.join("\n\n"));
        let selector = select(&old, Span::new(start, start + body[paragraph].len()));
        let new = document(&[above, body.clone()].concat().join("\n\n"));
        let outcome = find(&new, &selector);
        prop_assert_eq!(outcome.name(), "moved");
        prop_assert_eq!(outcome.span().unwrap().of(&new.text), &body[paragraph]);
    }

    #[test]
    fn a_deleted_paragraph_is_never_found(body in prop::collection::vec(sentence(), 1..6), pick in any::<prop::sample::Index>(), part in 0..4usize) {
        let paragraph = pick.index(body.len());
        let start = body[..paragraph].iter().map(|part| part.len() + 2).sum::<usize>();
        let old = document(&body.join("\n\n"));
        let length = body[paragraph].len();
        let passage = Span::new(start + length * part / 8, start + length);
        let selector = select(&old, passage);
        let mut rest = body.clone();
        rest.remove(paragraph);
        let outcome = find(&document(&rest.join("\n\n")), &selector);
        prop_assert_eq!(outcome, Outcome::Orphan);
    }
}
