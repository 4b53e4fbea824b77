//! Bringing two states of one flag together that were changed on different machines.
//!
//! Each part takes its later state; of deletion and change the later one holds. The outcome is
//! the same in whatever order and however often states are brought together.

use super::{Flag, Former};
use jiff::Timestamp;

/// Returns the later of two states of one part, each with the time of its last change; of two
/// states of one moment the greater, so that every machine chooses alike.
fn later<T: Ord>(
    own: (Option<Timestamp>, T),
    other: (Option<Timestamp>, T),
) -> (Option<Timestamp>, T) {
    own.max(other)
}

impl Flag {
    /// Takes in another state of the same flag. The article stays as it is: which articles are
    /// one is known to the store.
    pub fn merge(&mut self, other: &Self) {
        let (one, two) = (self.stamps, other.stamps);
        self.merge_passage(other);
        (self.stamps.status, self.status) =
            later((one.status, self.status), (two.status, other.status));
        (self.stamps.priority, self.priority) =
            later((one.priority, self.priority), (two.priority, other.priority));
        (self.stamps.tags, self.tags) =
            later((one.tags, self.tags.clone()), (two.tags, other.tags.clone()));
        (self.stamps.due, self.due) = later((one.due, self.due), (two.due, other.due));
        self.note.merge(&other.note);
        self.created = self.created.min(other.created);
        // Each change of a flag that is there says that it is there.
        (self.updated, self.deleted) =
            (self.updated, self.deleted).max((other.updated, other.deleted));
    }

