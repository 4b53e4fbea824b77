//! Every kind of mark, in small texts.

use super::*;
use crate::document::BlockKind;

/// Marks each stretch found in `text` with brackets.
fn picture(text: &str) -> String {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split('\n') {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + part.len()) });
        at += part.len() + 1;
    }
    let (marked, _) = find_marked(text, &blocks);
    let mut inserts: Vec<(usize, usize, &str)> = Vec::new();
    for (i, m) in marked.iter().enumerate() {
        inserts.push((m.inner.start, i, if m.continues { "[+" } else { "[" }));
        inserts.push((m.inner.end, usize::MAX - i, "]"));
    }
    inserts.sort();
    let mut out = text.to_owned();
    for (at, _, what) in inserts.into_iter().rev() {
        out.insert_str(at, what);
    }
    out
}

#[test]
fn every_kind_of_mark() {
    for (text, expected) in [
        ("He said “no” twice.", "He said “[no]” twice."),
        ("He said \"no\" twice.", "He said \"[no]\" twice."),
        ("\"Ann left. “No,” she said.", "\"Ann left. “[No,]” she said."),
        ("He said ''no way'' twice.", "He said ''[no way]'' twice."),
        ("He said ``no way'' twice.", "He said ``[no way]'' twice."),
        ("He said «no» twice.", "He said «[no]» twice."),
        ("Er sagte „nein“ und ging.", "Er sagte „[nein]“ und ging."),
        ("Er sagte »nein« und ging.", "Er sagte »[nein]« und ging."),
        ("‘We can’t,’ she said.", "‘[We can’t,]’ she said."),
        ("'We can't,' she said.", "'[We can't,]' she said."),
        ("“He told me ‘never,’ and left.”", "“[He told me ‘[never,]’ and left.]”"),
        ("''The word 'old,''' he said.", "''[The word '[old,]']'' he said."),
        (
            "A <a href=\"x\">\"no\"</a> said <\"I\">.",
            "A <a href=\"x\">\"[no]\"</a> said <\"[I]\">.",
        ),
        ("A 6\" gun and a 4\" knife.", "A 6\" gun and a 4\" knife."),
        ("It's the players' choice, isn't it?", "It's the players' choice, isn't it?"),
        ("‘The players’ union is ready,’ he said.", "‘[The players’ union is ready,]’ he said."),
        ("the '90s and rock 'n' roll", "the '90s and rock '[n]' roll"),
        ("“One\n“Two.” He left.", "“[One]\n“[+Two.]” He left."),
        ("\"One\n\"Two.\" He left.", "\"[One]\n\"[+Two.]\" He left."),
        ("‘One\n‘Two.’ He left.", "‘[One]\n‘[+Two.]’ He left."),
        ("“Never closed.\nNext paragraph.", "“[Never closed.]\nNext paragraph."),
        ("“One “Two.”", "“One “[Two.]”"),
        ("“One,\" she said. \"Two.”", "“[One,]\" she said. \"[Two.]”"),
        ("“He said \"no\" twice,” she said.", "“[He said \"[no]\" twice,]” she said."),
    ] {
        assert_eq!(picture(text), expected);
    }
}

#[test]
fn a_missing_close_warns() {
    let text = "“Never closed.";
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
    assert_eq!(find_marked(text, &[block]).1.len(), 1);
}
