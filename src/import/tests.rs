//! Tests of the three formats together: what goes out comes back, and nothing stops the reading.

mod corrections;

use super::{Format, Imported, read};
use crate::anchor::Selector;
use crate::export::flags::{hypothesis, json, jsonl, w3c};
use crate::flag::{
    Flag, FlagChange, FlagDraft, ListedFlag, Passage, Priority, SeenArticle, Status,
};
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn import(bytes: impl AsRef<[u8]>) -> Imported {
    read(bytes.as_ref(), None, at(7))
}

/// Returns what was read as lines: the flags, then what was not read.
fn shown(imported: &Imported) -> String {
    let flag = |listed: &ListedFlag| {
        let Flag { selector, note, tags, created, updated, .. } = &listed.flag;
        let words = [&selector.prefix, &selector.exact, &selector.suffix].map(|it| it.as_str());
        let (place, about) =
            ((selector.start, selector.end), (&listed.article.headline, &listed.article.url));
        format!("{words:?} {place:?} {:?} {tags:?} {created} {updated} {about:?}", &**note)
    };
    let wrong = imported.wrong.iter().map(|it| format!("wrong: {it}"));
    let left_out = imported.left_out.iter().map(|it| format!("left out: {it}"));
    imported.flags.iter().map(flag).chain(wrong).chain(left_out).collect::<Vec<_>>().join("\n")
}

#[test]
fn annotations_of_others_become_flags() {
    let imported = import(
        r##"{
          "@context": "http://www.w3.org/ns/anno.jsonld",
          "id": "https://notes.example/page/1", "type": "AnnotationPage",
          "items": [
            {"id": "https://notes.example/1", "type": "Annotation", "motivation": "commenting",
             "created": "2026-03-04T05:06:07Z", "modified": "2026-03-05T05:06:07+01:00",
             "creator": {"type": "Person", "name": "N. N."},
             "body": [{"type": "TextualBody", "value": "Who says so?\nAsk."},
                      {"type": "TextualBody", "value": "port authority", "purpose": "tagging"},
                      {"type": "Choice", "items": ["https://notes.example/a", "https://notes.example/b"]}],
             "target": {"source": {"id": "https://news.example/1", "type": "Text"},
               "selector": [{"type": "TextPositionSelector", "start": 4, "end": 11},
                            {"type": "TextQuoteSelector", "exact": "ferries", "prefix": "six "}]}},
            {"id": "https://notes.example/2", "type": "Annotation", "bodyValue": "So?",
             "target": [{"source": "https://news.example/2", "selector": {"type": "FragmentSelector",
               "value": "p5", "refinedBy": {"type": "TextQuoteSelector", "exact": "harbour"}}},
                        {"source": "https://news.example/3", "selector":
               {"type": "TextQuoteSelector", "exact": "quay", "suffix": " wall"}}]},
            {"id": "https://notes.example/3", "type": "Annotation", "target": "https://news.example/4"},
            {"id": "three", "type": "Annotation", "created": "now",
             "target": {"type": "SpecificResource"}},
            "https://notes.example/5"]}"##,
    );
    insta::assert_snapshot!(shown(&imported), @r#"
    ["six ", "ferries", ""] (4, 11) "Who says so?\nAsk.\n\nhttps://notes.example/a" ["port-authority"] 2026-03-04T05:06:07Z 2026-03-05T04:06:07Z ("", Some("https://news.example/1"))
    ["", "harbour", ""] (0, 7) "So?" [] 1970-01-01T00:00:07Z 1970-01-01T00:00:07Z ("", Some("https://news.example/2"))
    ["", "quay", " wall"] (0, 4) "So?" [] 1970-01-01T00:00:07Z 1970-01-01T00:00:07Z ("", Some("https://news.example/3"))
    wrong: Annotation 4 (three) is unsound: “id” of the annotation must be just one address; “created” of the annotation must be just one date with a time; a target is part of something but has no one source.
    left out: Annotation 3 (https://notes.example/3) marks no words: it has no TextQuoteSelector.
    left out: Annotation 5 (https://notes.example/5) stands elsewhere; here is its address alone.
    "#);
    let ids: Vec<Uuid> = imported.flags.iter().map(|listed| listed.flag.id).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2] && !ids.contains(&Uuid::nil()));
}

