//! A programme of substitution treatment from its first day to its end.

use chrono::NaiveDate;
use domain::codes::community::{DoseOutcome, SubstitutionEnd};
use domain::ids::SubstitutionId;
use web::Problem;
use web::idempotency::IdempotencyKey;

use super::{Fixture, id, merged, unmerged};
use crate::app::doses::{self, RecordDose};
use crate::app::substitutions::{self, AskRetention, Course, EndSubstitution, ListSubstitutions, StartSubstitution};
use crate::domain::treatment::tests::day;

impl Fixture {
    async fn substitute(&self, number: u128, occurred_on: NaiveDate) -> Result<SubstitutionId, Problem> {
        let command = StartSubstitution {
            person_id: id(number),
            site: "Trung tâm Y tế huyện".into(),
            commune_code: "29869".into(),
            occurred_on,
            decision_number: None,
        };
        let key = IdempotencyKey::default();
        let answer = substitutions::start_all(&self.context, &self.caller, &key, vec![Ok(command)]).await?;
        answer.only().map(SubstitutionId)
    }

    async fn dose(
        &self,
        substitution_id: SubstitutionId,
        first: NaiveDate,
        days: usize,
        outcome: DoseOutcome,
    ) -> usize {
        let items = first.iter_days().take(days).map(|on| Ok(RecordDose { substitution_id, occurred_on: on, outcome }));
        let key = IdempotencyKey::default();
        doses::record_all(&self.context, &self.caller, &key, items.collect()).await.unwrap().done
    }

    async fn leave(
        &self,
        id: SubstitutionId,
        occurred_on: NaiveDate,
        reason: SubstitutionEnd,
    ) -> Result<Course, Problem> {
        substitutions::end(&self.context, &self.caller, id, EndSubstitution { occurred_on, reason }).await
    }

    async fn programmes_of(&self, number: u128) -> Vec<SubstitutionId> {
        let query = ListSubstitutions { person_id: Some(id(number)), ..ListSubstitutions::default() };
        let page = substitutions::list(&self.context, &self.caller, query).await.unwrap();
        page.items.into_iter().map(|course| course.substitution.id).collect()
    }
}

#[tokio::test]
async fn missed_doses_are_found_and_end_the_programme_when_somebody_confirms_it() {
    let fixture = Fixture::new().await;
    let programme = fixture.substitute(1, day(2024, 5, 6)).await.unwrap();
    assert_eq!(fixture.dose(programme, day(2024, 5, 6), 2, DoseOutcome::Dispensed).await, 2);
    assert_eq!(fixture.dose(programme, day(2024, 5, 8), 6, DoseOutcome::Missed).await, 6);
    let reason = SubstitutionEnd::MissedDoses;
    let refused = fixture.leave(programme, day(2024, 5, 13), reason).await.err().unwrap();
    assert_eq!(refused.code, "substitution.ground_not_found");
    // Wednesday 8 to Tuesday 14: the fifth working day.
    assert_eq!(fixture.dose(programme, day(2024, 5, 13), 2, DoseOutcome::Missed).await, 1);
    let found = substitutions::find(&fixture.context, &fixture.caller, programme).await.unwrap().missed.unwrap();
    assert_eq!((found.since, found.counted), (day(2024, 5, 14), 5));
    let ended = fixture.leave(programme, day(2024, 5, 15), reason).await.unwrap();
    assert_eq!(ended.substitution.ended, Some((day(2024, 5, 15), reason)));
    assert_eq!(ended.missed, None);
    let told = fixture.told().await;
    assert_eq!(told.iter().filter(|what| *what == "substitution.dose_missed").count(), 7);
    assert_eq!(told.last().unwrap(), "substitution.ended");
}

#[tokio::test]
async fn nobody_is_in_two_programmes_until_a_merge_brings_them_together() {
    let fixture = Fixture::new().await;
    let one = fixture.substitute(1, day(2024, 5, 6)).await.unwrap();
    assert_eq!(
        fixture.substitute(1, day(2024, 5, 7)).await.unwrap_err().code,
        "substitution.person_already_in_programme"
    );
    let two = fixture.substitute(2, day(2024, 5, 6)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    for number in [1, 2] {
        assert_eq!(fixture.programmes_of(number).await, [one, two]);
    }
    fixture.tell(&unmerged(2, 1), 3).await;
    assert_eq!(fixture.programmes_of(1).await, [one]);
    assert_eq!(fixture.programmes_of(2).await, [two]);
}

#[tokio::test]
async fn retention_is_that_of_a_day() {
    let fixture = Fixture::new().await;
    let one = fixture.substitute(1, day(2024, 1, 8)).await.unwrap();
    fixture.substitute(2, day(2024, 1, 8)).await.unwrap();
    fixture.leave(one, day(2024, 5, 2), SubstitutionEnd::Completed).await.unwrap();
    for (on, present, stayed) in [(day(2024, 4, 30), 2, [2, 0, 0]), (day(2024, 7, 8), 1, [2, 1, 0])] {
        let query = AskRetention { on: Some(on), commune_code: None };
        let counted = substitutions::retained(&fixture.context, &fixture.caller, query).await.unwrap();
        assert_eq!((counted.began, counted.present), (2, present));
        assert_eq!(counted.cohorts.iter().map(|cohort| cohort.stayed).collect::<Vec<_>>(), stayed);
        let query = ListSubstitutions { on: Some(on), ..ListSubstitutions::default() };
        assert_eq!(substitutions::list(&fixture.context, &fixture.caller, query).await.unwrap().total, present);
    }
}
