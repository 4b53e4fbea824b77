//! Pictures of wrapped text, rows parted by `|`, and the laws of rows.

use super::unit::UNIT;
use super::*;
use crate::document::{Block, Marker};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

fn document(blocks: &[(BlockKind, &str)]) -> Document {
    let mut document = Document::default();
    for (kind, text) in blocks {
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        document.text.push_str(text);
        document.blocks.push(Block { kind: *kind, span: Span::new(start, document.text.len()) });
    }
    document.annotated = document.text.len();
    document
}

fn units(document: &Document) -> Vec<Unit> {
    let units = Units::of(document);
    (0..units.count(document)).filter_map(|index| units.get(document, index)).collect()
}

fn all_rows(document: &Document, columns: u16) -> Vec<Row> {
    units(document).iter().flat_map(|unit| lay_out(document, unit, columns, false).rows).collect()
}

fn picture(document: &Document, columns: u16) -> String {
    let rows = all_rows(document, columns);
    let lines: Vec<String> = rows
        .iter()
        .map(|row| " ".repeat(row.indent.into()) + row.span.of(&document.text).trim_end())
        .collect();
    lines.join("|")
}

#[test]
fn long_words_are_parted_where_that_is_wished() {
    let check = |kind, text: &str, columns, expected: &str| {
        let document = document(&[(kind, text)]);
        let rows = lay_out(&document, &units(&document)[0], columns, true).rows;
        let row = |row: &Row| {
            let hyphen = if row.hyphen { "-" } else { "" };
            row.span.of(&document.text).trim_end().to_owned() + hyphen
        };
        assert_eq!(rows.iter().map(row).collect::<Vec<_>>().join("|"), expected, "{text}");
    };
    let text = "An international “investigation” begins";
    check(BlockKind::Paragraph, text, 12, "An interna-|tional “in-|vestigation”|begins");
    check(BlockKind::Paragraph, text, 40, text);
    check(BlockKind::Paragraph, "international", 6, "inter-|na-|tional");
    check(BlockKind::Paragraph, "שלום international words", 14, "שלום|international|words");
    check(BlockKind::Headline, "An international word", 12, "An|internationa|l word");
}

#[test]
fn paragraphs_wrap() {
    for (text, columns, expected) in [
        ("one two three", 80, "one two three"),
        ("one two three", 7, "one two|three"),
        ("one two three", 5, "one|two|three"),
        ("one  two", 3, "one|two"),
        ("", 10, ""),
        (
            "see https://example.org/a/very/long/path now",
            12,
            "see https://|example.org/|a/very/long/|path now",
        ),
        ("abcdefghij", 4, "abcd|efgh|ij"),
        ("日本語の文章です。", 6, "日本語|の文章|です。"),
        ("彼は「はい。」と言った", 8, "彼は「は|い。」と|言った"),
        ("cafe\u{301} e\u{301}te\u{301}", 4, "cafe\u{301}|e\u{301}te\u{301}"),
        ("a 👩‍👩‍👧 b", 4, "a 👩‍👩‍👧|b"),
        ("👩‍👩‍👧👍🏽🇫🇷", 2, "👩‍👩‍👧|👍🏽|🇫🇷"),
        ("He said “no” twice", 11, "He said|“no” twice"),
        ("He said “no way” twice", 14, "He said “no|way” twice"),
        ("He said \"never again\".", 17, "He said \"never|again\"."),
        ("Non. «Jamais»,\u{a0}dit-il", 14, "Non.|«Jamais»,\u{a0}dit-|il"),
        ("ab\u{a0}cd ef", 5, "ab\u{a0}cd|ef"),
        ("ประเทศไทย", 6, "ประเทศ|ไทย"),
        ("日", 1, "日"),
        ("ab \u{301}cd", 3, "ab \u{301}|cd"),
        ("ab \u{200d}cd", 3, "ab \u{200d}|cd"),
    ] {
        assert_eq!(picture(&document(&[(BlockKind::Paragraph, text)]), columns), expected);
    }
}

#[test]
fn marks_stand_with_the_words_that_they_close() {
    for (text, columns, expected) in [
        ("「ああ。」", 4, "「あ|あ。|」"),
        ("「ああ。」", 6, "「あ|あ。」"),
        ("「ああ。」", 10, "「ああ。」"),
        ("シャッター、開く。", 4, "シャ|ッ|ター|、開|く。"),
        ("キャッチ", 6, "キャッ|チ"),
        ("コーヒーを", 4, "コー|ヒー|を"),
        ("“是的，”他说。", 6, "“是|的，”|他说。"),
        ("“是的，”他说。", 8, "“是|的，”他|说。"),
        ("他说：“不。”", 6, "他|说：|“不。”"),
        ("（注）《书名》", 6, "（注）|《书|名》"),
        ("100円です！？", 6, "100円|で|す！？"),
        ("abc)", 3, "ab|c)"),
        ("日", 1, "日"),
        ("す。", 1, "す|。"),
    ] {
        let document = document(&[(BlockKind::Paragraph, text)]);
        assert_eq!(picture(&document, columns), expected, "{text} in {columns}");
    }
}

