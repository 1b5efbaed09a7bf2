//! Random histories of merges, their undoing, admissions and releases, beside a model that is too simple to
//! be wrong.

use std::collections::BTreeSet;

use domain::codes::{CountUnit, Sex};
use proptest::prelude::*;

use super::fixture::{Fixture, admitted, came, day, merged, present, released, unmerged};

const PERSONS: usize = 5;

#[derive(Clone, Copy, Debug)]
enum Step {
    Merge { person: usize, into: usize },
    Unmerge { person: usize },
    Admit { person: usize },
    Release { stay: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..PERSONS;
    prop_oneof![
        3 => (person.clone(), person.clone()).prop_map(|(person, into)| Step::Merge { person, into }),
        2 => person.clone().prop_map(|person| Step::Unmerge { person }),
        4 => person.prop_map(|person| Step::Admit { person }),
        2 => (0..8_usize).prop_map(|stay| Step::Release { stay }),
    ]
}

#[derive(Clone, Copy)]
struct Stay {
    origin: usize,
    from: u64,
    until: Option<u64>,
}

#[derive(Clone, Default)]
struct Model {
    merged_into: [Option<usize>; PERSONS],
    stays: Vec<Stay>,
}

fn number(person: usize) -> u128 {
    u128::try_from(person).unwrap() + 1
}

fn stay_number(stay: usize) -> u128 {
    100 + u128::try_from(stay).unwrap()
}

/// What reports would say.
#[derive(Clone, Debug, PartialEq)]
struct Figures {
    present: i64,
    present_men: i64,
    persons_admitted: i64,
    admissions: i64,
    overlaps: i64,
}

impl Model {
    fn root(&self, person: usize) -> usize {
        self.merged_into[person].map_or(person, |into| self.root(into))
    }

    /// Distinct persons of the stays that are meant.
    fn persons(&self, meant: impl Fn(&Stay) -> bool) -> i64 {
        let roots: BTreeSet<usize> =
            self.stays.iter().filter(|stay| meant(stay)).map(|stay| self.root(stay.origin)).collect();
        i64::try_from(roots.len()).unwrap()
    }

    fn overlaps(&self) -> i64 {
        let mut pairs = 0;
        for (at, one) in self.stays.iter().enumerate() {
            for other in &self.stays[at + 1..] {
                let end = one.until.unwrap_or(u64::MAX).min(other.until.unwrap_or(u64::MAX));
                let same = self.root(one.origin) == self.root(other.origin);
                pairs += i64::from(same && one.from.max(other.from) < end);
            }
        }
        pairs
    }

    fn figures(&self) -> Figures {
        let is_man = |stay: &Stay| stay.origin.is_multiple_of(2);
        Figures {
            present: self.persons(|stay| stay.until.is_none()),
            present_men: self.persons(|stay| stay.until.is_none() && is_man(stay)),
            persons_admitted: self.persons(|_| true),
            admissions: i64::try_from(self.stays.len()).unwrap(),
            overlaps: self.overlaps(),
        }
    }
}

struct World {
    fixture: Fixture,
    model: Model,
    sequences: [i64; PERSONS],
}

impl World {
    async fn new() -> Self {
        Self { fixture: Fixture::new().await, model: Model::default(), sequences: [0; PERSONS] }
    }

    /// What the services would publish for a step, in the minute and on the day `at`.
    async fn take(&mut self, step: Step, at: u64) {
        let minute = i64::try_from(at).unwrap();
        match step {
            Step::Merge { person, into } => {
                if person != into && [person, into].iter().all(|one| self.model.merged_into[*one].is_none()) {
                    self.model.merged_into[person] = Some(into);
                    self.sequences[person] += 1;
                    let merge = merged(number(person), number(into));
                    self.fixture.tell(&merge, self.sequences[person], minute).await;
                }
            }
            Step::Unmerge { person } => {
                if let Some(from) = self.model.merged_into[person].take() {
                    self.sequences[person] += 1;
                    let undoing = unmerged(number(person), number(from));
                    self.fixture.tell(&undoing, self.sequences[person], minute).await;
                }
            }
            // Recorded for whom the person stands for.
            Step::Admit { person } => {
                let origin = self.model.root(person);
                if self.model.stays.iter().any(|stay| stay.until.is_none() && self.model.root(stay.origin) == origin) {
                    return;
                }
                let stay = stay_number(self.model.stays.len());
                self.model.stays.push(Stay { origin, from: at, until: None });
                self.fixture.tell(&admitted(stay, number(origin), day(at)), 1, minute).await;
            }
            // Named by whom the stay's person stands for by now.
            Step::Release { stay } => {
                let Some(Stay { origin, until: None, .. }) = self.model.stays.get(stay).copied() else { return };
                self.model.stays[stay].until = Some(at);
                let named = number(self.model.root(origin));
                self.fixture.tell(&released(stay_number(stay), named, day(at)), 2, minute).await;
            }
        }
    }

    async fn figures(&self, known_at: Option<u64>) -> Figures {
        let known_at = known_at.map(|at| i64::try_from(at).unwrap());
        Figures {
            present: self.fixture.figure(&present(known_at)).await,
            present_men: self.fixture.figure(&present(known_at).sex(Sex::Male)).await,
            persons_admitted: self.fixture.figure(&came(CountUnit::Person, known_at)).await,
            admissions: self.fixture.figure(&came(CountUnit::Attendance, known_at)).await,
            overlaps: i64::try_from(self.fixture.overlaps("87", known_at).await.total).unwrap(),
        }
    }
}

/// The ledger of the same stays where nobody was ever merged.
async fn ledger_without_merges(stays: &[Stay]) -> Vec<String> {
    let mut world = World::new().await;
    let mut steps: Vec<(u64, Step)> = Vec::new();
    for (stay, facts) in stays.iter().enumerate() {
        steps.push((facts.from, Step::Admit { person: facts.origin }));
        steps.extend(facts.until.map(|at| (at, Step::Release { stay })));
    }
    steps.sort_by_key(|(at, _)| *at);
    for (at, step) in steps {
        world.take(step, at).await;
    }
    world.fixture.ledger().await
}

async fn live(steps: Vec<Step>, undone_from: usize) {
    let mut world = World::new().await;
    let mut at = 0;
    let mut known = vec![(at, world.model.figures())];
    for step in steps {
        at += 1;
        world.take(step, at).await;
        let expected = world.model.figures();
        assert_eq!(world.figures(None).await, expected, "{step:?}");
        known.push((at, expected));
    }
    let merges = world.fixture.roots().await.len();
    for turn in 0..PERSONS {
        at += 1;
        world.take(Step::Unmerge { person: (turn + undone_from) % PERSONS }, at).await;
        known.push((at, world.model.figures()));
    }
    // Nothing of what was known is lost, and nobody stands for anybody else any more.
    for (at, expected) in known {
        assert_eq!(world.figures(Some(at)).await, expected, "as known at {at}, after {merges} merges");
    }
    assert_eq!(world.figures(None).await, world.model.figures());
    assert_eq!(world.fixture.ledger().await, ledger_without_merges(&world.model.stays).await);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merges_and_their_undoing_leave_the_ledger_as_without_them(
        steps in prop::collection::vec(step(), 1..20), undone_from in 0..PERSONS,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(live(steps, undone_from));
    }
}
