//! Certificates: issued with the release, told to nobody but as one of three words, revoked once, replaced.

use certificates::{Certificate, Code, Content, Form, Issuer, RevocationReason, SigningKey, Status};
use domain::codes::ReleaseReason;
use domain::ids::{AdmissionId, CertificateId};
use runtime::Context;
use runtime::certificates::subject::{self, revoke as revoke_of};
use runtime::certificates::{RevokeCertificate, keys, status};
use sea_orm::ConnectionTrait;
use web::idempotency::IdempotencyKey;
use web::{Caller, Grant, Problem, Role};

use super::fixture::{Fixture, day, id, registered};
use crate::app::certificates::CertifiedStay;
use crate::app::movements::{RecordRelease, release_all};

async fn read(context: &Context, caller: &Caller, stay: AdmissionId) -> Result<Certificate, Problem> {
    subject::read::<CertifiedStay>(context, caller, stay.0).await
}

/// A stay that was released with a certificate, and its code.
async fn released(fixture: &Fixture) -> (AdmissionId, String) {
    fixture.tell(&registered(1), 1).await;
    let stay = fixture.admit(1, day(0)).await.unwrap();
    release(fixture, stay, Some("12/GCN")).await.unwrap();
    let certificate = read(&fixture.context, &fixture.caller, stay).await.unwrap();
    (stay, certificate.code)
}

async fn release(fixture: &Fixture, admission_id: AdmissionId, number: Option<&str>) -> Result<(), Problem> {
    let command = RecordRelease {
        admission_id,
        occurred_on: day(300),
        reason: ReleaseReason::TermEnded,
        certificate_number: number.map(str::to_owned),
    };
    let key = IdempotencyKey::default();
    release_all(&fixture.context, &fixture.caller, &key, vec![Ok(command)]).await?.only().map(drop)
}

async fn told(fixture: &Fixture, code: &str) -> Status {
    status(&fixture.context, code).await.unwrap()
}

fn revocation(reason: RevocationReason, replacement: Option<&str>) -> RevokeCertificate {
    RevokeCertificate { reason, occurred_on: day(310), replacement_number: replacement.map(str::to_owned) }
}

#[tokio::test]
async fn a_release_with_a_certificate_issues_one_that_holds() {
    let fixture = Fixture::new().await;
    let (stay, code) = released(&fixture).await;
    assert_eq!(told(&fixture, &code).await, Status::Valid);
    let certificate = read(&fixture.context, &fixture.caller, stay).await.unwrap();
    assert_eq!((certificate.number.as_str(), certificate.issued_on), ("12/GCN", day(300)));
    // Regime A's forms are not known.
    assert_eq!(certificate.form, Form::Unnumbered);
}

#[tokio::test]
async fn the_code_says_nothing_of_the_person_or_the_stay() {
    let fixture = Fixture::new().await;
    let (stay, code) = released(&fixture).await;
    let keys = keys::public(&fixture.context, &fixture.context.db).await.unwrap();
    let Content { issuer, id: certificate, form, issued_on } = Code::read(&code).unwrap().verify(&keys).unwrap();
    assert_eq!((issuer, form, issued_on), (Issuer::Facility, Form::Unnumbered, day(300)));
    assert!(![stay.0, id(1).0, fixture.place.0].contains(&certificate.0));
    assert_eq!(certificate.0.get_version_num(), 4, "an id made of time would tell when it was recorded");
}

#[tokio::test]
async fn a_release_without_a_certificate_issues_none() {
    let fixture = Fixture::new().await;
    fixture.tell(&registered(1), 1).await;
    let stay = fixture.admit(1, day(0)).await.unwrap();
    release(&fixture, stay, None).await.unwrap();
    assert_eq!(read(&fixture.context, &fixture.caller, stay).await.unwrap_err().code, "not_found");
}

#[tokio::test]
async fn a_refused_release_issues_none() {
    let fixture = Fixture::new().await;
    let (stay, _) = released(&fixture).await;
    assert!(release(&fixture, stay, Some("13/GCN")).await.is_err());
    let certificate = read(&fixture.context, &fixture.caller, stay).await.unwrap();
    assert_eq!(certificate.number, "12/GCN");
}

#[tokio::test]
async fn a_revoked_certificate_is_told_as_such_and_its_reason_is_not() {
    let fixture = Fixture::new().await;
    let (stay, code) = released(&fixture).await;
    let certificate = read(&fixture.context, &fixture.caller, stay).await.unwrap();
    let annulled = || revocation(RevocationReason::DecisionAnnulled, None);
    revoke_of::<CertifiedStay>(&fixture.context, &fixture.caller, certificate.id, annulled()).await.unwrap();
    assert_eq!(told(&fixture, &code).await, Status::Revoked);
    let again =
        revoke_of::<CertifiedStay>(&fixture.context, &fixture.caller, certificate.id, annulled()).await.unwrap_err();
    assert_eq!(again.code, "certificate.already_revoked");
}