/// What UAX #14 and Japanese typesetting let no line begin with.
const NEVER_FIRST: &str =
    "。、，．」』）】〉》〕！？：；ァィゥェォッャュョぁぃぅぇぉっゃゅょーゝ々)]}!?,.:;%”’»";

#[test]
fn no_row_begins_with_a_closing_mark_where_another_place_is_left() {
    for text in [
        "「はい。」と彼は言った。「シャッターは、もう閉まっていますよ！？」",
        "“我们不会开门，”港务长说，“春天之前不会（至少不会）。”",
        "『ニュース』（四日付）は、ちょっと違った：「コーヒーを飲みました……」。",
        "「「「深い引用。」」」（注：ｍｅｍｏ）キャッチャー",
        "그는 “아니요.”라고 말했다. (그리고 떠났다!)",
        "the words (never) “begin, so,” they say: 100%!",
    ] {
        let document = document(&[(BlockKind::Paragraph, text)]);
        for columns in 1..=20 {
            let rows = all_rows(&document, columns);
            for pair in rows.windows(2) {
                let (row, next) = (pair[0].span.of(text), pair[1].span.of(text));
                if !next.starts_with(|c| NEVER_FIRST.contains(c)) {
                    continue;
                }
                // Nothing in the row before could have come down with it.
                let clusters: Vec<&str> = graphemes(row).collect();
                let place = clusters.windows(2).enumerate().find(|(at, pair)| {
                    let taken = width(&clusters[at + 1..].concat())
                        + width(graphemes(next).next().unwrap());
                    !"「『（《“(".contains(pair[0])
                        && !NEVER_FIRST.contains(pair[1])
                        && pair[1] != "…"
                        && taken <= columns
                });
                assert_eq!(place, None, "{columns}: {row:?} | {next:?}");
            }
        }
    }
}

#[test]
fn blocks_are_apart_and_items_are_not() {
    let document = document(&[
        (BlockKind::Headline, "Head"),
        (BlockKind::Item(0, Marker::Bullet), "one two"),
        (BlockKind::Item(1, Marker::Bullet), "three"),
        (BlockKind::Preformatted, "a\nb"),
        (BlockKind::Quotation, "said"),
    ]);
    assert_eq!(picture(&document, 9), "Head||  one two|    three||a|b||  said");
}

#[test]
fn items_are_set_in_by_what_they_lie_in() {
    use Marker::{Bullet, Number};
    let item = |depth, marker| (BlockKind::Item(depth, marker), "x");
    let document = document(&[
        item(0, Number(9)),
        item(0, Marker::None),
        item(0, Number(100)),
        item(1, Bullet),
        item(2, Number(1)),
        item(1, Marker::None),
        item(3, Bullet),
    ]);
    let rows = all_rows(&document, 80);
    let indents: Vec<u16> =
        rows.iter().filter(|row| row.kind == RowKind::First).map(|row| row.indent).collect();
    assert_eq!(indents, [4, 4, 5, 7, 11, 7, 13]);
}

#[test]
fn the_cache_steps_over_blank_rows() {
    let document = document(&[(BlockKind::Paragraph, "one two"), (BlockKind::Paragraph, "three")]);
    let mut cache = RowCache::new(&document, 3);
    let words = |row: Option<Row>| row.map(|row| (row.kind, row.span.of(&document.text).trim()));
    assert_eq!(words(cache.step(&document, 0, 1)), Some((RowKind::Continued, "two")));
    assert_eq!(words(cache.step(&document, 0, 2)), Some((RowKind::Blank, "")));
    assert_eq!(words(cache.step(&document, 0, 3)), Some((RowKind::First, "thr")));
    assert_eq!(words(cache.step(&document, 12, -9)), Some((RowKind::First, "one")));
    assert_eq!(words(cache.row_at(&document, 5)), Some((RowKind::Continued, "two")));
    assert_eq!(cache.window(&document, 4, 3).len(), 3);
    assert_eq!(cache.window(&document, 7, 1)[0].kind, RowKind::Blank);
    assert_eq!(cache.scroll(&document, Top::from(7), 0), Some(Top::from(7)));
    assert_eq!(cache.scroll(&document, Top::from(7), -1), Some(Top::from(4)));
    assert_eq!(cache.window(&document, 7, 3).len(), 3);
    for (height, last) in [(2, 9), (3, 7), (4, 4), (99, 0)] {
        let end = Top { at: 99, skipped: 99 };
        assert_eq!(cache.settle(&document, end, height), Top::from(last), "{height}");
    }
}

