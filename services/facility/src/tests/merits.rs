//! Ratings and reductions of the term.

use chrono::NaiveDate;
use domain::ids::AdmissionId;
use events::facility::TermReduced;
use web::Problem;
use web::idempotency::IdempotencyKey;

use super::fixture::{Fixture, day, registered};
use crate::app::merits::{self, RateMonth, ReduceTerm};
use crate::app::stays::Reckoned;
use crate::domain::merit::{Ground, Rating};

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, month, day).unwrap()
}

async fn rate(fixture: &Fixture, stay: AdmissionId, month: u32, rating: Rating) {
    let command = RateMonth { admission_id: stay, month: date(month, 15), rating };
    let answer = merits::rate_all(&fixture.context, &fixture.caller, vec![Ok(command)]).await.unwrap();
    assert_eq!((answer.done, answer.refused), (1, 0));
}

async fn reduce(fixture: &Fixture, stay: AdmissionId, on: NaiveDate, months: u32) -> Result<Reckoned, Problem> {
    let command =
        ReduceTerm { decided_on: on, months, ground: Ground::Progress, decision_number: "3/QĐ-TA".to_owned() };
    merits::reduce(&fixture.context, &fixture.caller, &IdempotencyKey::default(), stay, command).await
}

async fn one() -> (Fixture, AdmissionId) {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let stay = fixture.admit(1, day(0)).await.unwrap();
    (fixture, stay)
}

fn code<T>(result: Result<T, Problem>) -> String {
    let problem = result.err().unwrap();
    problem.fields.first().map_or(problem.code, |field| field.code.clone())
}

#[tokio::test]
async fn half_served_and_well_rated_a_term_is_shortened() {
    let (fixture, stay) = one().await;
    for month in 6..=8 {
        rate(&fixture, stay, month, Rating::Fair).await;
    }
    assert_eq!(code(reduce(&fixture, stay, date(9, 2), 4).await), "reduction.months");
    let reduced = reduce(&fixture, stay, date(9, 2), 2).await.unwrap();
    assert_eq!(reduced.term.ends_on, date(11, 1));
    assert_eq!(fixture.read(stay).await.term.ends_on, date(11, 1));
    let told = fixture.told(stay).await;
    assert_eq!(told.last().unwrap().read::<TermReduced>().unwrap().unwrap().months, 2);
}

#[tokio::test]
async fn too_early_or_rated_too_low_it_is_not() {
    let (fixture, stay) = one().await;
    for month in 2..=4 {
        rate(&fixture, stay, month, Rating::Good).await;
    }
    assert_eq!(code(reduce(&fixture, stay, date(5, 2), 1).await), "reduction.half_not_served");
    assert_eq!(code(reduce(&fixture, stay, date(9, 2), 1).await), "reduction.ratings");
    for month in 6..=8 {
        rate(&fixture, stay, month, Rating::Fair).await;
    }
    rate(&fixture, stay, 7, Rating::Poor).await;
    assert_eq!(code(reduce(&fixture, stay, date(9, 2), 1).await), "reduction.ratings");
    assert_eq!(fixture.read(stay).await.term.lines.len(), 1, "nothing was written");
}

#[tokio::test]
async fn a_law_without_reductions_has_none() {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let admitted = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
    let stay = fixture.admit(1, admitted).await.unwrap();
    assert_eq!(code(reduce(&fixture, stay, admitted, 1).await), "reduction.not_in_law");
}