#[tokio::test]
async fn a_replaced_certificate_is_revoked_and_the_new_one_holds() {
    let fixture = Fixture::new().await;
    let (stay, old) = released(&fixture).await;
    let certificate = read(&fixture.context, &fixture.caller, stay).await.unwrap();
    let revoked = async |reason, number| {
        revoke_of::<CertifiedStay>(&fixture.context, &fixture.caller, certificate.id, revocation(reason, number)).await
    };
    let without_number = revoked(RevocationReason::Replaced, None).await.unwrap_err();
    let with_number = revoked(RevocationReason::IssuedInError, Some("13/GCN")).await.unwrap_err();
    assert_eq!(without_number.fields[0].code, "required");
    assert_eq!(with_number.fields[0].code, "certificate.not_replaced");
    let new = revoked(RevocationReason::Replaced, Some(" 13/GCN ")).await.unwrap();
    assert_eq!((new.number.as_str(), new.issued_on, new.status()), ("13/GCN", day(310), Status::Valid));
    assert_eq!((told(&fixture, &old).await, told(&fixture, &new.code).await), (Status::Revoked, Status::Valid));
    assert_eq!(read(&fixture.context, &fixture.caller, stay).await.unwrap(), new);
}

#[tokio::test]
async fn what_was_never_issued_is_unknown_however_it_looks() {
    let fixture = Fixture::new().await;
    let (_, code) = released(&fixture).await;
    let content = Content {
        issuer: Issuer::Facility,
        id: CertificateId(uuid::Uuid::from_u128(5)),
        form: Form::D116N46,
        issued_on: day(300),
    };
    let forged = Code::issue(&SigningKey::of(&[9; 32]), &content).unwrap().to_string();
    for text in ["", "12/GCN", &code[..152], &forged] {
        assert_eq!(told(&fixture, text).await, Status::Unknown, "{text}");
    }
    // Signed, but no longer kept: a database restored from before its issue.
    fixture.context.db.execute_unprepared("DELETE FROM certificates").await.unwrap();
    assert_eq!(told(&fixture, &code).await, Status::Unknown);
}

#[tokio::test]
async fn old_certificates_hold_after_a_new_key_signs() {
    let fixture = Fixture::new().await;
    let (_, old) = released(&fixture).await;
    let key = keys::rotate(&fixture.context).await.unwrap();
    fixture.tell(&registered(2), 1).await;
    let stay = fixture.admit(2, day(0)).await.unwrap();
    release(&fixture, stay, Some("14/GCN")).await.unwrap();
    let new = read(&fixture.context, &fixture.caller, stay).await.unwrap().code;
    assert_eq!((told(&fixture, &old).await, told(&fixture, &new).await), (Status::Valid, Status::Valid));
    assert_eq!(Code::read(&new).unwrap().key(), key);
    assert_ne!(Code::read(&old).unwrap().key(), key);
}

#[tokio::test]
async fn staff_of_another_facility_neither_see_nor_revoke_it() {
    let fixture = Fixture::new().await;
    let (stay, code) = released(&fixture).await;
    let certificate = read(&fixture.context, &fixture.caller, stay).await.unwrap();
    let elsewhere = Grant { role: Role::FacilityStaff, area: None, facility: Some(domain::ids::FacilityId(id(5).0)) };
    let stranger = Caller { grants: vec![elsewhere], ..fixture.caller.clone() };
    assert_eq!(read(&fixture.context, &stranger, stay).await.unwrap_err().code, "not_found");
    let wanted = revocation(RevocationReason::IssuedInError, None);
    let refused = revoke_of::<CertifiedStay>(&fixture.context, &stranger, certificate.id, wanted).await.unwrap_err();
    assert_eq!((refused.code.as_str(), told(&fixture, &code).await), ("not_found", Status::Valid));
}

#[tokio::test]
async fn a_release_that_was_not_takes_its_certificate_back() {
    let fixture = Fixture::new().await;
    let (stay, code) = released(&fixture).await;
    let release = fixture.entry(stay, domain::codes::StayMovement::Released).await;
    fixture.correct(stay, release, Some(day(301))).await.unwrap();
    assert_eq!(told(&fixture, &code).await, Status::Valid, "a release on another day is one");
    let release = fixture.entry(stay, domain::codes::StayMovement::Released).await;
    fixture.correct(stay, release, None).await.unwrap();
    assert_eq!(told(&fixture, &code).await, Status::Revoked);
}
