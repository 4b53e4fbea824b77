//! Several machines that take in each other's records.

use super::*;
use crate::replica::Known;
use crate::shell::store::take_in::Taken;
use proptest::prelude::*;

const HEADLINES: [&str; 2] = ["Harbour master goes", "Court frees printers"];

/// What a machine does.
#[derive(Clone, Debug)]
enum Deed {
    /// Flags the passage of an article.
    Add(usize),
    /// Corrects something in an article.
    Correct(usize),
    /// Changes one of the flags that are known.
    Change(usize, FlagChange),
    /// Takes one of the corrections back, or puts it in force.
    Put(usize, bool),
    /// Takes in what another machine knows.
    TakeIn(usize),
}

struct Machine {
    store: Store,
    number: u128,
}

impl Machine {
    fn new(number: usize) -> Self {
        let number = number as u128 + 1;
        Self { store: Store::in_memory().unwrap(), number }
    }

    fn fresh(&mut self) -> Uuid {
        self.number += 10;
        id(self.number)
    }

    fn keys(article: usize) -> ArticleKeys {
        let published = Some("2026-03-04".to_owned());
        ArticleKeys { headline: HEADLINES[article].into(), published, ..ArticleKeys::default() }
    }

    fn known(&self) -> Known {
        let (known, damaged) = self.store.known().unwrap();
        assert!(damaged.is_empty());
        known
    }

    fn perform(&mut self, deed: &Deed, now: Timestamp) {
        let known = self.known();
        let (one, two) = (self.fresh(), self.fresh());
        match deed {
            Deed::Add(article) => {
                let draft = draft("three ferries");
                self.store.add(&Self::keys(*article), &draft, now, one, two).unwrap();
            }
            Deed::Correct(article) => {
                let change = Change::Role { speaker: Who::named("Venn"), role: None };
                self.store.add_correction(&Self::keys(*article), &change, now, one, two).unwrap();
            }
            Deed::Change(which, change) => {
                let Some(flag) = known.flags.get(which % known.flags.len().max(1)) else { return };
                // A deleted flag refuses to be changed.
                let _ = self.store.change(&[flag.id], change, now);
            }
            Deed::Put(which, in_force) => {
                let which = which % known.corrections.len().max(1);
                let Some(correction) = known.corrections.get(which) else { return };
                self.store.set_corrections(&[correction.id], *in_force, now).unwrap();
            }
            Deed::TakeIn(_) => unreachable!("there are two in it"),
        }
    }
}

fn take_in(machines: &mut [Machine], from: usize, to: usize) -> Taken {
    // As it goes by file.
    let page = machines[from].known().write(id(1)).unwrap();
    let known = Known::read(page.as_bytes()).unwrap();
    machines[to].store.take_in(&known, false).unwrap()
}

fn a_deed() -> impl Strategy<Value = Deed> {
    let change = prop_oneof![
        prop::sample::select(vec!["", "Who?", "When?"])
            .prop_map(|text| FlagChange::Note(text.into())),
        prop::sample::select(Status::ALL.to_vec()).prop_map(FlagChange::Status),
        prop::sample::select(vec!["port", "court"]).prop_map(|tag| FlagChange::Tag(tag.into())),
        Just(FlagChange::Delete),
        Just(FlagChange::Restore),
    ];
    prop_oneof![
        (0..2_usize).prop_map(Deed::Add),
        (0..2_usize).prop_map(Deed::Correct),
        (0..9_usize, change).prop_map(|(which, change)| Deed::Change(which, change)),
        (0..9_usize, any::<bool>()).prop_map(|(which, on)| Deed::Put(which, on)),
        (0..3_usize).prop_map(Deed::TakeIn),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn all_machines_come_to_know_the_same(
        deeds in prop::collection::vec((0..3_usize, a_deed()), 0..16),
        order in prop::collection::vec((0..3_usize, 0..3_usize), 0..6),
    ) {
        let mut machines: Vec<Machine> = (0..3).map(Machine::new).collect();
        for (second, (who, deed)) in (10..).zip(&deeds) {
            match deed {
                Deed::TakeIn(from) if from == who => {}
                Deed::TakeIn(from) => { take_in(&mut machines, *from, *who); }
                // Clocks that stand still or run apart.
                deed => machines[*who].perform(deed, at(second / 3)),
            }
        }
        let rounds = [(0, 1), (1, 2), (2, 0), (0, 1), (1, 2)];
        for (from, to) in order.into_iter().chain(rounds).filter(|(from, to)| from != to) {
            take_in(&mut machines, from, to);
        }
        let [one, two, three] = [0, 1, 2].map(|index| machines[index].known());
        prop_assert_eq!(&one, &two);
        prop_assert_eq!(&two, &three);
        prop_assert!(one.articles.len() <= HEADLINES.len(), "an article is known once");
        let again = take_in(&mut machines, 0, 1);
        prop_assert_eq!((again.new, again.changed, again.damaged.len()), (0, 0, 0));
    }
}

#[test]
fn what_is_only_looked_at_stays_as_it_is() {
    let mut machines: Vec<Machine> = (0..2).map(Machine::new).collect();
    machines[0].perform(&Deed::Add(0), at(1));
    let known = machines[0].known();
    let taken = machines[1].store.take_in(&known, true).unwrap();
    assert_eq!((taken.new, machines[1].known()), (1, Known::default()));
}

#[test]
fn how_far_an_article_was_read_goes_along_with_it() {
    let mut machines: Vec<Machine> = (0..2).map(Machine::new).collect();
    let change = [(Machine::keys(0).into(), ReadingChange::Read(true).into())];
    machines[1].store.keep_readings(&change, at(1), &mut || id(900)).unwrap();
    machines[0].perform(&Deed::Add(0), at(2));
    take_in(&mut machines, 0, 1);
    let reading = machines[1].store.reading_of(&Machine::keys(0)).unwrap().unwrap();
    assert_eq!(
        (reading.article, reading.read),
        (machines[0].known().flags[0].article, Some(at(1)))
    );
    assert_eq!(machines[1].store.read_articles().unwrap().len(), 1);
}

#[test]
fn a_damaged_record_is_not_replaced() {
    let mut machines: Vec<Machine> = (0..2).map(Machine::new).collect();
    machines[0].perform(&Deed::Add(0), at(1));
    take_in(&mut machines, 0, 1);
    let harm = "UPDATE flags SET checksum = 'no'";
    machines[1].store.connection.execute(harm, []).unwrap();
    machines[0].perform(&Deed::Change(0, FlagChange::Note("Who?".into())), at(2));
    let flag = machines[0].known().flags[0].id;
    let taken = take_in(&mut machines, 0, 1);
    assert_eq!((taken.changed, taken.damaged), (0, vec![flag]));
}
