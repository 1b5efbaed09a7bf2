//! A completion issues its certificate; the commune that runs the treatment revokes it.

use certificates::{Form, RevocationReason, Status};
use runtime::certificates::subject::{read, revoke};
use runtime::certificates::{RevokeCertificate, status};
use web::idempotency::IdempotencyKey;
use web::{Caller, Grant, Role};

use super::{Fixture, day};
use crate::app::endings::{CompleteTreatment, complete_all};
use crate::domain::treatment::Treatment;

#[tokio::test]
async fn a_completion_issues_a_certificate_on_the_form_of_its_day_which_its_commune_revokes() {
    let fixture = Fixture::new().await;
    let (context, caller) = (&fixture.context, &fixture.caller);
    let treatment = fixture.register(1, day(2023, 1, 15)).await.unwrap();
    let completed = CompleteTreatment {
        treatment_id: treatment,
        occurred_on: day(2023, 8, 15),
        certificate_number: "07/GXN".into(),
    };
    let answer = complete_all(context, caller, &IdempotencyKey::default(), vec![Ok(completed)]).await.unwrap();
    answer.only().unwrap();
    let certificate = read::<Treatment>(context, caller, treatment.0).await.unwrap();
    assert_eq!((certificate.form, certificate.number.as_str()), (Form::D116N26a, "07/GXN"));
    assert_eq!(status(context, &certificate.code).await.unwrap(), Status::Valid);

    let neighbour = Grant { role: Role::CommuneOfficer, area: Some("29872".into()), facility: None };
    let stranger = Caller { grants: vec![neighbour], ..caller.clone() };
    let command = RevokeCertificate {
        reason: RevocationReason::IssuedInError,
        occurred_on: day(2023, 9, 1),
        replacement_number: None,
    };
    assert_eq!(read::<Treatment>(context, &stranger, treatment.0).await.unwrap_err().code, "not_found");
    let refused = revoke::<Treatment>(context, &stranger, certificate.id, command.clone()).await.unwrap_err();
    assert_eq!(refused.code, "not_found");
    revoke::<Treatment>(context, caller, certificate.id, command).await.unwrap();
    assert_eq!(status(context, &certificate.code).await.unwrap(), Status::Revoked);
}