#[test]
fn a_giant_paragraph_is_laid_out_where_it_is_seen() {
    let text = "word ".repeat(200_000);
    let document = document(&[(BlockKind::Paragraph, text.trim_end())]);
    let mut cache = RowCache::new(&document, 40);
    let window = cache.window(&document, 500_000, 20);
    assert_eq!(window.len(), 20);
    assert!(window[0].span.holds(500_000));
    assert!(units(&document).iter().all(|unit| unit.span.len() <= UNIT));
}

#[test]
fn a_giant_block_is_cut_where_a_line_may_break() {
    for (kind, piece) in [
        (BlockKind::Paragraph, "Some words and a “quoted word” or two. "),
        (BlockKind::Paragraph, "彼は「はい。」と言った。"),
        (BlockKind::Paragraph, "🇩🇪🇫🇷🇮🇹"),
        (BlockKind::Paragraph, "a🇩🇪🇫🇷🇮🇹\u{301}"),
        (BlockKind::Preformatted, "two words\nand three more\n"),
    ] {
        let document = document(&[(kind, &piece.repeat(2000))]);
        let starts: Vec<usize> = units(&document).iter().map(|unit| unit.span.start).collect();
        assert!(starts.len() > 2);
        let places: Vec<usize> = wrap::opportunities(&document.text).collect();
        let clusters: Vec<usize> = document.text.grapheme_indices(true).map(|(at, _)| at).collect();
        for start in starts.iter().skip(1) {
            assert!(places.binary_search(start).is_ok(), "{piece} at {start}");
            assert!(clusters.binary_search(start).is_ok(), "{piece} at {start}");
            let before = document.text[..*start].chars().next_back();
            assert!(kind != BlockKind::Preformatted || before == Some('\n'), "{piece}");
        }
    }
}

#[test]
fn a_unit_is_found_by_where_it_begins_and_by_where_it_ends() {
    let giant = "Some words and a “quoted word” or two. ".repeat(900);
    let texts = ["one", giant.trim_end(), "two", "three", giant.trim_end()];
    let document = document(&texts.map(|text| (BlockKind::Paragraph, text)));
    let units = Units::of(&document);
    assert!(units.count(&document) > 9);
    let mut end = None;
    for index in 0..units.count(&document) {
        let unit = units.get(&document, index).unwrap();
        for at in [unit.span.start, unit.span.end - 1] {
            assert_eq!(document.block_at(at), Some(unit.block));
            assert_eq!(units.at(unit.block, at), index);
        }
        let block = document.blocks[unit.block].span;
        assert_eq!(unit.first, unit.span.start == block.start);
        assert_eq!(unit.blank, unit.span.end == block.end && unit.block < 4);
        assert!(unit.first || end == Some(unit.span.start));
        end = Some(unit.span.end);
    }
    assert_eq!(end, Some(document.text.len()));
    assert_eq!(units.get(&document, units.count(&document)), None);
}