#[test]
fn annotations_of_hypothesis_become_flags() {
    let imported = import(
        r#"{"export_date": "2026-03-04T00:00:00.000Z", "export_userid": "acct:n@hypothes.is",
          "client_version": "1.1", "annotations": [
            {"id": "53LMZGVC", "uri": "https://news.example/1", "text": "*Who* says so?",
             "tags": ["port authority", "b"], "user": "acct:n@hypothes.is", "group": "x",
             "created": "2026-03-04T05:06:07.123456+00:00", "updated": "2026-03-05T05:06:07+00:00",
             "document": {"title": ["Harbour master goes"]},
             "target": [{"source": "https://news.example/1", "selector": [
               {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 1,
                "endContainer": "/p[1]", "endOffset": 2},
               {"type": "TextPositionSelector", "start": 300, "end": 307},
               {"type": "TextQuoteSelector", "exact": "ferries", "prefix": "six ", "suffix": " ran"}]}]},
            {"id": "b", "uri": "https://news.example/1", "text": "All of it", "tags": [],
             "target": [{"source": "https://news.example/1"}]},
            {"id": "c", "uri": "https://news.example/1", "references": ["53LMZGVC"], "target": []},
            {"id": "d", "uri": 7}, 5]}"#,
    );
    insta::assert_snapshot!(shown(&imported), @r#"
    ["six ", "ferries", " ran"] (0, 7) "*Who* says so?" ["b", "port-authority"] 2026-03-04T05:06:07.123456Z 2026-03-05T05:06:07Z ("Harbour master goes", Some("https://news.example/1"))
    wrong: Annotation 4 (d) has no text as its “uri”.
    wrong: Annotation 5 is no object.
    left out: Annotation 2 (b) is a note on a whole page: there are no words to be flagged.
    left out: Annotation 3 (c) answers another annotation: there are no words to be flagged.
    "#);
}

#[test]
fn the_format_is_told_by_the_contents() {
    let flags = [flag("ferries", "Why?")];
    for (page, expected) in [
        (w3c(&flags).unwrap(), Ok(1)),
        (hypothesis(&flags).unwrap(), Ok(1)),
        (jsonl(&flags).unwrap(), Ok(1)),
        (json(&flags).unwrap(), Ok(1)),
        ("\u{feff}".to_owned() + &jsonl(&flags).unwrap() + "\r\n\n", Ok(1)),
        (String::new(), Ok(0)),
        ("[]".to_owned(), Ok(0)),
        ("{\"a\": 1}".to_owned(), Err("It holds no flags, no corrections")),
        ("# Flags\n".to_owned(), Err("Line 1 is no JSON")),
        ("{\"@context\": ".to_owned(), Err("Line 1 is no JSON")),
    ] {
        let imported = import(&page);
        match expected {
            Ok(count) => assert_eq!((imported.flags.len(), imported.wrong.len()), (count, 0)),
            Err(says) => assert!(imported.wrong[0].starts_with(says), "{:?}", imported.wrong),
        }
    }
    for format in [Format::W3c, Format::Hypothesis, Format::Jsonl] {
        assert_eq!(read(b"no", Some(format), at(7)).wrong.len(), 1, "{format:?}");
        assert_eq!(read(b"{}", Some(format), at(7)).wrong.len(), 1, "{format:?}");
    }
}

