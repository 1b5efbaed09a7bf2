//! Random histories of merges, their undoing, admissions and releases, beside a model that is too simple to
//! be wrong.

use domain::ids::AdmissionId;
use proptest::prelude::*;

use super::fixture::{Fixture, day, id, merged, registered, unmerged};

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

/// A stay as the model keeps it: whose, from when, until when.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stay {
    origin: usize,
    from: u64,
    until: Option<u64>,
}

#[derive(Default)]
struct Model {
    merged_into: [Option<usize>; PERSONS],
    stays: Vec<Stay>,
}

impl Model {
    fn root(&self, person: usize) -> usize {
        self.merged_into[person].map_or(person, |into| self.root(into))
    }

    /// Numbers of the stays that count for the same person.
    fn stays_of(&self, person: usize) -> Vec<usize> {
        let same = |stay: &usize| self.root(self.stays[*stay].origin) == self.root(person);
        (0..self.stays.len()).filter(same).collect()
    }
}

/// The service and the model, side by side.
struct World {
    fixture: Fixture,
    model: Model,
    sequences: [i64; PERSONS],
    stays: Vec<AdmissionId>,
}

fn number(person: usize) -> u128 {
    u128::try_from(person).unwrap() + 1
}

impl World {
    async fn new() -> Self {
        let fixture = Fixture::new().await;
        for person in 0..PERSONS {
            fixture.tell(&registered(number(person)), 1).await;
        }
        Self { fixture, model: Model::default(), sequences: [1; PERSONS], stays: Vec::new() }
    }

    async fn take(&mut self, step: Step, on: u64) {
        match step {
            // Registry merges nobody twice, and nobody into somebody merged.
            Step::Merge { person, into } => {
                if person != into && [person, into].iter().all(|one| self.model.merged_into[*one].is_none()) {
                    self.model.merged_into[person] = Some(into);
                    self.sequences[person] += 1;
                    self.fixture.tell(&merged(number(person), number(into)), self.sequences[person]).await;
                }
            }
            Step::Unmerge { person } => {
                if let Some(from) = self.model.merged_into[person].take() {
                    self.sequences[person] += 1;
                    self.fixture.tell(&unmerged(number(person), number(from)), self.sequences[person]).await;
                }
            }
            Step::Admit { person } => {
                let open = self.model.stays_of(person).iter().any(|stay| self.model.stays[*stay].until.is_none());
                let answer = self.fixture.admit(number(person), day(on)).await;
                assert_eq!(answer.is_err(), open, "a person is admitted unless in a facility");
                if let Ok(stay) = answer {
                    self.stays.push(stay);
                    self.model.stays.push(Stay { origin: self.model.root(person), from: on, until: None });
                }
            }
            Step::Release { stay } => {
                if let Some(id) = self.stays.get(stay) {
                    let open = self.model.stays[stay].until.is_none();
                    assert_eq!(self.fixture.release(*id, day(on)).await.is_ok(), open);
                    self.model.stays[stay].until.get_or_insert(on);
                }
            }
        }
    }

    async fn check(&self) {
        for person in 0..PERSONS {
            let effective = id(number(self.model.root(person)));
            let listed = self.fixture.stays_of(number(person)).await;
            let listed: Vec<_> = listed.iter().map(|stay| (stay.id, stay.person_id)).collect();
            let expected: Vec<_> =
                self.model.stays_of(person).into_iter().map(|stay| (self.stays[stay], effective)).collect();
            assert_eq!(listed, expected, "the stays of person {person}");
        }
    }

    /// All stays of all persons, without ids.
    async fn facts(&self) -> Vec<Vec<Stay>> {
        let mut all = Vec::new();
        for person in 0..PERSONS {
            let days = |on: chrono::NaiveDate| u64::try_from((on - day(0)).num_days()).unwrap();
            let stays = self.fixture.stays_of(number(person)).await.into_iter();
            let facts =
                stays.map(|stay| Stay { origin: person, from: days(stay.admitted_on), until: stay.ended_on.map(days) });
            all.push(facts.collect());
        }
        all
    }
}

/// The same stays where nobody was ever merged.
async fn without_merges(stays: &[Stay]) -> Vec<Vec<Stay>> {
    let mut world = World::new().await;
    let mut steps: Vec<(u64, Step)> = Vec::new();
    for (stay, facts) in stays.iter().enumerate() {
        steps.push((facts.from, Step::Admit { person: facts.origin }));
        steps.extend(facts.until.map(|on| (on, Step::Release { stay })));
    }
    steps.sort_by_key(|(on, _)| *on);
    for (on, step) in steps {
        world.take(step, on).await;
    }
    world.facts().await
}

async fn live(steps: Vec<Step>, undone_from: usize) {
    let mut world = World::new().await;
    let mut on = 0;
    for step in steps {
        on += 1;
        world.take(step, on).await;
        world.check().await;
    }
    for turn in 0..PERSONS {
        world.take(Step::Unmerge { person: (turn + undone_from) % PERSONS }, on).await;
        world.check().await;
    }
    assert_eq!(world.facts().await, without_merges(&world.model.stays).await);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merges_and_their_undoing_leave_the_stays_as_without_them(
        steps in prop::collection::vec(step(), 1..24), undone_from in 0..PERSONS,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(live(steps, undone_from));
    }
}
