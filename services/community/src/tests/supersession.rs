//! One measure at a time: a facility that takes the person in ends the treatment that ran until then.

use domain::codes::{AdmissionBasis, FacilityKind};
use domain::ids::{AdmissionId, FacilityId};
use events::facility::{AdmissionRecorded, Stay};
use uuid::Uuid;

use super::*;
use crate::domain::treatment::Status;

fn admitted(number: u128, of: u128, basis: AdmissionBasis, on: NaiveDate) -> AdmissionRecorded {
    let stay = Stay {
        admission_id: AdmissionId(Uuid::from_u128(number)),
        facility_id: FacilityId(Uuid::from_u128(7)),
        facility_kind: FacilityKind::Public,
        facility_province_code: "87".into(),
        basis,
        category: basis.category(),
        admitted_on: on,
        away: None,
    };
    AdmissionRecorded {
        occurred_on: on,
        person: person(of),
        stay,
        dossier_id: None,
        law_pack: "A".into(),
        term_months: 12,
    }
}

async fn standing(fixture: &Fixture, number: u128) -> Vec<(Status, Option<NaiveDate>)> {
    let query = ListTreatments { person_id: Some(id(number)), ..ListTreatments::default() };
    let page = treatments::list(&fixture.context, &fixture.caller, query).await.unwrap();
    page.items.into_iter().map(|listed| (listed.treatment.status, listed.treatment.ended_on)).collect()
}

#[tokio::test]
async fn an_admission_under_a_measure_ends_the_treatment_on_its_day_and_says_so() {
    let fixture = Fixture::new().await;
    fixture.register(1, day(2019, 2, 1)).await.unwrap();
    fixture.tell(&admitted(11, 1, AdmissionBasis::CourtDecision, day(2019, 5, 6)), 1).await;
    assert_eq!(standing(&fixture, 1).await, [(Status::Superseded, Some(day(2019, 5, 6)))]);
    assert_eq!(fixture.told().await.last().map(String::as_str), Some("treatment.superseded"));
    assert!(fixture.register(1, day(2020, 6, 1)).await.is_ok());
}

#[tokio::test]
async fn a_treatment_that_began_later_and_a_stay_under_no_measure_change_nothing() {
    let fixture = Fixture::new().await;
    fixture.register(1, day(2019, 6, 1)).await.unwrap();
    fixture.tell(&admitted(11, 1, AdmissionBasis::CourtDecision, day(2019, 5, 6)), 1).await;
    fixture.register(2, day(2019, 2, 1)).await.unwrap();
    fixture.tell(&admitted(12, 2, AdmissionBasis::SocialObject, day(2019, 5, 6)), 1).await;
    for number in [1, 2] {
        assert_eq!(standing(&fixture, number).await, [(Status::Active, None)]);
    }
}

#[tokio::test]
async fn an_admission_of_a_merged_record_ends_the_survivors_treatment() {
    let fixture = Fixture::new().await;
    fixture.register(1, day(2019, 2, 1)).await.unwrap();
    fixture.tell(&merged(2, 1), 2).await;
    fixture.tell(&admitted(11, 2, AdmissionBasis::Voluntary, day(2019, 5, 6)), 1).await;
    assert_eq!(standing(&fixture, 1).await, [(Status::Superseded, Some(day(2019, 5, 6)))]);
    assert_eq!(fixture.last_named().await, Some(id(1)));
}