#[test]
fn a_giant_cluster_is_cut_all_the_same() {
    let text = "e".to_owned() + &"\u{301}".repeat(20_000);
    let document = document(&[(BlockKind::Paragraph, &text)]);
    let units = units(&document);
    assert!(units.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
    assert!(units.iter().all(|unit| unit.span.len() <= UNIT && !unit.span.is_empty()));
}

/// Where notes stand, and the words in them.
fn notes() -> impl Strategy<Value = Vec<(usize, String)>> {
    prop::collection::vec((0usize..400, "([a-z]{1,9} |\n|é|日本){0,9}"), 0..6)
}

#[test]
fn notes_stand_below_the_rows_that_they_are_on() {
    let document = document(&[(BlockKind::Paragraph, "one two"), (BlockKind::Paragraph, "three")]);
    let mut cache = RowCache::new(&document, 7);
    let note = |at, text: &str| Inset { at, text: text.to_owned() };
    let shown = |cache: &mut RowCache, top: Top| {
        let rows = cache.window(&document, top, 99);
        let text = |row: &Row| match row.kind {
            RowKind::Inset(inset) => {
                let words = inset.words.of(&cache.insets()[inset.inset].text).trim_end();
                format!("{}:{words}", row.span.start)
            }
            _ => row.span.of(&document.text).trim_end().to_owned(),
        };
        rows.iter().map(text).collect::<Vec<_>>().join("|")
    };
    cache.set_insets(&document, vec![note(6, "b"), note(1, "why so\nand"), note(13, "c")]);
    let whole = "one two|7:why|7:so|7:and|7:b||three|14:c";
    assert_eq!(shown(&mut cache, Top::default()), whole);
    let mut cache = cache.at_width(5);
    let whole = ["one", "4:why", "4:so", "4:and", "two", "7:b", "", "three", "14:c"];
    assert_eq!(shown(&mut cache, Top::default()), whole.join("|"));
    // Every row can be the top of the screen, and is left to both sides.
    let mut top = Top::default();
    for (index, _) in whole.iter().enumerate() {
        assert_eq!(shown(&mut cache, top), whole[index..].join("|"));
        assert_eq!(cache.scroll(&document, Top::default(), index.cast_signed()), Some(top));
        assert_eq!(cache.scroll(&document, top, -index.cast_signed()), Some(Top::default()));
        top = cache.scroll(&document, top, 1).unwrap();
    }
    let end = cache.settle(&document, Top { at: 99, skipped: 99 }, 2);
    assert_eq!(shown(&mut cache, end), "three|14:c");
    // Steps go by the rows of the text.
    let words = |row: Option<Row>| row.map(|row| row.span.of(&document.text).trim());
    assert_eq!(words(cache.step(&document, 0, 1)), Some("two"));
    assert_eq!(words(cache.step(&document, 7, 2)), Some("three"));
    assert_eq!(words(cache.step(&document, 13, -3)), Some("one"));
    assert_eq!(words(cache.row_at(&document, 7)), Some("two"));
    cache.set_insets(&document, Vec::new());
    assert_eq!(shown(&mut cache, Top::default()), "one|two||three");
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        "[a-z]{1,12}",
        "[ \u{a0}]{1,3}",
        "[日本語。「」]{1,5}",
        Just("👩‍👩‍👧".to_owned()),
        Just("e\u{301}\u{302}".to_owned()),
        "[\u{301}\u{200d}\u{600}🇩🇫]{1,3}",
        "[“”‘’,.—-]{1,2}",
        Just(" | ".to_owned()),
        Just("שלום".to_owned()),
        Just("ไทยแลนด์".to_owned()),
    ];
    let text = prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat());
    prop::collection::vec(text, 1..4)
}

