mod opening;
mod pipeline;
mod progress;

use chrono::{DateTime, FixedOffset};
use domain::codes::CourtOutcome;
use domain::ids::DossierId;
use domain::law::procedure::{Paper, Step};
use domain::person::Birth;
use uuid::Uuid;

use super::super::person::tests::{day, particulars, register};
use super::super::person::{Particulars, Person};
use super::*;

fn at(text: &str) -> DateTime<FixedOffset> {
    format!("{text}:00+07:00").parse().unwrap()
}

fn person(year: i32) -> Person {
    let particulars = Particulars { birth: Birth::in_year(year), official_number: None, ..particulars() };
    register(particulars).unwrap().0
}

fn opening(on: NaiveDate) -> Opening {
    Opening { id: DossierId(Uuid::from_u128(3)), occurred_on: on, facts: Facts::default() }
}

/// A dossier on somebody of 1990, opened in time.
fn opened(on: NaiveDate) -> (Person, Case) {
    let person = person(1990);
    let (case, ..) = Case::open(&person, opening(on), at("2027-06-01T09:00")).unwrap();
    (person, case)
}

fn do_step(case: &mut Case, person: &Person, step: Step, on: &str) -> Result<(), Refused> {
    let to_record = StepToRecord { id: Uuid::from_u128(4), step, at: at(on), note: None };
    case.record(person, to_record, at("2027-06-01T09:00")).map(drop)
}

fn receive(case: &mut Case, person: &Person, papers: &[Paper]) {
    for paper in papers {
        let to_receive = PaperToReceive {
            id: Uuid::from_u128(5),
            paper: *paper,
            number: Some("15/BB".into()),
            dated_on: None,
            received_at: at("2026-07-02T09:00"),
        };
        case.receive(person, to_receive, at("2026-07-20T09:00")).unwrap();
    }
}

fn decision(on: NaiveDate, outcome: CourtOutcome, term_months: Option<u32>) -> Decision {
    Decision {
        occurred_on: on, outcome, decision_number: "09/QĐ-TA".into(), court: "TAND khu vực".into(), term_months
    }
}

/// The code of a refusal, or of the field at fault.
fn code(refused: impl Into<Refused>) -> String {
    match refused.into() {
        Refused::Not(NotRecorded::Refused(refusal)) => refusal.code,
        Refused::Not(NotRecorded::Field(error)) => error.code,
        Refused::PapersMissing(_) => "papers_missing".to_owned(),
    }
}

const REQUIRED_IN_C: [Paper; 4] =
    [Paper::PersonalSummary, Paper::ViolationMinutes, Paper::AddictionResult, Paper::Request];
