//! Completed management issues its certificate; the commune revokes it, and anybody learns one of three words.

use certificates::{Form, RevocationReason, Status};
use chrono::NaiveDate;
use domain::codes::AftercareClosureReason;
use domain::ids::AftercareCaseId;
use runtime::certificates::subject::{read, revoke};
use runtime::certificates::{RevokeCertificate, status};
use web::{Caller, Grant, Problem, Role};

use super::fixture::{Fixture, admitted, day, registered, released};
use crate::app::cases::{self, CloseCase};
use crate::domain::case::Case;

/// A case that opened on 1 January 2023 and lasts two years.
async fn one() -> (Fixture, AftercareCaseId) {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    fixture.tell(&admitted(11, 1, day(2022, 1, 1)), 1).await;
    fixture.tell(&released(11, 1, day(2023, 1, 1)), 2).await;
    let case = fixture.cases_of(1).await[0].id;
    (fixture, case)
}

async fn close(
    fixture: &Fixture,
    case: AftercareCaseId,
    on: NaiveDate,
    reason: AftercareClosureReason,
) -> Result<Case, Problem> {
    let command = CloseCase { occurred_on: on, reason, certificate_number: Some("07/GXN".into()) };
    cases::close(&fixture.context, &fixture.caller, case, command).await
}

#[tokio::test]
async fn a_completed_case_has_a_certificate_on_the_form_of_its_day_which_its_commune_revokes() {
    let (fixture, case) = one().await;
    let (context, caller) = (&fixture.context, &fixture.caller);
    assert_eq!(read::<Case>(context, caller, case.0).await.unwrap_err().code, "not_found", "none yet");
    close(&fixture, case, day(2025, 1, 2), AftercareClosureReason::Completed).await.unwrap();
    let certificate = read::<Case>(context, caller, case.0).await.unwrap();
    assert_eq!((certificate.form, certificate.number.as_str()), (Form::D116N54, "07/GXN"));
    assert_eq!(status(context, &certificate.code).await.unwrap(), Status::Valid);

    let neighbour = Grant { role: Role::CommuneOfficer, area: Some("29872".into()), facility: None };
    let stranger = Caller { grants: vec![neighbour], ..caller.clone() };
    let command = RevokeCertificate {
        reason: RevocationReason::Replaced,
        occurred_on: day(2026, 7, 2),
        replacement_number: Some("08/GXN".into()),
    };
    assert_eq!(read::<Case>(context, &stranger, case.0).await.unwrap_err().code, "not_found");
    let refused = revoke::<Case>(context, &stranger, certificate.id, command.clone()).await.unwrap_err();
    assert_eq!(refused.code, "not_found");
    let next = revoke::<Case>(context, caller, certificate.id, command).await.unwrap();
    assert_eq!((next.form, next.number.as_str()), (Form::D163N56, "08/GXN"), "on the form of its own day");
    assert_eq!(status(context, &certificate.code).await.unwrap(), Status::Revoked);
}

#[tokio::test]
async fn a_case_that_ends_otherwise_has_none() {
    let (fixture, case) = one().await;
    let refused = close(&fixture, case, day(2024, 1, 2), AftercareClosureReason::Died).await.unwrap_err();
    assert_eq!(refused.fields[0].code, "certificate.not_completed");
    assert!(fixture.cases_of(1).await[0].closed_on.is_none(), "nothing was written");
    let early = close(&fixture, case, day(2024, 1, 2), AftercareClosureReason::Completed).await.unwrap_err();
    assert_eq!(early.fields.first().map_or(early.code, |field| field.code.clone()), "case.term_not_over");
}