proptest! {
    #[test]
    fn rows_tile_the_text_and_fit(texts in texts(), columns in 1u16..60, table: bool) {
        let kind = if table { BlockKind::Table } else { BlockKind::Paragraph };
        let blocks: Vec<_> = texts.iter().map(|t| (kind, t.as_str())).collect();
        let document = document(&blocks);
        let rows = all_rows(&document, columns);
        for (index, block) in document.blocks.iter().enumerate() {
            let mut at = block.span.start;
            let words = block.span.of(&document.text);
            let clusters: Vec<usize> = words.grapheme_indices(true).map(|(c, _)| at + c).collect();
            for row in rows.iter().filter(|r| r.block == index && r.kind != RowKind::Blank) {
                prop_assert_eq!(row.span.start, at);
                let whole = words.is_empty() || clusters.binary_search(&at).is_ok();
                prop_assert!(whole, "a cluster of {:?} is split at {}", words, at);
                at = row.span.end;
                let words = row.span.of(&document.text).trim_end();
                let part = |c: char| c.is_whitespace() || c == '|';
                let words = if table { words.trim_matches(part) } else { words };
                let one = graphemes(words).filter(|g| width(g) > 0).count() <= 1;
                prop_assert!(width(words) <= columns || one, "{:?} in {}", words, columns);
            }
            prop_assert_eq!(at, block.span.end);
        }
    }

    #[test]
    fn notes_leave_the_rows_of_the_text_as_they_are(
        texts in texts(), notes in notes(), columns in 1u16..30, from in 0usize..60,
    ) {
        // Empty rows share their position with the next.
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        prop_assume!(!texts.is_empty());
        let blocks: Vec<_> = texts.iter().map(|t| (BlockKind::Paragraph, t.as_str())).collect();
        let document = document(&blocks);
        let rows = all_rows(&document, columns);
        let mut cache = RowCache::new(&document, columns);
        let inset = |(at, text): (usize, String)| {
            Inset { at: at.min(document.text.len().saturating_sub(1)), text }
        };
        cache.set_insets(&document, notes.into_iter().map(inset).collect());
        let all = cache.window(&document, 0, u16::MAX);
        let text: Vec<Row> = all.iter().copied().filter(|row| !row.is_inset()).collect();
        prop_assert_eq!(text, rows);
        let mut shown: Vec<String> = vec![String::new(); cache.insets().len()];
        for (index, row) in all.iter().enumerate() {
            let RowKind::Inset(inset) = row.kind else { continue };
            let above = all[..index].iter().rfind(|row| !row.is_inset()).unwrap();
            prop_assert!(above.is_text());
            prop_assert_eq!(row.span, Span::new(above.span.end, above.span.end));
            let note = &cache.insets()[inset.inset];
            let holds = above.span.holds(note.at) || above.span.end <= note.at;
            prop_assert!(holds, "{:?} below {:?}", note, above);
            shown[inset.inset] += inset.words.of(&note.text);
        }
        for (shown, inset) in shown.iter().zip(cache.insets()) {
            prop_assert_eq!(shown, inset.text.trim_end());
        }
        // As far down as one likes, and the same way back.
        let mut top = Top::default();
        for index in 0..from.min(all.len() - 1) {
            prop_assert_eq!(&cache.window(&document, top, 3)[..], &all[index..all.len().min(index + 3)]);
            let next = cache.scroll(&document, top, 1).unwrap();
            prop_assert!(next > top);
            prop_assert_eq!(cache.scroll(&document, next, -1), Some(top));
            top = next;
        }
    }

    #[test]
    fn a_row_begins_where_a_line_may_break(texts in texts(), columns in 1u16..40) {
        let document = document(&[(BlockKind::Paragraph, &texts.concat())]);
        let places: Vec<usize> = wrap::opportunities(&document.text).collect();
        for row in all_rows(&document, columns).iter().skip(1) {
            let at = places.partition_point(|&place| place <= row.span.start);
            if at > 0 && places[at - 1] == row.span.start {
                continue;
            }
            let word = Span::new(places[at - 1], places[at]).of(&document.text);
            prop_assert!(width(word.trim_end()) > columns, "{:?} in {}", word, columns);
        }
    }

    #[test]
    fn rows_whose_words_are_parted_tile_the_text_and_have_room_for_hyphens(
        texts in prop::collection::vec("[“(]?[a-zé]{1,18}[,.”]{0,2} ", 0..12), columns in 1u16..30,
    ) {
        let document = document(&[(BlockKind::Paragraph, texts.concat().trim_end())]);
        let units = units(&document);
        let rows = units.iter().flat_map(|unit| lay_out(&document, unit, columns, true).rows);
        let (mut at, mut shown, mut parted) = (0, String::new(), false);
        for row in rows {
            prop_assert_eq!(row.span.start, at);
            at = row.span.end;
            let words = row.span.of(&document.text);
            prop_assert!(!words.contains('-'));
            let one = graphemes(words.trim_end()).count() <= 1;
            let room = columns - u16::from(row.hyphen);
            prop_assert!(width(words.trim_end()) <= room || one, "{words:?} in {columns}");
            if row.hyphen {
                let (head, tail) = document.text.split_at(at);
                let is_letter = |c: char| c.is_alphabetic();
                prop_assert!(head.ends_with(is_letter) && tail.starts_with(is_letter));
                parted = true;
            }
            let placed = place(&document, &row, Shape::default(), columns, false);
            let drawn: String = placed.iter().map(|placed| &*placed.shown).collect();
            let hyphen = if row.hyphen { HYPHEN } else { "" };
            prop_assert_eq!(&drawn, &format!("{}{hyphen}", words.trim_end()));
            shown += &drawn;
        }
        prop_assert_eq!(at, document.text.len());
        prop_assert_eq!(shown.contains(HYPHEN), parted);
    }

    #[test]
    fn the_cache_gives_the_rows_in_order(texts in texts(), columns in 1u16..30, from in 0usize..40) {
        let blocks: Vec<_> = texts.iter().map(|t| (BlockKind::Paragraph, t.as_str())).collect();
        let document = document(&blocks);
        let rows = all_rows(&document, columns);
        let mut cache = RowCache::new(&document, columns);
        let text: Vec<usize> =
            (0..rows.len()).filter(|&i| rows[i].kind != RowKind::Blank).collect();
        let index = text[from % text.len()];
        // Empty rows share their position with the next: the cache may answer with either.
        prop_assume!(!rows[index].span.is_empty());
        let window = cache.window(&document, rows[index].span.start, 5);
        prop_assert_eq!(&window[..], &rows[index..rows.len().min(index + 5)]);
    }
}
