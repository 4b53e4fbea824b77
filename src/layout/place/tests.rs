//! Rows as they are seen from left to right, and the laws of their order.

use super::*;
use crate::document::{Block, Marker};
use crate::layout::{RowCache, RowKind, graphemes, in_visual_order};
use proptest::prelude::*;
use unicode_bidi::BidiInfo;
use unicode_segmentation::UnicodeSegmentation;

fn document(kind: BlockKind, text: &str) -> Document {
    let span = Span::new(0, text.len());
    let blocks = vec![Block { kind, span }];
    Document { text: text.to_owned(), annotated: text.len(), blocks, ..Document::default() }
}

fn rows(document: &Document, columns: u16) -> (RowCache, Vec<Row>) {
    let mut cache = RowCache::new(document, columns);
    let rows = cache.window(document, 0, u16::MAX);
    (cache, rows)
}

/// What is seen of a document, rows parted by `|`, the blanks before a row as they are.
fn picture(kind: BlockKind, text: &str, columns: u16) -> String {
    let document = document(kind, text);
    let (cache, rows) = rows(&document, columns);
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let placed = place(&document, row, cache.shape(row), columns, false);
            let mut line = String::new();
            for placed in placed {
                line.push_str(&" ".repeat(usize::from(placed.column - width(&line))));
                line.push_str(&placed.shown);
            }
            line
        })
        .collect();
    lines.join("|")
}

/// Hebrew letters are written in capitals here, Arabic ones in small capitals.
fn letters(text: &str) -> String {
    let letter = |c| match c {
        'A'..='Z' => char::from_u32(0x5d0 + u32::from(c) - u32::from('A')),
        'ᴀ' => Some('\u{628}'),
        'ʙ' => Some('\u{62a}'),
        _ => None,
    };
    text.chars().map(|c| letter(c).unwrap_or(c)).collect()
}

fn check(kind: BlockKind, text: &str, columns: u16, expected: &str) {
    let found = picture(kind, &letters(text), columns);
    assert_eq!(found, letters(expected), "{text} in {columns}");
}

#[test]
fn rows_are_seen_in_visual_order() {
    use BlockKind::{Item, Paragraph, Preformatted};
    for (kind, text, columns, expected) in [
        (Paragraph, "the word ABC is", 20, "the word CBA is"),
        (Paragraph, "ABC DEF", 10, "   FED CBA"),
        (Paragraph, "ABC DEF GHI", 7, "FED CBA|    IHG"),
        // The direction is the paragraph's on each of its rows.
        (Paragraph, "ABC the long word", 9, "  the CBA|long word"),
        (Paragraph, "see ABC DEF GHI", 7, "see CBA|IHG FED"),
        // Numbers keep their order, brackets are turned round, marks stand behind their words.
        (Paragraph, "ABC 12:30 (DE)!", 16, " !(ED) 12:30 CBA"),
        (Paragraph, "he said “ABC, DE.” twice", 24, "he said “ED ,CBA.” twice"),
        (Paragraph, "ᴀʙ 1,234 ᴀʙ", 11, "ʙᴀ 1,234 ʙᴀ"),
        (Paragraph, "ABC us$100 DE", 14, " ED us$100 CBA"),
        (Paragraph, "car is (the CAR) now", 20, "car is (the RAC) now"),
        (Paragraph, "AB (xy) CD", 10, "DC (xy) BA"),
        (Item(0, Marker::Bullet), "ABC DEF", 7, "  CBA|  FED"),
        // Each line of verse is a paragraph of its own.
        (Preformatted, "ABC x\nx ABC", 6, " x CBA|x CBA"),
        (Paragraph, "123 ABC", 8, " CBA 123"),
        (Paragraph, "日本 ABC。", 10, "日本 CBA。"),
    ] {
        check(kind, text, columns, expected);
    }
}

#[test]
fn tables_stand_in_columns_or_below_each_other() {
    for (text, columns, expected) in [
        ("year | cranes\n2030 | 7", 13, "year │ cranes|2030 │      7"),
        ("a | b\nlong | 日本\n | x", 20, "a    │ b|long │ 日本|     │ x"),
        ("a | b | c\nx |  | y\nz |  |", 20, "a │ b │ c|x │   │ y|z │   │"),
        ("name | where\nida | on the quay", 10, "name|  where|ida|  on the|  quay"),
        ("a |  | bcd\n | x | ", 6, "a|  bcd|x"),
        ("ABC | x | DE\nf | ABCD | 7", 20, "     ED │    x │ CBA|      7 │ DCBA │   f"),
        ("x | ABC\ny | D", 20, "x │ CBA|y │ D"),
    ] {
        let found = picture(BlockKind::Table, &letters(text), columns);
        let found: Vec<&str> = found.split('|').map(str::trim_end).collect();
        let expected = letters(expected);
        let expected: Vec<&str> = expected.split('|').map(str::trim_end).collect();
        assert_eq!(found, expected, "{text} in {columns}");
    }
}

fn seen(line: &str) -> String {
    in_visual_order(line).into_iter().map(|(_, shown)| shown).collect()
}

#[test]
fn one_line_is_seen_in_its_own_direction() {
    for (text, expected) in [
        ("harbour", "harbour"),
        ("ABC (de) FG", "GF (de) CBA"),
        ("see ABC.", "see CBA."),
        ("ABC …", "… CBA"),
        ("ABe\u{301}C", "Ce\u{301}BA"),
    ] {
        assert_eq!(seen(&letters(text)), letters(expected), "{text}");
    }
}