    fn merge_passage(&mut self, other: &Self) {
        let both = [
            (self.stamps.passage, self.passage(), self.created),
            (other.stamps.passage, other.passage(), other.created),
        ];
        let former = |(since, passage, created): (Option<Timestamp>, _, Timestamp)| {
            let super::Passage { selector, .. } = passage;
            Former { since: since.unwrap_or(created), selector }
        };
        let [own, others] = both.clone();
        let kept = if (own.0, &own.1) >= (others.0, &others.1) { own } else { others };
        let now = former(kept.clone());
        for former in both.map(former).into_iter().chain(other.former.iter().cloned()) {
            if former != now {
                self.keep_former(former);
            }
        }
        self.set_passage(kept.1);
        self.stamps.passage = kept.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::Selector;
    use crate::flag::{FlagChange, FlagDraft, Passage, Priority, Status};
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn selector(words: &str) -> Selector {
        let (exact, sha256) = (words.to_owned(), "00".to_owned());
        let (prefix, suffix) = (String::new(), String::new());
        Selector {
            exact,
            prefix,
            suffix,
            start: 0,
            end: 1,
            paragraph: 0,
            sha256,
            loader: 1,
            copies: None,
        }
    }

    fn flag() -> Flag {
        let (speaker, role) = (None, None);
        let draft = FlagDraft { selector: selector("ferries"), speaker, role, note: "Why?".into() };
        Flag::new(&draft, Uuid::from_u128(1), Uuid::from_u128(2), at(0))
    }

    fn changed(changes: &[(i64, FlagChange)]) -> Flag {
        let mut flag = flag();
        for (second, change) in changes {
            // A change of a deleted flag is refused and changes nothing.
            let _ = flag.change(change, at(*second));
        }
        flag
    }

    fn both(one: &Flag, two: &Flag) -> Flag {
        let mut merged = one.clone();
        merged.merge(two);
        merged
    }

    #[test]
    fn each_part_takes_its_later_state() {
        use FlagChange::{Delete, Due, Note, Restore, Tag, Untag};
        let status = FlagChange::Status;
        let day = Some(date(2026, 3, 4));
        let text = |text: &str| Note(text.to_owned());
        let tag = |tag: &str| Tag(tag.to_owned());
        for (one, two, expected) in [
            (vec![], vec![], "open “Why?”"),
            (vec![(5, status(Status::Done))], vec![(6, tag("port"))], "done “Why?” port"),
            (vec![(5, status(Status::Done))], vec![(4, status(Status::Waiting))], "done “Why?”"),
            (vec![(5, Due(day))], vec![(6, Due(None))], "open “Why?”"),
            (vec![(5, Due(day))], vec![(6, text("Who?"))], "open “Who?” 2026-03-04"),
            (vec![(5, text("A"))], vec![(6, text("B"))], "open “A\n\nB”"),
            (vec![(5, text("A"))], vec![(6, text("A"))], "open “A”"),
            (vec![(5, text("A"))], vec![(6, text(""))], "open “A”"),
            (vec![(5, tag("a")), (6, tag("b"))], vec![(7, Untag("a".into()))], "open “Why?”"),
            (vec![(5, Delete)], vec![(4, text("A"))], "deleted “A”"),
            (vec![(5, Delete)], vec![(6, text("A"))], "open “A”"),
            (vec![(5, Delete), (7, Restore)], vec![(6, Delete)], "open “Why?”"),
        ] {
            let merged = both(&changed(&one), &changed(&two));
            let status = merged.deleted.map_or(merged.status.name(), |_| "deleted");
            let day = merged.due.map(|day| day.to_string());
            let rest: String =
                merged.tags.iter().chain(&day).map(|word| format!(" {word}")).collect();
            let shown = format!("{status} “{}”{rest}", &*merged.note);
            assert_eq!(shown, expected, "{one:?} and {two:?}");
        }
    }

    #[test]
    fn what_was_quoted_is_kept() {
        let quote = |words: &str| {
            let passage = Passage { selector: selector(words), speaker: None, role: None };
            FlagChange::Passage(Box::new(passage))
        };
        let one = changed(&[(5, quote("three ferries"))]);
        let merged = both(&one, &changed(&[(6, quote("ferries ran"))]));
        assert_eq!(merged.selector.exact, "ferries ran");
        let former: Vec<&str> = merged.former.iter().map(|it| it.selector.exact.as_str()).collect();
        assert_eq!(former, ["ferries", "three ferries"]);
        let mut back = one.clone();
        let undo = back.change(&quote("all"), at(9)).unwrap();
        back.change(&undo, at(10)).unwrap();
        assert_eq!((&back.selector, back.former.len()), (&one.selector, 3));
    }

    fn a_change() -> impl Strategy<Value = (i64, FlagChange)> {
        let word = || prop::sample::select(vec!["", "a", "b", "c"]).prop_map(str::to_owned);
        let passage = word().prop_map(|word| {
            let passage = Passage { selector: selector(&word), speaker: Some(word), role: None };
            FlagChange::Passage(Box::new(passage))
        });
        let change = prop_oneof![
            word().prop_map(FlagChange::Note),
            prop::sample::select(Status::ALL.to_vec()).prop_map(FlagChange::Status),
            prop::sample::select(Priority::ALL.to_vec()).prop_map(FlagChange::Priority),
            word().prop_map(FlagChange::Tag),
            word().prop_map(FlagChange::Untag),
            prop::option::of(1_i8..4)
                .prop_map(|day| FlagChange::Due(day.map(|day| date(2026, 3, day)))),
            passage,
            Just(FlagChange::Delete),
            Just(FlagChange::Restore),
        ];
        (0_i64..6, change)
    }

    proptest! {
        #[test]
        fn order_and_repetition_do_not_matter(
            changes in prop::collection::vec(prop::collection::vec(a_change(), 0..5), 3)
        ) {
            let [a, b, c] = [0, 1, 2].map(|index| changed(&changes[index]));
            prop_assert_eq!(both(&a, &a), a.clone());
            prop_assert_eq!(both(&a, &b), both(&b, &a));
            prop_assert_eq!(both(&both(&a, &b), &b), both(&a, &b));
            prop_assert_eq!(both(&both(&a, &b), &c), both(&a, &both(&b, &c)));
        }

        #[test]
        fn every_change_is_taken_back(changes in prop::collection::vec(a_change(), 0..5), last in a_change()) {
            let before = changed(&changes);
            let mut flag = before.clone();
            if let Ok(back) = flag.change(&last.1, at(last.0)) {
                prop_assert!(flag.updated > before.updated);
                flag.change(&back, at(last.0)).unwrap();
                let again = |flag: &Flag| {
                    let parts = (flag.status, flag.priority, flag.tags.clone(), flag.due);
                    (parts, flag.passage(), flag.note.to_string(), flag.deleted.is_some())
                };
                // Deleting twice is deleting once.
                let twice = before.deleted.is_some() && last.1 == FlagChange::Delete;
                prop_assert!(twice || again(&flag) == again(&before) || last.1 == FlagChange::Restore);
            }
        }

        #[test]
        fn a_record_comes_back_whole(changes in prop::collection::vec(a_change(), 0..5)) {
            let flag = changed(&changes);
            let json = serde_json::to_string(&flag).unwrap();
            prop_assert_eq!(serde_json::from_str::<Flag>(&json).unwrap(), flag);
        }
    }
}