#[test]
fn a_bad_line_costs_only_itself() {
    let good = jsonl(&[flag("ferries", "")]).unwrap();
    let page = format!("{good}oops\n\n{{\"id\": 7}}\n{good}");
    let mut bytes = page.into_bytes();
    bytes.extend(b"\xff\n");
    let imported = import(bytes);
    assert_eq!(imported.flags.len(), 2);
    insta::assert_snapshot!(imported.wrong.join("\n"), @r"
    Line 2 is no JSON: expected value at line 1 column 1.
    Line 4 is no flag: invalid type: integer `7`, expected a formatted UUID string.
    Line 6 is no JSON: expected value at line 1 column 1.
    ");
}

#[test]
fn what_is_imported_is_clean() {
    let evil = "a\u{1b}[2J\u{202e}b\u{7}";
    let mut listed = flag(evil, evil);
    listed.article.headline = evil.to_owned();
    listed.article.url = Some(format!("https://news.example/{evil}"));
    listed.flag.speaker = Some(evil.to_owned());
    listed.flag.tags = vec![evil.to_owned(), "b a".to_owned(), "b-a".to_owned()];
    for page in [w3c(&[listed.clone()]), hypothesis(&[listed.clone()]), jsonl(&[listed])] {
        let imported = import(page.unwrap());
        let [read] = &imported.flags[..] else { panic!("{imported:?}") };
        let flag = &read.flag;
        let parts = [&flag.selector.exact, &*flag.note.to_string(), &read.article.headline];
        assert_eq!(parts, ["ab␇"; 3]);
        assert_eq!((flag.speaker.as_deref(), flag.tags.len()), (Some("ab␇"), 2));
        assert!(!format!("{:?}", read.article.url).contains("\\u{"));
    }
}

#[test]
fn a_note_that_another_program_replaced_is_an_edit() {
    let listed = flag("ferries", "Why?");
    let all = [listed.clone()];
    for (page, key) in
        [(w3c(&all), "\"value\": "), (hypothesis(&all), "\"text\": "), (jsonl(&all), "\"note\":")]
    {
        let [old, new] = ["Why?", "Who?"].map(|note| format!("{key}\"{note}\""));
        let page = page.unwrap().replacen(&old, &new, 1);
        let mut merged = listed.flag.clone();
        merged.merge(&import(&page).flags[0].flag);
        assert_eq!(&*merged.note, "Who?", "{page}");
    }
}

#[test]
fn rules_of_the_model_are_held() {
    let quote = json!({"type": "TextQuoteSelector", "exact": "ferries"});
    let part = |selector: Value| json!({"source": "urn:x:1", "selector": selector});
    for (key, value, expected) in [
        ("via", json!(["urn:x:1", "urn:x:2"]), ""),
        ("creator", json!("N. N."), ""),
        ("target", json!(null), "it has no target"),
        ("target", json!(9), "a target is no address and no object"),
        ("target", json!("no address"), "a target is no address and no object"),
        (
            "target",
            json!({"type": "TextualBody", "value": "x"}),
            "a target is a text and has no address",
        ),
        (
            "target",
            json!({"source": ["urn:x:1", "urn:x:2"]}),
            "a target is part of something but has no one source",
        ),
        ("target", part(json!({"type": "CssSelector"})), "a CssSelector has no “value”"),
        ("target", part(json!({"type": "Other"})), "a selector of no known type has no “id”"),
        (
            "target",
            part(json!({"type": "TimeState", "sourceDate": "2026-03-04T05:06:07Z"})),
            "a selector of no known type has no “id”",
        ),
        (
            "target",
            part(json!({"type": "SvgSelector", "id": "urn:x:1", "value": ""})),
            "an SvgSelector needs either a “value” or an “id”",
        ),
        (
            "target",
            part(json!({"type": "TextPositionSelector", "start": -1, "end": 5})),
            "“start” of a TextPositionSelector must be just one whole number",
        ),
        (
            "target",
            part(
                json!({"type": "RangeSelector", "startSelector": quote, "endSelector": {"type": "XPathSelector"}}),
            ),
            "a XPathSelector has no “value”",
        ),
        (
            "target",
            part(json!({"type": "CssSelector", "value": "p", "refinedBy": 5})),
            "a refinedBy is no address and no object",
        ),
        (
            "target",
            json!({"source": "urn:x:1", "state": {"type": "TimeState", "sourceDateStart": "2026-03-04T05:06:07Z"}}),
            "a TimeState needs either a time or both ends of a span",
        ),
        (
            "target",
            json!({"source": "urn:x:1", "styleClass": "red"}),
            "it has a “styleClass” but no “stylesheet”",
        ),
        (
            "target",
            json!({"type": "List", "items": ["urn:x:1", 5]}),
            "a target is no address and no object",
        ),
        ("target", json!({"type": "List", "items": []}), "a target is a set of nothing"),
        (
            "body",
            json!({"items": ["urn:x:1"]}),
            "a body has items but is not one of Choice, Composite, List, Independents",
        ),
        (
            "body",
            json!({"type": ["Choice", "List"], "items": ["urn:x:1"]}),
            "a body has items but is not one of Choice, Composite, List, Independents",
        ),
        ("body", json!({"type": "TextualBody"}), "a body has no “value”"),
        (
            "body",
            json!({"type": "TextualBody", "value": ["a", "b"]}),
            "“value” of a body must be just one text",
        ),
        (
            "body",
            json!({"id": "urn:x:1", "purpose": "tagging"}),
            "a body is a whole resource and has “purpose”",
        ),
        (
            "body",
            json!({"id": "urn:x:1", "textDirection": "up"}),
            "“textDirection” of a body must be just one of “ltr”, “rtl” and “auto”",
        ),
        ("body", json!({"id": "urn:x:1", "format": 6}), "“format” of a body must be texts"),
        ("bodyValue", json!(["a", "b"]), "“bodyValue” of the annotation must be just one text"),
        (
            "created",
            json!("yesterday"),
            "“created” of the annotation must be just one date with a time",
        ),
        (
            "modified",
            json!(["2026-03-04T05:06:07Z", "2026-03-04T05:06:08Z"]),
            "“modified” of the annotation must be just one date with a time",
        ),
        ("rights", json!("not a uri"), "“rights” of the annotation must be addresses"),
        (
            "generator",
            json!(42),
            "“generator” of the annotation must be names, addresses or objects",
        ),
        ("id", json!(["urn:x:1", "urn:x:2"]), "“id” of the annotation must be just one address"),
        ("type", json!("Squirrel"), "its type is not “Annotation”"),
        (
            "stylesheet",
            json!({"type": "CssStylesheet"}),
            "its stylesheet has no address and no contents",
        ),
        (
            "@context",
            json!("fish"),
            "it does not say that it is a web annotation by its “@context”",
        ),
    ] {
        let mut annotation = json!({
            "@context": ["https://news.example/own", "http://www.w3.org/ns/anno.jsonld"],
            "id": "urn:x:0", "type": ["Annotation"], "target": part(quote.clone()),
        });
        annotation[key] = value.clone();
        let imported = read(annotation.to_string().as_bytes(), Some(Format::W3c), at(7));
        let broken = imported.wrong.concat();
        let expected = match expected {
            "" => String::new(),
            expected => format!(" is unsound: {expected}."),
        };
        assert!(
            broken.ends_with(&expected) && broken.is_empty() == expected.is_empty(),
            "{key}: {value}\n{broken}"
        );
    }
}

fn flag(words: &str, note: &str) -> ListedFlag {
    let selector = Selector {
        exact: words.to_owned(),
        prefix: "six ".to_owned(),
        suffix: " ran".to_owned(),
        start: 4,
        end: 4 + words.chars().count(),
        paragraph: 3,
        sha256: "00ff".to_owned(),
        loader: 1,
        copies: None,
    };
    let draft = FlagDraft { selector, speaker: None, role: None, note: note.to_owned() };
    let flag = Flag::new(&draft, Uuid::from_u128(11), Uuid::from_u128(1), at(1_772_600_000));
    ListedFlag { flag, article: article() }
}

fn article() -> SeenArticle {
    SeenArticle {
        headline: "Harbour master goes".to_owned(),
        path: "news/harbour.txt".to_owned(),
        published: Some("2026-03-04".to_owned()),
        url: Some("https://news.example/1".to_owned()),
        ..SeenArticle::default()
    }
}

/// Texts as the loader leaves them.
fn a_text() -> impl Strategy<Value = String> {
    "([a-z .,]|[“”\"'\\\\<&]|[äßژ‌م]|👩‍🚀|é|\n|\\PC){0,12}"
        .prop_map(|text| crate::load::sanitize::sanitize(&text, super::Breaks::Keep).text)
}

fn a_line() -> impl Strategy<Value = String> {
    a_text().prop_map(|text| text.replace('\n', " "))
}

fn a_selector() -> impl Strategy<Value = Selector> {
    // A passage may be cut out anywhere.
    (a_text(), 0_usize..40, 0_usize..40).prop_map(|(text, one, two)| {
        let count = text.chars().count();
        let (start, end) = (one.min(two).min(count), one.max(two).min(count));
        let cut = |from, to| text.chars().skip(from).take(to - from).collect::<String>();
        let (prefix, exact, suffix) = (cut(0, start), cut(start, end), cut(end, count));
        let sha256 = crate::anchor::fingerprint(&text);
        let copies = (two % 2 == 0).then_some(two);
        Selector { exact, prefix, suffix, start, end, paragraph: one, sha256, loader: 1, copies }
    })
}

fn a_flag() -> impl Strategy<Value = ListedFlag> {
    let change = prop_oneof![
        a_text().prop_map(FlagChange::Note),
        prop::sample::select(Status::ALL.to_vec()).prop_map(FlagChange::Status),
        prop::sample::select(Priority::ALL.to_vec()).prop_map(FlagChange::Priority),
        a_line().prop_map(FlagChange::Tag),
        prop::option::of(1_i8..28)
            .prop_map(|day| FlagChange::Due(day.map(|day| date(2026, 3, day)))),
        (a_selector(), prop::option::of(a_line())).prop_map(|(selector, speaker)| {
            FlagChange::Passage(Box::new(Passage { selector, role: speaker.clone(), speaker }))
        }),
        Just(FlagChange::Delete),
        Just(FlagChange::Restore),
    ];
    let changes = || prop::collection::vec((change.clone(), 0_i64..99_999), 0..6);
    (a_selector(), a_text(), changes(), changes(), an_article(), 0_u128..4).prop_map(
        |(selector, note, one, two, article, number)| {
            let draft = FlagDraft { selector, speaker: None, role: None, note };
            let id = Uuid::from_u128(number << 70 | 7);
            let new = Flag::new(&draft, id, Uuid::from_u128(number), at(5));
            let [mut flag, other] = [one, two].map(|changes| {
                let mut flag = new.clone();
                for (change, time) in changes {
                    // A deleted one refuses what does not restore it.
                    let _ = flag.change(&change, at(time));
                }
                flag
            });
            flag.merge(&other);
            ListedFlag { flag, article }
        },
    )
}

fn an_article() -> impl Strategy<Value = SeenArticle> {
    let url = prop::option::of(prop_oneof![
        "https://news\\.example/[a-zä%#?&= ]{0,8}".prop_map(|url| url.trim().to_owned()),
        a_line(),
        Just("urn:uuid:00000000-0000-0000-0000-000000000002".to_owned()),
    ]);
    let article = (a_line(), a_line(), prop::option::of(a_line()), url, prop::option::of(a_line()));
    article.prop_map(|(headline, path, published, url, article_id)| {
        let byline = published.clone().map(|words| format!("By {words}"));
        SeenArticle { headline, path, published, url, article_id, byline }
    })
}

/// JSON of all sorts in the words of the formats.
fn a_value() -> impl Strategy<Value = Value> {
    let words = || {
        prop::sample::select(vec![
            "@context",
            "http://www.w3.org/ns/anno.jsonld",
            "id",
            "type",
            "Annotation",
            "items",
            "AnnotationPage",
            "AnnotationCollection",
            "first",
            "target",
            "source",
            "selector",
            "TextQuoteSelector",
            "exact",
            "body",
            "Choice",
            "value",
            "purpose",
            "tagging",
            "refinedBy",
            "pullquote",
            "annotations",
            "uri",
            "document",
            "title",
            "tags",
            "created",
            "2026-03-04T05:06:07Z",
            "urn:uuid:00000000-0000-0000-0000-000000000002",
            "start",
            "",
        ])
    };
    let leaf = prop_oneof![
        words().prop_map(|word| json!(word)),
        Just(json!(null)),
        any::<i64>().prop_map(|number| json!(number)),
        Just(json!("http://www.w3.org/ns/anno.jsonld")),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((words(), inner), 0..6).prop_map(|fields| {
                fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_goes_out_comes_back(flags in prop::collection::vec(a_flag(), 0..4)) {
        for page in [jsonl(&flags), json(&flags), w3c(&flags), hypothesis(&flags)] {
            let page = page.unwrap();
            let imported = import(&page);
            prop_assert_eq!(&imported.wrong, &Vec::<String>::new(), "{}", page);
            prop_assert_eq!(&imported.flags, &flags, "{}", page);
        }
    }

    #[test]
    fn nothing_stops_the_reading(value in a_value(), cut in 0_usize..400) {
        let page = value.to_string();
        let cut = page.as_bytes().get(..cut).unwrap_or(page.as_bytes());
        for format in [None, Some(Format::W3c), Some(Format::Hypothesis), Some(Format::Jsonl)] {
            for bytes in [page.as_bytes(), cut] {
                let imported = read(bytes, format, at(7));
                prop_assert_eq!(read(bytes, format, at(7)), imported);
            }
        }
    }
}