#[test]
fn a_giant_paragraph_goes_on_in_its_direction() {
    let text = letters("ABC ") + &"word ".repeat(10_000);
    let document = document(BlockKind::Paragraph, text.trim_end());
    let mut cache = RowCache::new(&document, 40);
    let window = cache.window(&document, 40_000, 3);
    assert!(window.iter().all(|row| row.from_right && row.span.start > 30_000));
    // It is resolved where it is seen alone.
    let far = Span::new(20_000, 20_010);
    assert!(cache.shape(&Row { span: far, ..window[0] }).runs.is_empty());
}

#[test]
fn columns_lead_to_clusters() {
    let text = "日本 語e\u{301} go and more";
    let document = document(BlockKind::Paragraph, text);
    let span = Span::new(0, text.find("and").unwrap());
    let row =
        Row { span, block: 0, kind: RowKind::First, indent: 2, from_right: false, hyphen: false };
    let at = |placed: &[Placed<'_>], column| {
        graphemes(&text[byte_at(&row, placed, column)..]).next().unwrap()
    };
    let plain = place(&document, &row, Shape::default(), 20, false);
    let found = [0, 2, 3, 4, 6, 7, 9, 11, 12, 99].map(|column| at(&plain, column));
    assert_eq!(found, ["日", "日", "日", "本", " ", "語", "e\u{301}", "g", "o", "o"]);
    let spread = place(&document, &row, Shape::default(), 15, true);
    assert_eq!([6, 7, 8, 9].map(|column| at(&spread, column)), [" ", " ", "語", "語"]);
}

#[test]
fn columns_of_a_row_from_the_right_lead_to_clusters() {
    let text = letters("AB cd");
    let document = document(BlockKind::Paragraph, &text);
    let (cache, rows) = rows(&document, 8);
    let placed = place(&document, &rows[0], cache.shape(&rows[0]), 8, false);
    let at = |column| graphemes(&text[byte_at(&rows[0], &placed, column)..]).next().unwrap();
    let expected = letters("cccccd BAA");
    let found: String = (0..9).map(at).collect();
    assert_eq!(found, letters("cccc") + &expected[4..].replacen('c', "", 1));
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[A-H]{1,6}",
        2 => "[a-z]{1,6}",
        3 => "[ ]{1,2}",
        2 => "[().,“”«»!?:-]{1,2}",
        1 => "[0-9]{1,3}",
        1 => Just("ᴀʙ\u{661}\u{662}".to_owned()),
        1 => Just("日本".to_owned()),
        2 => Just(" | ".to_owned()),
        1 => Just("👩‍👩‍👧e\u{301}".to_owned()),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| letters(&pieces.concat()))
}

proptest! {
    #[test]
    fn every_cluster_of_a_row_stands_there_once(
        lines in prop::collection::vec(text(), 1..4),
        columns in 1u16..60,
        justify: bool,
    ) {
        let is_table = lines.len() > 1;
        let kind = if is_table { BlockKind::Table } else { BlockKind::Paragraph };
        let document = document(kind, &lines.join("\n"));
        let (cache, rows) = rows(&document, columns);
        for row in rows {
            let placed = place(&document, &row, cache.shape(&row), columns, justify);
            let words = row.span.of(&document.text).trim_end();
            let mut found: Vec<usize> = placed.iter().map(|placed| placed.at).collect();
            found.sort_unstable();
            let all: Vec<usize> =
                words.grapheme_indices(true).map(|(at, _)| row.span.start + at).collect();
            let is_stacked = is_table && cache.shape(&row).table.is_empty();
            let are_parts = all.iter().all(|at| {
                found.binary_search(at).is_ok() || document.text[*at..].starts_with(|c: char| c.is_whitespace() || c == '|')
            });
            prop_assert!(if is_stacked { are_parts } else { found == all }, "{found:?} {all:?}");
            let mut free = placed.first().map_or(0, |placed| placed.column);
            for placed in &placed {
                prop_assert_eq!(placed.column, free, "a gap in {:?}", words);
                free += placed.width;
                if placed.width > 0 {
                    prop_assert_eq!(byte_at(&row, std::slice::from_ref(placed), placed.column), placed.at);
                }
            }
            prop_assert!(free <= columns || placed.iter().filter(|it| it.width > 0).count() == 1);
        }
    }

    #[test]
    fn text_from_left_to_right_is_as_it_was(text in "[a-zé日👍 .,“”()0-9]{0,60}", columns in 1u16..40) {
        let document = document(BlockKind::Paragraph, &text);
        let (cache, rows) = rows(&document, columns);
        for row in rows {
            prop_assert!(cache.shape(&row).runs.is_empty() && !row.from_right);
            let placed = place(&document, &row, cache.shape(&row), columns, false);
            let shown: String = placed.iter().map(|placed| &*placed.shown).collect();
            prop_assert_eq!(shown, row.span.of(&document.text).trim_end());
        }
        prop_assert_eq!(seen(&text), text);
    }

    #[test]
    fn levels_are_those_of_the_whole_paragraph(text in text(), columns in 1u16..40) {
        let document = document(BlockKind::Paragraph, &text);
        let (cache, rows) = rows(&document, columns);
        let info = BidiInfo::new(&text, None);
        for row in rows {
            for run in cache.shape(&row).runs {
                prop_assert!(info.levels[run.span.range()].iter().all(|level| *level == run.level));
            }
            if cache.shape(&row).runs.is_empty() {
                prop_assert!(info.levels[row.span.range()].iter().all(unicode_bidi::Level::is_ltr));
            }
        }
    }
}
